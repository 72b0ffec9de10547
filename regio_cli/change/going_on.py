"""Mandates that go on as new ones from a day: in a new term, or in the body that succeeds another."""

from collections.abc import Iterable, Mapping
from typing import Any

from regio_cli.change.absences import Item, absences
from regio_cli.change.days import day_before
from regio_cli.change.draft import Draft, changed
from regio_cli.change.roster import goes_on_after, mandates
from regio_cli.change.seats import new_id
from regio_cli.domain.records import Mandate
from regio_cli.model.record import Address, Data, period_of

# What is said of a mandate's end, or of when it was last looked at, does not hold for the one that follows it.
_OF_THE_OLD = ("end_reason", "confirmed_on")


def stand_ins_on(draft: Draft, holders: Iterable[Mandate], day: str) -> list[Mandate]:
    """Return the mandates of who stands in for `holders` on `day` and the day after."""
    ids = {holder.id for holder in holders}
    found = []
    for one in mandates(draft):
        if one.replaces in ids and one.period.covers(day) and goes_on_after(one.period, day):
            found.append(one)
    return found


def ids_for(draft: Draft, olds: Iterable[Mandate], body: str, start: str) -> dict[str, str]:
    """Return the ids of the mandates in `body` that follow on `olds` from `start`, by the ids of these."""
    found: dict[str, str] = {}
    for old in olds:
        id_ = new_id(draft, body, old.seat, start)
        draft = draft.put(Address("mandate", id_), {})
        found[old.id] = id_
    return found


def followed_on(data: Data, start: str, ids: Mapping[str, str], **fields: Any) -> dict[str, Any]:
    """Return the mandate that follows on `data` from `start`, with the absences that go on; `ids` are the new ids of mandates."""
    items = [_absence(item, start, ids) for item in absences(data) if goes_on_after(period_of(item), day_before(start))]
    own = {"start_date": start, "absences": items or None}
    if "replaces" in data:
        own["replaces"] = ids[data["replaces"]]
    new = changed(data, **{**own, **fields})
    return {name: value for name, value in new.items() if name not in _OF_THE_OLD}


def _absence(item: Item, start: str, ids: Mapping[str, str]) -> Item:
    first = max(str(item["start_date"]), start)
    return changed(item, start_date=first, stand_in=ids.get(item.get("stand_in", "")))
