"""Why git can't read the repository that a folder is in, in git's words and with the remedy; and whether there is one."""

import re
from pathlib import Path

from regio_cli.model.text import N_, Text
from regio_cli.store.git import GitError, GitMissing

# What git says, and what helps. The first that fits counts.
_REMEDIES = (
    (r"dubious ownership", N_("if you trust its owner: {remedy}")),
    (r"index (file|uses|extension)|bad (index|signature)|unknown index", N_("move .git/index elsewhere, then: git reset")),
    (r"must be run in a work tree", N_("a registry has files: git config core.bare false")),
    (r"bad config", N_("correct that line, or take it out; then: git status")),
    (r"extension|repo version|object format|ref storage", N_("this needs a newer git; yours is: git --version")),
    (r"bad object|invalid object|unable to read|missing|corrupt", N_("put back a copy of .git, or clone again; what is lacking: git fsck")),
    (r"[Pp]ermission denied", N_("check who may read .git")),
)  # fmt: skip
_SAFE = re.compile(r"git config --global --add safe\.directory .+")
_OF_GIT = ("HEAD", "objects", "refs", "config")


class Trouble(GitError):
    """There is a repository, and git can't read it: why, and what to do."""

    def __init__(self, text: Text, hint: Text | None) -> None:
        super().__init__(text.template.format(**text.values))
        self.text, self.hint = text, hint


def trouble(start: Path, error: GitError) -> Trouble | None:
    """Return why git answers `error` in the folder `start`; None when that is in no repository."""
    there = git_folder(start)
    if isinstance(error, GitMissing):
        return _missing() if there else None
    said = str(error)
    if "not a git repository" not in said:
        return Trouble(Text(N_("git can't read this repository: {what}"), {"what": _first(said)}), _remedy(said))
    if there is None:
        return None
    text = Text(N_("there is {folder}, but git does not take it for a repository"), {"folder": str(there)})
    return Trouble(text, Text(N_("put back a copy of {folder}, or clone again"), {"folder": str(there)}))


def _missing() -> Trouble:
    text = Text(N_("git is not installed or not on PATH, and this registry is kept in git"))
    return Trouble(text, Text(N_("install git (https://git-scm.com), or put its folder on PATH")))


def _first(said: str) -> str:
    """Return the first thing that git said, on one line."""
    return " ".join(line.strip() for line in said.split("\n\n")[0].splitlines()[:2])


def _remedy(said: str) -> Text | None:
    found = next((template for pattern, template in _REMEDIES if re.search(pattern, said)), None)
    command = _SAFE.search(said)
    if found is None:
        return Text(N_("'git status' says the same; correct that first"))
    return Text(found, {"remedy": command.group() if command else "git status"})


def git_folder(start: Path) -> Path | None:
    """Return the nearest .git at or above `start`, on the same disk, that is or was git's; None when there is none."""
    device = start.stat().st_dev
    for folder in (start, *start.parents):
        found = folder / ".git"
        if folder.stat().st_dev != device:
            return None
        if found.is_file() or any((found / name).exists() for name in _OF_GIT):
            return found
    return None
