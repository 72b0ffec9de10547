"""An organigram for Graphviz."""

import re

from regio_cli.exchange.export.graph import Edge, Graph, Node
from regio_cli.model.display import in_a_line

_SHAPES = {"body": "box", "partner": "ellipse"}
_FILLS = {"executive": "#cfe2f3", "civil_service": "#d9ead3", "assembly": "#fff2cc", "external": "#eeeeee"}
_STYLES = {"parent": "", "counterpart": ", dir=none, style=dashed, constraint=false", "seats": ", arrowhead=none"}
# A backslash would begin an escape of dot's own (\N is the node's name); an ampersand one of HTML.
_QUOTED = re.compile(r'["\\&]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "&": "&amp;"}


def dot(graph: Graph, origin: str = "") -> bytes:
    """Return the graph in Graphviz's language, in UTF-8; `origin` stands in a comment above it."""
    lines = [
        *(f"// {in_a_line(line)}" for line in origin.splitlines()),
        "digraph organigram {",
        f'  graph [label={_text(graph.title)}, labelloc=t, rankdir=LR, charset="UTF-8", fontname="sans-serif"];',
        '  node [fontname="sans-serif", style=filled, fillcolor=white];',
        '  edge [fontname="sans-serif", fontsize=10];',
        *map(_node, graph.nodes),
        *map(_edge, graph.edges),
        "}",
    ]
    return "\n".join([*lines, ""]).encode()


def _node(node: Node) -> str:
    fill = f', fillcolor="{_FILLS[node.group]}"' if node.group in _FILLS else ""
    shape = _SHAPES.get(node.address.kind, "box")
    return f"  {_text(str(node.address))} [label={_text(node.label)}, shape={shape}{fill}];"


def _edge(edge: Edge) -> str:
    label = f', label="{edge.places}"' if edge.places > 1 else ""
    about = f"class={edge.relation}{_STYLES[edge.relation]}{label}"
    return f"  {_text(str(edge.source))} -> {_text(str(edge.target))} [{about}];"


def _text(text: str) -> str:
    return '"' + _QUOTED.sub(lambda found: _ESCAPES[found[0]], in_a_line(text)) + '"'
