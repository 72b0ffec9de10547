"""`regio list` and the formats of rows, through the real command."""

import csv
import io
import json
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.conftest import Place


@pytest.fixture
def rich(place: Place) -> Place:
    place.write("partners/zwolle.yaml", "name: Gemeente Zwolle\ntype: municipality\npillar: government\nprovince: overijssel\n"
                "members_confirmed: 2026-01-01\nstatistics:\n  - as_of: 2026-01-01\n    inhabitants: 130000\n    area_km2: 119.3\n")  # fmt: skip
    place.write(
        "partners/lastig.yaml", 'name: "a|b, \\"c\\" \'d\' # : - *x* <i> 北京 é 😀"\ntype: network\npillar: hybrid\n'
    )
    place.write("bodies/bestuur.yaml", (place.root / "registry/bodies/bestuur.yaml").read_text()
                .replace("seats:", "general_portfolio: true\npillars:\n  - government\n  - business\nquorum: 7\nseats:"))  # fmt: skip
    place.write("persons/p-2b3c.yaml", "name:\n  family: Aa\n  prefix: van der\n  given: Jo\noffices:\n"
                "  - office: mayor\n    partner: zwolle\n  - office: council_member\n    partner: hattem\npublicity: internal\n")  # fmt: skip
    return place


def rows(place: Place, *arguments: str, day: tuple[str, ...] = ("--all",)) -> list[dict[str, Any]]:
    done = place.regio("list", *arguments, *day, "--json")
    assert done.code == 0
    assert done.err == "" or done.err.startswith("no ")
    found: list[dict[str, Any]] = json.loads(done.out)
    return found


def ids(place: Place, *arguments: str) -> list[str]:
    return [row["id"] for row in rows(place, *arguments)]


@pytest.mark.parametrize(
    ("kind", "conditions", "expected"),
    [
        ("partners", ["type=municipality", "province=overijssel"], ["hattem", "zwolle"]),
        ("partners", ["type=gemeente", "end_date="], ["zwolle"]),
        ("partners", ["geleding=overheid", "type=Province"], ["overijssel"]),
        ("partners", ["id=hattem"], ["hattem"]),
        ("partners", ["statistics.inhabitants=130000"], ["zwolle"]),
        ("partners", ["statistics.area_km2=119.3"], ["zwolle"]),
        ("bodies", ["pillars=business"], ["bestuur"]),
        ("bodies", ["pillars=education"], []),
        ("bodies", ["general_portfolio=ja"], ["bestuur"]),
        ("bodies", ["general_portfolio=false"], []),
        ("bodies", ["quorum=7", "seats.role=chair"], ["bestuur"]),
        ("bodies", ["seats.on_behalf_of=zwolle"], ["bestuur"]),
        ("bodies", ["seats.voting=true"], ["bestuur"]),
        ("persons", ["name.family=Bérg"], ["p-1a2b"]),
        ("persons", ["offices.partner=hattem"], ["p-2b3c"]),
        ("persons", ["offices.office=burgemeester"], ["p-2b3c"]),
    ],
)
def test_conditions_reach_every_sort_of_field(
    rich: Place, kind: str, conditions: list[str], expected: list[str]
) -> None:
    assert ids(rich, kind, *(word for one in conditions for word in ("--where", one))) == expected


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--where", "tpye=x"], "did you mean 'type'?"),
        (["--columns", "nmae"], "did you mean 'name'?"),
        (["--sort", "-nmae"], "did you mean 'name'?"),
        (["--where", "type"], "write FIELD=VALUE"),
        (["--where", "type=gementee"], "there are: municipality, province"),
        (["--where", "statistics.inhabitants=veel"], "is not a number"),
        (["--format", "pdf"], "table, csv"),
    ],
)
def test_what_can_not_be_asked_for_says_what_can(rich: Place, arguments: list[str], says: str) -> None:
    done = rich.regio("list", "partners", *arguments)
    assert (done.code, done.out) == (2, "")
    assert says in done.err


def test_order_is_by_several_fields_turned_round_and_the_empty_last(rich: Place) -> None:
    rich.write("partners/kampen.yaml", "name: Gemeente Kampen\ntype: municipality\npillar: government\n")
    municipalities = ["partners", "--where", "type=municipality"]
    assert ids(rich, *municipalities, "--sort", "-name") == ["zwolle", "kampen", "hattem"]
    assert ids(rich, *municipalities, "--sort", "province,-id") == ["zwolle", "hattem", "kampen"]
    assert ids(rich, *municipalities, "--sort", "-end_date,name") == ["hattem", "kampen", "zwolle"]
    assert ids(rich, "persons") == ["p-2b3c", "p-1a2b"]


def test_data_has_real_types(rich: Place) -> None:
    [row] = rows(
        rich, "bodies", "--columns", "general_portfolio,pillars,quorum,parent,seats,seats.on_behalf_of,seats.voting"
    )
    assert row == {
        "id": "bestuur", "general_portfolio": True, "pillars": ["government", "business"], "quorum": 7, "parent": None,
        "seats": [{"id": "voorzitter", "role": "chair", "basis": "representation", "on_behalf_of": ["zwolle"], "voting": True}],
        "seats.on_behalf_of": ["zwolle"], "seats.voting": [True],
    }  # fmt: skip
    assert {"id", "name.family", "name.given", "name.prefix"} <= set(rows(rich, "persons", "--columns", "name")[0])


def test_a_query_has_what_sqlite_has(rich: Place) -> None:
    sql = "SELECT general_portfolio, pillars FROM body"
    assert json.loads(rich.regio("query", sql, "--json").out) == [
        {"general_portfolio": 1, "pillars": '["government", "business"]'}
    ]


def test_every_format_holds_the_same(rich: Place) -> None:
    for kind, names in (("partners", "name,end_date"), ("bodies", "general_portfolio,pillars,quorum,parent")):
        out = {f: rich.regio("list", kind, "--columns", names, "--format", f).out
               for f in ("csv", "json", "ndjson", "yaml", "md")}  # fmt: skip
        data = json.loads(out["json"])
        assert [json.loads(line) for line in out["ndjson"].splitlines()] == data
        assert YAML(typ="safe", pure=True).load(out["yaml"]) == data
        table = list(csv.reader(io.StringIO(out["csv"], newline="")))
        assert table[0] == list(data[0])
        assert table[1:] == [[as_cell(value) for value in row.values()] for row in data]
        assert len(out["md"].splitlines()) == len(data) + 2


def as_cell(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def test_markdown_is_escaped(rich: Place) -> None:
    out = rich.regio("list", "partners", "--where", "id=lastig", "--columns", "name", "--format", "md").out
    assert "a\\|b" in out and "\\*x\\*" in out and "\\<i\\>" in out


def test_csv_has_the_line_ends_of_its_standard(rich: Place) -> None:
    assert rich.regio("list", "partners", "--all", "--format", "csv").out.count("\r\n") == 5


def test_an_empty_list_is_an_empty_list_in_every_format(rich: Place) -> None:
    out = {f: rich.regio("list", "deviations", "--format", f).out for f in ("json", "ndjson", "yaml", "csv")}
    assert (json.loads(out["json"]), out["ndjson"], YAML(typ="safe").load(out["yaml"])) == ([], "", [])
    assert out["csv"].startswith("id,rule")


def test_a_table_says_names_for_what_is_pointed_at(rich: Place) -> None:
    out = rich.regio("list", "mandates", "--columns", "person,body").out
    assert "Els van der Bérg  Bestuur" in out


def test_an_earlier_revision_is_listed_as_it_was(rich: Place) -> None:
    assert len(ids(rich, "partners", "--rev", "HEAD")) == 3
    assert len(ids(rich, "partners")) == 4
    assert rich.regio("list", "partners", "--rev", "nergens").code == 2


@pytest.mark.parametrize(
    "words",
    [
        ["list", "partners"],
        ["query", "SELECT id FROM partner"],
        ["find", "zwolle"],
        ["show", "zwolle"],
        ["report", "quality"],
    ],
)
def test_what_can_not_be_read_is_told_each_time(place: Place, words: list[str]) -> None:
    place.write("partners/urk.yaml", "name: [oeps\n")
    place.write("partners/kampen.yaml", "- geen record\n")
    for _ in range(2):
        done = place.regio(*words)
        assert (done.code, done.out != "") == (0, True)
        assert (
            "2 files can't be read, and their records are left out: registry/partners/kampen.yaml, registry/partners/urk.yaml"
            in done.err
        )
    (place.root / "registry/partners/urk.yaml").unlink()
    (place.root / "registry/partners/kampen.yaml").unlink()
    assert place.regio(*words).err == ""
