"""JSON-LD, read by rdflib and held against shapes in SHACL by pyshacl."""

from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import ORG, RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, SKOS

from tests.acceptance.hostile import DAY, NAMES, exported, fill
from tests.conftest import Place, run

SHAPES = Path(__file__).parent / "shapes" / "org.ttl"
TOOI = Namespace("https://identifier.overheid.nl/tooi/id/")
OPENGOV = Namespace("http://www.w3.org/ns/opengov#")
ROOT = Path(__file__).parents[2]


def graph_of(content: bytes) -> Graph:
    return Graph().parse(data=content, format="json-ld")


def broken(graph: Graph) -> str:
    conforms, _, told = validate(graph, shacl_graph=str(SHAPES), advanced=False)
    return "" if conforms else told


def named(graph: Graph, address: str) -> URIRef:
    return graph.value(None, DCTERMS.identifier, Literal(address))


def test_the_registry_of_regio_zwolle_fits_the_shapes(tmp_path: Path) -> None:
    done = run("export", "jsonld", "body", "partner", "election", *DAY, "-o", str(tmp_path / "a"), cwd=ROOT)
    assert done.code == 0, done.err
    graph = graph_of((tmp_path / "a").read_bytes())
    assert broken(graph) == ""
    municipalities = set(graph.subjects(RDF.type, URIRef("https://identifier.overheid.nl/tooi/def/ont/Gemeente")))
    assert len(municipalities) >= 22 and TOOI["gemeente/gm0193"] in municipalities
    assert all(str(one).startswith(str(TOOI)) for one in municipalities)


def test_who_sits_where_in_terms_of_org(region: Place) -> None:
    graph = graph_of(exported(region, "jsonld", on=[]))
    assert broken(graph) == ""
    body, anna = named(graph, "body/bestuur"), named(graph, "person/p-2222")
    post = named(graph, "body/bestuur#leden")
    assert graph.value(body, RDF.type) == ORG.OrganizationalCollaboration
    assert graph.value(post, ORG.postIn) == body and anna in set(graph.objects(post, ORG.heldBy))
    membership = named(graph, "mandate/aal")
    assert graph.value(membership, ORG.member) == anna and graph.value(membership, OPENGOV.post) == post
    assert {graph.value(one, SKOS.prefLabel) for one in graph.objects(membership, OPENGOV.onBehalfOf)} == {
        Literal("Gemeente Hattem"),
        Literal("Provincie Overijssel"),
    }
    roles = set(graph.objects(graph.value(membership, ORG.role), SKOS.prefLabel))
    assert roles == {Literal("lid", "nl"), Literal("member", "en")}
    change = graph.value(None, ORG.resultingOrganization, body)
    assert graph.value(change, ORG.originalOrganization) == named(graph, "body/oud")
    assert graph.value(body, ORG.linkedTo) == named(graph, "body/ambtelijk")


def test_every_name_is_a_literal_as_it_is(place: Place) -> None:
    fill(place)
    graph = graph_of(exported(place, "jsonld"))
    assert broken(graph) == ""
    assert {f"Jan {name}" for name in NAMES} <= {str(name) for name in graph.objects(None, FOAF.name)}
    assert set(NAMES) <= {str(name) for name in graph.objects(None, SKOS.prefLabel)}


def test_every_term_is_one_of_org(place: Place) -> None:
    graph = graph_of(exported(place, "jsonld"))
    used = {term for triple in graph for term in triple if isinstance(term, URIRef) and term in ORG}
    assert used and all(getattr(ORG, str(term).removeprefix(str(ORG))) == term for term in used)


@pytest.mark.parametrize(
    ("without", "message"),
    [("member", "one member"), ("organization", "one organization"), ("postIn", "one organization")],
)
def test_the_shapes_refuse_what_is_incomplete(region: Place, without: str, message: str) -> None:
    graph = graph_of(exported(region, "jsonld"))
    graph.remove((None, ORG[without], None))
    assert message in broken(graph)


def test_who_may_not_be_known_has_no_membership(region: Place) -> None:
    region.write("persons/p-2222.yaml", "name:\n  family: Geheim\npublicity: internal\n")
    content = exported(region, "jsonld", audience="public")
    graph = graph_of(content)
    assert b"Geheim" not in content and b"p-2222" not in content
    assert named(graph, "mandate/aal") is None and named(graph, "mandate/bos") is not None
    assert broken(graph) == ""


def test_a_tooi_uri_of_another_host_is_no_name_for_a_partner(place: Place) -> None:
    place.write("partners/zwolle.yaml", 'name: Z\ntype: municipality\npillar: government\nidentifiers:\n  tooi: "https://kwaad.example/tooi/id/gemeente/gm0193"\n')  # fmt: skip
    graph = graph_of(exported(place, "jsonld"))
    assert str(named(graph, "partner/zwolle")).startswith("urn:uuid:")
