"""What a change in the making has written down of itself, so that the next run can finish it or tell that it was not made.

The change is made at the moment that the branch moves. Before that nothing of the user's is touched; after it, files
and index follow, and the journal says which. Whoever finds a journal and no living writer looks where the branch is:
past the commit, the change is in, and what is left is finished; else it is out, and what was prepared is thrown away.
"""

import contextlib
import errno
import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from regio_cli.store import gitwrite as w
from regio_cli.store.git import Git, GitError, is_ancestor

FOLDER = "change"
_NAME = "journal.json"
_INDEX_PATIENCE = 10.0
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
    """What became of a change that was interrupted. `left` are files that somebody has edited since, and so are untouched."""

    made: bool
    commit: str
    subject: str
    left: tuple[str, ...] = ()


def digest(content: bytes | None) -> str | None:
    """Return the digest by which the journal knows a file's content."""
    return None if content is None else hashlib.sha256(content).hexdigest()


def write(folder: Path, journal: Journal) -> None:
    """Write the journal down, safe from a power cut once this returns."""
    durable(folder / (_NAME + ".new"), json.dumps(asdict(journal)).encode())
    (folder / (_NAME + ".new")).replace(folder / _NAME)
    flush_folder(folder)


def read(folder: Path) -> Journal | None:
    """Return the journal in `folder`; None when there is none, or it was never finished."""
    try:
        data = json.loads((folder / _NAME).read_bytes())
        return Journal(**{**data, "steps": tuple(Step(**step) for step in data["steps"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def recover(git: Git, top: Path, folder: Path, pause: Callable[[float], None]) -> Outcome | None:
    """Finish or clear away what an interrupted change left in `folder`; None when there is nothing.

    The caller holds the lock. Raises OSError or GitError when what is left can't be finished now; the journal stays.
    """
    if not folder.is_dir():
        return None
    journal = read(folder)
    if journal is None:
        clear(folder)
        return Outcome(False, "", "")
    made = is_ancestor(git, journal.new, journal.reference)
    left = finish(git, top, folder, journal, pause) if made and _is_here(git, journal) else ()
    clear(folder)
    return Outcome(made, journal.new, journal.subject, tuple(left))


def _is_here(git: Git, journal: Journal) -> bool:
    """Tell whether the work tree is still on the branch that moved."""
    return journal.reference == "HEAD" or w.is_on(git, journal.reference)


def finish(git: Git, top: Path, folder: Path, journal: Journal, pause: Callable[[float], None]) -> list[str]:
    """Let files and index follow the commit; return the paths that somebody has changed meanwhile, left as they are."""
    left = [step.path for step in journal.steps if not step.hidden and not _follow(top, folder, step)]
    for changed in {(top / step.path).parent for step in journal.steps}:
        flush_folder(changed)
    _follow_in_index(git, [step for step in journal.steps if step.path not in left], pause)
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


def _follow_in_index(git: Git, steps: Sequence[Step], pause: Callable[[float], None]) -> None:
    known = w.entries(git, [step.path for step in steps])
    todo = [step for step in steps if step.before != (step.new_blob, step.mode) and _is_as_before(step, known)]
    if not todo:
        return
    until = time.monotonic() + _INDEX_PATIENCE
    while True:
        try:
            w.stage(git, [w.Staged(step.path, step.new_blob, step.mode) for step in todo])
            break
        except GitError as error:
            # Another git is at work on the index; it will be done in a moment.
            if "index.lock" not in str(error) or time.monotonic() > until:
                raise
            pause(0.05)
    hidden = [step.path for step in todo if step.hidden and step.new_blob != w.ABSENT]
    if hidden:
        w.hide(git, hidden)
    w.mark_again(git, known, [step.path for step in todo if step.new_blob != w.ABSENT])


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


def clear(folder: Path) -> None:
    """Throw away what was prepared; the journal goes first, so that half of it is never taken for whole."""
    (folder / _NAME).unlink(missing_ok=True)
    flush_folder(folder)
    shutil.rmtree(folder, ignore_errors=True)
