"""One writer at a time: a lock on a file, which the system itself lets go when its holder dies.

The lock is the system's (flock, or LockFile on Windows), not the file's existence: nothing stale can be left behind,
whatever kills the holder. The file tells who holds it.
"""

import contextlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

# Who has waited longer looks more often, so that nobody waits behind all who come later.
_PAUSE, _SHRINKS, _SHORTEST_PAUSE = 0.1, 0.9, 0.005
_TOLD_AFTER = 0.5
# On Windows a locked byte can't be read, so the byte that is locked stands far behind the text.
_FAR = 1 << 30


class Owner(NamedTuple):
    """Who holds a lock: number of the process, name of the machine, and since when (seconds since 1970)."""

    pid: int
    host: str
    since: float


class Held(Exception):
    """Another process holds the lock, and held it as long as was waited; `owner` is None when it did not say."""

    def __init__(self, owner: Owner | None) -> None:
        super().__init__(str(owner))
        self.owner = owner


@contextlib.contextmanager
def locked(
    file: Path, me: Owner, patience: float, waiting: Callable[[Owner | None], None], pause: Callable[[float], None]
) -> Iterator[int]:
    """Hold the lock on `file` inside the block, and give the number of the open file (for children to share).

    Waits at most `patience` seconds (`pause` is time.sleep); `waiting` is called once when there is a wait.
    Raises Held when it takes longer, OSError when the file can't be written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
    try:
        _wait(handle, file, patience, waiting, pause)
        try:
            os.ftruncate(handle, 0)
            os.pwrite(handle, json.dumps(me).encode(), 0) if hasattr(os, "pwrite") else os.write(
                handle, json.dumps(me).encode()
            )
            yield handle
        finally:
            with contextlib.suppress(OSError):
                os.ftruncate(handle, 0)
            _unlock(handle)
    finally:
        os.close(handle)


def owner(file: Path) -> Owner | None:
    """Return who wrote itself down as the holder of the lock on `file`, None when nobody did."""
    try:
        pid, host, since = json.loads(file.read_bytes()[:1000])
        return Owner(int(pid), str(host), float(since))
    except (OSError, ValueError, TypeError):
        return None


def _wait(
    handle: int, file: Path, patience: float, waiting: Callable[[Owner | None], None], pause: Callable[[float], None]
) -> None:
    start = time.monotonic()
    length, told = _PAUSE, False
    while not _try(handle):
        waited = time.monotonic() - start
        if waited >= patience:
            raise Held(owner(file))
        if not told and waited > _TOLD_AFTER:
            waiting(owner(file))
            told = True
        pause(length)
        length = max(length * _SHRINKS, _SHORTEST_PAUSE)


if sys.platform == "win32":
    import msvcrt

    def _try(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(handle, 0, os.SEEK_SET)
        return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _try(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
