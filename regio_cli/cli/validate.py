"""``regio validate``."""

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from regio_cli import __version__
from regio_cli.cli import findings
from regio_cli.cli.options import HERE, Json, OnDate, Revision, Root, day, later
from regio_cli.cli.run import FINDINGS, FINE, Console, Wrong
from regio_cli.model.finding import SEVERITIES, Finding
from regio_cli.model.text import N_, Text
from regio_cli.read.registry import Registry
from regio_cli.store.schemas import FOLDER
from regio_cli.store.source import REGISTRY

_CHECKED = (REGISTRY, FOLDER)
_NOT_ASKED = N_("The rules of the region were not asked: regio validate --rules all, or regio report today.")
_FORMATS = ("text", *findings.FINDING_FORMATS)


def validate_(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Only findings in these files or folders.", metavar="[PATH]…")
    ] = None,
    root: Root = HERE,
    rev: Revision = None,
    on: OnDate = None,
    rules: Annotated[
        str | None,
        typer.Option(
            "--rules", help="The region's own rules too: all, or some with commas between.", metavar="all|RULES"
        ),
    ] = None,
    skip: Annotated[
        str | None, typer.Option("--skip", help="All rules but these, with commas between.", metavar="RULES")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            help="text, json, github, gitlab, sarif or junit.",
            metavar="FORMAT",
            autocompletion=later("formats"),
        ),
    ] = "text",
    json: Json = False,
) -> int:
    """Check the whole registry, or some of its files: YAML, schema, references, names, identifiers and dates.

    Exit code 0: fine, or warnings only; 1: errors.

    Example: regio validate --format github
    """
    console = Console()
    format_ = "json" if json else format_
    if format_ not in _FORMATS:
        raise Wrong(
            Text(N_("no format '{value}'; there are: {known}"), {"value": format_, "known": ", ".join(_FORMATS)})
        )
    registry = console.open(root, rev)
    found, records = registry.findings(day(on))
    if rules is not None or skip is not None:
        from regio_cli.cli.rules import wanted_rules

        judged = registry.judged(day(on), wanted_rules(registry, rules, skip))
        found = tuple(sorted((*found, *judged), key=lambda finding: finding.sort_key))
    wanted = [_inside(registry.root, path, found) for path in paths or ()]
    found = tuple(finding for finding in found if not wanted or _concerns(finding, wanted))
    counts = {name: sum(one.severity == name and not one.accepted for one in found) for name in SEVERITIES}
    accepted = tuple(finding for finding in found if finding.accepted)
    if format_ != "json":
        found = tuple(finding for finding in found if not finding.accepted)
    if format_ == "text":
        if found:
            console.findings(found, lines_of(registry))
        if accepted:
            console.say(findings.accepted_text(accepted, console.translate) + "\n")
        seconds = time.perf_counter() - console.started
        console.say(
            findings.summary_text(counts, records, [str(path) for path in paths or ()], seconds, console.translate)
            + "\n"
        )
        if rules is None and skip is None and not paths:
            console.say(console.translate(_NOT_ASKED) + "\n")
    else:
        summary = {"regio": __version__, "records": records, "counts": counts}
        console.give(findings.FINDING_FORMATS[format_](found, console.translate, summary))
    return FINDINGS if counts["error"] or (strict and counts["warning"]) else FINE


def _inside(root: Path, path: Path, found: tuple[Finding, ...]) -> str:
    """Return the way from the registry's root to `path`. Raises Wrong when it lies elsewhere, or nothing is there."""
    inside = _relative(Path(os.path.normpath(path.absolute())), root) or _relative(path.resolve(), root.resolve())
    if inside is None or not (inside == "." or inside.split("/")[0] in _CHECKED):
        raise Wrong(Text(N_("{path} lies outside the registry"), {"path": str(path)}))
    if not path.exists() and not any(one.place.path.startswith(inside) for one in found):
        raise Wrong(Text(N_("there is no file {path}"), {"path": str(path)}))
    return inside


def _relative(path: Path, root: Path) -> str | None:
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return None


def _concerns(finding: Finding, wanted: Sequence[str]) -> bool:
    """Tell whether a finding is about one of the files or folders `wanted`, also when its other place is there."""
    places = [finding.place.path, *(place.path for place, _ in finding.related)]
    return any(w == "." or path == w or path.startswith(f"{w}/") for w in wanted for path in places)


def lines_of(registry: Registry) -> findings.Lines:
    """Return what gives the text of a line of a file, by path and number from 1; nothing of what is no record."""
    texts: dict[str, list[str]] = {}

    def line(path: str, number: int) -> str:
        if path not in texts:
            file = registry.snapshot.files.get(path.removeprefix("registry/"))
            plain = file is not None and file.address is not None
            content = registry.snapshot.bytes_of(file) if file and plain else b""
            texts[path] = content.decode("utf-8", "replace").split("\n")
        return texts[path][number - 1] if number <= len(texts[path]) else ""

    return line
