"""Whether bodies have enough voters for their quorum."""

from regio_cli.model.text import N_, Text
from regio_cli.report.context import Context
from regio_cli.report.model import Column, Table
from regio_cli.report.region import SIGN

RULE = "SNE-3"
_BODIES = """
    SELECT body.id, body.quorum, count(voter.mandate) AS voters
    FROM active_body AS body LEFT JOIN voter ON voter.body = body.id
    WHERE body.quorum IS NOT NULL GROUP BY body.id ORDER BY body.name"""


def body_table(context: Context) -> Table:
    """Return the voters of each body that has a quorum, beside that."""
    columns = (
        Column("body", Text(N_("body"))),
        Column("voters", Text(N_("voters")), "number"),
        Column("quorum", Text(N_("quorum")), "number"),
        SIGN,
    )
    rows = tuple(
        (context.name("body", row["id"]), row["voters"], row["quorum"], context.sign(RULE, f"body/{row['id']}"))
        for row in context.rows(_BODIES)
    )
    return Table("quorum", Text(N_("Voters and quorum")), columns, rows)
