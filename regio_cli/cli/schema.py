"""``regio schema``: the kinds and their fields."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from regio_cli.cli.options import HERE, Json, Revision, Root, TableFormat, later
from regio_cli.cli.run import Console
from regio_cli.cli.tables import named_kind, show_rows
from regio_cli.model.kinds import SUFFIX, Field
from regio_cli.model.text import N_, Text
from regio_cli.store import schemas
from regio_cli.store.database import ddl


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
    """Show the kinds, or the fields of one kind: name, label, type, whether required, what it points at, meaning.

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
        console.say(ddl(kinds))
    elif kind is None:
        rows = [[k.name, k.title.get(language), k.folder or k.file, k.description.get(language)] for k in kinds]
        _show(console, _OF_KINDS, rows, format_)
    else:
        found = named_kind(kinds, kind)
        _show(console, _OF_FIELDS, [_row(field, language) for field in found.walk()], format_)


_OF_KINDS = (N_("kind"), N_("label"), N_("place"), N_("meaning"))
_OF_FIELDS = (N_("field"), N_("label"), N_("type"), N_("required"), N_("points at"), N_("meaning"))


def _show(console: Console, columns: Sequence[str], rows: Sequence[Sequence[str | None]], format_: str) -> None:
    labels = [console.translate(column) for column in columns]
    show_rows(console, [column.replace(" ", "_") for column in columns], rows, format_, labels)


def _write(console: Console, root: Path) -> None:
    """Renew the copies of the shipped schemas that a registry has beside it, for editors."""
    folder = root / schemas.FOLDER
    folder.mkdir(exist_ok=True)
    files = sorted(schemas.shipped(schemas.FOLDER).glob("*" + SUFFIX))
    for file in files:
        if file.resolve() != (folder / file.name).resolve():
            (folder / file.name).write_bytes(file.read_bytes())
    text = Text(N_("{count} schemas written to {folder}"), {"count": len(files), "folder": str(folder)})
    console.say(text.render(console.translate) + "\n")


def _row(field: Field, language: str) -> list[str]:
    ref = field.ref or (field.item.ref if field.item else None)
    points_at = f"{ref.kind}.{ref.items}" if ref and ref.items else ref.kind if ref else ""
    type_ = "date" if field.format == "date" else "choice" if field.choices else field.type
    return [field.dotted, field.title.get(language), type_, "*" if field.required else "", points_at,
            field.description.get(language)]  # fmt: skip
