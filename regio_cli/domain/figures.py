"""The mathematics of fair shares: quotas and apportionment, balance, concentration and voting power.

Pure functions over numbers. Shares are fractions of one, weights any numbers from zero; each function names its source. The
libraries for apportionment were last released in 2022 and know no minimum, those for diversity bring numpy: hence here.
"""

import heapq
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

# There are twelve provinces in the Netherlands; a table of more is cut off.
LONGEST = 12
_EPSILON = 1e-9


class Standing(NamedTuple):
    """What one group has of a body's seats: `quota` is its exact share of them, `is_fair` whether `seats` keep the rule."""

    group: str
    seats: float
    quota: float
    is_fair: bool


def quotas(weights: Mapping[str, float], seats: float) -> dict[str, float]:
    """Return the exact share that each group has of `seats` by its weight (the standard quota)."""
    total = sum(weights.values())
    return {group: seats * weight / total if total else 0.0 for group, weight in weights.items()}


def keeps_quota(seats: float, quota: float) -> bool:
    """Tell whether `seats` is the quota rounded down or up, or lies between (Balinski and Young, Fair Representation, 1982)."""
    return math.floor(quota + _EPSILON) - _EPSILON <= seats <= math.ceil(quota - _EPSILON) + _EPSILON


def standings(
    seats: Mapping[str, float], weights: Mapping[str, float], minimum: float = 1, longest: int = LONGEST
) -> list[Standing]:
    """Return how the groups in `weights` stand with `seats`: fair is at least `minimum` and within quota.

    A group that has the minimum and no more keeps the rule, however small its quota. Groups that have seats come first, then
    the others, up to `longest` in all; the heaviest first.
    """
    total, weight = sum(seats.values()), sum(weights.values())
    seated = [group for group in weights if seats.get(group)]
    empty = (group for group in weights if not seats.get(group))
    groups = [*seated, *(group for _, group in zip(range(longest - len(seated)), empty, strict=False))]
    found = [
        _standing(group, seats.get(group, 0), total * weights[group] / weight if weight else 0.0, minimum)
        for group in groups
    ]
    return sorted(found, key=lambda standing: (-weights[standing.group], standing.group))


def _standing(group: str, seats: float, quota: float, minimum: float) -> Standing:
    has_least = seats >= minimum - _EPSILON
    is_least = has_least and seats <= minimum + _EPSILON and quota < minimum
    return Standing(group, seats, quota, is_least or (has_least and keeps_quota(seats, quota)))


def sainte_lague(weights: Mapping[str, float], seats: int, minimum: int = 0) -> dict[str, int]:
    """Divide `seats` over groups by their weights: Sainte-Laguë (1910), the same as Webster's method (1832).

    Each group first gets `minimum`; equal claims go to the group named first in the alphabet. Raises ValueError when there
    are too few seats for that minimum.
    """
    if seats < minimum * len(weights):
        raise ValueError(f"{seats} seats for {len(weights)} groups of at least {minimum}")
    got = dict.fromkeys(weights, minimum)
    heap = [_claim(weights, got, group) for group in weights]
    heapq.heapify(heap)
    for _ in range(seats - minimum * len(weights) if weights else 0):
        group = heap[0][1]
        got[group] += 1
        heapq.heapreplace(heap, _claim(weights, got, group))
    return got


def _claim(weights: Mapping[str, float], got: Mapping[str, int], group: str) -> tuple[float, str]:
    return (-weights[group] / (2 * got[group] + 1), group)


def seat_changes(seats: Mapping[str, float], weights: Mapping[str, float]) -> dict[str, int]:
    """Return the seats to add (or, below zero, to take away) that give every group one and each its share by Sainte-Laguë.

    Only seats to add when there is such a division with at most twice the seats of now; else the division of as many as now,
    at least one a group. Groups without a change are left out.
    """
    now = {group: math.ceil(seats.get(group, 0) - _EPSILON) for group in weights}
    size = max(sum(now.values()), len(weights))
    for larger in range(size, 2 * size + 1):
        target = sainte_lague(weights, larger, 1)
        if all(target[group] >= now[group] for group in weights):
            break
    else:
        target = sainte_lague(weights, size, 1)
    return {group: target[group] - now[group] for group in weights if target[group] != now[group]}


def representation_ratio(seats: float, total: float, share: float) -> float | None:
    """Return the part of `total` seats held, divided by the `share` that is fair: 1 is fair, 2 double; None when undefined."""
    return seats / total / share if total and share else None


def is_out_of_proportion(seats: float, total: float, share: float, low: float = 0.5, high: float = 2) -> bool:
    """Tell whether the representation ratio is below `low` or above `high` and the difference is one whole seat or more.

    That guard keeps small bodies from alarms: nobody can have half a seat.
    """
    ratio = representation_ratio(seats, total, share)
    return ratio is not None and not low <= ratio <= high and abs(seats - total * share) >= 1 - _EPSILON


def change_to_proportion(seats: float, total: float, share: float, low: float = 0.5, high: float = 2) -> int:
    """Return the fewest whole seats to add to a group (or, below zero, to take from it) so that it is in proportion again.

    `total` grows or shrinks with them. Zero when it is in proportion now, or when no number of seats would do.
    """
    for number in range(1, math.ceil(total) + 1):
        for change in (number, -number):
            is_towards = (change > 0) == (seats < total * share)
            changed = seats + change, total + change
            if is_towards and changed[0] >= 0 and not is_out_of_proportion(*changed, share, low, high):
                return change if is_out_of_proportion(seats, total, share, low, high) else 0
    return 0


def additions_to_balance(votes: Mapping[str, float], evenness: float, majority: float) -> dict[str, int]:
    """Return the fewest votes to add, each time to the group that has least, so that the groups are in balance.

    In balance is: every group has a vote, none more than `majority` of them, and Pielou's evenness is at least `evenness`.
    Nothing when they are in balance, or can't be even when all have as much.
    """
    now = dict(votes)
    for _ in range(math.ceil(max(votes.values(), default=0) + 1) * len(votes) + 1):
        if len(now) > 1 and _is_balanced(list(now.values()), evenness, majority):
            return {group: round(now[group] - votes[group]) for group in votes if now[group] != votes[group]}
        if now:
            now[min(sorted(now), key=now.__getitem__)] += 1
    return {}


def _is_balanced(votes: Sequence[float], evenness: float, majority: float) -> bool:
    even, total = pielou(votes), sum(votes)
    return even is not None and min(votes) >= 1 - 1e-3 and max(votes) <= majority * total + 1e-3 and even >= evenness


def gallagher(seats: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the least squares index of disproportionality, in percent from 0 (Gallagher, Electoral Studies 10, 1991)."""
    return math.sqrt(sum(gap * gap for gap in _gaps(seats, weights)) / 2)


def loosemore_hanby(seats: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the percentage of seats that would have to move (Loosemore and Hanby, BJPS 1, 1971)."""
    return sum(abs(gap) for gap in _gaps(seats, weights)) / 2


def _gaps(seats: Mapping[str, float], weights: Mapping[str, float]) -> Iterable[float]:
    held, fair = quotas(seats, 100), quotas(weights, 100)
    return [held.get(group, 0) - fair.get(group, 0) for group in {**held, **fair}]


def shares(parts: Sequence[float]) -> list[float]:
    """Return `parts` as fractions of their sum; nothing when they add up to zero."""
    total = sum(parts)
    return [part / total for part in parts] if total else []


def pielou(parts: Sequence[float], classes: int | None = None) -> float | None:
    """Return the evenness J = H / ln K (Pielou, 1966): 1 when all `classes` (K) have as much, 0 when one has all.

    K is the number of parts unless given. None for fewer than two classes or without anything to divide.
    """
    number = len(parts) if classes is None else classes
    found = shares(parts)
    if number < 2 or not found:
        return None
    return -sum(share * math.log(share) for share in found if share > 0) / math.log(number) + 0.0


def hhi(parts: Sequence[float]) -> float | None:
    """Return the Herfindahl-Hirschman index, the sum of squared shares: 1 when one has all. None without parts."""
    found = shares(parts)
    return sum(share * share for share in found) if found else None


def effective_number(parts: Sequence[float]) -> float | None:
    """Return how many equal parts would be as concentrated, 1 / HHI (Laakso and Taagepera, CPS 12, 1979)."""
    index = hhi(parts)
    return 1 / index if index else None


def blau(parts: Sequence[float]) -> float | None:
    """Return the chance that two at random differ, 1 - HHI (Blau, Inequality and Heterogeneity, 1977)."""
    index = hhi(parts)
    return None if index is None else 1 - index


def gini(parts: Sequence[float]) -> float | None:
    """Return the inequality of `parts`, 0 when all have as much (Gini, 1912; the mean difference over twice the mean)."""
    total, number = sum(parts), len(parts)
    if not total:
        return None
    ranked = sum((2 * rank - number - 1) * part for rank, part in enumerate(sorted(parts), 1))
    return ranked / (number * total)


def penrose(weights: Mapping[str, float]) -> dict[str, float]:
    """Return the share of votes by the square root of each weight (Penrose, JRSS 109, 1946)."""
    return quotas({group: math.sqrt(weight) for group, weight in weights.items()}, 1)


def banzhaf(votes: Mapping[str, int], needed: int | None = None) -> dict[str, float]:
    """Return each voter's share of voting power: of all times that somebody's vote decides (Banzhaf, 1965), exactly.

    `needed` votes decide, more than half unless given. Counts coalitions by their sum of votes (dynamic programming): the
    work grows with voters times votes, not with the coalitions.
    """
    limit = sum(votes.values()) // 2 + 1 if needed is None else needed
    ways = _ways(votes.values())
    swings = {vote: _swings(ways, vote, limit) for vote in set(votes.values())}
    total = sum(swings[vote] for vote in votes.values())
    return {voter: swings[vote] / total if total else 0.0 for voter, vote in votes.items()}


def _ways(votes: Iterable[int]) -> list[int]:
    """Return in how many ways voters can add up to each number of votes."""
    ways = [1]
    for vote in votes:
        longer = ways + [0] * vote
        for total, number in enumerate(ways):
            longer[total + vote] += number
        ways = longer if vote else [2 * number for number in ways]
    return ways


def _swings(ways: Sequence[int], vote: int, limit: int) -> int:
    """Return in how many coalitions of the others a voter with `vote` votes decides."""
    if not vote:
        return 0
    without: list[int] = []
    for total, number in enumerate(ways):
        without.append(number - (without[total - vote] if total >= vote else 0))
    return sum(without[max(limit - vote, 0) : limit])
