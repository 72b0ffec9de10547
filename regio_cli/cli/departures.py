"""``regio leave``, ``withdraw``, ``dissolve`` and ``merge``: changes that take others along, each named first."""

from typing import Annotated

import typer

from regio_cli.change.cascade import Leave, Merge, Withdraw, last_day_of, rests_on
from regio_cli.change.dissolving import Dissolve, along
from regio_cli.change.proposal import started
from regio_cli.change.roster import lapse_of
from regio_cli.cli.changing import carry_out
from regio_cli.cli.options import day, later
from regio_cli.cli.resolve import Words
from regio_cli.cli.run import Console, Wrong
from regio_cli.cli.terms import Terms, changes
from regio_cli.model.kinds import Kinds
from regio_cli.model.record import Address, Data, Period, period_of
from regio_cli.model.text import N_, Text, counted
from regio_cli.read.names import fold
from regio_cli.read.registry import Registry

On = Annotated[str, typer.Option("--on", help="The last day.", metavar="DATE")]
Because = Annotated[str | None, typer.Option("--because", help="Why; it is written with each mandate.", metavar="TEXT")]


@changes
def leave_(
    person: Annotated[
        str, typer.Argument(help="Id or name of a person.", metavar="PERSON", autocompletion=later("records"))
    ],
    on: Annotated[
        str | None,
        typer.Option("--on", help="The last day; left out, the one recorded of the office.", metavar="DATE"),
    ] = None,
    office: Annotated[
        str | None,
        typer.Option("--office", help="Which office, when there are several: 'wethouder Hattem'.", metavar="OFFICE"),
    ] = None,
    stays_on: Annotated[
        bool, typer.Option("--stays-on", help="The seats are held on to until there is a successor.")
    ] = False,
    because: Because = None,
    *,
    terms: Terms,
) -> int:
    """A person leaves an office: all seats held because of it end, or are held on to, each named first.

    Example: regio leave p-7k3d --office "wethouder Hattem" --on 2026-11-30
    """
    console = Console()
    registry = console.open_to_change(terms.root)
    id_ = Words(console, registry).id("person", person)
    last = day(on) if on else None

    def steps(fresh: Registry) -> list[Leave]:
        return [Leave(id_, _office(fresh, id_, office, last), last, stays_on, because)]

    def notes(fresh: Registry, is_trial: bool) -> list[Text]:
        return _resting(fresh, id_, _office(fresh, id_, office, last), last, is_trial)

    terms = terms.with_reasons(because)
    return carry_out(console, registry, "leave", steps, terms, sweeping=True, notes=notes)


def _resting(registry: Registry, person: str, office: int, on: str | None, is_trial: bool) -> list[Text]:
    """Return what there is to say of the mandates that rest on an office: when those end, on a trial, and which begin later."""
    draft = started(registry.snapshot)
    held = draft.sound(Address("person", person)).get("offices", ())[office]
    last = last_day_of(held, on, day(None))
    resting = rests_on(draft, person, office, last)
    found = []
    for mandate in resting.ending if is_trial else ():
        values = {"mandate": mandate.id, "day": last}
        found.append(Text(N_("mandate/{mandate}: last day {day}, because of the end of the office"), values))
        end = lapse_of(draft, mandate)
        if end is not None and day(None) <= end.last_day < last:
            values = {"mandate": mandate.id, "day": end.last_day}
            found.append(Text(N_("mandate/{mandate}: expected to lapse before that, on {day}"), values))
    for mandate in resting.later:
        values = {"mandate": mandate.id, "day": mandate.period.start or ""}
        text = N_(
            "mandate/{mandate} begins on {day} and rests on the office that is left; it stays. "
            "If it will not begin: regio remove mandate/{mandate}"
        )
        found.append(Text(text, values))
    return found


def _office(registry: Registry, person: str, wanted: str | None, on: str | None) -> int:
    """Return the position of the office that a user's words mean, in force on `on` (else today or later, else ever).

    Raises Wrong, with those held, when it is not one.
    """
    data = registry.data(Address("person", person))
    every = list(enumerate(data.get("offices", ())))
    if on is None:
        coming = Period(day(None), None)
        held = [(n, office) for n, office in every if period_of(office).overlaps(coming)] or every
    else:
        held = [(n, office) for n, office in every if period_of(office).covers(on)]
    words = [(n, _office_words(registry, office)) for n, office in held]
    meant = [(n, text) for n, text in words if all(word in fold(text) for word in fold(wanted or "").split())]
    if len(meant) == 1:
        return meant[0][0]
    listed = "\n".join(f"  {text}" for _, text in (meant or words))
    values = {"person": person, "day": on or day(None), "listed": listed}
    if not words:
        raise Wrong(Text(N_("{person} holds no office on {day}"), values))
    raise Wrong(
        Text(N_("{person} holds these offices on {day}:\n{listed}"), values), Text(N_("say which with --office"))
    )


def _office_words(registry: Registry, office: Data) -> str:
    """Return an office in both languages, with the names of its partner, to compare a user's words with."""
    labels = _labels(registry.kinds, str(office.get("office")))
    partner = str(office.get("partner", ""))
    name = registry.data(Address("partner", partner)).get("name", "") if partner else ""
    return " ".join(part for part in (*labels, partner, str(name), str(office.get("portfolio", ""))) if part)


def _labels(kinds: Kinds, office: str) -> tuple[str, ...]:
    field = kinds["person"].field("offices.office")
    label = (field.choices or {}).get(office) if field else None
    return (label.nl, label.en) if label else (office,)


@changes
def withdraw_(
    partner: Annotated[
        str, typer.Argument(help="The partner that leaves.", metavar="PARTNER", autocompletion=later("records"))
    ],
    on: On,
    because: Because = None,
    *,
    terms: Terms,
) -> int:
    """A partner leaves the cooperation: its seats, mandates and memberships end on its last day.

    Example: regio withdraw natuurmonumenten --on 2026-12-31 --decision "brief van 2026-10-01"
    """
    console = Console()
    registry = console.open_to_change(terms.root)
    step = Withdraw(Words(console, registry).id("partner", partner), day(on), because)
    terms = terms.with_reasons(because)
    return carry_out(console, registry, "withdraw", lambda _: [step], terms, sweeping=True)


@changes
def dissolve_(
    body: Annotated[
        str, typer.Argument(help="The body that comes to an end.", metavar="BODY", autocompletion=later("records"))
    ],
    on: On,
    succeeded_by: Annotated[
        list[str] | None,
        typer.Option(
            "--succeeded-by",
            help="The body that comes after it; may be repeated.",
            metavar="BODY",
            autocompletion=later("records"),
        ),
    ] = None,
    take_along: Annotated[
        str | None,
        typer.Option(
            "--take-along",
            help="The body that comes after it and in which its seats and holders go on from the day after.",
            metavar="BODY",
            autocompletion=later("records"),
        ),
    ] = None,
    because: Because = None,
    *,
    terms: Terms,
) -> int:
    """A body comes to an end, and all mandates in it; its seats and holders may go on in a body that succeeds it.

    Example: regio dissolve stuurgroep-novex --on 2026-12-31 --succeeded-by regiobestuur
    """
    console = Console()
    registry = console.open_to_change(terms.root)
    words = Words(console, registry)
    id_ = words.id("body", body)
    last = day(on)
    successors = tuple(words.id("body", word) for word in succeeded_by or ())
    taking = words.id("body", take_along) if take_along else None
    if taking is None and successors and console.asks and not (terms.yes or terms.dry_run):
        taking = _taking_along(console, registry, id_, last, successors)
    step = Dissolve(id_, last, successors, because, taking)
    terms = terms.with_reasons(because)
    return carry_out(console, registry, "dissolve", lambda _: [step], terms, sweeping=True)


def _taking_along(
    console: Console, registry: Registry, body: str, last: str, successors: tuple[str, ...]
) -> str | None:
    """Ask in which successor the seats and holders of a body go on; None for in none of them."""
    from regio_cli.cli.ask import chosen

    count = len(along(started(registry.snapshot), body, last))
    if not count:
        return None
    options = [("-", console.translate(N_("nowhere: they end"))), *((successor, "") for successor in successors)]
    question = counted(
        count,
        N_("Where do the seats and their {count} holder go on?"),
        N_("Where do the seats and their {count} holders go on?"),
    )
    picked = chosen(question.render(console.translate), options, console.translate)
    return None if picked == "-" else picked


@changes
def merge_(
    person: Annotated[
        str, typer.Argument(help="The record that goes.", metavar="PERSON", autocompletion=later("records"))
    ],
    into: Annotated[
        str, typer.Argument(help="The record that stays.", metavar="INTO", autocompletion=later("records"))
    ],
    *,
    terms: Terms,
) -> int:
    """One person was recorded twice: all that points at the first points at the second.

    Example: regio merge p-9x2f p-7k3d --correction
    """
    console = Console()
    registry = console.open_to_change(terms.root)
    words = Words(console, registry)
    step = Merge(words.id("person", person), words.id("person", into))
    return carry_out(console, registry, "merge", lambda _: [step], terms, sweeping=True)
