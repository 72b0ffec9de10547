"""When mandates lapse by themselves: each sentence of the definition."""

import sqlite3
from typing import Any

import pytest
from regio_cli.read.lapse import Lapse, lapses

from regio_cli.model.record import Address
from regio_cli.store.database import Filling, connect
from regio_cli.store.schemas import load_schemas

KINDS = load_schemas({}).kinds
SEAT = {"id": "lid", "role": "member", "basis": "representation", "on_behalf_of": ["hattem"], "voting": True}
ELECTIONS = {
    Address("election", f"{kind}-{date[:4]}"): {"kind": kind, "date": date, "new_council": new}
    for kind, date, new in (
        ("municipal", "2022-03-16", "2022-03-30"),
        ("municipal", "2026-03-18", "2026-04-01"),
        ("provincial", "2027-03-17", "2027-03-31"),
    )
}


def database(mandate: dict[str, Any], offices: list[dict[str, Any]] | None = None, **more: Any) -> sqlite3.Connection:
    records = {
        **ELECTIONS,
        Address("body", "bestuur"): {"name": "Bestuur", "seats": [SEAT]},
        Address("person", "p-1a2b"): {"name": {"family": "Berg"}, "offices": offices or []},
        Address("mandate", "m"): {"person": "p-1a2b", "body": "bestuur", "seat": "lid", "status": "appointed",
                                  "start_date": "2023-01-01", **mandate},
        **{Address("election", id_): data for id_, data in more.items()},
    }  # fmt: skip
    return connect(KINDS, lambda: Filling(records), "2026-11-24", None, None)


def found(*arguments: Any, first: str = "2000-01-01", last: str = "2100-01-01", **more: Any) -> list[tuple[str, str]]:
    return [(one.event, one.day) for one in lapses(database(*arguments, **more), first, last)]


def test_it_lapses_when_the_new_council_meets_after_the_first_election_of_its_kind() -> None:
    with_elections = database({"lapses_with": "municipal"})
    assert list(lapses(with_elections, "2026-01-01", "2026-12-31")) == [
        Lapse("m", "municipal", "2026-03-18", "2026-04-01", "municipal-2026")
    ]


@pytest.mark.parametrize(
    ("start", "event"), [("2022-03-15", "2022-03-16"), ("2022-03-16", "2026-03-18"), ("2026-03-18", None)]
)
def test_an_election_on_the_first_day_is_not_after_it(start: str, event: str | None) -> None:
    days = found({"lapses_with": "municipal", "start_date": start})
    assert [day for day, _ in days] == ([event] if event else [])


def test_the_election_of_march_2027_is_within_120_days_of_november_2026() -> None:
    days = found({"lapses_with": "provincial"}, first="2026-11-24", last="2027-03-24")
    assert days == [("2027-03-17", "2027-03-31")]


def test_an_election_of_other_partners_does_not_count() -> None:
    elsewhere = {"kind": "municipal", "date": "2024-11-20", "new_council": "2025-01-01", "partners": ["zwolle"]}
    here = {**elsewhere, "partners": ["zwolle", "hattem"]}
    assert found({"lapses_with": "municipal"}, x=elsewhere) == [("2026-03-18", "2026-04-01")]
    assert found({"lapses_with": "municipal"}, x=here) == [("2024-11-20", "2025-01-01")]
    assert found({"lapses_with": "municipal", "on_behalf_of": ["zwolle"]}, x=elsewhere) == [
        ("2024-11-20", "2025-01-01")
    ]


OFFICE = {"office": "alderman", "partner": "hattem", "start_date": "2022-06-01", "end_date": "2027-01-31"}


@pytest.mark.parametrize(
    ("offices", "day"),
    [
        ([OFFICE], "2027-01-31"),
        ([{**OFFICE, "end_date": None}], None),
        ([{**OFFICE, "partner": "zwolle"}], None),
        ([{**OFFICE, "office": "mayor"}], None),
        ([OFFICE, {**OFFICE, "start_date": "2027-02-01", "end_date": "2028-01-01"}], "2028-01-01"),
        ([OFFICE, {**OFFICE, "start_date": "2027-02-02", "end_date": None}], "2027-01-31"),
        ([{**OFFICE, "end_date": "2022-12-31"}], None),
    ],
)
def test_with_an_office_it_lapses_when_that_ends_at_the_partner(offices: list[dict[str, Any]], day: str | None) -> None:
    plain = [{key: value for key, value in office.items() if value} for office in offices]
    assert found({"lapses_with": "office", "office": "alderman"}, plain) == ([(day, day)] if day else [])


def test_with_a_date_it_lapses_then_and_with_nothing_never() -> None:
    assert found({"lapses_with": "2027-05-01"}) == [("2027-05-01", "2027-05-01")]
    assert found({"lapses_with": "nothing"}) == []


def test_what_ended_before_does_not_lapse() -> None:
    assert found({"lapses_with": "municipal", "end_date": "2026-03-17"}) == []
    assert len(found({"lapses_with": "municipal", "end_date": "2026-03-18"})) == 1
