"""A snapshot: every file of a registry at one moment, parsed and examined once per content."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from regio_cli.migrate.versions import migrated, plain_version, version_of
from regio_cli.model.finding import Problem
from regio_cli.model.kinds import Kind, Kinds
from regio_cli.model.record import Address, Data
from regio_cli.model.redirects import redirects
from regio_cli.model.text import N_, Text
from regio_cli.store.index import BlobKind, Index
from regio_cli.store.source import REGISTRY, Entry, Source, WorkTree
from regio_cli.store.yamlfile import Content, read, too_large

Examine = Callable[[Kind, bytes], Content]
REGISTRY_FILE = "registry.yaml"


class File(NamedTuple):
    """A file of the registry. `address` is None when no kind takes the file; `content` then is None too."""

    entry: Entry
    address: Address | None
    content: Content | None

    @property
    def path(self) -> str:
        """The path from the registry's root, as people see it."""
        return f"{REGISTRY}/{self.entry.path}"


class Earlier(NamedTuple):
    """The schema version that files are written for, when that is not the current one, and its kinds."""

    version: int
    kinds: Kinds


@dataclass(frozen=True)
class Snapshot:
    """All files of a registry, by path below its folder, with the current kinds.

    With `earlier` the files are written, and were examined, by the schemas of that version: `records` are migrated, and
    `as_written` is the snapshot without that.
    """

    source: Source
    kinds: Kinds
    files: Mapping[str, File]
    earlier: Earlier | None = None

    @cached_property
    def as_written(self) -> "Snapshot":
        """The files and records as they are written, by the kinds of their own schema version."""
        return Snapshot(self.source, self.earlier.kinds, self.files) if self.earlier else self

    @cached_property
    def by_address(self) -> dict[Address, File]:
        """The files that have an address."""
        return {file.address: file for file in self.files.values() if file.address}

    @cached_property
    def records(self) -> dict[Address, Data]:
        """The data of every record that could be read, also of those with problems; at the current schema version."""
        found: dict[Address, Data] = {
            address: file.content.data
            for address, file in self.by_address.items()
            if file.content and isinstance(file.content.data, dict)
        }
        return dict(migrated(found, self.earlier.version).records) if self.earlier else found

    @cached_property
    def led_away(self) -> dict[Address, Address]:
        """The address that each redirect leads to, by the address that it leads away from."""
        return redirects(self.records.items())

    @cached_property
    def unread(self) -> tuple[str, ...]:
        """The paths of the files that should hold a record, and that none could be read from."""
        return tuple(file.path for address, file in self.by_address.items() if address not in self.records)

    def bytes_of(self, file: File) -> bytes:
        """Return the bytes of `file`, to find the place of something in it; empty when they can't be had."""
        _, _, content = next(iter(self.source.read([file.entry])))
        return content or b""


def load(source: Source, kinds: Kinds, index: Index, examine: Examine, earlier: Earlier | None = None) -> Snapshot:
    """Return the snapshot of `source`; `examine` says what data a record's bytes hold and what is wrong with them.

    With `earlier` the files are written for that version, and `examine` goes by its schemas. What the `index` remembers
    is not read again; what is new is added to it.
    """
    entries = [(entry, address_of(entry, kinds)) for entry in source.entries()]
    wanted = {entry.path: remembered_as(entry.id, address.kind, earlier) for entry, address in entries if address}
    known = index.contents(set(wanted.values())) if source.key else {}
    missing = [(entry, address) for entry, address in entries if address and wanted[entry.path] not in known]
    by_path = {entry.path: kinds[address.kind] for entry, address in missing}
    fresh: dict[str, Content] = {}
    for entry, size, content in source.read([entry for entry, _ in missing]):
        kind = by_path[entry.path]
        fresh[entry.path] = examine(kind, content) if content is not None else Content(None, (unread(size),))
    if source.key:
        index.remember({wanted[path]: content for path, content in fresh.items()})
    found = (
        dict(fresh) if len(fresh) == len(wanted) else {path: fresh.get(path) or known[wanted[path]] for path in wanted}
    )
    found.update(_filtered(source, found))
    return Snapshot(
        source, kinds, {entry.path: File(entry, address, found.get(entry.path)) for entry, address in entries}, earlier
    )


def _filtered(source: Source, found: Mapping[str, Content]) -> dict[str, Content]:
    """Return the content of those files that can't be read because a git filter changes what git stores of them."""
    unread = [path for path, content in found.items() if not isinstance(content.data, dict)]
    if not unread or not isinstance(source, WorkTree):
        return {}
    return {path: Content(None, (_by_filter(name),)) for path, name in source.filters(unread).items()}


def _by_filter(name: str) -> Problem:
    text = Text(
        N_("the git filter '{filter}' changes this file before git stores it; regio reads what git stores"),
        {"filter": name},
    )
    return Problem("git-filter", text, hint=Text(N_("take the filter of this file out of .gitattributes")))


def remembered_as(blob: str, kind: str, earlier: Earlier | None) -> BlobKind:
    """Return by what key the index knows a blob read as a record of `kind`: by another for each schema version."""
    return blob, f"{kind}@{earlier.version}" if earlier else kind


def version_in(source: Source) -> int:
    """Return the schema version that the files of `source` are written for; the current one when they don't tell."""
    content = source.one(REGISTRY_FILE)
    if content is None:
        # A sparse checkout may leave the file out of the work tree.
        entry = next((entry for entry in source.entries() if entry.path == REGISTRY_FILE), None)
        content = next(iter(source.read([entry])))[2] if entry and entry.oddity is None else None
    return version_of_text(content or b"")


def version_of_text(content: bytes) -> int:
    """Return the schema version that the text of a registry.yaml gives; the current one when it gives none."""
    version = plain_version(content)
    return version_of(read(content).data) if version is None else version


def unread(size: int) -> Problem:
    """Return what is wrong with a file that was not read: its `size` in bytes is more than allowed, or -1."""
    if size >= 0:
        return too_large(size)
    return Problem("file-unreadable", Text(N_("the file can't be read")), hint=Text(N_("check who may read it")))


def _is_text(name: str) -> bool:
    """Whether the file name `name` is UTF-8: git and the system give other bytes as lone surrogates."""
    return name.isascii() or name == name.encode("utf-8", "replace").decode("utf-8")


def address_of(entry: Entry, kinds: Kinds) -> Address | None:
    """Return the address of the record that a file holds by its path, None when it is no record's path."""
    if entry.oddity and entry.oddity in ("symlink", "submodule", "special", "ignored", "folder"):
        return None
    folder, slash, name = entry.path.partition("/")
    if not slash:
        kind = kinds.by_file.get(folder)
        return Address(kind.name, kind.name) if kind else None
    kind = kinds.by_folder.get(folder)
    if kind is None or "/" in name or not name.endswith(".yaml") or name == ".yaml":
        return None
    if not _is_text(name):
        # Such a name comes out of archives and off old shares; no id, table or report can hold it.
        return None
    return Address(kind.name, name[:-5])
