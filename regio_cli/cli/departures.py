"""``regio leave``, ``withdraw``, ``dissolve`` and ``merge``: changes that take others along, each named first."""

from typing import Annotated

import typer

from regio_cli.change.cascade import Dissolve, Leave, Merge, Withdraw
from regio_cli.cli.changing import carry_out
from regio_cli.cli.options import day, later
from regio_cli.cli.resolve import Words
from regio_cli.cli.run import Console, Wrong
from regio_cli.cli.terms import Terms, changes
from regio_cli.model.kinds import Kinds
from regio_cli.model.record import Address, Data, period_of
from regio_cli.model.text import N_, Text
from regio_cli.read.names import fold
from regio_cli.read.registry import Registry

On = Annotated[str, typer.Option("--on", help="The last day.", metavar="DATE")]
Because = Annotated[str | None, typer.Option("--because", help="Why; it is written with each mandate.", metavar="TEXT")]


@changes
def leave_(
    person: Annotated[
        str, typer.Argument(help="Id or name of a person.", metavar="PERSON", autocompletion=later("records"))
    ],
    on: On,
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
    last = day(on)

    def steps(fresh: Registry) -> list[Leave]:
        return [Leave(id_, _office(fresh, id_, office, last), last, stays_on, because)]

    return carry_out(console, registry, "leave", steps, terms, sweeping=True)


def _office(registry: Registry, person: str, wanted: str | None, on: str) -> int:
    """Return the position of the office that a user's words mean. Raises Wrong, with those held, when it is not one."""
    data = registry.data(Address("person", person))
    held = [(n, office) for n, office in enumerate(data.get("offices", ())) if period_of(office).covers(on)]
    words = [(n, _office_words(registry, office)) for n, office in held]
    meant = [(n, text) for n, text in words if all(word in fold(text) for word in fold(wanted or "").split())]
    if len(meant) == 1:
        return meant[0][0]
    listed = "\n".join(f"  {text}" for _, text in (meant or words))
    if not words:
        raise Wrong(Text(N_("{person} holds no office on {day}"), {"person": person, "day": on}))
    raise Wrong(
        Text(N_("{person} holds these offices on {day}:\n{listed}"), {"person": person, "day": on, "listed": listed}),
        Text(N_("say which with --office")),
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
    return carry_out(console, registry, "withdraw", lambda _: [step], terms, sweeping=True)


@changes
def dissolve_(
    body: Annotated[
        str, typer.Argument(help="The body that comes to an end.", metavar="BODY", autocompletion=later("records"))
    ],
    on: On,
    succeeded_by: Annotated[
        str | None,
        typer.Option(
            "--succeeded-by", help="The body that comes after it.", metavar="BODY", autocompletion=later("records")
        ),
    ] = None,
    because: Because = None,
    *,
    terms: Terms,
) -> int:
    """A body comes to an end, and all mandates in it.

    Example: regio dissolve stuurgroep-novex --on 2026-12-31 --succeeded-by regiobestuur
    """
    console = Console()
    registry = console.open_to_change(terms.root)
    words = Words(console, registry)
    successor = words.id("body", succeeded_by) if succeeded_by else None
    step = Dissolve(words.id("body", body), day(on), successor, because)
    return carry_out(console, registry, "dissolve", lambda _: [step], terms, sweeping=True)


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
