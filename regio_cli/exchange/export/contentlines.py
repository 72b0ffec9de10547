"""Lines as vCard (RFC 6350) and iCalendar (RFC 5545) have them: escaped values, quoted parameters, folded at 75 octets."""

import re
from collections.abc import Iterable, Mapping

_OCTETS = 75
_ESCAPES = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}
# What is no text: controls, and halves of characters, which UTF-8 can't hold.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# What Unicode calls the end of a line a parser could take for one.
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_MUST_QUOTE = re.compile("[,;:]")
# A parameter has no backslashes; RFC 6868 says how it holds what can't stand in it.
_CARETS = {"^": "^^", '"': "^'", "\n": "^n"}


def escaped(text: str) -> str:
    """Return `text` as a value: it can't end the value, nor the line."""
    return "".join(_ESCAPES.get(char, char) for char in _clean(text))


def components(*parts: str) -> str:
    """Return a value that consists of parts with semicolons between, such as a name."""
    return ";".join(map(escaped, parts))


def line(name: str, value: str, parameters: Mapping[str, str] | None = None) -> str:
    """Return a content line, not folded yet; `value` is escaped already, or of a form that needs no escaping."""
    given = "".join(f";{key}={_parameter(text)}" for key, text in (parameters or {}).items())
    return f"{name}{given}:{value}"


def folded(lines: Iterable[str]) -> bytes:
    """Return the lines in UTF-8, each ended by CR LF, those over 75 octets folded between characters."""
    return b"".join(_fold(text) for text in lines)


def _clean(text: str) -> str:
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))


def _parameter(text: str) -> str:
    safe = "".join(_CARETS.get(char, char) for char in _clean(text))
    return f'"{safe}"' if _MUST_QUOTE.search(safe) else safe


def _fold(text: str) -> bytes:
    out, room, taken = bytearray(), _OCTETS, 0
    for char in text:
        octets = char.encode()
        if taken + len(octets) > room:
            out += b"\r\n "
            # The space that begins a continuation counts.
            room, taken = _OCTETS - 1, 0
        out += octets
        taken += len(octets)
    return bytes(out + b"\r\n")
