"""Charts in Vega-Lite's words: pure data, with every size, label and colour given."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from regio_cli.model.display import folded, width_of
from regio_cli.model.text import Text, Translator
from regio_cli.report.model import Align, Bar, Bars, HeatMap, Trend
from regio_cli.report.values import SIGNS, number, said, worded

Spec = dict[str, Any]
FONT = 12
_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
# A phone shows so many pixels, without margins; labels stand above their bars for that reason.
_WIDTH, _MARGIN = 340, 8
_BAR, _LABEL_LINE, _THICK, _LINE = 46, 20, 14, 130
_CELL, _ROWS, _HEADS = 26, 190, 150
# How many characters have room for sure: of a bar's label, of a row's and of a column's in a map.
_LABEL, _ROW, _HEAD = 44, 26, 19
# More figures than this make a large file of a map; the table beside it has them.
_FIGURES = 150
_MANY_POINTS = 4


class Palette(NamedTuple):
    """Colours by what they say, as CSS has them; `shades` with the ink on each, from few to many."""

    ink: str
    signs: Mapping[str, str]
    shades: Sequence[tuple[str, str]]


# A page sets these for light and dark; paper has no other than light.
PAGE = Palette(
    "currentColor",
    {sign: f"var(--{sign})" for sign in SIGNS},
    [(f"var(--shade-{i})", f"var(--on-shade-{i})") for i in range(1, 5)],
)
PAPER = Palette(
    "#1f2328",
    {"good": "#1a7f37", "warn": "#9a6700", "bad": "#cf222e", "none": "#0969da"},
    [("#ddf4ff", "#1f2328"), ("#80ccff", "#1f2328"), ("#0969da", "#ffffff"), ("#033d8b", "#ffffff")],
)


def bars(block: Bars, translate: Translator, palette: Palette) -> Spec:
    """Return bars under their labels, in the colour of their sign, with a mark at the reference."""
    align: Align = "share" if block.unit == "share" else "number"
    top = max(max(bar.value, bar.reference or 0) for bar in block.bars) or 1
    values = [_bar(bar, place, top, align, translate, palette) for place, bar in enumerate(block.bars)]
    height = _BAR * len(values)
    y = {name: _pixels(name, height) if name == "y" else {"field": name} for name in ("y", "y2")}
    label = {"y": _pixels("label_y", height)}
    text = {"type": "text", "baseline": "middle", "color": palette.ink}
    layers: list[Spec] = [
        {"mark": "rect", "encoding": y | {"x": {"value": 0}, "x2": _x("value"), "color": _given("fill")}},
        {
            "transform": [{"filter": "isValid(datum.reference)"}],
            "mark": {"type": "rule", "strokeWidth": 3, "color": palette.ink},
            "encoding": {"y": _pixels("from", height), "y2": {"field": "to"}, "x": _x("reference")},
        },
        {"mark": text | {"align": "left"}, "encoding": label | {"x": {"value": 0}, "text": {"field": "label"}}},
        {"mark": text | {"align": "right"}, "encoding": label | {"x": {"value": _WIDTH}, "text": {"field": "figures"}}},
    ]
    return _spec(values, layers, _WIDTH, height)


def _bar(bar: Bar, place: int, top: float, align: Align, translate: Translator, palette: Palette) -> Mapping[str, Any]:
    mark = "" if bar.sign == "none" else f"{SIGNS[bar.sign]} "
    figures = worded(bar.value, align, translate)
    if bar.reference is not None:
        figures += f" | {worded(bar.reference, align, translate)}"
    y = place * _BAR + _LABEL_LINE
    return {
        "label_y": place * _BAR + _LABEL_LINE / 2 - 1, "y": y, "y2": y + _THICK, "from": y - 3, "to": y + _THICK + 3,
        "value": _WIDTH * max(bar.value, 0) / top, "fill": palette.signs[bar.sign],
        "reference": None if bar.reference is None else _WIDTH * max(bar.reference, 0) / top,
        "label": mark + _cut(said(bar.label, translate), _LABEL - len(figures)), "figures": figures,
    }  # fmt: skip


def heat_map(block: HeatMap, translate: Translator, palette: Palette) -> Spec:
    """Return a map of squares, darker for more, with the figures in them unless there are very many."""
    top = max((cell for row in block.cells for cell in row if cell is not None), default=0)
    cells = [
        {
            "x": (x + 0.5) * _CELL,
            "y": (y + 0.5) * _CELL,
            "text": number(cell, translate.language),
            **_shade(cell, top, palette),
        }
        for y, row in enumerate(block.cells)
        for x, cell in enumerate(row)
        if cell
    ]
    rows = [{"y": (y + 0.5) * _CELL, "text": _cut(said(row, translate), _ROW)} for y, row in enumerate(block.rows)]
    heads = [
        {"x": (x + 0.5) * _CELL, "text": _cut(said(head, translate), _HEAD)} for x, head in enumerate(block.columns)
    ]
    width, height = _CELL * len(heads), _CELL * len(rows)
    x, y = _pixels("x", width), _pixels("y", height)
    text = {"type": "text", "baseline": "middle", "color": palette.ink}
    layers: list[Spec] = [
        _of(cells, {"type": "rect", "width": _CELL - 2, "height": _CELL - 2}, x=x, y=y, color=_given("fill")),
        _of(rows, text | {"align": "right"}, x={"value": -6}, y=y, text={"field": "text"}),
        _of(heads, text | {"align": "left", "angle": 300}, x=x, y={"value": -8}, text={"field": "text"}),
    ]
    if len(cells) <= _FIGURES:
        layers.append(_of(cells, text | {"align": "center"}, x=x, y=y, text={"field": "text"}, color=_given("ink")))
    spec = _spec([], layers, width, height)
    return spec | {"padding": {"left": _ROWS, "top": _room(heads), "right": _HEADS // 2, "bottom": _MARGIN}}


def _room(heads: Sequence[Mapping[str, Any]]) -> float:
    """Return how much room slanting labels take above a map."""
    return min(_HEADS, _MARGIN + FONT * max(width_of(head["text"]) for head in heads) * 0.62)


def _shade(cell: float, top: float, palette: Palette) -> Mapping[str, str]:
    fill, ink = palette.shades[min(max(int(cell / top * 3.999), 0), 3) if top > 0 else 0]
    return {"fill": fill, "ink": ink}


def trend(block: Trend, translate: Translator, palette: Palette) -> Spec:
    """Return a line through the points, each at its day; the ends and a few between with day and figure."""
    align: Align = "share" if block.unit == "share" else "number"
    step = max(len(block.points) // _MANY_POINTS, 1)
    told = {*range(0, len(block.points) - step // 2, step), len(block.points) - 1}
    values = [
        {
            "x": x, "value": value, "day": said(Text("{day}", {"day": block.points[place][0]}), translate) if place in told else "",
            "figure": worded(value, align, translate) if place in told else "",
        }
        for place, (x, (_, value)) in enumerate(zip(_places(block), block.points, strict=True))
    ]  # fmt: skip
    top = max(value for _, value in block.points) or 1
    x: Spec = {
        "field": "x",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, 1], "range": [30, _WIDTH - 30]},
    }
    y: Spec = {
        "field": "value",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, top], "range": [_LINE - 24, 20]},
    }
    colour = palette.signs["none"]
    text = {"type": "text", "align": "center", "color": palette.ink}
    layers: list[Spec] = [
        {"mark": {"type": "line", "color": colour, "strokeWidth": 2}, "encoding": {"x": x, "y": y}},
        {"mark": {"type": "point", "color": colour, "filled": True, "size": 40, "opacity": 1}, "encoding": {"x": x, "y": y}},
        {"mark": text | {"dy": -10}, "encoding": {"x": x, "y": y, "text": {"field": "figure"}}},
        {"mark": text, "encoding": {"x": x, "y": {"value": _LINE - 4}, "text": {"field": "day"}}},
    ]  # fmt: skip
    return _spec(values, layers, _WIDTH, _LINE)


def _places(block: Trend) -> list[float]:
    """Return where each point stands from 0 to 1: by its day, or by its number when some day is none."""
    try:
        days = [date.fromisoformat(day).toordinal() for day, _ in block.points]
    except ValueError:
        days = list(range(len(block.points)))
    first, length = min(days), max(days) - min(days)
    return [(day - first) / length if length else 0.5 for day in days]


def _spec(values: Sequence[Mapping[str, Any]], layers: Sequence[Spec], width: int, height: int) -> Spec:
    config = {"aria": False, "view": {"stroke": None}, "font": "sans-serif", "text": {"fontSize": FONT}}
    return {
        "$schema": _SCHEMA, "width": width, "height": height, "autosize": "none", "padding": _MARGIN, "background": None,
        "data": {"values": list(values)}, "layer": list(layers), "config": config,
    }  # fmt: skip


def _of(values: Sequence[Mapping[str, Any]], mark: Spec, **encoding: Spec) -> Spec:
    return {"data": {"values": list(values)}, "mark": mark, "encoding": encoding}


def _pixels(field: str, length: float) -> Spec:
    """Return the encoding of a place that stands in the data in pixels, of a side that is so long."""
    return {
        "field": field,
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, length], "range": [0, length]},
    }


def _x(field: str) -> Spec:
    return _pixels(field, _WIDTH)


def _given(field: str) -> Spec:
    """Return the encoding of a colour that stands in the data."""
    return {"field": field, "type": "nominal", "scale": None, "legend": None}


def _cut(text: str, width: int) -> str:
    lines = folded(text, max(width, 8))
    return lines[0] if len(lines) == 1 else lines[0][: max(width, 8) - 1] + "…"
