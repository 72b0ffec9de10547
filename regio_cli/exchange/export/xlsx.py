"""An Excel workbook: a sheet a kind with typed cells, and a last one that says where it comes from."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from regio_cli.exchange.export.model import File, Options, TooLong
from regio_cli.exchange.export.tabular import Table, tables
from regio_cli.exchange.origin import Origin
from regio_cli.exchange.selection import Selection
from regio_cli.model.kinds import Field
from regio_cli.report.formats.xlsx import sheet_names

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# What Excel takes: characters of a cell, and whole numbers without loss.
_LONGEST, _EXACT = 32_767, 10**15
_WIDEST, _A4, _PIECE = 60, 9, 1 << 16
# So many characters beside each other can still be read on a sheet of A4 on its side.
_LEGIBLE = 240
ORIGIN_SHEET = "regio"
# Characters that XML, and so a workbook, has no place for.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def files(selection: Selection, options: Options) -> Iterator[File]:
    """Yield one workbook. Days, numbers and yes or no are such; a list is JSON in its cell; nothing is a formula or a link.

    Raises TooLong for a value that no cell can hold.
    """
    yield File("export.xlsx", _pieces(selection))


def _pieces(selection: Selection) -> Iterator[bytes]:
    # Excel's format is a zip with its table of contents last: rows go to files on the way, so that memory does not grow with them.
    with TemporaryDirectory() as folder:
        file = Path(folder) / "export.xlsx"
        _write(file, folder, selection)
        with file.open("rb") as made:
            while piece := made.read(_PIECE):
                yield piece


def _write(file: Path, folder: str, selection: Selection) -> None:
    from xlsxwriter import Workbook

    book = Workbook(str(file), {"constant_memory": True, "tmpdir": folder, "strings_to_formulas": False,
                                "strings_to_urls": False, "strings_to_numbers": False})  # fmt: skip
    _describe(book, selection.origin)
    head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    names = sheet_names([*(kind.name for kind in selection.chosen), ORIGIN_SHEET])
    for name, table in zip(names, tables(selection), strict=False):
        _sheet(book.add_worksheet(name), table, head, day, selection.language)
    _origin(book.add_worksheet(names[-1]), selection.origin.told(), head)
    book.close()


def _describe(book: "Workbook", origin: Origin) -> None:
    # The time without its zone, as the format has it, and not that of the making.
    book.set_properties({"title": origin.registry[:255], "comments": origin.line(),
                         "created": origin.moment.replace(tzinfo=None)})  # fmt: skip


def _sheet(sheet: "Worksheet", table: Table, head: "Format", day: "Format", language: str) -> None:
    widths = [_heading(sheet, place, name, head) for place, name in enumerate(table.heads)]
    last = 0
    for last, row in enumerate(table.rows, 1):
        for place, (value, field) in enumerate(zip(row, (None, *table.columns), strict=True)):
            widths[place] = max(widths[place], _cell(sheet, last, place, value, field, day))
    for place, width in enumerate(widths):
        sheet.set_column(place, place, min(width + 2, _WIDEST))
    for place, field in enumerate(table.columns, 1):
        sheet.write_comment(0, place, field.title.get(language), {"author": ORIGIN_SHEET})
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(widths) - 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.repeat_rows(0)
    if sum(min(width + 2, _WIDEST) for width in widths) <= _LEGIBLE:
        sheet.fit_to_pages(1, 0)
    else:
        sheet.repeat_columns(0)


def _heading(sheet: "Worksheet", place: int, name: str, look: "Format") -> int:
    sheet.write_string(0, place, name, look)
    return len(name) + 3


def _cell(sheet: "Worksheet", row: int, place: int, value: Any, field: Field | None, day: "Format") -> int:
    """Write a value as what it is; return how wide it is, in characters."""
    found = _day(value) if field and field.format == "date" else None
    if value is None:
        return 0
    if found:
        sheet.write_datetime(row, place, found, day)
    elif isinstance(value, bool):
        sheet.write_boolean(row, place, value)
    elif isinstance(value, int | float) and abs(value) < _EXACT:
        sheet.write_number(row, place, value)
    else:
        _text(sheet, row, place, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    return len(str(value))


def _day(value: Any) -> date | None:
    """Return the day that a value is, None when it is none that Excel knows: its first year is 1900."""
    try:
        found = date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None
    return found if found and found.year > 1900 else None


def _text(sheet: "Worksheet", row: int, place: int, text: str) -> None:
    if len(text) > _LONGEST:
        raise TooLong(sheet.get_name(), _LONGEST)
    if text:
        sheet.write_string(row, place, _NOT_XML.sub("\ufffd", text))


def _origin(sheet: "Worksheet", told: Mapping[str, str | int], head: "Format") -> None:
    for row, (key, value) in enumerate(told.items()):
        sheet.write_string(row, 0, key, head)
        _cell(sheet, row, 1, value, None, head)
    sheet.set_column(0, 0, max(map(len, told)) + 2)
    sheet.set_column(1, 1, _WIDEST)
