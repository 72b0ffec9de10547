"""What a registry's own schema may hold: it comes with the registry, from whoever may write there, and is only data.

It leads nowhere but to the schemas beside it, is of a size that can be gone through, and its patterns are of the sort
that takes time in step with the text. Then no record can make its examination endless, and nothing is fetched for it.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from regio_cli.model.kinds import ANY_ID, SUFFIX, JsonSchema, Kinds, is_device
from regio_cli.model.text import N_, Text

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
# Words that give a schema another address, lead to one, or ask for other rules than those of the draft.
_LEADING = ("$id", "$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$recursiveAnchor", "$vocabulary")
MOST_PARTS, MOST_LEVELS = 10_000, 40
_NAME = re.compile(r"[a-z][a-z0-9_]{0,60}")
# The id of a record is short, and these few repetitions of one character then take no time.
_REPEATED = re.compile(r"[*+?{]")
_GROUP_REPEATED = re.compile(r"\)[*+?{]|\\[1-9]")
_MOST_REPEATED = 3

_WORDS = {"type": "object", "additionalProperties": {"type": "string"}}
_PATHS = {"type": "array", "items": {"type": "string"}}
_FIELD = {
    "properties": {
        "title": {"type": "string"},
        "description": {"type": "string"},
        "x-nl": {"properties": {"title": {"type": "string"}, "description": {"type": "string"}}, "type": "object"},
        "x-ref": {"type": "string"},
        "x-ref-owner": {"type": "string"},
        "x-personal": {"type": "string"},
        "x-table": {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,60}$"},
        "x-labels": {
            "type": "object",
            "additionalProperties": {"$ref": "#/$defs/both"},
        },
        "x-lapses-with": _WORDS,
        "x-message": {"$ref": "#/$defs/both"},
        "x-period": {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2},
        "enum": {"items": {"type": ["string", "number", "boolean", "null"]}},
        "properties": {
            "propertyNames": {"pattern": "^[a-z_][a-z0-9_]{0,60}$"},
            "additionalProperties": {"$ref": "#/$defs/field"},
        },
        "items": {"$ref": "#/$defs/field"},
    },
    "type": "object",
}
_KIND = {
    "type": "object",
    "required": ["names", "label", "list"],
    "oneOf": [{"required": ["folder"]}, {"required": ["file"]}],
    "properties": {
        "names": {"type": "object", "additionalProperties": _PATHS},
        "folder": {"type": "string", "pattern": "^[a-z][a-z0-9_-]{0,60}$"},
        "file": {"type": "string", "pattern": "^[a-z][a-z0-9_-]{0,60}[.]yaml$"},
        "id": {"type": "string", "maxLength": 200},
        "label": {**_PATHS, "minItems": 1},
        "list": _PATHS,
        "sort": _PATHS,
        "search": _PATHS,
        "order": {"type": "number"},
    },
}
_BOTH = {
    "type": "object",
    "properties": {"en": {"type": "string"}, "nl": {"type": "string"}},
    "required": ["en", "nl"],
    "additionalProperties": False,
}
# What kinds are read from, in a form that reading can rely on.
_ANNOTATED = {
    "$defs": {"field": _FIELD, "both": _BOTH},
    "allOf": [{"$ref": "#/$defs/field"}],
    "properties": {"x-kind": _KIND},
}


class Unfit(ValueError):
    """A registry's own schema that regio does not go by; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.template)
        self.text = text


def examine(name: str, document: Any, documents: Mapping[str, JsonSchema]) -> None:
    """Look whether the schema `document` in the file `name` can be gone by, beside the `documents` that are. Raises Unfit."""
    if not isinstance(document, dict):
        raise Unfit(Text(N_("it is no JSON object")))
    if not _NAME.fullmatch(name.removesuffix(SUFFIX)):
        raise Unfit(Text(N_("the name of a kind has lower-case letters, digits and underscores")))
    if document.get("$schema", _DRAFT) != _DRAFT:
        raise Unfit(Text(N_("'$schema' is not {draft}"), {"draft": _DRAFT}))
    for part in _objects({key: value for key, value in document.items() if key != "$schema"}, 0):
        _leads_nowhere(part)
    _Measure({**documents, name: document}).parts(document, name, 0, ())
    _is_schema(document)
    if "x-kind" in document:
        _is_kind(name, document, documents)


def fits(kinds: Kinds) -> None:
    """Look whether `kinds`, read from a registry's own schema, make tables. Raises Unfit."""
    import sqlite3

    from regio_cli.store.database import ddl

    try:
        sqlite3.connect(":memory:").executescript(ddl(kinds))
    except sqlite3.Error as error:
        raise Unfit(Text(N_("no table can be made of it: {what}"), {"what": str(error)})) from error


def _objects(value: Any, level: int) -> Iterator[dict[str, Any]]:
    """Yield every object in `value`. Raises Unfit when they are nested too deep."""
    if level > 4 * MOST_LEVELS:
        raise _too_deep()
    if isinstance(value, dict):
        yield value
    for below in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if isinstance(below, dict | list):
            yield from _objects(below, level + 1)


def _too_deep() -> Unfit:
    return Unfit(Text(N_("it is nested more than {limit} deep, or leads to itself"), {"limit": MOST_LEVELS}))


def _leads_nowhere(part: dict[str, Any]) -> None:
    for word in (*_LEADING, "$schema"):
        if word in part:
            raise Unfit(Text(N_("'{word}' is not used here"), {"word": word}))


class _Measure:
    """Counts the parts of a schema, those that it refers to anew each time: so many steps may a record take."""

    def __init__(self, documents: Mapping[str, JsonSchema]) -> None:
        self._documents = documents
        self._known: dict[int, int] = {}

    def parts(self, value: Any, file: str, level: int, way: tuple[int, ...]) -> int:
        """Return how many parts `value`, in `file`, has; `way` is what led there. Raises Unfit when it is too much."""
        if not isinstance(value, dict | list):
            return 1
        if level > 4 * MOST_LEVELS or id(value) in way or len(way) > 4 * MOST_LEVELS:
            raise _too_deep()
        if id(value) not in self._known:
            self._known[id(value)] = self._counted(value, file, level, (*way, id(value)))
        return self._known[id(value)]

    def _counted(self, value: Any, file: str, level: int, way: tuple[int, ...]) -> int:
        below = list(value.values()) if isinstance(value, dict) else value
        count = 1 + sum(self.parts(each, file, level + 1, way) for each in below)
        if isinstance(value, dict) and "$ref" in value:
            target, there = self._target(value["$ref"], file)
            count += self.parts(target, there, level + 1, way)
        if count > MOST_PARTS:
            raise Unfit(Text(N_("it has more than {limit} parts"), {"limit": MOST_PARTS}))
        return count

    def _target(self, reference: Any, file: str) -> tuple[Any, str]:
        """Return what a ``$ref`` leads to, and the file that this stands in. Raises Unfit when that is not here."""
        target, _, pointer = str(reference).partition("#")
        found: Any = self._documents.get(target or file)
        for step in filter(None, pointer.split("/")):
            found = found.get(step.replace("~1", "/").replace("~0", "~")) if isinstance(found, Mapping) else None
        if not isinstance(found, Mapping):
            raise Unfit(Text(N_("$ref '{reference}' leads nowhere"), {"reference": str(reference)}))
        return found, target or file


def _is_schema(document: JsonSchema) -> None:
    """Raises Unfit when `document` is no schema of the draft, or has a pattern that could take very long."""
    import jsonschema_rs

    alone = _without_references(document)
    try:
        jsonschema_rs.Draft202012Validator(alone, pattern_options=jsonschema_rs.RegexOptions())
    except (ValueError, jsonschema_rs.ValidationError) as error:
        raise Unfit(Text("{what}", {"what": str(error).splitlines()[0]})) from error


def _without_references(value: Any) -> Any:
    """Return a schema without its ``$ref``, which have been looked at, so that it can be looked at by itself."""
    if isinstance(value, dict):
        return {key: _without_references(below) for key, below in value.items() if key != "$ref"}
    return [_without_references(below) for below in value] if isinstance(value, list) else value


def _is_kind(name: str, document: JsonSchema, documents: Mapping[str, JsonSchema]) -> None:
    """Raises Unfit when what makes `document` a kind is not as it should be, or takes the place of another."""
    import jsonschema_rs

    error = next(iter(jsonschema_rs.Draft202012Validator(_ANNOTATED).iter_errors(document)), None)
    if error is not None:
        where = "/".join(str(step) for step in error.instance_path)
        raise Unfit(Text("{where}: {what}", {"where": where or name, "what": error.message}))
    about = document["x-kind"]
    others = (known["x-kind"] for file, known in documents.items() if "x-kind" in known and file != name)
    for place in ("folder", "file"):
        if place in about and about[place] in {other.get(place) for other in others}:
            raise Unfit(Text(N_("'{place}' belongs to another kind"), {"place": about[place]}))
        if is_device(str(about.get(place, "")).removesuffix(".yaml")):
            raise Unfit(Text(N_("Windows can't have a file '{value}.yaml'"), {"value": str(about[place])}))
    pattern = about.get("id", ANY_ID)
    if pattern != ANY_ID and (_GROUP_REPEATED.search(pattern) or len(_REPEATED.findall(pattern)) > _MOST_REPEATED):
        raise Unfit(Text(N_("the pattern of its ids repeats too much: {pattern}"), {"pattern": pattern}))
    try:
        re.compile(pattern)
    except re.error as wrong:
        raise Unfit(Text("{what}", {"what": f"{pattern}: {wrong}"})) from wrong
