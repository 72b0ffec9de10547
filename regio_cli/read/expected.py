"""What is known of a day to come: how many mandates are certain then, and which are expected to have ended."""

import sqlite3
from collections.abc import Mapping

from regio_cli.model.text import N_, Text

_COUNTS = """
    SELECT today(), on_date(), count(*), total(certainty = 'certain'), total(certainty = 'lapsed'), total(certainty = 'succeeded')
    FROM mandate_on_day WHERE phase = 'now'"""
_NOTE = N_(
    "{day} is in the future. Of the {number} mandates that are in force then as recorded, {certain} are certain as of {today}; "
    "{lapsed} are expected to have ended by then, and of {succeeded} the successor is known."
)


def expected_note(database: sqlite3.Connection) -> Text | None:
    """Return how many of the mandates in force on the day of `database` are certain; None for today or an earlier day."""
    ((today, day),) = database.execute("SELECT today(), on_date()")
    if day <= today:
        return None
    ((today, day, number, *counts),) = database.execute(_COUNTS)
    certain, lapsed, succeeded = map(int, counts)
    values = {
        "day": day,
        "today": today,
        "number": number,
        "certain": certain,
        "lapsed": lapsed,
        "succeeded": succeeded,
    }
    return Text(_NOTE, values)


def uncertain(database: sqlite3.Connection) -> Mapping[str, str]:
    """Return the mandates that are not certain on the day of `database`, each with "lapsed" or "succeeded"; none for today."""
    rows = database.execute("SELECT mandate, certainty FROM mandate_on_day WHERE certainty <> 'certain'")
    return dict(rows.fetchall())
