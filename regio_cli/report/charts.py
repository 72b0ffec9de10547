"""Charts as SVG, drawn by Vega-Lite: what is drawn is data, the same for the same report on every machine.

Sizes are given and labels cut in `specs`, so that nothing depends on the fonts at hand.
"""

import re
from xml.etree import ElementTree

from regio_cli.model.text import Translator
from regio_cli.report import specs
from regio_cli.report.model import Bars, Block, HeatMap, Trend
from regio_cli.report.specs import Palette, Spec
from regio_cli.report.values import said

SVG = "http://www.w3.org/2000/svg"
# What the drawing has and no viewer needs.
_NEEDLESS = ("pointer-events", "aria-hidden", "class", "aria-roledescription", "role", "font-family", "font-size")


class ChartsMissing(Exception):
    """What draws charts is not installed."""


def chart(block: Block, translate: Translator, palette: Palette, id_: str) -> ElementTree.Element | None:
    """Return a block drawn, None when it is no chart or there is nothing to draw.

    `id_` is the only one so called where the drawing comes to stand. Raises ChartsMissing.
    """
    if isinstance(block, Bars) and block.bars:
        spec = specs.bars(block, translate, palette)
    elif isinstance(block, HeatMap) and block.rows and block.columns:
        spec = specs.heat_map(block, translate, palette)
    elif isinstance(block, Trend) and block.points:
        spec = specs.trend(block, translate, palette)
    else:
        return None
    return _named(_drawn(spec), id_, said(block.title, translate), said(block.note, translate))


def _drawn(spec: Spec) -> ElementTree.Element:
    try:
        import vl_convert
    except ImportError as error:
        raise ChartsMissing from error
    source = re.sub(
        r"\d+\.\d{3,}", lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip("."), vl_convert.vegalite_to_svg(spec)
    )
    return tidied(ElementTree.fromstring(source))


def tidied(root: ElementTree.Element) -> ElementTree.Element:
    """Return a drawing without what no viewer needs."""
    for element in root.iter():
        for name in _NEEDLESS:
            element.attrib.pop(name, None)
        if element.get("opacity") == "1":
            del element.attrib["opacity"]
        _join_squares(element)
    return root


def _join_squares(group: ElementTree.Element) -> None:
    """Leave out empty paths, and draw those that only differ in place as one: a third of the size of a map."""
    first: dict[str, ElementTree.Element] = {}
    for child in list(group):
        if child.get("d") in ("", "M0,0h0v0h0Z"):
            group.remove(child)
        elif set(child.keys()) == {"d", "fill"}:
            known = first.setdefault(child.get("fill", ""), child)
            if known is not child:
                known.set("d", known.get("d", "") + child.get("d", ""))
                group.remove(child)


def _named(root: ElementTree.Element, id_: str, title: str, note: str) -> ElementTree.Element:
    """Return the drawing as one image with a name and, where there is a note, a description."""
    root.attrib.pop("version", None)
    root.set("role", "img")
    root.set("font-family", "system-ui, sans-serif")
    root.set("font-size", str(specs.FONT))
    names: list[str] = []
    for tag, text in (("desc", note), ("title", title)):
        if text:
            element = ElementTree.Element(f"{{{SVG}}}{tag}", {"id": f"{id_}-{tag}"})
            element.text = text
            root.insert(0, element)
            names.insert(0, f"{id_}-{tag}")
    root.set("aria-labelledby", " ".join(names))
    return root


def written(root: ElementTree.Element) -> str:
    """Return a drawing as text."""
    ElementTree.register_namespace("", SVG)
    return ElementTree.tostring(root, encoding="unicode")
