"""``regio hosting``: the files by which a host checks the registry and reviews what is proposed."""

import os
from typing import Annotated

import typer

from regio_cli.change.transaction import place_of
from regio_cli.cli.options import HERE, Root
from regio_cli.cli.run import FINDINGS, FINE, Console, Wrong
from regio_cli.hosting.workflows import PLACES, workflow, write
from regio_cli.model.text import N_, Text


def hosting_(
    action: Annotated[str, typer.Argument(help="write.", metavar="write")],
    host: Annotated[str, typer.Argument(help="github, gitlab, forgejo or azure.", metavar="HOST")],
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit code 1 when the file is not as regio writes it.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Also over a file that was changed by hand.")] = False,
    root: Root = HERE,
) -> int:
    """Write the file by which a git host checks the registry, and reviews each pull request in the registry's words.

    Example: regio hosting write github
    """
    console = Console()
    require_host(host)
    if action != "write":
        raise Wrong(Text(N_("'regio hosting write HOST' writes the file; --check and --force go with it")))
    at = place_of(console.open(root, None), os.environ).at
    file, shown = at.top / PLACES[host], str(PLACES[host])
    there = file.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n") if file.is_file() else None
    if there == workflow(host, at.prefix):
        return _told(console, N_("{file} is as regio writes it"), shown, FINE)
    if check:
        missing = there is None
        return _told(
            console,
            N_("{file} is not there") if missing else N_("{file} differs from what regio writes"),
            shown,
            FINDINGS,
        )
    if there is not None and not force:
        raise Wrong(
            Text(N_("{file} is there already, and was not written by this regio"), {"file": shown}),
            Text(N_("put them together by hand, or say --force to write over it")),
        )
    write(host, at.top, at.prefix)
    return _told(console, N_("{file} is written; commit it, and see docs/hosts.md of regio"), shown, FINE)


def require_host(host: str) -> None:
    """Raise Wrong when no host goes by the name `host`."""
    if host not in PLACES:
        raise Wrong(Text(N_("no host '{value}'; there are: {known}"), {"value": host, "known": ", ".join(PLACES)}))


def _told(console: Console, template: str, file: str, code: int) -> int:
    console.say(Text(template, {"file": file}).render(console.translate) + "\n")
    return code
