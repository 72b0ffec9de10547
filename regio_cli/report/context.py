"""What reports are made from: the records of one moment as tables on a day, with what the rules find in them."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from regio_cli.check.rule import Rule, Settings
from regio_cli.history.naming import current_names
from regio_cli.history.sentence import Sentence
from regio_cli.model.finding import Finding
from regio_cli.model.kinds import Kinds
from regio_cli.model.record import Address
from regio_cli.model.text import Text
from regio_cli.read.names import short
from regio_cli.report.model import Sign

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Changes:
    """What changed in the registry since the day `since`, which is later than was asked when the history `begins` there.

    `files` is how many differ from those in `commit`; when they are too many to tell one by one there are no sentences.
    """

    since: str
    begins: bool
    commit: str
    files: int
    sentences: Sequence[Sentence]


@dataclass(frozen=True)
class Context:
    """The records as tables on the day `on` (YYYY-MM-DD), and what goes with them.

    `database` has each view of the rules reckoned once, for that day; `live` gives another connection to the same records
    whose day can be set. `settings` are what the registry sets of rules, `catalogue` gives those in force by id. `findings`
    gives all that is wrong on the day; `changes` what changed in the registry of late, None where no history is kept.
    """

    kinds: Kinds
    database: sqlite3.Connection
    on: str
    settings: Settings
    catalogue: Callable[[], Mapping[str, Rule]]
    live: Callable[[], sqlite3.Connection]
    findings: Callable[[], Sequence[Finding]]
    changes: Callable[[], Changes | None]

    def rows(self, query: str, **values: Any) -> list[Row]:
        """Return the rows that a query on the tables and views gives, by column."""
        return rows(self.database, query, values)

    def one(self, query: str, **values: Any) -> Row:
        """Return the first row of a query that always gives one."""
        return self.rows(query, **values)[0]

    def name(self, kind: str, id_: str | None) -> str:
        """Return the short name of a record; its id when it has none."""
        return short(self._names.get(Address(kind, id_), id_)) if id_ else ""

    @cached_property
    def _names(self) -> Mapping[Address, str]:
        return current_names(self.kinds, self.database)

    def word(self, field: str, value: Any) -> Text | str | None:
        """Return `value` of a choice in the schema's words; `field` is a kind and a path: ``partner.pillar``."""
        kind, _, dotted = field.partition(".")
        found = self.kinds[kind].field(dotted) if kind in self.kinds.by_name else None
        choices = (found and found.choices) or {}
        return Text("{what}", {"what": choices[value]._asdict()}) if value in choices else value

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """The rules in force by id."""
        return self.catalogue()

    def parameter(self, rule: str, name: str) -> Any:
        """Return a parameter of a rule, as the registry has it set."""
        return self.rules[rule].values(self.settings)[name]

    def broken(self, rule: str) -> list[Row]:
        """Return the rows of what breaks a rule, asked once."""
        if rule not in self._broken:
            self._broken[rule] = self.rows(self.rules[rule].sql, **self.rules[rule].values(self.settings))
        return self._broken[rule]

    @cached_property
    def _broken(self) -> dict[str, list[Row]]:
        return {}

    def sign(self, rule: str, record: str) -> Sign:
        """Return how `record` stands with a rule: good when it keeps it, none when a deviation accepts that it does not."""
        if all(row["record"] != record for row in self.broken(rule)):
            return "good"
        return "none" if (rule, record) in self._accepted else "warn"

    @cached_property
    def _accepted(self) -> frozenset[tuple[str, str]]:
        return frozenset((row["rule"], row["record"]) for row in self.rows("SELECT rule, record FROM active_deviation"))

    @cached_property
    def region(self) -> str:
        """The name of the region, empty when no record says it."""
        found = self.rows("SELECT coalesce(region_name, name, '') AS name FROM registry")
        return str(found[0]["name"]) if found else ""


def rows(database: sqlite3.Connection, query: str, values: Mapping[str, Any]) -> list[Row]:
    """Return the rows that a query gives, by column."""
    cursor = database.execute(query, values)
    columns = [column[0] for column in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor]
