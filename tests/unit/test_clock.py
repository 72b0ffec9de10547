"""Moving the clock may change what is found, and never stops a rule or a report."""

import pytest

from regio_cli.check import limits
from regio_cli.check.tables import tables
from regio_cli.report.catalogue import REPORTS, made
from regio_cli.report.opening import of_records
from tests.rules import addressed, all_rules, kinds, region

DAYS = ["0001-01-01", "1990-02-28", "2009-01-01", "2022-04-21", "2026-03-31", "2028-02-29", "2040-01-01", "9999-12-31"]


@pytest.mark.parametrize("on", DAYS)
def test_every_rule_runs_on_any_day(on: str) -> None:
    records = addressed(region())
    database = tables(kinds(), records, on)
    for rule in all_rules().values():
        limits.rows(database, rule.sql, rule.values({}), len(records))


@pytest.mark.parametrize("on", DAYS)
@pytest.mark.parametrize("name", REPORTS)
def test_every_report_is_made_on_any_day(on: str, name: str) -> None:
    context = of_records(kinds(), addressed(region()), on, lambda _: ())
    assert made(REPORTS[name], context).sections


def test_time_alone_brings_findings_and_says_since_when() -> None:
    records = addressed(region())
    rule = all_rules()["DAT-34"]
    found = {
        on: limits.rows(tables(kinds(), records, on), rule.sql, rule.values({}), len(records))
        for on in ("2026-11-24", "2027-11-24")
    }
    assert len(found["2027-11-24"]) > len(found["2026-11-24"])
    assert all("2026-11-24" < row["since"] <= "2027-11-24" for row in found["2027-11-24"]
               if row["record"] not in {each["record"] for each in found["2026-11-24"]})  # fmt: skip
