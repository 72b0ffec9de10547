"""Questions that a verb asks on a terminal: who takes over, whose voice may be lost, where seats go on, why."""

from collections.abc import Sequence

import pytest

from tests.acceptance.changes import Desk
from tests.terminals import DOWN, ENTER, Seen, answered

FUTURE = "2998-05-01"
PARTNERS = ["hattem", "overijssel", "zwolle"]


def ask(desk: Desk, *arguments: str, answers: Sequence[tuple[str, str]]) -> Seen:
    return answered(*arguments, cwd=desk.root, answers=answers)


@pytest.fixture
def shared(desk: Desk) -> Desk:
    """The registry with a seat that one person holds on behalf of three partners."""
    seat = f"{{id: samen, role: member, basis: representation, voting: true, reports_to: colleges, on_behalf_of: [{', '.join(PARTNERS)}]}}"
    desk.done("add", "body", "kring", "name=Kring", "level=executive", "type=table", f"seats+={seat}")
    return desk


NARROWING = [
    "appoint",
    "p-a1b2",
    "--to",
    "kring",
    "--seat",
    "samen",
    "--from",
    "2025-05-01",
    "--for",
    "hattem",
    "--only",
]
SILENCED = "Nobody will speak for Provincie Overijssel, Gemeente Zwolle in that seat"


@pytest.mark.parametrize(("keys", "code"), [(ENTER, 2), (DOWN + ENTER, 0)])
def test_who_loses_a_voice_is_named_and_enter_changes_nothing(shared: Desk, keys: str, code: int) -> None:
    before = shared.state()
    seen = ask(shared, *NARROWING, answers=[(SILENCED, keys)])
    assert seen.code == code, seen.out
    assert (shared.state() == before) == (code != 0)


def test_a_renewal_asks_who_somebody_unknown_is(desk: Desk) -> None:
    before = {file.stem for file in (desk.root / "registry" / "persons").iterdir()}
    renew = ["renew", "--election", "municipal-2026", "--partner", "hattem"]
    pick = [("Which office?", DOWN + DOWN + ENTER), ("At which partner?", ENTER)]
    named = [("Who?", "Gerda van der Nieuw" + ENTER), ("Is this a new person?", DOWN + ENTER), *pick]
    skip = ("/3  ", "s" + ENTER)
    answers = [("1/3  ", DOWN + ENTER), *named, skip, skip]
    seen = ask(desk, *renew, answers=answers)
    assert seen.code == 0, seen.out
    [made] = {file.stem for file in (desk.root / "registry" / "persons").iterdir()} - before
    data = desk.data(f"persons/{made}.yaml")
    assert data["name"] == {"given": "Gerda", "prefix": "van der", "family": "Nieuw"}
    assert data["offices"] == [{"office": "alderman", "partner": "hattem", "start_date": "2026-04-01"}]


def test_a_renewal_makes_nobody_new_in_a_script(desk: Desk) -> None:
    renew = ["renew", "--election", "municipal-2026", "--replace", "raad-hattem-2022=Gerda Nieuw"]
    told = desk.refused(2, *renew)
    assert "no record is called 'Gerda Nieuw'" in told


@pytest.mark.parametrize(("keys", "goes_on"), [(ENTER, False), (DOWN + ENTER, True)])
def test_a_dissolution_asks_where_the_seats_go_on(shared: Desk, keys: str, goes_on: bool) -> None:
    desk = shared
    desk.done("appoint", "p-a1b2", "--to", "kring", "--seat", "samen", "--from", "2025-05-01")
    desk.done("add", "body", "nieuw", "name=Nieuw", "level=executive", "type=table")
    dissolve = ["dissolve", "kring", "--on", "2998-12-31", "--succeeded-by", "nieuw"]
    answers = [("Where do the seats and their 1 holder go on?", keys), ("Change these ", DOWN + ENTER)]
    seen = ask(desk, *dissolve, answers=answers)
    assert seen.code == 0, seen.out
    seats = [seat["id"] for seat in desk.data("bodies/nieuw.yaml").get("seats", [])]
    assert bool(seats) is goes_on


def test_the_reason_of_an_absence_is_asked_without_health(desk: Desk) -> None:
    absent = [
        "replace",
        "raad-hattem-2022",
        "--by",
        "p-e5f6",
        "--temporary",
        "--on",
        "2025-03-01",
        "--until",
        "2025-03-31",
    ]
    question = "Reason for the history (no health reasons; Enter for none):"
    seen = ask(desk, *absent, answers=[(question, "verlof" + ENTER)])
    assert seen.code == 0, seen.out
    assert "Reason: verlof" in desk.git("log", "-1", "--format=%B")
