"""A body comes to an end, and what of it goes on in the bodies that succeed it."""

from dataclasses import dataclass
from typing import Any

from regio_cli.change.cascade import closed
from regio_cli.change.days import day_after
from regio_cli.change.draft import Draft, changed
from regio_cli.change.ending import ended_or_gone
from regio_cli.change.going_on import followed_on, ids_for
from regio_cli.change.refusal import Refused
from regio_cli.change.roster import goes_on_after, mandates, occupants, partners_of, seat_in
from regio_cli.domain.holding import is_stand_in, serves
from regio_cli.domain.records import Mandate
from regio_cli.model.record import Address, Data, Period, period_of
from regio_cli.model.text import N_, Text


@dataclass(frozen=True)
class Dissolve:
    """A body comes to an end; `on` is its last day. All mandates in it end; `succeeded_by` are the bodies that come after it.

    `take_along` is a body that succeeds it too, and in which the seats and their holders go on from the day after.
    """

    body: str
    on: str
    succeeded_by: tuple[str, ...] = ()
    because: str | None = None
    take_along: str | None = None

    def apply(self, draft: Draft, today: str) -> Draft:
        successors = self._successors()
        if self.body in successors:
            raise Refused(Text(N_("a body can't come after itself")))
        going = along(draft, self.body, self.on) if self.take_along else []
        records = {mandate.id: draft.sound(Address("mandate", mandate.id)) for mandate in going}
        draft = closed(draft, Address("body", self.body), self.on)
        for mandate in mandates(draft, body=self.body):
            address = Address("mandate", mandate.id)
            data = draft.get(address)
            if data is not None and goes_on_after(period_of(data), self.on):
                draft = ended_or_gone(draft, address, self.on, today, self.because)
        for successor in successors:
            draft = _succeeding(draft, successor, self.body)
        if self.take_along:
            draft = _with_seats(draft, self.body, self.take_along, self.on)
            draft = _with_holders(draft, self.take_along, going, records, self.on)
        return draft

    def _successors(self) -> list[str]:
        named = [*self.succeeded_by, *([self.take_along] if self.take_along else [])]
        return list(dict.fromkeys(named))


def along(draft: Draft, body: str, on: str) -> list[Mandate]:
    """Return the mandates of a body that would go on in its successor: in force on `on`, and after it."""
    found = []
    for mandate in mandates(draft, body=body):
        if serves(mandate, on) and goes_on_after(mandate.period, on):
            found.append(mandate)
    known = {mandate.id for mandate in found if not is_stand_in(mandate)}
    return [mandate for mandate in found if not is_stand_in(mandate) or mandate.replaces in known]


def _succeeding(draft: Draft, successor: str, body: str) -> Draft:
    address = Address("body", successor)
    data = draft.sound(address)
    before = list(data.get("succeeds", ()))
    return draft if body in before else draft.put(address, changed(data, succeeds=[*before, body]))


def _start(draft: Draft, successor: str, on: str) -> str:
    """Return the day on which what is taken along begins: the day after, or when the successor begins after that."""
    begins = draft.sound(Address("body", successor)).get("start_date")
    return max(day_after(on), str(begins or ""))


def _with_seats(draft: Draft, body: str, successor: str, on: str) -> Draft:
    """Return the draft in which the successor has the seats in force at the end that it lacks."""
    address = Address("body", successor)
    data = draft.sound(address)
    start = _start(draft, successor, on)
    known = {seat["id"] for seat in data.get("seats", ())}
    new: list[dict[str, Any]] = []
    for seat in draft.sound(Address("body", body)).get("seats", ()):
        in_force = period_of(seat).covers(on) and goes_on_after(period_of(seat), on)
        if in_force and seat["id"] not in known:
            new.append(changed(seat, start_date=start))
    if not new:
        return draft
    return draft.put(address, changed(data, seats=[*data.get("seats", ()), *new]))


def _with_holders(draft: Draft, successor: str, going: list[Mandate], records: dict[str, Data], on: str) -> Draft:
    start = _start(draft, successor, on)
    ids = ids_for(draft, going, successor, start)
    for old in going:
        data = records[old.id]
        seat = seat_in(draft, successor, old.seat)
        if seat is None:
            values = {"body": successor, "seat": old.seat}
            raise Refused(Text(N_("{body} has no seat '{seat}'"), values))
        if not goes_on_after(old.period, on) or not old.period.overlaps(Period(start, None)):
            continue
        taken = occupants(draft, successor, old.seat, Period(start, old.period.end))
        if not is_stand_in(old) and len(taken) >= seat.places:
            raise Refused(
                Text(N_("the seat '{seat}' of {body} is taken"), {"seat": old.seat, "body": successor}),
                Text(N_("end it first: regio end {mandate} --on {day}"), {"mandate": taken[0].id, "day": on}),
            )
        speaks = partners_of(draft, old)
        own = None if speaks == seat.on_behalf_of else list(speaks) or None
        new = followed_on(data, start, ids, body=successor, on_behalf_of=own)
        draft = draft.put(Address("mandate", ids[old.id]), new)
    return draft
