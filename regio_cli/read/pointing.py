"""What points at a record: worked out from the references in the schemas, whatever the kinds are."""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

from regio_cli.model.kinds import ANY_KIND, Field, Kind, Kinds, Ref
from regio_cli.model.record import Address


class Pointer(NamedTuple):
    """That `record` points here with `field`; at `item` of a list in the record, when it does not mean the whole."""

    record: Address
    field: Field
    item: str | None = None


def pointers(kinds: Kinds, database: sqlite3.Connection, address: Address) -> Iterator[Pointer]:
    """Yield what points at the record `address`, by kind and field, each record once a field."""
    for kind in kinds:
        for field in kind.walk():
            ref = field.ref or (field.item.ref if field.item else None)
            if ref and ref.kind in (address.kind, ANY_KIND) and (ref.items is None or ref.owner is None):
                yield from _through(database, kind, field, ref, address)


def _through(database: sqlite3.Connection, kind: Kind, field: Field, ref: Ref, address: Address) -> Iterator[Pointer]:
    wanted = None if ref.items else str(address) if ref.kind == ANY_KIND else address.id
    for id_, value in _rows(database, kind, field, wanted):
        for item in dict.fromkeys(value):
            if wanted in (None, item):
                yield Pointer(Address(kind.name, id_), field, None if wanted else str(item))


def _rows(
    database: sqlite3.Connection, kind: Kind, field: Field, wanted: str | None
) -> Iterator[tuple[str, list[Any]]]:
    """Yield the records that may have `wanted` (or anything) in a field, with all values that they have there."""
    depth = next((n for n in range(1, len(field.path) + 1) if _is_list(kind, field.path[:n])), None)
    column = "_".join(field.path[:depth])
    test = f'"{column}" IS NOT NULL'
    if wanted is not None:
        test = f'"{column}" = :plain' if depth is None else f'instr("{column}", :quoted)'
    sql = f'SELECT id, "{column}" FROM "{kind.name}" WHERE {test} ORDER BY id'
    for id_, value in database.execute(sql, {"plain": wanted, "quoted": f'"{wanted}"'}):
        yield id_, [value] if depth is None else list(values_at(json.loads(value), field.path[depth:]))


def _is_list(kind: Kind, path: tuple[str, ...]) -> bool:
    field = kind.field(".".join(path))
    return bool(field and field.item)


def values_at(data: Any, path: tuple[str, ...]) -> Iterator[Any]:
    """Yield what stands at `path` in `data` or in each item of it, through lists on the way."""
    for item in data if isinstance(data, list) else [data]:
        if path and isinstance(item, dict):
            yield from values_at(item.get(path[0]), path[1:])
        elif not path and item is not None:
            yield item
