"""From a registry, or from records as they would be, to what reports are made from. Reads files and git; writes nothing."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence

from regio_cli.check.functions import FUNCTIONS
from regio_cli.check.rule import Rule, shipped
from regio_cli.check.tables import shared_views, tables
from regio_cli.model.days import later
from regio_cli.model.finding import Finding
from regio_cli.model.kinds import Kinds
from regio_cli.model.record import Address, Data
from regio_cli.read.registry import Registry
from regio_cli.report.context import Context
from regio_cli.report.recent import changes
from regio_cli.store.database import Filling, connect

SINCE_DAYS = 90


def of_registry(registry: Registry, on: str, since: str | None = None) -> Context:
    """Return what reports of `registry` on the day `on` are made from.

    `since` is the day from which changes are told, SINCE_DAYS before `on` without it.
    """
    database = registry.database(on, "kept")
    return Context(
        registry.kinds,
        database,
        on,
        _settings(registry.data(Address("registry", "registry"))),
        lambda: registry.catalogue.rules,
        lambda: registry.database(on, "timeless"),
        lambda: registry.all_findings(on, database),
        lambda: changes(registry, on, since or later(on, -SINCE_DAYS)),
    )


def of_records(
    kinds: Kinds,
    records: Mapping[Address, Data],
    on: str,
    found: Callable[[sqlite3.Connection], Sequence[Finding]],
    rules: Callable[[], Mapping[str, Rule]] = shipped,
    database: sqlite3.Connection | None = None,
    today: str | None = None,
) -> Context:
    """Return what reports of `records` are made from, such as they would be after a change.

    `found` gives what is wrong with them, of their tables on the day; `rules` those in force by id; `database` their tables, when made already.
    """
    database = database or tables(kinds, records, on, today)
    return Context(
        kinds,
        database,
        on,
        _settings(records.get(Address("registry", "registry"), {})),
        rules,
        lambda: connect(kinds, lambda: Filling(records), on, None, None, shared_views(kinds, "timeless"), FUNCTIONS),
        lambda: found(database),
        lambda: None,
    )


def _settings(data: Data) -> Mapping[str, Mapping[str, object]]:
    rules = data.get("rules")
    return {k: v for k, v in rules.items() if isinstance(v, dict)} if isinstance(rules, dict) else {}
