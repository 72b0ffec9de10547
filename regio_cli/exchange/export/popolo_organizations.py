"""Partners and bodies as Popolo's organizations, seats as its posts, what partners govern as its areas."""

from collections.abc import Iterator
from typing import Any

from regio_cli.exchange.export.popolo_parts import is_url, pruned, rest, sources
from regio_cli.exchange.export.seating import each, of_kind, role_of, seats_of
from regio_cli.exchange.selection import Selection
from regio_cli.model.record import Data

_GOVERN = ("municipality", "province", "water_board")
_ALIKE = ("name", "other_names", "type", "start_date", "end_date")
_PARTNER = ("part_of", "identifiers", "email", "phone")


def organizations(selection: Selection) -> Iterator[Data]:
    """Yield the partners and then the bodies that are chosen, by id."""
    for address, data in each(selection, "partner"):
        website = data.get("website")
        told = (*_ALIKE, *_PARTNER, *(["website"] if is_url(website) else []))
        yield _organization(
            str(address),
            data,
            parent_id=f"partner/{data['part_of']}" if data.get("part_of") else None,
            identifiers=[
                {"scheme": key, "identifier": value} for key, value in (data.get("identifiers") or {}).items()
            ],
            area_id=_area(address.id) if data.get("type") in _GOVERN else None,
            contact_details=list(_contact_details(data)),
            links=[{"url": website}] if is_url(website) else None,
            regio=rest(data, *told),
        )
    for address, data in each(selection, "body"):
        parent = f"body/{data['parent']}" if data.get("parent") else None
        yield _organization(str(address), data, parent_id=parent, regio=rest(data, *_ALIKE, "parent", "seats"))


def posts(selection: Selection) -> Iterator[Data]:
    """Yield the seats of the bodies that are chosen, each in the order of its body's file."""
    for address, data in of_kind(selection.records, "body"):
        for seat in seats_of(data):
            yield pruned(
                id=f"{address}#{seat.get('id')}",
                label=role_of(selection.kinds, seat, selection.language),
                role=seat.get("role"),
                organization_id=str(address),
                start_date=seat.get("start_date"),
                end_date=seat.get("end_date"),
                sources=sources(seat),
                # The label too: without one, the post has the role in words.
                regio=rest(seat, "id", "role", "start_date", "end_date"),
            )


def areas(selection: Selection) -> Iterator[Data]:
    """Yield what the municipalities, provinces and water boards that are chosen govern."""
    for address, data in of_kind(selection.records, "partner"):
        if data.get("type") in _GOVERN:
            yield pruned(
                id=_area(address.id),
                name=data.get("short_name") or data.get("name"),
                identifier=(data.get("identifiers") or {}).get("cbs"),
                classification=data.get("type"),
                parent_id=_area(data["province"]) if data.get("province") else None,
            )


def _organization(id_: str, data: Data, **keys: Any) -> Data:
    return pruned(
        id=id_,
        name=data.get("name"),
        other_names=data.get("other_names"),
        classification=data.get("type"),
        founding_date=data.get("start_date"),
        dissolution_date=data.get("end_date"),
        sources=sources(data),
        **keys,
    )


def _contact_details(data: Data) -> Iterator[Data]:
    for type_, key in (("email", "email"), ("voice", "phone")):
        if data.get(key):
            yield {"type": type_, "value": data[key]}
    address = data.get("address") or {}
    place = " ".join(str(address[key]) for key in ("postcode", "city") if address.get(key))
    if value := ", ".join(part for part in (address.get("street"), place) if part):
        yield {"type": "address", "value": value}


def _area(id_: str) -> str:
    return f"area/{id_}"
