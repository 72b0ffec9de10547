"""A report as text for a terminal, a mail or a file: reads well at 80 columns and without colour."""

from collections.abc import Iterator

from regio_cli.model.display import folded, width_of
from regio_cli.model.text import N_, Text, Translator
from regio_cli.report.audience import Audience, meant_for
from regio_cli.report.formats import about, textcharts
from regio_cli.report.formats.texttable import Piece, table_pieces
from regio_cli.report.model import Bars, Block, HeatMap, Passage, Report, Table
from regio_cli.report.tabular import paired, sections, table_of
from regio_cli.report.values import SIGNS, said

# Lines of running text are no longer than this, however wide the terminal.
_LONGEST = 100


def report_text(report: Report, translate: Translator, audience: Audience = "bureau", width: int | None = None) -> str:
    """Return `report` as text of at most `width` columns; without a width no line is broken."""
    return "".join(text for _, text in pieces(report, translate, audience, width))


def pieces(
    report: Report, translate: Translator, audience: Audience = "bureau", width: int | None = None
) -> Iterator[Piece]:
    """Yield the same in pieces, each after the style of what it is, so that a terminal may colour them."""
    report = meant_for(report, audience)
    heading = about.title(report, translate)
    yield from _paragraph("heading", heading, width)
    for line in about.lines(report, translate):
        yield from _paragraph("note", line, width)
    for section, found in sections(report):
        name = said(section.title, translate)
        yield "text", "\n"
        yield from _paragraph("heading", name, width)
        yield "note", "═" * min(width_of(name), width or _LONGEST) + "\n"
        for place, (block, before) in enumerate(found):
            if place and not (isinstance(block, Passage) and isinstance(found[place - 1][0], Passage)):
                yield "text", "\n"
            yield from _block(block, before, translate, width)


def _block(block: Block, before: Block | None, translate: Translator, width: int | None) -> Iterator[Piece]:
    if isinstance(block, Passage):
        yield from _passage(block, before, translate, width)
        return
    yield from _paragraph("title", said(block.title, translate), width)
    table = table_of(block)
    if table is None or not table.rows or not table.columns:
        yield from _paragraph("note", said((table and table.empty) or EMPTY, translate), width)
    elif isinstance(block, Table):
        yield from table_pieces(block.columns, paired(block, before), translate, width)
    elif isinstance(block, Bars):
        yield from textcharts.bars(block, before, translate, width)
    elif isinstance(block, HeatMap):
        yield from textcharts.heat_map(block, before, translate, width)
    else:
        yield from textcharts.trend(block, before, translate, width)
    for mend in table.mend if table else ():
        yield from _paragraph("mend", said(mend, translate), width, ("mend", "→ "))
    yield from _paragraph("note", said(block.note, translate), width)


def _passage(block: Passage, before: Block | None, translate: Translator, width: int | None) -> Iterator[Piece]:
    mark = "" if block.sign == "none" else f"{SIGNS[block.sign]} "
    text = said(block.text, translate)
    yield from _paragraph("text", text, width, (block.sign, mark))
    was = said(before.text, translate) if isinstance(before, Passage) else text
    if was != text:
        yield from _paragraph("note", Text(N_("was: {text}"), {"text": was}).render(translate), width, ("note", "  "))


EMPTY = Text(N_("nothing to show"))


def _paragraph(style: str, text: str, width: int | None, first: Piece = ("text", "")) -> Iterator[Piece]:
    """Yield `text` broken into lines, the first after the piece `first` and the others as far in."""
    if not text:
        return
    indent = width_of(first[1])
    for place, line in enumerate([text] if width is None else folded(text, max(min(width, _LONGEST) - indent, 1))):
        yield first if place == 0 else ("text", " " * indent)
        yield style, line + "\n"
