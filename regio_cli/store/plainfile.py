"""The fast way to read a record's file: one line at a time, for files of the plainest form only.

In that form each line stands by itself: blank, a comment, ``name: value`` or ``- value``, indented by two spaces a
level. Nothing that we refuse can hide in it. For anything else `read_plain` gives None, and the parser that knows places
decides (`yamlfile.compose`); a test compares the two on generated files. Registries repeat most of their lines, so
what a line means is worked out once.
"""

import re
from functools import cache, lru_cache
from typing import Any

LIMIT = 65_536

# Printable ASCII and the accented letters and signs of Latin-1 and Latin Extended-A: always composed, never control.
_LETTER = rb"[\xc3-\xc5][\x80-\xbf]"
_WIDE = _LETTER + rb"|\xc2[\xa1-\xac\xae-\xbf]|\xe2\x80[\x93\x94\x98-\x9e\xa6]|\xe2\x82\xac"
_VALUE = (
    rb'(?:"(?:[ !#-\[\]-~]++|' + _WIDE + rb')*+"'  # double-quoted, without escapes
    rb"|'(?:[ -&(-~]++|" + _WIDE + rb")*+'"
    rb"|[0-9]{4}-[0-9]{2}-[0-9]{2}"
    rb"|-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,6})?"
    # plain: begins with a letter; no ': ' or ' #' inside, no ':' or space at the end
    rb"|(?:[A-Za-z]|" + _LETTER + rb")(?:[ !\"$-9;-~]++|" + _WIDE + rb"|:(?=[!-~])|(?<! )#)*+(?<! ))"
)
_FORM = (
    rb"| *#(?:[ -~]|" + _WIDE + rb")*"
    rb"|(?P<indent>(?:  ){0,9})"
    rb"(?:(?P<dash>- )?(?P<name>[A-Za-z][A-Za-z0-9_-]{0,99}):(?: (?P<value>" + _VALUE + rb"))?"
    rb"|- (?P<item>" + _VALUE + rb"))"
)
_BLANK, _OTHER = -1, -2


@cache
def _form() -> re.Pattern[bytes]:
    """Return the expression for a line; making it takes a millisecond, which most commands need not spend."""
    return re.compile(_FORM)


# A line: its level of indentation (negative for one without data), whether it begins an item, its name (None for an
# item that is a value by itself), its value, and whether that may follow below. A bare tuple, as there are so many.
_Line = tuple[int, bool, str | None, Any, bool]


def read_plain(content: bytes) -> dict[str, Any] | None:
    """Return the data of a file in plain form; None for any other file, and for one with a name twice in a mapping."""
    # One loop without calls of its own: it runs for every line of a registry.
    if len(content) > LIMIT or not content.endswith(b"\n"):
        return None
    root: dict[str, Any] = {}
    # The mapping or list that is open at each level, the innermost of them, and its last name when that has no value yet.
    open_: list[Any] = [root]
    here: Any = root
    at = 0
    waiting: str | None = None
    for level, dash, name, value, empty in map(_line, content[:-1].split(b"\n")):
        if level != at:
            if level == _BLANK:
                continue
            if level < at:
                if level == _OTHER:
                    return None
                del open_[level + 1 :]
                here = open_[level]
            elif waiting is None or level > at + 1:
                return None
            else:
                here[waiting] = [] if dash else {}
                here = here[waiting]
                open_.append(here)
            at = level
        if dash is not (type(here) is list):
            return None
        if name is None:
            here.append(value)
            waiting = None
            continue
        if dash:
            item: dict[str, Any] = {}
            here.append(item)
            open_.append(item)
            here = item
            at += 1
        elif name in here:
            return None
        here[name] = value
        waiting = name if empty else None
    return root or None


def plain_comments(content: bytes) -> list[str]:
    """Return the comments of a file that `read_plain` can read, in order: there each has a line of its own."""
    lines = (line.strip() for line in content.split(b"\n"))
    return [line.decode() for line in lines if line.startswith(b"#")]


@lru_cache(1 << 16)
def _line(line: bytes) -> _Line:
    found = _form().fullmatch(line)
    if not found:
        return _OTHER, False, None, None, False
    indent, dash, name, value, item = found.groups()
    if indent is None:
        return _BLANK, False, None, None, False
    level = len(indent) // 2
    if name is None:
        return level, True, None, _meaning(item), False
    text = name.decode()
    if text in _CONSTANTS:
        return _OTHER, False, None, None, False
    return level, dash is not None, text, None if value is None else _meaning(value), value is None


def _meaning(value: bytes) -> Any:
    text = value.decode()
    first = text[0]
    if first == '"' or first == "'":
        return text[1:-1]
    return plain_value(text)


# --------------------------------------------------------------------------------------------------------------------
# What an unquoted value means, for both ways of reading.

_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_CONSTANTS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}


def plain_value(text: str) -> Any:
    """Return what an unquoted scalar means in YAML 1.2's core schema; dates stay text.

    Source: https://yaml.org/spec/1.2.2/#1032-tag-resolution.
    """
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0].isalpha():
        return text
    if _INTEGER.fullmatch(text) and len(text) <= 1000:
        return int(text, 8 if text.startswith("0o") else 16 if text.startswith("0x") else 10)
    return float(text) if _FLOAT.fullmatch(text) else text
