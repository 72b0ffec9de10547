"""The JSON Schemas of `json` and `ndjson`, derived from the kinds: what their reader can rely on, for an audience."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from regio_cli.exchange.audience import AUDIENCES, Audience, required_of_record
from regio_cli.model.kinds import SUFFIX, Field, JsonSchema, Kind, Kinds

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT, _NUMBER = {"type": "string"}, {"type": "integer", "minimum": 0}
_ORIGIN = {"registry": _TEXT, "commit": {"type": "string", "pattern": "^([0-9a-f]{40,64})?$"},
           "date": {"type": "string", "format": "date"}, "audience": {"enum": list(AUDIENCES)}, "records": _NUMBER,
           "regio": _TEXT}  # fmt: skip
# Keywords under which names are given freely, and stand for schemas.
_NAMED = frozenset(("properties", "patternProperties", "$defs", "dependentSchemas"))


def json_schema(kinds: Kinds, chosen: Sequence[Kind], audience: Audience) -> JsonSchema:
    """Return the schema of a document of `json` with records of the `chosen` kinds; `kinds` are as the audience sees them."""
    head = {**_head(), "records": {"type": "array", "items": {"$ref": "#/$defs/record"}}}
    return {"$schema": _DRAFT, **_object(head), "$defs": _definitions(kinds, chosen, audience)}


def ndjson_schema(kinds: Kinds, chosen: Sequence[Kind], audience: Audience) -> JsonSchema:
    """Return the schema of a line of `ndjson`: its head, or a record."""
    lines = [_object(_head()), {"$ref": "#/$defs/record"}]
    return {"$schema": _DRAFT, "oneOf": lines, "$defs": _definitions(kinds, chosen, audience)}


def _head() -> dict[str, Any]:
    return {"version": {"const": 1}, "origin": _object(_ORIGIN)}


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _definitions(kinds: Kinds, chosen: Sequence[Kind], audience: Audience) -> dict[str, Any]:
    records = [_object({"record": {"type": "string", "pattern": f"^{kind.name}/.+$"}, "data": {"$ref": f"#/$defs/{kind.name}"}})
               for kind in chosen]  # fmt: skip
    shared = {file.removesuffix(SUFFIX): _plain(schema, file)
              for file, schema in sorted(kinds.documents.items()) if "x-kind" not in schema}  # fmt: skip
    own = {kind.name: _plain(_seen(kind, audience), f"{kind.name}{SUFFIX}") for kind in chosen}
    return {"record": {"anyOf": records}, **own, **shared}


def _seen(kind: Kind, audience: Audience) -> JsonSchema:
    """Return the schema of a kind with the fields that the audience sees, and only those required that are always there."""
    if audience == "bureau":
        return kind.schema
    schema = {key: value for key, value in kind.schema.items() if key != "allOf"}
    return {**_limited(schema, kind.fields), "required": [field.name for field in required_of_record(kind)]}


def _limited(schema: JsonSchema, fields: Sequence[Field]) -> JsonSchema:
    if "properties" not in schema:
        return schema
    seen = {field.name: field for field in fields}
    inner = {name: _of_field(sub, seen[name]) for name, sub in schema["properties"].items() if name in seen}
    return {**schema, "properties": inner}


def _of_field(schema: JsonSchema, field: Field) -> JsonSchema:
    if field.item and "items" in schema:
        return {**schema, "items": _limited(schema["items"], field.item.fields)}
    return _limited(schema, field.fields)


def _plain(schema: Any, file: str, are_names: bool = False) -> Any:
    """Return a schema without annotations of regio, and with what it refers to found in this document."""
    if isinstance(schema, list):
        return [_plain(one, file) for one in schema]
    if not isinstance(schema, Mapping):
        return schema
    return {key: _pointer(value, file) if key == "$ref" and not are_names else _plain(value, file, key in _NAMED and not are_names)
            for key, value in _kept(schema, are_names)}  # fmt: skip


def _kept(schema: Mapping[str, Any], are_names: bool) -> Iterator[tuple[str, Any]]:
    return ((key, value) for key, value in schema.items() if are_names or not key.startswith(("x-", "$schema", "$id")))


def _pointer(ref: str, file: str) -> str:
    target, _, pointer = ref.partition("#")
    return f"#/$defs/{(target or file).removesuffix(SUFFIX)}{pointer}"
