"""A stop before a change of many records at once that nobody meant.

A change that ends or removes more than a quarter of a body's mandates in force, or of the registry's, must be told how
many records it changes.
"""

from collections import Counter
from collections.abc import Mapping

from regio_cli.change.refusal import Refused
from regio_cli.change.roster import goes_on_after
from regio_cli.domain.holding import occupies, occupies_in
from regio_cli.domain.records import Mandate, mandate
from regio_cli.history.delta import Delta
from regio_cli.model.record import Address, Data, Period
from regio_cli.model.text import N_, Text

MANDATE = "mandate"
SHARE = 0.25
# Of so few mandates one or two is no mass change.
_FEW = 2


def require_expected(delta: Delta, records: Mapping[Address, Data], today: str, expected: int | None) -> None:
    """Raise Refused when the change is larger than its maker seems to know; `records` are all as they were.

    `expected` is the number of records that the maker says will change, None when nothing was said.
    """
    count = len(delta.addresses)
    if expected is not None:
        if expected != count:
            raise Refused(
                Text(
                    N_("{count} records would change, not {expected}; nothing is changed"),
                    {"count": count, "expected": expected},
                )
            )
        return
    body = large_loss(delta, records, today)
    if body:
        where = body if body != "*" else Text(N_("the registry"))
        raise Refused(
            Text(N_("this ends or removes more than a quarter of the mandates of {where}"), {"where": where}),
            Text(N_("if that is meant, say how many records change: --expect {count}"), {"count": count}),
        )


def large_loss(delta: Delta, records: Mapping[Address, Data], today: str) -> str | None:
    """Return the body that loses more than a quarter of its mandates by this change, ``*`` for the whole registry.

    Those count that take a place of their seat, today or later; who stands in for another takes none.
    """
    lost: Counter[str] = Counter()
    for address, data in delta.before.items():
        if address.kind == MANDATE and _is_lost(mandate(address.id, data), delta.after.get(address), today):
            lost[_body(data)] += 1
    if sum(lost.values()) <= _FEW:
        return None
    held: Counter[str] = Counter()
    for address, data in records.items():
        if address.kind == MANDATE and occupies(mandate(address.id, data), today):
            held[_body(data)] += 1
    gained: Counter[str] = Counter()
    for address, data in delta.after.items():
        is_new = address.kind == MANDATE and address not in delta.before
        if is_new and occupies_in(mandate(address.id, data), Period(today, None)):
            gained[_body(data)] += 1
    net = {body: number - gained[body] for body, number in lost.items()}
    if sum(net.values()) > _FEW and sum(net.values()) > SHARE * sum(held.values()):
        return "*"
    return next((body for body in sorted(net) if net[body] > _FEW and net[body] > SHARE * held[body]), None)


def goes_unasked(count: int) -> bool:
    """Whether so few mandates may end because a source says so of something else, without the number being told."""
    return count <= _FEW


def _body(data: Data) -> str:
    return str(data.get("body"))


def _is_lost(before: Mandate, after: Data | None, today: str) -> bool:
    """Whether a mandate that takes a place of its seat, today or later, is gone, or ends before it would have."""
    if not occupies_in(before, Period(today, None)):
        return False
    if after is None:
        return True
    end = mandate(before.id, after).period.end
    return end is not None and goes_on_after(before.period, end)
