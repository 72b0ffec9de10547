"""Typed, frozen views on the loaded data of records, with only the fields that notions rest on.

What stands in a record may have faults: a value of another type than the schema asks for counts as absent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from regio_cli.model.record import Address, Data, Period

NOMINATED = "nominated"
STAYING_ON = "staying_on"
ENDED = "ended"
APPOINTED = "appointed"


@dataclass(frozen=True)
class Absence:
    """Days on which a holder is absent, and the mandate of who stands in, if anybody does."""

    period: Period
    stand_in: str | None = None


@dataclass(frozen=True)
class Mandate:
    """A person in a seat for a period; `on_behalf_of` is empty when the seat says for whom."""

    id: str
    person: str
    body: str
    seat: str
    status: str
    period: Period
    lapses_with: str | None = None
    on_behalf_of: tuple[str, ...] = ()
    office: str | None = None
    replaces: str | None = None
    absences: tuple[Absence, ...] = ()


@dataclass(frozen=True)
class Requirement:
    """What a seat asks of its holder: one of these offices, or a partner in one of these provinces."""

    offices: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    text: str | None = None
    is_preference: bool = False


@dataclass(frozen=True)
class Seat:
    """A place, or several alike, in a body. `minimum` is how many must be filled, None when all must."""

    body: str
    id: str
    role: str
    voting: bool
    period: Period
    basis: str | None = None
    places: int = 1
    minimum: int | None = None
    deputy_of: str | None = None
    on_behalf_of: tuple[str, ...] = ()
    requirements: tuple[Requirement, ...] = ()

    @property
    def required_offices(self) -> frozenset[str]:
        """The offices of which a holder must have one; empty when the seat requires none."""
        required: set[str] = set()
        for requirement in self.requirements:
            if not requirement.is_preference:
                required.update(requirement.offices)
        return frozenset(required)


@dataclass(frozen=True)
class Body:
    """A body that meets, with its seats."""

    id: str
    period: Period
    seats: tuple[Seat, ...] = ()
    quorum: int | None = None

    def seat(self, id_: str) -> Seat | None:
        """The seat called `id_`, None when the body has none."""
        for seat in self.seats:
            if seat.id == id_:
                return seat
        return None


@dataclass(frozen=True)
class Office:
    """An office or job of a person, at a partner or elsewhere."""

    office: str
    partner: str | None
    period: Period


@dataclass(frozen=True)
class Person:
    """A person with the offices of all times."""

    id: str
    offices: tuple[Office, ...] = ()


@dataclass(frozen=True)
class Participation:
    """That a partner takes part in a programme during a period."""

    programme: str
    period: Period


@dataclass(frozen=True)
class Partner:
    """An organisation in the network."""

    id: str
    period: Period
    type: str | None = None
    province: str | None = None
    participation: tuple[Participation, ...] = ()


@dataclass(frozen=True)
class Election:
    """An election: `day` is that of the vote, `new_council` the first day of who is elected; `partners` vote, all when empty."""

    id: str
    kind: str
    day: str | None
    new_council: str | None
    partners: tuple[str, ...] = ()


@dataclass(frozen=True)
class Network:
    """The records that notions rest on, by id."""

    mandates: Mapping[str, Mandate] = field(default_factory=dict)
    bodies: Mapping[str, Body] = field(default_factory=dict)
    persons: Mapping[str, Person] = field(default_factory=dict)
    partners: Mapping[str, Partner] = field(default_factory=dict)
    elections: Mapping[str, Election] = field(default_factory=dict)

    def seat_of(self, mandate: Mandate) -> Seat | None:
        """The seat that a mandate is in, None when there is no such seat."""
        body = self.bodies.get(mandate.body)
        return body.seat(mandate.seat) if body else None

    def person_of(self, mandate: Mandate) -> Person:
        """The person of a mandate; one without offices when there is no such record."""
        return self.persons.get(mandate.person) or Person(mandate.person)

    def mandates_in(self, seat: Seat) -> list[Mandate]:
        """The mandates of all times in a seat."""
        return [one for one in self.mandates.values() if one.body == seat.body and one.seat == seat.id]


def network(records: Mapping[Address, Data]) -> Network:
    """Return the typed records of a registry."""
    mandates: dict[str, Mandate] = {}
    bodies: dict[str, Body] = {}
    persons: dict[str, Person] = {}
    partners: dict[str, Partner] = {}
    elections: dict[str, Election] = {}
    for address, data in records.items():
        if address.kind == "mandate":
            mandates[address.id] = mandate(address.id, data)
        elif address.kind == "body":
            bodies[address.id] = body(address.id, data)
        elif address.kind == "person":
            persons[address.id] = person(address.id, data)
        elif address.kind == "partner":
            partners[address.id] = partner(address.id, data)
        elif address.kind == "election":
            elections[address.id] = election(address.id, data)
    return Network(mandates, bodies, persons, partners, elections)


def mandate(id_: str, data: Data) -> Mandate:
    """Return the typed mandate of a record."""
    return Mandate(
        id_,
        _text(data, "person") or "",
        _text(data, "body") or "",
        _text(data, "seat") or "",
        _text(data, "status") or "",
        _period(data),
        _text(data, "lapses_with"),
        _texts(data, "on_behalf_of"),
        _text(data, "office"),
        _text(data, "replaces"),
        tuple(Absence(_period(item), _text(item, "stand_in")) for item in _items(data, "absences")),
    )


def body(id_: str, data: Data) -> Body:
    """Return the typed body of a record, with its seats."""
    seats = tuple(seat(id_, item) for item in _items(data, "seats"))
    return Body(id_, _period(data), seats, _number(data, "quorum"))


def seat_in(body_id: str, data: Data, id_: str) -> Seat | None:
    """Return the typed seat `id_` of the record of a body, None when it has none; its other seats are not read."""
    for item in _items(data, "seats"):
        if item.get("id") == id_:
            return seat(body_id, item)
    return None


def seat(body_id: str, data: Data) -> Seat:
    """Return the typed seat of an item in a body's ``seats``."""
    return Seat(
        body_id,
        _text(data, "id") or "",
        _text(data, "role") or "",
        data.get("voting") is True,
        _period(data),
        _text(data, "basis"),
        _number(data, "count") or 1,
        _number(data, "minimum"),
        _text(data, "deputy_of"),
        _texts(data, "on_behalf_of"),
        tuple(_requirement(item) for item in _items(data, "requirements")),
    )


def _requirement(data: Data) -> Requirement:
    is_preference = data.get("preference") is True
    return Requirement(_texts(data, "offices"), _texts(data, "provinces"), _text(data, "text"), is_preference)


def person(id_: str, data: Data) -> Person:
    """Return the typed person of a record."""
    return Person(id_, tuple(office(item) for item in _items(data, "offices")))


def office(data: Data) -> Office:
    """Return the typed office of an item in a person's ``offices``."""
    return Office(_text(data, "office") or "", _text(data, "partner"), _period(data))


def partner(id_: str, data: Data) -> Partner:
    """Return the typed partner of a record."""
    taken = tuple(
        Participation(_text(item, "programme") or "", _period(item)) for item in _items(data, "participation")
    )
    return Partner(id_, _period(data), _text(data, "type"), _text(data, "province"), taken)


def election(id_: str, data: Data) -> Election:
    """Return the typed election of a record."""
    kind = _text(data, "kind") or ""
    return Election(id_, kind, _text(data, "date"), _text(data, "new_council"), _texts(data, "partners"))


def _text(data: Data, name: str) -> str | None:
    value = data.get(name)
    return value if isinstance(value, str) else None


def _number(data: Data, name: str) -> int | None:
    value = data.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _texts(data: Data, name: str) -> tuple[str, ...]:
    value = data.get(name)
    if not isinstance(value, list):
        return ()
    return tuple([item for item in value if isinstance(item, str)])


def _items(data: Data, name: str) -> list[Mapping[str, Any]]:
    value = data.get(name)
    if not isinstance(value, list):
        return []
    return [item for item in value if isinstance(item, dict)]


def _period(data: Data) -> Period:
    return Period(_text(data, "start_date"), _text(data, "end_date"))
