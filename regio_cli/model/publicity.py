"""How far personal data may go: the words of `x-personal` and of a person's `publicity`, in the one order that they have."""

from regio_cli.model.record import Data

PERSON, PUBLIC = "person", "public"
SORTS = (PUBLIC, "functional", "internal")
"""Who may see it: everybody, partners by function, the bureau only."""


def publicity_of(person: Data | None) -> str:
    """Return how far the name of a person may go: no further than the bureau when that is not said, or nobody knows the person."""
    said = person.get("publicity") if person else None
    return said if said in SORTS else SORTS[-1]


def is_within(sort: str, reach: str) -> bool:
    """Tell whether data of a sort may be seen by who sees as far as `reach`, one of SORTS; what sort nobody knows is the last one."""
    return SORTS.index(sort if sort in SORTS else SORTS[-1]) <= SORTS.index(reach)
