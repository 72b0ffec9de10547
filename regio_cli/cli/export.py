"""``regio export``: the records in the formats of others."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from regio_cli.cli.list_count import found_of
from regio_cli.cli.options import HERE, ForAudience, OnDate, Revision, Root, day, later
from regio_cli.cli.output import or_standard, to_file, to_standard
from regio_cli.cli.past import chosen
from regio_cli.cli.progress import progress
from regio_cli.cli.run import FINDINGS, FINE, Console, Wrong, few
from regio_cli.model.text import N_, Text

if TYPE_CHECKING:
    from regio_cli.exchange.audience import Audience
    from regio_cli.exchange.export.model import Export, File, Options
    from regio_cli.exchange.selection import Asked, Selection, Terms
    from regio_cli.model.kinds import Kinds
    from regio_cli.read.registry import Registry
    from regio_cli.store.snapshot import Snapshot


def export_(
    format_: Annotated[
        str | None,
        typer.Argument(
            help="Which format; without it, the formats there are.", metavar="FORMAT", autocompletion=later("exports")
        ),
    ] = None,
    what: Annotated[
        list[str] | None,
        typer.Argument(
            help="Kinds (partners, mandates), or records with what belongs to them (a body, a partner); all without it.",
            metavar="KIND|RECORD...",
            autocompletion=later("exported"),
        ),
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where",
            help="Only those with this value, as the table shows it; may be repeated.",
            metavar="FIELD=VALUE",
            autocompletion=later("conditions"),
        ),
    ] = None,
    root: Root = HERE,
    rev: Revision = None,
    on: OnDate = None,
    audience: ForAudience = "public",
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            help="Write to this file or folder; - is standard output.",
            metavar="FILE|DIR",
            callback=or_standard,
        ),
    ] = None,
    excel_nl: Annotated[bool, typer.Option("--excel-nl", help="csv with semicolons, for a Dutch Excel.")] = False,
    outlook: Annotated[
        bool, typer.Option("--outlook", help="mail with semicolons between addresses, for Outlook.")
    ] = False,
    schema: Annotated[
        bool, typer.Option("--schema", help="Instead, the JSON Schema of what would be exported.")
    ] = False,
) -> int:
    """Export records in a format of others; to the public nothing leaves that is not public.

    Exit code 1 when a file can't be read, and its record is left out.

    Example: regio export xlsx regiobestuur --audience bureau -o regiobestuur.xlsx
    """
    console = Console()
    if format_ is None:
        _say_formats(console)
        return FINE
    from regio_cli.exchange.audience import AboveAudience
    from regio_cli.exchange.export.catalogue import EXPORTS
    from regio_cli.exchange.export.model import Options, TooLong
    from regio_cli.exchange.selection import select
    from regio_cli.read.listing import Unfit

    chosen(EXPORTS, format_)
    export, terms = EXPORTS[format_], terms_of(audience, on)
    if excel_nl and export.suffix != "csv":
        raise Wrong(Text(N_("--excel-nl is for csv, and {format} is none"), {"format": format_}))
    if outlook and export.name != "mail":
        raise Wrong(Text(N_("--outlook is for mail, and {format} is none"), {"format": format_}))
    registry = console.open(root, rev)
    asked = _asked(console, registry, what or list(export.kinds), tuple(where or ()), bool(on))
    try:
        export.require_for(registry.kinds, terms.audience)
        if schema:
            _give_schema(console, export, registry.kinds, asked, terms, output)
            return FINE
        selection = select(registry, asked, terms)
        with progress(console.translate(N_("export")), len(selection.records)) as step:
            _give(console, export, replace(selection, step=step), Options(excel_nl, outlook, _name_of(output)), output)
    except (AboveAudience, TooLong, Unfit) as error:
        raise Wrong(error.text, error.hint) from error
    if asked.where and not selection.records:
        console.warn(found_of(registry.kinds[asked.kinds[0]], asked.where, 0))
    if output and console.is_terminal:
        text = Text(N_("{count} records in {file}"), {"count": len(selection.records), "file": str(output)})
        console.say(text.render(console.translate) + "\n")
    return _warned(console, export, registry.snapshot, selection)


def _name_of(output: Path | None) -> str:
    """Return the name of the file that is written, empty for a pipe or another thing that has no place beside it."""
    is_file = output is not None and (output.is_file() or not output.exists())
    return output.resolve().name if output and is_file else ""


def _warned(console: Console, export: "Export", snapshot: "Snapshot", selection: "Selection") -> int:
    """Warn of what is not in the export; return the exit code."""
    if not export.is_exact:
        _warn_unfit(console, snapshot, selection)
    return FINDINGS if console.warn_unread(snapshot.unread) else FINE


def _warn_unfit(console: Console, snapshot: "Snapshot", selection: "Selection") -> None:
    """Warn of records that are not as their schema has them: not all of them fits the formats of others."""
    files = (snapshot.by_address[address] for address in selection.records)
    unfit = [str(file.address) for file in files if file.content and file.content.problems]
    if unfit:
        text = N_("not as their schema has them, and so perhaps not whole here: {records}")
        console.warn(Text(text, {"records": few(unfit)}), Text(N_("'regio validate' tells what")))


def _give_schema(
    console: Console, export: "Export", kinds: "Kinds", asked: "Asked", terms: "Terms", output: Path | None
) -> None:
    """Write the JSON Schema of an export. Raises Wrong for a format that has none."""
    import json

    from regio_cli.exchange.audience import seen_kinds

    if export.schema is None:
        raise Wrong(Text(N_("{format} has no JSON Schema; json and ndjson have"), {"format": export.name}))
    seen = seen_kinds(kinds, terms.audience)
    found = export.schema(seen, [kind for kind in seen if not asked.kinds or kind.name in asked.kinds], terms.audience)
    text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    if output is None:
        console.give(text)
    else:
        to_file(output, [text.encode()])


def _say_formats(console: Console) -> None:
    from regio_cli.exchange.export.catalogue import EXPORTS

    labels = [console.translate(N_("format")), console.translate(N_("what it is"))]
    console.table(labels, [[entry.name, entry.about.render(console.translate)] for entry in EXPORTS.values()])


def terms_of(audience: str, on: str | None) -> "Terms":
    """Return the terms of an export. Raises Wrong for an audience there is not, or a time that is none."""
    from regio_cli.cli.i18n import registry_language
    from regio_cli.exchange.origin import moment_of
    from regio_cli.exchange.selection import Terms

    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return Terms(export_audience(audience), day(on), moment_of(day(on), epoch), registry_language)
    except (ValueError, OverflowError) as error:
        values = {"value": epoch or ""}
        raise Wrong(Text(N_("SOURCE_DATE_EPOCH is '{value}', and not a number of seconds"), values)) from error


def export_audience(word: str) -> "Audience":
    """Return the audience of exports that `word` names. Raises Wrong, with those there are."""
    from regio_cli.exchange.audience import AUDIENCES

    if word not in AUDIENCES:
        values = {"value": word, "known": ", ".join(AUDIENCES)}
        raise Wrong(Text(N_("no audience '{value}'; there are: {known}"), values))
    return word


def _asked(console: Console, registry: "Registry", words: list[str], where: tuple[str, ...], in_force: bool) -> "Asked":
    """Return what the words ask for: each a kind, or else a record. Raises Wrong for what is neither."""
    from regio_cli.cli.resolve import Words
    from regio_cli.exchange.selection import Asked

    resolve = Words(console, registry)
    named = [(word, registry.kinds.named(word)) for word in words]
    kinds = tuple(kind.name for _, kind in named if kind)
    records = tuple(resolve.record(word) for word, kind in named if kind is None)
    return Asked(kinds, records, where, in_force, day(None))


def _give(console: Console, export: "Export", selection: "Selection", options: "Options", output: Path | None) -> None:
    """Write an export to its file or folder, or to standard output. Raises Wrong where that can't be."""
    files = export.files(selection, options)
    if export.is_folder(selection):
        _give_folder(export, files, output)
        return
    pieces = _or_warning(console, next(files).pieces)
    if output is not None:
        to_file(output, pieces)
        for beside in files:
            to_file(output.resolve().with_name(beside.name), beside.pieces)
    elif console.is_terminal and export.is_text:
        console.say(b"".join(pieces).decode())
    else:
        to_standard(console, pieces, export.name, f"export.{export.suffix}")


def _or_warning(console: Console, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the pieces; warn when there is nothing in them."""
    is_empty = True
    for piece in pieces:
        is_empty = is_empty and not piece
        yield piece
    if is_empty:
        hint = Text(N_("name a body, a partner or a person, or another audience"))
        console.warn(Text(N_("nothing in what was chosen belongs in it")), hint)


def _give_folder(export: "Export", files: Iterator["File"], output: Path | None) -> None:
    from regio_cli.exchange.export.writing import write_folder

    if output is None:
        raise Wrong(Text(N_("{format} is a folder of files here"), {"format": export.name}),
                    Text(N_("give a folder: -o {name}"), {"name": export.name}))  # fmt: skip
    if output.exists() and not output.is_dir():
        raise Wrong(Text(N_("{format} is a folder of files here"), {"format": export.name}),
                    Text(N_("{file} is a file; name a folder"), {"file": str(output)}))  # fmt: skip
    write_folder(output, files)
