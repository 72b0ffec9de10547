"""What a partner's record says of its relation with the bureau, and a body's of its reports: invented, with a few gaps."""

from collections.abc import Mapping, Sequence
from typing import Any

from regio_cli.demo.offices import CLERKS, GOVERNING, SERVING
from regio_cli.demo.people import People, Person
from regio_cli.demo.terms import TODAY, Term, period, plus, spread, within
from regio_cli.model.record import Data

Mandates = Mapping[str, Mapping[str, Any]]
_MANAGERS = ("regiobureau", "relatiebeheer")
# As happens: nobody known at the office, or nobody asked for longer than a year.
_NO_CIVIL_SERVANT = frozenset(("bedrijvenkring-heerde", "ondernemend-westerveld", "vcp"))
_ASKED_LONG_AGO = frozenset(("natuurmonumenten", "ovg-noordoostpolder"))
_NEVER_REPORTED = frozenset(("overleg-kop-van-de-veluwe",))
_REPORTED_LONG_AGO = frozenset(("werkbedrijf", "economic-board"))
# Mondays.
_LONG_AGO, _THIS_YEAR = "2025-04-14", "2026-01-12"


def with_relations(partners: Mapping[str, Data], mandates: Mandates, people: People) -> dict[str, Data]:
    """Return the partners, those of today with contacts, a relation manager and the day on which these were confirmed."""
    managers = _managers(mandates)
    found = dict(partners)
    for id_, data in partners.items():
        if data["type"] != "network" and _is_there(data):
            found[id_] = {**data, **_relation(id_, data, managers, people)}
    return found


def with_reports(bodies: Mapping[str, Data]) -> dict[str, Data]:
    """Return the bodies, those of governors with the day on which they last reported to councils and states."""
    return {
        id_: {**data, "report_to_assemblies": _asked(id_, _REPORTED_LONG_AGO)} if _reports(id_, data) else data
        for id_, data in bodies.items()
    }


def _is_there(data: Data) -> bool:
    return within(period(data), Term(TODAY, TODAY)) is not None


def _reports(id_: str, data: Data) -> bool:
    grown = data.get("start_date", "") < _LONG_AGO
    return data["level"] == "executive" and _is_there(data) and grown and id_ not in _NEVER_REPORTED


def _managers(mandates: Mandates) -> list[str]:
    return [
        record["person"] for record in mandates.values()
        if (record["body"], record["seat"]) == _MANAGERS and record["status"] == "appointed"
    ]  # fmt: skip


def _relation(id_: str, data: Data, managers: Sequence[str], people: People) -> dict[str, Any]:
    manager = {"relation_manager": managers[spread(id_) % len(managers)]} if managers else {}
    return {"contacts": _contacts(id_, data, people), **manager, "confirmed_on": _asked(id_, _ASKED_LONG_AGO)}


def _asked(id_: str, long_ago: frozenset[str]) -> str:
    first, weeks = (_LONG_AGO, 28) if id_ in long_ago else (_THIS_YEAR, 42)
    day, week = divmod(spread(id_) % (5 * weeks), weeks)
    return plus(first, 7 * week + day)


def _contacts(id_: str, data: Data, people: People) -> list[dict[str, str]]:
    """Return whom to call at each level; for a coalition those of one of its members."""
    members = [member["partner"] for member in data.get("members", ())]
    at = members[spread(id_) % len(members)] if members else id_
    found = {"executive": _first(people, at, GOVERNING) or people.fill(at, "director")}
    if id_ not in _NO_CIVIL_SERVANT:
        found["civil_service"] = _first(people, at, SERVING) or people.fill(at, "policy_adviser")
    clerk = _first(people, id_, CLERKS)
    found |= {"assembly": clerk} if clerk else {}
    return [{"level": level, "person": person.id} for level, person in found.items()]


def _first(people: People, partner: str, offices: frozenset[str]) -> Person | None:
    return next((person for person in people.serving(offices) if person.partner == partner), None)
