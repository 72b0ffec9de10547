"""What a spreadsheet or csv file is once read: sheets of rows of plain values, each with the place it stands in."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from regio_cli.change.refusal import Refused
from regio_cli.model.text import N_, Text

Value = str | int | float | bool | datetime.datetime | datetime.date | datetime.time | None
# To be told of each row or record that is done.
Step = Callable[[], None]
MAX_BYTES = 64 << 20
MAX_CELLS = 2_000_000
MAX_COLUMNS = 2_000


def unseen() -> None:
    """Do nothing: nobody looks on."""


class Merge(NamedTuple):
    """A block of merged cells, rows and columns from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """The cells of one sheet, or of a csv file (whose `name` is empty); `lines` are the file's lines that rows begin on.

    `hollow` are the cells (row, column, from 0) with a formula whose outcome was never saved, `errors` those with an error
    value, `struck` those that are struck through and `half_struck` those of which a part is. `hidden_rows` and
    `hidden_columns` count from 0; `epoch_1904` tells how the workbook counts days.
    """

    name: str
    rows: Sequence[Sequence[Value]]
    merges: Sequence[Merge] = ()
    hollow: frozenset[tuple[int, int]] = frozenset()
    lines: Sequence[int] = ()
    epoch_1904: bool = False
    errors: frozenset[tuple[int, int]] = frozenset()
    struck: frozenset[tuple[int, int]] = frozenset()
    half_struck: frozenset[tuple[int, int]] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    def place(self, row: int, column: int | None = None) -> Text:
        """Return where a cell is, as people say it: ``Blad1!C7``, or line and column of a csv file."""
        if self.name:
            return Text("{cell}", {"cell": f"{self.name}!{'' if column is None else letters(column)}{row + 1}"})
        line = self.lines[row] if row < len(self.lines) else row + 1
        if column is None:
            return Text(N_("line {line}"), {"line": line})
        return Text(N_("line {line}, column {column}"), {"line": line, "column": column + 1})


class Fault(NamedTuple):
    """Something in the file that can't be taken over: where, and why."""

    place: Text
    what: Text


def letters(column: int) -> str:
    """Return a column (from 0) as spreadsheets name it: A, Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def require_size(size: int, limit: int = MAX_BYTES) -> None:
    """Raise Refused for a file of more bytes than an import takes."""
    if size > limit:
        values = {"size": size >> 20, "limit": limit >> 20}
        raise Refused(Text(N_("the file has {size} MB; an import takes at most {limit} MB"), values))


def require_cells(cells: int, columns: int) -> None:
    """Raise Refused for a table of more cells or columns than an import takes."""
    if cells > MAX_CELLS:
        raise Refused(Text(N_("there are more than {limit} cells in it"), {"limit": MAX_CELLS}))
    if columns > MAX_COLUMNS:
        raise Refused(Text(N_("a row has more than {limit} columns"), {"limit": MAX_COLUMNS}))
