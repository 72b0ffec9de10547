"""``regio blame``."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any

import typer

from regio_cli.cli.options import HERE, Json, Record, Root, later
from regio_cli.cli.past import chosen, ends_of, opened
from regio_cli.cli.render import dumps
from regio_cli.cli.run import Console
from regio_cli.history.blame import Line, blame
from regio_cli.history.sentence import short
from regio_cli.history.trail import trail
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Translator


def blame_(
    record: Record,
    root: Root = HERE,
    format_: Annotated[
        str, typer.Option("--format", help="text or json.", metavar="FORMAT", autocompletion=later("formats"))
    ] = "text",
    json: Json = False,
) -> None:
    """Tell of each field of a record since when it has its value, by whom, and on which decision.

    Example: regio blame mandate/regiobestuur-voorzitter-2022
    """
    console = Console()
    write = chosen(_FORMATS, "json" if json else format_)
    with opened(console, root) as here:
        address = here.existing(record)
        ends = ends_of(here, None, None)
        found = trail(here.past, ends, here.resolved(str(address)))
        lines = blame(here.past, address, here.registry.data_as_written(address), found)
        name = here.names(address) or address.id
    write(address, name, lines, console)


def _text(address: Address, name: str, lines: Sequence[Line], console: Console) -> None:
    translate = console.translate
    heads = [
        translate(head)
        for head in (N_("field"), N_("value"), N_("since"), N_("by"), N_("commit"), N_("reason"), N_("decision"))
    ]
    rows = [[line.field, short(line.value), *_origin(line, translate)] for line in lines]
    used = [column for column in range(len(heads)) if column < 5 or any(row[column] for row in rows)]
    shown = [[row[column] for column in used] for row in rows]
    console.heading(f"{name}  ({address})")
    console.say("\n")
    console.table([heads[column] for column in used], shown)


def _origin(line: Line, translate: Translator) -> list[str]:
    """Return since when a value is there, by whom, and by which commit, for what reason and on which decision."""
    commit = line.commit
    if commit is None:
        return [translate(N_("not committed yet")), "", "", "", ""]
    since = f"≤ {commit.date[:10]}" if line.earlier else commit.date[:10]
    return [since, commit.author, commit.short, commit.reason, commit.decision]


def _json(address: Address, name: str, lines: Sequence[Line], console: Console) -> None:
    document = {"version": 1, "record": str(address), "name": name, "fields": [_data(line) for line in lines]}
    console.give(dumps(document))


def _data(line: Line) -> dict[str, Any]:
    commit = line.commit
    return {
        "field": line.field,
        "value": line.value,
        "since": commit.date if commit else None,
        "earlier": line.earlier,
        "author": commit.author if commit else None,
        "commit": commit.id if commit else None,
        "operation": commit.operation or None if commit else None,
        "kind": commit.kind or None if commit else None,
        "reason": commit.reason or None if commit else None,
        "decision": commit.decision or None if commit else None,
        "source": commit.source or None if commit else None,
    }


_FORMATS: Mapping[str, Callable[[Address, str, Sequence[Line], Console], None]] = {"text": _text, "json": _json}
