"""How commands go about steps that give somebody a seat: what the seat asks is a question on a terminal."""

from collections.abc import Sequence

from regio_cli.change.operations import forced
from regio_cli.change.proposal import Operation, started
from regio_cli.change.refusal import Refused
from regio_cli.change.requirements import Unfit
from regio_cli.cli.changing import carry_out
from regio_cli.cli.options import day
from regio_cli.cli.run import Console
from regio_cli.cli.terms import Terms
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
