"""A registry's own schemas come with the registry, or with a branch of it: they lead nowhere, and make nothing endless."""

import functools
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from regio_cli.model.text import Text
from regio_cli.store.schemas import Schemas, load_schemas
from tests.conftest import Place

KIND = {
    "names": {"en": ["thing", "things"], "nl": ["ding", "dingen"]}, "folder": "things", "label": ["name"], "list": ["name"],
}  # fmt: skip
COMMANDS = (("validate",), ("list", "things"), ("query", "SELECT count(*) FROM partner"), ("schema", "thing"))


def schema(fields: dict[str, Any] | None = None, kind: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    properties = {"name": {"type": "string"}, **(fields or {})}
    return {"x-kind": {**KIND, **(kind or {})}, "type": "object", "properties": properties, **more}


def fanning(levels: int) -> dict[str, Any]:
    """Schemas that each refer twice to the next, so that all together have two to the power of `levels` parts."""
    twice = {f"a{n}": {"allOf": [{"$ref": f"#/$defs/a{n + 1}"}] * 2} for n in range(levels)}
    return {**twice, f"a{levels}": {"type": "string"}}


def nested(levels: int) -> dict[str, Any]:
    deeper = lambda inner, _: {"type": "object", "properties": {"x": inner}}  # noqa: E731
    return functools.reduce(deeper, range(levels), {"type": "string"})


def loaded(document: Any, name: str = "thing.schema.json") -> Schemas:
    return load_schemas({name: json.dumps(document).encode()})


def refusal(document: Any, name: str = "thing.schema.json") -> str:
    (finding,) = loaded(document, name).findings
    assert (finding.code, finding.severity, finding.place.path) == ("schema-unreadable", "error", f"schemas/{name}")
    what = finding.text.values["what"]
    return what.template.format(**what.values) if isinstance(what, Text) else str(what)


def leading(where: str) -> dict[str, dict[str, Any]]:
    """Schemas that lead to the address `where`, each in another way."""
    to = {"$ref": where}
    return {
        "a field": schema({"x": to}),
        "one of several": schema({"x": {"anyOf": [to, {"type": "string"}]}}),
        "the whole": schema(allOf=[to]),
        "what must not be": schema(**{"not": to}),
        "a pattern of fields": schema(patternProperties={"^q": to}),
        "a condition": schema(**{"if": to, "then": {}}),
        "a dynamic reference": schema(allOf=[{"$dynamicRef": where + "#x"}]),
        "another base": {**schema(allOf=[{"$ref": "y.json"}]), "$id": where},
        "another base inside": schema(
            allOf=[{"$ref": "#/$defs/a"}], **{"$defs": {"a": {"$id": where, "$ref": "y.json"}}}
        ),
        "other rules": {**schema(), "$schema": where},
        "other rules inside": schema(**{"$defs": {"a": {"$schema": where}}}),
    }


@pytest.fixture
def heard() -> Iterator[tuple[str, list[bytes]]]:
    """An address on this machine, and what was asked there."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            while True:
                try:
                    caller, _ = server.accept()
                except OSError:
                    return
                with caller:
                    asked.append(caller.recv(100))
                    caller.sendall(b'HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n{"type": "object"}')

        threading.Thread(target=answer, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/x.json", asked


@pytest.mark.parametrize("way", leading(""))
def test_a_schema_of_a_revision_fetches_nothing(place: Place, heard: tuple[str, list[bytes]], way: str) -> None:
    address, asked = heard
    committed(place, leading(address)[way])
    for command in (*COMMANDS[:2], ("review", "HEAD~1")):
        done = place.regio(*command, *([] if command[0] == "review" else ["--rev", "HEAD"]))
        assert "fault in regio" not in done.err, done
    assert asked == []
    assert place.regio("validate", "--rev", "HEAD").out.startswith(
        "schemas/thing.schema.json:1:1: error[schema-unreadable]"
    )


def committed(place: Place, document: Any) -> None:
    folder = place.root / "schemas"
    folder.mkdir()
    (folder / "thing.schema.json").write_text(json.dumps(document), encoding="utf-8")
    place.write("things/een.yaml", "name: 5\n")
    place.git("add", "-A")
    place.git("commit", "-qm", "Schema")


def test_a_schema_that_breaks_is_told_though_nothing_else_changed(place: Place) -> None:
    """What an earlier run found of the same records is remembered, and must not be told of other schemas."""
    file = place.root / "schemas/thing.schema.json"
    file.parent.mkdir()
    for content, code in (("", 0), ("{", 1), ("", 0), ("{", 1)):
        file.write_text(content) if content else file.unlink(missing_ok=True)
        done = place.regio("validate")
        assert (done.code, "schema-unreadable" in done.out) == (code, code == 1), done


@pytest.mark.parametrize("way", ["absolute", "relative", "beside", "link"])
def test_a_schema_reads_no_file_but_the_schemas_beside_it(place: Place, tmp_path: Path, way: str) -> None:
    canary = tmp_path / "canary.json"
    canary.write_text('{"$comment": "KANARIE", "type": "object", "properties": {"name": {"const": "KANARIE"}}}')
    target = {"absolute": f"file://{canary}", "relative": "../../canary.json", "beside": "../registry/registry.yaml",
              "link": "link.schema.json"}[way]  # fmt: skip
    committed(place, schema(allOf=[{"$ref": target}]))
    (place.root / "schemas/link.schema.json").symlink_to(canary)
    place.git("add", "-A")
    place.git("commit", "-qm", "Link")
    for rev in ([], ["--rev", "HEAD"]):
        done = place.regio("validate", *rev)
        assert done.code == 1 and "schemas/thing.schema.json:1:1: error[schema-unreadable]" in done.out, done
        assert "KANARIE" not in done.out + done.err


@pytest.mark.parametrize(
    ("document", "why"),
    [
        (schema({"x": {"$ref": "#/$defs/a0"}}, **{"$defs": fanning(40)}), "more than 10000 parts"),
        (schema({"x": {"$ref": "#"}}), "leads to itself"),
        (schema({"x": {"$ref": "#/properties/x"}}), "leads to itself"),
        (schema(allOf=[{"$ref": "#"}]), "leads to itself"),
        (schema({"x": nested(400)}), "nested more than 40 deep"),
        (schema({f"f{n}": {"type": "string"} for n in range(20_000)}), "more than 10000 parts"),
        (schema({f"f{n}": {} for n in range(3_000)}), "too many columns"),
        (schema({'x"; DROP TABLE partner; --': {}}), "does not match"),
        (schema(kind={"folder": "../../etc"}), "does not match"),
        (schema(kind={"folder": "partners"}), "'partners' belongs to another kind"),
        (schema(kind={"id": "^(a+)+$"}), "repeats too much"),
        (schema(kind={"id": "^a*a*a*a*a*b$"}), "repeats too much"),
        (schema(kind={"id": "(("}), "unterminated"),
        (schema({"x": {"type": "string", "pattern": "^(a*)*\\1b$"}}), 'is not a "regex"'),
        (schema({"x": {"type": "string", "pattern": "(?=(a+)+$)b"}}), 'is not a "regex"'),
        (schema({"x": {"title": {"a": 1}}}), "is not of type"),
        (schema({"x": {"enum": [{"a": 1}]}}), "is not of type"),
        (schema({"x": True}), "is not of type"),
        (schema(**{"x-period": 5}), "is not of type"),
        ({"x-kind": "x"}, "is not of type"),
        (["x-kind"], "no JSON object"),
        ("x-kind", "no JSON object"),
    ],
)  # fmt: skip
def test_a_schema_that_could_take_forever_or_is_none_is_refused(document: Any, why: str) -> None:
    assert why in refusal(document)


def test_the_name_of_a_kind_is_a_plain_word() -> None:
    assert "lower-case letters" in refusal(schema(), 'x"; DROP TABLE partner; --.schema.json')


def test_a_schema_of_one_s_own_may_refer_to_what_is_shared_and_to_others_of_its_own() -> None:
    shared = {"$defs": {"size": {"type": "integer"}}}
    own = schema({"day": {"$ref": "common.schema.json#/$defs/date"}, "size": {"$ref": "a.schema.json#/$defs/size"}})
    found = load_schemas({"a.schema.json": json.dumps(shared).encode(), "thing.schema.json": json.dumps(own).encode()})
    assert (found.findings, found.kinds["thing"].field("size").type) == ((), "integer")  # type: ignore[union-attr]


@pytest.mark.parametrize("pattern", ["^(a+)+$", "^(a|a)*$", "^([a-z]+)*[0-9]$", "(.*a){30}$"])
def test_a_pattern_takes_time_in_step_with_the_text(place: Place, pattern: str) -> None:
    """Python's own engine would search for centuries; a record that fails is explained, too."""
    committed(place, schema({"x": {"type": "string", "pattern": pattern}}))
    place.write("things/twee.yaml", f"name: Twee\nx: {'a' * 20_000}!\n")
    done = subprocess.run(
        [sys.executable, "-m", "regio_cli", "validate"], cwd=place.root, capture_output=True, timeout=60,
        env={**os.environ, "REGIO_LANG": "en"},
    )  # fmt: skip
    assert done.returncode == 1 and b"things/twee.yaml:2:4: error[schema-pattern]" in done.stdout, done


def test_an_id_is_short_whatever_its_kind_asks(place: Place) -> None:
    place.write(f"partners/{'a' * 101}.yaml", "name: X\ntype: mbo\npillar: education\n")
    assert "error[file-name]" in place.regio("validate").out
