"""The report `vacancies`: seats without a holder or whose holder is absent, since when, and who has been nominated."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from regio_cli.domain.holding import open_since
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Text, counted
from regio_cli.read.held import NOW, UNATTENDED, Held, OpenPlaces, Seat, held, mandate_of, open_places, seats
from regio_cli.report.context import Context
from regio_cli.report.model import Column, Passage, Section, Table, Value
from regio_cli.report.wording import listed

_NOTHING = Text(N_("every seat that must be filled has a holder"))
UNATTENDED_TITLE = Text(N_("Absent holders, and nobody stands in"))
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
    places = open_places(context.database)
    found = [vacancy for seat in in_force for vacancy in _of_seat(context, seat, in_force, now, places)]
    return sorted(found, key=lambda one: (not one.seat.voting, -(one.days or 0), one.seat.body.id, one.seat.id))


def _of_seat(
    context: Context,
    seat: Seat,
    in_force: Sequence[Seat],
    now: dict[tuple[Address, str], list[Held]],
    places: OpenPlaces,
) -> list[Vacancy]:
    number = places.of(seat).vacant
    if not number:
        return []
    values = {"body": seat.body.id, "seat": seat.id}
    mandates = held(context.database, "body = :body AND seat = :seat", values)
    nominated = [one.person for one in mandates if one.status == "nominated" and one.phase != "past"]
    filled = sum(one.occupies for one in now[seat.body, seat.id])
    days = [_since(context, seat, mandates, filled + place) for place in range(number, 0, -1)]
    deputies = _deputies(seat, in_force, now)
    return [Vacancy(seat, day, _days(day, context.on), deputies, nominated) for day in days]


def _deputies(seat: Seat, in_force: Sequence[Seat], now: dict[tuple[Address, str], list[Held]]) -> list[Address]:
    beside = [one for one in in_force if one.body == seat.body and one.deputy_of == seat.id]
    return [one.person for other in beside for one in now[other.body, other.id]]


def _since(context: Context, seat: Seat, mandates: Sequence[Held], needed: int) -> str | None:
    """Return the day after the last one on which as many as `needed` sat there; else the first day of seat or body."""
    since = open_since(map(mandate_of, mandates), needed, context.on)
    if since:
        return since
    row = context.one(
        "SELECT max(coalesce(seat.start_date, ''), coalesce(body.start_date, '')) AS day "
        "FROM seat JOIN body ON body.id = seat.body WHERE body.id = :body AND seat.id = :seat",
        body=seat.body.id,
        seat=seat.id,
    )
    return row["day"] or None


def unattended(context: Context) -> list[Held]:
    """Return the mandates in seats whose holder is absent and in whose place nobody stands in, the longest absent first."""
    found = held(context.database, "is_unattended AND body IN (SELECT id FROM active_body)", {})
    return sorted(found, key=lambda one: (one.absent_since or "", one.body.id, one.seat))


def stand_in_command(one: Held, on: str) -> str:
    """Return the command that lets somebody stand in for an absent holder."""
    return f"regio replace {one.mandate.id} --by … --temporary --on {on}"


def _days(since: str | None, on: str) -> int | None:
    return (date.fromisoformat(on) - date.fromisoformat(since)).days if since else None


def command(one: Vacancy) -> str:
    """Return the command that fills the place."""
    partners = "".join(f" --for {partner.id}" for partner in one.seat.on_behalf_of[:1]) if len(one.seat.on_behalf_of) == 1 else ""  # fmt: skip
    return f"regio appoint … --to {one.seat.body.id} --seat {one.seat.id}{partners}"


def sections(context: Context) -> tuple[Section, ...]:
    """Return how many places are open in how many bodies, and body by body which, since when."""
    found, absent = vacancies(context), unattended(context)
    title = Text(N_("Seats without a holder"))
    if not found and not absent:
        return (Section("vacancies", title, (Passage("told", _NOTHING, "good"),)),)
    by_body = groupby(sorted(found, key=lambda one: one.seat.body.id), key=lambda one: one.seat.body.id)
    return (
        Section("vacancies", title, tuple(_told(context, found, absent))),
        *_unattended_sections(context, absent),
        *(Section(body, _name(context, body), (_table(context, list(group)),)) for body, group in by_body),
    )


def _name(context: Context, body: str) -> Text:
    return Text("{what}", {"what": context.name("body", body)})


def _unattended_sections(context: Context, absent: Sequence[Held]) -> tuple[Section, ...]:
    if not absent:
        return ()
    return (Section(UNATTENDED, UNATTENDED_TITLE, (unattended_table(context, absent),)),)


def unattended_table(context: Context, absent: Sequence[Held]) -> Table:
    """Return the seats whose holder is absent while nobody stands in, a row each."""
    columns = (
        Column("body", Text(N_("body"))),
        Column("seat", Text(N_("seat"))),
        Column("person", Text(N_("person")), personal=True),
        Column("since", Text(N_("since")), "day"),
        Column("command", Text(N_("mend with"))),
    )
    rows: list[tuple[Value, ...]] = []
    for one in absent:
        person = context.name("person", one.person.id)
        command_ = stand_in_command(one, context.on)
        rows.append((context.name("body", one.body.id), one.seat, person, one.absent_since or None, command_))
    return Table("unattended", UNATTENDED_TITLE, columns, tuple(rows))


def unattended_told(absent: Sequence[Held]) -> list[Passage]:
    """Return in a sentence how many seats have an absent holder and nobody who stands in; nothing when none has."""
    if not absent:
        return []
    one, many = (
        N_("{count} seat has an absent holder, and nobody stands in."),
        N_("{count} seats have an absent holder, and nobody stands in."),
    )
    return [Passage("unattended_told", counted(len(absent), one, many), "warn")]


def _told(context: Context, found: Sequence[Vacancy], absent: Sequence[Held]) -> list[Passage]:
    if not found:
        return [Passage("told", _NOTHING, "good"), *unattended_told(absent)]
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
    return [Passage("told", counted(len(found), one, many, **values), "warn"), *unattended_told(absent)]


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
