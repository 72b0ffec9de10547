"""What a person at a terminal sees: colours, and tables that fit its width. Imported only where there is one.

Every text passes `display.visible` first, so what stands in data never steers the terminal.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from regio_cli.cli.render import Rows, label_width, one_line
from regio_cli.model.display import fitted, visible, wrapped
from regio_cli.read.words import Line

STYLES = {
    "error": "bold red", "warning": "bold yellow", "info": "bold cyan", "place": "bold", "line": "dim",
    "caret": "bold red", "hint": "cyan", "text": "", "heading": "bold", "title": "bold", "note": "dim", "mend": "cyan",
    "good": "green", "warn": "bold yellow", "bad": "bold red", "none": "", "bar": "blue",
}  # fmt: skip
_DUMB = ("dumb", "unknown")


def console(env: Mapping[str, str], width: int) -> Console:
    """Return a console that writes to standard output; without colour where `env` says so."""
    plain = bool(env.get("NO_COLOR")) or env.get("TERM", "") in _DUMB
    return Console(width=width, color_system=None if plain else "auto", force_terminal=True, highlight=False,
                   markup=False, emoji=False)  # fmt: skip


def say_pieces(to: Console, pieces: Iterable[tuple[str, str]]) -> None:
    """Write pieces of text, each in the style of what it is."""
    to.print(Text.assemble(*((text, STYLES.get(what, "")) for what, text in pieces)), end="", soft_wrap=True)


def say_heading(to: Console, text: str) -> None:
    """Write a heading."""
    to.print(Text(visible(text.replace("\n", " ")), "bold"))


def say_table(to: Console, labels: Sequence[str], rows: Rows) -> None:
    """Write rows under their headings, wrapped to fit; as blocks when there are too many columns for that."""
    cells = [[one_line(value) for value in row] for row in rows]
    room = to.width - 2 * (len(labels) - 1)
    widths = fitted([[label, *column] for label, *column in zip(labels, *cells, strict=True)], room)
    if sum(widths) > room and cells:
        _say_blocks(to, labels, cells)
        return
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for label, width in zip(labels, widths, strict=True):
        table.add_column(_wrapped(label, width), width=width, overflow="fold")
    for row in cells:
        table.add_row(*map(_wrapped, row, widths))
    to.print(table)


def _wrapped(text: str, width: int) -> Text:
    """Return `text` broken to fit; a word that is longer by itself is left to Rich."""
    return Text("\n".join(wrapped(text, width)))


def _say_blocks(to: Console, labels: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    for row in cells:
        say_fields(to, [Line(0, label, value) for label, value in zip(labels, row, strict=True) if value])
        to.print()


def say_fields(to: Console, lines: Sequence[Line]) -> None:
    """Write the fields of a record, the values in one column; items of lists have the whole width."""
    width = min(label_width(lines), to.width // 2)
    for labelled, group in groupby(lines, lambda line: bool(line.label)):
        if labelled:
            to.print(_grid(list(group), width))
        else:
            for line in group:
                to.print(Padding(Text(one_line(line.value)), (0, 0, 0, 2 * (line.depth + 1))))


def _grid(lines: Sequence[Line], width: int) -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(width=width, overflow="fold")
    grid.add_column(overflow="fold")
    for line in lines:
        grid.add_row(Text("  " * (line.depth + 1) + one_line(line.label), "cyan"), Text(one_line(line.value)))
    return grid
