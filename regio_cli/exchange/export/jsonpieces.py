"""JSON written piece by piece, a thing a line, so that a long export never stands in memory as a whole."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any


def document(head: Mapping[str, Any], lists: Mapping[str, Iterable[Any]]) -> Iterator[bytes]:
    """Yield an object in UTF-8: the keys of `head` with their values, then those of `lists`, an item a line."""
    yield b"{"
    between = "\n"
    for key, value in head.items():
        yield f"{between}{_text(key)}: {_text(value)}".encode()
        between = ",\n"
    for key, items in lists.items():
        yield f"{between}{_text(key)}: [".encode()
        yield from _items(items)
        yield b"]"
        between = ",\n"
    yield b"\n}\n"


def _items(items: Iterable[Any]) -> Iterator[bytes]:
    between = "\n"
    for item in items:
        yield f"{between}{_text(item)}".encode()
        between = ",\n"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
