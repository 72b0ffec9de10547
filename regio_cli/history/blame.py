"""Where each value of a record comes from: the commit that gave it that value."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
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


# A value's place in the record as it is now, wherever it was before.
_Key = tuple[str, ...]
_Values = Mapping[_Key, _Value]


def blame(past: Past, address: Address, data: Data, trail: Trail) -> list[Line]:
    """Return a line for each value in `data`, the record at `address` as it is now.

    A value is from the newest commit after which it is there, and before which it was in no parent. Where the file
    before could not be read, an older commit that gave the same value goes first.
    """
    kind = past.kinds[address.kind]
    now = _values(kind, data, data)
    at_head = _values(kind, past.at("HEAD", address), data)
    open_ = {key for key, value in now.items() if _has(at_head, key, value)}
    given: dict[_Key, Commit] = {}
    perhaps: dict[_Key, Commit] = {}
    for commit, before, after in _steps(past, address, trail):
        new = _values(kind, after.data, data)
        old = [_values(kind, side.data, data) for side in before]
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


def _values(kind: Kind, data: Data | None, now: Data) -> dict[_Key, _Value]:
    """Return the values in `data`, each at the place that it has in `now`: an item of a list is found there again."""
    return dict(_of_object(kind.fields, data, now, (), "")) if data else {}


def _of_object(fields: Sequence[Field], data: Data, now: Any, key: _Key, path: str) -> Iterator[tuple[_Key, _Value]]:
    known = {field.name: field for field in fields}
    for name, value in data.items():
        there = now.get(name) if isinstance(now, Mapping) else None
        yield from _of_value(known.get(name), value, there, (*key, name), f"{path}.{name}" if path else name)


def _of_value(field: Field | None, value: Any, now: Any, key: _Key, path: str) -> Iterator[tuple[_Key, _Value]]:
    if isinstance(value, Mapping) and value:
        yield from _of_object(field.fields if field else (), value, now, key, path)
    elif isinstance(value, list) and value:
        item = field.item if field else None
        others = now if isinstance(now, list) else []
        for position, place in enumerate(_places(item, value, others)):
            each = value[position]
            step = each["id"] if isinstance(each, Mapping) and isinstance(each.get("id"), str) else position
            there = others[place] if place is not None else None
            name = str(place) if place is not None else f"gone {position}"
            yield from _of_value(item, each, there, (*key, name), f"{path}[{step}]")
    else:
        yield key, _Value(path, value)


def _places(item: Field | None, before: Sequence[Any], now: Sequence[Any]) -> list[int | None]:
    """Return for each item of the list `before` which item of `now` it is; None when it is none of them any more.

    Those that have an id are one by it. Of the others those that are whole the same are one, in the order that they stand in;
    of what is left then, those that point at and choose the same, and at last those of which most is the same.
    """
    found: list[int | None] = [None] * len(before)
    free = set(range(len(now)))
    for mark_of in (_whole, _identity(item)):
        places: dict[str, list[int]] = {}
        for place in sorted(free, reverse=True):
            mark = mark_of(now[place])
            if mark is not None:
                places.setdefault(mark, []).append(place)
        for position, each in enumerate(before):
            same = places.get(mark_of(each) or "") if found[position] is None else None
            if same:
                found[position] = same.pop()
        free.difference_update(place for place in found if place is not None)
    for position, each in enumerate(before):
        if found[position] is None and free and isinstance(each, Mapping) and not _has_id(each):
            alike = max(free, key=lambda place: (_shared(each, now[place]), -abs(place - position)))
            if _shared(each, now[alike]):
                found[position] = alike
                free.remove(alike)
    return found


def _has_id(value: Any) -> bool:
    return isinstance(value, Mapping) and isinstance(value.get("id"), str)


def _whole(value: Any) -> str | None:
    """Return all of an item; of one with an id only that."""
    if _has_id(value):
        return f"id {value['id']}"
    return json.dumps(value, sort_keys=True, default=str)


def _identity(item: Field | None) -> Callable[[Any], str | None]:
    """Return what gives the references and choices by which an item without an id is told from others, None for one without."""
    keys = [sub.name for sub in item.fields if sub.required and (sub.ref or sub.choices)] if item else []

    def identity(value: Any) -> str | None:
        if not keys or not isinstance(value, Mapping) or _has_id(value):
            return None
        return json.dumps([value.get(key) for key in keys], sort_keys=True, default=str)

    return identity


def _shared(one: Any, other: Any) -> int:
    """Return how many fields of two items are the same."""
    if not isinstance(one, Mapping) or not isinstance(other, Mapping) or _has_id(other):
        return 0
    return sum(name in other and other[name] == value for name, value in one.items())
