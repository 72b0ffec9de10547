"""A record as facts in words, each on a line that can be read alone: what `git diff` then compares line by line."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from regio_cli.model.display import visible
from regio_cli.model.kinds import SUFFIX, Field, Kind, Kinds
from regio_cli.model.record import Data
from regio_cli.read.words import Words
from regio_cli.store.comments import comments_in

_SCHEMA = re.compile(
    rb"\A# *yaml-language-server: *\$schema=(?:\S*[/\\])?([\w-]{1,60})" + re.escape(SUFFIX.encode()) + rb"\s"
)
_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str, "integer": int, "number": (int, float), "boolean": bool, "object": dict, "list": list,
}  # fmt: skip
_STEP = " › "


def kind_of(kinds: Kinds, content: bytes, data: Data) -> Kind | None:
    """Return the kind of a record of which only the file is known: that of the schema it names, else by its fields."""
    named = _SCHEMA.match(content)
    found = kinds.by_name.get(named[1].decode()) if named else None
    likely = (kind for kind in kinds if _score(kind, data)[1] > 0)
    return found or max(likely, key=lambda kind: _score(kind, data), default=None)


def _score(kind: Kind, data: Data) -> tuple[bool, int]:
    known = {field.name for field in kind.fields}
    whole = all(field.name in data for field in kind.fields if field.required)
    return whole, sum(1 if name in known else -1 for name in data)


def facts(words: Words, kind: Kind, data: Data, content: bytes) -> Iterator[str]:
    """Yield `data`, the record of `kind` in the file `content`, as lines: its kind, its fields, its comments.

    Nothing that is in the file as data or comment is left out: what the schema does not know stands there as it is.
    """
    yield kind.title.get(words.translate.language)
    yield from _fields(words, kind.fields, data, "")
    yield from map(visible, comments_in(_SCHEMA.sub(b"\n", content, count=1)))


def _fields(words: Words, fields: Sequence[Field], data: Data, way: str) -> Iterator[str]:
    known = {field.name: field for field in fields}
    for field in fields:
        if field.name in data:
            yield from _field(words, field, data[field.name], way + words.label(field))
    for name in sorted(data.keys() - known.keys()):
        yield from _line(way + name, json.dumps(data[name], ensure_ascii=False))


def _field(words: Words, field: Field, value: Any, label: str) -> Iterator[str]:
    if not _fits(field, value) or value in ("", [], {}):
        yield from _line(label, json.dumps(value, ensure_ascii=False))
    elif isinstance(value, list):
        for item in value:
            yield from _item(words, field.item or field, item, label)
    elif isinstance(value, dict) and field.fields:
        yield from _fields(words, field.fields, value, label + _STEP)
    else:
        yield from _line(label, words.value(field, value))


def _item(words: Words, field: Field, item: Any, label: str) -> Iterator[str]:
    if not isinstance(item, dict) or not field.fields:
        yield from _field(words, field, item, label) if not isinstance(item, list) else _line(label, json.dumps(item))
        return
    rest = {name: value for name, value in item.items() if name != "id"}
    if isinstance(item.get("id"), str) and rest:
        yield from _fields(words, field.fields, rest, f"{label}{_STEP}{item['id']}{_STEP}")
    else:
        whole = _is_regular(field, item)
        yield from _line(label, words.item(field, item) if whole else json.dumps(item, ensure_ascii=False))


def _is_regular(field: Field, value: Any) -> bool:
    """Tell whether words for `value` would leave nothing out."""
    if isinstance(value, dict) and field.fields:
        known = {inner.name: inner for inner in field.fields}
        return all(name in known and _is_regular(known[name], below) for name, below in value.items())
    if isinstance(value, list) and field.item:
        return bool(value) and all(_is_regular(field.item, below) for below in value)
    return _fits(field, value) and value != ""


def _fits(field: Field, value: Any) -> bool:
    wanted = _TYPES.get(field.type, object)
    return value is not None and isinstance(value, wanted) and (wanted in (bool, object) or not isinstance(value, bool))


def _line(label: str, value: str) -> Iterator[str]:
    """Yield a fact; the further lines of a long text stand in, so that none can be taken for a fact."""
    first, *rest = visible(value).split("\n")
    yield f"{visible(label).replace(chr(10), ' ')}: {first}"
    yield from (f"  {line}" for line in rest)
