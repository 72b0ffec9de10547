"""What a change asks of the rules of integrity: those that it can break, on tables that follow the change."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from regio_cli.check.relevance import relevant
from regio_cli.check.rule import shipped
from regio_cli.check.selftest import broken
from regio_cli.check.tables import tables
from regio_cli.model.record import Address, Data
from regio_cli.store import database
from tests.rules import TODAY, addressed, kinds, region, rule

Change = Mapping[Address, Data | None]


def fault_of(id_: str) -> Change:
    """The records that the fault of a rule changes in the shipped registry, as they become."""
    fault, before = rule(id_).fault, addressed(region())
    assert fault
    cursor = tables(kinds(), before, TODAY).execute(fault.pick)
    picked = dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))
    after = broken(before, fault, picked)
    return {a: after.get(a) for a in before.keys() | after.keys() if before.get(a) != after.get(a)}


@pytest.mark.parametrize("id_", shipped())
def test_a_rule_is_asked_about_the_change_that_breaks_it(id_: str) -> None:
    assert relevant([rule(id_)], kinds(), addressed(region()), fault_of(id_)) == [rule(id_)]


def test_a_rule_is_not_asked_about_a_change_of_what_it_does_not_look_at() -> None:
    address = Address("body", "regiobestuur")
    before = addressed(region())
    after = {address: {**before[address], "meets": {"per_year": 3}}}
    assert rule("REP-4") not in relevant(shipped().values(), kinds(), before, after)


def test_all_rules_are_asked_when_their_settings_may_change() -> None:
    address = Address("registry", "registry")
    every = list(shipped().values())
    assert relevant(every, kinds(), addressed(region()), {address: {}}) == every


@pytest.mark.parametrize("id_", ["DAT-1", "DAT-9", "DAT-20", "DAT-31", "GRD-1", "TEG-1"])
def test_kept_tables_follow_a_change(id_: str, tmp_path: Path) -> None:
    before, change = addressed(region()), fault_of(id_)
    database.connect(kinds(), lambda: database.Filling(before), TODAY, tmp_path, "one").close()
    followed = database.changed(kinds(), change, tmp_path, "one")
    assert followed
    after = {address: data for address, data in {**before, **change}.items() if data is not None}
    made = database.made_of(kinds(), after)
    for table in database.tables(kinds()):
        query = f'SELECT * FROM "{table.name}"'
        assert set(followed.execute(query)) == set(made.execute(query))
    database.keep(followed, tmp_path, "two")
    assert database.changed(kinds(), {}, tmp_path, "one") is None
    assert database.changed(kinds(), {}, tmp_path, "two") is not None
