"""Whether rules fire at all: for each, the fault that its file tells of is put into a copy of the records, in memory."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from regio_cli.check.rule import Fault, Rule, Settings
from regio_cli.model.record import Address, Data

Verdict = Literal["fires", "silent", "noisy", "nothing to break", "no fault"]
Records = Mapping[Address, Data]
Tables = Callable[[Records], sqlite3.Connection]


class Result(NamedTuple):
    """What became of one rule: it `fires` on its fault and only then, or how it fails; `record` is where it should."""

    rule: str
    verdict: Verdict
    record: str | None = None


def selftest(rules: Iterable[Rule], records: Records, tables: Tables, settings: Settings) -> Iterator[Result]:
    """Yield the result of each rule; `tables` makes the tables of records on the day in question."""
    sound = tables(records)
    for rule in rules:
        yield _tested(rule, records, sound, tables, settings)


def _tested(rule: Rule, records: Records, sound: sqlite3.Connection, tables: Tables, settings: Settings) -> Result:
    if rule.fault is None:
        return Result(rule.id, "no fault")
    cursor = sound.execute(rule.fault.pick)
    row = cursor.fetchone()
    if row is None:
        return Result(rule.id, "nothing to break")
    picked = dict(zip((column[0] for column in cursor.description), row, strict=True))
    target = _filled(rule.fault.fires_on, picked)
    before = _broken(rule, sound, settings)
    after = _broken(rule, tables(broken(records, rule.fault, picked)), settings)
    if target in before:
        return Result(rule.id, "noisy", target)
    return Result(rule.id, "fires" if target in after else "silent", target)


def _broken(rule: Rule, database: sqlite3.Connection, settings: Settings) -> set[str]:
    cursor = database.execute(rule.sql, rule.values(settings))
    at = [column[0] for column in cursor.description].index("record")
    return {str(row[at]) for row in cursor}


def broken(records: Records, fault: Fault, picked: Mapping[str, Any]) -> dict[Address, Data]:
    """Return `records` with the fault put in; `picked` is the row of values to fill in."""
    changed = dict(records)
    for name, fields in fault.changes.items():
        address = Address.parse(_filled(name, picked))
        assert address, name
        if fields is None:
            changed.pop(address, None)
        else:
            changed[address] = _with(json.loads(json.dumps(changed.get(address, {}))), fields, picked)
    return changed


def _with(data: dict[str, Any], fields: Mapping[str, Any], picked: Mapping[str, Any]) -> dict[str, Any]:
    for path, value in fields.items():
        *way, last = _filled(path, picked).split(".")
        inner: Any = data
        for step in way:
            inner = _step(inner, step)
        filled = _deep(value, picked)
        if isinstance(inner, list):
            position = next(n for n, item in enumerate(inner) if isinstance(item, dict) and item.get("id") == last)
            inner[position : position + 1] = [] if filled is None else [filled]
        elif filled is None:
            inner.pop(last, None)
        else:
            inner[last] = filled
    return data


def _step(inner: Any, step: str) -> Any:
    if isinstance(inner, list):
        return next(item for item in inner if isinstance(item, dict) and item.get("id") == step)
    return inner.setdefault(step, {})


def _deep(value: Any, picked: Mapping[str, Any]) -> Any:
    if isinstance(value, str):
        return _filled(value, picked)
    if isinstance(value, list):
        return [_deep(item, picked) for item in value]
    if isinstance(value, dict):
        return {name: _deep(item, picked) for name, item in value.items()}
    return value


def _filled(text: str, picked: Mapping[str, Any]) -> str:
    for name, value in picked.items():
        text = text.replace("{" + name + "}", str(value))
    return text
