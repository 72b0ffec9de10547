"""An organigram as Mermaid, that Markdown pages of git hosts draw."""

import json

from regio_cli.exchange.export.graph import Edge, Graph, Node
from regio_cli.model.display import in_a_line

_ARROWS = {"parent": "-->", "counterpart": "-.-", "seats": "---"}
_SHAPES = {"body": ('["', '"]'), "partner": ('(["', '"])')}
_PLAIN = " .,:()/-–’'"
_CLASSES = (
    ("executive", "fill:#cfe2f3"),
    ("civil_service", "fill:#d9ead3"),
    ("assembly", "fill:#fff2cc"),
    ("external", "fill:#eeeeee"),
)


def mermaid(graph: Graph, origin: str = "") -> bytes:
    """Return the graph as a Mermaid flowchart, in UTF-8; `origin` stands in comments.

    Nodes are called n1, n2, … : what an address has in it may mean something to Mermaid.
    """
    names = {node.address: f"n{place}" for place, node in enumerate(graph.nodes, 1)}
    levels = {node.group for node in graph.nodes}
    lines = [
        "---",
        # A text in quotes is the same in JSON and in YAML.
        f"title: {json.dumps(in_a_line(graph.title), ensure_ascii=False)}",
        "---",
        "flowchart LR",
        *(f"  %% {_entities(line)}" for line in origin.splitlines()),
        *(_node(names[node.address], node) for node in graph.nodes),
        *(_edge(names[edge.source], names[edge.target], edge) for edge in graph.edges),
        *(f"  classDef {name} {style}" for name, style in _CLASSES if name in levels),
    ]
    return "\n".join([*lines, ""]).encode()


def _node(name: str, node: Node) -> str:
    before, after = _SHAPES.get(node.address.kind, _SHAPES["body"])
    known = any(node.group == group for group, _ in _CLASSES)
    return f"  {name}{before}{_entities(node.label)}{after}" + (f":::{node.group}" if known else "")


def _edge(source: str, target: str, edge: Edge) -> str:
    label = f"|{edge.places}|" if edge.places > 1 else ""
    return f"  {source} {_ARROWS[edge.relation]}{label} {target}"


def _entities(text: str) -> str:
    """Return `text` with all but letters, digits and plain punctuation as entity codes: none of it is Mermaid, Markdown or HTML."""
    return "".join(char if char.isalnum() or char in _PLAIN else f"#{ord(char)};" for char in in_a_line(text))
