"""Who is who: records by id, name and identifier, those of the registry and those that an import is about to make."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from regio_cli.change.likeness import NEARLY, family_of, same_person
from regio_cli.exchange.import_.targets import is_person
from regio_cli.model.dutchnames import bare_family, same_family
from regio_cli.model.kinds import Kind, Kinds
from regio_cli.model.record import Address, Data
from regio_cli.model.redirects import redirects
from regio_cli.model.text import Text
from regio_cli.read.names import fold, short
from regio_cli.read.pointing import values_at

_IDENTIFIERS = "identifiers"
_LIKE = 88.0
_MANY = 5
_NUMBER = re.compile(r"[0-9]+")


class Lookup:
    """The records by all that they are known by, those that are added later too."""

    def __init__(self, kinds: Kinds, records: Mapping[Address, Data]) -> None:
        self.kinds = kinds
        self.records: dict[Address, Data] = {}
        self._spoken_for: dict[str, set[str]] = defaultdict(set)
        # What the source calls records by ids of its own, and what it will still tell of: by name, and by such ids.
        self.keys: dict[tuple[str, str], str] = {}
        self.pending: set[tuple[str, str]] = set()
        self.pending_keys: set[tuple[str, str]] = set()
        self.places: dict[Address, Text] = {}
        self._terms: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._whole: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._marks: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        self._numbered: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
        self._families: dict[str, dict[str, set[Address]]] = defaultdict(lambda: defaultdict(set))
        self._mails: dict[tuple[str, str], set[Address]] = defaultdict(set)
        self._keys: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for address, data in records.items():
            self.add(address, data)
        self._old = frozenset(records)
        self.led_away = redirects(records.items())

    def add(self, address: Address, data: Data, place: Text | None = None) -> None:
        """Know `data` as what the record holds; `place` is where the source told of it."""
        if place is not None:
            self.places.setdefault(address, place)
        kind = self.kinds.by_name.get(address.kind)
        self.records[address] = data
        if is_person(kind):
            self._families[address.kind][family_of(data)].add(address)
            self._mails[address.kind, fold(str(data.get("email") or ""))].add(address)
        if kind is None:
            return
        if kind.name == "mandate" and isinstance(data.get("on_behalf_of"), list):
            self._spoken_for[str(data.get("person"))].update(map(str, data["on_behalf_of"]))
        for term in _terms(kind, data):
            self._whole[kind.name][fold(term)].add(address.id)
            for each in {fold(term), fold(short(term))}:
                self._terms[kind.name][each].add(address.id)
                self._numbered[kind.name, *_NUMBER.findall(each)][each] = each
        for path, value in marks(data):
            self._marks[kind.name, path, value].add(address.id)
        self._keys[kind.name][key(kind, data)].add(address.id)

    def partners_of(self, person: str) -> frozenset[str]:
        """Return the partners on behalf of which mandates of a person are held."""
        return frozenset(self._spoken_for[person])

    def old_of(self, kind: str, ids: Iterable[str]) -> list[str]:
        """Return those of `ids` of records of `kind` that the registry has already."""
        return [id_ for id_ in sorted(ids) if self.is_old(Address(kind, id_))]

    def is_old(self, address: Address) -> bool:
        """Tell whether the registry has a record already, rather than the file only."""
        return address in self._old

    def named(self, kind: str, word: str) -> set[str]:
        """Return the ids of the records of `kind` whose id or any of whose names `word` is.

        One of the two may lack the word for its form: "Hattem" is "Gemeente Hattem", and no "Provincie Hattem" is.
        """
        plain = word.strip().removeprefix(f"{kind}/")
        if Address(kind, plain) in self.records:
            return {plain}
        known = self._terms[kind]
        return known.get(fold(plain), set()) or self._whole[kind].get(fold(short(plain)), set())

    def marked(self, kind: str, data: Data) -> set[str]:
        """Return the ids of the records that have an identifier of `data`."""
        return {id_ for path, value in marks(data) for id_ in self._marks.get((kind, path, value), ())}

    def keyed(self, kind: Kind, data: Data) -> set[str]:
        """Return the ids of the records that all fields which name a record of `kind` are the same of."""
        return self._keys[kind.name].get(key(kind, data), set())

    def like(self, kind: str, word: str) -> list[str]:
        """Return the ids of the records of `kind` with a name like `word`, likeliest first.

        Names with other numbers in them are of other things, however like: Kring 1 and Kring 12.
        """
        from rapidfuzz import fuzz, process

        known, plain = self._terms[kind], fold(short(word))
        near = self._numbered.get((kind, *_NUMBER.findall(plain)), {})
        found = process.extract(plain, near, scorer=fuzz.ratio, score_cutoff=_LIKE, limit=_MANY)
        return list(dict.fromkeys(id_ for term, _, _ in found for id_ in sorted(known[term])))

    def persons_like(self, kind: str, wanted: Data, old: bool = False) -> list[str]:
        """Return the ids of those that somebody may be, likeliest first; only of those in the registry when `old`."""
        from rapidfuzz import fuzz, process

        # Of thousands of people, only those with a family name that is like it are looked at one by one.
        known = self._families[kind]
        near = process.extract_iter(family_of(wanted), known.keys(), scorer=fuzz.ratio, score_cutoff=NEARLY)
        maybe = {address for family, _, _ in near for address in known[family]}
        if mail := fold(str(wanted.get("email") or "")):
            maybe |= self._mails.get((kind, mail), set())
        there = ((address, self.records[address]) for address in sorted(maybe) if not old or self.is_old(address))
        return [like.address.id for like in same_person(wanted, there)][:_MANY]

    def persons_called(self, kind: str, name: Data) -> list[str]:
        """Return the ids of all people with exactly this name, part by part, however its prefix is written."""
        wanted = _folded(name)
        addresses = sorted(self._families[kind].get(bare_family(name), ()))
        there = ((address.id, self.records[address].get("name")) for address in addresses)
        return [
            id_
            for id_, known in there
            if isinstance(known, Mapping) and _folded(known) == wanted and same_family(known, name)
        ]


def _folded(name: Data) -> dict[str, str]:
    """Return the parts of a name by which people are told apart, but the family name: a title comes and goes."""
    told = {part: value for part, value in name.items() if value and part not in ("title", "prefix", "family")}
    parts = {part: fold(str(value)) for part, value in told.items()}
    # "K" and "K." are the same initials.
    return parts | ({"initials": re.sub(r"[. ]", "", parts["initials"])} if "initials" in parts else {})


def _terms(kind: Kind, data: Data) -> Iterator[str]:
    for dotted in {*kind.label, *kind.search}:
        yield from (str(value) for value in values_at(data, tuple(dotted.split("."))))
    parts = [str(value) for label in kind.label for value in values_at(data, tuple(label.split(".")))]
    if len(parts) > 1:
        yield " ".join(parts)


def marks(data: Data) -> Iterator[tuple[str, str]]:
    """Yield (name, value) of the identifiers in a record's data."""
    found = data.get(_IDENTIFIERS)
    for name, value in (found if isinstance(found, Mapping) else {}).items():
        yield str(name), str(value)


def key(kind: Kind, data: Data) -> str:
    """Return what the fields that name a record of `kind` hold, as one text."""
    values: list[Any] = [list(values_at(data, tuple(label.split(".")))) for label in kind.label]
    return json.dumps(values, default=str)
