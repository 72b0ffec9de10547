"""Which dates of a line of commits are believed, and that finding a day asks git once."""

from datetime import datetime
from itertools import combinations, pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from regio_cli.model.zones import day_in, end_of, zone
from regio_cli.store.daycommit import believed, day_known, known_on
from regio_cli.store.git import Git
from tests.conftest import Place

LINES = [
    # In order: all are believed, equal ones too.
    ([], []),
    ([5], [5]),
    ([5, 5, 6], [5, 5, 6]),
    # One is too old: at the end, in the middle, and before the middle of three.
    ([5, 1], [5, 5]),
    ([5, 6, 1], [5, 6, 6]),
    ([5, 1, 6], [5, 5, 6]),
    # One is too late: at the beginning and in the middle; at the end nothing contradicts it.
    ([99, 5, 6], [5, 5, 6]),
    ([5, 99, 6], [5, 5, 6]),
    ([5, 6, 99], [5, 6, 99]),
    # Two that agree with each other, against more that do not agree with them.
    ([5, 6, 1, 2, 7, 8], [5, 6, 6, 6, 7, 8]),
    ([5, 6, 98, 99, 7], [5, 6, 98, 99, 99]),
    ([5, 6, 98, 99, 7, 8, 9], [5, 6, 6, 6, 7, 8, 9]),
]


@pytest.mark.parametrize(("seconds", "found"), LINES)
def test_dates_out_of_order_are_not_believed(seconds: list[int], found: list[int]) -> None:
    assert believed(seconds) == found


@given(st.lists(st.integers(0, 12), max_size=9))
def test_as_many_dates_are_believed_as_can_be(seconds: list[int]) -> None:
    found = believed(seconds)
    assert all(one <= other for one, other in pairwise(found))
    kept = sum(one == other for one, other in zip(seconds, found, strict=True))
    assert kept >= longest_in_order(seconds)


def longest_in_order(seconds: list[int]) -> int:
    for size in range(len(seconds), 0, -1):
        for some in combinations(seconds, size):
            if all(one <= other for one, other in pairwise(some)):
                return size
    return 0


@given(st.lists(st.integers(1_000, 2_000), min_size=3, max_size=40), st.data())
def test_one_wrong_clock_changes_the_moment_of_no_other_commit(dates: list[int], data: st.DataObject) -> None:
    line = sorted(dates)
    position = data.draw(st.integers(1, len(line) - 1))
    wrong = data.draw(st.sampled_from([0, 9_999]))
    found = believed([*line[:position], wrong, *line[position:]])
    assert [*found[:position], *found[position + 1 :]] == line


def test_a_day_is_found_in_a_long_history_with_one_question_to_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place(tmp_path / "r")
    place.root.mkdir()
    place.git("init", "-q", "-b", "main")
    asked = []
    start = Git.start
    monkeypatch.setattr(Git, "start", lambda self, *rest: asked.append(rest[0]) or start(self, *rest))
    amsterdam = zone("Europe/Amsterdam")
    git = Git(place.root, {})
    history = "".join(commit(number) for number in range(3_000))
    git.run("fast-import", "--quiet", stdin=history.encode())
    asked.clear()
    found = known_on(git, "main", day_in(amsterdam, at(1_234)), amsterdam)
    assert len(asked) == 1
    assert place.git("log", "-1", "--format=%s", str(found)) == "1234\n"
    assert day_known(git, "main", amsterdam) == day_in(amsterdam, at(2_999))
    assert len(asked) == 2


def at(number: int) -> int:
    return 1_600_000_000 + 86_400 * number


def commit(number: int) -> str:
    return (
        f"commit refs/heads/main\ncommitter T <t@regio.example> {at(number)} +0000\ndata {len(str(number))}\n{number}\n"
    )


DAYS = [
    ("Europe/Amsterdam", "2026-02-10", 1_770_764_400),
    ("Europe/Amsterdam", "2026-03-29", 1_774_821_600),
    ("Europe/Amsterdam", "2026-10-25", 1_792_969_200),
    # Here summer time began at midnight, so that the day after had none.
    ("America/Sao_Paulo", "2018-11-03", 1_541_300_400),
    ("UTC", "1969-12-31", 0),
]


@pytest.mark.parametrize(("name", "day", "end"), DAYS)
def test_a_day_ends_where_the_next_begins(name: str, day: str, end: int) -> None:
    assert end_of(day, zone(name)) == end
    assert day_in(zone(name), end - 1) == day
    assert day_in(zone(name), end) > day


def test_the_first_and_last_days_there_are_can_be_asked_for() -> None:
    amsterdam = zone("Europe/Amsterdam")
    assert end_of("9999-12-31", amsterdam) == float("inf")
    assert end_of("0001-01-01", amsterdam) < 0
    assert day_in(amsterdam, 1 << 62) == "9999-12-31"


def test_the_example_of_the_decision_is_right() -> None:
    page = Path(__file__).parents[2] / "docs/decisions/0030-a-day-becomes-a-commit.md"
    block = page.read_text(encoding="utf-8").partition("```yaml\n")[2].partition("```")[0]
    line = yaml.safe_load(block)
    seconds = [int(datetime.fromisoformat(one["committer_date"]).timestamp()) for one in line]
    found = [day_in(zone("Europe/Amsterdam"), second) for second in believed(seconds)]
    assert found == ["2026-02-10", "2026-02-11", "2026-02-11", "2026-02-11", "2026-02-20"]
