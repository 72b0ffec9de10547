"""Who occupies a seat, who holds it, and what of it is vacant or unattended. Days are YYYY-MM-DD, all inclusive."""

from collections.abc import Iterable
from dataclasses import dataclass

from regio_cli.domain.records import APPOINTED, ENDED, NOMINATED, STAYING_ON, Absence, Mandate, Network, Seat
from regio_cli.model.days import later
from regio_cli.model.record import Period


def is_stand_in(mandate: Mandate) -> bool:
    """Whether the mandate stands in for that of an absent holder, and so takes no place of its own."""
    return mandate.replaces is not None


def serves(mandate: Mandate, day: str) -> bool:
    """Whether the mandate is in its period and past nomination: its person has, or had, the function on `day`."""
    return mandate.status != NOMINATED and mandate.period.covers(day)


def is_over(mandate: Mandate, day: str) -> bool:
    """Whether the mandate's last day lies before `day`."""
    return mandate.period.end is not None and mandate.period.end < day


def occupies(mandate: Mandate, day: str) -> bool:
    """Whether the mandate takes a place of its seat on `day`; an absent holder still does."""
    return serves(mandate, day) and not is_stand_in(mandate)


def occupies_in(mandate: Mandate, span: Period) -> bool:
    """Whether the mandate takes a place of its seat on some day of `span`."""
    return mandate.status != NOMINATED and not is_stand_in(mandate) and mandate.period.overlaps(span)


def absence_on(mandate: Mandate, day: str) -> Absence | None:
    """The absence of the mandate's person that covers `day`, None when there is none."""
    for absence in mandate.absences:
        if absence.period.covers(day):
            return absence
    return None


def is_absent(mandate: Mandate, day: str) -> bool:
    """Whether the mandate's person is absent on `day`."""
    return absence_on(mandate, day) is not None


def stands_in(mandate: Mandate, absent: Mandate, day: str) -> bool:
    """Whether `mandate` stands in, on `day`, for the holder `absent`: each names the other, in one seat."""
    if mandate.replaces != absent.id or (mandate.body, mandate.seat) != (absent.body, absent.seat):
        return False
    if not serves(mandate, day) or is_absent(mandate, day) or not occupies(absent, day):
        return False
    return any(absence.period.covers(day) and absence.stand_in == mandate.id for absence in absent.absences)


def holds(mandate: Mandate, absent: Mandate | None, day: str) -> bool:
    """Whether the mandate's person speaks and votes in the seat on `day`.

    `absent` is the mandate that this one replaces, None when it replaces none.
    """
    if is_stand_in(mandate):
        return absent is not None and stands_in(mandate, absent, day)
    return occupies(mandate, day) and not is_absent(mandate, day)


@dataclass(frozen=True)
class SeatOnDay:
    """A seat on a day: its `places`, how many are `needed` at least, who occupies and who holds them, and whose occupant is absent without a stand-in.

    `vacant` places must be filled and are not; `free` ones may stay open, because the seat's minimum is lower.
    """

    places: int
    needed: int
    occupants: tuple[Mandate, ...]
    holders: tuple[Mandate, ...]
    unattended: tuple[Mandate, ...]
    vacant: int
    free: int


def seat_on_day(network: Network, seat: Seat, day: str) -> SeatOnDay:
    """Return the state of a seat on `day`; it has no places outside its own period or that of its body."""
    body = network.bodies.get(seat.body)
    is_there = seat.period.covers(day) and body is not None and body.period.covers(day)
    return filled(seat, is_there, network.mandates_in(seat), day)


def filled(seat: Seat, is_there: bool, mandates: Iterable[Mandate], day: str) -> SeatOnDay:
    """Return the state of a seat on `day`, given all mandates in it and whether it exists then."""
    by_id = {mandate.id: mandate for mandate in mandates}
    occupants = []
    holders = []
    unattended = []
    for mandate in by_id.values():
        if occupies(mandate, day):
            occupants.append(mandate)
        if holds(mandate, by_id.get(mandate.replaces or ""), day):
            holders.append(mandate)
    for occupant in occupants:
        if is_absent(occupant, day) and not any(stands_in(other, occupant, day) for other in by_id.values()):
            unattended.append(occupant)
    places = seat.places if is_there else 0
    needed = min(places, places if seat.minimum is None else seat.minimum)
    vacant = max(0, needed - len(occupants))
    free = max(0, places - max(len(occupants), needed))
    return SeatOnDay(places, needed, tuple(occupants), tuple(holders), tuple(unattended), vacant, free)


def status_on(mandate: Mandate, last_day: str | None, day: str) -> str:
    """Return the status that the mandate had on `day`: before its end nobody had ended, before its lapse nobody stayed on.

    `last_day` is that of its lapse, None when it does not lapse.
    """
    end = mandate.period.end
    if mandate.status == ENDED and end is not None and day <= end:
        return APPOINTED
    if mandate.status == STAYING_ON and last_day is not None and day <= last_day:
        return APPOINTED
    return mandate.status


def open_since(mandates: Iterable[Mandate], needed: int, day: str) -> str | None:
    """Return the day after the last one before `day` on which at least `needed` places of a seat were occupied.

    `mandates` are all of the seat; None when that never was.
    """
    once = [mandate for mandate in mandates if mandate.status != NOMINATED and not is_stand_in(mandate)]
    ends = {mandate.period.end for mandate in once if mandate.period.end is not None and mandate.period.end < day}
    for end in sorted(ends, reverse=True):
        if sum(occupies(mandate, end) for mandate in once) >= needed:
            return later(end, 1)
    return None
