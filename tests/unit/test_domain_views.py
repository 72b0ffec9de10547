"""The views of the notions give the same rows as their functions, on random registries."""

import contextlib
import json
import sqlite3
from typing import Any

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from regio_cli.check.functions import FUNCTIONS
from regio_cli.check.rule import Kept
from regio_cli.check.tables import shared_views
from regio_cli.domain import holding, lapse, people, voice
from regio_cli.domain.records import Mandate, Network, Seat, network
from regio_cli.model.record import Address, Data
from regio_cli.store.database import Filling, connect, set_day
from regio_cli.store.schemas import load_schemas
from tests.networks import DAYS, registries

KINDS = load_schemas({}).kinds
EVERY_DAY = ["2026-02-28", *DAYS, "2026-03-07"]
TODAYS = ["2026-03-01", "2026-03-02", "2026-03-04"]


def database(records: dict[Address, Data]) -> sqlite3.Connection:
    views = shared_views(KINDS, used_by=[MANDATES, SEATS, VOTERS, OFFICES, UNMET])
    return connect(KINDS, lambda: Filling(records), TODAYS[0], None, None, views, FUNCTIONS)


def at(found: sqlite3.Connection, on: str, today: str) -> sqlite3.Connection:
    set_day(found, on)
    found.create_function("today", 0, lambda: today, deterministic=True)
    return found


def rows_of(found: sqlite3.Connection, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in found.execute(sql)]


def mandate_row(known: Network, mandate: Mandate, day: str, today: str) -> tuple[Any, ...]:
    seat = known.seat_of(mandate)
    end = lapse.lapse_in(known, mandate)
    others = list(known.mandates.values())
    serves = holding.serves(mandate, day)
    occupies = holding.occupies(mandate, day)
    stand_ins = [other.id for other in others if holding.stands_in(other, mandate, day)]
    certain = lapse.certainty(mandate, end, others, day, today) if serves else "certain"
    past = mandate.period.end is not None and mandate.period.end < day
    return (
        mandate.id,
        "now" if serves else "past" if past else "coming",
        holding.status_on(mandate, end.last_day if end else None, day),
        occupies,
        holding.is_absent(mandate, day),
        holding.holds(mandate, known.mandates.get(mandate.replaces or ""), day),
        min(stand_ins, default=None) if occupies and holding.is_absent(mandate, day) else None,
        occupies and holding.is_absent(mandate, day) and not stand_ins,
        certain,
        end.last_day if end else None,
        end.cause if end else None,
        end.event if end else None,
        end.election if end else None,
        list(voice.speaks_for(mandate, seat)),
    )


MANDATES = """
    SELECT mandate, phase, status_on_day, occupies, is_absent, holds, stand_in, is_unattended, certainty, last_day, cause, event,
           election, coalesce(partners, '[]')
    FROM mandate_on_day ORDER BY mandate"""


SEATS = "SELECT body, seat, places, needed, occupied, held, unattended, vacant, free, vacant_since FROM seat_on_day ORDER BY body, seat"
VOTERS = "SELECT body, mandate FROM voter ORDER BY body, mandate"
OFFICES = "SELECT mandate, count(*) FROM mandate_office GROUP BY mandate ORDER BY mandate"
UNMET = "SELECT mandate, position FROM unmet_requirement ORDER BY mandate, position"


@hypothesis_settings(max_examples=30, deadline=None)
@given(registries())
def test_the_views_say_of_every_mandate_what_the_functions_say(records: dict[Address, Data]) -> None:
    known = network(records)
    with contextlib.closing(database(records)) as found:
        for today in TODAYS:
            for on in EVERY_DAY:
                rows = rows_of(at(found, on, today), MANDATES)
                expected = [mandate_row(known, known.mandates[id_], on, today) for id_ in sorted(known.mandates)]
                assert [(*row[:-1], json.loads(row[-1])) for row in rows] == expected, (on, today)


@hypothesis_settings(max_examples=30, deadline=None)
@given(registries())
def test_the_views_say_of_every_seat_what_the_functions_say(records: dict[Address, Data]) -> None:
    known = network(records)
    with contextlib.closing(database(records)) as found:
        for on in EVERY_DAY:
            expected = [seat_row(known, seat, on) for body in known.bodies.values() for seat in body.seats]
            assert rows_of(at(found, on, on), SEATS) == sorted(expected), on


def seat_row(known: Network, seat: Seat, on: str) -> tuple[Any, ...]:
    state = holding.seat_on_day(known, seat, on)
    since = None
    if state.vacant:
        first = max(seat.period.start or "", known.bodies[seat.body].period.start or "")
        since = holding.open_since(known.mandates_in(seat), state.needed, on) or first
    counts = (len(state.occupants), len(state.holders), len(state.unattended))
    return (seat.body, seat.id, state.places, state.needed, *counts, state.vacant, state.free, since)


@hypothesis_settings(max_examples=30, deadline=None)
@given(registries())
def test_the_views_say_who_votes_and_who_lacks_what_a_seat_requires(records: dict[Address, Data]) -> None:
    known = network(records)
    with contextlib.closing(database(records)) as found:
        for on in EVERY_DAY:
            at(found, on, on)
            voters = []
            for body in known.bodies.values():
                voters.extend((body.id, mandate.id) for mandate in voice.voters(known, body, on))
            assert rows_of(found, VOTERS) == sorted(voters), on
            assert rows_of(found, UNMET) == sorted(unmet_rows(known, on)), on


def unmet_rows(known: Network, on: str) -> list[tuple[str, int]]:
    rows = []
    for mandate in known.mandates.values():
        seat = known.seat_of(mandate)
        if seat and holding.holds(mandate, known.mandates.get(mandate.replaces or ""), on):
            for requirement in people.unmet(mandate, seat, known.person_of(mandate), known.partners, on):
                rows.append((mandate.id, seat.requirements.index(requirement)))
    return rows


@hypothesis_settings(max_examples=50, deadline=None)
@given(registries())
def test_the_views_say_on_how_many_offices_every_mandate_rests(records: dict[Address, Data]) -> None:
    known = network(records)
    expected = []
    for mandate in sorted(known.mandates.values(), key=lambda one: one.id):
        behind = people.offices_behind(mandate, known.seat_of(mandate), known.person_of(mandate))
        if behind:
            expected.append((mandate.id, len(behind)))
    with contextlib.closing(database(records)) as found:
        assert rows_of(found, OFFICES) == expected


@hypothesis_settings(max_examples=15, deadline=None)
@given(registries(), st.sampled_from(EVERY_DAY), st.sampled_from(EVERY_DAY))
def test_views_that_are_kept_say_the_same(records: dict[Address, Data], on: str, earlier: str) -> None:
    def views(kept: Kept, day: str) -> sqlite3.Connection:
        sql = shared_views(KINDS, kept)
        return connect(KINDS, lambda: Filling(records), day, None, None, sql, FUNCTIONS, "2026-03-02")

    every = contextlib.closing(views("all", on))
    timeless = contextlib.closing(views("timeless", earlier))
    with contextlib.closing(database(records)) as found, every as kept, timeless as moved:
        at(found, on, "2026-03-02")
        # What is the same on every day was made on another one.
        set_day(moved, on)
        for sql in (MANDATES, SEATS, VOTERS, OFFICES, UNMET):
            assert rows_of(kept, sql) == rows_of(found, sql)
            assert rows_of(moved, sql) == rows_of(found, sql)
