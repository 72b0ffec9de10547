"""Operations that any kind of record takes: add, set, put (a whole text), rename, remove."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from regio_cli.change.draft import Draft
from regio_cli.change.fields import Assignment, assigned
from regio_cli.change.refusal import Refused
from regio_cli.check.references import pointings, ways
from regio_cli.model.finding import Pointer, field_name
from regio_cli.model.kinds import ANY_KIND, LONGEST_ID, Kind, is_device, matches
from regio_cli.model.record import Address
from regio_cli.model.redirects import REDIRECT
from regio_cli.model.text import N_, Text

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
    """Another id for a record: every reference follows, and the old address leads on to the new one.

    The new id may be one that the record had before, and none that another record had.
    """

    record: Address
    to: str

    def apply(self, draft: Draft, today: str) -> Draft:
        kind = draft.kind(self.record.kind)
        new = Address(self.record.kind, self.to)
        if kind.file:
            raise Refused(Text(N_("{record} is the one record of its kind"), {"record": str(self.record)}))
        draft.need(self.record)
        require_new(draft, kind, new, self.record)
        draft = _without_redirect(draft, new)
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


def require_new(draft: Draft, kind: Kind, address: Address, renamed: Address | None = None) -> None:
    """Raise Refused when `address` can't be the address of a new record of `kind`.

    An address that was renamed or merged away is for no other record; only the record `renamed`, which it leads to, may
    have it back.
    """
    if kind.file and address.id != kind.name:
        raise Refused(Text(N_("{record} is the one record of its kind"), {"record": f"{kind.name}/{kind.name}"}))
    if is_device(address.id):
        hint = Text(N_("put something behind it, such as '{value}-1'"), {"value": address.id})
        raise Refused(Text(N_("Windows can't have a file '{value}.yaml'"), {"value": address.id}), hint)
    if not matches(kind.id_pattern, address.id):
        hint = Text(N_("use lower-case letters, digits and single hyphens"))
        raise Refused(Text(N_("'{value}' can't be the id of a {kind}"), {"value": address.id, "kind": kind.name}), hint)
    if draft.get(address) is not None or address in draft.unread:
        raise Refused(Text(N_("there is a record {record} already"), {"record": str(address)}))
    now = draft.led_away.get(address)
    if now is not None and now != renamed:
        values = {"record": str(address), "new": str(now)}
        raise Refused(
            Text(N_("'{record}' is the former address of {new}, so no other record can have it"), values),
            Text(N_("choose another id")),
        )


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
    """Return the draft with a record that leads from `old` to `new`; an address that leads elsewhere keeps doing so."""
    if old in draft.led_away:
        return draft
    return draft.put(_redirect_for(draft, old), {"old": str(old), "new": str(new)})


def _redirect_for(draft: Draft, old: Address) -> Address:
    """Return an address for the redirect from `old`: made of it, with a number where another redirect has that."""
    base = f"{old.kind}-{old.id}".replace("_", "-")[: LONGEST_ID - 4].rstrip("-")
    address, number = Address(REDIRECT, base), 1
    while draft.is_taken(address):
        number += 1
        address = Address(REDIRECT, f"{base}-{number}")
    return address


def _without_redirect(draft: Draft, old: Address) -> Draft:
    """Return the draft in which no redirect leads away from `old`."""
    for address, data in list(draft.of_kind(REDIRECT)):
        if data["old"] == str(old):
            draft = draft.drop(address)
    return draft
