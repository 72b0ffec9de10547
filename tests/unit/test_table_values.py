"""Whole numbers at the edge of what SQLite holds."""

from typing import Any

import pytest

from regio_cli.store.database import _plain


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (2**63 - 1, 2**63 - 1),
        (2**63, str(2**63)),
        (-(2**63), -(2**63)),
        (-(2**63) - 1, str(-(2**63) - 1)),
        (True, True),
    ],
)
def test_a_number_that_sqlite_can_not_hold_is_text(value: int, stored: Any) -> None:
    assert _plain(value) == stored and type(_plain(value)) is type(stored)
