"""The organigram, read by Graphviz, pydot, networkx and Mermaid."""

import html
import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import mermaidx
import networkx
import pydot
import pygraphviz
import pytest

from regio_cli.exchange.export.graph import Edge, Graph, Node
from regio_cli.exchange.export.graph_mermaid import TooMuch, mermaid
from regio_cli.model.record import Address
from tests.acceptance.hostile import NAMES, exported, fill
from tests.conftest import SHIPPED, Place, run

# What of Mermaid's flowcharts is used, line by line: all else is refused.
_TEXT = r"""(?:[\w .,:()/–’'-]|#\d+;)*"""
_GRAMMAR = (
    re.compile(rf"  %% {_TEXT}"),
    re.compile(rf'  n\d+\["{_TEXT}"\](:::\w+)?'),
    re.compile(rf'  n\d+\(\["{_TEXT}"\]\)(:::\w+)?'),
    re.compile(r"  n\d+ (-->|-\.-|---)(\|\d+\|)? n\d+"),
    re.compile(r"  classDef \w+ fill:#[0-9a-f]{6}"),
)


SVG = "{http://www.w3.org/2000/svg}"


def flat(name: str) -> str:
    return name.replace("\u2028", "\\u2028").replace("\u202e", "\\u202e")


def mermaid_lines(content: bytes) -> list[str]:
    """Return the lines of a flowchart. Fails for what is not Mermaid as its grammar has it."""
    head, title, end, begin, *lines = content.decode().removesuffix("\n").split("\n")
    assert (head, end, begin) == ("---", "---", "flowchart LR") and re.fullmatch(r'title: "(?:[^"\\]|\\.)*"', title)
    wrong = [line for line in lines if not any(form.fullmatch(line) for form in _GRAMMAR)]
    assert not wrong, wrong
    return lines


def labels(lines: list[str]) -> set[str]:
    found = (re.search(r'\["(.*)"\]', line) for line in lines)
    return {re.sub(r"#(\d+);", lambda code: chr(int(code[1])), match[1]) for match in found if match}


def test_bodies_partners_and_what_is_between_them(region: Place) -> None:
    region.write("bodies/ambtelijk.yaml", "name: AO\nlevel: civil_service\ntype: civil_service_meeting\ncounterpart: bestuur\nparent: bestuur\n")  # fmt: skip
    exported(region, "graphml")
    graph = networkx.read_graphml(region.root / "out/graphml", force_multigraph=True)
    assert {node: data["label"] for node, data in graph.nodes(data=True)} == {
        "body/ambtelijk": "AO", "body/bestuur": "RB",
        "partner/hattem": "Hattem", "partner/overijssel": "Provincie Overijssel", "partner/zwolle": "Gemeente Zwolle",
    }  # fmt: skip
    assert sorted((a, b, data["relation"], data.get("places")) for a, b, data in graph.edges(data=True)) == [
        ("body/ambtelijk", "body/bestuur", "counterpart", None),
        ("body/bestuur", "body/ambtelijk", "parent", None),
        ("partner/hattem", "body/bestuur", "seats", 4),
        ("partner/overijssel", "body/bestuur", "seats", 3),
        ("partner/zwolle", "body/bestuur", "seats", 1),
    ]


def test_graphml_keeps_every_name(place: Place) -> None:
    fill(place)
    exported(place, "graphml")
    graph = networkx.read_graphml(place.root / "out/graphml")
    assert set(NAMES) <= {data["label"] for _, data in graph.nodes(data=True)}


def test_pydot_reads_the_nodes_and_edges_that_there_are(place: Place) -> None:
    fill(place)
    (graph,) = pydot.graph_from_dot_data(exported(place, "dot").decode())
    nodes = {node.get_name(): node.get("label") for node in graph.get_nodes() if "/" in node.get_name()}
    wanted = {'"' + flat(name).replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;") + '"' for name in NAMES}
    assert wanted <= set(nodes.values())
    assert len(nodes) == 2 * len(NAMES) + 3 and not graph.get_subgraphs()
    assert {edge.get_source() for edge in graph.get_edges()} <= nodes.keys()
    assert len(graph.get_edges()) == 2 * len(NAMES)


def test_graphviz_draws_every_name_as_text(place: Place) -> None:
    fill(place)
    graph = pygraphviz.AGraph(string=exported(place, "dot").decode())
    assert (len(graph.nodes()), len(graph.edges())) == (3 + 2 * len(NAMES), 2 * len(NAMES))
    drawing = ElementTree.fromstring(graph.draw(format="svg", prog="dot"))
    drawn = [node for node in drawing.iter(f"{SVG}g") if node.get("class") == "node"]
    assert len(drawn) == len(graph.nodes())
    texts = {"".join(text.itertext()) for each in drawn for text in each.iter(f"{SVG}text")}
    # Graphviz keeps a space that would be lost by one that is not.
    assert set(map(flat, NAMES)) <= {text.replace("\u00a0", " ") for text in texts}


def test_mermaid_has_every_name_as_text_only(place: Place) -> None:
    fill(place)
    lines = mermaid_lines(exported(place, "mermaid"))
    assert {flat(name) for name in NAMES} <= labels(lines)
    assert sum("[" in line for line in lines) == 3 + 2 * len(NAMES)


def test_mermaid_itself_draws_every_name_as_text(place: Place) -> None:
    fill(place)
    drawing = mermaidx.render(exported(place, "mermaid").decode()).svg()
    found = [html.unescape(text) for text in re.findall(r"<p>([^<]*)</p>", drawing)]
    assert {flat(name) for name in NAMES} <= set(found) and len(found) == 3 + 2 * len(NAMES)


def test_of_more_than_mermaid_draws_the_bodies_are_left(tmp_path: Path) -> None:
    done = run("export", "mermaid", "-o", str(tmp_path / "a"), cwd=SHIPPED)
    lines = mermaid_lines((tmp_path / "a").read_bytes())
    assert (done.code, done.err) == (0, "") and any("without 80 partners" in line for line in lines)
    assert sum("([" in line for line in lines) == 0 < sum("[" in line for line in lines)
    part = run("export", "mermaid", "regiobestuur", cwd=SHIPPED).out
    assert "---" in part and '(["' in part and "without" not in part


def test_more_bodies_than_mermaid_draws_are_refused() -> None:
    bodies = [Address("body", f"b{n:03}") for n in range(502)]
    nodes = tuple(Node(body, body.id, "executive") for body in bodies)
    edges = tuple(Edge(one, other, "parent") for one, other in pairwise(bodies))
    assert mermaid(Graph("x", nodes[:500], edges[:499]))
    with pytest.raises(TooMuch):
        mermaid(Graph("x", nodes, edges))


def test_what_is_no_longer_there_is_not_drawn(region: Place) -> None:
    assert "Regiegroep" not in exported(region, "dot").decode()
    assert "Regiegroep" in exported(region, "dot", "--on", "2022-04-30").decode()


def test_graph_is_a_folder_of_all_three(region: Place) -> None:
    assert region.regio("export", "graph").code == 2
    assert region.regio("export", "graph", "-o", "tekening").code == 0
    found = sorted(file.name for file in (region.root / "tekening").iterdir())
    assert found == [".regio-export", "organigram.dot", "organigram.graphml", "organigram.mmd"]
