"""The figures as SQL functions, for rules, reports and queries: parts are JSON arrays, weights and seats JSON objects.

Each is deterministic, gives NULL for NULL, and fails on anything else than numbers.
"""

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from regio_cli.domain import figures
from regio_cli.model.formats import has_citizen_number

Function = Callable[..., Any]
# A body with more votes is a slip of the keyboard, and would take for ever.
_MOST = 1000


@lru_cache(maxsize=16)
def _weights(text: str) -> Mapping[str, Any]:
    """Return the object in `text`; the same region is asked for by body after body."""
    found = json.loads(text)
    assert isinstance(found, dict)
    return found


def _of_parts(figure: Callable[[list[float]], float | None]) -> Function:
    return lambda text: None if text is None else figure(json.loads(text))


def _pielou(text: str | None, classes: int | None) -> float | None:
    return None if text is None else figures.pielou(json.loads(text), classes)


def _of_two(figure: Callable[[Mapping[str, float], Mapping[str, float]], float]) -> Function:
    return lambda seats, weights: None if None in (seats, weights) else figure(_weights(seats), _weights(weights))


def _standings(seats: str | None, weights: str | None) -> str | None:
    if seats is None or weights is None:
        return None
    return json.dumps(figures.standings(_weights(seats), _weights(weights)))


def _sainte_lague(weights: str | None, seats: int, minimum: int) -> str | None:
    return None if weights is None else json.dumps(figures.sainte_lague(_weights(weights), seats, minimum))


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
    return bool(sum(_weights(votes).values()) > _MOST)


def _is_out_of_proportion(seats: float, total: float, share: float, low: float, high: float) -> bool | None:
    numbers = (seats, total, share, low, high)
    return None if None in numbers else figures.is_out_of_proportion(*numbers)


def _has_citizen_number(text: str | None) -> bool | None:
    return None if text is None else has_citizen_number(str(text))


FUNCTIONS: Mapping[str, tuple[int, Function]] = {
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
}
"""By name: the number of arguments, and the function."""
