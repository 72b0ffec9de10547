"""The figures as SQL functions, for rules, reports and queries: parts are JSON arrays, weights and seats JSON objects.

Each is deterministic, gives NULL for NULL, and refuses other values than numbers, and numbers that would take too long: a query
is one of a registry's own rules, by others, and SQLite breaks off no step that is taken in Python.
"""

import json
import math
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any, NoReturn

from regio_cli.domain import figures
from regio_cli.model.folding import fold
from regio_cli.model.formats import has_citizen_number
from regio_cli.model.text import N_, Text

Function = Callable[..., Any]
# A body with more votes is a slip of the keyboard, and would take for ever.
_MOST = 1000
_MOST_SEATS = 10_000
_MOST_GROUPS = 10_000
_LONGEST = 500_000
_TOO_LONG = N_("it takes too long")


class TooMuch(ValueError):
    """What a function is asked can't be done in a moment; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.template)
        self.text = text


@dataclass
class Watch:
    """Until when functions may be called, in seconds of this thread's work; and why one of them refused, if one did."""

    ends_at: float
    refusal: Text | None = None

    @property
    def is_over(self) -> bool:
        """Whether the time is used up."""
        return time.thread_time() > self.ends_at


_WATCH: ContextVar[Watch | None] = ContextVar("watch", default=None)


@contextmanager
def watched(seconds: float) -> Iterator[Watch]:
    """Let the functions refuse once this thread has worked `seconds` longer."""
    watch = Watch(time.thread_time() + seconds)
    token = _WATCH.set(watch)
    try:
        yield watch
    finally:
        _WATCH.reset(token)


def _bounded(function: Function) -> Function:
    """Return `function` such that a query that is watched learns why it refuses."""

    @wraps(function)
    def called(*arguments: Any) -> Any:
        watch = _WATCH.get()
        if watch is None:
            return function(*arguments)
        if watch.is_over:
            watch.refusal = Text(_TOO_LONG)
            raise TooMuch(watch.refusal)
        try:
            return function(*arguments)
        except TooMuch as error:
            watch.refusal = error.text
            raise

    return called


def _refuse(template: str, **values: Any) -> NoReturn:
    raise TooMuch(Text(template, values))


def _loaded(text: str) -> Any:
    if len(text) > _LONGEST:
        _refuse(N_("a function is given {length} characters; {limit} at most"), length=len(text), limit=_LONGEST)
    return json.loads(text)


def _require_numbers(values: Any) -> None:
    for value in values:
        if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value) or value < 0:
            _refuse(N_("a function is given '{value}'; it takes numbers from zero"), value=str(value)[:40])


@lru_cache(maxsize=16)
def _weights(text: str) -> Mapping[str, Any]:
    """Return the object in `text`; the same region is asked for by body after body."""
    found = _loaded(text)
    if not isinstance(found, dict):
        _refuse(N_("a function is given '{value}'; it takes an object of numbers"), value=text[:40])
    if len(found) > _MOST_GROUPS:
        _refuse(N_("a function is given {count} groups; {limit} at most"), count=len(found), limit=_MOST_GROUPS)
    _require_numbers(found.values())
    return found


def _parts(text: str) -> list[float]:
    found = _loaded(text)
    if not isinstance(found, list):
        _refuse(N_("a function is given '{value}'; it takes a list of numbers"), value=str(text)[:40])
    _require_numbers(found)
    return found


def _of_parts(figure: Callable[[list[float]], float | None]) -> Function:
    return lambda text: None if text is None else figure(_parts(text))


def _pielou(text: str | None, classes: int | None) -> float | None:
    return None if text is None else figures.pielou(_parts(text), classes)


def _of_two(figure: Callable[[Mapping[str, float], Mapping[str, float]], float]) -> Function:
    return lambda seats, weights: None if None in (seats, weights) else figure(_weights(seats), _weights(weights))


def _standings(seats: str | None, weights: str | None) -> str | None:
    if seats is None or weights is None:
        return None
    return json.dumps(figures.standings(_weights(seats), _weights(weights)))


def _sainte_lague(weights: str | None, seats: int, minimum: int) -> str | None:
    if weights is None:
        return None
    for number in (seats, minimum):
        if not isinstance(number, int) or not 0 <= number <= _MOST_SEATS:
            values = {"value": str(number)[:40], "limit": _MOST_SEATS}
            _refuse(N_("a function is given {value} seats; it takes a whole number up to {limit}"), **values)
    return json.dumps(figures.sainte_lague(_weights(weights), seats, minimum))


def _seat_changes(seats: str | None, weights: str | None) -> str | None:
    """Return the changes as JSON; NULL for more groups than there are provinces or very many seats, where the search is long."""
    if seats is None or weights is None or len(_weights(weights)) > figures.LONGEST or _is_much(seats):
        return None
    return json.dumps(figures.seat_changes(_weights(seats), _weights(weights)))


def _penrose(weights: str | None) -> str | None:
    return None if weights is None else json.dumps(figures.penrose(_weights(weights)))


def _banzhaf(votes: str | None) -> str | None:
    return None if votes is None or _is_much(votes) else json.dumps(figures.banzhaf(_weights(votes)))


def _is_much(votes: str) -> bool:
    given = _weights(votes)
    return len(given) > _MOST or sum(given.values()) > _MOST


def _is_out_of_proportion(seats: float, total: float, share: float, low: float, high: float) -> bool | None:
    numbers = (seats, total, share, low, high)
    return None if None in numbers else figures.is_out_of_proportion(*numbers)


def _has_citizen_number(text: str | None) -> bool | None:
    return None if text is None else has_citizen_number(str(text))


def _fold(text: Any) -> str | None:
    return None if text is None else fold(str(text))


_FUNCTIONS: Mapping[str, tuple[int, Function]] = {
    "pielou": (2, _pielou),
    "hhi": (1, _of_parts(figures.hhi)),
    "effective_number": (1, _of_parts(figures.effective_number)),
    "blau": (1, _of_parts(figures.blau)),
    "gini": (1, _of_parts(figures.gini)),
    "gallagher": (2, _of_two(figures.gallagher)),
    "loosemore_hanby": (2, _of_two(figures.loosemore_hanby)),
    "standings": (2, _standings),
    "sainte_lague": (3, _sainte_lague),
    "seat_changes": (2, _seat_changes),
    "penrose": (1, _penrose),
    "banzhaf": (1, _banzhaf),
    "is_out_of_proportion": (5, _is_out_of_proportion),
    "has_citizen_number": (1, _has_citizen_number),
    "fold": (1, _fold),
}
FUNCTIONS: Mapping[str, tuple[int, Function]] = {
    name: (arguments, _bounded(function)) for name, (arguments, function) in _FUNCTIONS.items()
}
"""By name: the number of arguments, and the function."""
