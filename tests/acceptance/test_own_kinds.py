"""A registry's own kinds: which names are theirs to take, and that their records come with their schemas."""

import json
from typing import Any

import pytest

from regio_cli.store.reserved import _CREATED
from tests.acceptance.changes import Desk


def schema(name: str, **properties: Any) -> str:
    about = {"names": {"en": [name, f"{name}s"], "nl": [name, f"{name}en"]}, "folder": f"own-{name}".replace("_", "-")}
    return json.dumps(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": name,
            "x-kind": {**about, "label": ["name"], "list": ["name"]},
            "type": "object",
            "additionalProperties": False,
            "properties": {"name": {"type": "string"}, **properties},
        }
    )


def own(desk: Desk, name: str, **properties: Any) -> None:
    folder = desk.root / "schemas"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.schema.json").write_text(schema(name, **properties))


def commit(desk: Desk) -> None:
    desk.git("add", "-A")
    desk.git("commit", "-qm", "Soort")


def told(desk: Desk) -> list[tuple[str, str, str, str]]:
    found = json.loads(desk.regio("validate", "--format", "json").out)["findings"]
    return [(each["code"], each["path"], each["message"], each["hint"]) for each in found]


@pytest.mark.parametrize(
    ("name", "taken", "by"),
    [
        ("term", "term", "the view 'term' in regio_cli/domain/views.sql"),
        ("holder", "holder", "the view 'holder' in regio_cli/domain/views.sql"),
        ("absence", "absence", "the list 'absences' of the kind 'mandate' in schemas/mandate.schema.json"),
        ("seat", "seat", "the list 'seats' of the kind 'body' in schemas/body.schema.json"),
        ("active_body", "active_body", "the kind 'body' in schemas/body.schema.json"),
        ("text_value", "text_value", "the table 'text_value' in regio"),
        ("json_each", "json_each", "the table 'json_each' in regio"),
    ],
)
def test_a_name_that_is_taken_names_both_sides_and_the_way_out(desk: Desk, name: str, taken: str, by: str) -> None:
    own(desk, name)
    path = f"schemas/{name}.schema.json"
    assert told(desk) == [
        (
            "schema-name",
            path,
            f"the kind '{name}' needs the table '{taken}' in the database, and {by} has that name",
            f"give it another name: git mv {path} schemas/own_{name}.schema.json, and write that name in each 'x-ref' to it",
        )
    ]
    # All else goes on, and the way out leads out.
    commit(desk)
    desk.done("set", "zwolle", "short_name=Zwolle")
    desk.git("mv", path, f"schemas/own_{name}.schema.json")
    commit(desk)
    assert told(desk) == []
    desk.done("add", f"own_{name}", "eerste", "name=Eerste")
    assert desk.regio("validate", "--rules", "all").code in (0, 1)
    assert "fault in regio" not in desk.regio("report", "today").err


def test_a_list_may_not_have_the_name_of_a_table_either(desk: Desk) -> None:
    item = {"type": "object", "properties": {"what": {"type": "string"}}}
    own(desk, "note", parts={"type": "array", "x-table": "office", "items": item})
    (found,) = told(desk)
    assert found[0] == "schema-name"
    assert "the list 'parts' of the kind 'note' needs the table 'office'" in found[2]
    assert found[3] == "give the list another name: change its 'x-table' in schemas/note.schema.json"


def test_two_own_kinds_may_not_share_a_name_and_both_files_are_named(desk: Desk) -> None:
    item = {"type": "object", "properties": {"what": {"type": "string"}}}
    own(desk, "aap", parts={"type": "array", "x-table": "deel", "items": item})
    own(desk, "noot", parts={"type": "array", "x-table": "deel", "items": item})
    (found,) = told(desk)
    assert found[1] == "schemas/noot.schema.json"
    assert "in schemas/aap.schema.json has that name" in found[2]


def test_names_that_are_free_stay_free(desk: Desk) -> None:
    for name in ("note", "terms", "holder_note", "minutes"):
        own(desk, name)
    assert told(desk) == []


def test_views_are_found_however_they_are_made() -> None:
    sql = "CREATE TEMP VIEW one AS SELECT 1;\ncreate temporary view two as select 1;\nCREATE VIEW three AS\nCREATE TEMP TABLE four AS"
    assert _CREATED.findall(sql) == ["one", "two", "three", "four"]


# Records of a registry's own kind come with their schema.


def test_a_record_is_not_committed_without_the_schema_that_it_rests_on(desk: Desk) -> None:
    own(desk, "note")
    why = desk.refused(3, "add", "note", "eerste", "name=Eerste")
    assert "this rests on the schema schemas/note.schema.json, which is not committed" in why
    command = why.rpartition("hint: ")[2].strip()
    assert (
        command
        == 'git add schemas/note.schema.json && git commit -m "schemas/note.schema.json" -- schemas/note.schema.json'
    )
    for line in command.split(" && "):
        desk.git(*line.replace('"', "").split()[1:])
    desk.done("add", "note", "eerste", "name=Eerste")


def test_nor_with_one_that_differs_from_what_is_committed(desk: Desk) -> None:
    own(desk, "note")
    commit(desk)
    desk.done("add", "note", "eerste", "name=Eerste")
    own(desk, "note", colour={"type": "string"})
    assert "which is not committed" in desk.refused(3, "set", "note/eerste", "colour=rood")
    # Records of other kinds do not rest on it.
    desk.done("set", "zwolle", "short_name=Zwolle")
    desk.git("add", "schemas")
    assert "which is not committed" in desk.refused(3, "set", "note/eerste", "colour=rood")
    commit(desk)
    desk.done("set", "note/eerste", "colour=rood")


def test_nor_where_the_schema_refers_to_one_that_is_not_committed(desk: Desk) -> None:
    part = desk.root / "schemas" / "deel.schema.json"
    part.parent.mkdir(exist_ok=True)
    part.write_text(json.dumps({"$defs": {"kleur": {"type": "string"}}}))
    own(desk, "note", colour={"$ref": "deel.schema.json#/$defs/kleur"})
    desk.git("add", "schemas/note.schema.json")
    desk.git("commit", "-qm", "Soort")
    assert "schemas/deel.schema.json, which is not committed" in desk.refused(3, "add", "note", "eerste", "name=Eerste")
    commit(desk)
    desk.done("add", "note", "eerste", "name=Eerste")


def test_line_ends_of_windows_are_no_difference(desk: Desk) -> None:
    own(desk, "note")
    file = desk.root / "schemas/note.schema.json"
    file.write_bytes(json.dumps(json.loads(file.read_text()), indent=1).encode())
    commit(desk)
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    desk.done("add", "note", "eerste", "name=Eerste")
