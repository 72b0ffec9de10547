"""The organigram: bodies, who they fall under and are paired with, and the partners that have seats in them."""

from collections import Counter
from typing import Literal, NamedTuple

from regio_cli.exchange.export.seating import of_kind, seats_of
from regio_cli.exchange.selection import Records
from regio_cli.model.record import Address, Data, period_of

Relation = Literal["parent", "counterpart", "seats"]


class Node(NamedTuple):
    """A body or partner; `group` is a body's level, a partner's pillar."""

    address: Address
    label: str
    group: str


class Edge(NamedTuple):
    """What leads from one node to another: from body to body, or from a partner to a body with its number of places."""

    source: Address
    target: Address
    relation: Relation
    places: int = 0


class Graph(NamedTuple):
    """Nodes by kind and id; edges by source, target and relation. Each edge is between nodes that are there."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def organigram(records: Records, day: str, title: str) -> Graph:
    """Return the bodies and partners among `records` that are there on `day`.

    A pair of counterparts is one edge, from the body that comes first by id. A seat shared by partners counts for each.
    """
    bodies = {a: data for a, data in of_kind(records, "body") if period_of(data).covers(day)}
    partners = {a: data for a, data in of_kind(records, "partner") if period_of(data).covers(day)}
    nodes = [_node(a, data, "level") for a, data in bodies.items()]
    nodes += [_node(a, data, "pillar") for a, data in partners.items()]
    there = bodies.keys() | partners.keys()
    edges = {edge for a, data in bodies.items() for edge in _edges(a, data, day)}
    return Graph(title, tuple(nodes), tuple(sorted(e for e in edges if {e.source, e.target} <= there)))


def _node(address: Address, data: Data, group: str) -> Node:
    return Node(address, str(data.get("short_name") or data.get("name") or address.id), str(data.get(group, "")))


def _edges(body: Address, data: Data, day: str) -> list[Edge]:
    edges = []
    if parent := data.get("parent"):
        edges.append(Edge(Address("body", parent), body, "parent"))
    if counterpart := data.get("counterpart"):
        first, second = sorted((body, Address("body", counterpart)))
        edges.append(Edge(first, second, "counterpart"))
    places: Counter[str] = Counter()
    for seat in seats_of(data):
        if period_of(seat).covers(day):
            for partner in seat.get("on_behalf_of") or ():
                places[partner] += seat.get("count", 1)
    return edges + [Edge(Address("partner", id_), body, "seats", count) for id_, count in places.items()]
