"""Full names for invented people, none of them given twice however often the region is copied."""

import random
from collections.abc import Sequence

from regio_cli.demo.names import FAMILY, GIVEN, MORE_FAMILY, MORE_GIVEN
from regio_cli.model.folding import fold

Name = dict[str, str]
_ALL_GIVEN, _ALL_FAMILY = [*GIVEN, *MORE_GIVEN], [*FAMILY, *MORE_FAMILY]


class Names:
    """Draws names, and remembers all that it gave."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def draw(self, first: random.Random, again: random.Random) -> Name:
        """Return a name that nobody has: the one that `first` draws, else one that `again` draws of more names.

        `first` is asked as often for a name that is free as for one that is taken, so that the others keep theirs.
        """
        name = _single(first, GIVEN, FAMILY)
        if self._is_taken(name):
            name = _single(again, _ALL_GIVEN, _ALL_FAMILY)
        while self._is_taken(name):
            name = _double(again)
        self._given.add(_full(name))
        return name

    def _is_taken(self, name: Name) -> bool:
        return _full(name) in self._given


def _full(name: Name) -> str:
    return fold(" ".join((name["given"], *filter(None, (name.get("prefix"), name["family"])))))


def _single(rng: random.Random, given: Sequence[str], family: Sequence[str]) -> Name:
    first = _pick(rng, given)
    last, _, prefix = _pick(rng, family).partition("|")
    return {"family": last, **({"prefix": prefix.replace("_", " ")} if prefix else {}), "given": first}


def _double(rng: random.Random) -> Name:
    """Return a name with the family names of two: Anna de Vries-van den Berg."""
    name, other = (_single(rng, _ALL_GIVEN, _ALL_FAMILY) for _ in range(2))
    second = " ".join(filter(None, (other.get("prefix"), other["family"])))
    return name | {"family": f"{name['family']}-{second}"}


def _pick(rng: random.Random, of: Sequence[str]) -> str:
    # Not `choice`, which other versions of Python draw in other ways.
    return of[int(rng.random() * len(of))]
