"""SQLite files that can always be made again: one that is damaged goes, one that can't be had is done without."""

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path


def opened(file: Path, connect: Callable[[], sqlite3.Connection]) -> sqlite3.Connection | None:
    """Return what `connect` gives for `file`, after making way for a new one when it is damaged; None if it can't be."""
    for _ in range(2):
        try:
            file.parent.mkdir(exist_ok=True)
            return connect()
        except sqlite3.OperationalError:
            return None
        except sqlite3.DatabaseError:
            with contextlib.suppress(OSError):
                file.unlink()
        except OSError:
            return None
    return None
