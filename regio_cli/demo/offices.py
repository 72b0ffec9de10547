"""Which office somebody holds to sit where: what a seat asks, or what is usual for such a partner at such a table."""

from collections.abc import Mapping
from typing import NamedTuple

from regio_cli.model.record import Data

GOVERNING = frozenset(
    ("mayor", "alderman", "kings_commissioner", "provincial_executive", "water_board_chair", "water_board_executive",
     "board_chair", "board_member", "association_chair", "association_board_member", "director", "independent_chair",
     "regional_figurehead")
)  # fmt: skip
SERVING = frozenset(
    ("municipal_secretary", "provincial_secretary", "water_board_secretary", "secretary_director", "programme_manager",
     "department_head", "policy_adviser", "civil_servant")
)  # fmt: skip
CLERKS = frozenset(("council_clerk", "states_clerk"))
# Who holds one of these is the only one at that organisation.
SINGULAR = frozenset(
    ("mayor", "municipal_secretary", "council_clerk", "kings_commissioner", "provincial_secretary", "states_clerk",
     "water_board_chair", "water_board_secretary", "board_chair", "association_chair", "independent_chair",
     "secretary_director", "regional_figurehead")
)  # fmt: skip
ELECTED = {
    "alderman": "municipal",
    "council_member": "municipal",
    "provincial_executive": "provincial",
    "states_member": "provincial",
    "water_board_executive": "water_board",
}
_MUNICIPAL = frozenset(("mayor", "alderman", "council_member", "council_clerk", "municipal_secretary"))
_PROVINCIAL = frozenset(
    ("kings_commissioner", "provincial_executive", "states_member", "states_clerk", "provincial_secretary")
)
_USUAL = {
    ("municipality", "executive"): "alderman",
    ("municipality", "assembly"): "council_member",
    ("province", "executive"): "provincial_executive",
    ("province", "assembly"): "states_member",
    ("water_board", "executive"): "water_board_executive",
    ("business_association", "executive"): "association_board_member",
    ("business_circle", "executive"): "association_board_member",
    ("union", "executive"): "association_board_member",
    ("mbo", "executive"): "board_chair",
    ("hbo", "executive"): "board_chair",
    ("university", "executive"): "board_member",
    ("economic_board", "executive"): "independent_chair",
}
# Where the one holder sits at the table already, a colleague on the same board takes the other seat.
COLLEAGUE = {"board_chair": "board_member", "association_chair": "association_board_member"}


class Staff(NamedTuple):
    """Offices of one sort at one type of organisation, the first of which there is one, and how many people in all."""

    offices: tuple[str, ...]
    number: int


# How many there are when every seat is taken; the region's governors and civil servants without a seat fill it up.
BOARDS: Mapping[str, Staff] = {
    "municipality": Staff(("mayor", "alderman"), 5),
    "province": Staff(("kings_commissioner", "provincial_executive"), 6),
    "water_board": Staff(("water_board_chair", "water_board_executive"), 5),
    "mbo": Staff(("board_chair", "board_member"), 2),
    "hbo": Staff(("board_chair", "board_member"), 2),
    "business_circle": Staff(("association_chair", "association_board_member"), 2),
    "business_association": Staff(("association_chair", "association_board_member"), 4),
    "union": Staff(("association_chair", "association_board_member"), 2),
}
SERVICES: Mapping[str, Staff] = {
    "municipality": Staff(("municipal_secretary", "policy_adviser", "civil_servant", "department_head"), 12),
    "province": Staff(("provincial_secretary", "policy_adviser", "civil_servant", "department_head"), 14),
    "water_board": Staff(("water_board_secretary", "policy_adviser", "civil_servant"), 6),
    "ministry": Staff(("department_head", "policy_adviser"), 3),
    "public_agency": Staff(("department_head", "policy_adviser"), 4),
    "mbo": Staff(("policy_adviser", "programme_manager"), 3),
    "hbo": Staff(("policy_adviser", "programme_manager"), 3),
}


def office_for(partner: Data, body: Data, seat: Data) -> str:
    """Return the office on whose ground somebody of this partner sits here."""
    for requirement in seat.get("requirements", ()):
        offices = [office for office in requirement.get("offices", ()) if _fits(partner, office)]
        if offices and not requirement.get("preference"):
            return str(offices[-1])
    if body["level"] == "civil_service":
        return "programme_manager" if seat["role"] in ("chair", "programme_manager") else "policy_adviser"
    if seat["role"] == "secretary":
        return "policy_adviser"
    return _USUAL.get((partner["type"], body["level"]), "director")


def _fits(partner: Data, office: str) -> bool:
    return (office not in _MUNICIPAL or partner["type"] == "municipality") and (
        office not in _PROVINCIAL or partner["type"] == "province"
    )
