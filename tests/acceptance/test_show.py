"""`regio show`: a record in words, and all that points at it."""

import json
from typing import Any

from tests.acceptance.conftest import BODY, DAY, MANDATE
from tests.conftest import Place


def data(place: Place, *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(place.regio("show", *arguments, "--json").out)
    return found


def lines(place: Place, *arguments: str) -> list[str]:
    return [" ".join(line.split()) for line in place.regio("show", *arguments).out.splitlines()]


def test_a_body_has_its_seats_with_holders_vacancies_and_deputies_beside_them(region: Place) -> None:
    found = lines(region, "bestuur", *DAY)
    assert "voorzitter chair ✓ Els van der Bérg Zwolle" in found
    assert "leden member ✓ Anna Aal, Bert Bos (staying on), vacant Cato Cox Hattem, Overijssel" in found
    assert "adviseurs advisory member 4 × place free" in found
    assert not any(line.startswith("plv-leden deputy") for line in found)


def test_somebody_nominated_is_coming_and_holds_no_seat(region: Place) -> None:
    sections = data(region, "bestuur", *DAY)["sections"]
    assert [row["person"]["name"] for row in sections["coming"]] == ["Daan Dam"]
    holders = [one["person"] for row in sections["seats"] for one in row["holders"] + row["deputies"]]
    assert "person/p-5555" not in [one and one["record"] for one in holders]


def test_who_is_absent_keeps_the_seat_and_the_replacement_takes_no_other(region: Place) -> None:
    region.write("mandates/aal.yaml", MANDATE.format("p-2222", "bestuur", "leden", "appointed", "2024-01-01", "office")
                 + "absences:\n  - start_date: 2026-01-01\n    stand_in: erin\n")  # fmt: skip
    region.write("mandates/erin.yaml", MANDATE.format("p-5555", "bestuur", "leden", "appointed", "2026-01-01", "nothing")
                 + "replaces: aal\n")  # fmt: skip
    found = next(line for line in lines(region, "bestuur", *DAY) if line.startswith("leden "))
    assert "Anna Aal (absent), Bert Bos (staying on), Daan Dam (stands in), vacant" in found


def test_a_body_has_its_counterpart_with_level_and_what_it_succeeded(region: Place) -> None:
    assert "counterpart Ambtelijk overleg civil service" in lines(region, "bestuur")
    assert "succeeds Regiegroep executive 2022-04-30" in lines(region, "bestuur")
    related = data(region, "body/oud")["sections"]["related"]
    assert [(row["relation"], row["body"]["record"]) for row in related] == [("succeeded by", "body/bestuur")]
    assert [row["relation"] for row in data(region, "ambtelijk")["sections"]["related"]] == ["counterpart"]


def test_what_ends_soon_says_why(region: Place) -> None:
    rows = data(region, "bestuur", *DAY)["sections"]["ends_soon"]
    assert [(row["person"]["name"], row["ends"], row["ends_with"], row["event"]) for row in rows] == [
        ("Bert Bos", "2026-03-31", "municipal", "2026-03-18"),
        ("Anna Aal", "2027-01-31", "office", "2027-01-31"),
        ("Cato Cox", "2027-03-30", "provincial", "2027-03-17"),
    ]
    assert "2027-03-30 provincial election of 2027-03-17 plv-leden Cato Cox appointed" in lines(region, "bestuur", *DAY)


def test_a_partner_has_its_seats_now_with_deputies_and_before(region: Place) -> None:
    sections = data(region, "hattem", *DAY)["sections"]
    [row] = sections["seats_now"]
    assert [one["person"]["name"] for one in row["holders"]] == ["Anna Aal", "Bert Bos"]
    assert [one["person"]["name"] for one in row["deputies"]] == ["Cato Cox"]
    assert [row["end_date"] for row in sections["before"]] == ["2023-12-31"]
    assert [row["person"]["record"] for row in sections["people"]] == ["person/p-2222"]


def test_a_deputy_for_another_partner_says_for_whom(region: Place) -> None:
    text = BODY.replace("      - hattem\n      - overijssel\n", "      - overijssel\n")
    region.write("bodies/bestuur.yaml", text)
    [row] = data(region, "hattem", *DAY)["sections"]["seats_now"]
    assert row["seat"] == "plv-leden"
    assert [one["person"]["name"] for one in row["stands_in_for"]] == ["Anna Aal", "Bert Bos"]


def test_a_partner_has_the_seats_that_nobody_holds_for_it(region: Place) -> None:
    assert "vacant" not in data(region, "zwolle")["sections"]
    (region.root / "registry/mandates/bestuur-voorzitter-2022.yaml").unlink()
    assert [row["seat"] for row in data(region, "zwolle")["sections"]["vacant"]] == ["voorzitter"]


def test_a_person_on_two_boards_has_both_and_what_was_before(region: Place) -> None:
    text = BODY.replace("name: Bestuur\nshort_name: RB", "name: Tweede bestuur").replace("counterpart: ambtelijk\n", "")
    region.write("bodies/tweede.yaml", text)
    region.write(
        "mandates/twee.yaml", MANDATE.format("p-2222", "tweede", "leden", "appointed", "2024-01-01", "nothing")
    )
    sections = data(region, "p-2222", *DAY)["sections"]
    assert [row["body"]["name"] for row in sections["now"]] == ["Bestuur", "Tweede bestuur"]
    assert [row["mandate"]["record"] for row in sections["before"]] == ["mandate/oud"]


def test_an_earlier_day_shows_how_it_stood_then(region: Place) -> None:
    rows = data(region, "bestuur", "--on", "2023-06-01")["sections"]["seats"]
    assert [(one["person"]["name"], one["status"]) for one in rows[1]["holders"][:2]] == [
        ("Bert Bos", "appointed"), ("Anna Aal", "appointed"),
    ]  # fmt: skip


def test_items_of_lists_are_said_in_words_and_references_have_names(region: Place) -> None:
    found = lines(region, "p-2222")
    assert "alderman; partner Gemeente Hattem (hattem); 2022-06-01 to 2027-01-31" in found
    assert "province Provincie Overijssel (overijssel)" in lines(region, "hattem")
    assert "2026-01-01; inhabitants 12822" in lines(region, "hattem")


def test_many_partners_are_shortened_for_people_and_whole_for_scripts(region: Place) -> None:
    names = [f"dorp-{n}" for n in range(22)]
    for name in names:
        region.write(
            f"partners/{name}.yaml", f"name: Gemeente {name.title()}\ntype: municipality\npillar: government\n"
        )
    listed = "".join(f"      - {name}\n" for name in names)
    region.write("bodies/bestuur.yaml", BODY.replace("      - hattem\n      - overijssel\n", listed))
    found = next(line for line in lines(region, "bestuur", *DAY) if line.startswith("leden "))
    assert found.endswith("Dorp-0, Dorp-1, Dorp-2 +19")
    assert len(data(region, "bestuur", *DAY)["sections"]["seats"][1]["on_behalf_of"]) == 22


def test_an_election_has_the_mandates_that_lapse_with_it(region: Place) -> None:
    assert [row["mandate"]["record"] for row in data(region, "election/municipal")["sections"]["lapse"]] == [
        "mandate/bos"
    ]
    assert data(region, "mandate/cox")["sections"]["ends"][0]["ends"] == "2027-03-30"
    assert "Bestuur, plv-leden, Cato Cox (mandate/cox)" in lines(region, "mandate/cox")


def test_what_points_at_a_record_is_shown_whatever_its_kind(region: Place) -> None:
    region.write("mandates/erin.yaml", MANDATE.format("p-5555", "bestuur", "leden", "appointed", "2026-01-01", "nothing")
                 + "replaces: aal\n")  # fmt: skip
    assert data(region, "mandate/aal")["sections"]["pointing"] == [
        {
            "record": {"record": "mandate/erin", "name": "Bestuur, leden, Daan Dam"},
            "field": "mandate.replaces",
            "item": None,
        }
    ]
    assert [row["field"] for row in data(region, "bestuur")["sections"]["pointing"]] == ["deviation.record"]


def test_a_new_kind_is_shown_without_any_code_for_it(region: Place) -> None:
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "project", "type": "object",
        "x-kind": {"names": {"en": ["project", "projects"]}, "folder": "projects", "label": ["name"], "list": ["name"]},
        "required": ["name"],
        "properties": {
            "name": {"type": "string"},
            "teams": {"type": "array", "items": {"type": "object", "properties": {
                "body": {"type": "string", "x-ref": "body"},
                "helpers": {"type": "array", "items": {"type": "string", "x-ref": "partner"}}}}},
        },
    }  # fmt: skip
    (region.root / "schemas").mkdir()
    (region.root / "schemas/project.schema.json").write_text(json.dumps(schema), encoding="utf-8")
    region.write("projects/brug.yaml", "name: De brug\nteams:\n  - body: bestuur\n    helpers:\n      - hattem\n")
    assert "Bestuur (bestuur); helpers Gemeente Hattem (hattem)" in [
        line.removeprefix("body ") for line in lines(region, "brug")
    ]
    for record, field in (("hattem", "project.teams.helpers"), ("bestuur", "project.teams.body")):
        pointing = data(region, record)["sections"]["pointing"]
        assert (field, "project/brug") in [(row["field"], row["record"]["record"]) for row in pointing]


def test_the_registry_shows_who_takes_part_in_each_programme(region: Place) -> None:
    file = region.root / "registry/registry.yaml"
    region.write("registry.yaml", file.read_text() + "programmes:\n  - id: water\n    name: Water\n")
    region.write(
        "partners/zwolle.yaml",
        "name: Zwolle\ntype: municipality\npillar: government\nparticipation:\n  - programme: water\n",
    )
    rows = data(region, "registry")["sections"]["pointing"]
    assert [(row["record"]["record"], row["item"]) for row in rows] == [("partner/zwolle", "water")]
    assert "Water (water)" in lines(region, "zwolle")


def test_a_column_that_is_the_same_in_all_rows_is_said_once(region: Place) -> None:
    region.write("mandates/nog.yaml", MANDATE.format("p-4444", "bestuur", "leden", "ended", "2020-01-01", "office")
                 + "end_date: 2023-12-31\n")  # fmt: skip
    found = lines(region, "bestuur", *DAY)
    assert "Held before (2); seat: leden; end date: 2023-12-31; on behalf of: Hattem, Overijssel" in found


def test_no_line_is_cut_when_nobody_looks_on(region: Place) -> None:
    region.write("partners/hattem.yaml", "name: " + "Lang " * 60 + "einde\ntype: municipality\npillar: government\n")
    assert "einde" in region.regio("show", "bestuur", env={"COLUMNS": "40"}).out
