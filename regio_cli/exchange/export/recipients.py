"""Whom to write to: the people in what is chosen, and in the counterpart of a body that is chosen as a whole."""

from collections.abc import Iterable
from typing import NamedTuple

from regio_cli.exchange.export.seating import (
    Sitting,
    chosen,
    name_in,
    order_of,
    persons_alone,
    role_of,
    sittings,
    whole_bodies,
)
from regio_cli.exchange.selection import Selection
from regio_cli.model.record import Address, Data
from regio_cli.read.names import spoken


class Recipient(NamedTuple):
    """Somebody to write to, with why: the roles, the bodies and the partners of the seats, each once."""

    person: Data
    roles: tuple[str, ...]
    bodies: tuple[str, ...]
    partners: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name as it is spoken."""
        return spoken(self.person)

    @property
    def email(self) -> str:
        """The address, empty when the registry has none."""
        return str(self.person.get("email") or "")


def recipients(selection: Selection) -> list[Recipient]:
    """Return who is to be written to, each person once, as in a Dutch list of names.

    Deputies and secretaries have seats of their own. Nobody whom the audience may not see is among them.
    """
    seated = sittings(selection)
    picked = chosen(selection, seated)
    paired = {_counterpart(selection, body) for body in whole_bodies(seated, picked)}
    mandates = {one.held.mandate for one in picked}
    seats = [one for one in seated if one.held.mandate in mandates or one.held.body in paired]
    alone: dict[Address, list[Sitting]] = {address: [] for address in persons_alone(selection)}
    reasons = alone | _by_person(seats)
    persons = sorted(reasons, key=lambda address: (order_of(selection.around[address]), address))
    return [_recipient(selection, address, reasons[address]) for address in persons]


def _counterpart(selection: Selection, body: Address) -> Address:
    return Address("body", str(selection.around.get(body, {}).get("counterpart")))


def _by_person(seats: Iterable[Sitting]) -> dict[Address, list[Sitting]]:
    found: dict[Address, list[Sitting]] = {}
    for one in seats:
        if one.person is not None:
            found.setdefault(one.held.person, []).append(one)
    return found


def _recipient(selection: Selection, address: Address, seats: list[Sitting]) -> Recipient:
    around = selection.around
    roles = (role_of(selection.kinds, one.seat, selection.language) for one in seats)
    bodies = (name_in(around, one.held.body) for one in seats)
    partners = (name_in(around, partner) for one in seats for partner in one.held.on_behalf_of)
    return Recipient(around[address], *(tuple(dict.fromkeys(each)) for each in (roles, bodies, partners)))
