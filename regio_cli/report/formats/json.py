"""A report as JSON for scripts; docs/output.md says what stands in it."""

import json
from typing import Any

from regio_cli.model.text import Text, Translator
from regio_cli.report.audience import Audience, meant_for
from regio_cli.report.model import Bars, Block, HeatMap, Passage, Report, Table, Trend
from regio_cli.report.values import plain

VERSION = 1


def report_json(report: Report, translate: Translator, audience: Audience = "bureau") -> str:
    """Return `report` as a JSON document; texts in the reader's language, numbers and days as they are."""
    document = {"version": VERSION, **_report(meant_for(report, audience), translate)}
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _report(report: Report, translate: Translator) -> dict[str, Any]:
    sections = [
        {
            "key": section.key,
            "title": section.title.render(translate),
            "blocks": [_block(block, translate) for block in section.blocks],
        }
        for section in report.sections
    ]
    return {
        "report": report.name,
        "title": report.title.render(translate),
        "on": report.on,
        "revision": report.revision,
        "region": report.region,
        "internal": report.internal,
        "notices": [notice.render(translate) for notice in report.notices],
        "sections": sections,
        "compared": _report(report.compared, translate) if report.compared else None,
    }


def _block(block: Block, translate: Translator) -> dict[str, Any]:
    if isinstance(block, Passage):
        return {"type": "passage", "key": block.key, "text": block.text.render(translate), "sign": block.sign}
    head = {"key": block.key, "title": block.title.render(translate), "note": _text(block.note, translate)}
    if isinstance(block, Table):
        return {"type": "table", **head, **_table(block, translate)}
    if isinstance(block, Bars):
        return {"type": "bars", **head, "unit": block.unit, "bars": _bars(block, translate)}
    if isinstance(block, HeatMap):
        return {"type": "heat_map", **head, **_map(block, translate)}
    assert isinstance(block, Trend)
    points = [{"day": day, "value": plain(value, translate)} for day, value in block.points]
    return {"type": "trend", **head, "unit": block.unit, "points": points}


def _table(block: Table, translate: Translator) -> dict[str, Any]:
    columns = [
        {"key": column.key, "label": column.label.render(translate), "holds": column.align, "personal": column.personal}
        for column in block.columns
    ]
    keys = [column.key for column in block.columns]
    rows = [dict(zip(keys, (plain(value, translate) for value in row), strict=True)) for row in block.rows]
    return {"columns": columns, "rows": rows, "mend": [mend.render(translate) for mend in block.mend]}


def _bars(block: Bars, translate: Translator) -> list[dict[str, Any]]:
    return [
        {
            "label": bar.label.render(translate),
            "value": plain(bar.value, translate),
            "reference": plain(bar.reference, translate),
            "sign": bar.sign,
        }
        for bar in block.bars
    ]


def _map(block: HeatMap, translate: Translator) -> dict[str, Any]:
    return {
        "rows": [row.render(translate) for row in block.rows],
        "columns": [column.render(translate) for column in block.columns],
        "cells": [[plain(cell, translate) for cell in row] for row in block.cells],
    }


def _text(text: Text | None, translate: Translator) -> str | None:
    return text.render(translate) if text else None
