"""An SQLite database, as Datasette opens it: the tables of `regio query`, with keys, and views of what is in force on the day."""

import sqlite3
from collections.abc import Iterator

from regio_cli.exchange.export.model import File, Options
from regio_cli.exchange.export.relational import Relation, Relations, listed, relations
from regio_cli.exchange.selection import Selection

ORIGIN_TABLE = "regio_origin"
_PIECE = 1 << 16
# Bytes of the header that tell which SQLite wrote the file last, and how often it was written: the same for the same content.
_COUNTER, _WRITTEN = slice(24, 28), slice(92, 100)
_STEADY = (1).to_bytes(4, "big") + (3_040_000).to_bytes(4, "big")


def files(selection: Selection, options: Options) -> Iterator[File]:
    """Yield one database: a table a kind and a list, ``active_…`` views, and ``regio_origin`` with where it comes from."""
    yield File("export.sqlite", _pieces(selection))


def _pieces(selection: Selection) -> Iterator[bytes]:
    content = memoryview(_steady(_made(selection)))
    for start in range(0, len(content), _PIECE):
        yield bytes(content[start : start + _PIECE])


def _made(selection: Selection) -> bytes:
    target = sqlite3.connect(":memory:", isolation_level=None)
    # What another build of SQLite may have set otherwise.
    for setting in ("page_size = 4096", "encoding = 'UTF-8'", "auto_vacuum = NONE", "foreign_keys = OFF"):
        target.execute(f"PRAGMA {setting}")
    target.execute("BEGIN")
    _fill(target, relations(selection), selection)
    target.execute("COMMIT")
    content = target.serialize()
    target.close()
    return content


def _fill(target: sqlite3.Connection, found: Relations, selection: Selection) -> None:
    pointed_at = sorted({(key.table, key.to) for one in found.relations for key in one.foreign if key.to != ("id",) or _is_list(found, key.table)})  # fmt: skip
    for relation in found.relations:
        target.execute(_ddl(relation))
    for table, columns in pointed_at:
        target.execute(f'CREATE UNIQUE INDEX "{table}_{"_".join(columns)}" ON "{table}" ({listed(columns)})')
    for relation in found.relations:
        marks = ", ".join("?" * len(relation.table.columns))
        target.executemany(f'INSERT INTO "{relation.name}" VALUES ({marks})', found.rows(relation))
        target.execute(f'CREATE VIEW "active_{relation.name}" AS SELECT * FROM "{relation.name}"{_in_force(relation, selection.origin.on)}')  # fmt: skip
    target.execute(f'CREATE TABLE "{ORIGIN_TABLE}" ("key" TEXT PRIMARY KEY, "value")')
    target.executemany(f'INSERT INTO "{ORIGIN_TABLE}" VALUES (?, ?)', list(selection.origin.told().items()))


def _is_list(found: Relations, table: str) -> bool:
    return any(one.name == table and one.table.list_ is not None for one in found.relations)


def _ddl(relation: Relation) -> str:
    columns = [f'"{column.name}" {column.type}{" NOT NULL" if column.name in relation.required else ""}' for column in relation.table.columns]  # fmt: skip
    foreign = [f'FOREIGN KEY ({listed(key.columns)}) REFERENCES "{key.table}" ({listed(key.to)})' for key in relation.foreign]  # fmt: skip
    return (
        f'CREATE TABLE "{relation.name}" ({", ".join([*columns, f"PRIMARY KEY ({listed(relation.key)})", *foreign])})'
    )


def _in_force(relation: Relation, on: str) -> str:
    """Return the condition of the view of what is in force on the day of the export: the file knows no other."""
    if relation.table.period is None:
        return ""
    start, end = relation.table.period
    return f""" WHERE ("{start}" IS NULL OR "{start}" <= '{on}') AND ("{end}" IS NULL OR "{end}" >= '{on}')"""


def _steady(content: bytes) -> bytes:
    out = bytearray(content)
    out[_COUNTER], out[_WRITTEN] = _STEADY[:4], _STEADY
    return bytes(out)
