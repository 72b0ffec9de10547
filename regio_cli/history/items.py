"""Which item of a list is which, before and after a change."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from regio_cli.model.kinds import Field
from regio_cli.model.record import Data

_ID = "id"


class Pair(NamedTuple):
    """An item after a change, by its position in the list, and what it was before it: None for a new one."""

    position: int
    before: Data | None
    after: Data


def paired(item: Field, before: Any, after: Any) -> Iterator[Pair]:
    """Yield the items of the list `after`, each with the item of the list `before` that it was.

    An item is known again by, in this order: all of it; its id; what it is about and its first day; what it is about; its
    first day. What an item is about are the fields that it must have or that point at a record, its period left out. What
    is no list counts as an empty one, and what is no mapping as no item.
    """
    open_: list[Data] = [each for each in _listed(before) if isinstance(each, dict)]
    waiting = [(position, each) for position, each in enumerate(_listed(after)) if isinstance(each, dict)]
    found = []
    for tell in _marks(item):
        matched = list(_matched(tell, open_, waiting))
        found += matched
        taken = {pair.position for pair in matched}
        waiting = [one for one in waiting if one[0] not in taken]
    found += [Pair(position, None, each) for position, each in waiting]
    yield from sorted(found, key=lambda pair: pair.position)


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


Mark = Callable[[Data], Any]


def _marks(item: Field) -> tuple[Mark, ...]:
    """Return what an item is known by, the surest first; each gives None for an item that can't be known by it."""
    days = item.period or ()
    fields = [field.name for field in item.fields if (field.required or field.ref) and field.name not in days]

    def about(data: Data) -> Any:
        return [data.get(name) for name in fields] if fields else None

    def begin(data: Data) -> Any:
        return data.get(days[0]) if days else None

    def about_and_begin(data: Data) -> Any:
        return (about(data), begin(data)) if fields else None

    return (lambda data: data, lambda data: data.get(_ID), about_and_begin, about, begin)


def _matched(mark: Mark, open_: list[Data], waiting: Sequence[tuple[int, Data]]) -> Iterator[Pair]:
    """Yield the items of `waiting` that have the same mark as one of `open_`, and take that one out."""
    for position, each in waiting:
        value = mark(each)
        if value is None:
            continue
        same = next((other for other in open_ if mark(other) == value), None)
        if same is not None:
            open_.remove(same)
            yield Pair(position, same, each)
