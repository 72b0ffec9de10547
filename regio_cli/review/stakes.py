"""Which changes are of high stakes: each sort a pure function from what changes to what there is to say, listed in one tuple."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from regio_cli.history.items import paired
from regio_cli.history.seats import Mandate, person
from regio_cli.history.sentence import some, text_of
from regio_cli.history.voice import silenced
from regio_cli.model.display import in_a_line
from regio_cli.model.kinds import Kind
from regio_cli.model.record import Address, Data
from regio_cli.model.text import N_, Text, counted
from regio_cli.report.wording import percent
from regio_cli.review.case import BODY, Case, said_seats, seats_of
from regio_cli.review.model import STAKES, Stake
from regio_cli.store.source import REGISTRY

# What may be said of the past later on without changing it.
_REMARKS = frozenset({"note", "source", "confirmed_on"})
_GOVERNING = ("schemas/", "rules/", f"{REGISTRY}/registry.yaml")
_CHAIR = "chair"
_ID = "id"


def stakes(case: Case) -> tuple[Stake, ...]:
    """Return what is of high stakes in `case`, the gravest first."""
    found = [stake for judge in JUDGES for stake in judge(case)]
    order = list(STAKES)
    return tuple(sorted(found, key=lambda stake: order.index(stake.kind)))


def governing(case: Case) -> Iterator[Stake]:
    """Yield the files that judge the registry: schemas, rules, and what is set of them."""
    for path in case.files:
        if path.startswith(_GOVERNING):
            template = N_("{path}: judges the registry only once it is merged, and did not judge this review")
            if path.startswith(REGISTRY):
                template = N_("{path}: the settings of rules in it did not count in this review")
            yield Stake("governing", Text(template, {"path": in_a_line(path)}))


def outside(case: Case) -> Iterator[Stake]:
    """Yield the other files beside the registry."""
    for path in case.files:
        if not path.startswith((f"{REGISTRY}/", *_GOVERNING)):
            yield Stake("outside", Text("{path}", {"path": in_a_line(path)}))


def chairs(case: Case) -> Iterator[Stake]:
    """Yield the chairs that get another holder, come, go, or become another seat."""
    for body, seats in _seats_where(case, lambda seat: seat.get("role") == _CHAIR, ("role",)).items():
        yield Stake("chair", said_seats(case, body, seats), (Address(BODY, body),))


def votes(case: Case) -> Iterator[Stake]:
    """Yield the voting seats that get another holder, come, go, or get or lose their vote."""
    changing = ("voting", "count", "on_behalf_of", "role", "start_date", "end_date")
    for body, seats in _seats_where(case, lambda seat: seat.get("voting") is True, changing).items():
        yield Stake("votes", said_seats(case, body, seats), (Address(BODY, body),))


def _seats_where(case: Case, wanted: Callable[[Data], bool], fields: tuple[str, ...]) -> dict[str, list[str]]:
    """Return, by body, the `wanted` seats that another sits in, or that differ in one of `fields`."""
    found: dict[str, list[str]] = {}
    for before, after in case.mandates():
        for mandate in _sitting_otherwise(before, after):
            if any(wanted(seat) for seat in case.seats(mandate)):
                found.setdefault(mandate.seat[0], []).append(mandate.seat[1])
    for address, old, new in case.bodies():
        for id_ in dict.fromkeys([*old, *new]):
            sides = [seats[id_] for seats in (old, new) if id_ in seats]
            differs = len(sides) == 1 or any(old[id_].get(field) != new[id_].get(field) for field in fields)
            if differs and any(wanted(seat) for seat in sides):
                found.setdefault(address.id, []).append(id_)
    return found


_WHO_SITS = ("person", "body", "seat", "on_behalf_of", "status", "start_date", "end_date")


def _sitting_otherwise(before: Mandate | None, after: Mandate | None) -> list[Mandate]:
    """Return a mandate as it was and is, when somebody else sits there or at another time."""
    if before and after and all(before.data.get(field) == after.data.get(field) for field in _WHO_SITS):
        return []
    return [mandate for mandate in (before, after) if mandate]


def voices(case: Case) -> Iterator[Stake]:
    """Yield the shared seats in which nobody speaks any more for some of their partners."""
    for address, lost in silenced(case.delta, case.after.get):
        names = some([case.scene.written(Address("partner", partner)) for partner in lost])
        values = {"what": case.what(address), "partners": names}
        yield Stake("voice", Text(N_("{what}: nobody speaks for {partners} there any more"), values), (address,))


def share(case: Case) -> Iterator[Stake]:
    """Yield the bodies of which a larger part than is asked changes; a seat that passes on counts once."""
    touched: dict[str, dict[str, list[int]]] = {}
    for before, after in case.mandates():
        for mandate in _sitting_otherwise(before, after)[-1:]:
            body, seat = mandate.seat
            counts = touched.setdefault(body, {}).setdefault(seat, [0, 0])
            counts[before is None] += 1
    for body, seats in touched.items():
        sizes = _sizes(case, body)
        total = sum(sizes.values())
        number = sum(min(max(counts), sizes.get(seat, 1)) for seat, counts in seats.items())
        if total and 100 * number > case.part * total:
            name = case.scene.written(Address(BODY, body))
            values = {"body": name, "total": total, "share": percent(number / total)}
            one = N_("{body}: {count} of {total} places ({share})")
            yield Stake("share", counted(number, one, one, **values), (Address(BODY, body),))


def _sizes(case: Case, body: str) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for side in (case.before, case.after):
        for id_, seat in seats_of(side.get(Address(BODY, body))).items():
            count = seat.get("count", 1)
            sizes[id_] = max(sizes.get(id_, 1), count if isinstance(count, int) else 1)
    return sizes


def backdated(case: Case) -> Iterator[Stake]:
    """Yield each first or last day that is new or changed, and lies before the day on which that became known."""
    for address in case.delta.addresses:
        kind = case.delta.kinds[address.kind]
        after = case.delta.after.get(address)
        if after is None:
            continue
        before = case.delta.before.get(address, {})
        for start, field, day in _days_set(kind, before, after):
            if day < case.known:
                what = (
                    Text("{what} ({field})", {"what": case.what(address), "field": field})
                    if field
                    else case.what(address)
                )
                yield Stake("backdated", _was_late(start, what, day, case.known), (address,))


def _was_late(start: bool, what: Text, day: str, known: str) -> Text:
    """Return in words that what started (or ended) on `day` became known on `known`, days later."""
    days = _days_between(day, known)
    if start:
        one = N_("{what} started on {day}, {count} day before this became known")
        many = N_("{what} started on {day}, {count} days before this became known")
    else:
        one = N_("{what} ended on {day}, {count} day before this became known")
        many = N_("{what} ended on {day}, {count} days before this became known")
    return Text(one if days == 1 else many, {"what": what, "day": day, "count": days})


def _days_set(kind: Kind, before: Data, after: Data) -> Iterator[tuple[bool, str, str]]:
    """Yield the days that were set or changed: whether it is a start, the item of a list that has it, and the day.

    The items that a new record begins with are part of it, and yield nothing.
    """
    if kind.period:
        yield from _changed_days(kind.period, "", before, after)
    for field in kind.fields if before else ():
        if field.item and field.item.period:
            for pair in paired(field.item, before.get(field.name), after.get(field.name)):
                name = f"{field.name} {pair.after.get(_ID, '')}".strip()
                yield from _changed_days(field.item.period, name, pair.before or {}, pair.after)


def _changed_days(period: tuple[str, str], field: str, before: Data, after: Data) -> Iterator[tuple[bool, str, str]]:
    for start, name in ((True, period[0]), (False, period[1])):
        day = text_of(after.get(name))
        if day is not None and day != before.get(name):
            yield start, field, day


def _days_between(day: str, known: str) -> int | str:
    try:
        return (date.fromisoformat(known) - date.fromisoformat(day)).days
    except ValueError:
        return "?"


def rewritten(case: Case) -> Iterator[Stake]:
    """Yield the mandates that were changed where one should have ended and another begun, or whose past day was changed."""
    for before, after in case.mandates():
        if before and after:
            yield from (Stake("rewritten", text, (after.address,)) for text in _rewritten(case, before, after))


def _rewritten(case: Case, before: Mandate, after: Mandate) -> Iterator[Text]:
    values = {"what": case.what(after.address)}
    if before.data.get("person") != after.data.get("person"):
        yield Text(N_("{what} instead of {old}, in the same mandate"), {**values, "old": person(case.scene, before)})
    if before.seat != after.seat:
        yield Text(N_("{what}: the same mandate is put in another seat"), values)
    for field, template in (
        ("start_date", N_("{what}: started on {old}, and the mandate now says {new}")),
        ("end_date", N_("{what}: ended on {old}, and the mandate now says {new}")),
    ):
        old, new = text_of(before.data.get(field)), text_of(after.data.get(field))
        if old and old < case.known and old != new:
            yield Text(template, {**values, "old": old, "new": new or "–"})


def closed(case: Case) -> Iterator[Stake]:
    """Yield the records that were over and are changed all the same, remarks left out."""
    for address in case.delta.addresses:
        before, period = case.delta.before.get(address), case.delta.kinds[address.kind].period
        after = case.delta.after.get(address)
        end = text_of(before.get(period[1])) if before and period else None
        if before is not None and after is not None and end and end < case.known:
            fields = _differing(before, after) - _REMARKS
            if fields:
                values = {"what": case.what(address), "end": end, "fields": ", ".join(sorted(fields))}
                text = Text(N_("{what}, which ended on {end}: {fields}"), values)
                yield Stake("closed", text, (address,))


def _differing(before: Mapping[str, object], after: Mapping[str, object]) -> set[str]:
    return {str(key) for key in {*before, *after} if before.get(key) != after.get(key)}


def deleted(case: Case) -> Iterator[Stake]:
    """Yield the records that are no more, and are not renamed."""
    for address in case.delta.addresses:
        if address not in case.delta.after:
            text = Text("{what} ({record})", {"what": case.what(address), "record": str(address)})
            yield Stake("deleted", text, (address,))


def deviations(case: Case) -> Iterator[Stake]:
    """Yield the deviations that are new, or hold longer or for something else than they did."""
    for address in case.delta.addresses:
        before, after = case.delta.before.get(address), case.delta.after.get(address)
        if address.kind == "deviation" and after is not None and _is_wider(before, after):
            values = {name: str(after.get(name, "?")) for name in ("rule", "record", "until", "decided_by")}
            text = Text(N_("{record} need not keep {rule} until {until}, decided by {decided_by}"), values)
            yield Stake("deviation", text, (address,))


def _is_wider(before: Data | None, after: Data) -> bool:
    if before is None or any(before.get(name) != after.get(name) for name in ("rule", "record")):
        return True
    return str(after.get("until", "")) > str(before.get("until", "")) or str(after.get("since", "")) < str(
        before.get("since", "")
    )


JUDGES: tuple[Callable[[Case], Iterator[Stake]], ...] = (
    governing,
    chairs,
    votes,
    voices,
    share,
    backdated,
    rewritten,
    closed,
    deleted,
    deviations,
    outside,
)
