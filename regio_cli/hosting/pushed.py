"""What is about to be pushed: the whole registry at each commit, and the errors that the others do not have yet."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from regio_cli.hosting.faults import introduced
from regio_cli.model.finding import Finding
from regio_cli.read.registry import Registry
from regio_cli.store.git import Git, GitError, commit_of, folder_in
from regio_cli.store.source import REGISTRY, open_revision


class Push(NamedTuple):
    """A reference that is pushed, by its name here, with the commit it is at, and what the remote has (None: nothing)."""

    name: str
    commit: str
    before: str | None


def pushes(lines: str) -> list[Push]:
    """Return what git tells the hook pre-push, a line each; what is deleted there is left out."""
    words = (line.split(" ") for line in lines.splitlines())
    found = (Push(each[0], each[1], each[3] if each[3].strip("0") else None) for each in words if len(each) == 4)
    return [push for push in found if push.commit.strip("0")]


def judged(
    git: Git, root: Path, env: Mapping[str, str], remote: str, push: Push, today: str
) -> tuple[Registry, tuple[Finding, ...]] | None:
    """Return the registry that is pushed and its errors on the day `today`; None where that is no commit with a registry.

    Errors do not count that the remote has already: at that reference, or for a new one on its own branch.
    """
    commit = _commit(git, push.commit)
    if commit is None or folder_in(git, commit, REGISTRY) is None:
        return None
    after = Registry(root, open_revision(root, commit, env))

    def before() -> Registry | None:
        known = _commit(git, push.before or f"refs/remotes/{remote}/HEAD")
        has_one = known and folder_in(git, known, REGISTRY)
        return Registry(root, open_revision(root, known, env)) if known and has_one else None

    return after, introduced(after, before, today)


def _commit(git: Git, name: str) -> str | None:
    try:
        return commit_of(git, name)
    except GitError:
        return None
