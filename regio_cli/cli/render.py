"""Rows and fields as text: pure functions to strings, one a format."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from regio_cli.model.display import inert, md_text, padded, visible, width_of
from regio_cli.model.spreadsheet import guarded, guarded_json
from regio_cli.read.words import Line

Rows = Sequence[Sequence[Any]]


def dumps(data: Any) -> str:
    """Return `data` as indented JSON with a line end, harmless in a log."""
    return harmless(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def json_line(data: Any) -> str:
    """Return `data` as JSON on one line with a line end, harmless in a log."""
    return harmless(json.dumps(data, ensure_ascii=False)) + "\n"


def harmless(document: str) -> str:
    """Return a JSON document that says the same, with an escape for all that steers a terminal or calls a runner."""
    document = document.replace("##", "#\\u0023")
    if document.replace("\n", "").isprintable():
        return document
    return "".join(char if char.isprintable() or char == "\n" else json.dumps(char)[1:-1] for char in document)


def fields_text(lines: Sequence[Line]) -> str:
    """Return the fields of a record with their values in one column; what is below another stands further in."""
    width = label_width(lines)
    out = []
    for line in lines:
        indent = "  " * (line.depth + 1)
        label = padded(line.label, width - len(indent)) + "  " if line.label and line.value else line.label
        out.append(f"{indent}{one_line(label + line.value)}\n")
    return inert("".join(out))


def label_width(lines: Sequence[Line]) -> int:
    """Return the columns that labels take with what they stand in, where a value follows on the same line."""
    return max((2 * (line.depth + 1) + width_of(line.label) for line in lines if line.value and line.label), default=0)


def table_text(columns: Sequence[str], rows: Rows) -> str:
    """Return rows under their headings, in columns; no line is cut, however long."""
    cells = [[one_line(value) for value in row] for row in rows]
    widths = [max([width_of(name), *(width_of(row[i]) for row in cells)]) for i, name in enumerate(columns)]
    lines = [_line(columns, widths), _line(["─" * w for w in widths], widths)]
    return inert("\n".join([*lines, *(_line(row, widths) for row in cells)]) + "\n")


def one_line(value: Any) -> str:
    """Return a value as it stands in a table for people: one line, nothing that steers a terminal."""
    return visible(cell(value)).replace("\n", " ")


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(padded(c, w) for c, w in zip(cells, widths, strict=True)).rstrip()


def cell(value: Any) -> str:
    """Return a value as the text of one cell: true and false, and lists as JSON."""
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, bool | list | dict) else str(value)


def table_csv(columns: Sequence[str], rows: Rows) -> str:
    """Return rows as CSV (RFC 4180); what a spreadsheet would take for a formula has an apostrophe before it."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(guarded, columns))
    writer.writerows([_csv_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _csv_cell(value: Any) -> str:
    if isinstance(value, str):
        return guarded(value)
    return guarded_json(value) if isinstance(value, list | dict) else cell(value)


def table_json(columns: Sequence[str], rows: Rows) -> str:
    """Return rows as a JSON list of objects."""
    return dumps([dict(zip(columns, row, strict=True)) for row in rows])


def table_ndjson(columns: Sequence[str], rows: Rows) -> str:
    """Return rows as a JSON object a line."""
    return "".join(json_line(dict(zip(columns, row, strict=True))) for row in rows)


def table_yaml(columns: Sequence[str], rows: Rows) -> str:
    """Return rows as a YAML list; every text is quoted, as JSON does, which YAML 1.2 reads alike."""
    out = []
    keys = [name if name.isidentifier() else _yaml(name) for name in columns]
    for row in rows:
        for number, (key, value) in enumerate(zip(keys, row, strict=True)):
            out.append(f"{'- ' if number == 0 else '  '}{key}: {_yaml(value)}\n")
    return "".join(out) or "[]\n"


def _yaml(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False).replace("##", "#\\u0023")
    return "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in text)


def table_md(columns: Sequence[str], rows: Rows) -> str:
    """Return rows as a Markdown table."""
    lines = [[md_text(name) for name in columns], ["---"] * len(columns)]
    lines += [[md_text(cell(value)) for value in row] for row in rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


TABLE_FORMATS: Mapping[str, Callable[[Sequence[str], Rows], str]] = {
    "csv": table_csv,
    "json": table_json,
    "ndjson": table_ndjson,
    "yaml": table_yaml,
    "md": table_md,
}
