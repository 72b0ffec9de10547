"""The report `representation`: which partner sits in which body, and which sits nowhere."""

from collections.abc import Sequence
from typing import NamedTuple

from regio_cli.model.text import N_, Text
from regio_cli.report.context import Context, Row
from regio_cli.report.model import Column, HeatMap, Section, Table, Value

RULE = "REP-1"
# How many seats a partner speaks in: those that somebody holds for it now, and the vacant ones that are its own.
_CELLS = """
    SELECT voice.partner, voice.body, body.level,
           count(DISTINCT CASE WHEN voice.voting THEN voice.seat END) AS voting,
           count(DISTINCT CASE WHEN voice.voting THEN NULL ELSE voice.seat END) AS other
    FROM voice JOIN active_body AS body ON body.id = voice.body GROUP BY voice.partner, voice.body"""
_LEVELS = ("executive", "civil_service", "assembly", "external")
_NOTHING = Text(N_("nobody has a seat on this day"))


class Seated(NamedTuple):
    """A partner with the seats it speaks in, by body: with a vote, and without."""

    partner: str
    name: str
    voting: dict[str, int]
    other: dict[str, int]


def seated(context: Context) -> list[Seated]:
    """Return every partner of the day, those with fewest seats first."""
    found = {
        row["id"]: Seated(row["id"], context.name("partner", row["id"]), {}, {})
        for row in context.rows("SELECT id FROM active_partner")
    }
    for row in context.rows(_CELLS):
        if partner := found.get(row["partner"]):
            partner.voting.update({row["body"]: row["voting"]} if row["voting"] else {})
            partner.other.update({row["body"]: row["other"]} if row["other"] else {})
    return sorted(found.values(), key=lambda one: (*_total(one), one.name))


def _total(one: Seated) -> tuple[int, int]:
    return sum(one.voting.values()) + sum(one.other.values()), sum(one.voting.values())


def sections(context: Context) -> tuple[Section, ...]:
    """Return the partners nowhere, each partner's seats by level, and the matrix of partner and body."""
    found, bodies = seated(context), context.rows("SELECT id, level FROM active_body ORDER BY name")
    maps = (
        _map(context, "voting", Text(N_("Seats with a vote")), found, bodies),
        _map(context, "other", Text(N_("Seats without a vote")), found, bodies),
    )
    return (
        Section("nowhere", Text(N_("Partners nowhere")), (nowhere_table(context, found),)),
        Section("matrix", Text(N_("Partner by body")), maps),
        Section("partners", Text(N_("Seats of each partner")), (_partner_table(context, found, bodies),)),
    )


def nowhere_table(context: Context, found: Sequence[Seated]) -> Table:
    """Return the partners without a seat of their own, with the coalition that sits for them where there is one."""
    alone = {row["record"] for row in context.broken(RULE)}
    columns = (
        Column("partner", Text(N_("partner"))),
        Column("type", Text(N_("type"))),
        Column("through", Text(N_("heard through"))),
        Column("sign", Text(N_("well?")), "sign"),
    )
    types = {row["id"]: row["type"] for row in context.rows("SELECT id, type FROM active_partner")}
    without = [one for one in found if not one.voting and not one.other]
    rows = [
        (one.name, context.word("partner.type", types[one.partner]), _through(context, one.partner),
         context.sign(RULE, f"partner/{one.partner}"))
        for one in sorted(without, key=lambda one: (f"partner/{one.partner}" not in alone, one.name))
    ]  # fmt: skip
    note = Text(N_("n = {count} partners on this day, {without} without a seat of their own."), {"count": len(found), "without": len(without)})  # fmt: skip
    empty = Text(N_("every partner has a seat somewhere")) if found else Text(N_("there are no partners on this day"))
    mend = tuple(
        Text(N_("{name}: a seat, or the last day as a partner ({command})"), {"name": one.name, "command": f"regio withdraw {one.partner} --on …"})
        for one in without if context.sign(RULE, f"partner/{one.partner}") == "warn"
    )  # fmt: skip
    return Table("nowhere", Text(N_("Without a seat of their own")), columns, tuple(rows), note, mend, empty)


def _through(context: Context, partner: str) -> str | None:
    found = context.rows(
        "SELECT coalition AS id FROM coalition_member WHERE member = :id UNION "
        "SELECT part_of FROM active_partner WHERE id = :id AND part_of IS NOT NULL ORDER BY 1",
        id=partner,
    )
    return ", ".join(context.name("partner", row["id"]) for row in found) or None


def _map(context: Context, what: str, title: Text, found: Sequence[Seated], bodies: Sequence[Row]) -> HeatMap:
    """Return the partners that have such seats by the bodies that have them; who has fewest stands first."""
    cells = {one.partner: one.voting if what == "voting" else one.other for one in found}
    columns = [row["id"] for row in bodies if any(row["id"] in held for held in cells.values())]
    rows = [one for one in found if cells[one.partner]]
    note = Text(N_("n = {rows} partners, {columns} bodies. A seat for several partners counts for each of them."), {"rows": len(rows), "columns": len(columns)})  # fmt: skip
    return HeatMap(
        what, title, tuple(_said(one.name) for one in rows), tuple(_said(context.name("body", id_)) for id_ in columns),
        tuple(tuple(cells[one.partner].get(body) for body in columns) for one in rows), note if rows else _NOTHING,
    )  # fmt: skip


def _said(name: str) -> Text:
    return Text("{what}", {"what": name})


def _partner_table(context: Context, found: Sequence[Seated], bodies: Sequence[Row]) -> Table:
    level = {row["id"]: row["level"] for row in bodies}
    columns = (
        Column("partner", Text(N_("partner"))),
        Column("bodies", Text(N_("bodies")), "number"),
        Column("voting", Text(N_("votes")), "number"),
        Column("other", Text(N_("other seats")), "number"),
        *(Column(name, _level(context, name), "number") for name in _LEVELS),
    )
    rows: list[tuple[Value, ...]] = [
        (one.name, len({*one.voting, *one.other}), sum(one.voting.values()), sum(one.other.values()),
         *(_at(one, level, name) for name in _LEVELS))
        for one in found
    ]  # fmt: skip
    note = Text(N_("The columns by level count all seats. A seat for several partners counts for each of them."))
    return Table("partners", Text(N_("Seats of each partner, fewest first")), columns, tuple(rows), note if rows else None, (), _NOTHING)  # fmt: skip


def _level(context: Context, level: str) -> Text:
    found = context.word("body.level", level)
    return found if isinstance(found, Text) else _said(level)


def _at(one: Seated, level: dict[str, str], name: str) -> int:
    return sum(n for seats in (one.voting, one.other) for body, n in seats.items() if level.get(body) == name)
