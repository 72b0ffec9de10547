"""The report `people`, for the bureau itself: how many seats each person has, and how much lies with few."""

from collections.abc import Sequence

from regio_cli.model.text import N_, Text, counted
from regio_cli.report.context import Context, Row
from regio_cli.report.model import Column, Passage, Section, Table, Value
from regio_cli.report.wording import percent

RULE = "REP-2"
TOP = 10
_MOST = 25
# As the rule on too many hats counts: a secretary serves a body and is no member of it.
_SEATS = """
    SELECT person, count(*) AS seats, sum(voting) AS votes, count(DISTINCT body) AS bodies FROM holder WHERE role <> 'secretary'
    GROUP BY person ORDER BY seats DESC, votes DESC, person"""
_NOTHING = Text(N_("nobody holds a seat on this day"))


def sections(context: Context) -> tuple[Section, ...]:
    """Return what few hold together, how many people have how many seats, and the people with most."""
    found = context.rows(_SEATS)
    return (
        Section(
            "people", Text(N_("Seats of people")), (_told(context, found), _spread_table(found), _table(context, found))
        ),
    )


def _told(context: Context, found: Sequence[Row]) -> Passage:
    if not found:
        return Passage("told", _NOTHING)
    total, limit = sum(row["seats"] for row in found), context.parameter(RULE, "seats")
    values = {
        "people": len(found),
        "seats": total,
        "share": percent(sum(row["seats"] for row in found[:TOP]) / total),
        "top": min(TOP, len(found)),
        "limit": limit,
    }
    number = len(context.broken(RULE))
    text = counted(
        number,
        N_("{people} people hold {seats} seats; the {top} with most hold {share} of them. {count} person holds {limit} or more."),
        N_("{people} people hold {seats} seats; the {top} with most hold {share} of them. {count} people hold {limit} or more."),
        **values,
    )  # fmt: skip
    return Passage("told", text, "warn" if number else "good")


def _spread_table(found: Sequence[Row]) -> Table:
    columns = (
        Column("seats", Text(N_("seats")), "number"),
        Column("people", Text(N_("people")), "number"),
        Column("share", Text(N_("share")), "share"),
    )
    numbers = [row["seats"] for row in found]
    rows = [
        (seats, numbers.count(seats), numbers.count(seats) / len(found)) for seats in sorted(set(numbers), reverse=True)
    ]
    note = Text(N_("Deputies and advisory seats count, secretaries do not."))
    return Table("spread", Text(N_("How many people hold how many seats")), columns, tuple(rows), note, (), _NOTHING)


def _table(context: Context, found: Sequence[Row]) -> Table:
    columns = (
        Column("person", Text(N_("person")), personal=True),
        Column("seats", Text(N_("seats")), "number"),
        Column("votes", Text(N_("votes")), "number"),
        Column("bodies", Text(N_("bodies")), "number"),
        Column("sign", Text(N_("well?")), "sign"),
    )
    several = [row for row in found if row["seats"] > 1]
    rows: list[tuple[Value, ...]] = [
        (context.name("person", row["person"]), row["seats"], row["votes"], row["bodies"],
         context.sign(RULE, f"person/{row['person']}"))
        for row in several[:_MOST]
    ]  # fmt: skip
    empty = Text(N_("nobody holds more than one seat")) if found else _NOTHING
    note = Text(N_("n = {count} people; shown are {shown}."), {"count": len(several), "shown": len(rows)})
    title = Text(N_("People with more than one seat"))
    return Table("people", title, columns, tuple(rows), note if rows else None, (), empty)
