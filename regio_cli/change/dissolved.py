"""What a partner takes along that a register says is dissolved, and whether that goes without somebody having counted it."""

from typing import NamedTuple

from regio_cli.change.cascade import Withdraw
from regio_cli.change.draft import Draft
from regio_cli.change.guard import goes_unasked
from regio_cli.change.refusal import Refused
from regio_cli.change.roster import goes_on_after, mandates, partners_of
from regio_cli.model.record import Address, Period


class Dissolution(NamedTuple):
    """A withdrawal, the mandates that it ends, those that would begin later, and why it can't be made, if it can't."""

    step: Withdraw
    ends: tuple[Address, ...]
    later: tuple[Address, ...]
    fault: Refused | None

    @property
    def goes_unasked(self) -> bool:
        """Whether it may be made without the number of records being told."""
        return self.fault is None and not self.later and goes_unasked(len(self.ends))


def dissolution(draft: Draft, partner: str, on: str, today: str) -> Dissolution:
    """Return what the withdrawal of `partner` with `on` as its last day would take along. Nothing is deleted by it."""
    step = Withdraw(partner, on, keeps_later=True)
    try:
        after = step.apply(draft, today)
    except Refused as error:
        return Dissolution(step, (), (), error)
    ends = tuple(sorted(address for address in after.changed if address.kind == "mandate"))
    own = [each for each in mandates(draft) if partner in partners_of(draft, each) and goes_on_after(each.period, on)]
    later = tuple(Address("mandate", each.id) for each in own if not each.period.overlaps(Period(None, on)))
    return Dissolution(step, ends, later, None)
