"""An organigram as Mermaid, that Markdown pages of git hosts draw."""

import json
import re

from regio_cli.exchange.export.graph import Edge, Graph, Node
from regio_cli.exchange.export.model import TooLong
from regio_cli.model.display import in_a_line
from regio_cli.model.text import N_, Text

# What Mermaid draws where nobody allows it more, as on the pages of git hosts: fewer lines, and no more characters.
_EDGES, _SIGNS = 500, 50_000

_ARROWS = {"parent": "-->", "counterpart": "-.-", "seats": "---"}
_SHAPES = {"body": ('["', '"]'), "partner": ('(["', '"])')}
_ITEM = re.compile(r"\s*(?:\d+[.)]|-)")
_PLAIN = " .,:()/-–’'"
_CLASSES = (
    ("executive", "fill:#cfe2f3"),
    ("civil_service", "fill:#d9ead3"),
    ("assembly", "fill:#fff2cc"),
    ("external", "fill:#eeeeee"),
)


def mermaid(graph: Graph, origin: str = "") -> bytes:
    """Return the graph as a Mermaid flowchart, in UTF-8; `origin` stands in comments.

    Where Mermaid would draw nothing of so much, it is of the bodies alone, and a comment says so. Raises TooMuch when they are
    too many too.
    """
    every, bodies = _drawn(graph, origin), _of_bodies(graph)
    if _fits(graph, every):
        return every.encode()
    told = (
        f"without {len(graph.nodes) - len(bodies.nodes)} partners and their places, which are more than Mermaid draws"
    )
    fewer = _drawn(bodies, "\n".join(filter(None, (origin, told))))
    if not _fits(bodies, fewer):
        raise TooMuch(len(bodies.nodes))
    return fewer.encode()


class TooMuch(TooLong):
    """The bodies alone are more than Mermaid draws."""

    def __init__(self, bodies: int) -> None:
        super().__init__("mermaid", _EDGES)
        self.text = Text(N_("Mermaid draws nothing of so much: {count} bodies"), {"count": bodies})
        self.hint = Text(
            N_("choose a body: regio export mermaid regiobestuur; or take dot or graphml, which hold any number")
        )


def _fits(graph: Graph, text: str) -> bool:
    return len(graph.edges) < _EDGES and len(text) <= _SIGNS


def _of_bodies(graph: Graph) -> Graph:
    nodes = tuple(node for node in graph.nodes if node.address.kind == "body")
    return Graph(graph.title, nodes, tuple(edge for edge in graph.edges if edge.source.kind == "body"))


def _drawn(graph: Graph, origin: str) -> str:
    # What an address has in it may mean something to Mermaid.
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
    return "\n".join([*lines, ""])


def _node(name: str, node: Node) -> str:
    before, after = _SHAPES.get(node.address.kind, _SHAPES["body"])
    known = any(node.group == group for group, _ in _CLASSES)
    return f"  {name}{before}{_entities(node.label)}{after}" + (f":::{node.group}" if known else "")


def _edge(source: str, target: str, edge: Edge) -> str:
    label = f"|{edge.places}|" if edge.places > 1 else ""
    return f"  {source} {_ARROWS[edge.relation]}{label} {target}"


def _entities(text: str) -> str:
    """Return `text` with all but letters, digits and plain punctuation as entity codes: none of it is Mermaid, Markdown or HTML."""
    plain = in_a_line(text)
    # Some versions take a number with a point, or a hyphen, at the begin for an item of a list.
    item = _ITEM.match(plain)
    at = item.end() - 1 if item else -1
    return "".join(
        char if (char.isalnum() or char in _PLAIN) and place != at else f"#{ord(char)};"
        for place, char in enumerate(plain)
    )
