"""vCard 4.0 (RFC 6350): a card for each person in a body, and for each body a group of those who sit in it."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from regio_cli.exchange.export.contentlines import components, escaped, folded, line
from regio_cli.exchange.export.identity import Namespace, namespace
from regio_cli.exchange.export.model import File, Options
from regio_cli.exchange.export.seating import (
    Sitting,
    choice,
    chosen,
    family_of,
    name_in,
    order_of,
    persons_alone,
    role_of,
    sittings,
    whole_bodies,
)
from regio_cli.exchange.export.sound import sound
from regio_cli.exchange.selection import Selection
from regio_cli.model.record import Address, Data, period_of
from regio_cli.read.names import spoken

_PRODUCT = "-//regio//regio export//EN"


def files(selection: Selection, options: Options) -> Iterator[File]:
    """Yield one file: the people in what is chosen, by name, and a group of each body that is there as a whole.

    Only work addresses: those of the registry. A person whom the receiver may not know has no card and is in no group.
    """
    yield File("regio.vcf", _pieces(sound(selection)))


def _pieces(selection: Selection) -> Iterator[bytes]:
    ids = namespace(selection)
    seated = [one for one in sittings(selection) if one.person is not None]
    picked = chosen(selection, seated)
    persons = {*persons_alone(selection), *(one.held.person for one in picked)}
    of_person = _by_person(seated)
    for address in sorted(persons, key=lambda each: (order_of(selection.around[each]), each)):
        yield folded(_person(selection, ids, address, of_person.get(address, [])))
    for body in whole_bodies(seated, picked):
        members = dict.fromkeys(one.held.person for one in seated if one.held.body == body)
        yield folded(_group(selection, ids, body, members))


def _by_person(seated: Iterable[Sitting]) -> dict[Address, list[Sitting]]:
    ordered = sorted(seated, key=lambda one: one.held.person)
    return {person: list(found) for person, found in groupby(ordered, lambda one: one.held.person)}


def _person(selection: Selection, ids: Namespace, address: Address, seated: list[Sitting]) -> Iterator[str]:
    data = selection.around[address]
    name = data.get("name") or {}
    first = name.get("given") or name.get("initials") or ""
    yield from _head(selection, ids, address, "individual")
    yield line("FN", escaped(spoken(data) or address.id))
    family = str(name.get("family") or "")
    # "van de Bos" stands under B, as in a Dutch list.
    sorted_as = {"SORT-AS": family} if name.get("prefix") and family and "," not in family else {}
    yield line("N", components(family_of(data), first, "", name.get("title", ""), ""), sorted_as)
    yield from _offices(selection, data)
    for one in seated:
        role = role_of(selection.kinds, one.seat, selection.language)
        yield line("ROLE", escaped(f"{role}, {name_in(selection.around, one.held.body)}"))
    # Most address books know no group, and sort people by their categories.
    bodies = dict.fromkeys(name_in(selection.around, one.held.body) for one in seated)
    if bodies:
        yield line("CATEGORIES", ",".join(map(escaped, bodies)))
    if email := data.get("email"):
        yield line("EMAIL", escaped(email), {"TYPE": "work"})
    if phone := data.get("phone"):
        yield _phone(phone)
    yield line("END", "VCARD")


def _offices(selection: Selection, data: Data) -> Iterator[str]:
    """Yield the offices held on the day, each with its organisation."""
    held = [one for one in data.get("offices") or () if period_of(one).covers(selection.origin.on)]
    for place, office in enumerate(held, 1):
        title = choice(selection.kinds, "person", "offices.office", str(office.get("office")), selection.language)
        # A group says which organisation goes with which office.
        group = f"office{place}." if len(held) > 1 else ""
        if partner := office.get("partner"):
            yield line(f"{group}ORG", components(name_in(selection.around, Address("partner", partner))))
        yield line(f"{group}TITLE", escaped(title))


def _group(selection: Selection, ids: Namespace, address: Address, members: Iterable[Address]) -> Iterator[str]:
    yield from _head(selection, ids, address, "group")
    yield line("FN", escaped(name_in(selection.around, address)))
    yield line("ORG", components(selection.origin.registry))
    yield from (line("MEMBER", ids.urn(str(member))) for member in members)
    yield line("NOTE", escaped(selection.origin.line()))
    yield line("END", "VCARD")


def _head(selection: Selection, ids: Namespace, address: Address, kind: str) -> Iterator[str]:
    yield line("BEGIN", "VCARD")
    yield line("VERSION", "4.0")
    yield line("PRODID", escaped(_PRODUCT))
    yield line("KIND", kind)
    yield line("UID", ids.urn(str(address)))
    yield line("REV", f"{selection.origin.moment:%Y%m%dT%H%M%SZ}")


def _phone(number: str) -> str:
    """Return a phone number: as a URI when it has its country, else (``14 038``) as text."""
    if number.startswith("+"):
        return line("TEL", f"tel:{number}", {"VALUE": "uri", "TYPE": "work"})
    return line("TEL", escaped(number), {"TYPE": "work"})
