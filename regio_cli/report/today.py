"""The report `today`: one page, decision first. What needs action, the balance, accepted deviations, and what changed of late."""

from collections import Counter
from collections.abc import Callable, Sequence

from regio_cli.history.sentence import some
from regio_cli.model.finding import Finding
from regio_cli.model.text import N_, Text, counted
from regio_cli.read.held import SOON_DAYS
from regio_cli.report import centre, councils, lapsing, pillars, spread, vacancies
from regio_cli.report.context import Changes, Context
from regio_cli.report.model import Block, Column, Passage, Section, Table, Value

# Who reads one page does not read the twentieth line of a list: the other commands tell the rest.
_MOST = 8
_MOST_SENTENCES = 12
_FEW = 2
BALANCE = Text(N_("Balance"))


def sections(context: Context) -> tuple[Section, ...]:
    """Return the four parts of the page."""
    return (
        Section("action", Text(N_("Needs action")), tuple(_action(context))),
        Section("balance", BALANCE, balance(context)),
        Section("deviations", Text(N_("Accepted deviations")), (_deviations(context),)),
        Section("changes", Text(N_("Changes")), _changes(context.changes())),
    )


# --------------------------------------------------------------------------------------------------------------------
# What needs action.

_COMMAND = Column("command", Text(N_("mend with")))


def _action(context: Context) -> Sequence[Block]:
    findings = [finding for finding in context.findings() if finding.accepted is None]
    errors = [finding for finding in findings if finding.severity == "error"]
    warnings = [finding for finding in findings if finding.severity == "warning"]
    unkept = [finding for finding in warnings if finding.code in context.rules]
    listed = [*errors, *(finding for finding in warnings if finding.code not in context.rules)]
    open_, ending = vacancies.vacancies(context), lapsing.events(context, SOON_DAYS)
    absent = vacancies.unattended(context)
    told = [
        *_told(errors, len(warnings)),
        *_open_told(open_),
        *vacancies.unattended_told(absent),
        *_ending_told(ending),
    ]
    if not told:
        return [Passage("nothing", Text(N_("Nothing needs action.")), "good")]
    made: list[tuple[bool, Callable[[], Table]]] = [
        (bool(listed), lambda: _finding_table(listed)),
        (bool(unkept), lambda: _rule_table(context, unkept)),
        (bool(open_), lambda: _open_table(context, open_)),
        (bool(absent), lambda: vacancies.unattended_table(context, absent)),
        (bool(ending), lambda: _ending_table(context, ending)),
    ]
    return [*told, *(table() for is_needed, table in made if is_needed)]


def _told(errors: Sequence[Finding], warnings: int) -> list[Passage]:
    found = []
    if errors:
        found.append(Passage("errors", counted(len(errors), N_("{count} error in the records."), N_("{count} errors in the records.")), "bad"))  # fmt: skip
    if warnings:
        found.append(Passage("warnings", counted(warnings, N_("{count} warning: a rule of the region is not kept."), N_("{count} warnings: rules of the region that are not kept.")), "warn"))  # fmt: skip
    return found


def _open_told(open_: Sequence[vacancies.Vacancy]) -> list[Passage]:
    if not open_:
        return []
    values = {"days": max(one.days or 0 for one in open_)}
    text = counted(len(open_), N_("{count} seat is vacant, for {days} days."), N_("{count} seats are vacant, the longest for {days} days."), **values)  # fmt: skip
    return [Passage("vacancies_told", text, "warn")]


def _ending_told(ending: Sequence[lapsing.Event]) -> list[Passage]:
    number = sum(len(event.mandates) for event in ending)
    values = {"days": SOON_DAYS}
    text = counted(number, N_("{count} mandate ends within {days} days, or should have ended."), N_("{count} mandates end within {days} days, or should have ended."), **values)  # fmt: skip
    return [Passage("lapsing_told", text, "warn")] if number else []


def _finding_table(found: Sequence[Finding]) -> Table:
    columns = (
        Column("record", Text(N_("record"))),
        Column("message", Text(N_("what"))),
        Column("sign", Text(N_("severity")), "sign"),
        _COMMAND,
    )
    rows: list[tuple[Value, ...]] = [
        (one.record or one.place.path, one.text, "bad" if one.severity == "error" else "warn", _mending(one))
        for one in found[:_MOST]
    ]
    rest = _rest(found, "regio validate --rules all")
    return Table("findings", Text(N_("Errors")), columns, tuple(rows), rest)


def _rule_table(context: Context, found: Sequence[Finding]) -> Table:
    """Return one row a rule, those first that are broken most; what the passing of time alone broke is counted apart."""
    columns = (
        Column("rule", Text(N_("rule"))),
        Column("title", Text(N_("what is not kept"))),
        Column("times", Text(N_("times")), "number"),
        Column("by_time", Text(N_("by time")), "number"),
    )
    times = Counter(finding.code for finding in found)
    by_time = Counter(finding.code for finding in found if finding.since)
    rows: list[tuple[Value, ...]] = [
        (rule, Text("{what}", {"what": context.rules[rule].title._asdict()}), number, by_time[rule])
        for rule, number in sorted(times.items(), key=lambda each: (-each[1], each[0]))
    ]  # fmt: skip
    note = Text(N_("'regio validate --rules RULE' tells where. By time: it was right, until days went by."))
    return Table("rules", Text(N_("Rules that are not kept")), columns, tuple(rows), note)


def _mending(finding: Finding) -> Text | str | None:
    return finding.hint or (f"regio edit {finding.record}" if finding.record else None)


def _rest(found: Sequence[object], command: str, most: int = _MOST) -> Text | None:
    if len(found) <= most:
        return None
    return Text(N_("{count} more: {command}"), {"count": len(found) - most, "command": command})


def _open_table(context: Context, open_: Sequence[vacancies.Vacancy]) -> Table:
    columns = (
        Column("body", Text(N_("body"))),
        Column("seat", Text(N_("seat"))),
        Column("since", Text(N_("since")), "day"),
        Column("days", Text(N_("days")), "number"),
        _COMMAND,
    )
    rows = [(context.name("body", one.seat.body.id), one.seat.id, one.since, one.days, vacancies.command(one))
            for one in open_[:_MOST]]  # fmt: skip
    return Table("vacancies", Text(N_("Vacant seats")), columns, tuple(rows), _rest(open_, "regio report vacancies"))


def _ending_table(context: Context, ending: Sequence[lapsing.Event]) -> Table:
    columns = (
        Column("last_day", Text(N_("last day")), "day"),
        Column("because", Text(N_("because of"))),
        Column("mandates", Text(N_("mandates")), "number"),
        Column("bodies", Text(N_("where"))),
        Column("sign", Text(N_("well?")), "sign"),
        _COMMAND,
    )
    rows: list[tuple[Value, ...]] = [
        (event.last_day, lapsing.cause(context, event), len(event.mandates), some(lapsing.bodies(context, event.mandates), _FEW),
         "bad" if event.last_day < context.on else "warn", lapsing.command(event))
        for event in ending[:_MOST]
    ]  # fmt: skip
    return Table("lapsing", Text(N_("Mandates that end")), columns, tuple(rows), _rest(ending, "regio report lapsing"))


# --------------------------------------------------------------------------------------------------------------------
# The rest of the page.


def balance(context: Context) -> tuple[Block, ...]:
    """Return the balance in four small tables: provinces, pillars, the centre municipality, councils and states."""
    return (
        spread.province_table(context, is_brief=True),
        pillars.total_table(context),
        centre.part_table(context),
        councils.coverage_table(context),
    )


def _deviations(context: Context) -> Table:
    columns = (
        Column("rule", Text(N_("rule"))),
        Column("record", Text(N_("record"))),
        Column("reason", Text(N_("reason"))),
        Column("decided_by", Text(N_("decided by"))),
        Column("until", Text(N_("until")), "day"),
    )
    found = context.rows(
        "SELECT rule, record, reason, decided_by, until FROM active_deviation ORDER BY until, rule, record"
    )
    rows = [
        (row["rule"], _named(context, row["record"]), row["reason"], row["decided_by"], row["until"]) for row in found
    ]
    empty = Text(N_("no deviation is accepted on this day"))
    return Table("deviations", Text(N_("Accepted deviations")), columns, tuple(rows), None, (), empty)


def _named(context: Context, record: str) -> str:
    kind, _, id_ = record.partition("/")
    return context.name(kind, id_) or record


def _changes(found: Changes | None) -> tuple[Block, ...]:
    if found is None:
        return (Passage("changes", Text(N_("No history is kept of this registry, or it begins later."))),)
    texts = [sentence.text for sentence in found.sentences]
    lines = [Passage(f"change_{number}", text) for number, text in enumerate(texts[:_MOST_SENTENCES], 1)]
    rest = _rest(texts, f"regio diff {found.commit[:10]}", _MOST_SENTENCES)
    return (Passage("since", _since(found)), *lines, *((Passage("rest", rest),) if rest else ()))


def _since(found: Changes) -> Text:
    values = {"since": found.since, "files": found.files, "command": f"regio diff {found.commit[:10]}"}
    if not found.sentences and found.files:
        return Text(N_("Since {since}, {files} records changed: {command} tells which."), values)
    if not found.sentences:
        return Text(N_("Nothing changed since {since}."), values)
    return Text(N_("Since {since}, when the history begins:") if found.begins else N_("Since {since}:"), values)
