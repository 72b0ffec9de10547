"""``regio find``."""

from typing import Annotated

import typer

from regio_cli.cli.options import HERE, Json, Revision, Root, TableFormat, day
from regio_cli.cli.run import FINDINGS, FINE, Console
from regio_cli.cli.tables import show_rows
from regio_cli.model.text import N_
from regio_cli.read.names import find


def find_(
    text: Annotated[str, typer.Argument(help="A name, or a part of one.", metavar="TEXT")],
    root: Root = HERE,
    rev: Revision = None,
    limit: Annotated[int, typer.Option("--limit", help="At most so many.", min=1)] = 20,
    format_: TableFormat = "table",
    json: Json = False,
) -> int:
    """Find records by name; typos, accents and capitals do not matter. Exit code 1 when nothing is found.

    Example: regio find olst-wije
    """
    console = Console()
    registry = console.open(root, rev)
    hits = find(registry.kinds, registry.database(day(None)), text, limit)
    rows = [[str(named.address), named.name] for named, _ in hits]
    labels = [console.translate(N_("record")), console.translate(N_("name"))]
    show_rows(console, ["record", "name"], rows, "json" if json else format_, labels)
    return FINE if hits else FINDINGS
