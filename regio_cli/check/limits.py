"""What a rule may take: a registry's own rules are queries by others, and no query may stop the check or take the machine.

The authorizer of `store.database` keeps it from files, writing and extensions; here are its time, memory and number of
findings. Steps are counted, not seconds, so that a rule that runs here runs everywhere.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from regio_cli.model.text import N_, Text
from regio_cli.store.database import listen, only_reading

MOST_FINDINGS = 10_000
STEPS, STEPS_PER_RECORD = 50_000_000, 5_000
_TURN = 10_000
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
    try:
        with _limited(database, STEPS + STEPS_PER_RECORD * records):
            cursor = database.execute(sql, values)
            columns = [column[0] for column in cursor.description or ()]
            if "record" not in columns:
                raise Stopped(Text(N_("it has no column 'record'")), [])
            found = cursor.fetchmany(MOST_FINDINGS + 1)
    except sqlite3.OperationalError as error:
        raise Stopped(_reason(error), []) from error
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


def _reason(error: sqlite3.OperationalError) -> Text:
    if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
        return Text(N_("it takes too many steps"))
    return Text("{what}", {"what": str(error)})


@contextmanager
def _limited(database: sqlite3.Connection, steps: int) -> Iterator[None]:
    """Bound what `database` may do, and give it back as `store.database` made it."""
    sizes = {limit: database.setlimit(limit, size) for limit, size in _SIZES.items()}
    database.set_authorizer(only_reading(_HEAVY))
    left = iter(range(steps // _TURN))
    # A handler that gives something true stops the query.
    database.set_progress_handler(lambda: next(left, None) is None, _TURN)
    try:
        yield
    finally:
        for limit, size in sizes.items():
            database.setlimit(limit, size)
        database.set_authorizer(only_reading())
        listen(database)
