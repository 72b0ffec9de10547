"""Tables of a report as text: in columns that fit, or a block of lines a row when there are too many columns for that."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from regio_cli.model.display import fitted, folded, padded, width_of
from regio_cli.model.text import Translator
from regio_cli.report.model import Column
from regio_cli.report.tabular import Row
from regio_cli.report.values import RIGHT, changed, said

# What it is (a style of the terminal), and its text.
Piece = tuple[str, str]
_GAP = "  "


def table_pieces(
    columns: Sequence[Column], rows: Sequence[Row], translate: Translator, width: int | None
) -> Iterator[Piece]:
    """Yield a table in lines of at most `width` columns."""
    labels = [said(column.label, translate) for column in columns]
    cells = [[changed(p, c.align, translate) for p, c in zip(row, columns, strict=True)] for row in rows]
    by_column = [[label, *column] for label, *column in zip(labels, *cells, strict=True)]
    if width is None:
        widths = [max(map(width_of, column)) for column in by_column]
    else:
        room = width - len(_GAP) * (len(columns) - 1)
        widths = fitted(by_column, room)
        if sum(widths) > room:
            yield from _blocks(columns, labels, rows, cells, width)
            return
    yield from _lines(columns, labels, ["title"] * len(columns), widths)
    yield "note", _GAP.join("─" * width for width in widths) + "\n"
    for row, texts in zip(rows, cells, strict=True):
        yield from _lines(columns, texts, _styles(columns, row), widths)


def _styles(columns: Sequence[Column], row: Row) -> list[str]:
    return [str(p.after) if column.align == "sign" else "text" for p, column in zip(row, columns, strict=True)]


def _lines(
    columns: Sequence[Column], texts: Sequence[str], styles: Sequence[str], widths: Sequence[int]
) -> Iterator[Piece]:
    """Yield one row, in as many lines as its tallest cell has."""
    broken = [
        folded(text, width) if width_of(text) > width else [text] for text, width in zip(texts, widths, strict=True)
    ]
    for place in range(max(map(len, broken))):
        line = [
            padded(cell[place] if place < len(cell) else "", width, column.align in RIGHT)
            for cell, width, column in zip(broken, widths, columns, strict=True)
        ]
        yield from _joined(line, styles)


def _joined(line: Sequence[str], styles: Sequence[str]) -> Iterator[Piece]:
    """Yield a line without spaces at its end."""
    last = max((place for place, cell in enumerate(line) if cell.strip(" ")), default=0)
    for place, (text, style) in enumerate(zip(line[: last + 1], styles, strict=False)):
        yield style, text.rstrip(" ") if place == last else text + _GAP
    yield "text", "\n"


def _blocks(
    columns: Sequence[Column], labels: Sequence[str], rows: Sequence[Row], cells: Sequence[Sequence[str]], width: int
) -> Iterator[Piece]:
    most = min(max(map(width_of, labels)), max(width // 3, 1))
    for place, (row, texts) in enumerate(zip(rows, cells, strict=True)):
        if place:
            yield "text", "\n"
        for label, text, style in zip(labels, texts, _styles(columns, row), strict=True):
            yield from _field(label, text, style, most, max(width - most - len(_GAP), 1))


def _field(label: str, text: str, style: str, most: int, room: int) -> Iterator[Piece]:
    left, right = folded(label, most), folded(text, room)
    for name, value in zip_longest(left, right, fillvalue=""):
        yield "note", padded(name, most) + _GAP if value else name
        yield style, value + "\n"
