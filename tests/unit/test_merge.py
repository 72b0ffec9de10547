"""Two changes of one record in one: what each side did is in it, and what can't be both is a conflict."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from regio_cli.history.merge import Conflict, merge

SCALARS = st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from(["a", "b", "c"])
KEYS = st.sampled_from(["name", "role", "id", "x"])


def with_ids(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    item = st.tuples(st.sampled_from("abcd"), st.dictionaries(KEYS, inner, max_size=2)).map(
        lambda p: {**p[1], "id": p[0]}
    )
    return st.lists(item, max_size=3, unique_by=lambda found: found["id"])


VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(st.sampled_from("abcd"), max_size=4, unique=True)
        | with_ids(inner)
        | st.lists(inner, max_size=3)
        | st.dictionaries(KEYS, inner, max_size=3)
    ),
    max_leaves=8,
)
RECORDS = st.none() | st.dictionaries(KEYS, VALUES, max_size=4)


def unordered(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: unordered(value) for key, value in data.items()}
    return sorted(map(repr, map(unordered, data))) if isinstance(data, list) else data


@settings(max_examples=300)
@given(RECORDS, RECORDS)
def test_what_one_side_changed_is_as_that_side_has_it(base: Any, changed: Any) -> None:
    assert merge(base, changed, base) == (changed, ())
    assert merge(base, base, changed) == (changed, ())
    assert merge(base, changed, changed) == (changed, ())


@settings(max_examples=500)
@given(RECORDS, RECORDS, RECORDS)
def test_both_sides_are_alike_but_for_order(base: Any, ours: Any, theirs: Any) -> None:
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    swapped = {Conflict(c.pointer, repr(c.base), repr(c.theirs), repr(c.ours)) for c in other.conflicts}
    assert {Conflict(c.pointer, repr(c.base), repr(c.ours), repr(c.theirs)) for c in one.conflicts} == swapped
    if not one.conflicts:
        assert unordered(one.data) == unordered(other.data)


@given(st.dictionaries(st.sampled_from("abcdef"), VALUES), st.data())
def test_changes_of_different_fields_both_survive(base: Any, data: Any) -> None:
    ours = {**base, **data.draw(st.dictionaries(st.sampled_from("abc"), VALUES))}
    theirs = {**base, **data.draw(st.dictionaries(st.sampled_from("def"), VALUES))}
    gone = data.draw(st.sampled_from("abcdef"))
    (ours if gone in "abc" else theirs).pop(gone, None)
    merged = merge(base, ours, theirs)
    expected = {**{k: v for k, v in ours.items() if k in "abc"}, **{k: v for k, v in theirs.items() if k in "def"}}
    assert merged == (expected, ())


@given(st.lists(st.sampled_from("abcdefgh"), unique=True), st.data())
def test_lists_keep_what_either_added_and_lose_what_either_removed(base: Any, data: Any) -> None:
    removed = [set(data.draw(st.lists(st.sampled_from("abcdefgh")))) for _ in range(2)]
    ours, theirs = ([item for item in base if item not in gone] for gone in removed)
    new = [data.draw(st.lists(st.sampled_from(letters), unique=True)) for letters in ("uvw", "xyz")]
    if removed[0] & removed[1] & set(base):
        return
    merged = merge({"tags": base}, {"tags": [*ours, *new[0]]}, {"tags": [*theirs, *new[1]]})
    assert merged == ({"tags": [item for item in ours if item in theirs] + new[0] + new[1]}, ())


def test_two_changes_of_one_value_are_a_conflict_and_ours_stays() -> None:
    base = {"seats": [{"id": "lid", "role": "member"}, {"id": "plv", "role": "deputy"}], "name": "A"}
    ours = {"seats": [{"id": "lid", "role": "chair"}, {"id": "plv", "role": "deputy"}], "name": "B"}
    theirs = {"seats": [{"id": "lid", "role": "observer"}], "name": "B"}
    merged = merge(base, ours, theirs)
    assert merged.data == {"seats": [{"id": "lid", "role": "chair"}], "name": "B"}
    assert merged.conflicts == (Conflict(("seats", "lid", "role"), "member", "chair", "observer"),)


def test_an_item_removed_by_one_and_changed_by_the_other_is_a_conflict() -> None:
    base = {"seats": [{"id": "lid", "role": "member"}]}
    merged = merge(base, {"seats": [{"id": "lid", "role": "chair"}]}, {"seats": []})
    assert merged.conflicts == (
        Conflict(("seats", "lid"), {"id": "lid", "role": "member"}, {"id": "lid", "role": "chair"}, None),
    )
    offices = {"offices": [{"office": "mayor"}]}
    changed = {"offices": [{"office": "mayor", "end_date": "2026-01-01"}]}
    assert len(merge(offices, changed, {"offices": []}).conflicts) == 1
    assert len(merge(offices, changed, {"offices": [{"office": "mayor", "end_date": "2027-01-01"}]}).conflicts) == 1
    added = {"offices": [*offices["offices"], {"office": "alderman"}]}
    assert merge(offices, changed, added) == ({"offices": [changed["offices"][0], {"office": "alderman"}]}, ())


def test_a_record_removed_by_one_and_changed_by_the_other_is_a_conflict() -> None:
    assert merge({"a": 1}, None, {"a": 2}) == (None, (Conflict((), {"a": 1}, None, {"a": 2}),))
    assert merge({"a": 1}, None, None) == (None, ())
    assert merge(None, {"a": 1}, {"b": 2}) == ({"a": 1, "b": 2}, ())


def test_a_list_replaced_by_both_is_a_conflict_but_alike_removals_are_not() -> None:
    assert len(merge({"p": ["a"]}, {"p": ["b"]}, {"p": ["c"]}).conflicts) == 1
    assert merge({"p": ["a", "b"]}, {"p": ["b"]}, {"p": ["b", "c"]}) == ({"p": ["b", "c"]}, ())


def test_the_order_is_that_of_the_side_that_changed_it() -> None:
    assert merge({"p": ["a", "b"]}, {"p": ["a", "b", "c"]}, {"p": ["b", "a"]}).data == {"p": ["b", "c", "a"]}
    assert merge({"p": ["a", "b"]}, {"p": ["a", "x", "b"]}, {"p": ["a", "y", "b"]}).data == {"p": ["a", "x", "y", "b"]}


def test_of_each_conflict_the_side_that_was_chosen_stands_there() -> None:
    base, ours, theirs = ({"a": n, "b": {"c": n}} for n in (0, 1, 2))
    assert merge(base, ours, theirs).data == ours
    assert merge(base, ours, theirs, {("a",): "theirs"}).data == {"a": 2, "b": {"c": 1}}
    assert merge(base, ours, theirs, {("b", "c"): "base"}).data == {"a": 1, "b": {"c": 0}}
    assert merge(base, ours, theirs, {("a",): "ours", ("b", "c"): "theirs"}).data == {"a": 1, "b": {"c": 2}}
    chosen = merge(base, ours, theirs, {("a",): "base", ("b", "c"): "theirs"})
    assert chosen.data == {"a": 0, "b": {"c": 2}} and len(chosen.conflicts) == 2
    # Where the side that was chosen has nothing, nothing stands there.
    assert merge({"a": 0, "z": 1}, {"a": 1, "z": 1}, {"z": 1}, {("a",): "theirs"}).data == {"z": 1}
    assert merge(None, {"a": 1}, {"a": 2}, {("a",): "base"}).data == {}


def test_items_are_the_same_whatever_the_order_of_their_fields_and_whatever_they_hold() -> None:
    item, turned = {"a": 1, "b": 2}, {"b": 2, "a": 1}
    found = merge({"x": [item]}, {"x": [item, "o"]}, {"x": [turned, "t"]})
    assert found.data == {"x": [item, "o", "t"]} and found.conflicts == ()
    day = date(2026, 1, 1)
    assert merge({"x": [day]}, {"x": [day, "o"]}, {"x": [day, "t"]}).data == {"x": [day, "o", "t"]}


def test_an_item_that_both_added_again_is_there_as_often_as_each_has_it() -> None:
    assert merge({"x": ["a"]}, {"x": ["a", "a", "o"]}, {"x": ["a", "a", "t"]}).data == {"x": ["a", "a", "o", "t"]}
    # Each of two additions counts, and each of two removals.
    assert merge({"x": ["a"]}, {"x": ["a", "a"]}, {"x": ["a", "a", "a"]}).data == {"x": ["a"] * 4}
    assert merge({"x": ["a"] * 3}, {"x": ["a"] * 2}, {"x": ["a"]}).data == {"x": []}
    assert merge({"x": ["a"] * 2}, {"x": ["a", "o"]}, {"x": ["a"] * 2 + ["t"]}).data == {"x": ["a", "o", "t"]}


def test_what_one_side_puts_first_is_first() -> None:
    assert merge({"x": ["a", "b"]}, {"x": ["a", "b", "c"]}, {"x": ["z", "a", "b"]}).data == {"x": ["z", "a", "b", "c"]}


def test_items_are_merged_by_id_only_where_each_has_its_own_on_every_side() -> None:
    first, again, other = {"id": "a", "v": 0}, {"id": "a", "v": 1}, {"id": "b"}
    assert merge({"x": [first]}, {"x": [first, again]}, {"x": [first, other]}).data == {"x": [first, again, other]}
    assert merge({"x": [{"v": 1}]}, {"x": [{"v": 1}, first]}, {"x": [{"v": 1}, other]}).data == {
        "x": [{"v": 1}, first, other]
    }
    assert merge({"x": [{"v": 1}]}, {"x": [first]}, {"x": [other]}).conflicts[0].pointer == ("x",)
