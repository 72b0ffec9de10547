"""``regio report``: the reports of the registry, in every format."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, cast, get_args

import typer

from regio_cli.cli.options import HERE, Json, OnDate, Revision, Root, day, is_day, later
from regio_cli.cli.output import Output, to_file, to_standard
from regio_cli.cli.past import chosen
from regio_cli.cli.render import harmless
from regio_cli.cli.run import ENVIRONMENT, Console, Wrong
from regio_cli.model.text import N_, Text

if TYPE_CHECKING:
    from regio_cli.read.registry import Registry
    from regio_cli.report.audience import Audience
    from regio_cli.report.model import Report

ReportFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        help="text, md, html, csv, json, xlsx or svg; else by the ending of FILE.",
        metavar="FORMAT",
        autocompletion=later("formats"),
    ),
]
Audience_ = Annotated[
    str,
    typer.Option(
        "--audience",
        help="bureau, or public: without personal data.",
        metavar="AUDIENCE",
        autocompletion=later("audiences"),
    ),
]
# Where no terminal says how wide it is, as in a mail or a file.
_WIDTH = 80


def report_(
    name: Annotated[
        str | None,
        typer.Argument(
            help="Which report; without it, the reports there are.", metavar="NAME", autocompletion=later("reports")
        ),
    ] = None,
    root: Root = HERE,
    rev: Revision = None,
    on: OnDate = None,
    compare: Annotated[
        str | None,
        typer.Option(
            "--compare", help="Beside it as it was on this day, or in this commit, branch or tag.", metavar="DATE|REV"
        ),
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", help="Tell what changed since this day.", metavar="DATE")
    ] = None,
    with_: Annotated[
        Path | None,
        typer.Option("--with", help="Beside it as if the operations in this file were done.", metavar="FILE"),
    ] = None,
    format_: ReportFormat = None,
    json: Json = False,
    output: Output = None,
    audience: Audience_ = "bureau",
) -> None:
    """Make a report of the registry: what needs action, the balance, who is represented, what ends.

    Example: regio report balance --compare 2026-01-01 -o balance.html
    """
    console = Console()
    if name is None:
        if format_ or json or output or compare or with_:
            raise Wrong(Text(N_("say which report; 'regio report' lists them")))
        _say_reports(console)
        return
    from regio_cli.report.catalogue import Options, build

    require_report(name)
    wanted = options_of(json, format_, output, audience)
    registry = console.open(root, rev)
    if with_:
        if compare or rev:
            raise Wrong(Text(N_("--with is about a change of the registry as it is: leave out --compare and --rev")))
        found = _as_if(registry, name, with_, day(on), since)
    else:
        found = build(name, registry, day(on), Options(day(since) if since else None))
    if compare:
        found = _beside(console, found, name, root, rev, compare, since)
    give(console, found, wanted)
    console.warn_unread(found.unread)


class Wanted(NamedTuple):
    """How a report is to be given: its format, to whom, and in which file (None: to the terminal)."""

    format: str
    audience: "Audience"
    output: Path | None


def options_of(json: bool, format_: str | None, output: Path | None, audience: str) -> Wanted:
    """Return what the options ask for. Raises Wrong for a format or audience there is not."""
    return Wanted(_format(json, format_, output), audience_of(audience), output)


def give(console: Console, report: "Report", wanted: Wanted) -> None:
    """Show the report, or write it, as is wanted. Raises Wrong when it can't be shown so."""
    content = _shown(report, wanted.format, console, wanted.audience, wanted.output)
    deliver(console, content, wanted.format, wanted.output)


def _as_if(registry: "Registry", name: str, file: Path, on: str, since: str | None) -> "Report":
    from regio_cli.cli.apply import read_operations
    from regio_cli.report.catalogue import Options
    from regio_cli.report.whatif import whatif

    options = Options(day(since) if since else None)
    return whatif(name, registry, read_operations(str(file)), on, day(None), options)


def _say_reports(console: Console) -> None:
    from regio_cli.report.catalogue import REPORTS

    labels = [console.translate(N_("report")), console.translate(N_("what it tells"))]
    console.table(labels, [[entry.name, entry.about.render(console.translate)] for entry in REPORTS.values()])


def _format(json: bool, name: str | None, output: Path | None) -> str:
    """Return the format that is asked for: said, by the ending of the file, or text. Raises Wrong for one there is not."""
    from regio_cli.report.formats import FORMATS

    ending = output.suffix.removeprefix(".").lower() if output else ""
    wanted = "json" if json else name or (ending if ending in FORMATS else "text")
    chosen(FORMATS, wanted)
    return wanted


def audience_of(word: str) -> "Audience":
    """Return the audience that `word` names. Raises Wrong, with those there are."""
    from regio_cli.report.audience import Audience

    known = get_args(Audience)
    if word not in known:
        values = {"value": word, "known": ", ".join(known)}
        raise Wrong(Text(N_("no audience '{value}'; there are: {known}"), values))
    return cast(Audience, word)


def require_report(name: str) -> None:
    """Raise Wrong, with those there are, when there is no report called `name`."""
    from regio_cli.report.catalogue import REPORTS

    if name not in REPORTS:
        hint = Text(N_("there are: {known}"), {"known": ", ".join(REPORTS)})
        raise Wrong(Text(N_("there is no report '{value}'"), {"value": name}), hint)


def _beside(
    console: Console, now: "Report", name: str, root: Path, rev: str | None, compare: str, since: str | None
) -> "Report":
    """Return the report with itself beside it: on another day, or of another revision on the same day."""
    from regio_cli.report.catalogue import Options, build
    from regio_cli.report.catalogue import compare as beside

    by_day = is_day(compare)
    registry = console.open(root, rev if by_day else compare)
    options = Options(day(since) if since else None)
    return beside(now, build(name, registry, day(compare) if by_day else now.on, options))


def _shown(
    report: "Report", format_: str, console: Console, audience: "Audience", output: Path | None
) -> str | bytes | None:
    """Return the report in a format; None when it was written to the terminal at once. Raises Wrong when it can't be shown so."""
    from regio_cli.report.audience import Internal
    from regio_cli.report.charts import ChartsMissing
    from regio_cli.report.formats import FORMATS
    from regio_cli.report.formats.svg import NoCharts
    from regio_cli.report.formats.text import pieces, report_text

    try:
        if format_ != "text":
            return FORMATS[format_](report, console.translate, audience)
        if output is None and console.width:
            console.pieces(pieces(report, console.translate, audience, console.width))
            return None
        return report_text(report, console.translate, audience, _WIDTH)
    except Internal as error:
        hint = Text(N_("leave out --audience public; the report then stays at the bureau"))
        raise Wrong(
            Text(N_("'{name}' names persons one by one, and is not for the public"), {"name": error.name}), hint
        ) from error
    except NoCharts as error:
        raise Wrong(Text(N_("'{name}' has no charts"), {"name": report.name})) from error
    except ChartsMissing as error:
        hint = Text(N_("'pip install regio-cli[reports]' installs it; other formats do without"))
        raise Wrong(Text(N_("what draws charts is not installed")), hint, ENVIRONMENT) from error


def deliver(console: Console, content: str | bytes | None, format_: str, output: Path | None) -> None:
    """Write a report to the file `output` or to standard output; nothing when it is None. Raises Wrong for bytes on a terminal."""
    if content is None:
        return
    if output is not None:
        to_file(output, [content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")])
    elif isinstance(content, bytes):
        to_standard(console, [content], format_, f"report.{format_}")
    elif format_ == "text":
        console.say(content)
    else:
        console.give(harmless(content) if format_ == "json" else content)
