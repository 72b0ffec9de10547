"""Operations that any kind of record takes: add, set, put (a whole text), rename, remove."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from regio_cli.change.draft import Draft
from regio_cli.change.fields import Assignment, assigned
from regio_cli.change.refusal import Refused
from regio_cli.check.references import pointings, ways
from regio_cli.model.finding import Pointer, field_name
from regio_cli.model.kinds import ANY_KIND, Kind, matches
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Text

REDIRECT = "redirect"
_LISTED = 20


@dataclass(frozen=True)
class Add:
    """A new record with these fields."""

    record: Address
    fields: tuple[Assignment, ...] = ()

    def apply(self, draft: Draft, today: str) -> Draft:
        kind = draft.kind(self.record.kind)
        require_new(draft, kind, self.record)
        return draft.put(self.record, assigned(kind, {}, self.fields, by_id))


@dataclass(frozen=True)
class Set:
    """Other values for some fields of a record."""

    record: Address
    fields: tuple[Assignment, ...]

    def apply(self, draft: Draft, today: str) -> Draft:
        kind = draft.kind(self.record.kind)
        return draft.put(self.record, assigned(kind, draft.need(self.record), self.fields, by_id))


@dataclass(frozen=True)
class Put:
    """A record's whole file, as somebody wrote it in an editor."""

    record: Address
    text: bytes

    def apply(self, draft: Draft, today: str) -> Draft:
        from regio_cli.store.yamlfile import read

        data = read(self.text).data
        if not isinstance(data, dict):
            raise Refused(Text(N_("{record} can't be read"), {"record": str(self.record)}))
        return draft.put_text(self.record, data, self.text)


@dataclass(frozen=True)
class Rename:
    """Another id for a record: every reference follows, and the old address leads on to the new one."""

    record: Address
    to: str

    def apply(self, draft: Draft, today: str) -> Draft:
        kind = draft.kind(self.record.kind)
        new = Address(self.record.kind, self.to)
        if kind.file:
            raise Refused(Text(N_("{record} is the one record of its kind"), {"record": str(self.record)}))
        draft.need(self.record)
        require_new(draft, kind, new)
        return redirected(repointed(draft.move(self.record, new), self.record, new), self.record, new)


@dataclass(frozen=True)
class Remove:
    """A record that was never right to have; refused while something points at it."""

    record: Address

    def apply(self, draft: Draft, today: str) -> Draft:
        draft.need(self.record)
        users = [(address, pointer) for address, pointer in pointing_at(draft, self.record) if address != self.record]
        if users:
            listed = "\n".join(f"  {address}  {field_name(pointer)}" for address, pointer in users[:_LISTED])
            more = f"\n  … {len(users)}" if len(users) > _LISTED else ""
            raise Refused(
                Text(
                    N_("{record} can't go: this points at it:\n{listed}"),
                    {"record": str(self.record), "listed": listed + more},
                ),
                Text(
                    N_(
                        "change or remove these first; what was right once is ended, not removed ('regio end', 'regio dissolve')"
                    )
                ),
            )
        return draft.drop(self.record)


def by_id(kind: str, word: str) -> str:
    """Take `word` for the id it is: operations know records by id only; whoever words them looks names up before."""
    return word.strip().removeprefix(f"{kind}/")


def require_new(draft: Draft, kind: Kind, address: Address) -> None:
    """Raise Refused when `address` can't be the address of a new record of `kind`."""
    if kind.file and address.id != kind.name:
        raise Refused(Text(N_("{record} is the one record of its kind"), {"record": f"{kind.name}/{kind.name}"}))
    if not matches(kind.id_pattern, address.id):
        hint = Text(N_("use lower-case letters, digits and single hyphens"))
        raise Refused(Text(N_("'{value}' can't be the id of a {kind}"), {"value": address.id, "kind": kind.name}), hint)
    if draft.get(address) is not None or address in draft.unread:
        raise Refused(Text(N_("there is a record {record} already"), {"record": str(address)}))


def pointing_at(draft: Draft, target: Address) -> Iterator[tuple[Address, Pointer]]:
    """Yield (record, the way to the reference) for all that points at the record `target`."""
    from_ = {kind.name: ways(kind.fields) for kind in draft.kinds}
    for address, data in draft.all():
        for pointing in pointings(from_[address.kind], data):
            ref = pointing.field.ref
            assert ref
            if not ref.items and _leads_to(ref.kind, pointing.value, target):
                yield address, pointing.pointer


def _leads_to(kind: str, value: str, target: Address) -> bool:
    return value == str(target) if kind == ANY_KIND else kind == target.kind and value == target.id


def repointed(draft: Draft, old: Address, new: Address) -> Draft:
    """Return the draft in which all that pointed at `old` points at `new`."""
    found: dict[Address, list[Pointer]] = {}
    for address, pointer in pointing_at(draft, old):
        found.setdefault(address, []).append(pointer)
    for address, pointers in found.items():
        data = json.loads(json.dumps(draft.need(address)))
        for pointer in pointers:
            _repoint(data, pointer, new)
        draft = draft.put(address, data)
    return draft


def _repoint(data: Any, pointer: Pointer, new: Address) -> None:
    """Put `new` in the place that `pointer` leads to."""
    *way, last = pointer
    for step in way:
        data = data[step]
    data[last] = str(new) if "/" in str(data[last]) else new.id


def redirected(draft: Draft, old: Address, new: Address) -> Draft:
    """Return the draft with a record that leads from `old` to `new`, and older ones led straight there."""
    for address, data in list(draft.of_kind(REDIRECT)):
        if data.get("old") == str(new):
            draft = draft.drop(address)
    return draft.put(Address(REDIRECT, f"{old.kind}-{old.id}".replace("_", "-")), {"old": str(old), "new": str(new)})


def followed(draft: Draft, address: Address) -> Address:
    """Return where the redirects lead from `address`; itself when there is none."""
    seen = {address}
    there: Mapping[str, str] = {str(data["old"]): str(data["new"]) for _, data in draft.of_kind(REDIRECT)}
    while str(address) in there and (next_ := Address.parse(there[str(address)])) and next_ not in seen:
        address = next_
        seen.add(address)
    return address
