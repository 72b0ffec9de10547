"""`regio find`, and a record named on the command line: by all that it is known by."""

import json

import pytest

from regio_cli.read.names import sort_key
from tests.conftest import Place

PERSON = "name:\n  family: {}\n  prefix: van der\n  given: Els\n  initials: E.M.\nemail: {}\npublicity: public\n"


@pytest.fixture
def known(place: Place) -> Place:
    place.write("partners/wdo.yaml", "name: Waterschap Drents Overijsselse Delta\nshort_name: WDODelta\n"
                "other_names:\n  - name: Waterschap Groot Salland\n    end_date: 2015-12-31\n"
                "type: water_board\npillar: government\n")  # fmt: skip
    place.write("persons/p-2b3c.yaml", PERSON.format("Graaf", "e.graaf@hattem.example"))
    return place


def found(place: Place, text: str) -> list[str]:
    return [row["record"] for row in json.loads(place.regio("find", text, "--json").out)]


@pytest.mark.parametrize(
    ("text", "record"),
    [
        ("WDODelta", "partner/wdo"),
        ("wdodelt", "partner/wdo"),
        ("groot salland", "partner/wdo"),
        ("e.graaf@hattem.example", "person/p-2b3c"),
        ("E.M.", "person/p-2b3c"),
        ("Graaf, Els van der", "person/p-2b3c"),
        ("els graaf", "person/p-2b3c"),
        ("Berg", "person/p-1a2b"),
    ],
)
def test_a_record_is_found_by_all_that_it_is_known_by(known: Place, text: str, record: str) -> None:
    assert found(known, text)[0] == record
    if text != "wdodelt":
        assert f"({record})" in known.regio("show", text).out


def test_the_term_that_was_found_is_told_when_it_is_not_the_name(known: Place) -> None:
    rows = json.loads(known.regio("find", "Groot Salland", "--json").out)
    assert rows == [
        {
            "record": "partner/wdo",
            "name": "Waterschap Drents Overijsselse Delta",
            "known_by": "Waterschap Groot Salland",
        }
    ]


def test_an_organisation_is_not_everybody_with_an_address_there(known: Place) -> None:
    assert found(known, "hattem") == ["partner/hattem"]


def test_nothing_to_look_for_finds_nothing(known: Place) -> None:
    assert (known.regio("find", "").code, known.regio("find", " ").code) == (1, 1)
    assert known.regio("show", "").code == 2


def test_prefixes_and_accents_do_not_count_in_the_order_of_names() -> None:
    names = ["van der Berg", "Zwart", "de Áak", "ten Cate", "Aalders", "'t Hart", "van 't Anker"]
    assert sorted(names, key=sort_key) == [
        "de Áak", "Aalders", "van 't Anker", "van der Berg", "ten Cate", "'t Hart", "Zwart"
    ]  # fmt: skip
