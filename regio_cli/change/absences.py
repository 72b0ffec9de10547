"""The absences of a holder, and who stands in. Days are YYYY-MM-DD, inclusive; no reason is recorded anywhere."""

from typing import Any, NamedTuple

from regio_cli.change.days import day_after, day_before, require_order
from regio_cli.change.draft import Draft, changed
from regio_cli.change.refusal import Refused
from regio_cli.change.roster import goes_on_after, mandate_of, stand_ins_of
from regio_cli.domain.holding import absence_on, is_stand_in, occupies, stands_in
from regio_cli.domain.records import Mandate
from regio_cli.model.record import Address, Data, Period, period_of
from regio_cli.model.text import N_, Text

Item = dict[str, Any]


class Planned(NamedTuple):
    """The absences of a holder as they become, and the last day of who stands in, None when that is open."""

    items: list[Item]
    last: str | None


def absences(data: Data) -> list[Item]:
    """Return the absences in a mandate's record."""
    return [dict(item) for item in data.get("absences", ())]


def with_absences(draft: Draft, holder: Address, items: list[Item]) -> Draft:
    """Return the draft in which a mandate has these absences, the earliest first."""
    ordered = sorted(items, key=lambda item: str(item["start_date"]))
    return draft.put(holder, changed(draft.sound(holder), absences=ordered or None))


def planned(draft: Draft, holder: Address, start: str, until: str | None, stand_in: str | None) -> Planned:
    """Work out an absence from `start`, and the mandate `stand_in` for it; of an absence that nobody stands in for, the rest is used.

    Raises Refused when the holder does not occupy a seat then, or is absent then in another way already.
    """
    mandate = mandate_of(draft, holder.id)
    _require_holder(mandate, start)
    require_order(start, until)
    end = mandate.period.end
    if end is not None and until is not None and until > end:
        raise Refused(
            Text(N_("{record} ends on {end}, before {day}"), {"record": str(holder), "end": end, "day": until}),
            Text(N_("end the absence with it: --until {day}"), {"day": end}),
        )
    items = absences(draft.sound(holder))
    for position, item in enumerate(items):
        if period_of(item).covers(start):
            _require_unattended(draft, mandate, start, stand_in)
            return _filled(items, position, start, until or end, stand_in)
    last = until or end
    for item in items:
        if period_of(item).overlaps(Period(start, last)):
            begins = str(item["start_date"])
            raise Refused(
                Text(N_("the holder of {record} is absent from {day} already"), {"record": str(holder), "day": begins}),
                Text(N_("let this absence end before: --until {day}"), {"day": day_before(begins)}),
            )
    new = changed({"start_date": start}, end_date=last, stand_in=stand_in)
    return Planned([*items, new], last)


def _require_holder(mandate: Mandate, start: str) -> None:
    record = f"mandate/{mandate.id}"
    if is_stand_in(mandate):
        raise Refused(
            Text(N_("{record} stands in for another, so nobody stands in for it"), {"record": record}),
            Text(N_("let somebody else stand in: regio replace {record} --by PERSON --on {day}"), {"record": record, "day": start}),
        )  # fmt: skip
    if not occupies(mandate, start):
        raise Refused(Text(N_("{record} is not in force on {day}"), {"record": record, "day": start}))


def _require_unattended(draft: Draft, mandate: Mandate, start: str, stand_in: str | None) -> None:
    record = f"mandate/{mandate.id}"
    for other in stand_ins_of(draft, mandate.id):
        if stands_in(other, mandate, start):
            raise Refused(
                Text(
                    N_("the holder of {record} is absent on {day}, and mandate/{other} stands in"),
                    {"record": record, "day": start, "other": other.id},
                ),
                Text(N_("let somebody else stand in: regio replace {record} --by PERSON --on {day}"),
                     {"record": f"mandate/{other.id}", "day": start}),
            )  # fmt: skip
    if stand_in is None:
        absence = absence_on(mandate, start)
        since = absence.period.start if absence else start
        raise Refused(
            Text(N_("the holder of {record} is absent from {day} already"), {"record": record, "day": since}),
            Text(
                N_("say who stands in: regio replace {record} --by PERSON --temporary --on {day}"),
                {"record": record, "day": start},
            ),
        )


def _filled(items: list[Item], position: int, start: str, until: str | None, stand_in: str | None) -> Planned:
    """Put `stand_in` in the part of an absence from `start` to `until`; the parts before and after stay as they were."""
    item = items[position]
    others = items[:position] + items[position + 1 :]
    end = item.get("end_date")
    if end is not None and until is not None and until > end:
        raise Refused(
            Text(N_("the absence ends on {end}, before {day}"), {"end": end, "day": until}),
            Text(N_("let somebody stand in until then: --until {day}"), {"day": end}),
        )
    last = until or end
    parts = [changed(item, start_date=start, end_date=last, stand_in=stand_in)]
    if item["start_date"] < start:
        parts.append(changed(item, end_date=day_before(start)))
    if end is not None and last is not None and last < end:
        parts.append(changed(item, start_date=day_after(last), stand_in=None))
    return Planned([*others, *parts], last)


def absences_end(draft: Draft, holder: Address, on: str, keeps_later: bool) -> Draft:
    """Let the absence on the last day of a mandate end with it; later ones are taken out, unless `keeps_later`."""
    before = absences(draft.sound(holder))
    kept = []
    for item in before:
        if item["start_date"] <= on:
            kept.append(_until(item, on))
        elif keeps_later:
            kept.append(item)
    return draft if kept == before else with_absences(draft, holder, kept)


def _until(item: Item, on: str) -> Item:
    return changed(item, end_date=on) if goes_on_after(period_of(item), on) else item


def holder_returns(draft: Draft, holder: Address, stand_in: str, on: str) -> Draft:
    """Let the absence in which `stand_in` replaces the holder end on `on`; in one that begins later nobody stands in."""
    kept = []
    for item in absences(draft.sound(holder)):
        if item.get("stand_in") == stand_in:
            item = _until(item, on) if item["start_date"] <= on else changed(item, stand_in=None)
        kept.append(item)
    return with_absences(draft, holder, kept)


def unattended_from(draft: Draft, holder: Address, stand_in: str, on: str) -> Draft:
    """Let the absences in which `stand_in` replaces the holder go on after `on` without a stand-in."""
    kept = []
    for item in absences(draft.sound(holder)):
        if item.get("stand_in") != stand_in or not goes_on_after(period_of(item), on):
            kept.append(item)
            continue
        first = str(item["start_date"])
        if first <= on:
            kept.append(_until(item, on))
        kept.append(changed(item, start_date=max(first, day_after(on)), stand_in=None))
    return with_absences(draft, holder, kept)


def extended(draft: Draft, holder: Address, stand_in: str, until: str | None) -> Draft:
    """Let the last absence in which `stand_in` replaces the holder end on `until`, open when None.

    Raises Refused when the holder's mandate, or another absence, leaves no room for that.
    """
    items = absences(draft.sound(holder))
    named = [position for position, item in enumerate(items) if item.get("stand_in") == stand_in]
    if not named:
        return draft
    last = max(named, key=lambda position: str(items[position]["start_date"]))
    end = mandate_of(draft, holder.id).period.end
    if end is not None and (until is None or until > end):
        raise Refused(
            Text(N_("{record} ends on {end}, and nobody stands in for it after that"), {"record": str(holder), "end": end}),
            Text(N_("let it go on until then: --until {day}"), {"day": end}),
        )  # fmt: skip
    span = Period(str(items[last]["start_date"]), until)
    for position, item in enumerate(items):
        if position != last and period_of(item).overlaps(span):
            values = {"record": str(holder), "day": str(item["start_date"])}
            raise Refused(Text(N_("the holder of {record} is absent from {day} already"), values))
    items[last] = changed(items[last], end_date=until)
    return with_absences(draft, holder, items)
