"""On which days records come into force and go out of it, so that only these are looked at again when a day has passed."""

from collections.abc import Iterator
from typing import Any

from regio_cli.model.kinds import Kind, Kinds
from regio_cli.model.record import Address, Data

Period = tuple[str, str]


class Days:
    """The first and last days of records, and of the items in their lists."""

    def __init__(self, kinds: Kinds) -> None:
        """Take which fields of each kind are days."""
        self._periods = {kind.name: (kind.period, tuple(_listed(kind))) for kind in kinds}
        self._first: dict[str, set[Address]] = {}
        self._last: dict[str, set[Address]] = {}

    def add(self, address: Address, data: Data) -> None:
        """Note the days in the record at `address`."""
        for first, last in self._days(address, data):
            for day, days in ((first, self._first), (last, self._last)):
                if isinstance(day, str):
                    days.setdefault(day, set()).add(address)

    def remove(self, address: Address, data: Data) -> None:
        """Forget what `add` noted."""
        for first, last in self._days(address, data):
            for day, days in ((first, self._first), (last, self._last)):
                if isinstance(day, str) and day in days:
                    days[day].discard(address)

    def between(self, one: str, other: str) -> set[Address]:
        """Return the records of which something is in force on one of these days and not on the other, or may be."""
        early, late = sorted((one, other))
        begun = [found for day, found in self._first.items() if early < day <= late]
        ended = [found for day, found in self._last.items() if early <= day < late]
        return set().union(*begun, *ended)

    def _days(self, address: Address, data: Data) -> Iterator[tuple[Any, Any]]:
        period, listed = self._periods[address.kind]
        if period:
            yield data.get(period[0]), data.get(period[1])
        for name, (first, last) in listed:
            items = data.get(name)
            for item in items if isinstance(items, list) else ():
                if isinstance(item, dict):
                    yield item.get(first), item.get(last)


def _listed(kind: Kind) -> Iterator[tuple[str, Period]]:
    for field in kind.fields:
        if field.item and field.item.period:
            yield field.name, field.item.period
