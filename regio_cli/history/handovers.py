"""Which mandates of a change take over a seat from which others."""

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from regio_cli.history.seats import MANDATE, Mandate, partners
from regio_cli.history.sentence import Scene
from regio_cli.model.record import Address

Changed = tuple[Mandate, Mandate]


class Handover(NamedTuple):
    """The mandate that another takes over from; `tells_end` when the day of the one tells that of the other."""

    old: Mandate
    tells_end: bool


def handovers(scene: Scene, added: Sequence[Mandate], changed: Sequence[Changed]) -> dict[int, Handover]:
    """Return which of the `added` mandates take over, by their place among these."""
    found: dict[int, Handover] = {}
    ending = [after for before, after in changed if _ends(before, after)]
    for named in (True, False):
        for position, new in enumerate(added):
            old = next((old for old in ending if _takes_over(scene, new, old, named)), None)
            if old and position not in found:
                found[position] = Handover(old, _follow(old.text("end_date"), new.text("start_date")))
                ending.remove(old)
    for position, new in enumerate(added):
        if position not in found and (before := _replaced(scene, new)):
            found[position] = Handover(before, False)
    return found


def _takes_over(scene: Scene, new: Mandate, old: Mandate, named: bool) -> bool:
    """Tell whether `new` takes over from `old`: as it says itself (`named`), or as seat, partners and days have it."""
    if new.seat != old.seat:
        return False
    if new.text("replaces"):
        return named and new.text("replaces") == old.address.id
    start, end = new.text("start_date") or "", old.text("end_date") or ""
    return not named and start > end and partners(scene, new) == partners(scene, old)


def _replaced(scene: Scene, new: Mandate) -> Mandate | None:
    """Return the mandate in the same seat that `new` says it replaces, whenever that ended."""
    id_ = new.text("replaces")
    data = scene.data(Address(MANDATE, id_)) if id_ else None
    old = Mandate(Address(MANDATE, id_), data) if id_ and data else None
    return old if old and old.seat == new.seat else None


def _ends(before: Mandate, after: Mandate) -> bool:
    """Tell whether a mandate got its end in this change."""
    return (
        before.seat == after.seat
        and before.text("end_date") != after.text("end_date")
        and after.text("end_date") is not None
    )


def _follow(end: str | None, start: str | None) -> bool:
    """Tell whether `start` is the day after `end`."""
    try:
        day = datetime.timedelta(days=1)
        return datetime.date.fromisoformat(end or "") + day == datetime.date.fromisoformat(start or "")
    except (ValueError, OverflowError):
        return False
