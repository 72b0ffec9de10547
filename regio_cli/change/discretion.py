"""Names of people stay in their own records: no message of a commit and no id may hold one."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from regio_cli.model.record import Address, Data
from regio_cli.read.names import fold

_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_SMALL = re.compile(r"[a-z]+")
_OF_PERSON = " p "
_SHORTEST = 3
# A short family name is too often a word: post, groot, berg; or comes out of an id that was drawn by lot: p-vos8.
_SHORTEST_IN_ADDRESS = _SHORTEST_IN_LOT = 5


def named(texts: Iterable[str], records: Mapping[Address, Data], ids: Iterable[str] = ()) -> set[Address]:
    """Return the persons in `records` whose family name or e-mail address stands in `texts`, or in one of `ids`.

    A family name that is also a word in the name of an organisation or body (Van Zwolle) counts only with a given name
    or initials before it. Accents and capitals make no difference, save that in a text a name begins with a capital.
    """
    texts = [unicodedata.normalize("NFC", text) for text in texts]
    plain = [" ".join(fold(text).split()) for text in texts]
    words = {fold(word) for text in texts for word in _WORD.findall(text) if word[0].isupper() or not word.isascii()}
    plain_ids = _Ids.of(ids)
    is_there = _search([*plain, plain_ids.all])
    maybe = {a: data for a, data in records.items() if a.kind == "person" and _is_like(data, is_there)}
    public = _public_words(records) if maybe else set()
    return {
        a for a, data in maybe.items() if _is_named(data, words, public, plain) or _is_in_id(data, plain_ids, public)
    }


def named_by_own_id(records: Mapping[Address, Data]) -> set[Address]:
    """Return the persons in `records` whose own id has their family name in it."""
    people = ((address, data) for address, data in records.items() if address.kind == "person")
    return {a for a, data in people if (family := _family_in_ids(data)) and family in _letters(a.id).replace(" ", "")}


def addresses_in(records: Iterable[Data]) -> set[str]:
    """Return the streets, towns and other parts of the addresses in records of organisations: they are public, whoever they are called after."""
    found: set[str] = set()
    for data in records:
        address = data.get("address")
        if isinstance(address, Mapping):
            found |= {value for value in address.values() if isinstance(value, str) and value.strip()}
    return found


def family_in(person: Data) -> str:
    """Return the family name of a person, empty without one."""
    name = person.get("name")
    return str(name.get("family") or "") if isinstance(name, Mapping) else ""


class _Ids(NamedTuple):
    """The words of ids, a line each, with a space at both sides: those of people, which say nothing by themselves, and others."""

    others: str
    people: str

    @classmethod
    def of(cls, ids: Iterable[str]) -> "_Ids":
        plain = {f" {_letters(id_)} " for id_ in ids}
        people = {id_ for id_ in plain if id_.startswith(_OF_PERSON)}
        return cls("\n".join(plain - people), "\n".join(people))

    @property
    def all(self) -> str:
        """All of them."""
        return f"{self.others}\n{self.people}"


def _letters(id_: str) -> str:
    return " ".join(_SMALL.findall(fold(id_)))


def _search(texts: Sequence[str]) -> Callable[[str], bool]:
    """Return the test of whether a word stands anywhere in `texts`.

    An import brings thousands of ids, a message as long, and as many people: each word is looked for once, and one with an
    @ only where there is one.
    """
    everything = "\n".join(texts)
    mails = " ".join(word for word in everything.split() if "@" in word)

    @cache
    def test(word: str) -> bool:
        return word in (mails if "@" in word else everything)

    return test


def _is_like(data: Data, is_there: Callable[[str], bool]) -> bool:
    """Tell whether a part of the person's family name, or the e-mail address, stands there, whatever else it may mean."""
    name = data.get("name")
    family = name.get("family") if isinstance(name, dict) else None
    email = data.get("email")
    parts = _WORD.findall(fold(family)) if isinstance(family, str) else []
    parts += [email.lower()] if isinstance(email, str) else []
    return any(map(is_there, parts))


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


def _is_in_id(data: Data, ids: _Ids, public: set[str]) -> bool:
    """Tell whether the family name is words of one of `ids`; in a person's it may stand anywhere."""
    glued = _family_in_ids(data)
    if not glued or not ids.all.strip():
        return False
    family, given = " ".join(_WORD.findall(fold(data["name"]["family"]))), fold(str(data["name"].get("given") or ""))
    wanted = f" {given} {family} " if all(word in public for word in family.split()) else f" {family} "
    return wanted in ids.others or (len(glued) >= _SHORTEST_IN_LOT and glued in ids.people)


def _family_in_ids(data: Data) -> str | None:
    """Return the family name as it would stand in an id, None without one that is long enough to be known."""
    name = data.get("name")
    family = name.get("family") if isinstance(name, dict) else None
    glued = "".join(_WORD.findall(fold(family))) if isinstance(family, str) else ""
    return glued if len(glued) >= _SHORTEST else None


def _family(name: str) -> list[str]:
    """Return the words of a family name that begin with a capital: of 'Bergsma-de Wit' not the 'de'."""
    words = _WORD.findall(unicodedata.normalize("NFC", name))
    return [fold(word) for word in words if word[0].isupper()] or [fold(word) for word in words]


def _is_whole(name: Data, texts: list[str]) -> bool:
    """Tell whether the family name stands in a text with the given name or initials, before it or behind a comma."""
    prefix = rf"(?:{re.escape(fold(str(name['prefix'])))}\s+)?" if name.get("prefix") else ""
    plain = fold(str(name["family"]))
    family, firsts = re.escape(plain), _firsts(name)
    whole = "|".join(rf"\b{first}\s*{prefix}{family}\b|\b{family}\s*,\s*{first}" for first in firsts)
    reach = len(prefix) + max(map(len, firsts), default=0) + 4
    return bool(whole) and any(re.search(whole, near) for text in texts for near in _near(text, plain, reach))


def _near(text: str, word: str, reach: int) -> Iterator[str]:
    """Yield the pieces of a text around each place where `word` stands: a pattern is sought there sooner than in all of it."""
    at = text.find(word)
    while at >= 0:
        yield text[max(0, at - reach) : at + len(word) + reach]
        at = text.find(word, at + 1)


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
