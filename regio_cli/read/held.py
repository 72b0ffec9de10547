"""Seats and who holds them, as of the day that the tables stand at."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

from regio_cli.model.record import Address
from regio_cli.read import lapse

# Somebody nominated is not in function, whatever the dates say.
NOW = """mandate.status <> 'nominated' AND mandate.start_date <= on_date()
    AND (mandate.end_date IS NULL OR mandate.end_date >= on_date())"""
Phase = Literal["now", "coming", "past"]
SOON_DAYS = 120
_HELD = f"""
    SELECT CASE WHEN {NOW} THEN 'now' WHEN mandate.end_date < on_date() THEN 'past' ELSE 'coming' END,
           mandate.id, mandate.person, mandate.body, mandate.seat, seat.role, seat.deputy_of, {lapse.PARTNERS},
           mandate.status, mandate.start_date, mandate.end_date, mandate.end_reason, mandate.replaces,
           mandate.lapses_with, {lapse.EVENT}, {lapse.NEW_COUNCIL}, on_date(), coalesce(date(on_date(), '+{SOON_DAYS} days'), '9999-12-31')
    FROM mandate LEFT JOIN seat ON seat.body = mandate.body AND seat.id = mandate.seat
    LEFT JOIN body ON body.id = mandate.body {lapse.JOIN}"""
_SEATS = """
    SELECT body, id, role, label, basis, voting, count, minimum, deputy_of, coalesce(on_behalf_of, '[]')
    FROM active_seat AS seat"""
VACANT, FREE = "vacant", "free"


class Seat(NamedTuple):
    """A seat in force: a row of the table, with the partners it speaks for."""

    body: Address
    id: str
    role: str
    label: str | None
    basis: str
    voting: bool
    places: int | None
    minimum: int | None
    deputy_of: str | None
    on_behalf_of: list[Address]


class Held(NamedTuple):
    """A mandate with its seat. `event` is the day of what ends it, `ends` its last day, `ends_with` what that is.

    `soon` tells that it is held now and that event is within SOON_DAYS, or past.
    """

    phase: Phase
    mandate: Address
    person: Address
    body: Address
    seat: str
    role: str | None
    deputy_of: str | None
    on_behalf_of: list[Address]
    status: str
    start_date: str
    end_date: str | None
    end_reason: str | None
    replaces: str | None
    ends_with: str | None
    event: str | None
    ends: str | None
    soon: bool


class Holder(NamedTuple):
    """Somebody in a seat, or with `person` None a place that is vacant or free (the `status`)."""

    seat: str
    status: str
    person: Address | None = None
    mandate: Address | None = None
    start_date: str | None = None
    end_date: str | None = None
    partners: tuple[Address, ...] = ()


def held(database: sqlite3.Connection, condition: str, values: Mapping[str, Any]) -> list[Held]:
    """Return the mandates that meet an SQL `condition` on `mandate`, `seat` and `body`, by body and seat."""
    rows = database.execute(f"{_HELD} WHERE {condition} ORDER BY body.name, seat.position, mandate.id", values)
    return [_held(*row) for row in rows]


def _held(
    phase: Phase, mandate: str, person: str, body: str, seat: str, role: str | None, deputy_of: str | None,
    partners: str, status: str, start: str, end: str | None, reason: str | None, replaces: str | None,
    lapses_with: str, lapse_event: str | None, new_council: str | None, on: str, horizon: str,
) -> Held:  # fmt: skip
    lapse_day = new_council or lapse_event
    event, ends, ends_with = lapse_event, lapse_day, lapses_with if lapse_event else None
    if end and (lapse_event is None or end <= lapse_event):
        event, ends, ends_with = end, end, "end_date"
    return Held(phase, Address("mandate", mandate), Address("person", person), Address("body", body), seat, role,
                deputy_of, _partners(partners), _status(status, end, lapse_day, on), start, end, reason, replaces,
                ends_with, event, ends, phase == "now" and event is not None and event <= horizon)  # fmt: skip


def _status(status: str, end: str | None, lapse_day: str | None, on: str) -> str:
    """Return the status as it was on a day: before the end nobody had ended, before the lapse nobody stayed on."""
    ended_later = status == "ended" and end is not None and end >= on
    lapsed_later = status == "staying_on" and lapse_day is not None and lapse_day > on
    return "appointed" if ended_later or lapsed_later else status


def seats(database: sqlite3.Connection, condition: str, values: Mapping[str, Any]) -> list[Seat]:
    """Return the seats in force that meet an SQL `condition` on `seat`, in the order of their body's file."""
    rows = database.execute(f"{_SEATS} WHERE {condition} ORDER BY body, position", values)
    return [
        Seat(
            Address("body", body), id_, role, label, basis, bool(voting), count, minimum, deputy_of, _partners(partners)
        )
        for body, id_, role, label, basis, voting, count, minimum, deputy_of, partners in rows
    ]


def _partners(text: str) -> list[Address]:
    return [Address("partner", id_) for id_ in json.loads(text)]


def holder(of: Held) -> Holder:
    """Return who holds a seat by a mandate."""
    return Holder(of.seat, of.status, of.person, of.mandate, of.start_date, of.end_date, tuple(of.on_behalf_of))


def holders(seat: Seat, mandates: Iterable[Held]) -> list[Holder]:
    """Return who holds a seat, given its mandates now, with a holder without person for each open place.

    A place is vacant when there are fewer holders than `minimum` (or, when none is given, than places), else free. Who
    replaces somebody absent takes no place of their own.
    """
    found = list(mandates)
    ids = {one.mandate.id for one in found}
    taken = sum(one.replaces not in ids for one in found)
    count = seat.places or 1
    needed = count if seat.minimum is None else seat.minimum
    vacant = max(0, needed - taken)
    free = max(0, count - max(taken, needed))
    return [*map(holder, found), *[Holder(seat.id, VACANT)] * vacant, *[Holder(seat.id, FREE)] * free]
