"""The examples of README.md and docs/ that change the registry, run on the shipped one: who speaks for whom is as they mean."""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.acceptance.changes import Desk
from tests.conftest import settle

TOP = Path(__file__).parents[2]
PAGES = ["README.md", *sorted(f"docs/{file.name}" for file in (TOP / "docs").glob("*.md"))]
CHANGES = frozenset(
    ("add", "set", "rename", "remove", "appoint", "replace", "end", "extend", "leave", "withdraw", "dissolve", "merge", "renew")
    + ("apply", "undo", "import")
)  # fmt: skip
# Around each day that an example names, and well after.
DAYS = ("2026-11-30", "2026-12-01", "2026-12-14", "2026-12-15", "2026-12-16", "2027-06-01")
Seat = tuple[str, str]
NOORD_VELUWE: frozenset[Seat] = frozenset({("regiobestuur", "noord-veluwe")})
# What each example means to change, by page and verb: the seats whose holder may be another. Nobody loses or gains a voice.
MEANT: dict[tuple[str, str], frozenset[Seat]] = {
    ("README.md", "leave"): NOORD_VELUWE,
    ("README.md", "appoint"): NOORD_VELUWE,
    ("README.md", "set"): NOORD_VELUWE,
    ("README.md", "undo"): NOORD_VELUWE,
}
# An example with a file that only its reader has.
NOT_HERE = {("README.md", "import")}


class Example(NamedTuple):
    """A command as it is typed, and the lines that follow it on the page."""

    words: tuple[str, ...]
    shown: tuple[str, ...]

    @property
    def verb(self) -> str:
        return self.words[0]


def examples(text: str) -> Iterator[Example]:
    """Yield the commands of regio that stand after a `$` in the blocks of a page."""
    for block in re.findall(r"^```[a-z]*\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block.replace("\\\n", ""), flags=re.MULTILINE)[1:]:
            first, *shown = part.splitlines()
            words = shlex.split(first, comments=True)
            if words[0] == "regio":
                yield Example(tuple(words[1:]), tuple(line for line in shown if line))


def changing(page: str) -> list[Example]:
    text = (TOP / page).read_text("utf-8")
    return [one for one in examples(text) if one.verb in CHANGES and (page, one.verb) not in NOT_HERE]


@pytest.fixture
def shipped(tmp_path: Path) -> Desk:
    """The registry of Regio Zwolle, committed."""
    desk = Desk(tmp_path / "Regio")
    settle(desk)
    return desk


def asked(desk: Desk, sql: str, day: str) -> list[dict[str, object]]:
    found = json.loads(desk.done("query", sql, "--on", day, "--json"))
    assert isinstance(found, list)
    return found


def voices(desk: Desk) -> dict[tuple[str, str, str], list[str]]:
    """Who speaks for whom: by day, body and seat the partners, with the vote and the share that each has."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for day in DAYS:
        for row in asked(
            desk, "SELECT body, seat, voting, partner, round(share, 6) AS share FROM voice ORDER BY 1, 2, 3, 4, 5", day
        ):
            found.setdefault((day, str(row["body"]), str(row["seat"])), []).append(
                f"{row['partner']} {row['voting']} {row['share']}"
            )
    return found  # fmt: skip


def holders(desk: Desk) -> set[tuple[str, Seat, str]]:
    sql = "SELECT body, seat, mandate || ' ' || person || ' ' || start_date || ' ' || coalesce(end_date, '') AS what FROM holder"
    return {(day, (str(row["body"]), str(row["seat"])), str(row["what"])) for day in DAYS for row in asked(desk, sql, day)}  # fmt: skip


@pytest.mark.parametrize("page", [page for page in PAGES if changing(page)])
def test_an_example_changes_who_it_means_and_takes_no_voice(shipped: Desk, page: str) -> None:
    before, held = voices(shipped), holders(shipped)
    for example in changing(page):
        shipped.done(*example.words)
        after, now = voices(shipped), holders(shipped)
        differs = {key: (before.get(key), after.get(key)) for key in {*before, *after} if before.get(key) != after.get(key)}  # fmt: skip
        assert differs == {}, f"{shlex.join(example.words)} changes who speaks for whom"
        assert {seat for _, seat, _ in held ^ now} <= MEANT[page, example.verb]
        before, held = after, now
    assert shipped.regio("validate").code == 0


def masked(line: str) -> str:
    return re.sub(r"\b[0-9a-f]{10}\b", "…", line)


@pytest.mark.parametrize("page", [page for page in PAGES if changing(page)])
def test_an_example_says_what_the_page_shows(shipped: Desk, page: str) -> None:
    for example in changing(page):
        told = [masked(line) for line in shipped.done(*example.words).splitlines()]
        if example.shown:
            assert told == [masked(line) for line in example.shown]


def test_every_page_is_read_and_every_meaning_is_of_an_example() -> None:
    there = {(page, one.verb) for page in PAGES for one in changing(page)}
    assert there == set(MEANT)


def test_an_example_is_found_with_all_its_lines() -> None:
    page = (
        '```\n$ regio leave "A B" --on 2026-11-30 \\\n    --because x   # why\n  A leaves\n\n$ ls\n```\n`$ regio no`\n'
    )
    assert list(examples(page)) == [Example(("leave", "A B", "--on", "2026-11-30", "--because", "x"), ("  A leaves",))]
