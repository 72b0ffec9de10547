"""How records are written for people: by the names they have now, and where old addresses lead."""

import sqlite3
from collections.abc import Mapping

from regio_cli.model.kinds import Kinds
from regio_cli.model.record import Address, Data
from regio_cli.read.names import names

_SHORT = "short_name"


def current_names(kinds: Kinds, database: sqlite3.Connection) -> Mapping[Address, str]:
    """Return the name of every record that is there now; the short one where it has one."""
    found = {named.address: named.name for named in names(kinds, database)}
    for kind in kinds:
        if kind.field(_SHORT):
            rows = database.execute(f'SELECT id, {_SHORT} FROM "{kind.name}" WHERE {_SHORT} IS NOT NULL')
            found.update((Address(kind.name, id_), str(name)) for id_, name in rows)
    return found


def label(kinds: Kinds, address: Address, data: Data | None) -> str | None:
    """Return the name that the record's own data gives it, the short one if it has one; None when it gives none."""
    kind = kinds.by_name.get(address.kind)
    if kind is None or data is None:
        return None
    if isinstance(data.get(_SHORT), str):
        return str(data[_SHORT])
    parts = (_at(data, dotted) for dotted in kind.label)
    return " ".join(part for part in parts if isinstance(part, str)) or None


def _at(data: Data, dotted: str) -> object:
    value: object = data
    for step in dotted.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def redirects(database: sqlite3.Connection) -> Mapping[Address, Address]:
    """Return where old addresses lead to now."""
    found = {}
    for old, new in database.execute('SELECT "from", "to" FROM redirect'):
        source, target = Address.parse(str(old)), Address.parse(str(new))
        if source and target:
            found[source] = target
    return found
