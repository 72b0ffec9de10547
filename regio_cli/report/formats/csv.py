"""The figures of a report as CSV (RFC 4180), for spreadsheets and scripts."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from regio_cli.model.spreadsheet import guarded
from regio_cli.model.text import Translator
from regio_cli.report.audience import Audience, meant_for
from regio_cli.report.model import Report, Table
from regio_cli.report.tabular import tables
from regio_cli.report.values import plain

TABLE, MOMENT, NOTICE = "table", "moment", "notice"


def report_csv(report: Report, translate: Translator, audience: Audience = "bureau") -> str:
    """Return the tables and charts of `report` in one file, headed by the keys of their columns.

    Several have a column ``table`` before them, a comparison a column ``moment`` (before, after), and an internal report a
    column ``notice`` behind. Texts that a spreadsheet would take for a formula have an apostrophe before them.
    """
    report = meant_for(report, audience)
    found = list(tables(report, long=True))
    keys = list(dict.fromkeys(column.key for table, _ in found for column in table.columns))
    head = [TABLE] * (len(found) > 1) + [MOMENT] * (report.compared is not None)
    tail = [report.notices[0].render(translate)] if report.internal else []
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*head, *keys, *([NOTICE] if tail else [])])
    for table, before in found:
        for moment, one in (("before", before), ("after", table)) if report.compared else (("after", table),):
            first = {TABLE: table.key, MOMENT: moment}
            for row in _rows(one, keys, translate):
                writer.writerow([_guarded(value) for value in (*(first[key] for key in head), *row, *tail)])
    return out.getvalue()


def _rows(table: Table | None, keys: Sequence[str], translate: Translator) -> Iterator[list[Any]]:
    """Yield the rows of a table under the headings `keys`."""
    if table is None:
        return
    places = {column.key: place for place, column in enumerate(table.columns)}
    for row in table.rows:
        yield [plain(row[places[key]], translate) if key in places else None for key in keys]


def _guarded(value: Any) -> str:
    """Return the text of one cell: true and false as JSON has them, numbers with a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return guarded(value) if isinstance(value, str) else str(value)
