"""When people come and go: at elections, or on a day of their own."""

import datetime
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from regio_cli.demo.offices import ELECTED, SINGULAR
from regio_cli.model.record import Data

TODAY = "2026-11-24"
FIRST_DAY = "2016-01-01"
# How long after the first day of a new council its delegates, a municipal executive, and other executives begin.
_DELEGATES, _COLLEGE, _EXECUTIVE = 35, 60, 77
_ASSEMBLY = ("council_member", "states_member")


class Term(NamedTuple):
    """First and last day, both inclusive; no last day when it has not ended."""

    first: str
    last: str | None


class Calendar:
    """The first days of councils, states and water boards, as the elections in the registry have them."""

    def __init__(self, elections: Iterable[Data]) -> None:
        self._councils: dict[str, list[str]] = {}
        for election in sorted(elections, key=lambda election: str(election["date"])):
            self._councils.setdefault(str(election["kind"]), []).append(str(election["new_council"]))

    def terms(self, office: str, key: str, start: str, last: str | None) -> list[Term]:
        """Return the terms from `start` to `last` of who holds `office`; `key` tells whose, so that days differ."""
        return list(_cut(start, last, self._turns(office, key)))

    def _turns(self, office: str, key: str) -> Iterator[tuple[str, str]]:
        """Yield, for each change, the last day of who leaves and the first day of who comes."""
        if office not in ELECTED:
            yield from ((plus(day, -1), day) for day in changes(office, key))
            return
        for council in self._councils.get(ELECTED[office], ()):
            wait = _DELEGATES if office in _ASSEMBLY else _COLLEGE if office == "alderman" else _EXECUTIVE
            first = plus(council, wait + spread(key) % 29)
            # A council ends on a day; its executive stays until the next one is there.
            yield plus(council if office in _ASSEMBLY else first, -1), first


def changes(office: str, key: str) -> tuple[str, ...]:
    """Return the days on which another takes this office: two for who is the only one, one for others, before today."""
    first = plus("2017-01-01", spread(f"{office} {key}") % 1_200)
    if office in SINGULAR:
        return first, plus(first, 1_400 + spread(key) % 900)
    return (plus("2020-06-01", spread(f"{office} {key}") % 2_000),)


def _cut(start: str, last: str | None, turns: Iterable[tuple[str, str]]) -> Iterator[Term]:
    for leaves, comes in turns:
        if comes > TODAY or (last is not None and comes > last):
            break
        if comes > start:
            # Who would begin between two councils begins with the next one.
            if leaves >= start:
                yield Term(start, leaves)
            start = comes
    yield Term(start, last)


def plus(day: str, days: int) -> str:
    """Return the day that many days later."""
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days)).isoformat()


def spread(key: str) -> int:
    """Return a number that is the same for the same text everywhere, and unlike for texts that are alike."""
    return zlib.crc32(key.encode())


def overlap(first: Term, second: Term) -> bool:
    """Tell whether there is a day that both terms have."""
    return (first.last is None or second.first <= first.last) and (second.last is None or first.first <= second.last)


def period(record: Mapping[str, str], start: str = FIRST_DAY) -> Term:
    """Return when a partner, body or seat was there, no earlier than `start`."""
    return Term(max(start, record.get("start_date", start)), record.get("end_date"))


def within(*terms: Term) -> Term | None:
    """Return the days that all have, or None when there are none."""
    first = max(term.first for term in terms)
    last = min((term.last for term in terms if term.last), default=None)
    return None if last and last < first else Term(first, last)
