"""Days as records write them, YYYY-MM-DD."""

from datetime import date, timedelta


def later(day: str, days: int) -> str:
    """Return the day so many days after `day` (before it, for a negative number); at the edges the first or last day there is.

    Raises ValueError for what is no day.
    """
    first = date.fromisoformat(day)
    try:
        return str(first + timedelta(days))
    except OverflowError:
        return str(date.max if days > 0 else date.min)
