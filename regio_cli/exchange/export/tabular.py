"""The records as rows: a table a kind, with a column for each field that is no group of others."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from regio_cli.exchange.selection import Selection
from regio_cli.model.kinds import Field, Kind
from regio_cli.model.record import Data


class Table(NamedTuple):
    """The records of a kind in rows, by id. The columns are fields, named as users do: ``name.family``; the id comes first."""

    kind: Kind
    columns: tuple[Field, ...]
    rows: Iterator[tuple[Any, ...]]

    @property
    def heads(self) -> list[str]:
        """The names of the columns, with that of the id."""
        return ["id", *(field.dotted for field in self.columns)]


def tables(selection: Selection) -> Iterator[Table]:
    """Yield the chosen kinds as tables; a cell has plain data as in the record: a list is a list, what is left out None."""
    for kind in selection.chosen:
        columns = tuple(_leaves(kind.fields))
        yield Table(kind, columns, _rows(selection, kind, columns))


def _rows(selection: Selection, kind: Kind, columns: tuple[Field, ...]) -> Iterator[tuple[Any, ...]]:
    for id_, data in selection.each(kind):
        yield (id_, *(_at(data, field.path) for field in columns))


def _at(data: Data, path: tuple[str, ...]) -> Any:
    found: Any = data
    for step in path:
        found = found.get(step) if isinstance(found, dict) else None
    return found


def _leaves(fields: tuple[Field, ...]) -> Iterator[Field]:
    for field in fields:
        yield from _leaves(field.fields) if field.fields else (field,)
