"""`regio query`: every question, and nothing but questions."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import Place
from tests.processes import LIMIT, start

FOREVER = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"


@pytest.mark.parametrize(
    "sql",
    ["DELETE FROM partner", "UPDATE partner SET name = 'x'", "INSERT INTO partner (id) VALUES ('x')", "DROP TABLE partner",
     "ATTACH 'x.db' AS x", "PRAGMA query_only = OFF", "PRAGMA user_version = 3", "CREATE TEMP TABLE x (y)",
     "SELECT load_extension('x')", "VACUUM INTO 'x.db'", "SELECT 1; DELETE FROM partner", "BEGIN", "REPLACE INTO partner (id) VALUES ('x')",
     "WITH x AS (SELECT 1) DELETE FROM partner", "DETACH main"],
)  # fmt: skip
def test_a_query_that_does_more_than_read_is_refused_in_clear_words(place: Place, sql: str) -> None:
    before = place.regio("list", "partners").out
    done = place.regio("query", sql)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: a query only reads: one SELECT")
    assert not (place.root / "x.db").exists()
    assert place.regio("list", "partners").out == before


def test_what_is_no_sql_says_so_and_a_wrong_table_what_was_meant(place: Place) -> None:
    assert "syntax error" in place.regio("query", "nonsense").err
    assert "did you mean 'partner'?" in place.regio("query", "SELECT * FROM partners").err
    assert "no such column" in place.regio("query", "SELECT nam FROM partner").err
    for nothing in ("", "-- niets"):
        assert place.regio("query", nothing).code == 2


def test_columns_of_the_same_name_are_told_apart_and_every_value_can_be_written(place: Place) -> None:
    sql = "SELECT 1 AS a, 2 AS a, x'00ff' AS \"b: c\", 9e999 AS d, NULL AS e"
    expected = [{"a": 1, "a_2": 2, "b: c": "00ff", "d": None, "e": None}]
    assert json.loads(place.regio("query", sql, "--json").out) == expected
    for format_ in ("table", "csv", "yaml", "md", "ndjson"):
        assert place.regio("query", sql, "--format", format_).code == 0


def test_a_query_looks_at_a_day_and_a_revision(place: Place) -> None:
    sql = "SELECT count(*) AS n, on_date() AS day FROM active_partner"
    rows = [json.loads(place.regio("query", sql, "--on", day, "--json").out)[0] for day in ("2024-12-31", "2025-01-01")]
    assert [(row["n"], row["day"]) for row in rows] == [(3, "2024-12-31"), (2, "2025-01-01")]
    (place.root / "registry/partners/hattem.yaml").unlink()
    assert json.loads(place.regio("query", "SELECT count(*) AS n FROM partner", "--rev", "HEAD", "--json").out) == [
        {"n": 3}
    ]


def test_a_query_is_read_from_standard_input(place: Place) -> None:
    command = [sys.executable, "-m", "regio_cli", "query", "-", "--json"]
    done = subprocess.run(
        command, cwd=place.root, input=b"-- een vraag\nSELECT 'caf\xc3\xa9' AS a", capture_output=True, timeout=LIMIT
    )
    assert json.loads(done.stdout) == [{"a": "café"}]


def test_the_balance_that_make_demo_shows_can_be_asked() -> None:
    root = Path(__file__).resolve().parents[2]
    with (root / "docs/balance.sql").open("rb") as file:
        command = [sys.executable, "-m", "regio_cli", "query", "-", "--json"]
        done = subprocess.run(command, cwd=root, stdin=file, capture_output=True, timeout=LIMIT)
    rows = json.loads(done.stdout)
    assert {row["pillar"] for row in rows} == {"government", "education", "business"}


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_ctrl_c_stops_a_query_that_never_ends(place: Place) -> None:
    place.regio("list", "partners")
    command = [sys.executable, "-m", "regio_cli", "query", FOREVER]
    process = start(command, cwd=place.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    # Sent until it has ended: before Python is up a signal kills it, later regio must end by itself.
    deadline = time.monotonic() + 60
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(2)
    while process.poll() is None and time.monotonic() < deadline:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(1)
        except subprocess.TimeoutExpired:
            continue
    out, err = process.communicate(timeout=LIMIT)
    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in err
