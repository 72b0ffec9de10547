"""The names of records one by one, in the reader's language, each looked up once."""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from regio_cli.model.kinds import ANY_KIND, Field, Kind, Kinds, matches
from regio_cli.model.record import Address
from regio_cli.read.names import short
from regio_cli.store.source import REGISTRY, PlainFolder
from regio_cli.store.yamlfile import read


class Shelf(Protocol):
    """Where names are looked up."""

    def values(self, kind: Kind, dotted: Sequence[str], id_: str) -> tuple[Any, ...] | None:
        """Return what the record has in these fields, None where it has nothing; None when there is no such record."""
        ...

    def item_name(self, kind: Kind, listed: Field, id_: str) -> Any:
        """Return the name of the item called `id_` in the list of the only record of `kind`, None when it has none."""
        ...


class Tables(NamedTuple):
    """The tables of a registry."""

    database: sqlite3.Connection

    def values(self, kind: Kind, dotted: Sequence[str], id_: str) -> tuple[Any, ...] | None:
        picked = ", ".join(f'"{"_".join(each.split("."))}"' for each in dotted)
        found = self.database.execute(f'SELECT {picked} FROM "{kind.name}" WHERE id = ?', (id_,)).fetchone()
        return tuple(found) if found else None

    def item_name(self, kind: Kind, listed: Field, id_: str) -> Any:
        sql = f'SELECT item.value ->> \'name\' FROM "{kind.name}", json_each("{"_".join(listed.path)}") AS item '
        found = self.database.execute(f"{sql} WHERE item.value ->> 'id' = ?", (id_,)).fetchone()
        return found[0] if found else None


class Files(NamedTuple):
    """The files in the folder `root` of a registry, read one by one: for a few names that is faster than making tables.

    An id is a part of a path only when it is one that the kind may have; no link is followed.
    """

    root: Path

    def values(self, kind: Kind, dotted: Sequence[str], id_: str) -> tuple[Any, ...] | None:
        data = self._data(kind, id_)
        return tuple(_at(data, each.split(".")) for each in dotted) if data else None

    def item_name(self, kind: Kind, listed: Field, id_: str) -> Any:
        data = self._data(kind, kind.name) if kind.file else None
        items = _at(data, listed.path)
        named = (item for item in items if isinstance(item, dict)) if isinstance(items, list) else ()
        return next((item.get("name") for item in named if item.get("id") == id_), None)

    def _data(self, kind: Kind, id_: str) -> dict[str, Any] | None:
        if not kind.file and not matches(kind.id_pattern, id_):
            return None
        if any((self.root / folder).is_symlink() for folder in (REGISTRY, f"{REGISTRY}/{kind.folder or ''}")):
            return None
        content = PlainFolder(self.root).one(kind.path_of(id_))
        found = read(content).data if content is not None else None
        return found if isinstance(found, dict) else None


def _at(data: Any, path: Sequence[str]) -> Any:
    for step in path:
        data = data.get(step) if isinstance(data, dict) else None
    return data


class NameBook:
    """Names of records: a mandate by what it points at, an election by its kind in words, all else by its label."""

    def __init__(self, kinds: Kinds, shelf: Shelf, language: str) -> None:
        self.kinds = kinds
        self._shelf = shelf
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
            found = self._shelf.values(kind, ["short_name"], address.id) if kind and kind.field("short_name") else None
            self._short[address] = (found and found[0]) or short(self.name(address))
        return self._short[address]

    def item(self, field: Field, id_: str) -> str:
        """Return the name of an item in the list that `field` points into; its id when it has none."""
        ref = field.ref
        target = self.kinds[ref.kind].field(ref.items) if ref and ref.items else None
        named = target and target.item and any(inner.name == "name" for inner in target.item.fields)
        if not ref or ref.owner or not target or not named:
            return id_
        found = self._shelf.item_name(self.kinds[ref.kind], target, id_)
        return str(found) if found else id_

    def _looked_up(self, address: Address) -> str | None:
        kind = self.kinds.by_name.get(address.kind)
        labels = list(_labels(kind)) if kind else []
        row = self._shelf.values(kind, [field.dotted for field in labels], address.id) if kind and labels else None
        if row is None:
            return None
        between = ", " if any(field.ref for field in labels) else " "
        return between.join(self._part(field, value) for field, value in zip(labels, row, strict=True) if value)

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
