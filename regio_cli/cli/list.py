"""``regio list``."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from regio_cli.cli.options import HERE, Json, OnDate, Revision, Root, TableFormat, day, later
from regio_cli.cli.run import Console, Wrong
from regio_cli.cli.tables import named_kind, show_rows
from regio_cli.model.record import Address
from regio_cli.read import listing
from regio_cli.read.namebook import NameBook, Tables
from regio_cli.read.words import Words
from regio_cli.store.database import unread


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
        str | None,
        typer.Option(
            "--sort",
            help="Order by these fields, with commas between; - before one turns it round.",
            metavar="FIELDS",
            autocompletion=later("columns"),
        ),
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

    FIELD is a field's name or label, also inside another or in a list: name.family, offices.partner.

    Example: regio list partners --where type=municipality --sort name
    """
    console = Console()
    registry = console.open(root, rev)
    found = named_kind(registry.kinds, kind)
    asked = [name.strip() for name in columns.split(",")] if columns else found.columns
    try:
        shown = list(listing.columns(found, asked))
        conditions = [listing.condition(found, text) for text in where or ()]
        ordered = listing.order(found, sort or ",".join(found.sort))
    except listing.Unfit as error:
        raise Wrong(error.text, error.hint) from error
    database = registry.database(day(on))
    rows = listing.rows(database, found, shown, conditions, ordered, bool(on))
    heads = ["id", *(column.name for column in shown)]
    if (format_ := "json" if json else format_) == "table":
        words = Words(NameBook(registry.kinds, Tables(database), console.translate.language), console.translate)
        labels = ["id", *(words.label(column.field) for column in shown if column.field)]
        show_rows(console, heads, [_in_words(words, shown, row) for row in rows], format_, labels)
    else:
        show_rows(console, heads, rows, format_)
    console.warn_unread(unread(database))


def _in_words(words: Words, shown: Sequence[listing.Column], row: Sequence[Any]) -> list[Any]:
    """Return a row as people say it: choices in words, names for what is pointed at."""
    return [row[0], *(_word(words, column, value) for column, value in zip(shown, row[1:], strict=True))]


def _word(words: Words, column: listing.Column, value: Any) -> str:
    field = column.field
    if value is None or field is None:
        return ""
    leaf = field.item or field
    if leaf.ref and not leaf.ref.items and leaf.ref.kind in words.names.kinds.by_name:
        return words.few([Address(leaf.ref.kind, str(one)) for one in (value if isinstance(value, list) else [value])])
    if field.item and field.item.fields:
        return " · ".join(words.item(field.item, one) for one in value)
    return words.value(field, value)
