"""Finds or makes the record that each row is about, and works out what would differ."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from regio_cli.change.refusal import Refused
from regio_cli.check.schema import CHOICE, MISSING, Examiner
from regio_cli.exchange.import_.contradictions import Given
from regio_cli.exchange.import_.finding import Finder, Uncertain
from regio_cli.exchange.import_.grid import Fault, Step, unseen
from regio_cli.exchange.import_.ids import id_for
from regio_cli.exchange.import_.lookup import Lookup
from regio_cli.exchange.import_.merging import merged, with_joined_lists, without_assumed, without_less
from regio_cli.exchange.import_.plan import Decide, Doubt, Plan
from regio_cli.exchange.import_.references import Later, Resolver
from regio_cli.exchange.import_.rows import told, with_hint
from regio_cli.exchange.import_.targets import is_person
from regio_cli.exchange.import_.wanted import Wanted
from regio_cli.model.finding import Problem
from regio_cli.model.kinds import Kind, Kinds
from regio_cli.model.record import Address, Data
from regio_cli.model.text import N_, Bilingual, Text
from regio_cli.read.names import fold

NewPerson = Callable[[], str]


def plan(
    kinds: Kinds,
    records: Mapping[Address, Data],
    wanted: Iterable[Wanted],
    decide: Decide,
    new_person: NewPerson,
    whole: Iterable[str] = (),
    faults: Iterable[Fault] = (),
    notes: Iterable[Text] = (),
    step: Step = unseen,
) -> Plan:
    """Return what it takes for a registry with `records` to say what is `wanted`.

    `decide` settles doubts, `new_person` gives ids that say nothing. Of the kinds in `whole` it is told which records are
    in the registry and not in the source. `faults` and `notes` are what reading the source brought. `step` is told of each
    that is done.
    """
    planning = _Planning(kinds, records, decide, new_person)
    wanted = list(wanted)
    planning.announce(wanted)
    planning.take_all(wanted, step)
    return planning.outcome(whole, list(faults), list(notes))


class _Planning:
    """The plan as it grows, row after row."""

    def __init__(self, kinds: Kinds, records: Mapping[Address, Data], decide: Decide, new_person: NewPerson) -> None:
        self._kinds, self._old = kinds, records
        self._lookup = Lookup(kinds, records)
        self._finder = Finder(self._lookup, decide)
        self._announced: set[Address] = set()
        self._given = Given()
        self._resolver = Resolver(self._lookup, self._finder, self._make_person, self._announced, self._given)
        self._examiner = Examiner(kinds)
        self._new_person = new_person
        self._touched: dict[Address, Wanted] = {}
        self._doubts: list[Doubt] = []
        self._faults: list[Fault] = []

    def announce(self, wanted: Iterable[Wanted]) -> None:
        """Know the ids that the source itself gives, wherever in it they stand."""
        self._announced.update(Address(each.kind.name, each.id) for each in wanted if each.id)
        for each in wanted:
            self._lookup.pending.update(_names(each))
            if each.key:
                self._lookup.pending_keys.add((each.kind.name, each.key))

    def take_all(self, wanted: list[Wanted], step: Step) -> None:
        """Take what is wanted in an order in which what is named is there, wherever in the source it stands."""
        left = wanted
        while left:
            later: list[Wanted] = []
            for each in left:
                if self.take(each):
                    later.append(each)
                else:
                    step()
            if len(later) == len(left):
                # They name each other: one is made without what it names, and told of that when all are there.
                later = [*later[1:], *self._in_two(later[0])]
            left = later

    def _in_two(self, wanted: Wanted) -> list[Wanted]:
        """Take a record without the fields that point at other records; return what is still to be said of it."""
        pointing = {field.name for field in wanted.kind.fields if field.ref or (field.item and field.item.ref)}
        rest = {name: wanted.data[name] for name in pointing & wanted.data.keys()}
        plain = {name: value for name, value in wanted.data.items() if name not in rest}
        first = replace(wanted, data=plain, about={})
        waits = self.take(first) if rest else True
        made = next((address.id for address, each in self._touched.items() if each is first), None)
        if waits or made is None:
            self._pending_off(wanted)
            self._faults.append(
                Fault(wanted.place, Text(N_("what it names is nowhere in the file, or can't be taken over")))
            )
            return []
        return [replace(wanted, id=made, data=rest)]

    def _pending_off(self, wanted: Wanted) -> None:
        self._lookup.pending -= set(_names(wanted))
        if wanted.key:
            self._lookup.pending_keys.discard((wanted.kind.name, wanted.key))

    def take(self, wanted: Wanted) -> bool:
        """Find or make the record that is wanted, with all that it points at; whether it must wait for a later one."""
        data = _copied(wanted.data) if self._lookup.pending or self._lookup.pending_keys else wanted.data
        try:
            faults = self._resolver.resolve(wanted)
            self._faults += faults
            if not faults:
                self._place(wanted)
        except Uncertain as error:
            self._doubts.append(error.doubt)
        except Later:
            wanted.data = data
            return True
        except Refused as error:
            self._faults.append(Fault(wanted.place, told(error)))
        self._pending_off(wanted)
        return False

    def _place(self, wanted: Wanted) -> None:
        kind, id_ = wanted.kind, self._finder.find(wanted)
        if id_ is None:
            data = merged(kind, {}, wanted.data)
            id_ = wanted.id or self._new_id(kind, data)
            said = wanted.data
        else:
            old = self._lookup.records.get(Address(kind.name, id_), {})
            # Who is known again by name is not known better by a shorter one.
            said = self._without_known_name(wanted, id_, without_assumed(old, wanted.data, wanted.assumed))
            if wanted.key:
                said = with_joined_lists(kind, old, said)
            data = merged(kind, old, said if wanted.id or not is_person(kind) else without_less(old, said))
        address = Address(kind.name, id_)
        if wanted.key:
            self._lookup.keys[kind.name, wanted.key] = id_
        meant = {name: value for name, value in said.items() if name not in wanted.assumed}
        if faults := self._given.contradictions(address, kind.fields, meant, wanted):
            self._faults += faults
            return
        # Another row that told of the same record has places too.
        if earlier := self._touched.get(address):
            wanted.places = {**earlier.places, **wanted.places}
        self._touched[address] = wanted
        self._lookup.add(address, data, wanted.place)

    def _without_known_name(self, wanted: Wanted, id_: str, said: dict[str, Any]) -> dict[str, Any]:
        """Return what is said without the name by which a record was known: a short or former one is no new one."""
        kind = wanted.kind
        label = kind.label[0] if len(kind.label) == 1 and not wanted.id else None
        if label not in said or id_ not in self._lookup.named(kind.name, str(said[label])):
            return said
        return {name: value for name, value in said.items() if name != label}

    def _make_person(self, kind: Kind, name: dict[str, str], about: dict[str, Any], places: Mapping[str, Text]) -> str:
        """Record somebody new who is only named, and return the id; `places` tells where each thing said stands, '' the name."""
        publicity = kind.field("publicity")
        known = {"publicity": "functional"} if publicity and publicity.required else {}
        wanted = Wanted(kind, places[""], data={"name": name, **known, **about}, places=dict(places))
        data = merged(kind, {}, wanted.data)
        address = Address(kind.name, self._new_id(kind, data))
        self._touched[address] = wanted
        self._lookup.add(address, data, places[""])
        return address.id

    def _new_id(self, kind: Kind, data: Data) -> str:
        """Return an id that nothing has or had, in the registry or in the source."""
        return id_for(kind, data, self._is_taken, self._new_person)

    def _is_taken(self, address: Address) -> bool:
        return address in self._lookup.records or address in self._announced or address in self._lookup.led_away

    def outcome(self, whole: Iterable[str], faults: list[Fault], notes: list[Text]) -> Plan:
        """Return the plan, with what the schemas say of it."""
        now = {address: self._lookup.records[address] for address in sorted({*self._touched, *self._resolver.changed})}
        new = {address: data for address, data in now.items() if address not in self._old}
        changed = {a: data for a, data in now.items() if a in self._old and data != self._old[a]}
        order = {address: number for number, address in enumerate(self._touched)}
        differing = {**new, **changed}
        for address in sorted(differing, key=lambda each: (order.get(each, len(order)), each)):
            data = differing[address]
            faults += self._unfit(address, data)
        same = [a for a in now if a not in new and a not in changed]
        missing = sorted(a for a in self._old if a.kind in set(whole) and a not in now)
        before = {address: self._old[address] for address in changed}
        places = {address: wanted.place for address, wanted in self._touched.items()}
        return Plan(
            new, changed, before, same, missing, _distinct(self._doubts), [*faults, *self._faults], notes, places
        )

    def _unfit(self, address: Address, data: Data) -> list[Fault]:
        """Return what the schema says against a record, at the cell that the value came from."""
        kind, wanted = self._kinds[address.kind], self._touched.get(address)
        if self._examiner.is_valid(kind, data) or wanted is None:
            return []
        problems = self._examiner.explain(kind, data, None)
        return [
            Fault(_place(wanted, kind, problem.field), _told(problem, _choices(kind, problem))) for problem in problems
        ]


def _copied(value: Any) -> Any:
    """Return new lists and mappings with the same values in them: resolving puts ids into them."""
    if isinstance(value, dict):
        return {name: _copied(each) for name, each in value.items()}
    return [_copied(each) for each in value] if isinstance(value, list) else value


def _names(wanted: Wanted) -> Iterator[tuple[str, str]]:
    """Yield the name by which other rows may name the record that a row tells of."""
    label = wanted.kind.label[0] if len(wanted.kind.label) == 1 else ""
    name = wanted.data.get(label)
    if isinstance(name, str):
        yield wanted.kind.name, fold(name)


def _place(wanted: Wanted, kind: Kind, pointer: tuple[str | int, ...]) -> Text:
    if wanted.kind is not kind:
        return wanted.place
    return wanted.place_of(".".join(step for step in pointer if isinstance(step, str)))


def _choices(kind: Kind, problem: Problem) -> Collection[Bilingual]:
    field = kind.field(".".join(step for step in problem.field if isinstance(step, str)))
    return (field.choices or {}).values() if field else ()


def _told(problem: Problem, choices: Collection[Bilingual]) -> Text:
    hint = problem.hint
    if problem.code == CHOICE and choices:
        labels = {"nl": ", ".join(each.nl for each in choices), "en": ", ".join(each.en for each in choices)}
        return Text(problem.text.template, {**problem.text.values, "choices": labels})
    if problem.code == MISSING:
        # Who fills in a sheet has no lines to add to a file.
        field = ".".join([*(step for step in problem.field if isinstance(step, str)), problem.text.values["field"]])
        hint = Text(N_("fill it in in a column, or for all at once: --default {field}=…"), {"field": field})
    return with_hint(problem.text, hint)


def _distinct(doubts: Iterable[Doubt]) -> list[Doubt]:
    """Return each doubt once, where it arose first."""
    return list({(doubt.kind, doubt.name): doubt for doubt in reversed(list(doubts))}.values())[::-1]
