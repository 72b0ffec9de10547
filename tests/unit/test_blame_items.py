"""Items of a list are found again wherever they stand: compared with counting them by content."""

from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from regio_cli.history.blame import _places

ITEMS = st.one_of(
    st.sampled_from(["a", "b", "c"]),
    st.fixed_dictionaries({"office": st.sampled_from("xyz"), "start": st.integers(0, 3)}),
    st.fixed_dictionaries({"id": st.sampled_from("pqrstu"), "start": st.integers(0, 3)}),
)


def marks(items: list[Any]) -> list[str]:
    return [f"id {item['id']}" if isinstance(item, dict) and "id" in item else str(item) for item in items]


@given(st.lists(ITEMS, max_size=8), st.lists(ITEMS, max_size=8))
def test_what_is_there_whole_is_found_and_no_place_twice(before: list[Any], now: list[Any]) -> None:
    found = _places(None, before, now)
    taken = [place for place in found if place is not None]
    assert len(taken) == len(set(taken))
    same = Counter(marks(before)) & Counter(marks(now))
    whole = [
        position
        for position, place in enumerate(found)
        if place is not None and marks(before)[position] == marks(now)[place]
    ]
    assert Counter(marks(before)[position] for position in whole) == same


@given(st.lists(st.sampled_from("abcdefgh"), unique=True), st.randoms(use_true_random=False))
def test_another_order_and_an_insertion_move_no_item(items: list[str], random: Any) -> None:
    now = [{"office": item} for item in items] + [{"office": "new"}]
    random.shuffle(now)
    found = _places(None, [{"office": item} for item in items], now)
    assert [now[place]["office"] for place in found if place is not None] == items


def test_an_item_that_changed_is_the_one_of_which_most_is_the_same() -> None:
    before = [{"office": "alderman", "start": 2018, "end": 2022}]
    now = [{"office": "mayor", "start": 2022}, {"office": "alderman", "start": 2018, "end": 2021}]
    assert _places(None, before, now) == [1]
    assert _places(None, [{"office": "other"}], now) == [None]
