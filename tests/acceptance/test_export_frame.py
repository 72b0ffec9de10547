"""Exports as a user asks for them: what is chosen, for whom, and where it goes."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.conftest import Place, on_terminal


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_formats_are_listed(place: Place) -> None:
    assert "csv" in place.regio("export").out


def test_an_unknown_format_names_those_there_are(place: Place) -> None:
    done = place.regio("export", "wk1")
    assert done.code == 2 and "csv" in done.err


def test_the_public_does_not_see_who_is_not_public(place: Place) -> None:
    place.write("persons/p-1a2b.yaml", "name:\n  family: Geheim\npublicity: functional\n")
    assert rows(place.regio("export", "csv", "persons").out) == []
    assert [row["person"] for row in rows(place.regio("export", "csv", "mandates").out)] == [""]
    assert [row["name.family"] for row in rows(place.regio("export", "csv", "persons", "--audience", "partners").out)] == ["Geheim"]  # fmt: skip


def test_a_person_who_may_not_be_seen_is_refused_when_asked_for_by_name(place: Place) -> None:
    place.write("persons/p-1a2b.yaml", "name:\n  family: Geheim\npublicity: internal\n")
    asked = ["persons", "--where", "email=a@b.example"], ["p-1a2b"], ["mandates", "--where", "person=p-1a2b"]
    for words in asked:
        done = place.regio("export", "csv", *words, "-o", "out")
        assert done.code == 2 and "is not for the audience 'public'" in done.err, words
        assert not (place.root / "out").exists()


def test_around_a_body_are_its_mandates_and_who_holds_them(place: Place) -> None:
    place.regio("export", "csv", "bestuur", "-o", "out")
    found = {file.name: len(rows(file.read_text())) for file in (place.root / "out").iterdir() if file.suffix == ".csv"}
    assert found == {"body.csv": 1, "mandate.csv": 1, "partner.csv": 1, "person.csv": 1, "regio.csv": 5}


def test_only_what_is_in_force_with_on(place: Place) -> None:
    every = place.regio("export", "csv", "partners").out
    now = place.regio("export", "csv", "partners", "--on", "2026-01-01").out
    assert "hattem" in every and "hattem" not in now and "zwolle" in now


def test_several_kinds_are_a_folder(place: Place) -> None:
    done = place.regio("export", "csv")
    assert done.code == 2 and "-o csv" in done.err


def test_an_option_of_another_format_is_refused(place: Place) -> None:
    done = place.regio("export", "json", "--excel-nl")
    assert done.code == 2 and "--excel-nl is for csv" in done.err


def test_what_there_is_not_is_told(place: Place) -> None:
    assert "no record is called 'fietsers'" in place.regio("export", "csv", "fietsers").err
    assert "there are: public, partners, bureau" in place.regio("export", "csv", "--audience", "all").err
    assert "--where is on the fields of one kind" in place.regio("export", "csv", "--where", "type=municipality").err
    assert "did you mean 'short_name'?" in place.regio("export", "csv", "partners", "--where", "nam=x").err


def test_conditions_are_those_of_regio_list(place: Place) -> None:
    found = rows(place.regio("export", "csv", "partners", "--where", "type=municipality", "--where", "end_date=").out)
    assert [row["id"] for row in found] == ["zwolle"]


def test_every_format_is_in_the_documentation() -> None:
    from regio_cli.exchange.export.catalogue import EXPORTS

    text = (Path(__file__).resolve().parents[2] / "docs" / "exports.md").read_text()
    assert [name for name in EXPORTS if f"`{name}`" not in text] == []


def test_a_file_is_no_folder_and_a_folder_no_file(place: Place) -> None:
    (place.root / "map").mkdir()
    (place.root / "bestand").write_text("mine")
    folder, file = place.regio("export", "json", "-o", "map"), place.regio("export", "csv", "-o", "bestand")
    assert folder.code == file.code == 2 and "map is a folder" in folder.err and "bestand is a file" in file.err
    assert (place.root / "bestand").read_text() == "mine" and not list((place.root / "map").iterdir())


@pytest.mark.parametrize(
    "words", [["export", "json"], ["export", "json", "--schema"], ["report", "today", "--format", "md"]]
)
def test_a_dash_is_standard_output(place: Place, words: list[str]) -> None:
    assert place.regio(*words, "-o", "-").out == place.regio(*words).out != ""
    assert not (place.root / "-").exists()


def test_what_json_has_no_number_for_is_text(place: Place) -> None:
    file = place.root / "registry/partners/zwolle.yaml"
    file.write_text(
        file.read_text() + "statistics:\n  - as_of: 2025-01-01\n    inhabitants: .nan\n    area_km2: -.inf\n"
    )
    found = json.loads(place.regio("export", "json", "partners").out)
    (data,) = [one["data"] for one in found["records"] if one["record"] == "partner/zwolle"]
    assert data["statistics"] == [{"as_of": "2025-01-01", "inhabitants": ".nan", "area_km2": "-.inf"}]


@pytest.mark.parametrize("words", [["export", "json", "-o", "uit"], ["export", "popolo", "-o", "uit"], ["site", "uit"]])
def test_a_file_that_can_not_be_read_is_told_and_the_others_are_there(place: Place, words: list[str]) -> None:
    place.write("partners/urk.yaml", "name: [oeps\n")
    place.write("partners/hattem.yaml", "name: Hattem\ntype: 12\npillar: government\n")
    done = place.regio(*words)
    assert done.code == 1 and (place.root / "uit").exists()
    assert (
        done.err.startswith("warning: ")
        and "registry/partners/urk.yaml can't be read, and its record is left out" in done.err
    )
    assert ("perhaps not whole here: partner/hattem" in done.err) == (words[1] == "popolo")


def test_who_looks_on_is_told_what_was_written(place: Place) -> None:
    words = ["export", "json", "partners", "-o", "uit.json"]
    assert on_terminal(*words, cwd=place.root, columns=80) == "3 records in uit.json\n"
    assert place.regio(*words).out == ""


def test_an_export_with_nothing_in_it_is_told(place: Place) -> None:
    done = place.regio("export", "vcard", "partners")
    assert (done.code, done.out) == (0, "") and "nothing in what was chosen belongs in it" in done.err
    assert place.regio("export", "vcard", "bestuur").err == ""
