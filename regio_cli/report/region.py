"""The region and its parts: provinces, coalitions, small and large municipalities, with their share of the seats."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from regio_cli.model.text import N_, Text
from regio_cli.report.context import Context, Row
from regio_cli.report.model import Column

NOTHING = Text(N_("no body with a general portfolio has seats on representation for municipalities on this day"))
SEATS = Column("seats", Text(N_("seats")), "number")
QUOTA = Column("quota", Text(N_("by inhabitants")), "number")
SIGN = Column("sign", Text(N_("well?")), "sign")


class Part(NamedTuple):
    """A part of the region: its municipalities and their inhabitants, and what it has of the seats that count for spread."""

    key: str
    name: Text | str
    municipalities: int
    inhabitants: int
    seats: float


class Whole(NamedTuple):
    """The region: what its parts are parts of, and how many of those there are."""

    municipalities: int
    inhabitants: int
    seats: float


def whole(context: Context) -> Whole:
    """Return the municipalities, inhabitants and seats of the region."""
    row = context.one(
        "SELECT count(*) AS municipalities, coalesce(sum(inhabitants), 0) AS inhabitants, coalesce(sum(seats), 0) AS seats "
        "FROM municipality_seats"
    )
    return Whole(**row)


def provinces(context: Context) -> list[Part]:
    """Return the provinces that the region lies in, the largest part of it first."""
    return _parts(context, "province")


def subregions(context: Context) -> list[Part]:
    """Return the coalitions that have municipalities of the region among their members, the largest first."""
    return _parts(context, "coalition")


def _parts(context: Context, kind: str) -> list[Part]:
    found = context.rows("SELECT * FROM region_part WHERE kind = :kind ORDER BY inhabitants DESC, partner", kind=kind)
    return [
        Part(row["partner"], context.name("partner", row["partner"]), row["municipalities"], row["inhabitants"], row["seats"])
        for row in found
    ]  # fmt: skip


def sizes(context: Context) -> list[Part]:
    """Return the municipalities by size, small, middling and large; those whose inhabitants are not known are left out."""
    small, large = (int(context.parameter("SPR-3", name)) for name in ("small", "large"))
    names = (
        Text(N_("fewer than {small} inhabitants"), {"small": small}),
        Text(N_("{small} to {large} inhabitants"), {"small": small, "large": large}),
        Text(N_("more than {large} inhabitants"), {"large": large}),
    )
    found = context.rows("SELECT inhabitants, seats FROM municipality_seats WHERE inhabitants IS NOT NULL")
    tests: tuple[Callable[[int], bool], ...] = (lambda n: n < small, lambda n: small <= n <= large, lambda n: n > large)
    return [
        _class(str(number), name, [row for row in found if test(row["inhabitants"])])
        for number, (name, test) in enumerate(zip(names, tests, strict=True), 1)
        if found
    ]


def _class(key: str, name: Text, found: Sequence[Row]) -> Part:
    return Part(
        key, name, len(found), sum(row["inhabitants"] for row in found), sum(float(row["seats"]) for row in found)
    )


def rounded(number: float) -> float:
    """Return a number of seats as it is shown."""
    return round(number, 2)
