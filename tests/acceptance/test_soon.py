"""What ends soon is what ends within 120 days, that day included."""

import re

import pytest

from regio_cli.model.days import later
from tests.acceptance.changes import Desk

LAST = "2025-12-31"


@pytest.mark.parametrize(("days", "is_soon"), [(121, False), (120, True), (119, True), (1, True), (0, True)])
def test_a_mandate_ends_soon_from_120_days_before_its_last(desk: Desk, days: int, is_soon: bool) -> None:
    desk.done("set", "mandate/raad-kennis-2023", f"end_date={LAST}", "--reason", "termijn")
    day = later(LAST, -days)
    assert ("Ends within 120 days" in desk.done("show", "raad", "--on", day)) is is_soon
    told = desk.done("report", "today", "--on", day)
    assert bool(re.search(r"! \d+ mandates? ends? within 120 days", told)) is is_soon
