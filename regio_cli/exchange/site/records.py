"""The pages of a partner, a body and a person: what stands on each, in one language."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from regio_cli.exchange.site.desk import Bit, Desk, Line
from regio_cli.model.record import Address
from regio_cli.model.text import N_
from regio_cli.read.held import STATUS_WORDS, VACANT, Held, Holder, Seat, holder, holders
from regio_cli.report.values import one_line

View = Mapping[str, Any]
_PARTNER = ("pillar", "province", "part_of", "members", "participation", "website", "email", "phone",
            "identifiers.tooi", "identifiers.kvk", "start_date")  # fmt: skip
_BODY = ("level", "parent", "counterpart", "programmes", "area", "decision_power", "quorum", "meets.per_year",
         "secretariat", "start_date", "decision", "source")  # fmt: skip


class Sitting(NamedTuple):
    """A seat with who is in it: `people` are names, or words where nobody may be named or nobody sits.

    `seat` is what it is called, in pieces that belong together; `role` is empty where that says it already.
    """

    body: Bit
    seat: Sequence[Bit]
    role: str
    votes: str
    people: Sequence[Bit]
    partners: Sequence[Bit]
    ends: str


def vacant(desk: Desk) -> list[Sitting]:
    """Return the vacant seats of all bodies, executive ones first."""
    bodies = sorted(desk.facts.of("body"), key=lambda body: _rank(desk, body))
    found = (seat for body in bodies for seat in _ordered(desk.facts.seats.get(body, ())))
    return [_of_seat(desk, seat) for seat in found if _is_vacant(desk, seat)]


def partner(desk: Desk, address: Address) -> View:
    """Return what stands on the page of a partner."""
    now, coming = desk.facts.now.get(address, ()), desk.facts.coming.get(address, ())
    return {
        "sort": desk.word("partner.type", desk.facts.records[address]["type"]),
        "lines": desk.lines("partner", desk.facts.records[address], _PARTNER),
        "now": sittings(desk, now, address),
        "vacant": [
            _of_seat(desk, seat, address) for seat in desk.facts.seats.get(address, ()) if _is_vacant(desk, seat)
        ],
        "coming": _coming(desk, coming, address),
        "people": _in_office(desk, address),
    }


def body(desk: Desk, address: Address) -> View:
    """Return what stands on the page of a body: all its seats, a deputy's after the seat it is for."""
    own = desk.facts.seats.get(address, ())
    return {
        "sort": desk.word("body.type", desk.facts.records[address]["type"]),
        "lines": desk.lines("body", desk.facts.records[address], _BODY),
        "now": [_of_seat(desk, seat) for seat in _ordered(own)],
        "coming": _coming(desk, desk.facts.coming.get(address, ())),
        "parts": [desk.link(one) for one in desk.facts.parts.get(address, ())],
    }


def person(desk: Desk, address: Address) -> View:
    """Return what stands on the page of a person whom everybody may know."""
    return {
        "invented": bool(desk.facts.records[address]["fictitious"]),
        "offices": [_office(desk, row) for row in desk.facts.offices.get(address, ())],
        "now": sittings(desk, desk.facts.now.get(address, ())),
        "coming": _coming(desk, desk.facts.coming.get(address, ())),
    }


def _ordered(found: Sequence[Seat]) -> Iterable[Seat]:
    ids = {seat.id for seat in found}
    for seat in found:
        if seat.deputy_of not in ids:
            yield seat
            yield from (other for other in found if other.deputy_of == seat.id)


def _of_seat(desk: Desk, seat: Seat, partner: Address | None = None) -> Sitting:
    found = _holders(desk, seat)
    spoken = list(dict.fromkeys(each for one in found for each in one.partners)) or seat.on_behalf_of
    partners = [desk.link(each, True) for each in spoken if each != partner]
    called = _called(desk, seat)
    return Sitting(desk.link(seat.body), called, _role(desk, seat.role, called), _votes(desk, seat.voting),
                   _people(desk, found), partners, "")  # fmt: skip


def sittings(desk: Desk, mandates: Sequence[Held], partner: Address | None = None) -> list[Sitting]:
    """Return the seats of mandates, executive bodies first; those alike in one seat together.

    On the page of a `partner` each has the other partners that it is held for.
    """
    alike: dict[tuple[Any, ...], list[Held]] = {}
    for one in sorted(mandates, key=lambda one: _rank(desk, one.body)):
        alike.setdefault((one.body, one.seat, one.ends, *one.on_behalf_of), []).append(one)
    return [_of_mandates(desk, found, partner) for found in alike.values()]


def _rank(desk: Desk, body: Address) -> int:
    """Return the place of a body's level in the order of the schema."""
    field = desk.facts.kinds["body"].field("level")
    levels = list(field.choices or ()) if field else []
    level = desk.facts.records.get(body, {}).get("level")
    return levels.index(level) if level in levels else len(levels)


def _coming(desk: Desk, mandates: Sequence[Held], partner: Address | None = None) -> list[tuple[str, Sitting]]:
    found = sorted(mandates, key=lambda one: one.start_date)
    return [(desk.day(one.start_date), _of_mandates(desk, [one], partner)) for one in found]


def _of_mandates(desk: Desk, alike: Sequence[Held], partner: Address | None) -> Sitting:
    one = alike[0]
    seat = next((seat for seat in desk.facts.seats.get(one.body, ()) if seat.id == one.seat), None)
    called = _called(desk, seat) if seat else [Bit(one_line(str(one.seat)), is_own=True)]
    partners = [desk.link(each, True) for each in one.on_behalf_of if each != partner]
    votes = _votes(desk, seat.voting) if seat else ""
    return Sitting(desk.link(one.body), called, _role(desk, one.role, called), votes,
                   _people(desk, list(map(holder, alike))), partners, desk.day(one.ends or ""))  # fmt: skip


def _called(desk: Desk, seat: Seat) -> list[Bit]:
    """Return what a seat is called: as the registry does, else by its role; a deputy's by the seat it is for."""
    if seat.label:
        return [Bit(one_line(str(seat.label)), is_own=True)]
    role = desk.word("body.seats.role", seat.role)
    main = next((one for one in desk.facts.seats.get(seat.body, ()) if one.id == seat.deputy_of), None)
    return [Bit(f"{role}: "), *_called(desk, main)] if main and main.id != seat.id and main.label else [Bit(role)]


def _role(desk: Desk, role: str | None, called: Sequence[Bit]) -> str:
    """Return what somebody in a seat is, unless what the seat is called says so."""
    word = desk.word("body.seats.role", role)
    return "" if word in "".join(bit.text for bit in called) else word


def _votes(desk: Desk, voting: bool) -> str:
    return desk.say(N_("yes") if voting else N_("no"))


def _holders(desk: Desk, seat: Seat) -> list[Holder]:
    mandates = [one for one in desk.facts.now.get(seat.body, ()) if one.seat == seat.id]
    return holders(seat, mandates, desk.facts.open_places.of(seat))


def _is_vacant(desk: Desk, seat: Seat) -> bool:
    return any(one.status == VACANT for one in _holders(desk, seat))


def _people(desk: Desk, found: Sequence[Holder]) -> list[Bit]:
    """Return who holds a seat: names of whom may be named, then how many more there are, and what is vacant."""
    known = [one.person for one in found if one.person in desk.facts.records and one.person]
    hidden = sum(one.person is not None for one in found) - len(known)
    vacant = sum(one.status == VACANT for one in found)
    bits = []
    for one in found:
        if one.person in known and one.person:
            bits.append(desk.link(one.person))
            if one.status in STATUS_WORDS:
                bits.append(Bit(f" ({desk.say(STATUS_WORDS[one.status])})"))
    if hidden:
        bits.append(Bit(desk.counted(hidden, N_("filled, name not public"), N_("{count} filled, names not public"))))
    if vacant:
        bits.append(Bit(desk.counted(vacant, N_("vacant"), N_("{count} vacant")), is_open=True))
    return bits or [Bit(desk.say(N_("free")))]


def _office(desk: Desk, row: Mapping[str, Any]) -> Line:
    """Return an office: what it is, then where it is held and for what."""
    where = [desk.link(Address("partner", row["partner"]))] if row["partner"] else []
    portfolio = [Bit(one_line(str(row["portfolio"])), is_own=True)] if row["portfolio"] else []
    return Line(desk.word("person.offices.office", row["office"]), [*where, *portfolio])


def _in_office(desk: Desk, address: Address) -> list[tuple[Bit, str]]:
    """Return who are in office at a partner, of those who may be named, with what they are there, by name."""
    found = [
        (Address("person", row["person"]), desk.word("person.offices.office", row["office"]))
        for row in desk.facts.offices.get(address, ())
    ]
    found.sort(key=lambda each: (desk.facts.order.get(each[0], ("", "")), each[0].id, each[1]))
    return [(desk.link(person), office) for person, office in found]
