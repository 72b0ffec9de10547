"""``regio log``, and ``regio show`` of a commit."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from regio_cli.cli.options import HERE, Json, Root, later
from regio_cli.cli.past import Here, chosen, commit_or_none, ends_of, opened
from regio_cli.cli.render import dumps, json_line
from regio_cli.cli.resolve import one
from regio_cli.cli.run import Console
from regio_cli.cli.telling import entry_data, entry_md, entry_text
from regio_cli.history.log import Entry, Wanted, entries
from regio_cli.history.trail import trail
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Translator
from regio_cli.read.registry import Registry
from regio_cli.store import githistory as gh
from regio_cli.store.githistory import Commit
from regio_cli.store.source import REGISTRY

# On a terminal, without --limit: about two screens. Elsewhere everything.
_GLANCE = 20


def log_(
    record: Annotated[
        str | None,
        typer.Argument(
            help="Only what touched this record, also under the ids it had before.",
            metavar="RECORD",
            autocompletion=later("records"),
        ),
    ] = None,
    body: Annotated[
        str | None,
        typer.Option("--body", help="Only what is about this body.", metavar="BODY", autocompletion=later("records")),
    ] = None,
    partner: Annotated[
        str | None,
        typer.Option(
            "--partner", help="Only what is about this partner.", metavar="PARTNER", autocompletion=later("records")
        ),
    ] = None,
    decision: Annotated[
        str | None, typer.Option("--decision", help="Only what rests on a decision with this text.", metavar="TEXT")
    ] = None,
    operation: Annotated[
        str | None, typer.Option("--operation", help="Only what this command of regio did.", metavar="NAME")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", help="From this day, or after this commit.", metavar="DATE|REV")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", help="Up to and including this day, or this commit.", metavar="DATE|REV")
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", help="At most so many; 0 for all.", min=0)] = None,
    root: Root = HERE,
    format_: Annotated[
        str,
        typer.Option("--format", help="text, json, ndjson or md.", metavar="FORMAT", autocompletion=later("formats")),
    ] = "text",
    json: Json = False,
) -> None:
    """Tell what changed in the registry, newest first: made with regio, by hand or with git alone.

    Example: regio log --body regiobestuur --since 2026-01-01
    """
    console = Console()
    write = chosen(_FORMATS, "json" if json else format_)
    with opened(console, root) as here:
        wanted = Wanted(
            bodies=here.ids("body", body),
            partners=here.ids("partner", partner),
            decision=decision,
            operation=operation,
        )
        ends = ends_of(here, since, until)
        addresses, commits = _commits(here, ends, record)
        found = entries(here.past, commits, here.names, wanted._replace(records=addresses))
        write(console, found, limit if limit is not None else _GLANCE if console.is_terminal and write is _text else 0)


def _commits(here: Here, ends: Sequence[str], record: str | None) -> tuple[frozenset[Address] | None, Iterator[Commit]]:
    """Return the record's addresses and the commits to look at. Raises Wrong when there is and was no such record."""
    if not ends:
        return None, iter(())
    if record is None:
        return None, gh.touching(here.past.git, ends, [REGISTRY])
    # The ids that a record had are found in all of its history, also outside the time that is asked for.
    whole = [*ends_of(here, None, None), ends[0]]
    found = trail(here.past, whole, here.resolved(record))
    if not found.commits and not any(address for address in found.addresses if here.names(address)):
        one([], record)
    asked = gh.between(here.past.git, ends)
    return found.addresses, (commit for commit in found.commits if commit.id in asked)


Write = Callable[[Console, Iterator[Entry], int], None]


def _text(console: Console, found: Iterator[Entry], limit: int) -> None:
    count = 0
    for count, entry in enumerate(_limited(found, limit), 1):
        console.say(("\n" if count > 1 else "") + entry_text(entry, console.translate))
    if not count:
        console.say(console.translate(N_("nothing changed")) + "\n")
    elif limit and console.is_terminal and next(found, None):
        console.say("\n" + console.translate(N_("… there is more; --limit 0 tells all")) + "\n")


def _json(console: Console, found: Iterator[Entry], limit: int) -> None:
    commits = [entry_data(entry, console.translate) for entry in _limited(found, limit)]
    console.give(dumps({"version": 1, "commits": commits}))


def _ndjson(console: Console, found: Iterator[Entry], limit: int) -> None:
    for entry in _limited(found, limit):
        console.give(json_line(entry_data(entry, console.translate)))


def _md(console: Console, found: Iterator[Entry], limit: int) -> None:
    for entry in _limited(found, limit):
        console.give(entry_md(entry, console.translate))


def _limited(found: Iterator[Entry], limit: int) -> Iterator[Entry]:
    return islice(found, limit or None)


_FORMATS: Mapping[str, Write] = {"text": _text, "json": _json, "ndjson": _ndjson, "md": _md}


def show_commit(console: Console, root: Path, registry: Registry, word: str, json: bool) -> bool:
    """Write what the commit `word` changed, in words and as a diff; return False when there is no such commit."""
    git = getattr(registry.source, "git", None)
    commit = commit_or_none(git, word) if git else None
    if commit is None:
        return False
    with opened(console, root) as here:
        about = gh.one(here.past.git, commit)
        entry = next(entries(here.past, [about], here.names, Wanted()), Entry(about, (), ()))
        patch = gh.patch(here.past.git, commit, REGISTRY)
    if json:
        document = {"version": 1, **entry_data(entry, console.translate), "diff": patch}
        console.give(dumps(document))
    else:
        console.say(_whole(entry, patch, console.translate))
    return True


def _whole(entry: Entry, patch: str, translate: Translator) -> str:
    text = entry_text(entry, translate, None)
    if not entry.sentences:
        text += f"  {translate(N_('this commit changed nothing in the registry'))}\n"
    return f"{text}\n{patch}" if patch else text
