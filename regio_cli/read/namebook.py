"""The names of records one by one, in the reader's language, each looked up once."""

import sqlite3
from collections.abc import Iterator
from typing import Any

from regio_cli.model.kinds import ANY_KIND, Field, Kind, Kinds
from regio_cli.model.record import Address
from regio_cli.read.names import short


class NameBook:
    """Names of records: a mandate by what it points at, an election by its kind in words, all else by its label."""

    def __init__(self, kinds: Kinds, database: sqlite3.Connection, language: str) -> None:
        self.kinds = kinds
        self._database = database
        self._language = language
        self._names: dict[Address, str | None] = {}
        self._short: dict[Address, str] = {}

    def name(self, address: Address) -> str:
        """Return the name of a record; its id when there is no such record, or it has no name."""
        if address not in self._names:
            self._names[address] = self._looked_up(address)
        return self._names[address] or address.id

    def short(self, address: Address) -> str:
        """Return the short name of a record where it has one, for lists: Hattem, WDODelta."""
        if address not in self._short:
            kind = self.kinds.by_name.get(address.kind)
            found = self._row(kind, ["short_name"], address.id) if kind and kind.field("short_name") else None
            self._short[address] = (found and found[0]) or short(self.name(address))
        return self._short[address]

    def item(self, field: Field, id_: str) -> str:
        """Return the name of an item in the list that `field` points into; its id when it has none."""
        ref = field.ref
        target = self.kinds[ref.kind].field(ref.items) if ref and ref.items else None
        named = target and target.item and any(inner.name == "name" for inner in target.item.fields)
        if not ref or ref.owner or not target or not named:
            return id_
        sql = f'SELECT item.value ->> \'name\' FROM "{ref.kind}", json_each("{"_".join(target.path)}") AS item '
        found = self._database.execute(f"{sql} WHERE item.value ->> 'id' = ?", (id_,)).fetchone()
        return str(found[0]) if found and found[0] else id_

    def _looked_up(self, address: Address) -> str | None:
        kind = self.kinds.by_name.get(address.kind)
        row = self._row(kind, ["_".join(label.split(".")) for label in kind.label], address.id) if kind else None
        if kind is None or row is None:
            return None
        between = ", " if any(field.ref for field in _labels(kind)) else " "
        return between.join(self._part(field, value) for field, value in zip(_labels(kind), row, strict=True) if value)

    def _row(self, kind: Kind, columns: list[str], id_: str) -> tuple[Any, ...] | None:
        picked = ", ".join(f'"{column}"' for column in columns)
        found = self._database.execute(f'SELECT {picked} FROM "{kind.name}" WHERE id = ?', (id_,)).fetchone()
        return tuple(found) if found else None

    def _part(self, field: Field, value: Any) -> str:
        text = str(value)
        if field.choices and text in field.choices:
            return field.choices[text].get(self._language)
        if field.ref and not field.ref.items:
            target = Address.parse(text) if field.ref.kind == ANY_KIND else Address(field.ref.kind, text)
            return self.name(target) if target else text
        return text


def _labels(kind: Kind) -> Iterator[Field]:
    return (field for label in kind.label if (field := kind.field(label)))
