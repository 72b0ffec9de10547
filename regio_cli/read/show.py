"""What there is to show of a record beside its fields: sections of rows about what points at it."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from regio_cli.model.kinds import Kinds
from regio_cli.model.record import Address
from regio_cli.model.text import N_
from regio_cli.read.held import (
    FOR_PARTNER,
    NOW,
    Held,
    Holder,
    OpenPlaces,
    Phase,
    Seat,
    held,
    holder,
    holders,
    open_places,
    seats,
)
from regio_cli.read.pointing import pointers

Row = Mapping[str, Any]


class Section(NamedTuple):
    """Rows under a title (an English text, for translation); `key` names it for scripts, `columns` are for people.

    A cell is plain data, an Address, a Holder, or a list of one of these.
    """

    key: str
    title: str
    columns: tuple[str, ...]
    rows: Sequence[Row]


def sections(kinds: Kinds, database: sqlite3.Connection, address: Address) -> Iterator[Section]:
    """Yield what points at the record, as the bureau asks for it of its kind; empty sections are left out."""
    special = _SPECIAL.get(address.kind)
    for section in (*(special(database, address) if special else ()), _pointers(kinds, database, address)):
        if section.rows:
            yield section


def told(kind: str) -> tuple[str, ...]:
    """Return the fields of a kind that its sections tell better than a list of fields does."""
    return ("seats",) if kind == "body" else ()


# --------------------------------------------------------------------------------------------------------------------
# Rows.


def _of_seat(mandates: list[Held], body: Address, seat: str) -> list[Held]:
    return [one for one in mandates if one.body == body and one.seat == seat]


def _ends(mandates: list[Held]) -> Sequence[Row]:
    """Return a row for each that ends soon, or should have, by the day of what ends it."""
    return [
        {"ends": one.ends, "ends_with": one.ends_with, "event": one.event, "body": one.body, "seat": one.seat,
         "person": one.person, "status": one.status, "shown_status": one.shown_status, "mandate": one.mandate}
        for one in sorted(mandates, key=lambda one: one.event or "") if one.soon
    ]  # fmt: skip


_ENDS = ("ends", "because", "body", "seat", "person", "status")


def _plain(mandates: list[Held]) -> Sequence[Row]:
    """Return a row a mandate, with all there is to say of it."""
    rows = []
    for one in mandates:
        row = one._asdict() | {"shown_status": one.shown_status}
        del row["phase"], row["soon"]
        rows.append(row)
    return rows


def _in(phase: Phase, mandates: list[Held]) -> list[Held]:
    """Return the mandates of a phase: those to come by their first day, those past by their last, latest first."""
    found = [one for one in mandates if one.phase == phase]
    if phase == "coming":
        found.sort(key=lambda one: one.start_date)
    if phase == "past":
        found.sort(key=lambda one: one.end_date or "", reverse=True)
    return found


# --------------------------------------------------------------------------------------------------------------------
# A partner.


def _partner(database: sqlite3.Connection, address: Address) -> Iterator[Section]:
    values = {"id": address.id}
    mine = held(database, FOR_PARTNER, values)
    around = []
    # Seat by seat, which an index answers; for all at once every mandate would be worked out.
    for body, seat in database.execute(_AROUND, values).fetchall():
        around += held(database, f"{NOW} AND body = :body AND seat = :seat", {"body": body, "seat": seat})
    columns: tuple[str, ...] = ("body", "seat", "role", "holders", "deputies", "stands_in_for", "together_with")
    yield Section("seats_now", N_("Seats now"), columns, _shared(address, _seats_now(_in("now", mine), around)))
    yield Section("ends_soon", N_("Ends within 120 days, or should have ended"), _ENDS, _ends(mine))
    columns = ("start_date", "body", "seat", "role", "person", "status")
    yield Section("coming", N_("Coming"), columns, _plain(_in("coming", mine)))
    yield Section("vacant", N_("Vacant"), ("body", "seat", "role"), _vacant(database, address))
    columns = ("body", "seat", "role", "person", "start_date", "end_date", "together_with")
    yield Section("before", N_("Seats before"), columns, _shared(address, _plain(_in("past", mine))))
    people = database.execute(_PEOPLE, values)
    rows = [dict(zip(_OFFICE, (Address("person", id_), *rest), strict=True)) for id_, *rest in people]
    yield Section("people", N_("People in office"), _OFFICE, rows)


# The seats that stand beside those of a partner: their deputies, and the seats they are deputies of.
_AROUND = """
    SELECT DISTINCT other.body, other.id FROM active_seat AS own JOIN active_seat AS other
    ON other.body = own.body AND (other.deputy_of = own.id OR own.deputy_of = other.id)
    WHERE instr(own.on_behalf_of, '"' || :id || '"') ORDER BY other.body, other.position"""


_OFFICE = ("person", "office", "portfolio", "start_date", "end_date")
_PEOPLE = f"""
    SELECT {", ".join(f"office.{name}" for name in _OFFICE)} FROM active_office AS office
    JOIN person ON person.id = office.person WHERE office.partner = :id
    ORDER BY person.name_family, person.name_given, person.id"""


def _shared(partner: Address, rows: Sequence[Row]) -> Sequence[Row]:
    """Return rows with the other partners that a seat is held for."""
    return [{**row, "together_with": [one for one in row["on_behalf_of"] if one != partner]} for row in rows]


def _seats_now(now: list[Held], around: list[Held]) -> Sequence[Row]:
    """Return a row a seat, its deputies beside it; a deputy has a row only when the seat is somebody else's."""
    own = {(one.body, one.seat) for one in now}
    rows = []
    for body, seat in dict.fromkeys((one.body, one.seat) for one in now):
        mandates = _of_seat(now, body, seat)
        first = mandates[0]
        if first.deputy_of and (body, first.deputy_of) in own:
            continue
        main = _of_seat(around, body, first.deputy_of) if first.deputy_of else []
        rows.append(
            {"body": body, "seat": seat, "role": first.role, "holders": [holder(one) for one in mandates],
             "deputies": [holder(one) for one in around if one.body == body and one.deputy_of == seat],
             "stands_in_for": [holder(one) for one in main], "on_behalf_of": _partners(mandates)}
        )  # fmt: skip
    return rows


def _partners(mandates: list[Held]) -> list[Address]:
    return list(dict.fromkeys(partner for one in mandates for partner in one.on_behalf_of))


def _vacant(database: sqlite3.Connection, address: Address) -> Sequence[Row]:
    condition = """instr(seat.on_behalf_of, '"' || :id || '"')"""
    values = {"id": address.id}
    # One question for all bodies: the state of one seat costs as much as that of all.
    places = open_places(database, """instr(on_behalf_of, '"' || :id || '"')""", values)
    rows = []
    for seat in sorted(seats(database, condition, values), key=lambda one: one.body.id):
        if places.of(seat).vacant:
            rows.append(seat._asdict() | {"seat": seat.id})
    return rows


# --------------------------------------------------------------------------------------------------------------------
# A body.


def _body(database: sqlite3.Connection, address: Address) -> Iterator[Section]:
    values = {"id": address.id}
    here = held(database, "body = :id", values)
    columns: tuple[str, ...] = ("seat", "role", "voting", "holders", "deputies", "on_behalf_of")
    places = open_places(database, "body = :id", values)
    filled = _seats(seats(database, "seat.body = :id", values), _in("now", here), places)
    yield Section("seats", N_("Seats and holders"), columns, filled)
    yield Section("ends_soon", N_("Ends within 120 days, or should have ended"), _ENDS, _ends(here))
    columns = ("start_date", "seat", "person", "status", "on_behalf_of")
    yield Section("coming", N_("Coming"), columns, _plain(_in("coming", here)))
    columns = ("relation", "body", "level", "start_date", "end_date")
    yield Section("related", N_("Related bodies"), columns, _related(database, address))
    columns = ("seat", "person", "start_date", "end_date", "on_behalf_of")
    yield Section("before", N_("Held before"), columns, _plain(_in("past", here)))


def _seats(found: list[Seat], now: list[Held], places: OpenPlaces) -> Sequence[Row]:
    """Return a row a seat with its holders, and beside it the deputies: those in a seat that is for that."""
    by_id = {seat.id: seat for seat in found}
    filled = {seat.id: holders(seat, _of_seat(now, seat.body, seat.id), places.of(seat)) for seat in found}
    rows = []
    for seat in found:
        if seat.deputy_of not in by_id:
            deputies = [one for deputy in found if deputy.deputy_of == seat.id for one in filled[deputy.id]]
            row = seat._asdict() | {"seat": seat.id, "holders": filled[seat.id], "deputies": deputies}
            rows.append(row | {"on_behalf_of": _spoken_for(seat, filled[seat.id])})
    return rows


def _spoken_for(seat: Seat, found: list[Holder]) -> list[Address]:
    """Return the partners that a seat's holders speak for; those of the seat when nobody holds it."""
    return list(dict.fromkeys(partner for one in found for partner in one.partners)) or seat.on_behalf_of


_RELATIONS = (
    (N_("counterpart"), "other.id = body.counterpart OR other.counterpart = body.id"),
    (N_("part of"), "other.id = body.parent"),
    (N_("has as part"), "other.parent = body.id"),
    (N_("succeeds"), "other.id IN (SELECT value FROM json_each(coalesce(body.succeeds, '[]')))"),
    (N_("succeeded by"), "body.id IN (SELECT value FROM json_each(coalesce(other.succeeds, '[]')))"),
)


def _related(database: sqlite3.Connection, address: Address) -> Sequence[Row]:
    rows = []
    for relation, condition in _RELATIONS:
        sql = f"""SELECT other.id, other.level, other.start_date, other.end_date FROM body JOIN body AS other ON {condition}
            WHERE body.id = :id ORDER BY other.name"""
        for id_, level, start, end in database.execute(sql, {"id": address.id}):
            rows.append({"relation": relation, "body": Address("body", id_), "level": level,
                         "start_date": start, "end_date": end})  # fmt: skip
    return rows


# --------------------------------------------------------------------------------------------------------------------
# A person, a mandate, an election, and anything else.


def _person(database: sqlite3.Connection, address: Address) -> Iterator[Section]:
    found = held(database, "person = :id", {"id": address.id})
    columns = ("body", "seat", "role", "start_date", "end_date", "status", "on_behalf_of")
    yield Section("now", N_("Mandates now"), columns, _plain(_in("now", found)))
    yield Section("ends_soon", N_("Ends within 120 days, or should have ended"), _ENDS[:-2], _ends(found))
    yield Section("coming", N_("Coming"), columns, _plain(_in("coming", found)))
    yield Section("before", N_("Mandates before"), columns, _plain(_in("past", found)))


def _mandate(database: sqlite3.Connection, address: Address) -> Iterator[Section]:
    found = [one for one in held(database, "mandate = :id", {"id": address.id}) if one.ends]
    yield Section("ends", N_("Its end"), ("ends", "because"), _plain(found))


def _election(database: sqlite3.Connection, address: Address) -> Iterator[Section]:
    condition = "election = :id"
    columns = ("body", "seat", "person", "on_behalf_of", "status")
    lapsing = held(database, condition, {"id": address.id})
    yield Section("lapse", N_("Mandates that lapse with it"), columns, _plain(lapsing))


_SPECIAL: Mapping[str, Callable[[sqlite3.Connection, Address], Iterator[Section]]] = {
    "partner": _partner, "body": _body, "person": _person, "mandate": _mandate, "election": _election,
}  # fmt: skip
# What the sections above tell already, in full.
_TOLD = {
    ("partner", "mandate.on_behalf_of"), ("partner", "body.seats.on_behalf_of"), ("person", "mandate.person"),
    ("partner", "person.offices.partner"),
    ("body", "mandate.body"), ("body", "body.counterpart"), ("body", "body.parent"), ("body", "body.succeeds"),
}  # fmt: skip


def _pointers(kinds: Kinds, database: sqlite3.Connection, address: Address) -> Section:
    rows = [
        {"record": one.record, "field": f"{one.record.kind}.{one.field.dotted}", "item": one.item}
        for one in pointers(kinds, database, address)
        if (address.kind, f"{one.record.kind}.{one.field.dotted}") not in _TOLD
    ]
    return Section("pointing", N_("What points here"), ("field", "item", "record", "address"), rows)
