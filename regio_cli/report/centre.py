"""What the one large municipality in the middle holds: votes, chairs and secretariats, on a day and through the years."""

import contextlib
import math
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from regio_cli.model.text import N_, Text
from regio_cli.report.context import Context, Row, rows
from regio_cli.report.model import Column, Sign, Table, Trend
from regio_cli.report.region import SIGN
from regio_cli.report.spread import reference
from regio_cli.report.wording import percent, sentences
from regio_cli.store.database import set_day

RULE = "CEN-1"
_FIRST_YEAR, _MOST_YEARS = 2016, 15
_HELD = Column("held", Text(N_("held")), "number")
_TOTAL = Column("total", Text(N_("of")), "number")
_SHARE = Column("share", Text(N_("share")), "share")
_NOTHING = Text(N_("no centre municipality is named in the registry, or there are no seats on this day"))
_WHAT = {
    "votes": Text(N_("votes in all bodies")),
    "chairs": Text(N_("chairs of executive bodies")),
    "secretariats": Text(N_("secretariats")),
}
_PARTS = """
    SELECT what, sum(held) AS held, sum(total) AS total FROM centre_part GROUP BY what
    ORDER BY CASE what WHEN 'votes' THEN 1 WHEN 'chairs' THEN 2 ELSE 3 END"""


def part_table(context: Context) -> Table:
    """Return what the centre municipality holds of all votes, chairs and secretariats."""
    columns = (Column("what", Text(N_("what"))), _HELD, _TOTAL, _SHARE, SIGN)
    found = [
        (_WHAT[row["what"]], round(row["held"], 2), round(row["total"], 2), row["held"] / row["total"],
         _sign(context, row["what"]))
        for row in context.rows(_PARTS) if row["total"]
    ]  # fmt: skip
    return Table(
        "centre", _title(context), columns, tuple(found), _note(context) if found else None, _mend(context), _NOTHING
    )


def body_table(context: Context) -> Table:
    """Return the bodies in which the centre municipality has votes, most of all first."""
    columns = (Column("body", Text(N_("body"))), _HELD, _TOTAL, _SHARE, SIGN)
    found = context.rows(
        "SELECT * FROM centre_part WHERE what = 'votes' AND held > 0 ORDER BY held / total DESC, total DESC, body"
    )
    table = [
        (context.name("body", row["body"]), round(row["held"], 2), round(row["total"], 2), row["held"] / row["total"],
         context.sign(RULE, f"body/{row['body']}"))
        for row in found
    ]  # fmt: skip
    title = Text(N_("Votes of the centre municipality, body by body"))
    return Table("centre_bodies", title, columns, tuple(table), None, (), _NOTHING)


def _title(context: Context) -> Text:
    found = context.rows("SELECT partner FROM centre")
    name = context.name("partner", found[0]["partner"]) if found else None
    return Text(N_("Centre municipality ({name})"), {"name": name}) if name else Text(N_("Centre municipality"))


def _broken(context: Context, what: str) -> list[Row]:
    return [row for row in context.broken(RULE) if row["what"] == what]


def _sign(context: Context, what: str) -> Sign:
    signs = {context.sign(RULE, row["record"]) for row in _broken(context, what)}
    return "warn" if "warn" in signs else "none" if signs else "good"


def _note(context: Context) -> Text | None:
    fair = context.rows("SELECT fair FROM centre")[0]["fair"]
    limit = max(float(context.parameter(RULE, "part")), float(context.parameter(RULE, "times")) * (fair or 0))
    told = Text(
        N_("It has {fair} of the inhabitants; at most {limit} in any body is fair, and half is never."),
        {"fair": percent(fair), "limit": percent(limit)},
    )
    return sentences((told if fair else None, reference(context, with_source=False)))


def _mend(context: Context) -> tuple[Text, ...]:
    """Return how many votes, chairs or secretariats are to go to others, where there are too many."""
    texts = {
        "votes": N_("{name}: {count} of the votes of {centre} to another partner"),
        "chairs": N_("{name}: {count} of the chairs of {centre} to another partner"),
        "secretariats": N_("{name}: {count} of the secretariats of {centre} to another partner"),
    }
    return tuple(
        Text(texts[row["what"]], {"name": row["name"], "centre": row["centre"], "count": _too_many(row)})
        for row in context.broken(RULE)
        if context.sign(RULE, row["record"]) == "warn"
    )


def _too_many(row: Row) -> int:
    allowed = min(row["fair_part"] * row["total"], row["total"] / 2 - 0.01)
    return max(1, math.ceil(float(row["held"] - allowed - 1e-6)))


# --------------------------------------------------------------------------------------------------------------------
# Through the years.


def trends(context: Context) -> tuple[Trend, ...]:
    """Return the share of votes, chairs and secretariats on 1 January and 1 July of the past years, and on the day itself."""
    found = list(_past(context))
    titles = {
        "votes": Text(N_("Share of the centre municipality in all votes")),
        "chairs": Text(N_("Share of the centre municipality in the chairs of executive bodies")),
        "secretariats": Text(N_("Share of the centre municipality in the secretariats")),
    }
    trends = (_trend(what, title, found) for what, title in titles.items())
    return tuple(trend for trend in trends if len(trend.points) > 1)


def _trend(what: str, title: Text, found: Sequence[tuple[str, Row]]) -> Trend:
    points = [(day, row["held"] / row["total"]) for day, row in found if row["what"] == what and row["total"]]
    return Trend(f"centre_{what}", title, tuple(points), "share")


def _past(context: Context) -> Iterator[tuple[str, Row]]:
    """Yield what the centre municipality held, day by day."""
    with contextlib.closing(context.live()) as database:
        for day in _days(context.on):
            yield from ((day, row) for row in _on(database, day))


def _on(database: sqlite3.Connection, day: str) -> list[Row]:
    set_day(database, day)
    nothing: dict[str, Any] = {}
    return rows(database, _PARTS, nothing)


def _days(on: str) -> list[str]:
    year = int(on[:4])
    years = range(max(_FIRST_YEAR, year - _MOST_YEARS), year + 1)
    return [*(day for y in years for day in (f"{y}-01-01", f"{y}-07-01") if day < on), on]
