"""The figures of a report as an Excel workbook: a sheet a table, with typed cells, and a first sheet that tells what they are."""

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from regio_cli.model.text import N_, Text, Translator
from regio_cli.report.audience import Audience, meant_for
from regio_cli.report.formats import about
from regio_cli.report.formats.text import EMPTY
from regio_cli.report.model import Align, Column, Passage, Report, Table, Value
from regio_cli.report.tabular import tables
from regio_cli.report.values import SIGN_WORDS, SIGNS, one_line, said, sign_of, worded

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# What Excel takes: characters of a cell and of a sheet's name.
_LONGEST, _NAME = 32_767, 31
_WIDEST = 60
_A4 = 9
_FORMATS: dict[Align, str] = {"share": "0.0%", "day": "yyyy-mm-dd"}
_MOMENT = Column("moment", Text(N_("moment")))
_BEFORE, _AFTER = Text(N_("before")), Text(N_("after"))
_OVERVIEW = Text(N_("overview"))


class Styles(NamedTuple):
    """How cells look: headings, and values by what they hold."""

    head: "Format"
    by_align: "dict[Align, Format]"


def report_xlsx(report: Report, translate: Translator, audience: Audience = "bureau") -> bytes:
    """Return `report` as a workbook; nothing in it is a formula, a link or a macro."""
    from xlsxwriter import Workbook

    report = meant_for(report, audience)
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                          "strings_to_numbers": False})  # fmt: skip
    book.set_properties({"title": about.title(report, translate)[:255], "created": _created(report)})
    found = [(table, _with_moments(table, before) if report.compared else table) for table, before in tables(report)]
    names = sheet_names([said(_OVERVIEW, translate), *(said(table.title, translate) for table, _ in found)])
    styles = Styles(book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
                    {align: book.add_format({"num_format": text}) for align, text in _FORMATS.items()})  # fmt: skip
    _overview(
        book.add_worksheet(names[0]), book, report, list(zip(names[1:], (t for t, _ in found), strict=True)), translate
    )
    for name, (_, table) in zip(names[1:], found, strict=True):
        _sheet(book.add_worksheet(name), table, styles, translate)
    book.close()
    return out.getvalue()


def _created(report: Report) -> datetime:
    """Return the day of the report, and not of the making, so that the same report is the same file."""
    return datetime.fromisoformat(report.on) if _day(report.on) else datetime(2000, 1, 1)


def _with_moments(table: Table, before: Table | None) -> Table:
    """Return the rows of both moments, each with which moment it is of."""
    old = before.rows if before and [c.key for c in before.columns] == [c.key for c in table.columns] else ()
    rows = (*((_BEFORE, *row) for row in old), *((_AFTER, *row) for row in table.rows))
    return Table(table.key, table.title, (_MOMENT, *table.columns), rows)


def sheet_names(titles: Sequence[str]) -> list[str]:
    """Return names that sheets may have: short, without what Excel forbids, no two alike in whatever case."""
    out: list[str] = []
    for title in titles:
        name = re.sub(r"[\[\]:*?/\\]", " ", title).strip("' ")[:_NAME].strip("' ") or "-"
        taken = {one.casefold() for one in (*out, "history")}
        number, tried = 2, name
        while tried.casefold() in taken:
            tried = f"{name[: _NAME - len(f' {number}')]} {number}"
            number += 1
        out.append(tried)
    return out


def _overview(
    sheet: "Worksheet", book: "Workbook", report: Report, found: Sequence[tuple[str, Table]], translate: Translator
) -> None:
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 32, wrapped)
    sheet.set_column(1, 1, 90, wrapped)
    lines = [(about.title(report, translate), "")]
    lines += [("", line) for line in about.lines(report, translate)]
    for section in report.sections:
        lines += [(said(section.title, translate), "")]
        lines += [(f"{SIGNS[block.sign]}" if block.sign != "none" else "", said(block.text, translate))
                  for block in section.blocks if isinstance(block, Passage)]  # fmt: skip
    lines += [line for name, table in found for line in _told(name, table, translate)]
    for row, (left, right) in enumerate(lines):
        _text(sheet, row, 0, left, bold)
        _text(sheet, row, 1, right, wrapped)


def _told(name: str, table: Table, translate: Translator) -> Iterator[tuple[str, str]]:
    """Yield what there is to say of a sheet besides its figures."""
    said_of = [said(table.note, translate), *(said(mend, translate) for mend in table.mend)]
    said_of += [] if table.rows else [said(table.empty or EMPTY, translate)]
    for text in filter(None, said_of):
        yield name, text


def _sheet(sheet: "Worksheet", table: Table, styles: Styles, translate: Translator) -> None:
    widths = []
    for place, column in enumerate(table.columns):
        label = said(column.label, translate)
        _text(sheet, 0, place, label, styles.head)
        widths.append(len(label) + 3)
    for number, row in enumerate(table.rows, 1):
        for place, (value, column) in enumerate(zip(row, table.columns, strict=True)):
            _cell(sheet, number, place, value, column.align, styles, translate)
            widths[place] = max(widths[place], len(worded(value, column.align, translate)) + 2)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, min(width, _WIDEST))
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _cell(
    sheet: "Worksheet", row: int, place: int, value: Value, align: Align, styles: Styles, translate: Translator
) -> None:
    look = styles.by_align.get(align)
    day = _day(value) if align == "day" else None
    sign = sign_of(value) if align == "sign" else None
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value)
    elif day:
        sheet.write_datetime(row, place, day, look)
    elif isinstance(value, int | float) and abs(value) < float("inf"):
        sheet.write_number(row, place, value, look)
    elif sign:
        _text(sheet, row, place, translate(SIGN_WORDS[sign]))
    elif isinstance(value, Text | str):
        _text(sheet, row, place, value.render(translate) if isinstance(value, Text) else value)


def _day(value: Value) -> date | None:
    """Return the day that a value is, None when it is none that Excel knows: its first year is 1900."""
    try:
        found = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found and found.year >= 1900 else None


def _text(sheet: "Worksheet", row: int, place: int, text: str, look: "Format | None" = None) -> None:
    """Write text as text, whatever it begins with; what Excel has no room for is cut off visibly."""
    shown = one_line(text)
    if shown:
        sheet.write_string(row, place, shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…", look)
