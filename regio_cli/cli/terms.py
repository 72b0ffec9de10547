"""The options that every command shares that changes the registry, given to it as one value."""

import functools
import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from typing import Annotated, Any

import typer

from regio_cli.cli.options import HERE, Root
from regio_cli.cli.run import Wrong
from regio_cli.model.text import N_, Text


@dataclass(frozen=True)
class Terms:
    """How a change is to be made, and what goes with it."""

    root: Root = HERE
    reason: Annotated[str | None, typer.Option("--reason", help="Why; without names of people.", metavar="TEXT")] = None
    decision: Annotated[
        str | None, typer.Option("--decision", help="The decision it follows from.", metavar="TEXT")
    ] = None
    source: Annotated[
        str | None, typer.Option("--source", help="Where it can be read: an address or a document.", metavar="TEXT")
    ] = None
    correction: Annotated[
        bool, typer.Option("--correction", help="A mistake is put right; nothing changes in the world.")
    ] = False
    expect: Annotated[
        int | None, typer.Option("--expect", help="The number of records that change.", metavar="N", min=0)
    ] = None
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")] = False
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask whether it is meant.")] = False
    detached: Annotated[bool, typer.Option("--detached", help="Also when HEAD is on no branch.")] = False
    include_dirty: Annotated[
        bool, typer.Option("--include-dirty", help="Commit the touched files' own uncommitted edits along.")
    ] = False
    json: Annotated[bool, typer.Option("--json", help="Tell what was done as JSON.")] = False

    def with_reasons(self, *reasons: str | None) -> "Terms":
        """Return these terms with `reasons` in the reason that goes in the commit, so that none is lost."""
        given = [text for text in (self.reason, *reasons) if text and text.strip()]
        return replace(self, reason="; ".join(dict.fromkeys(given)) or None)


def _require_text(given: Iterable[Any]) -> None:
    """Raise Wrong for an argument that is no text: it came in another encoding than the terminal says."""
    for value in given:
        if isinstance(value, list | tuple):
            _require_text(value)
        elif isinstance(value, str) and any("\ud800" <= char <= "\udfff" for char in value):
            shown = value.encode("utf-8", "replace").decode()
            raise Wrong(Text(N_("'{value}' is not UTF-8"), {"value": shown}))


def changes(command: Callable[..., int]) -> Callable[..., int]:
    """Give `command`, whose last parameter is `terms`, the options of Terms in its place."""
    own = [parameter for parameter in inspect.signature(command).parameters.values() if parameter.name != "terms"]
    shared = [
        inspect.Parameter(field.name, inspect.Parameter.KEYWORD_ONLY, default=field.default, annotation=field.type)
        for field in fields(Terms)
    ]

    @functools.wraps(command)
    def run(**given: Any) -> int:
        _require_text(given.values())
        terms = Terms(**{field.name: given.pop(field.name) for field in fields(Terms)})
        return command(**given, terms=terms)

    keyword = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own]
    run.__signature__ = inspect.Signature([*keyword, *shared])  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in (*own, *shared)}
    return run
