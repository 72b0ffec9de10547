"""How commands go about steps that give somebody a seat: what the seat asks is a question on a terminal."""

from collections.abc import Sequence
from typing import Any

from regio_cli.change.fields import Assignment
from regio_cli.change.generic import Add, Set
from regio_cli.change.operations import forced
from regio_cli.change.proposal import Operation, started
from regio_cli.change.refusal import Refused
from regio_cli.change.requirements import Unfit
from regio_cli.change.roster import person_of
from regio_cli.cli.changing import carry_out
from regio_cli.cli.options import day
from regio_cli.cli.people import NewPerson
from regio_cli.cli.run import Console
from regio_cli.cli.terms import Terms
from regio_cli.domain.people import office_at
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Text
from regio_cli.read.registry import Registry


def seated(
    console: Console,
    registry: Registry,
    verb: str,
    steps: Sequence[Operation],
    terms: Terms,
    detail: Text | None = None,
) -> int:
    """Make the change that `steps` describe, as carry_out does; return the exit code.

    On a terminal the user is asked about each who does not meet the requirements of the seat. Raises Unfit where nobody
    can be asked.
    """
    try:
        return carry_out(console, registry, verb, lambda _: steps, terms, detail=detail)
    except Unfit as error:
        require_agreed(console, error, terms)
    # There may be another one among the steps after it.
    return seated(console, registry, verb, _with_one_forced(registry, steps), terms, detail)


def require_agreed(console: Console, error: Unfit, terms: Terms) -> None:
    """Ask whether to go on with somebody who does not meet what a seat asks. Raises `error` where nobody can be asked.

    Raises Refused when the user says no.
    """
    if not console.asks or terms.yes:
        raise error
    from regio_cli.cli.ask import agreed

    console.warn(error.text)
    if not agreed(console.translate(N_("Go on nevertheless?")), console.translate):
        raise Refused(Text(N_("nothing is changed")))


def _with_one_forced(registry: Registry, steps: Sequence[Operation]) -> list[Operation]:
    """Return `steps` with the first that seats somebody unfit as one that does so nevertheless."""
    draft = started(registry.snapshot)
    for number, step in enumerate(steps):
        try:
            draft = step.apply(draft, day(None)).judged(draft, registry.is_valid)
        except Unfit:
            return [*steps[:number], forced(step), *steps[number + 1 :]]
    return list(steps)


def with_person(
    registry: Registry,
    id_: str,
    somebody: NewPerson | None,
    partners: Sequence[str],
    office: str | None,
    start: str,
) -> list[Operation]:
    """Return the steps that record a new person, or an office that the person has not yet."""
    address = Address("person", id_)
    if somebody is not None:
        partner = somebody.partner if office is None else only_one(partners)
        held = _office(registry, somebody.office, partner, start)
        fields = [Assignment("name", "=", somebody.name), Assignment("publicity", "=", "functional")]
        return [Add(address, (*fields, *([Assignment("offices", "=", [held])] if held else ())))]
    held = _office(registry, office, only_one(partners), start)
    known = office_at(person_of(started(registry.snapshot), id_), partners, start)
    if held and (known is None or known.office != held["office"]):
        return [Set(address, (Assignment("offices", "+=", [held]),))]
    return []


def _office(registry: Registry, office: str | None, partner: str | None, start: str) -> dict[str, Any] | None:
    """Return an office as a person's record has it, None without one."""
    if not office:
        return None
    held = {"office": choice(registry, "office", office), "start_date": start}
    return {**held, "partner": partner} if partner else held


def only_one(partners: Sequence[str]) -> str | None:
    """Return the one partner of `partners`, None when there are more or fewer."""
    return partners[0] if len(partners) == 1 else None


def choice(registry: Registry, path: str, word: str | None, kind: str | None = None) -> str | None:
    """Return the choice that `word` means for a field: itself, or the one with this label in either language."""
    from regio_cli.change.fields import value_of

    field = registry.kinds[kind or ("body" if path.startswith("seats.") else "mandate")].field(path)
    found = value_of(field, word, lambda _, text: text) if field and word else word
    return str(found) if found is not None else None
