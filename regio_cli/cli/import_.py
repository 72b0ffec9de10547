"""``regio import``: records from spreadsheets and other registers, as one change."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from regio_cli.change.operations import forced
from regio_cli.change.proposal import Operation
from regio_cli.change.requirements import Unfit
from regio_cli.cli.changing import carry_out, change_data
from regio_cli.cli.import_sources import Source, source_of
from regio_cli.cli.options import later
from regio_cli.cli.progress import progress
from regio_cli.cli.render import dumps
from regio_cli.cli.run import FINDINGS, FINE, Console, Wrong
from regio_cli.cli.seating import require_agreed
from regio_cli.cli.terms import Terms, changes
from regio_cli.model.text import N_, Text
from regio_cli.read.registry import Registry

if TYPE_CHECKING:
    from regio_cli.exchange.import_.plan import Doubt, Plan

_LISTED, _PLACES = 40, 5


@changes
def import_(
    what: Annotated[
        list[str],
        typer.Argument(
            help="A csv, xlsx or json file; popolo or roo before a file of these.", metavar="[popolo|roo] FILE"
        ),
    ],
    kind: Annotated[
        str | None,
        typer.Option("--kind", help="The kind of the records in it.", metavar="KIND", autocompletion=later("kinds")),
    ] = None,
    map_: Annotated[
        Path | None,
        typer.Option("--map", help="Which column is which field; written when it is not there.", metavar="FILE"),
    ] = None,
    default: Annotated[
        list[str] | None,
        typer.Option("--default", help="For cells that are empty; may be repeated.", metavar="FIELD=VALUE"),
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="All that are in doubt are new.")] = False,
    same: Annotated[bool, typer.Option("--same", help="All in doubt are the one record that they are like.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Also when people do not meet the requirements of their seats.")
    ] = False,
    *,
    terms: Terms,
) -> int:
    """Take over records from a spreadsheet or another register; first told in words, then one change, or nothing.

    Example: regio import leden.xlsx --kind mandate --dry-run
    """
    console = Console()
    if new and same:
        raise Wrong(Text(N_("--new and --same can't both be")))
    registry = console.open_to_change(terms.root)
    _require_read(registry)
    source = replace(source_of(console, what, kind, map_, default or []), is_expected=terms.expect is not None)
    making = _Making(console, source, new, same, {}, force)
    plan, operations = making.worked_out(registry)
    if not terms.json:
        _show(console, plan, source, registry)
    _require_clear(console, plan)
    if not operations:
        return _nothing(console, terms)
    if console.asks and not (terms.yes or terms.dry_run):
        _require_agreed(console)
    detail = Text(N_("{count} records"), {"count": len(plan.new) + len(plan.changed)})

    def made(fresh: Registry) -> list[Operation]:
        return operations if fresh is registry else making.worked_out(fresh)[1]

    try:
        return carry_out(console, registry, "import", made, terms, detail=detail)
    except Unfit as error:
        require_agreed(console, error, terms)
    making = replace(making, force=True)
    operations = making.steps(plan, operations[len(plan.operations) :])
    return carry_out(console, registry, "import", made, terms, detail=detail)


@dataclass(frozen=True)
class _Making:
    """Works an import out; what a person decided once is not asked again."""

    console: Console
    source: Source
    new: bool
    same: bool
    decided: dict[tuple[str, str], str]
    force: bool

    def worked_out(self, registry: Registry) -> "tuple[Plan, list[Operation]]":
        """Return what the import would do to `registry`, and the steps of it. Raises Refused or Wrong for what is no such file."""
        from regio_cli.cli.people import opaque_id
        from regio_cli.exchange.import_.planning import plan

        snapshot, translate = registry.snapshot, self.console.translate
        with progress(translate(N_("reading")), None) as step:
            found = replace(self.source, step=step).read(registry)
        with progress(translate(N_("import")), len(found.read.wanted)) as step:
            made = plan(
                registry.kinds,
                snapshot.records,
                found.read.wanted,
                lambda doubt: self.decide(doubt, step.hide),
                lambda: opaque_id(snapshot),
                found.whole,
                found.read.faults,
                found.read.notes,
                step,
            )
        return made, self.steps(made, found.more)

    def steps(self, made: "Plan", more: Iterable[Operation]) -> list[Operation]:
        """Return the steps of a plan, and `more` behind them."""
        own = [forced(step) for step in made.operations] if self.force else made.operations
        return [*own, *more]

    def decide(self, doubt: "Doubt", before: Callable[[], None]) -> str | None:
        """Return the id of the record that is meant, empty for a new one, None when nobody says; `before` a question, make way."""
        if self.new:
            return ""
        if self.same and len(doubt.candidates) == 1:
            return doubt.candidates[0][0].id
        if not self.console.asks:
            return None
        asked = (doubt.kind, doubt.name)
        if asked in self.decided:
            return self.decided[asked]
        before()
        answer = self._asked(doubt)
        # Who is new gets another id when the plan is worked out again, so that this answer would mean nobody then.
        if all(address.id != answer for address in doubt.fresh):
            self.decided[asked] = answer
        return answer

    def _asked(self, doubt: "Doubt") -> str:
        from regio_cli.cli.ask import chosen

        translate = self.console.translate
        values = {"place": doubt.place, "name": doubt.name}
        options = list(_candidates(self.console, doubt))
        other = ("+", translate(N_("none of these: a new one")))
        question = Text(N_("{place}: is '{name}' one of these?"), values).render(translate)
        picked = chosen(question, [*options, other], translate)
        return "" if picked == "+" else picked.partition("/")[2]


def _require_read(registry: Registry) -> None:
    """Raise Refused when a record can't be read: what it holds may be what the file brings, and would be there twice."""
    from regio_cli.change.refusal import Refused

    snapshot = registry.snapshot
    unread = sorted(str(address) for address in snapshot.by_address if address not in snapshot.records)
    if unread:
        listed = ", ".join(unread[:_PLACES]) + (", …" if len(unread) > _PLACES else "")
        what = N_("these can't be read, so it is not sure what is in the registry already: {records}")
        raise Refused(Text(what, {"records": listed}), Text(N_("'regio validate' tells what is wrong with them")))


def _show(console: Console, plan: "Plan", source: Source, registry: Registry) -> None:
    from regio_cli.cli.import_text import plan_text

    console.say(plan_text(plan, source.name, registry.snapshot.records, console.translate))


def _require_clear(console: Console, plan: "Plan") -> None:
    """Raise Wrong when something can't be taken over, or is in doubt; each with its place."""
    if plan.faults:
        text = N_("this can't be taken over, so nothing is changed:\n{listed}")
        raise Wrong(Text(text, {"listed": _listed(list(_faults(console, plan)))}), code=FINDINGS)
    if plan.doubts:
        lines = [line for doubt in plan.doubts for line in _doubt(console, doubt)]
        hint = Text(
            N_("put the id of the record in a column 'id' (or in the cell); or say --same, or --new, for all of them")
        )
        raise Wrong(Text(N_("in doubt, so nothing is changed:\n{listed}"), {"listed": _listed(lines)}), hint)


def _faults(console: Console, plan: "Plan") -> Iterator[str]:
    """Yield what is wrong, each thing once, with the places where it is."""
    places: dict[str, list[str]] = {}
    for fault in plan.faults:
        places.setdefault(fault.what.render(console.translate), []).append(fault.place.render(console.translate))
    for what, found in places.items():
        there = list(dict.fromkeys(found))
        more = f", … {len(there) - _PLACES}" if len(there) > _PLACES else ""
        yield f"  {', '.join(there[:_PLACES])}{more}: {what}"


def _doubt(console: Console, doubt: "Doubt") -> list[str]:
    values = {"place": doubt.place, "name": doubt.name}
    head = Text(N_("{place}: '{name}' may be"), values).render(console.translate)
    return [f"  {head}", *(f"    {address}  {name}" for address, name in _candidates(console, doubt))]


def _candidates(console: Console, doubt: "Doubt") -> Iterator[tuple[str, str]]:
    """Yield what something may be, as it is shown: which record, and its name."""
    fresh = console.translate(N_("new, from this file"))
    for address, name in doubt.candidates:
        row = doubt.rows.get(address)
        where = f"{fresh}: {row.render(console.translate)}" if row else fresh
        yield str(address), f"{name} ({where})" if address in doubt.fresh else name


def _listed(lines: list[str]) -> str:
    more = [f"  … {len(lines) - _LISTED}"] if len(lines) > _LISTED else []
    return "\n".join([*lines[:_LISTED], *more])


def _nothing(console: Console, terms: Terms) -> int:
    if terms.json:
        console.give(dumps(change_data()))
    else:
        console.say(console.translate(N_("Nothing to change: the registry says all this already.")) + "\n")
    return FINE


def _require_agreed(console: Console) -> None:
    from regio_cli.change.refusal import Refused
    from regio_cli.cli.ask import agreed

    if not agreed(console.translate(N_("Make this change?")), console.translate):
        raise Refused(Text(N_("nothing is changed")))
