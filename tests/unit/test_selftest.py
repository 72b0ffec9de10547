"""The self-test of rules: what it says of good and bad ones, and that every shipped rule fires on its fault and only then."""

from dataclasses import replace

import pytest

from regio_cli.check.rule import Fault, Rule, shipped
from regio_cli.check.selftest import selftest
from regio_cli.check.tables import tables
from regio_cli.model.record import Data
from tests.rules import TODAY, addressed, kinds, region, rule

SMALL: dict[str, Data] = {"body/bestuur": {"name": "Bestuur", "level": "executive", "type": "table", "quorum": 1}}
FAULT = Fault("SELECT id FROM body", {"body/{id}": {"quorum": 2}}, "body/{id}")
QUERY = "SELECT 'body/' || id AS record FROM body WHERE quorum > 1"


def verdict(of: Rule, records: dict[str, Data]) -> tuple[str, str | None]:
    (result,) = selftest([of], addressed(records), lambda each: tables(kinds(), each, TODAY), {})
    return result.verdict, result.record


def made(sql: str, fault: Fault | None = FAULT) -> Rule:
    return replace(rule("TEG-1"), sql=sql, fault=fault)


@pytest.mark.parametrize("id_", shipped())
def test_a_shipped_rule_fires_on_its_fault_and_only_then(id_: str) -> None:
    assert verdict(rule(id_), region())[0] == "fires"


def test_a_rule_that_fires_is_told_with_the_record() -> None:
    assert verdict(made(QUERY), SMALL) == ("fires", "body/bestuur")


def test_a_rule_without_a_fault_fails() -> None:
    assert verdict(made(QUERY, None), SMALL) == ("no fault", None)


def test_a_rule_that_cannot_fire_is_silent() -> None:
    assert verdict(made(QUERY + " AND quorum < 2"), SMALL)[0] == "silent"


def test_a_rule_that_always_fires_is_noisy() -> None:
    assert verdict(made("SELECT 'body/' || id AS record FROM body"), SMALL)[0] == "noisy"


def test_a_rule_that_cannot_be_run_is_silent() -> None:
    assert verdict(made("SELECT nothing AS record FROM nowhere"), SMALL)[0] == "silent"


def test_a_fault_that_finds_nothing_to_break_is_told() -> None:
    assert verdict(made(QUERY), {})[0] == "nothing to break"


def test_the_records_themselves_stay_as_they_are() -> None:
    verdict(made(QUERY), SMALL)
    assert SMALL["body/bestuur"]["quorum"] == 1
