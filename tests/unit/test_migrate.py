"""Each step between schema versions, as a function from records to records."""

import json
from pathlib import Path
from typing import Any

import pytest

from regio_cli.cli.i18n import Translate
from regio_cli.migrate.step import SetOn, unknown
from regio_cli.migrate.versions import CURRENT, concerns, migrated, plain_version, steps, version_of
from regio_cli.model.record import Address, Data
from regio_cli.store.schemas import load_schemas
from regio_cli.store.snapshot import version_of_text

VERSION_1 = Path(__file__).parents[1] / "version_1"
HOLDER: Data = {"person": "p-1", "body": "b", "seat": "s", "start_date": "2024-01-01", "lapses_with": "office"}
PREVENTED: Data = {**HOLDER, "status": "prevented"}


def stand_in(start: str, end: str | None = None, **more: Any) -> Data:
    data = {**HOLDER, "person": "p-2", "status": "appointed", "replaces": "m", "start_date": start, **more}
    return {**data, "end_date": end} if end else data


def step(holder: Data, *stand_ins: Data, set_on: SetOn = unknown) -> tuple[Data, list[str]]:
    """Return the holder at version 2, and what was said of it."""
    records = {Address("mandate", f"s{number}"): data for number, data in enumerate(stand_ins, 1)}
    done = migrated({Address("mandate", "m"): holder, **records}, 1, set_on)
    assert {a: data for a, data in done.records.items() if a.id != "m"} == records
    return done.records[Address("mandate", "m")], [each.text.render(Translate("en")) for each in done.told]


def absences(holder: Data, *stand_ins: Data, set_on: SetOn = unknown) -> Any:
    return step(holder, *stand_ins, set_on=set_on)[0].get("absences")


def test_there_is_a_step_to_every_version() -> None:
    assert sorted(steps()) == list(range(2, CURRENT + 1))


def test_the_schemas_of_version_1_are_those_that_it_had() -> None:
    then = load_schemas({}, 1).kinds.documents["mandate.schema.json"]
    assert then == json.loads((VERSION_1 / "mandate.schema.json").read_text())
    assert load_schemas({}, 1).digest != load_schemas({}).digest
    assert "prevented" not in json.dumps(load_schemas({}).kinds.documents["mandate.schema.json"])


@pytest.mark.parametrize(
    ("fields", "status"),
    [({}, "appointed"), ({"end_date": "2024-12-31"}, "ended")],
)
def test_who_was_prevented_is_appointed_or_ended(fields: Data, status: str) -> None:
    data, _ = step({**PREVENTED, **fields})
    assert data == {**HOLDER, **fields, "status": status, "absences": data["absences"]}


@pytest.mark.parametrize(
    ("end", "stand_ins", "wanted"),
    [
        # Who still stands in, does so in an absence that goes on.
        (None, [("2024-03-01", None)], [("2024-03-01", None, "s1")]),
        ("2024-06-30", [("2024-03-01", None)], [("2024-03-01", "2024-06-30", "s1")]),
        # After the last stand-in the status still says so: from the day after.
        (None, [("2024-03-01", "2024-03-31")], [("2024-03-01", "2024-03-31", "s1"), ("2024-04-01", None, None)]),
        (
            "2024-06-30",
            [("2024-03-01", "2024-06-29")],
            [("2024-03-01", "2024-06-29", "s1"), ("2024-06-30", "2024-06-30", None)],
        ),
        ("2024-06-30", [("2024-03-01", "2024-06-30")], [("2024-03-01", "2024-06-30", "s1")]),
        ("2024-06-30", [("2024-03-01", "2024-07-01")], [("2024-03-01", "2024-06-30", "s1")]),
        # Several, by their first days, whatever their ids.
        (
            None,
            [("2024-05-01", None), ("2024-03-01", "2024-04-30")],
            [("2024-03-01", "2024-04-30", "s2"), ("2024-05-01", None, "s1")],
        ),
        # Days outside the mandate are no absence from it.
        (None, [("2023-12-31", None)], [("2024-01-01", None, "s1")]),
        (None, [("2023-01-01", "2023-12-31")], [("2024-01-01", None, None)]),
        (None, [("2023-01-01", "2024-01-01")], [("2024-01-01", "2024-01-01", "s1"), ("2024-01-02", None, None)]),
        ("2024-06-30", [("2024-07-01", None)], [("2024-01-01", "2024-06-30", None)]),
        # Nobody stood in.
        (None, [], [("2024-01-01", None, None)]),
        ("2024-06-30", [], [("2024-01-01", "2024-06-30", None)]),
    ],
)
def test_absences_have_the_days_of_the_stand_ins(end: str | None, stand_ins: Any, wanted: Any) -> None:
    holder = {**PREVENTED, "end_date": end} if end else PREVENTED
    found = absences(holder, *[stand_in(*days) for days in stand_ins])
    assert [(each["start_date"], each.get("end_date"), each.get("stand_in")) for each in found] == wanted


def test_who_came_back_was_absent_on_the_days_of_the_stand_in() -> None:
    holder = {**HOLDER, "status": "appointed"}
    data, told = step(holder, stand_in("2024-03-01", "2024-03-31"))
    assert data == {
        **holder,
        "absences": [{"start_date": "2024-03-01", "end_date": "2024-03-31", "stand_in": "s1"}],
    }
    assert told == ["mandate/m: absent from 2024-03-01 until 2024-03-31: these are the days of the stand-in s1"]
    assert step(holder) == (holder, [])
    assert step(holder, stand_in("2020-01-01", "2020-12-31")) == (holder, [])


@pytest.mark.parametrize(
    ("day", "start"),
    [("2024-02-03", "2024-02-03"), ("2024-01-01", "2024-01-01"), ("2023-12-31", "2024-01-01"), (None, "2024-01-01")],
)
def test_without_a_stand_in_the_day_is_that_of_the_history_if_it_lies_in_the_mandate(
    day: str | None, start: str
) -> None:
    data, told = step(PREVENTED, set_on=lambda _: day)
    assert data["absences"] == [{"start_date": start}]
    why = "the day on which the status 'prevented' was recorded" if start == day else "the first day of the mandate"
    assert len(told) == 1 and f"absent from {start} and it goes on: {why}" in told[0]
    assert (
        absences({**PREVENTED, "end_date": "2024-01-31"}, set_on=lambda _: "2024-02-01")[0]["start_date"]
        == "2024-01-01"
    )


def test_each_absence_says_why_it_has_its_days() -> None:
    _, told = step(PREVENTED, stand_in("2024-03-01", "2024-03-31"))
    assert told == [
        "mandate/m: absent from 2024-03-01 until 2024-03-31: these are the days of the stand-in s1",
        "mandate/m: absent from 2024-04-01 and it goes on: the day after the last stand-in, because the status is still"
        " 'prevented'",
    ]


@pytest.mark.parametrize(
    "holder",
    [
        {"status": "prevented"},
        {**PREVENTED, "start_date": 5},
        {**PREVENTED, "start_date": "gisteren"},
        {**PREVENTED, "end_date": ["x"]},
        {**PREVENTED, "absences": 3},
        {**PREVENTED, "replaces": "m"},
        {**HOLDER, "status": ["prevented"]},
    ],
)
def test_faulty_records_stop_nothing(holder: Data) -> None:
    step(
        holder, {**HOLDER, "replaces": "m", "start_date": None}, {"replaces": "m"}, stand_in("9999-12-31", "9999-12-31")
    )


def test_only_mandates_are_concerned() -> None:
    assert concerns(Address("mandate", "m"), PREVENTED)
    assert concerns(Address("mandate", "m"), stand_in("2024-01-01"))
    assert not concerns(Address("mandate", "m"), {**HOLDER, "status": "appointed"})
    assert not concerns(Address("mandate", "m"), PREVENTED, version=2)
    assert not concerns(Address("body", "m"), PREVENTED)


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("schema_version: 1\nname: A\n", 1),
        ("name: A\r\nschema_version: 1\r\n", 1),
        ("schema_version: 2 # nu\n", 2),
        ("schema_version: 31\n", 31),
        ('"schema_version": 1\n', 1),
        ("{schema_version: 1}\n", 1),
        ('name: "a\\nschema_version: 3"\nschema_version: 1\n', 1),
        ("# schema_version: 7\nschema_version: 1\n", 1),
        ("name: A\n", CURRENT),
        ("", CURRENT),
        ('schema_version: "1"\n', CURRENT),
        ("schema_version: 0\n", CURRENT),
        ("schema_version: -1\n", CURRENT),
        ("schema_version: true\n", CURRENT),
        ("schema_version: [1]\n", CURRENT),
        ("schema_version: 1.0\n", CURRENT),
        ("schema_version: {{{\n", CURRENT),
        ("region:\n  schema_version: 1\n", CURRENT),
    ],
)
def test_the_version_is_read_however_it_is_written(text: str, version: int) -> None:
    assert version_of_text(text.encode()) == version


def test_a_plain_version_needs_no_parser() -> None:
    assert plain_version(b"schema_version: 1\n") == 1
    assert plain_version(b"'schema_version': 1\n") is None
    assert version_of(None) == version_of([]) == CURRENT
