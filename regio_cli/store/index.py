"""What is remembered between runs: per blob its data and problems, and per content of the registry its findings.

An SQLite file in git's own folder. All of it can be made again: a damaged or foreign file, or one of another version
of regio or of the schemas, is emptied or replaced; where it can't be written, nothing is remembered.
"""

import contextlib
import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from regio_cli.model.finding import Finding, finding_from_json, problem_from_json
from regio_cli.store.remade import opened
from regio_cli.store.yamlfile import Content

APPLICATION = 0x52454749  # "REGI"
MAX_FILE = 2 << 30
_NAME = "index.sqlite"
_FORMAT = 2
_TABLES = """
CREATE TABLE IF NOT EXISTS world (digest TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pack (id INTEGER PRIMARY KEY, kind TEXT, blobs TEXT, contents TEXT);
CREATE TABLE IF NOT EXISTS verdict (key TEXT PRIMARY KEY, findings TEXT, records INTEGER) WITHOUT ROWID;
"""
_VERDICTS_KEPT = 200
# Contents in one row: few enough to read a row for one of them, so many that rows cost nothing.
_PACKED = 256

BlobKind = tuple[str, str]
_NONE: frozenset[str] = frozenset()


def exists(folder: Path) -> bool:
    """Tell whether something may be remembered in `folder`."""
    return (folder / _NAME).exists()


class Index:
    """The memory in one folder. Without a folder, or where it fails, it forgets."""

    def __init__(self, folder: Path | None, world: str) -> None:
        """Open the index in `folder`; `world` is a digest of all that findings depend on besides the files."""
        self._world = f"{_FORMAT}:{world}"
        self._connection = _open(folder / _NAME, self._world) if folder else None

    def contents(self, wanted: Iterable[BlobKind]) -> dict[BlobKind, Content]:
        """Return what is remembered of these blobs, each read as a record of a kind."""
        found: dict[BlobKind, Content] = {}
        by_kind: dict[str, set[str]] = {}
        for blob, kind in wanted:
            by_kind.setdefault(kind, set()).add(blob)
        with self._forgiving():
            if self._connection:
                for row, kind, blobs in self._connection.execute("SELECT id, kind, blobs FROM pack").fetchall():
                    if not by_kind.get(kind, _NONE).isdisjoint(ids := blobs.split(" ")):
                        select = "SELECT contents FROM pack WHERE id = ?"
                        (contents,) = self._connection.execute(select, (row,)).fetchone()
                        packed = list(zip(ids, json.loads(contents), strict=True))
                        found.update(((id_, kind), _content(*what)) for id_, what in packed if id_ in by_kind[kind])
        return found

    def remember(self, contents: Mapping[BlobKind, Content]) -> None:
        """Keep what was read from these blobs."""
        insert = "INSERT INTO pack (kind, blobs, contents) VALUES (?, ?, ?)"
        if contents:
            self._write(lambda connection: connection.executemany(insert, _packs(contents)))

    def verdict(self, key: str) -> tuple[tuple[Finding, ...], int] | None:
        """Return the findings and number of records remembered for the registry's content `key`, None without."""
        with self._forgiving():
            if self._connection:
                row = self._connection.execute("SELECT findings, records FROM verdict WHERE key = ?", (key,)).fetchone()
                return (tuple(finding_from_json(finding) for finding in json.loads(row[0])), row[1]) if row else None
        return None

    def remember_verdict(self, key: str, findings: tuple[Finding, ...], records: int) -> None:
        """Keep the findings for the registry's content `key`."""
        self._write(lambda connection: _keep_verdict(connection, (key, json.dumps(findings), records)))

    def keep_only(self, current: Collection[BlobKind]) -> None:
        """Forget what is remembered of other blobs than `current`, and all findings; what is freed is overwritten.

        For when a record was removed: of somebody who is erased nothing is to stay here.
        """
        by_kind: dict[str, set[str]] = {}
        for blob, kind in current:
            by_kind.setdefault(kind, set()).add(blob)

        def thin(connection: sqlite3.Connection) -> None:
            connection.execute("PRAGMA secure_delete = ON")
            rows = connection.execute("SELECT id, kind, blobs FROM pack").fetchall()
            gone = [(row,) for row, kind, blobs in rows if not by_kind.get(kind, set()).issuperset(blobs.split(" "))]
            connection.executemany("DELETE FROM pack WHERE id = ?", gone)
            connection.execute("DELETE FROM verdict")

        self._write(thin)

    def close(self) -> None:
        """Release the file."""
        if self._connection:
            self._connection.close()
            self._connection = None

    def _write(self, work: Callable[[sqlite3.Connection], object]) -> None:
        """Do `work` in one transaction, unless another regio has made the index one of its own world meanwhile."""
        with self._forgiving():
            if self._connection:
                self._connection.execute("BEGIN IMMEDIATE")
                with self._connection as connection:
                    if _is_world(connection, self._world):
                        work(connection)

    @contextlib.contextmanager
    def _forgiving(self) -> Iterator[None]:
        """Turn a failure of the index into forgetting: what it holds is made anew."""
        try:
            yield
        except (sqlite3.Error, ValueError, TypeError, AssertionError):
            self.close()


def _packs(contents: Mapping[BlobKind, Content]) -> Iterator[tuple[str, str, str]]:
    """Yield the rows that hold `contents`: a kind, blob ids, and what is in each of these."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
    by_kind: dict[str, list[tuple[str, Content]]] = {}
    for (blob, kind), content in contents.items():
        by_kind.setdefault(kind, []).append((blob, content))
    for kind, all_ in by_kind.items():
        for start in range(0, len(all_), _PACKED):
            some = all_[start : start + _PACKED]
            yield kind, " ".join(blob for blob, _ in some), encode([content for _, content in some])


def _keep_verdict(connection: sqlite3.Connection, row: tuple[str, str, int]) -> None:
    (count,) = connection.execute("SELECT count(*) FROM verdict").fetchone()
    if count >= _VERDICTS_KEPT:
        connection.execute("DELETE FROM verdict")
    connection.execute("INSERT OR REPLACE INTO verdict VALUES (?, ?, ?)", row)


def _content(data: Any, problems: list[Any]) -> Content:
    return Content(data, tuple(problem_from_json(row) for row in problems) if problems else ())


def _open(file: Path, world: str) -> sqlite3.Connection | None:
    """Return a connection to the index in `file`, empty when it is new or of another world; None if it can't be."""
    return opened(file, lambda: _within_size(file, world))


def _within_size(file: Path, world: str) -> sqlite3.Connection:
    if file.exists() and file.stat().st_size > MAX_FILE:
        file.unlink()
    return _connect(file, world)


def _connect(file: Path, world: str) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=2, isolation_level=None)
    try:
        # The index can be made again, so it need not survive a power cut: waiting for the disk costs as much as a check.
        connection.execute("PRAGMA synchronous = OFF")
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        if application != APPLICATION:
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if tables:
                raise sqlite3.DatabaseError("not an index of regio")
        if application != APPLICATION or not _is_world(connection, world):
            # No write-ahead log: it would ask for a tidy end of each run, and for shared memory, which network drives lack.
            connection.execute("PRAGMA journal_mode = DELETE")
            _empty(connection, world)
    except BaseException:
        connection.close()
        raise
    return connection


def _is_world(connection: sqlite3.Connection, world: str) -> bool:
    try:
        return connection.execute("SELECT digest FROM world").fetchall() == [(world,)]
    except sqlite3.OperationalError:
        return False


def _empty(connection: sqlite3.Connection, world: str) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    for table in ("world", "pack", "verdict"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    for statement in _TABLES.split(";"):
        connection.execute(statement)
    connection.execute("INSERT INTO world VALUES (?)", (world,))
    connection.execute("COMMIT")
