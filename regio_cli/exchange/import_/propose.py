"""Which field a heading means: by its name or its label in either language, also when it is only nearly written so."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from regio_cli.exchange.import_.table import Column, Known
from regio_cli.exchange.import_.targets import ID, Target, is_name
from regio_cli.model.kinds import Kinds
from regio_cli.read.names import fold

_SURE, _ENOUGH = 100.0, 84.0
_LONGER, _LESS = 92.0, 2.0
_WORD = re.compile(r"[^\w]+")
_SHORTEST = 4
# Words of lists that no label has, by the word of the label that they stand for.
_MEANS = {
    "organisatie": "partner", "gemeente": "partner", "organisation": "partner", "mail": "e mail", "mailadres": "e mail",
    "emailadres": "e mail", "email": "e mail", "tel": "telefoon", "tel nr": "telefoon", "mobiel": "telefoon", "van": "begindatum", "vanaf": "begindatum",
    "sinds": "begindatum", "begin": "begindatum", "start": "begindatum", "tot": "einddatum", "tot en met": "einddatum", "t m": "einddatum",
    "einde": "einddatum", "eind": "einddatum", "naam lid": "persoon", "lid": "persoon", "vertegenwoordiger": "persoon",
    "woonplaats": "plaats", "kvk": "kvk nummer", "rol": "zetel", "functie in overleg": "zetel",
}  # fmt: skip


class Guess(NamedTuple):
    """The field that a column may be for, and how alike the words are (0 to 100)."""

    score: float
    column: Column
    target: Target


class Names(NamedTuple):
    """What a field is called, and what that is called which it points at: a column headed so may be for another field as well."""

    own: tuple[str, ...]
    of_others: tuple[str, ...]


def proposed(columns: Iterable[Column], known: Mapping[str, Target], kinds: Kinds) -> dict[str, str | None]:
    """Return the field of each column by its heading: each field once, the likeliest first; None where nothing is like it."""
    columns = list(columns)
    names = _names(known, kinds)
    guesses = [guess for column in columns for guess in _guesses(column, known, names)]
    found: dict[str, str | None] = {column.label: None for column in columns}
    taken: set[str] = set()
    for guess in sorted(guesses, key=lambda g: (-g.score, g.target.depth, g.column.at)):
        if found[guess.column.label] is None and guess.target.path not in taken:
            found[guess.column.label] = guess.target.path
            taken.add(guess.target.path)
    return found


def is_known(known: Mapping[str, Target], kinds: Kinds) -> Known:
    """Return the test of how well a heading is known: 1 when to the letter, 0 when not at all."""
    names = _names(known, kinds)

    @lru_cache(maxsize=4_096)
    def test(heading: str) -> float:
        best = max((_best(heading, each) for each in names.values()), default=0.0)
        return best / _SURE if best >= _ENOUGH else 0.0

    return test


def _guesses(column: Column, known: Mapping[str, Target], names: Mapping[str, Names]) -> Iterator[Guess]:
    for path, target in known.items():
        # What stands below a heading of several is known by both together, or else by itself.
        scores = [_best(column.label, names[path]), _best(column.short, names[path]) - 1]
        if max(scores) >= _ENOUGH:
            yield Guess(max(scores), column, target)


def _best(heading: str, names: Names) -> float:
    wanted = _plain(heading)
    meant = _MEANS.get(wanted)
    own = (_likeness(wanted, name) for name in names.own)
    others = (_likeness(wanted, name) - _LESS for name in names.of_others)
    return max([*own, *others, *(_LONGER for name in (*names.own, *names.of_others) if name == meant)], default=0.0)


def _likeness(heading: str, name: str) -> float:
    """Return how alike a heading and a name are; one that goes on after the other is nearly the same."""
    if not heading or not name:
        return 0.0
    if heading == name:
        return _SURE
    shorter, longer = sorted((heading, name), key=len)
    if len(shorter) >= _SHORTEST and longer.startswith(shorter):
        return _LONGER - min(len(longer) - len(shorter), 7)
    from rapidfuzz import fuzz

    return fuzz.ratio(heading, name) - 1 if len(heading) >= _SHORTEST else 0.0


@lru_cache(maxsize=8_192)
def _plain(text: str) -> str:
    return " ".join(_WORD.sub(" ", fold(text).replace("_", " ")).split())


def _names(known: Mapping[str, Target], kinds: Kinds) -> dict[str, Names]:
    """Return what each target is called: path, labels, labels with those of what it is part of, names of what it points at."""

    def plain(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(_plain, names)))

    return {p: Names(plain(_called(each, kinds)), plain(_pointed_at(each, kinds))) for p, each in known.items()}


def _called(target: Target, kinds: Kinds) -> Iterator[str]:
    yield target.path
    if target.field is None:
        yield from (ID, "record")
        return
    for get in (_dutch, _english):
        own = get(target)
        yield own
        yield from (f"{over} {own}" for over in _above(target, kinds, get))


def _pointed_at(target: Target, kinds: Kinds) -> Iterator[str]:
    """Yield the names of the kind that a field points at; of a person also what a name is headed by."""
    ref = target.field.ref if target.field else None
    if ref and not ref.items and ref.kind in kinds.by_name:
        names = [name for names in kinds[ref.kind].names.values() for name in names]
        yield from names
        yield from (f"{word} {name}" for word in ("naam", "name") for name in names)
        # Where somebody is named, the column is as often headed "name" as "person".
        yield from (title for field in kinds[ref.kind].fields if is_name(field) for title in field.title)


def _dutch(target: Target) -> str:
    return target.field.title.nl if target.field else ""


def _english(target: Target) -> str:
    return target.field.title.en if target.field else ""


def _above(target: Target, kinds: Kinds, get: Callable[[Target], str]) -> Iterator[str]:
    """Yield the labels of what a field is part of, in the language of `get`."""
    if target.via:
        yield get(Target("", target.via))
    way = target.field.path[:-1] if target.field else ()
    for kind in kinds:
        over = kind.field(".".join(way)) if way else None
        if over and target.field and kind.field(target.field.dotted) is target.field:
            yield get(Target("", over))
