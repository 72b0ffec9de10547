"""``regio find``."""

from typing import Annotated

import typer

from regio_cli.cli.options import HERE, Json, Revision, Root, TableFormat, day
from regio_cli.cli.run import FINDINGS, FINE, Console
from regio_cli.cli.tables import show_rows
from regio_cli.model.text import N_
from regio_cli.read.search import find
from regio_cli.store.database import unread


def find_(
    text: Annotated[
        str, typer.Argument(help="A name, an abbreviation, an e-mail address, or a part of one.", metavar="TEXT")
    ],
    root: Root = HERE,
    rev: Revision = None,
    limit: Annotated[int, typer.Option("--limit", help="At most so many.", min=1)] = 20,
    format_: TableFormat = "table",
    json: Json = False,
) -> int:
    """Find records by what they are known by: a name now or before, an abbreviation, initials, an e-mail address.

    Typos, accents and capitals do not matter. Exit code 1 when nothing is found.

    Example: regio find olst-wije
    """
    console = Console()
    registry = console.open(root, rev)
    database = registry.database(day(None))
    hits = find(registry.kinds, database, text, limit)
    rows = [[str(hit.named.address), hit.named.name, hit.by] for hit in hits]
    labels = [console.translate(N_("record")), console.translate(N_("name")), console.translate(N_("known by"))]
    show_rows(console, ["record", "name", "known_by"], rows, "json" if json else format_, labels)
    console.warn_unread(unread(database))
    return FINE if hits else FINDINGS
