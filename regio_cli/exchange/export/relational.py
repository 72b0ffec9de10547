"""The records as tables that refer to each other: those of `regio query`, with the keys and references that hold in them."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from regio_cli.exchange.selection import Selection
from regio_cli.model.kinds import ANY_KIND, Field, Kinds, Ref
from regio_cli.store.database import Column, Table, made_of, tables


class ForeignKey(NamedTuple):
    """That each row with values in `columns` has one row of `table` with these in its columns `to`."""

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]


class Relation(NamedTuple):
    """A table with its key, the columns that have something in every row, and the references that hold for every row."""

    table: Table
    key: tuple[str, ...]
    filled: frozenset[str]
    foreign: tuple[ForeignKey, ...]

    @property
    def name(self) -> str:
        """The name of the table."""
        return self.table.name

    @property
    def required(self) -> frozenset[str]:
        """The columns that have something in every row, and by the schema always will."""
        return frozenset(
            c.name for c in self.table.columns if c.name in self.filled and (not c.field or c.field.required)
        )

    def for_file(self, may_lack: bool) -> "Relation":
        """Return it without the columns that are tables of their own, and with the references that a file of its own may have.

        One by several columns is none there when some row leaves out a part: SQL lets that row be, readers of files do not.
        With `may_lack` a single column may be empty in a row.
        """
        columns = tuple(c for c in self.table.columns if not (c.field and c.field.type == "list" and _is_top(c.field)))
        foreign = tuple(
            key for key in self.foreign if (may_lack and len(key.columns) == 1) or self.filled.issuperset(key.columns)
        )
        return self._replace(table=replace(self.table, columns=columns), foreign=foreign)


class Relations(NamedTuple):
    """The tables of a selection, with the connection that has their rows."""

    relations: tuple[Relation, ...]
    database: sqlite3.Connection

    def rows(self, relation: Relation) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a table by its key; yes and no as SQLite has them."""
        picked, ordered = listed(column.name for column in relation.table.columns), listed(relation.key)
        yield from self.database.execute(f'SELECT {picked} FROM "{relation.name}" ORDER BY {ordered}')


def relations(selection: Selection) -> Relations:
    """Return the tables of the chosen kinds and of the lists in them; each reference between them that holds is one."""
    kinds = Kinds({kind.name: kind for kind in selection.chosen}, selection.kinds.documents)
    database = made_of(
        kinds, {address: data for kind in selection.chosen for address, data in _told(selection, kind.name)}
    )
    found = tables(kinds)
    by_name = {table.name: table for table in found}
    return Relations(tuple(_relation(table, by_name, database) for table in found), database)


def _told(selection: Selection, kind: str) -> Iterator[Any]:
    for address in selection.by_kind.get(kind, ()):
        yield address, selection.records[address]
        selection.step()


def _relation(table: Table, by_name: dict[str, Table], database: sqlite3.Connection) -> Relation:
    key = ("id",) if table.list_ is None else (table.kind.name, "position")
    holding = (one for one in _references(table, by_name) if _holds(database, table, one))
    filled = frozenset(column.name for column in table.columns if _is_filled(database, table, column))
    return Relation(table, key, filled, tuple(dict.fromkeys(holding)))


def _references(table: Table, by_name: dict[str, Table]) -> Iterator[ForeignKey]:
    """Yield what the schemas say that columns point at, among the tables there are."""
    if table.list_ is not None:
        yield ForeignKey((table.kind.name,), table.kind.name, ("id",))
    for column in table.columns:
        ref = column.field.ref if column.field else None
        if ref and ref.kind != ANY_KIND and ref.kind in by_name:
            yield from _item(table, column, ref, by_name) if ref.items else (ForeignKey((column.name,), ref.kind, ("id",)),)  # fmt: skip


def _item(table: Table, column: Column, ref: Ref, by_name: dict[str, Table]) -> Iterator[ForeignKey]:
    """Yield the reference to an item of a list, by the record that has the list and the id of the item in it."""
    target = next(
        (t for t in by_name.values() if t.kind.name == ref.kind and t.list_ and t.list_.name == ref.items), None
    )
    if target is None or all(one.name != "id" for one in target.columns):
        return
    if ref.owner is None:
        yield ForeignKey((column.name,), target.name, ("id",))
    else:
        owner = ref.owner if ref.owner != "." else "id" if table.list_ is None else table.kind.name
        yield ForeignKey((owner, column.name), target.name, (target.kind.name, "id"))


def _holds(database: sqlite3.Connection, table: Table, key: ForeignKey) -> bool:
    """Tell whether a reference leads to one row from every row that has it."""
    if any(all(column.name != name for column in table.columns) for name in key.columns):
        return False
    twice = f'SELECT 1 FROM "{key.table}" GROUP BY {listed(key.to)} HAVING count(*) > 1 LIMIT 1'
    has = " AND ".join(f'source."{name}" IS NOT NULL' for name in key.columns)
    same = " AND ".join(f'target."{to}" = source."{name}"' for name, to in zip(key.columns, key.to, strict=True))
    lost = (f'SELECT 1 FROM "{table.name}" AS source WHERE {has} '
            f'AND NOT EXISTS (SELECT 1 FROM "{key.table}" AS target WHERE {same}) LIMIT 1')  # fmt: skip
    return database.execute(twice).fetchone() is None and database.execute(lost).fetchone() is None


def _is_filled(database: sqlite3.Connection, table: Table, column: Column) -> bool:
    """Tell whether a column has something in every row."""
    return database.execute(f'SELECT 1 FROM "{table.name}" WHERE "{column.name}" IS NULL LIMIT 1').fetchone() is None


def _is_top(field: Field) -> bool:
    return len(field.path) == 1


def listed(names: Iterable[str]) -> str:
    """Return columns as SQL lists them."""
    return ", ".join(f'"{name}"' for name in names)
