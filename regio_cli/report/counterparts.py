"""The report `counterparts`: each executive body beside the civil-service body that prepares it, and who misses there."""

from collections.abc import Iterable

from regio_cli.model.text import N_, Text, counted
from regio_cli.report.context import Context, Row
from regio_cli.report.model import Column, Passage, Section, Sign, Table
from regio_cli.report.region import SIGN
from regio_cli.report.wording import listed, percent

RULE, COVERAGE, MEETING = "TEG-1", "TEG-2", "TEG-3"
_PAIRS = """
    SELECT body.id AS executive, pair.civil, count(there.partner) AS partners, coalesce(sum(there.is_there), 0) AS covered,
           (SELECT meets_days_before_counterpart FROM body AS other WHERE other.id = pair.civil) AS days
    FROM active_body AS body LEFT JOIN pair ON pair.executive = body.id
    LEFT JOIN pair_partner AS there ON there.executive = pair.executive AND there.civil = pair.civil
    WHERE body.level = 'executive' GROUP BY body.id, pair.civil ORDER BY pair.civil IS NOT NULL, body.name, pair.civil"""
_MISSING = """
    SELECT partner FROM pair_partner WHERE executive = :executive AND civil = :civil AND NOT is_there ORDER BY partner"""
_NOTHING = Text(N_("there is no executive body on this day"))


def sections(context: Context) -> tuple[Section, ...]:
    """Return how many executive bodies have a counterpart, and each with its own; those without come first."""
    found = context.rows(_PAIRS)
    return (Section("counterparts", Text(N_("Executive bodies and their counterparts")), (_told(context), _table(context, found))),)  # fmt: skip


def _told(context: Context) -> Passage:
    row = context.one(
        "SELECT count(*) AS number, coalesce(sum(id IN (SELECT executive FROM pair)), 0) AS paired "
        "FROM active_body WHERE level = 'executive'"
    )
    if not row["number"]:
        return Passage("told", _NOTHING)
    values = {**row, "share": percent(row["paired"] / row["number"])}
    without = context.rows("SELECT id FROM active_body WHERE level = 'executive' AND id NOT IN (SELECT executive FROM pair) ORDER BY name")  # fmt: skip
    if not without:
        return Passage("told", Text(N_("All {number} executive bodies have a civil-service counterpart."), values), "good")  # fmt: skip
    names = [_gap(context, each["id"]) for each in without]
    text = Text(N_("{paired} of {number} executive bodies have a civil-service counterpart ({share}); without: {names}."), {**values, "names": listed(names)})  # fmt: skip
    return Passage("told", text, _worst(context.sign(RULE, f"body/{each['id']}") for each in without))


def _gap(context: Context, body: str) -> Text | str:
    name = context.name("body", body)
    is_accepted = context.sign(RULE, f"body/{body}") == "none"
    return Text(N_("{name} (accepted deviation)"), {"name": name}) if is_accepted else name


def _worst(signs: Iterable[Sign]) -> Sign:
    found = set(signs)
    return "warn" if "warn" in found else "none" if "none" in found else "good"


def _table(context: Context, found: list[Row]) -> Table:
    columns = (
        Column("executive", Text(N_("executive body"))),
        Column("civil", Text(N_("civil-service body"))),
        Column("partners", Text(N_("partners")), "number"),
        Column("coverage", Text(N_("in both")), "share"),
        Column("missing", Text(N_("missing in the civil-service body"))),
        Column("days", Text(N_("days before")), "number"),
        SIGN,
    )
    rows = []
    for row in found:
        missing = [context.name("partner", each["partner"]) for each in _missing(context, row)]
        rows.append((
            context.name("body", row["executive"]), context.name("body", row["civil"]) or None, row["partners"] if row["civil"] else None,
            row["covered"] / row["partners"] if row["partners"] else None, listed(missing) if missing else None,
            row["days"], _sign(context, row),
        ))  # fmt: skip
    return Table(
        "pairs", Text(N_("Each executive body")), columns, tuple(rows), _note(context), _mend(context, found), _NOTHING
    )


def _missing(context: Context, row: Row) -> list[Row]:
    return context.rows(_MISSING, executive=row["executive"], civil=row["civil"])


def _sign(context: Context, row: Row) -> Sign:
    if row["civil"] is None:
        return context.sign(RULE, f"body/{row['executive']}")
    return _worst((_covers(context, row), context.sign(MEETING, f"body/{row['civil']}")))


def _covers(context: Context, row: Row) -> Sign:
    """Return how a pair stands with the rule on coverage; a civil-service body may serve several executive ones."""
    record = f"body/{row['civil']}"
    is_broken = any((each["record"], each["also"]) == (record, f"body/{row['executive']}") for each in context.broken(COVERAGE))  # fmt: skip
    return context.sign(COVERAGE, record) if is_broken else "good"


def _note(context: Context) -> Text:
    values = {"coverage": percent(float(context.parameter(COVERAGE, "coverage"))), "days": context.parameter(MEETING, "days")}  # fmt: skip
    return Text(N_("Partners are those that hold a seat in the executive body on this day. Fair is {coverage} of them in both, and a meeting at least {days} days before."), values)  # fmt: skip


def _mend(context: Context, found: list[Row]) -> tuple[Text, ...]:
    texts = []
    for row in found:
        if row["civil"] and _covers(context, row) == "warn":
            names = [context.name("partner", each["partner"]) for each in _missing(context, row)]
            values = {"body": context.name("body", row["civil"]), "names": listed(names)}
            one, many = N_("{body}: {count} seat more, for {names}"), N_("{body}: {count} seats more, for {names}")
            texts.append(counted(len(names), one, many, **values))
        elif row["civil"] and context.sign(MEETING, f"body/{row['civil']}") == "warn":
            days = context.parameter(MEETING, "days")
            command = f"regio set body/{row['civil']} meets.days_before_counterpart={days}"
            texts.append(Text(N_("{body} meets in time again: {command}"), {"body": context.name("body", row["civil"]), "command": command}))  # fmt: skip
        elif not row["civil"] and _sign(context, row) == "warn":
            values = {"body": context.name("body", row["executive"]), "command": f"regio set body/{row['executive']} counterpart=…"}  # fmt: skip
            texts.append(Text(N_("{body} gets a counterpart: {command}"), values))
    return tuple(texts)
