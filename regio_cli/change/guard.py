"""A stop before a change of many records at once that nobody meant.

A change that ends or removes more than a quarter of a body's mandates in force, or of the registry's, must be told how
many records it changes.
"""

from collections import Counter
from collections.abc import Mapping

from regio_cli.change.refusal import Refused
from regio_cli.history.delta import Delta
from regio_cli.model.record import Address, Data, period_of
from regio_cli.model.text import N_, Text

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
    """Return the body that loses more than a quarter of its mandates by this change, ``*`` for the whole registry."""
    lost = Counter(_body(delta.before[a]) for a in delta.before if a.kind == "mandate" and _is_lost(delta, a, today))
    if sum(lost.values()) <= _FEW:
        return None
    held = Counter(_body(data) for a, data in records.items() if a.kind == "mandate" and period_of(data).covers(today))
    gained = Counter(_body(data) for a, data in delta.after.items() if a.kind == "mandate" and a not in delta.before)
    net = {body: number - gained[body] for body, number in lost.items()}
    if sum(net.values()) > _FEW and sum(net.values()) > SHARE * sum(held.values()):
        return "*"
    return next((body for body in sorted(net) if net[body] > _FEW and net[body] > SHARE * held[body]), None)


def _body(data: Data) -> str:
    return str(data.get("body"))


def _is_lost(delta: Delta, address: Address, today: str) -> bool:
    """Tell whether a mandate that was not over yet is gone, or ends before it would have."""
    end, after = delta.before[address].get("end_date"), delta.after.get(address)
    if end is not None and end < today:
        return False
    sooner = after.get("end_date") if after is not None else ""
    return sooner is not None and (end is None or sooner < end)
