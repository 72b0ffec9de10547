"""Seats and who holds them, as the views of the notions have it for the day that the tables stand at."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from regio_cli.domain.records import Mandate
from regio_cli.model.days import later
from regio_cli.model.record import Address, Period
from regio_cli.model.text import N_

# Conditions for `held`: what is in its period and past nomination; who occupies or holds a seat; the first with what is to come.
NOW = "phase = 'now'"
IN_SEAT = "phase = 'now' AND (occupies OR holds)"
NOT_PAST = "status IS NOT 'nominated' AND phase IN ('now', 'coming')"
# For the partner `:id`: the mandates on whose behalf somebody speaks.
FOR_PARTNER = """instr(partners, '"' || :id || '"')"""
Phase = Literal["now", "coming", "past"]
SOON_DAYS = 120
_COLUMNS = """phase, mandate, person, body, seat, role, deputy_of, coalesce(partners, '[]'), status_on_day, start_date, end_date,
    end_reason, replaces, cause, event, last_day, election, is_absent, absent_since, stand_in, holds, is_unattended, certainty"""
_SEATS = """
    SELECT seat.body, seat.id, seat.role, seat.label, seat.basis, seat.voting, seat.count, seat.minimum, seat.deputy_of,
           coalesce(seat.on_behalf_of, '[]')
    FROM active_seat AS seat"""
VACANT, FREE, ABSENT, STANDS_IN, UNATTENDED = "vacant", "free", "absent", "stands_in", "unattended"


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
    """A mandate with its seat, on a day. `ends` is its expected last day, by what it `ends_with`, whose day is `event`.

    `soon` is whether it is held on the day and ends within SOON_DAYS, or should have. `standing` is, beside the status, whether
    its person is "absent" (somebody stands in), "unattended" (nobody does) or "stands_in" for another; None in the ordinary
    case. `certainty` is "certain", or on a day to come "lapsed" or "succeeded" when it is expected to have ended by then.
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
    election: str | None
    soon: bool
    standing: str | None
    absent_since: str | None
    stand_in: Address | None
    holds: bool
    certainty: str

    @property
    def occupies(self) -> bool:
        """Whether it takes a place of its seat on the day."""
        return self.phase == "now" and self.replaces is None

    @property
    def shown_status(self) -> str:
        """The status as people see it: that its person is absent or stands in comes first, then that it is expected to end."""
        if self.standing:
            return self.standing
        if self.certainty != "certain":
            return EXPECTED[self.certainty]
        return self.status


EXPECTED = {"lapsed": "expected_lapsed", "succeeded": "successor_known"}
# What a holder is beside the statuses of the schema.
STATUS_WORDS = {
    ABSENT: N_("absent"),
    UNATTENDED: N_("absent, nobody stands in"),
    STANDS_IN: N_("stands in"),
    "expected_lapsed": N_("expected to have ended"),
    "successor_known": N_("successor known"),
}


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
    """Return the mandates that meet an SQL `condition` on the columns of the view ``mandate_on_day``, by body and seat."""
    sql = f"SELECT {_COLUMNS}, on_date() FROM mandate_on_day WHERE {condition} ORDER BY body_name, position, mandate"
    return [_held(row) for row in database.execute(sql, values)]


def _held(row: Sequence[Any]) -> Held:
    (phase, mandate, person, body, seat, role, deputy_of, partners, status, start, end, reason, replaces, cause, event,
     last_day, election, is_absent, absent_since, stand_in, holds, is_unattended, certainty, on) = row  # fmt: skip
    soon = phase == "now" and event is not None and event <= later(on, SOON_DAYS)
    standing = None
    if is_unattended:
        standing = UNATTENDED
    elif is_absent and phase == "now":
        standing = ABSENT
    elif replaces and holds:
        standing = STANDS_IN
    return Held(
        phase,
        Address("mandate", mandate),
        Address("person", person),
        Address("body", body),
        seat,
        role,
        deputy_of,
        _partners(partners),
        status,
        start,
        end,
        reason,
        replaces,
        cause,
        event,
        last_day,
        election,
        soon,
        standing,
        absent_since,
        Address("mandate", stand_in) if stand_in else None,
        bool(holds),
        certainty,
    )


def mandate_of(one: Held) -> Mandate:
    """Return the typed mandate of a row, without its absences."""
    period = Period(one.start_date, one.end_date)
    return Mandate(one.mandate.id, one.person.id, one.body.id, one.seat, one.status, period, replaces=one.replaces)


def seats(database: sqlite3.Connection, condition: str, values: Mapping[str, Any]) -> list[Seat]:
    """Return the seats in force that meet an SQL `condition` on `seat`, in the order of their body's file."""
    rows = database.execute(f"{_SEATS} WHERE {condition} ORDER BY body, position", values)
    return [
        Seat(
            Address("body", body), id_, role, label, basis, bool(voting), count, minimum, deputy_of, _partners(partners)
        )
        for body, id_, role, label, basis, voting, count, minimum, deputy_of, partners in rows
    ]


@dataclass(frozen=True)
class Places:
    """How many places of a seat are vacant and how many are free, on a day."""

    vacant: int = 0
    free: int = 0


@dataclass(frozen=True)
class OpenPlaces:
    """The open places of seats, by body and seat."""

    by_seat: Mapping[tuple[str, str], Places] = field(default_factory=dict)

    def of(self, seat: Seat) -> Places:
        """Return the open places of a seat."""
        return self.by_seat.get((seat.body.id, seat.id), Places())


def open_places(
    database: sqlite3.Connection, condition: str = "1", values: Mapping[str, Any] | None = None
) -> OpenPlaces:
    """Return the open places of seats that meet an SQL `condition` on the view ``seat_on_day``."""
    sql = f"SELECT body, seat, vacant, free FROM seat_on_day WHERE {condition}"
    rows = database.execute(sql, values or {})
    return OpenPlaces({(body, seat): Places(vacant, free) for body, seat, vacant, free in rows})


def _partners(text: str) -> list[Address]:
    return [Address("partner", id_) for id_ in json.loads(text)]


def holder(of: Held) -> Holder:
    """Return who holds a seat by a mandate."""
    return Holder(of.seat, of.shown_status, of.person, of.mandate, of.start_date, of.end_date, tuple(of.on_behalf_of))


def holders(seat: Seat, mandates: Iterable[Held], places: Places) -> list[Holder]:
    """Return who holds a seat, given its mandates now, with a holder without person for each open place."""
    found = list(map(holder, mandates))
    return [*found, *[Holder(seat.id, VACANT)] * places.vacant, *[Holder(seat.id, FREE)] * places.free]
