"""The charts of a report as one SVG image, below each other."""

from collections.abc import Sequence
from xml.etree import ElementTree

from regio_cli.model.display import folded
from regio_cli.model.text import Translator
from regio_cli.report.audience import Audience, meant_for
from regio_cli.report.charts import SVG, chart, written
from regio_cli.report.formats import about
from regio_cli.report.model import Report
from regio_cli.report.specs import FONT, PAPER
from regio_cli.report.values import one_line

_MARGIN = 16
# How wide a character is, of its size: as wide as a common font has it.
_WIDEST = 0.58


class NoCharts(Exception):
    """The report has no chart."""


def report_svg(report: Report, translate: Translator, audience: Audience = "bureau") -> str:
    """Return the charts of `report`, each under its title. Raises NoCharts without any, ChartsMissing."""
    report = meant_for(report, audience)
    found: list[ElementTree.Element] = []
    for section in report.sections:
        for block in section.blocks:
            drawing = chart(block, translate, PAPER, f"chart-{len(found) + 1}")
            if drawing is not None:
                found.append(drawing)
    if not found:
        raise NoCharts(report.name)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + written(_stacked(found, report, translate)) + "\n"


def _stacked(drawings: Sequence[ElementTree.Element], report: Report, translate: Translator) -> ElementTree.Element:
    width = max(float(drawing.get("width", 0)) for drawing in drawings) + 2 * _MARGIN
    lines = [about.title(report, translate), *about.lines(report, translate)]
    root = ElementTree.Element(
        f"{{{SVG}}}svg", {"role": "img", "aria-label": one_line(lines[0]), "font-family": "sans-serif"}
    )
    ElementTree.SubElement(root, f"{{{SVG}}}title").text = lines[0]
    paper = ElementTree.SubElement(root, f"{{{SVG}}}rect", {"width": "100%", "height": "100%", "fill": "#ffffff"})
    top = _lines(root, lines[:1], _MARGIN, width, FONT + 4)
    top = _lines(root, lines[1:], top, width, FONT)
    for drawing in drawings:
        top = _placed(root, drawing, top, width)
    for name, value in (("width", width), ("height", top + _MARGIN)):
        root.set(name, f"{value:g}")
        paper.set(name, f"{value:g}")
    root.set("viewBox", f"0 0 {width:g} {top + _MARGIN:g}")
    return root


def _placed(root: ElementTree.Element, drawing: ElementTree.Element, top: float, width: float) -> float:
    """Put a drawing under its title and above its note, below `top`; return how far down it reaches."""
    top = _lines(root, [drawing.findtext(f"{{{SVG}}}title") or ""], top + _MARGIN, width, FONT + 2)
    drawing.set("x", str(_MARGIN))
    drawing.set("y", f"{top:g}")
    root.append(drawing)
    return _lines(root, [drawing.findtext(f"{{{SVG}}}desc") or ""], top + float(drawing.get("height", 0)), width, FONT)


def _lines(root: ElementTree.Element, texts: Sequence[str], top: float, width: float, size: int) -> float:
    """Write `texts` below `top`, broken at `width`; return how far down they reach."""
    for text in texts:
        for line in folded(text, int((width - 2 * _MARGIN) / size / _WIDEST)) if text else ():
            top += size + 6
            place = {"x": str(_MARGIN), "y": f"{top:g}", "font-size": str(size), "fill": PAPER.ink}
            ElementTree.SubElement(root, f"{{{SVG}}}text", place).text = line
    return top
