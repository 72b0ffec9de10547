"""Two changes of one record brought together, by field and by item of a list."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from regio_cli.model.finding import Pointer
from regio_cli.model.record import Data

Side = Literal["base", "ours", "theirs"]
ABSENT: Any = type("Absent", (), {"__repr__": lambda self: "ABSENT"})()


class Conflict(NamedTuple):
    """A value that both sides changed, each otherwise.

    An item of a list with ids is pointed at by its id. A value is None where it is not there.
    """

    pointer: Pointer
    base: Any
    ours: Any
    theirs: Any


class Merged(NamedTuple):
    """The record with both changes, None when it is gone; in a conflict it has what the side taken has, `ours` mostly."""

    data: Data | None
    conflicts: tuple[Conflict, ...]


_OURS: Mapping[Pointer, Side] = {}


class _Conflicts:
    """The conflicts met so far, and whose value stands in each."""

    def __init__(self, sides: Mapping[Pointer, Side]) -> None:
        self.sides = sides
        self.found: list[Conflict] = []

    def add(self, pointer: Pointer, base: Any, ours: Any, theirs: Any) -> Any:
        """Note a conflict and return the value that stands there."""
        self.found.append(Conflict(pointer, *(None if side is ABSENT else side for side in (base, ours, theirs))))
        return {"base": base, "ours": ours, "theirs": theirs}[self.sides.get(pointer, "ours")]


def merge(base: Data | None, ours: Data | None, theirs: Data | None, sides: Mapping[Pointer, Side] = _OURS) -> Merged:
    """Return `ours` and `theirs`, two changes of the record `base`, in one; None is a record that is not there.

    `sides` says whose value stands where there is a conflict; `ours` where it says nothing.

    1. What only one side changed is as that side has it; what both changed alike is so.
    2. Mappings are merged by key, lists of items with an ``id`` by id.
    3. Other lists are merged as sets that have an order: what either side added is in, what either removed is out.
       Unless both removed the same item and put different ones in its place: that may be one item changed in two ways.
    4. All else that both sides changed is a conflict.
    """
    conflicts = _Conflicts(sides)
    data = _value((), _absent(base), _absent(ours), _absent(theirs), conflicts)
    return Merged(None if data is ABSENT else data, tuple(conflicts.found))


def _absent(data: Data | None) -> Any:
    return ABSENT if data is None else data


def _value(pointer: Pointer, base: Any, ours: Any, theirs: Any, conflicts: _Conflicts) -> Any:
    if ours == theirs or base == theirs:
        return ours
    if base == ours:
        return theirs
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        return _mapping(pointer, base if isinstance(base, Mapping) else {}, ours, theirs, conflicts)
    if isinstance(ours, list) and isinstance(theirs, list):
        before = base if isinstance(base, list) else []
        by_id = _by_id(before), _by_id(ours), _by_id(theirs)
        if by_id[0] is not None and by_id[1] is not None and by_id[2] is not None:
            return list(_mapping(pointer, by_id[0], by_id[1], by_id[2], conflicts).values())
        if not _may_be_one_item(before, ours, theirs):
            return _as_sets(before, ours, theirs)
    return conflicts.add(pointer, base, ours, theirs)


def _mapping(
    pointer: Pointer,
    base: Mapping[str, Any],
    ours: Mapping[str, Any],
    theirs: Mapping[str, Any],
    conflicts: _Conflicts,
) -> dict[str, Any]:
    found = {}
    for key in _order(base, ours, theirs):
        sides = base.get(key, ABSENT), ours.get(key, ABSENT), theirs.get(key, ABSENT)
        value = _value((*pointer, key), *sides, conflicts)
        if value is not ABSENT:
            found[key] = value
    return found


def _by_id(items: list[Any]) -> dict[str, Any] | None:
    """Return the items by their id; None when one has none, or two have the same."""
    if not all(isinstance(item, Mapping) and isinstance(item.get("id"), str) for item in items):
        return None
    found = {item["id"]: item for item in items}
    return found if len(found) == len(items) else None


def _key(item: Any) -> str:
    return json.dumps(item, sort_keys=True, ensure_ascii=False, default=str)


def _may_be_one_item(base: list[Any], ours: list[Any], theirs: list[Any]) -> bool:
    """Tell whether both sides took out the same item and at least one may have put it back otherwise."""
    before, here, there = ({_key(item): item for item in side} for side in (base, ours, theirs))
    both = before.keys() - here.keys() - there.keys()
    added = [side.keys() - before.keys() for side in (here, there)]
    if not both or added[0] == added[1]:
        return False
    # A text is not changed inside: who took it out and put nothing in its place meant just that.
    return all(added) or (any(added) and any(isinstance(before[key], Mapping | list) for key in both))


def _as_sets(base: list[Any], ours: list[Any], theirs: list[Any]) -> list[Any]:
    sides = [[_key(item) for item in side] for side in (base, ours, theirs)]
    counts = [Counter(side) for side in sides]
    items = {_key(item): item for item in [*theirs, *ours]}
    return [items[key] for key in _order(*sides) for _ in range(_count(*(count[key] for count in counts)))]


def _count(base: int, ours: int, theirs: int) -> int:
    """Return how many times an item is there that was there so many times before."""
    if ours == theirs or base == theirs:
        return ours
    return theirs if base == ours else max(0, ours + theirs - base)


def _order(base: Iterable[str], ours: Iterable[str], theirs: Iterable[str]) -> list[str]:
    """Return the keys of both sides, each once, in the order of the side that changed it, ours when both did."""
    before, here, there = (list(dict.fromkeys(side)) for side in (base, ours, theirs))
    ours_kept_it = _common(here, before) == _common(before, here)
    return (
        _woven(there, here)
        if ours_kept_it and _common(there, before) != _common(before, there)
        else _woven(here, there)
    )


def _common(keys: Sequence[str], others: Sequence[str]) -> list[str]:
    known = set(others)
    return [key for key in keys if key in known]


def _woven(first: list[str], second: list[str]) -> list[str]:
    """Return `first` with what only `second` has, each behind the key it stands behind there."""
    found, own = list(first), set(first) - set(second)
    previous: str | None = None
    for key in second:
        if key not in found:
            at = found.index(previous) + 1 if previous is not None else 0
            while at < len(found) and found[at] in own:
                at += 1
            found.insert(at, key)
        previous = key
    return found
