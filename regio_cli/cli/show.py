"""``regio show``."""

from collections.abc import Iterable
from typing import Annotated, Any

import typer

from regio_cli.cli.options import HERE, Json, OnDate, Revision, Root, day, later
from regio_cli.cli.render import dumps
from regio_cli.cli.resolve import one
from regio_cli.cli.run import Console, Wrong
from regio_cli.cli.sections import SectionTable
from regio_cli.model.kinds import Kinds
from regio_cli.model.record import Address, Data
from regio_cli.model.text import N_, Text
from regio_cli.read.expected import expected_note
from regio_cli.read.held import Holder
from regio_cli.read.namebook import NameBook, Tables
from regio_cli.read.registry import Registry
from regio_cli.read.search import candidates
from regio_cli.read.show import Section, sections, told
from regio_cli.read.words import Words
from regio_cli.store.database import unread


def show_(
    record: Annotated[
        str,
        typer.Argument(
            help="Address, path, id or name of a record, or a part of it; or a commit.",
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
    named = candidates(registry.kinds, database, record)
    if not named:
        from regio_cli.cli.log import show_commit

        _refuse_unreadable(registry, record)
        if show_commit(console, root, registry, record, json):
            return
    address, _ = one(named, record)
    names = NameBook(registry.kinds, Tables(database), console.translate.language)
    data = registry.data(address)
    found = sections(registry.kinds, database, address)
    if json:
        rows = {section.key: [_plain(names, row) for row in section.rows] for section in found}
        document = {
            "version": 1, "record": str(address), "name": names.name(address), "on": day(on), "data": data, "sections": rows
        }  # fmt: skip
        console.give(dumps(document))
    else:
        _say(console, registry.kinds, names, address, data, found)
        note = expected_note(database)
        if note:
            console.say("\n" + note.render(console.translate) + "\n")
    console.warn_unread(unread(database))


def _say(
    console: Console, kinds: Kinds, names: NameBook, address: Address, data: Data, found: Iterable[Section]
) -> None:
    """Write a record in words, with the sections of what points at it."""
    kind = kinds[address.kind]
    words = Words(names, console.translate)
    console.heading(f"{names.name(address)}  ({address})")
    console.say("\n")
    console.fields(list(words.lines(kind.fields, data, told(kind.name))))
    for section in found:
        table = SectionTable(kinds, words, section)
        console.say("\n")
        console.heading(f"{console.translate(section.title)} ({len(section.rows)}){table.aside}")
        console.table(table.labels, table.cells)


def _refuse_unreadable(registry: Registry, word: str) -> None:
    """Raise Wrong when `word` names a file that is there, but that no record can be read from."""
    plain = word.replace("\\", "/").removeprefix("./")
    for address, file in registry.snapshot.by_address.items():
        if address not in registry.snapshot.records and plain in (address.id, str(address), file.path):
            raise Wrong(Text(N_("{path} can't be read; 'regio validate' tells why"), {"path": file.path}))


def _plain(names: NameBook, value: Any) -> Any:
    """Return a cell, or a row of them, as the JSON that docs/output.md describes."""
    if isinstance(value, Address):
        return {"record": str(value), "name": names.name(value)}
    if isinstance(value, Holder):
        return _plain(names, value._asdict())
    if isinstance(value, dict):
        return {key: _plain(names, one) for key, one in value.items()}
    return [_plain(names, one) for one in value] if isinstance(value, list | tuple) else value
