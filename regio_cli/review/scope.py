"""Which commits a review is of: where a branch goes, where it is, and where the two parted."""

from typing import NamedTuple

from regio_cli.change.refusal import Refused
from regio_cli.model.text import N_, Text
from regio_cli.store.divergence import fork
from regio_cli.store.git import Git, GitError, commit_of

_REMOTE_HEAD = "refs/remotes/origin/HEAD"
# Whole names of references, because a tag or branch may be called as another one is in short.
_MAINS = ("refs/remotes/origin/main", "refs/heads/main", "refs/remotes/origin/master", "refs/heads/master")
HEAD = "HEAD"


class Scope(NamedTuple):
    """Commits: `base` is where the branch goes to, `head` its end, `fork` the last commit that both have.

    `base_name` and `head_name` are what they were called.
    """

    base: str
    head: str
    fork: str
    base_name: str
    head_name: str

    @property
    def has_moved(self) -> bool:
        """Whether there are commits where the branch goes to that it does not have."""
        return self.base != self.fork


def scope_of(git: Git, base: str | None, head: str | None) -> Scope:
    """Return what is reviewed; without `base` what goes to the main branch, without `head` the commit at HEAD.

    Raises Refused when a name is none of a commit, or the two have no commit in common.
    """
    base_name = base if base is not None else _main(git)
    head_name = head if head is not None else _here(git)
    ends = _commit(git, base_name), _commit(git, head_name)
    parted = fork(git, *ends)
    if parted is None:
        values = {"base": base_name, "head": head_name}
        hint = Text(N_("in a clone without its whole history, 'git fetch --unshallow' gets the rest"))
        raise Refused(Text(N_("'{base}' and '{head}' have no commit in common"), values), hint)
    return Scope(*ends, parted, _short(base_name), _short(head_name))


def _here(git: Git) -> str:
    """Return the name of the branch that HEAD is on, HEAD itself when it is on none."""
    try:
        return git.run("symbolic-ref", "-q", HEAD).decode("utf-8", "surrogateescape").rstrip("\n")
    except GitError:
        return HEAD


def _main(git: Git) -> str:
    """Return the name of the branch that changes go to. Raises Refused when none can be found."""
    try:
        return git.run("symbolic-ref", "-q", _REMOTE_HEAD).decode("utf-8", "surrogateescape").rstrip("\n")
    except GitError:
        pass
    found = next((name for name in _MAINS if _exists(git, name)), None)
    if found is None:
        raise Refused(Text(N_("there is no main branch here to compare with")), Text(N_("name it: regio review BASE")))
    return found


def _exists(git: Git, name: str) -> bool:
    try:
        commit_of(git, name)
    except GitError:
        return False
    return True


def _commit(git: Git, name: str) -> str:
    try:
        if name.strip():
            return commit_of(git, name)
    except GitError:
        pass
    hint = Text(N_("name a commit, branch or tag; 'git fetch' gets those of others"))
    raise Refused(Text(N_("there is no revision '{value}' here"), {"value": name}), hint)


def _short(name: str) -> str:
    return name.removeprefix("refs/heads/").removeprefix("refs/remotes/")
