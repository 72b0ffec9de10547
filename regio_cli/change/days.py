"""Days as verbs take them, YYYY-MM-DD; what is no day is refused."""

import datetime

from regio_cli.change.refusal import Refused
from regio_cli.model.text import N_, Text


def day_before(day: str) -> str:
    """Return the day before `day`. Raises Refused for what is no day, or the first there is."""
    return _days_from(day, -1)


def day_after(day: str) -> str:
    """Return the day after `day`. Raises Refused for what is no day, or the last there is."""
    return _days_from(day, 1)


def _days_from(day: str, count: int) -> str:
    try:
        return (datetime.date.fromisoformat(day) + datetime.timedelta(count)).isoformat()
    except (ValueError, OverflowError):
        raise not_a_day(day) from None


def not_a_day(text: str) -> Refused:
    """Return the refusal of `text` where a day is needed."""
    return Refused(Text(N_("'{value}' is not a day; write it as 2026-03-18"), {"value": text}))


def require_day(text: str) -> None:
    """Raise Refused unless `text` is a day that exists, written YYYY-MM-DD."""
    try:
        written = datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise not_a_day(text) from None
    if written != text:
        raise not_a_day(text)


def require_order(first: str, last: str | None) -> None:
    """Raise Refused when the last day of something would come before its first."""
    if last is not None and last < first:
        raise Refused(Text(N_("the last day {last} is before the first day {first}"), {"last": last, "first": first}))
