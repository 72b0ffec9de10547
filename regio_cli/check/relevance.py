"""Which rules a change can break at all: those whose queries name a table and a column that it touches."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from regio_cli.check.tables import resting_on, statements
from regio_cli.model.kinds import Kinds
from regio_cli.model.record import Address, Data
from regio_cli.store.database import Table, tables

Touched = Mapping[str, frozenset[str]]
_SETTINGS = "registry"


class Query(Protocol):
    """What has a query: a rule, read or not."""

    @property
    def sql(self) -> str:
        """The query."""
        ...


Asked = TypeVar("Asked", bound=Query)


def relevant(
    rules: Iterable[Asked], kinds: Kinds, before: Mapping[Address, Data], after: Mapping[Address, Data | None]
) -> list[Asked]:
    """Return the rules that may find in `after` what they did not in `before`, the same records; None is one that goes.

    A rule is left out only when neither its query nor any view under it names a table with a column that is touched. All
    are asked when the settings of rules may have changed.
    """
    if any(address.kind == _SETTINGS for address in after):
        return list(rules)
    touched, every = _touched(kinds, before, after), statements(kinds)
    return [rule for rule in rules if _concerns(resting_on(rule.sql, every), touched)]


def _concerns(words: frozenset[str], touched: Touched) -> bool:
    return any(table in words and columns & words for table, columns in touched.items())


def _touched(kinds: Kinds, before: Mapping[Address, Data], after: Mapping[Address, Data | None]) -> Touched:
    """Return by table (and the view of what is active in it) the columns in which rows differ; of new rows, all."""
    found: dict[str, frozenset[str]] = {}
    for table in tables(kinds):
        columns: set[str] = set()
        for address, data in after.items():
            if address.kind == table.kind.name:
                columns |= _columns(table, _rows(table, address, before.get(address)), _rows(table, address, data))
        if columns:
            found[table.name] = found[f"active_{table.name}"] = frozenset(columns)
    return found


def _rows(table: Table, address: Address, data: Data | None) -> Sequence[tuple[Any, ...]]:
    return () if data is None else list(table.rows(address.id, data))


def _columns(table: Table, before: Sequence[tuple[Any, ...]], after: Sequence[tuple[Any, ...]]) -> set[str]:
    if len(before) != len(after):
        return {column.name for column in table.columns}
    return {
        column.name
        for place, column in enumerate(table.columns)
        for old, new in zip(before, after, strict=True)
        if old[place] != new[place]
    }
