"""What a rule may take: a registry's own rules are queries by others, and no query may stop the check or take the machine.

The authorizer of `store.database` keeps it from files, writing and extensions; here are its time, memory and number of
findings. Steps are counted rather than seconds, so that a rule that runs here runs everywhere; the seconds, many times what that
many steps take, are for steps that are long themselves.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from regio_cli.check.functions import Watch, watched
from regio_cli.model.text import N_, Text
from regio_cli.store.database import listen, only_reading

MOST_FINDINGS = 10_000
STEPS, STEPS_PER_RECORD = 50_000_000, 5_000
SECONDS, SECONDS_PER_RECORD = 10, 0.002
# Of what SQLite holds at a time, and of what a rule returns; tables of a hundred thousand records take a fifth.
MOST_MEMORY, MOST_RETURNED = 1 << 30, 50_000_000
_TURN = 1_000
_SIZES = {
    # A record's file has at most half of this.
    sqlite3.SQLITE_LIMIT_LENGTH: 2_000_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
# Each can work for seconds in one step, which nothing then interrupts.
_HEAVY = frozenset(("zeroblob", "randomblob", "printf", "format"))
Row = dict[str, Any]


class Stopped(Exception):
    """A rule that can't be run, or not to its end; `text` says why, `rows` are those it gave until then."""

    def __init__(self, text: Text, rows: list[Row]) -> None:
        super().__init__(text.template)
        self.text = text
        self.rows = rows


def rows(database: sqlite3.Connection, sql: str, values: dict[str, Any], records: int) -> list[Row]:
    """Return the rows of a rule's query; `records` is how many there are in the registry. Raises Stopped."""
    with watched(SECONDS + SECONDS_PER_RECORD * records) as watch:
        return _rows(database, sql, values, STEPS + STEPS_PER_RECORD * records, watch)


def _rows(database: sqlite3.Connection, sql: str, values: dict[str, Any], steps: int, watch: Watch) -> list[Row]:
    try:
        with _limited(database, steps, watch):
            cursor = database.execute(sql, values)
            columns = [column[0] for column in cursor.description or ()]
            if "record" not in columns:
                raise Stopped(Text(N_("it has no column 'record'")), [])
            found = _fetched(cursor)
    except sqlite3.OperationalError as error:
        raise Stopped(_reason(error, watch), []) from error
    except MemoryError as error:
        raise Stopped(Text(N_("it takes too much memory")), []) from error
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise Stopped(Text("{what}", {"what": str(error)}), []) from error
    given = [dict(zip(columns, row, strict=True)) for row in found[:MOST_FINDINGS]]
    if len(found) > MOST_FINDINGS:
        raise Stopped(
            Text(N_("it finds more than {limit}; the first of them are here"), {"limit": MOST_FINDINGS}), given
        )
    return given


def _fetched(cursor: sqlite3.Cursor) -> list[tuple[Any, ...]]:
    """Return the rows, one more than a rule may find at most. Raises MemoryError for texts that are too long together."""
    found: list[tuple[Any, ...]] = []
    left = MOST_RETURNED
    for row in cursor:
        left -= sum(len(value) for value in row if isinstance(value, str | bytes))
        if left < 0:
            raise MemoryError
        found.append(row)
        if len(found) > MOST_FINDINGS:
            break
    return found


def _reason(error: sqlite3.OperationalError, watch: Watch) -> Text:
    if watch.refusal:
        return watch.refusal
    if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT and watch.is_over:
        return Text(N_("it takes too long"))
    if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
        return Text(N_("it takes too many steps"))
    return Text("{what}", {"what": str(error)})


@contextmanager
def _limited(database: sqlite3.Connection, steps: int, watch: Watch) -> Iterator[None]:
    """Bound what `database` may do, and give it back as `store.database` made it."""
    database.set_authorizer(None)
    # Holds for the process from then on: SQLite has no other way.
    database.execute(f"PRAGMA hard_heap_limit = {MOST_MEMORY}")
    sizes = {limit: database.setlimit(limit, size) for limit, size in _SIZES.items()}
    database.set_authorizer(only_reading(_HEAVY))
    left = iter(range(steps // _TURN))
    # A handler that gives something true stops the query.
    database.set_progress_handler(lambda: next(left, None) is None or watch.is_over, _TURN)
    try:
        yield
    finally:
        for limit, size in sizes.items():
            database.setlimit(limit, size)
        database.set_authorizer(only_reading())
        listen(database)
