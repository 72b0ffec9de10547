"""Names of records that hold outside the registry, the same in every export of it."""

from functools import lru_cache
from typing import NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

from regio_cli.exchange.selection import REGISTRY, Selection


class Namespace(NamedTuple):
    """What tells this registry's ids from those of another."""

    root: UUID

    def uuid(self, name: str) -> UUID:
        """Return the id of a record, by its address, or of a part of one, by the address with ``#`` and the part."""
        return _uuid(self.root, name)

    def urn(self, name: str) -> str:
        """Return the same as a URI."""
        return self.uuid(name).urn


@lru_cache(100_000)
def _uuid(root: UUID, name: str) -> UUID:
    return uuid5(root, name)


def namespace(selection: Selection) -> Namespace:
    """Return the namespace of a registry: made of its region's website, else of its name."""
    region = selection.around.get(REGISTRY, {}).get("region") or {}
    return Namespace(uuid5(NAMESPACE_URL, str(region.get("website") or f"regio:{selection.origin.registry}")))
