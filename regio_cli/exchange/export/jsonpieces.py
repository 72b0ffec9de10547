"""JSON written piece by piece, a thing a line, so that a long export never stands in memory as a whole."""

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any


def document(head: Mapping[str, Any], lists: Mapping[str, Iterable[Any]]) -> Iterator[bytes]:
    """Yield an object in UTF-8: the keys of `head` with their values, then those of `lists`, an item a line."""
    yield b"{"
    between = b"\n"
    for key, value in head.items():
        yield between + encoded(key) + b": " + encoded(value)
        between = b",\n"
    for key, items in lists.items():
        yield between + encoded(key) + b": ["
        yield from _items(items)
        yield b"]"
        between = b",\n"
    yield b"\n}\n"


def encoded(value: Any) -> bytes:
    """Return a value as JSON on one line, in UTF-8; what is no number to JSON as YAML writes it, in quotes."""
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    except ValueError:
        text = json.dumps(_finite(value), ensure_ascii=False)
    # Half a character, which UTF-8 can't hold, is then what JSON writes for it.
    return text.encode("utf-8", "backslashreplace")


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _finite(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_finite(each) for each in value]
    is_none = isinstance(value, float) and not math.isfinite(value)
    return ".nan" if is_none and math.isnan(value) else f"{value}".replace("inf", ".inf") if is_none else value


def _items(items: Iterable[Any]) -> Iterator[bytes]:
    between = b"\n"
    for item in items:
        yield between + encoded(item)
        between = b",\n"
