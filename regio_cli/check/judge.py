"""What the rules say of a snapshot on a day: found, accepted by deviations, and about deviations themselves."""

import sqlite3
from collections.abc import Iterable, Sequence

from regio_cli.check.deviations import applied
from regio_cli.check.rule import Rule, Settings
from regio_cli.check.rules import run
from regio_cli.check.tables import tables
from regio_cli.model.finding import Finding
from regio_cli.store.snapshot import Snapshot


def judged(
    snapshot: Snapshot,
    rules: Sequence[Rule],
    on: str,
    database: sqlite3.Connection | None = None,
    settings: Settings | None = None,
) -> tuple[Finding, ...]:
    """Return what `rules` find in `snapshot` on the day `on` (YYYY-MM-DD), by file and place; accepted findings are marked.

    `database` has its tables and shared views on that day, when they are made already. `settings` of rules are those of the
    snapshot itself, unless others are given.
    """
    found = list(run(rules, database or tables(snapshot.kinds, snapshot.records, on), snapshot, settings))
    marked: Iterable[Finding] = applied(found, snapshot, on, [rule.id for rule in rules])
    return tuple(sorted(marked, key=lambda finding: finding.sort_key))
