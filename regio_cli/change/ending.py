"""How a mandate ends, with the absences in it and the mandates of those who stand in. An end date is the last day in function."""

from dataclasses import dataclass
from typing import Any

from regio_cli.change.absences import absences_end, holder_returns, unattended_from
from regio_cli.change.draft import Draft, changed
from regio_cli.change.refusal import Refused
from regio_cli.change.roster import goes_on_after, stand_ins_of
from regio_cli.model.record import Address, Data
from regio_cli.model.text import N_, Text


@dataclass(frozen=True)
class End:
    """A mandate ends; `on` is its last day. That of a stand-in ends because the holder returns: the absence ends too."""

    mandate: str
    on: str
    because: str | None = None

    def apply(self, draft: Draft, today: str) -> Draft:
        address = Address("mandate", self.mandate)
        return with_end(draft, address, self.on, today, self.because, returns=True)


def with_end(
    draft: Draft,
    address: Address,
    on: str,
    today: str,
    because: str | None,
    returns: bool = False,
    keeps_later: bool = False,
) -> Draft:
    """Return the draft in which a mandate, the absence on its last day and the mandate of the stand-in then end on `on`.

    Of a stand-in the absence goes on without one, unless the holder `returns`. An absence that would only begin later is
    taken out, with the mandate of who would stand in; it stays when `keeps_later`.
    """
    data = draft.sound(address)
    draft = draft.put(address, ended(address, data, on, today, because))
    draft = absences_end(draft, address, on, keeps_later)
    draft = _stand_ins_end(draft, address.id, on, today, keeps_later)
    holder = data.get("replaces")
    if holder is None or draft.known(Address("mandate", holder)) is None:
        return draft
    if returns:
        return holder_returns(draft, Address("mandate", holder), address.id, on)
    return unattended_from(draft, Address("mandate", holder), address.id, on)


def _stand_ins_end(draft: Draft, holder: str, on: str, today: str, keeps_later: bool) -> Draft:
    """End the mandates of who stands in for a holder after `on`; those that would only begin later go, unless `keeps_later`."""
    for other in stand_ins_of(draft, holder):
        if not goes_on_after(other.period, on):
            continue
        own = Address("mandate", other.id)
        if not goes_on_after_start(draft, own, on):
            draft = draft.put(own, ended(own, draft.sound(own), on, today, None))
        elif not keeps_later:
            draft = draft.drop(own)
    return draft


def goes_on_after_start(draft: Draft, address: Address, on: str) -> bool:
    """Whether a mandate would only begin after `on`."""
    return str(draft.sound(address)["start_date"]) > on


def ended_or_gone(draft: Draft, address: Address, on: str, today: str, because: str | None) -> Draft:
    """End a mandate on `on`; one that would only have begun later never comes to be, and is deleted with its stand-ins."""
    if not goes_on_after_start(draft, address, on):
        return with_end(draft, address, on, today, because)
    data = draft.sound(address)
    draft = _stand_ins_end(draft, address.id, on, today, keeps_later=False)
    draft = draft.drop(address)
    holder = data.get("replaces")
    if holder is None or draft.known(Address("mandate", holder)) is None:
        return draft
    return unattended_from(draft, Address("mandate", holder), address.id, on)


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
    # A nominee never was in function, and who is in function stays so until the day.
    stays = on > today or data["status"] == "nominated"
    status = data["status"] if stays else "ended"
    return changed(data, end_date=on, status=status, end_reason=because or data.get("end_reason"))
