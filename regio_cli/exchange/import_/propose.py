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
_TOLD, _CLOSE = 92.0, 6.0
_LONGER, _LESS = 92.0, 2.0
_WORD = re.compile(r"[^\w]+")
_SHORTEST = 4
_DEPUTY = re.compile(r"\b(?:plaatsvervang|plv|vervanger|deputy|deputies)")
# Headings of lists, and of what Outlook and Google export, that no label has, by the end of the path of the field.
_HEADINGS = {
    "name.given": "voornaam, voornamen, voornaam en, roepnaam, first name, given name, firstname",
    "name.prefix": "tussenvoegsel, tussenvoegsels, voorvoegsel, voorvoegsels, tussenv, infix, prefix",
    "name.family": "achternaam, geslachtsnaam, familienaam, last name, family name, surname, lastname",
    "name.initials": "voorletters, voorletter, initialen, initials, voorl",
    "email": "mail, e mail, email, e mailadres, emailadres, mailadres, e mail address, email address, e mail werk, email werk, e mail 1 value",
    "phone": "telefoon, telefoonnummer, tel, tel nr, telnr, telefoon werk, telefoonnummer werk, tel werk, werktelefoon, telefoon vast, vast nummer, "
    "business phone, work phone, phone number, phone 1 value",
    "offices.partner": "organisatie, organisation, organization, gemeente, partner, bedrijf, company, organization name, organisatie naam, werkgever",
    "offices.office": "functie, job title, functietitel, organization title",
    "on_behalf_of": "organisatie, organisation, organization, gemeente, partner, bedrijf, company, namens, vertegenwoordigt",
    "person": "naam, name, lid, naam lid, bestuurder, vertegenwoordiger, member",
    "body": "overlegtafel, overleg, gremium, tafel, werkgroep",
    "seat": "rol, functie in overleg, zetel, rol in overleg",
    "start_date": "ingangsdatum, van, vanaf, sinds, begin, start, lid sinds, since",
    "end_date": "tot, tot en met, t m, einde, eind, until",
    "address.city": "woonplaats, plaats, vestigingsplaats",
    "identifiers.kvk": "kvk, kvk nummer, kvk nr",
}  # fmt: skip
_BY_HEADING = {end: frozenset(text.split(", ")) for end, text in _HEADINGS.items()}
_MEANT, _LAST_RESORT = 97.0, 84.0
# A number or address that is not for work, or not of the person, is never taken by itself.
_NOT_FOR_WORK = frozenset(
    (
        "prive",
        "private",
        "thuis",
        "home",
        "persoonlijk",
        "secretariaat",
        "secr",
        "assistent",
        "assistente",
        "fax",
        "oud",
        "nood",
    )
)
_MOBILE = frozenset(("mobiel", "mobiele", "mobile", "gsm", "06"))
_REACHED_AT = ("email", "phone")
# Headings that say nothing of what is named: what goes on after them is another thing.
_BARE = frozenset(("naam", "name", "datum", "date"))


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
    scores: dict[str, float] = {}
    for guess in sorted(guesses, key=lambda g: (-g.score, g.target.depth, g.column.at)):
        path = guess.target.path
        if found[guess.column.label] is None and path not in taken:
            found[guess.column.label] = path
            taken.add(path)
            scores[path] = guess.score
    for guess in guesses:
        # Two columns that may both be a field are told of, and nobody chooses between them for the user.
        close = guess.score >= _TOLD and guess.score + _CLOSE > scores.get(guess.target.path, 0.0)
        if close and found[guess.column.label] is None:
            found[guess.column.label] = guess.target.path
    return found


def is_known(known: Mapping[str, Target], kinds: Kinds) -> Known:
    """Return the test of how well a heading is known: 1 when to the letter, 0 when not at all."""
    names = _names(known, kinds)

    @lru_cache(maxsize=4_096)
    def test(heading: str) -> float:
        best = max((_score(heading, known[path], each) for path, each in names.items()), default=0.0)
        best = min(best, _SURE)
        return best / _SURE if best >= _ENOUGH else 0.0

    return test


def _guesses(column: Column, known: Mapping[str, Target], names: Mapping[str, Names]) -> Iterator[Guess]:
    for path, target in known.items():
        # What stands below a heading of several is known by both together, or else by itself.
        scores = [_score(column.label, target, names[path]), _score(column.short, target, names[path]) - 1]
        if target.deputy != is_deputy(column):
            continue
        if max(scores) >= _ENOUGH:
            yield Guess(max(scores), column, target)


def is_deputy(column: Column) -> bool:
    """Whether a column stands below a heading over several that says it is about who deputises."""
    above = column.label.removesuffix(column.short) if column.label != column.short else ""
    return bool(_DEPUTY.search(_plain(above)))


def _score(heading: str, target: Target, names: Names) -> float:
    """Return how well a heading fits a field: by a heading that lists have, else by what the field is called."""
    plain = _plain(heading)
    words = set(plain.split())
    name = target.path.rpartition(".")[2]
    if name in _REACHED_AT:
        if words & _NOT_FOR_WORK:
            return 0.0
        if words & _MOBILE:
            return _LAST_RESORT if name == "phone" else 0.0
    path = target.path.removeprefix("deputy.")
    meant = any((path == end or path.endswith(f".{end}")) and plain in known for end, known in _BY_HEADING.items())
    # On whose behalf somebody sits in a body is what a list of members tells, not where the person works.
    is_voice = path == "on_behalf_of" and plain in _BY_HEADING[path]
    return max(_best(heading, names), _MEANT if meant else 0.0, _SURE + 1 if is_voice else 0.0)


def _best(heading: str, names: Names) -> float:
    wanted = _plain(heading)
    own = (_likeness(wanted, name) for name in names.own)
    others = (_likeness(wanted, name) - _LESS for name in names.of_others)
    return max([*own, *others], default=0.0)


def _likeness(heading: str, name: str) -> float:
    """Return how alike a heading and a name are; one that goes on after the other is nearly the same."""
    if not heading or not name:
        return 0.0
    if heading == name:
        return _SURE
    shorter, longer = sorted((heading, name), key=len)
    if len(shorter) >= _SHORTEST and longer.startswith(shorter) and shorter not in _BARE:
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
