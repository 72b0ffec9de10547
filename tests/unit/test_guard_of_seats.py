"""How much of a body a change may end before it must say how many records it changes."""

import pytest

from regio_cli.change.guard import large_loss
from regio_cli.history.delta import Delta
from regio_cli.model.record import Address, Data
from regio_cli.store.schemas import load_schemas

KINDS = load_schemas({}).kinds
TODAY = "2026-06-15"


def held(body: str = "tafel", status: str = "appointed", **more: str) -> Data:
    return {"person": "p-a1b2", "body": body, "seat": "lid", "status": status, "start_date": "2024-01-01", **more}


def records() -> dict[Address, Data]:
    """Twelve mandates that are held, a hundred elsewhere, and beside them a nominee, a stand-in and who left."""
    found = {Address("mandate", f"m-{number}"): held() for number in range(12)}
    found |= {Address("mandate", f"x-{number}"): held("raad") for number in range(100)}
    found[Address("mandate", "n-1")] = held(status="nominated")
    found[Address("mandate", "n-2")] = held(replaces="m-0")
    found[Address("mandate", "n-3")] = held(status="ended", end_date="2026-06-14")
    return found


def loss(ending: list[str], last: str = TODAY) -> str | None:
    before = records()
    mine = {Address("mandate", id_): before[Address("mandate", id_)] for id_ in ending}
    after = {address: {**data, "end_date": last} for address, data in mine.items()}
    return large_loss(Delta(KINDS, mine, after), before, TODAY)


@pytest.mark.parametrize(("number", "stopped"), [(2, None), (3, None), (4, "tafel")])
def test_exactly_a_quarter_of_what_is_held_may_end(number: int, stopped: str | None) -> None:
    assert loss([f"m-{position}" for position in range(number)]) == stopped


def test_who_takes_no_place_is_not_lost() -> None:
    assert loss(["m-0", "m-1", "m-2", "n-1", "n-2", "n-3"]) is None
