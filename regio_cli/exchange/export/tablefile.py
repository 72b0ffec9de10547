"""A table that others refer to as a CSV file, and what its columns hold: for the formats that describe tables beside them."""

from collections.abc import Iterator
from typing import Any, Literal

from regio_cli.exchange.export.csv import line
from regio_cli.exchange.export.relational import Relation, Relations
from regio_cli.store.database import Column

Holds = Literal["text", "whole", "number", "yes_or_no", "day"]


def holds(column: Column) -> Holds:
    """Return what a column holds, by its field; a key that tables add is text, a place in a list a whole number."""
    field = column.field
    if field is None:
        return "whole" if column.type == "INTEGER" else "text"
    if field.format == "date":
        return "day"
    types: dict[str, Holds] = {"integer": "whole", "number": "number", "boolean": "yes_or_no"}
    return types.get(field.type, "text")


def table_file(relation: Relation, found: Relations) -> Iterator[bytes]:
    """Yield a table as CSV (RFC 4180): the names of its columns, and its rows by key."""
    yield line([column.name for column in relation.table.columns])
    kinds = [holds(column) for column in relation.table.columns]
    for row in found.rows(relation):
        yield line([_plain(value, held) for value, held in zip(row, kinds, strict=True)])


def _plain(value: Any, held: Holds) -> Any:
    return bool(value) if held == "yes_or_no" and value is not None else value
