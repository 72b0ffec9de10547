"""Kinds that are odd but legal: none makes a command fail in regio itself, and a slip of the pen in one is told."""

import contextlib
import io
import json
import os
from collections.abc import Iterable
from typing import Any

import pytest

from regio_cli.cli.app import run
from regio_cli.read.registry import open_registry
from tests.acceptance.changes import Desk

DRAFT = "https://json-schema.org/draft/2020-12/schema"
TEXT = {"type": "string"}
# By name: a schema of the field `x`, and a value that it accepts.
FIELDS: dict[str, tuple[dict[str, Any], Any]] = {
    "numbers": ({"enum": [1, 2, 3]}, 2),
    "typed_numbers": ({"type": "integer", "enum": [1, 2]}, 1),
    "fractions": ({"enum": [0.5, 1.5]}, 0.5),
    "truths": ({"enum": [True, False]}, True),
    "mixed": ({"enum": ["a", 1, None, False]}, 1),
    "nothing": ({"enum": [None]}, None),
    "labelled": ({"enum": ["a"], "x-labels": {"a": {"en": "A", "nl": "A"}, "b": {"en": "B", "nl": "B"}}}, "a"),
    "labelled_numbers": ({"enum": [1], "x-labels": {"1": {"en": "one", "nl": "een"}}}, 1),
    "only_labels": ({"x-labels": {"a": {"en": "A", "nl": "A"}}}, "a"),
    "constant": ({"const": "a"}, "a"),
    "constant_number": ({"const": 7}, 7),
    "anything": ({}, {"deep": [1, {"er": None}]}),
    "several_types": ({"type": ["string", "null"]}, None),
    "numbers_or_text": ({"type": ["integer", "string"]}, 5),
    "any_of": ({"anyOf": [{"type": "string"}, {"type": "integer"}]}, 3),
    "one_of": ({"oneOf": [{"type": "string"}, {"type": "array"}]}, ["a"]),
    "not": ({"not": {"type": "string"}}, 1),
    "mail": ({**TEXT, "format": "email"}, "a@b.example"),
    "uuid": ({**TEXT, "format": "uuid"}, "123e4567-e89b-12d3-a456-426614174000"),
    "moment": ({**TEXT, "format": "date-time"}, "2026-01-01T10:00:00Z"),
    "hour": ({**TEXT, "format": "time"}, "10:00:00Z"),
    "address": ({**TEXT, "format": "uri"}, "https://a.example/"),
    "unknown_format": ({**TEXT, "format": "kleur"}, "rood"),
    "day": ({**TEXT, "format": "date"}, "2026-01-01"),
    "rsin": ({**TEXT, "format": "rsin", "x-quote": True}, "111222333"),
    "list": ({"type": "array", "items": TEXT}, ["a", "a"]),
    "empty_list": ({"type": "array", "items": TEXT}, []),
    "bare_list": ({"type": "array"}, [1, "a", None]),
    "lists_in_lists": ({"type": "array", "items": {"type": "array", "items": {"type": "integer"}}}, [[1], []]),
    "list_of_numbers": ({"type": "array", "items": {"enum": [1, 2]}}, [2, 1]),
    "prefix": ({"type": "array", "prefixItems": [TEXT, {"type": "integer"}]}, ["a", 1]),
    "objects": ({"type": "array", "items": {"type": "object", "properties": {"y": TEXT}}}, [{"y": "b"}, {}]),
    "tabled": ({"type": "array", "x-table": "own_tabled", "items": {"type": "object", "properties": {"y": TEXT}}}, [{"y": "b"}]),
    "object": ({"type": "object", "properties": {"y": {"type": "object", "properties": {"z": TEXT}}}}, {"y": {"z": "c"}}),
    "empty_object": ({"type": "object"}, {}),
    "any_keys": ({"type": "object", "additionalProperties": TEXT}, {"Sleutel met spatie": "a"}),
    "pattern_keys": ({"type": "object", "patternProperties": {"^a": TEXT}}, {"ab": "a"}),
    "reference": ({**TEXT, "x-ref": "partner"}, "hattem"),
    "references": ({"type": "array", "items": {**TEXT, "x-ref": "person"}}, ["p-a1b2"]),
    "any_reference": ({**TEXT, "x-ref": "*"}, "body/raad"),
    "to_itself": ({**TEXT, "x-ref": "to_itself"}, "een"),
    "personal": ({**TEXT, "x-personal": "contact"}, "geheim"),
    "long": (TEXT, "woord " * 500),
    "lines": (TEXT, "een\ntwee\n\nvier"),
    "signs": (TEXT, "=1+1;<b>|`*_[x](y)"),
    "spaced": (TEXT, "  "),
    "large": ({"type": "integer"}, 10**17),
    "small": ({"type": "number"}, 1e-9),
    "negative": ({"type": "number"}, -0.0),
    "divisible": ({"type": "integer", "multipleOf": 5}, 10),
    "bounded": ({"type": "integer", "exclusiveMinimum": 0, "exclusiveMaximum": 9}, 5),
    "unique": ({"type": "array", "uniqueItems": True, "contains": {"const": 1}, "minContains": 1}, [1, 2]),
    "condition": ({"if": {"type": "string"}, "then": {"minLength": 1}, "else": {"minimum": 1}}, "a"),
    "dependent": ({"type": "object", "dependentRequired": {"a": ["b"]}}, {"b": 1}),
    "untitled": ({"title": "", "description": ""}, "a"),
    "referred": ({"$ref": "later_one.schema.json#/$defs/shared"}, "a"),
    "referred_here": ({"$ref": "#/$defs/mine"}, 4),
    "default": ({**TEXT, "default": "b", "examples": ["c"], "deprecated": True}, "a"),
    "read_only": ({**TEXT, "readOnly": True, "contentEncoding": "base64"}, "YQ=="),
    "later_one": ({"$ref": "#/$defs/shared"}, "a"),
}  # fmt: skip
WHOLE = [
    ["validate"], ["validate", "--rules", "all"], ["find", "een"], ["log"], ["log", "--json"], ["diff", "HEAD~1"], ["schema"],
    ["report", "today"], ["report", "quality"], ["export", "json", "--audience", "bureau", "-o", "uit"], ["export", "ndjson", "-o", "uit"],
    ["export", "csv", "--audience", "bureau", "-o", "uit-csv"], ["export", "xlsx", "--audience", "bureau", "-o", "uit.xlsx"],
    ["export", "datapackage", "-o", "uit-dp"], ["export", "csvw", "-o", "uit-csvw"], ["export", "jsonld", "-o", "uit"], ["export", "md", "-o", "uit"],
    ["export", "popolo", "-o", "uit"], ["query", "SELECT count(*) FROM text_value"], ["fmt", "--check"], ["review", "HEAD~1", "HEAD"], ["audit"],
]  # fmt: skip


def own(name: str, properties: dict[str, Any], **more: Any) -> dict[str, Any]:
    about = {"names": {"en": [name], "nl": [f"{name}en"]}, "folder": f"eigen-{name.replace('_', '-')}"}
    about |= {
        "label": ["name"],
        "list": ["name", *(["x"] if "x" in properties else [])],
        "search": ["x"] if "x" in properties else [],
    }
    return {"$schema": DRAFT, "title": name, "x-kind": {**about, **more}, "type": "object", "properties": properties}


def lay(desk: Desk, names: Iterable[str]) -> None:
    """Give the registry these kinds, and a record of each."""
    (desk.root / "schemas").mkdir(exist_ok=True)
    for name in names:
        field, value = FIELDS[name]
        document = own(name, {"name": TEXT, "x": field})
        document["$defs"] = {"shared": TEXT, "mine": {"enum": [3, 4]}}
        (desk.root / "schemas" / f"{name}.schema.json").write_text(json.dumps(document))
        content = f"name: Een\nx: {json.dumps(value, ensure_ascii=False)}\n"
        desk.write(f"eigen-{name.replace('_', '-')}/een.yaml", content)
    desk.git("add", "-A")
    desk.git("commit", "-qm", "Soorten", "-m", "Reason: proef")


def said(*words: str) -> tuple[int, str]:
    """Run a command in this process; return its exit code and all that it says."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = run(list(words))
    return code, out.getvalue()


def test_no_kind_that_is_legal_makes_a_command_fail(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(desk, FIELDS)
    monkeypatch.chdir(desk.root)
    monkeypatch.setenv("REGIO_LANG", "en")
    assert len(FIELDS) == 60
    # One registry for all commands: each would read the sixty schemas again.
    once = open_registry(desk.root, None, os.environ, "2026-11-24")
    monkeypatch.setattr("regio_cli.cli.run.open_registry", lambda start, revision, env, today: once)
    of_one = [
        ["schema", "{kind}"],
        ["list", "{kind}"],
        ["show", "{kind}/een"],
        ["export", "json", "{kind}", "-o", "uit"],
    ]
    commands = [[word.format(kind=kind) for word in words] for kind in FIELDS for words in of_one]
    faults = []
    for words in [*WHOLE, *commands]:
        code, text = said(*words)
        if code not in (0, 1) or "fault in regio" in text or "does not accept this record" in text:
            faults.append((words, code, text[-400:]))
    assert not faults
    assert "All " in said("validate")[1]


@pytest.mark.parametrize("kind", ["mixed", "anything", "objects"])
def test_records_of_an_odd_kind_are_changed_and_looked_back_on(
    kind: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(desk, [kind])
    monkeypatch.chdir(desk.root)
    for words in (
        ["set", f"{kind}/een", "name=Twee", "--reason", "proef"],
        ["rename", f"{kind}/een", "twee", "--reason", "proef"],
        ["add", kind, "drie", "name=Drie", "--reason", "proef"],
        ["blame", f"{kind}/twee"],
        ["log", f"{kind}/twee"],
        ["template", "xlsx", kind, "-o", "leeg.xlsx"],
        ["undo", "HEAD", "--reason", "proef"],
    ):
        code, text = said(*words)
        assert (code, "fault in regio" in text) == (0, False), (words, text)


def test_slips_in_annotations_are_told_at_the_schema_and_break_no_command(desk: Desk) -> None:
    fields = {
        "name": TEXT,
        "boss": {**TEXT, "x-ref": "persn"},
        "seat": {**TEXT, "x-ref": "body.seats", "x-ref-owner": "bodi"},
        "place": {**TEXT, "x-ref": "body.seatz", "x-ref-owner": "name"},
    }
    document = {
        **own("thing", fields, label=["nmae"], list=["name", "nmae"], sort=["srt"], search=["x.y"]),
        "x-period": ["a", "b"],
    }
    (desk.root / "schemas").mkdir()
    (desk.root / "schemas" / "thing.schema.json").write_text(json.dumps(document))
    desk.write("eigen-thing/een.yaml", "name: Een\nboss: iemand\n")
    found = json.loads(desk.regio("validate", "--format", "json").out)["findings"]
    assert {each["path"] for each in found} == {"schemas/thing.schema.json"}
    assert [each["message"] for each in found] == [
        "label: there is no 'nmae'", "list: there is no 'nmae'", "sort: there is no 'srt'", "search: there is no 'x.y'",
        "x-period: there is no 'a'", "x-period: there is no 'b'", "x-ref: there is no 'persn'",
        "x-ref-owner: there is no 'bodi'", "x-ref: there is no 'body.seatz'",
    ]  # fmt: skip
    assert found[6]["hint"] == "did you mean 'person'?"
    for words in (
        ["list", "thing"],
        ["show", "thing/een"],
        ["find", "een"],
        ["schema", "thing"],
        ["export", "json", "thing"],
    ):
        assert desk.regio(*words).code == 0, words


@pytest.mark.parametrize(
    ("format_", "value"), [("email", "nope"), ("uuid", "nope"), ("date-time", "2026-01-01"), ("uri", "nope")]
)
def test_a_format_that_does_not_fit_is_told_at_its_field(format_: str, value: str, desk: Desk) -> None:
    (desk.root / "schemas").mkdir()
    document = own("thing", {"name": TEXT, "x": {**TEXT, "format": format_}})
    (desk.root / "schemas" / "thing.schema.json").write_text(json.dumps(document))
    desk.write("eigen-thing/een.yaml", f"name: Een\nx: '{value}'\n")
    (found,) = json.loads(desk.regio("validate", "--format", "json").out)["findings"]
    assert (found["code"], found["line"], found["column"]) == ("schema-format", 2, 4)
