"""``regio review``."""

import json as json_
import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from regio_cli import __version__
from regio_cli.cli.options import HERE, Json, OnDate, Root, day, later
from regio_cli.cli.past import chosen
from regio_cli.cli.run import ENVIRONMENT, FINDINGS, FINE, Console, Wrong
from regio_cli.model.finding import SEVERITIES
from regio_cli.model.publicity import PERSON
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Text, Translator
from regio_cli.read.registry import NoRegistry
from regio_cli.review.model import Review
from regio_cli.review.people import People
from regio_cli.review.review import review
from regio_cli.review.scope import scope_of
from regio_cli.review.sides import Sides
from regio_cli.store.git import Git, GitError
from regio_cli.store.source import find_root
from regio_cli.store.trouble import trouble

Write = Callable[[Review, Sides, Translator], str]
_PART = 25


def review_(
    base: Annotated[
        str | None,
        typer.Argument(help="Where the branch goes to; without it, the main branch.", metavar="BASE"),
    ] = None,
    head: Annotated[
        str | None, typer.Argument(help="The branch; without it, what is committed here.", metavar="HEAD")
    ] = None,
    on: OnDate = None,
    root: Root = HERE,
    share: Annotated[
        int,
        typer.Option(
            "--share",
            help="A change of more than this percentage of a body is marked.",
            metavar="PERCENT",
            min=0,
            max=100,
        ),
    ] = _PART,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            help="text, md, json, github, gitlab or sarif.",
            metavar="FORMAT",
            autocompletion=later("formats"),
        ),
    ] = "text",
    json: Json = False,
) -> int:
    """Tell what a branch would change: in words, in the figures, what is of high stakes, and which findings it brings.

    Reviewed is what is committed since the branch left BASE, as 'git diff BASE...HEAD' has it. Nothing in the branch is obeyed: its
    records are judged by the schemas and rules of BASE. Exit code 1: the branch brings errors.

    Example: regio review main --format md
    """
    console = Console()
    write = chosen(_FORMATS, "json" if json else format_)
    here, git = _place(root)
    found, both = review(here, git, scope_of(git, base, head), day(on), day(on) if on else None, share)
    console.give(write(found, both, console.translate))
    counting = ("error", "warning") if strict else ("error",)
    return FINDINGS if any(one.severity in counting for one in found.heaps.introduced) else FINE


def _place(start: Path) -> tuple[Path, Git]:
    """Return the folder that the registry is in, and git there; the files in it are not looked at."""
    root = find_root(start.absolute())
    if root is None:
        raise NoRegistry(str(start.absolute()))
    git = Git(root, os.environ)
    try:
        git.run("rev-parse", "--git-dir")
    except GitError as error:
        found = trouble(root, error)
        if found:
            raise found from error
        text = Text(N_("{folder} is not kept in git, so it has no history"), {"folder": str(root)})
        raise Wrong(text, code=ENVIRONMENT) from error
    return root, git


def _text(found: Review, both: Sides, translate: Translator) -> str:
    from regio_cli.cli.review_text import review_text

    return _quiet(review_text(found, _lines(both), translate))


def _lines(both: Sides) -> Callable[[str, int], str]:
    """Return what gives a line of a file of the branch; of the file of a person who is not public, none."""
    from regio_cli.cli.validate import lines_of

    people = People(both.before.kinds, both.before.snapshot.records, both.after.snapshot.records)
    lines = lines_of(both.after)

    def line(path: str, number: int) -> str:
        file = both.after.snapshot.files.get(path.removeprefix("registry/"))
        address: Address | None = file.address if file else None
        return "" if address and address.kind == PERSON and not people.is_open(address) else lines(path, number)

    return line


def _md(found: Review, both: Sides, translate: Translator) -> str:
    from regio_cli.cli.review_md import review_md

    return review_md(found, translate)


def _json(found: Review, both: Sides, translate: Translator) -> str:
    from regio_cli.cli.review_data import review_json

    return _quiet(_escaped(review_json(found, translate)))


def _findings(name: str) -> Write:
    """Return what writes the findings that a branch brings in the format `name`."""

    def write(found: Review, both: Sides, translate: Translator) -> str:
        from regio_cli.cli.findings import FINDING_FORMATS

        introduced = found.heaps.introduced
        counts = {severity: sum(one.severity == severity for one in introduced) for severity in SEVERITIES}
        summary = {"regio": __version__, "records": len(both.after.snapshot.by_address), "counts": counts}
        text = FINDING_FORMATS[name](introduced, translate, summary)
        return _quiet(text if name == "github" else _escaped(text))

    return write


# Runners of some hosts look for commands behind two of these anywhere in a line of a log.
_CALL = "##"


def _quiet(text: str) -> str:
    """Return `text` without what would be taken for such a command; in JSON it says the same still."""
    return text.replace(_CALL, "#\\u0023")


def _escaped(document: str) -> str:
    """Return a JSON document that says the same with all that steers a terminal or turns writing round as an escape."""
    if document.replace("\n", "").isprintable():
        return document
    return "".join(char if char.isprintable() or char == "\n" else json_.dumps(char)[1:-1] for char in document)


_FORMATS: dict[str, Write] = {
    "text": _text,
    "md": _md,
    "json": _json,
    **{name: _findings(name) for name in ("github", "gitlab", "sarif")},
}
