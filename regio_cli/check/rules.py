"""Rules run on the tables of one snapshot: their queries' rows become findings."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from regio_cli.check import limits
from regio_cli.check.rule import Rule, Settings
from regio_cli.model.finding import Finding, Place, Pointer, Span
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Bilingual, Text
from regio_cli.store import yamlfile
from regio_cli.store.snapshot import File, Snapshot

_NAMES = re.compile(r"\{(\w+)\}")
_OWN = frozenset(("record", "field", "also", "since"))


def run(
    rules: Iterable[Rule], database: sqlite3.Connection, snapshot: Snapshot, settings: Settings | None = None
) -> Iterator[Finding]:
    """Yield what `rules` find in `database`, the tables of `snapshot` on a day; a rule that can't be run is a finding too.

    `settings` of rules are those of the snapshot itself, unless others are given.
    """
    places = Places(snapshot)
    settings = settings_of(snapshot) if settings is None else settings
    for rule in rules:
        try:
            rows = limits.rows(database, rule.sql, rule.values(settings), len(snapshot.by_address))
        except limits.Stopped as stopped:
            rows = stopped.rows
            yield _not_run(rule, stopped.text)
        for row in rows:
            yield _finding(rule, row, places)


def settings_of(snapshot: Snapshot) -> Settings:
    """Return what registry.yaml sets of rules: per rule, its parameters."""
    data = snapshot.records.get(Address("registry", "registry"), {})
    rules = data.get("rules")
    return {k: v for k, v in rules.items() if isinstance(v, dict)} if isinstance(rules, dict) else {}


def _not_run(rule: Rule, what: Text) -> Finding:
    text = Text(N_("rule {rule} can't be run: {what}"), {"rule": rule.id, "what": what})
    return Finding("rule-not-run", "error", Place(f"rules/{rule.id}.sql"), text)


def _finding(rule: Rule, row: Mapping[str, Any], places: "Places") -> Finding:
    record = str(row["record"])
    address = Address.parse(record)
    pointer, place = places.of(address, str(row.get("field") or ""))
    values = {name: value for name, value in row.items() if name not in _OWN}
    also = Address.parse(str(row["also"])) if row.get("also") else None
    related = ((places.of(also, "")[1], Text("{record}", {"record": str(also)})),) if also else ()
    return Finding(
        rule.id,
        rule.severity,
        place,
        Text("{what}", {"what": _said(rule.message, values)}),
        record,
        pointer,
        None,
        _hint(rule, {**values, "record": record, "field": row.get("field") or ""}),
        related,
        str(row["since"]) if row.get("since") else None,
    )


def _said(template: Bilingual, values: Mapping[str, Any]) -> dict[str, str]:
    """Return `template` filled in, in both languages; numbers have the decimal sign of the language."""
    dutch = {
        name: _number(value).replace(".", ",") if isinstance(value, float) else value for name, value in values.items()
    }
    return {"en": _filled(template.en, values), "nl": _filled(template.nl, dutch)}


def _filled(template: str, values: Mapping[str, Any]) -> str:
    """Return `template` with ``{column}`` filled in; a name that no column has is shown as it stands."""

    def value_of(name: re.Match[str]) -> str:
        value = values.get(name[1], name[0])
        return _number(value) if isinstance(value, float) else str(value)

    return _NAMES.sub(value_of, template)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _hint(rule: Rule, values: Mapping[str, Any]) -> Text | None:
    command = _filled(rule.command, values) if rule.command else ""
    if rule.mend is None:
        return Text("{what}", {"what": command}) if command else None
    said = {language: text + (f": {command}" if command else "") for language, text in _said(rule.mend, values).items()}
    return Text("{what}", {"what": said})


class Places:
    """Finds where in a file something stands; each file is read once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._trees: dict[str, yamlfile.Node | None] = {}

    def of(self, address: Address | None, dotted: str) -> tuple[Pointer, Place]:
        """Return the way to a field (as far as it is there) and its place; the file's top when there is no such field."""
        file = self._snapshot.by_address.get(address) if address else None
        if file is None:
            return (), Place(f"registry/{address}" if address else "registry")
        pointer, span = self._found(file, dotted)
        return pointer, Place(file.path, span)

    def _found(self, file: File, dotted: str) -> tuple[Pointer, Span]:
        if not dotted:
            return (), Span()
        if file.path not in self._trees:
            self._trees[file.path] = yamlfile.compose(self._snapshot.bytes_of(file))[0]
        node = self._trees[file.path]
        pointer: Pointer = ()
        span = Span()
        for step in dotted.split("."):
            entry = _entry(node, step) if node else None
            if entry is None:
                break
            pointer, node = (*pointer, entry[0]), entry[1]
            span = (
                node.span
                if node.type == "scalar"
                else Span(node.span.line, node.span.column, node.span.line, node.span.column + 1)
            )
        return pointer, span


def _entry(node: yamlfile.Node, step: str) -> tuple[str | int, yamlfile.Node] | None:
    """Return the position and value of what `step` names: a key, or an item by its id or its position from 0."""
    if node.type == "mapping":
        found = node.entry(step)
        return (step, found[1]) if found else None
    for position, (_, item) in enumerate(node.entries):
        if step == str(position) or (isinstance(item.value, dict) and item.value.get("id") == step):
            return position, item
    return None
