"""One record against its schema.

A fast validator gives the verdict; only for a record that fails does a slow one explain. The two must agree: a
failing record that the slow one finds nothing wrong with is reported as such, never passed (tests/unit/test_schema.py).
"""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any, NamedTuple

from regio_cli.check.quick import quick
from regio_cli.model.finding import Pointer, Problem, Span
from regio_cli.model.formats import FORMATS
from regio_cli.model.kinds import SUFFIX, Field, Kind, Kinds
from regio_cli.model.text import N_, Text
from regio_cli.store import yamlfile
from regio_cli.store.plainfile import read_plain
from regio_cli.store.yamlfile import MOST_PROBLEMS, Content, Node, Places, most_of

MISSING, CHOICE = "schema-required", "schema-choice"
"""Codes of problems: a field that must be there and is not, and a value that is none of the choices."""
# A base that URIs can be joined to; nothing is ever fetched from it.
_BASE = "https://regio.invalid/schemas/"


class Examiner:
    """Examines records by the schemas of `kinds`; the validators are built when first needed, and kept."""

    def __init__(self, kinds: Kinds) -> None:
        """Take the kinds whose schemas decide."""
        self._kinds = kinds
        self._explainers: dict[str, Any] = {}
        self._valid: dict[str, Callable[[Any], bool]] = {}
        self._tests: dict[str, tuple[Callable[[Any], bool], tuple[_Dated, ...]]] = {}

    def prepare(self) -> None:
        """Build all validators, while there is time; else each is built when first needed."""
        for kind in self._kinds:
            self._validator(kind.name)

    def examine(self, kind: Kind, content: bytes) -> Content:
        """Return the data in `content`, and all that is wrong with it as a record of `kind`."""
        root: Node | None = None
        found = Content(read_plain(content))
        if found.data is None:
            # One that is not plain is composed once, whatever its schema says of it.
            root, problems = yamlfile.compose(content)
            found = Content(root.value if root else None, problems)
        if found.data is None:
            return found
        accepts, dated = self._tests.get(kind.name) or self._tests_of(kind)
        if accepts(found.data) and not _misdates(kind.period, dated, found.data):
            return found
        root = root or yamlfile.compose(content)[0]
        faults = [
            *self.explain(kind, found.data, root),
            *_period_problems(kind, found.data, Places(root) if root else None),
        ]
        return Content(found.data, (*found.problems, *faults))

    def _tests_of(self, kind: Kind) -> tuple[Callable[[Any], bool], tuple["_Dated", ...]]:
        """Return the validator of `kind`, and its lists with periods."""
        self._tests[kind.name] = found = self._validator(kind.name), _dated(kind.fields)
        return found

    def is_valid(self, kind: Kind, data: Any) -> bool:
        """Tell whether the schema of `kind` accepts `data`."""
        return self._validator(kind.name)(data)

    def explain(self, kind: Kind, data: Any, root: Node | None) -> list[Problem]:
        """Return what is wrong with `data` by the schema of `kind`, in words and with its place in the tree `root`."""
        if self.is_valid(kind, data):
            return []
        found = islice(_leaves(self._explainer(kind.name).iter_errors(data)), MOST_PROBLEMS + 1)
        errors = sorted(found, key=lambda error: str(error.absolute_path))
        places = Places(root) if root else None
        problems = (problem for error in errors for problem in _problems(kind, error, places))
        unique: dict[tuple[Any, ...], Problem] = {}
        for problem in islice(problems, MOST_PROBLEMS + 1):
            unique.setdefault(_hashable(problem), problem)
        if unique:
            return most_of(list(unique.values()))
        return [Problem("schema", Text(N_("the schema does not accept this record")), root.span if root else Span())]

    def _validator(self, name: str) -> Callable[[Any], bool]:
        if name not in self._valid:
            import jsonschema_rs

            uri = _BASE + name + SUFFIX
            self._valid[name] = jsonschema_rs.Draft202012Validator(
                dict(self._kinds.documents[name + SUFFIX]),
                registry=self._fast_registry,
                base_uri=uri,
                validate_formats=True,
                formats=quick(FORMATS),
                # The engine whose time grows with the text only; another could be made to search for ages.
                pattern_options=jsonschema_rs.RegexOptions(),
            ).is_valid
        return self._valid[name]

    @cached_property
    def _fast_registry(self) -> Any:
        import jsonschema_rs

        return jsonschema_rs.Registry([(_BASE + file, dict(schema)) for file, schema in self._kinds.documents.items()])

    def _explainer(self, name: str) -> Any:
        if name not in self._explainers:
            self._explainers[name] = self._made_explainer(name)
        return self._explainers[name]

    def _made_explainer(self, name: str) -> Any:
        import jsonschema
        from referencing import Registry, Resource
        from referencing.jsonschema import DRAFT202012

        resources = [
            (_BASE + file, Resource.from_contents(schema, default_specification=DRAFT202012))
            for file, schema in self._kinds.documents.items()
        ]
        registry: Any = Registry().with_resources(resources)
        extend: Any = jsonschema.validators.extend
        ecma = extend(jsonschema.Draft202012Validator, {"pattern": _ecma_pattern, "uniqueItems": _unique_items})
        checker = jsonschema.FormatChecker(formats=())
        for format_ in _FORMATS:
            checker.checks(format_)(_as_check(_known_format(format_)))
        for format_, accepts in FORMATS.items():
            checker.checks(format_)(_as_check(accepts))
        schema = {"$id": _BASE + name + SUFFIX, **self._kinds.documents[name + SUFFIX]}
        return ecma(schema, registry=registry, format_checker=checker)


def _as_check(accepts: Callable[[str], bool]) -> Callable[[object], bool]:
    return lambda value: accepts(value) if isinstance(value, str) else True


def _ecma_pattern(validator: Any, pattern: str, instance: Any, schema: Any) -> Iterable[Any]:
    import jsonschema

    if validator.is_type(instance, "string") and not _form_of(pattern)(instance):
        yield jsonschema.ValidationError(f"{instance!r} does not match {pattern!r}")


def _unique_items(validator: Any, wanted: bool, instance: Any, schema: Any) -> Iterable[Any]:
    """Yield an error for a list in which something stands twice: in one pass, where jsonschema compares each with each."""
    import jsonschema

    if wanted and validator.is_type(instance, "array") and len(set(map(_as_text, instance))) < len(instance):
        yield jsonschema.ValidationError("not unique")


def _as_text(item: Any) -> str:
    """Return `item` as a text that is the same for what JSON Schema calls equal."""
    if isinstance(item, float) and item.is_integer():
        return str(int(item))
    return json.dumps(item, sort_keys=True)


# What JSON Schema calls a format, and the fast validator knows: both look in the same way.
_FORMATS = ("date", "date-time", "time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6", "uri",
            "uri-reference", "iri", "iri-reference", "uuid", "uri-template", "json-pointer", "relative-json-pointer", "regex")  # fmt: skip


@lru_cache
def _known_format(name: str) -> Callable[[Any], bool]:
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator({"format": name}, validate_formats=True).is_valid


@lru_cache
def _form_of(pattern: str) -> Callable[[Any], bool]:
    """Return what tells whether a text has the form of `pattern`: as the fast validator does, in time that is bounded."""
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(
        {"pattern": pattern}, pattern_options=jsonschema_rs.RegexOptions()
    ).is_valid


def _leaves(errors: Iterable[Any]) -> Iterable[Any]:
    """Yield the errors that say something to a person: of an ``anyOf``, the whole; of other nests, their inside."""
    for error in errors:
        if error.validator in ("allOf", "$ref", "if", "then", "else") and error.context:
            yield from _leaves(error.context)
        else:
            yield error


def _hashable(problem: Problem) -> tuple[Any, ...]:
    return (problem.code, problem.field, problem.text.template, json.dumps(problem.text.values, default=str))


# --------------------------------------------------------------------------------------------------------------------
# Errors of jsonschema as problems in our words.


def _problems(kind: Kind, error: Any, root: Places | None) -> Iterable[Problem]:
    pointer: Pointer = tuple(error.absolute_path)
    field = kind.field(".".join(str(step) for step in pointer if isinstance(step, str)))
    explain = _EXPLAIN.get(error.validator, _other)
    yield from explain(kind, field, error, pointer, root)


def _make(
    code: str, pointer: Pointer, root: Places | None, text: Text, hint: Text | None = None, at_key: bool = False
) -> Problem:
    found = root.find(pointer) if root else None
    key, node = found if found else (None, None)
    shown = key if at_key and key else node
    span = shown.span if shown else (root.root.span if root else Span())
    if pointer == () or (shown and shown.type != "scalar" and not at_key):
        span = Span(span.line, span.column, span.line, span.column + 1)
    value = _shown(node.value) if node and node.type == "scalar" else None
    return Problem(code, text, span, pointer, value, hint)


def _shown(value: Any) -> str:
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)[:200]


def _missing(kind: Kind, field: Field | None, error: Any, pointer: Pointer, root: Places | None) -> Iterable[Problem]:
    for name in error.validator_value:
        if name not in error.instance:
            below = kind.field(".".join([*(str(s) for s in pointer if isinstance(s, str)), name]))
            values = {"field": name, "meaning": _bilingual(below.description) if below else name}
            text = Text(N_("'{field}' is missing: {meaning}"), values)
            hint = Text(N_("add a line '{field}: …'"), {"field": name})
            yield _make(MISSING, pointer, root, text, hint, at_key=True)


def _unknown(kind: Kind, field: Field | None, error: Any, pointer: Pointer, root: Places | None) -> Iterable[Problem]:
    import difflib

    known = list(error.schema.get("properties", {}))
    fields = frozenset(known)
    for name in error.instance:
        if name not in fields:
            close = difflib.get_close_matches(name, known, n=1)
            hint = Text(N_("did you mean '{name}'?"), {"name": close[0]}) if close else None
            if not close:
                hint = Text(N_("'regio schema {kind}' lists the fields"), {"kind": kind.name})
            text = Text(N_("'{field}' is not a field here"), {"field": name})
            yield _make("schema-unknown-field", (*pointer, name), root, text, hint, at_key=True)


def _wrong_type(
    kind: Kind, field: Field | None, error: Any, pointer: Pointer, root: Places | None
) -> Iterable[Problem]:
    wanted = str(error.validator_value)
    value = error.instance
    written = _written(root, pointer, value)
    if wanted == "string" and isinstance(value, int | float) and not isinstance(value, bool):
        values = {"value": written, "title": _bilingual(field.title) if field else wanted}
        hint = Text(N_('put it in quotes: "{value}"'), {"value": written})
        yield _make(
            "schema-unquoted", pointer, root, Text(N_("{title} is text, but {value} is a number"), values), hint
        )
        return
    title = _bilingual(field.title) if field else ".".join(str(step) for step in pointer)
    template = _TYPE_TEXTS.get(wanted, N_("{title} has a value of the wrong type"))
    advice = Text(N_("give it a value, or delete the line")) if value is None else _type_hint(wanted, value)
    yield _make("schema-type", pointer, root, Text(template, {"title": title}), advice)


_TYPE_TEXTS = {
    "string": N_("{title} must be text"),
    "integer": N_("{title} must be a whole number"),
    "number": N_("{title} must be a number"),
    "boolean": N_("{title} must be true or false"),
    "array": N_("{title} must be a list: '- item' on each line"),
    "object": N_("{title} must have fields of its own: 'name: value' on each line below it"),
}


def _type_hint(wanted: str, value: Any) -> Text | None:
    if wanted == "array" and not isinstance(value, dict | list):
        return Text(N_("write it as '- {value}' on a line of its own"), {"value": _shown(value)})
    if wanted in ("integer", "number") and isinstance(value, str):
        return Text(N_("write the number without quotes"))
    if wanted == "boolean" and str(value).lower() in ("yes", "no", "ja", "nee", "on", "off"):
        return Text(N_("write true or false"))
    return None


def _written(root: Places | None, pointer: Pointer, value: Any) -> str:
    """Return the digits as they stand in the file when that can be told (08218173 is read as 8218173)."""
    found = root.find(pointer) if root else None
    if found and isinstance(value, int):
        span = found[1].span
        width = span.end_column - span.column if span.line == span.end_line else 0
        return str(value).zfill(width) if 0 < width <= 40 else str(value)
    return str(value)


def _not_a_choice(
    kind: Kind, field: Field | None, error: Any, pointer: Pointer, root: Places | None
) -> Iterable[Problem]:
    import difflib

    choices = [str(choice) for choice in (field.choices if field and field.choices else error.validator_value or ())]
    values = {"value": _shown(error.instance), "choices": ", ".join(choices)}
    text = Text(N_("'{value}' is not one of: {choices}"), values)
    close = difflib.get_close_matches(str(error.instance), choices, n=1)
    hint = Text(N_("did you mean '{name}'?"), {"name": close[0]}) if close else None
    yield _make(CHOICE, pointer, root, text, hint or _dutch_choice(field, error.instance))


def _dutch_choice(field: Field | None, value: Any) -> Text | None:
    """Return a hint when `value` is the label of a choice instead of the choice itself."""
    for choice, label in (field.choices or {}).items() if field else ():
        if str(value).lower() in (label.nl.lower(), label.en.lower()):
            return Text(N_("did you mean '{name}'?"), {"name": choice})
    return None


def _any_of(kind: Kind, field: Field | None, error: Any, pointer: Pointer, root: Places | None) -> Iterable[Problem]:
    if isinstance(error.instance, str) and field and field.choices:
        values = {"value": error.instance, "choices": ", ".join(field.choices)}
        text = Text(N_("'{value}' is not one of: {choices}; nor a day such as 2026-03-18"), values)
        yield _make(CHOICE, pointer, root, text, _dutch_choice(field, error.instance))
    else:
        yield from _other(kind, field, error, pointer, root)


def _form(kind: Kind, field: Field | None, error: Any, pointer: Pointer, root: Places | None) -> Iterable[Problem]:
    values: dict[str, Any] = {"value": _shown(error.instance), "title": _bilingual(field.title) if field else ""}
    wanted = _message(error)
    code = "schema-date" if field and field.format == "date" else f"schema-{error.validator.lower()}"
    hint = None
    if error.validator == "format" and error.validator_value == "rsin":
        hint = Text(N_("the check digit does not fit: is a digit wrong or two swapped?"))
    if error.validator == "format" and error.validator_value == "timezone":
        hint = _zone_hint(kind, pointer, error.instance)
    if wanted is None:
        yield _make(code, pointer, root, Text(N_("'{value}' does not have the form of {title}"), values), hint)
    else:
        text = Text(N_("'{value}' won't do for {title}: it must be {wanted}"), {**values, "wanted": wanted})
        yield _make(code, pointer, root, text, hint)


def _zone_hint(kind: Kind, pointer: Pointer, value: str) -> Text:
    """Return the command that puts the nearest time zone there is in the place of `value`."""
    from regio_cli.model.zones import nearest

    values = {"kind": kind.name, "field": ".".join(map(str, pointer)), "value": nearest(value)}
    return Text(N_("regio set {kind} {field}={value}"), values)


def _length(kind: Kind, field: Field | None, error: Any, pointer: Pointer, root: Places | None) -> Iterable[Problem]:
    title = _bilingual(field.title) if field else ""
    values = {"title": title, "length": len(error.instance), "limit": error.validator_value}
    template = {
        "maxLength": N_("{title} has {length} characters; {limit} at most"),
        "minLength": N_("{title} is empty"),
        "minItems": N_("{title} is an empty list"),
        "minProperties": N_("{title} has no fields"),
    }[error.validator]
    hint = Text(N_("delete the line")) if error.validator.startswith("min") else None
    yield _make("schema-length", pointer, root, Text(template, values), hint)


def _range(kind: Kind, field: Field | None, error: Any, pointer: Pointer, root: Places | None) -> Iterable[Problem]:
    values = {"value": _shown(error.instance), "limit": error.validator_value}
    least = error.validator in ("minimum", "exclusiveMinimum")
    text = Text(N_("{value} is less than {limit}") if least else N_("{value} is more than {limit}"), values)
    yield _make("schema-range", pointer, root, text)


def _not_unique(
    kind: Kind, field: Field | None, error: Any, pointer: Pointer, root: Places | None
) -> Iterable[Problem]:
    seen: set[str] = set()
    for position, item in enumerate(error.instance):
        text_of_item = _as_text(item)
        if text_of_item in seen:
            text = Text(N_("'{value}' stands in this list twice"), {"value": _shown(item)})
            yield _make("schema-unique", (*pointer, position), root, text, Text(N_("delete one of the two")))
        seen.add(text_of_item)


def _other(kind: Kind, field: Field | None, error: Any, pointer: Pointer, root: Places | None) -> Iterable[Problem]:
    yield _make(
        "schema", pointer, root, Text(N_("the schema does not accept this: {what}"), {"what": error.message[:300]})
    )


def _message(error: Any) -> Mapping[str, str] | None:
    message = error.schema.get("x-message")
    return message if isinstance(message, Mapping) else None


def _bilingual(label: Any) -> dict[str, str]:
    return {"en": label.en, "nl": label.nl}


_EXPLAIN: Mapping[str, Callable[[Kind, Field | None, Any, Pointer, Places | None], Iterable[Problem]]] = {
    "required": _missing,
    "additionalProperties": _unknown,
    "unevaluatedProperties": _unknown,
    "type": _wrong_type,
    "enum": _not_a_choice,
    "const": _not_a_choice,
    "anyOf": _any_of,
    "pattern": _form,
    "format": _form,
    "maxLength": _length,
    "minLength": _length,
    "minItems": _length,
    "minProperties": _length,
    "minimum": _range,
    "exclusiveMinimum": _range,
    "maximum": _range,
    "uniqueItems": _not_unique,
}


# --------------------------------------------------------------------------------------------------------------------
# Periods: what no JSON Schema can say of two fields together.


class _Dated(NamedTuple):
    """A list whose items have a period, or hold such lists; worked out once a kind."""

    name: str
    period: tuple[str, str] | None
    below: "tuple[_Dated, ...]"


def _dated(fields: tuple[Field, ...]) -> tuple[_Dated, ...]:
    lists = (_Dated(field.name, field.item.period, _dated(field.item.fields)) for field in fields if field.item)
    return tuple(dated for dated in lists if dated.period or dated.below)


def _misdates(
    period: tuple[str, str] | None, lists: tuple[_Dated, ...], data: Any, pointer: Pointer = ()
) -> list[tuple[Pointer, str, str]]:
    """Return where a period ends before it begins: the way to it, and its two fields."""
    found = [(pointer, *period)] if period and _ends_early(period, data) else []
    for name, of_item, below in lists:
        items = data.get(name)
        for position, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(item, dict):
                found += _misdates(of_item, below, item, (*pointer, name, position))
    return found


def _ends_early(period: tuple[str, str], data: Any) -> bool:
    start, end = data.get(period[0]), data.get(period[1])
    return isinstance(start, str) and isinstance(end, str) and end < start


def _period_problems(kind: Kind, data: Any, root: Places | None) -> Iterable[Problem]:
    for pointer, start, end in _misdates(kind.period, _dated(kind.fields), data):
        owner = data
        for step in pointer:
            owner = owner[step]
        values = {"start": owner[start], "end": owner[end]}
        text = Text(N_("ends on {end}, before it begins on {start}"), values)
        yield _make("period-order", (*pointer, end), root, text, Text(N_("the end date is the last day, inclusive")))
