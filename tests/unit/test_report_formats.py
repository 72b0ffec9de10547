"""A report in every format: all that it says, nothing that its values would have done, and the same bytes each time."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from regio_cli.cli.i18n import Translate
from regio_cli.model.display import width_of
from regio_cli.report.audience import Audience, Internal
from regio_cli.report.formats import FORMATS
from regio_cli.report.formats.text import report_text
from regio_cli.report.formats.textcharts import drawn
from regio_cli.report.values import number, percentage
from tests.processes import LIMIT
from tests.unit import reports

GOLDEN = Path(__file__).parent / "golden"
DUTCH, ENGLISH = Translate("nl"), Translate("en")
UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def shown(format_: str, report: str = "report", language: str = "en", audience: Audience = "bureau") -> str:
    out = FORMATS[format_](getattr(reports, report)(), Translate(language), audience)
    assert isinstance(out, str)
    return out


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("report", ["report", "compared"])
def test_text_is_as_it_was_agreed(report: str, language: str) -> None:
    out = report_text(getattr(reports, report)(), Translate(language), width=80)
    file = GOLDEN / f"{report}.{language}.txt"
    if os.environ.get("REGIO_GOLDEN") == "write":
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(out.encode())
    assert out == file.read_bytes().decode().replace("\r\n", "\n")


@pytest.mark.parametrize("width", [20, 40, 80, 120])
@pytest.mark.parametrize("report", ["report", "compared", "nasty"])
def test_text_fits_the_width_and_steers_no_terminal(report: str, width: int) -> None:
    out = report_text(getattr(reports, report)(), DUTCH, width=width)
    assert not UNSAFE.search(out)
    # A bar of eight characters is the least that says something.
    assert max(map(width_of, out.splitlines())) <= max(width, 48)
    assert all(line == line.rstrip(" ") for line in out.splitlines())


def test_without_a_width_no_line_of_text_is_broken() -> None:
    out = report_text(reports.nasty(), DUTCH)
    assert "heel lang " * 29 + "heel lang" in out


@pytest.mark.parametrize(
    ("value", "reference", "bar"),
    [(8, None, "████████"), (4.5, None, "████▌   "), (0, 8, "       ┃"), (8, 4, "███┃████"), (-3, None, "        ")],
)
def test_a_bar_is_as_long_as_its_value_and_marks_the_reference(value: float, reference: float | None, bar: str) -> None:
    assert drawn(value, reference, 8, 8) == bar


def test_a_bar_of_nothing_at_all_is_empty() -> None:
    assert drawn(0, 0, 0, 4) == drawn(float("nan"), None, 8, 4) == "    "


def test_numbers_are_written_as_the_reader_does() -> None:
    assert [number(v, "nl") for v in (2026, 12345.5, 0.125, -1e6, float("inf"))] == [
        "2026",
        "12.345,5",
        "0,12",
        "-1.000.000",
        "–",
    ]
    assert [number(v, "en") for v in (2026, 12345.5, 3.0)] == ["2026", "12,345.5", "3"]
    assert (percentage(0.125, "nl"), percentage(0.125, "en"), percentage(1, "en")) == ("12,5\u00a0%", "12.5%", "100.0%")


def test_a_comparison_says_what_was_before_in_the_same_table() -> None:
    out = report_text(reports.compared(), ENGLISH, width=200)
    for words in ("10 → 12", "! → ✓", "Utrecht", "1 → –", "– → 0", "40.0% → 50.0%", "Zwolle × KOG: 2 → –",
                  "was: No partner has a seat.", "compared with 2026-01-01, commit bbbbbbbbbb"):  # fmt: skip
        assert words in out


def test_rows_with_the_same_first_cell_are_compared_in_their_order() -> None:
    old, new = (reports.table(("A", 1, 0.1, 1, None, "good"), ("A", seats, 0.1, 1, None, "good")) for seats in (2, 3))
    section = reports.first()
    before = replace(reports.report(), sections=(replace(section, blocks=(old,)),))
    after = replace(before, sections=(replace(section, blocks=(new,)),), compared=before)
    out = report_text(after, ENGLISH, width=80)
    assert "2 → 3" in out and out.count("→ 3") == 1 and "1 → " not in out


@pytest.mark.parametrize("report", ["nasty", "compared", "report"])
def test_markdown_shows_every_value_and_takes_none_for_markup(report: str) -> None:
    out = shown("md", report)
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(out)
    inline = [child.type for token in tokens for child in token.children or ()]
    assert set(inline) <= {"text", "text_special", "em_open", "em_close", "softbreak"}
    blocks = {token.type for token in tokens}
    assert not blocks & {"html_block", "code_block", "fence", "ordered_list_open", "hr", "blockquote_open"}
    assert not UNSAFE.search(out)
    levels = [token.tag for token in tokens if token.type == "heading_open"]
    assert levels[0] == "h1" and levels.count("h1") == 1 and set(levels) == {"h1", "h2", "h3"}


def test_a_line_of_markdown_is_not_taken_for_a_list_or_a_heading() -> None:
    out = shown("md", "nasty")
    assert "\n\\+31 38\n" in out
    assert "\n2026-11-24\n" in out
    assert "1\\. No judgement" in shown("md")


@pytest.mark.parametrize("report", ["report", "compared", "nasty"])
def test_json_has_real_values_by_key(report: str) -> None:
    document = json.loads(shown("json", report, "nl"))
    assert document["version"] == 1
    assert {"report", "on", "revision", "region", "internal", "notices", "sections", "compared"} < set(document)
    for section in document["sections"]:
        assert [block["type"] for block in section["blocks"]]


def test_json_says_all_of_each_block() -> None:
    document = json.loads(shown("json", language="nl"))
    blocks = {block["key"]: block for section in document["sections"] for block in section["blocks"]}
    assert blocks["provinces"]["rows"][0] == {
        "province": "Overijssel", "seats": 12, "share": 0.5, "quota": 11.25, "since": "2024-01-01", "sign": "good",
    }  # fmt: skip
    assert blocks["provinces"]["rows"][3]["quota"] is None
    assert blocks["provinces"]["columns"][1] == {
        "key": "seats",
        "label": "Zetels",
        "holds": "number",
        "personal": False,
    }
    assert blocks["provinces"]["mend"] == ["Drenthe: 1 zetel meer"]
    assert blocks["people"]["rows"][0]["yes"] is True
    assert blocks["bars"]["bars"][3] == {"label": "Flevoland", "value": 0.0417, "reference": None, "sign": "none"}
    assert blocks["map"]["cells"][0] == [1, 2, None]
    assert blocks["line"]["points"][0] == {"day": "2024-01-01", "value": 100.0}
    assert blocks["fine"] == {"type": "passage", "key": "fine", "text": "Elke partner heeft een zetel.", "sign": "good"}


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_csv_of_one_table_is_that_table() -> None:
    section = replace(reports.third(), blocks=reports.third().blocks[2:3])
    out = FORMATS["csv"](replace(reports.report(), sections=(section,)), DUTCH, "bureau")
    assert isinstance(out, str)
    assert out == "body,person,yes\r\nRegiobestuur,Els van der Bérg,true\r\nEconomic Board,,false\r\n"


def test_csv_of_several_tables_says_of_which_each_row_is() -> None:
    head, *body = rows(shown("csv"))
    assert head[0] == "table" and len(set(head)) == len(head)
    assert {len(row) for row in body} == {len(head)}
    assert {row[0] for row in body} == {"provinces", "bars", "map", "line", "people"}
    [drenthe] = [row for row in body if row[:2] == ["provinces", "Drenthe"]]
    assert dict(zip(head, drenthe, strict=True))["share"] == "0.0"
    assert [row for row in body if row[0] == "map"][1][head.index("column")] == "Economic Board"


def test_csv_of_a_comparison_has_both_moments() -> None:
    head, *body = rows(shown("csv", "compared"))
    assert head[:2] == ["table", "moment"]
    assert {row[1] for row in body} == {"before", "after"}
    assert ["provinces", "before", "Utrecht"] in [row[:3] for row in body]


def test_no_cell_of_csv_is_a_formula() -> None:
    found = [cell for row in rows(shown("csv", "nasty")) for cell in row]
    assert not [cell for cell in found if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert "'=1+1" in found and "'-2" in found


@pytest.mark.parametrize("format_", FORMATS)
def test_the_public_sees_no_person(format_: str) -> None:
    bureau = FORMATS[format_](reports.report(), DUTCH, "bureau")
    public = FORMATS[format_](reports.report(), DUTCH, "public")
    if isinstance(bureau, str) and isinstance(public, str):
        assert ("Bérg" in bureau) is (format_ != "svg") and "Bérg" not in public
        assert "Regiobestuur" in public


@pytest.mark.parametrize("format_", FORMATS)
def test_an_internal_report_is_refused_to_the_public_and_says_so_to_the_bureau(format_: str) -> None:
    report = replace(reports.report(), internal=True)
    with pytest.raises(Internal):
        FORMATS[format_](report, DUTCH, "public")
    out = FORMATS[format_](report, DUTCH, "bureau")
    if isinstance(out, str) and format_ != "svg":
        assert "blijft binnen het bureau" in out


@pytest.mark.parametrize(
    "surroundings", [{"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LC_ALL": "C"}]
)
def test_the_same_report_is_the_same_bytes(surroundings: dict[str, str]) -> None:
    code = (
        "import hashlib; from tests.unit import reports; from regio_cli.cli.i18n import Translate\n"
        "from regio_cli.report.formats import FORMATS\n"
        "for name, function in FORMATS.items():\n"
        "    out = function(reports.compared(), Translate('nl'), 'bureau')\n"
        "    print(name, hashlib.sha256(out.encode() if isinstance(out, str) else out).hexdigest())\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=root,
        env={**os.environ, **surroundings},
        capture_output=True,
        check=True,
        timeout=LIMIT,
    )
    assert done.stdout.decode() == "".join(f"{name} {digest(name)}\n" for name in FORMATS)


def digest(name: str) -> str:
    import hashlib

    out = FORMATS[name](reports.compared(), DUTCH, "bureau")
    return hashlib.sha256(out.encode() if isinstance(out, str) else out).hexdigest()
