"""Seats held on behalf of several partners: who keeps a voice, and what narrows it."""

from typing import Any

import pytest

from tests.acceptance.changes import Desk

PARTNERS = ["hattem", "overijssel", "zwolle"]
ASK = ["--to", "kring", "--seat", "samen", "--from", "2025-05-01"]


@pytest.fixture
def shared(desk: Desk) -> Desk:
    seat = f"{{id: samen, role: member, basis: representation, voting: true, reports_to: colleges, on_behalf_of: [{', '.join(PARTNERS)}]}}"
    desk.done("add", "body", "kring", "name=Kring", "level=executive", "type=table", f"seats+={seat}")
    return desk


def mandate(desk: Desk, id_: str = "kring-samen-2025") -> dict[str, Any]:
    found = desk.data(f"mandates/{id_}.yaml")
    assert isinstance(found, dict)
    return found


def test_who_is_appointed_for_one_partner_speaks_for_all_of_the_seat(shared: Desk) -> None:
    said = shared.done("appoint", "p-a1b2", *ASK, "--for", "hattem")
    assert "on_behalf_of" not in mandate(shared)
    assert "nobody speaks" not in said
    assert mandate(shared)["lapses_with"] == "municipal"


def test_a_voice_is_narrowed_only_when_that_is_said_and_agreed(shared: Desk) -> None:
    narrowing = ("appoint", "p-a1b2", *ASK, "--for", "hattem", "--only")
    told = shared.refused(2, *narrowing)
    assert "nobody would speak for Provincie Overijssel, Gemeente Zwolle" in told
    assert "--yes" in told
    shared.done(*narrowing, "--dry-run")
    said = shared.done(*narrowing, "-y")
    assert mandate(shared)["on_behalf_of"] == ["hattem"]
    assert "nobody speaks for Provincie Overijssel, Gemeente Zwolle there any more" in said
    shared.git("branch", "was", "HEAD~1")
    review = shared.regio("review", "was", "main")
    assert "nobody speaks for" in review.out, review


def test_all_partners_of_a_seat_are_no_narrowing(shared: Desk) -> None:
    every = [word for partner in PARTNERS for word in ("--for", partner)]
    shared.done("appoint", "p-a1b2", *ASK, *every, "--only")
    assert "on_behalf_of" not in mandate(shared)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--for", "deltion"], "is held for hattem, overijssel, zwolle, not for deltion"),
        (["--for", "deltion", "--only", "-y"], "is held for hattem"),
        (["--only", "-y"], "nobody is named to whom"),
    ],
)
def test_another_partner_than_those_of_the_seat_is_refused(shared: Desk, options: list[str], told: str) -> None:
    assert told in shared.refused(2, "appoint", "p-a1b2", *ASK, *options)


def test_a_successor_speaks_for_who_the_predecessor_spoke_for(shared: Desk) -> None:
    shared.done("appoint", "p-a1b2", *ASK, "--for", "hattem", "--only", "-y")
    said = shared.done("replace", "kring-samen-2025", "--by", "p-b2c3", "--on", "2025-06-01")
    assert mandate(shared, "kring-samen-2025-2")["on_behalf_of"] == ["hattem"]
    assert "nobody speaks" not in said
    shared.done("replace", "kring-samen-2025-2", "--by", "p-c3d4", "--for", "zwolle", "--on", "2025-07-01")
    assert "on_behalf_of" not in mandate(shared, "kring-samen-2025-3")
    narrowing = ("replace", "kring-samen-2025-3", "--by", "p-a1b2", "--for", "hattem", "--only", "--on", "2025-08-01")
    assert "nobody would speak for" in shared.refused(2, *narrowing)
    shared.done(*narrowing, "--yes")
    assert mandate(shared, "kring-samen-2025-4")["on_behalf_of"] == ["hattem"]


def test_a_step_in_a_file_narrows_likewise(shared: Desk) -> None:
    step = "- {op: appoint, person: p-a1b2, body: kring, seat: samen, start: 2025-05-01, partners: [hattem]}\n"
    other = shared.copy(shared.root.parent / "other")
    other.done("apply", "-", stdin=step)
    assert "on_behalf_of" not in mandate(other)
    step = step.replace("[hattem]", "[hattem], only: true")
    assert "nobody would speak for" in shared.refused(2, "apply", "-", stdin=step)
    shared.done("apply", "-", "-y", stdin=step)
    assert mandate(shared)["on_behalf_of"] == ["hattem"]


def test_who_is_confirmed_speaks_for_the_same_partners(shared: Desk) -> None:
    shared.done("appoint", "p-a1b2", *ASK, "--for", "hattem", "--only", "-y")
    said = shared.done("renew", "--election", "municipal-2026", "--confirm", "kring-samen-2025")
    assert mandate(shared, "kring-samen-2026")["on_behalf_of"] == ["hattem"]
    assert "nobody speaks" not in said
