"""One meaning for every notion, through the real command: whoever is asked on a day gives the same answer."""

import json
import re
from pathlib import Path

import pytest

from tests.conftest import Place

MANDATE = (
    "person: p-1a2b\nbody: bestuur\nseat: voorzitter\nstatus: appointed\nstart_date: 2022-05-01\nlapses_with: {}\n{}"
)
HOLDER = "mandates/bestuur-voorzitter-2022.yaml"
STAND_IN = "person: p-2b3c\nbody: bestuur\nseat: voorzitter\nstatus: appointed\nstart_date: 2026-03-01\nlapses_with: nothing\nreplaces: bestuur-voorzitter-2022\n"
PERSON = "name:\n  given: {}\n  family: {}\noffices:\n  - office: alderman\n    partner: zwolle\n    start_date: 2020-01-01\n    end_date: 2027-01-31\npublicity: public\nfictitious: true\n"


@pytest.fixture
def absent(place: Place) -> Place:
    """The chair is absent from 2026-03-01 through 2026-03-31; nobody stands in."""
    place.write(HOLDER, MANDATE.format("nothing", "absences:\n  - start_date: 2026-03-01\n    end_date: 2026-03-31\n"))
    return place


def told(place: Place, on: str) -> dict[str, bool]:
    """Who says that the seat is unattended on a day."""
    report = json.loads(place.regio("report", "vacancies", "--on", on, "--json").out)
    today = place.regio("report", "today", "--on", on).out
    shown = json.loads(place.regio("show", "bestuur", "--on", on, "--json").out)
    holders = shown["sections"]["seats"][0]["holders"]
    held = place.regio("query", "SELECT count(*) AS n FROM holder", "--on", on, "--format", "json").out
    findings = place.regio("validate", "--rules", "DAT-11", "--on", on, "--json").out
    return {
        "show": [one["status"] for one in holders] == ["unattended"],
        "report vacancies": any(section["key"] == "unattended" for section in report["sections"]),
        "report today": "1 seat has an absent holder, and nobody stands in." in today,
        "holder": json.loads(held)[0]["n"] == 0,
        "DAT-11": "is absent, and nobody stands in" in findings,
    }


@pytest.mark.parametrize(
    ("on", "unattended"),
    [("2026-02-28", False), ("2026-03-01", True), ("2026-03-31", True), ("2026-04-01", False)],
)
def test_an_absent_holder_without_stand_in_is_unattended_for_everybody(
    absent: Place, on: str, unattended: bool
) -> None:
    assert set(told(absent, on).values()) == {unattended}, told(absent, on)


def test_a_stand_in_holds_the_seat_and_nothing_is_vacant(absent: Place) -> None:
    absent.write("persons/p-2b3c.yaml", PERSON.format("Piet", "Plaats"))
    absent.write(
        HOLDER,
        MANDATE.format("nothing", "absences:\n  - start_date: 2026-03-01\n    stand_in: bestuur-voorzitter-2026\n"),
    )
    absent.write("mandates/bestuur-voorzitter-2026.yaml", STAND_IN)
    on = ["--on", "2026-03-15"]
    assert set(told(absent, "2026-03-15").values()) == {False}
    holders = json.loads(absent.regio("show", "bestuur", *on, "--json").out)["sections"]["seats"][0]["holders"]
    assert [(one["status"], one["person"]["record"]) for one in holders] == [
        ("absent", "person/p-1a2b"),
        ("stands_in", "person/p-2b3c"),
    ]
    found = absent.regio("query", "SELECT person FROM holder", *on, "--format", "json").out
    assert json.loads(found) == [{"person": "p-2b3c"}]
    assert "every seat that must be filled has a holder" in absent.regio("report", "vacancies", *on).out
    assert absent.regio("validate", "--rules", "DAT-10,DAT-11,DAT-38", *on).code == 0
    # The past reads as it was.
    before = absent.regio("query", "SELECT person FROM holder", "--on", "2026-02-28", "--format", "json").out
    assert json.loads(before) == [{"person": "p-1a2b"}]


def last_days(place: Place, on: str) -> dict[str, tuple[str, ...]]:
    """Every last day that is told of the one mandate, by who tells it."""
    shown = json.loads(place.regio("show", "mandate/bestuur-voorzitter-2022", "--on", on, "--json").out)
    report = json.loads(place.regio("report", "lapsing", "--on", on, "--json").out)
    tables = [block for section in report["sections"] for block in section["blocks"] if block.get("key") == "events"]
    calendar = place.regio("export", "ical", "--on", on, "--audience", "public").out
    event = next(part for part in calendar.split("BEGIN:VEVENT") if "loopt af" in part)
    found = re.search(r"DTSTART;VALUE=DATE:(\d{4})(\d{2})(\d{2})", event)
    assert found
    folder = place.root.parent / "site"
    assert place.regio("site", str(folder), "--on", on).code == 0
    pages = list(Path(folder).rglob("calendar*.html"))
    days = sorted(set(re.findall(r'id="(\d{4}-\d{2}-\d{2})-', "".join(page.read_text("utf-8") for page in pages))))
    return {
        "show": (shown["sections"]["ends"][0]["ends"],),
        "report": tuple(row["last_day"] for table in tables for row in table["rows"]),
        "calendar": ("-".join(found.groups()),),
        "site": tuple(days),
    }


def test_a_mandate_held_for_an_office_ends_with_it_for_everybody(place: Place) -> None:
    place.write("persons/p-1a2b.yaml", PERSON.format("Els", "Berg"))
    place.write(HOLDER, MANDATE.format("office", ""))
    place.git("add", "-A")
    place.git("commit", "-qm", "Ambt")
    assert set(last_days(place, "2026-11-24").values()) == {("2027-01-31",)}, last_days(place, "2026-11-24")
    cause = json.loads(place.regio("show", "mandate/bestuur-voorzitter-2022", "--json").out)["sections"]["ends"][0]
    assert cause["ends_with"] == "office"
    out = place.regio("leave", "p-1a2b", "--on", "2027-01-31", "--dry-run", "--reason", "x", "-y").out
    assert "2027-01-31" in out and "bestuur" in out.lower()


def test_a_mandate_that_lapses_with_an_election_ends_the_day_before_the_new_council_for_everybody(place: Place) -> None:
    place.write("elections/provincial-2027.yaml", "kind: provincial\ndate: 2027-03-17\nnew_council: 2027-03-31\n")
    place.write(HOLDER, MANDATE.format("provincial", ""))
    assert set(last_days(place, "2026-11-24").values()) == {("2027-03-30",)}, last_days(place, "2026-11-24")


# ---------------------------------------------------------------------------------------------------------------------
# A day to come. The election lies so far ahead that the day on which the tests run does not count.


@pytest.fixture
def coming(place: Place) -> Place:
    place.write("elections/provincial-2090.yaml", "kind: provincial\ndate: 2090-03-15\nnew_council: 2090-03-29\n")
    place.write(HOLDER, MANDATE.format("provincial", ""))
    return place


@pytest.mark.parametrize(("on", "is_expected"), [("2090-03-28", False), ("2090-03-29", True), ("2090-03-30", True)])
def test_after_its_last_day_a_mandate_is_marked_in_lists_and_show(coming: Place, on: str, is_expected: bool) -> None:
    listed = coming.regio("list", "mandates", "--on", on).out
    assert ("expected to have ended" in listed.splitlines()[2]) is is_expected
    holders = json.loads(coming.regio("show", "bestuur", "--on", on, "--json").out)["sections"]["seats"][0]["holders"]
    assert [one["status"] for one in holders] == ["expected_lapsed" if is_expected else "appointed"]
    certain = "0 are certain" if is_expected else "1 are certain"
    assert certain in listed and certain in coming.regio("show", "bestuur", "--on", on).out


REPORTS = [
    "today", "balance", "counterparts", "representation", "lapsing", "vacancies", "people", "councils", "network", "quality",
]  # fmt: skip


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_for_a_day_to_come_says_how_many_are_certain(coming: Place, name: str) -> None:
    out = " ".join(coming.regio("report", name, "--on", "2090-04-01").out.split())
    assert "Of the 1 mandates that are in force then as recorded, 0 are certain" in out
    assert "is in the future" not in coming.regio("report", name, "--on", "2026-11-24").out


def test_a_nominee_who_begins_by_then_is_a_known_successor(coming: Place) -> None:
    coming.write("persons/p-2b3c.yaml", PERSON.format("Piet", "Plaats"))
    coming.write(
        "mandates/bestuur-voorzitter-2090.yaml",
        "person: p-2b3c\nbody: bestuur\nseat: voorzitter\nstatus: nominated\nstart_date: 2090-03-29\nlapses_with: nothing\n",
    )
    out = coming.regio("list", "mandates", "--on", "2090-03-29").out
    assert "appointed, successor known" in out and "of 1 the successor is known" in " ".join(out.split())


def test_the_shipped_registry_marks_the_holders_of_the_provinces(tmp_path: Path) -> None:
    shipped = Place(Path(__file__).parents[2])
    found = shipped.regio("query", "SELECT count(*) AS n FROM lapse WHERE cause = 'provincial' AND last_day = '2027-03-30'", "--on", "2026-11-24", "--format", "json")  # fmt: skip
    assert json.loads(found.out) == [{"n": 39}]
