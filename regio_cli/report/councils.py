"""The report `councils`: which councils and states somebody sits for in the sounding board, and which are missing."""

from collections.abc import Sequence

from regio_cli.model.text import N_, Text, counted
from regio_cli.report.context import Context, Row
from regio_cli.report.model import Column, Passage, Section, Table
from regio_cli.report.region import SIGN
from regio_cli.report.wording import listed, percent

_COUNCILS = """
    WITH place AS (
        SELECT seat.partner, min(seat.body) AS place, min(CASE WHEN seat.role = 'member' THEN '0' ELSE '1' END || seat.seat) AS seat
        FROM seat_partner AS seat JOIN body ON body.id = seat.body
        WHERE body.type = 'sounding_board' AND seat.role <> 'secretary' GROUP BY seat.partner
    ), member AS (
        SELECT holder.partner, count(DISTINCT holder.person) AS members
        FROM holder_partner AS holder JOIN body ON body.id = holder.body
        WHERE body.type = 'sounding_board' AND holder.role <> 'secretary' GROUP BY holder.partner
    )
    SELECT council.*, place.place, substr(place.seat, 2) AS seat, coalesce(member.members, 0) AS members
    FROM council LEFT JOIN place ON place.partner = council.partner LEFT JOIN member ON member.partner = council.partner
    ORDER BY is_heard, council.type, council.partner"""
_BOARD = "SELECT id FROM active_body WHERE type = 'sounding_board' ORDER BY id"
_NOTHING = Text(N_("the registry has no municipalities with a province on this day"))


def sections(context: Context) -> tuple[Section, ...]:
    """Return the coverage in a sentence and a table, with every council and what is missing first."""
    found = context.rows(_COUNCILS)
    return (
        Section(
            "coverage",
            Text(N_("Councils and states in the sounding board")),
            (_told(context, found), coverage_table(context), _table(context, found)),
        ),
    )


def coverage_table(context: Context) -> Table:
    """Return how many councils, and how many states, somebody sits for."""
    found = context.rows(
        "SELECT type, count(*) AS number, sum(is_heard) AS heard FROM council GROUP BY type ORDER BY type"
    )
    words = {"municipality": Text(N_("councils")), "province": Text(N_("states"))}
    columns = (
        Column("what", Text(N_("what"))),
        Column("heard", Text(N_("heard")), "number"),
        Column("total", Text(N_("of")), "number"),
        SIGN,
    )
    rows = [(words.get(row["type"], row["type"]), row["heard"], row["number"],
             "good" if row["heard"] == row["number"] else "warn") for row in found]  # fmt: skip
    return Table(
        "councils", Text(N_("Councils and states")), columns, tuple(rows), _note(context) if rows else None,
        _mend(context), _NOTHING,
    )  # fmt: skip


def _note(context: Context) -> Text:
    boards = [context.name("body", row["id"]) for row in context.rows(_BOARD)]
    if not boards:
        return Text(N_("There is no sounding board on this day."))
    return Text(N_("Heard is who has a member in {boards}; a clerk who is secretary does not count."), {"boards": listed(boards)})  # fmt: skip


def _mend(context: Context) -> tuple[Text, ...]:
    found = context.rows("SELECT partner FROM council WHERE NOT is_heard ORDER BY type, partner")
    missing = [context.name("partner", row["partner"]) for row in found]
    if not missing or not context.rows(_BOARD):
        return ()
    return (Text(N_("ask a member of: {names}"), {"names": listed(missing)}),)


def _told(context: Context, found: Sequence[Row]) -> Passage:
    heard, total = sum(row["is_heard"] for row in found), len(found)
    values = {"heard": heard, "total": total, "share": percent(heard / total if total else 0)}
    if not total:
        return Passage("told", _NOTHING)
    missing = [context.name("partner", row["partner"]) for row in found if not row["is_heard"]]
    if not missing:
        return Passage("told", Text(N_("{heard} of {total} councils and states have a member: all of them."), values), "good")  # fmt: skip
    text = counted(
        len(missing),
        N_("{heard} of {total} councils and states have a member ({share}); missing is {names}."),
        N_("{heard} of {total} councils and states have a member ({share}); missing are {names}."),
        names=listed(missing),
        **values,
    )
    return Passage("told", text, "warn")


def _table(context: Context, found: Sequence[Row]) -> Table:
    columns = (
        Column("partner", Text(N_("council or states of"))),
        Column("members", Text(N_("members")), "number"),
        SIGN,
        Column("command", Text(N_("mend with"))),
    )
    rows = [(context.name("partner", row["partner"]), row["members"], "good" if row["is_heard"] else "warn",
             None if row["is_heard"] else _command(row)) for row in found]  # fmt: skip
    return Table("each", Text(N_("Each council and states")), columns, tuple(rows), None, (), _NOTHING)


def _command(row: Row) -> str | None:
    if not row["place"]:
        return None
    return f"regio appoint … --to {row['place']} --seat {row['seat']} --for {row['partner']}"
