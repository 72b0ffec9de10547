"""Records of a kind in rows: which columns, which records, in what order, as users ask for them by names of fields."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from regio_cli.model.kinds import Field, Kind
from regio_cli.model.text import N_, Text
from regio_cli.read.names import fold, sort_key
from regio_cli.read.pointing import values_at

_YES, _NO = ("true", "1", "yes", "ja", "waar"), ("false", "0", "no", "nee", "onwaar")
_CLOSE = 70


class Unfit(ValueError):
    """A field or value that can't be asked for: why, and what can."""

    def __init__(self, text: Text, hint: Text | None) -> None:
        super().__init__(text.template)
        self.text, self.hint = text, hint


class Column(NamedTuple):
    """A field as users name it: the SQL column it stands in and, inside a list there, the way on to it.

    `field` is None for the id.
    """

    name: str
    sql: str
    field: Field | None = None
    within: tuple[str, ...] | None = None

    def value(self, raw: Any) -> Any:
        """Return what SQLite gave as the plain data that stands in the record."""
        if raw is None or self.field is None:
            return raw
        if self.within is not None:
            data = json.loads(raw)
            return list(values_at(data, self.within)) if self.within else data
        if self.field.type == "boolean":
            return bool(raw)
        return json.loads(raw) if self.field.type == "object" else raw


class Condition(NamedTuple):
    """That a column holds a value; None asks for records without any."""

    column: Column
    value: Any

    def sql(self) -> tuple[str, list[Any]]:
        """Return an SQL condition that lets through at least the records that meet this, with its values."""
        if self.value is None:
            return f"{self.column.sql} IS NULL", []
        if self.column.within is None:
            return f"{self.column.sql} = ?", [self.value]
        return f"{self.column.sql} IS NOT NULL", []

    def met_by(self, raw: Any) -> bool:
        """Tell whether a record with `raw` in the column is meant."""
        return self.value is None or self.column.within is None or self.value in self.column.value(raw)


def columns(kind: Kind, names: Iterable[str]) -> Iterator[Column]:
    """Yield the columns that `names` ask for; a group of fields gives each of them. Raises Unfit for an unknown name."""
    for name in names:
        if name == "id":
            continue
        field = _field(kind, name)
        if field.fields and not _list_above(kind, field):
            yield from columns(kind, (inner.dotted for inner in field.fields))
        else:
            yield _column(kind, field)


def condition(kind: Kind, text: str) -> Condition:
    """Return what FIELD=VALUE asks for; a choice may be given in words. Raises Unfit when that can't be."""
    name, equals, value = text.partition("=")
    if not equals:
        raise Unfit(Text(N_("'{value}' is not a condition; write FIELD=VALUE"), {"value": text}), None)
    if name.strip() == "id":
        return Condition(Column("id", '"id"'), value)
    found = list(columns(kind, [name.strip()]))
    if len(found) != 1:
        raise _unknown(kind, name)
    column = found[0]
    return Condition(column, _meant(column.field, value) if value and column.field else None)


def order(kind: Kind, text: str) -> list[tuple[Column, bool]]:
    """Return the columns to order by, with whether from high to low: ``province,-name``. Raises Unfit."""
    found = []
    for name in filter(None, (part.strip() for part in text.split(","))):
        plain, down = name.removeprefix("-"), name.startswith("-")
        found += [(Column("id", '"id"'), down)] if plain == "id" else [(c, down) for c in columns(kind, [plain])]
    return found


def rows(
    database: sqlite3.Connection, kind: Kind, shown: Sequence[Column], conditions: Sequence[Condition],
    ordered: Sequence[tuple[Column, bool]], in_force: bool,
) -> list[list[Any]]:  # fmt: skip
    """Return a row for each record: its id and what it has in the columns shown; with `in_force` only those of the day."""
    picked = ["id", *(c.sql for c in shown), *(c.column.sql for c in conditions), *(c.sql for c, _ in ordered)]
    tests = [one.sql() for one in conditions]
    clause = " AND ".join(f"({sql})" for sql, _ in tests) or "1"
    sql = f'SELECT {", ".join(picked)} FROM "{"active_" if in_force else ""}{kind.name}" WHERE {clause}'
    found = database.execute(sql, [value for _, values in tests for value in values]).fetchall()
    first, last = 1 + len(shown), 1 + len(shown) + len(conditions)
    kept = [row for row in found if all(c.met_by(raw) for c, raw in zip(conditions, row[first:last], strict=True))]
    kept.sort(key=lambda row: sort_key(str(row[0])))
    for position in reversed(range(len(ordered))):
        kept = _sorted(kept, last + position, ordered[position][1])
    return [[row[0], *(column.value(raw) for column, raw in zip(shown, row[1:first], strict=True))] for row in kept]


def _sorted(found: list[Any], position: int, down: bool) -> list[Any]:
    """Return rows in the order of one column; those without a value stay last in either direction."""
    having = [row for row in found if row[position] is not None]
    having.sort(key=lambda row: _ordered(row[position]), reverse=down)
    return having + [row for row in found if row[position] is None]


def _ordered(value: Any) -> tuple[int, Any]:
    return (0, value) if isinstance(value, int | float) else (1, sort_key(str(value)))


def _column(kind: Kind, field: Field) -> Column:
    depth = _list_above(kind, field)
    joined = "_".join(field.path[:depth])
    return Column(field.dotted, f'"{joined}"', field, field.path[depth:] if depth else None)


def _list_above(kind: Kind, field: Field) -> int | None:
    """Return how many steps lead to the list that a field is or stands in; None when there is none."""
    steps = range(1, len(field.path) + 1)
    return next((n for n in steps if (outer := kind.field(".".join(field.path[:n]))) and outer.item), None)


def _field(kind: Kind, name: str) -> Field:
    """Return the field with this path, or with this label in any language."""
    field = kind.field(name)
    if field:
        return field
    wanted = fold(name).replace("_", " ")
    labelled = (field for field in kind.walk() if wanted in (fold(field.title.en), fold(field.title.nl)))
    found = next(labelled, None)
    if found is None:
        raise _unknown(kind, name)
    return found


def _unknown(kind: Kind, name: str) -> Unfit:
    from rapidfuzz import fuzz, process

    known = ["id", *(field.dotted for field in kind.walk())]
    best = process.extractOne(name, known, scorer=fuzz.WRatio, score_cutoff=_CLOSE)
    hint = Text(N_("did you mean '{name}'?"), {"name": best[0]}) if best else None
    label = {"en": kind.title.en, "nl": kind.title.nl}
    return Unfit(Text(N_("'{field}' is not a field of {kind}"), {"field": name, "kind": label}),
                 hint or Text(N_("'regio schema {kind}' lists the fields"), {"kind": kind.name}))  # fmt: skip


def _meant(field: Field, value: str) -> Any:
    """Return the value that a user's word stands for. Raises Unfit for one that the field can't have."""
    leaf = field.item or field
    if leaf.choices:
        return _choice(leaf, value)
    if leaf.type == "boolean":
        return _yes_or_no(value)
    if leaf.type in ("integer", "number"):
        return _number(value)
    return value


def _choice(field: Field, value: str) -> str:
    choices = field.choices or {}
    wanted = fold(value).replace("_", " ")
    for choice, label in choices.items():
        if wanted in (fold(choice).replace("_", " "), fold(label.en), fold(label.nl)):
            return choice
    if value[:1].isdigit():
        return value
    known = Text(N_("there are: {known}"), {"known": ", ".join(choices)})
    raise Unfit(Text(N_("'{value}' is not a value of {field}"), {"value": value, "field": field.dotted}), known)


def _yes_or_no(value: str) -> bool:
    if value.lower() in _YES + _NO:
        return value.lower() in _YES
    raise Unfit(Text(N_("'{value}' is neither true nor false"), {"value": value}), None)


def _number(value: str) -> float | int:
    try:
        return int(value) if value.lstrip("-").isdigit() else float(value)
    except ValueError:
        raise Unfit(Text(N_("'{value}' is not a number"), {"value": value}), None) from None
