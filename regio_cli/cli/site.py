"""``regio site``: the public website of who sits where, as plain files or as a preview."""

import gc
import os
import sys
from collections.abc import Callable, Hashable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from regio_cli.cli.export import terms_of
from regio_cli.cli.i18n import LANGUAGES, Translate
from regio_cli.cli.options import HERE, OnDate, Revision, Root
from regio_cli.cli.past import commit_or_none
from regio_cli.cli.progress import progress
from regio_cli.cli.run import ENVIRONMENT, FINDINGS, FINE, Console, Wrong
from regio_cli.model.text import N_, Text
from regio_cli.store.git import Git

if TYPE_CHECKING:
    from regio_cli.exchange.site.facts import Facts
    from regio_cli.exchange.site.serving import Shown
    from regio_cli.read.registry import Registry

Page = tuple[str, bytes]
# Of what is wrong, so many are told above a page.
_FAULTS = 5


class _Wish(NamedTuple):
    """Which site: of which registry, revision and day, and in which languages (none: all, the registry's own first)."""

    root: Path
    rev: str | None
    on: str | None
    languages: tuple[str, ...]


def site_(
    folder: Annotated[
        Path | None,
        typer.Argument(help="A folder that is not there yet, is empty, or has an earlier site.", metavar="DIR"),
    ] = None,
    root: Root = HERE,
    rev: Revision = None,
    on: OnDate = None,
    lang: Annotated[
        list[str] | None, typer.Option("--lang", help="nl or en, the first in front; both without it.", metavar="LANG")
    ] = None,
    serve: Annotated[
        bool, typer.Option("--serve", help="Preview it on this machine; pages follow the registry.")
    ] = False,
    port: Annotated[
        int, typer.Option("--port", help="Where to preview; 0 is any that is free.", min=0, max=65535)
    ] = 8000,
) -> int:
    """Make the public website of who sits where: plain files, with nobody's name in them who is not public.

    Exit code 1 when a file can't be read, and its record is left out.

    Example: regio site build/site
    """
    console = Console()
    wish = _Wish(root, rev, on, tuple(dict.fromkeys(lang or ())))
    for name in wish.languages:
        _require_language(name)
    if serve == (folder is not None):
        raise Wrong(Text(N_("name a folder for the site, or say --serve to preview it without one")))
    if folder is None:
        _serve(console, wish, port)
        return FINE
    return _write(console, wish, folder.absolute())


def _require_language(name: str) -> None:
    if name not in LANGUAGES:
        values = {"value": name, "known": ", ".join(LANGUAGES)}
        raise Wrong(Text(N_("no language '{value}'; there are: {known}"), values))


def _write(console: Console, wish: _Wish, folder: Path) -> int:
    from regio_cli.exchange.site.folder import NotOurs, put, require_ours

    try:
        require_ours(folder)
        registry = console.open(wish.root, wish.rev)
        facts = _facts(registry, wish)
        # What a template is rendered with holds itself, and of thousands of pages that adds up; the facts stay.
        gc.freeze()
        gc.enable()
        with progress(console.translate(N_("site")), _expected(facts, wish)) as step:
            number = put(folder, _files(facts, wish, False, step))
    except NotOurs as error:
        hint = Text(N_("name another folder, or one that an earlier 'regio site' made"))
        raise Wrong(Text(N_("{path} is not of an earlier site, and stays"), {"path": str(error)}), hint) from error
    text = Text(N_("{count} files in {folder}; open {front}"),
                {"count": number, "folder": str(folder), "front": str(folder / "index.html")})  # fmt: skip
    console.say(text.render(console.translate) + "\n")
    return FINDINGS if console.warn_unread(registry.snapshot.unread) else FINE


def _serve(console: Console, wish: _Wish, port: int) -> None:
    from regio_cli.cli.failing import explained
    from regio_cli.exchange.site.serving import Preview, Server

    # What earlier pages were made of would stay all day.
    gc.enable()
    registry = console.open(wish.root, wish.rev)
    preview = Preview(lambda: _state(registry.root, wish), lambda: _shown(console, wish),
                      lambda error: explained(error, console.translate))  # fmt: skip
    try:
        server = Server(preview, port)
    except OSError as error:
        hint = Text(N_("--port 0 takes any that is free"))
        raise Wrong(Text(N_("port {port} is taken"), {"port": port}), hint, ENVIRONMENT) from error
    text = Text(N_("{address} shows the site; Ctrl-C ends it"), {"address": server.address})
    console.say(text.render(console.translate) + "\n")
    sys.stdout.flush()
    try:
        server.run()
    except KeyboardInterrupt:
        return


def _state(root: Path, wish: _Wish) -> Hashable:
    """Return what changes when the site would."""
    from regio_cli.exchange.site.serving import state_of

    commit = commit_or_none(Git(root, os.environ), wish.rev or "HEAD")
    return commit if wish.rev else (commit, state_of(root))


def _shown(console: Console, wish: _Wish) -> "Shown":
    """Return the pages of the registry as it is now, and what is wrong with it."""
    from regio_cli.exchange.site.serving import Shown

    registry = console.open(wish.root, wish.rev)
    facts = _facts(registry, wish)
    return Shown(dict(_files(facts, wish, True)), _faults(console, registry, facts.origin.on))


def _faults(console: Console, registry: "Registry", on: str) -> Sequence[str]:
    """Return in lines the first errors in the records; what has them may be missing from the pages."""
    from regio_cli.cli.findings import findings_text
    from regio_cli.model.text import counted

    found = [one for one in registry.findings(on)[0] if one.severity == "error"]
    if not found:
        return ()
    text = counted(len(found), N_("{count} error in the records."), N_("{count} errors in the records."))
    lines = findings_text(found[:_FAULTS], lambda *_: "", console.translate).split("\n")
    return [text.render(console.translate), *filter(None, map(str.strip, lines))]


def _facts(registry: "Registry", wish: _Wish) -> "Facts":
    from regio_cli.exchange.site.facts import facts

    return facts(registry, terms_of("public", wish.on))


def _files(facts: "Facts", wish: _Wish, is_live: bool, step: Callable[[], None] = lambda: None) -> Iterator[Page]:
    """Yield the files of a site, and tell `step` of each. Raises Wrong when what draws is not installed."""
    from regio_cli.exchange.site.pages import files
    from regio_cli.report.charts import ChartsMissing

    try:
        for page in files(facts, [Translate(name) for name in _languages(facts, wish)], is_live):
            yield page
            step()
    except ChartsMissing as error:
        hint = Text(N_("'pip install regio-cli[reports]' installs it; other formats do without"))
        raise Wrong(Text(N_("what draws charts is not installed")), hint, ENVIRONMENT) from error


def _languages(facts: "Facts", wish: _Wish) -> list[str]:
    known = [facts.language] if facts.language in LANGUAGES else []
    return list(dict.fromkeys(wish.languages or (*known, *LANGUAGES)))


def _expected(facts: "Facts", wish: _Wish) -> int:
    """Return about how many files there will be."""
    return len(facts.records) * len(_languages(facts, wish))
