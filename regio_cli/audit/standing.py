"""The registry at one commit after another, with all that is wrong with it: only what differs is looked at again.

What this finds is what `check.check` finds, but for the lines and columns of references (tests/unit/test_audit_standing.py).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from regio_cli.audit.days import Days
from regio_cli.check import layout
from regio_cli.check.references import References, Way, targets, ways
from regio_cli.model.finding import Finding, at
from regio_cli.model.kinds import Field, Kind, Kinds
from regio_cli.model.record import Address, Data
from regio_cli.model.text import Text
from regio_cli.store.snapshot import File, address_of, unread
from regio_cli.store.source import Entry
from regio_cli.store.yamlfile import Content

Read = Callable[[list[Entry]], Iterable[tuple[Entry, int, bytes | None]]]
Examine = Callable[[Kind, bytes], Content]
# So many contents are kept besides those that are needed now.
_KEPT = 20_000
_NOT_IN_FORCE, _UNKNOWN = "reference-not-in-force", "reference-unknown"


class _About(NamedTuple):
    """What is worked out once of a kind: its ways to references, the form of its ids, its fields that may not go round."""

    ways: tuple[Way, ...]
    is_id: Callable[[str], object]
    acyclic: tuple[Field, ...]


class Standing:
    """The registry as it stands, by the schemas of `kinds`."""

    def __init__(self, kinds: Kinds, examine: Examine, read: Read) -> None:
        """`read` gives the contents of files, `examine` what is in one."""
        self.kinds, self._examine, self._read = kinds, examine, read
        self.files: dict[str, File] = {}
        self.by_address: dict[Address, File] = {}
        self.records: dict[Address, Data] = {}
        self._contents: dict[tuple[str, str], Content] = {}
        self._about = {kind.name: _About(ways(kind.fields), layout.form(kind), _acyclic(kind)) for kind in kinds}
        self._ids: dict[str, dict[str, Data | None]] = {kind.name: {} for kind in kinds}
        self._parents: dict[tuple[str, str], dict[str, str]] = {}
        self._pointing: dict[Address, set[Address]] = {}
        self._pointed: dict[Address, set[Address]] = {}
        self._folded: dict[str, set[str]] = {}
        self._alike: set[str] = set()
        self._days = Days(kinds)
        self._dirty: set[Address] = set()
        self._has_other_ids = True
        # What is wrong: with files by their path, with references by the record that has them, and with the whole.
        self._of_files: dict[str, tuple[Finding, ...]] = {}
        self._of_records: dict[Address, tuple[Finding, ...]] = {}
        self._of_all: tuple[Finding, ...] = ()
        self._references = References(self, self._ids, "")

    def bytes_of(self, file: File) -> bytes:
        """Return nothing: finding the line of each fault would take longer than all else."""
        return b""

    def change(self, entries: Mapping[str, Entry | None]) -> None:
        """Let these files, by path below the registry's folder, be as in `entries`; None for those that go."""
        self.prefetch(entry for entry in entries.values() if entry)
        self._has_other_ids |= any((path in self.files) != bool(entry) for path, entry in entries.items())
        for path, entry in entries.items():
            self._take_out(path)
            if entry:
                self._put_in(entry)
        self._of_all = (*layout.registry_file(self.files, self.kinds), *self._case_only())

    def prefetch(self, entries: Iterable[Entry]) -> None:
        """Read and examine these files together, which is faster than one at a time."""
        wanted: dict[tuple[str, str], tuple[Entry, Kind]] = {}
        for entry in entries:
            address = address_of(entry, self.kinds)
            if address and (key := (entry.id, address.kind)) not in self._contents:
                wanted[key] = entry, self.kinds[address.kind]
        if len(self._contents) > _KEPT + len(self.files):
            self._contents = {}
        for (entry, kind), (_, size, content) in zip(
            wanted.values(), self._read([entry for entry, _ in wanted.values()]), strict=True
        ):
            found = self._examine(kind, content) if content is not None else Content(None, (unread(size),))
            self._contents[entry.id, kind.name] = found

    def _content(self, entry: Entry, address: Address) -> Content:
        if (entry.id, address.kind) not in self._contents:
            self.prefetch([entry])
        return self._contents[entry.id, address.kind]

    def _put_in(self, entry: Entry) -> None:
        address = address_of(entry, self.kinds)
        file = File(entry, address, self._content(entry, address) if address else None)
        self.files[entry.path] = file
        same = self._folded.setdefault(entry.path.casefold(), set())
        same.add(entry.path)
        if len(same) > 1:
            self._alike.add(entry.path.casefold())
        found = tuple(self._faults_of(file))
        if found:
            self._of_files[entry.path] = found
        if address:
            self._put_record(address, file)

    def _faults_of(self, file: File) -> Iterator[Finding]:
        if file.address is None or not self._about[file.address.kind].is_id(file.address.id):
            yield from layout.of_file(file, self.kinds)
        for problem in file.content.problems if file.content else ():
            yield at(file.path, str(file.address), problem)

    def _put_record(self, address: Address, file: File) -> None:
        data = file.content.data if file.content and isinstance(file.content.data, dict) else None
        self.by_address[address] = file
        self._ids[address.kind][address.id] = data
        self._touch(address)
        if data is None:
            return
        self.records[address] = data
        self._days.add(address, data)
        about = self._about[address.kind]
        self._pointing[address] = targets(address, data, about.ways)
        for target in self._pointing[address]:
            self._pointed.setdefault(target, set()).add(address)
        for field in about.acyclic:
            if isinstance(value := data.get(field.name), str):
                self._parents.setdefault((address.kind, field.name), {})[address.id] = value

    def _take_out(self, path: str) -> None:
        file = self.files.pop(path, None)
        if file is None:
            return
        self._of_files.pop(path, None)
        self._folded[path.casefold()].discard(path)
        if address := file.address:
            del self.by_address[address], self._ids[address.kind][address.id]
            self._touch(address)
            if data := self.records.pop(address, None):
                self._days.remove(address, data)
            for target in self._pointing.pop(address, ()):
                self._pointed[target].discard(address)
            for field in self._about[address.kind].acyclic:
                self._parents.get((address.kind, field.name), {}).pop(address.id, None)

    def _touch(self, address: Address) -> None:
        """Let this record, and what points at it, be looked at again."""
        self._dirty.add(address)
        self._dirty |= self._pointed.get(address, set())

    def _case_only(self) -> Iterator[Finding]:
        for folded in self._alike:
            yield from layout.case_only([self.files[path] for path in sorted(self._folded[folded])])

    def settle(self, on: str) -> None:
        """Look again at all that may be otherwise, now and on the day `on` (YYYY-MM-DD)."""
        before = self._references.on
        if not before:
            self._dirty |= set(self.records)
        elif before != on:
            for address in self._days.between(before, on):
                self._touch(address)
        if not self._dirty and before == on:
            return
        if self._has_other_ids:
            # What an unknown value may have been meant for is looked for among all records.
            self._dirty |= {a for a, found in self._of_records.items() if any(f.code == _UNKNOWN for f in found)}
            self._has_other_ids = False
        self._references.begin(on)
        for address in self._dirty:
            found = tuple(self._references.of([address])) if address in self.records else ()
            if found:
                self._of_records[address] = found
            else:
                self._of_records.pop(address, None)
        self._dirty = set()

    def findings(self) -> Iterator[Finding]:
        """Yield all that is wrong, as of the last `settle`, in no order."""
        for found in self._of_files.values():
            yield from found
        for found in self._of_records.values():
            yield from (_on_day(finding, self._references.on) for finding in found)
        yield from self._references.circles(self._parents)
        yield from self._of_all


def _on_day(finding: Finding, on: str) -> Finding:
    """Return a finding that was made on another day, and still holds, as it is told on this one."""
    if finding.code != _NOT_IN_FORCE or finding.text.values["on"] == on:
        return finding
    return finding._replace(text=Text(finding.text.template, {**finding.text.values, "on": on}))


def _acyclic(kind: Kind) -> tuple[Field, ...]:
    return tuple(field for field in kind.fields if field.ref and field.ref.acyclic and not field.ref.items)
