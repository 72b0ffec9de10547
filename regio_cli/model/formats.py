"""The formats that schemas name and JSON Schema does not know: each a test of one text.

Check digits come from python-stdnum; an identifier's outward form is the schema's ``pattern``.
"""

import re
from collections.abc import Callable, Mapping

_NINE_DIGITS = re.compile(r"(?<![0-9])[0-9]{9}(?![0-9])", re.ASCII)
_ZERO_SUFFIX = "000"


def is_rsin(text: str) -> bool:
    """Tell whether `text` passes the eleven test, as every RSIN does (domain brief B.3); BSN and RSIN share it."""
    from stdnum.nl import bsn

    return len(text) == 9 and bool(bsn.is_valid(text))


def has_citizen_number(text: str) -> bool:
    """Tell whether nine digits that may be a BSN stand in `text`: apart from other digits, and passing the eleven test."""
    return any(is_rsin(digits) for digits in _NINE_DIGITS.findall(text))


def is_brin(text: str) -> bool:
    """Tell whether `text` has the form of a BRIN, with or without a branch."""
    from stdnum.nl import brin

    return bool(brin.is_valid(text))


def is_postcode(text: str) -> bool:
    """Tell whether `text` is a Dutch postcode that can be handed out."""
    from stdnum.nl import postcode

    return bool(postcode.is_valid(text))


def is_oin(text: str) -> bool:
    """Tell whether `text` is an OIN: a known prefix, and a main number that is right for that prefix.

    Source: Logius, OIN-Stelsel, chapter 6: prefix (8), main number (9, or 8 and a zero), suffix (3).
    """
    prefix, main, suffix = text[:8], text[8:17], text[17:]
    if len(text) != 20 or prefix not in _OIN_PREFIXES or not (suffix.isdigit() or prefix in _LETTERS_ALLOWED):
        return False
    return _OIN_PREFIXES[prefix](main, suffix)


def _oin_rsin(main: str, suffix: str) -> bool:
    return is_rsin(main)


def _oin_kvk(main: str, suffix: str) -> bool:
    return main.isdigit() and main[8] + suffix == "0" + _ZERO_SUFFIX


def _oin_digits(main: str, suffix: str) -> bool:
    return main.isdigit()


def _oin_any(main: str, suffix: str) -> bool:
    return True


def is_timezone(text: str) -> bool:
    """Whether `text` is the IANA name of a time zone. Raises NoZones without a time zone database."""
    from regio_cli.model.zones import NoZone, zone

    try:
        zone(text)
    except NoZone:
        return False
    return True


_OIN_PREFIXES: Mapping[str, Callable[[str, str], bool]] = {
    "00000001": _oin_rsin,
    "00000002": _oin_digits,
    "00000003": _oin_kvk,
    "00000004": _oin_digits,
    "00000005": _oin_digits,
    "00000006": _oin_digits,
    "00000007": _oin_any,
    "00000008": _oin_digits,
    "00000009": _oin_any,
    "00000010": _oin_digits,
    "00000099": _oin_digits,
}
_LETTERS_ALLOWED = frozenset({"00000007", "00000009"})

FORMATS: Mapping[str, Callable[[str], bool]] = {
    "rsin": is_rsin,
    "brin": is_brin,
    "postcode": is_postcode,
    "oin": is_oin,
    "timezone": is_timezone,
}
