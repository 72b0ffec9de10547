"""``regio upgrade``: files of an earlier schema version are rewritten for the current one."""

from dataclasses import replace
from typing import Annotated, Any

import typer

from regio_cli.change import integrity
from regio_cli.change.message import About, message
from regio_cli.change.proposal import Proposal
from regio_cli.change.refusal import Refused
from regio_cli.change.transaction import Leave, commit, place_of
from regio_cli.change.upgrade import Upgrade, upgrade
from regio_cli.change.version import newer
from regio_cli.cli.changing import change_data, diff, found_in, language_of_history
from regio_cli.cli.options import HERE, Root, day
from regio_cli.cli.recovery import desk
from regio_cli.cli.render import dumps
from regio_cli.cli.run import FINDINGS, FINE, Console
from regio_cli.migrate.versions import CURRENT
from regio_cli.model.text import N_, Text
from regio_cli.read.registry import Registry


def upgrade_(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")] = False,
    detached: Annotated[bool, typer.Option("--detached", help="Also when HEAD is on no branch.")] = False,
    include_dirty: Annotated[
        bool, typer.Option("--include-dirty", help="Commit the touched files' own uncommitted edits along.")
    ] = False,
    json_: Annotated[bool, typer.Option("--json", help="Tell what was done as JSON.")] = False,
    root: Root = HERE,
) -> int:
    """Rewrite the registry for the schema version of this regio, in one commit; comments and all other lines stay.

    Reading needs no upgrade: regio reads every version it ever wrote, also at earlier revisions.

    Example: regio upgrade --dry-run
    """
    console = Console()
    registry = console.open(root, None)
    if registry.version > CURRENT:
        raise newer(registry.version)
    if registry.version == CURRENT:
        return _nothing(console, json_)
    place_of(registry, desk(console).env)
    made = _Made(registry, day(None))
    if dry_run:
        return _rehearse(console, registry, made.upgrade, json_)

    def say(proposal: Proposal) -> tuple[str, str]:
        translate = language_of_history(registry)
        values = {"version": CURRENT}
        about = About(
            "upgrade",
            Text(N_("this regio writes schema version {version}"), values).render(translate),
            detail=Text(N_("Registry upgraded to schema version {version}"), values),
        )
        told = message(about, _sentences(made.upgrade), proposal.delta.addresses, translate)
        return told.subject, told.text

    leave = Leave(detached, include_dirty)
    done = commit(registry, lambda: made.upgrade.proposal, made.again, say, leave, desk(console))
    if json_:
        console.give(dumps(_data(console, made.upgrade, done.commit, done.subject)))
        return FINE
    _show(console, made.upgrade)
    values = {"commit": done.commit[:10], "count": len(done.proposal.delta.addresses)}
    console.say(Text(N_("Committed as {commit} ({count} records)."), values).render(console.translate) + "\n")
    for path in done.left:
        text = Text(N_("{path} was edited meanwhile and is left as it is; the commit has the change"), {"path": path})
        console.warn(text)
    return FINE


class _Made:
    """The upgrade, worked out anew when the registry moves before it can be committed."""

    def __init__(self, registry: Registry, today: str) -> None:
        self.today = today
        self.upgrade = upgrade(registry, today)

    def again(self, fresh: Registry) -> Proposal:
        if fresh.version >= CURRENT:
            raise Refused(Text(N_("nothing would change: the registry says this already")))
        self.upgrade = upgrade(fresh, self.today)
        return self.upgrade.proposal


def _nothing(console: Console, as_json: bool) -> int:
    if as_json:
        console.give(dumps(change_data()))
    else:
        text = Text(N_("Nothing to do: the registry is of schema version {version}."), {"version": CURRENT})
        console.say(text.render(console.translate) + "\n")
    return FINE


def _rehearse(console: Console, registry: Registry, made: Upgrade, as_json: bool) -> int:
    """Show what would change, in words and as a diff; exit code 1 when it would break something."""
    unkept = integrity.errors(registry, made.proposal)
    proposal = replace(made.proposal, introduced=(*made.proposal.introduced, *unkept))
    made = made._replace(proposal=proposal)
    is_broken = any(finding.severity == "error" for finding in proposal.introduced)
    if as_json:
        console.give(dumps(_data(console, made, None, None)))
        return FINDINGS if is_broken else FINE
    _show(console, made)
    console.say("\n" + diff(proposal))
    if is_broken:
        console.say("\n" + console.translate(N_("This would break the registry, so it can't be done.")) + "\n")
    return FINDINGS if is_broken else FINE


def _sentences(made: Upgrade) -> list[Text]:
    files = len(made.proposal.delta.addresses)
    whole = Text(N_("schema version {version}, in {count} files"), {"version": CURRENT, "count": files})
    return [whole, *(told.text for told in made.told)]


def _show(console: Console, made: Upgrade) -> None:
    for sentence in _sentences(made):
        console.say(f"  {sentence.render(console.translate)}\n")
    if made.proposal.introduced:
        console.say("\n" + found_in(console, made.proposal.after, made.proposal.introduced))


def _data(console: Console, made: Upgrade, commit_: str | None, subject: str | None) -> dict[str, Any]:
    from regio_cli.cli.findings import finding_data

    return change_data(
        commit_,
        subject,
        [str(address) for address in made.proposal.delta.addresses],
        [sentence.render(console.translate) for sentence in _sentences(made)],
        [finding_data(finding, console.translate) for finding in made.proposal.introduced],
    )
