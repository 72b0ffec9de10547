"""`regio list`, `show`, `find`, `query` and `schema`, through the real command."""

import csv
import io
import json

import pytest

from tests.conftest import Place


def test_list_takes_kinds_in_both_languages(place: Place) -> None:
    outs = {place.regio("list", word, "--json").out for word in ("body", "bodies", "overleg", "Overleggen")}
    assert len(outs) == 1
    assert json.loads(outs.pop())[0]["name"] == "Bestuur"


def test_list_on_a_day_shows_what_was_in_force(place: Place) -> None:
    ids = [[row["id"] for row in json.loads(place.regio("list", "partners", "--on", day, "--json").out)]
           for day in ("2024-12-31", "2025-01-01")]  # fmt: skip
    assert ids == [["hattem", "zwolle", "overijssel"], ["zwolle", "overijssel"]]


def test_all_formats_hold_the_same_rows(place: Place) -> None:
    out = {f: place.regio("list", "partners", "--all", "--columns", "name", "--format", f).out
           for f in ("table", "csv", "json", "ndjson", "yaml", "md")}  # fmt: skip
    expected = [
        {"id": "hattem", "name": "Gemeente Hattem"},
        {"id": "zwolle", "name": "Gemeente Zwolle"},
        {"id": "overijssel", "name": "Provincie Overijssel"},
    ]
    assert list(csv.DictReader(io.StringIO(out["csv"]))) == expected
    assert json.loads(out["json"]) == [json.loads(line) for line in out["ndjson"].splitlines()] == expected
    assert out["md"].splitlines()[2] == "| hattem | Gemeente Hattem |"


def test_where_and_unknown_fields(place: Place) -> None:
    ended = place.regio("list", "partners", "--all", "--where", "end_date=2024-12-31", "--json")
    assert json.loads(ended.out)[0]["id"] == "hattem"
    wrong = place.regio("list", "partners", "--where", "nam=x")
    assert wrong.code == 2
    assert "'nam' is not a field of partner" in wrong.err


def test_show_answers_who_sits_where(place: Place) -> None:
    body = place.regio("show", "bestuur").out
    assert "Els van der Bérg" in body
    partner = place.regio("show", "registry/partners/zwolle.yaml").out
    assert "Seats now (1)" in partner
    assert "Bestuur" in partner
    assert "Seats now" not in place.regio("show", "partner/zwolle", "--on", "2022-04-30").out


def test_show_lists_candidates_when_a_word_is_not_clear(place: Place) -> None:
    result = place.regio("show", "gemeente")
    assert result.code == 2
    assert "partner/hattem" in result.err
    assert "partner/zwolle" in result.err


def test_find_forgives_typos_accents_and_prefixes(place: Place) -> None:
    for text in ("zwole", "Hatem", "berg", "van der berg"):
        assert place.regio("find", text).code == 0
    assert "person/p-1a2b" in place.regio("find", "berg").out
    assert place.regio("find", "qqqqqq").code == 1


@pytest.mark.parametrize(
    "sql",
    ["DELETE FROM partner", "ATTACH 'x.db' AS x", "PRAGMA query_only = OFF", "CREATE TABLE x (y)", "SELECT load_extension('x')",
     "VACUUM INTO 'x.db'", "SELECT 1; SELECT 2", "nonsense", "SELECT writefile('x', 'y')"],
)  # fmt: skip
def test_a_query_that_does_more_than_read_is_refused(place: Place, sql: str) -> None:
    result = place.regio("query", sql)
    assert (result.code, result.out) == (2, "")
    assert not (place.root / "x.db").exists()


def test_a_query_sees_lists_as_tables(place: Place) -> None:
    sql = "SELECT body, id FROM seat WHERE voting"
    assert json.loads(place.regio("query", sql, "--json").out) == [{"body": "bestuur", "id": "voorzitter"}]
    assert 'CREATE TABLE "seat"' in place.regio("schema", "--sql").out


def test_schema_names_fields_in_dutch(place: Place) -> None:
    out = place.regio("schema", "mandaat", env={"REGIO_LANG": "nl"}).out
    assert "einddatum" in out
    assert "body.seats" in out


def test_every_command_has_help_with_an_example(place: Place) -> None:
    for command in ("validate", "list", "show", "find", "query", "schema"):
        result = place.regio(command, "--help")
        assert (result.code, "Example: regio " + command in result.out) == (0, True)
