"""How the seats of each body with a general portfolio are spread over the provinces."""

import json

from regio_cli.domain import figures
from regio_cli.model.text import N_, Text
from regio_cli.report.context import Context
from regio_cli.report.model import Column, Sign, Table, Value
from regio_cli.report.region import NOTHING, QUOTA, SEATS, SIGN, rounded
from regio_cli.report.wording import change_of_seats

_BODIES = """
    SELECT reference.body, reference.weights, (
        SELECT json_group_object(province, seats) FROM (
            SELECT province, sum(share) AS seats FROM spread_seat WHERE spread_seat.body = reference.body GROUP BY province)
      ) AS seats
    FROM spread_reference AS reference JOIN body ON body.id = reference.body
    WHERE reference.body IN (SELECT body FROM spread_seat) ORDER BY body.name"""


def body_table(context: Context) -> Table:
    """Return, for each body with a general portfolio, the seats of each province beside its quota there."""
    columns = (
        Column("body", Text(N_("body"))),
        Column("part", Text(N_("province"))),
        SEATS,
        QUOTA,
        SIGN,
    )
    rows: list[tuple[Value, ...]] = []
    for row in context.rows(_BODIES):
        seats, weights = json.loads(row["seats"]), json.loads(row["weights"])
        rows += _body_rows(context, row["body"], seats, weights, context.sign("SPR-1", f"body/{row['body']}"))
    note = Text(
        N_("Fair is at least one seat for each province, and the quota rounded down or up (Balinski and Young).")
    )
    return Table(
        "bodies",
        Text(N_("Spread within each body")),
        columns,
        tuple(rows),
        note if rows else None,
        body_mends(context),
        NOTHING,
    )


def body_mends(context: Context) -> tuple[Text, ...]:
    """Return the changes of seats that would spread again the bodies that are not."""
    return tuple(
        text
        for row in context.rows(_BODIES)
        if context.sign("SPR-1", f"body/{row['body']}") == "warn"
        for text in _body_mend(context, row["body"], json.loads(row["seats"]), json.loads(row["weights"]))
    )


def _body_rows(
    context: Context, body: str, seats: dict[str, float], weights: dict[str, float], sign: Sign
) -> list[tuple[Value, ...]]:
    name = context.name("body", body)
    return [
        (name, context.name("partner", found.group), rounded(found.seats), rounded(found.quota),
         "good" if found.is_fair else sign)
        for found in figures.standings(seats, weights)
    ]  # fmt: skip


def _body_mend(context: Context, body: str, seats: dict[str, float], weights: dict[str, float]) -> list[Text]:
    changes = figures.seat_changes(seats, weights) if len(weights) <= figures.LONGEST else {}
    name = context.name("body", body)
    return [
        Text("{body}: {change}", {"body": name, "change": change_of_seats(context.name("partner", group), change)})
        for group, change in sorted(changes.items())
    ]


def unfair_provinces(context: Context) -> set[str]:
    """Return the provinces that a body gives too few or too many seats, where no deviation accepts that."""
    return {
        found.group
        for row in context.rows(_BODIES)
        if context.sign("SPR-1", f"body/{row['body']}") == "warn"
        for found in figures.standings(json.loads(row["seats"]), json.loads(row["weights"]))
        if not found.is_fair
    }
