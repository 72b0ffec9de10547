"""A calendar of what ends by itself: the days on which mandates lapse, the elections, and meetings where a registry keeps them."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple

from regio_cli.domain.lapse import OFFICE
from regio_cli.exchange.export.calendar import Event, calendar
from regio_cli.exchange.export.identity import Namespace, namespace
from regio_cli.exchange.export.model import File, Options
from regio_cli.exchange.export.seating import (
    Sitting,
    choice,
    chosen,
    name_in,
    of_kind,
    role_of,
    sittings,
)
from regio_cli.exchange.export.sound import sound
from regio_cli.exchange.selection import Selection
from regio_cli.model.record import Address, Data
from regio_cli.model.text import N_, Text
from regio_cli.model.zones import DEFAULT, zone
from regio_cli.read.names import spoken

_ONE = N_("A mandate ends: {body}")
_MORE = N_("{count} mandates end: {body}")
_BY = N_("by the election of {date}")
_WITH_OFFICE = N_("because the office ends")
_ELECTION = N_("Election: {kind}")
MEETING = "meeting"


class _Words(NamedTuple):
    """The selection, with how its texts and ids are made."""

    selection: Selection
    ids: Namespace

    def say(self, template: str, **values: str | int) -> str:
        return Text(template, values).render(self.selection.translate)

    def uid(self, name: str) -> str:
        return str(self.ids.uuid(name))


def files(selection: Selection, options: Options) -> Iterator[File]:
    """Yield one calendar: the mandates chosen that are held on the day, on the day they lapse; the elections and meetings chosen.

    What lapses in a body with one election is one event, which keeps its id when the election or the holders change.
    """
    selection = sound(selection)
    words = _Words(selection, namespace(selection))
    events = sorted([*_lapses(words), *_elections(words), *_meetings(words)], key=_order)
    origin = selection.origin
    yield File("regio.ics", calendar(origin.registry, origin.line(), origin.moment, events))


def _order(event: Event) -> tuple[str, str, str]:
    return event.start.isoformat(), event.summary, event.uid


def _lapses(words: _Words) -> Iterator[Event]:
    ending = [one for one in chosen(words.selection, sittings(words.selection)) if _moment(one.held.ends)]
    key = _key(words)
    for name, group in groupby(sorted(ending, key=key), key=key):
        yield _lapse(words, name, list(group))


def _key(words: _Words) -> Callable[[Sitting], str]:
    """Return what gives a mandate the name of the event that ends it: with the others in its body, when that is an election."""

    def key(one: Sitting) -> str:
        election = one.held.election
        return f"{one.held.body}#election/{election}" if election else f"{one.held.mandate}#end"

    return key


def _lapse(words: _Words, name: str, ending: list[Sitting]) -> Event:
    first = ending[0].held
    body = name_in(words.selection.around, first.body)
    summary = words.say(_MORE, count=len(ending), body=body) if len(ending) > 1 else words.say(_ONE, body=body)
    lines = [_line(words, one) for one in ending]
    if first.event != first.ends:
        lines.append(words.say(_BY, date=first.event or ""))
    elif first.ends_with == OFFICE:
        lines.append(words.say(_WITH_OFFICE))
    return Event(words.uid(name), _day_of(ending), None, summary, "\n".join(lines), "", body)


def _day_of(ending: list[Sitting]) -> date:
    return max(date.fromisoformat(one.held.ends) for one in ending if one.held.ends)


def _line(words: _Words, one: Sitting) -> str:
    """Return a mandate in words: the role, who holds it where that may be known, and for whom."""
    role = role_of(words.selection.kinds, one.seat, words.selection.language)
    partners = ", ".join(name_in(words.selection.around, partner) for partner in one.held.on_behalf_of)
    who = spoken(one.person) if one.person else ""
    return f"{role}: {who} ({partners})" if who and partners else f"{role}: {who or partners or one.held.seat}"


def _elections(words: _Words) -> Iterator[Event]:
    for address, data in of_kind(words.selection.records, "election"):
        kind = choice(words.selection.kinds, "election", "kind", str(data.get("kind")), words.selection.language)
        summary = words.say(_ELECTION, kind=kind)
        if day := _moment(data.get("date")):
            yield Event(words.uid(str(address)), day, None, summary, category=kind)


def _meetings(words: _Words) -> Iterator[Event]:
    """Yield the records of a kind `meeting`, when the registry has one: `body`, `start`, `end`, `place`, `name`, `cancelled`."""
    for address, data in of_kind(words.selection.records, MEETING):
        if start := _moment(data.get("start")):
            end = _moment(data.get("end"))
            body = name_in(words.selection.around, Address("body", str(data.get("body"))))
            name, is_off = str(data.get("name") or body), bool(data.get("cancelled"))
            place = str(data.get("place") or _usual_place(words.selection, data))
            yield Event(words.uid(str(address)), start, _later(start, end), name, "", place, body, is_off)


def _usual_place(selection: Selection, meeting: Data) -> str:
    meets = selection.around.get(Address("body", str(meeting.get("body"))), {}).get("meets") or {}
    return str(meets.get("place") or "")


def _later(start: date | datetime, end: date | datetime | None) -> date | datetime | None:
    """Return the end of what begins at `start`; None when it is not later, or a day where the other is a time."""
    if end is None or isinstance(end, datetime) is not isinstance(start, datetime):
        return None
    return end if end > start else None


def _moment(value: object) -> date | datetime | None:
    """Return a day, or a time of the clock in Amsterdam; None for what is neither."""
    text = str(value or "")
    try:
        found = date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
        if isinstance(found, datetime) and found.tzinfo:
            return found.astimezone(zone(DEFAULT)).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None
    return found
