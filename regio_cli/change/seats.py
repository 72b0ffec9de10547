"""Who sits where: appoint, replace, end, extend. Days are YYYY-MM-DD; an end date is the last day in function."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from regio_cli.change.draft import Draft, changed
from regio_cli.change.refusal import Refused
from regio_cli.change.requirements import require_met
from regio_cli.model.record import Address, Data, Period, period_of
from regio_cli.model.text import N_, Text

_ID_LIMIT = 96


class Unclear(Refused):
    """Several would do, and the user must say which: `options` are (value, what it is) for the field `field`."""

    def __init__(self, field: str, text: Text, options: Sequence[tuple[str, str]]) -> None:
        listed = "\n".join(f"  {value}  {what}".rstrip() for value, what in options)
        super().__init__(text, Text(N_("say which with --{field}:\n{listed}"), {"field": field, "listed": listed}))
        self.field, self.options = field, tuple(options)


# Where a seat says on what ground it is held.
_GROUNDS = {"representation": "reports_to", "expertise": "reason"}


@dataclass(frozen=True)
class Appoint:
    """A person takes a seat of a body, for partners, from a day.

    Without `seat` it is the one seat that is free and fits; with a `seat` that is not there yet, `role` and `basis` make it,
    and `ground` says why it is held (expertise) or to whom it reports back (representation). With `force` also somebody who
    does not meet the requirements of the seat.
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
    force: bool = False

    def apply(self, draft: Draft, today: str) -> Draft:
        draft.sound(Address("person", self.person))
        body = draft.sound(Address("body", self.body))
        draft, seat = self._seat(draft, body)
        require_free(draft, self, seat)
        address = Address("mandate", new_id(draft, self.body, seat["id"], self.start))
        draft = draft.put(address, self._mandate(draft, seat))
        if not self.force:
            require_met(draft, [address], today)
        return draft

    def _seat(self, draft: Draft, body: Data) -> tuple[Draft, Data]:
        seats = list(body.get("seats", ()))
        if self.seat is None:
            return draft, fitting(draft, self, seats)
        found = next((seat for seat in seats if seat["id"] == self.seat), None)
        if found:
            return draft, found
        if not (self.role and self.basis):
            options = [(seat["id"], _what(seat)) for seat in seats]
            raise Unclear(
                "seat", Text(N_("{body} has no seat '{seat}'"), {"body": self.body, "seat": self.seat}), options
            )
        new = self._new_seat()
        return draft.put(Address("body", self.body), changed(body, seats=[*seats, new])), new

    def _new_seat(self) -> dict[str, Any]:
        return changed(
            {"id": self.seat, "role": self.role, "basis": self.basis},
            on_behalf_of=list(self.partners) or None,
            voting=self.role in ("chair", "member"),
            start_date=self.start,
            **{_GROUNDS[self.basis]: self.ground} if self.basis in _GROUNDS else {},
        )

    def _mandate(self, draft: Draft, seat: Data) -> dict[str, Any]:
        office = office_of(draft, self.person, self.partners or tuple(seat.get("on_behalf_of", ())), self.start)
        return changed(
            {"person": self.person, "body": self.body, "seat": seat["id"]},
            on_behalf_of=list(self.partners) or None,
            status=self.status,
            start_date=self.start,
            end_date=self.until,
            lapses_with=self.lapses_with or lapse_of(draft, office),
            replaces=self.replaces,
            decision=self.decision,
            source=self.source,
        )


@dataclass(frozen=True)
class Replace:
    """Another person takes over a mandate's seat on a day: the one ends the day before, the other begins.

    The seat, and with it role and deputy, stays; the partner too, unless `partners` says otherwise. A new holder who was the deputy is so no longer. With `temporary`,
    for a holder who is absent: that mandate does not end, and the new one stands in for it.
    """

    mandate: str
    by: str
    on: str
    because: str | None = None
    temporary: bool = False
    partners: tuple[str, ...] = ()
    decision: str | None = None
    source: str | None = None
    force: bool = False

    def apply(self, draft: Draft, today: str) -> Draft:
        address = Address("mandate", self.mandate)
        old = draft.sound(address)
        require_person(draft, self.by, old)
        if self.temporary:
            _require_goes_on(address, old, self.on)
            stand_in = new_id(draft, old["body"], old["seat"], self.on)
            draft = draft.put(address, changed(old, absences=_absent(old, self.on, stand_in)))
        else:
            draft = draft.put(address, ended(address, old, day_before(self.on), today, self.because))
        draft = self._no_longer_deputy(draft, old, today)
        return self._successor(old).apply(draft, today)

    def _successor(self, old: Data) -> Appoint:
        return Appoint(
            self.by,
            old["body"],
            self.on,
            old["seat"],
            self.partners or tuple(old.get("on_behalf_of", ())),
            replaces=self.mandate if self.temporary else None,
            decision=self.decision,
            source=self.source,
            force=self.force,
        )

    def _no_longer_deputy(self, draft: Draft, old: Data, today: str) -> Draft:
        deputies = {seat["id"] for seat in seats_of(draft, old["body"]) if seat.get("deputy_of") == old["seat"]}
        for address, data in in_force(draft, self.on):
            if data["person"] == self.by and data["body"] == old["body"] and data["seat"] in deputies:
                draft = draft.put(address, ended(address, data, day_before(self.on), today, self.because))
        return draft


@dataclass(frozen=True)
class End:
    """A mandate ends; `on` is its last day."""

    mandate: str
    on: str
    because: str | None = None

    def apply(self, draft: Draft, today: str) -> Draft:
        address = Address("mandate", self.mandate)
        return draft.put(address, ended(address, draft.sound(address), self.on, today, self.because))


@dataclass(frozen=True)
class Extend:
    """A mandate goes on until another last day; `until` None leaves it open."""

    mandate: str
    until: str | None

    def apply(self, draft: Draft, today: str) -> Draft:
        address = Address("mandate", self.mandate)
        data = draft.sound(address)
        _require_room(draft, address, data, self.until)
        goes_on = self.until is None or self.until >= today
        status = "appointed" if data["status"] == "ended" and goes_on else data["status"]
        reason = None if goes_on else data.get("end_reason")
        lapses = self.until if self.until and is_day(str(data.get("lapses_with"))) else data["lapses_with"]
        return draft.put(
            address, changed(data, end_date=self.until, status=status, end_reason=reason, lapses_with=lapses)
        )


def _require_room(draft: Draft, address: Address, data: Data, until: str | None) -> None:
    """Raise Refused when others have taken the seat by the time that the mandate would go on into."""
    before = data.get("end_date")
    if before is None or data["status"] == "nominated" or (until and until <= before):
        return
    count = next((seat.get("count", 1) for seat in seats_of(draft, data["body"]) if seat["id"] == data["seat"]), 1)
    taken = holders(draft, data["body"], data["seat"], Period(day_after(before), until))
    others = [holder for holder in taken if holder.address != address]
    if len(others) >= count:
        values = {"seat": data["seat"], "body": data["body"], "record": str(others[0].address)}
        raise Refused(Text(N_("the seat '{seat}' of {body} has passed to {record}"), values))


def is_day(text: str) -> bool:
    """Tell whether `text` is a day written YYYY-MM-DD."""
    return text[:1].isdigit()


def ended(address: Address, data: Data, on: str, today: str, because: str | None) -> dict[str, Any]:
    """Return a mandate with `on` as its last day. Raises Refused when it begins later, or has ended before."""
    if on < data["start_date"]:
        raise Refused(
            Text(
                N_("{record} begins on {start}, so it can't end on {end}"),
                {"record": str(address), "start": data["start_date"], "end": on},
            ),
            Text(N_("if it was never right, remove it: regio remove {record} --correction"), {"record": str(address)}),
        )
    before = data.get("end_date")
    if before and before < on and data["status"] != "ended":
        raise Refused(
            Text(N_("{record} ends on {end}, before {day}"), {"record": str(address), "end": before, "day": on}),
            Text(
                N_("to let it go on longer: regio extend {record} --until {day}"), {"record": str(address), "day": on}
            ),
        )
    if data["status"] == "ended" and before and before <= on:
        raise Refused(
            Text(N_("{record} ended on {end} already"), {"record": str(address), "end": before}),
            Text(
                N_("to put another day: regio set {record} end_date={end} --correction"),
                {"record": str(address), "end": on},
            ),
        )
    # A holder who stays on has no end of the term to keep; one who is in function stays so until the day.
    # A nominee never was in function, and must not seem to have been.
    stays = on > today or data["status"] == "nominated"
    status = data["status"] if stays else "ended"
    return changed(data, end_date=on, status=status, end_reason=because or data.get("end_reason"))


def _absent(data: Data, on: str, stand_in: str) -> list[Data]:
    """Return the absences of a holder who is absent from the day `on`, while the mandate `stand_in` stands in."""
    open_ = [each for each in data.get("absences", ()) if each.get("end_date") is None or each["end_date"] >= on]
    kept = [each for each in data.get("absences", ()) if each not in open_]
    earlier = [changed(each, end_date=day_before(on)) for each in open_ if each["start_date"] < on]
    return [*kept, *earlier, {"start_date": on, "stand_in": stand_in}]


def _require_goes_on(address: Address, data: Data, on: str) -> None:
    """Raise Refused when a mandate has not begun on the day `on`, or has ended before it."""
    values = {"record": str(address), "day": on}
    if not period_of(data).covers(on):
        raise Refused(Text(N_("{record} is not in force on {day}"), values))


def day_before(day: str) -> str:
    """Return the day before `day`. Raises Refused for what is no day, or the first there is."""
    return _days_from(day, -1)


def day_after(day: str) -> str:
    """Return the day after `day`. Raises Refused for what is no day, or the last there is."""
    return _days_from(day, 1)


def _days_from(day: str, count: int) -> str:
    try:
        return (datetime.date.fromisoformat(day) + datetime.timedelta(count)).isoformat()
    except (ValueError, OverflowError):
        raise not_a_day(day) from None


def not_a_day(text: str) -> Refused:
    """Return the refusal of `text` where a day is needed."""
    return Refused(Text(N_("'{value}' is not a day; write it as 2026-03-18"), {"value": text}))


def require_day(text: str) -> None:
    """Raise Refused unless `text` is a day that exists, written YYYY-MM-DD."""
    try:
        written = datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise not_a_day(text) from None
    if written != text:
        raise not_a_day(text)


def seats_of(draft: Draft, body: str) -> list[Data]:
    """Return the seats of a body; none when there is no such body."""
    data = draft.known(Address("body", body)) or {}
    return list(data.get("seats", ()))


def in_force(draft: Draft, day: str) -> Iterator[tuple[Address, Data]]:
    """Yield the mandates that hold on `day`, of whatever status."""
    return ((address, data) for address, data in draft.of_kind("mandate") if period_of(data).covers(day))


class _Holder(NamedTuple):
    address: Address
    person: str


def holders(draft: Draft, body: str, seat: str, span: Period) -> list[_Holder]:
    """Return who takes a place of a seat on some day of `span`; nominees and stand-ins do not."""
    return [
        _Holder(address, data["person"])
        for address, data in draft.of_kind("mandate")
        if data["body"] == body
        and data["seat"] == seat
        and data["status"] != "nominated"
        and "replaces" not in data
        and period_of(data).overlaps(span)
    ]


def require_free(draft: Draft, wanted: Appoint, seat: Data) -> None:
    """Raise Refused when the seat is taken, or the person sits in it already."""
    span = Period(wanted.start, wanted.until)
    taken = holders(draft, wanted.body, seat["id"], span)
    if any(holder.person == wanted.person for holder in taken):
        values = {"person": wanted.person, "seat": seat["id"], "body": wanted.body}
        raise Refused(Text(N_("{person} holds the seat '{seat}' of {body} already"), values))
    takes_place = wanted.status != "nominated" and wanted.replaces is None
    if takes_place and len(taken) >= seat.get("count", 1):
        first = taken[0].address.id
        raise Refused(
            Text(N_("the seat '{seat}' of {body} is taken"), {"seat": seat["id"], "body": wanted.body}),
            Text(
                N_("regio replace {mandate} --by {person} --on {day}"),
                {"mandate": first, "person": wanted.person, "day": wanted.start},
            ),
        )


def require_person(draft: Draft, person: str, old: Data) -> None:
    """Raise Refused when there is no such person, or it is the holder."""
    draft.sound(Address("person", person))
    if old["person"] == person:
        raise Refused(Text(N_("{person} holds this seat already"), {"person": person}))


def fitting(draft: Draft, wanted: Appoint, seats: Sequence[Data]) -> Data:
    """Return the one seat that is free on the day and fits. Raises Unclear when there are several, Refused when none."""
    there = [seat for seat in seats if period_of(seat).covers(wanted.start) and _fits(wanted, seat)]
    there = [seat for seat in there if wanted.partners and seat.get("on_behalf_of")] or there
    span = Period(wanted.start, wanted.until)
    free = [s for s in there if len(holders(draft, wanted.body, s["id"], span)) < s.get("count", 1)]
    few = free or there
    main = [seat for seat in few if seat["role"] != "deputy"] if wanted.role is None else few
    few = main or few
    if len(few) == 1:
        return few[0]
    values = {"body": wanted.body, "partners": ", ".join(wanted.partners)}
    if few:
        options = [(seat["id"], _what(seat)) for seat in few]
        raise Unclear("seat", Text(N_("several seats of {body} would do"), values), options)
    options = [(seat["id"], _what(seat)) for seat in seats if period_of(seat).covers(wanted.start)]
    text = N_("{body} has no seat for {partners}") if wanted.partners else N_("{body} has no seat that fits")
    raise Unclear("seat", Text(text, values), options)


def _fits(wanted: Appoint, seat: Data) -> bool:
    speaks_for = seat.get("on_behalf_of", ())
    return (
        (not wanted.partners or not speaks_for or all(partner in speaks_for for partner in wanted.partners))
        and wanted.role in (None, seat["role"])
        and wanted.basis in (None, seat["basis"])
    )


def _what(seat: Data) -> str:
    return " · ".join(str(part) for part in (seat.get("label"), seat["role"]) if part)


def office_of(draft: Draft, person: str, partners: Sequence[str], day: str) -> str | None:
    """Return the office that a person holds on `day` at one of `partners`, else the only office that the person holds."""
    data = draft.known(Address("person", person)) or {}
    now = [office for office in data.get("offices", ()) if period_of(office).covers(day)]
    at = [office for office in now if office.get("partner") in partners] or (now if len(now) == 1 else [])
    return str(at[0]["office"]) if at else None


def lapse_of(draft: Draft, office: str | None) -> str:
    """Return what a mandate lapses with that is held because of `office`, as the schema of offices says."""
    field = draft.kind("mandate").field("office")
    return (field.lapses_with if field and field.lapses_with else {}).get(office or "", "office")


def new_id(draft: Draft, body: str, seat: str, start: str) -> str:
    """Return an id that no mandate has or had: body, seat and year, with a number where that is taken."""
    base = f"{body}-{seat}"[:_ID_LIMIT].rstrip("-") + f"-{start[:4]}"
    id_, number = base, 1
    while draft.is_taken(Address("mandate", id_)):
        number += 1
        id_ = f"{base}-{number}"
    return id_
