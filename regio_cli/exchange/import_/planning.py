"""Finds or makes the record that each row is about, and works out what would differ."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from regio_cli.change.refusal import Refused
from regio_cli.check.schema import CHOICE, MISSING, Examiner
from regio_cli.exchange.import_.contradictions import Given
from regio_cli.exchange.import_.finding import Finder, Uncertain
from regio_cli.exchange.import_.grid import Fault, Step, unseen
from regio_cli.exchange.import_.ids import id_for
from regio_cli.exchange.import_.lookup import Lookup
from regio_cli.exchange.import_.merging import merged, without_assumed, without_less
from regio_cli.exchange.import_.plan import Decide, Doubt, Plan
from regio_cli.exchange.import_.references import Resolver
from regio_cli.exchange.import_.rows import told, with_hint
from regio_cli.exchange.import_.targets import is_person
from regio_cli.exchange.import_.wanted import Wanted
from regio_cli.model.finding import Problem
from regio_cli.model.kinds import Kind, Kinds
from regio_cli.model.record import Address, Data
from regio_cli.model.text import N_, Bilingual, Text

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
    for each in wanted:
        planning.take(each)
        step()
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

    def take(self, wanted: Wanted) -> None:
        """Find or make the record that is wanted, with all that it points at."""
        try:
            faults = self._resolver.resolve(wanted)
            self._faults += faults
            if not faults:
                self._place(wanted)
        except Uncertain as error:
            self._doubts.append(error.doubt)
        except Refused as error:
            self._faults.append(Fault(wanted.place, told(error)))

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
            data = merged(kind, old, said if wanted.id or not is_person(kind) else without_less(old, said))
        address = Address(kind.name, id_)
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
        for address, data in {**new, **changed}.items():
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
