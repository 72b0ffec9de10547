"""``regio show``."""

import json as json_
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer

from regio_cli.cli import render
from regio_cli.cli.options import HERE, Json, OnDate, Revision, Root, day, later
from regio_cli.cli.run import Console, Wrong
from regio_cli.model.kinds import Field, Kinds
from regio_cli.model.text import N_, Text
from regio_cli.read.names import Named
from regio_cli.read.search import candidates
from regio_cli.read.show import Section, lines, sections


def show_(
    record: Annotated[
        str,
        typer.Argument(
            help="Address, path, id or name of a record, or a part of it.",
            metavar="RECORD",
            autocompletion=later("records"),
        ),
    ],
    root: Root = HERE,
    rev: Revision = None,
    on: OnDate = None,
    json: Json = False,
) -> None:
    """Show a record in words, with all that points at it.

    Example: regio show partner/hattem --on 2024-01-01
    """
    console = Console()
    registry = console.open(root, rev)
    database = registry.database(day(on))
    address, name = one(candidates(registry.kinds, database, record), record)
    data = registry.data(address)
    found = list(sections(database, address))
    if json:
        rows: Mapping[str, Any] = {s.title: [dict(zip(s.columns, row, strict=True)) for row in s.rows] for s in found}
        document = {"version": 1, "record": str(address), "name": name, "data": data, "sections": rows}
        console.say(json_.dumps(document, ensure_ascii=False, indent=2) + "\n")
        return
    console.say(f"{render.visible(name)}  ({address})\n\n")
    fields = list(lines(registry.kinds[address.kind], data, console.translate))
    width = max((len(label) for label, _ in fields), default=0)
    for label, value in fields:
        console.say(render.visible(f"  {label:{width}}  {value}").replace("\n", " ") + "\n")
    for section in found:
        console.say(f"\n{console.translate(section.title)} ({len(section.rows)})\n")
        _show_section(console, registry.kinds, section)


def _show_section(console: Console, kinds: Kinds, section: Section) -> None:
    language = console.translate.language
    used = [i for i, _ in enumerate(section.columns) if any(row[i] is not None for row in section.rows)]
    fields = {i: _field(kinds, section.columns[i]) for i in used}
    labels = [field.title.get(language) if (field := fields[i]) else section.columns[i] for i in used]
    rows = [[_word(fields[i], row[i], language) for i in used] for row in section.rows]
    console.say(render.table_text(labels, rows, console.width))


def _field(kinds: Kinds, column: str) -> Field | None:
    """Return the field that a column shows: of a seat, or of whatever kind has it first."""
    column = "person" if column == "holder" else column
    found = (kind.field(dotted) for dotted in (f"seats.{column}", column) for kind in kinds)
    return next((field for field in found if field), None)


def _word(field: Field | None, value: Any, language: str) -> Any:
    if field and field.choices and value in field.choices:
        return field.choices[value].get(language)
    if field and field.type == "boolean" and value is not None:
        return "✓" if value else ""
    return value


def one(found: Sequence[Named], word: str) -> Named:
    """Return the only record in `found`. Raises Wrong, naming the candidates, when there are none or several."""
    if len(found) == 1:
        return found[0]
    if not found:
        raise Wrong(Text(N_("no record is called '{value}'"), {"value": word}),
                    Text(N_("'regio find {value}' looks for names that are like it"), {"value": word}))  # fmt: skip
    listed = "\n".join(f"  {named.address}  {named.name}" for named in found[:20])
    more = f"\n  … {len(found)}" if len(found) > 20 else ""
    raise Wrong(Text(N_("'{value}' may be any of these:\n{listed}"), {"value": word, "listed": listed + more}))
