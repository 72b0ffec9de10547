"""The registry elsewhere: what is fetched from it and pushed to it.

Git gets only addresses of repositories, never one that is a command in disguise (ext::…).
"""

import re
import subprocess
from collections.abc import Callable, Iterator
from typing import NamedTuple

from regio_cli.store.git import Git, GitError

Progress = Callable[[str], None]
_SENT = "refs/regio/sent"
# All that a fetch brings is on disk before a reference says so.
_FLUSHED = ("-c", "core.fsync=objects,derived-metadata,reference")
# The address of a remote helper: ext::sh -c …
_HELPER = re.compile(r"[A-Za-z0-9][A-Za-z0-9+.-]*::")
# How far git is: "Receiving objects:  50% (1/2)", also of the other side ("remote: Counting objects: 3, done.").
_PROGRESS = re.compile(r"^(remote: )?[A-Z][a-z]+ing [a-z ]+: +\d+")
_ADVICE = ("hint:", "From ", "To ")
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
    _require_repository(git, remote)
    asked = ("fetch", "--progress", "--no-recurse-submodules", "--", remote, f"+{branch}:{copy}")
    told = _told(git, asked, progress)
    if told.code:
        raise GitError("\n".join(told.words))


def push(git: Git, remote: str, commit: str, branch: str, progress: Progress) -> bool:
    """Let the remote's `branch` (a full name) go on to `commit`; False when somebody was first. Never forces.

    Raises GitError with git's words when it is refused otherwise.
    """
    return _pushed(git, remote, commit, branch, progress)


def push_own(git: Git, remote: str, commit: str, branch: str, expected: str, progress: Progress) -> bool:
    """Let the remote's `branch`, one of our own, be at `commit`, also when that rewrites it.

    Only when it is at `expected` there (empty: it is not there yet); False when it is not. Raises as `push` does.
    """
    return _pushed(git, remote, commit, branch, progress, f"--force-with-lease={branch}:{expected}")


def heads(git: Git, remote: str, progress: Progress) -> dict[str, str]:
    """Return the commit of each branch (full name) that the remote has. Raises GitError when it can't be asked."""
    _require_repository(git, remote)
    progress(remote)
    listed = git.run("ls-remote", "--heads", "--", remote).decode("utf-8", "surrogateescape").splitlines()
    pairs = (line.split("\t") for line in listed if "\t" in line)
    return {name: commit for commit, name in pairs}


def address(git: Git, remote: str) -> str:
    """Return the address that `remote` is pushed to. Raises GitError when there is no such remote."""
    return git.run("remote", "get-url", "--push", "--", remote).decode("utf-8", "replace").splitlines()[0]


def _pushed(git: Git, remote: str, commit: str, branch: str, progress: Progress, *options: str) -> bool:
    _require_repository(git, remote)
    git.run("update-ref", _SENT, commit)
    try:
        asked = ("push", "--progress", "--porcelain", *options, "--", remote, f"{_SENT}:{branch}")
        told = _told(git, asked, progress)
    finally:
        git.run("update-ref", "-d", _SENT)
    refused = [line.split("\t")[-1].strip() for line in told.out if line.startswith("!\t")]
    if not told.code and not refused:
        return True
    if refused and any(race in " ".join(refused) for race in _RACES):
        return False
    raise GitError("\n".join([*refused, *told.words]))


def _require_repository(git: Git, name: str) -> None:
    """Raise GitError when no remote is called `name`, or its address is for a program and not for a repository."""
    if name not in git.run("remote").decode("utf-8", "surrogateescape").splitlines():
        raise GitError(f"no remote is called {name!r}")
    for direction in ("--all", "--push"):
        for url in git.run("remote", "get-url", direction, "--", name).decode("utf-8", "replace").splitlines():
            if _HELPER.match(url):
                raise GitError(f"the address of {name!r} is for a helper program, not for a repository: {url}")


class _Told(NamedTuple):
    """What a git answered: its exit code, the lines of its output, and what it said to people, without its advice."""

    code: int
    out: list[str]
    words: list[str]


def _told(git: Git, arguments: tuple[str, ...], progress: Progress) -> _Told:
    """Run git, let `progress` hear how far it is, and return what it answered."""
    process = git.start([*_FLUSHED, *arguments])
    said = []
    for line in _lines(process):
        if _PROGRESS.search(line):
            progress(line)
        elif not line.startswith(_ADVICE):
            said.append(line)
    assert process.stdout
    out = process.stdout.read().decode("utf-8", "surrogateescape").splitlines()
    process.stdout.close()
    return _Told(process.wait(), out, list(dict.fromkeys(said)))


def _lines(process: "subprocess.Popen[bytes]") -> Iterator[str]:
    """Yield each line that git says to people; one that it writes over another is a line too."""
    assert process.stderr
    rest = b""
    while chunk := process.stderr.read1(1 << 12):  # type: ignore[attr-defined]
        *whole, rest = re.split(rb"[\r\n]", rest + chunk)
        yield from (line.decode("utf-8", "replace").strip() for line in whole if line.strip())
    if rest.strip():
        yield rest.decode("utf-8", "replace").strip()
    process.stderr.close()
