"""Git's lock on the index of a work tree, held by regio while it moves a branch.

As long as the file ``index.lock`` stands, no git commits, stages, stashes or switches there: what regio saw of HEAD and
index stays true until both are written. A lock of regio's own says so, and who holds regio's lock of a change may take
over one that a killed regio left.
"""

import contextlib
import os
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from regio_cli.store import gitwrite as w
from regio_cli.store.git import Git, GitError

_INDEX, _LOCK = "index", "index.lock"
_OURS = b"regio is making a change here; the next regio removes this lock\n"
_PAUSE = 0.05


def take(git_dir: Path, patience: float, pause: Callable[[float], None]) -> None:
    """Take the lock on the index in `git_dir`. Raises GitError when another git keeps it for `patience` seconds."""
    until = time.monotonic() + patience
    while not is_ours(git_dir):
        try:
            handle = os.open(git_dir / _LOCK, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        except FileExistsError as error:
            if time.monotonic() >= until:
                raise GitError(f"Unable to create '{git_dir / _LOCK}': File exists.") from error
            pause(_PAUSE)
            continue
        try:
            os.write(handle, _OURS)
        finally:
            os.close(handle)


def is_ours(git_dir: Path) -> bool:
    """Whether a regio holds the lock, or held it when it was killed."""
    with contextlib.suppress(OSError):
        return (git_dir / _LOCK).read_bytes() == _OURS
    return False


def release(git_dir: Path) -> None:
    """Let go of the lock, if it is regio's."""
    if is_ours(git_dir):
        (git_dir / _LOCK).unlink(missing_ok=True)


def stage(
    git: Git,
    git_dir: Path,
    folder: Path,
    staged: Sequence[w.Staged],
    hidden: Sequence[str],
    known: Mapping[str, w.Indexed],
) -> None:
    """Put `staged` into the user's index, and mark `hidden` as left out of the work tree; the lock must be held.

    Marks that the user gave to a path (`known` is what the index has) stay.

    A copy in `folder` is changed and put in the place of the index at once.
    """
    copy = folder / "index.next"
    # With its times: git takes a file as young as the index for one that may have changed.
    with contextlib.suppress(FileNotFoundError):
        shutil.copy2(git_dir / _INDEX, copy)
    own = w.with_index(git, copy)
    w.stage(own, staged)
    if hidden:
        w.hide(own, hidden)
    w.mark_again(own, known, [entry.path for entry in staged if entry.blob != w.ABSENT])
    copy.replace(git_dir / _INDEX)
