"""The figures that rules and reports reckon with, on values worked out in the domain brief and its sources."""

from itertools import combinations, pairwise
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regio_cli.domain import figures

# Inhabitants in the register of government organisations, 2026-05-16.
PROVINCES = {"overijssel": 450768, "drenthe": 138251, "flevoland": 119804, "gelderland": 110409}
REGION = {
    "de-wolden": 24819, "hoogeveen": 56781, "meppel": 36616, "westerveld": 20035, "dalfsen": 30264, "hardenberg": 64116,
    "kampen": 56835, "olst-wijhe": 19079, "ommen": 19365, "raalte": 39084, "staphorst": 18219, "steenwijkerland": 45926,
    "zwartewaterland": 23733, "zwolle": 134147, "dronten": 45443, "noordoostpolder": 51930, "urk": 22431, "elburg": 24039,
    "hattem": 12822, "heerde": 19325, "nunspeet": 29688, "oldebroek": 24535,
}  # fmt: skip


def in_order(found: dict[str, int]) -> list[int]:
    return [found[province] for province in PROVINCES]


@pytest.mark.parametrize(
    ("seats", "minimum", "expected"),
    [(4, 0, [2, 1, 1, 0]), (5, 0, [2, 1, 1, 1]), (8, 0, [5, 1, 1, 1]), (10, 0, [6, 2, 1, 1]), (4, 1, [1, 1, 1, 1]), (6, 1, [3, 1, 1, 1])],
)  # fmt: skip
def test_sainte_lague_divides_as_in_the_brief(seats: int, minimum: int, expected: list[int]) -> None:
    assert in_order(figures.sainte_lague(PROVINCES, seats, minimum)) == expected


def test_sainte_lague_refuses_a_minimum_that_there_are_no_seats_for() -> None:
    with pytest.raises(ValueError, match="3 seats"):
        figures.sainte_lague(PROVINCES, 3, 1)


@given(st.dictionaries(st.text(max_size=3), st.integers(1, 10**6), min_size=1, max_size=8), st.integers(0, 40))
def test_sainte_lague_gives_out_all_seats_and_a_heavier_group_never_fewer(weights: dict[str, int], seats: int) -> None:
    found = figures.sainte_lague(weights, seats)
    assert sum(found.values()) == seats
    ranked = sorted(weights, key=lambda group: weights[group])
    assert all(found[a] <= found[b] for a, b in pairwise(ranked) if weights[a] < weights[b])


def test_the_quotas_of_the_steering_group_of_2020_are_those_of_the_brief() -> None:
    found = figures.quotas(PROVINCES, 3)
    assert {group: round(quota, 2) for group, quota in found.items()} == {
        "overijssel": 1.65,
        "drenthe": 0.51,
        "flevoland": 0.44,
        "gelderland": 0.40,
    }


def test_the_quota_rule_takes_the_quota_rounded_down_or_up() -> None:
    assert [figures.keeps_quota(seats, 1.65) for seats in (0, 1, 1.5, 2, 3)] == [False, True, True, True, False]
    assert [figures.keeps_quota(seats, 2.0) for seats in (1, 2, 3)] == [False, True, False]


def test_a_group_without_a_seat_is_unfair_also_within_quota_and_one_seat_is_fair_also_above_it() -> None:
    found = {
        s.group: s.is_fair for s in figures.standings({"overijssel": 2, "flevoland": 1, "gelderland": 1}, PROVINCES)
    }
    assert found == {"overijssel": True, "drenthe": False, "flevoland": True, "gelderland": True}
    small = figures.standings({"a": 1, "b": 9}, {"a": 1, "b": 999})
    assert [(s.group, s.is_fair) for s in small] == [("b", True), ("a", True)]


def test_standings_are_cut_off_after_those_that_have_seats() -> None:
    weights = {f"g{n:02}": 100 - n for n in range(40)}
    found = figures.standings({"g39": 3}, weights)
    assert len(found) == figures.LONGEST
    assert found[-1].group == "g39"


def test_the_change_of_seats_that_mends_is_the_one_of_the_brief() -> None:
    assert figures.seat_changes({"overijssel": 2, "flevoland": 1, "gelderland": 1}, PROVINCES) == {"drenthe": 1}
    steering = figures.seat_changes({"overijssel": 3}, PROVINCES)
    assert steering == {"drenthe": 1, "flevoland": 1, "gelderland": 1}


def test_where_adding_would_take_too_many_seats_they_are_divided_anew() -> None:
    assert figures.seat_changes({"gelderland": 5}, PROVINCES) == {
        "overijssel": 2,
        "drenthe": 1,
        "flevoland": 1,
        "gelderland": -4,
    }


@given(st.dictionaries(st.sampled_from(list(PROVINCES)), st.integers(0, 12)))
def test_after_the_change_every_province_has_a_seat_and_another_change_does_nothing(seats: dict[str, int]) -> None:
    change = figures.seat_changes(seats, PROVINCES)
    after = {province: seats.get(province, 0) + change.get(province, 0) for province in PROVINCES}
    assert all(number >= 1 for number in after.values())
    assert figures.seat_changes(after, PROVINCES) == {}


def test_representation_ratios_are_those_of_the_steering_group_of_2020() -> None:
    ratios = [figures.representation_ratio(3 * (p == "overijssel"), 3, PROVINCES[p] / 819232) for p in PROVINCES]
    assert [round(ratio or 0, 2) for ratio in ratios] == [1.82, 0, 0, 0]
    assert figures.representation_ratio(0, 0, 0.5) is None


def test_a_difference_of_less_than_a_seat_is_not_out_of_proportion() -> None:
    assert not figures.is_out_of_proportion(0, 3, 0.17)
    assert figures.is_out_of_proportion(0, 12, 0.17)
    assert figures.is_out_of_proportion(5, 12, 0.17)
    assert not figures.is_out_of_proportion(3, 12, 0.17)


def test_disproportionality_is_that_of_the_worked_examples() -> None:
    assert round(figures.gallagher({"overijssel": 3}, PROVINCES), 1) == 36.8
    assert round(figures.gallagher({"overijssel": 2, "flevoland": 1, "gelderland": 1}, PROVINCES), 1) == 16.6
    assert figures.gallagher(PROVINCES, PROVINCES) == 0
    assert figures.loosemore_hanby({"a": 1}, {"b": 1}) == 100
    assert round(figures.loosemore_hanby({"overijssel": 3}, PROVINCES), 1) == 45.0


@pytest.mark.parametrize(
    ("parts", "classes", "expected"),
    [([3, 3, 3], None, 1.0), ([4, 3, 3], None, 0.99), ([4, 2, 1], None, 0.87), ([5, 1, 1], None, 0.72), ([4, 1, 1], None, 0.79),
     ([3, 0, 0, 0], None, 0.0), ([2, 0, 1, 1], None, 0.75), ([2, 1, 1], 4, 0.75)],
)  # fmt: skip
def test_evenness_is_that_of_the_brief(parts: list[float], classes: int | None, expected: float) -> None:
    assert round(figures.pielou(parts, classes) or 0, 2) == expected


def test_evenness_of_the_inhabitants_is_the_reference_of_the_brief() -> None:
    assert round(figures.pielou(list(PROVINCES.values())) or 0, 3) == 0.851
    assert figures.pielou([1]) is None
    assert figures.pielou([0, 0]) is None


def test_the_region_is_as_concentrated_as_fifteen_municipalities() -> None:
    assert round(figures.hhi(list(REGION.values())) or 0, 3) == 0.067
    assert round(figures.effective_number(list(REGION.values())) or 0, 1) == 14.9
    assert figures.hhi([]) is None


def test_diversity_and_inequality_run_from_nothing_to_one() -> None:
    assert figures.blau([5]) == 0
    assert isclose(figures.blau([1, 1, 1, 1]) or 0, 0.75)
    assert figures.gini([2, 2, 2]) == 0
    assert isclose(figures.gini([0, 0, 0, 1]) or 0, 0.75)
    assert isclose(figures.gini([1, 2, 3, 4]) or 0, 0.25)
    assert figures.gini([0]) is None


def test_voting_power_of_the_centre_municipality_is_that_of_the_brief() -> None:
    hundreds = {name: round(inhabitants / 100) for name, inhabitants in REGION.items()}
    assert round(figures.banzhaf(hundreds)["zwolle"], 3) == 0.193
    assert round(figures.penrose(REGION)["zwolle"], 3) == 0.090
    rooted = {name: round(1000 * share) for name, share in figures.penrose(REGION).items()}
    assert round(figures.banzhaf(rooted)["zwolle"], 3) == 0.094
    assert round(figures.banzhaf(dict.fromkeys(REGION, 1))["zwolle"], 3) == 0.045


@given(st.lists(st.integers(0, 6), min_size=1, max_size=6), st.integers(1, 20))
def test_voting_power_is_what_counting_every_coalition_gives(votes: list[int], needed: int) -> None:
    voters = {str(n): vote for n, vote in enumerate(votes)}
    swings = dict.fromkeys(voters, 0)
    for size in range(len(voters) + 1):
        for coalition in combinations(voters, size):
            total = sum(voters[voter] for voter in coalition)
            for voter in coalition:
                swings[voter] += total >= needed > total - voters[voter]
    every = sum(swings.values())
    assert figures.banzhaf(voters, needed) == {
        voter: number / every if every else 0 for voter, number in swings.items()
    }


@given(st.integers(0, 30), st.integers(0, 60), st.floats(0.01, 0.99))
def test_the_change_to_proportion_is_the_fewest_seats_that_do(held: int, others: int, share: float) -> None:
    total = held + others
    change = figures.change_to_proportion(held, total, share)
    if not figures.is_out_of_proportion(held, total, share):
        assert change == 0
    elif change:
        assert not figures.is_out_of_proportion(held + change, total + change, share)
        fewer = change - (1 if change > 0 else -1)
        assert figures.is_out_of_proportion(held + fewer, total + fewer, share)
        assert (change > 0) == (held < total * share)


@given(st.dictionaries(st.sampled_from("abcd"), st.integers(0, 20), min_size=2))
def test_what_is_added_to_the_smaller_groups_brings_balance(votes: dict[str, int]) -> None:
    added = figures.additions_to_balance(votes, 0.8, 0.5)
    after = [number + added.get(group, 0) for group, number in votes.items()]
    assert min(after) >= 1 and max(after) <= sum(after) / 2 and figures.pielou(after) >= 0.8
    assert all(number > 0 for number in added.values())


def test_the_stuurgroep_of_2020_needs_one_seat_more_for_education() -> None:
    votes = {"government": 4, "business": 2, "education": 1}
    assert figures.additions_to_balance(votes, 0.8, 0.5) == {"education": 1}


def test_what_can_not_be_balanced_gets_nothing_added() -> None:
    assert figures.additions_to_balance({"a": 3, "b": 1}, 2, 0.5) == {}
    assert figures.additions_to_balance({"a": 3}, 0.8, 0.5) == {}
    assert figures.additions_to_balance({}, 0.8, 0.5) == {}


# ------------------------------------------------------------------------------------------------- before, at and after a bound


@pytest.mark.parametrize(
    ("seats", "quota", "keeps"),
    [
        # Between the quota rounded down and rounded up, both included.
        (0.99, 1.5, False), (1, 1.5, True), (1.01, 1.5, True), (1.99, 1.5, True), (2, 1.5, True), (2.01, 1.5, False),
        (1.99, 2, False), (2, 2, True), (2.01, 2, False),
        (0, 0, True), (0.01, 0, False), (0, 0.01, True), (1, 0.01, True), (1.01, 0.01, False),
        # A quota that is whole but for what adding fractions leaves is whole.
        (3, 0.1 * 3 * 10, True), (2, 0.1 * 3 * 10, False), (4, 0.1 * 3 * 10, False), (3, 3 - 1e-12, True), (2, 3 - 1e-12, False),
        (3, 3 - 1e-6, True), (2, 3 - 1e-6, True), (4, 3 + 1e-6, True), (4, 3 + 1e-12, False),
        # And so are seats that are shared: a third and two thirds.
        (1 / 3 + 2 / 3, 1, True), (0.1 + 0.2 + 0.7, 1, True),
    ],
)  # fmt: skip
def test_seats_keep_the_quota_at_its_bounds(seats: float, quota: float, keeps: bool) -> None:
    assert figures.keeps_quota(seats, quota) is keeps


@pytest.mark.parametrize(
    ("seats", "weights", "minimum", "is_fair"),
    [
        # A group with the minimum and no more is fair below its quota and above it, unless it is due more.
        ({"a": 1, "b": 9}, {"a": 1, "b": 999}, 1, True),
        ({"a": 2, "b": 8}, {"a": 1, "b": 999}, 1, False),
        ({"a": 2, "b": 8}, {"a": 1, "b": 999}, 2, True),
        ({"a": 1, "b": 9}, {"a": 1, "b": 9}, 1, True),
        ({"a": 1, "b": 9}, {"a": 19, "b": 81}, 1, True),
        ({"a": 1, "b": 9}, {"a": 2, "b": 8}, 1, False),
        ({"a": 1, "b": 9}, {"a": 21, "b": 79}, 1, False),
        ({"a": 0, "b": 10}, {"a": 1, "b": 999}, 1, False),
        ({"a": 0, "b": 10}, {"a": 1, "b": 999}, 0, True),
        ({"a": 0.5, "b": 9.5}, {"a": 1, "b": 999}, 1, False),
        ({"a": 0.5, "b": 9.5}, {"a": 1, "b": 999}, 0.5, True),
        ({"a": 1 - 1e-12, "b": 9}, {"a": 1, "b": 999}, 1, True),
        ({"a": 1 - 1e-6, "b": 9}, {"a": 1, "b": 999}, 1, False),
        ({"a": 2, "b": 8}, {"a": 2, "b": 8}, 2, True),
        ({"a": 2, "b": 8}, {"a": 15, "b": 85}, 1, True),
    ],
)  # fmt: skip
def test_a_group_is_fair_from_its_minimum_and_within_its_quota(
    seats: dict[str, float], weights: dict[str, float], minimum: float, is_fair: bool
) -> None:
    (found,) = (s for s in figures.standings(seats, weights, minimum) if s.group == "a")
    assert found.is_fair is is_fair
    assert found.seats == seats["a"]
    assert isclose(found.quota, sum(seats.values()) * weights["a"] / sum(weights.values()))


def test_standings_without_weight_or_seats_have_no_quota() -> None:
    assert figures.standings({"a": 1}, {"a": 0}) == [figures.Standing("a", 1, 0.0, True)]
    assert figures.standings({}, {"a": 5}) == [figures.Standing("a", 0, 0.0, False)]
    assert figures.quotas({"a": 0, "b": 0}, 5) == {"a": 0.0, "b": 0.0}
    assert figures.quotas({}, 5) == {}


@pytest.mark.parametrize("longest", [0, 1, 2, 3, 4])
def test_a_table_is_as_long_as_asked_and_never_leaves_out_who_is_seated(longest: int) -> None:
    weights = {"a": 1, "b": 5, "c": 3}
    found = [s.group for s in figures.standings({"a": 1}, weights, longest=longest)]
    # The first of those without a seat, in the order given; then by weight.
    assert found == {0: ["a"], 1: ["a"], 2: ["b", "a"]}.get(longest, ["b", "c", "a"])


def test_groups_of_one_weight_are_in_the_order_of_the_alphabet() -> None:
    assert [s.group for s in figures.standings({"c": 1, "a": 1}, {"c": 1, "b": 1, "a": 1})] == ["a", "b", "c"]
    assert figures.sainte_lague({"c": 1, "b": 1, "a": 1}, 2) == {"c": 0, "b": 1, "a": 1}


@pytest.mark.parametrize(
    ("seats", "minimum", "is_possible"), [(3, 1, False), (4, 1, True), (5, 1, True), (7, 2, False), (8, 2, True)]
)
def test_there_must_be_seats_for_the_minimum_and_just_enough_will_do(
    seats: int, minimum: int, is_possible: bool
) -> None:
    if not is_possible:
        with pytest.raises(ValueError, match=f"^{seats} seats for 4 groups of at least {minimum}$"):
            figures.sainte_lague(PROVINCES, seats, minimum)
        return
    found = figures.sainte_lague(PROVINCES, seats, minimum)
    assert sum(found.values()) == seats and min(found.values()) >= minimum


def test_without_groups_nothing_is_divided() -> None:
    assert figures.sainte_lague({}, 5) == {}
    assert figures.seat_changes({}, {}) == {}


@pytest.mark.parametrize(
    ("seats", "expected"),
    [
        # Equal claims go to a first: its three fit in five seats, three of b in six, which is twice as many.
        ({"a": 3, "b": 1}, {"b": 1}),
        ({"a": 3}, {"b": 2}),
        ({"b": 3}, {"a": 3}),
        ({"a": 1}, {"b": 1}),
        ({"a": 1, "b": 1}, {}),
        # A shared seat counts as one.
        ({"a": 1.5, "b": 0.5}, {}),
        ({"a": 1.5}, {"b": 1}),
        ({"a": 1 + 1e-12, "b": 1}, {}),
        ({}, {"a": 1, "b": 1}),
    ],
)
def test_seats_are_added_while_twice_as_many_will_do(seats: dict[str, float], expected: dict[str, int]) -> None:
    assert figures.seat_changes(seats, {"a": 1, "b": 1}) == expected


def test_more_than_twice_the_seats_are_not_added() -> None:
    # Three groups alike, one with all four seats: twelve would do, which is three times as many.
    assert figures.seat_changes({"a": 4}, {"a": 1, "b": 1, "c": 1}) == {"a": -2, "b": 1, "c": 1}
    assert figures.seat_changes({"a": 2, "b": 1}, {"a": 1, "b": 1, "c": 1}) == {"c": 1}
    # Two of c fit in six, twice the least that three groups take; three of c in nine.
    assert figures.seat_changes({"c": 2}, {"a": 1, "b": 1, "c": 1}) == {"a": 2, "b": 2}
    # Two of b beside three of a are five, one more than twice two.
    assert figures.seat_changes({"b": 2}, {"a": 2, "b": 1}) == {"a": 1, "b": -1}
    # Divided among few, each still has one.
    assert figures.seat_changes({"c": 3}, {"a": 100, "b": 1, "c": 1}) == {"a": 1, "b": 1, "c": -2}
    assert figures.seat_changes({"c": 3}, {"a": 1, "b": 1, "c": 1}) == {"a": 1, "b": 1, "c": -2}


@pytest.mark.parametrize(
    ("seats", "total", "share", "is_out"),
    [
        # Twice the share exactly is not above it, half exactly not below it: four of ten at a fifth, one of ten at a fifth.
        (4, 10, 0.2, False), (5, 10, 0.2, True), (3, 10, 0.2, False),
        (8, 32, 0.125, False), (9, 32, 0.125, True), (2, 32, 0.125, False), (1, 32, 0.125, True),
        # One whole seat of difference exactly counts, less does not.
        (0, 10, 0.1, True), (0, 10, 0.09, False), (0, 10, 0.11, True), (0, 8, 0.125, True), (0, 7, 0.125, False),
        (2, 4, 0.2, True), (2, 4, 0.25, False), (1, 4, 0.1, False), (1.6, 4, 0.125, True), (1.5, 4, 0.125, True), (1.4, 4, 0.125, False),
        # Nothing to measure by.
        (1, 0, 0.5, False), (1, 10, 0, False), (0, 0, 0, False),
    ],
)  # fmt: skip
def test_out_of_proportion_begins_beyond_the_bounds_and_at_a_whole_seat(
    seats: float, total: float, share: float, is_out: bool
) -> None:
    assert figures.is_out_of_proportion(seats, total, share) is is_out


@pytest.mark.parametrize(
    ("seats", "low", "high", "is_out"),
    [
        (4, 0.25, 1, False),
        (5, 0.25, 1, True),
        (1, 0.25, 1, False),
        (0, 0.25, 1, True),
        (0, 0, 1, False),
        (5, 0.25, 1.25, False),
    ],
)
def test_the_bounds_of_proportion_can_be_moved(seats: int, low: float, high: float, is_out: bool) -> None:
    assert figures.is_out_of_proportion(seats, 16, 0.25, low, high) is is_out


@pytest.mark.parametrize(
    ("seats", "total", "share", "expected"),
    [
        # Half of ten seats for a tenth: one seat away from every two… until twice the share, or less than a seat over it.
        (5, 10, 0.1, -4), (0, 10, 0.2, 2), (0, 20, 0.2, 3), (4, 10, 0.2, 0), (0, 4, 0.2, 0),
        # One group alone has all seats; none but all of them taken away would do, and then there are none.
        (3, 3, 0.1, -2), (1.5, 3, 0.01, -1), (1, 1, 0.1, 0), (2, 2, 0.25, -1),
        (0, 0, 0.5, 0), (5, 10, 0, 0),
    ],
)  # fmt: skip
def test_the_change_to_proportion_at_its_bounds(seats: float, total: float, share: float, expected: int) -> None:
    assert figures.change_to_proportion(seats, total, share) == expected


def test_the_change_to_proportion_keeps_to_other_bounds_as_well() -> None:
    assert figures.change_to_proportion(4, 16, 0.25, 0.9, 1) == 0
    assert figures.change_to_proportion(6, 16, 0.25, 0.9, 1) == -2
    assert figures.change_to_proportion(6, 16, 0.25, 0.9, 2) == 0
    assert figures.change_to_proportion(2, 16, 0.25, 0.9, 4) == 2
    assert figures.change_to_proportion(2, 16, 0.25, 0.4, 4) == 0


@pytest.mark.parametrize(
    ("votes", "majority", "expected"),
    [
        # Half exactly is no majority; one vote more is.
        ({"a": 2, "b": 2}, 0.5, {}),
        ({"a": 3, "b": 2}, 0.5, {"b": 1}),
        ({"a": 3, "b": 2}, 0.6, {}),
        ({"a": 3, "b": 2}, 0.59, {"b": 1}),
        ({"a": 2, "b": 1, "c": 1}, 0.5, {}),
        ({"a": 3, "b": 1, "c": 1}, 0.5, {"b": 1}),
        # Every group has a vote.
        ({"a": 1, "b": 1, "c": 0}, 0.5, {"c": 1}),
        ({"a": 0, "b": 0}, 0.5, {"a": 1, "b": 1}),
        ({"a": 1, "b": 0.9}, 0.7, {"b": 1}),
        ({"a": 1, "b": 0.9995}, 0.6, {}),
    ],
)
def test_votes_are_added_until_no_group_has_more_than_the_majority(
    votes: dict[str, float], majority: float, expected: dict[str, int]
) -> None:
    assert figures.additions_to_balance(votes, 0, majority) == expected


@pytest.mark.parametrize(("evenness", "expected"), [(1.0, {"b": 1}), (0.9, {}), (0.919, {"b": 1}), (0.918, {})])
def test_evenness_at_its_bound_is_enough(evenness: float, expected: dict[str, int]) -> None:
    # Two against one is an evenness of 0.9183.
    assert figures.additions_to_balance({"a": 2, "b": 1}, evenness, 0.7) == expected


def test_votes_go_to_the_smallest_group_and_then_to_the_first_in_the_alphabet() -> None:
    assert figures.additions_to_balance({"c": 2, "b": 0, "a": 0}, 0, 0.5) == {"b": 1, "a": 1}
    assert figures.additions_to_balance({"c": 3, "b": 1, "a": 1}, 0, 0.5) == {"a": 1}


def test_a_group_that_is_on_one_side_only_counts_on_the_other_as_nothing() -> None:
    assert figures.gallagher({"a": 1}, {"a": 1, "b": 1}) == 50
    assert figures.gallagher({"a": 1, "b": 1}, {"a": 1}) == 50
    assert figures.loosemore_hanby({"a": 1}, {"a": 1, "b": 1}) == 50


def test_nothing_is_even_or_concentrated_without_two_to_compare() -> None:
    assert figures.pielou([2, 2]) == 1 and figures.pielou([2], 2) == 0 and figures.pielou([2, 2], 1) is None
    assert str(figures.pielou([2, 0])) == "0.0"
    assert figures.hhi([2]) == 1 and figures.hhi([1, 1]) == 0.5 and figures.hhi([0, 0]) is None
    assert figures.effective_number([1, 1]) == 2 and figures.effective_number([]) is None
    assert figures.blau([1, 1]) == 0.5 and figures.blau([]) is None
    assert figures.gini([]) is None and figures.gini([1]) == 0 and figures.gini([0, 1]) == 0.5
    assert figures.shares([1, 3]) == [0.25, 0.75] and figures.shares([0]) == [] and figures.shares([]) == []


@pytest.mark.parametrize(
    ("votes", "needed", "expected"),
    [
        # More than half: two of three, and three of four.
        ({"a": 1, "b": 1, "c": 1}, None, {"a": 1 / 3, "b": 1 / 3, "c": 1 / 3}),
        ({"a": 2, "b": 1, "c": 1}, None, {"a": 0.6, "b": 0.2, "c": 0.2}),
        ({"a": 3, "b": 1, "c": 1}, None, {"a": 1, "b": 0, "c": 0}),
        ({"a": 2, "b": 1, "c": 1}, 2, {"a": 0.6, "b": 0.2, "c": 0.2}),
        ({"a": 2, "b": 1}, 3, {"a": 0.5, "b": 0.5}),
        ({"a": 2, "b": 1}, 2, {"a": 1, "b": 0}),
        ({"a": 2, "b": 1}, 1, {"a": 0.5, "b": 0.5}),
        # Nobody decides when more are needed than there are, or none.
        ({"a": 2, "b": 1}, 4, {"a": 0, "b": 0}),
        ({"a": 2, "b": 1}, 0, {"a": 0, "b": 0}),
        ({"a": 1, "b": 0}, None, {"a": 1, "b": 0}),
        ({"a": 0}, None, {"a": 0}),
        ({}, None, {}),
    ],
)
def test_voting_power_at_the_bounds_of_what_is_needed(
    votes: dict[str, int], needed: int | None, expected: dict[str, float]
) -> None:
    assert figures.banzhaf(votes, needed) == pytest.approx(expected)
