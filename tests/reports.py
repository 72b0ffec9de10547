"""Reports on a few records in memory, and what stands in them."""

from collections.abc import Mapping
from typing import Any

from regio_cli.model.record import Data
from regio_cli.model.text import Text
from regio_cli.report.catalogue import REPORTS, made
from regio_cli.report.context import Context
from regio_cli.report.model import Block, Report, Table
from regio_cli.report.opening import of_records
from tests.rules import TODAY, addressed, kinds


class English:
    """Shows texts as they are."""

    language = "en"

    def __call__(self, template: str) -> str:
        return template


def context(records: Mapping[str, Data], on: str = TODAY) -> Context:
    return of_records(kinds(), addressed(records), on, lambda _: ())


def report(name: str, records: Mapping[str, Data], on: str = TODAY) -> Report:
    return made(REPORTS[name], context(records, on))


def blocks(made_: Report) -> list[Block]:
    return [block for section in made_.sections for block in section.blocks]


def block(made_: Report, key: str) -> Any:
    return next(one for one in blocks(made_) if one.key == key)


def rows(made_: Report, key: str) -> list[dict[str, Any]]:
    """The rows of all tables with this key, by column; texts in English."""
    tables = [one for one in blocks(made_) if isinstance(one, Table) and one.key == key]
    return [
        {column.key: said(cell) for column, cell in zip(table.columns, row, strict=True)}
        for table in tables
        for row in table.rows
    ]


def said(value: Any) -> Any:
    return value.render(English()) if isinstance(value, Text) else value


def mends(made_: Report, key: str) -> list[str]:
    return [said(text) for text in block(made_, key).mend]
