"""Branches of a clone: which there are, which of them are proposals of ours, and what they go on top of.

A proposal is a branch that regio made: ``branch.NAME.regioBase`` in git's own settings says so, and goes with the branch.
What was pushed of it last is kept in a reference of its own, so that only that is ever replaced elsewhere.
"""

from typing import NamedTuple

from regio_cli.store.git import Git, GitError

HEADS = "refs/heads/"
_PUSHED = "refs/regio/proposed/"


class Local(NamedTuple):
    """A local branch: its commit, and the folder of the work tree that it is checked out in (empty: none)."""

    commit: str
    folder: str


def local(git: Git) -> dict[str, Local]:
    """Return the local branches by their full names."""
    out = git.run("for-each-ref", "--format=%(refname)%00%(objectname)%00%(worktreepath)", HEADS)
    rows = (line.split("\0") for line in out.decode("utf-8", "surrogateescape").splitlines())
    return {name: Local(commit, folder) for name, commit, folder in rows}


def settings(git: Git, name: str) -> list[str]:
    """Return all values of a setting of git, of this clone and of its user."""
    try:
        return git.run("config", "--get-all", "-z", name).decode("utf-8", "replace").split("\0")[:-1]
    except GitError:
        return []


def is_name(git: Git, name: str) -> bool:
    """Tell whether git takes `name` for a branch."""
    try:
        git.run("check-ref-format", "--branch", name)
    except GitError:
        return False
    return not name.startswith(("-", "@{")) and not name.startswith("refs/")


def base_of(git: Git, branch: str) -> str | None:
    """Return what the proposal `branch` (short name) goes on top of: remote and branch there, as in ``origin/main``."""
    return next(iter(settings(git, f"branch.{branch}.regioBase")), None)


def pushed(git: Git, branch: str) -> str | None:
    """Return the commit of the proposal `branch` (short name) that was pushed last, None when none was."""
    try:
        return git.run("rev-parse", "--verify", "-q", f"{_PUSHED}{branch}^{{commit}}").decode().strip()
    except GitError:
        return None


def keep(git: Git, branch: str, commit: str, old: str, remote: str, base: str) -> None:
    """Let the local proposal `branch` (short name) be at `commit`, and not at `old` any longer (ABSENT: it is new).

    Raises GitError when it is not at `old`.
    """
    # The settings first: cut off in between, the branch is not taken for somebody else's.
    for key, value in (("regioBase", base), ("remote", remote), ("merge", f"{HEADS}{branch}")):
        git.run("config", f"branch.{branch}.{key}", value)
    git.run("update-ref", "-m", "regio: propose", f"{HEADS}{branch}", commit, old)


def note_pushed(git: Git, branch: str, commit: str) -> None:
    """Remember that the proposal `branch` (short name) was pushed at `commit`."""
    git.run("update-ref", f"{_PUSHED}{branch}", commit)


def remotes(git: Git) -> list[str]:
    """Return the names of the repositories elsewhere that this clone knows."""
    return git.run("remote").decode("utf-8", "surrogateescape").splitlines()


def default_of(git: Git, remote: str) -> str | None:
    """Return the short name of the branch that `remote` had as its own when it was cloned, None when that is not known."""
    head = f"refs/remotes/{remote}/HEAD"
    try:
        found = git.run("symbolic-ref", "-q", head).decode("utf-8", "surrogateescape").strip()
    except GitError:
        return None
    return found.removeprefix(f"refs/remotes/{remote}/") if found.startswith(f"refs/remotes/{remote}/") else None
