"""Charts as tables, which every format has, and tables beside what they were before."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from regio_cli.model.text import N_, Text
from regio_cli.report.model import Align, Bars, Block, Column, HeatMap, Passage, Report, Section, Table, Trend, Value

_DIGITS = 9
_LABEL = Column("label", Text(N_("what")))
_ROW, _COLUMN = Column("row", Text(N_("row"))), Column("column", Text(N_("column")))
_DAY = Column("day", Text(N_("day")), "day")
_SIGN = Column("sign", Text(N_("standing")), "sign")


class Pair(NamedTuple):
    """What a cell holds, and held before; the same twice where nothing is compared."""

    before: Value
    after: Value


Row = Sequence[Pair]
# A block, and the same before; None where nothing is compared or it is new.
Beside = tuple[Block, Block | None]


def table_of(block: Block) -> Table | None:
    """Return the figures of a block as a table with a row a bar, a point or a row of the map; None for a passage."""
    if isinstance(block, Bars):
        return _of_bars(block)
    if isinstance(block, HeatMap):
        return _of_map(block)
    if isinstance(block, Trend):
        return Table(block.key, block.title, (_DAY, _value(block.unit)), block.points, block.note)
    return None if isinstance(block, Passage) else block


def long_table(block: Block) -> Table | None:
    """Return the same for scripts: the columns of a heat map have no names but labels, so it gets a row a cell."""
    if not isinstance(block, HeatMap):
        return table_of(block)
    rows = [
        (row, column, cell)
        for row, cells in zip(block.rows, block.cells, strict=True)
        for column, cell in zip(block.columns, cells, strict=True)
    ]
    return Table(block.key, block.title, (_ROW, _COLUMN, _value("count")), tuple(rows), block.note)


def _value(unit: str, key: str = "value", label: str = N_("value")) -> Column:
    align: Align = "share" if unit == "share" else "number"
    return Column(key, Text(label), align)


def _of_bars(block: Bars) -> Table:
    columns = (_LABEL, _value(block.unit), _value(block.unit, "reference", N_("reference")), _SIGN)
    rows = tuple((bar.label, bar.value, bar.reference, bar.sign) for bar in block.bars)
    kept = [0, 1]
    kept += [2] if any(bar.reference is not None for bar in block.bars) else []
    kept += [3] if any(bar.sign != "none" for bar in block.bars) else []
    picked = tuple(tuple(row[place] for place in kept) for row in rows)
    return Table(block.key, block.title, tuple(columns[place] for place in kept), picked, block.note)


def _of_map(block: HeatMap) -> Table:
    columns = (Column("row", Text("")), *(Column(str(i), label, "number") for i, label in enumerate(block.columns)))
    rows = tuple((label, *cells) for label, cells in zip(block.rows, block.cells, strict=True))
    return Table(block.key, block.title, columns, rows, block.note)


def sections(report: Report) -> Iterator[tuple[Section, Sequence[Beside]]]:
    """Yield each section with its blocks, and what each was in the report that is compared with."""
    old = report.compared.sections if report.compared else ()
    before = {(section.key, block.key): block for section in old for block in section.blocks}
    for section in report.sections:
        yield section, [(block, _same_sort(block, before.get((section.key, block.key)))) for block in section.blocks]


def differing(report: Report) -> Report:
    """Return `report` without the blocks that are the same in the report that it is compared with."""
    kept = [
        (section, tuple(block for block, before in blocks if _differs(block, before)))
        for section, blocks in sections(report)
    ]
    left = tuple(replace(section, blocks=blocks) for section, blocks in kept if blocks)
    same = Section("same", report.title, (Passage("same", Text(N_("Nothing in this report would differ."))),))
    return replace(report, sections=left or (same,))


def _differs(block: Block, before: Block | None) -> bool:
    table, old = table_of(block), table_of(before) if before else None
    if table is None or old is None:
        return block != before
    # The order of rows may be one of size, and change with nothing else.
    pairs = (pair for row in paired(table, old) for pair in row)
    return any(_settled(pair.before) != _settled(pair.after) for pair in pairs)


def _settled(value: Value) -> str:
    # Fractions added up in another order differ where nobody looks.
    return repr(round(value, _DIGITS) if isinstance(value, float) else value)


def _same_sort(block: Block, before: Block | None) -> Block | None:
    return before if type(before) is type(block) else None


def tables(report: Report, long: bool = False) -> Iterator[tuple[Table, Table | None]]:
    """Yield all that has figures as tables, each with the one it is compared with; `long` as for scripts."""
    made = long_table if long else table_of
    for _, blocks in sections(report):
        for block, before in blocks:
            table = made(block)
            if table is not None and table.columns:
                yield table, made(before) if before else None


def paired(table: Table, before: Block | None) -> list[Row]:
    """Return the rows, each cell with what it was before; rows belong together by their first column.

    Rows that are no more come last, and rows that are new were nothing before. Columns belong together by their heading.
    """
    if not isinstance(before, Table):
        return [[Pair(value, value) for value in row] for row in table.rows]
    places = {_heading(column): place for place, column in enumerate(before.columns)}
    order = [places.get(_heading(column)) for column in table.columns]
    old = dict(_told_apart([[None if i is None else row[i] for i in order] for row in before.rows]))
    new = list(_told_apart(table.rows))
    found = [_beside(old.get(key), row) for key, row in new]
    return found + [_beside(row, None) for key, row in old.items() if key not in dict(new)]


def _heading(column: Column) -> str:
    # The columns of a heat map are told apart by what they are of.
    return repr(column.label) if column.key.isdigit() else column.key


def _told_apart(rows: Sequence[Sequence[Value]]) -> Iterator[tuple[tuple[str, int], Sequence[Value]]]:
    """Yield rows with their first cell, and the how manieth with that it is."""
    seen: Counter[str] = Counter()
    for row in rows:
        key = repr(row[0]) if row else ""
        yield (key, seen[key]), row
        seen[key] += 1


def _beside(before: Sequence[Value] | None, after: Sequence[Value] | None) -> Row:
    if before is None or after is None:
        known = after or before or ()
        gone = [None] * len(known)
        pairs = zip(before or gone, after or gone, strict=True)
        # The first cell says which row it is, also of one that is new or no more.
        return [Pair(known[0], known[0]), *(Pair(*pair) for pair in list(pairs)[1:])] if known else []
    return [Pair(*pair) for pair in zip(before, after, strict=True)]
