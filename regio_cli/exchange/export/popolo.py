"""Popolo (JSON): persons, organizations, memberships, posts, areas and events, as other civic data has them.

Each thing has the id that its record has: ``person/p-7k3d``, ``body/regiobestuur``, ``mandate/…``; a post is
``body/regiobestuur#voorzitter``, an office that somebody holds at a partner a membership ``person/p-7k3d#office-1``. What Popolo
has no word for stands under the key ``regio``, named and valued as in the record; Popolo allows keys of others. `label`, `name` of
a person, `sort_name`, `role`, `on_behalf_of_id` and `area_id` are there for who reads; all else leads back to the record.
"""

from collections.abc import Iterator
from typing import Any

from regio_cli.exchange.export.jsonpieces import document
from regio_cli.exchange.export.model import File, Options
from regio_cli.exchange.export.popolo_organizations import areas, organizations, posts
from regio_cli.exchange.export.popolo_parts import pruned, rest, sources
from regio_cli.exchange.export.seating import choice, each, of_kind, seat_of, spoken_for
from regio_cli.exchange.export.sound import sound
from regio_cli.exchange.selection import Selection
from regio_cli.model.record import Address, Data
from regio_cli.read.names import spoken


def files(selection: Selection, options: Options) -> Iterator[File]:
    """Yield one file with what is chosen; Popolo has no place for deviations, redirects and kinds of a registry's own."""
    selection = sound(selection)
    lists = {
        "persons": _persons(selection),
        "organizations": organizations(selection),
        "memberships": _memberships(selection),
        "posts": posts(selection),
        "areas": areas(selection),
        "events": _events(selection),
    }
    yield File("regio.popolo.json", document({"meta": dict(selection.origin.told())}, lists))


def _persons(selection: Selection) -> Iterator[Data]:
    for address, data in each(selection, "person"):
        name = data.get("name") or {}
        phone = data.get("phone")
        yield pruned(
            id=str(address),
            name=spoken(data),
            sort_name=_sort_name(name),
            family_name=name.get("family"),
            given_name=name.get("given"),
            honorific_prefix=name.get("title"),
            email=data.get("email"),
            contact_details=[{"type": "voice", "value": phone}] if phone else None,
            sources=sources(data),
            regio={
                **pruned(name=rest(name, "family", "given", "title")),
                **rest(data, "name", "offices", "email", "phone"),
            },
        )


def _sort_name(name: Data) -> str:
    first = " ".join(str(part) for part in (name.get("given") or name.get("initials"), name.get("prefix")) if part)
    return ", ".join(part for part in (str(name.get("family") or ""), first) if part)


def _memberships(selection: Selection) -> Iterator[Data]:
    for address, data in each(selection, "mandate"):
        yield _mandate(selection, address, data)
    for address, data in of_kind(selection.records, "person"):
        for number, office in enumerate(data.get("offices") or (), 1):
            yield _office(selection, address, number, office)


def _mandate(selection: Selection, address: Address, data: Data) -> Data:
    body, seat = Address("body", str(data.get("body"))), str(data.get("seat"))
    place = seat_of(selection.around.get(body, {}), seat)
    partners = spoken_for(address, data, place)
    return pruned(
        id=str(address),
        person_id=_id("person", data.get("person")),
        organization_id=str(body),
        post_id=f"{body}#{seat}",
        label=place.get("label"),
        role=place.get("role"),
        # Popolo knows one; a seat may be for several, which stand in the post and in what follows.
        on_behalf_of_id=_id("partner", partners[0]) if len(partners) == 1 else None,
        start_date=data.get("start_date"),
        end_date=data.get("end_date"),
        sources=sources(data),
        regio=rest(data, "person", "body", "seat", "start_date", "end_date"),
    )


def _office(selection: Selection, person: Address, number: int, office: Data) -> Data:
    return pruned(
        id=f"{person}#office-{number}",
        person_id=str(person),
        organization_id=_id("partner", office.get("partner")),
        label=choice(selection.kinds, "person", "offices.office", str(office.get("office")), selection.language),
        role=office.get("office"),
        start_date=office.get("start_date"),
        end_date=office.get("end_date"),
        sources=sources(office),
        regio=rest(office, "office", "partner", "start_date", "end_date"),
    )


def _events(selection: Selection) -> Iterator[Data]:
    for address, data in each(selection, "election"):
        kind = choice(selection.kinds, "election", "kind", str(data.get("kind")), selection.language)
        yield pruned(
            id=str(address),
            name=f"{kind} {data.get('date')}",
            classification="election",
            start_date=data.get("date"),
            end_date=data.get("date"),
            sources=sources(data),
            regio=rest(data, "date"),
        )


def _id(kind: str, id_: Any) -> str | None:
    return str(Address(kind, id_)) if id_ else None
