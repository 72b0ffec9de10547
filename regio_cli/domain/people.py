"""The offices of people: on which of them a mandate rests, and what a seat requires. Days are YYYY-MM-DD, inclusive."""

from collections.abc import Mapping, Sequence

from regio_cli.domain.records import STAYING_ON, Mandate, Office, Partner, Person, Requirement, Seat
from regio_cli.domain.voice import speaks_for

# What a mandate lapses with when it is held for an office: the end of that office, or the election that ends it.
OFFICE_BOUND = frozenset(("office", "municipal", "provincial", "water_board"))


def offices_behind(mandate: Mandate, seat: Seat | None, person: Person) -> list[Office]:
    """Return the offices, of all times, on whose ground the mandate is or can be held.

    These are of the sort that the mandate names, else of a sort that the seat requires, else of any sort when the
    mandate lapses with an office or an election; and at a partner that it speaks for. Without such partners the place of
    the office does not count, nor does it for a named office of somebody who never had an office at these partners.
    """
    partners = speaks_for(mandate, seat)
    at_partners = [office for office in person.offices if office.partner in partners]
    is_anywhere = not partners or (mandate.office is not None and not at_partners)
    candidates = person.offices if is_anywhere else at_partners
    return [office for office in candidates if _is_sort(mandate, seat, office)]


def _is_sort(mandate: Mandate, seat: Seat | None, office: Office) -> bool:
    if mandate.office is not None:
        return office.office == mandate.office
    required = seat.required_offices if seat else frozenset()
    if required:
        return office.office in required
    return mandate.lapses_with in OFFICE_BOUND


def offices_on(person: Person, day: str) -> list[Office]:
    """Return the offices that a person has on `day`."""
    return [office for office in person.offices if office.period.covers(day)]


def office_at(person: Person, partners: Sequence[str], day: str) -> Office | None:
    """Return the office that a person has on `day` at one of `partners`, else the only office that the person has then."""
    now = offices_on(person, day)
    for office in now:
        if office.partner in partners:
            return office
    return now[0] if len(now) == 1 else None


def unmet(mandate: Mandate, seat: Seat, person: Person, partners: Mapping[str, Partner], day: str) -> list[Requirement]:
    """Return what the seat asks, and the mandate's person is not on `day`; preferences too."""
    sorts = {office.office for office in offices_counting(mandate, person, day)}
    provinces = {province_of(partners.get(id_)) for id_ in speaks_for(mandate, seat)}
    missing = []
    for requirement in seat.requirements:
        lacks_office = bool(requirement.offices) and not sorts.intersection(requirement.offices)
        lacks_province = bool(requirement.provinces) and not provinces.intersection(requirement.provinces)
        if lacks_office or lacks_province:
            missing.append(requirement)
    return missing


def offices_counting(mandate: Mandate, person: Person, day: str) -> list[Office]:
    """Return the offices that count on `day` for what a seat requires: of who stays on, all; that may have lost the office."""
    return list(person.offices) if mandate.status == STAYING_ON else offices_on(person, day)


def province_of(partner: Partner | None) -> str | None:
    """Return the province that a partner lies in; a province lies in itself."""
    if partner is None:
        return None
    return partner.id if partner.type == "province" else partner.province


def takes_part(partner: Partner, programme: str, day: str) -> bool:
    """Whether a partner takes part in a programme on `day`."""
    return any(one.programme == programme and one.period.covers(day) for one in partner.participation)
