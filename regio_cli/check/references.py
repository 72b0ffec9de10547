"""Whether every reference leads to a record or item that is there, in force at the same time, and never in a circle."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from regio_cli.model.finding import Finding, Place, Pointer, Span
from regio_cli.model.kinds import ANY_KIND, Field, Kind
from regio_cli.model.record import Address, Data, Period
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
    """A field that points at something, or that has such fields below it; worked out once a kind."""

    field: Field
    below: "tuple[Way, ...]" = ()


def ways(fields: tuple[Field, ...]) -> tuple[Way, ...]:
    """Return the ways from `fields` to all that points at something."""
    found = []
    for field in fields:
        below = ways(field.item.fields if field.item else field.fields)
        if below or field.ref or (field.item and field.item.ref):
            found.append(Way(field, below))
    return tuple(found)


def pointings(from_: tuple[Way, ...], data: Any, pointer: Pointer = ()) -> Iterator[Pointing]:
    """Yield every reference in a record, or in a part of one that `pointer` leads to."""
    if not isinstance(data, dict):
        return
    for field, below in from_:
        value = data.get(field.name)
        if value is None:
            continue
        here = (*pointer, field.name)
        if field.ref and isinstance(value, str):
            yield Pointing(field, here, value, data)
        elif field.item and isinstance(value, list):
            for position, item in enumerate(value):
                if field.item.ref and isinstance(item, str):
                    yield Pointing(field.item, (*here, position), item, data)
                elif below:
                    yield from pointings(below, item, (*here, position))
        elif below:
            yield from pointings(below, value, here)


def findings(snapshot: Snapshot, on: str) -> Iterator[Finding]:
    """Yield what is wrong with references; `on` (YYYY-MM-DD) is the day on which both ends must be in force."""
    yield from _References(snapshot, on).findings()


class _References:
    """One run over a snapshot; keeps what has been looked up."""

    def __init__(self, snapshot: Snapshot, on: str) -> None:
        self.snapshot = snapshot
        self.on = on
        self._guesses: dict[tuple[str, str], Text | None] = {}
        self._trees: dict[str, Any] = {}
        self._parents: dict[tuple[str, str], dict[str, str]] = {}

    def findings(self) -> Iterator[Finding]:
        kinds = {kind.name: (kind.period, ways(kind.fields), _with_ids(kind)) for kind in self.snapshot.kinds}
        for address, data in self.snapshot.records.items():
            period, from_, listed = kinds[address.kind]
            in_force = _period(period, data).covers(self.on)
            for pointing in pointings(from_, data):
                yield from self._check(address, pointing, in_force)
            for field in listed:
                yield from self._doubles(address, field, data.get(field.name))
        yield from self._circles()

    def _check(self, address: Address, pointing: Pointing, in_force: bool) -> Iterator[Finding]:
        ref = pointing.field.ref
        assert ref
        if ref.items:
            yield from self._check_item(address, pointing, in_force)
            return
        target = Address.parse(pointing.value) if ref.kind == ANY_KIND else Address(ref.kind, pointing.value)
        if target is None:
            return
        if target not in self.snapshot.by_address:
            yield self._unknown(address, pointing, target.kind, self._ids(target.kind), target.id)
        elif ref.current and in_force:
            data = self.snapshot.records.get(target)
            kind = self.snapshot.kinds[target.kind]
            if data is not None and not _period(kind.period, data).covers(self.on):
                yield self._not_in_force(address, pointing, target)
        if ref.acyclic and len(pointing.pointer) == 1:
            self._parents.setdefault((address.kind, pointing.field.name), {})[address.id] = pointing.value

    def _check_item(self, address: Address, pointing: Pointing, in_force: bool) -> Iterator[Finding]:
        ref = pointing.field.ref
        assert ref and ref.items
        owner = self._owner(address, pointing)
        data = self.snapshot.records.get(owner) if owner else None
        if owner is None or data is None:
            return
        items = self._items.get((owner, ref.items))
        if items is None:
            listed = data.get(ref.items)
            found = listed if isinstance(listed, list) else []
            items = {item["id"]: item for item in found if isinstance(item, dict) and isinstance(item.get("id"), str)}
            self._items[owner, ref.items] = items
        if pointing.value not in items:
            field = self.snapshot.kinds[ref.kind].field(ref.items)
            name = field.table if field and field.table else ref.items
            yield self._unknown(address, pointing, name, list(items), pointing.value, owner)
        elif ref.current and in_force:
            item = items[pointing.value]
            field = self.snapshot.kinds[ref.kind].field(ref.items)
            if field and field.item and not _period(field.item.period, item).covers(self.on):
                yield self._not_in_force(address, pointing, owner)

    @cached_property
    def _items(self) -> dict[tuple[Address, str], Mapping[str, Any]]:
        return {}

    def _owner(self, address: Address, pointing: Pointing) -> Address | None:
        ref = pointing.field.ref
        assert ref
        if ref.owner == ".":
            return address
        if ref.owner is None:
            return Address(ref.kind, ref.kind)
        value = pointing.beside.get(ref.owner)
        return Address(ref.kind, value) if isinstance(value, str) else None

    def _ids(self, kind: str) -> list[str]:
        return self._by_kind.get(kind, [])

    @cached_property
    def _by_kind(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for address in self.snapshot.by_address:
            found.setdefault(address.kind, []).append(address.id)
        return found

    def _unknown(
        self,
        address: Address,
        pointing: Pointing,
        kind: str,
        known: list[str],
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

    def _guess(self, scope: str, known: list[str], value: str) -> Text | None:
        key = (scope, value)
        if key not in self._guesses and len(self._guesses) < _MAX_SUGGESTIONS:
            from rapidfuzz import fuzz, process

            best = process.extractOne(value, known, scorer=fuzz.ratio, score_cutoff=70)
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

    def _circles(self) -> Iterator[Finding]:
        for (kind, field), parents in self._parents.items():
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


def _with_ids(kind: Kind) -> tuple[Field, ...]:
    return tuple(field for field in kind.fields if field.item and any(f.name == "id" for f in field.item.fields))


def _period(fields: tuple[str, str] | None, data: Data) -> Period:
    if fields is None:
        return Period(None, None)
    start, end = data.get(fields[0]), data.get(fields[1])
    return Period(start if isinstance(start, str) else None, end if isinstance(end, str) else None)
