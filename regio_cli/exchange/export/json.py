"""JSON and NDJSON: the records as they stand in the registry, below where they come from; docs/exports.md describes them."""

from collections.abc import Iterator
from typing import Any

from regio_cli.exchange.export.jsonpieces import document, encoded
from regio_cli.exchange.export.model import File, Options
from regio_cli.exchange.selection import Selection

VERSION = 1
"""Goes up when something in these formats changes its meaning."""


def json_files(selection: Selection, options: Options) -> Iterator[File]:
    """Yield one document: ``version``, ``origin`` and ``records[]``, each ``record`` (its address) and ``data``, a line a record."""
    yield File("export.json", document(_head(selection), {"records": _records(selection)}))


def ndjson_files(selection: Selection, options: Options) -> Iterator[File]:
    """Yield one file with ``version`` and ``origin`` in its first line, and a record in each line after that."""
    yield File("export.ndjson", _lines(selection))


def _lines(selection: Selection) -> Iterator[bytes]:
    yield encoded(_head(selection)) + b"\n"
    for record in _records(selection):
        yield encoded(record) + b"\n"


def _head(selection: Selection) -> dict[str, Any]:
    return {"version": VERSION, "origin": dict(selection.origin.told())}


def _records(selection: Selection) -> Iterator[dict[str, Any]]:
    for kind in selection.chosen:
        for id_, data in selection.each(kind):
            yield {"record": f"{kind.name}/{id_}", "data": data}
