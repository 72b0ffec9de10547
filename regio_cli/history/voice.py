"""The partners of a shared seat for whom nobody speaks any more since a change."""

from collections.abc import Iterator
from typing import NamedTuple

from regio_cli.domain import records
from regio_cli.domain.records import Mandate, Seat
from regio_cli.domain.voice import losing_voice, speaks_for
from regio_cli.history.delta import Delta, Lookup
from regio_cli.model.record import Address, Period

_MANDATE = "mandate"


class Silenced(NamedTuple):
    """A mandate that speaks for fewer partners than its seat had a voice for, and those `partners`."""

    mandate: Address
    partners: tuple[str, ...]


def silenced(delta: Delta, data: Lookup) -> Iterator[Silenced]:
    """Yield the mandates of a change in a shared seat with one place by which partners lose their voice.

    Before it they had that by the same mandate, by one in the seat that ends, or by the seat itself. A partner that
    ends is left out. `data` gives any record as it is after the change.
    """
    for address, after in delta.after.items():
        if address.kind != _MANDATE:
            continue
        mandate = records.mandate(address.id, after)
        seat = _seat(mandate, data)
        if seat is None or seat.places > 1 or len(seat.on_behalf_of) < 2:
            continue
        lost = losing_voice(seat, speaks_for(mandate, seat))
        had = _voice_before(delta, address, mandate, seat)
        gone = tuple(partner for partner in lost if partner in had and not _ends(delta, partner))
        if gone:
            yield Silenced(address, gone)


def _seat(mandate: Mandate, data: Lookup) -> Seat | None:
    body = data(Address("body", mandate.body))
    return records.seat_in(mandate.body, body, mandate.seat) if body else None


def _voice_before(delta: Delta, address: Address, mandate: Mandate, seat: Seat) -> set[str]:
    """Return the partners that had a voice by the seat before the change."""
    if address in delta.before:
        return set(speaks_for(records.mandate(address.id, delta.before[address]), seat))
    spoken: set[str] = set()
    has_predecessor = False
    for other, data in delta.before.items():
        old = records.mandate(other.id, data) if other.kind == _MANDATE else None
        if old is None or (old.body, old.seat) != (mandate.body, mandate.seat):
            continue
        if old.period.overlaps(Period(mandate.period.start, None)):
            has_predecessor = True
            spoken.update(speaks_for(old, seat))
    return spoken if has_predecessor else set(seat.on_behalf_of)


def _ends(delta: Delta, partner: str) -> bool:
    address = Address("partner", partner)
    after = delta.after.get(address)
    before = delta.before.get(address)
    return after is not None and before is not None and after.get("end_date") != before.get("end_date")
