"""A registry of any size: the same organisations, once or more, with people and mandates invented for each."""

import random
from collections.abc import Iterator, Mapping
from typing import Any

from regio_cli.demo.mandates import TODAY, mandates
from regio_cli.demo.people import GOVERNING, PER_COPY, SERVING, People
from regio_cli.model.record import Address, Data

GOVERNORS, CIVIL_SERVANTS = 200, 350
_COPIED = ("partner", "body")
# What only one organisation in the world can have.
_UNIQUE = ("identifiers", "former_identifiers", "website", "email", "phone")


def generate(base: Mapping[Address, Data], scale: int, seed: int) -> Iterator[tuple[Address, dict[str, Any]]]:
    """Yield the people, mandates and deviations for the records in `base`, and `scale` - 1 further copies of it all.

    The same arguments give the same records in the same order.
    """
    for copy in range(1, scale + 1):
        here = base if copy == 1 else dict(_copy_of(base, copy))
        if copy > 1:
            yield from ((address, dict(data)) for address, data in here.items())
        yield from _people_of(here, copy, seed)


def _people_of(base: Mapping[Address, Data], copy: int, seed: int) -> Iterator[tuple[Address, dict[str, Any]]]:
    partners = {address.id: data for address, data in sorted(base.items()) if address.kind == "partner"}
    bodies = {address.id: data for address, data in sorted(base.items()) if address.kind == "body"}
    people = People(random.Random(f"{seed}:{copy}"), copy * PER_COPY)
    for id_, record in mandates(partners, bodies, people):
        yield Address("mandate", id_), record
    _fill(people, partners)
    for person in people.all:
        yield Address("person", person.id), person.record()
    daily = "dagelijks-bestuur" + (f"-{copy}" if copy > 1 else "")
    if daily in bodies:
        yield Address("deviation", f"tegenhanger-{daily}"), _deviation(daily)


def _fill(people: People, partners: Mapping[str, Data]) -> None:
    """Add governors and civil servants without a seat until there are as many as the region counts."""
    municipalities = [id_ for id_, data in partners.items() if data["type"] == "municipality"]
    for offices, office, wanted in ((GOVERNING, "alderman", GOVERNORS), (SERVING, "civil_servant", CIVIL_SERVANTS)):
        for number in range(max(0, wanted - people.count(offices, TODAY)) if municipalities else 0):
            people.new(municipalities[number % len(municipalities)], office, "2024-01-15", None)


def _deviation(body: str) -> dict[str, Any]:
    return {
        "rule": "TEG-1",
        "record": f"body/{body}",
        "reason": "Het Dagelijks Bestuur bereidt voor wat het Regiobestuur bespreekt en leunt op de tegenhanger daarvan.",
        "decided_by": "Regiobestuur (fictief)",
        "since": "2024-01-01",
        "until": "2027-12-31",
    }


def _copy_of(base: Mapping[Address, Data], copy: int) -> Iterator[tuple[Address, dict[str, Any]]]:
    """Yield partners and bodies under other ids, with what they point at renamed likewise."""
    ids = {address.id: f"{address.id}-{copy}" for address in base if address.kind in _COPIED}
    for address, data in sorted(base.items()):
        if address.kind in _COPIED:
            renamed = _renamed({key: value for key, value in data.items() if key not in _UNIQUE}, ids)
            yield Address(address.kind, ids[address.id]), {**renamed, "name": f"{data['name']} {copy}"}


_POINTING = frozenset(
    ("province", "part_of", "partner", "parent", "counterpart", "succeeds", "on_behalf_of", "secretariat", "provinces")
)


def _renamed(data: Any, ids: Mapping[str, str], inside: bool = False) -> Any:
    if isinstance(data, Mapping):
        return {key: _renamed(value, ids, key in _POINTING) for key, value in data.items()}
    if isinstance(data, list):
        return [_renamed(item, ids, inside) for item in data]
    return ids.get(data, data) if inside and isinstance(data, str) else data
