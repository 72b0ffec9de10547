"""The organigram: which body works under which, laid out and drawn by Vega, with a link to the page of each."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree

from regio_cli.exchange.site.desk import Bit, Desk
from regio_cli.exchange.site.paths import page_of
from regio_cli.model.display import folded
from regio_cli.model.record import Address
from regio_cli.report.charts import SVG, ChartsMissing, tidied, written
from regio_cli.report.values import one_line

if TYPE_CHECKING:
    from markupsafe import Markup

# So many bodies keep a page below a hundred kilobytes.
MOST = 100
_WIDTH, _HEIGHT, _COLUMN, _ROW, _SIGNS = 230, 40, 280, 50, 28
_LEVELS = {"executive": "none", "civil_service": "good", "assembly": "warn", "external": "quiet"}
# Vega makes every link absolute; ours are put right after it has drawn.
_BASE = "https://page.invalid/"
_FONT = 13
# No id of a body has a slash.
_ROOT = "/"
_XLINK = "{http://www.w3.org/1999/xlink}href"


class Branch(NamedTuple):
    """A body with those below it: that work under it, and the civil-service body that prepares its meetings."""

    body: Address
    below: "Sequence[Branch]"

    def walk(self) -> "Iterator[Branch]":
        """Yield this and all below it."""
        yield self
        for branch in self.below:
            yield from branch.walk()


class Entry(NamedTuple):
    """A body in an outline: its name, what level it is of, and those below it."""

    body: Bit
    level: str
    below: "Sequence[Entry]"


class Drawn(NamedTuple):
    """A drawing as SVG, and the same as an outline."""

    drawing: "Markup"
    outline: Sequence[Entry]


def branches(desk: Desk) -> list[Branch]:
    """Return the bodies in force as trees, each body once, by name."""
    bodies = desk.facts.of("body")
    over = {body: _over(desk, body) for body in bodies}
    below: dict[Address | None, list[Address]] = {}
    for body in bodies:
        below.setdefault(None if _is_circle(over, body) else over[body], []).append(body)
    return [_branch(below, body) for body in below.get(None, ())]


def _over(desk: Desk, body: Address) -> Address | None:
    row = desk.facts.records[body]
    prepares = row["counterpart"] if row["level"] == "civil_service" else None
    found = (Address("body", id_) for id_ in (row["parent"], prepares) if id_)
    return next((address for address in found if address in desk.facts.records), None)


def _is_circle(over: Mapping[Address, Address | None], body: Address) -> bool:
    """Tell whether a body comes back to itself, and is the first by id of those that do."""
    seen, here = [body], over[body]
    while here is not None and here not in seen:
        seen.append(here)
        here = over[here]
    return here == body and body == min(seen)


def _branch(below: Mapping[Address | None, Sequence[Address]], body: Address) -> Branch:
    return Branch(body, [_branch(below, other) for other in below.get(body, ())])


def legend(desk: Desk) -> list[tuple[str, str]]:
    """Return the levels in words, each after the name of the line around it."""
    return [(style, desk.word("body.level", level)) for level, style in _LEVELS.items()]


def sheets(trees: Sequence[Branch]) -> list[list[Branch]]:
    """Return the trees in sheets of at most MOST bodies; a tree that is larger has a sheet of its own."""
    found: list[list[Branch]] = [[]]
    room = MOST
    for tree in trees:
        size = sum(1 for _ in tree.walk())
        if found[-1] and size > room:
            found.append([])
            room = MOST
        found[-1].append(tree)
        room -= size
    return found


def drawn(desk: Desk, trees: Sequence[Branch]) -> Drawn:
    """Return the trees below the region as a drawing and as an outline. Raises ChartsMissing.

    The drawing comes out of an XML writer, which escapes what the registry says.
    """
    from markupsafe import Markup

    nodes = list(_nodes(desk, trees))
    source = _vega(_spec(nodes))
    root = tidied(ElementTree.fromstring(source))
    _linked(root, {node["href"]: node["name"] for node in nodes if "href" in node})
    root.set("id", "drawing")
    root.set("font-size", str(_FONT))
    # All that is written in it is names, and those are in the registry's language.
    root.set("lang", desk.facts.language)
    return Drawn(Markup(written(root)), [_entry(desk, tree) for tree in trees])


def _entry(desk: Desk, tree: Branch) -> Entry:
    level = desk.word("body.level", desk.facts.records[tree.body]["level"])
    return Entry(desk.link(tree.body), level, [_entry(desk, other) for other in tree.below])


def _nodes(desk: Desk, trees: Sequence[Branch]) -> Iterator[dict[str, Any]]:
    yield {
        "id": _ROOT,
        "over": None,
        "text": _lines(one_line(desk.facts.context.region or desk.facts.origin.registry)),
        "level": "ink",
    }
    for tree in trees:
        yield from _below(desk, tree, _ROOT)


def _below(desk: Desk, tree: Branch, over: str) -> Iterator[dict[str, Any]]:
    row = desk.facts.records[tree.body]
    name = desk.link(tree.body).text
    yield {"id": tree.body.id, "over": over, "text": _lines(name), "name": name, "level": _LEVELS.get(row["level"], "ink"),
           "href": _BASE + page_of(tree.body)}  # fmt: skip
    for branch in tree.below:
        yield from _below(desk, branch, tree.body.id)


def _lines(name: str) -> list[str]:
    lines = folded(name, _SIGNS)
    return lines if len(lines) < 3 else [lines[0], lines[1][: _SIGNS - 1] + "…"]


def _vega(spec: Mapping[str, Any]) -> str:
    try:
        import vl_convert
    except ImportError as error:
        raise ChartsMissing from error
    return str(vl_convert.vega_to_svg(dict(spec)))


def _spec(nodes: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the drawing in Vega's words: a tidy tree from left to right."""
    layout = {"type": "tree", "method": "tidy", "nodeSize": [_ROW, _COLUMN], "separation": False,
              "as": ["y", "x", "depth", "children"]}  # fmt: skip
    tree = {"name": "tree", "values": list(nodes), "transform": [{"type": "stratify", "key": "id", "parentKey": "over"}, layout]}  # fmt: skip
    # The bend is halfway between the boxes: at their edge it would run along the boxes of others.
    way = (f"'M' + (datum.source.x + {_WIDTH}) + ',' + datum.source.y + 'h{(_COLUMN - _WIDTH) // 2}"
           "V' + datum.target.y + 'H' + datum.target.x")  # fmt: skip
    links = {"name": "links", "source": "tree", "transform": [{"type": "treelinks"}, {"type": "formula", "as": "path", "expr": way}]}  # fmt: skip
    return {
        "$schema": "https://vega.github.io/schema/vega/v6.json", "autosize": "pad", "padding": 8, "background": None,
        "config": {"aria": False}, "data": [tree, links], "marks": [_path(), _box()],
    }  # fmt: skip


def _path() -> dict[str, Any]:
    enter = {"path": {"field": "path"}, "stroke": {"value": "var(--line)"}, "strokeWidth": {"value": 1.5}}
    return {"type": "path", "from": {"data": "links"}, "encode": {"enter": enter}}


def _box() -> dict[str, Any]:
    """Return the box of a body, which as a whole is a link, with its name in it."""
    enter = {
        "x": {"field": "x"}, "y": {"signal": f"datum.y - {_HEIGHT / 2}"}, "width": {"value": _WIDTH}, "height": {"value": _HEIGHT},
        "cornerRadius": {"value": 4}, "fill": {"value": "var(--soft)"}, "strokeWidth": {"value": 2},
        "stroke": {"signal": "'var(--' + datum.level + ')'"},
        "strokeDash": {"signal": "datum.level === 'good' ? [5, 3] : datum.level === 'warn' ? [2, 3] : [1, 0]"},
        "href": {"field": "href"},
    }  # fmt: skip
    return {"type": "group", "from": {"data": "tree"}, "encode": {"enter": enter}, "marks": [_label()]}


def _label() -> dict[str, Any]:
    enter = {
        "x": {"value": 10}, "y": {"signal": f"{_HEIGHT / 2} - (length(parent.text) - 1) * 8"},
        "text": {"signal": "parent.text"}, "lineHeight": {"value": 16}, "baseline": {"value": "middle"},
        "fontSize": {"value": _FONT}, "fill": {"signal": "parent.href ? 'var(--link)' : 'var(--ink)'"},
    }  # fmt: skip
    return {"type": "text", "encode": {"enter": enter}}


def _linked(root: ElementTree.Element, names: Mapping[str, str]) -> None:
    """Let links lead to the pages beside this one, and a cut name be read in full."""
    for link in root.iter(f"{{{SVG}}}a"):
        target = link.attrib.pop(_XLINK)
        link.set("href", target.removeprefix(_BASE))
        title = ElementTree.Element(f"{{{SVG}}}title")
        title.text = names[target]
        link.insert(0, title)
