"""``regio schema``: the kinds and their fields."""

from typing import Annotated

import typer

from regio_cli.cli.options import HERE, Json, Revision, Root, TableFormat
from regio_cli.cli.run import Console
from regio_cli.cli.tables import named_kind, show_rows
from regio_cli.model.kinds import Field
from regio_cli.store.database import ddl


def schema_(
    kind: Annotated[str | None, typer.Argument(help="The kind whose fields to show.", metavar="[KIND]")] = None,
    sql: Annotated[bool, typer.Option("--sql", help="Show the tables that 'regio query' can use.")] = False,
    root: Root = HERE,
    rev: Revision = None,
    format_: TableFormat = "table",
    json: Json = False,
) -> None:
    """Show the kinds, or the fields of one kind: name, label, type, whether required, what it points at, meaning.

    Example: regio schema body
    """
    console = Console()
    kinds = console.open(root, rev).kinds
    language = console.translate.language
    format_ = "json" if json else format_
    if sql:
        console.say(ddl(kinds))
    elif kind is None:
        rows = [[k.name, k.title.get(language), k.folder or k.file, k.description.get(language)] for k in kinds]
        show_rows(console, ["kind", "label", "place", "meaning"], rows, format_)
    else:
        found = named_kind(kinds, kind)
        heads = ["field", "label", "type", "required", "points_at", "meaning"]
        show_rows(console, heads, [_row(field, language) for field in found.walk()], format_)


def _row(field: Field, language: str) -> list[str]:
    ref = field.ref or (field.item.ref if field.item else None)
    points_at = f"{ref.kind}.{ref.items}" if ref and ref.items else ref.kind if ref else ""
    type_ = "date" if field.format == "date" else "choice" if field.choices else field.type
    return [field.dotted, field.title.get(language), type_, "*" if field.required else "", points_at,
            field.description.get(language)]  # fmt: skip
