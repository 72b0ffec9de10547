"""A report as Markdown, as the usual hosts show it: nothing in the data is taken for markup."""

import re
from collections.abc import Iterator, Sequence

from regio_cli.model.display import md_text
from regio_cli.model.text import N_, Text, Translator
from regio_cli.report.audience import Audience, meant_for
from regio_cli.report.formats import about
from regio_cli.report.formats.text import EMPTY
from regio_cli.report.model import Block, Passage, Report, Table
from regio_cli.report.tabular import paired, sections, table_of
from regio_cli.report.values import RIGHT, SIGNS, changed, said


def report_md(report: Report, translate: Translator, audience: Audience = "bureau") -> str:
    """Return `report` as Markdown; charts as tables."""
    return "\n\n".join(_paragraphs(meant_for(report, audience), translate)) + "\n"


def _paragraphs(report: Report, translate: Translator) -> Iterator[str]:
    yield "# " + _escaped(about.title(report, translate))
    for line in about.lines(report, translate):
        yield _escaped(line)
    for section, blocks in sections(report):
        yield "## " + _escaped(said(section.title, translate))
        for block, before in blocks:
            yield from _block(block, before, translate)


def _block(block: Block, before: Block | None, translate: Translator) -> Iterator[str]:
    table = table_of(block)
    if isinstance(block, Passage):
        yield _passage(block, before, translate)
    elif table:
        yield "### " + _escaped(said(table.title, translate))
        yield from _table(table, table_of(before) if before else None, translate)


def _passage(block: Passage, before: Block | None, translate: Translator) -> str:
    mark = "" if block.sign == "none" else f"{SIGNS[block.sign]} "
    text = said(block.text, translate)
    was = said(before.text, translate) if isinstance(before, Passage) else text
    aside = "" if was == text else Text(N_("was: {text}"), {"text": was}).render(translate)
    return mark + _escaped(text) + (f" ({_escaped(aside)})" if aside else "")


def _table(table: Table, before: Table | None, translate: Translator) -> Iterator[str]:
    rows = paired(table, before)
    if rows and table.columns:
        yield "\n".join(_lines(table, [[changed(p, c.align, translate) for p, c in zip(row, table.columns, strict=True)]
                                       for row in rows], translate))  # fmt: skip
    else:
        yield _escaped(said(table.empty or EMPTY, translate))
    if table.note:
        yield f"*{_escaped(said(table.note, translate)).strip()}*"
    if table.mend:
        yield "\n".join(f"- {_escaped(said(mend, translate))}" for mend in table.mend)


def _lines(table: Table, rows: Sequence[Sequence[str]], translate: Translator) -> Iterator[str]:
    yield _line([said(column.label, translate) for column in table.columns])
    yield "| " + " | ".join("---:" if column.align in RIGHT else "---" for column in table.columns) + " |"
    yield from map(_line, rows)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(md_text(cell) for cell in cells) + " |"


def _escaped(text: str) -> str:
    """Return `text` as Markdown at the begin of a line, where a number, dash or the like would start a list or a heading."""
    return re.sub(r"^(\d*(?=[.)])|)([-+#=.)])", r"\1\\\2", md_text(text.strip()))
