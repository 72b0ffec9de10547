"""Popolo documents of others: by their own ids, with words mapped, and what has no place told."""

import json
from typing import Any

import pytest

from tests.acceptance.changes import Desk

DEFAULTS = ("--default", "pillar=society")
WORDS = "values:\n  type:\n    legislature: foundation\n    party: network\n  offices.office:\n    member: board_member\n    Spokesman: null\n"


def parliament(**more: Any) -> dict[str, Any]:
    """A document as EveryPolitician writes them: a legislature, parties, people with ids of other projects, partial dates."""
    return {
        "persons": [
            {"id": "a1", "name": "Nkosi Vries", "given_name": "Nkosi", "family_name": "Vries", "gender": "male", "birth_date": "1960",
             "identifiers": [{"scheme": "wikidata", "identifier": "Q1"}], "images": [{"url": "https://x.example/a.jpg"}],
             "other_names": [{"lang": "en", "name": "N. Vries", "note": "multilingual"}]},
            {"id": "a2", "name": "Nkosi Vries", "given_name": "Nkosi", "family_name": "Vries"},
            {"id": "a3", "name": "Jean van 't Erve", "family_name": "van 't Erve", "given_name": "Jean"},
            {"id": "a4", "name": "El Hadj / Oumar"},
        ],
        "organizations": [
            {"id": "legislature/x", "name": "Volksraad", "classification": "legislature", "parent_id": "state", "seats": 100,
             "identifiers": [{"scheme": "rda", "identifier": "Q2"}]},
            {"id": "party/p", "name": "Partij P", "classification": "party", "founding_date": "1994-05"},
            {"id": "state", "name": "Staat", "classification": "Foundation"},
        ],
        "memberships": [
            {"person_id": "a1", "organization_id": "legislature/x", "role": "member", "on_behalf_of_id": "party/p", "start_date": "2014"},
            {"person_id": "a2", "organization_id": "legislature/x", "role": "Member", "start_date": "2014-05-21"},
            {"person_id": "a3", "organization_id": "legislature/x", "role": "spokesman"},
        ],
        "events": [{"id": "term/1", "name": "First", "classification": "legislative period", "start_date": "2014"}],
        "areas": [{"id": "area/1", "name": "Noord"}],
        **more,
    }  # fmt: skip


def test_a_parliament_of_others_is_imported_without_editing_it(desk: Desk) -> None:
    (desk.root / "p.json").write_text(json.dumps(parliament()))
    (desk.root / "words.yaml").write_text(WORDS)
    out = desk.done("import", "popolo", "p.json", "--new", "--map", "words.yaml", *DEFAULTS)
    people = [desk.data(f"persons/{file.name}") for file in (desk.root / "registry/persons").iterdir()]
    namesakes = [each for each in people if each["name"]["family"] == "Vries"]
    assert len(namesakes) == 2
    assert sorted(each["offices"][0].get("start_date", "") for each in namesakes) == ["", "2014-05-21"]
    assert {"given": "Jean", "prefix": "van 't", "family": "Erve"} in [each["name"] for each in people]
    assert {"family": "El Hadj / Oumar"} in [each["name"] for each in people]
    assert desk.data("partners/volksraad.yaml")["part_of"] == "staat"
    assert "memberships[0]: '2014' is no whole day, and is left out" in out
    assert "legislature/x: identifiers of the sort rda have no place here" in out
    assert "'spokesman' for offices.office is left out, as the mapping says" in out


def test_the_same_document_twice_is_asked_about_its_namesakes_only(desk: Desk) -> None:
    document = parliament()
    document["persons"] = document["persons"][2:3]
    document["memberships"] = document["memberships"][2:]
    (desk.root / "p.json").write_text(json.dumps(document))
    (desk.root / "words.yaml").write_text(WORDS)
    desk.done("import", "popolo", "p.json", "--map", "words.yaml", *DEFAULTS)
    assert "Nothing to change" in desk.done("import", "popolo", "p.json", "--map", "words.yaml", *DEFAULTS)


def test_offices_of_somebody_who_is_known_are_kept(desk: Desk) -> None:
    document = {
        "persons": [{"id": "1", "name": "Anna Bergsma", "email": "a.bergsma@hattem.example"}],
        "organizations": [{"id": "o", "name": "Deltion"}],
        "memberships": [{"person_id": "1", "organization_id": "o", "role": "Member of the Executive board"}],
    }
    (desk.root / "p.json").write_text(json.dumps(document))
    desk.done("import", "popolo", "p.json")
    assert [each["office"] for each in desk.data("persons/p-a1b2.yaml")["offices"]] == ["alderman", "board_member"]
    # What a source does not say of somebody is not changed.
    assert desk.data("persons/p-a1b2.yaml")["publicity"] == "public"


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (("--default", "nonsense=1"), "'nonsense' is no field"),
        (("--map", "nowhere.yaml"), "there is no file nowhere.yaml"),
    ],
)
def test_an_option_is_honoured_or_refused(desk: Desk, options: tuple[str, ...], what: str) -> None:
    (desk.root / "p.json").write_text(json.dumps(parliament()))
    assert what in desk.refused(2, "import", "popolo", "p.json", *options)


def test_the_register_takes_no_mapping_nor_defaults(desk: Desk) -> None:
    (desk.root / "oo.xml").write_text("<a/>")
    for options in (("--kind", "person"), ("--default", "pillar=society"), ("--map", "m.yaml")):
        assert "mean nothing for the register" in desk.refused(2, "import", "roo", "oo.xml", *options)


def test_words_of_a_sheet_are_mapped_too(desk: Desk) -> None:
    (desk.root / "p.csv").write_text("naam;type;geleding\nKoor;zangvereniging;society\n")
    (desk.root / "m.yaml").write_text(
        "kind: partner\ncolumns:\n  naam: name\n  type: type\n  geleding: pillar\nvalues:\n  type:\n    Zangvereniging: network\n"
    )
    desk.done("import", "p.csv", "--kind", "partner", "--map", "m.yaml")
    assert desk.data("partners/koor.yaml")["type"] == "network"


def test_names_that_stand_further_down_are_found_and_so_are_two_that_name_each_other(desk: Desk) -> None:
    (desk.root / "b.csv").write_text(
        "naam;niveau;type;tegenhanger\nTafel Water;executive;table;Ambtelijk Water\nAmbtelijk Water;civil_service;table;Tafel Water\n"
    )
    desk.done("import", "b.csv", "--kind", "body")
    assert desk.data("bodies/tafel-water.yaml")["counterpart"] == "ambtelijk-water"
    assert desk.data("bodies/ambtelijk-water.yaml")["counterpart"] == "tafel-water"
