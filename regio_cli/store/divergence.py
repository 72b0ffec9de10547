"""What two lines of commits have apart: where they parted, what each commit changed, and what files hold on either side."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from regio_cli.model.zones import written_at
from regio_cli.store.git import ALL, Git, GitError, contents, is_ancestor
from regio_cli.store.gitwrite import ABSENT, in_lots

_LIMIT = 64 << 20
_SHOW = ("show", "-s", "--no-show-signature")
NO_FILE = "000000"


class Upstream(NamedTuple):
    """The branch elsewhere that a branch follows: name of the remote, name of the branch there, and our copy of it."""

    remote: str
    branch: str
    copy: str

    @property
    def name(self) -> str:
        """How people call it: origin/main."""
        return self.copy.removeprefix("refs/remotes/")


class Version(NamedTuple):
    """What a path holds: mode and blob as git has them; NOTHING when there is no file."""

    mode: str
    blob: str


NOTHING = Version(NO_FILE, ABSENT)


class Changed(NamedTuple):
    """A path, from the top of the work tree, with what it held before and after."""

    path: str
    before: Version
    after: Version


class Who(NamedTuple):
    """A commit, who made it, the day (YYYY-MM-DD), and its first line."""

    commit: str
    author: str
    day: str
    subject: str


def upstream_of(git: Git, branch: str) -> Upstream | None:
    """Return what `branch` (its full name) follows in another repository, None when nothing."""
    asked = "%(upstream:remotename)%00%(upstream:remoteref)%00%(upstream)"
    line = git.run("for-each-ref", f"--format={asked}", branch).decode("utf-8", "surrogateescape").rstrip("\n")
    found = Upstream(*line.split("\0")) if line.count("\0") == 2 else Upstream("", "", "")
    if all(found):
        return found if found.copy.startswith("refs/remotes/") else None
    return _not_copied(git, branch)


def _not_copied(git: Git, branch: str) -> Upstream | None:
    """Return what `branch` follows by its settings: in a clone of one branch, git keeps no copy of any other."""
    name = branch.removeprefix("refs/heads/")
    remote, there = _setting(git, f"branch.{name}.remote"), _setting(git, f"branch.{name}.merge")
    if not remote or remote == "." or not there.startswith("refs/heads/"):
        return None
    return Upstream(remote, there, f"refs/remotes/{remote}/{there.removeprefix('refs/heads/')}")


def _setting(git: Git, name: str) -> str:
    try:
        return git.run("config", "--get", name).decode("utf-8", "surrogateescape").rstrip("\n")
    except GitError:
        return ""


def is_cut_off(git: Git) -> bool:
    """Whether this clone has only the last part of the history."""
    return git.run("rev-parse", "--is-shallow-repository").strip() == b"true"


def fork(git: Git, ours: str, theirs: str) -> str | None:
    """Return the last commit that both lines have, None when they have none."""
    try:
        return git.run("merge-base", ours, theirs).decode().split()[0]
    except (GitError, IndexError):
        return None


def is_rewritten(git: Git, copy: str, ours: str) -> bool:
    """Tell whether `ours` was built on commits that the reference `copy` once had and has no longer."""
    try:
        once = git.run("merge-base", "--fork-point", copy, ours).decode().strip()
    except GitError:
        return False
    return bool(once) and not is_ancestor(git, once, copy)


def commits(git: Git, since: str, until: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the commits that `until` has and `since` has not, oldest first, each with its parents."""
    listed = git.run("rev-list", "--reverse", "--topo-order", "--parents", f"{since}..{until}").decode()
    return [(words[0], tuple(words[1:])) for line in listed.splitlines() if (words := line.split())]


def changed(git: Git, before: str, after: str) -> list[Changed]:
    """Return the files that differ between two commits, in order of path."""
    out = git.run("diff-tree", "-r", "-z", "--raw", "--no-renames", "--full-index", ALL, before, after)
    parts = out.decode("utf-8", "surrogateescape").split("\0")
    found = []
    for about, path in zip(parts[::2], parts[1::2], strict=False):
        old_mode, mode, old, new, _ = about.removeprefix(":").split(" ")
        found.append(Changed(path, _version(old_mode, old), _version(mode, new)))
    return found


def _version(mode: str, blob: str) -> Version:
    return NOTHING if mode == NO_FILE else Version(mode, blob)


def versions(git: Git, commit: str, paths: Sequence[str]) -> dict[str, Version]:
    """Return what `commit` holds at those of `paths` (from the top, where `git` is) that it has."""
    found = {}
    for few in in_lots(paths):
        for line in git.run("ls-tree", "-r", "-z", "--full-tree", commit, "--", *few).split(b"\0"):
            if line:
                about, _, path = line.decode("utf-8", "surrogateescape").partition("\t")
                mode, _, blob = about.split(" ")
                found[path] = Version(mode, blob)
    return found


def texts(git: Git, blobs: Iterable[str]) -> dict[str, bytes]:
    """Return the content of each blob, by id."""
    wanted = sorted({blob for blob in blobs if blob != ABSENT})
    return {id_: content or b"" for id_, _, content in contents(git, wanted, _LIMIT)} if wanted else {}


def who(git: Git, commits_: Sequence[str]) -> list[Who]:
    """Return who made each of these commits, in their order."""
    found = []
    for few in in_lots(commits_):
        out = git.run(*_SHOW, "--date=raw", "--format=%H%x1f%an%x1f%ad%x1f%s%x00", *few).decode("utf-8", "replace")
        for line in out.split("\0"):
            if line.strip("\n"):
                commit, author, date, subject = line.lstrip("\n").split("\x1f", 3)
                found.append(Who(commit, author, written_at(date)[:10], subject))
    return found


def touching(git: Git, since: str, until: str, path: str) -> list[str]:
    """Return the commits between that changed the file at `path`, newest first."""
    return git.run("rev-list", f"{since}..{until}", "--", path).decode().split()


def message(git: Git, commit: str) -> str:
    """Return the whole message of a commit."""
    text = git.run(*_SHOW, "--format=%B", "--encoding=UTF-8", commit).decode("utf-8", "replace")
    return text.rstrip("\n") + "\n"


def edited(git: Git) -> frozenset[str]:
    """Return the paths of tracked files, from the top where `git` is, that differ from HEAD in index or work tree."""
    out = git.run("status", "--porcelain=v2", "-z", "--untracked-files=no", "--no-renames", "--ignore-submodules=all")
    return frozenset(_edited(out.decode("utf-8", "surrogateescape").split("\0")))


def _edited(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if line[:1] in ("1", "u"):
            yield line.split(" ", 8 if line[0] == "1" else 10)[-1]


def at(found: Mapping[str, Version], path: str) -> Version:
    """Return what a path holds, NOTHING when it is not in `found`."""
    return found.get(path, NOTHING)
