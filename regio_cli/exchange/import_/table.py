"""The table in a sheet: below which headings it stands, which rows belong to it, and which only look like it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from regio_cli.exchange.import_.grid import Merge, Sheet, Value
from regio_cli.exchange.import_.values import plain
from regio_cli.model.text import N_, Text

_LOOKED_AT = 40
_TOTAL = re.compile(r"(?:sub|eind)?tota(?:al|len|l|ls)\b[ :]*[0-9.,]*|som|sum|aantal:? ?[0-9]*", re.IGNORECASE)
_FEW, _LONG = 2, 60
# How well a heading is known: from 0 (not) to 1 (to the letter).
Known = Callable[[str], float]


class Column(NamedTuple):
    """A column of a table: its place in the sheet, its heading as it is told, and that below a heading of several."""

    at: int
    label: str
    short: str


@dataclass(frozen=True)
class Table:
    """A table in a sheet: the row of its headings (from 0), its columns, and the rows that hold records."""

    sheet: Sheet
    header: int
    columns: tuple[Column, ...]
    rows: tuple[int, ...]
    notes: tuple[Text, ...]

    def value(self, row: int, column: Column) -> Value:
        """Return what a cell holds."""
        cells = self.sheet.rows[row]
        return cells[column.at] if column.at < len(cells) else None


def table(sheet: Sheet, known: Known, header: int | None = None) -> Table | None:
    """Return the table in `sheet`; None when nothing in it has two cells beside each other.

    The headings are in row `header` (from 1), or else where most of them are `known`.
    """
    row = _header(sheet, known) if header is None else header - 1
    if row is None or row >= len(sheet.rows):
        return None
    if header is None and _goes_on_below(sheet, row, known):
        row += 1
    sheet = _with_heads(sheet, row)
    columns = tuple(_columns(sheet, row))
    notes = [Text(N_("the headings are in {place}"), {"place": sheet.place(row)})] if row else []
    rows: list[int] = []
    if sheet.hidden_columns:
        notes += [_hidden(sheet, row, column) for column in columns if column.at in sheet.hidden_columns]
    for number in range(row + 1, len(sheet.rows)):
        if not any(map(plain, sheet.rows[number])):
            continue
        if number in sheet.hidden_rows:
            notes.append(Text(N_("{place}: the row is hidden, left out"), {"place": sheet.place(number)}))
            continue
        if _is_struck(sheet, number):
            notes.append(Text(N_("{place}: struck through, left out"), {"place": sheet.place(number)}))
            continue
        skipped = _skipped(sheet, number, columns)
        if skipped:
            notes.append(Text(skipped, {"place": sheet.place(number)}))
        else:
            rows.append(number)
    return Table(sheet, row, columns, tuple(rows), tuple(notes))


def _hidden(sheet: Sheet, row: int, column: Column) -> Text:
    values = {"place": sheet.place(row, column.at), "name": column.label}
    return Text(N_("{place}: the column '{name}' is hidden; it is only used where a mapping names it"), values)


def _is_struck(sheet: Sheet, row: int) -> bool:
    """Whether at least half of what stands in a row is struck through."""
    filled = [index for index, cell in enumerate(sheet.rows[row]) if plain(cell)]
    struck = [index for index in filled if (row, index) in sheet.struck]
    return bool(struck) and 2 * len(struck) >= len(filled)


def _header(sheet: Sheet, known: Known) -> int | None:
    """Return the row with the most known headings; without any, the first that has a text in two cells."""
    best, points = None, 0.0
    for row in range(min(_LOOKED_AT, len(sheet.rows))):
        found = sum(map(known, _texts(sheet, row)))
        # Of two rows that a cell is merged over, the lower one has the headings of single columns.
        if found > points or (found and found == points and best is not None and _joined(sheet, best, row)):
            best, points = row, found
    if best is not None:
        return _last_of(sheet, best)
    wide = (row for row in range(min(_LOOKED_AT, len(sheet.rows))) if len(_texts(sheet, row)) >= _FEW)
    return next(wide, 0 if sheet.rows and _texts(sheet, 0) else None)


def _goes_on_below(sheet: Sheet, row: int, known: Known) -> bool:
    """Tell whether the next row has headings too, some of them below none: headings over two rows that nobody merged."""
    if row + 1 >= len(sheet.rows):
        return False
    there = [(index, cell) for index, cell in enumerate(sheet.rows[row + 1]) if plain(cell)]
    is_heading = all(isinstance(cell, str) and known(plain(cell)) for _, cell in there)
    return bool(there) and is_heading and any(not _text(sheet, row, index) for index, _ in there)


def _with_heads(sheet: Sheet, row: int) -> Sheet:
    """Return the sheet with the cells of the row above the headings merged as they are meant, where that row is headings too.

    What stands above an empty heading is the heading; what stands above several, with nothing beside it, is over all of them.
    """
    width = len(sheet.rows[row])
    above = [_text(sheet, row - 1, index) for index in range(width)] if row else []
    is_merged = any(merge.top <= row - 1 <= merge.bottom for merge in sheet.merges)
    lone = [index for index in range(len(above)) if above[index] and not _text(sheet, row, index)]
    if is_merged or len(set(filter(None, above))) < _FEW or not lone:
        return sheet
    heads, merges, left = list(sheet.rows[row]), list(sheet.merges), 0
    for index in range(width):
        left = index if above[index] else left
        if index in lone:
            heads[index] = above[index]
        elif index > left and above[left] and left not in lone and heads[index]:
            merges.append(Merge(row - 1, left, row - 1, index))
    upper = list(sheet.rows[row - 1]) + [None] * (width - len(sheet.rows[row - 1]))
    for merge in merges[len(sheet.merges) :]:
        upper[merge.right] = upper[merge.left]
    rows = [*sheet.rows[: row - 1], upper, heads, *sheet.rows[row + 1 :]]
    return replace(sheet, rows=rows, merges=merges)


def _text(sheet: Sheet, row: int, index: int) -> str:
    cells = sheet.rows[row]
    return plain(cells[index]) if index < len(cells) else ""


def _texts(sheet: Sheet, row: int) -> set[str]:
    return {text for cell in sheet.rows[row] if isinstance(cell, str) and (text := plain(cell))}


def _joined(sheet: Sheet, upper: int, lower: int) -> bool:
    return any(merge.top <= upper and lower <= merge.bottom for merge in sheet.merges)


def _last_of(sheet: Sheet, row: int) -> int:
    """Return the lowest row of a heading whose cells are merged downwards."""
    return max((merge.bottom for merge in sheet.merges if merge.top <= row <= merge.bottom), default=row)


def _columns(sheet: Sheet, row: int) -> Iterator[Column]:
    """Yield the columns that have a heading or values; a heading over several columns goes before theirs."""
    width = max((len(each) for each in sheet.rows[row:]), default=0)
    seen: dict[str, int] = {}
    for index in range(width):
        short = " ".join(_text(sheet, row, index).split())
        above = _group(sheet, row, index)
        label = f"{above} {short}".strip() if above and above != short else short
        if not label and not _has_values(sheet, row, index):
            continue
        label = label or str(sheet.place(row, index).values.get("cell", f"column {index + 1}"))
        seen[label] = seen.get(label, 0) + 1
        yield Column(index, label if seen[label] == 1 else f"{label} ({seen[label]})", short)


def _group(sheet: Sheet, row: int, index: int) -> str:
    """Return the heading in the row above that is merged over this column and others, but not over the whole table."""
    width = max(map(len, sheet.rows), default=0)
    for merge in sheet.merges:
        covers = merge.top <= row - 1 <= merge.bottom and merge.left <= index <= merge.right
        if covers and merge.bottom < row and merge.right - merge.left + 1 < width:
            return " ".join(_text(sheet, row - 1, index).split())
    return ""


def _has_values(sheet: Sheet, row: int, index: int) -> bool:
    return any(index < len(cells) and plain(cells[index]) for cells in sheet.rows[row + 1 :])


def _skipped(sheet: Sheet, row: int, columns: Sequence[Column]) -> str | None:
    """Return why a row is no record, None when it may be one."""
    cells = [plain(cell) for cell in sheet.rows[row]]
    filled = [cell for cell in cells if cell]
    if not filled:
        return None
    if _TOTAL.fullmatch(filled[0]):
        return N_("{place}: a row of totals, left out")
    headings = {column.short for column in columns if column.short}
    if len(filled) >= _FEW and len(headings) >= _FEW and set(filled) <= headings:
        return N_("{place}: the headings again, left out")
    if len(columns) > _FEW and len(filled) == 1 and _is_remark(filled[0]):
        return N_("{place}: a remark by itself, left out")
    if len(columns) > _FEW and _is_section(sheet, row, len(filled), set(filled)):
        return N_("{place}: a heading over the whole row, left out")
    return None


def _is_remark(text: str) -> bool:
    """Tell whether a text that stands alone in its row is more than the value of a field."""
    return len(text) > _LONG or (":" in text and "@" not in text and "//" not in text)


def _is_section(sheet: Sheet, row: int, filled: int, values: set[str]) -> bool:
    across = any(m.top == m.bottom == row and m.right - m.left + 1 >= filled for m in sheet.merges)
    return across and len(values) == 1 and filled > 1
