"""The first page and the page of figures: counts and tables as the reports have them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from regio_cli.exchange.site.desk import Desk
from regio_cli.exchange.site.facts import Facts
from regio_cli.model.text import N_, Text
from regio_cli.read.held import IN_SEAT, SOON_DAYS
from regio_cli.report import balance, counterparts, lapsing, today, vacancies
from regio_cli.report.audience import meant_for
from regio_cli.report.formats.html import sections_html
from regio_cli.report.model import Block, Report, Section, Table
from regio_cli.report.values import number
from regio_cli.report.wording import sentences

# So many keep a page below a hundred kilobytes.
_ROWS = 100
_SENTENCES = ("title", "text", "note")


class Number(NamedTuple):
    """A number with what it counts, for one and for many, and the page that tells more."""

    total: int
    one: str
    many: str
    path: str


class Counted(NamedTuple):
    """What is counted in the whole registry, by nobody's name: numbers and tables.

    `brief` are the small tables of the first page, those of the report `today`; `full` those on balance and counterparts.
    """

    numbers: Sequence[Number]
    brief: Sequence[Section]
    full: Sequence[Section]


class Figure(NamedTuple):
    """A number with what it counts, and the page that tells more."""

    number: str
    what: str
    path: str


def counted(facts: Facts) -> Counted:
    """Return what there is to count, each as the report of that name counts it."""
    full = facts.figures
    brief = [Section("balance", today.BALANCE, today.balance(full))]
    return Counted(_numbers(facts), brief, [*balance.sections(full), *counterparts.sections(full)])


def _numbers(facts: Facts) -> list[Number]:
    full = facts.figures
    people, seats = full.one(f"SELECT count(DISTINCT person) AS people, coalesce(sum(occupies), 0) AS seats FROM mandate_on_day WHERE {IN_SEAT}").values()  # fmt: skip
    ending = sum(len(event.mandates) for event in lapsing.events(full, SOON_DAYS))
    return [
        Number(len(facts.of("partner")), N_("partner"), N_("partners"), "partners.html"),
        Number(len(facts.of("body")), N_("body"), N_("bodies"), "bodies.html"),
        Number(people, N_("person in a seat"), N_("people in a seat"), "people.html"),
        Number(seats, N_("seat that is filled"), N_("seats that are filled"), "organigram.html"),
        Number(len(vacancies.vacancies(full)), N_("vacant seat"), N_("vacant seats"), "vacant.html"),
        Number(ending, N_("mandate that ends within 120 days, or should have ended"),
               N_("mandates that end within 120 days, or should have ended"), "calendar.html"),
    ]  # fmt: skip


def figures(numbers: Sequence[Number], desk: Desk) -> list[Figure]:
    """Return numbers in words."""
    language = desk.translate.language
    return [Figure(number(each.total, language), desk.counted(each.total, each.one, each.many), each.path) for each in numbers]  # fmt: skip


def shown(facts: Facts, sections: Sequence[Section], desk: Desk) -> Sequence[Mapping[str, Any]]:
    """Return sections as the templates of reports take them, for everybody: without advice to the bureau."""
    told = tuple(replace(section, blocks=tuple(_for_all(block) for block in section.blocks)) for section in sections)
    report = Report("site", today.BALANCE, facts.origin.on, facts.origin.commit, facts.context.region, told)
    found = sections_html(meant_for(report, "public"), desk.translate)
    return [{**section, "blocks": [_dated(block, desk) for block in section["blocks"]]} for section in found]


def _dated(block: Mapping[str, Any], desk: Desk) -> Mapping[str, Any]:
    """Return a block with the days in its sentences as the rest of the page has them."""
    return {key: desk.with_days(value) if key in _SENTENCES else value for key, value in block.items()}


def _for_all(block: Block) -> Block:
    """Return a block without what the bureau might do about it, and a long table cut where a page would become too heavy."""
    if not isinstance(block, Table):
        return block
    more = len(block.rows) - _ROWS
    cut = Text(N_("{count} more rows are in the report itself."), {"count": more}) if more > 0 else None
    return replace(block, mend=(), rows=block.rows[:_ROWS], note=sentences([block.note, cut]))
