"""From version 1 to 2: absences have dates.

Version 1 has a status ``prevented`` for a holder who is absent: without a day, so that it rewrote the past. Version 2
has a list of absences with dates and stand-ins, and no such status.
"""

import copy
import datetime
from collections.abc import Sequence
from typing import Any, NamedTuple

from regio_cli.migrate.step import Documents, Migrated, Records, SetOn, Step, Told
from regio_cli.model.record import Address, Data, Period
from regio_cli.model.text import N_, Text

_SCHEMA = "mandate.schema.json"
_PREVENTED = "prevented"
_LABEL = {"en": "prevented", "nl": "verhinderd"}
_REPLACES = {
    "en": "The mandate of the prevented holder that this one stands in for.",
    "nl": "Het mandaat van de verhinderde houder voor wie dit de vervanging is.",
}


class _StandIn(NamedTuple):
    """The mandate of somebody who stands in, and its days."""

    id: str
    start: str
    end: str | None


def _earlier(documents: Documents) -> Documents:
    """Return the schemas of version 1."""
    mandate: dict[str, Any] = copy.deepcopy(dict(documents[_SCHEMA]))
    fields = mandate["properties"]
    del fields["absences"]
    status = fields["status"]
    choices = [choice for choice in status["enum"] if choice not in (_PREVENTED, "ended")]
    status["enum"] = [*choices, _PREVENTED, "ended"]
    status["x-labels"] = {choice: status["x-labels"].get(choice, _LABEL) for choice in status["enum"]}
    replaces = fields["replaces"]
    replaces["description"] = _REPLACES["en"]
    replaces["x-nl"]["description"] = _REPLACES["nl"]
    return {**documents, _SCHEMA: mandate}


def _concerns(address: Address, data: Data) -> bool:
    return address.kind == "mandate" and (data.get("status") == _PREVENTED or isinstance(data.get("replaces"), str))


def _migrate(records: Records, set_on: SetOn) -> Migrated:
    """Return the records with dated absences in place of the status ``prevented``."""
    stand_ins = _stand_ins(records)
    changed: dict[Address, Data] = {}
    told: list[Told] = []
    for address, data in records.items():
        is_prevented = address.kind == "mandate" and data.get("status") == _PREVENTED
        is_replaced = address.kind == "mandate" and address.id in stand_ins
        # A file that has the field already is not of version 1, and its own finding says so.
        if (is_prevented or is_replaced) and "absences" not in data:
            absences, sentences = _absences(address, data, stand_ins.get(address.id, []), set_on)
            changed[address] = _with(data, absences, is_prevented)
            told += [Told(address, sentence) for sentence in sentences]
    return Migrated({**records, **changed}, tuple(told))


def _stand_ins(records: Records) -> dict[str, list[_StandIn]]:
    """Return who stands in, by the id of the mandate that they stand in for, in the order of their first days."""
    found: dict[str, list[_StandIn]] = {}
    for address, data in records.items():
        holder = data.get("replaces")
        start = _day(data.get("start_date"))
        is_known = address.kind == "mandate" and isinstance(holder, str) and holder != address.id
        if is_known and start is not None:
            found.setdefault(str(holder), []).append(_StandIn(address.id, start, _day(data.get("end_date"))))
    for each in found.values():
        each.sort(key=lambda one: (one.start, one.id))
    return found


def _with(data: Data, absences: Sequence[Data], is_prevented: bool) -> Data:
    """Return a mandate with `absences`, and the status that a holder who was ``prevented`` has without these."""
    status = data.get("status")
    if is_prevented:
        status = "appointed" if data.get("end_date") is None else "ended"
    fields: dict[str, Any] = {name: status if name == "status" else value for name, value in data.items()}
    return {**fields, "absences": list(absences)} if absences else fields


def _absences(
    address: Address, data: Data, stand_ins: Sequence[_StandIn], set_on: SetOn
) -> tuple[list[Data], list[Text]]:
    """Return the absences of a holder by what version 1 tells, and a sentence on each: which days, and why these."""
    own = Period(_day(data.get("start_date")), _day(data.get("end_date")))
    found: list[Data] = []
    told: list[Text] = []
    ends: list[str | None] = []
    for one in stand_ins:
        days = _within(Period(one.start, one.end), own)
        if days is not None and days.start is not None:
            found.append(_absence(days, one.id))
            told.append(_sentence(_BY_STAND_IN, address, days, stand_in=one.id))
            ends.append(days.end)
    if data.get("status") != _PREVENTED:
        return found, told
    if not found:
        start, why = _first_day(address, own, set_on)
        days = Period(start, own.end)
        return ([_absence(days)], [_sentence(why, address, days)]) if start else ([], [])
    last = None if None in ends else max(end for end in ends if end is not None)
    if last is not None and (own.end is None or last < own.end):
        days = Period(_after(last), own.end)
        found.append(_absence(days))
        told.append(_sentence(_AFTER_STAND_IN, address, days))
    return found, told


def _first_day(address: Address, own: Period, set_on: SetOn) -> tuple[str | None, str]:
    """Return the first day of an absence without a stand-in, and the sentence that says why it is this one."""
    day = set_on(address)
    if day is not None and own.covers(day):
        return day, _BY_HISTORY
    return own.start, _BY_START


def _within(days: Period, own: Period) -> Period | None:
    """Return the part of `days` that lies in the mandate's `own` period, None when there is none."""
    if not days.overlaps(own) or days.start is None:
        return None
    start = days.start if own.start is None else max(days.start, own.start)
    ends = [end for end in (days.end, own.end) if end is not None]
    end = min(ends) if ends else None
    return Period(start, end) if end is None or start <= end else None


def _absence(days: Period, stand_in: str | None = None) -> dict[str, Any]:
    entry = {"start_date": days.start, "end_date": days.end, "stand_in": stand_in}
    return {name: value for name, value in entry.items() if value is not None}


def _sentence(template: str, address: Address, days: Period, **values: str) -> Text:
    until = Text(N_("until {end}"), {"end": days.end}) if days.end else Text(N_("and it goes on"))
    return Text(template, {"record": str(address), "start": days.start, "until": until, **values})


def _day(value: object) -> str | None:
    """Return `value` when it is a day written YYYY-MM-DD, else None."""
    try:
        is_day = isinstance(value, str) and datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return None
    return value if is_day and isinstance(value, str) else None


def _after(day: str) -> str:
    """Return the day after `day`; the last day there is stays what it is."""
    date = datetime.date.fromisoformat(day)
    return (date if date == datetime.date.max else date + datetime.timedelta(1)).isoformat()


_BY_STAND_IN = N_("{record}: absent from {start} {until}: these are the days of the stand-in {stand_in}")
_AFTER_STAND_IN = N_(
    "{record}: absent from {start} {until}: the day after the last stand-in, because the status is still 'prevented'"
)
_BY_HISTORY = N_(
    "{record}: absent from {start} {until}: the day on which the status 'prevented' was recorded; nobody stood in"
)
_BY_START = N_(
    "{record}: absent from {start} {until}: the first day of the mandate, because nothing tells when the absence began"
)
STEP = Step(_earlier, _migrate, _concerns)
