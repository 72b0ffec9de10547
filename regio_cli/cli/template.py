"""``regio template``: an empty workbook to fill in, that imports without a mapping."""

from typing import Annotated

import typer

from regio_cli.cli.export import export_audience
from regio_cli.cli.options import HERE, ForAudience, Root, later
from regio_cli.cli.output import Output, to_file, to_standard
from regio_cli.cli.run import Console, Wrong
from regio_cli.cli.tables import named_kind
from regio_cli.model.text import N_, Text


def template_(
    format_: Annotated[str, typer.Argument(help="xlsx.", metavar="xlsx")],
    kind: Annotated[
        str, typer.Argument(help="The kind of the records to fill in.", metavar="KIND", autocompletion=later("kinds"))
    ],
    root: Root = HERE,
    audience: ForAudience = "public",
    output: Output = None,
) -> None:
    """Write an empty workbook for records of a kind, with drop-downs and notes; 'regio import' reads it without a mapping.

    Who may not be known to who fills it in is in no drop-down.

    Example: regio template xlsx person -o personen.xlsx
    """
    console = Console()
    if format_ != "xlsx":
        raise Wrong(Text(N_("there is a template as xlsx only")))
    registry = console.open(root, None)
    found = named_kind(registry.kinds, kind)
    from regio_cli.exchange.audience import seen_records
    from regio_cli.exchange.import_.template import template_xlsx

    seen = seen_records(registry.kinds, registry.snapshot.records, export_audience(audience))
    content = template_xlsx(registry.kinds, found, seen, console.translate)
    if output is None:
        to_standard(console, [content], format_, f"{found.name}.xlsx")
    else:
        to_file(output, [content])
