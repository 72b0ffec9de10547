"""Seats that two sides filled at once, each in a record of its own: no field clashes, and yet only one can sit there."""

from collections.abc import Iterator
from typing import NamedTuple

from regio_cli.change.draft import Draft
from regio_cli.change.likeness import same_person
from regio_cli.change.proposal import started
from regio_cli.change.roster import occupants, seat_in
from regio_cli.history.delta import between
from regio_cli.model.record import Address, Data, Period
from regio_cli.store.snapshot import Snapshot

_MANDATE, _PERSON = "mandate", "person"


class Doubled(NamedTuple):
    """A seat with more holders than places: the mandates that upstream has for it, and those that were made here."""

    body: str
    seat: str
    upstream: tuple[Address, ...]
    here: tuple[Address, ...]


def doubled(upstream: Snapshot, here: Snapshot, together: Snapshot) -> list[Doubled]:
    """Return the seats that are full on either side alone and have too many holders in both `together`."""
    from_here, from_others = _mandates(upstream, together), _mandates(here, together)
    drafts = [started(snapshot) for snapshot in (upstream, here, together)]
    return [
        Doubled(*seat, tuple(from_others[seat]), tuple(from_here[seat]))
        for seat in sorted(from_here.keys() & from_others.keys())
        if [_is_overfull(draft, *seat) for draft in drafts] == [False, False, True]
    ]


def alike(fork: Snapshot, upstream: Snapshot, here: Snapshot) -> list[tuple[Address, Address]]:
    """Return the persons added here who may be somebody added at upstream since `fork`: (at upstream, here)."""
    others = [(address, data) for address, data in _added(fork, upstream) if address not in here.records]
    return [
        (like[0].address, address)
        for address, data in _added(fork, here)
        if address not in upstream.records and (like := same_person(data, others))
    ]


def _added(before: Snapshot, after: Snapshot) -> list[tuple[Address, Data]]:
    found = [(a, data) for a, data in after.records.items() if a.kind == _PERSON and a not in before.records]
    return sorted(found, key=lambda person: person[0])


def _mandates(before: Snapshot, after: Snapshot) -> dict[tuple[str, str], list[Address]]:
    """Return the mandates that came or changed, by body and seat."""
    found: dict[tuple[str, str], list[Address]] = {}
    for address, data in sorted(between(after.kinds, before.records, after.records).after.items()):
        if address.kind == _MANDATE:
            found.setdefault((str(data.get("body")), str(data.get("seat"))), []).append(address)
    return found


def _is_overfull(draft: Draft, body: str, seat: str) -> bool:
    known = seat_in(draft, body, seat)
    places = known.places if known else 1
    return any(len(occupants(draft, body, seat, Period(day, day))) > places for day in _days(draft, body, seat))


def _days(draft: Draft, body: str, seat: str) -> Iterator[str]:
    """Yield the days on which somebody more comes to the seat."""
    for mandate in occupants(draft, body, seat, Period(None, None)):
        if mandate.period.start is not None:
            yield mandate.period.start
