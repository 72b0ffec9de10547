"""How seats are spread over the region: its provinces, the coalitions in it, small and large municipalities, body by body."""

from collections.abc import Callable, Iterable, Sequence

from regio_cli.domain import figures
from regio_cli.model.text import N_, Text, counted
from regio_cli.report.context import Context
from regio_cli.report.model import Bar, Bars, Column, Passage, Sign, Table
from regio_cli.report.region import (
    NOTHING,
    QUOTA,
    SEATS,
    SIGN,
    Part,
    Whole,
    provinces,
    rounded,
    sizes,
    subregions,
    whole,
)
from regio_cli.report.spread_bodies import body_mends, unfair_provinces
from regio_cli.report.wording import change_of_seats, decimal, listed, sentences

RULE = "SPR-2"


def sign_of(context: Context, part: Part) -> Sign:
    """Return whether a part of the region has its share, by the rule on all general portfolios together."""
    return context.sign(RULE, f"partner/{part.key}")


def province_signs(context: Context) -> Callable[[Context, Part], Sign]:
    """Return what tells whether a province has its share, over all general portfolios together and in each body."""
    unfair = unfair_provinces(context)
    return lambda context, part: "warn" if part.key in unfair else sign_of(context, part)


def silent(context: Context) -> Passage | None:
    """Return the municipalities without a vote on representation in any executive body, None when there are none."""
    own = {row["partner"] for row in context.rows("SELECT partner FROM municipality")}
    found = [row for row in context.broken(RULE) if str(row["record"]).removeprefix("partner/") in own]
    if not found:
        return None
    names = listed([context.name("partner", str(row["record"]).removeprefix("partner/")) for row in found])
    text = counted(
        len(found),
        N_("{count} municipality has no vote on representation in any executive body: {names}."),
        N_("{count} municipalities have no vote on representation in any executive body: {names}."),
        names=names,
    )
    return Passage("silent", text, "warn")


def _sign_of_size(context: Context, part: Part) -> Sign:
    return "warn" if any(str(row["class"]) == part.key for row in context.broken("SPR-3")) else "good"


# --------------------------------------------------------------------------------------------------------------------
# Tables.


def province_table(context: Context, is_brief: bool = False) -> Table:
    """Return the seats of each province beside what would be fair; briefly, only by its inhabitants."""
    parts, region = provinces(context), whole(context)
    label, sign = Column("part", Text(N_("province"))), province_signs(context)
    if not is_brief:
        return _table(context, "provinces", Text(N_("Provinces")), label, parts, region, sign, len(parts))
    rows = [(part.name, rounded(part.seats), _quota(part, region), sign(context, part)) for part in parts]
    return Table(
        "provinces", Text(N_("Provinces")), (label, SEATS, QUOTA, SIGN), tuple(rows), _note(context, region, True),
        (*_mend(context, parts, region, sign_of), *body_mends(context)), None if region.seats else NOTHING,
    )  # fmt: skip


def subregion_table(context: Context) -> Table:
    """Return the seats of each coalition of municipalities beside what would be fair."""
    label = Column("part", Text(N_("subregion")))
    empty = Text(N_("no coalition has municipalities of the region as its members on this day"))
    table = _table(
        context, "subregions", Text(N_("Subregions")), label, subregions(context), whole(context), sign_of, None
    )
    return table if table.rows else Table(table.key, table.title, table.columns, (), None, (), empty)


def size_table(context: Context) -> Table:
    """Return the seats of small, middling and large municipalities beside what would be fair."""
    label = Column("part", Text(N_("size")))
    return _table(
        context, "sizes", Text(N_("Small and large municipalities")), label, sizes(context), whole(context), _sign_of_size, None
    )  # fmt: skip


def _table(
    context: Context, key: str, title: Text, label: Column, parts: Sequence[Part], region: Whole,
    sign: Callable[[Context, Part], Sign], equal: int | None,
) -> Table:  # fmt: skip
    """Return a row a part; with `equal` (the number of parts) also what each would have if all had the same."""
    columns = (
        label,
        Column("municipalities", Text(N_("municipalities")), "number"),
        Column("inhabitants", Text(N_("inhabitants")), "number"),
        SEATS,
        QUOTA,
        Column("by_municipality", Text(N_("one each")), "number"),
        *((Column("equal", Text(N_("equal parts")), "number"),) if equal else ()),
        SIGN,
    )
    rows = [
        (part.name, part.municipalities, part.inhabitants, rounded(part.seats), _quota(part, region),
         rounded(region.seats * part.municipalities / region.municipalities),
         *((rounded(region.seats / equal),) if equal else ()), sign(context, part) if region.seats else "none")
        for part in parts
    ]  # fmt: skip
    note = sentences((_note(context, region, bool(equal)), _measures(parts) if equal else None))
    empty = None if region.seats else NOTHING
    return Table(key, title, columns, tuple(rows), note, _mend(context, parts, region, sign), empty)


def _quota(part: Part, region: Whole) -> float:
    return rounded(region.seats * part.inhabitants / region.inhabitants) if region.inhabitants else 0.0


def _mend(
    context: Context, parts: Iterable[Part], region: Whole, sign: Callable[[Context, Part], Sign]
) -> tuple[Text, ...]:
    low, high = (float(context.parameter(RULE, name)) for name in ("low", "high"))
    found = []
    for part in parts:
        if region.seats and region.inhabitants and sign(context, part) == "warn":
            share = part.inhabitants / region.inhabitants
            change = figures.change_to_proportion(part.seats, region.seats, share, low, high)
            found += [change_of_seats(str(part.name), change)] if change and isinstance(part.name, str) else []
    return tuple(found)


def _note(context: Context, region: Whole, with_source: bool) -> Text | None:
    bodies = context.one("SELECT count(DISTINCT body) AS number FROM spread_seat")["number"]
    what = counted(
        bodies,
        N_("n = {seats} voting seats on representation for municipalities, in {count} body with a general portfolio."),
        N_(
            "n = {seats} voting seats on representation for municipalities, in {count} bodies with a general portfolio."
        ),
        seats=decimal(region.seats),
    )
    return sentences((what, reference(context, with_source))) if region.seats else None


def reference(context: Context, with_source: bool = True) -> Text:
    """Return in words of what day the numbers of inhabitants are, and where they come from."""
    found = context.one(
        "SELECT min(as_of) AS first, max(as_of) AS last, min(source) AS source, count(DISTINCT source) AS sources, "
        "sum(inhabitants IS NULL) AS unknown FROM municipality"
    )
    if found["first"] is None:
        return Text(N_("Inhabitants are not known."))
    values = {"first": found["first"], "last": found["last"], "source": _first_part(found["source"] or "?")}
    one_day = N_("Inhabitants as of {first} ({source}).")
    more = N_("Inhabitants as of {first} to {last} ({source}).")
    if not with_source:
        one_day, more = N_("Inhabitants as of {first}."), N_("Inhabitants as of {first} to {last}.")
    told = Text(one_day if found["first"] == found["last"] else more, values)
    unknown = found["unknown"] and Text(N_("{count} municipalities without a figure."), {"count": found["unknown"]})
    return sentences((told, unknown or None)) or told


def _first_part(source: str) -> str:
    """Return what a source is, without what is said about it behind a semicolon."""
    return source.partition(";")[0].strip()


def _measures(parts: Sequence[Part]) -> Text | None:
    """Return how far the seats are from the inhabitants, with what even seats could at best be."""
    seats = {part.key: part.seats for part in parts}
    people = {part.key: part.inhabitants for part in parts}
    even, reached = figures.pielou(list(people.values())), figures.pielou(list(seats.values()))
    if even is None or reached is None:
        return None
    values = {
        "even": decimal(even, 2),
        "reached": decimal(reached, 2),
        "gallagher": decimal(figures.gallagher(seats, people), 1),
    }
    return Text(N_("Evenness {reached}, of the inhabitants {even}; Gallagher index {gallagher} (0 is exactly by inhabitants)."), values)  # fmt: skip


def province_bars(context: Context) -> Bars:
    """Return the seats of each province as bars, against its quota."""
    region, sign = whole(context), province_signs(context)
    bars = [
        Bar(
            Text("{what}", {"what": part.name}),
            rounded(part.seats),
            _quota(part, region),
            sign(context, part),
        )
        for part in provinces(context)
        if region.seats
    ]
    return Bars(
        "province_bars", Text(N_("Seats by province, against their quota by inhabitants")), tuple(bars), "count"
    )
