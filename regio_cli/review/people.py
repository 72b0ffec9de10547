"""Who may be named in a review: it is kept by the host of the repository, where nobody can take a name back out."""

from collections.abc import Mapping
from typing import NamedTuple

from regio_cli.history.naming import label
from regio_cli.model.kinds import Kinds
from regio_cli.model.publicity import PERSON, PUBLIC, publicity_of
from regio_cli.model.record import Address, Data

Records = Mapping[Address, Data]


class People(NamedTuple):
    """The records before and after a branch."""

    kinds: Kinds
    before: Records
    after: Records

    def data(self, address: Address) -> Data | None:
        """Return a record as it is after the branch, or was before it."""
        found = self.after.get(address)
        return self.before.get(address) if found is None else found

    def is_open(self, address: Address) -> bool:
        """Tell whether a person is public: a branch can't make somebody so and show what was not."""
        known = [side[address] for side in (self.before, self.after) if address in side]
        return bool(known) and all(publicity_of(data) == PUBLIC for data in known)

    def openly(self, address: Address) -> str | None:
        """Return the name of a person who is public, None for another."""
        return label(self.kinds, address, self.data(address)) if self.is_open(address) else None

    def name(self, address: Address) -> str | None:
        """Return the name of any record, of a person only when that is public; None when there is none to be told."""
        return self.openly(address) if address.kind == PERSON else label(self.kinds, address, self.data(address))

    def hidden(self) -> Records:
        """Return the persons who may not be named, with all other records."""
        every = {**self.before, **self.after}
        return {a: data for a, data in every.items() if a.kind != PERSON or not self.is_open(a)}
