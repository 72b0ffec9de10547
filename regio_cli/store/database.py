"""A snapshot as SQLite tables, derived from the kinds: one a kind, one a list in it.

The tables of a content are kept in git's folder and used again as long as the content is the same; they can be made
anew at any time. A view ``active_…`` shows what is in force on the day that ``on_date()`` gives.
"""

import contextlib
import json
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from regio_cli.model.folding import fold
from regio_cli.model.kinds import Field, Kind, Kinds
from regio_cli.model.record import Address, Data

Authorizer = Callable[[int, str | None, str | None, str | None, str | None], int]
_NAME = "tables.sqlite"
# Where the header of an SQLite file has the number for applications; here the checksum of all the rest.
_SUM = slice(68, 72)
_LONGEST = 64_000_000
_TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}


@dataclass(frozen=True)
class Column:
    """A column: its name, SQLite type, and the field it shows (None for keys that the tables add)."""

    name: str
    type: str
    field: Field | None = None


@dataclass(frozen=True)
class Table:
    """A table: for a kind (`list_` None), or for the list field `list_` of its records."""

    name: str
    kind: Kind
    columns: tuple[Column, ...]
    list_: Field | None = None
    period: tuple[str, str] | None = None

    def rows(self, id_: str, data: Data) -> Iterator[tuple[Any, ...]]:
        """Yield the rows that the record `id_` has in this table."""
        if self.list_ is None:
            yield (id_, *(_value(data, column) for column in self.columns[1:]))
            return
        items = _dig(data, self.list_.path)
        for position, item in enumerate(items if isinstance(items, list) else ()):
            if self.list_.item and self.list_.item.fields:
                depth = len(self.list_.path)
                yield (id_, position, *(_value(item, column, depth) for column in self.columns[2:]))
            else:
                yield (id_, position, _plain(item))


def tables(kinds: Kinds) -> list[Table]:
    """Return the tables that `kinds` make."""
    found = []
    for kind in kinds:
        flat = tuple(Column(_joined(field.path), _type(field), field) for field in _flat(kind.fields))
        found.append(Table(kind.name, kind, (Column("id", "TEXT"), *flat), period=kind.period))
        found.extend(_list_table(kind, field) for field in kind.fields if field.item)
    return found


def _list_table(kind: Kind, field: Field) -> Table:
    assert field.item
    keys = (Column(kind.name, "TEXT"), Column("position", "INTEGER"))
    name = field.table or f"{kind.name}_{_joined(field.path)}"
    if not field.item.fields:
        return Table(name, kind, (*keys, Column("value", _type(field.item), field.item)), field)
    depth = len(field.path)
    taken = {key.name for key in keys}
    flat = tuple(_item_column(f, depth, taken, field.name) for f in _flat(field.item.fields))
    return Table(name, kind, (*keys, *flat), field, item_period(field.item))


def _item_column(field: Field, depth: int, taken: set[str], list_: str) -> Column:
    """Return the column of a field of an item; one called as a key of the table gets the list's name before it."""
    name = _joined(field.path[depth:])
    return Column(f"{list_}_{name}" if name in taken else name, _type(field), field)


def item_period(item: Field) -> tuple[str, str] | None:
    """Return the fields with the first and last day of an item of a list, None when it has no period."""
    names = {field.name for field in item.fields}
    return item.period or (("start_date", "end_date") if {"start_date", "end_date"} <= names else None)


def _flat(fields: tuple[Field, ...]) -> Iterator[Field]:
    for field in fields:
        if field.type == "object" and field.fields:
            yield from _flat(field.fields)
        else:
            yield field


def _joined(path: tuple[str, ...]) -> str:
    return "_".join(path)


def _type(field: Field) -> str:
    return _TYPES.get(field.type, "TEXT")


def _dig(data: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        data = data.get(step) if isinstance(data, dict) else None
    return data


def _value(data: Any, column: Column, depth: int = 0) -> Any:
    assert column.field
    value = _dig(data, column.field.path[depth:])
    # A list is JSON also when something else stands there, so that the JSON functions of a query never fail.
    is_json = column.field.type in ("list", "object") and value is not None
    return _plain(json.dumps(value, ensure_ascii=False) if is_json else value)


def _plain(value: Any) -> Any:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int) and not -(1 << 63) <= value < 1 << 63:
        return str(value)
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) and not value.isascii() else value


def ddl(kinds: Kinds) -> str:
    """Return the SQL that makes the tables and views of `kinds`."""
    out = []
    for table in tables(kinds):
        columns = ", ".join(f'"{column.name}" {column.type}' for column in table.columns)
        key = '"id"' if table.list_ is None else f'"{table.kind.name}", "position"'
        out.append(f'CREATE TABLE "{table.name}" ({columns}, PRIMARY KEY ({key})) WITHOUT ROWID;')
        out.append(f'CREATE VIEW "active_{table.name}" AS SELECT * FROM "{table.name}"{_in_force(table)};')
        for column in table.columns:
            if column.field and column.field.ref and table.list_ is None:
                out.append(f'CREATE INDEX "{table.name}_{column.name}" ON "{table.name}" ("{column.name}");')
    return "\n".join(out) + "\n"


def _in_force(table: Table) -> str:
    if table.period is None:
        return ""
    start, end = table.period
    return f' WHERE ("{start}" IS NULL OR "{start}" <= on_date()) AND ("{end}" IS NULL OR "{end}" >= on_date())'


class Filling(NamedTuple):
    """What tables are made of: records, and the paths of the files that should hold one and can't be read."""

    records: Mapping[Address, Data]
    unread: Sequence[str] = ()


def connect(
    kinds: Kinds,
    filling: Callable[[], Filling],
    on: str,
    folder: Path | None,
    key: str | None,
    views: str = "",
    functions: Mapping[str, tuple[int, Callable[..., Any]]] | None = None,
    today: str | None = None,
) -> sqlite3.Connection:
    """Return a read-only connection to the tables of `filling` (called only when they must be made).

    `on` is what ``on_date()`` gives, `today` what ``today()`` does (`on` without it), `views` are views to make besides, `functions` deterministic ones (number of arguments, function) that
    queries may call; `folder` keeps the tables of the content named `key` until another is asked for.
    """
    file = folder / _NAME if folder and key else None
    connection = (_kept(file, key) if file and key else None) or _made(kinds, filling(), file, key)
    return ready(connection, on, views, functions, today)


def made_of(kinds: Kinds, records: Mapping[Address, Data]) -> sqlite3.Connection:
    """Return the tables of `records` in memory, kept nowhere and not made `ready` yet; any thread may use them, one at a time."""
    return _made(kinds, Filling(records), None, None)


def changed(kinds: Kinds, changes: Mapping[Address, Data | None], folder: Path, key: str) -> sqlite3.Connection | None:
    """Return in memory the kept tables of the content `key` with `changes` made in them, None when they are not kept, or not whole.

    `changes` are records as they become, None for those that go. Another thread may use the connection, one at a time.
    """
    kept = _kept(folder / _NAME, key)
    if kept is None or unread(kept):
        return None
    connection = copy_of(kept)
    kept.close()
    connection.execute("BEGIN")
    for table in tables(kinds):
        _change(connection, table, {a.id: data for a, data in changes.items() if a.kind == table.kind.name})
    connection.execute("COMMIT")
    return connection


def unread(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return the paths of the files that no record could be read from, and so are not in the tables."""
    ((told,),) = connection.execute("SELECT unread FROM regio_content")
    return tuple(told.splitlines())


def copy_of(tables: sqlite3.Connection) -> sqlite3.Connection:
    """Return a copy of tables, in memory, that another thread may use, one at a time."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    tables.backup(connection)
    return connection


def _change(connection: sqlite3.Connection, table: Table, changes: Mapping[str, Data | None]) -> None:
    key, marks = table.columns[0].name, ", ".join("?" * len(table.columns))
    connection.executemany(f'DELETE FROM "{table.name}" WHERE "{key}" = ?', [(id_,) for id_ in changes])
    rows = (row for id_, data in changes.items() if data is not None for row in table.rows(id_, data))
    connection.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', rows)


def keep(connection: sqlite3.Connection, folder: Path, key: str) -> None:
    """Keep the tables of `connection`, made by `changed` or `made_of`, as those of the content named `key`."""
    connection.execute("UPDATE regio_content SET value = ?", (key,))
    _keep(connection, folder / _NAME)


def ready(
    connection: sqlite3.Connection,
    on: str,
    views: str = "",
    functions: Mapping[str, tuple[int, Callable[..., Any]]] | None = None,
    today: str | None = None,
) -> sqlite3.Connection:
    """Return `connection`, with views and functions (as in `connect`) on the day `on`, such that it only reads from now on."""
    set_day(connection, on)
    # What is sorted stays in memory, which has a bound when a rule sorts; a disk has none.
    connection.execute("PRAGMA temp_store = MEMORY")
    asked_on = today or on
    connection.create_function("today", 0, lambda: asked_on, deterministic=True)
    connection.create_function("fold", 1, lambda text: None if text is None else fold(str(text)), deterministic=True)
    for name, (arguments, function) in (functions or {}).items():
        connection.create_function(name, arguments, function, deterministic=True)
    for view in filter(str.strip, views.split(";\n")):
        connection.execute(view)
    connection.execute("PRAGMA query_only = ON")
    # A longer value is one that a query blows up, in a single step that nothing interrupts.
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    # Returning to Python now and then lets Ctrl-C through.
    listen(connection)
    # SQLite sets these two up on first use, in a way that the authorizer would refuse.
    connection.execute("SELECT 1 FROM json_each('[]'), json_tree('[]')")
    connection.set_authorizer(only_reading())
    return connection


def set_day(connection: sqlite3.Connection, on: str) -> None:
    """Let ``on_date()`` give the day `on`: what is in force in the views of `connection` is then that of another day."""
    connection.create_function("on_date", 0, lambda: on, deterministic=True)


def listen(connection: sqlite3.Connection) -> None:
    """Let a query of `connection` be broken off by Ctrl-C."""
    connection.set_progress_handler(lambda: 0, 100_000)


def only_reading(denied: frozenset[str] = frozenset()) -> Authorizer:
    """Return the authorizer of a connection on which nothing is written, opened or loaded; `denied` are functions to refuse too."""
    refused = denied | {"load_extension", "fts3_tokenizer"}
    reading = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE)

    def authorize(action: int, first: str | None, second: str | None, database: str | None, trigger: str | None) -> int:
        if action == sqlite3.SQLITE_FUNCTION:
            return sqlite3.SQLITE_DENY if str(second).lower() in refused else sqlite3.SQLITE_OK
        return sqlite3.SQLITE_OK if action in reading else sqlite3.SQLITE_DENY

    return authorize


def _kept(file: Path, key: str) -> sqlite3.Connection | None:
    """Return a connection to the tables kept in `file`, None when they are of another content, another layout or damaged."""
    try:
        if not _is_sealed(file):
            return None
    except OSError:
        return None
    try:
        connection = sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)
    except sqlite3.Error:
        return None
    try:
        if [value for value, _ in connection.execute("SELECT value, unread FROM regio_content")] == [key]:
            return connection
    except sqlite3.Error:
        pass
    connection.close()
    return None


def _made(kinds: Kinds, filling: Filling, file: Path | None, key: str | None) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.execute("BEGIN")
    # executescript would commit first.
    for statement in ddl(kinds).splitlines():
        connection.execute(statement)
    by_kind: dict[str, list[tuple[str, Data]]] = {}
    for address, data in filling.records.items():
        by_kind.setdefault(address.kind, []).append((address.id, data))
    for table in tables(kinds):
        marks = ", ".join("?" * len(table.columns))
        rows = (row for id_, data in by_kind.get(table.kind.name, ()) for row in table.rows(id_, data))
        connection.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', rows)
    connection.execute("CREATE TABLE regio_content (value TEXT, unread TEXT)")
    connection.execute("INSERT INTO regio_content VALUES (?, ?)", (key, "\n".join(map(_shown, filling.unread))))
    connection.execute("COMMIT")
    if file:
        _keep(connection, file)
    return connection


def _shown(path: str) -> str:
    """Return `path` as text: bytes that are not UTF-8 as numbers."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _keep(connection: sqlite3.Connection, file: Path) -> None:
    """Write the tables to `file` at once, so that another process sees the old or the new, never a part."""
    new = file.with_name(f"{file.name}.{os.getpid()}")
    with contextlib.suppress(OSError, sqlite3.Error):
        file.parent.mkdir(exist_ok=True)
        target = sqlite3.connect(new)
        try:
            connection.backup(target)
        finally:
            target.close()
        _seal(new)
        new.replace(file)
    with contextlib.suppress(OSError):
        new.unlink(missing_ok=True)
        _tidy(file)


def _sum(content: bytes) -> bytes:
    """Return the checksum of a file of tables, the place where it stands left out."""
    before = zlib.crc32(memoryview(content)[: _SUM.start])
    return zlib.crc32(memoryview(content)[_SUM.stop :], before).to_bytes(4, "big")


def _seal(file: Path) -> None:
    """Write the checksum of the closed `file` into it, where SQLite keeps a number for applications."""
    with file.open("r+b") as stream:
        sum_ = _sum(stream.read())
        stream.seek(_SUM.start)
        stream.write(sum_)


def _is_sealed(file: Path) -> bool:
    """Whether `file` is as it was written: a damaged page would be another answer, or none."""
    content = file.read_bytes()
    return content[_SUM] == _sum(content)


def _tidy(file: Path) -> None:
    """Remove what runs that were killed left beside `file`."""
    for left in file.parent.glob(f"{file.name}.*"):
        number = left.name.removeprefix(f"{file.name}.").partition("-")[0]
        if number.isdecimal() and not _is_running(int(number)):
            left.unlink(missing_ok=True)


def _is_running(pid: int) -> bool:
    if os.name == "nt":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
