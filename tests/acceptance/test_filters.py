"""`regio list --where`, `--on` and `--all`: what a filter matches, on which day, and the line that ends a list."""

import json
import os
import subprocess
import sys

import pytest

from tests.conftest import SHIPPED, Place, Result, run
from tests.processes import start

PERSON = "name:\n  given: {}\n  family: {}\npublicity: public\nfictitious: true\noffices:\n"
OFFICE = "  - office: {}\n    partner: {}\n    start_date: {}\n"


@pytest.fixture
def people(place: Place) -> Place:
    """Anna was mayor of Zwolle and is alderman of Hattem; Bert is mayor of Hattem; a mandate and a seat begin and end on a day."""
    place.write(
        "partners/hattem.yaml", "name: Gemeente Hattem\nshort_name: Hattem\ntype: municipality\npillar: government\n"
    )
    place.write("persons/p-aaaa.yaml", PERSON.format("Anna", "Aal") + OFFICE.format("mayor", "zwolle", "2020-01-01")
                + "    end_date: 2023-12-31\n" + OFFICE.format("alderman", "hattem", "2024-01-01"))  # fmt: skip
    place.write("persons/p-bbbb.yaml", PERSON.format("Bert", "Bos") + OFFICE.format("mayor", "hattem", "2020-01-01"))
    place.write("mandates/dated.yaml", "person: p-bbbb\nbody: bestuur\nseat: voorzitter\nstatus: ended\nstart_date: 2021-03-01\n"
                "end_date: 2021-06-30\nlapses_with: nothing\n")  # fmt: skip
    return place


def listed(place: Place, *arguments: str) -> list[str]:
    done = place.regio("list", *arguments, "--json")
    assert done.code == 0, done.err
    return [row["id"] for row in json.loads(done.out)]


def where(*conditions: str) -> list[str]:
    return [word for one in conditions for word in ("--where", one)]


def test_the_mayors_of_a_day_are_those_of_that_day() -> None:
    done = run("list", "personen", *where("functie=burgemeester"), "--on", "2026-11-30", cwd=SHIPPED.parent)
    assert done.out.splitlines()[-1] == "22 persons with functie=burgemeester in force on 2026-11-30"


@pytest.mark.parametrize("value", ["Drenthe", "drenthe", "Provincie Drenthe", "provincie-drenthe"])
def test_a_record_is_known_by_its_name_its_short_name_and_its_id(value: str) -> None:
    done = run("list", "partners", *where(f"provincie={value}"), "--json", "--on", "2026-11-30", cwd=SHIPPED.parent)
    assert len(json.loads(done.out)) == 5


@pytest.mark.parametrize(
    ("kind", "conditions", "expected"),
    [
        ("mandates", ["person=els van der berg"], ["bestuur-voorzitter-2022"]),
        ("mandates", ["persoon=Els van der Bérg", "overleg=BESTUUR"], ["bestuur-voorzitter-2022"]),
        ("mandates", ["zetel=Voorzitter", "status=benoemd"], ["bestuur-voorzitter-2022"]),
        ("bodies", ["seats.voting=ja"], ["bestuur"]),
        ("bodies", ["seats.voting=nee"], []),
        ("persons", ["partner=Hattem"], ["p-aaaa", "p-bbbb"]),
        ("persons", ["offices.office=Wethouder"], ["p-aaaa"]),
        ("persons", ["functies.functie=alderman"], ["p-aaaa"]),
        ("persons", ["naam=anna aal"], ["p-aaaa"]),
        ("persons", ["fictitious=ja", "office=mayor"], ["p-bbbb"]),
    ],
)
def test_a_filter_matches_what_the_table_shows(
    people: Place, kind: str, conditions: list[str], expected: list[str]
) -> None:
    assert listed(people, kind, *where(*conditions)) == expected


def test_a_name_that_two_records_have_matches_both(people: Place) -> None:
    people.write("partners/hattem-2.yaml", "name: Hattem\ntype: network\npillar: society\n")
    people.write(
        "persons/p-cccc.yaml", PERSON.format("Cato", "Cox") + OFFICE.format("director", "hattem-2", "2020-01-01")
    )
    assert listed(people, "persons", *where("partner=Hattem")) == ["p-aaaa", "p-bbbb", "p-cccc"]


def test_a_seat_called_alike_in_another_body_is_another_seat(people: Place) -> None:
    seats = "seats:\n  - id: {}\n    label: {}\n    role: chair\n    basis: expertise\n    voting: true\n"
    head = "name: {}\nlevel: executive\ntype: regional_board\n"
    people.write("bodies/a.yaml", head.format("A") + seats.format("een", "Kroon"))
    people.write("bodies/b.yaml", head.format("B") + seats.format("een", "Munt"))
    for body in ("a", "b"):
        people.write(f"mandates/{body}.yaml", f"person: p-aaaa\nbody: {body}\nseat: een\nstatus: appointed\nstart_date: 2022-01-01\nlapses_with: nothing\n")  # fmt: skip
    assert listed(people, "mandates", *where("seat=kroon")) == ["a"]
    assert listed(people, "mandates", *where("seat=een")) == ["a", "b"]


@pytest.mark.parametrize(
    ("kind", "condition", "says"),
    [
        ("persons", "functie=burgermeester", "did you mean 'mayor'?"),
        ("persons", "partner=Hatem", "did you mean 'Gemeente Hattem'?"),
        ("mandates", "persoon=Anna Ael", "did you mean 'Anna Aal'?"),
        ("mandates", "seat=vorzitter", "did you mean 'voorzitter'?"),
        ("partners", "id=hatem", "did you mean 'hattem'?"),
        ("partners", "province=qqqq", "'regio list partner --all' lists them"),
        ("partners", "end_date=31-12-2024", "is not a day"),
        ("bodies", "seats.voting=misschien", "write yes or no"),
        ("persons", "offices=mayor", "offices.office, offices.partner"),
    ],
)
def test_what_nothing_is_called_is_an_error_with_what_is_near(
    people: Place, kind: str, condition: str, says: str
) -> None:
    done = people.regio("list", kind, *where(condition))
    assert (done.code, done.out) == (2, "")
    assert says in done.err


def test_a_field_is_suggested_in_the_language_of_the_user(people: Place) -> None:
    done = people.regio("list", "personen", *where("functi=x"), env={"REGIO_LANG": "nl"})
    assert "bedoelt u 'functie'?" in done.err


def test_two_values_of_one_field_are_refused(people: Place) -> None:
    done = people.regio("list", "partners", *where("type=gemeente", "type=provincie"))
    assert done.code == 2
    assert "nothing can have both type=gemeente and type=provincie" in done.err


def test_text_that_nothing_has_gives_an_empty_list_that_says_so(people: Place) -> None:
    done = people.regio("list", "partners", *where("name=Nergens"), "--all")
    assert (done.code, done.out) == (0, "no partners with name=Nergens\n")
    as_json = people.regio("list", "partners", *where("name=Nergens"), "--all", "--json")
    assert (as_json.code, as_json.out, as_json.err) == (0, "[]\n", "no partners with name=Nergens\n")


def test_what_a_record_with_faults_has_is_found_all_the_same(people: Place) -> None:
    people.write("partners/fout.yaml", "name: Fout\ntype: gemeentje\npillar: government\nprovince: verdwenen\n")
    assert listed(people, "partners", *where("type=gemeentje")) == ["fout"]
    assert listed(people, "partners", *where("province=verdwenen")) == ["fout"]


@pytest.mark.parametrize(
    ("on", "ids"),
    [
        ("2023-12-31", {"mayor,zwolle": ["p-aaaa"], "alderman,hattem": [], "mayor,hattem": ["p-bbbb"]}),
        ("2024-01-01", {"mayor,zwolle": [], "alderman,hattem": ["p-aaaa"], "mayor,hattem": ["p-bbbb"]}),
    ],
)
def test_conditions_on_one_list_hold_for_one_item_in_force_that_day(
    people: Place, on: str, ids: dict[str, list[str]]
) -> None:
    for asked, expected in ids.items():
        office, partner = asked.split(",")
        both = where(f"office={office}", f"offices.partner={partner}")
        assert listed(people, "persons", *both, "--on", on) == expected
    assert listed(people, "persons", *where("office=mayor", "offices.partner=zwolle"), "--all") == ["p-aaaa"]


def test_without_a_value_asks_for_those_of_which_no_item_has_one(people: Place) -> None:
    people.write("persons/p-cccc.yaml", PERSON.format("Cato", "Cox") + "  - office: director\n")
    assert listed(people, "persons", *where("offices.partner=")) == ["p-1a2b", "p-cccc"]
    assert listed(people, "persons", *where("offices.partner=", "office=director")) == ["p-cccc"]
    assert listed(people, "persons", *where("offices.partner=", "office=mayor")) == []


@pytest.mark.parametrize(
    ("on", "is_there"),
    [("2021-02-28", False), ("2021-03-01", True), ("2021-03-02", True), ("2021-06-29", True), ("2021-06-30", True), ("2021-07-01", False)],
)  # fmt: skip
def test_a_record_is_in_force_from_its_first_to_its_last_day(people: Place, on: str, is_there: bool) -> None:
    assert ("dated" in listed(people, "mandates", "--on", on)) is is_there


def test_a_list_is_of_today_and_says_what_more_there_is(people: Place) -> None:
    table = people.regio("list", "mandates")
    assert "dated" not in table.out
    assert table.out.splitlines()[-1].startswith("1 mandate in force on ")
    assert table.out.splitlines()[-1].endswith("; --all shows all 2")
    whole = people.regio("list", "mandates", "--all")
    assert "dated" in whole.out and whole.out.splitlines()[-1] == "2 mandates"
    on = people.regio("list", "mandates", "--on", "2021-04-01")
    assert on.out.splitlines()[-1] == "1 mandate in force on 2021-04-01"
    assert people.regio("list", "persons").out.splitlines()[-1] == "3 persons"


@pytest.mark.parametrize("format_", ["json", "csv", "ndjson", "yaml", "md"])
def test_other_formats_say_on_standard_error_what_is_left_out(people: Place, format_: str) -> None:
    short = people.regio("list", "mandates", "--format", format_)
    assert "dated" not in short.out and "--all shows all 2" in short.err and "--all" not in short.out
    for asked in (["--all"], ["--on", "2021-04-01"]):
        assert people.regio("list", "mandates", *asked, "--format", format_).err == ""


def test_items_that_are_not_in_force_are_left_out_and_it_is_said(people: Place) -> None:
    asked = ["persons", *where("id=p-aaaa"), "--columns", "offices.office"]
    now = people.regio("list", *asked, "--json")
    assert json.loads(now.out)[0]["offices.office"] == ["alderman"]
    assert now.err.startswith("1 person with id=p-aaaa, with what is in force on ")
    assert json.loads(people.regio("list", *asked, "--all", "--json").out)[0]["offices.office"] == ["mayor", "alderman"]


@pytest.mark.parametrize("word", ["today", "vandaag", "Vandaag"])
def test_today_is_a_day(people: Place, word: str) -> None:
    assert listed(people, "mandates", "--on", word) == ["bestuur-voorzitter-2022"]


def test_one_day_and_all_days_are_not_asked_at_once(people: Place) -> None:
    assert people.regio("list", "mandates", "--on", "today", "--all").code == 2


def exported(place: Place, *arguments: str) -> Result:
    return place.regio("export", "ndjson", *arguments, "--audience", "bureau")


def test_exports_have_the_same_filters(people: Place) -> None:
    for on, count in (("2023-12-31", 2), ("2024-01-01", 1)):
        done = exported(people, "persons", *where("functie=burgemeester"), "--on", on)
        assert (done.code, done.out.count("p-aaaa"), done.out.count("p-bbbb")) == (0, count - 1, 1)
    assert exported(people, "persons", *where("partner=Hatem")).code == 2
    assert "no partners with name=Nergens" in exported(people, "partners", *where("name=Nergens")).err


def test_somebody_above_the_audience_is_not_asked_for_by_name(people: Place) -> None:
    people.write("persons/p-dddd.yaml", "name:\n  given: Dora\n  family: Dam\npublicity: internal\nfictitious: true\n")
    for value in ("Dora Dam", "p-dddd"):
        done = people.regio("export", "ndjson", "mandates", *where(f"person={value}"))
        assert (done.code, done.out) == (2, "")
        assert "is not for the audience 'public'" in done.err


def test_a_number_that_no_table_holds_is_asked_for_without_a_fault(people: Place) -> None:
    for number in (2**63 - 1, 2**63):
        people.write("partners/groot.yaml", f"name: Groot\ntype: network\npillar: society\nstatistics:\n  - as_of: 2026-01-01\n    inhabitants: {number}\n")  # fmt: skip
        assert listed(people, "partners", *where(f"statistics.inhabitants={number}")) == ["groot"]


def test_a_closed_pipe_ends_a_list_quietly() -> None:
    command = [sys.executable, "-m", "regio_cli", "list", "mandates", "--all"]
    with start(command, cwd=SHIPPED.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "REGIO_LANG": "en"}) as process:  # fmt: skip
        assert process.stdout and process.stderr
        assert process.stdout.readline().startswith(b"id ")
        process.stdout.close()
        assert process.stderr.read() == b""
        # What click ends with when it could not write on.
        assert process.wait(timeout=60) == 1
