"""The registry that we ship: its numbers, and the bodies of which the sources name every member."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from regio_cli.read.registry import open_registry

ROOT = Path(__file__).parents[2]
TODAY = "2026-11-01"


@pytest.fixture(scope="module")
def database() -> Iterator[sqlite3.Connection]:
    yield open_registry(ROOT, None, {}).database(TODAY)


def column(database: sqlite3.Connection, sql: str) -> list[object]:
    return [row[0] for row in database.execute(sql)]


@pytest.mark.parametrize(("type_", "count"), [("municipality", 22), ("province", 4), ("mbo", 8), ("hbo", 5)])
def test_it_has_the_partners_that_the_region_counts(database: sqlite3.Connection, type_: str, count: int) -> None:
    assert column(database, f"SELECT count(*) FROM active_partner WHERE type = '{type_}'") == [count]


def test_it_has_two_hundred_governors_and_three_hundred_and_fifty_civil_servants(database: sqlite3.Connection) -> None:
    from regio_cli.demo.people import GOVERNING, SERVING

    for offices, count in ((GOVERNING, 200), (SERVING, 350)):
        marks = ", ".join(f"'{office}'" for office in offices)
        sql = (f"SELECT count(DISTINCT person) FROM office WHERE office IN ({marks}) "
               f"AND start_date <= '{TODAY}' AND (end_date IS NULL OR end_date >= '{TODAY}')")  # fmt: skip
        assert column(database, sql) == [count]


def test_the_regiegroep_of_2018_had_zwolle_kampen_dronten_and_hattem(database: sqlite3.Connection) -> None:
    sql = """SELECT DISTINCT partner.value FROM mandate JOIN seat ON seat.body = mandate.body AND seat.id = mandate.seat,
             json_each(coalesce(mandate.on_behalf_of, seat.on_behalf_of)) AS partner WHERE mandate.body = 'regiegroep'
             AND mandate.start_date <= '2018-12-01' AND coalesce(mandate.end_date, '9') >= '2018-12-01'"""
    found = {str(partner) for partner in column(database, sql)}
    assert {"zwolle", "kampen", "dronten", "hattem"} <= found


def test_every_executive_body_in_force_has_its_counterpart_or_a_deviation(database: sqlite3.Connection) -> None:
    sql = """SELECT id FROM active_body WHERE level = 'executive' AND counterpart IS NULL
             AND id NOT IN (SELECT substr(record, 6) FROM active_deviation WHERE rule = 'TEG-1')"""
    assert column(database, sql) == []


def test_every_person_is_said_to_be_invented(database: sqlite3.Connection) -> None:
    assert column(database, "SELECT count(*) FROM person WHERE fictitious IS NOT 1") == [0]
    assert "verzonnen" in str(column(database, "SELECT notice FROM registry")[0])


def test_every_file_names_its_schema_where_an_editor_finds_it() -> None:
    for file in (ROOT / "registry").rglob("*.yaml"):
        first = file.read_text(encoding="utf-8").partition("\n")[0]
        found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert found and (file.parent / found[1]).resolve().is_file(), file.name


def test_the_special_cases_of_real_life_are_there(database: sqlite3.Connection) -> None:
    assert column(database, "SELECT count(*) > 0 FROM mandate WHERE status = 'staying_on'") == [1]
    assert column(database, "SELECT count(*) > 0 FROM mandate WHERE status = 'nominated'") == [1]
    assert column(database, "SELECT count(*) > 0 FROM seat WHERE deputy_of IS NOT NULL") == [1]
    assert column(database, "SELECT count(*) > 0 FROM partner WHERE end_date IS NOT NULL") == [1]
    assert column(database, f"""SELECT count(*) > 0 FROM (SELECT person FROM mandate WHERE status = 'appointed'
        AND start_date <= '{TODAY}' GROUP BY person HAVING count(DISTINCT body) > 1)""") == [1]  # fmt: skip
    vacant = f"""SELECT body || '/' || id FROM active_seat AS seat WHERE body IN ('regiobestuur', 'economic-board')
        AND NOT EXISTS (SELECT 1 FROM mandate WHERE body = seat.body AND seat = seat.id AND start_date <= '{TODAY}'
        AND coalesce(end_date, '9') >= '{TODAY}')"""
    assert sorted(map(str, column(database, vacant))) == ["regiobestuur/plv-hbo"]
