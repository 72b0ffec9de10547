"""``regio template``: an empty workbook to fill in, that imports without a mapping."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from regio_cli.cli.options import HERE, Root, later
from regio_cli.cli.run import Console, Wrong
from regio_cli.cli.tables import named_kind
from regio_cli.model.text import N_, Text


def template_(
    format_: Annotated[str, typer.Argument(help="xlsx.", metavar="xlsx")],
    kind: Annotated[
        str, typer.Argument(help="The kind of the records to fill in.", metavar="KIND", autocompletion=later("kinds"))
    ],
    root: Root = HERE,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file.", metavar="FILE")] = None,
) -> None:
    """Write an empty workbook for records of a kind, with drop-downs and notes; 'regio import' reads it without a mapping.

    Example: regio template xlsx person -o personen.xlsx
    """
    console = Console()
    if format_ != "xlsx":
        raise Wrong(Text(N_("there is a template as xlsx only")))
    registry = console.open(root, None)
    found = named_kind(registry.kinds, kind)
    if output is None and console.is_terminal:
        hint = Text(N_("give a file: -o {name}"), {"name": f"{found.name}.xlsx"})
        raise Wrong(Text(N_("{format} is nothing for a terminal"), {"format": format_}), hint)
    from regio_cli.exchange.import_.template import template_xlsx

    content = template_xlsx(registry.kinds, found, registry.snapshot.records, console.translate)
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
    else:
        output.write_bytes(content)
