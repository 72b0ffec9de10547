"""CSV (RFC 4180): a file a kind; with `excel_nl` as a Dutch Excel opens it by a double click."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from regio_cli.exchange.export.model import File, Options
from regio_cli.exchange.export.tabular import Table, tables
from regio_cli.exchange.selection import Selection
from regio_cli.model.spreadsheet import guarded, guarded_json

BOM = "\ufeff".encode()
"""What tells Excel that a file is UTF-8."""


def files(selection: Selection, options: Options) -> Iterator[File]:
    """Yield a file for each kind: a heading of field names, a line a record; then what says where they come from.

    That is a file ``regio.csv`` with several kinds; beside a single one, which has a name, metadata as CSV on the Web has them.
    A list or object is JSON in its cell, what is left out an empty one. Texts that a spreadsheet would take for a formula have
    an apostrophe before them. With `excel_nl` semicolons, a byte order mark and a decimal comma.
    """
    heads: list[str] = []
    for table in tables(selection):
        heads = table.heads
        yield File(f"{table.kind.name}.csv", _pieces(table, options.excel_nl))
    if len(selection.chosen) != 1:
        yield File("regio.csv", (line(one, options.excel_nl) for one in selection.origin.told().items()))
    elif options.name:
        yield File(f"{options.name}-metadata.json", iter([_metadata(selection, options, heads)]))


def provenance(selection: Selection) -> dict[str, Any]:
    """Return how metadata of CSV on the Web begin: the language, and where the tables come from."""
    origin = selection.origin
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": selection.language}],
        "dc:title": origin.registry,
        "dc:date": {"@value": origin.on, "@type": "xsd:date"},
        "dc:provenance": origin.line(),
    }


def _metadata(selection: Selection, options: Options, heads: Sequence[str]) -> bytes:
    columns = [{"name": head, "titles": head} for head in heads]
    found = {
        **provenance(selection),
        "url": quote(options.name),
        "dialect": {"delimiter": _separator(options.excel_nl)},
        "tableSchema": {"columns": columns},
    }
    return json.dumps(found, ensure_ascii=False, indent=2).encode() + b"\n"


def line(values: Sequence[Any], excel_nl: bool = False) -> bytes:
    """Return plain values as one line of CSV, written as `files` says."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=_separator(excel_nl), lineterminator="\r\n")
    writer.writerow([_cell(value, excel_nl) for value in values])
    return out.getvalue().encode("utf-8", "backslashreplace")


def _separator(excel_nl: bool) -> str:
    return ";" if excel_nl else ","


def _pieces(table: Table, excel_nl: bool) -> Iterator[bytes]:
    if excel_nl:
        yield BOM
    yield line(table.heads, excel_nl)
    for row in table.rows:
        yield line(row, excel_nl)


def _cell(value: Any, excel_nl: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    text = guarded_json(value)
    return text.replace(".", ",") if isinstance(value, float) and excel_nl else text
