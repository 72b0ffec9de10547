"""What a change in the making has written down of itself, so that the next run can finish it or tell that it was not made.

The change is made at the moment that the branch moves. Before that nothing of the user's is touched; after it, files
and index follow, and the journal says which. Whoever finds a journal and no living writer looks where the branch is:
past the commit, the change is in, and what is left is finished; else it is out, and what was prepared is thrown away.
From before the branch moves until the index is written, git's own lock on the index keeps other gits away.
"""

import contextlib
import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

from regio_cli.store import gitwrite as w
from regio_cli.store import indexlock
from regio_cli.store.git import Git, GitError, is_ancestor

FOLDER = "change"
_NAME = "journal.json"
_DONE = ".done"
INDEX_PATIENCE = 10.0
# How far back it is looked for in the log of a branch whether it ever was at a commit.
_REMEMBERED = 1000
_MANY, _AT_A_TIME = 8, 32


@dataclass(frozen=True)
class Step:
    """A file that follows the commit: `path` from the top of the work tree, its content prepared in the file `prepared`.

    `old` and `new` are digests of the file before and after (None where there is none), `old_blob` and `new_blob` the
    blobs in git's index (gitwrite.ABSENT for none). A `hidden` file is left out of the work tree by a sparse checkout.
    `old_mode` is the mode before when that changes too, None when it stays as it is.
    """

    path: str
    prepared: str | None
    old: str | None
    new: str | None
    old_blob: str
    new_blob: str
    mode: str
    hidden: bool
    old_mode: str | None = None

    @property
    def before(self) -> tuple[str, str]:
        """Blob and mode in the index before."""
        return self.old_blob, self.old_mode or self.mode


@dataclass(frozen=True)
class Journal:
    """A change about to be made: the reference that moves, from and to which commit, and what follows."""

    reference: str
    old: str
    new: str
    subject: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Outcome:
    """What became of a change that was interrupted. `left` are files that somebody has edited since, and so are untouched.

    `gone` are the files that HEAD does not have as the change made them: another commit or branch is checked out.
    """

    made: bool
    commit: str
    subject: str
    left: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


class Place(NamedTuple):
    """Where a change is made: `git` at the `top` of the work tree, its `git_dir`, and the `folder` of what is prepared."""

    git: Git
    top: Path
    git_dir: Path
    folder: Path


def digest(content: bytes | None) -> str | None:
    """Return the digest by which the journal knows a file's content."""
    return None if content is None else hashlib.sha256(content).hexdigest()


def write(folder: Path, journal: Journal) -> None:
    """Write the journal down, safe from a power cut once this returns."""
    durable(folder / (_NAME + ".new"), json.dumps(asdict(journal)).encode())
    (folder / (_NAME + ".new")).replace(folder / _NAME)
    flush_folder(folder)


class Unreadable(Exception):
    """There is a journal, but it is damaged or of another version of regio; the message is its file."""


def read(folder: Path) -> Journal | None:
    """Return the journal in `folder`, None when none was finished. Raises Unreadable, OSError."""
    try:
        content = (folder / _NAME).read_bytes()
    except FileNotFoundError:
        return None
    try:
        data = json.loads(content)
        return Journal(**{**data, "steps": tuple(Step(**step) for step in data["steps"])})
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Unreadable(str(folder / _NAME)) from error


def recover(place: Place, pause: Callable[[float], None], patience: float = INDEX_PATIENCE) -> Outcome | None:
    """Finish or clear away what an interrupted change left in `place`; None when there is nothing.

    The caller holds the lock of a change; another git may keep the index for `patience` seconds. Raises Unreadable,
    OSError, GitError or GitDied when what is left can't be finished now; the journal stays.
    """
    if not place.folder.is_dir():
        return None
    try:
        journal = read(place.folder)
    except Unreadable:
        # The user is to look with git what became of it.
        indexlock.release(place.git_dir)
        raise
    if journal is None or not is_made(place.git, journal):
        drop(place)
        return Outcome(False, "", "")
    word = w.under_way(place.git_dir)
    if word:
        indexlock.release(place.git_dir)
        raise GitError(f"git is in the middle of a {word}")
    indexlock.take(place.git_dir, patience, pause)
    standing = _standing(place.git, journal.steps)
    left = finish(place, standing)
    drop(place)
    gone = [step.path for step in journal.steps if step not in standing]
    return Outcome(True, journal.new, journal.subject, tuple(left), tuple(gone))


def is_made(git: Git, journal: Journal) -> bool:
    """Whether the change was made: its commit is in the branch, or in what became of that since.

    Raises GitError or GitDied when git can't tell.
    """
    if not _is_there(git, journal.new):
        # Objects are on disk before a branch moves to them.
        return False
    ends = [end for end in (journal.reference, "HEAD") if _is_there(git, end)]
    if any(is_ancestor(git, journal.new, end) for end in ends):
        return True
    if git.run("for-each-ref", "--count=1", f"--contains={journal.new}"):
        return True
    return any(journal.new in _was_at(git, end) for end in ends)


def _is_there(git: Git, revision: str) -> bool:
    try:
        git.run("rev-parse", "--verify", "-q", f"{revision}^{{commit}}")
    except GitError as error:
        if error.status != 1:
            raise
        return False
    return True


def _was_at(git: Git, reference: str) -> list[str]:
    """Return the commits that `reference` was at lately, as far as git wrote that down."""
    return git.run("log", "-g", f"--max-count={_REMEMBERED}", "--format=%H", reference, "--").decode().split()


def _standing(git: Git, steps: Sequence[Step]) -> list[Step]:
    """Return the steps whose outcome HEAD has: of another branch, or a later commit, files and index are not to follow."""
    found: dict[str, tuple[str, str]] = {}
    for few in w.in_lots([step.path for step in steps]):
        listed = git.run("ls-tree", "-z", "--full-tree", "HEAD", "--", *few)
        for line in filter(None, listed.decode("utf-8", "surrogateescape").split("\0")):
            about, _, path = line.partition("\t")
            mode, _, blob = about.split(" ")
            found[path] = (blob, mode)
    return [step for step in steps if _is_outcome(step, found.get(step.path))]


def _is_outcome(step: Step, entry: tuple[str, str] | None) -> bool:
    if step.new is None and step.prepared is None and not step.new_blob.strip("0"):
        return entry is None
    return entry == (step.new_blob, step.mode)


def finish(place: Place, steps: Sequence[Step]) -> list[str]:
    """Let files and index follow; return the paths that somebody has changed meanwhile, left as they are.

    The caller holds the lock of the index.
    """
    left = [step.path for step in steps if not step.hidden and not _follow(place.top, place.folder, step)]
    for changed in {(place.top / step.path).parent for step in steps}:
        flush_folder(changed)
    _follow_in_index(place, [step for step in steps if step.path not in left])
    return left


def _follow(top: Path, folder: Path, step: Step) -> bool:
    file = top / step.path
    now = digest(content_of(file))
    if now != step.new:
        if now != step.old:
            return False
        if step.prepared is None:
            file.unlink()
            _remove_empty(file.parent, top)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            put(folder / step.prepared, file)
    if step.new is not None and step.old_mode not in (None, step.mode):
        _give_mode(file, step.mode)
    return True


def _give_mode(file: Path, mode: str) -> None:
    """Let those run `file` who may read it, or nobody, as git's `mode` has it."""
    now = file.stat().st_mode & 0o777
    file.chmod(now | (now & 0o444) >> 2 if mode == w.EXECUTABLE else now & ~0o111)


def _remove_empty(folder: Path, top: Path) -> None:
    """Remove folders that nothing is left in, as git does."""
    with contextlib.suppress(OSError):
        while folder != top:
            folder.rmdir()
            folder = folder.parent


def _follow_in_index(place: Place, steps: Sequence[Step]) -> None:
    known = w.entries(place.git, [step.path for step in steps])
    todo = [step for step in steps if step.before != (step.new_blob, step.mode) and _is_as_before(step, known)]
    if todo:
        staged = [w.Staged(step.path, step.new_blob, step.mode) for step in todo]
        hidden = [step.path for step in todo if step.hidden and step.new_blob != w.ABSENT]
        indexlock.stage(place.git, place.git_dir, place.folder, staged, hidden, known)


def _is_as_before(step: Step, known: Mapping[str, w.Indexed]) -> bool:
    entry = known.get(step.path)
    if entry is None or step.old_blob == w.ABSENT:
        return entry is None and step.old_blob == w.ABSENT
    return (entry.blob, entry.mode) == step.before


# --------------------------------------------------------------------------------------------------------------------
# Files that survive a power cut.


def durable(file: Path, content: bytes) -> None:
    """Write `content` to `file` and flush it to disk."""
    with file.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def flush(files: Sequence[Path]) -> None:
    """Flush the content of `files` to disk: of many at a time, so that the disk can write them together."""
    if len(files) < _MANY:
        for file in files:
            _flush(file)
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(_AT_A_TIME) as pool:
        list(pool.map(_flush, files))


def _flush(file: Path) -> None:
    with file.open("r+b") as stream:
        os.fsync(stream.fileno())


def put(prepared: Path, file: Path) -> None:
    """Put the file `prepared` in the place of `file` at once, with the rights that `file` had."""
    with contextlib.suppress(FileNotFoundError):
        prepared.chmod(file.stat().st_mode & 0o7777)
    try:
        prepared.replace(file)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        # The work tree is on another disk than git's folder.
        beside = file.with_name(f".{file.name}.regio")
        durable(beside, prepared.read_bytes())
        beside.replace(file)


def flush_folder(folder: Path) -> None:
    """Flush the names in `folder` to disk, where the system can and there is such a folder."""
    if os.name == "nt" or not folder.is_dir():
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def content_of(file: Path) -> bytes | None:
    """Return the content of an ordinary file, None when there is none there."""
    if file.is_symlink() or not file.is_file():
        return None
    return file.read_bytes()


def drop(place: Place) -> None:
    """Let go of the index and throw away what was prepared."""
    indexlock.release(place.git_dir)
    clear(place.folder)


def clear(folder: Path) -> None:
    """Throw away what was prepared: at once under another name, so that no part of it is ever taken for a change."""
    aside = folder.with_name(folder.name + _DONE)
    shutil.rmtree(aside, ignore_errors=True)
    if folder.is_dir():
        folder.replace(aside)
        flush_folder(folder.parent)
        shutil.rmtree(aside, ignore_errors=True)
