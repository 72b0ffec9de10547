"""``regio renew``: after an election, partner by partner, who goes on and who takes over."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Annotated

import typer

from regio_cli.change.days import day_before
from regio_cli.change.draft import Draft
from regio_cli.change.ending import End
from regio_cli.change.operations import forced
from regio_cli.change.proposal import Operation, started
from regio_cli.change.renewal import Confirm, Round, election_of, rounds
from regio_cli.change.seats import Replace
from regio_cli.cli.options import day, later
from regio_cli.cli.people import person_of
from regio_cli.cli.resolve import Words
from regio_cli.cli.run import Console, Wrong
from regio_cli.cli.seating import only_one, seated, with_person
from regio_cli.cli.terms import Terms, changes
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Text, counted
from regio_cli.read.names import spoken


@dataclass(frozen=True)
class _Choices:
    """What the user says of mandates on the command line."""

    confirm: Sequence[str]
    replace: Sequence[str]
    end: Sequence[str]
    confirm_all: bool

    @property
    def any(self) -> bool:
        return bool(self.confirm or self.replace or self.end or self.confirm_all)


@changes
def renew_(
    election: Annotated[
        str,
        typer.Option(
            "--election", help="The election: municipal-2026.", metavar="ELECTION", autocompletion=later("records")
        ),
    ],
    partner: Annotated[
        str | None,
        typer.Option("--partner", help="Only this partner.", metavar="PARTNER", autocompletion=later("records")),
    ] = None,
    confirm: Annotated[
        list[str] | None, typer.Option("--confirm", help="This holder goes on; may be repeated.", metavar="MANDATE")
    ] = None,
    confirm_all: Annotated[
        bool, typer.Option("--confirm-all", help="All holders of the partner that are still open go on.")
    ] = False,
    replace: Annotated[
        list[str] | None,
        typer.Option("--replace", help="Somebody else takes over; may be repeated.", metavar="MANDATE=PERSON"),
    ] = None,
    end: Annotated[
        list[str] | None, typer.Option("--end", help="This mandate ends without a successor.", metavar="MANDATE")
    ] = None,
    on: Annotated[
        str | None,
        typer.Option("--on", help="The first day of the new term; else that of the new council.", metavar="DATE"),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Also when the person does not meet the requirements of the seat.")
    ] = False,
    *,
    terms: Terms,
) -> int:
    """Renew the seats that lapse with an election; can be done partner by partner, over weeks.

    Without choices it lists what is open per partner, with the progress; on a terminal, for one partner, it asks.

    Example: regio renew --election municipal-2026 --partner hattem --confirm-all --decision "B&W 2026-06-02"
    """
    console = Console()
    registry = console.open_to_change(terms.root)
    words = Words(console, registry)
    draft = started(registry.snapshot)
    id_ = words.id("election", election)
    data = election_of(draft, id_)
    today = day(None)
    only = words.id("partner", partner) if partner else None
    found = [each for each in rounds(draft, id_, today) if only in (None, each.partner)]
    choices = _Choices(confirm or (), replace or (), end or (), confirm_all)
    if not choices.any and not (only and console.asks):
        _overview(console, draft, found, detailed=only is not None)
        return 0
    new_council = data.get("new_council")
    if on is None and new_council is None:
        raise Wrong(
            Text(N_("it is not known when the council that {election} elects takes office"), {"election": id_}),
            Text(N_("say the first day of the new term with --on")),
        )
    first = day(on) if on else str(new_council)
    open_ = [address for each in found for address in each.open]
    if choices.any:
        steps = _steps(console, words, choices, open_, first, terms)
    else:
        steps = _asked(console, words, open_, first, terms)
    if not steps:
        _overview(console, draft, found, detailed=True)
        return 0
    detail = counted(
        sum(isinstance(step, Confirm | Replace | End) for step in steps),
        N_("Renewal after {election}: {count} seat"),
        N_("Renewal after {election}: {count} seats"),
        election=election,
    )
    if force:
        steps = [forced(step) if isinstance(step, Confirm | Replace) else step for step in steps]
    code = seated(console, registry, "renew", steps, terms, detail)
    if not (terms.dry_run or terms.json):
        fresh = started(console.open_to_change(terms.root).snapshot)
        _overview(
            console, fresh, [each for each in rounds(fresh, id_, today) if only in (None, each.partner)], detailed=False
        )
    return code


def _steps(
    console: Console, words: Words, choices: _Choices, open_: Sequence[Address], first: str, terms: Terms
) -> list[Operation]:
    steps: list[Operation] = []
    named = [words.record(word, "mandate") for word in choices.confirm]
    settled = {*named}
    for pair in choices.replace:
        mandate, equals, person = pair.partition("=")
        if not equals:
            raise Wrong(Text(N_("'{value}' must be MANDATE=PERSON"), {"value": pair}))
        address = words.record(mandate, "mandate")
        settled.add(address)
        steps += _replaced(console, words, address, person, first, terms)
    for word in choices.end:
        address = words.record(word, "mandate")
        settled.add(address)
        steps.append(End(address.id, day_before(first)))
    if choices.confirm_all:
        named += [address for address in open_ if address not in settled]
    named = _holders(words, named, settled)
    return [*steps, *(Confirm(address.id, first, terms.decision, terms.source) for address in named)]


def _holders(words: Words, named: Sequence[Address], settled: Collection[Address]) -> list[Address]:
    """Return the mandates to confirm without those of stand-ins whose holder is settled too: these go on or end with it."""
    records = words.snapshot.records
    every = {*named, *settled}
    return [one for one in named if Address("mandate", str(records[one].get("replaces"))) not in every]


def _asked(console: Console, words: Words, open_: Sequence[Address], first: str, terms: Terms) -> list[Operation]:
    """Ask of each open mandate what becomes of it; what is skipped stays open for another time."""
    from regio_cli.cli.ask import chosen, told

    steps: list[Operation] = []
    options = [
        ("c", console.translate(N_("goes on"))),
        ("r", console.translate(N_("somebody else takes over"))),
        ("e", console.translate(N_("ends"))),
        ("s", console.translate(N_("not known yet"))),
    ]
    for number, address in enumerate(open_, 1):
        answer = chosen(f"{number}/{len(open_)}  {_line(words, address)}", options, console.translate)
        if answer == "c":
            steps.append(Confirm(address.id, first, terms.decision, terms.source))
        elif answer == "e":
            steps.append(End(address.id, day_before(first)))
        elif answer == "r":
            people = [a.id for a in words.snapshot.by_address if a.kind == "person"]
            steps += _replaced(console, words, address, told(console.translate(N_("Who?")), people), first, terms)
    return steps


def _replaced(console: Console, words: Words, address: Address, word: str, first: str, terms: Terms) -> list[Operation]:
    """Return the steps by which the person that `word` names takes over a mandate; a new person is asked about first."""
    partners = words.snapshot.records[address].get("on_behalf_of", ())
    id_, somebody = person_of(console, words, word, False, partner=only_one(partners))
    before = with_person(words.registry, id_, somebody, partners, None, first)
    return [*before, Replace(address.id, first, by=id_, decision=terms.decision, source=terms.source)]


def _line(words: Words, address: Address) -> str:
    data = words.snapshot.records[address]
    person = words.snapshot.records.get(Address("person", data["person"]), {})
    return f"{data['body']} · {data['seat']} · {spoken(person) or data['person']}"


def _overview(console: Console, draft: Draft, found: Sequence[Round], detailed: bool) -> None:
    """Write how far each partner is and, in detail, which mandates are open."""
    rows = [[each.partner, len(each.done), len(each.open)] for each in found]
    heads = [console.translate(word) for word in (N_("partner"), N_("renewed"), N_("open"))]
    console.table(heads, rows)
    done, left = sum(len(each.done) for each in found), sum(len(each.open) for each in found)
    text = Text(
        N_("Seats renewed: {done} of {all}; still open: {open}."), {"done": done, "all": done + left, "open": left}
    )
    console.say(f"\n{text.render(console.translate)}\n")
    if detailed:
        for each in found:
            for address in each.open:
                data = draft.sound(address)
                person = draft.known(Address("person", data["person"])) or {}
                console.say(f"  {address.id}  {spoken(person) or data['person']}  {data['status']}\n")
