"""The terms of the JSON-LD: what its keys mean, and the IRIs of what it is about."""

from typing import Any, NamedTuple

from regio_cli.exchange.export.identity import Namespace, namespace
from regio_cli.exchange.selection import Records, Selection
from regio_cli.model.record import Address

TOOI = "https://identifier.overheid.nl/tooi/"


def _date(iri: str) -> dict[str, str]:
    return {"@id": iri, "@type": "xsd:date"}


def _link(iri: str) -> dict[str, str]:
    return {"@id": iri, "@type": "@id"}


# It stands in the file, so that nobody needs the network to read it.
CONTEXT: dict[str, Any] = {
    "org": "http://www.w3.org/ns/org#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "adms": "http://www.w3.org/ns/adms#",
    "time": "http://www.w3.org/2006/time#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "http://schema.org/",
    "opengov": "http://www.w3.org/ns/opengov#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "tooi": f"{TOOI}def/ont/",
    "identifier": "dcterms:identifier",
    "title": "dcterms:title",
    "description": "dcterms:description",
    "source": "dcterms:source",
    "issued": _date("dcterms:issued"),
    "version": "dcat:version",
    "prefLabel": {"@id": "skos:prefLabel", "@container": "@language"},
    "name": "skos:prefLabel",
    "altLabel": "skos:altLabel",
    "notation": "skos:notation",
    "exactMatch": _link("skos:exactMatch"),
    "personName": "foaf:name",
    "familyName": "foaf:familyName",
    "givenName": "foaf:givenName",
    "honorific": "foaf:title",
    "mbox": _link("foaf:mbox"),
    "phone": _link("foaf:phone"),
    "homepage": _link("foaf:homepage"),
    "validFrom": _date("schema:validFrom"),
    "validThrough": _date("schema:validThrough"),
    "classification": _link("org:classification"),
    "subOrganizationOf": _link("org:subOrganizationOf"),
    "linkedTo": _link("org:linkedTo"),
    "hasMember": _link("org:hasMember"),
    "postIn": _link("org:postIn"),
    "heldBy": _link("org:heldBy"),
    "role": _link("org:role"),
    "member": _link("org:member"),
    "organization": _link("org:organization"),
    "memberDuring": "org:memberDuring",
    "originalOrganization": _link("org:originalOrganization"),
    "resultingOrganization": _link("org:resultingOrganization"),
    "post": _link("opengov:post"),
    "onBehalfOf": _link("opengov:onBehalfOf"),
    "hasIdentifier": "adms:identifier",
    "schemaAgency": "adms:schemaAgency",
    "hasBeginning": "time:hasBeginning",
    "hasEnd": "time:hasEnd",
    "inXSDDate": _date("time:inXSDDate"),
}


class Terms(NamedTuple):
    """Gives the IRIs of records, parts of them, and values of fields."""

    ids: Namespace
    records: Records

    @classmethod
    def of(cls, selection: Selection) -> "Terms":
        """Return the terms for a selection."""
        return cls(namespace(selection), selection.around)

    def iri(self, address: Address) -> str:
        """Return the IRI of a record: TOOI's, when the partner has one there."""
        identifiers = self.records.get(address, {}).get("identifiers") or {}
        tooi = str(identifiers.get("tooi") or "")
        return tooi if tooi.startswith(f"{TOOI}id/") else self.ids.urn(str(address))

    def part(self, address: Address, part: str) -> str:
        """Return the IRI of a part of a record, such as a seat."""
        return self.ids.urn(f"{address}#{part}")

    def concept(self, kind: str, field: str, value: Any) -> str | None:
        """Return the IRI of a value of a field with choices; None without value."""
        return self.ids.urn(f"{kind}.{field}={value}") if value else None
