"""Workbooks: looked through before they are read, so that no bomb gets to the library, then read value by value."""

import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any

from regio_cli.change.refusal import Refused
from regio_cli.exchange.import_ import safexml
from regio_cli.exchange.import_.grid import Merge, Sheet, Step, require_cells, require_size, unseen
from regio_cli.model.text import N_, Text

MAX_UNPACKED = 512 << 20
MAX_RATIO = 400
# The hidden sheet of a template, from which its drop-downs choose.
LISTS = "lists"
_SMALL = 1 << 20
_MAX_PARTS = 5_000
_CONTENT = "[Content_Types].xml"
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_LAST_ROW = 1_048_576


def read_xlsx(content: bytes, step: Step = unseen) -> tuple[list[Sheet], list[Text]]:
    """Return the visible sheets of a workbook, and what is worth telling of the others.

    Of formulas only the outcome that was saved is read. Raises Refused for a file that is none, is too large, or is a trap.
    """
    require_size(len(content))
    archive = _archive(content)
    try:
        book = _book(archive, content)
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        hidden = [sheet.title for sheet in book.worksheets if sheet not in visible and sheet.title != LISTS]
        notes = [Text(N_("the sheet '{value}' is hidden, and is not read"), {"value": title}) for title in hidden]
        return [_sheet(archive, book, sheet, step) for sheet in visible], notes
    except (KeyError, IndexError, ValueError, TypeError, zipfile.BadZipFile, EOFError) as error:
        what = f"{type(error).__name__}: {error}"
        raise Refused(Text(N_("the workbook can't be read ({what})"), {"what": what})) from error


def _archive(content: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _no_workbook() from error
    parts = archive.infolist()
    if _CONTENT not in archive.namelist():
        raise _no_workbook()
    unpacked = sum(part.file_size for part in parts)
    dense = any(part.file_size > _SMALL and part.file_size > MAX_RATIO * max(1, part.compress_size) for part in parts)
    if unpacked > MAX_UNPACKED or dense or len(parts) > _MAX_PARTS:
        values = {"size": unpacked >> 20, "limit": MAX_UNPACKED >> 20}
        raise Refused(Text(N_("the workbook unpacks to {size} MB or is packed like a bomb; it is not read"), values))
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(Text(N_("the workbook has a password; save it without one")))
    return archive


def _no_workbook() -> Refused:
    return Refused(
        Text(N_("this is no xlsx workbook")), Text(N_("open it in Excel or LibreOffice and save it as xlsx"))
    )


def _book(archive: zipfile.ZipFile, content: bytes) -> Any:
    import openpyxl

    for part in archive.infolist():
        if part.filename.endswith((".xml", ".rels")) and "/worksheets/sheet" not in part.filename:
            with archive.open(part) as stream:
                safexml.parse(stream)
    return openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)


class _Survey:
    """What openpyxl does not tell when it streams: merged cells, and formulas without an outcome."""

    def __init__(self) -> None:
        self.merges: list[Merge] = []
        self.hollow: set[tuple[int, int]] = set()
        self.cells = 0
        self._at: tuple[int, int] | None = None
        self._has_formula = self._has_value = self._in_value = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the begin of an element."""
        if name == "c":
            self.cells += 1
            self._at = _position(attributes.get("r", ""))
            require_cells(self.cells, self._at[1] + 1 if self._at else 0)
            self._has_formula = self._has_value = False
        elif name == "f":
            self._has_formula = True
        elif name == "v":
            self._in_value = True
        elif name == "mergeCell" and (block := _block(attributes.get("ref", ""))):
            self.merges.append(block)

    def text(self, data: str) -> None:
        """Take a piece of text."""
        self._has_value = self._has_value or self._in_value

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self._in_value = self._in_value and name != "v"
        if name == "c" and self._at and self._has_formula and not self._has_value:
            self.hollow.add(self._at)


def _position(ref: str) -> tuple[int, int] | None:
    found = _CELL.fullmatch(ref)
    if not found or not 1 <= int(found[2]) <= _LAST_ROW:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def _block(ref: str) -> Merge | None:
    begin, _, end = ref.partition(":")
    first, last = _position(begin), _position(end or begin)
    return Merge(first[0], first[1], last[0], last[1]) if first and last else None


def _sheet(archive: zipfile.ZipFile, book: Any, sheet: Any, step: Step) -> Sheet:
    survey = _Survey()
    with archive.open(sheet._worksheet_path) as stream:
        safexml.parse(stream, survey.start, survey.end, survey.text)
    # What the file says of its own size may be wrong, and then rows would be missing.
    sheet.reset_dimensions()
    rows = _rows(sheet, step)
    _fill(rows, survey.merges)
    epoch_1904 = book.epoch.year == 1904
    return Sheet(str(sheet.title), rows, survey.merges, frozenset(survey.hollow), epoch_1904=epoch_1904)


def _rows(sheet: Any, step: Step) -> list[list[Any]]:
    rows: list[list[Any]] = []
    cells = 0
    for row in sheet.iter_rows(values_only=True):
        values = list(row)
        while values and values[-1] is None:
            values.pop()
        cells += len(values) + 1
        require_cells(cells, len(values))
        rows.append(values)
        step()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _fill(rows: list[list[Any]], merges: Sequence[Merge]) -> None:
    """Give every cell of a merged block its value, where the block lies within what is filled."""
    width = max(map(len, rows), default=0)
    for merge in merges:
        if merge.top >= len(rows) or merge.left >= len(rows[merge.top]):
            continue
        value = rows[merge.top][merge.left]
        for row in range(merge.top, min(merge.bottom + 1, len(rows))):
            for column in range(merge.left, min(merge.right + 1, width)):
                rows[row].extend([None] * (column + 1 - len(rows[row])))
                rows[row][column] = value
