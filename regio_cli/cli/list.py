"""``regio list``."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer

from regio_cli.cli.list_count import Scope, count_of, leaves_out
from regio_cli.cli.options import HERE, Json, OnDate, Revision, Root, TableFormat, day, later
from regio_cli.cli.run import Console, Wrong
from regio_cli.cli.tables import named_kind, show_rows
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Text
from regio_cli.read import listing
from regio_cli.read.expected import expected_note, uncertain
from regio_cli.read.fieldpath import Column
from regio_cli.read.held import EXPECTED, STATUS_WORDS
from regio_cli.read.matching import Vocabulary
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
            help="Only those with this value, as the table shows it; may be repeated.",
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
    all_: Annotated[bool, typer.Option("--all", help="Also what is not in force today.")] = False,
    format_: TableFormat = "table",
    json: Json = False,
) -> None:
    """List the records of a kind that are in force today; on another day with --on, all of them with --all.

    FIELD is a field's name or label, also inside another or in a list: name.family, offices.partner. VALUE is what the table
    shows: the label of a choice, the name of a record, or its id.

    Example: regio list partners --where type=municipality --sort name
    """
    console = Console()
    if on and all_:
        raise Wrong(Text(N_("--on asks for one day and --all for every day")), Text(N_("leave one of the two out")))
    registry = console.open(root, rev)
    found = named_kind(registry.kinds, kind)
    scope = Scope(None if all_ else day(on), bool(on or all_))
    database = registry.database(day(on))
    asked = [name.strip() for name in columns.split(",")] if columns else found.columns
    try:
        shown = list(listing.columns(found, asked))
        vocabulary = Vocabulary(registry.kinds, database, day(None))
        conditions = [listing.condition(found, text, vocabulary) for text in where or ()]
        listing.require_possible(conditions)
        ordered = listing.order(found, sort or ",".join(found.sort))
        listed = listing.listed(database, found, shown, conditions, ordered, scope.on)
    except listing.Unfit as error:
        raise Wrong(error.text, error.hint) from error
    heads = ["id", *(column.name for column in shown)]
    count = count_of(found, [one.typed for one in conditions], listed, scope)
    # Mandates alone are expected to end by themselves.
    is_of_mandates = found.name == "mandate" and scope.on is not None
    note = expected_note(database) if is_of_mandates else None
    if (format_ := "json" if json else format_) == "table":
        words = Words(NameBook(registry.kinds, Tables(database), console.translate.language), console.translate)
        marks = uncertain(database) if note else {}
        _show_table(console, words, shown, listed.rows, count, marks)
        if note:
            console.say(note.render(console.translate) + "\n")
    else:
        show_rows(console, heads, listed.rows, format_)
        # What scripts read has no line at the end; silent it is not when less is there than there might be.
        is_short = leaves_out(listed) and not scope.is_chosen
        if is_short or (conditions and not listed.rows):
            console.note(count)
        if note:
            console.note(note)
    console.warn_unread(unread(database))


def _show_table(
    console: Console,
    words: Words,
    shown: Sequence[Column],
    rows: Sequence[Sequence[Any]],
    count: Text,
    marks: Mapping[str, str],
) -> None:
    """Write rows for people, and below them the line with their count; that line only, when there are none.

    `marks` are the mandates that are expected to have ended by then.
    """
    if rows:
        labels = ["id", *(words.label(column.field) for column in shown if column.field)]
        console.table(labels, [_in_words(words, shown, row, marks.get(row[0])) for row in rows])
        console.say("\n")
    console.say(count.render(console.translate) + "\n")


def _in_words(words: Words, shown: Sequence[Column], row: Sequence[Any], mark: str | None) -> list[Any]:
    """Return a row as people say it: choices in words, names for what is pointed at; a status with its `mark`."""
    found = [row[0]]
    for column, value in zip(shown, row[1:], strict=True):
        word = _word(words, column, value)
        if mark and column.name == "status":
            word = f"{word}, {words.translate(STATUS_WORDS[EXPECTED[mark]])}"
        found.append(word)
    return found


def _word(words: Words, column: Column, value: Any) -> str:
    field = column.field
    if value is None or field is None:
        return ""
    leaf = field.item or field
    if leaf.ref and not leaf.ref.items and leaf.ref.kind in words.names.kinds.by_name:
        return words.few([Address(leaf.ref.kind, str(one)) for one in (value if isinstance(value, list) else [value])])
    if field.item and field.item.fields:
        return " · ".join(words.item(field.item, one) for one in value)
    return words.value(field, value)
