"""People, invented as seats ask for them: each with an office at a partner, that lasts as long as what they hold."""

import random
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from regio_cli.demo.naming import Name, Names
from regio_cli.demo.offices import COLLEAGUE, ELECTED, SERVING, SINGULAR
from regio_cli.demo.terms import FIRST_DAY, TODAY, Term, changes, overlap, plus, spread

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_PLACES = 5
# Neighbouring numbers give ids that have nothing in common; the step shares no factor with 31 ** 5.
_STEP = 17_484_253
PER_COPY = 1_000
# More seats than this at one time go to a colleague; of mayors and the like there is only one.
_SEATS = 3
_SECRETARIES = ("municipal_secretary", "provincial_secretary", "water_board_secretary")


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
    """A person in the making; `held` are the bodies and terms of the mandates so far. An outsider has no partner."""

    id: str
    name: Name
    office: str
    partner: str | None
    term: Term
    held: list[tuple[str, Term]] = field(default_factory=list)

    def free(self, body: str, term: Term) -> bool:
        """Tell whether the person sits in no seat of `body` in these days, and in few others."""
        busy = [other for other, held in self.held if overlap(held, term)]
        return body not in busy and (self.office in SINGULAR or len(busy) < _SEATS)

    def hold(self, body: str, term: Term, in_office: Term) -> None:
        """Take a mandate; the office lasts at least as long as `in_office`."""
        self.held.append((body, term))
        mine = self.term
        last = None if mine.last is None or in_office.last is None else max(mine.last, in_office.last)
        self.term = Term(min(mine.first, in_office.first), last)

    def record(self) -> dict[str, Any]:
        """Return the person's record."""
        record: dict[str, Any] = {"name": self.name}
        if self.partner:
            office = {"office": self.office, "partner": self.partner, "start_date": self.term.first}
            record["offices"] = [office | ({"end_date": self.term.last} if self.term.last else {})]
            record["email"] = f"{self._local()}.{self.id[2:]}@{self.partner}.example"
        return record | {"publicity": self._publicity(), "fictitious": True}

    def _local(self) -> str:
        name = f"{self.name['given'][0]}.{self.name['family']}"
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        return re.sub(r"[^a-z.-]", "", plain)

    def _publicity(self) -> str:
        if self.office not in SERVING or self.office in _SECRETARIES:
            return "public"
        return "internal" if self.office == "civil_servant" else "functional"


class People:
    """All people of one copy of the region, drawn by `seed`, with running numbers from `first`."""

    def __init__(self, seed: str, first: int, names: Names) -> None:
        self._first, self._again = random.Random(seed), random.Random(f"{seed}:again")
        self._names = names
        self._next = first
        self._pools: dict[tuple[str, str, bool], list[Person]] = {}
        self._only: dict[tuple[str, str, int], Person] = {}
        self._by_id: dict[str, Person] = {}

    @property
    def all(self) -> list[Person]:
        """Everybody, in the order of coming."""
        return list(self._by_id.values())

    def __getitem__(self, id_: str) -> Person:
        return self._by_id[id_]

    def new(self, partner: str | None, office: str, term: Term) -> Person:
        """Return somebody new with this office at this partner, whose name nobody else has."""
        name = self._names.draw(self._first, self._again)
        person = Person(opaque_id(self._next), name, office, partner, term)
        self._next += 1
        self._by_id[person.id] = person
        return person

    def holder(self, partner: str | None, office: str, body: str, term: Term, in_office: Term) -> Person:
        """Return who takes a seat of `body`: somebody who is free with this office at this partner, or somebody new."""
        person = self._single(partner, office, term) if partner and office in SINGULAR else None
        if person and not person.free(body, term):
            return self.holder(partner, COLLEAGUE[office], body, term, in_office)
        person = person or self._from_pool(partner, office, body, term, in_office)
        person.hold(body, term, in_office)
        return person

    def _single(self, partner: str, office: str, term: Term) -> Person:
        """Return who alone had this office on the first day of `term`."""
        days = [day for day in changes(office, partner) if day <= TODAY]
        turn = sum(day <= term.first for day in days)
        if (partner, office, turn) not in self._only:
            first = days[turn - 1] if turn else plus(FIRST_DAY, -(spread(partner) % 1_500))
            last = plus(days[turn], -1) if turn < len(days) else None
            self._only[partner, office, turn] = self.new(partner, office, Term(first, last))
        return self._only[partner, office, turn]

    def _from_pool(self, partner: str | None, office: str, body: str, term: Term, in_office: Term) -> Person:
        pool = self._pools.setdefault((partner or "", office, in_office.last is None), [])
        person = next((person for person in pool if person.free(body, term)), None)
        if person is None or partner is None:
            person = self.new(partner, office, in_office)
        else:
            pool.remove(person)
        # The next seat goes to another one, so that work is spread.
        pool.append(person)
        return person

    def fill(self, partner: str, office: str) -> Person:
        """Return somebody new, or the only one, in this office today, without a seat."""
        today = Term(TODAY, None)
        if office in SINGULAR:
            return self._single(partner, office, today)
        number = str(self._next)
        first = (
            plus("2026-06-01", spread(number) % 40) if office in ELECTED else plus("2017-01-01", spread(number) % 3_500)
        )
        return self.new(partner, office, Term(first, None))

    def serving(self, offices: frozenset[str]) -> list[Person]:
        """Return who holds one of these offices today."""
        return [p for p in self.all if p.office in offices and p.partner and overlap(p.term, Term(TODAY, TODAY))]
