"""A deviation holds from its first day up to and including its last; what is reported of it changes on the day after."""

import pytest

from regio_cli.check.deviations import applied
from regio_cli.model.finding import Finding, Place, Severity
from regio_cli.model.record import Address
from regio_cli.model.text import Text
from regio_cli.store.snapshot import Snapshot

SINCE, UNTIL = "2026-02-01", "2026-06-30"
DEVIATION = {"rule": "TEG-1", "record": "body/raad", "since": SINCE, "until": UNTIL, "reason": "klein"}
ADDRESS = Address("deviation", "klein")


class Registry:
    """What a deviation is applied in: its records, of files without lines."""

    def __init__(self, **more: str) -> None:
        self.records = {ADDRESS: {**DEVIATION, **more}}
        self.by_address = {}
        self.files = {}


def broken(severity: Severity = "warning") -> Finding:
    return Finding("TEG-1", severity, Place("bodies/raad.yaml"), Text("x"), "body/raad")


def found(on: str, findings: list[Finding], **more: str) -> tuple[list[str | None], list[str]]:
    """Return by which deviation each finding is accepted on a day, and the codes of what is found besides."""
    registry: Snapshot = Registry(**more)  # type: ignore[assignment]
    all_ = applied(findings, registry, on, ["TEG-1"])
    own = all_[: len(findings)]
    return [one.accepted for one in own], [one.code for one in all_[len(findings) :]]


ACCEPTED = ["deviation/klein"]


@pytest.mark.parametrize(
    ("on", "accepted", "besides"),
    [
        ("2026-01-31", [None], []),
        ("2026-02-01", ACCEPTED, []),
        ("2026-02-02", ACCEPTED, []),
        ("2026-06-29", ACCEPTED, []),
        ("2026-06-30", ACCEPTED, []),
        ("2026-07-01", [None], ["DEV-1"]),
    ],
)
def test_a_broken_rule_is_accepted_from_the_first_day_to_the_last(
    on: str, accepted: list[str | None], besides: list[str]
) -> None:
    assert found(on, [broken()]) == (accepted, besides)


@pytest.mark.parametrize(
    ("on", "besides"),
    [
        ("2026-01-31", []),
        ("2026-02-01", ["DEV-2"]),
        ("2026-06-30", ["DEV-2"]),
        ("2026-07-01", []),
    ],
)
def test_a_deviation_that_silences_nothing_is_reported_only_while_it_holds(on: str, besides: list[str]) -> None:
    assert found(on, []) == ([], besides)


@pytest.mark.parametrize("on", [SINCE, UNTIL])
def test_a_deviation_of_one_day_holds_on_that_day(on: str) -> None:
    assert found(on, [broken()], since=on, until=on) == (ACCEPTED, [])


@pytest.mark.parametrize("on", [SINCE, UNTIL])
def test_an_error_is_never_accepted(on: str) -> None:
    assert found(on, [broken("error")])[0] == [None]
