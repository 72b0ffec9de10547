"""The report `councils`: which councils and states somebody sits for in the sounding board, and which are missing."""

from collections.abc import Sequence

from regio_cli.model.text import N_, Text
from regio_cli.report.context import Context, Row
from regio_cli.report.model import Column, Passage, Section, Table
from regio_cli.report.spread import SIGN
from regio_cli.report.wording import counted, listed, percent

_COUNCILS = """
    SELECT council.*, (
        SELECT group_concat(DISTINCT place.body) FROM seat_partner AS place JOIN body ON body.id = place.body
        WHERE body.type = 'sounding_board' AND place.partner = council.partner AND place.role <> 'secretary') AS place,
      (SELECT seat.seat FROM seat_partner AS seat JOIN body ON body.id = seat.body
        WHERE body.type = 'sounding_board' AND seat.partner = council.partner AND seat.role <> 'secretary'
        ORDER BY seat.role = 'member' DESC, seat.seat LIMIT 1) AS seat,
      (SELECT count(DISTINCT person) FROM holder_partner JOIN body ON body.id = holder_partner.body
        WHERE body.type = 'sounding_board' AND holder_partner.partner = council.partner AND role <> 'secretary') AS members
    FROM council ORDER BY is_heard, type, partner"""
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
    missing = [context.name("partner", row["partner"]) for row in context.rows(_COUNCILS) if not row["is_heard"]]
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
    return f"regio appoint … --to {row['place'].split(',')[0]} --seat {row['seat']} --for {row['partner']}"
