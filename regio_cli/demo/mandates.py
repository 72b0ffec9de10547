"""Mandates: every seat held, term after term, as elections and offices have it."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from regio_cli.demo.offices import COLLEAGUE, ELECTED, SINGULAR, office_for
from regio_cli.demo.people import People, Person
from regio_cli.demo.terms import TODAY, Calendar, Term, period, plus, spread, within
from regio_cli.model.record import Data

# Of shared seats and of seats for nobody in particular, the sources tell whose holders these were (domain brief A.5, E.3).
_TOLD = {
    ("regiegroep", "burgemeester-regio"): "kampen",
    ("regiegroep", "lid-pho-economie"): "dronten",
    ("regiegroep", "gemeentesecretaris"): "hattem",
    ("stuurgroep-regio-deal-2020", "provincies"): "provincie-overijssel",
}
_VACANT = frozenset({("regiobestuur", "plv-hbo")})


class Base(NamedTuple):
    """What mandates are made for: partners and bodies by id, and when elected people change."""

    partners: Mapping[str, Data]
    bodies: Mapping[str, Data]
    calendar: Calendar


class Place(NamedTuple):
    """A seat as a holder sees it. `main` is the seat deputised for, or the seat itself, and `turn` its number."""

    body: str
    seat: Data
    main: Data
    turn: int
    office: str
    employers: tuple[str, ...]
    behalf: tuple[str, ...]

    @property
    def key(self) -> str:
        """What the days of change go by: a deputy comes and goes with the member."""
        alone = len(self.employers) == 1 and (self.office in SINGULAR or self.office in ELECTED)
        return self.employers[0] if alone else f"{self.body} {self.main['id']} {self.turn}"


def mandates(base: Base, people: People) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (id, record) of every mandate; people are invented on the way."""
    for body in sorted(base.bodies):
        taken: set[str] = set()
        for place in _places(base, body):
            for record in _of_place(base, place, people):
                yield _id(record, taken), record


def _id(record: Mapping[str, Any], taken: set[str]) -> str:
    first = id_ = f"{record['body']}-{record['seat']}-{record['start_date'][:4]}"
    number = 2
    while id_ in taken:
        id_, number = f"{first}-{number}", number + 1
    taken.add(id_)
    return id_


def _places(base: Base, name: str) -> Iterator[Place]:
    """Yield each seat of a body, once for each of its holders."""
    body = base.bodies[name]
    seats = {seat["id"]: (number, seat) for number, seat in enumerate(body.get("seats", ()))}
    for seat in body.get("seats", ()):
        number, main = seats[seat.get("deputy_of", seat["id"])]
        for copy in range(seat.get("count", 1)):
            place = _place(base, name, seat, main, number + copy)
            if place:
                yield place


def _place(base: Base, name: str, seat: Data, main: Data, turn: int) -> Place | None:
    told = _TOLD.get((name, seat["id"]))
    named = [told] if told else [p for p in seat.get("on_behalf_of", ()) if p in base.partners]
    if (name, seat["id"]) in _VACANT or (not named and seat.get("minimum") == 0):
        return None
    if not named:
        return Place(name, seat, main, turn, "outsider", (), ())
    employers = _employers(base, named, seat, f"{name} {main['id']}")
    office = office_for(base.partners[employers[0]], base.bodies[name], seat)
    if len(employers) > 1:
        office = COLLEAGUE.get(office, office)
    return Place(name, seat, main, turn, office, employers, _behalf(seat, named))


def _employers(base: Base, named: list[str], seat: Data, key: str) -> tuple[str, ...]:
    """Return whose people sit here: for a coalition those of one of its members, of the sort that the seat is for."""
    there = tuple(p for p in named if not base.partners[p].get("members"))
    if there:
        return there
    kind = seat.get("deputy_of", seat["id"])
    members = [member["partner"] for member in base.partners[named[0]]["members"]]
    fit = [member for member in members if base.partners[member]["type"] == kind] or members
    return (fit[spread(key) % len(fit)],)


def _behalf(seat: Data, named: list[str]) -> tuple[str, ...]:
    """Return what the mandate itself must say: nothing when the holder speaks for all that share the seat."""
    return tuple(named) if len(named) == 1 and seat.get("on_behalf_of", named) == named else ()


def _of_place(base: Base, place: Place, people: People) -> Iterator[dict[str, Any]]:
    limits = [period(base.bodies[place.body]), period(place.seat)]
    if len(place.employers) == 1:
        limits.append(period(base.partners[place.employers[0]]))
    days = within(*limits)
    terms = base.calendar.terms(place.office, place.key, days.first, days.last) if days else []
    terms = [term for term in terms if _remembered(base.bodies[place.body], place.seat, term)]
    before: Person | None = None
    for round_, term in enumerate(terms):
        stays = _stays_on(place, terms, round_)
        employer = _employer(base, place, round_, term)
        before = _person(people, place, employer, before, term, stays)
        yield _record(base, place, employer, before, term, "staying_on" if stays else _status(term))
        if stays:
            return


def _remembered(body: Data, seat: Data, term: Term) -> bool:
    """Tell whether the register has this term: of ordinary civil servants and of who only listens, just the last."""
    if term.last is None or seat["role"] in ("chair", "secretary"):
        return True
    if body["level"] == "civil_service":
        return False
    told = seat.get("voting") or seat["role"] == "deputy" or body["level"] == "assembly"
    return told or term.last in (body.get("end_date"), seat.get("end_date"))


def _stays_on(place: Place, terms: list[Term], round_: int) -> bool:
    """Tell whether the holder before the last elections stays until a successor is named."""
    return place.office == "alderman" and round_ == len(terms) - 2 and terms[-1].last is None and place.turn % 13 == 4


def _employer(base: Base, place: Place, round_: int, term: Term) -> str | None:
    """Return the partner whose turn it is, of those that are partners in this term."""
    there = [p for p in place.employers if within(period(base.partners[p]), term) == term]
    return there[(place.turn + round_) % len(there)] if there else None


def _person(
    people: People, place: Place, employer: str | None, before: Person | None, term: Term, stays: bool
) -> Person:
    held = Term(term.first, None) if stays else term
    again = before and before.partner == employer and spread(f"{place.key} {term.first}") % 3 == 0
    if before and again and before.office not in SINGULAR and before.free(place.body, held):
        before.hold(place.body, held, term)
        return before
    return people.holder(employer, place.office, place.body, held, term)


def _status(term: Term) -> str:
    return "ended" if term.last and term.last < TODAY else "appointed"


def _record(base: Base, place: Place, employer: str | None, person: Person, term: Term, status: str) -> dict[str, Any]:
    record: dict[str, Any] = {"person": person.id, "body": place.body, "seat": place.seat["id"]}
    # Of several holders in one seat each speaks for one partner.
    alone = len(place.employers) > 1 and place.seat.get("count", 1) > 1
    behalf = [employer] if employer and alone else list(place.behalf)
    record |= {"on_behalf_of": behalf} if behalf else {}
    record |= {"status": status, "start_date": term.first}
    if term.last and status != "staying_on":
        record["end_date"] = term.last
    record["lapses_with"] = ELECTED.get(person.office, "office")
    if status == "ended":
        record["end_reason"] = _end_reason(base.bodies[place.body], person, term)
    return record | _grounds(base, employer, place, term.first, status)


def _end_reason(body: Data, person: Person, term: Term) -> str:
    if term.last == body.get("end_date"):
        return "einde van het overleg"
    return "einde zittingstermijn" if person.office in ELECTED else "wisseling van functie"


def _grounds(base: Base, employer: str | None, place: Place, first: str, status: str) -> dict[str, str]:
    """Return who decided it and when it was last confirmed."""
    by = base.partners[employer]["name"] if employer else base.bodies[place.body]["name"]
    day = plus(first, -(9 + spread(place.key) % 14))
    confirmed = max(first, "2026-06-30" if place.turn % 3 == 0 else "2026-09-15")
    return {"decision": f"Besluit van {by} van {day} (fictief)"} | (
        {"confirmed_on": confirmed} if status == "appointed" else {}
    )
