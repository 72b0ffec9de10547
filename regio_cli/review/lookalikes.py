"""Characters that a reader takes for others or does not see: letters of another script, invisible and direction marks."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from regio_cli.history.delta import Delta
from regio_cli.model.text import N_, Text
from regio_cli.review.model import Lookalike

_LATIN = ("LATIN ", "FEMININE ORDINAL", "MASCULINE ORDINAL", "MODIFIER LETTER", "MICRO SIGN")
_MOST = 5
_WORD = re.compile(r"\w+")
_ASIDE = {"\n", "\t", "\u00a0", "\u202f"}


def in_records(delta: Delta) -> tuple[Lookalike, ...]:
    """Return where new texts in records, or ids, hold such characters."""
    found: list[Lookalike] = []
    for address in delta.addresses:
        if address not in delta.before:
            found += in_texts(str(address), [("", address.id)])
        known = {text for _, text in _texts(delta.before.get(address), "")}
        fresh = [(field, text) for field, text in _texts(delta.after.get(address), "") if text not in known]
        found += in_texts(str(address), fresh)
    return tuple(found)


def in_texts(where: str, texts: Iterable[tuple[str, str]]) -> list[Lookalike]:
    """Return what there is to say of `texts`, each with the field that it stands in."""
    return [Lookalike(where, field, text) for field, value in texts if (text := _said(value))]


def _texts(data: Any, field: str) -> Iterator[tuple[str, str]]:
    if isinstance(data, str):
        yield field, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from ((field, key),) if isinstance(key, str) and not key.isascii() else ()
            yield from _texts(value, f"{field}.{key}" if field else str(key))
    elif isinstance(data, list):
        for item in data:
            yield from _texts(item, field)


def _said(value: str) -> Text | None:
    if value.isascii() and value.isprintable():
        return None
    unseen = [char for char in dict.fromkeys(value) if not char.isprintable() and char not in _ASIDE]
    strange = [char for char in dict.fromkeys(value) if _is_strange(char)]
    if unseen:
        return Text(N_("holds characters that steer or can't be seen: {chars}"), {"chars": _listed(unseen)})
    if not strange:
        return None
    mixed = any(_is_mixed(word) for word in _WORD.findall(value))
    template = (
        N_("mixes scripts in one word, with {chars}")
        if mixed
        else N_("holds letters that are not of the Latin script: {chars}")
    )
    return Text(template, {"chars": _listed(strange)})


def _is_strange(char: str) -> bool:
    return char.isalpha() and not char.isascii() and not unicodedata.name(char, "").startswith(_LATIN)


def _is_mixed(word: str) -> bool:
    letters = [char for char in word if char.isalpha()]
    return len({_is_strange(char) for char in letters}) > 1


def _listed(chars: list[str]) -> str:
    told = ", ".join(_told(char) for char in chars[:_MOST])
    return told if len(chars) <= _MOST else f"{told}, …"


def _told(char: str) -> str:
    shown = f"'{char}' " if char.isprintable() else ""
    name = unicodedata.name(char, "")
    return f"{shown}U+{ord(char):04X}" + (f" {name}" if name else "")
