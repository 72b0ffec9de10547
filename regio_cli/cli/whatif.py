"""``regio whatif``, and ``--with`` of ``regio report``: a report beside itself after a change that is not made."""

import dataclasses
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from regio_cli.change.operations import OPERATIONS, operations
from regio_cli.cli.options import HERE, Json, OnDate, Root, day, later
from regio_cli.cli.output import Output
from regio_cli.cli.report import Audience_, ReportFormat, give, options_of, require_report
from regio_cli.cli.resolve import Words
from regio_cli.cli.run import Console
from regio_cli.report.tabular import differing
from regio_cli.report.whatif import first_day, steps, whatif

# What the words of a step may name. What is not here is an address, or a kind's own affair.
_KINDS = {"person": "person", "by": "person", "into": "person", "body": "body", "mandate": "mandate",
          "partner": "partner", "partners": "partner", "replaces": "mandate"}  # fmt: skip
_STARTS = ("on", "start")


def whatif_(
    operation: Annotated[
        list[str],
        typer.Argument(help="What would be done, as its command words it.", metavar="OPERATION…"),
    ],
    report: Annotated[
        str,
        typer.Option("--report", help="Which report to look at.", metavar="NAME", autocompletion=later("reports")),
    ] = "balance",
    root: Root = HERE,
    on: OnDate = None,
    all_: Annotated[bool, typer.Option("--all", help="Show the whole report, also what stays the same.")] = False,
    format_: ReportFormat = None,
    json: Json = False,
    output: Output = None,
    audience: Audience_ = "bureau",
) -> None:
    """Show what differs in a report before and after a change that is not made: end, appoint, withdraw and all others.

    Without --on, as things would stand on the first day on which all of it holds.

    Example: regio whatif "end regiobestuur-hattem-2026" "appoint p-7k3d --to regiobestuur --for meppel"
    """
    console = Console()
    require_report(report)
    wanted = options_of(json, format_, output, audience)
    registry = console.open(root, None)
    words, today = Words(console, registry), day(None)
    wished = [_filled(words, step, today) for step in steps(operation)]
    moment = day(on) if on else first_day(wished, today)
    found = whatif(report, registry, operations(wished), moment, today)
    give(console, found if all_ else differing(found), wanted)


def _filled(words: Words, step: Mapping[str, Any], today: str) -> Mapping[str, Any]:
    """Return `step` with ids in place of the words that name records, and today for a first day that is not said."""
    named = {name: _ids(words, _KINDS[name], value) if name in _KINDS else value for name, value in step.items()}
    if "record" in step:
        named["record"] = str(words.record(step["record"]))
    fields = dataclasses.fields(OPERATIONS[step["op"]])
    unsaid = [field.name for field in fields if field.name in _STARTS and field.default is dataclasses.MISSING]
    # What a seat asks and its holder is not, the report tells of.
    forced = {"force": True} if any(field.name == "force" for field in fields) else {}
    return {**dict.fromkeys(unsaid, today), **forced, **named}


def _ids(words: Words, kind: str, value: Any) -> Any:
    if isinstance(value, list):
        return [words.id(kind, each) for each in value]
    return words.id(kind, value) if isinstance(value, str) else value
