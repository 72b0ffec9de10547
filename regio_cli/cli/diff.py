"""``regio diff``."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, NamedTuple

import typer

from regio_cli.cli.options import HERE, Json, OnDate, Root, day, later
from regio_cli.cli.past import Here, chosen, commit_or_none, opened
from regio_cli.cli.render import dumps
from regio_cli.cli.run import Console, Wrong
from regio_cli.cli.telling import sentences_data, sentences_md, sentences_text
from regio_cli.history.diff import difference
from regio_cli.history.sentence import Sentence
from regio_cli.model.text import N_, Text, Translator
from regio_cli.store.daycommit import known_on
from regio_cli.store.git import commit_of
from regio_cli.store.source import WorkTree

HEAD = "HEAD"


class Range(NamedTuple):
    """From which commit to which: no commit to begin with is no records, none to end with is the work tree."""

    old: str | None
    new: str | None
    on: str | None


def diff_(
    a: Annotated[
        str | None, typer.Argument(help="A commit, branch or tag; without it, the last commit.", metavar="A")
    ] = None,
    b: Annotated[
        str | None, typer.Argument(help="Another; without it, the files as they are now.", metavar="B")
    ] = None,
    on: OnDate = None,
    known_then: Annotated[
        str | None,
        typer.Option(
            "--known-then",
            help="What the registry says of this day now, and did not say then.",
            metavar="DATE",
        ),
    ] = None,
    root: Root = HERE,
    format_: Annotated[
        str, typer.Option("--format", help="text, md or json.", metavar="FORMAT", autocompletion=later("formats"))
    ] = "text",
    json: Json = False,
) -> None:
    """Tell what differs between two states of the registry. With --on, only what was in force on that day.

    Example: regio diff HEAD~5 --on 2026-06-01
    """
    console = Console()
    write = chosen(_FORMATS, "json" if json else format_)
    with opened(console, root) as here:
        range_ = _known_then(here, a, on, day(known_then)) if known_then else _range(here, a, b, on)
        source = here.registry.source
        assert isinstance(source, WorkTree)
        found = difference(here.past, range_.old, range_.new, source, range_.on)
    told = write(range_, found, console.translate)
    (console.say if write is _text else console.give)(told)


def _range(here: Here, a: str | None, b: str | None, on: str | None) -> Range:
    git = here.past.git
    old = commit_of(git, a) if a else commit_or_none(git, HEAD)
    return Range(old, commit_of(git, b) if b else None, day(on) if on else None)


def _known_then(here: Here, a: str | None, on: str | None, then: str) -> Range:
    if a or on:
        raise Wrong(Text(N_("--known-then goes without commits and without --on")))
    last = commit_or_none(here.past.git, HEAD)
    old = known_on(here.past.git, last, then, here.registry.zone) if last else None
    if old is None and here.past.cut_off:
        hint = Text(N_("'git fetch --unshallow' gets all of it"))
        raise Wrong(Text(N_("the history at hand does not go back to {day}"), {"day": then}), hint)
    return Range(old, None, then)


def _text(range_: Range, found: Sequence[Sentence], translate: Translator) -> str:
    return sentences_text(found, translate) or translate(N_("nothing differs")) + "\n"


def _md(range_: Range, found: Sequence[Sentence], translate: Translator) -> str:
    return sentences_md(found, translate)


def _json(range_: Range, found: Sequence[Sentence], translate: Translator) -> str:
    document: dict[str, Any] = {"version": 1, "from": range_.old, "to": range_.new, "on": range_.on}
    document["sentences"] = sentences_data(found, translate)
    return dumps(document)


_FORMATS: Mapping[str, Callable[[Range, Sequence[Sentence], Translator], str]] = {
    "text": _text,
    "md": _md,
    "json": _json,
}
