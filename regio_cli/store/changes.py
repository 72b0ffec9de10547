"""The difference between the data in a file and the data it is to hold, as steps in the order of the new file."""

from collections.abc import Callable, Mapping
from operator import eq
from typing import Any, NamedTuple

from regio_cli.model.kinds import Field
from regio_cli.store.scalars import composed
from regio_cli.store.yamlfile import MAX_DEPTH

_TABLE_LIMIT = 250_000


class Step(NamedTuple):
    """What becomes of an entry: the one at position `old` gets `value`, is `gone`, or a new one (no `old`) comes.

    An entry that moves is gone from its old place and comes, `moved`, at the new one.
    """

    old: int | None
    value: Any = None
    key: str | None = None
    gone: bool = False
    moved: bool = False


def plain(value: Any, compose: bool = True, depth: int = 0) -> Any:
    """Return `value` as dicts and lists, text composed (NFC) when asked; ValueError when nested too deep."""
    if depth > MAX_DEPTH:
        raise ValueError(f"nested more than {MAX_DEPTH} deep")
    if isinstance(value, str):
        return composed(value) if compose else value
    if isinstance(value, Mapping):
        data = {plain(key, compose): plain(below, compose, depth + 1) for key, below in value.items()}
        if len(data) < len(value):
            raise ValueError("two fields have the same name but for the form of a letter with an accent")
        return data
    if isinstance(value, list | tuple):
        return [plain(below, compose, depth + 1) for below in value]
    return value


def same(old: Any, new: Any) -> bool:
    """Tell whether two data are the same in a file: 1, 1.0 and true differ, the order of fields does not."""
    if type(old) is not type(new):
        return False
    if isinstance(old, dict):
        return old.keys() == new.keys() and all(same(below, new[key]) for key, below in old.items())
    if isinstance(old, list):
        return len(old) == len(new) and all(map(same, old, new))
    return repr(old) == repr(new) if isinstance(old, float) else bool(old == new)


def fields_steps(old: Mapping[str, Any], new: Mapping[str, Any], fields: tuple[Field, ...]) -> list[Step]:
    """Return how the fields `old` become `new`; new ones stand where the order of `fields` puts them, unknown ones last."""
    steps = [Step(i, new[key], key) if key in new else Step(i, key=key, gone=True) for i, key in enumerate(old)]
    ranks = {field.name: rank for rank, field in enumerate(fields)}
    last = len(ranks)
    for key in sorted((key for key in new if key not in old), key=lambda key: ranks.get(key, last)):
        steps.insert(_place(steps, ranks, ranks.get(key, last)), Step(None, new[key], key))
    return steps


def _place(steps: list[Step], ranks: Mapping[str, int], rank: int) -> int:
    """Return the position for a new field: after the nearest earlier field, else before the nearest later one."""
    last = len(ranks)
    here = [(ranks.get(step.key or "", last), i) for i, step in enumerate(steps) if not step.gone]
    earlier = max(((at, i) for at, i in here if at < rank or at == rank == last), default=None)
    if earlier:
        return earlier[1] + 1
    return min((i for at, i in here if at > rank), default=0)


def items_steps(old: list[Any], new: list[Any]) -> list[Step]:
    """Return how the items `old` become `new`: those with an id are the same while the id is, others while they are equal.

    What is left between these is paired in its order, so that an item that changed in part is changed in place.
    """
    anchors = _anchors([_identity(item) for item in old], [_identity(item) for item in new])
    moved = _moves(old, new, anchors)
    pairs = _paired(old, new, anchors, moved)
    steps: list[Step] = []
    at = 0
    partner = {j: i for i, j in pairs}
    for j, item in enumerate(new):
        if j in partner:
            steps += (Step(i, gone=True) for i in range(at, partner[j]))
            steps.append(Step(partner[j], item))
            at = partner[j] + 1
        else:
            steps.append(Step(moved.get(j), item, moved=j in moved))
    return steps + [Step(i, gone=True) for i in range(at, len(old))]


def item_id(item: Any) -> str | None:
    """Return the id of an item of a list, None when it has none."""
    found = item.get("id") if isinstance(item, dict) else None
    return found if isinstance(found, str) else None


def _identity(item: Any) -> Any:
    found = item_id(item)
    return _frozen(item) if found is None else ("id", found)


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return ("fields", frozenset((key, _frozen(below)) for key, below in value.items()))
    if isinstance(value, list):
        return ("items", *map(_frozen, value))
    return (type(value), repr(value))


def _anchors(old: list[Any], new: list[Any]) -> list[tuple[int, int]]:
    """Return the pairs of positions of a longest common subsequence."""
    start, end, shortest = 0, 0, min(len(old), len(new))
    while start < shortest and old[start] == new[start]:
        start += 1
    while end < shortest - start and old[-1 - end] == new[-1 - end]:
        end += 1
    middle = _subsequence(old[start : len(old) - end], new[start : len(new) - end])
    return [
        *((i, i) for i in range(start)),
        *((i + start, j + start) for i, j in middle),
        *((len(old) - i, len(new) - i) for i in range(end, 0, -1)),
    ]


def _subsequence(old: list[Any], new: list[Any], match: Callable[[Any, Any], bool] = eq) -> list[tuple[int, int]]:
    if len(old) * len(new) > _TABLE_LIMIT:
        return []
    matches = [[match(one, other) for other in new] for one in old]
    lengths = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            longest = lengths[i + 1][j + 1] + 1 if matches[i][j] else max(lengths[i + 1][j], lengths[i][j + 1])
            lengths[i][j] = longest
    pairs, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if matches[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def _moves(old: list[Any], new: list[Any], anchors: list[tuple[int, int]]) -> dict[int, int]:
    """Return new positions, with the old ones, of items with an id that stand in another order now."""
    here = {i for i, _ in anchors}
    there = {j for _, j in anchors}
    left = {item_id(item): i for i, item in enumerate(old) if i not in here and item_id(item) is not None}
    found = {}
    for j, item in enumerate(new):
        i = left.pop(item_id(item), None) if j not in there else None
        if i is not None:
            found[j] = i
    return found


def _paired(
    old: list[Any], new: list[Any], anchors: list[tuple[int, int]], moved: Mapping[int, int]
) -> list[tuple[int, int]]:
    """Return `anchors` with what is left between them paired in its order."""
    gone = set(moved.values())
    pairs, i, j = [], 0, 0
    for end_i, end_j in [*anchors, (len(old), len(new))]:
        left = [at for at in range(i, end_i) if at not in gone]
        right = [at for at in range(j, end_j) if at not in moved]
        pairs += [pair for pair in _in_run(old, new, left, right) if _alike(old[pair[0]], new[pair[1]])]
        if end_i < len(old):
            pairs.append((end_i, end_j))
        i, j = end_i + 1, end_j + 1
    return pairs


def _in_run(old: list[Any], new: list[Any], left: list[int], right: list[int]) -> list[tuple[int, int]]:
    """Return pairs of the positions `left` and `right`: one by one, and by what they share when there are more of one."""
    if len(left) == len(right):
        return list(zip(left, right, strict=True))
    kin = _subsequence([old[i] for i in left], [new[j] for j in right], _kin)
    pairs, i, j = list[tuple[int, int]](), 0, 0
    for end_i, end_j in [*kin, (len(left), len(right))]:
        pairs += zip(left[i:end_i], right[j:end_j], strict=False)
        pairs += zip(left[end_i : end_i + 1], right[end_j : end_j + 1], strict=False)
        i, j = end_i + 1, end_j + 1
    return pairs


def _kin(old: Any, new: Any) -> bool:
    """Tell whether two items share half of their fields."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return False
    shared = sum(1 for key, value in old.items() if key in new and same(value, new[key]))
    return 0 < max(len(old), len(new)) <= 2 * shared


def _alike(old: Any, new: Any) -> bool:
    """Tell whether `new` may be `old`, changed: without ids, or with nothing but the id that differs."""
    if item_id(old) is None and item_id(new) is None:
        return True
    if not isinstance(old, dict) or not isinstance(new, dict) or len(old) == 1:
        return False
    return same({**old, "id": None}, {**new, "id": None})
