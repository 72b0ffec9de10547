"""The mandates that an election ends are the same in every list, on the shipped registry."""

from pathlib import Path

import pytest

from regio_cli.change.proposal import started
from regio_cli.change.renewal import rounds
from regio_cli.read.held import NOW, held
from regio_cli.read.registry import open_registry

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("day", ["2026-03-31", "2026-04-01", "2026-11-24", "2027-04-07"])
def test_renew_and_report_lapsing_list_the_same_mandates(day: str) -> None:
    registry = open_registry(ROOT, None, {}, day)
    draft = started(registry.snapshot)
    found = held(registry.database(day), NOW, {})
    elections = [address.id for address in registry.snapshot.records if address.kind == "election"]
    assert elections
    for election in elections:
        listed = {one.mandate.id for one in found if one.election == election}
        every = rounds(draft, election, day)
        done = {address.id for each in every for address in each.done}
        assert {address.id for each in every for address in each.open} == listed - done, election
