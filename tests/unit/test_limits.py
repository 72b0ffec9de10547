"""A registry's own rules are queries by others: what they may not do is refused, what takes too much is stopped, and it is told."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from regio_cli.check import limits
from regio_cli.check.rule import Rule
from regio_cli.check.rules import run
from regio_cli.check.tables import tables
from regio_cli.model.finding import Finding
from regio_cli.model.record import Address
from regio_cli.store.snapshot import Snapshot
from tests.rules import TODAY, kinds, rule

NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
RECORDS = {Address("body", "bestuur"): {"name": "Bestuur", "level": "executive", "type": "table"}}
NO_FILES = Snapshot(None, kinds(), {})  # type: ignore[arg-type]
SOUND = "SELECT 'body/' || id AS record FROM body"


def found(*queries: str) -> list[Finding]:
    database = tables(kinds(), RECORDS, TODAY)
    return list(run([made(query) for query in queries], database, NO_FILES))


def made(sql: str) -> Rule:
    return replace(rule("TEG-1"), id="OWN-1", sql=sql, parameters=())


def refusal(query: str) -> str:
    (finding,) = found(query)
    assert (finding.code, finding.severity, finding.place.path) == ("rule-not-run", "error", "rules/OWN-1.sql")
    what = finding.text.values["what"]
    return str(what.template).format(**what.values)


@pytest.mark.parametrize(
    "query",
    [
        "ATTACH 'other.db' AS other",
        "SELECT load_extension('x') AS record",
        "SELECT fts3_tokenizer('x') AS record",
        "PRAGMA query_only = OFF",
        "SELECT name AS record FROM pragma_database_list",
        "INSERT INTO body (id) VALUES ('x') RETURNING id AS record",
        "UPDATE body SET name = 'x'",
        "DELETE FROM body",
        "CREATE TEMP TABLE mine AS SELECT 'x' AS record",
        "DROP VIEW holder",
        "VACUUM INTO 'copy.db'",
        "BEGIN",
        "SELECT readfile('/etc/passwd') AS record",
        "SELECT length(zeroblob(1000000000)) AS record",
        "SELECT hex(randomblob(1000000000)) AS record",
        "SELECT printf('%.*c', 1000000000, 'x') AS record",
        "SELECT 'x' AS record; DELETE FROM body",
    ],
)
def test_what_a_rule_may_not_do_is_refused(query: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert refusal(query)
    assert not list(tmp_path.iterdir())


@pytest.fixture
def few_steps(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(limits, "STEPS", 1_000_000)
    yield


@pytest.mark.usefixtures("few_steps")
@pytest.mark.parametrize(
    "query",
    [
        NUMBERS + "SELECT count(*) AS record FROM n",
        NUMBERS + "SELECT i AS record FROM n ORDER BY i DESC",
        NUMBERS + "SELECT group_concat(i) AS record FROM n",
        NUMBERS + "SELECT i AS record FROM n WHERE i < 0",
        NUMBERS + "SELECT a.i AS record FROM n AS a, n AS b WHERE a.i = b.i + 0.5",
    ],
)
def test_a_rule_that_never_ends_is_stopped(query: str) -> None:
    assert refusal(query) == "it takes too many steps"


def test_a_value_that_grows_without_end_is_stopped() -> None:
    grows = "WITH RECURSIVE n(i) AS (SELECT 'xxxxxxxx' UNION ALL SELECT i || i FROM n) SELECT max(i) AS record FROM n"
    assert refusal(grows) == "string or blob too big"


def test_ten_thousand_findings_of_one_rule_are_enough() -> None:
    stopped, *given = found(NUMBERS + "SELECT 'body/b' || i AS record FROM n")
    assert stopped.code == "rule-not-run" and len(given) == limits.MOST_FINDINGS
    assert {finding.code for finding in given} == {"OWN-1"}


@pytest.mark.parametrize(("number", "is_stopped"), [(9_999, False), (10_000, False), (10_001, True)])
def test_ten_thousand_findings_are_given_and_one_more_is_not(number: int, is_stopped: bool) -> None:
    given = found(NUMBERS + f"SELECT 'body/b' || i AS record FROM n LIMIT {number}")
    assert [finding.code for finding in given].count("OWN-1") == min(number, 10_000)
    assert ("rule-not-run" in {finding.code for finding in given}) is is_stopped


@pytest.mark.parametrize(("length", "is_refused"), [(99_999, False), (100_000, False), (100_001, True)])
def test_a_query_has_at_most_a_hundred_thousand_bytes(length: int, is_refused: bool) -> None:
    query = SOUND + " -- "
    assert ("rule-not-run" in {finding.code for finding in found(query + "x" * (length - len(query)))}) is is_refused


@pytest.mark.parametrize(("length", "is_refused"), [(1_999_999, False), (2_000_000, False), (2_000_001, True)])
def test_a_value_has_at_most_two_million_bytes(length: int, is_refused: bool) -> None:
    value = f"replace(hex('{'x' * 1100}'), '7', '{'y' * 1000}')"
    first, rest = f"substr({value}, 1, 1000000)", f"substr({value}, 1, {length - 1_000_000})"
    query = f"SELECT 'body/' || id AS record, length({first} || {rest}) AS value FROM body"
    assert ("rule-not-run" in {finding.code for finding in found(query)}) is is_refused


@pytest.mark.parametrize("query", ["SELECT id FROM body", "-- nothing", ""])
def test_a_query_without_records_is_no_rule(query: str) -> None:
    assert refusal(query) == "it has no column 'record'"


def test_a_stopped_rule_does_not_stop_the_next() -> None:
    codes = [finding.code for finding in found("DELETE FROM body", SOUND)]
    assert codes == ["rule-not-run", "OWN-1"]


@pytest.mark.usefixtures("few_steps")
def test_the_same_rule_stops_at_the_same_step_each_time() -> None:
    turns = []
    for _ in range(2):
        database = tables(kinds(), RECORDS, TODAY)
        seen: list[int] = []
        database.create_function("seen", 1, lambda i, seen=seen: seen.append(i))
        with pytest.raises(limits.Stopped):
            limits.rows(database, NUMBERS + "SELECT seen(i) AS record FROM n WHERE seen(i) AND i < 0", {}, 1)
        turns.append(len(seen))
    assert turns[0] == turns[1] > 0


def test_the_connection_is_given_back_as_it_was() -> None:
    database = tables(kinds(), RECORDS, TODAY)
    limits.rows(database, SOUND, {}, 1)
    assert database.execute("SELECT length(printf('%.*c', 3000000, 'x'))").fetchone() == (3_000_000,)


def test_a_message_fills_in_names_of_columns_and_nothing_else() -> None:
    message = rule("TEG-1").message._replace(en="{name} {name.__class__} {name:>99} {other} }{")
    odd = replace(made("SELECT 'body/bestuur' AS record, 'Bestuur' AS name"), message=message)
    (finding,) = run([odd], tables(kinds(), RECORDS, TODAY), NO_FILES)
    assert finding.text.values["what"]["en"] == "Bestuur {name.__class__} {name:>99} {other} }{"


@pytest.mark.parametrize(
    ("call", "why"),
    [
        ("sainte_lague('{\"a\":1}', 1000000000, 0)", "it takes a whole number"),
        ("sainte_lague('{\"a\":1}', 30000000, -1)", "it takes a whole number"),
        ("sainte_lague('{\"a\":1}', 10001, 0)", "it takes a whole number"),
        ("sainte_lague('{\"a\":1}', 10000, -1)", "it takes a whole number"),
        ('seat_changes(\'{"a":9000000,"z":-9000000}\', \'{"a":1,"b":1}\')', "it takes numbers from zero"),
        ('banzhaf(\'{"a":3000000000,"b":-2999999999}\')', "it takes numbers from zero"),
        ("banzhaf('{\"a\":1e999}')", "it takes numbers from zero"),
        ("penrose('[1]')", "it takes an object of numbers"),
        ("hhi('{}')", "it takes a list of numbers"),
        ("gini('[\"x\"]')", "it takes numbers from zero"),
    ],
)
def test_a_function_refuses_what_would_take_for_ever(call: str, why: str) -> None:
    assert why in refusal(f"SELECT 'body/' || id AS record, {call} AS x FROM body")


def test_what_a_function_may_be_given_at_most() -> None:
    most = "json_group_object('g' || i, {value}) FROM (" + NUMBERS + "SELECT i FROM n LIMIT {count})"
    query = "SELECT 'body/bestuur' AS record, length(penrose((SELECT {})))  AS y FROM body"
    assert [f.code for f in found(query.format(most.format(value=1, count=10_000)))] == ["OWN-1"]
    assert "10000 at most" in refusal(query.format(most.format(value=1, count=10_001)))
    assert "500000 at most" in refusal(query.format(most.format(value="'" + "x" * 100 + "'", count=9_000)))
    votes = "SELECT 'body/bestuur' AS record, banzhaf('{{\"a\":{}}}') AS y FROM body WHERE y IS NOT NULL"
    assert [f.code for f in found(votes.format(1000), votes.format(1001))] == ["OWN-1"]


LONG = (
    NUMBERS
    + ", t(x) AS MATERIALIZED (SELECT replace(hex('xxxxxxxxxx'), '7', replace(hex('yyyyyyyyyyyyyyyyyyyy'), '7', '{}'))) "
)


@pytest.mark.parametrize(
    "step",
    ["length(upper(x || i))", "length(fold(x || i))", "has_citizen_number(x || i)", "length(replace(x, 'a', i))"],
)
def test_steps_that_are_long_themselves_are_stopped(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 0.2)
    text = "é123456782abcdef" * 100
    assert (
        refusal(LONG.format(text) + f"SELECT 'body/bestuur' AS record, sum({step}) AS y FROM n, t")
        == "it takes too long"
    )


@pytest.mark.parametrize(
    "query",
    [
        "SELECT 'body/bestuur' AS record, x || i AS y FROM n, t",
        "SELECT 'body/bestuur' AS record, x || i AS y FROM n, t ORDER BY y",
    ],
)
def test_a_rule_holds_so_much_text_and_no_more(query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_RETURNED", 2_000_000)
    monkeypatch.setattr(limits, "STEPS", 200_000)
    assert refusal(LONG.format("abcdefgh" * 500) + query) in ("it takes too much memory", "it takes too many steps")
