"""The requirements of a seat are checked whenever somebody gets it: asked on a terminal, refused in a script."""

import datetime
import json
from collections.abc import Sequence

import pytest

from tests.acceptance.changes import Desk
from tests.terminals import DOWN, ENTER, Seen, answered

FUTURE = "2998-05-01"
SEATS = (
    "  - id: wethouder\n    role: member\n    basis: reserved\n    voting: false\n    count: 3\n"
    "    requirements:\n      - offices:\n          - mayor\n          - alderman\n"
    "  - id: overijssels\n    role: member\n    basis: reserved\n    voting: false\n    count: 3\n"
    "    requirements:\n      - provinces:\n          - overijssel\n"
    "  - id: liefst\n    role: member\n    basis: reserved\n    voting: false\n    count: 3\n"
    "    requirements:\n      - offices:\n          - mayor\n        text: liefst een burgemeester\n        preference: true\n"
)
ASKED = "p-d4e5 does not meet what the seat 'wethouder' of tafel asks: mayor, alderman; has: director (Deltion)"
FORCE = "to do it nevertheless, add --force ('force: true' in a file of operations)"
QUESTION = "Go on nevertheless?"


@pytest.fixture
def asking(desk: Desk) -> Desk:
    """The registry in which three seats of the table ask something; p-d4e5 is director of a school, p-b2c3 alderman."""
    desk.write("bodies/tafel.yaml", desk.read("bodies/tafel.yaml") + SEATS)
    desk.git("add", "-A")
    desk.git("commit", "-qm", "Eisen")
    return desk


def appoint(person: str, seat: str, *more: str, start: str = FUTURE) -> list[str]:
    return ["appoint", person, "--to", "tafel", "--seat", seat, "--from", start, *more]


def ask(desk: Desk, *arguments: str, answers: Sequence[tuple[str, str]]) -> Seen:
    return answered(*arguments, cwd=desk.root, answers=answers)


def test_who_is_what_the_seat_asks_is_appointed_without_a_word(asking: Desk) -> None:
    asking.done(*appoint("p-b2c3", "wethouder"))
    asking.done(*appoint("p-d4e5", "overijssels", "--for", "hattem"))


def test_in_a_script_it_is_refused_and_force_does_it(asking: Desk) -> None:
    told = asking.refused(2, *appoint("p-d4e5", "wethouder"))
    assert ASKED in told
    assert FORCE in told
    asking.done(*appoint("p-d4e5", "wethouder", "--force"))
    assert asking.data("mandates/tafel-wethouder-2998.yaml")["person"] == "p-d4e5"


def test_it_is_told_in_dutch(asking: Desk) -> None:
    told = asking.refused(2, *appoint("p-d4e5", "wethouder"), env={"REGIO_LANG": "nl"})
    assert "vraagt: burgemeester, wethouder; heeft: directeur (Deltion)" in told


def test_a_province_is_that_of_the_partners_spoken_for(asking: Desk) -> None:
    told = asking.refused(2, *appoint("p-d4e5", "overijssels", "--for", "deltion"))
    assert "asks: Provincie Overijssel; has: no province" in told
    asking.done(*appoint("p-d4e5", "overijssels", "--for", "overijssel"))


def test_an_office_given_with_it_counts(asking: Desk) -> None:
    asking.done(*appoint("p-d4e5", "wethouder", "--office", "alderman", "--for", "hattem"))


def test_a_preference_only_warns(asking: Desk) -> None:
    result = asking.regio(*appoint("p-b2c3", "liefst"))
    assert result.code == 0
    told = "p-b2c3 is not what the seat 'liefst' of tafel prefers: liefst een burgemeester; has: alderman (Gemeente Hattem)"
    assert told in result.err
    assert asking.has("mandates/tafel-liefst-2998.yaml")
    asking.done(*appoint("p-c3d4", "liefst"))


@pytest.mark.parametrize("keys", [ENTER, DOWN + ENTER])
def test_on_a_terminal_it_is_asked_and_enter_changes_nothing(asking: Desk, keys: str) -> None:
    before = asking.state()
    seen = ask(asking, *appoint("p-d4e5", "wethouder"), answers=[(ASKED, ""), (QUESTION, keys)])
    assert seen.code == (2 if keys == ENTER else 0), seen.out
    assert (asking.state() == before) == (keys == ENTER)


def test_yes_is_no_force(asking: Desk) -> None:
    seen = ask(asking, *appoint("p-d4e5", "wethouder", "--yes"), answers=[(FORCE, "")])
    assert seen.code == 2


def test_a_successor_is_checked_too(asking: Desk) -> None:
    asking.done(*appoint("p-b2c3", "wethouder", start="2026-01-01"))
    replace = ["replace", "tafel-wethouder-2026", "--by", "p-d4e5", "--on", FUTURE]
    assert ASKED in asking.refused(2, *replace)
    seen = ask(asking, *replace, answers=[(QUESTION, DOWN + ENTER)])
    assert seen.code == 0, seen.out
    assert asking.data("mandates/tafel-wethouder-2998.yaml")["person"] == "p-d4e5"


def test_a_renewal_asks_about_each_who_is_not_what_the_seat_asks(asking: Desk) -> None:
    for person in ("p-d4e5", "p-c3d4", "p-b2c3"):
        asking.done(
            *appoint(
                person, "wethouder", "--for", "hattem", "--lapses-with", "municipal", "--force", start="2024-01-01"
            )
        )
    asking.done("set", "p-b2c3", "offices.1.end_date=2026-03-31")
    renew = ["renew", "--election", "municipal-2026", "--partner", "hattem", "--confirm", "tafel-wethouder-2024",
             "--confirm", "tafel-wethouder-2024-2", "--confirm", "tafel-wethouder-2024-3"]  # fmt: skip
    assert ASKED in asking.refused(2, *renew)
    other = "p-b2c3 does not meet what the seat 'wethouder' of tafel asks: mayor, alderman; has: no office"
    seen = ask(asking, *renew, answers=[(ASKED, ""), (QUESTION, DOWN + ENTER), (other, ""), (QUESTION, DOWN + ENTER)])
    assert seen.code == 0, seen.out
    assert asking.has("mandates/tafel-wethouder-2026-3.yaml")


def test_a_renewal_takes_force(asking: Desk) -> None:
    asking.done(
        *appoint("p-d4e5", "wethouder", "--for", "hattem", "--lapses-with", "municipal", "--force", start="2024-01-01")
    )
    confirm = ["renew", "--election", "municipal-2026", "--confirm", "tafel-wethouder-2024"]
    assert FORCE in asking.refused(2, *confirm)
    assert asking.regio(*confirm, "--force").code == 0
    assert asking.has("mandates/tafel-wethouder-2026.yaml")


def test_a_file_of_operations_says_force_step_by_step(asking: Desk) -> None:
    step = "- {{op: appoint, person: p-d4e5, body: tafel, seat: {seat}, start: {day}{more}}}\n"
    plain = step.format(seat="waarnemer", day=FUTURE, more="") + step.format(seat="wethouder", day=FUTURE, more="")
    told = asking.refused(2, "apply", "-", stdin=plain)
    assert f"step 2: {ASKED}" in told
    assert FORCE in told
    forced = step.format(seat="waarnemer", day=FUTURE, more="") + step.format(
        seat="wethouder", day=FUTURE, more=", force: true"
    )
    asking.done("apply", "-", stdin=forced)
    (asking.root / "more.yaml").write_text(
        step.format(seat="wethouder", day="2999-01-01", more=", until: 2999-02-01"), encoding="utf-8"
    )
    asking.done("end", "tafel-wethouder-2998", "--on", "2998-12-31")
    seen = ask(asking, "apply", "more.yaml", answers=[(f"step 1: {ASKED}", ""), (QUESTION, DOWN + ENTER)])
    assert seen.code == 0, seen.out


def test_an_import_names_all_at_once_and_takes_force(asking: Desk) -> None:
    rows = f"p-d4e5;tafel;wethouder;{FUTURE}\np-e5f6;tafel;wethouder;{FUTURE}\np-d4e5;tafel;overijssels;{FUTURE}\n"
    (asking.root / "l.csv").write_text("persoon;overleg;zetel;begindatum\n" + rows, encoding="utf-8")
    words = [
        "import",
        "l.csv",
        "--kind",
        "mandate",
        "--default",
        "status=appointed",
        "--default",
        "lapses_with=nothing",
    ]
    told = asking.refused(2, *words)
    assert ASKED in told
    assert "p-d4e5 does not meet what the seat 'overijssels'" in told
    assert "p-e5f6" not in told
    asking.done(*words, "--force")
    asking.done("undo", "HEAD", "--expect", "3")
    seen = ask(asking, *words, answers=[("Make this change?", DOWN + ENTER), (QUESTION, DOWN + ENTER)])
    assert seen.code == 0, seen.out
    assert asking.has("mandates/tafel-overijssels-2998.yaml")


@pytest.mark.parametrize(("days_ago", "is_asked"), [(1, False), (0, True), (-1, True)])
def test_of_what_is_over_nothing_is_asked(asking: Desk, days_ago: int, is_asked: bool) -> None:
    until = (datetime.date.today() - datetime.timedelta(days_ago)).isoformat()
    words = appoint("p-d4e5", "wethouder", "--until", until, start="2024-01-01")
    assert asking.regio(*words).code == (2 if is_asked else 0)


@pytest.mark.parametrize(("status", "is_asked"), [("appointed", True), ("nominated", False), ("staying_on", False)])
def test_a_nominee_need_not_be_it_yet_and_who_stays_on_no_longer(asking: Desk, status: str, is_asked: bool) -> None:
    asking.done("set", "p-b2c3", "offices.1.end_date=2025-01-31")
    assert asking.regio(*appoint("p-b2c3", "wethouder", "--status", status, start="2024-01-01")).code == (
        2 if is_asked else 0
    )


def test_a_what_if_shows_it_and_refuses_nothing(asking: Desk) -> None:
    asking.done("whatif", "appoint p-d4e5 --to tafel --seat wethouder --from 2998-05-01")


def test_json_stays_json(asking: Desk) -> None:
    result = asking.regio(*appoint("p-b2c3", "liefst", "--json"))
    assert json.loads(result.out)["records"] == ["mandate/tafel-liefst-2998"]
