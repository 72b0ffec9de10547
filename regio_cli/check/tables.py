"""The tables that rules run on: those of the records, with the views and functions that rules share."""

import sqlite3
from collections.abc import Mapping

from regio_cli.check.functions import FUNCTIONS
from regio_cli.check.rule import views
from regio_cli.model.kinds import Kinds
from regio_cli.model.record import Address, Data
from regio_cli.store.database import connect
from regio_cli.store.texts import text_view


def shared_views(kinds: Kinds, are_kept: bool = False) -> str:
    """Return the SQL of all that rules, reports and queries share besides the tables of the records.

    With `are_kept` each view is made as a table: for many queries on one connection it is then reckoned once.
    """
    return f"{views(are_kept)};\n{text_view(kinds, are_kept)}"


def tables(kinds: Kinds, records: Mapping[Address, Data], on: str) -> sqlite3.Connection:
    """Return the tables of `records` in memory, as they stand on the day `on`, ready for rules."""
    return connect(kinds, lambda: records, on, None, None, shared_views(kinds, are_kept=True), FUNCTIONS)
