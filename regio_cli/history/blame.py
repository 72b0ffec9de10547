"""Where each value of a record comes from: the commit that gave it that value."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from regio_cli.history.past import Past, Side
from regio_cli.history.trail import Trail
from regio_cli.model.kinds import Field, Kind
from regio_cli.model.record import Address, Data
from regio_cli.store.githistory import Commit


class Line(NamedTuple):
    """A value with the commit that gave it; None when it is not committed yet.

    `field` is the way to it as people write it, ``seats[lid].role``: an item of a list by its id, else by its position.
    `earlier` says that the commit is the first in a shallow clone: the value may be older.
    """

    field: str
    value: Any
    commit: Commit | None
    earlier: bool


class _Value(NamedTuple):
    field: str
    value: Any


# A value's place that stays the same when items before it come and go.
_Key = tuple[str, ...]
_Values = Mapping[_Key, _Value]


def blame(past: Past, address: Address, data: Data, trail: Trail) -> list[Line]:
    """Return a line for each value in `data`, the record at `address` as it is now.

    A value is from the newest commit after which it is there, and before which it was in no parent. Where the file
    before could not be read, an older commit that gave the same value goes first.
    """
    kind = past.kinds[address.kind]
    now = _values(kind, data)
    at_head = _values(kind, past.at("HEAD", address))
    open_ = {key for key, value in now.items() if _has(at_head, key, value)}
    given: dict[_Key, Commit] = {}
    perhaps: dict[_Key, Commit] = {}
    for commit, before, after in _steps(past, address, trail):
        new = _values(kind, after.data)
        old = [_values(kind, side.data) for side in before]
        sure = all(side.data is not None or not side.there for side in before)
        for key in [key for key in open_ if _has(new, key, now[key])]:
            if not any(_has(values, key, now[key]) for values in old):
                (given if sure else perhaps).setdefault(key, commit)
        open_ -= given.keys()
    found = {**perhaps, **given}
    return [Line(*value, found.get(key), _is_cut_off(past, found.get(key))) for key, value in now.items()]


def _is_cut_off(past: Past, commit: Commit | None) -> bool:
    return commit is not None and commit.id in past.cut_off


def _has(values: _Values, key: _Key, value: _Value) -> bool:
    return key in values and values[key].value == value.value


def _steps(past: Past, address: Address, trail: Trail) -> Iterator[tuple[Commit, list[Side], Side]]:
    """Yield each commit that touched the record, newest first, with the record before it, in each parent, and after."""
    path = past.path(address)
    others = {past.path(other) for other in trail.addresses}
    for commit in trail.commits:
        files = {touched.path: touched for touched in commit.files}
        if path not in files:
            continue
        before, after = files[path].before, past.side(files[path].after)
        if not any(before):
            gone = [other for other in files if other in others and files[other].after is None]
            old = trail.moved.get((commit.id, path)) or next(iter(gone), None)
            if old:
                path, before = old, files[old].before
        yield commit, [past.side(blob) for blob in before], after


def _values(kind: Kind, data: Data | None) -> dict[_Key, _Value]:
    return dict(_of_object(kind.fields, data, (), "")) if data else {}


def _of_object(fields: Sequence[Field], data: Data, key: _Key, path: str) -> Iterator[tuple[_Key, _Value]]:
    known = {field.name: field for field in fields}
    for name, value in data.items():
        yield from _of_value(known.get(name), value, (*key, name), f"{path}.{name}" if path else name)


def _of_value(field: Field | None, value: Any, key: _Key, path: str) -> Iterator[tuple[_Key, _Value]]:
    if isinstance(value, Mapping) and value:
        yield from _of_object(field.fields if field else (), value, key, path)
    elif isinstance(value, list) and value:
        item = field.item if field else None
        seen: dict[str, int] = {}
        for position, each in enumerate(value):
            name = _name(item, each)
            seen[name] = seen.get(name, 0) + 1
            step = each["id"] if isinstance(each, Mapping) and isinstance(each.get("id"), str) else position
            yield from _of_value(item, each, (*key, f"{name}#{seen[name]}"), f"{path}[{step}]")
    else:
        yield key, _Value(path, value)


def _name(item: Field | None, value: Any) -> str:
    """Return what tells an item of a list from the others: its id, else what it points at or chooses, else all of it."""
    if isinstance(value, Mapping) and isinstance(value.get("id"), str):
        return str(value["id"])
    if isinstance(value, Mapping) and item:
        keys = [sub.name for sub in item.fields if sub.required and (sub.ref or sub.choices)]
        if keys:
            return json.dumps([value.get(key) for key in keys], sort_keys=True, default=str)
    return json.dumps(value, sort_keys=True, default=str)
