"""The tables that rules run on: those of the records, with the views and functions that rules share."""

import sqlite3
from collections.abc import Mapping

from regio_cli.check.functions import FUNCTIONS
from regio_cli.check.rule import views
from regio_cli.model.kinds import Kinds
from regio_cli.model.record import Address, Data
from regio_cli.store.database import connect


def tables(kinds: Kinds, records: Mapping[Address, Data], on: str) -> sqlite3.Connection:
    """Return the tables of `records` in memory, as they stand on the day `on`, ready for rules."""
    return connect(kinds, lambda: records, on, None, None, views(are_kept=True), FUNCTIONS)
