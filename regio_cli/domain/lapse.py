"""When a mandate is expected to end by itself, and why; and what that means for a future day.

A last day is the last day in function, inclusive.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from regio_cli.domain.holding import is_stand_in
from regio_cli.domain.people import offices_behind
from regio_cli.domain.records import Election, Mandate, Network, Office, Person, Seat
from regio_cli.domain.voice import speaks_for
from regio_cli.model.days import later

END_DATE, DATE, OFFICE = "end_date", "date", "office"
FOREVER = "9999-12-31"
Certainty = Literal["certain", "succeeded", "lapsed"]


@dataclass(frozen=True)
class Lapse:
    """The expected last day of a mandate and its `cause`: "end_date", "date", "office", or the kind of an election.

    `event` is the day of what causes it, that of the vote for an `election` (its id); else it is the last day itself.
    """

    last_day: str
    cause: str
    event: str
    election: str | None = None


def lapse(mandate: Mandate, seat: Seat | None, person: Person, elections: Iterable[Election]) -> Lapse | None:
    """Return the earliest of what ends the mandate, None when nothing known does.

    That is its own end date, the date it lapses with, the last day of the office it is held for, or the day before the
    council, states or water board takes office that is elected by the election it lapses with. Of causes on one day the
    one named first here counts.
    """
    found = []
    end = mandate.period.end
    if end is not None:
        found.append(Lapse(end, END_DATE, end))
    if mandate.lapses_with is not None and is_day(mandate.lapses_with):
        found.append(Lapse(mandate.lapses_with, DATE, mandate.lapses_with))
    office_end = last_day_of_offices(mandate, offices_behind(mandate, seat, person))
    if office_end is not None:
        found.append(Lapse(office_end, OFFICE, office_end))
    election = election_ending(mandate, speaks_for(mandate, seat), elections)
    if election is not None and election.new_council is not None:
        last = later(election.new_council, -1)
        found.append(Lapse(last, election.kind, election.day or last, election.id))
    return min(found, key=lambda one: one.last_day, default=None)


def lapse_in(network: Network, mandate: Mandate) -> Lapse | None:
    """Return the lapse of a mandate among all records."""
    return lapse(mandate, network.seat_of(mandate), network.person_of(mandate), network.elections.values())


def is_day(text: str) -> bool:
    """Whether the value of ``lapses_with`` is a day, and not an event."""
    return text[:1].isdigit()


def election_ending(mandate: Mandate, partners: Iterable[str], elections: Iterable[Election]) -> Election | None:
    """Return the election that ends the mandate: the first of its kind whose new council begins after the mandate does.

    An election of certain partners counts for who speaks for one of them.
    """
    spoken = set(partners)
    start = mandate.period.start or ""
    found = []
    for election in elections:
        if election.kind != mandate.lapses_with or election.new_council is None:
            continue
        concerns = not election.partners or bool(spoken.intersection(election.partners))
        if election.new_council > start and concerns:
            found.append(election)
    return min(found, key=lambda one: (one.new_council or "", one.day or "", one.id), default=None)


def last_day_of_offices(mandate: Mandate, offices: list[Office]) -> str | None:
    """Return the first day, from the mandate's start on, on which one of `offices` ends and no other of them follows on."""
    start = mandate.period.start or ""
    end = mandate.period.end or FOREVER
    ends = []
    for office in offices:
        last = office.period.end
        if last is None or last < start or (office.period.start or "") > end:
            continue
        if not any(_follows(other, last) for other in offices):
            ends.append(last)
    return min(ends, default=None)


def _follows(office: Office, last: str) -> bool:
    """Whether an office covers the day after `last`, or begins on it."""
    return (office.period.start or "") <= later(last, 1) and (office.period.end or FOREVER) > last


def certainty(mandate: Mandate, end: Lapse | None, others: Iterable[Mandate], day: str, today: str) -> Certainty:
    """Return how sure it is, as of `today`, that the mandate still occupies its seat on `day`.

    "certain" for today and earlier, and while nothing known ends it in between; else it is expected to have "lapsed", or
    is "succeeded" when a mandate among `others` in the seat begins by then. What should have ended before today goes on
    until somebody says otherwise.
    """
    if day <= today or end is None or not today <= end.last_day < day:
        return "certain"
    for other in others:
        if other.id != mandate.id and _succeeds(other, mandate, day, today):
            return "succeeded"
    return "lapsed"


def _succeeds(other: Mandate, mandate: Mandate, day: str, today: str) -> bool:
    """Whether `other` begins in the same seat after `today`, and is in its period on `day`; a nominee counts."""
    if (other.body, other.seat) != (mandate.body, mandate.seat) or is_stand_in(other):
        return False
    return other.period.covers(day) and (other.period.start or "") > today
