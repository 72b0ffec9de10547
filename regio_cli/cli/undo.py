"""``regio undo``."""

import os
from typing import Annotated

import typer

from regio_cli.change.undo import require_undoable, reversal, title
from regio_cli.cli.changing import carry_out
from regio_cli.cli.run import Console
from regio_cli.cli.terms import Terms, changes
from regio_cli.store.git import Git, commit_of


@changes
def undo_(
    commit: Annotated[str, typer.Argument(help="The commit of the change; 'regio log' lists them.", metavar="COMMIT")],
    *,
    terms: Terms,
) -> int:
    """Undo one change, by a new one; what came later stays. Undoing that again redoes it.

    Refused when later changes touched the same fields, or when the registry would break.

    Example: regio undo 3f2a9c1 --reason "verkeerde persoon"
    """
    console = Console()
    registry = console.open_to_change(terms.root)
    git = Git(registry.root, os.environ)
    id_ = commit_of(git, commit)
    steps = reversal(git, registry.snapshot, id_)
    require_undoable(registry.root, os.environ, id_, steps)
    return carry_out(
        console,
        registry,
        "undo",
        lambda fresh: reversal(git, fresh.snapshot, id_),
        terms,
        detail=title(git, id_),
        undoes=id_,
    )
