"""``regio schema``: the kinds and their fields."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from regio_cli.cli.options import HERE, Json, Revision, Root, TableFormat, later
from regio_cli.cli.run import Console
from regio_cli.cli.tables import named_kind, show_rows
from regio_cli.model.kinds import SUFFIX, Field, Ref
from regio_cli.model.text import N_, Text, Translator
from regio_cli.read.tables import described
from regio_cli.store import schemas, wholefile


def schema_(
    kind: Annotated[
        str | None,
        typer.Argument(help="The kind whose fields to show.", metavar="[KIND]", autocompletion=later("kinds")),
    ] = None,
    sql: Annotated[bool, typer.Option("--sql", help="Show the tables that 'regio query' can use.")] = False,
    write: Annotated[
        bool, typer.Option("--write", help="Write the schemas that this regio has to the registry, for editors.")
    ] = False,
    root: Root = HERE,
    rev: Revision = None,
    format_: TableFormat = "table",
    json: Json = False,
) -> None:
    """Show the kinds, or the fields of one kind: name, label, type, whether required, what it points at, meaning, choices.

    Example: regio schema body
    """
    console = Console()
    registry = console.open(root, rev)
    kinds = registry.kinds
    language = console.translate.language
    format_ = "json" if json else format_
    if write:
        _write(console, registry.root)
    elif sql:
        console.give(described(kinds, console.translate))
    elif kind is None:
        rows = [[k.name, k.title.get(language), k.folder or k.file, k.description.get(language)] for k in kinds]
        _show(console, _OF_KINDS, rows, format_)
    else:
        fields = list(named_kind(kinds, kind).walk())
        if format_ == "table":
            _show(console, _FOR_PEOPLE, [_in_words(field, console.translate) for field in fields], format_)
        else:
            _show(console, _OF_FIELDS, [_row(field, language) for field in fields], format_)


_OF_KINDS = (N_("kind"), N_("label"), N_("place"), N_("meaning"))
_OF_FIELDS = (N_("field"), N_("label"), N_("type"), N_("required"), N_("points at"), N_("meaning"), N_("choices"))
_FOR_PEOPLE = (N_("field"), N_("label"), N_("type"), N_("required"), N_("meaning"))


def _show(console: Console, columns: Sequence[str], rows: Sequence[Sequence[Any]], format_: str) -> None:
    labels = [console.translate(column) for column in columns]
    show_rows(console, [column.replace(" ", "_") for column in columns], rows, format_, labels)


def _write(console: Console, root: Path) -> None:
    """Renew the copies of the shipped schemas that a registry has beside it, for editors."""
    folder = root / schemas.FOLDER
    files = sorted(schemas.shipped(schemas.FOLDER).glob("*" + SUFFIX))
    for file in files:
        if file.resolve() != (folder / file.name).resolve():
            wholefile.write_own(folder / file.name, file.read_bytes())
    text = Text(N_("{count} schemas written to {folder}"), {"count": len(files), "folder": str(folder)})
    console.say(text.render(console.translate) + "\n")


def _row(field: Field, language: str) -> list[Any]:
    leaf = field.item or field
    type_ = "date" if field.format == "date" else "choice" if field.choices else field.type
    return [field.dotted, field.title.get(language), type_, field.required, _points_at(leaf.ref),
            field.description.get(language), list(leaf.choices) if leaf.choices else None]  # fmt: skip


def _points_at(ref: Ref | None) -> str | None:
    return f"{ref.kind}.{ref.items}" if ref and ref.items else ref.kind if ref else None


def _in_words(field: Field, translate: Translator) -> list[str]:
    """Return the row of a field as people read it: what is inside another stands further in, what it points at is its type."""
    _, label, type_, required, points_at, meaning, choices = _row(field, translate.language)
    known = Text(N_("One of: {known}."), {"known": ", ".join(choices)}).render(translate) if choices else ""
    same = label == field.name.replace("_", " ")
    name = "· " * (len(field.path) - 1) + field.name
    return [
        name,
        "" if same else label,
        f"→ {points_at}" if points_at else type_,
        "*" if required else "",
        f"{meaning} {known}".strip(),
    ]
