"""``regio sync``: what others did comes in, what was done here goes out."""

import os
import sys
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from regio_cli.change.doubled import alike
from regio_cli.change.rebase import Clashing, Revisions
from regio_cli.change.sync import Office, Synced, rehearse, sync
from regio_cli.change.transaction import place_of
from regio_cli.cli import clashes
from regio_cli.cli.options import HERE, Root, day
from regio_cli.cli.recovery import desk
from regio_cli.cli.render import dumps
from regio_cli.cli.run import FINDINGS, FINE, Console
from regio_cli.history.delta import Name, between
from regio_cli.history.naming import label
from regio_cli.history.sentence import Scene
from regio_cli.history.words import sentences
from regio_cli.model.display import visible
from regio_cli.model.record import Address, Data
from regio_cli.model.text import N_, Text
from regio_cli.read.registry import Registry
from regio_cli.store import divergence as d
from regio_cli.store.git import Git
from regio_cli.store.remote import Progress
from regio_cli.store.source import REGISTRY

_MOST = 40


def sync_(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would come and go, and change nothing.")
    ] = False,
    json_: Annotated[bool, typer.Option("--json", help="Tell what was done as JSON.")] = False,
    root: Root = HERE,
) -> int:
    """Bring this clone and the shared registry together: fetch, put what was done here on top, check, push.

    When others changed the same thing otherwise, both sides are told and nothing is changed.

    Example: regio sync --dry-run
    """
    console = Console()
    registry = console.open(root, None)
    progress = progress_for()
    office = Office(registry, desk(console), day(None), progress)
    try:
        done = rehearse(office) if dry_run else sync(office)
    except Clashing as error:
        return clashing(console, registry, error, json_)
    finally:
        progress("done.")
    if json_:
        console.give(dumps(_data(console, done, dry_run)))
    else:
        _tell(console, done, dry_run)
    return FINE


def progress_for() -> Progress:
    """Return what tells how far git is: to a person at a terminal, else to nobody."""
    return _progress if sys.stderr.isatty() else _silent


def _silent(_: str) -> None:
    return


def _progress(line: str) -> None:
    sys.stderr.write("\r\x1b[K" + ("" if line.endswith("done.") else visible(line)))
    sys.stderr.flush()


class _Part:
    """What lies between two commits: who made it, and what it says in words."""

    def __init__(self, git: Git, revisions: Revisions, since: str, until: str) -> None:
        self.commits = d.who(git, [commit for commit, _ in d.commits(git, since, until)])
        self.revisions, self.since, self.until = revisions, since, until

    def sentences(self, console: Console) -> list[str]:
        if not self.commits:
            return []
        old, new = self.revisions.at(self.since), self.revisions.at(self.until)
        delta = between(new.kinds, old.snapshot.records, new.snapshot.records)
        name = _names(new, old)
        found = sentences(delta, name, lambda address: _lookup(address, new, old))
        return [sentence.text.render(console.translate) for sentence in found]


def _parts(done: Synced) -> tuple[_Part, _Part]:
    """Return what came in, and what went out."""
    git = Git(done.revisions.root, os.environ)
    lines = done.lines
    return _Part(git, done.revisions, lines.fork, lines.upstream), _Part(git, done.revisions, lines.upstream, done.tip)


def _lookup(address: Address, *registries: Registry) -> Data | None:
    return next((found for each in registries if (found := each.snapshot.records.get(address)) is not None), None)


def _names(*registries: Registry) -> Name:
    return lambda address: label(registries[0].kinds, address, _lookup(address, *registries))


def _tell(console: Console, done: Synced, dry_run: bool) -> None:
    received, sent = _parts(done)
    came = N_("Would come in from others ({count}):") if dry_run else N_("From others ({count}):")
    went = N_("Would go to {upstream} ({count}):") if dry_run else N_("Sent to {upstream} ({count}):")
    _tell_part(console, came, received, done)
    _tell_part(console, went, sent, done)
    for who in d.who(Git(done.revisions.root, os.environ), done.dropped):
        values = {"commit": who.commit[:10], "subject": who.subject}
        _say(console, N_("Not sent, because others did the same or it was undone: {commit} {subject}"), values)
    if not (received.commits or sent.commits or done.dropped):
        _say(console, N_("Nothing to do: this clone and {upstream} are the same."), {"upstream": done.upstream.name})
    _warn_of_doubles(console, done)
    for path in done.left:
        text = Text(N_("{path} was edited meanwhile and is left as it is; the commit has the change"), {"path": path})
        console.warn(text)


def _warn_of_doubles(console: Console, done: Synced) -> None:
    """Warn of people who were added here and, perhaps under another id, by others."""
    fork, there, tip = done.lines.fork, done.lines.upstream, done.tip
    if fork in (there, done.lines.here):
        return
    old, upstream, new = (done.revisions.at(commit) for commit in (fork, there, tip))
    mine = done.revisions.at(done.lines.here).snapshot
    name = _names(new, upstream)
    for known, added in alike(old.snapshot, upstream.snapshot, mine):
        values = {"one": name(added), "id": added.id, "other": name(known), "known": known.id}
        text = Text(N_("{one} ({id}), added here, may be {other} ({known}), added by others"), values)
        hint = Text(N_("if they are one: regio merge {id} {known}"), {"id": added.id, "known": known.id})
        console.warn(text, hint)


def _say(console: Console, template: str, values: Mapping[str, Any]) -> None:
    console.say(Text(template, values).render(console.translate) + "\n")


def _tell_part(console: Console, template: str, part: _Part, done: Synced) -> None:
    if part.commits:
        _say(console, template, {"count": len(part.commits), "upstream": done.upstream.name})
        _list(console, part.sentences(console) or [who.subject for who in part.commits])


def _list(console: Console, lines: list[str]) -> None:
    for line in lines[:_MOST]:
        console.say(f"  {line}\n")
    if len(lines) > _MOST:
        more = Text(N_("… and {count} more"), {"count": len(lines) - _MOST})
        console.say(f"  {more.render(console.translate)}\n")


def _data(console: Console, done: Synced, dry_run: bool) -> dict[str, Any]:
    received, sent = _parts(done)
    return {
        "version": 1,
        "upstream": done.upstream.name,
        "commit": done.tip,
        "received": _part_data(console, received),
        "sent": _part_data(console, sent),
        "dropped": list(done.dropped),
        "conflicts": [],
        "tries": done.tries,
        "dry_run": dry_run,
    }


def _part_data(console: Console, part: _Part) -> dict[str, Any]:
    return {"commits": [who.commit for who in part.commits], "changes": part.sentences(console)}


def clashing(console: Console, registry: Registry, error: Clashing, as_json: bool) -> int:
    """Tell both sides of what can't be brought together; return the exit code."""
    place = place_of(registry, os.environ)
    revisions = Revisions(registry.root, os.environ)
    sides = [revisions.at(commit) for commit in (error.lines.upstream, error.lines.here)]
    scene = Scene(sides[0].kinds, _names(*sides), lambda address: _lookup(address, *sides), False)
    told = clashes.Teller(scene, place.top, f"{place.at.prefix}{REGISTRY}/").told(error)
    if as_json:
        data = {"version": 1, "conflicts": clashes.data_of(console, told)}
        console.give(dumps(data))
        return FINDINGS
    translate = console.translate
    sys.stderr.write(
        f"{translate(N_('error'))}: {error.text.render(translate)}:\n{visible(clashes.text_of(console, told))}"
    )
    sys.stderr.write(f"{translate(N_('hint'))}: {clashes.hint(told, error.upstream).render(translate)}\n")
    return FINDINGS
