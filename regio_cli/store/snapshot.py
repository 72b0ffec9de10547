"""A snapshot: every file of a registry at one moment, parsed and examined once per content."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from regio_cli.model.finding import Problem
from regio_cli.model.kinds import Kind, Kinds
from regio_cli.model.record import Address, Data
from regio_cli.model.redirects import redirects
from regio_cli.model.text import N_, Text
from regio_cli.store.index import Index
from regio_cli.store.source import REGISTRY, Entry, Source
from regio_cli.store.yamlfile import Content, too_large

Examine = Callable[[Kind, bytes], Content]


class File(NamedTuple):
    """A file of the registry. `address` is None when no kind takes the file; `content` then is None too."""

    entry: Entry
    address: Address | None
    content: Content | None

    @property
    def path(self) -> str:
        """The path from the registry's root, as people see it."""
        return f"{REGISTRY}/{self.entry.path}"


@dataclass(frozen=True)
class Snapshot:
    """All files of a registry, by path below its folder, with the kinds they were read by."""

    source: Source
    kinds: Kinds
    files: Mapping[str, File]

    @cached_property
    def by_address(self) -> dict[Address, File]:
        """The files that have an address."""
        return {file.address: file for file in self.files.values() if file.address}

    @cached_property
    def records(self) -> dict[Address, Data]:
        """The data of every record that could be read, also of those with problems."""
        return {
            address: file.content.data
            for address, file in self.by_address.items()
            if file.content and isinstance(file.content.data, dict)
        }

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


def load(source: Source, kinds: Kinds, index: Index, examine: Examine) -> Snapshot:
    """Return the snapshot of `source`; `examine` says what data a record's bytes hold and what is wrong with them.

    What the `index` remembers is not read again; what is new is added to it.
    """
    entries = [(entry, address_of(entry, kinds)) for entry in source.entries()]
    wanted = {entry.path: (entry.id, address.kind) for entry, address in entries if address}
    known = index.contents(set(wanted.values())) if source.key else {}
    missing = [entry for entry, address in entries if address and (entry.id, address.kind) not in known]
    fresh: dict[str, Content] = {}
    for entry, size, content in source.read(missing):
        kind = kinds[wanted[entry.path][1]]
        fresh[entry.path] = examine(kind, content) if content is not None else Content(None, (unread(size),))
    if source.key:
        index.remember({wanted[path]: content for path, content in fresh.items()})
    found = fresh if len(fresh) == len(wanted) else {path: fresh.get(path) or known[wanted[path]] for path in wanted}
    return Snapshot(
        source, kinds, {entry.path: File(entry, address, found.get(entry.path)) for entry, address in entries}
    )


def unread(size: int) -> Problem:
    """Return what is wrong with a file that was not read: its `size` in bytes is more than allowed, or -1."""
    if size >= 0:
        return too_large(size)
    return Problem("file-unreadable", Text(N_("the file can't be read")), hint=Text(N_("check who may read it")))


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
    return Address(kind.name, name[:-5])
