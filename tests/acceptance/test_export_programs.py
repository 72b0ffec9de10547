"""What other programs make of an export: address books, calendars, Outlook, Mermaid, and file names of Windows."""

import json
import re
from pathlib import Path

import pytest

from regio_cli.exchange.export.graph_mermaid import _entities
from regio_cli.model import folding
from tests.acceptance.changes import Desk

MEETING = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "meeting",
    "x-kind": {
        "names": {"en": ["meeting", "meetings"], "nl": ["vergadering", "vergaderingen"]},
        "folder": "meetings",
        "label": ["name"],
        "list": ["name"],
    },
    "type": "object",
    "properties": {name: {"type": "string"} for name in ("name", "body", "start", "end", "place")},
}
TIMES = {
    ("2027-01-14T14:00", None): ["DTSTART;TZID=Europe/Amsterdam:20270114T140000"],
    ("2027-01-14T14:00", "2027-01-14T14:00"): ["DTSTART;TZID=Europe/Amsterdam:20270114T140000"],
    ("2027-01-14T14:00", "2027-01-14T13:00"): ["DTSTART;TZID=Europe/Amsterdam:20270114T140000"],
    ("2027-01-14T14:00", "2027-01-14T14:01"): [
        "DTSTART;TZID=Europe/Amsterdam:20270114T140000", "DTEND;TZID=Europe/Amsterdam:20270114T140100",
    ],
    ("2027-01-14T13:00:00Z", "2027-07-14T15:00:00+02:00"): [
        "DTSTART;TZID=Europe/Amsterdam:20270114T140000", "DTEND;TZID=Europe/Amsterdam:20270714T150000",
    ],
    ("2027-01-14", None): ["DTSTART;VALUE=DATE:20270114", "DTEND;VALUE=DATE:20270115"],
    ("2027-01-14", "2027-01-13"): ["DTSTART;VALUE=DATE:20270114", "DTEND;VALUE=DATE:20270115"],
    ("2027-01-14", "2027-01-16"): ["DTSTART;VALUE=DATE:20270114", "DTEND;VALUE=DATE:20270117"],
    ("2027-01-14T14:00", "2027-01-15"): ["DTSTART;TZID=Europe/Amsterdam:20270114T140000"],
}  # fmt: skip


def test_a_meeting_has_the_end_that_it_has_and_no_other(desk: Desk) -> None:
    (desk.root / "schemas").mkdir()
    (desk.root / "schemas" / "meeting.schema.json").write_text(json.dumps(MEETING))
    for number, (start, end) in enumerate(TIMES):
        more = f"end: '{end}'\n" if end else ""
        desk.write(f"meetings/m{number}.yaml", f"name: nummer {number}\nbody: raad\nstart: '{start}'\n{more}")
    events = desk.done("export", "ical", "meetings").replace("\r", "").split("BEGIN:VEVENT")[1:]
    told = {
        re.search(r"SUMMARY:nummer (\d+)", event)[1]: re.findall(r"^DT(?:START|END).*$", event, re.M)
        for event in events
    }  # type: ignore[index]
    assert [told[str(number)] for number in range(len(TIMES))] == list(TIMES.values())


@pytest.mark.parametrize(
    ("label", "written"),
    [
        ("1. Regiobestuur", "1#46; Regiobestuur"), ("12) Raad", "12#41; Raad"), ("- Raad", "#45; Raad"), ("Raad 1. deel - b", "Raad 1. deel - b"),
        ("1 Raad", "1 Raad"), ("* Raad", "#42; Raad"), ("# Raad", "#35; Raad"), ("1.2. Raad", "1#46;2. Raad"),
    ],
)  # fmt: skip
def test_mermaid_takes_no_name_for_an_item_of_a_list(label: str, written: str) -> None:
    assert _entities(label) == written


def test_outlook_gets_semicolons_and_other_formats_refuse_to(desk: Desk) -> None:
    desk.write("persons/p-b2c3.yaml", desk.read("persons/p-b2c3.yaml") + "email: b@hattem.example\n")
    plain = desk.done("export", "mail", "raad", "--audience", "bureau")
    assert desk.done("export", "mail", "raad", "--audience", "bureau", "--outlook") == plain.replace(">,\n", ">;\n")
    assert ">,\n" in plain
    assert "--outlook is for mail" in desk.refused(2, "export", "csv", "partners", "--outlook")


def test_address_books_without_groups_know_the_bodies_and_sort_by_the_family_name(desk: Desk) -> None:
    cards = desk.done("export", "vcard", "--audience", "bureau").replace("\r\n ", "").split("BEGIN:VCARD")
    (veen,) = (card for card in cards if "FN:Emma van der Veen" in card)
    assert "CATEGORIES:Regioraad,Tafel Wonen" in veen
    assert "SORT-AS=Veen" in veen
    (anna,) = (card for card in cards if "FN:Anna Bergsma" in card)
    assert "SORT-AS" not in anna


@pytest.mark.parametrize("id_", ["con", "aux", "nul", "prn", "com1", "lpt9"])
def test_an_id_that_windows_has_no_file_for_is_refused(id_: str, desk: Desk) -> None:
    why = desk.refused(2, "add", "partner", id_, "name=Naam", "type=foundation", "pillar=society", "--reason", "proef")
    assert f"Windows can't have a file '{id_}.yaml'" in why


def test_such_a_file_is_a_finding_and_one_that_only_looks_so_is_none(desk: Desk) -> None:
    for name in ("aux", "com10", "console"):
        desk.write(f"partners/{name}.yaml", "name: Naam\ntype: foundation\npillar: society\n")
    found = json.loads(desk.regio("validate", "--format", "json").out)["findings"]
    assert [each["code"] for each in found if each["path"].endswith("aux.yaml")] == ["file-name"]
    assert not [
        each for each in found if each["path"].endswith(("com10.yaml", "console.yaml")) and each["severity"] == "error"
    ]
    assert "git mv registry/partners/aux.yaml registry/partners/aux-1.yaml" in json.dumps(found)


def test_the_site_folds_as_find_does(desk: Desk, tmp_path: Path) -> None:
    for id_, family in (("p-aa22", "Yıldız"), ("p-aa33", "Ørsted"), ("p-aa44", "Æsirsen")):
        desk.write(f"persons/{id_}.yaml", f"name:\n  given: Bo\n  family: {family}\npublicity: public\n"
                   "offices:\n  - office: alderman\n    partner: hattem\n    start_date: 2022-05-20\n")  # fmt: skip
    mandate = desk.read("mandates/tafel-lid-2023.yaml")
    for number, id_ in enumerate(("p-aa22", "p-aa33", "p-aa44")):
        desk.write(f"mandates/extra-{number}.yaml", mandate.replace("p-e5f6", id_))
    desk.regio("site", str(tmp_path / "site"))
    index = {file.stem: file.read_text() for file in (tmp_path / "site" / "search").glob("*.js")}
    for letter, word in (("y", "yildiz"), ("o", "orsted"), ("a", "aesirsen")):
        assert f" {word}" in index[letter].replace('"', " ")
    script = (tmp_path / "site" / "search.js").read_text()
    letters = dict(re.findall(r'"(.)": "([a-z]+)"', script[script.index("const letters") :].split("}")[0]))
    assert {ord(letter): plain for letter, plain in letters.items()} == folding._PLAIN
