"""Rules run on a few records in memory, without files or git."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from regio_cli.check.rule import Rule, shipped
from regio_cli.check.tables import tables
from regio_cli.model.kinds import Kinds
from regio_cli.model.record import Address, Data
from regio_cli.store.schemas import load_schemas
from regio_cli.store.yamlfile import read

TODAY = "2026-11-24"
REGISTRY = Path(__file__).parents[1] / "registry"


@cache
def rule(id_: str) -> Rule:
    return shipped()[id_]


@cache
def kinds() -> Kinds:
    return load_schemas({}).kinds


@cache
def region() -> dict[str, Data]:
    """The shipped registry, by address."""
    found = {}
    for kind in kinds():
        files = [REGISTRY / kind.file] if kind.file else sorted((REGISTRY / (kind.folder or "")).glob("*.yaml"))
        for file in files:
            found[f"{kind.name}/{'registry' if kind.file else file.stem}"] = read(file.read_bytes()).data
    return found


def rows(id_: str, records: Mapping[str, Data], on: str = TODAY, **settings: Any) -> list[dict[str, Any]]:
    """What the rule finds in `records` on the day."""
    database = tables(kinds(), addressed(records), on)
    cursor = database.execute(rule(id_).sql, rule(id_).values({id_: settings}))
    return [dict(zip((column[0] for column in cursor.description), row, strict=True)) for row in cursor]


def broken(id_: str, records: Mapping[str, Data], on: str = TODAY, **settings: Any) -> list[str]:
    """The records that break the rule."""
    return [row["record"] for row in rows(id_, records, on, **settings)]


def ask(query: str, records: Mapping[str, Data], on: str = TODAY) -> list[tuple[Any, ...]]:
    """What a query gives on the tables, views and functions that rules have."""
    return tables(kinds(), addressed(records), on).execute(query).fetchall()


def addressed(records: Mapping[str, Data]) -> dict[Address, Data]:
    found = {Address.parse(name): data for name, data in records.items()}
    return {address: data for address, data in found.items() if address}
