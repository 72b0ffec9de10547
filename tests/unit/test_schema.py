"""The fast verdict and the slow explanation always agree; our own schemas are sound."""

import copy
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regio_cli.check.schema import Examiner
from regio_cli.model.kinds import SUFFIX, Field
from regio_cli.store import yamlfile
from regio_cli.store.schemas import load_schemas, shipped
from tests.processes import LIMIT

KINDS = load_schemas({}).kinds
EXAMINER = Examiner(KINDS)
REGISTRY = Path(__file__).parents[2] / "registry"
SAMPLES = {
    kind.name: [
        yamlfile.read(file.read_bytes()).data
        for file in (
            [REGISTRY / kind.file] if kind.file else sorted((REGISTRY / str(kind.folder)).glob("*.yaml"))[::40]
        )
    ]
    for kind in KINDS
}
# Of this kind Regio Zwolle has none yet.
SAMPLES["redirect"].append({"old": "body/was", "new": "body/is", "note": "hernoemd"})
JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12), st.dates().map(str),
    st.sampled_from(["", "zwolle", "2026-02-30", "2026-02-28\n", "chair", "0031612345678", "+31612345678", "8011 PK",
                     "8011PK", "000000012", "GM0193", "gm0193", "03AA", "https://example.nl", "١٢٣", "a\u2028b"]),
    st.lists(st.text(max_size=3), max_size=3), st.dictionaries(st.text(max_size=5), st.text(max_size=3), max_size=2),
)  # fmt: skip


def places(data: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [way]
    for step, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        found += places(value, (*way, step))
    return found


def put(data: Any, way: tuple[Any, ...], value: Any) -> Any:
    if not way:
        return value
    changed = copy.deepcopy(data)
    at = changed
    for step in way[:-1]:
        at = at[step]
    at[way[-1]] = value
    return changed


def agree(kind: str, data: Any) -> bool:
    fast = EXAMINER.is_valid(KINDS[kind], data)
    slow = not list(EXAMINER._explainer(kind).iter_errors(data))
    assert fast == slow, (kind, data)
    return fast


def all_fields(kind: str) -> list[Field]:
    return [
        field for field in KINDS[kind].walk() if not field.fields and field.type in ("string", "integer", "boolean")
    ]


@pytest.mark.parametrize("kind", sorted(KINDS.by_name))
def test_the_two_validators_agree_on_what_is_right(kind: str) -> None:
    assert SAMPLES[kind]
    assert all(agree(kind, data) for data in SAMPLES[kind])


@pytest.mark.parametrize("kind", sorted(KINDS.by_name))
def test_the_two_validators_agree_on_what_is_wrong(kind: str) -> None:
    @settings(max_examples=60, deadline=None)
    @given(st.data())
    def check(draw: st.DataObject) -> None:
        data = draw.draw(st.sampled_from(SAMPLES[kind]))
        for _ in range(draw.draw(st.integers(1, 2))):
            data = put(data, draw.draw(st.sampled_from(places(data))), draw.draw(JUNK))
        agree(kind, data)

    check()


@pytest.mark.parametrize("kind", sorted(KINDS.by_name))
def test_the_two_validators_agree_on_every_field_with_any_text(kind: str) -> None:
    @settings(max_examples=60, deadline=None)
    @given(st.data())
    def check(draw: st.DataObject) -> None:
        field = draw.draw(st.sampled_from(all_fields(kind)))
        data = copy.deepcopy(SAMPLES[kind][0])
        at = data
        for step in field.path[:-1]:
            at = at[0] if isinstance(at, list) and at else at
            if not isinstance(at, dict):
                return
            at = at.setdefault(step, {})
        at = at[0] if isinstance(at, list) and at else at
        if isinstance(at, dict):
            at[field.name] = draw.draw(JUNK)
        agree(kind, data)

    check()


@pytest.mark.parametrize("file", sorted(shipped("schemas").glob("*" + SUFFIX)), ids=lambda file: file.name)
def test_our_schemas_are_json_schema_and_point_nowhere_outside(file: Path) -> None:
    schema = json.loads(file.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert [ref for ref in refs(schema) if ref.partition("#")[0] not in ("", *KINDS.documents)] == []


def refs(schema: Any) -> list[str]:
    if isinstance(schema, Mapping):
        own = [schema["$ref"]] if isinstance(schema.get("$ref"), str) else []
        return own + [ref for value in schema.values() for ref in refs(value)]
    return [ref for value in schema for ref in refs(value)] if isinstance(schema, list) else []


@pytest.mark.parametrize("shape", ["k{}: 1\n", "a: 1\n", "? [{}]\n: 1\n", "k{}: &a{} 1\n"])
def test_a_megabyte_of_faults_is_told_in_seconds_and_little_memory(shape: str) -> None:
    """In a process of its own that the system ends: after seconds of work, and at two gigabytes."""
    many = "".join(shape.format(number, number) for number in range(100_000))[:1_000_000].rpartition("\n")[0] + "\n"
    script = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (40, 40)); resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))\n"
        "from regio_cli.check.schema import Examiner\nfrom tests.rules import kinds\n"
        "found = Examiner(kinds()).examine(kinds()['person'], sys.stdin.buffer.read())\n"
        "print(len(found.problems), found.problems[-1].code)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], input=many.encode(), capture_output=True, timeout=LIMIT)
    assert done.returncode == 0, done.stderr.decode()
    assert 1000 < int(done.stdout.split()[0]) <= 2003
