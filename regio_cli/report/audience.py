"""Who a report is for: the bureau sees all of it, the public no personal data and no report that names persons one by one."""

from dataclasses import replace
from typing import Literal

from regio_cli.model.text import N_, Text
from regio_cli.report.model import Block, Report, Section, Table

Audience = Literal["bureau", "public"]

_INTERNAL = Text(N_("Internal: names persons one by one, and does not leave the bureau."))
_PERSONAL = Text(N_("Holds personal data: not for publication. --audience public leaves it out."))


class Internal(Exception):
    """An internal report was asked for the public."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def meant_for(report: Report, audience: Audience) -> Report:
    """Return what `audience` may see of `report`, with a notice of what must stay inside.

    Raises Internal when the public may see nothing of it.
    """
    if audience == "public":
        if report.internal:
            raise Internal(report.name)
        return _without_persons(report)
    notice = _INTERNAL if report.internal else _PERSONAL if _is_personal(report) else None
    return replace(report, notices=(notice, *report.notices)) if notice else report


def _is_personal(report: Report) -> bool:
    blocks = (block for section in report.sections for block in section.blocks if isinstance(block, Table))
    return any(column.personal for block in blocks for column in block.columns)


def _without_persons(report: Report) -> Report:
    sections = tuple(
        Section(section.key, section.title, tuple(map(_impersonal, section.blocks))) for section in report.sections
    )
    compared = _without_persons(report.compared) if report.compared else None
    return replace(report, sections=sections, compared=compared)


def _impersonal(block: Block) -> Block:
    if not isinstance(block, Table):
        return block
    kept = [place for place, column in enumerate(block.columns) if not column.personal]
    columns = tuple(block.columns[place] for place in kept)
    return replace(block, columns=columns, rows=tuple(tuple(row[place] for place in kept) for row in block.rows))
