"""What stands in a report as its reader writes it: numbers with the decimal sign of the language, percentages and signs."""

import math
from collections.abc import Mapping

from regio_cli.model.display import visible
from regio_cli.model.text import N_, Text, Translator
from regio_cli.report.model import Align, Sign, Value
from regio_cli.report.tabular import Pair

NOTHING = "–"
ARROW = " → "
SIGNS: Mapping[Sign, str] = {"good": "✓", "warn": "!", "bad": "✗", "none": NOTHING}
# What a screen reader says for them.
SIGN_WORDS: Mapping[Sign, str] = {
    "good": N_("good"), "warn": N_("needs attention"), "bad": N_("not good"), "none": N_("no judgement"),
}  # fmt: skip
RIGHT: frozenset[Align] = frozenset(("number", "share"))
# Years and other numbers of four digits stand as they are.
_GROUPED = 10_000


def number(value: float, language: str) -> str:
    """Return a number with at most two decimals."""
    if not math.isfinite(value):
        return NOTHING
    digits = f"{value:,.2f}" if abs(value) >= _GROUPED else f"{value:.2f}"
    digits = digits.rstrip("0").rstrip(".")
    return _dutch(digits) if language == "nl" else digits


def percentage(share: float, language: str) -> str:
    """Return a fraction of one as a percentage with one decimal; in Dutch with a space that no line is broken at."""
    if not math.isfinite(share):
        return NOTHING
    digits = f"{100 * share:.1f}"
    return f"{_dutch(digits)}\u00a0%" if language == "nl" else f"{digits}%"


def _dutch(digits: str) -> str:
    return digits.replace(",", " ").replace(".", ",").replace(" ", ".")


def worded(value: Value, align: Align, translate: Translator) -> str:
    """Return a value in words, on one line; what is not there is a dash."""
    if value is None:
        return NOTHING
    if isinstance(value, Text):
        return one_line(value.render(translate))
    if isinstance(value, bool):
        return translate(N_("yes") if value else N_("no"))
    if isinstance(value, int | float):
        return (percentage if align == "share" else number)(value, translate.language)
    sign = sign_of(value) if align == "sign" else None
    return SIGNS[sign] if sign else one_line(value)


def sign_of(value: Value) -> Sign | None:
    """Return the sign that a value is, None when it is none."""
    return next((sign for sign in SIGNS if sign == value), None)


def changed(pair: Pair, align: Align, translate: Translator) -> str:
    """Return a cell in words: what it was and what it is, when these differ."""
    after, before = worded(pair.after, align, translate), worded(pair.before, align, translate)
    return after if before == after else f"{before}{ARROW}{after}"


def one_line(text: str) -> str:
    """Return `text` on one line, without what steers a terminal or turns the direction of writing."""
    return visible(text).replace("\n", " ")


def said(text: Text | None, translate: Translator) -> str:
    """Return a text in the reader's language, on one line; nothing without text."""
    return one_line(text.render(translate)) if text else ""


def plain(value: Value, translate: Translator) -> str | int | float | bool | None:
    """Return a value for scripts: a number as it is, nothing for one that is no number, and texts in the reader's language."""
    if isinstance(value, Text):
        return value.render(translate)
    return None if isinstance(value, float) and not math.isfinite(value) else value
