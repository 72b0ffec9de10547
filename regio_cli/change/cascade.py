"""Changes that take others along: somebody leaves an office, a partner withdraws, a body is dissolved, a person was two."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from regio_cli.change.draft import Draft, changed
from regio_cli.change.generic import redirected, repointed
from regio_cli.change.refusal import Refused
from regio_cli.change.seats import ended
from regio_cli.model.record import Address, Data, Period, period_of
from regio_cli.model.text import N_, Text
from regio_cli.read.names import fold

_NEVER = "9999-12-31"


@dataclass(frozen=True)
class Leave:
    """A person leaves an office (by its position in the record, from 0); `on` is the last day in it.

    The seats held because of that office end too or, with `stays_on`, are held on to until there is a successor.
    """

    person: str
    office: int
    on: str
    stays_on: bool = False
    because: str | None = None

    def apply(self, draft: Draft, today: str) -> Draft:
        address = Address("person", self.person)
        data = draft.sound(address)
        offices = list(data.get("offices", ()))
        if not 0 <= self.office < len(offices):
            values = {"person": self.person, "count": len(offices)}
            raise Refused(Text(N_("{person} has {count} offices, and they count from 0"), values))
        left = offices[self.office]
        if left.get("end_date") and left["end_date"] <= self.on:
            raise Refused(
                Text(N_("{record} ended on {end} already"), {"record": str(left["office"]), "end": left["end_date"]})
            )
        if left.get("start_date") and self.on < left["start_date"]:
            raise Refused(
                Text(
                    N_("this office begins on {start}, so it can't end on {end}"),
                    {"start": left["start_date"], "end": self.on},
                )
            )
        offices[self.office] = changed(left, end_date=self.on)
        draft = draft.put(address, changed(data, offices=offices))
        for mandate in because_of(draft, self.person, left, self.on):
            draft = self._mandate(draft, mandate, today)
        return draft

    def _mandate(self, draft: Draft, mandate: Address, today: str) -> Draft:
        held = draft.sound(mandate)
        if self.stays_on and held["start_date"] <= self.on:
            return draft.put(mandate, changed(held, status="staying_on", end_date=None, end_reason=None))
        return _ended_or_gone(draft, mandate, self.on, today, self.because)


def because_of(draft: Draft, person: str, office: Data, on: str) -> list[Address]:
    """Return the mandates that a person holds after `on` because of an office.

    These are the ones that name the office; of those that name none, the ones for the office's partner, or all when it is
    the only office that the person holds then.
    """
    data = draft.known(Address("person", person)) or {}
    others = [o for o in data.get("offices", ()) if o.get("office") != office["office"] and period_of(o).covers(on)]
    found = []
    for address, held in draft.of_kind("mandate"):
        if held["person"] != person or not _goes_on(held, on):
            continue
        named = held.get("office")
        if named == office["office"] or (
            named is None and (not others or office.get("partner") in _speaks_for(draft, held))
        ):
            found.append(address)
    return found


def _goes_on(held: Data, on: str) -> bool:
    return held["status"] != "ended" and period_of(held).overlaps(Period(on, None)) and held.get("end_date") != on


def _speaks_for(draft: Draft, mandate: Data) -> Sequence[str]:
    if mandate.get("on_behalf_of"):
        return tuple(mandate["on_behalf_of"])
    body = draft.known(Address("body", mandate["body"])) or {}
    seat: Data = next((seat for seat in body.get("seats", ()) if seat["id"] == mandate["seat"]), {})
    return tuple(seat.get("on_behalf_of", ()))


def _ended_or_gone(draft: Draft, mandate: Address, on: str, today: str, because: str | None) -> Draft:
    """End a mandate; one that would only have begun later never comes to be, and goes."""
    data = draft.sound(mandate)
    if data["start_date"] > on:
        return draft.drop(mandate)
    return draft.put(mandate, ended(mandate, data, on, today, because))


@dataclass(frozen=True)
class Withdraw:
    """A partner leaves the cooperation; `on` is its last day. Seats held for it alone end, and so does its part in others."""

    partner: str
    on: str
    because: str | None = None

    def apply(self, draft: Draft, today: str) -> Draft:
        address = Address("partner", self.partner)
        draft = _closed(draft, address, self.on)
        for mandate, data in list(draft.of_kind("mandate")):
            if self.partner in _speaks_for(draft, data) and _goes_on(data, self.on):
                draft = self._mandate(draft, mandate, data, today)
        for other, data in [*draft.of_kind("partner"), *draft.of_kind("body")]:
            closed = self._without(data)
            if closed != data and other != address:
                draft = draft.put(other, closed)
        return draft

    def _mandate(self, draft: Draft, mandate: Address, data: Data, today: str) -> Draft:
        others = [partner for partner in _speaks_for(draft, data) if partner != self.partner]
        if others and not _holds_office_at(draft, data["person"], self.partner, self.on):
            return draft.put(mandate, changed(data, on_behalf_of=others))
        return _ended_or_gone(draft, mandate, self.on, today, self.because)

    def _without(self, data: Data) -> Data:
        """Return a partner's or body's record in which the partner's membership, area and own seats end."""
        for name in ("members", "area", "seats"):
            if name in data:
                left = [each for item in data[name] if (each := self._item(item)) is not None]
                data = changed(data, **{name: left or None})
        return data

    def _item(self, item: Any) -> Any:
        """Return a membership, part of an area or seat as it ends; None for one that would only have begun later."""
        alone = item.get("partner") == self.partner or item.get("on_behalf_of") == [self.partner]
        if not alone or (item.get("end_date") or _NEVER) <= self.on:
            return item
        return None if item.get("start_date", "") > self.on else changed(item, end_date=self.on)


def _holds_office_at(draft: Draft, person: str, partner: str, on: str) -> bool:
    data = draft.known(Address("person", person)) or {}
    return any(o.get("partner") == partner and period_of(o).covers(on) for o in data.get("offices", ()))


@dataclass(frozen=True)
class Dissolve:
    """A body comes to an end; `on` is its last day. All mandates in it end; `succeeded_by` says it came after."""

    body: str
    on: str
    succeeded_by: str | None = None
    because: str | None = None

    def apply(self, draft: Draft, today: str) -> Draft:
        if self.succeeded_by == self.body:
            raise Refused(Text(N_("a body can't come after itself")))
        draft = _closed(draft, Address("body", self.body), self.on)
        for mandate, data in list(draft.of_kind("mandate")):
            if data["body"] == self.body and _goes_on(data, self.on):
                draft = _ended_or_gone(draft, mandate, self.on, today, self.because)
        if self.succeeded_by:
            successor = Address("body", self.succeeded_by)
            data = draft.sound(successor)
            before = [*data.get("succeeds", ()), *([self.body] if self.body not in data.get("succeeds", ()) else ())]
            draft = draft.put(successor, changed(data, succeeds=before))
        return draft


def _closed(draft: Draft, address: Address, on: str) -> Draft:
    data = draft.sound(address)
    if data.get("end_date") and data["end_date"] <= on:
        raise Refused(Text(N_("{record} ended on {end} already"), {"record": str(address), "end": data["end_date"]}))
    if data.get("start_date") and on < data["start_date"]:
        values = {"record": str(address), "start": data["start_date"], "end": on}
        raise Refused(Text(N_("{record} begins on {start}, so it can't end on {end}"), values))
    return draft.put(address, changed(data, end_date=on))


@dataclass(frozen=True)
class Merge:
    """One person was recorded twice: all that pointed at `person` points at `into`, which gets what it lacked."""

    person: str
    into: str

    def apply(self, draft: Draft, today: str) -> Draft:
        old, new = Address("person", self.person), Address("person", self.into)
        if old == new:
            raise Refused(Text(N_("a person can't be merged into itself")))
        joined = _one_person(draft.sound(old), draft.sound(new))
        draft = repointed(draft.put(new, joined).drop(old), old, new)
        return redirected(draft, old, new)


def _one_person(old: Data, new: Data) -> dict[str, Any]:
    """Return the joined record of one person; of two family names that of `new` stays, with its own prefix and initials."""
    family = {_family(data) for data in (old, new)}
    return _joined(old if len(family) == 1 else {**old, "name": new["name"]}, new)


def _family(data: Data) -> str:
    return fold(str(data["name"]["family"]))


def _joined(old: Data, new: Data) -> dict[str, Any]:
    """Return `new` with the fields and list items that only `old` has; where both have one, that of `new` stays."""
    merged = {**old, **new}
    for name, value in old.items():
        if isinstance(value, list) and isinstance(new.get(name), list):
            merged[name] = [*new[name], *(item for item in value if item not in new[name])]
        elif isinstance(value, dict) and isinstance(new.get(name), dict):
            merged[name] = _joined(value, new[name])
    return merged
