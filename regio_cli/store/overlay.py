"""A snapshot with some files changed that are not written anywhere yet, to be checked as a whole."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from regio_cli.model.kinds import Kind
from regio_cli.store import git as g
from regio_cli.store.snapshot import File, Snapshot, address_of
from regio_cli.store.source import Entry, Source
from regio_cli.store.yamlfile import Content

Files = Mapping[str, bytes | None]


@dataclass(frozen=True)
class Overlay:
    """The files of `base` with `files` (by path below the registry's folder; None for one that goes) laid over them."""

    base: Source
    files: Files

    @property
    def key(self) -> str | None:
        return None

    @property
    def index_folder(self) -> Path | None:
        return None

    def entries(self) -> list[Entry]:
        kept = [entry for entry in self.base.entries() if entry.path not in self.files]
        return sorted(
            [*kept, *(entry_of(path, content) for path, content in self.files.items() if content is not None)]
        )

    def read(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, int, bytes | None]]:
        for entry in entries:
            content = self.files.get(entry.path)
            if content is None:
                yield from self.base.read([entry])
            else:
                yield entry, len(content), content

    def one(self, path: str) -> bytes | None:
        return self.files[path] if path in self.files else self.base.one(path)

    def own_files(self, folder: str, suffix: str) -> dict[str, bytes]:
        return self.base.own_files(folder, suffix)


def entry_of(path: str, content: bytes) -> Entry:
    """Return the entry of an ordinary file with this content."""
    return Entry(path, g.blob_id(content, "0" * 40))


def laid_over(snapshot: Snapshot, files: Files, examine: Callable[[Kind, bytes], Content]) -> Snapshot:
    """Return `snapshot` as it is with `files` changed; only these are examined."""
    found = {path: file for path, file in snapshot.files.items() if path not in files}
    for path, content in files.items():
        if content is not None:
            entry = entry_of(path, content)
            address = address_of(entry, snapshot.kinds)
            read = examine(snapshot.kinds[address.kind], content) if address else None
            found[path] = File(entry, address, read)
    return Snapshot(Overlay(snapshot.source, files), snapshot.kinds, dict(sorted(found.items())), snapshot.earlier)
