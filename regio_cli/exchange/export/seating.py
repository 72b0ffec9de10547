"""Who sits where on the day of an export, in words and as far as its receiver may know."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from regio_cli.domain import records
from regio_cli.domain.voice import speaks_for
from regio_cli.exchange.selection import Records, Selection
from regio_cli.model.kinds import Kinds
from regio_cli.model.record import Address, Data
from regio_cli.read.held import IN_SEAT, Held, held
from regio_cli.read.names import sort_key


class Sitting(NamedTuple):
    """A mandate in force: its seat and, where the receiver may have that record, its person."""

    held: Held
    seat: Data
    person: Data | None


def sittings(selection: Selection) -> list[Sitting]:
    """Return the mandates in force on the day, of all that the audience may see, by body and in the order of its seats."""
    around = selection.around
    return [
        Sitting(one, seat_of(around.get(one.body, {}), one.seat), around.get(one.person))
        for one in held(selection.database, IN_SEAT, {})
    ]


def chosen(selection: Selection, seated: list[Sitting]) -> list[Sitting]:
    """Return of the mandates in force those that were chosen: by the mandate; without any, by its body; else by its person."""
    for kind, key in _CHOSEN_BY:
        if kind in selection.by_kind:
            return [one for one in seated if key(one) in selection.records]
    return []


def persons_alone(selection: Selection) -> list[Address]:
    """Return the persons chosen, in a seat or not, when it is persons that were chosen; else those in seats are meant."""
    if selection.by_kind.keys() & {"mandate", "body"}:
        return []
    return selection.by_kind.get("person", [])


def whole_bodies(seated: list[Sitting], picked: list[Sitting]) -> list[Address]:
    """Return the bodies of which everybody is picked, by id."""
    mandates = {one.held.mandate for one in picked}
    left_out = {one.held.body for one in seated if one.held.mandate not in mandates}
    return sorted({one.held.body for one in picked} - left_out)


_CHOSEN_BY: tuple[tuple[str, Callable[[Sitting], Address]], ...] = (
    ("mandate", lambda one: one.held.mandate),
    ("body", lambda one: one.held.body),
    ("person", lambda one: one.held.person),
)


def seats_of(body: Data) -> list[Data]:
    """Return the seats of a body, in the order of its file."""
    return list(body.get("seats") or ())


def seat_of(body: Data, id_: str) -> Data:
    """Return the seat of a body that is called `id_`; empty when it has none."""
    return next((seat for seat in seats_of(body) if seat.get("id") == id_), {})


def spoken_for(address: Address, mandate: Data, seat: Data) -> tuple[str, ...]:
    """Return the partners for whom the person of a mandate, in a seat of the body's file, speaks."""
    return speaks_for(records.mandate(address.id, mandate), records.seat(str(mandate.get("body")), seat))


def each(selection: Selection, kind: str) -> Iterator[tuple[Address, Data]]:
    """Yield the records of a kind that are chosen, by id, and tell that each is done."""
    return ((Address(kind, id_), data) for id_, data in selection.each(selection.kinds[kind]))


def of_kind(every: Records, kind: str) -> Iterator[tuple[Address, Data]]:
    """Yield the records of a kind by id."""
    return ((address, every[address]) for address in sorted(every) if address.kind == kind)


def family_of(data: Data) -> str:
    """Return a person's family name with its prefix."""
    name = data.get("name") or {}
    return " ".join(part for part in (name.get("prefix"), name.get("family")) if part)


def order_of(data: Data) -> tuple[str, str]:
    """Return the key that puts persons in the order of a Dutch list."""
    name = data.get("name") or {}
    return sort_key(" ".join(str(name[part]) for part in ("family", "given", "initials") if name.get(part)))


def choice(kinds: Kinds, kind: str, field: str, value: str, language: str) -> str:
    """Return a value of a field with choices in words: of ``seats.role`` "chair" is "voorzitter"."""
    found = kinds[kind].field(field)
    label = (found.choices or {}).get(value) if found else None
    return label.get(language) if label else value


def role_of(kinds: Kinds, seat: Data, language: str) -> str:
    """Return what the holder of a seat is called: its label, else its role in words."""
    return str(seat.get("label") or choice(kinds, "body", "seats.role", str(seat.get("role")), language))


def name_in(every: Records, address: Address) -> str:
    """Return the name of a body or partner; its id when there is none."""
    return str(every.get(address, {}).get("name") or address.id)
