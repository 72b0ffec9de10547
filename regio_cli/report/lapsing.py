"""The report `lapsing`: which mandates end in the coming year or should have ended, who holds them, and by what they end."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from regio_cli.model.days import later
from regio_cli.model.text import N_, Text, counted
from regio_cli.read.held import NOW, STATUS_WORDS, Held, held
from regio_cli.report.context import Context
from regio_cli.report.model import Column, Passage, Section, Table, Value
from regio_cli.report.wording import listed

YEAR_DAYS = 365
_NOTHING = Text(N_("no mandate ends in the coming year, and none should have ended"))


class Event(NamedTuple):
    """What ends mandates: an election (`election`, its id), an office or a date (`with_`), on the day `day`; with the mandates."""

    with_: str
    day: str
    election: str | None
    mandates: Sequence[Held]

    @property
    def last_day(self) -> str:
        """The last day in function."""
        return max(one.ends or self.day for one in self.mandates)


def events(context: Context, days: int) -> list[Event]:
    """Return what ends mandates that are held now, from what should have ended them already up to so many days ahead."""
    last = later(context.on, days)
    found = [one for one in held(context.database, NOW, {}) if one.event and one.event <= last]
    events = []
    for (day, with_), group in groupby(sorted(found, key=_key), key=_key):
        mandates = sorted(group, key=lambda one: (one.body.id, one.seat))
        events.append(Event(with_, day, mandates[0].election, mandates))
    return events


def _day_after(day: str) -> str:
    # What stands in a record may be no day; the checks say so.
    try:
        return later(day, 1)
    except ValueError:
        return str(date.max)


def _key(one: Held) -> tuple[str, str]:
    # A date that a mandate lapses with is as much a date as its last day.
    is_date = one.ends_with in ("end_date", "date")
    return one.event or "", "end_date" if is_date else one.ends_with or ""


def cause(context: Context, event: Event) -> Text:
    """Return in words what ends the mandates of an event."""
    if event.with_ == "end_date":
        return Text(N_("the last day recorded"))
    word = context.word("mandate.lapses_with", event.with_)
    if event.with_ == "office":
        return Text(N_("the end of the office"))
    return Text(N_("{what} of {day}"), {"what": word, "day": event.day})


def command(event: Event) -> str:
    """Return the command that renews or ends the mandates of an event."""
    if event.election:
        return f"regio renew --election {event.election}"
    mandate = event.mandates[0].mandate.id
    return f"regio replace {mandate} --by … --on {_day_after(event.last_day)}"


def sections(context: Context) -> tuple[Section, ...]:
    """Return what ends mandates, by day, and for each event who holds them and where; what is overdue comes first."""
    found = events(context, YEAR_DAYS)
    if not found:
        return (Section("events", Text(N_("What ends mandates")), (Passage("nothing", _NOTHING, "good"),)),)
    return (
        Section("events", Text(N_("What ends mandates")), (_summary(context, found),)),
        *(_section(context, event) for event in found),
    )


def _summary(context: Context, found: Sequence[Event]) -> Table:
    columns = (
        Column("last_day", Text(N_("last day")), "day"),
        Column("because", Text(N_("because of"))),
        Column("mandates", Text(N_("mandates")), "number"),
        Column("bodies", Text(N_("bodies")), "number"),
        Column("sign", Text(N_("well?")), "sign"),
        Column("command", Text(N_("mend with"))),
    )
    rows: list[tuple[Value, ...]] = [
        (event.last_day, cause(context, event), len(event.mandates), len({one.body for one in event.mandates}),
         "bad" if event.last_day < context.on else "warn", command(event))
        for event in found
    ]  # fmt: skip
    return Table("events", Text(N_("Events, the earliest first")), columns, tuple(rows), _note(context, found))


def _note(context: Context, found: Sequence[Event]) -> Text:
    total = context.one(f"SELECT count(*) AS number FROM mandate_on_day WHERE {NOW}")["number"]
    overdue = sum(len(event.mandates) for event in found if event.last_day < context.on)
    values = {"ending": sum(len(event.mandates) for event in found), "total": total, "overdue": overdue}
    return Text(N_("n = {ending} of {total} mandates held on this day end within 365 days; {overdue} should have ended already."), values)  # fmt: skip


def _section(context: Context, event: Event) -> Section:
    columns = (
        Column("person", Text(N_("person")), personal=True),
        Column("body", Text(N_("body"))),
        Column("seat", Text(N_("seat"))),
        Column("partners", Text(N_("on behalf of"))),
        Column("last_day", Text(N_("last day")), "day"),
        Column("status", Text(N_("status"))),
        Column("mandate", Text(N_("mandate"))),
    )
    rows = [_row(context, one) for one in event.mandates]
    values = {"cause": cause(context, event), "day": event.last_day}
    title = Text(N_("{cause}, last day {day}"), values)
    what = counted(len(rows), N_("{count} mandate"), N_("{count} mandates"))
    return Section(f"{event.with_}_{event.day}", title, (Table("mandates", what, columns, tuple(rows)),))


def _row(context: Context, one: Held) -> tuple[Value, ...]:
    return (
        context.name("person", one.person.id), context.name("body", one.body.id), one.seat, _partners(context, one),
        one.ends, status_word(context, one), one.mandate.id,
    )  # fmt: skip


def status_word(context: Context, one: Held) -> Text | str | None:
    """Return the status of a mandate in words: of the schema, or what its holder is beside that."""
    if one.shown_status in STATUS_WORDS:
        return Text(STATUS_WORDS[one.shown_status])
    return context.word("mandate.status", one.status)


def _partners(context: Context, one: Held) -> Text:
    return listed([context.name("partner", partner.id) for partner in one.on_behalf_of])


def bodies(context: Context, mandates: Iterable[Held]) -> list[str]:
    """Return the names of the bodies that mandates are in, each once, in order."""
    return sorted({context.name("body", one.body.id) for one in mandates})
