"""What happens now and then in real life, and is in every registry that we invent once."""

from collections.abc import Iterator
from typing import Any

from regio_cli.demo.people import People
from regio_cli.demo.terms import Term

Mandates = dict[str, dict[str, Any]]
_ABSENT = ("tafel-duurzame-groei-leefkwaliteit", "de-wolden")
_REPLACED = Term("2026-10-01", "2027-02-14")
_FIGUREHEAD = ("regiobestuur", "boegbeeld")
_NOMINATED = ("regiobestuur", "plv-hbo")


def add_special(mandates: Mandates, people: People) -> None:
    """Let a holder be absent and replaced, one be nominated for a vacant seat, and one end on a day of its own."""
    for id_, record in [*_current(mandates, _ABSENT)]:
        mandates.update(_replaced(id_, record, people))
    for _, record in _current(mandates, _FIGUREHEAD):
        # Asked for a number of years, so no election and no office ends it.
        record["lapses_with"] = "2026-12-31"
    for _, record in [*_current(mandates, (_NOMINATED[0], "hbo"))]:
        mandates.update(_nominated(record, people))


def add_namesakes(people: People) -> None:
    """Let two civil servants, each at another partner, have one name."""
    servants = people.serving(frozenset(("civil_servant",)))
    for other in [person for person in servants if person.partner != servants[0].partner][:1]:
        other.name = servants[0].name


def _current(mandates: Mandates, seat: tuple[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for id_, record in mandates.items():
        if (record["body"], record["seat"]) == seat and record["status"] == "appointed":
            yield id_, record


def _replaced(id_: str, record: dict[str, Any], people: People) -> Mandates:
    """Return the mandate of who stands in for the holder of `record`, and record that this one is absent."""
    stand_in = f"{record['body']}-{record['seat']}-vervanging"
    record["absences"] = [{"start_date": _REPLACED.first, "end_date": _REPLACED.last, "stand_in": stand_in}]
    held = people[record["person"]]
    other = people.holder(held.partner, held.office, record["body"], _REPLACED, Term(_REPLACED.first, None))
    return {
        stand_in: {
            "person": other.id, "body": record["body"], "seat": record["seat"],
            "on_behalf_of": record["on_behalf_of"], "status": "appointed",
            "start_date": _REPLACED.first, "end_date": _REPLACED.last, "lapses_with": _REPLACED.last,
            "replaces": id_, "decision": "Besluit over de vervanging van 2026-09-22 (fictief)",
            "confirmed_on": "2026-10-01",
        }
    }  # fmt: skip


def _nominated(member: dict[str, Any], people: People) -> Mandates:
    """Return the mandate of who is to be the deputy of this member from the new year on."""
    body, seat = _NOMINATED
    nominee = people.new(people[member["person"]].partner, "board_member", Term("2025-09-01", None))
    nominee.hold(body, Term("2027-01-01", None), nominee.term)
    return {
        f"{body}-{seat}-2027": {
            "person": nominee.id, "body": body, "seat": seat, "on_behalf_of": member["on_behalf_of"],
            "status": "nominated", "start_date": "2027-01-01", "lapses_with": "office",
        }
    }  # fmt: skip
