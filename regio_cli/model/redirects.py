"""Redirects: which addresses lead to another record since theirs was renamed or merged."""

from collections.abc import Iterable, Mapping

from regio_cli.model.record import Address, Data

REDIRECT = "redirect"


def redirects(records: Iterable[tuple[Address, Data]]) -> dict[Address, Address]:
    """Return the address that each redirect in `records` leads to, by the address that it leads away from."""
    found = {}
    for address, data in records:
        if address.kind != REDIRECT:
            continue
        old, new = Address.parse(str(data.get("old"))), Address.parse(str(data.get("new")))
        if old and new:
            found[old] = new
    return found


def followed(leads: Mapping[Address, Address], address: Address) -> Address:
    """Return where `leads` (as from `redirects`) end from `address`; `address` itself when it is not in them."""
    seen = {address}
    while address in leads and leads[address] not in seen:
        address = leads[address]
        seen.add(address)
    return address
