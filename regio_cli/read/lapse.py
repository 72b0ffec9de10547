"""When a mandate lapses by itself, and with what: the one definition, as SQL over the tables of a registry.

A mandate lapses
1. with the first election of the kind in `lapses_with` that is held after its `start_date` (for its partners, when the
   election names partners): the event is the day of the election, the mandate lapses when the new council meets;
2. with ``office``: when the office on whose ground it is held ends, at a partner that it is held for, without the same office
   following on at such a partner;
3. with a date: on that day;
4. with ``nothing``: never.

The expressions are for queries in which `mandate` is a mandate and `seat` its seat (or no row).
"""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

# The partners that a mandate is held for, as JSON: its own, else those of its seat.
PARTNERS = "coalesce(mandate.on_behalf_of, seat.on_behalf_of, '[]')"

_FOR_IT = f"""(election.partners IS NULL OR EXISTS (
    SELECT 1 FROM json_each(election.partners) AS voter JOIN json_each({PARTNERS}) AS partner ON partner.value = voter.value))"""
_ELECTION = f"""(
    SELECT election.id FROM election
    WHERE election.kind = mandate.lapses_with AND election.date > mandate.start_date AND {_FOR_IT}
    ORDER BY election.date LIMIT 1)"""


def _holds(office: str) -> str:
    """Return the condition that `office` (a table's alias) is one on whose ground the mandate can be held."""
    return f"""({office}.person = mandate.person AND (mandate.office IS NULL OR {office}.office = mandate.office)
        AND {office}.partner IN (SELECT value FROM json_each({PARTNERS})))"""


_OFFICE_END = f"""(
    SELECT min(office.end_date) FROM office
    WHERE {_holds("office")} AND office.end_date >= mandate.start_date
    AND coalesce(office.start_date, '') <= coalesce(mandate.end_date, '9999') AND NOT EXISTS (
        SELECT 1 FROM office AS next WHERE {_holds("next")}
        AND coalesce(next.start_date, '') <= date(office.end_date, '+1 day')
        AND coalesce(next.end_date, '9999') > office.end_date))"""
_IS_DATE = "mandate.lapses_with GLOB '[0-9]*'"

# Laid beside `mandate` and `seat` in a query that uses what follows.
JOIN = f"LEFT JOIN election AS lapsing ON lapsing.id = {_ELECTION}"
# The day of what it lapses with: an election's day, the last day in office, the date. NULL when there is none (yet).
EVENT = f"""coalesce(lapsing.date, CASE
    WHEN mandate.lapses_with = 'office' THEN {_OFFICE_END} WHEN {_IS_DATE} THEN mandate.lapses_with END)"""
# The first day of the new council, for a mandate that lapses with an election.
NEW_COUNCIL = "lapsing.new_council"
# The day on which it lapses: the new council's first day, the last day in office, the date.
DAY = f"coalesce({NEW_COUNCIL}, {EVENT})"
# The election it lapses with, as an id.
ELECTION = "lapsing.id"


class Lapse(NamedTuple):
    """With what a mandate lapses, and when: days as YYYY-MM-DD; `election` is an id, None for an office or a date."""

    mandate: str
    with_: str
    event: str
    day: str
    election: str | None


def lapses(database: sqlite3.Connection, first: str, last: str) -> Iterator[Lapse]:
    """Yield the mandates that lapse by an event from `first` to `last` (both inclusive), by that day.

    Mandates that end, or ended, before the event are left out.
    """
    yield from map(Lapse._make, database.execute(_LAPSES, {"first": first, "last": last}))


_LAPSES = f"""
    SELECT mandate.id, mandate.lapses_with, {EVENT} AS event, {DAY} AS day, {ELECTION}
    FROM mandate LEFT JOIN seat ON seat.body = mandate.body AND seat.id = mandate.seat {JOIN}
    WHERE event BETWEEN :first AND :last AND (mandate.end_date IS NULL OR mandate.end_date >= event)
    ORDER BY event, mandate.id"""
