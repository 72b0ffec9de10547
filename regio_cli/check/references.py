"""Whether every reference leads to a record or item that is there, in force at the same time, and never in a circle."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, Protocol

from regio_cli.model.finding import Finding, Place, Pointer, Span
from regio_cli.model.kinds import ANY_KIND, Field, Kind, Kinds
from regio_cli.model.record import Address, Data
from regio_cli.model.redirects import REDIRECT, redirects
from regio_cli.model.text import N_, Text
from regio_cli.store import yamlfile
from regio_cli.store.snapshot import File, Snapshot

_MAX_SUGGESTIONS = 200


class Pointing(NamedTuple):
    """A value in a record that points at something: the field, the way to the value, and what it stands beside."""

    field: Field
    pointer: Pointer
    value: str
    beside: Data


class Way(NamedTuple):
    """A field that points at something, or has such fields below it; worked out once a kind.

    `pointing` is the field that says what the value points at, or what each item of a list does.
    """

    name: str
    pointing: Field | None
    listed: bool
    below: "tuple[Way, ...]" = ()


def ways(fields: tuple[Field, ...]) -> tuple[Way, ...]:
    """Return the ways from `fields` to all that points at something."""
    found = []
    for field in fields:
        holder = field.item or field
        below = ways(holder.fields)
        if below or holder.ref:
            found.append(Way(field.name, holder if holder.ref else None, field.item is not None, below))
    return tuple(found)


def pointings(from_: tuple[Way, ...], data: Any, pointer: Pointer = ()) -> list[Pointing]:
    """Return every reference in a record, or in a part of one that `pointer` leads to."""
    found: list[Pointing] = []
    if isinstance(data, dict):
        _collect(from_, data, pointer, found)
    return found


def _collect(from_: tuple[Way, ...], data: Data, pointer: Pointer, found: list[Pointing]) -> None:
    for name, pointing, listed, below in from_:
        value = data.get(name)
        if listed:
            for position, item in enumerate(value if isinstance(value, list) else ()):
                if pointing and isinstance(item, str):
                    found.append(Pointing(pointing, (*pointer, name, position), item, data))
                elif below and isinstance(item, dict):
                    _collect(below, item, (*pointer, name, position), found)
        elif pointing and isinstance(value, str):
            found.append(Pointing(pointing, (*pointer, name), value, data))
        elif below and isinstance(value, dict):
            _collect(below, value, (*pointer, name), found)


Ids = Mapping[str, Mapping[str, Data | None]]
# Of each kind and field that may not go round: what each record points at.
Parents = Mapping[tuple[str, str], Mapping[str, str]]


class Records(Protocol):
    """What references are looked up in: a snapshot, or a registry that moves from one moment to another."""

    @property
    def kinds(self) -> Kinds:
        """The kinds of the records."""
        ...

    @property
    def by_address(self) -> Mapping[Address, File]:
        """The files that have an address."""
        ...

    @property
    def records(self) -> Mapping[Address, Data]:
        """The data of every record that could be read."""
        ...

    def bytes_of(self, file: File) -> bytes:
        """Return the bytes of `file`, to find the place of something in it; empty when they can't be had."""
        ...


def findings(snapshot: Snapshot, on: str) -> Iterator[Finding]:
    """Yield what is wrong with references; `on` (YYYY-MM-DD) is the day on which both ends must be in force."""
    ids: dict[str, dict[str, Data | None]] = {kind.name: {} for kind in snapshot.kinds}
    for address in snapshot.by_address:
        ids[address.kind][address.id] = snapshot.records.get(address)
    run = References(snapshot, ids, on)
    yield from run.of(snapshot.records)
    yield from run.circles(run.parents)


def targets(address: Address, data: Data, from_: tuple[Way, ...]) -> set[Address]:
    """Return the records that what is wrong with the one at `address` depends on, whether or not they are there.

    These are the records that it points at or into, and of a redirect also the one that it leads away from.
    """
    found = {target for pointing in pointings(from_, data) if (target := _target(address, pointing))}
    return found | redirects([(address, data)]).keys()


def _target(address: Address, pointing: Pointing) -> Address | None:
    ref = pointing.field.ref
    assert ref
    if ref.items:
        owner = _owner(address, pointing)
        return Address(ref.kind, owner) if owner else None
    return Address.parse(pointing.value) if ref.kind == ANY_KIND else Address(ref.kind, pointing.value)


class References:
    """Looks up what records point at, and keeps what has been looked up until `begin`.

    `ids` has the ids of each kind, with their data where it could be read. `parents` is filled by `of`.
    """

    def __init__(self, records: Records, ids: Ids, on: str) -> None:
        self.snapshot = records
        self._ids = ids
        self._kinds = {kind.name: (kind.period, ways(kind.fields), _with_ids(kind)) for kind in records.kinds}
        self.begin(on)

    def begin(self, on: str) -> None:
        """Forget what was looked up: the records are others now, or the day is."""
        self.on = on
        self._in_force: dict[tuple[str, str], bool] = {}
        self._items: dict[tuple[str, str, str], Mapping[str, Any]] = {}
        self._guesses: dict[tuple[str, str], Text | None] = {}
        self._trees: dict[str, Any] = {}
        self.parents: dict[tuple[str, str], dict[str, str]] = {}

    def of(self, addresses: Iterable[Address]) -> Iterator[Finding]:
        """Yield what is wrong with what the records at these addresses point at, circles apart."""
        for address in addresses:
            data = self.snapshot.records[address]
            period, from_, listed = self._kinds[address.kind]
            in_force = _covers(period, data, self.on)
            for pointing in pointings(from_, data):
                finding = self._fault(address, pointing, in_force)
                if finding:
                    yield finding
            for field in listed:
                yield from self._doubles(address, field, data.get(field.name))
            if address.kind == REDIRECT:
                yield from self._used_again(address, data)

    def _fault(self, address: Address, pointing: Pointing, in_force: bool) -> Finding | None:
        ref = pointing.field.ref
        assert ref
        if ref.items:
            return self._fault_of_item(address, pointing, in_force)
        if ref.acyclic and len(pointing.pointer) == 1:
            self.parents.setdefault((address.kind, pointing.field.name), {})[address.id] = pointing.value
        kind, id_ = ref.kind, pointing.value
        if kind == ANY_KIND:
            target = Address.parse(pointing.value)
            if target is None:
                return None
            kind, id_ = target
        if id_ not in self._ids.get(kind, ()):
            return self._unknown(address, pointing, kind, self._ids.get(kind, ()), id_)
        if ref.current and in_force and not self._is_in_force(kind, id_):
            return self._not_in_force(address, pointing, Address(kind, id_))
        return None

    def _used_again(self, address: Address, data: Data) -> Iterator[Finding]:
        """Yield a finding when a record has the address that the redirect at `address` leads away from."""
        for old, new in redirects([(address, data)]).items():
            hidden = self.snapshot.by_address.get(old)
            if hidden:
                values = {"old": str(old), "new": str(new)}
                text = Text(N_("'{old}' is the former address of {new}, and another record has it now"), values)
                hint = Text(N_("give that record another id: regio rename {old} NEW-ID"), values)
                related = ((Place(hidden.path), Text(N_("the record that has it now"))),)
                file = self.snapshot.by_address[address]
                yield Finding("id-used-again", "error", self._place(file, ("old",)), text, str(address), ("old",),
                              str(old), hint, related)  # fmt: skip

    def _is_in_force(self, kind: str, id_: str) -> bool:
        """Tell whether a record is in force; one that can't be read is not held against what points at it."""
        known = self._in_force.get((kind, id_))
        if known is None:
            data = self._ids[kind][id_]
            known = data is None or _covers(self.snapshot.kinds[kind].period, data, self.on)
            self._in_force[kind, id_] = known
        return known

    def _fault_of_item(self, address: Address, pointing: Pointing, in_force: bool) -> Finding | None:
        ref = pointing.field.ref
        assert ref and ref.items
        owner = _owner(address, pointing)
        data = self._ids.get(ref.kind, {}).get(owner) if owner else None
        if owner is None or data is None:
            return None
        items = self._items_of(ref.kind, owner, data, ref.items)
        if pointing.value not in items:
            name = self._list(ref.kind, ref.items)[0]
            return self._unknown(address, pointing, name, items, pointing.value, Address(ref.kind, owner))
        if ref.current and in_force:
            period = self._list(ref.kind, ref.items)[1]
            if not _covers(period, items[pointing.value], self.on):
                return self._not_in_force(address, pointing, Address(ref.kind, owner))
        return None

    def _list(self, kind: str, name: str) -> tuple[str, tuple[str, str] | None]:
        """Return what an item of a list field is called, and the fields of its period."""
        field = self.snapshot.kinds[kind].field(name)
        return field.table or name if field else name, field.item.period if field and field.item else None

    def _items_of(self, kind: str, owner: str, data: Data, name: str) -> Mapping[str, Any]:
        """Return the items of a list in the record `owner`, by id."""
        items = self._items.get((kind, owner, name))
        if items is None:
            listed = data.get(name)
            found = listed if isinstance(listed, list) else []
            items = {item["id"]: item for item in found if isinstance(item, dict) and isinstance(item.get("id"), str)}
            self._items[kind, owner, name] = items
        return items

    def _unknown(
        self,
        address: Address,
        pointing: Pointing,
        kind: str,
        known: Iterable[str],
        value: str,
        owner: Address | None = None,
    ) -> Finding:
        found = self.snapshot.kinds.by_name.get(kind)
        label: Any = {"en": found.title.en, "nl": found.title.nl} if found else kind
        if owner:
            values = {"kind": label, "value": value, "owner": str(owner)}
            text = Text(N_("{owner} has no {kind} '{value}'"), values)
        else:
            text = Text(N_("unknown {kind} '{value}'"), {"kind": label, "value": value})
        file = self.snapshot.by_address[address]
        related = ((Place(self.snapshot.by_address[owner].path), Text(N_("looked for here"))),) if owner else ()
        hint = self._guess(f"{owner or kind}", known, value)
        return Finding("reference-unknown", "error", self._place(file, pointing.pointer), text, str(address),
                       pointing.pointer, pointing.value, hint, related)  # fmt: skip

    def _guess(self, scope: str, known: Iterable[str], value: str) -> Text | None:
        key = (scope, value)
        if key not in self._guesses and len(self._guesses) < _MAX_SUGGESTIONS:
            from rapidfuzz import fuzz, process

            best = process.extractOne(value, sorted(known), scorer=fuzz.ratio, score_cutoff=70)
            self._guesses[key] = Text(N_("did you mean '{name}'?"), {"name": best[0]}) if best else None
        return self._guesses.get(key)

    def _not_in_force(self, address: Address, pointing: Pointing, target: Address) -> Finding:
        values = {"value": pointing.value, "on": self.on}
        text = Text(N_("'{value}' is not in force on {on}, but this is"), values)
        related = ((Place(self.snapshot.by_address[target].path), Text(N_("its dates stand here"))),)
        hint = Text(N_("give this an end date, or mend the dates there"))
        file = self.snapshot.by_address[address]
        return Finding("reference-not-in-force", "warning", self._place(file, pointing.pointer), text, str(address),
                       pointing.pointer, pointing.value, hint, related)  # fmt: skip

    def _place(self, file: File, pointer: Pointer) -> Place:
        if file.path not in self._trees:
            self._trees[file.path] = yamlfile.compose(self.snapshot.bytes_of(file))[0]
        root = self._trees[file.path]
        found = root.find(pointer) if root else None
        return Place(file.path, found[1].span if found else Span())

    def _doubles(self, address: Address, field: Field, items: Any) -> Iterator[Finding]:
        seen: dict[str, int] = {}
        for position, item in enumerate(items if isinstance(items, list) else ()):
            id_ = item.get("id") if isinstance(item, dict) else None
            if isinstance(id_, str) and seen.setdefault(id_, position) != position:
                file = self.snapshot.by_address[address]
                first = self._place(file, (field.name, seen[id_], "id"))
                text = Text(N_("the id '{value}' is given twice in this list"), {"value": id_})
                pointer = (field.name, position, "id")
                yield Finding("id-twice", "error", self._place(file, pointer), text, str(address), pointer, id_,
                              Text(N_("give one of the two another id")),
                              ((first, Text(N_("first given here"))),))  # fmt: skip

    def circles(self, all_parents: Parents) -> Iterator[Finding]:
        """Yield where following a field leads back to where one was."""
        for (kind, field), parents in all_parents.items():
            done: set[str] = set()
            for start in sorted(parents):
                trail: list[str] = []
                at: str | None = start
                while at is not None and at not in done and at not in trail:
                    trail.append(at)
                    at = parents.get(at)
                if at in trail:
                    address = Address(kind, start)
                    circle = " → ".join([*trail[trail.index(at) :], at])
                    file = self.snapshot.by_address[address]
                    text = Text(N_("goes round in a circle: {circle}"), {"circle": circle})
                    yield Finding("reference-circle", "error", self._place(file, (field,)), text, str(address), (field,),
                                  parents[start], Text(N_("break the circle in one of these")))  # fmt: skip
                done.update(trail)


def _owner(address: Address, pointing: Pointing) -> str | None:
    """Return the id of the record with the list that a pointing leads into."""
    ref = pointing.field.ref
    assert ref
    if ref.owner == ".":
        return address.id
    if ref.owner is None:
        return ref.kind
    value = pointing.beside.get(ref.owner)
    return value if isinstance(value, str) else None


def _with_ids(kind: Kind) -> tuple[Field, ...]:
    return tuple(field for field in kind.fields if field.item and any(f.name == "id" for f in field.item.fields))


def _covers(fields: tuple[str, str] | None, data: Data, day: str) -> bool:
    """Tell whether the period in `data`, whose two fields are named `fields`, has `day` in it."""
    if fields is None:
        return True
    start, end = data.get(fields[0]), data.get(fields[1])
    return not ((isinstance(start, str) and start > day) or (isinstance(end, str) and end < day))
