"""Changes that take others along: somebody leaves an office, a partner withdraws, a person was recorded twice."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from regio_cli.change.days import day_after
from regio_cli.change.draft import Draft, changed
from regio_cli.change.ending import ended_or_gone, with_end
from regio_cli.change.generic import redirected, repointed
from regio_cli.change.refusal import Refused
from regio_cli.change.roster import goes_on_after, mandates, partners_of, person_of, seat_of
from regio_cli.domain.people import offices_behind, offices_on
from regio_cli.domain.records import Mandate, Office, Person
from regio_cli.model.record import Address, Data, Period, period_of
from regio_cli.model.text import N_, Text
from regio_cli.read.names import fold


@dataclass(frozen=True)
class Leave:
    """A person leaves an office (by its position in the record, from 0); `on` is the last day in it, else the one recorded.

    The seats held because of that office end too or, with `stays_on`, are held on to until there is a successor. No
    mandate is deleted: one that would only begin later stays as it is.
    """

    person: str
    office: int
    on: str | None = None
    stays_on: bool = False
    because: str | None = None

    def apply(self, draft: Draft, today: str) -> Draft:
        address = Address("person", self.person)
        data = draft.sound(address)
        offices = list(data.get("offices", ()))
        if not 0 <= self.office < len(offices):
            values = {"person": self.person, "count": len(offices)}
            raise Refused(Text(N_("{person} has {count} offices, and they count from 0"), values))
        if self.stays_on and self.because is not None:
            raise Refused(
                Text(N_("the mandates are held on to, so there is no end to write a reason with")),
                Text(N_("leave out --because; --reason says why the commit is made")),
            )
        last = last_day_of(offices[self.office], self.on, today)
        resting = rests_on(draft, self.person, self.office, last)
        if last != offices[self.office].get("end_date"):
            offices[self.office] = changed(offices[self.office], end_date=last)
            draft = draft.put(address, changed(data, offices=offices))
        for mandate in resting.ending:
            own = Address("mandate", mandate.id)
            if self.stays_on:
                held = draft.sound(own)
                draft = draft.put(own, changed(held, status="staying_on", end_date=None, end_reason=None))
            else:
                draft = with_end(draft, own, last, today, self.because, keeps_later=True)
        return draft


def last_day_of(office: Data, on: str | None, today: str) -> str:
    """Return the last day of an office that is left: `on`, else the day recorded.

    Raises Refused when there is neither, when the office begins later, and when it was over by another day already.
    """
    recorded = office.get("end_date")
    last = on or recorded
    name = str(office.get("office"))
    if last is None:
        raise Refused(
            Text(N_("the office '{office}' has no last day"), {"office": name}), Text(N_("say the last day with --on"))
        )
    values = {"record": name, "end": recorded, "day": last}
    if last != recorded and not period_of(office).overlaps(Period(last, None)):
        raise Refused(Text(N_("{record} ends on {end}, before {day}"), values))
    if last != recorded and not period_of(office).overlaps(Period(today, None)):
        raise Refused(Text(N_("{record} ended on {end} already"), values))
    if not period_of(office).overlaps(Period(None, last)):
        values = {"start": office["start_date"], "end": last}
        raise Refused(Text(N_("this office begins on {start}, so it can't end on {end}"), values))
    return str(last)


class Resting(NamedTuple):
    """The mandates that rest on an office that is left: those that end with it, and those that would only begin later."""

    ending: tuple[Mandate, ...]
    later: tuple[Mandate, ...]


def rests_on(draft: Draft, person: str, position: int, last: str) -> Resting:
    """Return the mandates of a person that rest on an office (by its position, from 0) and on no other after the day `last`."""
    known = person_of(draft, person)
    left = known.offices[position]
    shortened = Office(left.office, left.partner, Period(left.period.start, last))
    ending = []
    later = []
    for mandate in mandates(draft, person=person):
        if not goes_on_after(mandate.period, last):
            continue
        behind = _others_behind(draft, mandate, known, position)
        if behind is None:
            continue
        has_begun = mandate.period.overlaps(Period(None, last))
        needed_on = day_after(last) if has_begun else mandate.period.start or last
        if any(other.period.covers(needed_on) for other in behind):
            continue
        if has_begun and shortened.period.overlaps(mandate.period):
            ending.append(mandate)
        elif not has_begun and left.period.covers(needed_on):
            later.append(mandate)
    return Resting(tuple(ending), tuple(later))


def _others_behind(draft: Draft, mandate: Mandate, person: Person, position: int) -> list[Office] | None:
    """Return the other offices that a mandate rests on beside the one at `position`; None when it does not rest on that one."""
    left = person.offices[position]
    behind = offices_behind(mandate, seat_of(draft, mandate), person)
    if left not in behind:
        return None
    behind.remove(left)
    return behind


@dataclass(frozen=True)
class Withdraw:
    """A partner leaves the cooperation; `on` is its last day. Seats held for it alone end, and so does its part in others.

    What is over by then is left as it is; what would only begin later is taken out. With `keeps_later`, as where a register
    tells it, no mandate is deleted: those that would begin later stay as they are.
    """

    partner: str
    on: str
    because: str | None = None
    keeps_later: bool = False

    def apply(self, draft: Draft, today: str) -> Draft:
        address = Address("partner", self.partner)
        draft = closed(draft, address, self.on)
        for mandate in mandates(draft):
            if self.partner in partners_of(draft, mandate) and goes_on_after(mandate.period, self.on):
                draft = self._mandate(draft, mandate, today)
        for other, data in [*draft.of_kind("partner"), *draft.of_kind("body")]:
            if other == address or not goes_on_after(period_of(data), self.on):
                continue
            without = self._without(data)
            if without != data:
                draft = draft.put(other, without)
        return draft

    def _mandate(self, draft: Draft, mandate: Mandate, today: str) -> Draft:
        address = Address("mandate", mandate.id)
        data = draft.get(address)
        if data is None or not goes_on_after(period_of(data), self.on):
            # It went, or ended, with the mandate of the absent holder for whom it stands in.
            return draft
        others = [partner for partner in partners_of(draft, mandate) if partner != self.partner]
        if self.keeps_later and not period_of(data).overlaps(Period(None, self.on)):
            return draft
        offices = offices_on(person_of(draft, mandate.person), self.on)
        if others and not any(office.partner == self.partner for office in offices):
            return draft.put(address, changed(data, on_behalf_of=others))
        if self.keeps_later:
            return with_end(draft, address, self.on, today, self.because, keeps_later=True)
        return ended_or_gone(draft, address, self.on, today, self.because)

    def _without(self, data: Data) -> Data:
        """Return a partner's or body's record in which the partner's membership, area and own seats end."""
        for name in ("members", "area", "seats"):
            if name in data:
                items = [self._item(item, data) for item in data[name]]
                left = [item for item in items if item is not None]
                data = changed(data, **{name: left or None})
        return data

    def _item(self, item: Any, data: Data) -> Any:
        """Return a membership, part of an area or seat as it ends; None for one that would only have begun later."""
        alone = item.get("partner") == self.partner or item.get("on_behalf_of") == [self.partner]
        if not alone or not goes_on_after(period_of(item), self.on):
            return item
        began = period_of(item).overlaps(Period(None, self.on)) and period_of(data).overlaps(Period(None, self.on))
        return changed(item, end_date=self.on) if began else None


def closed(draft: Draft, address: Address, on: str) -> Draft:
    """Return the draft in which a record ends on `on`. Raises Refused when it begins later, or has ended by then."""
    data = draft.sound(address)
    if not goes_on_after(period_of(data), on):
        raise Refused(Text(N_("{record} ended on {end} already"), {"record": str(address), "end": data["end_date"]}))
    if not period_of(data).overlaps(Period(None, on)):
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
