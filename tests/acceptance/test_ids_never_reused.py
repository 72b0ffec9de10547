"""An id that was renamed or merged away is for no other record: in any verb, import, or by hand."""

import json
from collections.abc import Callable

import pytest

from regio_cli.cli import people
from regio_cli.read.registry import open_registry
from tests.acceptance.changes import Desk

BODY = "name: Nieuw\nlevel: executive\ntype: table\n"
PERSON = "name:\n  given: Zoë\n  family: Anders\npublicity: public\n"


@pytest.fixture
def given_up(desk: Desk) -> Desk:
    """The registry in which body/raad is body/regioraad now, and person p-b2c3 was merged into p-a1b2."""
    desk.done("rename", "body/raad", "regioraad")
    desk.done("remove", "mandate/raad-hattem-plv-2022")
    desk.done("merge", "p-b2c3", "p-a1b2", "--correction")
    return desk


@pytest.mark.parametrize(
    "arguments",
    [
        ["add", "body", "raad", "name=Ander", "level=executive", "type=table"],
        ["add", "body", "name=Raad", "level=executive", "type=table"],
        ["add", "person", "p-b2c3", "name.family=Anders", "publicity=public", "--new"],
        ["rename", "body/tafel", "raad"],
        ["rename", "person/p-c3d4", "p-b2c3"],
        ["whatif", "rename body/tafel raad"],
    ],
)
def test_no_verb_gives_a_former_id_to_another_record(given_up: Desk, arguments: list[str]) -> None:
    told = given_up.refused(2, *arguments)
    assert "is the former address of " in told
    assert "choose another id" in told


def test_nor_does_a_file_of_operations_and_nothing_of_it_is_done(given_up: Desk) -> None:
    steps = (
        "- {op: add, record: body/nieuw, fields: {name: N, level: executive, type: table}}\n"
        "- {op: rename, record: body/nieuw, to: nieuwer}\n"
        "- {op: add, record: body/nieuw, fields: {name: N, level: executive, type: table}}\n"
    )
    told = given_up.refused(2, "apply", "-", stdin=steps)
    assert "step 3: 'body/nieuw' is the former address of body/nieuwer" in told


def test_the_record_itself_may_have_its_former_id_back_and_no_other(given_up: Desk) -> None:
    given_up.done("rename", "body/regioraad", "raad")
    assert given_up.data("redirects/body-regioraad.yaml") == {"old": "body/regioraad", "new": "body/raad"}
    assert not given_up.has("redirects/body-raad.yaml")
    assert "former address of body/raad" in given_up.refused(2, "rename", "body/tafel", "regioraad")
    given_up.done("rename", "person/p-a1b2", "p-b2c3")
    assert given_up.regio("validate", "--strict").code == 0


def test_a_rename_and_a_merge_can_be_undone(given_up: Desk) -> None:
    given_up.done("undo", "HEAD")
    assert given_up.data("persons/p-b2c3.yaml")["name"]["given"] == "Bert"
    assert not given_up.has("redirects/person-p-b2c3.yaml")
    given_up.done("rename", "person/p-c3d4", "p-zz99")
    given_up.done("undo", "HEAD")
    assert given_up.has("persons/p-c3d4.yaml")
    assert not given_up.has("redirects/person-p-c3d4.yaml")
    assert given_up.regio("validate", "--strict").code == 0


def test_a_record_by_hand_at_a_former_address_is_found_at_both_places_and_can_be_mended(given_up: Desk) -> None:
    given_up.write("persons/p-b2c3.yaml", PERSON)
    found = json.loads(given_up.regio("validate", "--json").out)["findings"]
    assert [finding["code"] for finding in found] == ["id-used-again"]
    assert found[0]["path"] == "registry/redirects/person-p-b2c3.yaml"
    assert found[0]["line"] == given_up.read("redirects/person-p-b2c3.yaml").split("\n").index("old: person/p-b2c3") + 1
    assert [place["path"] for place in found[0]["related"]] == ["registry/persons/p-b2c3.yaml"]
    given_up.git("add", "-A")
    given_up.git("commit", "-qm", "Met de hand")
    given_up.done("rename", "person/p-b2c3", "p-zz99")
    assert given_up.data("redirects/person-p-b2c3.yaml") == {"old": "person/p-b2c3", "new": "person/p-a1b2"}
    assert given_up.regio("validate").code == 0


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("body/tafel", "body/regioraad", ["id-used-again"]),
        ("body/tafel", "body/tafel", ["id-used-again"]),
        ("body/eerst", "body/raad", ["reference-unknown"]),
        ("body/eerst", "body/eerst", ["reference-unknown"]),
        ("body/eerst", "body/nergens", ["reference-unknown"]),
        ("body/eerst", "body/tafel", []),
    ],
)
def test_a_redirect_by_hand_leads_from_no_record_to_one(given_up: Desk, old: str, new: str, codes: list[str]) -> None:
    given_up.write("redirects/met-de-hand.yaml", f"old: {old}\nnew: {new}\n")
    found = json.loads(given_up.regio("validate", "--json").out)["findings"]
    assert [finding["code"] for finding in found] == codes


def test_redirects_in_a_circle_are_found_and_no_command_goes_round_with_them(given_up: Desk) -> None:
    given_up.write("redirects/een.yaml", "old: body/een\nnew: body/twee\n")
    given_up.write("redirects/twee.yaml", "old: body/twee\nnew: body/een\n")
    found = json.loads(given_up.regio("validate", "--json").out)["findings"]
    assert [finding["code"] for finding in found] == ["reference-unknown", "reference-unknown"]
    assert "no record is called 'body/een'" in given_up.refused(2, "set", "body/een", "name=x")


def test_a_redirect_is_followed_whatever_its_file_is_called(desk: Desk) -> None:
    desk.write("redirects/vroeger.yaml", "old: body/raadje\nnew: body/raad\n")
    desk.git("add", "-A")
    desk.git("commit", "-qm", "Met de hand")
    desk.done("set", "body/raadje", "short_name=R")
    assert desk.data("bodies/raad.yaml")["short_name"] == "R"
    assert "former address of body/raad" in desk.refused(2, "rename", "body/tafel", "raadje")


def test_a_new_mandate_skips_the_ids_that_mandates_had(desk: Desk) -> None:
    desk.done("rename", "mandate/tafel-lid-2020", "ander")
    for start, id_ in (("2020-05-01", "tafel-lid-2020-2"), ("2023-05-01", "tafel-lid-2023-2")):
        told = desk.done(
            "appoint", "p-c3d4", "--to", "tafel", "--seat", "lid", "--from", start, "--until", start, "--json"
        )
        assert json.loads(told)["records"] == [f"mandate/{id_}"]


def test_a_person_id_drawn_by_lot_is_none_that_somebody_had(given_up: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    given_up.done("rename", "p-c3d4", "p-77777")
    given_up.done("rename", "p-77777", "p-c3d4")
    drawn = iter("77777" + "88888")
    monkeypatch.setattr(people.secrets, "choice", lambda _: next(drawn))
    assert people.opaque_id(open_registry(given_up.root, None, {}).snapshot) == "p-88888"


def _csv(header: str, row: str) -> Callable[[Desk], list[str]]:
    def write(desk: Desk) -> list[str]:
        (desk.root / "in.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
        return ["in.csv"]

    return write


def _json(desk: Desk) -> list[str]:
    record = {"record": "person/p-b2c3", "data": {"name": {"family": "Anders"}, "publicity": "public"}}
    (desk.root / "in.json").write_text(json.dumps({"version": 1, "records": [record]}), encoding="utf-8")
    return ["in.json"]


def _popolo(desk: Desk) -> list[str]:
    person = {"id": "person/p-b2c3", "name": "Zoë Anders"}
    (desk.root / "in.json").write_text(json.dumps({"persons": [person]}), encoding="utf-8")
    return ["popolo", "in.json"]


@pytest.mark.parametrize(
    "source", [_csv("id;achternaam;publicity", "p-b2c3;Anders;public"), _json, _popolo], ids=["csv", "json", "popolo"]
)
def test_an_import_does_not_take_a_former_id_for_a_new_record(
    given_up: Desk, source: Callable[[Desk], list[str]]
) -> None:
    more = ["--kind", "person"] if (words := source(given_up)) == ["in.csv"] else []
    told = given_up.refused(1, "import", *words, *more)
    assert "'p-b2c3' is the former id of person/p-a1b2; put that id in the file" in told


def test_an_import_makes_no_id_that_a_record_had(given_up: Desk) -> None:
    (given_up.root / "in.csv").write_text("naam;level;type\nRaad;executive;table\n", encoding="utf-8")
    given_up.done("import", "in.csv", "--kind", "body", "--new")
    assert given_up.data("bodies/raad-2.yaml")["name"] == "Raad"


def test_what_an_import_points_at_by_a_former_id_is_the_record_it_leads_to(given_up: Desk) -> None:
    (given_up.root / "in.csv").write_text(
        "persoon;overleg;zetel;begindatum\np-b2c3;raad;kennis;2024-05-01\n", encoding="utf-8"
    )
    options = ["--default", "status=appointed", "--default", "lapses_with=nothing"]
    given_up.done("import", "in.csv", "--kind", "mandate", *options)
    made = given_up.data("mandates/regioraad-kennis-2024.yaml")
    assert (made["person"], made["body"]) == ("p-a1b2", "regioraad")


def test_an_id_with_the_most_letters_can_be_renamed_and_two_redirects_never_share_a_file(desk: Desk) -> None:
    longest = "a" * 100
    desk.write(f"bodies/{longest}.yaml", BODY)
    desk.write("redirects/body-raad.yaml", "old: body/anders\nnew: body/tafel\n")
    desk.git("add", "-A")
    desk.git("commit", "-qm", "Met de hand")
    desk.done("rename", f"body/{longest}", "kort")
    desk.done("rename", "body/raad", "regioraad")
    assert desk.data("redirects/body-raad.yaml")["old"] == "body/anders"
    assert desk.data("redirects/body-raad-2.yaml")["old"] == "body/raad"
    assert desk.regio("validate", "--strict").code == 0
