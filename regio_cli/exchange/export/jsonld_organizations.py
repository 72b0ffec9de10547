"""Partners, bodies and their seats in the terms of the W3C Organization Ontology."""

from collections.abc import Iterator
from typing import Any

from regio_cli.exchange.export.jsonld_terms import Terms
from regio_cli.exchange.export.popolo_parts import is_url, pruned
from regio_cli.exchange.export.seating import each, role_of, seats_of, sittings
from regio_cli.exchange.selection import Selection
from regio_cli.model.record import Address, Data

Node = dict[str, Any]
# TOOI's ontology has a class for each of these.
_CLASSES = {
    "municipality": "tooi:Gemeente",
    "province": "tooi:Provincie",
    "water_board": "tooi:Waterschap",
    "ministry": "tooi:Ministerie",
}
_WIKIDATA = "http://www.wikidata.org/entity/"


def partners(selection: Selection, terms: Terms) -> Iterator[Node]:
    """Yield the partners that are chosen."""
    for address, data in each(selection, "partner"):
        identifiers = data.get("identifiers") or {}
        part_of, website = data.get("part_of"), data.get("website")
        yield pruned(
            **_organization(terms, address, data, ["org:FormalOrganization", *_class(data)]),
            classification=_concepts(terms, "partner", data, "type", "pillar"),
            subOrganizationOf=terms.iri(Address("partner", part_of)) if part_of else None,
            hasIdentifier=[_identifier(terms, address, *each) for each in identifiers.items() if each[0] != "tooi"],
            exactMatch=f"{_WIKIDATA}{identifiers['wikidata']}" if identifiers.get("wikidata") else None,
            homepage=website if is_url(website) else None,
            source=data.get("source"),
        )


def bodies(selection: Selection, terms: Terms) -> Iterator[Node]:
    """Yield the bodies that are chosen, each followed by its seats and by what it was made of."""
    held: dict[str, list[str]] = {}
    for one in sittings(selection):
        if one.person is not None:
            held.setdefault(terms.part(one.held.body, one.held.seat), []).append(terms.iri(one.held.person))
    for address, data in each(selection, "body"):
        yield _body(terms, address, data)
        for seat in seats_of(data):
            yield _post(selection, terms, address, seat, held)
        if before := data.get("succeeds"):
            yield {
                "@id": terms.part(address, "succeeds"),
                "@type": "org:ChangeEvent",
                "originalOrganization": [terms.iri(Address("body", id_)) for id_ in before],
                "resultingOrganization": terms.iri(address),
            }


def _body(terms: Terms, address: Address, data: Data) -> Node:
    parent, counterpart = data.get("parent"), data.get("counterpart")
    partners = dict.fromkeys(id_ for seat in seats_of(data) for id_ in seat.get("on_behalf_of") or ())
    return pruned(
        **_organization(terms, address, data, ["org:OrganizationalCollaboration"]),
        classification=_concepts(terms, "body", data, "type", "level"),
        subOrganizationOf=terms.iri(Address("body", parent)) if parent else None,
        linkedTo=terms.iri(Address("body", counterpart)) if counterpart else None,
        hasMember=[terms.iri(Address("partner", id_)) for id_ in partners],
        source=data.get("source"),
    )


def _post(selection: Selection, terms: Terms, body: Address, seat: Data, held: dict[str, list[str]]) -> Node:
    iri = terms.part(body, str(seat.get("id")))
    return pruned(
        **{"@id": iri, "@type": "org:Post"},
        identifier=f"{body}#{seat.get('id')}",
        name=role_of(selection.kinds, seat, selection.language),
        postIn=terms.iri(body),
        role=terms.concept("body", "seats.role", seat.get("role")),
        onBehalfOf=[terms.iri(Address("partner", id_)) for id_ in seat.get("on_behalf_of") or ()],
        heldBy=held.get(iri),
        source=seat.get("source"),
    )


def _organization(terms: Terms, address: Address, data: Data, types: list[str]) -> Node:
    others = [str(other["name"]) for other in data.get("other_names") or ()]
    return {
        "@id": terms.iri(address),
        "@type": types,
        "identifier": str(address),
        "name": data.get("name"),
        "altLabel": [*([data["short_name"]] if data.get("short_name") else []), *others],
        "validFrom": data.get("start_date"),
        "validThrough": data.get("end_date"),
    }


def _class(data: Data) -> list[str]:
    found = _CLASSES.get(str(data.get("type")))
    return [found] if found else []


def _concepts(terms: Terms, kind: str, data: Data, *fields: str) -> list[str]:
    return [iri for field in fields if (iri := terms.concept(kind, field, data.get(field)))]


def _identifier(terms: Terms, partner: Address, scheme: str, value: str) -> Node:
    return {
        "@id": terms.part(partner, f"identifier-{scheme}"),
        "@type": "adms:Identifier",
        "notation": value,
        "schemaAgency": scheme,
    }
