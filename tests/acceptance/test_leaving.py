"""Who leaves an office, partners that withdraw and bodies that end: what ends with them, and what stays."""

import json
from typing import Any

import pytest

from tests.acceptance.changes import Desk

SOON = "2997-01-31"
DOUBLE = (
    "name:\n  given: Carla\n  family: Boer\noffices:\n"
    "  - office: association_board_member\n    partner: zwolle\n"
    "  - office: association_board_member\n    partner: deltion\npublicity: public\n"
)


def mandate(desk: Desk, id_: str) -> dict[str, Any]:
    found = desk.data(f"mandates/{id_}.yaml")
    assert isinstance(found, dict)
    return found


def written(desk: Desk, **files: str) -> None:
    for path, content in files.items():
        desk.write(f"{path.replace('__', '/').replace('_', '-')}.yaml", content)
    desk.git("add", "-A")
    desk.git("commit", "-qm", "Erbij")


def in_table(person: str, partner: str, start: str, more: str = "") -> str:
    return (
        f"person: {person}\nbody: tafel\nseat: lid\non_behalf_of:\n  - {partner}\nstatus: appointed\n"
        f"start_date: {start}\nlapses_with: office\n{more}"
    )


# ------------------------------------------------------------------------------------------------------------ leave


def test_offices_of_one_sort_are_told_apart_by_their_partner(desk: Desk) -> None:
    written(
        desk,
        persons__p_cc33=DOUBLE,
        mandates__een=in_table("p-cc33", "zwolle", "2024-01-01"),
        mandates__twee=in_table("p-cc33", "deltion", "2024-01-01").replace("seat: lid", "seat: waarnemer"),
    )
    desk.done("leave", "p-cc33", "--office", "zwolle", "--on", "2025-12-31")
    assert mandate(desk, "een")["end_date"] == "2025-12-31"
    assert "end_date" not in mandate(desk, "twee")


@pytest.mark.parametrize(("start", "ends"), [("2025-09-01", False), ("2025-09-02", True)])
def test_a_mandate_goes_on_with_another_office_that_follows_at_once(desk: Desk, start: str, ends: bool) -> None:
    desk.done("set", "p-a1b2", f"offices+={{office: alderman, partner: hattem, start_date: {start}}}")
    desk.done("leave", "p-a1b2", "--on", "2025-08-31")
    assert ("end_date" in mandate(desk, "raad-hattem-2022")) is ends


def test_who_goes_from_one_partner_to_another_keeps_the_later_mandate_there(desk: Desk) -> None:
    desk.done("set", "p-a1b2", f"offices+={{office: alderman, partner: zwolle, start_date: {SOON}}}")
    written(desk, mandates__later=in_table("p-a1b2", "zwolle", SOON))
    said = desk.done("leave", "p-a1b2", "--office", "Hattem", "--on", "2996-12-31")
    assert mandate(desk, "later")["start_date"] == SOON
    assert "end_date" not in mandate(desk, "later")
    assert "rests on" not in said
    assert mandate(desk, "raad-hattem-2022")["end_date"] == "2996-12-31"


@pytest.mark.parametrize(("day", "is_later"), [("2997-01-30", True), (SOON, False)])
def test_a_mandate_that_would_only_begin_later_stays_and_is_named(desk: Desk, day: str, is_later: bool) -> None:
    written(desk, mandates__later=in_table("p-a1b2", "hattem", SOON))
    said = desk.done("leave", "p-a1b2", "--on", day, "--expect", "3" if is_later else "4")
    assert mandate(desk, "later").get("end_date") == (None if is_later else day)
    assert ("regio remove mandate/later" in said) is is_later
    if is_later:
        desk.done("remove", "mandate/later")


def test_without_a_day_the_one_recorded_of_the_office_is_the_last(desk: Desk) -> None:
    assert "say the last day with --on" in desk.refused(2, "leave", "p-a1b2")
    desk.done("set", "p-a1b2", f"offices.1.end_date={SOON}")
    desk.done("leave", "p-a1b2")
    for id_ in ("raad-hattem-2022", "tafel-voorzitter-2022"):
        assert (mandate(desk, id_)["end_date"], mandate(desk, id_)["status"]) == (SOON, "appointed")
    assert "nothing would change" in desk.refused(2, "leave", "p-a1b2")


@pytest.mark.parametrize(
    ("day", "told"), [("2997-01-30", None), (SOON, None), ("2997-02-01", "holds no office on 2997-02-01")]
)
def test_the_last_day_is_at_most_the_one_recorded(desk: Desk, day: str, told: str | None) -> None:
    desk.done("set", "p-a1b2", f"offices.1.end_date={SOON}")
    if told:
        assert told in desk.refused(2, "leave", "p-a1b2", "--on", day)
        return
    desk.done("leave", "p-a1b2", "--on", day)
    assert desk.data("persons/p-a1b2.yaml")["offices"][0]["end_date"] == day
    assert mandate(desk, "raad-hattem-2022")["end_date"] == day


def test_an_office_that_is_over_does_not_end_earlier(desk: Desk) -> None:
    desk.done("set", "p-a1b2", "offices.1.end_date=2025-01-31")
    assert "ended on 2025-01-31 already" in desk.refused(2, "leave", "p-a1b2", "--on", "2025-01-30")
    desk.done("leave", "p-a1b2", "--on", "2025-01-31")
    assert mandate(desk, "raad-hattem-2022")["end_date"] == "2025-01-31"


def test_a_trial_gives_the_day_and_the_cause_that_show_gives(desk: Desk) -> None:
    desk.done("set", "mandate/raad-hattem-2022", "lapses_with=office")
    desk.done("set", "p-a1b2", f"offices.1.end_date={SOON}")
    shown = json.loads(
        desk.done("query", "SELECT last_day, cause FROM lapse WHERE mandate='raad-hattem-2022'", "--format", "json")
    )
    assert f"'last_day': '{SOON}'" in str(shown)
    assert "'cause': 'office'" in str(shown)
    said = desk.done("leave", "p-a1b2", "--dry-run")
    assert f"mandate/raad-hattem-2022: last day {SOON}, because of the end of the office" in said


def test_a_reason_is_kept_or_refused(desk: Desk) -> None:
    assert "no end to write a reason with" in desk.refused(
        2, "leave", "p-a1b2", "--on", "2025-05-01", "--stays-on", "--because", "ander ambt"
    )
    desk.done("set", "p-b2c3", "offices+={office: director, partner: deltion}")
    desk.done("leave", "p-b2c3", "--office", "deltion", "--on", "2025-05-01", "--because", "ander ambt")
    assert "Reason: ander ambt" in desk.trailers()
    desk.done("leave", "p-a1b2", "--on", "2025-05-01", "--because", "vertrek", "--reason", "brief")
    assert "Reason: brief; vertrek" in desk.trailers()
    assert mandate(desk, "raad-hattem-2022")["end_reason"] == "vertrek"
    desk.done("apply", "-", stdin="- {op: dissolve, body: tafel, on: 2025-06-01, because: klaar}\n")
    assert "Reason: klaar" in desk.trailers()


# --------------------------------------------------------------------------------------------------------- withdraw

OWN = "id: oud\n    role: observer\n    basis: reserved\n    on_behalf_of:\n      - deltion\n    voting: false"


@pytest.mark.parametrize(("end", "is_touched"), [("2025-04-30", False), ("2025-05-01", False), ("2025-05-02", True)])
def test_a_body_that_is_over_stays_as_it_was(desk: Desk, end: str, is_touched: bool) -> None:
    body = f"name: Oud\nlevel: executive\ntype: table\nstart_date: 2020-01-01\nend_date: {end}\nseats:\n  - {OWN}\n"
    written(desk, bodies__oud=body)
    desk.done("withdraw", "deltion", "--on", "2025-05-01", "--because", "fusie")
    assert (desk.read("bodies/oud.yaml") != body) is is_touched
    assert mandate(desk, "tafel-lid-2020")["end_date"] == "2022-12-31"
    assert "Reason: fusie" in desk.trailers()


def test_what_is_taken_out_is_named(desk: Desk) -> None:
    written(desk, mandates__later=in_table("p-d4e5", "deltion", SOON))
    desk.done(
        "set",
        "body/raad",
        f"seats+={{id: straks, role: observer, basis: reserved, voting: false, on_behalf_of: [deltion], start_date: {SOON}}}",
    )
    said = desk.done("withdraw", "deltion", "--on", "2025-05-01", "--expect", "5")
    assert not desk.has("mandates/later.yaml")
    assert f"from {SOON} deleted" in said
    assert "straks" in said


# --------------------------------------------------------------------------------------------------------- dissolve

GROUNDED = (
    "name: Tafel Wonen\nlevel: executive\ntype: table\nparent: raad\nseats:\n"
    "  - id: voorzitter\n    role: chair\n    basis: representation\n    reports_to: colleges\n    voting: true\n\n"
    "  - id: lid\n    role: member\n    basis: representation\n    reports_to: colleges\n    voting: true\n    count: 3\n"
)
NEW = "name: {0}\nlevel: executive\ntype: table\nstart_date: 2025-05-02\n"


def test_a_body_is_split_in_two(desk: Desk) -> None:
    written(desk, bodies__a=NEW.format("A"), bodies__b=NEW.format("B"))
    desk.done("dissolve", "tafel", "--on", "2025-05-01", "--succeeded-by", "a", "--succeeded-by", "b")
    assert desk.data("bodies/a.yaml")["succeeds"] == desk.data("bodies/b.yaml")["succeeds"] == ["tafel"]


@pytest.mark.parametrize("value", ["a", "body/a", "[a, b]"])
def test_successors_are_one_or_a_list_in_a_file(desk: Desk, value: str) -> None:
    written(desk, bodies__a=NEW.format("A"), bodies__b=NEW.format("B"))
    desk.done("apply", "-", stdin=f"- {{op: dissolve, body: tafel, on: 2025-05-01, succeeded_by: {value}}}\n")
    assert desk.data("bodies/a.yaml")["succeeds"] == ["tafel"]


def test_seats_and_holders_go_on_in_the_successor(desk: Desk) -> None:
    chair = (
        "  - id: voorzitter\n    role: chair\n    basis: representation\n    reports_to: colleges\n    voting: true\n"
    )
    written(desk, bodies__a=NEW.format("A") + "seats:\n" + chair, bodies__tafel=GROUNDED)
    desk.done("replace", "tafel-voorzitter-2022", "--temporary", "--by", "p-d4e5", "--on", "2025-03-01")
    desk.done("dissolve", "tafel", "--on", "2025-05-01", "--take-along", "a")
    body = desk.data("bodies/a.yaml")
    assert body["succeeds"] == ["tafel"]
    seats = {seat["id"]: seat.get("start_date") for seat in body["seats"]}
    assert seats == {"voorzitter": None, "lid": "2025-05-02"}
    held = mandate(desk, "a-voorzitter-2025")
    assert (held["person"], held["start_date"], held["on_behalf_of"]) == ("p-a1b2", "2025-05-02", ["hattem"])
    assert held["absences"] == [{"start_date": "2025-05-02", "stand_in": "a-voorzitter-2025-2"}]
    assert mandate(desk, "a-voorzitter-2025-2")["replaces"] == "a-voorzitter-2025"
    assert mandate(desk, "a-lid-2025")["on_behalf_of"] == ["deltion"]
    assert mandate(desk, "tafel-voorzitter-2022")["end_date"] == "2025-05-01"
    assert desk.count() == 4
    assert desk.regio("validate").code == 0


def test_a_full_seat_of_the_successor_is_told(desk: Desk) -> None:
    assert "the seat 'voorzitter' of raad is taken" in desk.refused(
        2, "dissolve", "tafel", "--on", "2025-05-01", "--take-along", "raad"
    )


# ------------------------------------------------------------------------------------------- hand-over on one day


@pytest.mark.parametrize(("start", "code"), [("2025-04-30", 2), ("2025-05-01", 2), ("2025-05-02", 0)])
def test_a_seat_passes_on_the_day_after_the_last_one(desk: Desk, start: str, code: int) -> None:
    desk.done("end", "raad-hattem-2022", "--on", "2025-05-01")
    arguments = ("appoint", "p-d4e5", "--to", "raad", "--seat", "hattem", "--from", start)
    if code:
        desk.refused(code, *arguments)
    else:
        desk.done(*arguments)


def test_no_verb_lets_two_holders_share_a_day(desk: Desk) -> None:
    desk.done("replace", "raad-hattem-2022", "--by", "p-d4e5", "--on", "2025-05-02")
    assert mandate(desk, "raad-hattem-2022")["end_date"] == "2025-05-01"
    assert "has passed to" in desk.refused(2, "extend", "raad-hattem-2022", "--until", "2025-05-02")
    told = desk.refused(1, "set", "mandate/raad-hattem-2022", "end_date=2025-05-02")
    assert "DAT-1" in told
    (desk.root / "extra.csv").write_text(
        "person,body,seat,status,start_date,end_date,lapses_with\n"
        "p-d4e5,raad,zwolle,ended,2022-01-01,2022-06-01,nothing\n"
    )
    assert desk.regio("import", "extra.csv", "--kind", "mandate", "-y").code != 0
