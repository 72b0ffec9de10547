"""What verbs that take others along leave alone, on random registries: nothing outside what is meant changes."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from regio_cli.change.absences import absences
from regio_cli.change.cascade import Leave, Withdraw
from regio_cli.change.dissolving import Dissolve
from regio_cli.change.draft import Draft
from regio_cli.change.ending import End
from regio_cli.change.refusal import Refused
from regio_cli.change.seats import Replace
from regio_cli.domain.holding import seat_on_day
from regio_cli.domain.records import network
from regio_cli.model.record import Address, Data, Period, period_of
from regio_cli.store.schemas import load_schemas
from tests.networks import DAYS, PARTNERS, PERSONS, days, registries

KINDS = load_schemas({}).kinds
TODAY = DAYS[2]
ids = st.integers(0, 8).map(lambda number: f"m{number}")
Records = dict[Address, Data]


def done(records: Records, operation: Any) -> Records | None:
    """Return the records after an operation, None when it is refused."""
    try:
        draft = operation.apply(Draft(KINDS, records), TODAY)
    except Refused:
        return None
    return {address: data for address in {*records, *draft.changed} if (data := draft.get(address)) is not None}


def is_over(data: Data, day: str) -> bool:
    end = data.get("end_date")
    return end is not None and end <= day


def of_kind(records: Records, kind: str) -> dict[Address, Data]:
    return {address: data for address, data in records.items() if address.kind == kind}


@settings(max_examples=50, deadline=None)
@given(registries(), st.sampled_from(PERSONS), st.integers(0, 2), days, st.booleans())
def test_leaving_an_office_deletes_nothing_and_touches_nobody_else(
    records: Records, person: str, office: int, day: str, stays_on: bool
) -> None:
    after = done(records, Leave(person, office, day, stays_on))
    if after is None:
        return
    assert after.keys() == records.keys()
    for address, data in records.items():
        if after[address] == data:
            continue
        now = after[address]
        assert address.kind == "mandate" or address == Address("person", person)
        if address.kind == "person":
            continue
        replaced = records.get(Address("mandate", data.get("replaces", "")), {})
        stood_in = [
            records[Address("mandate", item["stand_in"])]
            for item in absences(data)
            if item.get("stand_in") and Address("mandate", item["stand_in"]) in records
        ]
        assert person in {data["person"], replaced.get("person"), *(one["person"] for one in stood_in)}
        assert not is_over(data, day), "what is over stays as it was"
        assert now["start_date"] == data["start_date"]
        if data["person"] != person and "replaces" not in data:
            assert now.get("end_date") == data.get("end_date"), (
                "of a holder whose stand-in left only the absence changes"
            )


@settings(max_examples=50, deadline=None)
@given(registries(), st.sampled_from(PARTNERS), days)
def test_a_partner_that_withdraws_leaves_what_is_over_as_it_was(records: Records, partner: str, day: str) -> None:
    after = done(records, Withdraw(partner, day))
    if after is None:
        return
    for address, data in records.items():
        if address == Address("partner", partner):
            continue
        if address.kind in ("person", "election") or is_over(data, day):
            allowed = {**data, "absences": None} if address.kind == "mandate" else data
            assert {**after[address], **({"absences": None} if address.kind == "mandate" else {})} == allowed
        if address not in after:
            assert address.kind == "mandate"
            assert data["start_date"] > day
    for address, data in of_kind(records, "body").items():
        before = {seat["id"]: seat for seat in data["seats"]}
        for seat in after[address].get("seats", ()):
            if seat != before[seat["id"]]:
                assert before[seat["id"]]["on_behalf_of"] == [partner]
                assert not is_over(before[seat["id"]], day)


@settings(max_examples=50, deadline=None)
@given(registries(), days, st.booleans())
def test_a_body_that_ends_leaves_other_bodies_and_what_is_over_as_they_were(
    records: Records, day: str, along: bool
) -> None:
    after = done(records, Dissolve("x", day, ("y",), None, "y" if along else None))
    if after is None:
        return
    for address, data in records.items():
        if address.kind in ("body", "mandate") and data.get("body", address.id) in ("x", "y"):
            continue
        assert after[address] == data
    for address, data in of_kind(records, "mandate").items():
        if data["body"] == "y":
            # Absences may name a mandate in the other body, as in a faulty record.
            assert {**after[address], "absences": None} == {**data, "absences": None}
        elif address not in after:
            assert data["start_date"] > day
        elif is_over(data, day):
            assert {**after[address], "absences": None} == {**data, "absences": None}
    new = [data for address, data in of_kind(after, "mandate").items() if address not in records]
    assert all(data["body"] == "y" and data["start_date"] > day for data in new)
    assert bool(new) <= along


@settings(max_examples=50, deadline=None)
@given(registries(), ids, days, st.none() | days, st.none() | st.sampled_from(PERSONS))
def test_standing_in_changes_the_absences_of_one_mandate_and_adds_at_most_one(
    records: Records, id_: str, day: str, until: str | None, by: str | None
) -> None:
    after = done(records, Replace(id_, day, by=by, temporary=True, until=until))
    if after is None:
        return
    holder = Address("mandate", id_)
    new = sorted(address for address in after if address not in records)
    assert len(new) == (by is not None)
    for address, data in records.items():
        if address != holder:
            assert after[address] == data
    assert {**after[holder], "absences": None} == {**records[holder], "absences": None}
    if not new:
        return
    stand_in = after[new[0]]
    state = seat_on_day(network(after), network(after).bodies[stand_in["body"]].seat(stand_in["seat"]), day)  # type: ignore[arg-type]
    assert new[0].id in {one.id for one in state.holders}
    assert id_ not in {one.id for one in state.unattended}
    returned = done(after, End(new[0].id, day))
    assert returned is not None
    covering = [item for item in absences(returned[holder]) if item.get("stand_in") == new[0].id]
    assert [item["end_date"] for item in covering] == [day]


@settings(max_examples=40, deadline=None)
@given(registries(), ids, days, days)
def test_an_absence_that_is_recorded_overlaps_no_other(records: Records, id_: str, day: str, until: str) -> None:
    holder = Address("mandate", id_)
    before = absences(records.get(holder, {}))
    after = done(records, Replace(id_, day, temporary=True, until=until))
    if after is None:
        return
    span = Period(day, until)
    assert not any(period_of(item).overlaps(span) for item in before)
    assert len(absences(after[holder])) == len(before) + 1
