"""What an audience may see of records of any shape."""

import json
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
