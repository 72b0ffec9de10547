"""``regio appoint``, ``replace``, ``end`` and ``extend``: who sits where, in the bureau's words."""

from dataclasses import replace
from typing import Annotated

import typer

from regio_cli.change.ending import End
from regio_cli.change.proposal import Operation
from regio_cli.change.seats import Appoint, Extend, Replace, Taken, Unclear
from regio_cli.cli.changing import carry_out
from regio_cli.cli.options import day, later
from regio_cli.cli.people import person_of
from regio_cli.cli.resolve import Words
from regio_cli.cli.run import Console, Wrong
from regio_cli.cli.seating import choice, only_one, seated, with_person
from regio_cli.cli.terms import Terms, changes
from regio_cli.model.text import N_, Text
from regio_cli.read.registry import Registry

Person = Annotated[
    str, typer.Argument(help="Id or name of a person.", metavar="PERSON", autocompletion=later("records"))
]
Mandate = Annotated[
    str,
    typer.Argument(
        help="Address or id of a mandate, or a name that leads to one.",
        metavar="MANDATE",
        autocompletion=later("records"),
    ),
]
New = Annotated[bool, typer.Option("--new", help="It is really another person than those with a name like it.")]
Force = Annotated[
    bool, typer.Option("--force", help="Also when the person does not meet the requirements of the seat.")
]
Office = Annotated[
    str | None,
    typer.Option("--office", help="The office that the person holds there: alderman, mayor, …", metavar="OFFICE"),
]
Only = Annotated[
    bool,
    typer.Option("--only", help="Of a shared seat's partners only those of --for get a voice; asks first."),
]


@changes
def appoint_(
    person: Person,
    to: Annotated[str, typer.Option("--to", help="The body.", metavar="BODY", autocompletion=later("records"))],
    for_: Annotated[
        list[str] | None,
        typer.Option("--for", help="The partner; may be repeated.", metavar="PARTNER", autocompletion=later("records")),
    ] = None,
    seat: Annotated[
        str | None, typer.Option("--seat", help="Which seat, when several would do.", metavar="SEAT")
    ] = None,
    role: Annotated[str | None, typer.Option("--role", help="A seat with this role.", metavar="ROLE")] = None,
    basis: Annotated[str | None, typer.Option("--basis", help="A seat on this ground.", metavar="BASIS")] = None,
    ground: Annotated[
        str | None,
        typer.Option(
            "--ground",
            help="Of a new seat: why it is held (expertise), or to whom it reports back (representation).",
            metavar="TEXT",
        ),
    ] = None,
    from_: Annotated[
        str | None, typer.Option("--from", help="The first day, today unless said.", metavar="DATE")
    ] = None,
    until: Annotated[str | None, typer.Option("--until", help="The last day, if it is known.", metavar="DATE")] = None,
    status: Annotated[
        str, typer.Option("--status", help="nominated, appointed or staying_on.", metavar="STATUS")
    ] = "appointed",
    lapses_with: Annotated[
        str | None,
        typer.Option(
            "--lapses-with",
            help="An election, the office, nothing or a day; else as the office has it.",
            metavar="EVENT",
        ),
    ] = None,
    only: Only = False,
    office: Office = None,
    new: New = False,
    force: Force = False,
    *,
    terms: Terms,
) -> int:
    """Appoint a person to a seat of a body.

    Example: regio appoint p-7k3d --to regiobestuur --for hattem --from 2026-06-04 --decision "B&W 2026-05-28"
    """
    console = Console()
    registry = console.open_to_change(terms.root)
    words = Words(console, registry)
    partners = tuple(words.id("partner", word) for word in for_ or ())
    start = day(from_)
    id_, somebody = person_of(console, words, person, new, office, only_one(partners))
    wanted = Appoint(
        id_, words.id("body", to), start, seat, partners, choice(registry, "seats.role", role),
        choice(registry, "seats.basis", basis), day(until) if until else None, choice(registry, "status", status) or status,
        choice(registry, "lapses_with", lapses_with), decision=terms.decision, source=terms.source, ground=ground, force=force,
        only=only,
    )  # fmt: skip
    before = with_person(registry, id_, somebody, partners, office, start)
    try:
        return _seated(console, registry, "appoint", before, wanted, terms)
    except Taken as error:
        # The id drawn for somebody new is gone with the refused change; the hint says the name as it was typed.
        raise error.by(_newcomer(person, office)) if somebody is not None else error from None


@changes
def replace_(
    mandate: Mandate,
    on: Annotated[
        str, typer.Option("--on", help="The first day of the new holder, or of the absence.", metavar="DATE")
    ],
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            help="Who takes over or stands in; with --temporary it may be left out while nobody does.",
            metavar="PERSON",
            autocompletion=later("records"),
        ),
    ] = None,
    for_: Annotated[
        list[str] | None,
        typer.Option(
            "--for", help="The partner, when it is another one.", metavar="PARTNER", autocompletion=later("records")
        ),
    ] = None,
    only: Only = False,
    because: Annotated[
        str | None, typer.Option("--because", help="Why the other leaves; not with --temporary.", metavar="TEXT")
    ] = None,
    temporary: Annotated[
        bool,
        typer.Option(
            "--temporary", help="The holder is absent and comes back: the mandate does not end. No reason is recorded."
        ),
    ] = False,
    until: Annotated[
        str | None,
        typer.Option("--until", help="With --temporary: the last day of the absence, if it is known.", metavar="DATE"),
    ] = None,
    office: Office = None,
    new: New = False,
    force: Force = False,
    *,
    terms: Terms,
) -> int:
    """Let another person take over a seat, in one commit: one mandate ends and one begins.

    With --temporary the holder is absent and keeps the mandate, and the other stands in. The holder returns the day after
    the stand-in's mandate ends: regio end STAND-IN --on DATE.

    Example: regio replace regiobestuur-noord-veluwe-2026 --by "Els van der Berg" --on 2026-12-01
    """
    console = Console()
    registry = console.open_to_change(terms.root)
    words = Words(console, registry)
    address = words.record(mandate, "mandate")
    first = day(on)
    last = day(until) if until else None
    asked = tuple(words.id("partner", word) for word in for_ or ())
    step = Replace(
        address.id, first, because=because, temporary=temporary, until=last, partners=asked, only=only,
        decision=terms.decision, source=terms.source, force=force,
    )  # fmt: skip
    before: list[Operation] = []
    if by is not None:
        held = words.snapshot.records.get(address, {})
        partners = asked or tuple(held.get("on_behalf_of", ()))
        id_, somebody = person_of(console, words, by, new, office, only_one(partners))
        before = with_person(registry, id_, somebody, partners, office, first)
        step = replace(step, by=id_)
    elif office or new:
        raise Wrong(Text(N_("nobody is named who gets an office")), Text(N_("name the person with --by")))
    if temporary and console.asks and not (terms.yes or terms.reason or because or terms.dry_run):
        terms = terms.with_reasons(_reason_of_absence(console))
    return seated(console, registry, "replace", [*before, step], terms.with_reasons(because))


def _reason_of_absence(console: Console) -> str:
    """Ask why the commit of an absence is made; it is never erased, so nobody's health belongs in it."""
    from regio_cli.cli.ask import told

    return told(console.translate(N_("Reason for the history (no health reasons; Enter for none):")))


@changes
def end_(
    mandate: Mandate,
    on: Annotated[str, typer.Option("--on", help="The last day in function.", metavar="DATE")],
    because: Annotated[str | None, typer.Option("--because", help="Why it ends.", metavar="TEXT")] = None,
    *,
    terms: Terms,
) -> int:
    """End a mandate; the day given is the last one in function. Of a stand-in: the absent holder returns the day after.

    Example: regio end regiobestuur-flevoland-2022 --on 2026-11-30 --because "vertrek als wethouder"
    """
    console = Console()
    registry = console.open_to_change(terms.root)
    address = Words(console, registry).record(mandate, "mandate")
    step = End(address.id, day(on), because)
    return carry_out(console, registry, "end", lambda _: [step], terms.with_reasons(because))


@changes
def extend_(
    mandate: Mandate,
    until: Annotated[str, typer.Option("--until", help="The new last day; 'open' for none.", metavar="DATE")],
    *,
    terms: Terms,
) -> int:
    """Give a mandate another last day, or none.

    Example: regio extend economic-board-voorzitter-2024 --until 2028-12-31
    """
    console = Console()
    registry = console.open_to_change(terms.root)
    address = Words(console, registry).record(mandate, "mandate")
    step = Extend(address.id, None if until == "open" else day(until))
    return carry_out(console, registry, "extend", lambda _: [step], terms)


def _newcomer(name: str, office: str | None) -> str:
    """Return what a user types behind --by to record somebody new by the name that was typed."""
    typed = f'"{name}" --new'
    return f'{typed} --office "{office}"' if office else typed


def _seated(
    console: Console, registry: Registry, verb: str, before: list[Operation], wanted: Appoint, terms: Terms
) -> int:
    """Carry out an appointment; on a terminal the user is asked for the seat when several would do."""

    def attempt(step: Appoint) -> int:
        return seated(console, registry, verb, [*before, step], terms)

    try:
        return attempt(wanted)
    except Unclear as error:
        if not console.asks or not error.options:
            raise
        from regio_cli.cli.ask import chosen

        question = Text(N_("Which seat of {body}?"), {"body": wanted.body}).render(console.translate)
        return attempt(replace(wanted, seat=chosen(question, error.options, console.translate)))
