"""Whether somebody about to be recorded is there already: by name, initials, accents and e-mail address."""

from collections.abc import Iterable
from typing import NamedTuple

from regio_cli.model.record import Address, Data
from regio_cli.read.names import fold, sort_key

_ENOUGH = 88.0
# One wrong letter in a short name; enough when the given name is the very same.
NEARLY = 80.0


class Like(NamedTuple):
    """A record that may be the same person, and how sure that is (0 to 100)."""

    address: Address
    score: float


def same_person(wanted: Data, persons: Iterable[tuple[Address, Data]]) -> list[Like]:
    """Return the persons that `wanted` (the data of a person's record, or a part of it) may be, likeliest first.

    The same e-mail address is certain. A family name that is nearly the same counts, when the given name is nearly the
    same, is only an initial, or is not told.
    """
    found = [Like(address, _score(wanted, data)) for address, data in persons]
    return sorted((like for like in found if like.score), key=lambda like: (-like.score, like.address))


def _score(wanted: Data, other: Data) -> float:
    email = str(wanted.get("email") or "").casefold()
    if email and email == str(other.get("email") or "").casefold():
        return 100.0
    family = _alike(family_of(wanted), family_of(other))
    given = _part(wanted, "given")
    if family < _ENOUGH and not (family >= NEARLY and given and given == _part(other, "given")):
        return 0.0
    return family if _first_fits(wanted, other) else 0.0


def family_of(data: Data) -> str:
    """Return the family name without what may stand before it, wherever that was written."""
    return sort_key(_part(data, "family"))[0]


def _first_fits(wanted: Data, other: Data) -> bool:
    """Tell whether given names or initials let two people with one family name be the same."""
    given, known = _part(wanted, "given"), _part(other, "given")
    initial, its = _initial(wanted), _initial(other)
    if given and known and len(given.rstrip(".")) > 1:
        return _alike(given, known) >= _ENOUGH
    return not initial or not its or initial == its


def _initial(data: Data) -> str:
    return (_part(data, "initials") or _part(data, "given"))[:1]


def _part(data: Data, name: str) -> str:
    names = data.get("name")
    return fold(str(names.get(name) or "")) if isinstance(names, dict) else ""


def _alike(one: str, other: str) -> float:
    from rapidfuzz import fuzz

    return float(fuzz.ratio(one, other)) if one and other else 0.0


_PREFIXES = frozenset((
    "van", "von", "de", "den", "der", "het", "ten", "ter", "te", "'t", "’t", "la", "le", "du", "in", "op", "aan",
    "bij", "onder", "over", "uit", "tot", "toe", "voor", "'s", "’s",
))  # fmt: skip


def name_from(text: str) -> dict[str, str]:
    """Return the parts of a name as people write it: "J. (Jan) van der Berg" is given, initials, prefix and family."""
    words = text.replace(",", " ").split()
    given = [word.strip("()") for word in words if word.startswith("(")]
    words = [word for word in words if not word.startswith("(")]
    first = next((n for n, word in enumerate(words) if word.lower() in _PREFIXES), max(0, len(words) - 1))
    last = first
    while last < len(words) - 1 and words[last].lower() in _PREFIXES:
        last += 1
    initials = [word for word in words[:first] if "." in word]
    given = given or [word for word in words[:first] if "." not in word]
    parts = {
        "family": " ".join(words[last:]),
        "prefix": " ".join(words[first:last]),
        "given": " ".join(given),
        "initials": " ".join(initials),
    }
    return {name: value for name, value in parts.items() if value}
