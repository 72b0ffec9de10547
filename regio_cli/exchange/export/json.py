"""JSON and NDJSON: the records as they stand in the registry, below where they come from; docs/exports.md describes them."""

import json
from collections.abc import Iterator
from typing import Any

from regio_cli.exchange.export.model import File, Options
from regio_cli.exchange.selection import Selection

VERSION = 1
"""Goes up when something in these formats changes its meaning."""


def json_files(selection: Selection, options: Options) -> Iterator[File]:
    """Yield one document: ``version``, ``origin`` and ``records[]``, each ``record`` (its address) and ``data``, a line a record."""
    yield File("export.json", _document(selection))


def ndjson_files(selection: Selection, options: Options) -> Iterator[File]:
    """Yield one file with ``version`` and ``origin`` in its first line, and a record in each line after that."""
    yield File("export.ndjson", _lines(selection))


def _document(selection: Selection) -> Iterator[bytes]:
    head = _text(_head(selection)).removesuffix("}")
    yield f'{head}, "records": ['.encode()
    for number, record in enumerate(_records(selection)):
        yield (b",\n" if number else b"\n") + _encoded(record)
    yield b"\n]}\n"


def _lines(selection: Selection) -> Iterator[bytes]:
    yield _encoded(_head(selection)) + b"\n"
    for record in _records(selection):
        yield _encoded(record) + b"\n"


def _head(selection: Selection) -> dict[str, Any]:
    return {"version": VERSION, "origin": dict(selection.origin.told())}


def _records(selection: Selection) -> Iterator[dict[str, Any]]:
    for kind in selection.chosen:
        for id_, data in selection.each(kind):
            yield {"record": f"{kind.name}/{id_}", "data": data}


def _encoded(value: Any) -> bytes:
    return _text(value).encode("utf-8", "backslashreplace")


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
