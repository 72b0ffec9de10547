"""Options that several commands share, each described once."""

import datetime
import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from regio_cli.cli.run import Wrong
from regio_cli.model.text import N_, Text


def later(name: str) -> Callable[[typer.Context, str], list[tuple[str, str]]]:
    """Return the completion called `name`, imported only when a shell asks for it."""

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        from regio_cli.cli import complete as completions

        function: Callable[[typer.Context, str], list[tuple[str, str]]] = getattr(completions, name)
        return function(ctx, incomplete)

    return complete


Root = Annotated[Path, typer.Option("-C", "--root", help="Folder in or under the registry.", metavar="DIR")]
OnDate = Annotated[
    str | None, typer.Option("--on", help="As things stood on this day: 2026-03-18, or today.", metavar="DATE")
]
Revision = Annotated[
    str | None, typer.Option("--rev", help="As the registry was in this commit, branch or tag.", metavar="REV")
]
TableFormat = Annotated[
    str,
    typer.Option(
        "--format",
        help="table, csv, json, ndjson, yaml or md.",
        metavar="FORMAT",
        autocompletion=later("formats"),
    ),
]
Record = Annotated[
    str,
    typer.Argument(
        help="Address, path, id or name of a record, or a part of it.",
        metavar="RECORD",
        autocompletion=later("records"),
    ),
]
ForAudience = Annotated[
    str,
    typer.Option(
        "--audience",
        help="public, partners or bureau: who may see it.",
        metavar="AUDIENCE",
        autocompletion=later("audiences"),
    ),
]
Json = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
HERE = Path()
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day(text: str | None) -> str:
    """Return the day that `text` names as YYYY-MM-DD: today without text. Raises Wrong for what is no day."""
    if text is None or _is_today(text):
        return datetime.date.today().isoformat()
    try:
        if _DAY.fullmatch(text):
            return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise Wrong(Text(N_("'{value}' is not a day; write it as 2026-03-18"), {"value": text}))


def is_day(text: str) -> bool:
    """Tell whether `text` is written as a day, whether or not there is such a day."""
    return _is_today(text) or bool(_DAY.fullmatch(text))


def _is_today(text: str) -> bool:
    return text.strip().casefold() in ("today", "vandaag")
