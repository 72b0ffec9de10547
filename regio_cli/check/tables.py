"""The tables that rules run on: those of the records, with the views and functions that rules share."""

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from regio_cli.check.rule import Kept, views
from regio_cli.model.kinds import Kinds
from regio_cli.model.record import Address, Data
from regio_cli.store.database import Filling, connect
from regio_cli.store.texts import text_view

# A view, or the table in its place with the index that this has.
_NAME = re.compile(r"CREATE (?:TEMP \w+|INDEX temp\.\w+ ON) (\w+)")
_WORD = re.compile(r"\w+")


def shared_views(kinds: Kinds, kept: Kept = "none", used_by: Iterable[str] | None = None) -> str:
    """Return the SQL of all that rules, reports and queries share besides the tables of the records.

    Views that are `kept` are made as tables, for many queries on one connection (see `check.rule.views`). With `used_by`
    only the views that these queries name, and those that these rest on.
    """
    every = statements(kinds, kept)
    return ";\n".join(every if used_by is None else _used(every, used_by))


def resting_on(query: str, every: Sequence[str]) -> frozenset[str]:
    """Return all words in a query and in those of the views (`every`) that it rests on: each table and column is among them."""
    return frozenset().union(*map(_words, (query, *_used(every, [query]))))


def statements(kinds: Kinds, kept: Kept = "none") -> tuple[str, ...]:
    """Return what makes each shared view, in order: a view rests only on those before it."""
    return (*views(kept).rstrip().removesuffix(";").split(";\n"), text_view(kinds, kept == "all"))


def _used(statements: Sequence[str], by: Iterable[str]) -> list[str]:
    """Return the statements that queries need, in order: a view rests only on those before it."""
    named = set().union(*map(_words, by))
    kept = []
    for statement in reversed(statements):
        found = _NAME.search(statement)
        if found and found[1] in named:
            kept.append(statement)
            named |= _words(statement)
    return kept[::-1]


@lru_cache(maxsize=256)
def _words(text: str) -> frozenset[str]:
    """Return the words in SQL; many queries rest on the same views."""
    return frozenset(_WORD.findall(text))


def tables(kinds: Kinds, records: Mapping[Address, Data], on: str, today: str | None = None) -> sqlite3.Connection:
    """Return the tables of `records` in memory, as they stand on the day `on`, asked `today` (`on` without it), ready for rules."""
    from regio_cli.check.functions import FUNCTIONS

    return connect(kinds, lambda: Filling(records), on, None, None, shared_views(kinds, "all"), FUNCTIONS, today)
