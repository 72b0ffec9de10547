"""Records of a kind in rows: which columns, which records, in what order, as users ask for them by names of fields."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from regio_cli.model.kinds import Field, Kind
from regio_cli.model.record import Period
from regio_cli.model.text import N_, Text
from regio_cli.read.fieldpath import ID, Column, columns_of, field_named, unknown_field
from regio_cli.read.fieldpath import Unfit as Unfit
from regio_cli.read.fieldpath import columns as columns
from regio_cli.read.matching import Meaning, Vocabulary
from regio_cli.read.names import sort_key
from regio_cli.read.pointing import values_at
from regio_cli.store.database import item_period

_NAMED = 6
_Row = dict[str, Any]


class Condition(NamedTuple):
    """That a field has a meaning, None for none at all, as `typed`; it stands in `columns`, several for a group of fields.

    `owner` is the field with the record whose item is meant, in the same object: ``.`` for the record itself.
    """

    typed: str
    field: Field | None
    columns: tuple[Column, ...]
    meaning: Meaning | None
    owner: str | None = None

    @property
    def lists(self) -> tuple[Field, ...]:
        """The lists of objects that the way to the field goes through, outermost first."""
        return self.columns[0].lists

    @property
    def path(self) -> tuple[str, ...]:
        """The way to the field in a record."""
        return self.field.path if self.field else ("id",)


class Listed(NamedTuple):
    """Rows: an id and what that record has in the columns shown.

    `every` is how many records meet the conditions on whatever day. `by_day` tells that it depends on the day which do;
    `is_cut` that items which are not in force on the day are left out of what is shown.
    """

    rows: list[list[Any]]
    every: int
    is_cut: bool
    by_day: bool


def split(text: str) -> tuple[str, str]:
    """Return the name of the field and the value that FIELD=VALUE asks for. Raises Unfit for what has no such form."""
    name, equals, value = text.partition("=")
    if not equals:
        raise Unfit(Text(N_("'{value}' is not a condition; write FIELD=VALUE"), {"value": text}), None)
    return name.strip(), value.strip()


def condition(kind: Kind, text: str, vocabulary: Vocabulary) -> Condition:
    """Return what FIELD=VALUE asks for; a choice or a record may be given in words. Raises Unfit when that can't be."""
    name, value = split(text)
    field = None if name == "id" else field_named(kind, name)
    found = (ID,) if field is None else tuple(columns_of(kind, field))
    if not found:
        raise unknown_field(kind, name)
    meaning = vocabulary.meaning(kind, field, value) if value else None
    if field and meaning and (field.item or field).fields and not meaning.parts:
        raise _several(field)
    ref = (field.item or field).ref if field else None
    return Condition(text.strip(), field, found, meaning, ref.owner if ref and meaning and meaning.owned else None)


def require_possible(conditions: Sequence[Condition]) -> None:
    """Raise Unfit for two conditions that nothing can meet both, because a field has one value."""
    for place, one in enumerate(conditions):
        for other in conditions[:place]:
            if _excludes(one, other):
                raise Unfit(Text(N_("nothing can have both {one} and {other}"), {"one": other.typed, "other": one.typed}),
                            Text(N_("leave one of the two out")))  # fmt: skip


def order(kind: Kind, text: str) -> list[tuple[Column, bool]]:
    """Return the columns to order by, with whether from high to low: ``province,-name``. Raises Unfit."""
    found: list[tuple[Column, bool]] = []
    for name in filter(None, (part.strip() for part in text.split(","))):
        plain, down = name.removeprefix("-"), name.startswith("-")
        if plain == "id":
            found.append((ID, down))
        else:
            found += [(column, down) for column in columns(kind, [plain])]
    return found


def listed(
    database: sqlite3.Connection,
    kind: Kind,
    shown: Sequence[Column],
    conditions: Sequence[Condition],
    ordered: Sequence[tuple[Column, bool]],
    on: str | None,
) -> Listed:
    """Return the records of `kind` that meet the conditions, in rows; with `on` (YYYY-MM-DD) those in force on that day.

    With `on`, items of lists count and are shown when they are in force that day. Raises Unfit when a condition names what
    is not known, and no record has it either.
    """
    every = _records(database, kind, [*shown, *(column for column, _ in ordered)], conditions)
    _require_known(conditions, every)
    meeting = [row for row in every if _fits(conditions, 0, row, row, None)]
    if on is None:
        kept = meeting
    else:
        kept = [row for row in every if _is_in_force(kind.period, row, on) and _fits(conditions, 0, row, row, on)]
    for column, down in reversed(ordered):
        kept = _sorted(kept, column, down)
    rows, is_cut = [], False
    for row in kept:
        whole = [_at(row, column.stored) for column in shown]
        left = [_shown(column, data, on) for column, data in zip(shown, whole, strict=True)]
        is_cut = is_cut or left != whole
        rows.append([row["id"], *(column.value(data) for column, data in zip(shown, left, strict=True))])
    by_day = kind.period is not None or any(_period(list_) for one in conditions for list_ in one.lists)
    return Listed(rows, len(meeting), is_cut, by_day)


def matching(database: sqlite3.Connection, kind: Kind, conditions: Sequence[Condition], on: str) -> set[str]:
    """Return the ids of the records of `kind` that meet the conditions, on whatever day; items of lists count on the day `on`.

    Raises Unfit as `listed` does.
    """
    every = _records(database, kind, [], conditions)
    _require_known(conditions, every)
    return {row["id"] for row in every if _fits(conditions, 0, row, row, on)}


def _shown(column: Column, data: Any, on: str | None) -> Any:
    return data if on is None or not column.lists else _in_force(column.lists[0], data, on)


def _several(field: Field) -> Unfit:
    inner = (field.item or field).fields
    known = ", ".join([one.dotted for one in inner][:_NAMED])
    return Unfit(Text(N_("'{field}' holds several fields"), {"field": field.dotted}),
                 Text(N_("name one of: {known}"), {"known": known}))  # fmt: skip


def _excludes(one: Condition, other: Condition) -> bool:
    if one.path != other.path or (one.field and one.field.type == "list"):
        return False
    if one.meaning is None or other.meaning is None:
        return one.meaning is not other.meaning
    return one.meaning.is_apart_from(other.meaning)


def _records(
    database: sqlite3.Connection, kind: Kind, shown: Iterable[Column], conditions: Iterable[Condition]
) -> list[_Row]:
    """Return every record of `kind` by id, with only what is shown, asked about, and needed to know when it is in force."""
    wanted = {ID.sql: ID, **{column.sql: column for column in shown}}
    for one in conditions:
        wanted.update((column.sql, column) for column in one.columns)
    for name in _beside(kind, conditions):
        wanted.update((column.sql, column) for column in columns(kind, [name]))
    rows = []
    for raw in database.execute(f'SELECT {", ".join(wanted)} FROM "{kind.name}"'):
        row: _Row = {}
        for column, value in zip(wanted.values(), raw, strict=True):
            _place(row, column.stored, column.data(value))
        rows.append(row)
    rows.sort(key=lambda row: sort_key(str(row["id"])))
    return rows


def _beside(kind: Kind, conditions: Iterable[Condition]) -> Iterator[str]:
    """Yield the fields of the record itself that are needed beside those asked for: its period, and owners of items."""
    yield from kind.period or ()
    for one in conditions:
        if one.owner and one.owner != "." and not one.lists:
            yield one.owner


def _place(row: _Row, path: Sequence[str], data: Any) -> None:
    if data is None:
        return
    for step in path[:-1]:
        row = row.setdefault(step, {})
    row[path[-1]] = data


def _at(row: Any, path: Sequence[str]) -> Any:
    for step in path:
        row = row.get(step) if isinstance(row, dict) else None
    return row


def _require_known(conditions: Iterable[Condition], every: Sequence[_Row]) -> None:
    """Raise Unfit for a condition that names what is not known, unless a record has it all the same."""
    for one in conditions:
        if one.meaning and one.meaning.fault and not any(_fits([one], 0, row, row, None) for row in every):
            raise one.meaning.fault


def _fits(conditions: Sequence[Condition], level: int, holder: Any, record: _Row, on: str | None) -> bool:
    """Whether `holder`, the record or an item of a list at this level, meets the conditions.

    Conditions on one list of objects must hold for the same item of it; with `on`, for one in force on that day.
    """
    by_list: dict[tuple[str, ...], list[Condition]] = {}
    for one in conditions:
        if len(one.lists) > level:
            by_list.setdefault(one.lists[level].path, []).append(one)
        elif not _has(one, level, holder, record):
            return False
    return all(_some_item(group, level, holder, record, on) for group in by_list.values())


def _has(one: Condition, level: int, holder: Any, record: _Row) -> bool:
    above = one.lists[level - 1].path if level else ()
    values = list(values_at(holder, one.path[len(above) :]))
    if one.meaning is None:
        return not values
    owner = record["id"] if one.owner == "." else holder.get(one.owner) if one.owner else None
    return any(one.meaning.accepts(value, owner) for value in values)


def _some_item(group: Sequence[Condition], level: int, holder: Any, record: _Row, on: str | None) -> bool:
    """Whether an item in force of the list at this level meets all of `group`; all items, when all ask for what is not there."""
    list_ = group[0].lists[level]
    above = group[0].lists[level - 1].path if level else ()
    found = values_at(holder, list_.path[len(above) :])
    items = [item for item in found if isinstance(item, dict) and _counts(list_, item, on)]
    if all(one.meaning is None for one in group):
        return all(_fits([one], level + 1, item, record, on) for one in group for item in items)
    return any(_fits(group, level + 1, item, record, on) for item in items)


def _counts(list_: Field, item: _Row, on: str | None) -> bool:
    return on is None or _is_in_force(_period(list_), item, on)


def _period(list_: Field) -> tuple[str, str] | None:
    return item_period(list_.item) if list_.item else None


def _is_in_force(period: tuple[str, str] | None, data: _Row, on: str) -> bool:
    """Whether a record or item with these names of first and last day is in force on a day: always, without a period."""
    if period is None:
        return True
    first, last = (data.get(name) for name in period)
    # What stands there in a registry with faults may be no text.
    return Period(None if first is None else str(first), None if last is None else str(last)).covers(on)


def _in_force(field: Field, data: Any, on: str) -> Any:
    """Return what stands in a field without the items of lists that are not in force on a day."""
    if field.item and field.item.fields and isinstance(data, list):
        return [
            _in_force(field.item, item, on) for item in data if not isinstance(item, dict) or _counts(field, item, on)
        ]
    if field.fields and isinstance(data, dict):
        inner = {one.name: one for one in field.fields}
        return {name: _in_force(inner[name], value, on) if name in inner else value for name, value in data.items()}
    return data


def _sorted(found: list[_Row], column: Column, down: bool) -> list[_Row]:
    """Return rows in the order of one column; those without a value stay last in either direction."""
    having = [row for row in found if _at(row, column.stored) is not None]
    having.sort(key=lambda row: _ordered(_at(row, column.stored)), reverse=down)
    return having + [row for row in found if _at(row, column.stored) is None]


def _ordered(value: Any) -> tuple[int, Any]:
    return (0, value) if isinstance(value, int | float) else (1, sort_key(str(value)))
