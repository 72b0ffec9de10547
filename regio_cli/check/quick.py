"""Tests of formats that know at once what is surely right.

The formats themselves (`model.formats`) ask python-stdnum, and importing that is a tenth of a check without index. So what
is surely right is accepted here, and anything else is left to them: nothing passes that they refuse.
"""

import re
from collections.abc import Callable, Mapping

Test = Callable[[str], bool]


def quick(formats: Mapping[str, Test]) -> dict[str, Test]:
    """Return tests that give what those of `formats` give, most of them sooner."""
    return {name: _either(SURE[name], test) if name in SURE else test for name, test in formats.items()}


def _either(sure: Test, test: Test) -> Test:
    return lambda text: sure(text) or test(text)


def _rsin(text: str) -> bool:
    if not (len(text) == 9 and text.isascii() and text.isdigit()) or text == "000000000":
        return False
    return (sum((9 - at) * int(digit) for at, digit in enumerate(text[:8])) - int(text[8])) % 11 == 0


def _oin(text: str) -> bool:
    return (
        len(text) == 20 and text.isascii() and text.startswith("00000001") and text[17:].isdigit() and _rsin(text[8:17])
    )


def _brin(text: str) -> bool:
    return re.fullmatch("[0-9]{2}[A-Z]{2}([0-9]{2})?", text) is not None


def _postcode(text: str) -> bool:
    return re.fullmatch("[1-9][0-9]{3} ?(?!SA|SD|SS)[A-Z]{2}", text) is not None


SURE: Mapping[str, Test] = {"rsin": _rsin, "oin": _oin, "brin": _brin, "postcode": _postcode}
