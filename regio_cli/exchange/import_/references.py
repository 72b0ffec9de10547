"""Words that point at other records turned into ids: found by name, people made when they are new, seats known by their role."""

from collections.abc import Callable, Collection, Iterable, Mapping, Set
from typing import Any

from regio_cli.change.refusal import Refused
from regio_cli.exchange.import_.contradictions import Given
from regio_cli.exchange.import_.finding import Finder
from regio_cli.exchange.import_.grid import Fault
from regio_cli.exchange.import_.lookup import Lookup
from regio_cli.exchange.import_.merging import merged
from regio_cli.exchange.import_.personname import person_of
from regio_cli.exchange.import_.rows import told
from regio_cli.exchange.import_.targets import names_person
from regio_cli.exchange.import_.wanted import Key, Wanted
from regio_cli.model.kinds import ANY_KIND, Field, Kind, Ref
from regio_cli.model.record import Address
from regio_cli.model.redirects import followed
from regio_cli.model.text import N_, Text
from regio_cli.read.names import fold


class Later(Exception):
    """A record is named that a later row of the source tells of."""


class Contradicting(Exception):
    """Two rows say different things of one record."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("rows that contradict each other")
        self.faults = faults


MakePerson = Callable[[Kind, dict[str, str], dict[str, Any], Mapping[str, Text]], str]
_SELF = "."


class Resolver:
    """Resolves the references of what is wanted; `announced` are records that the source will tell of.

    `changed` are the people of whom something more was told.
    """

    def __init__(
        self, lookup: Lookup, finder: Finder, make_person: MakePerson, announced: Collection[Address], given: Given
    ) -> None:
        self._lookup, self._finder, self._make, self._announced = lookup, finder, make_person, announced
        self._given = given
        self.changed: set[Address] = set()

    def resolve(self, wanted: Wanted) -> list[Fault]:
        """Put ids in place of the words in `wanted`; return what can't be found. Raises Uncertain."""
        faults: list[Fault] = []
        for name, about in wanted.about.items():
            field = wanted.kind.field(name)
            if field and field.ref:
                self._within(wanted, self._lookup.kinds[field.ref.kind].fields, about, faults, f"{name}.")
        if faults:
            return faults
        self._within(wanted, wanted.kind.fields, wanted.data, faults)
        for field in wanted.kind.fields:
            if field.ref and field.ref.items and field.ref.owner != _SELF and field.name in wanted.data and not faults:
                self._seat(wanted, field, field.ref, faults)
        return faults

    def _within(self, wanted: Wanted, fields: Iterable[Field], data: Any, faults: list[Fault], above: str = "") -> None:
        """Put ids in place of words; `above` is the path of the field through which a person is told of."""
        for field in fields:
            value = data.get(field.name) if isinstance(data, Mapping) else None
            if value is None:
                continue
            if isinstance(value, Mapping):
                self._within(wanted, field.item.fields if field.item else field.fields, value, faults, above)
            elif isinstance(value, list) and field.item and not field.item.ref:
                for item in value:
                    self._within(wanted, field.item.fields, item, faults, above)
            elif isinstance(value, list) and field.item:
                data[field.name] = [self._one(wanted, field.item, each, faults, above) for each in value]
            elif isinstance(value, str):
                data[field.name] = self._one(wanted, field, value, faults, above)

    def _one(self, wanted: Wanted, field: Field, word: Any, faults: list[Fault], above: str) -> Any:
        """Return the id that `word` means; the word itself, with a fault told, when it means none."""
        ref = field.ref
        if (
            not ref
            or ref.items
            or ref.kind == ANY_KIND
            or not isinstance(word, str)
            or ref.kind not in self._lookup.kinds.by_name
        ):
            return word
        if isinstance(word, Key) and word.key in self._lookup.keys:
            return self._lookup.keys[word.key]
        if isinstance(word, Key) and word.key in self._lookup.pending_keys:
            raise Later
        address = Address(ref.kind, word.removeprefix(f"{ref.kind}/"))
        if address in self._lookup.led_away:
            return followed(self._lookup.led_away, address).id
        if address in self._announced:
            return address.id
        # The drop-downs of a template have the name behind the id.
        first = word.split(" ", 1)[0]
        if Address(ref.kind, first) in self._lookup.records and names_person(self._lookup.kinds, field):
            word = first
        try:
            return self._found(wanted, field, self._lookup.kinds[ref.kind], word, above)
        except Contradicting as error:
            faults.extend(error.faults)
        except Refused as error:
            faults.append(Fault(wanted.place_of(f"{above}{field.dotted}"), told(error)))
        return word

    def _found(self, wanted: Wanted, field: Field, kind: Kind, word: str, above: str) -> str:
        about, place = wanted.about.get(field.name, {}), wanted.place_of(f"{above}{field.dotted}")

        if names_person(self._lookup.kinds, field):
            own = f"{field.dotted}."
            told_at = {path.removeprefix(own): at for path, at in wanted.places.items() if path.startswith(own)}
            partners = self._partners(wanted)
            id_ = self._person(kind, word, about, {**told_at, "": place}, partners)
            address = Address(kind.name, id_)
            meant = {name: value for name, value in about.items() if f"{own}{name}" not in wanted.assumed}
            if faults := self._given.contradictions(address, kind.fields, meant, wanted, own):
                raise Contradicting(faults)
            return id_
        known = sorted(self._lookup.named(kind.name, word))
        if len(known) == 1:
            return known[0]
        if not known and (kind.name, fold(word)) in self._lookup.pending:
            raise Later
        found = known or self._lookup.like(kind.name, word)
        chosen = self._finder.settle(kind, found, word, place) if found else None
        if chosen:
            return chosen
        label = (
            {"en": kind.names["en"][0], "nl": kind.names["nl"][0]} if {"en", "nl"} <= kind.names.keys() else kind.name
        )
        hint = Text(N_("import or add it first, or write its id"))
        raise Refused(Text(N_("there is no {kind} called '{value}'"), {"kind": label, "value": word}), hint)

    def _partners(self, wanted: Wanted) -> set[str]:
        """Return the partners that a record points at, as far as their words mean one."""
        found: set[str] = set()
        for field in wanted.kind.fields:
            ref = field.item.ref if field.item else field.ref
            if ref and ref.kind == "partner":
                words = wanted.data.get(field.name) or []
                for word in words if isinstance(words, list) else [words]:
                    known = self._lookup.named("partner", str(word))
                    found |= known if len(known) == 1 else set()
        return found

    def _person(
        self, kind: Kind, word: str, about: dict[str, Any], places: Mapping[str, Text], partners: Set[str]
    ) -> str:
        plain = word.removeprefix(f"{kind.name}/")
        address = Address(kind.name, plain)
        if address not in self._lookup.records:
            person = person_of(word)
            if person is None:
                raise Refused(Text(N_("no name of a person can be read here")))
            id_ = self._finder.person(kind, {"name": person.name, **about}, places[""], partners)
            if id_ is None:
                return self._make(kind, person.name, about, places)
            address = Address(kind.name, id_)
        if about:
            self._lookup.add(address, merged(kind, self._lookup.records[address], about))
            self.changed.add(address)
        return address.id

    def _seat(self, wanted: Wanted, field: Field, ref: Ref, faults: list[Fault]) -> None:
        """Put the id of an item (a seat of a body) in place of its id, label or role; the deputy's seat for a deputy."""
        owner = self._lookup.records.get(Address(ref.kind, str(wanted.data.get(ref.owner or "", ""))))
        if owner is None:
            return
        items = [item for item in owner.get(ref.items or "", []) if isinstance(item, dict)]
        word = str(wanted.data[field.name])
        listed = self._lookup.kinds[ref.kind].field(ref.items or "")
        found = _fitting(wanted, listed, _items_called(listed, items, word))
        if wanted.deputy:
            found = [item for item in items if item.get("deputy_of") in {each["id"] for each in found}] or found
        if len(found) == 1:
            wanted.data[field.name] = found[0]["id"]
            return
        ids = ", ".join(str(item.get("id")) for item in found or items)
        what = N_("'{value}' may be several of {known}") if found else N_("'{value}' is none of {known}")
        faults.append(Fault(wanted.place_of(field.dotted), Text(what, {"value": word, "known": ids})))


def _items_called(listed: Field | None, items: list[dict[str, Any]], word: str) -> list[dict[str, Any]]:
    """Return the items of a list that are called `word`: by id, by any text of theirs, or by a choice and its labels."""
    exact = [item for item in items if item.get("id") == word]
    wanted = fold(word)
    return exact or [item for item in items if wanted in set(_words(listed, item))]


def _fitting(wanted: Wanted, listed: Field | None, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return of several items those that point where the record does: of the members' seats the one on behalf of Hattem."""
    if len(found) < 2:
        return found
    pointing = {field.name for field in wanted.kind.fields if field.ref or (field.item and field.item.ref)}
    shared = [
        f.name
        for f in (listed.item.fields if listed and listed.item else ())
        if f.name in pointing & wanted.data.keys()
    ]
    fit = [item for item in found if all(_set(item.get(name)) & _set(wanted.data[name]) for name in shared)]
    return fit if shared and fit else found


def _set(value: Any) -> set[str]:
    return {str(each) for each in (value if isinstance(value, list) else [value] if value is not None else [])}


def _words(listed: Field | None, item: Mapping[str, Any]) -> Iterable[str]:
    for field in listed.item.fields if listed and listed.item else ():
        value = item.get(field.name)
        if isinstance(value, str):
            yield fold(value)
            label = (field.choices or {}).get(value)
            yield from (fold(label.nl), fold(label.en)) if label else ()
