"""Text on its way to a spreadsheet, and back."""

# A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MARK = "'"


def guarded(text: str) -> str:
    """Return text with an apostrophe before it when a spreadsheet would reckon with it; `unguarded` takes that away."""
    return _MARK + text if _is_formula(text) else text


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given."""
    return text[1:] if text.startswith(_MARK) and _is_formula(text[1:]) else text


def _is_formula(text: str) -> bool:
    # Apostrophes before what is like a formula count with it, so that there is a way back for every text.
    return text.lstrip(_MARK).startswith(_FORMULA)
