"""The reports there are, and how each is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from regio_cli.model.text import N_, Text
from regio_cli.read.expected import expected_note
from regio_cli.read.registry import Registry
from regio_cli.report import (
    balance,
    councils,
    counterparts,
    lapsing,
    network,
    people,
    quality,
    representation,
    today,
    vacancies,
)
from regio_cli.report.context import Context
from regio_cli.report.model import Report, Section
from regio_cli.report.opening import of_registry
from regio_cli.store.database import unread
from regio_cli.store.source import Revision


@dataclass(frozen=True)
class ReportEntry:
    """A report: `name` is what users type, `about` says in a line what it answers; an `internal` one stays at the bureau."""

    name: str
    title: Text
    about: Text
    sections: Callable[[Context], tuple[Section, ...]]
    internal: bool = False


@dataclass(frozen=True)
class Options:
    """What may be asked of a report besides its day: `since` is the day (YYYY-MM-DD) from which changes are told."""

    since: str | None = None


_ENTRIES = (
    ReportEntry("today", Text(N_("Today")), Text(N_("One page: what needs action, the balance, deviations, changes.")), today.sections),
    ReportEntry("balance", Text(N_("Balance")), Text(N_("Spread over the region, balance of pillars, the centre municipality.")), balance.sections),
    ReportEntry("counterparts", Text(N_("Counterparts")), Text(N_("Executive bodies beside the civil-service bodies that prepare them.")), counterparts.sections),
    ReportEntry("representation", Text(N_("Representation")), Text(N_("Which partner sits in which body, and which nowhere.")), representation.sections),
    ReportEntry("lapsing", Text(N_("Ending mandates")), Text(N_("Which mandates end in the coming year, when and why.")), lapsing.sections),
    ReportEntry("vacancies", Text(N_("Vacancies")), Text(N_("Seats without a holder, since when, and who stands in.")), vacancies.sections),
    ReportEntry("people", Text(N_("People")), Text(N_("Seats per person, for the bureau itself.")), people.sections, True),
    ReportEntry("councils", Text(N_("Councils and states")), Text(N_("Which councils and states are heard in the sounding board.")), councils.sections),
    ReportEntry("network", Text(N_("Network")), Text(N_("Who links the bodies, and how few people each hangs on.")), network.sections, True),
    ReportEntry("quality", Text(N_("Quality of the data")), Text(N_("What is filled in, confirmed, and has a source.")), quality.sections),
)  # fmt: skip
REPORTS: Mapping[str, ReportEntry] = {entry.name: entry for entry in _ENTRIES}
"""The reports by name, in the order in which they are listed."""


def build(name: str, registry: Registry, on: str, options: Options = Options()) -> Report:
    """Return the report `name` on the records of `registry` as they stand on the day `on` (YYYY-MM-DD).

    Raises KeyError when there is no such report.
    """
    source = registry.source
    commit = source.commit if isinstance(source, Revision) else None
    return made(REPORTS[name], of_registry(registry, on, options.since), commit)


def made(entry: ReportEntry, context: Context, revision: str | None = None) -> Report:
    """Return a report made from `context`, the records of the commit `revision` (None: the files as they are)."""
    sections = entry.sections(context)
    return Report(entry.name, entry.title, context.on, revision, context.region, sections,
                  internal=entry.internal, notices=expected(context), unread=unread(context.database))  # fmt: skip


def expected(context: Context) -> tuple[Text, ...]:
    """Return, for a day to come, how many of the mandates in force then are certain; nothing for today or earlier."""
    note = expected_note(context.database)
    return (note,) if note else ()


def compare(now: Report, then: Report) -> Report:
    """Return the report `now` with the same one at another day or revision, or after a change, beside it."""
    return replace(now, compared=then)
