"""Seats and who holds them, as of the day that the tables stand at."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from regio_cli.model.record import Address
from regio_cli.read import lapse

# Somebody nominated is not in function, whatever the dates say.
NOW = """mandate.status <> 'nominated' AND mandate.start_date <= on_date()
    AND (mandate.end_date IS NULL OR mandate.end_date >= on_date())"""
PAST = "mandate.status <> 'nominated' AND mandate.end_date < on_date()"
COMING = """(mandate.start_date > on_date() OR mandate.status = 'nominated')
    AND (mandate.end_date IS NULL OR mandate.end_date >= on_date())"""
# A status tells how it is now: on an earlier day nobody had ended yet, nor stayed on past a lapse to come.
_STATUS = f"""CASE WHEN mandate.end_date >= on_date() AND mandate.status = 'ended' THEN 'appointed'
    WHEN mandate.status = 'staying_on' AND {lapse.DAY} > on_date() THEN 'appointed' ELSE mandate.status END"""
_HELD = f"""
    SELECT mandate.id, mandate.person, mandate.body, mandate.seat, seat.role, seat.deputy_of, {lapse.PARTNERS},
           {_STATUS}, mandate.start_date, mandate.end_date, mandate.end_reason, mandate.replaces,
           CASE WHEN mandate.end_date <= coalesce({lapse.EVENT}, '9999') THEN 'end_date' ELSE mandate.lapses_with END,
           min(coalesce(mandate.end_date, '9999'), coalesce({lapse.EVENT}, '9999')) AS event,
           min(coalesce(mandate.end_date, '9999'), coalesce({lapse.DAY}, '9999'))
    FROM mandate LEFT JOIN seat ON seat.body = mandate.body AND seat.id = mandate.seat
    LEFT JOIN body ON body.id = mandate.body {lapse.JOIN}"""
_SEATS = """
    SELECT body, id, role, label, basis, voting, count, minimum, deputy_of, coalesce(on_behalf_of, '[]')
    FROM active_seat AS seat"""
VACANT, FREE = "vacant", "free"
_NEVER = "9999"


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
    """A mandate with its seat. `event` is the day of what ends it, `ends` its last day, `ends_with` what that is."""

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


class Holder(NamedTuple):
    """Somebody in a seat, or with `person` None a place that is vacant or free (the `status`)."""

    seat: str
    status: str
    person: Address | None = None
    mandate: Address | None = None
    start_date: str | None = None
    end_date: str | None = None
    partners: tuple[Address, ...] = ()


def held(database: sqlite3.Connection, condition: str, values: Mapping[str, Any], order: str = "") -> list[Held]:
    """Return the mandates that meet an SQL `condition` on `mandate`, `seat` and `body`, in `order` or by body and seat."""
    rows = database.execute(
        f"{_HELD} WHERE {condition} ORDER BY {order or 'body.name, seat.position, mandate.id'}", values
    )
    return [_held(*row) for row in rows]


def _held(
    mandate: str, person: str, body: str, seat: str, role: str, deputy_of: str, partners: str, *rest: Any
) -> Held:
    *more, with_, event, ends = rest
    last = (with_, event, ends) if event != _NEVER else (None, None, None)
    return Held(Address("mandate", mandate), Address("person", person), Address("body", body), seat, role, deputy_of,
                _partners(partners), *more, *last)  # fmt: skip


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
    replaces somebody prevented takes no place of their own.
    """
    found = list(mandates)
    ids = {one.mandate.id for one in found}
    taken = sum(one.replaces not in ids for one in found)
    count = seat.places or 1
    needed = count if seat.minimum is None else seat.minimum
    vacant = max(0, needed - taken)
    free = max(0, count - max(taken, needed))
    return [*map(holder, found), *[Holder(seat.id, VACANT)] * vacant, *[Holder(seat.id, FREE)] * free]
