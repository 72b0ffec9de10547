"""Names of people stay in their own records: no message of a commit and no id may hold one."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from regio_cli.model.record import Address, Data
from regio_cli.read.names import fold

_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_SHORTEST = 3
# A short family name is too often a word: post, groot, berg.
_SHORTEST_IN_ADDRESS = 5


def named(texts: Iterable[str], records: Mapping[Address, Data], ids: Iterable[str] = ()) -> set[Address]:
    """Return the persons in `records` whose family name or e-mail address stands in `texts`, or in one of `ids`.

    A family name that is also a word in the name of an organisation or body (Van Zwolle) counts only with a given name
    or initials before it. Accents and capitals make no difference, save that in a text a name begins with a capital.
    """
    texts = [unicodedata.normalize("NFC", text) for text in texts]
    plain = [fold(text) for text in texts]
    words = {fold(word) for text in texts for word in _WORD.findall(text) if word[0].isupper() or not word.isascii()}
    plain_ids = [f" {' '.join(re.findall(r'[a-z]+', fold(id_)))} " for id_ in ids]
    maybe = {a: data for a, data in records.items() if a.kind == "person" and _is_like(data, [*plain, *plain_ids])}
    public = _public_words(records) if maybe else set()
    return {
        a for a, data in maybe.items() if _is_named(data, words, public, plain) or _is_in_id(data, plain_ids, public)
    }


def _is_like(data: Data, texts: Sequence[str]) -> bool:
    """Tell whether a part of the person's family name, or the e-mail address, stands there, whatever else it may mean."""
    name = data.get("name")
    family = name.get("family") if isinstance(name, dict) else None
    email = data.get("email")
    parts = _WORD.findall(fold(family)) if isinstance(family, str) else []
    parts += [email.lower()] if isinstance(email, str) else []
    return any(part in text for part in parts for text in texts)


def words_of_addresses(texts: Iterable[str]) -> list[str]:
    """Return the words in the web, mail and file addresses in `texts`, where names are written small; not the short ones."""
    addresses = [token for text in texts for token in text.split() if re.search(r"\w[/@._]\w", token)]
    return [word for address in addresses for word in _WORD.findall(address) if len(word) >= _SHORTEST_IN_ADDRESS]


def _is_named(data: Data, words: set[str], public: set[str], texts: list[str]) -> bool:
    email = data.get("email")
    if isinstance(email, str) and any(email.lower() in text for text in texts):
        return True
    name = data.get("name")
    if not isinstance(name, dict) or not isinstance(name.get("family"), str):
        return False
    if _is_whole(name, texts):
        return True
    family = _family(name["family"])
    if not family or len("".join(family)) < _SHORTEST:
        return False
    return all(word in words for word in family) and not all(word in public for word in family)


def _is_in_id(data: Data, ids: Sequence[str], public: set[str]) -> bool:
    """Tell whether the family name stands in one of `ids`, whose words have a space at each side; in a person's, anywhere."""
    name = data.get("name")
    if not ids or not isinstance(name, dict) or not isinstance(name.get("family"), str):
        return False
    family = " ".join(_WORD.findall(fold(name["family"])))
    if len(family) < _SHORTEST:
        return False
    given = fold(str(name.get("given") or ""))
    wanted = f" {given} {family} " if all(word in public for word in family.split()) else f" {family} "
    glued = family.replace(" ", "")
    return any(wanted in id_ or (id_.startswith(" p ") and len(glued) > _SHORTEST and glued in id_) for id_ in ids)


def _family(name: str) -> list[str]:
    """Return the words of a family name that begin with a capital: of 'Bergsma-de Wit' not the 'de'."""
    words = _WORD.findall(unicodedata.normalize("NFC", name))
    return [fold(word) for word in words if word[0].isupper()] or [fold(word) for word in words]


def _is_whole(name: Data, texts: list[str]) -> bool:
    """Tell whether the family name stands in a text with the given name or initials, before it or behind a comma."""
    prefix = rf"(?:{re.escape(fold(str(name['prefix'])))}\s+)?" if name.get("prefix") else ""
    plain = fold(str(name["family"]))
    texts = [text for text in texts if plain in text]
    family = re.escape(plain)
    whole = (rf"\b{first}\s*{prefix}{family}\b|\b{family}\s*,\s*{first}" for first in _firsts(name))
    return bool(texts) and any(re.search(form, text) for form in whole for text in texts)


def _firsts(name: Data) -> list[str]:
    """Return patterns of what may stand before a family name: the given name, its first letter, the initials."""
    given, initials = fold(str(name.get("given") or "")), fold(str(name.get("initials") or ""))
    found = [given, initials, *(f"{part[0]}." for part in (given, initials) if part)]
    return [re.escape(part) for part in dict.fromkeys(found) if part]


def _public_words(records: Mapping[Address, Data]) -> set[str]:
    """Return the words in names of organisations, bodies and programmes: they may be said.

    What stands in an id only may not: a new id would let itself through.
    """
    found: set[str] = set()
    for address, data in records.items():
        if address.kind != "person":
            told = [data.get("name"), data.get("short_name")]
            found |= {fold(word) for text in told if isinstance(text, str) for word in _WORD.findall(text)}
    return found
