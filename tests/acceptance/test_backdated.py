"""A start is reported as backdated when the start itself is new or changed, and lies before the day it became known."""

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from regio_cli.audit.backdating import backdated
from regio_cli.history.delta import Delta
from regio_cli.model.record import Address
from tests.acceptance.branches import BODY, CHAIR, HATTEM, ON, commit, founded, review, stakes
from tests.acceptance.changes import RICH, Desk
from tests.conftest import SMALL, Place
from tests.rules import kinds

ANNA = RICH["persons/p-a1b2.yaml"]
EMMA = RICH["persons/p-e5f6.yaml"]
OFFICE = "  - office: alderman\n    partner: hattem\n    start_date: 2022-05-20\n"
BEFORE, KNOWN, AFTER = "2026-11-23", ON, "2026-11-25"


@pytest.fixture
def branch(desk: Desk) -> Desk:
    return founded(desk)


def reported(branch: Desk, path: str, content: str) -> list[str]:
    """Return what a review reports as backdated when the branch has `content` at `path`."""
    branch.write(path, content)
    commit(branch)
    return stakes(review(branch)).get("backdated", [])


# What changes in a record of which all days but the one that is added are known and past: none is a start.
NO_STARTS = {
    "the end of an office": ("persons/p-a1b2.yaml", ANNA.replace(OFFICE, OFFICE + "    end_date: 2026-12-31\n")),
    "the end of the first of two offices": (
        "persons/p-e5f6.yaml",
        EMMA.replace("start_date: 2022-05-20\n", "start_date: 2022-05-20\n    end_date: 2026-12-31\n"),
    ),
    "a portfolio": ("persons/p-a1b2.yaml", ANNA.replace(OFFICE, OFFICE + "    portfolio:\n      - wonen\n")),
    "the office itself": ("persons/p-a1b2.yaml", ANNA.replace("office: alderman", "office: council_member")),
    "a source of an office": ("persons/p-a1b2.yaml", ANNA.replace(OFFICE, OFFICE + "    source: https://x.example\n")),
    "an office that is taken out": (
        "persons/p-e5f6.yaml",
        EMMA.replace("  - office: alderman\n    partner: zwolle\n    start_date: 2022-05-20\n", ""),
    ),
    "an office that begins later": (
        "persons/p-a1b2.yaml",
        ANNA.replace(OFFICE, "  - office: mayor\n    partner: hattem\n    start_date: 2027-01-01\n" + OFFICE),
    ),
    "a name": ("persons/p-a1b2.yaml", ANNA.replace("Bergsma", "Bergsma-Vos")),
    "the end of a mandate": ("mandates/raad-hattem-2022.yaml", HATTEM + "end_date: 2026-12-31\n"),
    "the decision of a mandate": ("mandates/raad-voorzitter-2022.yaml", CHAIR + "decision: B en W 2022-7\n"),
    "an absence that begins later": (
        "mandates/raad-hattem-2022.yaml",
        HATTEM + "absences:\n  - start_date: 2026-12-01\n",
    ),
    "the label of a seat": ("bodies/raad.yaml", BODY.replace("role: chair\n", "role: chair\n    label: Voorzitter\n")),
}


@pytest.mark.parametrize("what", NO_STARTS)
def test_a_change_of_something_else_is_no_backdated_start(branch: Desk, what: str) -> None:
    assert reported(branch, *NO_STARTS[what]) == []


def test_the_label_of_a_seat_that_began_long_ago_is_no_backdated_start(desk: Desk) -> None:
    old = BODY.replace("role: chair\n", "role: chair\n    start_date: 2020-01-01\n")
    desk.write("bodies/raad.yaml", old)
    branch = founded_with(desk, old)
    new = branch.read("bodies/raad.yaml").replace("role: chair\n", "role: chair\n    label: Voorzitter\n")
    assert reported(branch, "bodies/raad.yaml", new) == []
    moved = new.replace("start_date: 2020-01-01", "start_date: 2019-01-01")
    (said,) = reported(branch, "bodies/raad.yaml", moved)
    assert "(seats voorzitter) started on 2019-01-01" in said


def founded_with(desk: Desk, body: str) -> Desk:
    """Return the registry of `founded` with `body` on the branch that is merged into too."""
    founded(desk)
    desk.write("bodies/raad.yaml", body)
    commit(desk)
    desk.git("switch", "-q", "main")
    desk.git("merge", "-q", "wissel")
    desk.git("switch", "-q", "wissel")
    return desk


def test_an_absence_that_gets_its_end_is_no_backdated_start(desk: Desk) -> None:
    founded(desk)
    away = HATTEM + "absences:\n  - start_date: 2026-03-01\n"
    desk.write("mandates/raad-hattem-2022.yaml", away)
    commit(desk)
    desk.git("switch", "-q", "main")
    desk.git("merge", "-q", "wissel")
    desk.git("switch", "-q", "wissel")
    assert reported(desk, "mandates/raad-hattem-2022.yaml", away + "    end_date: 2026-12-31\n") == []
    (said,) = reported(desk, "mandates/raad-hattem-2022.yaml", away + "  - start_date: 2026-11-23\n")
    assert "(absences) started on 2026-11-23" in said


@pytest.mark.parametrize(("day", "count"), [(BEFORE, 1), (KNOWN, 0), (AFTER, 0)])
def test_a_start_is_backdated_up_to_the_day_before_it_became_known(branch: Desk, day: str, count: int) -> None:
    new = HATTEM.replace("p-a1b2", "p-g7b8").replace("2022-06-01", day)
    found = reported(branch, "mandates/raad-hattem-2026.yaml", new)
    assert len(found) == count
    assert all(f"started on {day}, 1 day before this became known" in said for said in found)


@pytest.mark.parametrize(("day", "count"), [(BEFORE, 1), (KNOWN, 0), (AFTER, 0)])
def test_a_start_that_is_changed_counts_as_a_new_one(branch: Desk, day: str, count: int) -> None:
    assert len(reported(branch, "mandates/raad-hattem-2022.yaml", HATTEM.replace("2022-06-01", day))) == count


@pytest.mark.parametrize(("day", "count"), [(BEFORE, 1), (KNOWN, 0), (AFTER, 0)])
def test_an_office_that_somebody_gets_counts_too(branch: Desk, day: str, count: int) -> None:
    new = f"  - office: mayor\n    partner: zwolle\n    start_date: {day}\n"
    found = reported(branch, "persons/p-a1b2.yaml", ANNA.replace(OFFICE, new + OFFICE))
    assert len(found) == count
    assert all(f"started on {day}" in said for said in found)


@pytest.mark.parametrize(("day", "count"), [(BEFORE, 1), (KNOWN, 0), (AFTER, 0)])
def test_an_end_is_backdated_up_to_the_day_before_it_became_known(branch: Desk, day: str, count: int) -> None:
    found = reported(branch, "persons/p-a1b2.yaml", ANNA.replace(OFFICE, OFFICE + f"    end_date: {day}\n"))
    assert len(found) == count
    assert all(f"(offices) ended on {day}" in said for said in found)


def test_an_office_held_twice_is_new_the_second_time(branch: Desk) -> None:
    again = "  - office: alderman\n    partner: hattem\n    start_date: 2026-04-01\n"
    ended = OFFICE + "    end_date: 2026-12-31\n"
    (said,) = reported(branch, "persons/p-a1b2.yaml", ANNA.replace(OFFICE, again + ended))
    assert "started on 2026-04-01" in said


# --------------------------------------------------------------------------------------------------------------------
# The audit asks the same of every commit.


def days_set(kind: str, before: dict[str, Any], after: dict[str, Any], day: str = KNOWN) -> list[tuple[str, str]]:
    address = Address(kind, "x")
    delta = Delta(kinds(), {address: before}, {address: after})
    return [(one.field, one.day) for one in backdated(delta, day)]


MAYOR = {"office": "mayor", "partner": "hattem", "start_date": "2020-01-01", "end_date": "2022-05-19"}
ALDERMAN = {"office": "alderman", "partner": "hattem", "start_date": "2022-05-20"}


def test_an_audit_reports_no_day_of_an_office_that_only_moved_in_the_list() -> None:
    assert days_set("person", {"offices": [MAYOR, ALDERMAN]}, {"offices": [ALDERMAN]}) == []
    assert days_set("person", {"offices": [MAYOR, ALDERMAN]}, {"offices": [ALDERMAN, MAYOR]}) == []
    assert days_set("person", {"offices": [ALDERMAN]}, {"offices": [MAYOR, ALDERMAN]}) == [
        ("offices[0].start_date", "2020-01-01"),
        ("offices[0].end_date", "2022-05-19"),
    ]


@pytest.mark.parametrize(("day", "count"), [(BEFORE, 1), (KNOWN, 0), (AFTER, 0)])
def test_an_audit_reports_days_before_that_of_the_commit(day: str, count: int) -> None:
    changed = {**ALDERMAN, "end_date": day}
    found = days_set("person", {"offices": [ALDERMAN]}, {"offices": [changed]})
    assert found == [("offices[0].end_date", day)] * count
    assert len(days_set("mandate", {}, {"start_date": day})) == count


@pytest.mark.parametrize(("day", "count"), [("2026-05-01", 1), ("2026-05-02", 0), ("2026-05-03", 0)])
def test_an_audit_warns_of_more_than_thirty_days_back(place: Place, day: str, count: int) -> None:
    path = "mandates/bestuur-voorzitter-2022.yaml"
    place.write(path, SMALL[path] + f"end_date: {day}\n")
    committed(place, "2026-06-01T12:00:00+02:00")
    assert place.regio("audit", "--json").out.count("put a day back") == count


SINCE = "audit:\n  since: 2026-06-02\n  require:\n    - Decision\n"


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        ("2026-06-01T23:59:59+02:00", 0),
        ("2026-06-02T00:00:00+02:00", 1),
        ("2026-06-01T17:59:59-04:00", 0),
        ("2026-06-01T18:00:00-04:00", 1),
        ("2026-06-02T12:00:00+02:00", 1),
    ],
)
def test_an_audit_asks_from_the_beginning_of_the_day_it_is_set_to(place: Place, moment: str, code: int) -> None:
    place.write("registry.yaml", SMALL["registry.yaml"] + SINCE)
    committed(place, "2026-05-01T12:00:00+02:00", "--amend")
    place.write("partners/hattem.yaml", SMALL["partners/hattem.yaml"] + "note: x\n")
    committed(place, moment)
    assert place.regio("audit").code == code


def test_a_commit_that_says_it_is_old_is_asked_the_same_as_those_around_it(place: Place) -> None:
    place.write("registry.yaml", SMALL["registry.yaml"] + SINCE)
    committed(place, "2026-05-01T12:00:00+02:00", "--amend")
    for number, moment in enumerate(("2026-06-02T12:00:00+02:00", "2017-01-01T12:00:00+01:00")):
        place.write("partners/hattem.yaml", SMALL["partners/hattem.yaml"] + f"note: {number}\n")
        committed(place, moment)
    assert place.regio("audit", "--json").out.count('"does not say: Decision"') == 2


@pytest.mark.parametrize(("moment", "code"), [("2026-06-01T23:59:59+02:00", 0), ("2026-06-01T22:00:00+00:00", 1)])
def test_who_may_change_it_is_asked_on_the_day_in_the_registrys_zone(place: Place, moment: str, code: int) -> None:
    people = "audit:\n  people:\n    - email: test@regio.example\n      end_date: 2026-06-01\n"
    place.write("registry.yaml", SMALL["registry.yaml"] + people)
    committed(place, "2026-05-01T12:00:00+02:00", "--amend")
    place.write("partners/hattem.yaml", SMALL["partners/hattem.yaml"] + "note: x\n")
    committed(place, moment)
    assert place.regio("audit").code == code


def committed(place: Place, moment: str, *options: str) -> None:
    place.git("add", "-A")
    env = {**os.environ, "GIT_COMMITTER_DATE": moment}
    identity = ["-c", "user.name=Test", "-c", "user.email=test@regio.example"]
    command = ["git", *identity, "commit", "-q", "-m", "Nagekeken\n\nReason: r", f"--date={moment}", *options]
    subprocess.run(command, cwd=Path(place.root), check=True, env=env, timeout=60)
