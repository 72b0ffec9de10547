"""Names of records: how they are shown and sorted, and what else a record is known by."""

import re
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from regio_cli.model.dutchnames import without_prefix
from regio_cli.model.folding import fold as fold
from regio_cli.model.kinds import Field, Kind, Kinds
from regio_cli.model.record import Address, Data

_FORMS = re.compile(r"^(?:gemeente|provincie|ministerie van|waterschap)\s+", re.IGNORECASE)


class Named(NamedTuple):
    """A record with the name that people know it by."""

    address: Address
    name: str


def sort_key(name: str) -> tuple[str, str]:
    """Order of names as in Dutch lists: accents, case, and prefixes such as "van der" do not count."""
    plain = fold(name)
    return (without_prefix(plain), plain)


def short(name: str) -> str:
    """Return the name of an organisation without the word for its form: "Gemeente Hattem" is "Hattem"."""
    return _FORMS.sub("", name)


def spoken(person: Data) -> str:
    """Return a person's name as people say it: given name (else initials), prefix, family name; empty without one."""
    name = person.get("name")
    if not isinstance(name, dict):
        return ""
    first = name.get("given") or name.get("initials")
    return " ".join(str(part) for part in (first, name.get("prefix"), name.get("family")) if part)


def names(kinds: Kinds, database: sqlite3.Connection, kind: Kind | None = None, id_: str | None = None) -> list[Named]:
    """Return every record of `kind`, or of all kinds, with its name; only those called `id_` when that is given."""
    found = []
    for each in [kind] if kind else kinds:
        columns = ", ".join(["id", *(f'"{label.replace(".", "_")}"' for label in each.label)])
        sql = f'SELECT {columns} FROM "{each.name}"'
        rows = database.execute(sql) if id_ is None else database.execute(f"{sql} WHERE id = ?", (id_,))
        for this, *parts in rows:
            found.append(Named(Address(each.name, this), " ".join(str(part) for part in parts if part) or this))
    return found


def has_name(kind: Kind) -> bool:
    """Tell whether records of `kind` have a name of their own: a mandate is known by what it points at."""
    return not all(field.ref for label in kind.label if (field := kind.field(label)))


def terms(kinds: Kinds, database: sqlite3.Connection) -> Iterator[tuple[Address, str]]:
    """Yield what records are known by beside their names: the values of the fields in the kind's ``search``."""
    for kind in kinds:
        for dotted in kind.search:
            if dotted not in kind.label and (field := kind.field(dotted)):
                sql = _term_sql(kind, field)
                yield from ((Address(kind.name, id_), str(value)) for id_, value in database.execute(sql))


def _term_sql(kind: Kind, field: Field) -> str:
    """Return the SQL for (id, value) of a field: of the record, of a list, or inside a list of objects."""
    for n in range(1, len(field.path) + 1):
        outer = kind.field(".".join(field.path[:n]))
        if outer and outer.item:
            inner = ".".join(field.path[n:])
            value = f"json_extract(item.value, '$.{inner}')" if inner else "item.value"
            column = "_".join(outer.path)
            return (
                f'SELECT record.id, {value} FROM "{kind.name}" AS record, json_each(record."{column}") AS item '
                f"WHERE {value} IS NOT NULL"
            )
    column = "_".join(field.path)
    return f'SELECT id, "{column}" FROM "{kind.name}" WHERE "{column}" IS NOT NULL'
