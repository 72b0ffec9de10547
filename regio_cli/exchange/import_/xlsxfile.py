"""Workbooks: looked through before they are read, so that no bomb gets to the library, then read value by value."""

import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from typing import Any

from regio_cli.change.refusal import Refused
from regio_cli.exchange.import_ import safexml
from regio_cli.exchange.import_.grid import Merge, Sheet, Step, require_cells, require_size, unseen
from regio_cli.exchange.import_.xlsxsurvey import Struck, Survey
from regio_cli.model.text import N_, Text

MAX_UNPACKED = 512 << 20
MAX_RATIO = 400
# The hidden sheet of a template, from which its drop-downs choose.
LISTS = "lists"
_SMALL = 1 << 20
_MAX_PARTS = 5_000
_CONTENT = "[Content_Types].xml"
# The container of old workbooks and of everything that is encrypted, and the part of it that holds an encrypted workbook.
_CONTAINER = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STRICT = b"purl.oclc.org/ooxml"
_WEB_PAGE = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|table|head|meta)", re.IGNORECASE)


def read_xlsx(content: bytes, step: Step = unseen) -> tuple[list[Sheet], list[Text]]:
    """Return the visible sheets of a workbook, and what is worth telling of the others.

    Of formulas only the outcome that was saved is read. Raises Refused for a file that is none, is too large, or is a trap.
    """
    require_size(len(content))
    archive = _archive(content)
    try:
        struck = _struck(archive)
        book = _book(archive, content)
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        hidden = [sheet.title for sheet in book.worksheets if sheet not in visible and sheet.title != LISTS]
        notes = [Text(N_("the sheet '{value}' is hidden, and is not read"), {"value": title}) for title in hidden]
        return [_sheet(archive, book, sheet, struck, step) for sheet in visible], notes
    except (KeyError, IndexError, ValueError, TypeError, AttributeError, LookupError) as error:
        what = f"{type(error).__name__}: {error}"
        raise Refused(Text(N_("the workbook can't be read ({what})"), {"what": what})) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, SyntaxError, OSError, NotImplementedError) as error:
        what = f"{type(error).__name__}: {error}"
        raise Refused(Text(N_("the workbook can't be read ({what})"), {"what": what})) from error


def _archive(content: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _no_workbook(content) from error
    parts = archive.infolist()
    if _CONTENT not in archive.namelist():
        raise _no_workbook(content)
    unpacked = sum(part.file_size for part in parts)
    dense = any(part.file_size > _SMALL and part.file_size > MAX_RATIO * max(1, part.compress_size) for part in parts)
    if unpacked > MAX_UNPACKED or dense or len(parts) > _MAX_PARTS:
        values = {"size": unpacked >> 20, "limit": MAX_UNPACKED >> 20}
        raise Refused(Text(N_("the workbook unpacks to {size} MB or is packed like a bomb; it is not read"), values))
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(Text(N_("the workbook has a password; save it without one")))
    return archive


def _no_workbook(content: bytes) -> Refused:
    """Return why a file is no workbook that can be read, as far as its first bytes tell."""
    save = Text(N_("open it in Excel or LibreOffice and save it as xlsx"))
    if content.startswith(_CONTAINER) and _ENCRYPTED in content:
        return Refused(Text(N_("the workbook has a password; save it without one")))
    if content.startswith(_CONTAINER):
        return Refused(Text(N_("this is an old workbook (.xls), whatever its name says")), save)
    if _WEB_PAGE.match(content):
        return Refused(Text(N_("this is a web page, whatever its name says")), save)
    if content and not content.startswith(b"PK") and b"\0" not in content[:1_000]:
        return Refused(Text(N_("this is a text, whatever its name says")), Text(N_("give it a name that ends in .csv")))
    return Refused(Text(N_("this is no xlsx workbook")), save)


def _struck(archive: zipfile.ZipFile) -> Struck:
    """Return what is struck through by its style, or in the texts that sheets share."""
    found = Struck()
    for part in archive.infolist():
        if part.filename.endswith(("styles.xml", "sharedStrings.xml")):
            with archive.open(part) as stream:
                safexml.parse(stream, found.start, found.end)
    return found


def _book(archive: zipfile.ZipFile, content: bytes) -> Any:
    import openpyxl

    if any(_STRICT in archive.read(part) for part in archive.namelist() if part.endswith("/workbook.xml")):
        raise Refused(
            Text(N_("the workbook is saved as 'Strict Open XML', which is not read")),
            Text(N_("save it in Excel as an ordinary workbook: 'Excel Workbook (*.xlsx)'")),
        )
    for part in archive.infolist():
        if part.filename.endswith((".xml", ".rels")) and "/worksheets/sheet" not in part.filename:
            with archive.open(part) as stream:
                safexml.parse(stream)
    return openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)


def _sheet(archive: zipfile.ZipFile, book: Any, sheet: Any, struck: Struck, step: Step) -> Sheet:
    survey = Survey(struck)
    with archive.open(sheet._worksheet_path) as stream:
        safexml.parse(stream, survey.start, survey.end, survey.text)
    # What the file says of its own size may be wrong, and then rows would be missing.
    sheet.reset_dimensions()
    rows = _rows(sheet, step)
    _fill(rows, survey.merges)
    epoch_1904 = book.epoch.year == 1904
    return Sheet(
        str(sheet.title),
        rows,
        survey.merges,
        frozenset(survey.hollow),
        epoch_1904=epoch_1904,
        errors=frozenset(survey.errors),
        struck=frozenset(survey.struck),
        half_struck=frozenset(survey.half_struck),
        hidden_rows=frozenset(survey.hidden_rows),
        hidden_columns=frozenset(survey.hidden_columns),
    )


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
