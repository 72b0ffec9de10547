"""Whether somebody about to be recorded is there already: by name, initials, accents and e-mail address."""

from collections.abc import Iterable
from typing import NamedTuple

from regio_cli.model.dutchnames import bare_family
from regio_cli.model.folding import fold
from regio_cli.model.record import Address, Data

# How alike (0 to 100) two family names, or two long given names, must be.
ENOUGH = 88.0
# One wrong letter in a short family name; enough when the given name is the very same.
NEARLY = 80.0
# From so many letters one wrong letter is a slip: Ana and Anna may be one, Tim and Tom are two.
SHORTEST = 4
# Letters that begin one name in two spellings: Cees and Kees.
_BEGINS = str.maketrans("cvz", "kfs")


class Like(NamedTuple):
    """A record that may be the same person, and how sure that is (0 to 100)."""

    address: Address
    score: float


def same_person(wanted: Data, persons: Iterable[tuple[Address, Data]]) -> list[Like]:
    """Return the persons that `wanted` (the data of a person's record, or a part of it) may be, likeliest first.

    The same e-mail address is certain. A family name that is nearly the same counts, whatever prefix it has, when the
    given name is nearly the same, is one of several, is only an initial, or is not told.
    """
    found = [Like(address, _score(wanted, data)) for address, data in persons]
    return sorted((like for like in found if like.score), key=lambda like: (-like.score, like.address))


def _score(wanted: Data, other: Data) -> float:
    email = str(wanted.get("email") or "").casefold()
    if email and email == str(other.get("email") or "").casefold():
        return 100.0
    family = _alike(family_of(wanted), family_of(other))
    given = _part(wanted, "given")
    if family < ENOUGH and not (family >= NEARLY and given and given == _part(other, "given")):
        return 0.0
    return family if _first_fits(wanted, other) else 0.0


def family_of(data: Data) -> str:
    """Return the family name without what may stand before it, wherever that was written."""
    names = data.get("name")
    return bare_family(names) if isinstance(names, dict) else ""


def _first_fits(wanted: Data, other: Data) -> bool:
    """Whether given names or initials let two people with one family name be the same."""
    given, known = _part(wanted, "given"), _part(other, "given")
    if len(given.rstrip(".")) > 1 and len(known.rstrip(".")) > 1:
        return given_alike(given, known)
    initial, its = _initial(wanted), _initial(other)
    return not initial or not its or initial == its


def given_alike(one: str, other: str) -> bool:
    """Whether two given names, folded, may be one: alike but for a slip, or the one is told with more names than the other."""
    if _nearly_same(_joined(one), _joined(other)):
        return True
    few, many = sorted((_words(one), _words(other)), key=len)
    if len(few) == len(many):
        return all(map(_word_fits, few, many))
    return _in_order(few, many)


def _in_order(few: list[str], many: list[str]) -> bool:
    """Whether the names `few` are among `many`, in the same order."""
    left = iter(many)
    return all(any(_word_fits(word, each) for each in left) for word in few)


def _word_fits(one: str, other: str) -> bool:
    """Whether two given names are alike, or one is the initial of the other."""
    if min(len(one), len(other)) == 1:
        return one[0] == other[0]
    return _nearly_same(one, other)


def _nearly_same(one: str, other: str) -> bool:
    return _alike(one, other) >= ENOUGH or _one_slip(one, other)


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter is wrong, missing, too many or in the wrong place, and not the first."""
    from rapidfuzz.distance import OSA

    if max(len(one), len(other)) < SHORTEST or not one or not other:
        return False
    one, other = one[0].translate(_BEGINS) + one[1:], other[0].translate(_BEGINS) + other[1:]
    return one[0] == other[0] and OSA.distance(one, other) <= 1


def _words(given: str) -> list[str]:
    return given.replace("-", " ").replace(".", " ").split()


def _joined(given: str) -> str:
    return "".join(_words(given))


def _initial(data: Data) -> str:
    return (_part(data, "initials") or _part(data, "given"))[:1]


def _part(data: Data, name: str) -> str:
    names = data.get("name")
    return fold(str(names.get(name) or "")) if isinstance(names, dict) else ""


def _alike(one: str, other: str) -> float:
    from rapidfuzz import fuzz

    return float(fuzz.ratio(one, other)) if one and other else 0.0
