"""``regio propose``: what was committed here goes to a branch of its own, for others to review."""

import os
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, NamedTuple

import typer

from regio_cli.change.rebase import Clashing
from regio_cli.change.sync import Office
from regio_cli.cli.i18n import registry_language
from regio_cli.cli.options import HERE, Root, day
from regio_cli.cli.recovery import desk
from regio_cli.cli.render import dumps
from regio_cli.cli.run import ENVIRONMENT, FINE, Console, Wrong
from regio_cli.cli.sync import clashing, progress_for
from regio_cli.hosting.address import WebAddress, web_address
from regio_cli.hosting.description import description
from regio_cli.hosting.goal import Wish
from regio_cli.hosting.hosts import Host, Request, host_of, new_request_url
from regio_cli.hosting.naming import one_line
from regio_cli.hosting.opening import Opened, open_request, tool_of
from regio_cli.hosting.propose import Proposed, propose
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Text
from regio_cli.store import branches, remote
from regio_cli.store import githistory as gh
from regio_cli.store.git import Git, GitError
from regio_cli.store.source import REGISTRY

_LISTED = 10


class _Page(NamedTuple):
    """The pull request that goes with a proposal, and where it is opened; `host` None where that is not known."""

    request: Request
    commits: tuple[str, ...]
    address: WebAddress | None
    host: Host | None

    @property
    def url(self) -> str | None:
        return new_request_url(self.host, self.address, self.request) if self.host and self.address else None


def propose_(
    title: Annotated[
        str, typer.Argument(help="What is proposed, in one line; without names of people.", metavar="TITLE")
    ],
    open_: Annotated[
        bool, typer.Option("--open", help="Open the pull request with the host's own tool, if it is at hand.")
    ] = False,
    base: Annotated[
        str | None, typer.Option("--base", help="The shared branch it goes on top of.", metavar="BRANCH")
    ] = None,
    branch: Annotated[
        str | None,
        typer.Option("--branch", help="The name of its branch; else it follows from the title.", metavar="NAME"),
    ] = None,
    draft: Annotated[bool, typer.Option("--draft", help="A draft: not to be merged yet.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be proposed, and change nothing.")
    ] = False,
    json_: Annotated[bool, typer.Option("--json", help="Tell what was done as JSON.")] = False,
    root: Root = HERE,
) -> int:
    """Propose what you committed: on a branch of its own on top of the shared registry, pushed, with the text of its pull request.

    Proposing again with the same title, or on that branch, brings it up to date.

    Example: regio propose "Hattem wijst een nieuw lid aan" --open
    """
    console = Console()
    title = one_line(title)
    if not title:
        raise Wrong(Text(N_("say in the title what is proposed")))
    registry = console.open(root, None)
    progress = progress_for()
    office = Office(registry, desk(console), day(None), progress)
    try:
        done = propose(office, Wish(title, base, branch), dry_run)
    except Clashing as error:
        return clashing(console, registry, error, json_)
    finally:
        progress("done.")
    page = _page(done, title, draft)
    opened = _opened(console, page, done) if open_ and done.sent else None
    if json_:
        console.give(dumps(_data(done, page, opened)))
    else:
        _tell(console, done, page, opened)
    return ENVIRONMENT if opened and not opened.done and not done.updated else FINE


def _page(done: Proposed, title: str, draft: bool) -> _Page:
    git = Git(done.revisions.root, os.environ)
    old, new = done.revisions.at(done.shared), done.revisions.at(done.tip)
    commits = list(gh.touching(git, [done.tip, f"^{done.shared}"], [REGISTRY]))
    translate = registry_language(new.data(Address("registry", "registry")))
    request = Request(done.branch, done.base.branch.removeprefix(branches.HEADS), title,
                      description(old, new, commits, translate), draft)  # fmt: skip
    address = _address(git, done.base.remote)
    host = host_of(address, branches.settings(git, "regio.host")) if address else None
    return _Page(request, tuple(commit.id for commit in commits), address, host)


def _address(git: Git, name: str) -> WebAddress | None:
    try:
        return web_address(remote.address(git, name))
    except GitError:
        return None


def _opened(console: Console, page: _Page, done: Proposed) -> Opened | None:
    """Return what the host's tool made of the pull request, None when there is no tool to open it."""
    program = tool_of(page.host, os.environ) if page.host else None
    if not (program and page.host and page.address):
        return None
    return open_request(page.host, page.address, page.request, program, done.revisions.root, os.environ)


def _tell(console: Console, done: Proposed, page: _Page, opened: Opened | None) -> None:
    values = {"branch": done.branch, "count": len(page.commits), "base": done.base.name}
    for template in _happened(done):
        _say(console, template, values)
    _say_files(console, N_("Not committed, so no part of it: {files}"), done.uncommitted)
    _say_files(console, N_("Edited meanwhile and left as it is: {files}"), done.left)
    console.say(f"\n{page.request.title}\n\n{page.request.text}\n")
    if opened:
        console.say(opened.said + "\n")
    if page.url and not (opened and opened.done):
        _say(console, N_("Open the pull request at {url}"), {"url": page.url})
    elif not page.url:
        _say(console, N_("What sort of host this is, is not known: open the pull request there by hand."), {})
        if page.address:
            hint = N_("'git config --add regio.host {host}=SORT' tells it: github, gitlab, forgejo or azure.")
            _say(console, hint, {"host": page.address.host})


def _happened(done: Proposed) -> Sequence[str]:
    if not done.sent:
        return (N_("Would be proposed as {branch} ({count} commits on top of {base}):"),)
    first = (
        N_("The proposal {branch} is brought up to date ({count} commits on top of {base}).")
        if done.updated
        else N_("Proposed as {branch} ({count} commits on top of {base}).")
    )
    return (
        (first, N_("This branch is as {base} again; 'git switch {branch}' goes on with the proposal."))
        if done.back
        else (first,)
    )


def _say_files(console: Console, template: str, files: Sequence[str]) -> None:
    if files:
        more = [f"… {len(files)}"] if len(files) > _LISTED else []
        _say(console, template, {"files": ", ".join([*files[:_LISTED], *more])})


def _say(console: Console, template: str, values: Mapping[str, Any]) -> None:
    console.say(Text(template, values).render(console.translate) + "\n")


def _data(done: Proposed, page: _Page, opened: Opened | None) -> dict[str, Any]:
    return {
        "version": 1,
        "branch": done.branch,
        "base": done.base.name,
        "commit": done.tip,
        "commits": list(page.commits),
        "updated": done.updated,
        "sent": done.sent,
        "title": page.request.title,
        "text": page.request.text,
        "host": page.host.name if page.host else None,
        "url": page.url,
        "opened": bool(opened and opened.done),
        "uncommitted": list(done.uncommitted),
    }
