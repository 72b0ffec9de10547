"""Who sits where: appoint, replace, extend. Days are YYYY-MM-DD; an end date is the last day in function."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from regio_cli.change.absences import extended, planned, with_absences
from regio_cli.change.days import day_after, day_before
from regio_cli.change.draft import Draft, changed
from regio_cli.change.ending import with_end
from regio_cli.change.refusal import Refused
from regio_cli.change.requirements import require_met
from regio_cli.change.roster import in_seat, mandate_of, mandates, occupants, person_of, seat_in, stand_ins_of
from regio_cli.domain import records
from regio_cli.domain.holding import is_absent, is_stand_in, stands_in
from regio_cli.domain.lapse import is_day
from regio_cli.domain.people import office_at
from regio_cli.domain.records import NOMINATED, Body, Mandate, Seat
from regio_cli.model.record import Address, Data, Period
from regio_cli.model.text import N_, Text

_ID_LIMIT = 96


class Unclear(Refused):
    """Several would do, and the user must say which: `options` are (value, what it is) for the field `field`."""

    def __init__(self, field: str, text: Text, options: Sequence[tuple[str, str]]) -> None:
        listed = "\n".join(f"  {value}  {what}".rstrip() for value, what in options)
        super().__init__(text, Text(N_("say which with --{field}:\n{listed}"), {"field": field, "listed": listed}))
        self.field, self.options = field, tuple(options)


class Taken(Refused):
    """The wanted seat is taken by the mandate `holder`, which began before the day `on`; `absent` when its person is absent then.

    The hint names the person `by`: an id, or what a user types to record somebody new.
    """

    def __init__(self, text: Text, holder: str, on: str, absent: bool, by: str) -> None:
        values = {"mandate": holder, "person": by, "day": on, "before": day_before(on)}
        hint = Text(N_("regio replace {mandate} --by {person} --on {day}"), values)
        if absent:
            hint = Text(
                N_(
                    "stand in while the holder is absent: regio replace {mandate} --by {person} --temporary --on {day}\n"
                    "or end the mandate first: regio end {mandate} --on {before}"
                ),
                values,
            )
        super().__init__(text, hint)
        self.holder, self.on, self.absent = holder, on, absent

    def by(self, person: str) -> "Taken":
        """Return the same refusal with another person in its hint."""
        return Taken(self.text, self.holder, self.on, self.absent, person)


# Where a seat says on what ground it is held.
_GROUNDS = {"representation": "reports_to", "expertise": "reason"}


@dataclass(frozen=True)
class Appoint:
    """A person takes a seat of a body, for partners, from a day.

    Without `seat` it is the one seat that is free and fits; with a `seat` that is not there yet, `role` and `basis` make it,
    and `ground` says why it is held (expertise) or to whom it reports back (representation). In a shared seat the person
    speaks for all its partners, unless `only` narrows that to `partners`. With `replaces` the person stands in for the
    absent holder of that mandate. With `force` also somebody who does not meet the requirements of the seat.
    """

    person: str
    body: str
    start: str
    seat: str | None = None
    partners: tuple[str, ...] = ()
    role: str | None = None
    basis: str | None = None
    until: str | None = None
    status: str = "appointed"
    lapses_with: str | None = None
    replaces: str | None = None
    decision: str | None = None
    source: str | None = None
    ground: str | None = None
    only: bool = False
    force: bool = False

    def apply(self, draft: Draft, today: str) -> Draft:
        draft.sound(Address("person", self.person))
        draft.sound(Address("body", self.body))
        draft, seat = self._seat(draft)
        id_ = new_id(draft, self.body, seat.id, self.start)
        if self.replaces is not None:
            draft = self._stand_in(draft, seat, id_, self.replaces)
        else:
            require_free(draft, self, seat)
            own = narrowed(seat, self.partners, self.only, ())
            draft = draft.put(Address("mandate", id_), self._mandate(draft, seat, own, self.until))
        if not self.force:
            require_met(draft, [Address("mandate", id_)], today)
        return draft

    def _stand_in(self, draft: Draft, seat: Seat, id_: str, replaces: str) -> Draft:
        """Return the draft in which the person stands in for the holder of the mandate `replaces`, for the days of an absence."""
        absent = mandate_of(draft, replaces)
        if (absent.body, absent.seat) != (self.body, seat.id):
            values = {"record": f"mandate/{replaces}", "seat": seat.id, "body": self.body}
            raise Refused(Text(N_("{record} is not in the seat '{seat}' of {body}"), values))
        holder = Address("mandate", replaces)
        plan = planned(draft, holder, self.start, self.until, id_)
        _require_not_there(draft, self.person, seat, Period(self.start, plan.last))
        own = narrowed(seat, self.partners, self.only, absent.on_behalf_of)
        draft = with_absences(draft, holder, plan.items)
        return draft.put(Address("mandate", id_), self._mandate(draft, seat, own, plan.last))

    def _seat(self, draft: Draft) -> tuple[Draft, Seat]:
        address = Address("body", self.body)
        data = draft.sound(address)
        body = records.body(self.body, data)
        if self.seat is None and self.replaces is not None:
            wanted = mandate_of(draft, self.replaces).seat
        elif self.seat is None:
            return draft, fitting(draft, self, body)
        else:
            wanted = self.seat
        found = body.seat(wanted)
        if found:
            return draft, found
        if not (self.role and self.basis):
            options = _options(data, body.seats)
            raise Unclear("seat", Text(N_("{body} has no seat '{seat}'"), {"body": self.body, "seat": wanted}), options)
        new = self._new_seat()
        draft = draft.put(address, changed(data, seats=[*data.get("seats", ()), new]))
        return draft, records.seat(self.body, new)

    def _new_seat(self) -> dict[str, Any]:
        return changed(
            {"id": self.seat, "role": self.role, "basis": self.basis},
            on_behalf_of=list(self.partners) or None,
            voting=self.role in ("chair", "member"),
            start_date=self.start,
            **{_GROUNDS[self.basis]: self.ground} if self.basis in _GROUNDS else {},
        )

    def _mandate(self, draft: Draft, seat: Seat, own: tuple[str, ...], until: str | None) -> dict[str, Any]:
        # An office at a partner that was named counts before one at another partner of the seat.
        partners = (*self.partners, *(own or seat.on_behalf_of))
        office = office_at(person_of(draft, self.person), partners, self.start)
        return changed(
            {"person": self.person, "body": self.body, "seat": seat.id},
            on_behalf_of=list(own) or None,
            status=self.status,
            start_date=self.start,
            end_date=until,
            lapses_with=self.lapses_with or lapse_of(draft, office.office if office else None),
            replaces=self.replaces,
            decision=self.decision,
            source=self.source,
        )


@dataclass(frozen=True)
class Replace:
    """Another person takes over a mandate's seat on a day: the one ends the day before, the other begins.

    The seat, and with it role and deputy, stays; the partner too, unless `partners` says otherwise. A new holder who was
    the deputy is so no longer. With `temporary`, for a holder who is absent from that day `until` another: that mandate does
    not end, and the new one stands in for it; without `by` nobody does.
    """

    mandate: str
    on: str
    by: str | None = field(default=None, kw_only=True)
    because: str | None = field(default=None, kw_only=True)
    temporary: bool = field(default=False, kw_only=True)
    until: str | None = field(default=None, kw_only=True)
    partners: tuple[str, ...] = field(default=(), kw_only=True)
    only: bool = field(default=False, kw_only=True)
    decision: str | None = field(default=None, kw_only=True)
    source: str | None = field(default=None, kw_only=True)
    force: bool = field(default=False, kw_only=True)

    def apply(self, draft: Draft, today: str) -> Draft:
        old = mandate_of(draft, self.mandate)
        self._require_whole()
        if self.by is None:
            return self._unattended(draft)
        require_person(draft, self.by, old)
        draft = _no_longer_deputy(draft, old, self, today)
        if self.temporary:
            return self._new(old, self.by, self.mandate, old.on_behalf_of).apply(draft, today)
        draft = with_end(draft, Address("mandate", self.mandate), day_before(self.on), today, self.because)
        return self._new(old, self.by, old.replaces, old.on_behalf_of).apply(draft, today)

    def _require_whole(self) -> None:
        if not self.temporary and self.by is None:
            raise Refused(
                Text(N_("nobody is named who takes over")),
                Text(N_("name the person with --by, or end the mandate with 'regio end'")),
            )
        if not self.temporary and self.until is not None:
            raise Refused(
                Text(N_("a last day is only said of an absence")),
                Text(N_("add --temporary, or leave out --until")),
            )
        if self.temporary and self.because is not None:
            raise Refused(
                Text(
                    N_(
                        "no reason of an absence is recorded: it may say something of the holder's health, and stays for good"
                    )
                ),
                Text(N_("leave out --because; --reason says why the commit is made, without health reasons")),
            )
        if self.by is None and (self.partners or self.only):
            raise Refused(
                Text(N_("nobody stands in, so there is nobody to speak for a partner")),
                Text(N_("name the person with --by, or leave out --for and --only")),
            )

    def _unattended(self, draft: Draft) -> Draft:
        holder = Address("mandate", self.mandate)
        return with_absences(draft, holder, planned(draft, holder, self.on, self.until, None).items)

    def _new(self, old: Mandate, by: str, replaces: str | None, own: tuple[str, ...]) -> Appoint:
        return Appoint(
            by,
            old.body,
            self.on,
            old.seat,
            self.partners or own,
            until=self.until,
            replaces=replaces,
            decision=self.decision,
            source=self.source,
            only=self.only or (not self.partners and bool(own)),
            force=self.force,
        )


def _no_longer_deputy(draft: Draft, old: Mandate, wanted: Replace, today: str) -> Draft:
    body = records.body(old.body, draft.sound(Address("body", old.body)))
    deputies = {seat.id for seat in body.seats if seat.deputy_of == old.seat}
    for mandate in mandates(draft, person=wanted.by or "", body=old.body):
        if mandate.seat in deputies and mandate.period.covers(wanted.on):
            address = Address("mandate", mandate.id)
            draft = with_end(draft, address, day_before(wanted.on), today, wanted.because)
    return draft


@dataclass(frozen=True)
class Extend:
    """A mandate goes on until another last day; `until` None leaves it open. That of a stand-in takes the absence along."""

    mandate: str
    until: str | None

    def apply(self, draft: Draft, today: str) -> Draft:
        address = Address("mandate", self.mandate)
        data = draft.sound(address)
        _require_room(draft, mandate_of(draft, self.mandate), self.until)
        goes_on = self.until is None or self.until >= today
        status = "appointed" if data["status"] == "ended" and goes_on else data["status"]
        reason = None if goes_on else data.get("end_reason")
        lapses = self.until if self.until and is_day(str(data.get("lapses_with"))) else data["lapses_with"]
        draft = draft.put(
            address, changed(data, end_date=self.until, status=status, end_reason=reason, lapses_with=lapses)
        )
        holder = Address("mandate", str(data.get("replaces")))
        if data.get("replaces") is None or draft.known(holder) is None:
            return draft
        return extended(draft, holder, self.mandate, self.until)


def _require_room(draft: Draft, mandate: Mandate, until: str | None) -> None:
    """Raise Refused when others have taken the seat by the time that the mandate would go on into."""
    before = mandate.period.end
    if before is None or mandate.status == NOMINATED or is_stand_in(mandate) or (until and until <= before):
        return
    seat = seat_in(draft, mandate.body, mandate.seat)
    taken = occupants(draft, mandate.body, mandate.seat, Period(day_after(before), until))
    others = [other for other in taken if other.id != mandate.id]
    if len(others) >= (seat.places if seat else 1):
        values = {"seat": mandate.seat, "body": mandate.body, "record": f"mandate/{others[0].id}"}
        raise Refused(Text(N_("the seat '{seat}' of {body} has passed to {record}"), values))


def narrowed(seat: Seat, wanted: Sequence[str], only: bool, own: tuple[str, ...]) -> tuple[str, ...]:
    """Return the partners that a mandate names by itself, none when it speaks for all of its seat.

    `wanted` are the partners asked for, `own` those that the mandate before it named. Raises Refused for a partner that a
    shared seat is not held for.
    """
    if only and not wanted:
        raise Refused(
            Text(N_("nobody is named to whom the voice is narrowed")),
            Text(N_("name the partner with --for, or leave out --only")),
        )
    if not wanted or tuple(wanted) == own:
        return own
    if not seat.on_behalf_of:
        return tuple(wanted)
    if not set(wanted) <= set(seat.on_behalf_of):
        values = {
            "seat": seat.id,
            "body": seat.body,
            "partners": ", ".join(seat.on_behalf_of),
            "wanted": ", ".join(wanted),
        }
        raise Refused(
            Text(N_("the seat '{seat}' of {body} is held for {partners}, not for {wanted}"), values),
            Text(N_("choose one of these for --for, or leave it out")),
        )
    if not only or set(wanted) == set(seat.on_behalf_of):
        return ()
    return tuple(wanted)


def require_free(draft: Draft, wanted: Appoint, seat: Seat) -> None:
    """Raise Refused when the seat is taken, or the person sits in it already."""
    span = Period(wanted.start, wanted.until)
    _require_not_there(draft, wanted.person, seat, span)
    taken = occupants(draft, wanted.body, seat.id, span)
    if wanted.status == NOMINATED or len(taken) < seat.places:
        return
    values = {"seat": seat.id, "body": wanted.body}
    before = [one for one in taken if one.period.covers(day_before(wanted.start))]
    if not before:
        start = min(one.period.start or "" for one in taken)
        values |= {"day": start}
        raise Refused(Text(N_("the seat '{seat}' of {body} is taken from {day}"), values))
    for one in before:
        if is_absent(one, wanted.start) and not _is_attended(draft, one, wanted.start):
            text = Text(N_("the seat '{seat}' of {body} is taken; its holder is absent"), values)
            raise Taken(text, one.id, wanted.start, True, wanted.person)
    text = Text(N_("the seat '{seat}' of {body} is taken"), values)
    raise Taken(text, before[0].id, wanted.start, False, wanted.person)


def _is_attended(draft: Draft, absent: Mandate, day: str) -> bool:
    return any(stands_in(other, absent, day) for other in stand_ins_of(draft, absent.id))


def _require_not_there(draft: Draft, person: str, seat: Seat, span: Period) -> None:
    """Raise Refused when the person holds the seat, or stands in there, on some day of `span`."""
    if any(mandate.person == person for mandate in in_seat(draft, seat.body, seat.id, span)):
        values = {"person": person, "seat": seat.id, "body": seat.body}
        raise Refused(Text(N_("{person} holds the seat '{seat}' of {body} already"), values))


def require_person(draft: Draft, person: str, old: Mandate) -> None:
    """Raise Refused when there is no such person, or it is the holder."""
    draft.sound(Address("person", person))
    if old.person == person:
        raise Refused(Text(N_("{person} holds this seat already"), {"person": person}))


def fitting(draft: Draft, wanted: Appoint, body: Body) -> Seat:
    """Return the one seat that is free on the day and fits. Raises Unclear when there are several, Refused when none."""
    there = [seat for seat in body.seats if seat.period.covers(wanted.start) and _fits(wanted, seat)]
    there = [seat for seat in there if wanted.partners and seat.on_behalf_of] or there
    span = Period(wanted.start, wanted.until)
    free = [seat for seat in there if len(occupants(draft, wanted.body, seat.id, span)) < seat.places]
    few = free or there
    main = [seat for seat in few if seat.role != "deputy"] if wanted.role is None else few
    few = main or few
    if len(few) == 1:
        return few[0]
    data = draft.sound(Address("body", wanted.body))
    values = {"body": wanted.body, "partners": ", ".join(wanted.partners)}
    if few:
        raise Unclear("seat", Text(N_("several seats of {body} would do"), values), _options(data, few))
    options = _options(data, [seat for seat in body.seats if seat.period.covers(wanted.start)])
    text = N_("{body} has no seat for {partners}") if wanted.partners else N_("{body} has no seat that fits")
    raise Unclear("seat", Text(text, values), options)


def _fits(wanted: Appoint, seat: Seat) -> bool:
    if wanted.partners and seat.on_behalf_of and not set(wanted.partners) <= set(seat.on_behalf_of):
        return False
    return wanted.role in (None, seat.role) and wanted.basis in (None, seat.basis)


def _options(data: Data, seats: Sequence[Seat]) -> list[tuple[str, str]]:
    """Return the ids of seats with their label and role, as they stand in the record of their body."""
    labels: Mapping[str, Any] = {item["id"]: item.get("label") for item in data.get("seats", ())}
    found = []
    for seat in seats:
        parts = [str(part) for part in (labels.get(seat.id), seat.role) if part]
        found.append((seat.id, " · ".join(parts)))
    return found


def lapse_of(draft: Draft, office: str | None) -> str:
    """Return what a mandate lapses with that is held because of `office`, as the schema of offices says."""
    known = draft.kind("mandate").field("office")
    return (known.lapses_with if known and known.lapses_with else {}).get(office or "", "office")


def new_id(draft: Draft, body: str, seat: str, start: str) -> str:
    """Return an id that no mandate has or had: body, seat and year, with a number where that is taken."""
    base = f"{body}-{seat}"[:_ID_LIMIT].rstrip("-") + f"-{start[:4]}"
    id_, number = base, 1
    while draft.is_taken(Address("mandate", id_)):
        number += 1
        id_ = f"{base}-{number}"
    return id_
