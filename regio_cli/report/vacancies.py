"""The report `vacancies`: seats without a holder, since when, who stands in, and who has been nominated."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from regio_cli.model.days import later
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Text
from regio_cli.read.held import NOW, VACANT, Held, Seat, held, holders, seats
from regio_cli.report.context import Context
from regio_cli.report.model import Column, Passage, Section, Table, Value
from regio_cli.report.wording import counted, listed

_NOTHING = Text(N_("every seat that must be filled has a holder"))
_IN_FORCE = "body IN (SELECT id FROM active_body)"


class Vacancy(NamedTuple):
    """A place without a holder; `since` is the first day of that, None when it has never been told.

    `deputies` are who may stand in, `nominated` who have been put forward.
    """

    seat: Seat
    since: str | None
    days: int | None
    deputies: Sequence[Address]
    nominated: Sequence[Address]


def vacancies(context: Context) -> list[Vacancy]:
    """Return the places that must be filled and are not, those with a vote first, then the longest open."""
    now: dict[tuple[Address, str], list[Held]] = defaultdict(list)
    for one in held(context.database, NOW, {}):
        now[one.body, one.seat].append(one)
    in_force = seats(context.database, _IN_FORCE, {})
    found = [vacancy for seat in in_force for vacancy in _of_seat(context, seat, in_force, now)]
    return sorted(found, key=lambda one: (not one.seat.voting, -(one.days or 0), one.seat.body.id, one.seat.id))


def _of_seat(
    context: Context, seat: Seat, in_force: Sequence[Seat], now: dict[tuple[Address, str], list[Held]]
) -> list[Vacancy]:
    found = holders(seat, now[seat.body, seat.id])
    number = sum(holder.status == VACANT for holder in found)
    if not number:
        return []
    values = {"body": seat.body.id, "seat": seat.id}
    mandates = held(context.database, "mandate.body = :body AND mandate.seat = :seat", values)
    nominated = [one.person for one in mandates if one.status == "nominated" and one.phase != "past"]
    filled = sum(holder.person is not None for holder in found)
    days = [_since(context, seat, mandates, filled + place) for place in range(number, 0, -1)]
    deputies = _deputies(seat, in_force, now)
    return [Vacancy(seat, day, _days(day, context.on), deputies, nominated) for day in days]


def _deputies(seat: Seat, in_force: Sequence[Seat], now: dict[tuple[Address, str], list[Held]]) -> list[Address]:
    beside = [one for one in in_force if one.body == seat.body and one.deputy_of == seat.id]
    return [one.person for other in beside for one in now[other.body, other.id]]


def _since(context: Context, seat: Seat, mandates: Sequence[Held], needed: int) -> str | None:
    """Return the day after the last one on which as many as `needed` sat there; else the first day of seat or body."""
    served = [one for one in mandates if one.status != "nominated" and one.phase != "coming"]
    ends = sorted({one.end_date for one in served if one.end_date and one.end_date < context.on}, reverse=True)
    for end in ends:
        if sum(one.start_date <= end <= (one.end_date or end) for one in served) >= needed:
            return later(end, 1)
    row = context.one(
        "SELECT max(coalesce(seat.start_date, ''), coalesce(body.start_date, '')) AS day "
        "FROM seat JOIN body ON body.id = seat.body WHERE body.id = :body AND seat.id = :seat",
        body=seat.body.id,
        seat=seat.id,
    )
    return row["day"] or None


def _days(since: str | None, on: str) -> int | None:
    return (date.fromisoformat(on) - date.fromisoformat(since)).days if since else None


def command(one: Vacancy) -> str:
    """Return the command that fills the place."""
    partners = "".join(f" --for {partner.id}" for partner in one.seat.on_behalf_of[:1]) if len(one.seat.on_behalf_of) == 1 else ""  # fmt: skip
    return f"regio appoint … --to {one.seat.body.id} --seat {one.seat.id}{partners}"


def sections(context: Context) -> tuple[Section, ...]:
    """Return how many places are open in how many bodies, and body by body which, since when."""
    found = vacancies(context)
    title = Text(N_("Seats without a holder"))
    if not found:
        return (Section("vacancies", title, (Passage("told", _NOTHING, "good"),)),)
    by_body = groupby(sorted(found, key=lambda one: one.seat.body.id), key=lambda one: one.seat.body.id)
    return (
        Section("vacancies", title, (_told(context, found),)),
        *(Section(body, _name(context, body), (_table(context, list(group)),)) for body, group in by_body),
    )


def _name(context: Context, body: str) -> Text:
    return Text("{what}", {"what": context.name("body", body)})


def _told(context: Context, found: Sequence[Vacancy]) -> Passage:
    places = context.one(
        "SELECT coalesce(sum(coalesce(minimum, count, 1)), 0) AS number FROM active_seat WHERE body IN (SELECT id FROM active_body)"
    )["number"]
    values = {
        "total": places,
        "voting": sum(one.seat.voting for one in found),
        "days": max(one.days or 0 for one in found),
    }
    one, many = (
        N_("{count} of {total} places that must be filled is open, {voting} with a vote; for {days} days."),
        N_(
            "{count} of {total} places that must be filled are open, {voting} with a vote; the longest for {days} days."
        ),
    )
    return Passage("told", counted(len(found), one, many, **values), "warn")


def _table(context: Context, found: Sequence[Vacancy]) -> Table:
    columns = (
        Column("seat", Text(N_("seat"))),
        Column("role", Text(N_("role"))),
        Column("partners", Text(N_("on behalf of"))),
        Column("voting", Text(N_("vote"))),
        Column("since", Text(N_("since")), "day"),
        Column("days", Text(N_("days")), "number"),
        Column("deputies", Text(N_("deputy")), personal=True),
        Column("nominated", Text(N_("nominated")), personal=True),
        Column("command", Text(N_("mend with"))),
    )
    rows: list[tuple[Value, ...]] = [
        (one.seat.label or one.seat.id, context.word("body.seats.role", one.seat.role), _names(context, one.seat.on_behalf_of),
         one.seat.voting, one.since, one.days, _names(context, one.deputies), _names(context, one.nominated), command(one))
        for one in found
    ]  # fmt: skip
    return Table("places", Text(N_("Open places")), columns, tuple(rows))


def _names(context: Context, found: Iterable[Address]) -> Text | None:
    names = [context.name(address.kind, address.id) for address in found]
    return listed(names) if names else None
