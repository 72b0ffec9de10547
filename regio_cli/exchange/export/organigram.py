"""The organigram of what is chosen, as Graphviz, GraphML and Mermaid draw it."""

from collections.abc import Callable, Iterator

from regio_cli.exchange.export.graph import Graph, organigram
from regio_cli.exchange.export.graph_dot import dot
from regio_cli.exchange.export.graph_graphml import graphml
from regio_cli.exchange.export.graph_mermaid import mermaid
from regio_cli.exchange.export.model import File, Files, Options
from regio_cli.exchange.export.sound import sound
from regio_cli.exchange.selection import Selection

Write = Callable[[Graph, str], bytes]


def _files(*forms: tuple[str, Write]) -> Files:
    def files(selection: Selection, options: Options) -> Iterator[File]:
        origin = selection.origin
        graph = organigram(sound(selection).records, origin.on, origin.registry)
        yield from (File(f"organigram.{suffix}", iter([write(graph, origin.line())])) for suffix, write in forms)

    return files


_DOT, _GRAPHML, _MERMAID = ("dot", dot), ("graphml", graphml), ("mmd", mermaid)
all_files = _files(_DOT, _GRAPHML, _MERMAID)
dot_file = _files(_DOT)
graphml_file = _files(_GRAPHML)
mermaid_file = _files(_MERMAID)
