"""Time zones by their IANA name, and the days that begin and end in them."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

DEFAULT = "Europe/Amsterdam"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class NoZone(Exception):
    """There is no time zone with the name that the exception holds."""


class NoZones(Exception):
    """This machine has no time zone database, so no zone can be looked up."""


@cache
def names() -> frozenset[str]:
    """Names of all time zones. Raises NoZones without a time zone database."""
    found = frozenset(available_timezones())
    if not found:
        raise NoZones
    return found


def zone(name: str) -> ZoneInfo:
    """Time zone with the IANA name `name`. Raises NoZone for an unknown name, NoZones without a time zone database."""
    # A file system that ignores case finds 'europe/amsterdam' too; such a registry would not work elsewhere.
    try:
        found = ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        names()
        raise NoZone(name) from error
    if name != DEFAULT and name not in names():
        raise NoZone(name)
    return found


def nearest(name: str) -> str:
    """Name of the time zone that is written most like `name`, that of the Netherlands when none is like it."""
    by_folded = {known.casefold(): known for known in sorted(names())}
    found = get_close_matches(name.casefold(), by_folded, 1)
    return by_folded[found[0]] if found else DEFAULT


def end_of(day: str, zone: ZoneInfo) -> float:
    """Second since 1970 at which `day` (YYYY-MM-DD) ends in `zone`, exclusive; infinite for the last day there is."""
    last = date.fromisoformat(day)
    if last == date.max:
        return float("inf")
    midnight = datetime.combine(last + timedelta(days=1), time(), zone)
    return (midnight - _EPOCH).total_seconds()


def day_in(zone: ZoneInfo, seconds: int) -> str:
    """Day (YYYY-MM-DD) in `zone` at so many seconds since 1970; the last day there is for what lies beyond it."""
    try:
        return str((_EPOCH + timedelta(seconds=seconds)).astimezone(zone).date())
    except OverflowError:
        return str(date.max)


def written_at(raw: str) -> str:
    """Return git's raw date (``seconds +zone``) in ISO 8601; the first or last day there is for what lies beyond, empty
    for what is no date.
    """
    seconds, _, offset = raw.partition(" ")
    if not seconds.removeprefix("-").isdecimal():
        return ""
    at_zone = timezone(_offset(offset))
    try:
        return (_EPOCH + timedelta(seconds=int(seconds))).astimezone(at_zone).isoformat()
    except OverflowError:
        edge = datetime.min if seconds.startswith("-") else datetime.max.replace(microsecond=0)
        return edge.replace(tzinfo=UTC).isoformat()


def _offset(text: str) -> timedelta:
    """Return the offset that git writes as ``+0130``; none for what can't be one."""
    digits = text[1:]
    if len(digits) != 4 or not digits.isdecimal() or int(digits[:2]) > 23 or int(digits[2:]) > 59:
        return timedelta(0)
    found = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -found if text.startswith("-") else found
