"""Texts made alike, for comparing names."""

import unicodedata


def fold(text: str) -> str:
    """Return `text` in lower case and without accents, for comparing."""
    if text.isascii():
        return text.casefold()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))
