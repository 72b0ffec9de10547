"""``regio list`` and ``regio query``: rows in any format."""

import json as json_
import sqlite3
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from regio_cli.cli import render
from regio_cli.cli.options import HERE, Json, OnDate, Revision, Root, TableFormat, day, later
from regio_cli.cli.run import Console, Wrong
from regio_cli.model.kinds import Field, Kind, Kinds
from regio_cli.model.text import N_, Text
from regio_cli.read.names import sort_key

_FORMATS = ("table", *render.TABLE_FORMATS)


def query_(
    sql: Annotated[str, typer.Argument(help="One SELECT; 'regio schema --sql' shows the tables.", metavar="SQL")],
    root: Root = HERE,
    rev: Revision = None,
    on: OnDate = None,
    format_: TableFormat = "table",
    json: Json = False,
) -> None:
    """Ask the registry a question in SQL; nothing can be changed this way.

    Example: regio query "SELECT type, count(*) FROM partner GROUP BY type"
    """
    console = Console()
    registry = console.open(root, rev)
    try:
        cursor = registry.database(day(on)).execute(sql)
        rows = cursor.fetchall()
    except (sqlite3.Error, sqlite3.Warning) as error:
        # SQLite swallows the exception of Ctrl-C that it stops for.
        if getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
            raise KeyboardInterrupt from error
        hint = Text(N_("'regio schema --sql' shows the tables; a query only reads"))
        raise Wrong(Text(N_("this query can't be run: {what}"), {"what": str(error)}), hint) from error
    show_rows(console, [column[0] for column in cursor.description or ()], rows, "json" if json else format_)


def list_(
    kind: Annotated[
        str,
        typer.Argument(
            help="A kind: partners, bodies, persons, mandates, …", metavar="KIND", autocompletion=later("kinds")
        ),
    ],
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where",
            help="Only those with this value; may be repeated.",
            metavar="FIELD=VALUE",
            autocompletion=later("conditions"),
        ),
    ] = None,
    sort: Annotated[
        str | None, typer.Option("--sort", help="Order by this field.", metavar="FIELD", autocompletion=later("fields"))
    ] = None,
    columns: Annotated[
        str | None,
        typer.Option(
            "--columns",
            help="The fields to show, with commas between.",
            metavar="FIELDS",
            autocompletion=later("columns"),
        ),
    ] = None,
    root: Root = HERE,
    rev: Revision = None,
    on: OnDate = None,
    format_: TableFormat = "table",
    json: Json = False,
) -> None:
    """List the records of a kind. With --on, only those in force on that day.

    Example: regio list partners --where type=municipality --sort name
    """
    console = Console()
    registry = console.open(root, rev)
    found = named_kind(registry.kinds, kind)
    shown = columns.split(",") if columns else [c for c in found.columns if _is_plain(found, c)]
    shown = [name.strip() for name in shown]
    ordered = [sort] if sort else [name for name in found.sort if _is_plain(found, name)]
    conditions = [_condition(found, text) for text in where or ()]
    picked = ", ".join(["id", *(_column(found, name) for name in [*shown, *ordered])])
    table = f'"{"active_" if on else ""}{found.name}"'
    clause = " AND ".join(sql for sql, _ in conditions) or "1"
    values = [value for _, value in conditions]
    rows = registry.database(day(on)).execute(f"SELECT {picked} FROM {table} WHERE {clause}", values).fetchall()
    rows.sort(key=lambda row: [*(_ordered(value) for value in row[1 + len(shown) :]), row[0]])
    heads = ["id", *shown]
    language = console.translate.language
    labels = [field.title.get(language) if (field := found.field(name)) else name for name in heads]
    format_ = "json" if json else format_
    values_shown = [row[: len(heads)] for row in rows]
    if format_ == "table":
        values_shown = [_in_words(found, heads, row, console) for row in values_shown]
    show_rows(console, heads, values_shown, format_, labels)


def _in_words(kind: Kind, columns: Sequence[str], row: Sequence[Any], console: Console) -> list[Any]:
    """Return a row with choices and yes or no as people say them."""
    return [_word(kind.field(name), value, console) for name, value in zip(columns, row, strict=True)]


def _word(field: Field | None, value: Any, console: Console) -> Any:
    if field is None or value is None:
        return value
    if field.choices and value in field.choices:
        return field.choices[value].get(console.translate.language)
    if field.type == "boolean":
        return console.translate(N_("yes") if value else N_("no"))
    if field.type == "list" and isinstance(value, str):
        return ", ".join(str(item) for item in json_.loads(value))
    return value


def named_kind(kinds: Kinds, word: str) -> Kind:
    """Return the kind that `word` names. Raises Wrong, with what there is."""
    found = kinds.named(word)
    if found is None:
        hint = Text(N_("there are: {known}"), {"known": ", ".join(kind.name for kind in kinds)})
        raise Wrong(Text(N_("there is no kind '{value}'"), {"value": word}), hint)
    return found


def _is_plain(kind: Kind, dotted: str) -> bool:
    field = kind.field(dotted)
    parents = [kind.field(dotted.rsplit(".", n)[0]) for n in range(1, dotted.count(".") + 1)]
    return field is not None and not field.fields and not any(parent and parent.item for parent in parents)


def _column(kind: Kind, name: str) -> str:
    if name != "id" and not _is_plain(kind, name):
        hint = Text(N_("'regio schema {kind}' lists the fields"), {"kind": kind.name})
        raise Wrong(Text(N_("'{field}' is not a field of {kind}"), {"field": name, "kind": kind.name}), hint)
    return f'"{name.replace(".", "_")}"'


def _condition(kind: Kind, text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals:
        raise Wrong(Text(N_("'{value}' is not a condition; write FIELD=VALUE"), {"value": text}))
    column = _column(kind, name)
    field = kind.field(name)
    if not value:
        return f"{column} IS NULL AND ? = ''", value
    if field and field.type == "list":
        return f"EXISTS (SELECT 1 FROM json_each({column}) AS item WHERE CAST(item.value AS TEXT) = ?)", value
    if field and field.type == "boolean":
        return f"{column} = ?", value.lower() in ("true", "1", "yes", "ja", "waar")
    return f"CAST({column} AS TEXT) = ?", value


def _ordered(value: Any) -> tuple[int, Any]:
    if isinstance(value, int | float):
        return (0, value)
    return (1, sort_key(value)) if value is not None else (2, "")


def show_rows(
    console: Console,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    format_: str,
    labels: Sequence[str] | None = None,
) -> None:
    """Write rows in a format; `labels` head the columns where people read. Raises Wrong for a format there is not."""
    if format_ not in _FORMATS:
        raise Wrong(
            Text(N_("no format '{value}'; there are: {known}"), {"value": format_, "known": ", ".join(_FORMATS)})
        )
    if format_ == "table":
        console.table(labels or columns, rows)
    else:
        console.say(render.TABLE_FORMATS[format_](columns, rows))
