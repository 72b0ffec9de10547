"""Popolo, read by the library of EveryPolitician and held against schemas."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from popolo_data.importer import Popolo

from tests.acceptance.hostile import NAMES, exported, fill
from tests.conftest import Place, run

ROOT = Path(__file__).parents[2]
VALIDATOR = Draft202012Validator(json.loads((Path(__file__).parent / "shapes" / "popolo.schema.json").read_text()))


def read(content: bytes) -> Any:
    found = json.loads(content)
    wrong = [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(found)]
    assert not wrong, wrong[:5]
    return found


def by_id(things: list[Any]) -> dict[str, Any]:
    found = {thing["id"]: thing for thing in things}
    assert len(found) == len(things)
    return found


def test_the_registry_of_regio_zwolle_is_popolo_and_whole(tmp_path: Path) -> None:
    done = run("export", "popolo", "--audience", "bureau", "-o", str(tmp_path / "a"), cwd=ROOT)
    assert done.code == 0, done.err
    found = read((tmp_path / "a").read_bytes())
    counted = {kind: len(list((ROOT / "registry" / kind).iterdir())) for kind in ("persons", "partners", "bodies", "mandates")}  # fmt: skip
    assert len(found["persons"]) == counted["persons"]
    assert len(found["organizations"]) == counted["partners"] + counted["bodies"]
    assert sum(one["id"].startswith("mandate/") for one in found["memberships"]) == counted["mandates"]
    ids = {key: by_id(found[key]).keys() for key in ("persons", "organizations", "posts", "areas", "memberships")}
    for one in found["memberships"]:
        assert one["person_id"] in ids["persons"] and one.get("post_id", one["id"]) in ids["posts"] | {one["id"]}
        assert one.get("organization_id") is None or one["organization_id"] in ids["organizations"]
    assert {one["parent_id"] for one in found["areas"] if "parent_id" in one} <= ids["areas"]


def test_another_library_reads_who_sits_where(region: Place) -> None:
    exported(region, "popolo")
    popolo = Popolo.from_filename(str(region.root / "out/popolo"))
    anna = popolo.persons.get(id="person/p-2222")
    assert (anna.name, anna.family_name, anna.sort_name) == ("Anna Aal", "Aal", "Aal, Anna")
    (sits,) = [
        one for one in popolo.memberships if one.person == anna and one.post_id and str(one.start_date) == "2024-01-01"
    ]
    assert (sits.organization.name, sits.post.id, sits.role) == ("Bestuur", "body/bestuur#leden", "member")
    (office,) = [one for one in popolo.memberships if one.person == anna and not one.post_id]
    assert (office.organization.name, office.role, str(office.end_date)) == (
        "Gemeente Hattem",
        "alderman",
        "2027-01-31",
    )
    (chair,) = [one for one in popolo.memberships if one.role == "chair"]
    assert chair.on_behalf_of.id == "partner/zwolle"


def test_all_that_popolo_has_no_word_for_is_an_extension(place: Place) -> None:
    person = {"name": {"family": "Berg", "prefix": "van der", "given": "Els", "initials": "E.", "title": "drs."}, "email": "e@x.example",
              "phone": "+31384989111", "publicity": "public", "confirmed_on": "2026-01-01", "source": "brief", "note": "stil"}  # fmt: skip
    place.write("persons/p-1a2b.yaml", json.dumps(person))
    (found,) = read(exported(place, "popolo", "persons"))["persons"]
    assert found == {
        "id": "person/p-1a2b", "name": "Els van der Berg", "sort_name": "Berg, Els van der", "family_name": "Berg",
        "given_name": "Els", "honorific_prefix": "drs.", "email": "e@x.example",
        "contact_details": [{"type": "voice", "value": "+31384989111"}],
        "regio": {"name": {"prefix": "van der", "initials": "E."}, "publicity": "public", "confirmed_on": "2026-01-01",
                  "source": "brief", "note": "stil"},
    }  # fmt: skip


def test_a_partner_has_its_identifiers_and_area(place: Place) -> None:
    place.write("partners/zwolle.yaml", json.dumps({
        "name": "Gemeente Zwolle", "short_name": "Zwolle", "type": "municipality", "pillar": "government",
        "province": "overijssel", "identifiers": {"cbs": "gm0193", "kvk": "08218173"}, "website": "https://zwolle.example/",
        "other_names": [{"name": "Swolle", "end_date": "1800-01-01"}], "source": "https://x.example/bron"}))  # fmt: skip
    found = read(exported(place, "popolo"))
    zwolle = by_id(found["organizations"])["partner/zwolle"]
    assert zwolle["identifiers"] == [
        {"scheme": "cbs", "identifier": "gm0193"},
        {"scheme": "kvk", "identifier": "08218173"},
    ]
    assert zwolle["sources"] == [{"url": "https://x.example/bron"}] and zwolle["links"] == [
        {"url": "https://zwolle.example/"}
    ]
    assert zwolle["regio"] == {"short_name": "Zwolle", "pillar": "government", "province": "overijssel"}
    assert by_id(found["areas"])["area/zwolle"]["parent_id"] == "area/overijssel"


def test_every_name_is_there_as_it_is(place: Place) -> None:
    fill(place)
    found = read(exported(place, "popolo"))
    assert set(NAMES) <= {one["family_name"] for one in found["persons"]}
    assert set(NAMES) <= {one["name"] for one in found["organizations"]}
    assert set(NAMES) <= {one["label"] for one in found["posts"]}


def test_a_mandate_of_somebody_hidden_is_a_membership_without_person(region: Place) -> None:
    region.write("persons/p-2222.yaml", "name:\n  family: Geheim\npublicity: internal\n")
    content = exported(region, "popolo", audience="public")
    membership = by_id(read(content)["memberships"])["mandate/aal"]
    assert "person_id" not in membership and membership["post_id"] == "body/bestuur#leden"
    assert b"Geheim" not in content and b"p-2222" not in content


@pytest.mark.parametrize("wrong", [{"start_date": "1 juni 2026"}, {"organization_id": 7}, {"id": None}])
def test_the_schemas_refuse_what_is_not_popolo(region: Place, wrong: dict[str, Any]) -> None:
    found = json.loads(exported(region, "popolo"))
    found["memberships"][0].update(wrong)
    assert list(VALIDATOR.iter_errors(found))
