"""Charts of a report as text: bars of block characters, and maps of figures with a shade beside each."""

from collections.abc import Iterator, Sequence

from regio_cli.model.display import folded, padded, width_of
from regio_cli.model.text import N_, Text, Translator
from regio_cli.report.formats.texttable import Piece
from regio_cli.report.model import Align, Bar, Bars, Block, HeatMap, Trend
from regio_cli.report.values import ARROW, SIGNS, number, said, worded

_GAP = "  "
_EIGHTHS = " ▏▎▍▌▋▊▉"
_FULL, _MARK = "█", "┃"
_LONGEST, _SHORTEST = 40, 8
_SHADES = " ░▒▓█"


def bars(block: Bars, before: Block | None, translate: Translator, width: int | None) -> Iterator[Piece]:
    """Yield a bar a line: label, bar with the reference marked in it, value, reference, sign."""
    old = {repr(bar.label): bar.value for bar in before.bars} if isinstance(before, Bars) else {}
    align: Align = "share" if block.unit == "share" else "number"
    values = [_value(bar, old, align, translate) for bar in block.bars]
    references = ["" if bar.reference is None else worded(bar.reference, align, translate) for bar in block.bars]
    marks = [SIGNS[bar.sign] if bar.sign != "none" else "" for bar in block.bars]
    labels = [said(bar.label, translate) for bar in block.bars]
    columns = [column for column in (values, references, marks) if any(column)]
    taken = sum(max(map(width_of, column)) + len(_GAP) for column in columns)
    yield from _bar_lines(block, labels, [values, references, marks], taken, width)
    if any(references):
        yield "note", Text(N_("{mark} is the reference, the second figure"), {"mark": _MARK}).render(translate) + "\n"


def _value(bar: Bar, old: dict[str, float], align: Align, translate: Translator) -> str:
    value, was = (worded(one, align, translate) for one in (bar.value, old.get(repr(bar.label), bar.value)))
    return value if value == was else f"{was}{ARROW}{value}"


def _bar_lines(
    block: Bars, labels: Sequence[str], columns: Sequence[Sequence[str]], taken: int, width: int | None
) -> Iterator[Piece]:
    most = max(map(width_of, labels), default=0)
    if width is not None:
        most = min(most, max(width - taken - len(_GAP) - _LONGEST, width // 3, 1))
    room = _LONGEST if width is None else max(min(_LONGEST, width - most - taken - len(_GAP)), _SHORTEST)
    top = max((max(bar.value, bar.reference or 0) for bar in block.bars), default=0)
    widths = [max(map(width_of, column), default=0) for column in columns]
    for place, (bar, label) in enumerate(zip(block.bars, labels, strict=True)):
        *above, last = folded(label, most) if width else [label]
        for line in above:
            yield "text", line + "\n"
        yield "text", padded(last, most) + _GAP
        yield bar.sign if bar.sign != "none" else "bar", drawn(bar.value, bar.reference, top, room)
        cells = [padded(column[place], w, right=True) for column, w in zip(columns, widths, strict=True) if w]
        yield "text", (_GAP + _GAP.join(cells)).rstrip(" ") + "\n"


def drawn(value: float, reference: float | None, top: float, room: int) -> str:
    """Return a bar of `room` characters, full at `top`, to an eighth of a character, with a mark at the reference."""
    eighths = round(max(value, 0) / top * room * 8) if top > 0 and value == value else 0
    bar = (_FULL * (eighths // 8) + _EIGHTHS[eighths % 8]).rstrip(" ").ljust(room)[:room]
    if reference is None or top <= 0:
        return bar
    at = min(max(round(reference / top * room) - 1, 0), room - 1)
    return bar[:at] + _MARK + bar[at + 1 :]


def trend(block: Trend, before: Block | None, translate: Translator, width: int | None) -> Iterator[Piece]:
    """Yield the points as bars, oldest first."""

    def drawn_as(line: Trend) -> Bars:
        return Bars(line.key, line.title, tuple(Bar(Text(day), value) for day, value in line.points), line.unit)

    return bars(drawn_as(block), drawn_as(before) if isinstance(before, Trend) else None, translate, width)


def heat_map(block: HeatMap, before: Block | None, translate: Translator, width: int | None) -> Iterator[Piece]:
    """Yield figures with a shade after each; columns have a number that is explained below, in as many parts as they need."""
    texts = [[_figure(cell, translate.language) for cell in row] for row in block.cells]
    cell_width = max([2, *(width_of(text) for row in texts for text in row)], default=2)
    labels = [said(row, translate) for row in block.rows]
    most = max(map(width_of, labels), default=0)
    fits = len(block.columns)
    if width is not None:
        most = min(most, max(width // 2, 1))
        fits = max((width - most) // (cell_width + 2), 1)
    top = max((cell for row in block.cells for cell in row if cell is not None), default=0)
    for start in range(0, len(block.columns), fits):
        part = range(start, min(start + fits, len(block.columns)))
        yield (
            "title",
            " " * most + "".join(f" {padded(str(i + 1), cell_width, right=True)} " for i in part).rstrip() + "\n",
        )
        for label, row, figures in zip(labels, block.cells, texts, strict=True):
            *above, last = folded(label, most) if width else [label]
            cells = "".join(f" {padded(figures[i], cell_width, right=True)}{_shade(row[i], top)}" for i in part)
            yield "text", "".join(f"{line}\n" for line in [*above, (padded(last, most) + cells).rstrip(" ")])
        yield "text", "\n"
    yield from _legend(block, translate, width)
    yield from _differences(block, before, translate, width)


def _figure(cell: float | None, language: str) -> str:
    return "" if cell is None else "·" if cell == 0 else number(cell, language)


def _shade(cell: float | None, top: float) -> str:
    return " " if not cell or cell < 0 or top <= 0 else _SHADES[min(1 + int(cell / top * 3.999), 4)]


def _legend(block: HeatMap, translate: Translator, width: int | None) -> Iterator[Piece]:
    for place, label in enumerate(block.columns, 1):
        yield from _hanging(f"{place:>3} ", said(label, translate), width)


def _differences(block: HeatMap, before: Block | None, translate: Translator, width: int | None) -> Iterator[Piece]:
    """Yield the cells that are not what they were."""
    if not isinstance(before, HeatMap):
        return
    old = {
        (repr(row), repr(column)): cell
        for row, cells in zip(before.rows, before.cells, strict=True)
        for column, cell in zip(before.columns, cells, strict=True)
    }
    for row, cells in zip(block.rows, block.cells, strict=True):
        for column, cell in zip(block.columns, cells, strict=True):
            was = old.get((repr(row), repr(column)))
            if was != cell:
                figures = f"{worded(was, 'number', translate)}{ARROW}{worded(cell, 'number', translate)}"
                yield from _hanging("  ", f"{said(row, translate)} × {said(column, translate)}: {figures}", width)


def _hanging(first: str, text: str, width: int | None) -> Iterator[Piece]:
    for place, line in enumerate(folded(text, max(width - len(first), 1)) if width else [text]):
        yield "note", (" " * len(first) if place else first) + line + "\n"
