"""The registry elsewhere: what is fetched from it and pushed to it, by GitPython.

GitPython reads the environment of the process itself, so whoever calls this has cleaned that (`git.cleaned`) for as long.
Git gets only addresses of repositories, never one that is a command in disguise (ext::…).
"""

import contextlib
import logging
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from regio_cli.store.git import Git, GitError

Progress = Callable[[str], None]
_SENT = "refs/regio/sent"
_FLUSHED = "core.fsync=objects,derived-metadata,reference"
# What git says when another push to the same branch came first, or is under way.
_RACES = (
    "fetch first",
    "non-fast-forward",
    "stale info",
    "failed to update ref",
    "cannot lock ref",
    "incorrect old value",
)


def fetch(git: Git, remote: str, branch: str, copy: str, progress: Progress) -> None:
    """Bring our `copy` (a full name) of the remote's `branch` (a full name) up to date; `progress` hears git's own lines.

    Raises GitError with git's words when it can't be had.
    """
    with _remote(git, remote, progress) as (there, listener):
        there.fetch(f"+{branch}:{copy}", progress=listener)


def push(git: Git, remote: str, commit: str, branch: str, progress: Progress) -> bool:
    """Let the remote's `branch` (a full name) go on to `commit`; False when somebody was first. Never forces.

    Raises GitError with git's words when it is refused otherwise.
    """
    return _pushed(git, remote, commit, branch, progress, {})


def push_own(git: Git, remote: str, commit: str, branch: str, expected: str, progress: Progress) -> bool:
    """Let the remote's `branch`, one of our own, be at `commit`, also when that rewrites it.

    Only when it is at `expected` there (empty: it is not there yet); False when it is not. Raises as `push` does.
    """
    return _pushed(git, remote, commit, branch, progress, {"force_with_lease": f"{branch}:{expected}"})


def heads(git: Git, remote: str, progress: Progress) -> dict[str, str]:
    """Return the commit of each branch (full name) that the remote has. Raises GitError when it can't be asked."""
    with _remote(git, remote, progress) as (there, _):
        listed = there.repo.git.ls_remote("--heads", "--", remote)
    pairs = (line.split("\t") for line in listed.splitlines() if "\t" in line)
    return {name: commit for commit, name in pairs}


def address(git: Git, remote: str) -> str:
    """Return the address that `remote` is pushed to. Raises GitError when there is no such remote."""
    return git.run("remote", "get-url", "--push", "--", remote).decode("utf-8", "replace").splitlines()[0]


def _pushed(git: Git, remote: str, commit: str, branch: str, progress: Progress, options: Mapping[str, str]) -> bool:
    git.run("update-ref", _SENT, commit)
    try:
        with _remote(git, remote, progress) as (there, listener):
            told = there.push(f"{_SENT}:{branch}", progress=listener, **options)
            refused = [info.summary.strip() for info in told if info.flags & info.ERROR]
            if not told or refused or told.error:
                if refused and any(race in " ".join(refused) for race in _RACES):
                    return False
                raise GitError("\n".join([*refused, *_words(listener)]))
    finally:
        git.run("update-ref", "-d", _SENT)
    return True


@contextlib.contextmanager
def _remote(git: Git, name: str, progress: Progress) -> Iterator[tuple[Any, Any]]:
    from git import GitCommandError, Repo
    from git.exc import GitError as Failure

    logging.getLogger("git").addHandler(logging.NullHandler())
    listener = _listener(progress)
    repo = Repo(git.cwd, expand_vars=False)
    # A branch moves to what was fetched, so that is on disk before.
    repo.git.set_persistent_git_options(c=_FLUSHED)
    try:
        yield _named(repo, name), listener
    except GitCommandError as error:
        raise GitError("\n".join(_words(listener)) or str(error.stderr).strip()) from error
    except Failure as error:
        raise GitError(str(error)) from error
    finally:
        repo.close()


def _named(repo: Any, name: str) -> Any:
    from git.cmd import Git as Command

    if name not in [remote.name for remote in repo.remotes]:
        raise GitError(f"no remote is called {name!r}")
    for direction in ("--all", "--push"):
        for url in repo.git.remote("get-url", direction, "--", name).splitlines():
            Command.check_unsafe_protocols(url)
    return repo.remotes[name]


def _listener(progress: Progress) -> Any:
    from git import RemoteProgress

    class Listener(RemoteProgress):
        """Passes on the line that git shows."""

        def update(self, *_: Any) -> None:
            progress(str(self._cur_line).strip())

    return Listener()


def _words(listener: Any) -> list[str]:
    """Return what git said, without its advice, each line once."""
    lines = [line.strip() for line in (*listener.other_lines, *listener.error_lines)]
    return list(dict.fromkeys(line for line in lines if line and not line.startswith(("hint:", "From ", "To "))))
