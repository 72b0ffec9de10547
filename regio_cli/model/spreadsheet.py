"""Text on its way to a spreadsheet, and back.

A text with a separator in it becomes several cells where a file is opened by that separator: a file with commas by a double click
on a Dutch machine. So the begin of a text is not the only place where a formula can begin.
"""

import json
import re
from typing import Any

_MARK = "'"
# Where a cell can begin, whichever separator a file is opened with; and what a spreadsheet then takes for a formula, also behind
# quotes and spaces, and in the wide form of East Asian keyboards.
_BEGIN = r"(?:^|(?<=[;,\t|\r\n\v\f\x1c-\x1e\x85\u2028\u2029]))"
_FORMULA = r"(?=[ \u00a0\"'’‘“”]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])"
_UNGUARDED = re.compile(_BEGIN + _FORMULA)
_GUARDED = re.compile(_BEGIN + _MARK + _FORMULA)
# A string in JSON, and in it where a formula could begin: there no other sign than the formula's own can be changed.
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_IN_STRING = re.compile(r"((?:^\"|[;,|]|\\[nrtfv])(?:[ \u00a0'’‘“”]|\\\")*)([=+\-@\uff1d\uff0b\uff0d\uff20])")


def guarded(text: str) -> str:
    """Return text with an apostrophe wherever a cell with a formula could begin in it; `unguarded` takes those away."""
    return _UNGUARDED.sub(_MARK, text)


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given."""
    return _GUARDED.sub("", text)


def guarded_json(value: Any) -> str:
    """Return `value` as JSON in which no cell with a formula can begin: a sign that would begin one is written by its code."""
    return _STRING.sub(_without_formulas, json.dumps(value, ensure_ascii=False))


def _without_formulas(string: re.Match[str]) -> str:
    return _IN_STRING.sub(lambda found: f"{found[1]}\\u{ord(found[2]):04x}", string[0])
