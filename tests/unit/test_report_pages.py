"""A report as a page, a workbook and an image: made as their standards say, open to all readers, with nothing from outside."""

import io
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace
from datetime import datetime
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from regio_cli.cli.i18n import Translate
from regio_cli.model.text import Text
from regio_cli.report import charts
from regio_cli.report.charts import SVG, ChartsMissing
from regio_cli.report.formats.html import report_html
from regio_cli.report.formats.svg import NoCharts, report_svg
from regio_cli.report.formats.xlsx import report_xlsx
from regio_cli.report.model import HeatMap, Report, Section
from tests.pages import axe, opened, title_of
from tests.processes import LIMIT
from tests.unit import reports

DUTCH, ENGLISH = Translate("nl"), Translate("en")
REPORTS = pytest.mark.parametrize(
    "report", [reports.report(), reports.compared(), reports.nasty()], ids=["all", "compared", "nasty"]
)
VOID = {"meta", "br", "hr", "img", "input", "link"}


class Page(HTMLParser):
    """The elements of a page in order, with their text; fails for one that is not closed."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[tuple[str, ...], str]] = []
        self._open: list[str] = []
        self.feed(source)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs)
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((tuple(self._open), data))

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.elements if tag in tags]


@REPORTS
def test_a_page_is_open_to_every_reader(report: Report) -> None:
    page = Page(report_html(report, DUTCH))
    assert page.all("html") == [{"lang": "nl"}]
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    count = Counter(tag for tag, _ in page.elements)
    assert count["caption"] == count["table"] > 0 and count["main"] == 1
    assert all(cell.get("scope") in ("col", "row") for cell in page.all("th"))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(set(ids)) == len(ids)
    for _, attributes in page.elements:
        assert set((attributes.get("aria-labelledby") or "").split()) <= set(ids)
    drawings = page.all("svg")
    assert len(drawings) == count["title"] - 1 > 0
    assert all(drawing["role"] == "img" and drawing["aria-labelledby"] for drawing in drawings)
    assert page.all("a")[0]["href"] == "#report" and "report" in ids


@REPORTS
def test_a_page_needs_nothing_from_outside_and_runs_nothing(report: Report) -> None:
    source = report_html(report, DUTCH)
    page = Page(source)
    assert {tag for tag, _ in page.elements} & {"script", "link", "iframe", "img", "object", "form"} == set()
    for _, attributes in page.elements:
        assert not any(name.startswith("on") for name in attributes)
        assert (attributes.get("href") or "#").startswith("#") and "src" not in attributes
    assert "@import" not in source and "url(" not in source
    assert set(re.findall(r"https?://[^\"]+", source)) <= {SVG, "http://www.w3.org/1999/xlink"}


def test_a_page_says_all_that_the_report_says() -> None:
    said = "".join(text for _, text in Page(report_html(reports.nasty(), DUTCH)).texts)
    for text in reports.NASTY:
        whole = text.replace("\t", " ").replace("\n", " ").replace("\x1b", "\\u001b").replace("\x07", "\\u0007")
        assert whole.replace("\u202e", "\\u202e") in said
    assert "\u202e" not in said and "\x1b" not in said


def test_a_sign_is_a_word_for_who_hears_the_page() -> None:
    page = Page(report_html(reports.report(), DUTCH))
    assert "vraagt aandacht" in [text for open_, text in page.texts if open_[-1:] == ("span",)]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 defines it."""

    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_text_stands_out_in_light_and_in_dark() -> None:
    light, dark = re.findall(r":root \{(.*?)\}", report_html(reports.report(), DUTCH), re.DOTALL)
    for source in (light, dark):
        colours = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6})", source))
        for ink in ("ink", "quiet", "link", "good", "warn", "bad"):
            for paper in ("paper", "soft", "changed"):
                assert contrast(colours[ink], colours[paper]) >= 4.5, (ink, paper)
        for shade in range(1, 5):
            assert contrast(colours[f"shade-{shade}"], colours[f"on-shade-{shade}"]) >= 4.5


@REPORTS
def test_an_image_holds_the_charts_and_is_xml(report: Report) -> None:
    source = report_svg(report, DUTCH)
    root = ET.fromstring(source)
    drawings = root.findall(f"{{{SVG}}}svg")
    assert len(drawings) == 3
    assert all(drawing.get("role") == "img" and drawing.findtext(f"{{{SVG}}}title") for drawing in drawings)
    bottoms = [float(one.get("y", 0)) + float(one.get("height", 0)) for one in drawings]
    assert bottoms == sorted(bottoms) and bottoms[-1] <= float(root.get("height", 0))
    assert "var(" not in source and "currentColor" not in source and "<script" not in source


def test_charts_mark_the_reference_and_shade_what_is_more() -> None:
    bars, map_, line = (
        charts.written(one) for one in ET.fromstring(report_svg(reports.report(), DUTCH)).findall(f"{{{SVG}}}svg")
    )
    assert bars.count("<line") == 3 and "50,0\u00a0% | 47,0\u00a0%" in bars and "✓ Overijssel" in bars
    assert "1,5" in map_ and "#033d8b" in map_
    assert all(day in line for day in ("2024-01-01", "2025-01-01", "2026-01-01"))


def test_the_chart_of_the_whole_region_stays_small() -> None:
    rows, columns = (
        [Text(f"{what} {place}") for place in range(count)] for what, count in (("Partner", 50), ("Overleg", 16))
    )
    cells = tuple(tuple((row * column) % 5 for column in range(16)) for row in range(50))
    block = HeatMap("map", Text("Alles"), tuple(rows), tuple(columns), cells)
    report = replace(reports.report(), sections=(Section("s", Text("s"), (block,)),))
    assert len(report_svg(report, DUTCH)) < 80_000


def test_a_report_without_charts_has_no_image_and_needs_nothing_that_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    plain = replace(reports.report(), sections=(replace(reports.third(), blocks=reports.third().blocks[:3]),))
    assert "<table>" in report_html(plain, DUTCH)
    with pytest.raises(NoCharts):
        report_svg(plain, DUTCH)
    for made in (report_html, report_svg):
        with pytest.raises(ChartsMissing):
            made(reports.report(), DUTCH)


def book(report: Report) -> Workbook:
    return load_workbook(io.BytesIO(report_xlsx(report, DUTCH)))


def test_a_workbook_has_a_sheet_a_table_with_typed_cells() -> None:
    found = book(reports.report())
    assert found.sheetnames[:3] == ["overzicht", "Zetels per provincie", "Aandeel zetels"]
    sheet = found["Zetels per provincie"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["Provincie", "Zetels", "Aandeel", "Quotum", "Sinds", "Stand"]
    assert rows[1] == ["Overijssel", 12, 0.5, 11.25, datetime(2024, 1, 1), "goed"]
    assert rows[4][2:4] == [None, None]
    assert sheet["C2"].number_format == "0.0%" and sheet["E2"].number_format == "yyyy-mm-dd"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:F5")
    assert sheet.column_dimensions["A"].width > 10
    assert found.properties.created == datetime(2026, 11, 24)
    told = [cell.value for row in found["overzicht"].iter_rows() for cell in row if cell.value]
    for text in ("Elke partner heeft een zetel.", "Drenthe: 1 zetel meer", "Geen vacatures.", "n = 18"):
        assert text in told


def test_a_workbook_of_a_comparison_has_both_moments() -> None:
    sheet = book(reports.compared())["Zetels per provincie"]
    assert [[cell.value for cell in row[:3]] for row in sheet.iter_rows()][:4] == [
        ["moment", "Provincie", "Zetels"], ["eerst", "Overijssel", 10], ["eerst", "Gelderland", 11], ["eerst", "Utrecht", 1],
    ]  # fmt: skip


def test_nothing_in_a_workbook_is_a_formula_or_a_link() -> None:
    found = book(reports.nasty())
    cells = [cell for sheet in found for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not [cell for cell in cells if cell.hyperlink]
    assert "=1+1" in [cell.value for cell in cells]
    assert len({name.casefold() for name in found.sheetnames}) == len(found.sheetnames)


def test_text_too_long_for_a_cell_is_cut_where_one_sees_it() -> None:
    report = reports.report()
    long = replace(reports.table(("x" * 40_000, 1, 0.1, 1, "0001-01-01", "good")))
    report = replace(report, sections=(Section("s", Text("s"), (long,)),))
    sheet = book(report)["Zetels per provincie"]
    assert len(sheet["A2"].value) == 32_767 and sheet["A2"].value.endswith("…")
    assert sheet["E2"].value == "0001-01-01"


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_libreoffice_opens_a_workbook(tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").write_bytes(report_xlsx(reports.nasty(), DUTCH))
    office = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "csv",
    ]
    subprocess.run(
        [*office, "--outdir", str(tmp_path), str(tmp_path / "r.xlsx")], check=True, capture_output=True, timeout=LIMIT
    )
    assert (tmp_path / "r.csv").read_text(encoding="utf-8", errors="replace")


@pytest.mark.parametrize("dark", [False, True])
@REPORTS
def test_axe_finds_no_fault_in_a_page(report: Report, dark: bool, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(f"{report_html(report, DUTCH)}<script>{axe()}</script>", encoding="utf-8")
    assert title_of(opened(file.as_uri(), tmp_path / "profile", dark)) == "axe:[]"
