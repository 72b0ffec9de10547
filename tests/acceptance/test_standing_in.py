"""Absences and who stands in, through the real command: the day before, on and after each bound."""

from typing import Any

import pytest

from tests.acceptance.changes import Desk

HELD = "raad-hattem-2022"
FIRST, LAST = "2025-05-01", "2025-08-31"


def mandate(desk: Desk, id_: str) -> dict[str, Any]:
    found = desk.data(f"mandates/{id_}.yaml")
    assert isinstance(found, dict)
    return found


def away(desk: Desk, *more: str) -> None:
    desk.done("replace", HELD, "--temporary", "--by", "p-e5f6", "--on", FIRST, *more)


def test_a_holder_who_is_absent_keeps_the_mandate_and_another_stands_in_until_the_day(desk: Desk) -> None:
    before = mandate(desk, HELD)
    away(desk, "--until", LAST)
    absence = {"start_date": FIRST, "end_date": LAST, "stand_in": "raad-hattem-2025"}
    assert mandate(desk, HELD) == {**before, "absences": [absence]}
    stand_in = mandate(desk, "raad-hattem-2025")
    assert (stand_in["replaces"], stand_in["start_date"], stand_in["end_date"]) == (HELD, FIRST, LAST)
    assert (stand_in["person"], stand_in["seat"], stand_in["on_behalf_of"]) == ("p-e5f6", "hattem", ["hattem"])
    assert desk.regio("validate").code == 0


def test_an_absence_may_last_one_day_and_not_less(desk: Desk) -> None:
    assert "is before the first day" in desk.refused(
        2, "replace", HELD, "--temporary", "--by", "p-e5f6", "--on", FIRST, "--until", "2025-04-30"
    )
    away(desk, "--until", FIRST)
    assert mandate(desk, HELD)["absences"][0]["end_date"] == FIRST


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--by", "p-e5f6", "--until", LAST], "only said of an absence"),
        ([], "nobody is named who takes over"),
        (["--temporary", "--because", "ziek", "--by", "p-e5f6"], "no reason of an absence is recorded"),
        (["--temporary", "--for", "hattem"], "nobody stands in"),
        (["--temporary", "--only"], "nobody stands in"),
        (["--temporary", "--new"], "nobody is named who gets an office"),
    ],
)
def test_what_does_not_go_together_is_refused(desk: Desk, options: list[str], told: str) -> None:
    assert told in desk.refused(2, "replace", HELD, "--on", FIRST, *options)


def test_an_absence_needs_a_mandate_that_is_in_force(desk: Desk) -> None:
    for day in ("2022-05-31", "2022-06-01"):
        arguments = ("replace", HELD, "--temporary", "--on", day)
        if day == "2022-06-01":
            desk.done(*arguments)
        else:
            assert "is not in force on 2022-05-31" in desk.refused(2, *arguments)
    assert "is not in force" in desk.refused(2, "replace", "tafel-lid-2020", "--temporary", "--on", "2023-01-01")
    desk.done("replace", "tafel-lid-2020", "--temporary", "--on", "2022-12-31")


def test_nobody_need_stand_in_and_somebody_may_from_a_later_day(desk: Desk) -> None:
    desk.done("replace", HELD, "--temporary", "--on", FIRST)
    assert mandate(desk, HELD)["absences"] == [{"start_date": FIRST}]
    desk.done("replace", HELD, "--temporary", "--by", "p-e5f6", "--on", "2025-06-01")
    assert mandate(desk, HELD)["absences"] == [
        {"start_date": FIRST, "end_date": "2025-05-31"},
        {"start_date": "2025-06-01", "stand_in": "raad-hattem-2025"},
    ]


def test_an_absence_set_by_hand_is_used_and_not_doubled(desk: Desk) -> None:
    desk.done("set", f"mandate/{HELD}", f"absences+={{start_date: {FIRST}, end_date: {LAST}}}")
    arguments = ("replace", HELD, "--temporary", "--by", "p-e5f6", "--on", FIRST)
    assert f"ends on {LAST}" in desk.refused(2, *arguments, "--until", "2025-09-01")
    desk.done(*arguments)
    assert mandate(desk, HELD)["absences"] == [{"start_date": FIRST, "end_date": LAST, "stand_in": "raad-hattem-2025"}]
    assert mandate(desk, "raad-hattem-2025")["end_date"] == LAST


def test_of_an_absence_the_rest_stays_when_somebody_stands_in_for_a_part(desk: Desk) -> None:
    desk.done("replace", HELD, "--temporary", "--on", FIRST, "--until", LAST)
    desk.done("replace", HELD, "--temporary", "--by", "p-e5f6", "--on", FIRST, "--until", "2025-06-30")
    assert mandate(desk, HELD)["absences"] == [
        {"start_date": FIRST, "end_date": "2025-06-30", "stand_in": "raad-hattem-2025"},
        {"start_date": "2025-07-01", "end_date": LAST},
    ]


def test_absences_do_not_overlap(desk: Desk) -> None:
    away(desk, "--until", LAST)
    again = ("replace", HELD, "--temporary", "--by", "p-d4e5")
    assert "stands in" in desk.refused(2, *again, "--on", LAST)
    assert "absent from 2025-05-01 already" in desk.refused(2, *again, "--on", "2025-04-30", "--until", FIRST)
    told = desk.refused(2, *again, "--on", "2025-04-01")
    assert "--until 2025-04-30" in told
    desk.done(*again, "--on", "2025-04-01", "--until", "2025-04-30")
    desk.done(*again, "--on", "2025-09-01")
    assert [item["start_date"] for item in mandate(desk, HELD)["absences"]] == ["2025-04-01", FIRST, "2025-09-01"]


def test_the_holder_returns_the_day_after_the_stand_in_ends(desk: Desk) -> None:
    away(desk)
    desk.done("end", "raad-hattem-2025", "--on", LAST)
    assert mandate(desk, HELD)["absences"][0]["end_date"] == LAST
    assert mandate(desk, HELD)["status"] == "appointed"
    for day, person in (("2025-04-30", "p-a1b2"), (FIRST, "p-e5f6"), (LAST, "p-e5f6"), ("2025-09-01", "p-a1b2")):
        found = desk.done(
            "query", "SELECT person FROM holder WHERE body='raad' AND seat='hattem'", "--on", day, "--format", "json"
        )
        assert person in found, day


@pytest.mark.parametrize("verb", ["end", "replace", "leave", "dissolve"])
def test_when_the_absent_holder_goes_the_absence_and_the_stand_in_end(desk: Desk, verb: str) -> None:
    away(desk)
    commands = {
        "end": ["end", HELD, "--on", LAST],
        "replace": ["replace", HELD, "--by", "p-d4e5", "--on", "2025-09-01"],
        "leave": ["leave", "p-a1b2", "--on", LAST],
        "dissolve": ["dissolve", "raad", "--on", LAST, "--expect", "7"],
    }
    desk.done(*commands[verb])
    assert mandate(desk, HELD)["end_date"] == LAST
    assert mandate(desk, HELD)["absences"][0]["end_date"] == LAST
    assert mandate(desk, "raad-hattem-2025")["end_date"] == LAST


def test_when_the_stand_in_leaves_an_office_the_holder_is_still_absent(desk: Desk) -> None:
    desk.done("replace", HELD, "--temporary", "--by", "p-b2c3", "--on", FIRST)
    desk.done("leave", "p-b2c3", "--on", LAST)
    assert mandate(desk, HELD)["absences"] == [
        {"start_date": FIRST, "end_date": LAST, "stand_in": "raad-hattem-2025"},
        {"start_date": "2025-09-01"},
    ]


def test_somebody_else_stands_in_from_a_day(desk: Desk) -> None:
    away(desk)
    told = desk.refused(2, "replace", "raad-hattem-2025", "--by", "p-d4e5", "--temporary", "--on", LAST)
    assert "stands in for another" in told
    desk.done("replace", "raad-hattem-2025", "--by", "p-d4e5", "--on", "2025-09-01")
    assert mandate(desk, HELD)["absences"] == [
        {"start_date": FIRST, "end_date": LAST, "stand_in": "raad-hattem-2025"},
        {"start_date": "2025-09-01", "stand_in": "raad-hattem-2025-2"},
    ]
    assert mandate(desk, "raad-hattem-2025-2")["replaces"] == HELD


def test_a_longer_mandate_of_the_stand_in_makes_the_absence_longer(desk: Desk) -> None:
    away(desk, "--until", LAST)
    desk.done("extend", "raad-hattem-2025", "--until", "2025-10-31")
    assert mandate(desk, HELD)["absences"][0]["end_date"] == "2025-10-31"
    desk.done("extend", "raad-hattem-2025", "--until", "open")
    assert "end_date" not in mandate(desk, HELD)["absences"][0]
    desk.done("extend", "raad-hattem-2025", "--until", LAST)
    desk.done("replace", HELD, "--temporary", "--on", "2025-10-01")
    assert "absent from 2025-10-01 already" in desk.refused(2, "extend", "raad-hattem-2025", "--until", "2025-10-01")
    desk.done("extend", "raad-hattem-2025", "--until", "2025-09-30")


def test_a_stand_in_takes_no_place_of_the_seat(desk: Desk) -> None:
    away(desk)
    found = desk.done(
        "query", "SELECT occupied, held FROM seat_on_day WHERE body='raad' AND seat='hattem'", "--on", LAST,
        "--format", "json",
    )  # fmt: skip
    assert '"occupied": 1' in found
    assert '"held": 1' in found


def test_an_appointment_to_the_seat_of_somebody_absent_says_how_to_stand_in(desk: Desk) -> None:
    desk.done("replace", HELD, "--temporary", "--on", FIRST)
    told = desk.refused(2, "appoint", "p-e5f6", "--to", "raad", "--seat", "hattem", "--from", FIRST)
    assert "its holder is absent" in told
    assert f"regio replace {HELD} --by p-e5f6 --temporary --on {FIRST}" in told
    assert f"regio end {HELD} --on 2025-04-30" in told
    before = desk.refused(2, "appoint", "p-e5f6", "--to", "raad", "--seat", "hattem", "--from", "2025-04-30")
    assert "absent" not in before
    other = desk.copy(desk.root.parent / "other")
    desk.done("replace", HELD, "--by", "p-e5f6", "--temporary", "--on", FIRST)
    other.done("end", HELD, "--on", "2025-04-30")
    other.done("appoint", "p-e5f6", "--to", "raad", "--seat", "hattem", "--from", FIRST)
    attended = desk.refused(2, "appoint", "p-d4e5", "--to", "raad", "--seat", "hattem", "--from", FIRST)
    assert "--temporary" not in attended


def test_a_hint_names_somebody_new_as_typed_and_works_when_pasted(desk: Desk) -> None:
    new = ["Gerda Nieuw", "--new", "--office", "wethouder"]
    told = desk.refused(2, "appoint", *new, "--to", "raad", "--seat", "hattem", "--from", FIRST)
    assert f'regio replace {HELD} --by "Gerda Nieuw" --new --office "wethouder" --on {FIRST}' in told
    desk.done("replace", HELD, "--by", *new, "--on", FIRST)
    assert mandate(desk, "raad-hattem-2025")["start_date"] == FIRST


def test_an_absence_is_written_by_a_step_in_a_file_too(desk: Desk) -> None:
    steps = f"- {{op: replace, mandate: {HELD}, on: {FIRST}, by: p-e5f6, temporary: true, until: {LAST}}}\n"
    desk.done("apply", "-", stdin=steps)
    assert mandate(desk, HELD)["absences"][0]["stand_in"] == "raad-hattem-2025"
    steps = f"- {{op: appoint, person: p-d4e5, body: raad, start: 2025-10-01, replaces: {HELD}}}\n"
    desk.done("apply", "-", stdin=steps)
    assert mandate(desk, HELD)["absences"][1] == {"start_date": "2025-10-01", "stand_in": "raad-hattem-2025-2"}
    told = desk.refused(2, "apply", "-", stdin=steps.replace("start", "seat: zwolle, start"))
    assert "is not in the seat 'zwolle'" in told


def test_the_question_for_a_reason_of_an_absence_says_that_it_is_not_for_health(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from regio_cli.cli import ask, mandates
    from regio_cli.cli.run import Console

    asked = []
    monkeypatch.setenv("REGIO_LANG", "en")
    monkeypatch.setattr(ask, "told", lambda question: asked.append(question) or "")
    mandates._reason_of_absence(Console())
    assert "no health reasons" in asked[0]
