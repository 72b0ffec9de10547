"""People, invented as seats ask for them: each with an office at a partner, that grows with what they hold."""

import random
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from regio_cli.demo.names import FAMILY, GIVEN

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_PLACES = 5
# Neighbouring numbers give ids that have nothing in common; the step shares no factor with 31 ** 5.
_STEP = 17_484_253
PER_COPY = 1_000
GOVERNING = frozenset(
    ("mayor", "alderman", "kings_commissioner", "provincial_executive", "water_board_chair", "water_board_executive",
     "board_chair", "board_member", "association_chair", "association_board_member", "director", "independent_chair",
     "regional_figurehead")
)  # fmt: skip
SERVING = frozenset(
    ("municipal_secretary", "provincial_secretary", "water_board_secretary", "secretary_director", "programme_manager",
     "department_head", "policy_adviser", "civil_servant")
)  # fmt: skip


def opaque_id(number: int) -> str:
    """Return the id of the person with this running number: the same everywhere, and telling nothing."""
    mixed = (number * _STEP + 9_311_237) % len(_ALPHABET) ** _PLACES
    digits = ""
    for _ in range(_PLACES):
        mixed, digit = divmod(mixed, len(_ALPHABET))
        digits += _ALPHABET[digit]
    return f"p-{digits}"


@dataclass
class Person:
    """A person in the making; `held` are the (body, first day, last day) of the mandates so far."""

    id: str
    name: dict[str, str]
    office: str
    partner: str
    start: str
    end: str | None
    held: list[tuple[str, str, str | None]] = field(default_factory=list)

    def free(self, body: str, start: str, end: str | None) -> bool:
        """Tell whether the person sits in no seat of `body` in these days."""
        return not any(
            other == body and (last is None or start <= last) and (end is None or first <= end)
            for other, first, last in self.held
        )

    def hold(self, body: str, start: str, end: str | None) -> None:
        """Take a mandate; the office then lasts at least as long."""
        self.held.append((body, start, end))
        self.start = min(self.start, start)
        self.end = None if self.end is None or end is None else max(self.end, end)

    def record(self) -> dict[str, Any]:
        """Return the person's record."""
        office = {"office": self.office, "partner": self.partner, "start_date": self.start}
        if self.end:
            office["end_date"] = self.end
        plain = unicodedata.normalize("NFKD", self.name["family"]).encode("ascii", "ignore").decode().lower()
        local = f"{self.name['given'][0]}.{plain}"
        local = unicodedata.normalize("NFKD", local).encode("ascii", "ignore").decode().lower()
        return {
            "name": self.name,
            "offices": [office],
            "email": f"{local}.{self.id[2:]}@{self.partner}.example",
            "publicity": "public" if self.office not in SERVING else "functional",
            "fictitious": True,
        }


class People:
    """All people of one copy of the region."""

    def __init__(self, rng: random.Random, first: int) -> None:
        self._rng = rng
        self._next = first
        self._pools: dict[tuple[str, str, bool], list[Person]] = {}
        self.all: list[Person] = []

    def new(self, partner: str, office: str, start: str, end: str | None) -> Person:
        """Return somebody new with this office at this partner."""
        given = GIVEN[int(self._rng.random() * len(GIVEN))]
        family, _, prefix = FAMILY[int(self._rng.random() * len(FAMILY))].partition("|")
        name = {"family": family}
        if prefix:
            name["prefix"] = prefix.replace("_", " ")
        name["given"] = given
        person = Person(opaque_id(self._next), name, office, partner, start, end)
        self._next += 1
        self.all.append(person)
        return person

    def holder(self, partner: str, office: str, body: str, start: str, end: str | None, today: str) -> Person:
        """Return who takes a seat of `body`: somebody who is free with this office at this partner, or somebody new."""
        now = end is None or end >= today
        pool = self._pools.setdefault((partner, office, now), [])
        person = next((person for person in pool if person.free(body, start, end)), None)
        if person is None:
            person = self.new(partner, office, start, end)
            pool.append(person)
        else:
            # The next seat goes to another one, so that work is spread.
            pool.remove(person)
            pool.append(person)
        person.hold(body, start, end)
        return person

    def give_back(self, id_: str, body: str, start: str) -> None:
        """Take back the mandate that somebody would have had in `body` from `start`; who held nothing else is gone."""
        person = self._by_id(id_)
        person.held = [held for held in person.held if held[:2] != (body, start)]
        if not person.held:
            self.all.remove(person)
            pool = self._pools.get((person.partner, person.office, True), [])
            if person in pool:
                pool.remove(person)

    def hold_on(self, id_: str, body: str, start: str) -> None:
        """Let a mandate go on without an end; the office itself has ended."""
        person = self._by_id(id_)
        person.held = [(b, s, None) if (b, s) == (body, start) else (b, s, e) for b, s, e in person.held]

    def _by_id(self, id_: str) -> Person:
        return next(person for person in self.all if person.id == id_)

    def count(self, offices: frozenset[str], today: str) -> int:
        """Return how many people hold one of these offices today."""
        return sum(p.office in offices and p.start <= today and (p.end is None or p.end >= today) for p in self.all)
