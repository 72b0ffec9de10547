"""Texts made alike, for comparing names."""

import unicodedata

# Letters that are no other letter with an accent, and are typed as one.
_PLAIN = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})


def fold(text: str) -> str:
    """Return `text` in lower case and without accents, for comparing."""
    if text.isascii():
        return text.casefold()
    apart = unicodedata.normalize("NFKD", text.casefold()).translate(_PLAIN)
    return "".join(char for char in apart if not unicodedata.combining(char))
