"""Each rule with a bound in days or numbers: just within it, at it, and just over it; also when a region moves the bound."""

from typing import Any

import pytest

from regio_cli.model.days import later
from regio_cli.model.record import Data
from tests.rules import TODAY, all_rules, broken, rows
from tests.unit import test_rules_governance as governance
from tests.unit import test_rules_integrity as integrity
from tests.unit.test_rules_integrity import CARED, changed, election, mandate, office, seats

Records = dict[str, Data]
YESTERDAY, TOMORROW = "2026-11-23", "2026-11-25"


def lapsing(new_council: str, day: str | None = None, **more: Any) -> Records:
    vote = election(new_council) | ({"date": day} if day else {})
    held = {"lapses_with": "municipal", "start_date": "2022-01-01", "confirmed_on": None, **more}
    return changed(election__e=vote, mandate__lid=held)


def vacant_since(day: str) -> Records:
    return changed(mandate__lid={"end_date": day})


def with_places(number: int) -> Records:
    return changed(body__tafel={"seats": seats(lid={"count": number})})


def quorum(needed: int) -> Records:
    return changed(body__tafel={"quorum": needed}, mandate__vz={"end_date": "2026-12-31"})


def follows(start: str, **more: Any) -> Records:
    """The chair's term ends with the year, the quorum is two, and somebody follows from `start` on."""
    following = mandate("p-plv", "voorzitter", start_date=start, **more)
    return changed(mandate__vz={"end_date": "2026-12-31"}, mandate__op=following)


def chairs_and_faces(chair: Data, face: Data) -> Records:
    held = governance.mandate
    board = governance.body(
        [governance.seat("vz", role="chair"), governance.seat("bb", role="figurehead")], type="regional_board"
    )
    return {
        **governance.REGION,
        "body/tafel": board,
        "mandate/v": {**held("p-1", "tafel", "vz"), **chair},
        "mandate/b": {**held("p-2", "tafel", "bb"), **face},
    }


def many_seats(number: int) -> Records:
    records: Records = {**governance.REGION}
    for n in range(number):
        records[f"body/b{n}"] = governance.body([governance.seat("s", "a1")])
        records[f"mandate/b{n}-s"] = governance.mandate("p-1", f"b{n}", "s")
    return records


LID, TAFEL, B1 = "mandate/lid", "body/tafel", "partner/b1"
# Rule, records, the record that would break it, whether it does, and the parameters.
CASES: list[tuple[str, Records, str, bool, dict[str, Any]]] = [
    # 180 days after the first day of the new council; 2026-05-28 and 180 days is TODAY.
    ("DAT-18", lapsing("2026-05-27"), LID, True, {}),
    ("DAT-18", lapsing("2026-05-28"), LID, True, {}),
    ("DAT-18", lapsing("2026-05-29"), LID, False, {}),
    ("DAT-18", lapsing("2025-11-23", status="staying_on"), LID, True, {}),
    ("DAT-18", lapsing("2025-11-24", status="staying_on"), LID, True, {}),
    ("DAT-18", lapsing("2025-11-25", status="staying_on"), LID, False, {}),
    ("DAT-18", lapsing(YESTERDAY), LID, True, {"days": 1}),
    ("DAT-18", lapsing(TODAY), LID, False, {"days": 1}),
    ("DAT-18", lapsing(TODAY), LID, True, {"days": 0}),
    ("DAT-18", lapsing(TOMORROW), LID, False, {"days": 0}),
    ("DAT-18", lapsing(TODAY, status="staying_on"), LID, True, {"days_staying_on": 0}),
    # Only a confirmation on or after election day is about what follows.
    ("DAT-18", lapsing("2026-03-30", "2026-03-18", confirmed_on="2026-03-17"), LID, True, {}),
    ("DAT-18", lapsing("2026-03-30", "2026-03-18", confirmed_on="2026-03-18"), LID, False, {}),
    ("DAT-18", lapsing("2026-03-30", "2026-03-18", confirmed_on="2026-03-19"), LID, False, {}),
    # Who began on the day of the new council is of the new one.
    ("DAT-18", lapsing("2026-03-30", start_date="2026-03-29"), LID, True, {}),
    ("DAT-18", lapsing("2026-03-30", start_date="2026-03-30"), LID, False, {}),
    # Who goes today is still asked about, who went yesterday is not.
    ("DAT-18", lapsing("2026-03-30", end_date=TODAY), LID, True, {}),
    ("DAT-18", lapsing("2026-03-30", end_date=YESTERDAY), LID, False, {}),
    # Eight years.
    ("DAT-19", changed(mandate__lid={"start_date": "2018-11-23", "confirmed_on": None}), LID, True, {}),
    ("DAT-19", changed(mandate__lid={"start_date": "2018-11-24", "confirmed_on": None}), LID, True, {}),
    ("DAT-19", changed(mandate__lid={"start_date": "2018-11-25", "confirmed_on": None}), LID, False, {}),
    ("DAT-19", changed(mandate__lid={"start_date": "2025-11-24", "confirmed_on": None}), LID, True, {"years": 1}),
    ("DAT-19", changed(mandate__lid={"start_date": "2025-11-25", "confirmed_on": None}), LID, False, {"years": 1}),
    ("DAT-19", changed(mandate__lid={"start_date": "2018-01-01", "confirmed_on": "2025-12-31"}), LID, True, {}),
    ("DAT-19", changed(mandate__lid={"start_date": "2018-01-01", "confirmed_on": "2026-01-01"}), LID, False, {}),
    ("DAT-19", changed(mandate__lid={"start_date": "2018-01-01", "confirmed_on": "2026-01-02"}), LID, False, {}),
    ("DAT-19", changed(mandate__lid={"start_date": "2010-01-01", "confirmed_on": None, "end_date": TODAY}), LID, False, {}),
    # A year after which a confirmation is stale: of a mandate, a partner, a list of members, and a report to the councils.
    ("DAT-34", changed(mandate__lid={"start_date": "2020-01-01", "confirmed_on": "2025-11-23"}), LID, True, {}),
    ("DAT-34", changed(mandate__lid={"start_date": "2020-01-01", "confirmed_on": "2025-11-24"}), LID, False, {}),
    ("DAT-34", changed(mandate__lid={"start_date": "2020-01-01", "confirmed_on": "2026-10-23"}), LID, True, {"months": 1}),
    ("DAT-34", changed(mandate__lid={"start_date": "2020-01-01", "confirmed_on": "2026-10-24"}), LID, False, {"months": 1}),
    ("DAT-34", changed(mandate__lid={"start_date": "2025-11-23", "confirmed_on": None}), LID, True, {}),
    ("DAT-34", changed(mandate__lid={"start_date": "2025-11-24", "confirmed_on": None}), LID, False, {}),
    ("REL-1", changed(partner__b1={**CARED, "confirmed_on": "2025-11-23"}), B1, True, {}),
    ("REL-1", changed(partner__b1={**CARED, "confirmed_on": "2025-11-24"}), B1, False, {}),
    ("REL-1", changed(partner__b1={**CARED, "confirmed_on": "2025-11-25"}), B1, False, {}),
    ("REL-1", changed(partner__b1={**CARED, "confirmed_on": "2026-10-23"}), B1, True, {"months": 1}),
    ("REL-1", changed(partner__b1={**CARED, "confirmed_on": "2026-10-24"}), B1, False, {"months": 1}),
    ("REL-1", changed(partner__b1={**CARED, "confirmed_on": None}), B1, True, {}),
    ("GRD-2", changed(partner__b1={"members": [], "members_confirmed": "2025-11-23"}), B1, True, {}),
    ("GRD-2", changed(partner__b1={"members": [], "members_confirmed": "2025-11-24"}), B1, False, {}),
    ("KLB-2", changed(body__tafel={"report_to_assemblies": "2025-11-23"}), TAFEL, True, {}),
    ("KLB-2", changed(body__tafel={"report_to_assemblies": "2025-11-24"}), TAFEL, False, {}),
    ("KLB-2", changed(body__tafel={"report_to_assemblies": "2026-10-23"}), TAFEL, True, {"months": 1}),
    ("KLB-2", changed(body__tafel={"report_to_assemblies": "2026-10-24"}), TAFEL, False, {"months": 1}),
    # Vacant for sixty days is not more than sixty days: 2026-09-24 is the last day, so 2026-09-25 the first vacant one.
    ("SNE-1", vacant_since("2026-09-23"), TAFEL, True, {}),
    ("SNE-1", vacant_since("2026-09-24"), TAFEL, False, {}),
    ("SNE-1", vacant_since("2026-09-25"), TAFEL, False, {}),
    ("SNE-1", vacant_since(YESTERDAY), TAFEL, False, {"days": 0}),
    ("SNE-1", vacant_since("2026-11-22"), TAFEL, True, {"days": 0}),
    ("SNE-1", vacant_since(TODAY), TAFEL, False, {"days": 0}),
    # A seat for two whose one holder goes today: the other place was never taken.
    ("SNE-1", changed(body__tafel={"seats": seats(voorzitter={"count": 2, "minimum": 2})}, mandate__vz={"end_date": TODAY}), TAFEL, True, {}),
    # Twelve places with a vote, of which the chair has one.
    ("SNE-2", with_places(10), TAFEL, False, {}),
    ("SNE-2", with_places(11), TAFEL, False, {}),
    ("SNE-2", with_places(12), TAFEL, True, {}),
    ("SNE-2", with_places(1), TAFEL, False, {"voters": 2}),
    ("SNE-2", with_places(2), TAFEL, True, {"voters": 2}),
    # Two voters.
    ("SNE-3", changed(body__tafel={"quorum": 1}), TAFEL, False, {}),
    ("SNE-3", changed(body__tafel={"quorum": 2}), TAFEL, False, {}),
    ("SNE-3", changed(body__tafel={"quorum": 3}), TAFEL, True, {}),
    ("SNE-3", changed(body__tafel={"quorum": 2}, mandate__vz={"end_date": TODAY}), TAFEL, False, {}),
    ("SNE-3", changed(body__tafel={"quorum": 2}, mandate__vz={"end_date": YESTERDAY}), TAFEL, True, {}),
    ("SNE-4", quorum(1), TAFEL, False, {}),
    ("SNE-4", quorum(2), TAFEL, True, {}),
    # Already below its quorum: that is another rule.
    ("SNE-4", quorum(3), TAFEL, False, {}),
    # Who follows on the next day fills the gap, who follows a day later does not.
    ("SNE-4", follows("2026-12-31"), TAFEL, False, {}),
    ("SNE-4", follows("2027-01-01"), TAFEL, False, {}),
    ("SNE-4", follows("2027-01-02"), TAFEL, True, {}),
    # Who begins today is a voter already, and not counted twice.
    ("SNE-4", follows(TODAY) | {"body/tafel": {**integrity.SOUND["body/tafel"], "quorum": 3}}, TAFEL, True, {}),
    ("SNE-4", follows("2026-12-01", end_date="2026-12-31"), TAFEL, True, {}),
    ("SNE-4", follows("2026-12-01", end_date="2027-01-01"), TAFEL, False, {}),
    # An office that ended: on its last day it still counts.
    ("DAT-6", changed(person__p_lid={"offices": [office("alderman", "b1", end_date=TODAY)]}), LID, False, {}),
    ("DAT-6", changed(person__p_lid={"offices": [office("alderman", "b1", end_date=YESTERDAY)]}), LID, True, {}),
    # An office that begins after the mandate, by so many days as the region allows.
    ("DAT-6", changed(person__p_lid={"offices": [office("alderman", "b1", start_date="2026-05-01")]}), LID, False, {}),
    ("DAT-6", changed(person__p_lid={"offices": [office("alderman", "b1", start_date="2026-05-02")]}), LID, True, {}),
    ("DAT-6", changed(person__p_lid={"offices": [office("alderman", "b1", start_date="2026-05-31")]}), LID, False, {"days": 30}),
    ("DAT-6", changed(person__p_lid={"offices": [office("alderman", "b1", start_date="2026-06-01")]}), LID, True, {"days": 30}),
    # An office that ends with the mandate, and one that ends on the first day of it.
    ("DAT-6", changed(mandate__lid={"end_date": YESTERDAY}, person__p_lid={"offices": [office("alderman", "b1", end_date=YESTERDAY)]}), LID, False, {}),
    ("DAT-6", changed(person__p_lid={"offices": [office("alderman", "b1", end_date="2026-05-01")]}), LID, True, {}),
    ("DAT-6", changed(mandate__lid={"end_date": "2026-05-01"}, person__p_lid={"offices": [office("alderman", "b1", end_date="2026-05-01")]}), LID, False, {}),
    # One face and one regional chair, on their last and first day.
    ("BOE-1", chairs_and_faces({}, {}), "registry/registry", False, {}),
    ("BOE-1", chairs_and_faces({"end_date": TODAY}, {}), "registry/registry", False, {}),
    ("BOE-1", chairs_and_faces({"end_date": YESTERDAY}, {}), "registry/registry", True, {}),
    ("BOE-1", chairs_and_faces({"start_date": TODAY}, {}), "registry/registry", False, {}),
    ("BOE-1", chairs_and_faces({"start_date": TOMORROW}, {}), "registry/registry", True, {}),
    ("BOE-1", chairs_and_faces({}, {"end_date": TODAY}), "registry/registry", False, {}),
    ("BOE-1", chairs_and_faces({}, {"end_date": YESTERDAY}), "registry/registry", True, {}),
    ("BOE-1", chairs_and_faces({}, {"person": "p-1"}), "registry/registry", True, {}),
    # Five seats of one person.
    ("REP-2", many_seats(4), "person/p-1", False, {}),
    ("REP-2", many_seats(5), "person/p-1", True, {}),
    ("REP-2", many_seats(6), "person/p-1", True, {}),
    ("REP-2", many_seats(2), "person/p-1", False, {"seats": 3}),
    ("REP-2", many_seats(3), "person/p-1", True, {"seats": 3}),
    # Ten days between officials and governors.
    ("TEG-3", governance.pair(meets={"days_before_counterpart": 9}), "body/ambtelijk", True, {}),
    ("TEG-3", governance.pair(meets={"days_before_counterpart": 10}), "body/ambtelijk", False, {}),
    ("TEG-3", governance.pair(meets={"days_before_counterpart": 11}), "body/ambtelijk", False, {}),
    ("TEG-3", governance.pair(meets={"days_before_counterpart": 3}), "body/ambtelijk", True, {"days": 4}),
    ("TEG-3", governance.pair(meets={"days_before_counterpart": 4}), "body/ambtelijk", False, {"days": 4}),
    # The end of a body and of a partner, on the day itself and the day after.
    ("DAT-20", changed(body__tafel={"end_date": TODAY}), TAFEL, False, {}),
    ("DAT-20", changed(body__tafel={"end_date": YESTERDAY}), TAFEL, True, {}),
    ("DAT-21", changed(partner__b1={"end_date": TODAY}), B1, False, {}),
    ("DAT-21", changed(partner__b1={"end_date": YESTERDAY}), B1, True, {}),
    ("DAT-21", changed(partner__b1={"end_date": YESTERDAY}, mandate__lid={"start_date": TODAY}, mandate__plv=None, mandate__klank_b1=None), B1, True, {}),
    ("DAT-21", changed(partner__b1={"end_date": YESTERDAY}, mandate__lid={"start_date": TOMORROW}, mandate__plv=None, mandate__klank_b1=None), B1, False, {}),
    ("DAT-15", changed(mandate__lid={"end_date": TODAY}), LID, False, {}),
    ("DAT-15", changed(mandate__lid={"end_date": YESTERDAY}), LID, True, {}),
]  # fmt: skip


@pytest.mark.parametrize(("id_", "records", "record", "is_broken", "parameters"), CASES)
def test_a_rule_keeps_its_bound(
    id_: str, records: Records, record: str, is_broken: bool, parameters: dict[str, Any]
) -> None:
    assert (record in broken(id_, records, **parameters)) is is_broken


def test_every_parameter_that_counts_days_or_seats_is_here_or_beside_its_rule() -> None:
    counted = {id_ for id_, rule in all_rules().items() if {"days", "months", "years", "voters", "seats"} & {p.name for p in rule.parameters}}  # fmt: skip
    elsewhere = {"REP-3"}
    assert counted - elsewhere <= {case[0] for case in CASES}


def test_a_sound_registry_is_the_start_of_every_case() -> None:
    assert broken("SNE-4", integrity.SOUND) == [] and broken("DAT-18", integrity.SOUND) == []


@pytest.mark.parametrize(
    ("id_", "records", "since"),
    [
        ("DAT-21", changed(partner__b1={"end_date": "2026-11-20"}), "2026-11-21"),
        ("DAT-20", changed(body__tafel={"end_date": "2026-11-20"}), "2026-11-21"),
        ("KLB-2", changed(body__tafel={"report_to_assemblies": "2025-11-20"}), "2026-11-21"),
        ("REL-1", changed(partner__b1={**CARED, "confirmed_on": "2025-11-20"}), "2026-11-21"),
        ("GRD-2", changed(partner__b1={"members": [], "members_confirmed": "2025-11-20"}), "2026-11-21"),
        ("DAT-18", lapsing("2026-05-20"), "2026-11-16"),
        ("DAT-19", changed(mandate__lid={"start_date": "2018-11-20", "confirmed_on": None}), "2026-11-20"),
    ],
)
def test_a_rule_says_since_when_it_is_broken(id_: str, records: Records, since: str) -> None:
    """The day itself breaks the rule, and the day before does not."""
    found = [row for row in rows(id_, records) if row["record"] in (LID, TAFEL, B1)]
    assert [row["since"] for row in found] == [since]
    assert rows(id_, records, since)
    before = later(since, -1)
    assert [row for row in rows(id_, records, before) if row["record"] in (LID, TAFEL, B1)] == []


def test_an_office_that_never_fitted_has_no_day_since_when() -> None:
    never = changed(person__p_lid={"offices": [office("alderman", "b1", end_date="2026-04-30")]})
    assert [(row["day"], row["since"]) for row in rows("DAT-6", never)] == [("2026-05-01", None)]
