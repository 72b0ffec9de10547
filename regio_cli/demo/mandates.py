"""Mandates: every seat held, term after term, as elections and offices have it."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from regio_cli.demo.people import People, Person
from regio_cli.model.record import Data

TODAY = "2026-11-01"
FIRST_DAY = "2016-01-01"
_TERMS = {
    "municipal": ("2018-05-24", "2022-06-09", "2026-06-04"),
    "provincial": ("2019-06-12", "2023-06-28"),
    "water_board": ("2019-06-20", "2023-06-15"),
    "office": ("2020-09-01", "2024-02-01"),
}
_DEFAULT_OFFICE = {
    ("municipality", "executive"): "alderman",
    ("municipality", "assembly"): "council_member",
    ("province", "executive"): "provincial_executive",
    ("province", "assembly"): "states_member",
    ("water_board", "executive"): "water_board_executive",
    ("business_association", "executive"): "association_board_member",
    ("mbo", "executive"): "board_chair",
    ("hbo", "executive"): "board_chair",
    ("university", "executive"): "board_member",
    ("network", "executive"): "independent_chair",
    ("network", "external"): "independent_chair",
}
_LAPSES = {
    "alderman": "municipal",
    "council_member": "municipal",
    "provincial_executive": "provincial",
    "states_member": "provincial",
    "water_board_executive": "water_board",
}
# Namens wie de leden van de Regiegroep er zaten, rond 2018 (domain brief E.3).
_UNSAID = {"burgemeester-regio": "kampen", "lid-pho-economie": "dronten", "gemeentesecretaris": "hattem"}
_VACANT = frozenset({("regiobestuur", "plv-hbo")})


def mandates(
    partners: Mapping[str, Data], bodies: Mapping[str, Data], people: People
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (id, record) of every mandate; people are invented on the way."""
    taken: set[str] = set()
    for body in sorted(bodies):
        for number, seat in enumerate(bodies[body].get("seats", ())):
            for record in _of_seat(partners, body, bodies[body], seat, number, people):
                id_ = base = f"{body}-{seat['id']}-{record['start_date'][:4]}"
                suffix = 2
                while id_ in taken:
                    id_, suffix = f"{base}-{suffix}", suffix + 1
                taken.add(id_)
                yield id_, record
    yield from _singular(partners, bodies, people, taken)


def _singular(
    partners: Mapping[str, Data], bodies: Mapping[str, Data], people: People, taken: set[str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the nomination for a vacant seat, and the replacement of a holder who is prevented."""
    if "regiobestuur" not in bodies or "zwolse8" not in partners:
        return
    nominee = people.new("zwolse8", "board_member", "2025-09-01", None)
    nominee.hold("regiobestuur", "2027-01-01", None)
    yield "regiobestuur-plv-hbo-2027", {
        "person": nominee.id, "body": "regiobestuur", "seat": "plv-hbo", "on_behalf_of": ["zwolse8"],
        "status": "nominated", "start_date": "2027-01-01", "lapses_with": "office",
    }  # fmt: skip


def _of_seat(
    partners: Mapping[str, Data], name: str, body: Data, seat: Data, number: int, people: People
) -> Iterator[dict[str, Any]]:
    start = max(FIRST_DAY, body.get("start_date", FIRST_DAY), seat.get("start_date", FIRST_DAY))
    ends = [day for day in (body.get("end_date"), seat.get("end_date")) if day]
    last = min(ends) if ends else None
    if (last and last < start) or (name, seat["id"]) in _VACANT:
        return
    if last and body["level"] == "civil_service" and seat["role"] not in ("chair", "secretary"):
        return
    for copy in range(seat.get("count", 1)):
        found: list[dict[str, Any]] = []
        for round_, (first, until) in enumerate(_terms(partners, body, seat, start, last)):
            partner = _partner(partners, seat, number + round_ + copy, first)
            if partner:
                found.extend(_one(partners, name, body, seat, partner, first, until, people, number))
        yield from _stayed_on(found, people) if number % 13 == 4 else found


def _stayed_on(terms: list[dict[str, Any]], people: People) -> list[dict[str, Any]]:
    """Return `terms` as they are when the holder before the last elections stays until there is a successor."""
    if len(terms) < 2 or terms[-1]["start_date"] != _TERMS["municipal"][-1]:
        return terms
    *before, last, successor = terms
    people.give_back(successor["person"], successor["body"], successor["start_date"])
    gone = ("end_date", "end_reason")
    stays = {key: value for key, value in last.items() if key not in gone} | {"status": "staying_on"}
    people.hold_on(last["person"], last["body"], last["start_date"])
    return [*before, stays]


def _one(
    partners: Mapping[str, Data], name: str, body: Data, seat: Data, partner: str, first: str, until: str | None,
    people: People, number: int,
) -> Iterator[dict[str, Any]]:  # fmt: skip
    gone = partners[partner].get("end_date")
    if gone and gone < first:
        return
    until = min(filter(None, (gone, until)), default=None)
    office = _office(partners[partner], body, seat)
    person = people.holder(partner, office, name, first, until, TODAY)
    yield _record(person, name, seat, partner, first, until, office, number)


def _record(
    person: Person, body: str, seat: Data, partner: str, first: str, until: str | None, office: str, number: int
) -> dict[str, Any]:
    status = "ended" if until and until < TODAY else "appointed"
    record: dict[str, Any] = {"person": person.id, "body": body, "seat": seat["id"]}
    speaks_for = list(seat.get("on_behalf_of", ())) or [partner]
    if partner in speaks_for and (len(speaks_for) == 1 or first < "2018-01-01" or body == "regiegroep"):
        record["on_behalf_of"] = [partner]
    record |= {"status": status, "start_date": first}
    if until:
        record["end_date"] = until
    record["lapses_with"] = _LAPSES.get(office, "office")
    if status == "ended":
        record["end_reason"] = "einde zittingstermijn"
    record["decision"] = f"Besluit van {partner} van {_before(first, 9 + number % 14)} (fictief)"
    if status == "appointed":
        record["confirmed_on"] = "2026-09-15" if number % 3 else "2026-06-30"
    return record


def _before(day: str, days: int) -> str:
    return (datetime.date.fromisoformat(day) - datetime.timedelta(days)).isoformat()


def _terms(
    partners: Mapping[str, Data], body: Data, seat: Data, start: str, last: str | None
) -> Iterator[tuple[str, str | None]]:
    """Yield first and last day of each term; the day after one ends the next begins."""
    types = {partners[p]["type"] for p in seat.get("on_behalf_of", ()) if p in partners}
    by = "municipal" if "municipality" in types else "provincial" if "province" in types else "office"
    by = "office" if body["level"] == "civil_service" else by
    cuts = [cut for cut in _TERMS[by] if cut > start and (last is None or cut <= last)]
    terms = [
        (first, _before(after, 1) if after else last)
        for first, after in zip([start, *cuts], [*cuts, None], strict=True)
    ]
    # Of deputies, advisers and civil servants the sources tell no history, so none is invented.
    yield from (
        terms if (seat.get("voting") or seat["role"] == "deputy") and body["level"] != "civil_service" else terms[-1:]
    )


def _partner(partners: Mapping[str, Data], seat: Data, turn: int, day: str) -> str | None:
    """Return the partner whose turn it is on this seat, of those that are partners on that day."""
    named = [p for p in seat.get("on_behalf_of", ()) if p in partners]
    named = named or [_UNSAID.get(seat["id"], "regio-zwolle")]
    there = [
        p for p in named
        if p in partners and partners[p].get("start_date", day) <= day <= partners[p].get("end_date", day)
    ]  # fmt: skip
    return there[turn % len(there)] if there else None


def _office(partner: Data, body: Data, seat: Data) -> str:
    for requirement in seat.get("requirements", ()):
        offices = [office for office in requirement.get("offices", ()) if _fits(partner, office)]
        if offices and not requirement.get("preference"):
            return str(offices[-1])
    if body["level"] == "civil_service":
        return "programme_manager" if seat["role"] in ("chair", "programme_manager") else "policy_adviser"
    default = "director" if body["level"] != "assembly" else "civil_servant"
    return _DEFAULT_OFFICE.get((partner["type"], body["level"]), default)


def _fits(partner: Data, office: str) -> bool:
    municipal = office in ("mayor", "alderman", "council_member", "council_clerk", "municipal_secretary")
    provincial = office in ("kings_commissioner", "provincial_executive", "states_member", "states_clerk")
    return not (municipal and partner["type"] != "municipality") and not (provincial and partner["type"] != "province")
