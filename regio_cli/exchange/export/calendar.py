"""iCalendar (RFC 5545): events as a calendar that any program can subscribe to."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from regio_cli.exchange.export.contentlines import escaped, folded, line

ZONE = "Europe/Amsterdam"
_PRODUCT = "-//regio//regio export//EN"
# Summer time as the directive 2000/84/EC has it since 1996.
_VTIMEZONE = f"""\
BEGIN:VTIMEZONE
TZID:{ZONE}
BEGIN:DAYLIGHT
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE"""


class Event(NamedTuple):
    """Something that happens: from one day to another, inclusive, or from one local time to another (without zone: Amsterdam's).

    `uid` stays when it moves to another day. An event on a day takes no time of anybody.
    """

    uid: str
    start: date | datetime
    end: date | datetime | None
    summary: str
    description: str = ""
    location: str = ""
    category: str = ""
    is_cancelled: bool = False


def calendar(name: str, about: str, stamp: datetime, events: Iterable[Event]) -> Iterator[bytes]:
    """Yield a calendar piece by piece: its begin, each event, its end. `stamp`, in UTC, is when the events were like this."""
    yield folded(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            line("PRODID", escaped(_PRODUCT)),
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            line("X-WR-CALNAME", escaped(name)),
            line("X-WR-CALDESC", escaped(about)),
            line("X-WR-TIMEZONE", ZONE),
            *_VTIMEZONE.splitlines(),
        ]
    )
    for event in events:
        yield folded(_event(event, stamp))
    yield folded(["END:VCALENDAR"])


def _event(event: Event, stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield line("UID", escaped(event.uid))
    yield line("DTSTAMP", f"{stamp:%Y%m%dT%H%M%SZ}")
    yield from _times(event)
    yield line("SUMMARY", escaped(event.summary))
    texts = {"DESCRIPTION": event.description, "LOCATION": event.location, "CATEGORIES": event.category}
    yield from (line(key, escaped(text)) for key, text in texts.items() if text)
    yield line("STATUS", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    yield "END:VEVENT"


def _times(event: Event) -> Iterator[str]:
    if isinstance(event.start, datetime):
        yield line("DTSTART", f"{event.start:%Y%m%dT%H%M%S}", {"TZID": ZONE})
        # Without an end it ends when it begins: a DTEND must be later.
        if isinstance(event.end, datetime) and event.end > event.start:
            yield line("DTEND", f"{event.end:%Y%m%dT%H%M%S}", {"TZID": ZONE})
        return
    yield line("DTSTART", _day(event.start), {"VALUE": "DATE"})
    # The day on which it is over; the last day there is has none after it.
    last = max(event.start, event.end) if event.end and not isinstance(event.end, datetime) else event.start
    if last < date.max:
        yield line("DTEND", _day(last + timedelta(days=1)), {"VALUE": "DATE"})
    yield line("TRANSP", "TRANSPARENT")


def _day(day: date) -> str:
    # strftime leaves out the zeros of years before 1000 on some systems.
    return day.isoformat().replace("-", "")
