"""Names of people stay in their own records: no message of a commit and no id may hold one."""

import re
from collections.abc import Iterable, Mapping

from regio_cli.model.record import Address, Data
from regio_cli.read.names import fold

_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_SHORTEST = 3


def named(texts: Iterable[str], records: Mapping[Address, Data], ids: Iterable[str] = ()) -> set[Address]:
    """Return the persons in `records` whose family name or e-mail address stands in `texts`, or in one of `ids`.

    A family name that is also a word in the name of an organisation or body (Van Zwolle) counts only with a given name
    or initials before it. Accents and capitals make no difference, save that in a text a name begins with a capital.
    """
    texts = list(texts)
    plain = " ".join(fold(text) for text in texts)
    words = {fold(word) for text in texts for word in _WORD.findall(text) if word[0].isupper() or not word.isascii()}
    parts = {part for id_ in ids for part in id_.split("-")}
    if not words and not parts and "@" not in plain:
        return set()
    maybe = {a: data for a, data in records.items() if a.kind == "person" and _is_like(data, words, parts, plain)}
    public = _public_words(records) if maybe else set()
    return {address for address, data in maybe.items() if _is_named(data, words, parts - public, public, plain)}


def _is_like(data: Data, words: set[str], parts: set[str], text: str) -> bool:
    """Tell whether the person's family name or e-mail address stands there, whatever else it may mean."""
    family = _family(data)
    return _has_email(data, text) or (
        bool(family) and ("".join(family) in parts or all(word in words for word in family))
    )


def _is_named(data: Data, words: set[str], parts: set[str], public: set[str], text: str) -> bool:
    family = _family(data)
    if _has_email(data, text) or "".join(family) in parts:
        return True
    if not all(word in words for word in family):
        return False
    return not all(word in public for word in family) or _is_whole(data["name"], text)


def _has_email(data: Data, text: str) -> bool:
    email = data.get("email")
    return isinstance(email, str) and email.lower() in text


def _family(data: Data) -> list[str]:
    """Return the words of a person's family name; none when it is too short to be told from other words."""
    name = data.get("name")
    family = name.get("family") if isinstance(name, dict) else None
    words = [fold(word) for word in _WORD.findall(family)] if isinstance(family, str) else []
    return words if len("".join(words)) >= _SHORTEST else []


def _is_whole(name: Data, text: str) -> bool:
    """Tell whether the family name stands in a text behind the given name or the initials."""
    firsts = [str(name[key]) for key in ("given", "initials") if name.get(key)]
    prefix = rf"(?:{re.escape(fold(str(name['prefix'])))}\s+)?" if name.get("prefix") else ""
    family = re.escape(fold(str(name["family"])))
    return any(re.search(rf"\b{re.escape(fold(first))}\s*{prefix}{family}\b", text) for first in firsts)


def _public_words(records: Mapping[Address, Data]) -> set[str]:
    """Return the words in names of organisations, bodies and programmes: they may be said."""
    found: set[str] = set()
    for address, data in records.items():
        if address.kind != "person":
            told = [data.get("name"), data.get("short_name"), address.id if address.kind != "redirect" else ""]
            found |= {fold(word) for text in told if isinstance(text, str) for word in _WORD.findall(text)}
    return found
