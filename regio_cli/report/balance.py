"""The report `balance`: whether seats are spread over the region, pillars in balance, and the centre municipality modest."""

from regio_cli.model.text import N_, Text
from regio_cli.report import centre, pillars, spread, spread_bodies
from regio_cli.report.context import Context
from regio_cli.report.model import Section


def sections(context: Context) -> tuple[Section, ...]:
    """Return spread, pillars and centre municipality, each over all bodies together and body by body."""
    silent = spread.silent(context)
    return (
        Section(
            "spread",
            Text(N_("Spread over the region")),
            (
                *((silent,) if silent else ()),
                spread.province_table(context),
                spread.province_bars(context),
                spread.subregion_table(context),
                spread.size_table(context),
                spread_bodies.body_table(context),
            ),
        ),
        Section("pillars", Text(N_("Balance of pillars")), (pillars.body_table(context), pillars.bars(context))),
        Section(
            "centre",
            Text(N_("The centre municipality")),
            (centre.part_table(context), centre.body_table(context), *centre.trends(context)),
        ),
    )
