"""The only module that talks to git. Functions are named for the question they ask.

Git is run with a cleaned environment: what a surrounding hook or alias set for another repository does not reach it.
"""

import contextlib
import hashlib
import os
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

_KEPT = ("GIT_EXEC_PATH", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_ASKPASS", "GIT_TERMINAL_PROMPT", "GIT_CEILING_DIRECTORIES")
_KEPT_PREFIXES = ("GIT_CONFIG_", "GIT_AUTHOR_", "GIT_COMMITTER_", "GIT_SSL_", "GIT_HTTP_", "GIT_TEST_")
SYMLINK, SUBMODULE, TREE = "120000", "160000", "040000"
# A .gitmodules in the work tree may say that git is not to speak of submodules; it came with a branch.
ALL = "--ignore-submodules=none"
# A folder of a branch that is made up like git's own data is no repository, and gives git no settings.
_SAFE = ("-c", "safe.bareRepository=explicit")
# Whatever the user's terminal shows, what git tells us and what we tell it is UTF-8.
_ENCODED = ("-c", "i18n.logOutputEncoding=UTF-8", "-c", "i18n.commitEncoding=UTF-8")


_NO, _FATAL, _USAGE = 1, 128, 129
# The highest status that stands for a signal, and not for a number that a command gives.
_LAST_SIGNAL = 192
# What git says, with the exit status of any other refusal, when the machine failed it.
_EXHAUSTED = ("out of memory", "cannot allocate memory", "too many open files", "resource temporarily unavailable")
# How long a git that is to stop may take to remove its locks.
_STOPPING = 10.0


class GitError(Exception):
    """Git could not do what was asked; the message is git's own, `status` its exit status (None when it ran no command)."""

    def __init__(self, message: str = "", status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class GitDied(Exception):
    """Git ended without an answer: killed, out of memory, or without a word.

    This is no GitError on purpose: code that takes a GitError for git's "no" must not take this for one.
    """

    def __init__(self, status: int | None, message: str = "") -> None:
        super().__init__(message)
        self.status = status


class GitMissing(GitError):
    """There is no git on this machine."""


class Lacking(GitError):
    """The repository lacks an object; `remote` is where a partial clone fetches what it left out, None for another clone."""

    def __init__(self, message: str, remote: str | None) -> None:
        super().__init__(message)
        self.remote = remote


class Blob(NamedTuple):
    """An entry of a tree: path from the tree's top, with forward slashes."""

    path: str
    mode: str
    id: str


class Change(NamedTuple):
    """How the work tree differs from HEAD in one path; `blob` is None when the content is only on disk."""

    path: str
    state: str
    mode: str
    blob: str | None


class Head(NamedTuple):
    """What a work tree is on: `branch` is the full name of the branch, None when detached; `commit` None when unborn."""

    branch: str | None
    commit: str | None


class State(NamedTuple):
    """Where a work tree stands: `tree` is the id of the folder at HEAD, None when HEAD does not have it.

    `git_dir` is this work tree's own, `common_dir` what all work trees share, `top` the top folder of the work tree,
    `prefix` the way from there to git's `cwd` (empty, or ending in a slash), `hooks` the folder of hooks.
    """

    git_dir: Path
    common_dir: Path
    top: Path
    prefix: str
    hooks: Path
    tree: str | None
    changes: tuple[Change, ...]
    head: Head


class Git(NamedTuple):
    """Git in the folder `cwd`, with the environment `env`.

    `extra` are variables of ours that git gets besides; `shared` are open files that it keeps open as long as it runs.
    """

    cwd: Path
    env: Mapping[str, str]
    extra: Mapping[str, str] = {}
    shared: tuple[int, ...] = ()

    def run(self, *arguments: str, stdin: bytes | None = None) -> bytes:
        """Return what ``git arguments`` prints. Raises GitError when it fails, GitMissing without git."""
        process = self.start(arguments, stdin is not None)
        try:
            out, err = process.communicate(stdin)
        except BaseException:
            stop(process)
            raise
        said = err.decode("utf-8", "replace").strip()
        if process.returncode and _PROMISED in said:
            raise lacking(self, said)
        require_done(process, err)
        return out

    def start(self, arguments: Sequence[str], with_stdin: bool = False) -> "subprocess.Popen[bytes]":
        """Start ``git arguments`` and return the running process."""
        try:
            return subprocess.Popen(
                ["git", *_SAFE, *_ENCODED, *arguments],
                cwd=self.cwd,
                env={**cleaned(self.env), **self.extra},
                pass_fds=self.shared,
                stdin=subprocess.PIPE if with_stdin else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        except FileNotFoundError as error:
            raise GitMissing("git") from error


# What git says when a partial clone can't have what it left out.
_PROMISED = "promisor remote"


def lacking(git: Git, message: str) -> Lacking:
    """Return the error for an object that the repository lacks."""
    process = git.start(["config", "--name-only", "--get-regexp", r"^remote\..*\.(promisor|partialclonefilter)$"])
    names = process.communicate()[0].decode("utf-8", "replace").split()
    found = names[0].removeprefix("remote.").rpartition(".")[0] if names else None
    return Lacking(message, found)


def require_done(process: "subprocess.Popen[bytes]", error: bytes) -> None:
    """Raise GitError when an ended `process`, which wrote `error`, refused what was asked, GitDied when it broke off."""
    status = process.returncode
    if status:
        message = error.decode("utf-8", "replace").strip()
        if died(status, message):
            raise GitDied(status, message)
        raise GitError(message, status)


def died(status: int, message: str) -> bool:
    """Whether the exit `status` with this `message` is that of a git that broke off, and no answer of git."""
    if status < 0 or _USAGE < status <= _LAST_SIGNAL:
        return True
    return status == _FATAL and (not message or any(words in message.lower() for words in _EXHAUSTED))


def broken_off(process: "subprocess.Popen[bytes]") -> GitDied:
    """Return the error for a `process` whose output ended too early; it is stopped first."""
    ended = process.poll()
    stop(process)
    return GitDied(process.returncode if ended is None else ended)


def ended_early(git: Git, process: "subprocess.Popen[bytes]") -> Lacking | GitDied:
    """Return why the output of `process` ended too early: a partial clone lacks what was asked for, or git broke off."""
    said = process.stderr.read().decode("utf-8", "replace").strip() if process.stderr else ""
    error = broken_off(process)
    return lacking(git, said) if _PROMISED in said else error


def stop(process: "subprocess.Popen[bytes]") -> None:
    """End a running `process`, and wait until it has ended, so that nothing of it happens later."""
    while process.poll() is None:
        try:
            # Asked to stop, git removes its locks; killed, it would leave them.
            process.terminate()
            process.wait(_STOPPING)
        except subprocess.TimeoutExpired:
            process.kill()
        except KeyboardInterrupt:
            continue
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream:
            with contextlib.suppress(OSError):
                stream.close()


def cleaned(env: Mapping[str, str]) -> dict[str, str]:
    """Return `env` without the variables that point git at another repository, and with git's messages in English."""
    kept = {
        name: value
        for name, value in env.items()
        if (not name.startswith("GIT_") and name != "LANGUAGE") or name in _KEPT or name.startswith(_KEPT_PREFIXES)
    }
    return {**kept, "LC_ALL": "C.UTF-8", "GIT_LITERAL_PATHSPECS": "1"}


# Of what is asked of a folder, the lines that are there even when HEAD lacks it.
_LINES = 5


class Asked:
    """How a folder stands in the work tree against HEAD: asked at once, to be answered when other work is done."""

    def __init__(self, git: Git, folder: str) -> None:
        """Ask about `folder`, a name below git's `cwd`. Raises GitMissing without git."""
        self._git, self._folder = git, folder
        self._status = git.start(
            [
                "status",
                "--porcelain=v2",
                "--branch",
                "-z",
                "--untracked-files=all",
                "--ignored",
                "--no-renames",
                # What a submodule has checked out is not ours, but that it stands there is.
                "--ignore-submodules=dirty",
                "--",
                folder,
            ]
        )
        asked = ("--absolute-git-dir", "--git-common-dir", "--show-prefix", "--show-toplevel", "--git-path", "hooks")
        self._where = git.start(["rev-parse", *asked, f"HEAD:./{folder}"])

    @cached_property
    def _answer(self) -> tuple[list[str], str]:
        out, err = self._where.communicate()
        lines = out.decode("utf-8", "surrogateescape").split("\n")
        return lines, err.decode("utf-8", "replace").strip()

    @property
    def common_dir(self) -> Path | None:
        """The folder with git's data that all work trees share, None outside a repository."""
        lines, _ = self._answer
        return (self._git.cwd / lines[1]).resolve() if len(lines) > _LINES else None

    @property
    def tree(self) -> str | None:
        """The id of the folder at HEAD, None when HEAD does not have it."""
        lines, error = self._answer
        if self._where.returncode and died(self._where.returncode, error):
            raise GitDied(self._where.returncode, error)
        return lines[_LINES] if not self._where.returncode else None

    def state(self) -> State:
        """Return the answer. Raises GitError outside a work tree."""
        lines, error = self._answer
        entries, status_error = self._status.communicate()
        common_dir = self.common_dir
        if common_dir is None and died(self._where.returncode, error):
            raise GitDied(self._where.returncode, error)
        require_done(self._status, status_error or error.encode())
        if common_dir is None:
            raise GitError(error, self._where.returncode)
        git_dir, _, prefix, top, hooks = lines[:_LINES]
        changes = tuple(_changes(entries, f"{prefix}{self._folder}/"))
        # The folder of hooks as it is named: whether a link leads there is for those who write in it to know.
        where = (Path(git_dir), common_dir, Path(top), prefix, Path(os.path.normpath(self._git.cwd / hooks)))
        return State(*where, self.tree, changes, _head(entries))


def tree_of(git: Git, revision: str, folder: str) -> str | None:
    """Return the id of `folder` at `revision`, None when it is not there. Raises GitError for an unknown revision."""
    return folder_in(git, commit_of(git, revision), folder)


def folder_in(git: Git, tree: str, folder: str) -> str | None:
    """Return the id of `folder`, a way from git's `cwd`, in a commit or a whole tree; None when it is not there."""
    try:
        return git.run("rev-parse", "--verify", "-q", f"{tree}:./{folder}").decode().strip()
    except GitError as error:
        if error.status != _NO and not _names_no_path(error):
            raise
        return None


def _names_no_path(error: GitError) -> bool:
    """Whether git says that a path is not in a tree; some versions say so aloud."""
    return "does not exist in" in str(error) or "exists on disk, but not in" in str(error)


def folder_of(git: Git, commit: str, folder: str) -> str | None:
    """Return the id of `folder` in `commit`, None when it is not there, or no folder but a file, a link or a submodule."""
    found = tree_of(git, commit, folder)
    try:
        return found if found and git.run("cat-file", "-t", found).strip() == b"tree" else None
    except GitError:
        # The commit of a submodule is in another repository.
        return None


def commit_of(git: Git, revision: str) -> str:
    """Return the id of the commit that `revision` names. Raises GitError when there is none."""
    if revision.startswith("-") or "\n" in revision or "\0" in revision:
        raise GitError(f"not a revision: {revision!r}")
    return git.run("rev-parse", "--verify", "-q", f"{revision}^{{commit}}").decode().strip()


def git_dirs(git: Git) -> tuple[Path, Path]:
    """Return the folder of this work tree's git data, and the one that all work trees share."""
    own, common = git.run("rev-parse", "--absolute-git-dir", "--git-common-dir").decode().splitlines()[:2]
    return Path(own), (git.cwd / common).resolve()


def listing(git: Git, tree: str) -> "subprocess.Popen[bytes]":
    """Start listing every entry below `tree` that is not a folder; `listed` reads the list."""
    return git.start(["ls-tree", "-r", "-z", "--full-tree", tree])


def blobs(git: Git, tree: str) -> list[Blob]:
    """Return every entry below `tree` that is not a folder."""
    return listed(listing(git, tree))


def listed(process: "subprocess.Popen[bytes]") -> list[Blob]:
    """Return the entries of a `listing`. Raises GitError when git failed."""
    out, err = process.communicate()
    require_done(process, err)
    entries = []
    for line in out.decode("utf-8", "surrogateescape").split("\0"):
        if line:
            about, _, path = line.partition("\t")
            mode, _, id_ = about.split(" ")
            entries.append(Blob(path, mode, id_))
    return entries


def contents(git: Git, ids: Iterable[str], limit: int) -> Iterator[tuple[str, int, bytes | None]]:
    """Yield (id, size, content) for each blob, in order; content is None when it is larger than `limit` bytes.

    Raises GitError when an object is missing.
    """
    wanted = list(ids)
    process = git.start(["cat-file", "--batch", "--buffer"], with_stdin=True)
    assert process.stdin and process.stdout
    writer = _Writer(process, "\n".join(wanted).encode() + b"\n")
    try:
        for id_ in wanted:
            line = process.stdout.readline()
            if not line.endswith(b"\n"):
                raise ended_early(git, process)
            header = line.split()
            if len(header) != 3:
                raise lacking(git, f"object {id_} is missing")
            size = int(header[2])
            content = process.stdout.read(size) if size <= limit else None
            if content is None:
                _skip(process, size)
            if process.stdout.read(1) != b"\n":
                raise broken_off(process)
            yield id_, size, content
    finally:
        if process.poll() is None:
            process.kill()
        writer.join()
        process.stdout.close()
        if process.stderr:
            process.stderr.close()
        process.wait()


def blob_id(content: bytes, like: str) -> str:
    """Return the id git gives a blob with this content, by the same hash as the id `like`."""
    algorithm = _algorithm(len(like))
    return algorithm(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


@lru_cache(maxsize=8)
def _algorithm(digits: int) -> "Callable[..., hashlib._Hash]":
    """Return the hash of git's that writes an id in so many digits; git's first one for what is no id."""
    known = (hashlib.sha1, hashlib.sha256)
    return next((each for each in known if each(usedforsecurity=False).digest_size * 2 == digits), hashlib.sha1)


def filtered_ids(git: Git, paths: Sequence[str]) -> list[str]:
    """Return the ids that git would give the files at `paths` (below `cwd`) after its line-end and other filters."""
    return [git.run("hash-object", "--", path).decode().strip() for path in paths]


def attribute(git: Git, name: str, paths: Sequence[str]) -> dict[str, str]:
    """Return the value that git's attribute `name` has for each of `paths` (from git's `cwd`) that it is given a value for."""
    asked = "".join(f"{path}\0" for path in paths).encode("utf-8", "surrogateescape")
    words = git.run("check-attr", "-z", "--stdin", name, stdin=asked).decode("utf-8", "surrogateescape").split("\0")
    values = zip(words[::3], words[2::3], strict=False)
    return {path: value for path, value in values if value not in ("unspecified", "unset", "set", "")}


class _Writer:
    """Feeds a process in the background, so that neither side waits for the other with a full pipe."""

    def __init__(self, process: "subprocess.Popen[bytes]", data: bytes) -> None:
        import threading

        self._process, self._data = process, data
        self._thread = threading.Thread(target=self._write, daemon=True)
        self._thread.start()

    def _write(self) -> None:
        assert self._process.stdin
        try:
            self._process.stdin.write(self._data)
            self._process.stdin.close()
        except OSError:
            # A pipe that is broken shows in what the process answers.
            return

    def join(self) -> None:
        self._thread.join()


def _skip(process: "subprocess.Popen[bytes]", size: int) -> None:
    assert process.stdout
    while size > 0:
        skipped = len(process.stdout.read(min(size, 1 << 20)))
        if not skipped:
            raise broken_off(process)
        size -= skipped


def _head(status: bytes) -> Head:
    """Return what ``status --porcelain=v2 --branch -z`` says of HEAD."""
    told = dict(line[2:].decode().split(" ", 1) for line in status.split(b"\0") if line.startswith(b"# "))
    commit, branch = told.get("branch.oid", "(initial)"), told.get("branch.head", "(detached)")
    # A branch may be called "(detached)" only by somebody who means harm; it is then taken for none.
    return Head(None if branch == "(detached)" else f"refs/heads/{branch}", None if commit == "(initial)" else commit)


def _changes(status: bytes, top: str) -> Iterator[Change]:
    """Yield the changes that ``status --porcelain=v2 -z`` lists below the folder `top`."""
    for line in status.decode("utf-8", "surrogateescape").split("\0"):
        change = _change(line)
        if change and change.path.startswith(top):
            yield change._replace(path=change.path[len(top) :])


def _change(line: str) -> Change | None:
    sort = line[:1]
    if sort == "1":
        _, xy, _, _, _, mode, _, index_id, path = line.split(" ", 8)
        return Change(path, xy, mode, index_id if xy[1] == "." and xy[0] != "D" else None)
    if sort == "u":
        path = line.split(" ", 10)[10]
        return Change(path, "UU", "100644", None)
    return Change(line[2:], sort, "", None) if sort in ("?", "!") else None


def has_commit(git: Git, id_: str) -> bool:
    """Tell whether the commit `id_` is in this repository."""
    try:
        git.run("cat-file", "-e", f"{id_}^{{commit}}")
    except GitError:
        return False
    return True


def is_ancestor(git: Git, commit: str, of: str) -> bool:
    """Tell whether `of` is `commit`, or has come past it."""
    try:
        git.run("merge-base", "--is-ancestor", commit, of)
    except GitError as error:
        if error.status != _NO:
            raise
        return False
    return True
