"""``regio validate``."""

import time
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

_FORMATS = ("text", *findings.FINDING_FORMATS)


def validate_(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Only findings in these files or folders.", metavar="[PATH]…")
    ] = None,
    root: Root = HERE,
    rev: Revision = None,
    on: OnDate = None,
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
    found = _selected(registry, found, paths or [])
    counts = {name: sum(finding.severity == name for finding in found) for name in SEVERITIES}
    if format_ == "text":
        if found:
            console.findings(found, _lines(registry))
        seconds = time.perf_counter() - console.started
        console.say(findings.summary_text(counts, records, seconds, console.translate) + "\n")
    else:
        summary = {"regio": __version__, "records": records, "counts": counts}
        console.say(findings.FINDING_FORMATS[format_](found, console.translate, summary))
    return FINDINGS if counts["error"] or (strict and counts["warning"]) else FINE


def _selected(registry: Registry, found: tuple[Finding, ...], paths: list[Path]) -> tuple[Finding, ...]:
    if not paths:
        return found
    wanted = []
    for path in paths:
        try:
            inside = path.absolute().relative_to(registry.root).as_posix()
        except ValueError:
            raise Wrong(Text(N_("{path} lies outside the registry"), {"path": str(path)})) from None
        if not path.exists() and not any(f.place.path.startswith(inside) for f in found):
            raise Wrong(Text(N_("there is no file {path}"), {"path": str(path)}))
        wanted.append(inside)
    return tuple(
        f for f in found if any(w == "." or f.place.path == w or f.place.path.startswith(w + "/") for w in wanted)
    )


def _lines(registry: Registry):  # type: ignore[no-untyped-def]
    """Return a function from path and line number to that line's text."""
    texts: dict[str, list[str]] = {}

    def line(path: str, number: int) -> str:
        if path not in texts:
            file = registry.snapshot.files.get(path.removeprefix("registry/"))
            plain = file is not None and file.address is not None
            content = registry.snapshot.bytes_of(file) if file and plain else b""
            texts[path] = content.decode("utf-8", "replace").split("\n")
        return texts[path][number - 1] if number <= len(texts[path]) else ""

    return line
