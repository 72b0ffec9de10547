"""What a shell may complete: kinds, records, fields and formats, from the registry at hand. Silent when there is none."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

import typer

from regio_cli.cli.options import day
from regio_cli.cli.run import Console
from regio_cli.model.kinds import Field, Kind
from regio_cli.model.text import N_
from regio_cli.read.fieldpath import Unfit, field_named
from regio_cli.read.names import names
from regio_cli.read.registry import Registry

_MANY = 200
Completions = list[tuple[str, str]]


def kinds(ctx: typer.Context, incomplete: str) -> Completions:
    """Return the kinds, in the plural of the user's language, that begin with `incomplete`."""
    registry = _open(ctx)
    language = Console().translate.language
    found = (
        ((kind.names.get(language, (kind.name,))[-1], kind.title.get(language)) for kind in registry.kinds)
        if registry
        else ()
    )
    return _beginning(found, incomplete)


def records(ctx: typer.Context, incomplete: str) -> Completions:
    """Return the ids of records, or their addresses once a kind is begun (``partner/ha``), with their names."""
    registry = _open(ctx)
    if registry is None:
        return []
    database = registry.database(day(None))
    word, slash, _ = incomplete.partition("/")
    kind = registry.kinds.named(word) or registry.kinds.by_folder.get(word) if slash else None
    if kind:
        return _beginning(
            ((f"{word}/{named.address.id}", named.name) for named in names(registry.kinds, database, kind)), incomplete
        )
    everything = (named for named in names(registry.kinds, database) if named.address.kind != "mandate")
    return _beginning(((named.address.id, named.name) for named in everything), incomplete)


def fields(ctx: typer.Context, incomplete: str) -> Completions:
    """Return the fields of the kind that the command line names."""
    kind, language = _kind(ctx), Console().translate.language
    if kind is None:
        return []
    return _beginning(((field.dotted, field.title.get(language)) for field in _listed(kind)), incomplete)


def columns(ctx: typer.Context, incomplete: str) -> Completions:
    """Return the fields again for each after a comma."""
    done, comma, last = incomplete.rpartition(",")
    return [(f"{done}{comma}{name}", label) for name, label in fields(ctx, last)]


def conditions(ctx: typer.Context, incomplete: str) -> Completions:
    """Return ``field=``, also of fields in lists, and after the ``=`` what that field may be: choices, yes or no, records."""
    kind, language = _kind(ctx), Console().translate.language
    name, equals, _ = incomplete.partition("=")
    if kind is None:
        return []
    if not equals:
        asked = ((f"{field.dotted}=", field.title.get(language)) for field in kind.walk() if not _is_group(field))
        return _beginning(asked, incomplete)
    try:
        field = field_named(kind, name)
    except Unfit:
        return []
    return _beginning(((f"{name}={value}", label) for value, label in _values(ctx, field, language)), incomplete)


def _is_group(field: Field) -> bool:
    return bool((field.item or field).fields)


def _values(ctx: typer.Context, field: Field, language: str) -> Iterator[tuple[str, str]]:
    """Yield what a field may be, each with what it means: no label with a space, which a shell would take for two words."""
    leaf = field.item or field
    for choice, label in (leaf.choices or {}).items():
        spoken = label.get(language)
        yield choice, spoken
        if spoken != choice and " " not in spoken:
            yield spoken, choice
    if leaf.type == "boolean":
        translate = Console().translate
        yield from ((translate(word), "") for word in (N_("yes"), N_("no")))
    registry = _open(ctx)
    target = registry.kinds.by_name.get(leaf.ref.kind) if registry and leaf.ref and not leaf.ref.items else None
    if registry and target:
        yield from ((one.address.id, one.name) for one in names(registry.kinds, registry.database(day(None)), target))


def formats(ctx: typer.Context, incomplete: str) -> Completions:
    """Return the formats of the command: of tables, unless it is one with formats of its own."""
    from regio_cli.cli import findings, render
    from regio_cli.report.formats import FORMATS

    told = {"log": ("text", "json", "ndjson", "md"), "diff": ("text", "md", "json"), "blame": ("text", "json")}
    told["validate"] = ("text", *findings.FINDING_FORMATS)
    told["report"] = tuple(FORMATS)
    known = told.get(ctx.info_name or "", ("table", *render.TABLE_FORMATS))
    return _beginning(((name, "") for name in known), incomplete)


def exports(ctx: typer.Context, incomplete: str) -> Completions:
    """Return the export formats, each with what it is."""
    from regio_cli.exchange.export.catalogue import EXPORTS

    translate = Console().translate
    return _beginning(((entry.name, entry.about.render(translate)) for entry in EXPORTS.values()), incomplete)


def exported(ctx: typer.Context, incomplete: str) -> Completions:
    """Return what may be exported: kinds and records."""
    return [*kinds(ctx, incomplete), *records(ctx, incomplete)]


def reports(ctx: typer.Context, incomplete: str) -> Completions:
    """Return the names of reports, each with what it tells."""
    from regio_cli.report.catalogue import REPORTS

    translate = Console().translate
    return _beginning(((entry.name, entry.about.render(translate)) for entry in REPORTS.values()), incomplete)


def audiences(ctx: typer.Context, incomplete: str) -> Completions:
    """Return for whom a report or an export may be."""
    from regio_cli.exchange.audience import AUDIENCES
    from regio_cli.report.audience import Audience

    known = AUDIENCES if ctx.info_name == "export" else get_args(Audience)
    return _beginning(((name, "") for name in known), incomplete)


def _open(ctx: typer.Context) -> Registry | None:
    """Return the registry, None where there is none: whoever presses Tab wants no message."""
    try:
        return Console().open(ctx.params.get("root") or Path(), ctx.params.get("rev"))
    except Exception:
        return None


def _kind(ctx: typer.Context) -> Kind | None:
    # An option that still waits for its value keeps Typer from telling which argument is which.
    registry = _open(ctx)
    words = [ctx.params.get("kind"), *(ctx.params.get("what") or ()), *ctx.args]
    if registry is None:
        return None
    named = (registry.kinds.named(word) for word in words if isinstance(word, str) and not word.startswith("-"))
    return next((kind for kind in named if kind), None)


def _listed(kind: Kind) -> Iterator[Field]:
    """Yield the fields that a list can show: no groups, none inside a list."""
    lists = [field.path for field in kind.walk() if field.item]
    for field in kind.walk():
        if not field.fields and not any(field.path != path and field.path[: len(path)] == path for path in lists):
            yield field


def _beginning(found: Iterable[tuple[str, str]], incomplete: str) -> Completions:
    wanted = incomplete.lower()
    matching = sorted((name, label) for name, label in found if name.lower().startswith(wanted))
    return [(name, label.replace("\n", " ")[:60]) for name, label in matching[:_MANY]]
