"""What the rules cost, as bars and a table of `make bench`: all of them beside a check without them, and each by itself."""

import math
import os
import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from regio_cli.check import limits
from regio_cli.check.rules import settings_of
from regio_cli.read.registry import Registry, open_registry
from tools.bench_kit import REGIO, Bar, Run, in_turns, over, seconds, timed

VIEWS = "the shared views"
DAY = "2026-11-24"
Times = Mapping[str, float]
# Below this the clock says more than the rule, in seconds.
_NOISE = 0.002
_LISTED = 15
_TOLERANCE = 1.5


def rule_bars(root: Path, rounds: int) -> list[Bar]:
    """The time of a check with all rules beside one without them: of content known already, and on a day that is new."""
    bars = []
    for what, days, bound in (("warm", lambda: DAY, 1.5), ("on a day not looked at before", _new_days(), 4)):
        work: dict[str, Callable[[], Run]] = {
            "without": lambda days=days: timed([[*REGIO, "validate", "--on", days()]], root),
            "with": lambda days=days: timed([[*REGIO, "validate", "--rules", "all", "--on", days()]], root),
        }
        for run in work.values():
            run()
        took = in_turns(work, rounds)
        times = [f"{seconds(took[name]) * 1000:.0f} ms" for name in ("with", "without")]
        bars.append(
            Bar(f"validate with all rules ({times[0]}) / without ({times[1]}), {what}", over(took["with"], took["without"]), bound, False)
        )  # fmt: skip
    return bars


def _new_days() -> Callable[[], str]:
    days = iter(
        f"20{year}-{month:02}-{day:02}" for year in range(27, 60) for month in range(1, 13) for day in range(1, 28)
    )
    return lambda: next(days)


def rule_times(root: Path, rounds: int) -> Times:
    """Return the seconds that making the shared views and each rule's query take, in the registry at `root`; medians."""
    registry = open_registry(root, None, dict(os.environ))
    registry.database(DAY).close()
    took: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, spent in _once(registry).items():
            took.setdefault(name, []).append(spent)
    return {name: statistics.median(times) for name, times in took.items()}


def _once(registry: Registry) -> Times:
    start = time.perf_counter()
    database = registry.database(DAY, "kept")
    found = {VIEWS: time.perf_counter() - start}
    settings, records = settings_of(registry.snapshot), len(registry.snapshot.by_address)
    for rule in registry.catalogue.rules.values():
        start = time.perf_counter()
        try:
            limits.rows(database, rule.sql, rule.values(settings), records)
        except limits.Stopped as stopped:
            raise SystemExit(f"{rule.id}: {stopped}") from stopped
        found[rule.id] = time.perf_counter() - start
    database.close()
    return found


def growth_bars(times: Mapping[int, Times], records: Mapping[int, int]) -> list[Bar]:
    """Whether all rules together are quick in the largest registry, and whether one grows faster than n log n."""
    first, last = min(times), max(times)
    bars = [Bar(f"all rules, queries and views, scale {last}, in seconds", [sum(times[last].values())], 10, False)]
    if first == last:
        return bars
    grown = (records[last] * math.log(records[last])) / (records[first] * math.log(records[first]))
    by_rule = {
        name: spent / max(times[first].get(name, 0), _NOISE) / grown
        for name, spent in times[last].items()
        if spent > _NOISE * 10
    }
    worst = max(by_rule, key=lambda name: by_rule[name], default="none")
    what = f"growth of a rule's time, scale {last} / scale {first}, over that of n log n: the worst is {worst}"
    return [*bars, Bar(what, [by_rule.get(worst, 0)], _TOLERANCE, False)]


def table(times: Mapping[int, Times]) -> list[str]:
    """Return the lines of a table with the time of the rules that take longest, and of the others together."""
    scales = sorted(times)
    slowest = sorted(times[scales[-1]], key=lambda name: -times[scales[-1]][name])
    lines = [f"| rule | {' | '.join(f'scale {scale}' for scale in scales)} |", "|---" * (len(scales) + 1) + "|"]
    for name in slowest[:_LISTED]:
        lines.append(f"| {name} | {' | '.join(_milliseconds(times[scale].get(name, 0)) for scale in scales)} |")
    rest = [sum(times[scale].get(name, 0) for name in slowest[_LISTED:]) for scale in scales]
    lines.append(f"| {len(slowest) - _LISTED} others together | {' | '.join(map(_milliseconds, rest))} |")
    total = [sum(times[scale].values()) for scale in scales]
    return [*lines, f"| all | {' | '.join(map(_milliseconds, total))} |"]


def _milliseconds(spent: float) -> str:
    return f"{spent * 1000:,.1f} ms"
