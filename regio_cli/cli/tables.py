"""``regio query``, and what every command with rows shares."""

import math
import re
import sqlite3
import sys
from collections.abc import Iterable, Sequence
from typing import Annotated, Any

import typer

from regio_cli.cli import render
from regio_cli.cli.options import HERE, Json, OnDate, Revision, Root, TableFormat, day
from regio_cli.cli.run import Console, Wrong
from regio_cli.model.kinds import Kind, Kinds
from regio_cli.model.text import N_, Text
from regio_cli.store.database import unread

_FORMATS = ("table", *render.TABLE_FORMATS)


def query_(
    sql: Annotated[
        str,
        typer.Argument(
            help="One SELECT, or - to read it from standard input; 'regio schema --sql' shows the tables.",
            metavar="SQL",
        ),
    ],
    root: Root = HERE,
    rev: Revision = None,
    on: OnDate = None,
    format_: TableFormat = "table",
    json: Json = False,
) -> None:
    """Ask the registry a question in SQL; nothing can be changed this way.

    Example: regio query "SELECT type, count(*) FROM partner GROUP BY type"
    """
    console = Console()
    registry = console.open(root, rev)
    database = registry.database(day(on), "named")
    try:
        cursor = database.execute(sys.stdin.buffer.read().decode("utf-8", "replace") if sql == "-" else sql)
        rows = [[_plain(value) for value in row] for row in cursor.fetchall()]
    except (sqlite3.Error, sqlite3.Warning) as error:
        # SQLite swallows the exception of Ctrl-C that it stops for.
        if getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
            raise KeyboardInterrupt from error
        raise _refused(error, registry.kinds) from error
    if cursor.description is None:
        raise Wrong(Text(N_("there is no question in this query")), _HINT)
    show_rows(console, _distinct(column[0] for column in cursor.description), rows, "json" if json else format_)
    console.warn_unread(unread(database))


_HINT = Text(N_("'regio schema --sql' shows the tables; a query only reads"))
# What SQLite says of a query that does more than read.
_MORE = ("not authorized", "authorization denied", "readonly database", "prohibited", "one statement at a time")
_CLOSE = 70


def _refused(error: Exception, kinds: Kinds) -> Wrong:
    """Return why a query was not run, with the table that may have been meant."""
    what = str(error)
    if any(word in what for word in _MORE):
        return Wrong(Text(N_("a query only reads: one SELECT, that changes nothing and opens no other file")), _HINT)
    hint = _HINT
    missing = re.fullmatch(r"no such table: (\w+)", what)
    if missing:
        from rapidfuzz import fuzz, process

        from regio_cli.store.database import tables

        known = [name for table in tables(kinds) for name in (table.name, f"active_{table.name}")]
        best = process.extractOne(missing[1], known, scorer=fuzz.ratio, score_cutoff=_CLOSE)
        hint = Text(N_("did you mean '{name}'?"), {"name": best[0]}) if best else hint
    return Wrong(Text(N_("this query can't be run: {what}"), {"what": what}), hint)


def _distinct(names: Iterable[str]) -> list[str]:
    """Return the names of columns with a number behind one that was there before: a format may hold each name once."""
    seen: dict[str, int] = {}
    out = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return out


def _plain(value: Any) -> Any:
    """Return a value of SQLite as one that every format has: bytes in hexadecimal, no infinity."""
    if isinstance(value, bytes):
        return value.hex()
    return None if isinstance(value, float) and not math.isfinite(value) else value


def named_kind(kinds: Kinds, word: str) -> Kind:
    """Return the kind that `word` names. Raises Wrong, with what there is."""
    found = kinds.named(word)
    if found is None:
        hint = Text(N_("there are: {known}"), {"known": ", ".join(kind.name for kind in kinds)})
        raise Wrong(Text(N_("there is no kind '{value}'"), {"value": word}), hint)
    return found


def show_rows(
    console: Console,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    format_: str,
    labels: Sequence[str] | None = None,
) -> None:
    """Write rows in a format; `labels` head the columns where people read. Raises Wrong for a format there is not."""
    if format_ not in _FORMATS:
        raise Wrong(
            Text(N_("no format '{value}'; there are: {known}"), {"value": format_, "known": ", ".join(_FORMATS)})
        )
    if format_ == "table":
        console.table(labels or columns, rows)
    else:
        console.give(render.TABLE_FORMATS[format_](columns, rows))
