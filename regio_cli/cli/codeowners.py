"""``regio codeowners``: who is asked to look at a change of which file, as git hosts read it."""

import os
from pathlib import Path
from typing import Annotated

import typer

from regio_cli.change.transaction import place_of
from regio_cli.cli.i18n import registry_language
from regio_cli.cli.options import HERE, Root
from regio_cli.cli.output import Output, to_file
from regio_cli.cli.run import ENVIRONMENT, FINDINGS, FINE, Console, Wrong
from regio_cli.hosting.address import web_address
from regio_cli.hosting.hosts import host_of
from regio_cli.hosting.owners import LARGEST, STYLES, code_owners, owners
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Text
from regio_cli.read.registry import Registry
from regio_cli.store import branches, remote
from regio_cli.store.git import Git, GitError


def codeowners_(
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit code 1 when the file is out of date.")
    ] = False,
    host: Annotated[
        str | None, typer.Option("--host", help="github, gitlab or forgejo; else by the remote.", metavar="HOST")
    ] = None,
    output: Output = None,
    root: Root = HERE,
) -> int:
    """Tell a git host who looks at which file: each partner's files its accounts and the bureau, all else the bureau.

    Example: regio codeowners -o .github/CODEOWNERS
    """
    console = Console()
    registry = console.open(root, None)
    at = place_of(registry, os.environ).at
    style = STYLES[_host(registry, host)]
    text = _text(registry, at.prefix, host)
    file = output or at.top / style.place
    if check:
        return _checked(console, file, text)
    if output is None:
        console.give(text)
        return FINE
    to_file(output, [text.encode()])
    return FINE


def _text(registry: Registry, prefix: str, host: str | None) -> str:
    records = registry.snapshot.records
    found = owners(records)
    if not found.bureau:
        raise Wrong(
            Text(N_("the registry does not say who the bureau is on the git host")),
            Text(N_("'regio set registry hosting.bureau+=@organisation/team' says it")),
        )
    translate = registry_language(records.get(Address("registry", "registry"), {}))
    name = _host(registry, host)
    text = code_owners(found, STYLES[name], registry.kinds, prefix, translate)
    if name == "github" and len(text.encode()) > LARGEST:
        raise Wrong(Text(N_("the file would be larger than GitHub reads (3 MB)")), code=ENVIRONMENT)
    return text


def _host(registry: Registry, told: str | None) -> str:
    """Return the sort of host that is asked for, or that the remote is on; GitHub when that is not known."""
    if told is not None and told not in STYLES:
        raise Wrong(Text(N_("no host '{value}'; there are: {known}"), {"value": told, "known": ", ".join(STYLES)}))
    return told or _of_remote(Git(registry.root, os.environ)) or "github"


def _of_remote(git: Git) -> str | None:
    try:
        address = web_address(remote.address(git, "origin"))
    except GitError:
        return None
    found = host_of(address, branches.settings(git, "regio.host")) if address else None
    return found.name if found and found.name in STYLES else None


def _checked(console: Console, file: Path, text: str) -> int:
    there = file.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n") if file.is_file() else None
    if there == text:
        return FINE
    template = N_("{file} is not there") if there is None else N_("{file} is out of date")
    values = {"file": str(file)}
    console.say(Text(template, values).render(console.translate) + "\n")
    console.say(Text(N_("'regio codeowners -o {file}' writes it"), values).render(console.translate) + "\n")
    return FINDINGS
