"""What differs between two moments of a registry: the records that changed, before and after."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from regio_cli.model.kinds import Kinds
from regio_cli.model.record import Address, Data

Name = Callable[[Address], str | None]
Lookup = Callable[[Address], Data | None]


class Delta(NamedTuple):
    """The records that differ: `before` and `after` hold only these, and lack those that were or are not there."""

    kinds: Kinds
    before: Mapping[Address, Data]
    after: Mapping[Address, Data]

    @property
    def addresses(self) -> list[Address]:
        """Every record that differs, in order."""
        return sorted({*self.before, *self.after})


def between(kinds: Kinds, old: Mapping[Address, Data], new: Mapping[Address, Data]) -> Delta:
    """Return what differs between two whole registries, or two parts of one."""
    differing = [address for address in {*old, *new} if old.get(address) != new.get(address)]
    return Delta(
        kinds,
        {address: old[address] for address in differing if address in old},
        {address: new[address] for address in differing if address in new},
    )
