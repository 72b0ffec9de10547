"""The names in the database that are taken: a registry's own kinds and lists may not have them.

SQLite has one namespace for tables, views and indexes. A kind called as a view of the rules would hide it, or be hidden by it.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from regio_cli.model.kinds import SUFFIX, Kinds
from regio_cli.model.text import N_, Text
from regio_cli.store.database import Table, tables

_VIEWS = "views.sql"
_CREATED = re.compile(r"^CREATE\s+(?:TEMP(?:ORARY)?\s+)?(?:VIEW|TABLE)\s+(\w+)", re.MULTILINE | re.IGNORECASE)
# Made by regio itself, or by SQLite, without a line in a views.sql.
_OTHERS = ("text_value", "regio_content", "json_each", "json_tree")


class Taken(NamedTuple):
    """A name in the database, and the file and the thing in it that have the name."""

    file: str
    what: Text


class Clash(NamedTuple):
    """A name that a registry's own schema asks for: `own` would have it, and `other` has it already."""

    name: str
    own: Text
    other: Taken
    is_list: bool


def clash(kind: str, kinds: Kinds) -> Clash | None:
    """Return the first name that the own kind `kind`, one of `kinds`, needs and something else has; None when all are free."""
    taken = dict(_views())
    for table in tables(kinds):
        if table.kind.name != kind:
            taken.update(dict.fromkeys(_names(table), Taken(_file(table), _what(table))))
    for table in tables(kinds):
        if table.kind.name == kind:
            for name in _names(table):
                if name in taken:
                    return Clash(name, _what(table), taken[name], bool(table.list_ and table.list_.table))
                taken[name] = Taken(_file(table), _what(table))
    return None


def _file(table: Table) -> str:
    return f"schemas/{table.kind.name}{SUFFIX}"


def _what(table: Table) -> Text:
    if table.list_ is None:
        return Text(N_("the kind '{kind}'"), {"kind": table.kind.name})
    return Text(N_("the list '{field}' of the kind '{kind}'"), {"field": table.list_.dotted, "kind": table.kind.name})


def _names(table: Table) -> Iterator[str]:
    """Yield the names that a table, its view of what is in force and its indexes have."""
    yield table.name
    yield f"active_{table.name}"
    if table.list_ is None:
        for column in table.columns:
            if column.field and column.field.ref:
                yield f"{table.name}_{column.name}"


def _views() -> Mapping[str, Taken]:
    """Return the views that come with regio, by name, read from their files."""
    package = Path(__file__).resolve().parent.parent
    found = {name: Taken("regio", Text(N_("the table '{name}'"), {"name": name})) for name in _OTHERS}
    for file in sorted(package.glob(f"*/{_VIEWS}")):
        where = f"regio_cli/{file.parent.name}/{_VIEWS}"
        for name in _CREATED.findall(file.read_text(encoding="utf-8")):
            found[name] = Taken(where, Text(N_("the view '{name}'"), {"name": name}))
    return found
