"""Which commit a day stands for: the last one on the first-parent line that was known on that day.

Days are those of the registry's time zone. Clocks are sometimes wrong, so a date is not always believed: see
docs/decisions/0030-a-day-becomes-a-commit.md.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from regio_cli.model.zones import day_in, end_of
from regio_cli.store.git import Git


def known_on(git: Git, revision: str, day: str, zone: ZoneInfo) -> str | None:
    """Last commit on the first-parent line of `revision` that was known on `day` (YYYY-MM-DD, inclusive), None without one."""
    commits, seconds = _line(git, revision)
    number = bisect_left(believed(seconds), end_of(day, zone))
    return commits[number - 1] if number else None


def day_known(git: Git, revision: str, zone: ZoneInfo) -> str:
    """Day (YYYY-MM-DD) on which `revision` was known on its own first-parent line."""
    _, seconds = _line(git, revision)
    return day_in(zone, believed(seconds)[-1])


def _line(git: Git, revision: str) -> tuple[list[str], list[int]]:
    """Return the ids and committer dates (seconds since 1970) of the first-parent line, oldest first."""
    out = git.run("rev-list", "--first-parent", "--reverse", "--timestamp", revision, "--").decode()
    words = out.split()
    return words[1::2], [int(word) for word in words[::2]]


def believed(seconds: Sequence[int]) -> list[int]:
    """Moment from which each commit of a line counts as known, never earlier than the one before it.

    `seconds` are their dates, oldest first. Most dates that are in order are believed; a commit with another date gets that
    of the last believed one before it, or of the first believed one when none is before it.
    """
    if all(one <= other for one, other in pairwise(seconds)):
        return list(seconds)
    trusted = _in_order(seconds)
    moment = seconds[min(trusted)]
    found = []
    for position, second in enumerate(seconds):
        moment = second if position in trusted else moment
        found.append(moment)
    return found


class _Chain(NamedTuple):
    """Dates in order that end at a commit: how many, the first of them, and the position of the last."""

    length: int
    begin: int
    position: int


def _in_order(seconds: Sequence[int]) -> frozenset[int]:
    """Return the positions of the most dates that are in order; of several such choices, those closest together.

    Where even that leaves a choice, the commits that came first are believed.
    """
    ranks = sorted(set(seconds))
    best: list[_Chain | None] = [None] * (len(ranks) + 1)
    chains: list[_Chain] = []
    previous: list[int | None] = []
    for position, second in enumerate(seconds):
        rank = bisect_right(ranks, second)
        before = _best_up_to(best, rank)
        chain = _Chain(before.length + 1, before.begin, position) if before else _Chain(1, second, position)
        chains.append(chain)
        previous.append(before.position if before else None)
        _note(best, rank, chain)
    last = max(chains, key=lambda chain: (chain.length, chain.begin - seconds[chain.position], -chain.position))
    found = []
    step: int | None = last.position
    while step is not None:
        found.append(step)
        step = previous[step]
    return frozenset(found)


# `best` is a Fenwick tree: by rank of the last date, the longest chain, and of equally long ones the one that begins last.


def _best_up_to(best: Sequence[_Chain | None], rank: int) -> _Chain | None:
    found: _Chain | None = None
    while rank:
        found = _better(found, best[rank])
        rank -= rank & -rank
    return found


def _note(best: list[_Chain | None], rank: int, chain: _Chain) -> None:
    while rank < len(best):
        best[rank] = _better(best[rank], chain)
        rank += rank & -rank


def _better(one: _Chain | None, other: _Chain | None) -> _Chain | None:
    if one is None or other is None:
        return one or other
    return other if (other.length, other.begin) > (one.length, one.begin) else one
