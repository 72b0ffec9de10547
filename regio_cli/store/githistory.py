"""What git knows of the past: which commits touched which files, and what stood in them.

Functions are named for the question they ask. Revisions are ids of commits: `git.commit_of` makes them of what users write.
"""

import subprocess
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import NamedTuple

from regio_cli.model.zones import written_at
from regio_cli.store.git import ALL, SUBMODULE, Git, GitError, broken_off, ended_early, require_done, stop, tree_of

_TRAILERS = ("Regio-Operation", "Regio-Record", "Regio-Kind", "Reason", "Decision", "Source")
_FORMAT = "%x00".join(
    ["%x02%H", "%P", "%an", "%ad", "%s", "%b"]
    + [f"%(trailers:key={name},valueonly,unfold,separator=%x0A)" for name in _TRAILERS]
)
_FIELDS = 6 + len(_TRAILERS)
# What a user's own settings would add to git's answers, or leave out.
_PLAIN = (
    "-c",
    "log.showRoot=true",
    "-c",
    "log.showSignature=false",
    "-c",
    "log.follow=false",
    "-c",
    "core.quotePath=false",
)
_RAW = ("--raw", "-z", "-c", "--no-abbrev", "--no-renames", "--no-relative", "--no-color", "--date=raw", ALL)
_NONE = "0"


class Touched(NamedTuple):
    """A file that a commit touched: its blob in each parent and after it, None where it is not there.

    `path` is from the top of the repository. A first commit has one parent without any files.
    """

    path: str
    before: tuple[str | None, ...]
    after: str | None


class Commit(NamedTuple):
    """A commit with the files it touched; those of a merge are the files that differ from every parent.

    `date` is the author's, ISO 8601. What trailers say is empty text where there are none.
    """

    id: str
    parents: tuple[str, ...]
    author: str
    date: str
    subject: str
    body: str
    operation: str
    records: tuple[str, ...]
    kind: str
    reason: str
    decision: str
    source: str
    files: tuple[Touched, ...]

    @property
    def short(self) -> str:
        """The beginning of the id, long enough to name the commit."""
        return self.id[:10]


def prefix(git: Git) -> str:
    """Return the path from the top of the repository to git's `cwd`, empty or ending in a slash."""
    return git.run("rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").rstrip("\n")


def cut_off(git: Git) -> frozenset[str]:
    """Return the commits whose parents a shallow clone has left out."""
    file = git.cwd / git.run("rev-parse", "--git-path", "shallow").decode().rstrip("\n")
    try:
        return frozenset(file.read_text(encoding="ascii").split())
    except OSError:
        return frozenset()


def touching(git: Git, ends: Sequence[str], paths: Sequence[str]) -> Iterator[Commit]:
    """Yield all commits that touched one of `paths` (from git's `cwd`), newest first, with all files that they touched.

    `ends` are the commits to go back from, and those (with ``^`` before them) to stop at.
    """
    yield from _log(git, ["--full-history", "--full-diff", *ends, "--", *paths])


def between(git: Git, ends: Sequence[str]) -> frozenset[str]:
    """Return the ids of all commits back from `ends`, those that start with ``^`` and what comes before them excluded."""
    return frozenset(git.run("rev-list", *ends, "--").decode().split())


def one(git: Git, commit: str) -> Commit:
    """Return the commit with this id, with all files that it touched."""
    (found,) = _log(git, ["-1", commit, "--"])
    return found


def _log(git: Git, arguments: Sequence[str]) -> Iterator[Commit]:
    process = git.start([*_PLAIN, "log", *_RAW, f"--format={_FORMAT}", *arguments])
    try:
        yield from _commits(_tokens(process))
        process.wait()
        assert process.stderr
        require_done(process, process.stderr.read())
    finally:
        stop(process)


def _tokens(process: "subprocess.Popen[bytes]") -> Iterator[bytes]:
    """Yield what a process writes, at every NUL."""
    assert process.stdout
    rest = b""
    while chunk := process.stdout.read1(1 << 16):  # type: ignore[attr-defined]
        *whole, rest = (rest + chunk).split(b"\0")
        yield from whole
    if rest:
        yield rest


def _commits(tokens: Iterator[bytes]) -> Iterator[Commit]:
    fields: list[str] = []
    files: list[Touched] = []
    for token in tokens:
        if token.startswith(b"\x02"):
            if fields:
                yield _commit(fields, files)
            words = (next(tokens, b"").decode("utf-8", "replace") for _ in range(_FIELDS - 1))
            fields = [token[1:].decode("ascii"), *words]
            files = []
        elif about := token.strip(b"\n"):
            files += _touched(about.decode(), next(tokens, b"").decode("utf-8", "surrogateescape"))
    if fields:
        yield _commit(fields, files)


def _touched(about: str, path: str) -> list[Touched]:
    """Return what one raw line says: a colon, a mode and an id for each parent, and those after.

    A submodule is no file, so where one takes the place of a record, that is gone.
    """
    parents = len(about) - len(about.lstrip(":"))
    words = about[parents:].split(" ")
    modes, ids = words[: parents + 1], words[parents + 1 : 2 * parents + 2]
    *before, after = map(_blob, modes, ids)
    return [Touched(path, tuple(before), after)] if any((*before, after)) else []


def _blob(mode: str, id_: str) -> str | None:
    return None if mode == SUBMODULE or not id_.strip(_NONE) else id_


def _commit(fields: list[str], files: list[Touched]) -> Commit:
    id_, parents, author, date, subject, body, operation, records, kind, reason, decision, source = fields
    return Commit(id_, tuple(parents.split()), author, written_at(date), subject, body, operation,
                  tuple(records.split("\n")) if records else (), kind, reason, decision, source, tuple(files))  # fmt: skip


def tree_at(git: Git, commit: str | None, folder: str) -> str:
    """Return the id of `folder` in a commit; that of a folder without files when it is not there, or without commit."""
    found = tree_of(git, commit, folder) if commit else None
    return found or git.run("hash-object", "-t", "tree", "--stdin", stdin=b"").decode().strip()


def differing(git: Git, old: str, new: str) -> list[Touched]:
    """Return the files that differ between the trees `old` and `new`; paths are from the top of these."""
    out = git.run("diff-tree", "-r", "-z", "--raw", "--no-abbrev", "--no-renames", "--no-relative", ALL, old, new)
    tokens = iter(out.decode("utf-8", "surrogateescape").split("\0"))
    return [touched for about in tokens if about for touched in _touched(about, next(tokens))]


def renamed(git: Git, commit: str, folder: str) -> dict[str, str]:
    """Return the files in `folder` that git holds for renamed in `commit`: from the new path to the old.

    Paths are from the top of the repository.
    """
    out = git.run(
        "diff-tree", "-r", "-z", "--raw", "-M", "--no-relative", "--no-commit-id", "--root", ALL, commit, "--", folder
    )
    tokens = iter(out.decode("utf-8", "surrogateescape").split("\0"))
    found = {}
    for about in tokens:
        status = about.rpartition(" ")[2]
        if status.startswith("R"):
            old = next(tokens)
            found[next(tokens)] = old
        elif about:
            next(tokens)
    return found


def first(git: Git, revision: str) -> str:
    """Return the first commit on the line of first parents; in a shallow clone, the first that is there."""
    return git.run("rev-list", "--first-parent", "--max-parents=0", revision).decode().split()[-1]


def merge_base(git: Git, one: str, other: str) -> str | None:
    """Return the commit that two others both come from, None when there is none."""
    try:
        return git.run("merge-base", one, other).decode().strip()
    except GitError:
        return None


def patch(git: Git, commit: str, folder: str) -> str:
    """Return the change of the files in `folder` as a diff; of a merge, against all parents at once."""
    plain = ("--format=", "--cc", "--patch", "--no-color", "--no-ext-diff", "--no-textconv", "--no-relative", "-M", ALL)
    out = git.run(*_PLAIN, "show", *plain, commit, "--", folder)
    return out.decode("utf-8", "replace").lstrip("\n")


def trailer(git: Git, commit: str, name: str) -> str:
    """Return what the trailer `name` of a commit says, empty when it has none."""
    told = git.run("show", "-s", f"--format=%(trailers:key={name},valueonly,unfold)", commit)
    return told.decode("utf-8", "replace").strip()


def subject(git: Git, commit: str) -> str:
    """Return the first line of a commit's message."""
    return git.run("show", "-s", "--format=%s", commit).decode("utf-8", "replace").strip()


class Objects:
    """Reads objects one at a time, by any name that git has for them; the process lives as long as it is entered."""

    def __init__(self, git: Git, limit: int) -> None:
        """Read with `git`; what is larger than `limit` bytes is skipped."""
        self._git = git
        self._process = git.start(["cat-file", "--batch"], with_stdin=True)
        self._limit = limit

    def __enter__(self) -> "Objects":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        stop(self._process)

    def read(self, name: str) -> tuple[str, bytes | None] | None:
        """Return the id and content of the object called `name`; None when there is none, no content if too large."""
        if "\n" in name:
            return None
        assert self._process.stdin and self._process.stdout
        try:
            self._process.stdin.write(name.encode("utf-8", "surrogateescape") + b"\n")
            self._process.stdin.flush()
        except BrokenPipeError as error:
            raise ended_early(self._git, self._process) from error
        line = self._process.stdout.readline()
        if not line.endswith(b"\n"):
            raise ended_early(self._git, self._process)
        words = line.split(b" ")
        if len(words) != 3 or not words[2].strip().isdigit():
            return None
        content = self._process.stdout.read(int(words[2]))
        if self._process.stdout.read(1) != b"\n":
            raise broken_off(self._process)
        if words[1] != b"blob":
            return None
        return words[0].decode(), content if len(content) <= self._limit else None
