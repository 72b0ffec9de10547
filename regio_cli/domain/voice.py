"""For whom the holder of a seat speaks, and who votes."""

from collections.abc import Sequence

from regio_cli.domain.holding import SeatOnDay, seat_on_day
from regio_cli.domain.records import Body, Mandate, Network, Seat


def speaks_for(mandate: Mandate, seat: Seat | None) -> tuple[str, ...]:
    """Return the partners that the mandate's person speaks for: its own, else those of its seat; never by an office."""
    if mandate.on_behalf_of:
        return mandate.on_behalf_of
    return seat.on_behalf_of if seat else ()


def losing_voice(seat: Seat, partners: Sequence[str]) -> tuple[str, ...]:
    """Return the partners of a shared seat for whom nobody would speak if its holder spoke for `partners` alone."""
    if not partners:
        return ()
    return tuple(partner for partner in seat.on_behalf_of if partner not in partners)


def voters(network: Network, body: Body, day: str) -> list[Mandate]:
    """Return who can vote in a body on `day`: holders of voting seats, and for a missing member a deputy of that seat.

    As many deputies of a seat count as it has places without a holder, in the order of their mandates' ids.
    """
    states = {seat.id: seat_on_day(network, seat, day) for seat in body.seats}
    found: list[Mandate] = []
    for seat in body.seats:
        if not seat.voting:
            continue
        state = states[seat.id]
        found.extend(state.holders)
        missing = max(0, state.places - len(state.holders))
        found.extend(_deputies(body, seat, states)[:missing])
    return found


def _deputies(body: Body, seat: Seat, states: dict[str, SeatOnDay]) -> list[Mandate]:
    deputies: list[Mandate] = []
    for other in body.seats:
        if other.deputy_of == seat.id:
            deputies.extend(states[other.id].holders)
    return sorted(deputies, key=lambda mandate: mandate.id)
