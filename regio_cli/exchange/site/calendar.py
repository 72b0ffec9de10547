"""The lapse calendar: what ends in the coming year, when and why, with the names of those who may be named."""

from collections.abc import Sequence
from typing import NamedTuple

from regio_cli.exchange.site.desk import Desk
from regio_cli.exchange.site.records import Sitting, sittings
from regio_cli.model.text import N_
from regio_cli.report import lapsing
from regio_cli.report.values import said

# So many mandates keep a page below a hundred kilobytes.
MOST = 120


class Moment(NamedTuple):
    """What ends mandates on a day: on which `page` (from 1), the anchor there, how many `mandates`, in which seats.

    When the day `is_past`, they should have ended already.
    """

    day: str
    cause: str
    anchor: str
    page: int
    mandates: int
    seats: Sequence[Sitting]
    is_past: bool


class Calendar(NamedTuple):
    """The calendar: its moments, and a line on those that are counted and not told."""

    moments: Sequence[Moment]
    note: str


def calendar(desk: Desk) -> Calendar:
    """Return what ends, the earliest first; an event of more than MOST mandates is told in parts."""
    found = lapsing.events(desk.facts.context, lapsing.YEAR_DAYS)
    moments: list[Moment] = []
    filled = 0
    for event in found:
        for start in range(0, len(event.mandates), MOST):
            part = event.mandates[start : start + MOST]
            page = (filled + len(part) - 1) // MOST + 1
            filled = max(filled, (page - 1) * MOST) + len(part)
            cause = desk.with_days(said(lapsing.cause(desk.facts.context, event), desk.translate))
            anchor = f"{event.last_day}-{event.with_}" + (f"-{start // MOST + 1}" if start else "")
            moments.append(Moment(desk.day(event.last_day), cause, anchor, page, len(part), sittings(desk, part),
                                  event.last_day < desk.facts.context.on))  # fmt: skip
    return Calendar(moments, f"{_note(desk, sum(one.mandates for one in moments))} {_overdue(desk, moments)}".strip())


def _overdue(desk: Desk, moments: Sequence[Moment]) -> str:
    past = sum(one.mandates for one in moments if one.is_past)
    return desk.say(N_("{count} of them should have ended already."), count=past) if past else ""


def _note(desk: Desk, told: int) -> str:
    """Return how many end by the report, and why fewer may be told: an office says when somebody without a name leaves."""
    total = sum(len(event.mandates) for event in lapsing.events(desk.facts.figures, lapsing.YEAR_DAYS))
    if total == told:
        return desk.counted(total, N_("{count} mandate ends within a year."), N_("{count} mandates end within a year."))
    return desk.say(N_("{total} mandates end within a year; {told} are listed. The others end with an office of somebody who is not named here."), total=total, told=told)  # fmt: skip
