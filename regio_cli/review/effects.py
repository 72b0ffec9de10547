"""What a branch does to the figures of the reports: their tables before and after, of which only the rows that change are told."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from regio_cli.check.rule import Settings
from regio_cli.history.delta import Delta
from regio_cli.history.sentence import joined, text_of
from regio_cli.model.days import later
from regio_cli.model.kinds import Kinds
from regio_cli.model.text import N_, Text
from regio_cli.report import centre, counterparts, pillars, quorum, spread, spread_bodies
from regio_cli.report.context import Context
from regio_cli.report.model import Table
from regio_cli.report.opening import of_records
from regio_cli.report.tabular import paired
from regio_cli.report.wording import decimal
from regio_cli.review.model import Effect
from regio_cli.review.people import Records

_LATEST = 366
_VOTES = """
    SELECT coalesce(partner_province.province, '') AS province, sum(voice.share) AS votes
    FROM voice LEFT JOIN partner_province ON partner_province.partner = voice.partner
    WHERE voice.voting AND voice.body = :body GROUP BY 1"""


class Figures(NamedTuple):
    """What the reports are made from before and after, by the same rules and settings."""

    before: Context
    after: Context


def figures(kinds: Kinds, before: Records, after: Records, on: str, settings: Settings) -> Figures:
    """Return what the reports on the day `on` are made from, on either side."""
    made = (of_records(kinds, records, on, lambda database: ()) for records in (before, after))
    return Figures(*(replace(context, settings=settings) for context in made))


def day_of(delta: Delta, on: str) -> str:
    """Return the day on which all that `delta` brings within a year is in force, `on` when that is later."""
    latest = _later(on, _LATEST)
    return max([on, *(day for day in _days(delta) if on < day <= latest)])


def _days(delta: Delta) -> Iterator[str]:
    """Yield the days on which something begins, and those after which something ends, that were not known before."""
    for address, after in delta.after.items():
        period = delta.kinds[address.kind].period
        before: Any = delta.before.get(address, {})
        start, end = (text_of(after.get(name)) for name in period) if period else (None, None)
        if period and start and start != before.get(period[0]):
            yield start
        if period and end and before and end != before.get(period[1]):
            yield _later(end, 1)


def _later(day: str, days: int) -> str:
    try:
        return later(day, days)
    except ValueError:
        return ""


def effects(both: Figures) -> tuple[Effect, ...]:
    """Return the tables of which something changes, each with the rows that do."""
    pairs = zip(_tables(both.before), _tables(both.after), strict=True)
    found = (_effect(old, new) for old, new in pairs)
    return tuple(effect for effect in found if effect.rows)


def _tables(context: Context) -> Sequence[Table]:
    return (
        spread.province_table(context),
        spread_bodies.body_table(context),
        pillars.body_table(context),
        centre.part_table(context),
        centre.body_table(context),
        quorum.body_table(context),
        *(b for section in counterparts.sections(context) for b in section.blocks if isinstance(b, Table)),
    )


def _effect(old: Table, new: Table) -> Effect:
    rows = [row for row in paired(new, old) if any(pair.before != pair.after for pair in row)]
    return Effect(new.key, new.title, new.columns, rows)


def votes(both: Figures, body: str) -> Text | None:
    """Return the votes in a body by province, before and after; None for a body without."""
    before, after = (_votes(context, body) for context in both)
    provinces = sorted({*before, *after}, key=lambda province: (not province, _name(both, province)))
    parts = [
        _standing(_label(both, province), before.get(province, 0), after.get(province, 0)) for province in provinces
    ]
    return (
        Text(N_("Votes by province on {day}: {parts}"), {"day": both.after.on, "parts": joined(parts, "; ")})
        if parts
        else None
    )


def _votes(context: Context, body: str) -> dict[str, float]:
    return {row["province"]: round(row["votes"], 2) for row in context.rows(_VOTES, body=body)}


def _name(both: Figures, province: str) -> str:
    return both.after.name("partner", province) or both.before.name("partner", province)


def _label(both: Figures, province: str) -> Text:
    return Text("{name}", {"name": _name(both, province)}) if province else Text(N_("no province"))


def _standing(name: Text, before: float, after: float) -> Text:
    values = {"name": name, "before": decimal(before, 2), "after": decimal(after, 2)}
    return Text(N_("{name} keeps {after}") if before == after else N_("{name} {before} → {after}"), values)
