"""The stop before a change of many records: exactly a quarter passes, one mandate more does not, and few never stop."""

from collections.abc import Mapping

import pytest

from regio_cli.change.guard import large_loss, require_expected
from regio_cli.change.refusal import Refused
from regio_cli.history.delta import between
from regio_cli.model.record import Address, Data
from tests.rules import kinds

TODAY = "2026-11-24"
YESTERDAY, TOMORROW = "2026-11-23", "2026-11-25"
Records = dict[Address, Data]


def mandates(body: str, number: int, **more: object) -> Records:
    start = {"body": body, "start_date": "2024-01-01"}
    return {Address("mandate", f"{body}-{n:03}"): {**start, **more} for n in range(number)}


def ended(records: Records, number: int, end: str = TODAY) -> Records:
    """The records with the first so many ended."""
    first = sorted(records)[:number]
    return {**records, **{address: {**records[address], "end_date": end} for address in first}}


def removed(records: Records, number: int) -> Records:
    return {address: records[address] for address in sorted(records)[number:]}


def loss(old: Mapping[Address, Data], new: Mapping[Address, Data], today: str = TODAY) -> str | None:
    return large_loss(between(kinds(), old, new), old, today)


@pytest.mark.parametrize(("number", "lost", "is_large"), [
    (100, 25, False), (100, 26, True), (12, 2, False), (12, 3, False), (12, 4, True),
    (16, 3, False), (16, 4, False), (16, 5, True),
    (13, 3, False), (13, 4, True),
    # A third of eleven and more, yet three: more than a few, and more than a quarter.
    (11, 2, False), (11, 3, True),
])  # fmt: skip
@pytest.mark.parametrize("how", [ended, removed])
def test_of_a_body_a_quarter_may_go_and_one_more_may_not(number: int, lost: int, is_large: bool, how: object) -> None:
    tafel, rest = mandates("tafel", number), mandates("raad", 1000)
    new = {**(how(tafel, lost)), **rest}  # type: ignore[operator]
    assert loss({**tafel, **rest}, new) == ("tafel" if is_large else None)


@pytest.mark.parametrize(("lost", "is_large"), [(9, False), (10, False), (11, True)])
def test_of_the_registry_a_quarter_may_go_over_all_bodies(lost: int, is_large: bool) -> None:
    old: Records = {}
    new: Records = {}
    for n in range(20):
        body = mandates(f"b{n:02}", 2)
        old |= body
        new |= ended(body, 1 if n < lost else 0)
    assert loss(old, new) == ("*" if is_large else None)


@pytest.mark.parametrize(("lost", "is_large"), [(1, False), (2, False), (3, True)])
def test_one_or_two_mandates_are_never_many(lost: int, is_large: bool) -> None:
    old = mandates("tafel", 3)
    assert loss(old, ended(old, lost)) == ("*" if is_large else None)
    rest = mandates("raad", 100)
    assert loss({**old, **rest}, {**ended(old, lost), **rest}) == ("tafel" if is_large else None)


def test_two_bodies_that_lose_two_each_lose_few_but_not_together() -> None:
    one, other = mandates("a", 4), mandates("b", 4)
    assert loss({**one, **other}, {**ended(one, 2), **ended(other, 1)}) == "*"
    rest = mandates("raad", 100)
    old = {**one, **other, **rest}
    assert loss(old, {**ended(one, 2), **ended(other, 2), **rest}) is None


def test_the_first_body_by_name_is_the_one_that_is_told() -> None:
    rest = mandates("raad", 100)
    one, other = mandates("a", 4), mandates("b", 4)
    assert loss({**other, **one, **rest}, {**ended(other, 3), **ended(one, 3), **rest}) == "a"


def test_a_successor_in_the_same_body_makes_up_for_an_end_and_one_elsewhere_does_not() -> None:
    old, rest = mandates("tafel", 4), mandates("raad", 100)
    new = {**ended(old, 4), **rest}
    here = {Address("mandate", f"nieuw-{n}"): {"body": "tafel", "start_date": TOMORROW} for n in range(3)}
    assert loss({**old, **rest}, {**new, **here}) is None
    there = {address: {**data, "body": "raad"} for address, data in here.items()}
    assert loss({**old, **rest}, {**new, **there}) == "tafel"
    two = dict(list(here.items())[:2])
    assert loss(old, {**ended(old, 4), **two}) is None
    # Successors that only sit elsewhere leave the registry as full, and the body as empty.
    one_less = dict(list(here.items())[:1])
    assert loss({**old, **rest}, {**new, **one_less}) == "tafel"


def test_a_body_that_gains_is_not_reckoned_against_others() -> None:
    gains, loses = mandates("a", 1), mandates("b", 3)
    new = {Address("mandate", f"x-{n}"): {"body": "a", "start_date": TODAY} for n in range(50)}
    assert loss({**gains, **loses}, {**gains, **new, **ended(loses, 3)}) == "*"


@pytest.mark.parametrize(("end", "is_lost"), [(YESTERDAY, False), (TODAY, True), (TOMORROW, True)])
def test_what_was_over_already_is_not_lost(end: str, is_lost: bool) -> None:
    old, rest = mandates("tafel", 4, end_date=end), mandates("raad", 100)
    assert loss({**old, **rest}, rest) == ("tafel" if is_lost else None)


@pytest.mark.parametrize(("before", "after", "is_lost"), [
    (None, "2030-01-01", True),
    ("2027-12-31", None, False),
    ("2027-12-31", "2027-12-30", True),
    ("2027-12-31", "2027-12-31", False),
    ("2027-12-31", "2028-01-01", False),
])  # fmt: skip
def test_an_end_that_comes_sooner_is_a_loss(before: str | None, after: str | None, is_lost: bool) -> None:
    def at(end: str | None, **more: str) -> Records:
        return mandates("tafel", 4, **({"end_date": end} if end else {}), **more)

    rest = mandates("raad", 100)
    assert loss({**at(before), **rest}, {**at(after, note="x"), **rest}) == ("tafel" if is_lost else None)


@pytest.mark.parametrize(("start", "end", "holds"), [
    (TODAY, None, True), (TOMORROW, None, False), ("2024-01-01", TODAY, True), ("2024-01-01", YESTERDAY, False),
])  # fmt: skip
def test_the_quarter_is_of_the_mandates_in_force_today(start: str, end: str | None, holds: bool) -> None:
    lost, kept = mandates("tafel", 3), {}
    for n in range(9):
        kept[Address("mandate", f"tafel-z{n}")] = {
            "body": "tafel",
            "start_date": start,
            **({"end_date": end} if end else {}),
        }
    rest = mandates("raad", 1000)
    found = loss({**lost, **kept, **rest}, {**kept, **rest})
    assert found == (None if holds else "tafel")


def test_other_records_are_not_counted() -> None:
    partners = {Address("partner", f"p{n}"): {"name": f"P{n}"} for n in range(10)}
    assert loss(partners, {}) is None


# ------------------------------------------------------------------------------------------------------------------ --expect


def told(old: Records, new: Records, expected: int | None) -> tuple[str, str | None]:
    with pytest.raises(Refused) as caught:
        require_expected(between(kinds(), old, new), old, TODAY, expected)
    hint = caught.value.hint
    return caught.value.text.render(str), hint.render(str) if hint else None


def test_the_number_that_was_expected_must_be_exact() -> None:
    old = mandates("tafel", 4)
    new = ended(old, 4)
    require_expected(between(kinds(), old, new), old, TODAY, 4)
    for wrong in (3, 5, 0):
        assert told(old, new, wrong) == (f"4 records would change, not {wrong}; nothing is changed", None)


def test_a_large_loss_is_refused_with_the_number_to_say() -> None:
    old, rest = mandates("tafel", 4), mandates("raad", 100)
    text, hint = told({**old, **rest}, {**ended(old, 3), **rest}, None)
    assert text == "this ends or removes more than a quarter of the mandates of tafel"
    assert hint == "if that is meant, say how many records change: --expect 3"
    assert "of the registry" in told(old, ended(old, 3), None)[0]


def test_a_small_change_passes_without_a_number() -> None:
    old = mandates("tafel", 4)
    require_expected(between(kinds(), old, ended(old, 2)), old, TODAY, None)
