"""A registry of any size: the same organisations, once or more, with people and mandates invented for each."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from regio_cli.demo.mandates import Base, mandates
from regio_cli.demo.naming import Names
from regio_cli.demo.offices import BOARDS, GOVERNING, SERVICES, SERVING, SINGULAR, Staff
from regio_cli.demo.people import PER_COPY, People
from regio_cli.demo.relations import with_relations, with_reports
from regio_cli.demo.special import add_namesakes, add_special
from regio_cli.demo.terms import TODAY, Calendar, Term, period, within
from regio_cli.model.record import Address, Data

GOVERNORS, CIVIL_SERVANTS = 200, 350
# What only one organisation in the world can have.
_UNIQUE = ("identifiers", "former_identifiers", "website", "email", "phone")
_POINTING = frozenset(
    ("province", "part_of", "partner", "parent", "counterpart", "succeeds", "on_behalf_of", "secretariat", "provinces",
     "body")
)  # fmt: skip


def generate(records: Mapping[Address, Data], scale: int, seed: int) -> Iterator[tuple[Address, Data]]:
    """Yield the people, mandates and deviations for the records in `records`, and `scale` - 1 further copies of it all.

    Partners and bodies of which something is invented are among them too, with that in it. The same arguments give the
    same records in the same order; no two people have one full name, save one pair in each copy.
    """
    base, names = _base(records), Names()
    for copy in range(1, scale + 1):
        ids = {} if copy == 1 else {id_: f"{id_}-{copy}" for id_ in (*base.partners, *base.bodies)}
        named = base if copy == 1 else _named(base, copy)
        told, invented = _invented(named, People(f"{seed}:{copy}", copy * PER_COPY, names))
        yield from _copied(told, ids) if ids else _added(base, told)
        for address, data in invented:
            yield _moved(address, data, ids) if ids else (address, data)


def _base(records: Mapping[Address, Data]) -> Base:
    of = {
        kind: {address.id: data for address, data in sorted(records.items()) if address.kind == kind}
        for kind in ("partner", "body", "election")
    }
    return Base(of["partner"], of["body"], Calendar(of["election"].values()))


def _named(base: Base, copy: int) -> Base:
    """Return partners and bodies under the names that they have in this copy."""
    partners, bodies = (
        {id_: {**data, "name": f"{data['name']} {copy}"} for id_, data in part.items()}
        for part in (base.partners, base.bodies)
    )
    return base._replace(partners=partners, bodies=bodies)


def _invented(base: Base, people: People) -> tuple[Base, list[tuple[Address, dict[str, Any]]]]:
    """Return what is invented for a region, and the region with what its own records say of that."""
    found = dict(mandates(base, people))
    add_special(found, people)
    told = base._replace(
        partners=with_relations(base.partners, found, people),
        bodies=with_reports(base.bodies),
    )
    _fill(people, base.partners, GOVERNING, BOARDS, GOVERNORS)
    _fill(people, base.partners, SERVING, SERVICES, CIVIL_SERVANTS)
    add_namesakes(people)
    records = [(Address("mandate", id_), record) for id_, record in found.items()]
    records += [(Address("person", person.id), person.record()) for person in people.all]
    if "dagelijks-bestuur" in base.bodies:
        records.append((Address("deviation", "tegenhanger-dagelijks-bestuur"), _deviation("dagelijks-bestuur")))
    return told, records


def _added(base: Base, told: Base) -> Iterator[tuple[Address, Data]]:
    """Yield the partners and bodies of `told` that say more than in `base`."""
    for kind, before, after in (("partner", base.partners, told.partners), ("body", base.bodies, told.bodies)):
        yield from ((Address(kind, id_), data) for id_, data in after.items() if data is not before[id_])


def _fill(
    people: People, partners: Mapping[str, Data], offices: frozenset[str], staff: Mapping[str, Staff], wanted: int
) -> None:
    """Add people without a seat, one at each partner in turn, until there are as many as the region counts."""
    there = people.serving(offices)
    number = Counter(person.partner for person in there)
    only = {(person.partner, person.office) for person in there}
    missing = wanted - len(there)
    for round_ in range(max((each.number for each in staff.values()), default=0)):
        for id_, data in partners.items():
            sort = staff.get(data["type"])
            if missing <= 0 or not sort or number[id_] >= sort.number or not within(period(data), Term(TODAY, None)):
                continue
            office = sort.offices[min(round_, 1) if len(sort.offices) == 2 else round_ % len(sort.offices)]
            if office in SINGULAR and (id_, office) in only:
                office = sort.offices[1]
            only.add((id_, office))
            number[id_] += 1
            missing -= 1
            people.fill(id_, office)


def _deviation(body: str) -> dict[str, Any]:
    return {
        "rule": "TEG-1",
        "record": f"body/{body}",
        "reason": "Het Dagelijks Bestuur bereidt voor wat het Regiobestuur bespreekt en leunt op de tegenhanger daarvan.",
        "decided_by": "Regiobestuur (fictief)",
        "since": "2024-01-01",
        "until": "2027-12-31",
    }


def _copied(base: Base, ids: Mapping[str, str]) -> Iterator[tuple[Address, Data]]:
    """Yield partners and bodies under other ids, with what they point at renamed likewise."""
    for kind, part in (("partner", base.partners), ("body", base.bodies)):
        for id_, data in part.items():
            yield Address(kind, ids[id_]), _renamed({k: v for k, v in data.items() if k not in _UNIQUE}, ids)


def _moved(address: Address, data: dict[str, Any], ids: Mapping[str, str]) -> tuple[Address, dict[str, Any]]:
    """Return a person, mandate or deviation that points inside its own copy."""
    renamed = _renamed(data, ids)
    if address.kind == "mandate":
        if "replaces" in data:
            renamed["replaces"] = _mandate_id(data["replaces"], data["body"], ids)
        if "absences" in data:
            renamed["absences"] = [_absence(each, data["body"], ids) for each in data["absences"]]
        return Address("mandate", _mandate_id(address.id, data["body"], ids)), renamed
    if address.kind == "deviation":
        body = data["record"].partition("/")[2]
        return Address("deviation", address.id.replace(body, ids[body])), renamed | {"record": f"body/{ids[body]}"}
    if "email" in data:
        partner = data["offices"][0]["partner"]
        renamed["email"] = data["email"].replace(f"@{partner}.", f"@{ids[partner]}.")
    return address, renamed


def _absence(data: Data, body: str, ids: Mapping[str, str]) -> dict[str, Any]:
    return {**data, "stand_in": _mandate_id(data["stand_in"], body, ids)}


def _mandate_id(id_: str, body: str, ids: Mapping[str, str]) -> str:
    return ids[body] + id_.removeprefix(body)


def _renamed(data: Any, ids: Mapping[str, str], inside: bool = False) -> Any:
    if isinstance(data, Mapping):
        return {key: _renamed(value, ids, key in _POINTING) for key, value in data.items()}
    if isinstance(data, list):
        return [_renamed(item, ids, inside) for item in data]
    return ids.get(data, data) if inside and isinstance(data, str) else data
