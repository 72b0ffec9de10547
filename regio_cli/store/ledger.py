"""What an audit remembers between runs, by key: an SQLite file in git's own folder that can always be made again.

It is apart from the index, which what reads with other settings of git may have filled.
"""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from regio_cli.store.remade import opened

_NAME = "audit.sqlite"
_CHUNK = 500


class Ledger:
    """The memory in one folder. Without a folder, or where it fails, it forgets."""

    def __init__(self, folder: Path | None, world: str) -> None:
        """Open the memory in `folder`; what was kept in another `world` is thrown away."""
        file = folder / _NAME if folder else None
        self._connection = opened(file, lambda: _connect(file, world)) if file else None

    def known(self, keys: Iterable[str]) -> dict[str, str]:
        """Return what is remembered under these keys."""
        wanted = list(keys)
        found: dict[str, str] = {}
        with self._forgiving():
            for start in range(0, len(wanted), _CHUNK) if self._connection else ():
                assert self._connection
                some = wanted[start : start + _CHUNK]
                select = f"SELECT key, value FROM known WHERE key IN ({', '.join('?' * len(some))})"
                found.update(self._connection.execute(select, some).fetchall())
        return found

    def remember(self, values: Mapping[str, str]) -> None:
        """Keep these values."""
        with self._forgiving():
            if self._connection and values:
                with self._connection as connection:
                    connection.executemany("INSERT OR REPLACE INTO known VALUES (?, ?)", values.items())

    def close(self) -> None:
        """Release the file."""
        if self._connection:
            self._connection.close()
            self._connection = None

    @contextlib.contextmanager
    def _forgiving(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, ValueError, TypeError):
            self.close()


def _connect(file: Path, world: str) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=2)
    try:
        with connection:
            connection.execute("CREATE TABLE IF NOT EXISTS world (digest TEXT)")
            connection.execute("CREATE TABLE IF NOT EXISTS known (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")
            if connection.execute("SELECT digest FROM world").fetchall() != [(world,)]:
                connection.execute("DELETE FROM known")
                connection.execute("DELETE FROM world")
                connection.execute("INSERT INTO world VALUES (?)", (world,))
    except BaseException:
        connection.close()
        raise
    return connection
