"""The files of one commit with those laid over them that another line of commits changed: as a merge would have them.

Only files of the registry are laid over: schemas and rules beside it stay those of the first commit.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from regio_cli.store import git as g
from regio_cli.store.overlay import entry_of
from regio_cli.store.source import Entry, Revision


@dataclass(frozen=True)
class Grafted:
    """The files of `base` with `changed` (by path below the registry's folder; None for one that goes) in their place.

    `fresh` is the content of those files that are in no commit.
    """

    base: Revision
    changed: Mapping[str, Entry | None]
    fresh: Mapping[str, bytes] = field(default_factory=dict)

    @cached_property
    def key(self) -> str | None:
        told = "".join(f"{path}\0{entry and (entry.id, entry.oddity)}\n" for path, entry in sorted(self._laid.items()))
        return f"{self.base.tree}~{g.blob_id(told.encode('utf-8', 'surrogateescape'), '')}"

    @property
    def index_folder(self) -> Path | None:
        return self.base.index_folder

    @cached_property
    def _laid(self) -> dict[str, Entry | None]:
        return {**self.changed, **{path: entry_of(path, content) for path, content in self.fresh.items()}}

    def entries(self) -> list[Entry]:
        kept = [entry for entry in self.base.entries() if entry.path not in self._laid]
        return sorted([*kept, *(entry for entry in self._laid.values() if entry)])

    def read(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, int, bytes | None]]:
        stored = []
        for entry in entries:
            content = self.fresh.get(entry.path)
            if content is None:
                stored.append(entry)
            else:
                yield entry, len(content), content
        yield from self.base.read(stored)

    def one(self, path: str) -> bytes | None:
        entry = self._laid.get(path)
        if path not in self._laid:
            return self.base.one(path)
        return next(iter(self.read([entry])))[2] if entry and entry.oddity is None else None

    def own_files(self, folder: str, suffix: str) -> dict[str, bytes]:
        return self.base.own_files(folder, suffix)
