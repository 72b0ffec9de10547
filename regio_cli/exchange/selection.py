"""What is to be exported: which records, as their audience may see them."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from regio_cli.domain.statements import notions
from regio_cli.exchange.audience import Audience, require_field, require_record, seen_kinds, seen_records
from regio_cli.exchange.origin import Origin, commit_of
from regio_cli.model.kinds import Kind, Kinds
from regio_cli.model.publicity import PERSON
from regio_cli.model.record import Address, Data, Period
from regio_cli.model.text import N_, Text, Translator
from regio_cli.read import listing
from regio_cli.read.fieldpath import field_named
from regio_cli.read.held import FOR_PARTNER, Held, held
from regio_cli.read.matching import Vocabulary
from regio_cli.read.pointing import values_at
from regio_cli.read.registry import Registry

Records = Mapping[Address, Data]
REGISTRY = Address("registry", "registry")


class Asked(NamedTuple):
    """What is asked for: all records of `kinds` (none: every kind), or those around `records`, that meet `where`.

    `where` are conditions on the one kind given, as of `regio list`, in which ``today`` is the day `today`; items of lists meet
    them when in force on the day of the export. With `in_force` only records in force on that day.
    """

    kinds: tuple[str, ...] = ()
    records: tuple[Address, ...] = ()
    where: tuple[str, ...] = ()
    in_force: bool = False
    today: str = ""


class Terms(NamedTuple):
    """For whom an export is, on which day (YYYY-MM-DD), and the time that its files are marked with.

    `speak` gives the translator into the language of a registry, from its record.
    """

    audience: Audience
    on: str
    moment: datetime
    speak: Callable[[Data], Translator]


@dataclass(frozen=True)
class Selection:
    """The records to export, in the order of their kinds and ids, as the audience may see them.

    `kinds` have only the fields that it may see; `chosen` are those that the export has. `around` is all that the audience
    may see, for names and for what the records point at. `translate` speaks the registry's first language: an export does not
    depend on who makes it. `step` is to be told of each record done; `each` does.
    """

    kinds: Kinds
    chosen: tuple[Kind, ...]
    records: Records
    around: Records
    origin: Origin
    translate: Translator
    tables: Callable[[], sqlite3.Connection]
    step: Callable[[], None] = lambda: None

    @property
    def language(self) -> str:
        """The language of the texts in the export."""
        return self.translate.language

    @cached_property
    def database(self) -> sqlite3.Connection:
        """The tables of all that the audience may see, as they stand on the day: for `held`, `lapse` and queries."""
        return self.tables()

    def each(self, kind: Kind) -> Iterator[tuple[str, Data]]:
        """Yield the records of a kind by id."""
        for address in self.by_kind.get(kind.name, ()):
            yield address.id, self.records[address]
            self.step()

    @cached_property
    def by_kind(self) -> Mapping[str, list[Address]]:
        """The addresses of the records by kind."""
        found: dict[str, list[Address]] = {}
        for address in self.records:
            found.setdefault(address.kind, []).append(address)
        return found


def select(registry: Registry, asked: Asked, terms: Terms) -> Selection:
    """Return what is asked for of a registry.

    Raises AboveAudience when the audience may not see what is asked for by name, Unfit when a condition can't be asked.
    """
    _require_one_kind(asked)
    every, audience = registry.snapshot.records, terms.audience
    for address in asked.records:
        require_record(every, address, audience)
    around = _ordered(registry.kinds, seen_records(registry.kinds, every, audience))
    seen = seen_kinds(registry.kinds, audience)
    database = _database(registry, seen, around, terms)
    found = _chosen(seen, around, asked, terms.on, database)
    if asked.where:
        whole = Whole(registry.kinds, every, registry.database)
        found = _meeting(whole, seen, found, asked, terms, database())
    chosen = tuple(kind for kind in seen if _is_chosen(kind, asked, found))
    about = every.get(REGISTRY, {})
    origin = Origin(
        str(about.get("name") or ""), commit_of(registry.source), terms.on, audience, len(found), terms.moment
    )
    return Selection(seen, chosen, found, around, origin, terms.speak(about), database)


def _ordered(kinds: Kinds, records: Records) -> Records:
    places = {kind.name: place for place, kind in enumerate(kinds)}
    return dict(sorted(records.items(), key=lambda one: (places[one[0].kind], one[0].id)))


def _database(registry: Registry, kinds: Kinds, records: Records, terms: Terms) -> Callable[[], sqlite3.Connection]:
    """Return what gives the tables, made once: those of the registry for who may see all of them."""
    made: list[sqlite3.Connection] = []

    def give() -> sqlite3.Connection:
        if not made:
            from regio_cli.store.database import Filling, connect

            if terms.audience == "bureau":
                made.append(registry.database(terms.on))
            else:
                filling = Filling(records)
                made.append(connect(kinds, lambda: filling, terms.on, None, None, notions(), None, registry.today))
        return made[0]

    return give


def _chosen(
    kinds: Kinds, around: Records, asked: Asked, on: str, database: Callable[[], sqlite3.Connection]
) -> Records:
    """Return the records asked for, by kind and by what they are around; conditions aside."""
    near = frozenset().union(*(_near(kinds, around, address, database()) for address in asked.records))
    return {
        address: data
        for address, data in around.items()
        if (not asked.kinds or address.kind in asked.kinds)
        and (not asked.records or address in near)
        and (not asked.in_force or _is_in_force(kinds[address.kind], data, on))
    }


def _is_in_force(kind: Kind, data: Data, on: str) -> bool:
    """Tell whether a record is in force on a day: always, when it is of a kind without a period."""
    return kind.period is None or Period(*(data.get(name) for name in kind.period)).covers(on)


def _near(kinds: Kinds, records: Records, address: Address, database: sqlite3.Connection) -> frozenset[Address]:
    """Return a record with the mandates in it, for it or of it, and all that these and it point at."""
    first = [address, *(one.mandate for one in _mandates(database, address))]
    return frozenset(first).union(*(_pointed_at(kinds, one, records[one]) for one in first if one in records))


def _mandates(database: sqlite3.Connection, address: Address) -> list[Held]:
    conditions = {
        "body": "body = :id",
        PERSON: "person = :id",
        "partner": FOR_PARTNER,
    }
    return held(database, conditions[address.kind], {"id": address.id}) if address.kind in conditions else []


def _pointed_at(kinds: Kinds, address: Address, data: Data) -> Iterator[Address]:
    for field in kinds[address.kind].walk():
        ref = field.ref or (field.item.ref if field.item else None)
        if ref and not ref.items and ref.kind in kinds.by_name:
            yield from (Address(ref.kind, str(value)) for value in _flat(values_at(data, field.path)))


def _flat(values: Iterator[object]) -> Iterator[object]:
    for value in values:
        yield from _flat(iter(value)) if isinstance(value, list) else (value,)


class Whole(NamedTuple):
    """All of a registry, whatever an audience may see of it: its kinds, its records, and what gives its tables on a day."""

    kinds: Kinds
    records: Records
    tables: Callable[[str], sqlite3.Connection]


def _meeting(
    whole: Whole, seen: Kinds, found: Records, asked: Asked, terms: Terms, database: sqlite3.Connection
) -> Records:
    """Return the records that meet the conditions on the one kind asked for, as the audience sees it in `database`."""
    kind = seen[asked.kinds[0]]
    vocabulary = Vocabulary(seen, database, asked.today or terms.on)
    conditions = []
    for text in asked.where:
        _require_field(whole.kinds[kind.name], text, terms.audience)
        try:
            meant = listing.condition(kind, text, vocabulary)
        except listing.Unfit:
            _require_seen(whole, kind.name, text, terms)
            raise
        if meant.meaning and meant.meaning.fault:
            _require_seen(whole, kind.name, text, terms)
        conditions.append(meant)
    listing.require_possible(conditions)
    met = listing.matching(database, kind, conditions, terms.on)
    return {address: data for address, data in found.items() if address.id in met}


def _require_field(kind: Kind, text: str, audience: Audience) -> None:
    """Raise AboveAudience when a condition is on a field, as `kind` has it in full, that the audience may not see."""
    name, _ = listing.split(text)
    if name != "id":
        require_field(kind, field_named(kind, name).dotted, audience)


def _require_seen(whole: Whole, kind: str, text: str, terms: Terms) -> None:
    """Raise AboveAudience when a condition names a person whom the audience may not see."""
    if terms.audience == "bureau":
        return
    meant = listing.condition(whole.kinds[kind], text, Vocabulary(whole.kinds, whole.tables(terms.on), terms.on))
    ref = (meant.field.item or meant.field).ref if meant.field else None
    if ref and ref.kind == PERSON and meant.meaning:
        for id_ in sorted(meant.meaning.values):
            require_record(whole.records, Address(PERSON, id_), terms.audience)


def _is_chosen(kind: Kind, asked: Asked, found: Records) -> bool:
    if asked.kinds:
        return kind.name in asked.kinds
    return not asked.records or any(address.kind == kind.name for address in found)


def _require_one_kind(asked: Asked) -> None:
    if asked.where and len(asked.kinds) != 1:
        raise listing.Unfit(Text(N_("--where is on the fields of one kind: name that kind")), None)
