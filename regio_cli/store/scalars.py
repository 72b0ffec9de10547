"""How a single value is written in a record's file: plain, between double quotes, or as a literal block.

Text stands plain only where YAML 1.1 and YAML 1.2 read it as that same text. What may stand plain is listed by
character, not asked of Python's Unicode tables, so that every version of Python writes the same.
"""

import math
import re
import unicodedata
from itertools import groupby
from typing import Any

_LETTER = r"A-Za-z\xc0-\u024f"
_PLAIN = re.compile(
    rf"(?:[{_LETTER}]|[0-9](?=[^\n]* [{_LETTER}]{{2}}))"  # '2 zetels' is text, '2 000' or '10:30' might be a number
    r"[ -~\xa1-\xac\xae-\u024f\u1e00-\u1eff\u2010-\u2015\u2018-\u201f\u2022\u2026\u20ac]*"
)
_SIMPLE = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"))
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UNSEEN = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff"
_UNSEEN_CHAR = re.compile(f"[{_UNSEEN}]")
_ESCAPED = re.compile(f'["\\\\\t\n{_UNSEEN}]')
_NOT_ASCII = re.compile(r"[^ !#-\[\]-~]")
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_ACCENT_LIMIT = 100
_KEY_LIMIT = 1000  # YAML readers take a key of at most 1,024 characters


def key(name: Any) -> str:
    """Return a field's name as it is written, without the colon."""
    if not isinstance(name, str):
        raise ValueError(f"a field's name must be text, not {name!r}")
    written = composed(name)
    if not is_plain(written):
        written = double_quoted(written)
    if len(written) > _KEY_LIMIT:
        raise ValueError(f"a field's name of more than {_KEY_LIMIT} characters: {name[:40]!r}…")
    return written


def scalar(value: Any, quoted: bool = False, format_: str | None = None) -> list[str]:
    """Return the lines that `value` is written in: one, or more for a literal block, whose lines are not indented.

    `quoted` asks for quotes around text, `format_` is that of the field: a date stands plain in a field for dates.
    """
    if isinstance(value, str):
        value = composed(value)
        if quoted:
            return [double_quoted(value)]
        if is_plain(value) or (format_ == "date" and _DATE.fullmatch(value)):
            return [value]
        return ("\n" in value and _literal(value)) or [double_quoted(value)]
    if value is None:
        return ["null"]
    if value is True or value is False:
        return ["true" if value else "false"]
    if isinstance(value, int):
        return [str(value)]
    if isinstance(value, float):
        return [_float(value)]
    raise ValueError(f"a record holds text, numbers, yes or no, lists and fields; not {type(value).__name__}")


def composed(text: str) -> str:
    """Return `text` with each letter and its accents as one character (Unicode NFC)."""
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return text
    # Python sorts the accents of one letter in quadratic time.
    for is_accent, run in groupby(text, lambda char: unicodedata.combining(char) > 0):
        if is_accent and sum(1 for _ in run) > _ACCENT_LIMIT:
            raise ValueError(f"a letter with more than {_ACCENT_LIMIT} accents")
    return unicodedata.normalize("NFC", text)


def is_plain(text: str) -> bool:
    """Tell whether `text`, unquoted on one line, is that same text to any reader of YAML."""
    if _SIMPLE.fullmatch(text):
        return text not in _WORDS
    return bool(
        _PLAIN.fullmatch(text)
        and ": " not in text
        and " #" not in text
        and text[-1] not in " :"
        and text.lower() not in _WORDS
    )


def double_quoted(text: str) -> str:
    """Return `text` between double quotes, with escapes only where it can't do without."""
    written = f'"{_ESCAPED.sub(_escape, text)}"'
    # The 'n' of an escape may join an accent that comes after it.
    if not written.isascii() and not unicodedata.is_normalized("NFC", written):
        written = f'"{_NOT_ASCII.sub(_escape, text)}"'
    return written


def single_quoted(text: str) -> str | None:
    """Return `text` between single quotes, None where it holds what can't stand there as it is."""
    return None if _UNSEEN_CHAR.search(text) or "\n" in text or "\t" in text else "'" + text.replace("'", "''") + "'"


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    code = ord(char)
    if 0xD800 <= code <= 0xDFFF:
        raise ValueError(f"half a character (U+{code:04X}) can't be written")
    if char in _SHORT:
        return _SHORT[char]
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _literal(text: str) -> list[str] | None:
    """Return `text` as a literal block, None where one can't hold it, or where an editor might damage what it holds.

    That is so when the text ends in several line ends or in a line of spaces: many editors trim these from a file.
    """
    ends = text.endswith("\n")
    lines = text.removesuffix("\n").split("\n")
    if _UNSEEN_CHAR.search(text) or not lines[-1].strip():
        return None
    indent = "2" if text[0] in " \t\n" else ""
    return [f"|{indent}{'' if ends else '-'}", *lines]


def _float(value: float) -> str:
    if math.isnan(value):
        return ".nan"
    if math.isinf(value):
        return ".inf" if value > 0 else "-.inf"
    digits, exponent, power = repr(value).partition("e")
    return digits + ("" if "." in digits else ".0") + exponent + power
