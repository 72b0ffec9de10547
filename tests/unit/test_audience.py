"""What an audience may see of records of any shape."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regio_cli.exchange.audience import (
    AUDIENCES,
    AboveAudience,
    Audience,
    may_see,
    require_field,
    require_record,
    required_of_record,
    seen_kind,
    seen_records,
)
from regio_cli.model.record import Address
from regio_cli.store.schemas import load_schemas

KINDS = load_schemas({}).kinds
MARK = "zqhidden"
HIDDEN = "p-zqhidden"
# Anything may stand where a field is, as in a registry with faults.
ANYTHING = st.recursive(
    st.one_of(st.just(MARK), st.just(HIDDEN), st.just(f"person/{HIDDEN}")),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["name", "family", "person", "email", "zq"]), inner, max_size=2),
    max_leaves=4,
)  # fmt: skip


def fields(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from([field.name for field in KINDS[kind].fields]), ANYTHING, max_size=6)


def seen(records: dict[str, Any], audience: Audience = "public") -> dict[str, Any]:
    made = {Address.parse(name): data for name, data in records.items()}
    return {str(address): data for address, data in seen_records(KINDS, made, audience).items()}  # type: ignore[arg-type]


@given(fields("person"), st.sampled_from(["functional", "internal", "open", None, 3]))
def test_a_person_who_is_not_public_is_not_there_whatever_is_said_of_one(data: dict[str, Any], publicity: Any) -> None:
    assert seen({f"person/{HIDDEN}": {**data, "publicity": publicity}}) == {}


@given(fields("person"))
def test_of_a_public_person_only_what_is_public_is_seen(data: dict[str, Any]) -> None:
    found = seen({"person/p-open1": {**data, "publicity": "public"}})["person/p-open1"]
    assert {"email", "phone", "note"} & set(found) == set()
    assert isinstance(found.get("name", {}), dict)


@given(fields("mandate"))
def test_a_mandate_of_somebody_hidden_tells_only_of_the_place(data: dict[str, Any]) -> None:
    found = seen({"mandate/m": {**data, "person": HIDDEN}})["mandate/m"]
    assert {"person", "office", "end_reason", "decision", "source", "note", "lapses_with"} & set(found) <= {
        "lapses_with"
    }


@given(st.sampled_from(["partner", "body", "mandate", "deviation", "redirect", "registry"]).flatmap(
    lambda kind: st.tuples(st.just(kind), fields(kind))))  # fmt: skip
def test_nothing_points_at_somebody_hidden_where_the_schema_has_a_pointer(made: tuple[str, dict[str, Any]]) -> None:
    kind, data = made
    found = seen({f"{kind}/x": data})
    for field in (
        field for field in KINDS[kind].walk() if field.ref and field.ref.kind in ("person", "*") and not field.ref.items
    ):
        assert not any(HIDDEN in json.dumps(one) for one in values([*found.values()], field.path))


def values(data: Any, path: tuple[str, ...]) -> list[Any]:
    if isinstance(data, list):
        return [one for item in data for one in values(item, path)]
    if path:
        return values(data[path[0]], path[1:]) if isinstance(data, dict) and path[0] in data else []
    return [data]


def test_each_audience_sees_what_the_one_before_it_sees() -> None:
    table = [
        [may_see(audience, sort) for sort in (None, "public", "functional", "internal", "new")]
        for audience in AUDIENCES
    ]
    assert table == [
        [True, True, False, False, False],
        [True, True, True, False, False],
        [True, True, True, True, True],
    ]


def test_an_item_without_what_it_needs_is_not_seen() -> None:
    assert seen_kind(KINDS["registry"], "public").field("audit.people") is None
    assert seen_kind(KINDS["registry"], "partners").field("audit.people.email")


def test_what_is_above_is_refused_by_name() -> None:
    with pytest.raises(AboveAudience):
        require_field(KINDS["person"], "email", "public")
    require_field(KINDS["person"], "email", "partners")
    with pytest.raises(AboveAudience):
        require_record({}, Address("person", "p-nobody"), "partners")


def test_the_bureau_sees_everything() -> None:
    data = {"name": {"family": MARK}, "publicity": "internal", "extra": 1}
    assert seen({"person/p-1": data}, "bureau") == {"person/p-1": data}


@pytest.mark.parametrize(
    ("contacts", "left"),
    [
        (["p-open1", HIDDEN], ["p-open1"]),
        ([HIDDEN, "p-open1", HIDDEN], ["p-open1"]),
        (["p-open1"], ["p-open1"]),
        ([HIDDEN], None),
        ([], []),
    ],
)
def test_of_a_list_the_items_of_somebody_hidden_go_and_an_empty_list_tells_nothing(
    contacts: list[str], left: list[str] | None
) -> None:
    records = {"person/p-open1": {"publicity": "public"}, f"person/{HIDDEN}": {"publicity": "internal"},
               "partner/x": {"name": "X", "contacts": [{"level": "executive", "person": id_} for id_ in contacts]}}  # fmt: skip
    found = seen(records)["partner/x"].get("contacts")
    assert (found if found is None else [item["person"] for item in found]) == left
    assert len(seen(records, "bureau")["partner/x"]["contacts"]) == len(contacts)


@pytest.mark.parametrize(
    ("publicity", "audience", "is_seen"),
    [
        ("public", "public", True), ("functional", "public", False), ("internal", "public", False),
        ("public", "partners", True), ("functional", "partners", True), ("internal", "partners", False),
        ("internal", "bureau", True), (None, "partners", False), (None, "bureau", True),
    ],
)  # fmt: skip
def test_a_record_that_is_asked_for_by_name_must_be_one_that_the_audience_sees(
    publicity: str | None, audience: Audience, is_seen: bool
) -> None:
    address = Address("person", "p-1")
    records = {address: {"publicity": publicity}}
    if is_seen:
        require_record(records, address, audience)
        return
    with pytest.raises(AboveAudience) as caught:
        require_record(records, address, audience)
    assert caught.value.text.values == {"what": "person/p-1", "audience": audience}


def test_a_person_that_is_not_there_is_like_one_of_whom_nothing_is_said_and_others_are_no_persons() -> None:
    with pytest.raises(AboveAudience):
        require_record({}, Address("person", "p-9"), "partners")
    require_record({}, Address("person", "p-9"), "bureau")
    require_record({}, Address("partner", "hattem"), "public")
    require_record({Address("partner", "hattem"): {"publicity": "internal"}}, Address("partner", "hattem"), "public")


def test_a_field_that_is_asked_for_by_name_must_be_one_that_the_audience_sees() -> None:
    require_field(KINDS["person"], "name", "public")
    require_field(KINDS["person"], "no_such_field", "public")
    require_field(KINDS["person"], "note", "bureau")
    with pytest.raises(AboveAudience) as caught:
        require_field(KINDS["person"], "note", "public")
    assert caught.value.text.values == {"what": "person.note", "audience": "public"}


def test_what_a_record_always_has_is_less_where_somebody_hidden_may_be_in_it() -> None:
    """Of a mandate the person may be missing, and with the person what tells of one; of others all that is required is there."""

    def required(kind: str) -> list[str]:
        return [field.name for field in required_of_record(seen_kind(KINDS[kind], "public"))]

    def in_full(kind: str) -> set[str]:
        return {field.name for field in KINDS[kind].fields if field.required}

    assert required("mandate") == ["body", "seat", "status", "start_date", "lapses_with"]
    assert in_full("mandate") - {*required("mandate")} == {"person"}
    assert required("partner") == [field.name for field in KINDS["partner"].fields if field.required]
    assert set(required("body")) == in_full("body")


@pytest.mark.parametrize("is_person_required", [True, False])
def test_text_about_somebody_may_be_missing_only_where_somebody_must_be_named(is_person_required: bool) -> None:
    wanted = {"person": is_person_required, "decision": True, "body": True, "status": True, "note": False}
    fields = [replace(field, required=wanted.get(field.name, False)) for field in KINDS["mandate"].fields]
    found = [field.name for field in required_of_record(replace(KINDS["mandate"], fields=tuple(fields)))]
    assert set(found) == ({"body", "status"} if is_person_required else {"body", "status", "decision"})


OPEN = {"name": {"given": "An", "family": "Vlot"}, "publicity": "public"}
HELD = {
    "body": "tafel", "seat": "lid", "on_behalf_of": ["hattem"], "status": "appointed", "start_date": "2024-01-01",
    "end_date": "2026-01-01", "lapses_with": "municipal", "replaces": "eerder", "confirmed_on": "2025-01-01",
}  # fmt: skip
SAID = {"office": "alderman", "end_reason": "ziek", "decision": "B en W 1", "source": "https://x.example"}


def test_what_everybody_may_see_is_seen_whole() -> None:
    offices = [{"office": "alderman", "partner": "hattem", "portfolio": "wonen", "start_date": "2022-01-01"}]
    person = {**OPEN, "offices": offices, "fictitious": True, "confirmed_on": "2026-01-01"}
    private = {"email": "an@x.example", "phone": "038", "note": "x"}
    assert seen({"person/p-1": {**person, **private}}) == {"person/p-1": person}
    assert seen({"person/p-1": {**person, **private}}, "partners") == {
        "person/p-1": {**person, "email": "an@x.example", "phone": "038"}
    }
    assert seen({"person/p-1": {**person, **private}}, "bureau") == {"person/p-1": {**person, **private}}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ({"family": "Vlot"}, {"family": "Vlot"}),
        ({"given": "An"}, {"given": "An"}),
        ({}, {}),
        # A part that nobody knows is not seen, nor what is left of nothing.
        ({"family": "Vlot", "bijnaam": "V"}, {"family": "Vlot"}),
        ({"bijnaam": "V"}, None),
        # Nor is a name of which the part that it needs can't be shown.
        ({"family": {"x": "Vlot"}, "given": "An"}, None),
        ({"family": "Vlot", "given": ["An"]}, {"family": "Vlot"}),
        ("Vlot", None),
    ],
)
def test_an_object_is_seen_as_far_as_its_parts_are(name: Any, expected: Any) -> None:
    found = seen({"person/p-1": {"name": name, "publicity": "public"}})["person/p-1"]
    assert found.get("name") == expected


def test_a_mandate_is_seen_whole_with_its_holder_and_without_only_the_place() -> None:
    mandate = {**HELD, **SAID, "person": "p-1", "note": "x"}
    there = seen({"person/p-1": OPEN, "mandate/m": mandate})
    assert there["mandate/m"] == {**HELD, **SAID, "person": "p-1"}
    hidden = seen({"person/p-1": {**OPEN, "publicity": "functional"}, "mandate/m": mandate})
    assert hidden == {"mandate/m": HELD}
    assert seen({"person/p-1": {**OPEN, "publicity": "functional"}, "mandate/m": mandate}, "partners")["mandate/m"] == {
        **HELD, **SAID, "person": "p-1",
    }  # fmt: skip


def test_of_a_list_those_items_are_seen_that_point_at_nobody_hidden() -> None:
    contacts = [{"level": "executive", "person": "p-1"}, {"level": "civil_service", "person": "p-2"}]
    partner = {
        "name": "Hattem",
        "contacts": contacts,
        "relation_manager": "p-1",
        "accounts": [],
        "address": {"city": "Hattem"},
    }
    records = {"partner/hattem": partner, "person/p-1": OPEN, "person/p-2": {**OPEN, "publicity": "internal"}}
    assert seen(records)["partner/hattem"] == {**partner, "contacts": contacts[:1]}
    for no_list in (None, 3, "p-1", {"person": "p-1"}):
        assert "contacts" not in seen({**records, "partner/hattem": {**partner, "contacts": no_list}})["partner/hattem"]
    only = {**records, "partner/hattem": {**partner, "contacts": contacts[1:], "relation_manager": "p-2"}}
    assert seen(only)["partner/hattem"] == {"name": "Hattem", "accounts": [], "address": {"city": "Hattem"}}


def test_what_points_at_a_person_by_a_whole_address_is_seen_with_that_person_only() -> None:
    deviation = {"rule": "THO-3", "record": "person/p-1", "reason": "x", "decided_by": "raad", "until": "2027-01-01"}
    hidden = {**OPEN, "publicity": "internal"}
    assert "deviation/d" in seen({"person/p-1": OPEN, "deviation/d": deviation})
    assert "deviation/d" not in seen({"person/p-1": hidden, "deviation/d": deviation})
    assert "deviation/d" in seen({"person/p-1": hidden, "deviation/d": {**deviation, "record": "partner/p-1"}})
    assert "deviation/d" not in seen({"person/p-1": OPEN, "deviation/d": {**deviation, "record": ["person/p-1"]}})


def test_a_kind_is_called_by_its_id_where_its_name_is_not_seen() -> None:
    full = KINDS["person"]
    assert seen_kind(full, "bureau") == full
    public = seen_kind(full, "public")
    assert public.label == full.label
    assert {"email", "phone", "note"} & {field.name for field in public.fields} == set()
    assert {"email", "phone"} <= {field.name for field in seen_kind(full, "partners").fields}
    assert "email" not in (*public.columns, *public.sort, *public.search)
    assert full.sort and public.sort == tuple(name for name in full.sort if public.field(name))
    secret = replace(full, fields=tuple(replace(field, personal="internal") for field in full.fields))
    nothing = seen_kind(secret, "public")
    assert (nothing.label, nothing.columns, nothing.sort, nothing.search) == (("id",), (), (), ())


def test_a_setting_of_any_shape_is_seen_as_it_is() -> None:
    registry = {"name": "Proef", "rules": {"TEG-3": {"days": 7}}}
    assert seen({"registry/registry": registry}) == {"registry/registry": registry}
