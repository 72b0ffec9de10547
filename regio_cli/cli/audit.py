"""``regio audit``."""

import datetime
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from regio_cli.cli.options import HERE, Json, Root, day, later
from regio_cli.cli.output import Output
from regio_cli.cli.past import chosen, commit_or_none, git_of
from regio_cli.cli.report import Audience_, audience_of, deliver
from regio_cli.cli.run import ENVIRONMENT, FINDINGS, FINE, Console, Wrong
from regio_cli.model.text import N_, Text
from regio_cli.store.source import WorkTree

if TYPE_CHECKING:
    from regio_cli.audit.anchor import Anchor
    from regio_cli.audit.audit import Asked, Audit
    from regio_cli.audit.settings import Settings
    from regio_cli.audit.signatures import Signers
    from regio_cli.read.registry import Registry
    from regio_cli.report.audience import Audience
    from regio_cli.report.model import Report
    from regio_cli.store.git import Git

_FORMATS = ("text", "json", "html", "csv", "md", "xlsx")
_REGISTRY_FILE = "registry.yaml"
# What the audit takes from that file.
_ASKED = (("audit",), ("timezone",))


def audit_(
    since: Annotated[
        str | None, typer.Option("--since", help="Only commits after this one, a branch or tag.", metavar="REV")
    ] = None,
    anchor: Annotated[
        Path | None,
        typer.Option(
            "--anchor",
            help="File outside the repository that keeps what was audited, and shows when history was rewritten.",
            metavar="FILE",
        ),
    ] = None,
    allowed_signers: Annotated[
        Path | None,
        typer.Option(
            "--allowed-signers",
            help="Who may sign with ssh keys; else the file that git is set to.",
            metavar="FILE",
        ),
    ] = None,
    root: Root = HERE,
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            help="text, json, html, csv, md or xlsx.",
            metavar="FORMAT",
            autocompletion=later("formats"),
        ),
    ] = "text",
    json: Json = False,
    output: Output = None,
    audience: Audience_ = "bureau",
) -> int:
    """Examine every commit that touched the registry: was it valid then, who made it, on what ground, signed, reviewed?

    Exit code 0: fine, or warnings only; 1: errors.

    Example: regio audit --anchor ../anchors.txt --format html -o audit.html
    """
    console = Console()
    format_ = "json" if json else format_
    chosen(dict.fromkeys(_FORMATS), format_)
    reader = audience_of(audience)
    registry = console.open(root, None)
    known = _anchors(anchor, registry) if anchor else []
    asked = _asked(registry, since, tuple(known), allowed_signers)
    found = _audited(asked, registry)
    anchored = _anchored(anchor, known, found) if anchor else None
    _give(console, _report(found, anchored, registry), format_, output, reader)
    return FINDINGS if any(finding.severity == "error" for finding in found.findings) else FINE


def _asked(registry: "Registry", since: str | None, known: "tuple[Anchor, ...]", signers: Path | None) -> "Asked":
    from regio_cli.audit.audit import Asked
    from regio_cli.model.zones import zone
    from regio_cli.store import gitaudit, githistory

    source = registry.source
    git = git_of(source, registry.root)
    assert isinstance(source, WorkTree)
    nowhere = source.state.common_dir / "regio" / "nowhere"
    plain = gitaudit.as_written(git, nowhere)
    head = commit_or_none(plain, "HEAD")
    if head is None:
        raise Wrong(Text(N_("there is no commit to audit yet")), code=ENVIRONMENT)
    settings = _settings(plain, head)
    return Asked(
        git=plain,
        head=head,
        since=_since(plain, since),
        settings=settings,
        signers=_signers(plain, signers, source.state.top),
        anchors=known,
        cut_off=githistory.cut_off(plain),
        prefix=source.state.prefix,
        nowhere=nowhere,
        now=int(time.time()),
        zone=zone(settings.timezone),
    )


def _since(git: "Git", word: str | None) -> str | None:
    if word is None:
        return None
    commit = commit_or_none(git, word)
    if commit is None:
        raise Wrong(Text(N_("there is no revision '{value}' here"), {"value": word}))
    return commit


def _settings(git: "Git", head: str) -> "Settings":
    """Return the settings of the commit that is audited. Raises Wrong when they can't be read: less would be asked unseen."""
    from regio_cli.audit.settings import Settings, settings_of
    from regio_cli.check.schema import Examiner
    from regio_cli.store.git import GitError
    from regio_cli.store.schemas import load_schemas
    from regio_cli.store.source import REGISTRY

    kinds = load_schemas({}).kinds
    try:
        content = git.run("cat-file", "blob", f"{head}:./{REGISTRY}/{_REGISTRY_FILE}")
    except GitError:
        return Settings()
    read = Examiner(kinds).examine(kinds["registry"], content)
    if not isinstance(read.data, dict) or any(problem.field[:1] in _ASKED for problem in read.problems):
        hint = Text(N_("'regio validate --rev HEAD' tells what is wrong"))
        raise Wrong(Text(N_("what the audit must ask can't be read from {file}"), {"file": _REGISTRY_FILE}), hint)
    return settings_of(read.data)


def _signers(git: "Git", given: Path | None, top: Path) -> "Signers":
    from regio_cli.audit.signatures import signers

    return signers(git, given, top)


def _anchors(file: Path, registry: "Registry") -> "list[Anchor]":
    """Return the anchors in `file`. Raises Wrong when it lies in the repository, or is no file of anchors."""
    from regio_cli.audit.anchor import Damaged, anchors, read

    source = registry.source
    git_of(source, registry.root)
    assert isinstance(source, WorkTree)
    if any(file.resolve().is_relative_to(folder.resolve()) for folder in (source.state.top, source.state.common_dir)):
        hint = Text(N_("keep it where who writes in the repository does not"))
        raise Wrong(
            Text(N_("{file} lies in the repository, and an anchor holds only outside it"), {"file": str(file)}), hint
        )
    try:
        return anchors(read(file))
    except Damaged as error:
        values = {"file": str(file), "line": error.line}
        raise Wrong(Text(N_("{file}, line {line}: not an anchor that regio wrote"), values)) from error


def _audited(asked: "Asked", registry: "Registry") -> "Audit":
    from regio_cli.audit.audit import audit, world_digest
    from regio_cli.store.ledger import Ledger

    ledger = Ledger(registry.source.index_folder, world_digest())
    try:
        return audit(asked, ledger)
    finally:
        ledger.close()


def _anchored(file: Path, known: "list[Anchor]", found: "Audit") -> Text:
    """Add an anchor of this audit to `file`, unless history was rewritten or nothing came since; return what was done."""
    from regio_cli.audit.anchor import append
    from regio_cli.audit.audit import anchor_of

    if any(finding.severity == "error" for finding in found.whole):
        return Text(N_("none added, because what was anchored before does not fit"))
    if known and known[-1].commit == found.asked.head:
        return Text(N_("none added, because nothing came since"))
    append(file, anchor_of(found, datetime.datetime.now().astimezone().isoformat(timespec="seconds")))
    return Text(N_("one added"))


def _report(found: "Audit", anchored: Text | None, registry: "Registry") -> "Report":
    from regio_cli.model.record import Address
    from regio_cli.report.audit import audit_report

    region = registry.data(Address("registry", "registry")).get("region")
    name = region.get("name") if isinstance(region, dict) else None
    return audit_report(found, day(None), name if isinstance(name, str) else "", anchored)


def _give(console: Console, report: "Report", format_: str, output: Path | None, reader: "Audience") -> None:
    from regio_cli.report.formats import FORMATS
    from regio_cli.report.formats.text import pieces

    if format_ == "text" and output is None and console.width:
        console.pieces(pieces(report, console.translate, reader, console.width))
        return
    # A line a commit, never broken: a name that was split could begin a line with what a host takes for a command.
    content = FORMATS[format_](report, console.translate, reader)
    deliver(console, content, format_, output)
