"""The report `quality`: what is filled in, how long ago it was last confirmed, and what has no source."""

from collections.abc import Iterator, Sequence
from typing import Any

from regio_cli.model.days import later
from regio_cli.model.kinds import Field, Kind
from regio_cli.model.text import N_, Text
from regio_cli.report.context import Context
from regio_cli.report.model import Column, Section, Sign, Table, Value
from regio_cli.store.database import tables

_CONFIRMED, _SOURCE, _DECISION = "confirmed_on", "source", "decision"
# Every half year who is in touch with a partner asks whether the data still holds; after a year nobody can rely on it.
_HALF_YEAR, _YEAR = 183, 365
_RELIED_ON = 0.5
_NOTHING = Text(N_("there are no records"))


def sections(context: Context) -> tuple[Section, ...]:
    """Return the age of confirmations, what lacks a source, and the fields of each kind by how often they are filled in."""
    return (
        Section("confirmed", Text(N_("When it was last confirmed")), (_confirmed_table(context),)),
        Section("sources", Text(N_("Where it comes from")), (_source_table(context),)),
        Section("fields", Text(N_("What is filled in")), (_field_table(context),)),
    )


def _kinds(context: Context) -> list[Kind]:
    """Return the kinds of which there may be many records; there is one of a registry."""
    return [kind for kind in context.kinds if kind.folder]


def _title(kind: Kind) -> Text:
    return Text("{what}", {"what": kind.title._asdict()})


def _in_force(kind: Kind) -> str:
    return f'"active_{kind.name}"'


def _count(context: Context, kind: Kind, condition: str, **values: Any) -> int:
    row = context.one(f"SELECT count(*) AS number FROM {_in_force(kind)} WHERE {condition}", **values)
    return int(row["number"])


def _confirmed_table(context: Context) -> Table:
    columns = (
        Column("kind", Text(N_("kind"))),
        Column("records", Text(N_("records")), "number"),
        Column("half_year", Text(N_("within half a year")), "number"),
        Column("year", Text(N_("within a year")), "number"),
        Column("longer", Text(N_("longer ago")), "number"),
        Column("never", Text(N_("never")), "number"),
        Column("sign", Text(N_("well?")), "sign"),
    )
    rows = [row for kind in _kinds(context) if kind.field(_CONFIRMED) and (row := _confirmed(context, kind))]
    note = Text(N_("Of what is in force on this day. Well is when at least half was confirmed within a year."))
    return Table("confirmed", Text(N_("Age of the last confirmation")), columns, tuple(rows), note, (), _NOTHING)


def _confirmed(context: Context, kind: Kind) -> tuple[Value, ...] | None:
    total = _count(context, kind, "1")
    if not total:
        return None
    half, year = (later(context.on, -days) for days in (_HALF_YEAR, _YEAR))
    recent = _count(context, kind, f"{_CONFIRMED} > :half", half=half)
    within = _count(context, kind, f"{_CONFIRMED} > :year AND {_CONFIRMED} <= :half", half=half, year=year)
    never = _count(context, kind, f"{_CONFIRMED} IS NULL")
    sign: Sign = "good" if recent + within >= _RELIED_ON * total else "warn"
    return (_title(kind), total, recent, within, total - recent - within - never, never, sign)


def _source_table(context: Context) -> Table:
    columns = (
        Column("kind", Text(N_("kind"))),
        Column("records", Text(N_("records")), "number"),
        Column("with", Text(N_("with source or decision")), "share"),
        Column("without", Text(N_("without")), "number"),
        Column("command", Text(N_("which"))),
    )
    rows = [row for kind in _kinds(context) if kind.field(_SOURCE) and (row := _sourced(context, kind))]
    return Table("sources", Text(N_("Source or decision")), columns, tuple(rows), None, (), _NOTHING)


def _sourced(context: Context, kind: Kind) -> tuple[Value, ...] | None:
    named = [name for name in (_SOURCE, _DECISION) if kind.field(name)]
    total = _count(context, kind, "1")
    without = _count(context, kind, " AND ".join(f'"{name}" IS NULL' for name in named))
    if not total:
        return None
    share = (total - without) / total
    return (_title(kind), total, share, without, _command_for(kind, named, context.on) if without else None)


def _command_for(kind: Kind, empty: Sequence[str], on: str) -> str:
    """Return the command that lists the records of a kind in which these fields are empty, as they are on the day `on`."""
    conditions = [f"--where {name}=" for name in empty]
    if kind.period:
        conditions.append(f"--on {on}")
    return f"regio list {kind.name} " + " ".join(conditions)


def _field_table(context: Context) -> Table:
    columns = (
        Column("kind", Text(N_("kind"))),
        Column("field", Text(N_("field"))),
        Column("filled", Text(N_("filled in")), "number"),
        Column("records", Text(N_("of")), "number"),
        Column("share", Text(N_("share")), "share"),
    )
    rows = [row for kind in _kinds(context) for row in _fields(context, kind)]
    note = Text(N_("Of what is in force on this day; fields that every record must have are left out."))
    return Table("fields", Text(N_("Fields that may be left out")), columns, tuple(rows), note, (), _NOTHING)


def _fields(context: Context, kind: Kind) -> Sequence[tuple[Value, ...]]:
    """Return a row a field, the least filled first."""
    total = _count(context, kind, "1")
    found = list(_columns(context, kind))
    if not total or not found:
        return []
    counts = ", ".join(f'count("{column}") AS "{column}"' for column, _ in found)
    filled = context.one(f"SELECT {counts} FROM {_in_force(kind)}")
    rows = [(_title(kind), _label(field), filled[column], total, filled[column] / total) for column, field in found]
    return sorted(rows, key=lambda row: row[4])


def _columns(context: Context, kind: Kind) -> Iterator[tuple[str, Field]]:
    table = next(table for table in tables(context.kinds) if table.kind is kind and table.list_ is None)
    ends = kind.period or ()
    for column in table.columns:
        if column.field and not column.field.required and column.field.name not in ends:
            yield column.name, column.field


def _label(field: Field) -> Text:
    return Text("{what} ({name})", {"what": field.title._asdict(), "name": field.dotted})
