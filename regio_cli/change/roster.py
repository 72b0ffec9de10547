"""Typed views on the records of a draft. Records are picked by their raw fields first, for a draft has thousands."""

from regio_cli.change.draft import Draft
from regio_cli.domain import records
from regio_cli.domain.holding import is_stand_in, occupies_in
from regio_cli.domain.lapse import Lapse, lapse
from regio_cli.domain.records import Election, Mandate, Person, Seat
from regio_cli.domain.voice import speaks_for
from regio_cli.model.days import later
from regio_cli.model.record import Address, Period


def mandate_of(draft: Draft, id_: str) -> Mandate:
    """Return a mandate. Raises Refused when there is none, or it has faults."""
    return records.mandate(id_, draft.sound(Address("mandate", id_)))


def mandates(draft: Draft, **fields: str) -> list[Mandate]:
    """Return the mandates of all times in which each of `fields` has this value; not those with faults."""
    found = []
    for address, data in draft.of_kind("mandate"):
        if all(data.get(name) == value for name, value in fields.items()):
            found.append(records.mandate(address.id, data))
    return found


def mandates_in(draft: Draft, body: str, seat: str) -> list[Mandate]:
    """Return the mandates of all times in a seat."""
    return mandates(draft, body=body, seat=seat)


def stand_ins_of(draft: Draft, id_: str) -> list[Mandate]:
    """Return the mandates of all times that stand in, in its own seat, for the mandate `id_`."""
    absent = draft.known(Address("mandate", id_))
    if absent is None:
        return []
    return mandates(draft, replaces=id_, body=str(absent["body"]), seat=str(absent["seat"]))


def occupants(draft: Draft, body: str, seat: str, span: Period) -> list[Mandate]:
    """Return the mandates that take a place of a seat on some day of `span`."""
    return [one for one in mandates_in(draft, body, seat) if occupies_in(one, span)]


def in_seat(draft: Draft, body: str, seat: str, span: Period) -> list[Mandate]:
    """Return the mandates of who occupies a seat or stands in there on some day of `span`."""
    found = []
    for one in mandates_in(draft, body, seat):
        if occupies_in(one, span) or (is_stand_in(one) and one.period.overlaps(span)):
            found.append(one)
    return found


def seat_in(draft: Draft, body: str, id_: str) -> Seat | None:
    """Return a seat of a body, None when there is none."""
    data = draft.known(Address("body", body))
    return records.seat_in(body, data, id_) if data else None


def seat_of(draft: Draft, mandate: Mandate) -> Seat | None:
    """Return the seat that a mandate is in, None when there is none."""
    return seat_in(draft, mandate.body, mandate.seat)


def person_of(draft: Draft, id_: str) -> Person:
    """Return a person; one without offices when there is no record without faults."""
    return records.person(id_, draft.known(Address("person", id_)) or {})


def elections(draft: Draft) -> list[Election]:
    """Return all elections."""
    return [records.election(address.id, data) for address, data in draft.of_kind("election")]


def partners_of(draft: Draft, mandate: Mandate) -> tuple[str, ...]:
    """Return the partners that a mandate's person speaks for."""
    return speaks_for(mandate, seat_of(draft, mandate))


def lapse_of(draft: Draft, mandate: Mandate) -> Lapse | None:
    """Return when a mandate is expected to end by itself, None when nothing known ends it."""
    return lapse(mandate, seat_of(draft, mandate), person_of(draft, mandate.person), elections(draft))


def goes_on_after(period: Period, day: str) -> bool:
    """Whether a period has days after `day`."""
    return period.overlaps(Period(later(day, 1), None))
