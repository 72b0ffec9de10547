"""JSON written piece by piece, a thing a line, so that a long export never stands in memory as a whole."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any


def document(head: Mapping[str, Any], lists: Mapping[str, Iterable[Any]]) -> Iterator[bytes]:
    """Yield an object in UTF-8: the keys of `head` with their values, then those of `lists`, an item a line."""
    yield b"{"
    between = "\n"
    for key, value in head.items():
        yield _encoded(f"{between}{_text(key)}: {_text(value)}")
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
        yield _encoded(f"{between}{_text(item)}")
        between = ",\n"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _encoded(text: str) -> bytes:
    # Half a character, which UTF-8 can't hold, is then what JSON writes for it.
    return text.encode("utf-8", "backslashreplace")
