"""JSON-LD in the terms of the W3C Organization Ontology (http://www.w3.org/ns/org#), with TOOI's URIs for governments.

A partner is an org:FormalOrganization, under its TOOI URI when it has one; a body an org:OrganizationalCollaboration, a seat an
org:Post, a mandate an org:Membership, a change of name or form an org:ChangeEvent. All else has a ``urn:uuid`` made of its address,
which is its dcterms:identifier.
"""

from collections.abc import Iterator
from typing import Any

from regio_cli.exchange.export.jsonld_concepts import concepts
from regio_cli.exchange.export.jsonld_organizations import bodies, partners
from regio_cli.exchange.export.jsonld_terms import CONTEXT, Terms
from regio_cli.exchange.export.jsonpieces import document
from regio_cli.exchange.export.model import File, Options
from regio_cli.exchange.export.popolo_parts import pruned
from regio_cli.exchange.export.seating import each, family_of, seat_of, spoken_for
from regio_cli.exchange.export.sound import sound
from regio_cli.exchange.selection import Selection
from regio_cli.model.record import Address, Data
from regio_cli.read.names import spoken

Node = dict[str, Any]


def files(selection: Selection, options: Options) -> Iterator[File]:
    """Yield one file: a graph of what is chosen.

    A membership is of a person: a mandate of somebody whom the receiver may not know is left out, its seat is there.
    """
    selection = sound(selection)
    terms = Terms.of(selection)
    yield File("regio.jsonld", document({"@context": CONTEXT}, {"@graph": _nodes(selection, terms)}))


def _nodes(selection: Selection, terms: Terms) -> Iterator[Node]:
    yield _dataset(selection, terms)
    yield from concepts(selection, terms)
    yield from partners(selection, terms)
    yield from bodies(selection, terms)
    yield from _persons(selection, terms)
    yield from _memberships(selection, terms)


def _dataset(selection: Selection, terms: Terms) -> Node:
    origin = selection.origin
    return pruned(
        **{"@id": terms.ids.urn("dataset"), "@type": "dcat:Dataset"},
        title=origin.registry,
        description=origin.line(),
        version=origin.commit,
        issued=origin.on,
    )


def _persons(selection: Selection, terms: Terms) -> Iterator[Node]:
    for address, data in each(selection, "person"):
        name, email, phone = data.get("name") or {}, data.get("email"), data.get("phone") or ""
        yield pruned(
            **{"@id": terms.iri(address), "@type": "foaf:Person"},
            identifier=str(address),
            personName=spoken(data),
            familyName=family_of(data),
            givenName=name.get("given"),
            honorific=name.get("title"),
            mbox=f"mailto:{email}" if email else None,
            phone=f"tel:{phone}" if phone.startswith("+") else None,
        )
        for number, office in enumerate(data.get("offices") or (), 1):
            if partner := office.get("partner"):
                yield _office(terms, address, number, Address("partner", partner), office)


def _office(terms: Terms, person: Address, number: int, partner: Address, office: Data) -> Node:
    return pruned(
        **{"@id": terms.part(person, f"office-{number}"), "@type": "org:Membership"},
        member=terms.iri(person),
        organization=terms.iri(partner),
        role=terms.concept("person", "offices.office", office.get("office")),
        memberDuring=_interval(office),
    )


def _memberships(selection: Selection, terms: Terms) -> Iterator[Node]:
    for address, data in each(selection, "mandate"):
        if data.get("person"):
            yield _membership(selection, terms, address, data)


def _membership(selection: Selection, terms: Terms, address: Address, data: Data) -> Node:
    body = Address("body", str(data.get("body")))
    seat = seat_of(selection.around.get(body, {}), str(data.get("seat")))
    held_for = spoken_for(address, data, seat)
    return pruned(
        **{"@id": terms.iri(address), "@type": "org:Membership"},
        identifier=str(address),
        member=terms.iri(Address("person", str(data["person"]))),
        organization=terms.iri(body),
        post=terms.part(body, str(data.get("seat"))),
        role=terms.concept("body", "seats.role", seat.get("role")),
        onBehalfOf=[terms.iri(Address("partner", id_)) for id_ in held_for],
        memberDuring=_interval(data),
        source=data.get("source"),
    )


def _interval(data: Data) -> Node | None:
    """Return a period in the terms of OWL-Time. Its last day is the last day in function."""
    begin, end = data.get("start_date"), data.get("end_date")
    found = pruned(hasBeginning=_instant(begin), hasEnd=_instant(end))
    return {"@type": "time:Interval", **found} if found else None


def _instant(day: Any) -> Node | None:
    return {"@type": "time:Instant", "inXSDDate": day} if day else None
