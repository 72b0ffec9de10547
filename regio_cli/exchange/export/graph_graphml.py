"""An organigram as GraphML, for yEd, Gephi and networkx."""

import re
from xml.sax.saxutils import escape, quoteattr

from regio_cli.exchange.export.graph import Edge, Graph, Node

_KEYS = (
    ("title", "graph", "string"),
    ("origin", "graph", "string"),
    ("label", "node", "string"),
    ("kind", "node", "string"),
    ("group", "node", "string"),
    ("relation", "edge", "string"),
    ("places", "edge", "int"),
)
# What XML 1.0 can't hold, not even as a reference.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graphml(graph: Graph, origin: str = "") -> bytes:
    """Return the graph as GraphML, in UTF-8; a pair of counterparts is an edge without direction."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
        *(f'  <key id="{key}" for="{of}" attr.name="{key}" attr.type="{type_}"/>' for key, of, type_ in _KEYS),
        '  <graph id="organigram" edgedefault="directed">',
        f"    {_data('title', graph.title)}{_data('origin', origin) if origin else ''}",
        *map(_node, graph.nodes),
        *map(_edge, graph.edges),
        "  </graph>",
        "</graphml>",
    ]
    return "\n".join([*lines, ""]).encode()


def _node(node: Node) -> str:
    data = _data("label", node.label) + _data("kind", node.address.kind) + _data("group", node.group)
    return f"    <node id={_attribute(str(node.address))}>{data}</node>"


def _edge(edge: Edge) -> str:
    ends = f"source={_attribute(str(edge.source))} target={_attribute(str(edge.target))}"
    places = _data("places", str(edge.places)) if edge.places else ""
    return f"    <edge {ends}>{_data('relation', edge.relation)}{places}</edge>"


def _data(key: str, value: str) -> str:
    return f'<data key="{key}">{escape(_possible(value))}</data>'


def _attribute(value: str) -> str:
    return quoteattr(_possible(value))


def _possible(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
