"""Kinds of records, read from their schemas. The only reader of the schemas' ``x-…`` annotations.

A kind is one file ``<name>.schema.json`` that has ``x-kind``; docs/schemas.md lists the annotations.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Literal

from regio_cli.model.text import Bilingual

FieldType = Literal["string", "integer", "number", "boolean", "object", "list", "any"]
JsonSchema = Mapping[str, Any]
SUFFIX = ".schema.json"
ANY_KIND = "*"
# Of ids, where a kind does not say otherwise; and how long they may be.
_DEVICE = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]", re.IGNORECASE)
ANY_ID, LONGEST_ID = "^[a-z0-9]+(-[a-z0-9]+)*$", 100


class SchemaFault(ValueError):
    """A schema that cannot be read as a kind; the message names the file."""


@dataclass(frozen=True)
class Ref:
    """That a field names another record, or an item in a list of a record.

    `kind` is the kind pointed at, or ``*`` when the value is a whole address. With `items`, the value is the ``id`` of an
    item in that list field; `owner` names the field beside this one that holds the record, ``.`` for the record
    itself, None for the one record of a kind that has only one. `current` asks that what is pointed at is in force
    as long as what points.
    """

    kind: str
    items: str | None = None
    owner: str | None = None
    current: bool = False
    acyclic: bool = False


@dataclass(frozen=True)
class Field:
    """One field of a kind. `path` is the way to it through nested fields, lists included.

    `is_open` tells that it may have other values than its `choices`: a day, say.
    """

    name: str
    path: tuple[str, ...]
    type: FieldType
    title: Bilingual
    description: Bilingual
    required: bool = False
    ref: Ref | None = None
    format: str | None = None
    pattern: str | None = None
    quoted: bool = False
    personal: str | None = None
    choices: Mapping[str, Bilingual] | None = None
    is_open: bool = False
    lapses_with: Mapping[str, str] | None = None
    fields: "tuple[Field, ...]" = ()
    item: "Field | None" = None
    table: str | None = None
    period: tuple[str, str] | None = None

    @property
    def dotted(self) -> str:
        """The path as users write it: ``name.family``, ``seats.role``."""
        return ".".join(self.path)


@dataclass(frozen=True)
class Kind:
    """A kind of record: where its files are, what fields they have, how it is named in both languages.

    `label`, `columns` and `sort` are paths of fields: those that name a record, that a list shows, and that order it.
    """

    name: str
    title: Bilingual
    description: Bilingual
    names: Mapping[str, tuple[str, ...]]
    folder: str | None
    file: str | None
    id_pattern: str
    label: tuple[str, ...]
    columns: tuple[str, ...]
    sort: tuple[str, ...]
    search: tuple[str, ...]
    period: tuple[str, str] | None
    fields: tuple[Field, ...]
    schema: JsonSchema
    order: int

    def path_of(self, id_: str) -> str:
        """Return the path of the record `id_` within the registry's folder, with forward slashes."""
        return self.file or f"{self.folder}/{id_}.yaml"

    @property
    def schema_path(self) -> str:
        """The way from a record's file to the copy of the schema beside the registry, for editors."""
        return f"{'../' if self.file else '../../'}schemas/{self.name}{SUFFIX}"

    def walk(self) -> Iterator[Field]:
        """Yield every field, nested ones after their parent; items of lists share their list's path."""
        yield from _walk(self.fields)

    def field(self, dotted: str) -> Field | None:
        """Return the field with this dotted path, if there is one."""
        return self._by_path.get(dotted)

    @cached_property
    def _by_path(self) -> dict[str, Field]:
        return {field.dotted: field for field in self.walk()}


@dataclass(frozen=True)
class Kinds:
    """All kinds of a registry by name, with every schema file they are made from (`documents`, by file name)."""

    by_name: Mapping[str, Kind]
    documents: Mapping[str, JsonSchema]

    def __iter__(self) -> Iterator[Kind]:
        return iter(sorted(self.by_name.values(), key=lambda kind: (kind.order, kind.name)))

    def __getitem__(self, name: str) -> Kind:
        return self.by_name[name]

    def named(self, word: str) -> Kind | None:
        """Return the kind that `word` names: singular or plural, in any language, in any case."""
        word = word.strip().lower().replace(" ", "_").replace("-", "_")
        for kind in self:
            if word == kind.name or any(word in names for names in kind.names.values()):
                return kind
        return None

    @cached_property
    def by_folder(self) -> dict[str, Kind]:
        """Kinds with a folder of their own, by that folder."""
        return {kind.folder: kind for kind in self if kind.folder}

    @cached_property
    def by_file(self) -> dict[str, Kind]:
        """Kinds that are one file, by that file's name."""
        return {kind.file: kind for kind in self if kind.file}


def read_kinds(documents: Mapping[str, JsonSchema]) -> Kinds:
    """Return the kinds that schema `documents` (by file name) describe.

    Raises SchemaFault when a document lacks what a kind needs, or refers to what is not there.
    """
    kinds = {}
    for file in sorted(documents):
        if "x-kind" in documents[file]:
            kind = read_kind(file, documents)
            kinds[kind.name] = kind
    return Kinds(kinds, documents)


def read_kind(file: str, documents: Mapping[str, JsonSchema]) -> Kind:
    """Return the kind that the schema in `file`, one of `documents`, describes. Raises SchemaFault, as `read_kinds` does."""
    return _Reader(file, documents).kind()


def _walk(fields: tuple[Field, ...]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from _walk(field.fields)
        if field.item:
            yield from _walk(field.item.fields)


class _Reader:
    """Reads one schema file; keeps the file and the others at hand to follow ``$ref``."""

    def __init__(self, file: str, documents: Mapping[str, JsonSchema]) -> None:
        self.file = file
        self.documents = documents

    def kind(self) -> Kind:
        schema = self.documents[self.file]
        about = schema["x-kind"]
        name = self.file.removesuffix(SUFFIX)
        try:
            return Kind(
                name=name,
                title=_title(schema, name),
                description=_description(schema),
                names={language: tuple(words) for language, words in about["names"].items()},
                folder=about.get("folder"),
                file=about.get("file"),
                id_pattern=about.get("id", ANY_ID),
                label=tuple(about["label"]),
                columns=tuple(about["list"]),
                sort=tuple(about.get("sort", about["label"])),
                search=tuple(about.get("search", ())),
                period=_period(schema),
                fields=self.fields(schema, (), self.file),
                schema=schema,
                order=about.get("order", 100),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise SchemaFault(f"{self.file}: {error!r}") from error

    def fields(self, schema: JsonSchema, path: tuple[str, ...], file: str) -> tuple[Field, ...]:
        required = schema.get("required", ())
        return tuple(
            self.field(name, sub, (*path, name), name in required, file)
            for name, sub in schema.get("properties", {}).items()
        )

    def field(self, name: str, schema: JsonSchema, path: tuple[str, ...], required: bool, file: str) -> Field:
        schema, file = self.resolved(schema, file)
        item = schema.get("items")
        return Field(
            name=name,
            path=path,
            type=_type(schema),
            title=_title(schema, name.replace("_", " ")),
            description=_description(schema),
            required=required,
            ref=_ref(schema),
            format=schema.get("format"),
            pattern=schema.get("pattern"),
            quoted=bool(schema.get("x-quote")),
            personal=schema.get("x-personal"),
            choices=_choices(schema),
            is_open=_is_open(schema),
            lapses_with=schema.get("x-lapses-with"),
            fields=self.fields(schema, path, file),
            item=self.field(name, item, path, True, file) if item else None,
            table=schema.get("x-table"),
            period=_period(schema),
        )

    def resolved(self, schema: JsonSchema, file: str) -> tuple[JsonSchema, str]:
        """Return `schema` with what its ``$ref`` points at laid under it, and the file that this stands in."""
        if "$ref" not in schema:
            return schema, file
        target, _, pointer = schema["$ref"].partition("#")
        file = target or file
        found: Any = self.documents.get(file)
        for step in pointer.strip("/").split("/"):
            found = found.get(step) if isinstance(found, Mapping) else None
        if not isinstance(found, Mapping):
            raise SchemaFault(f"{self.file}: $ref {schema['$ref']!r} leads nowhere")
        under, file = self.resolved(found, file)
        return {**under, **schema}, file


def _title(schema: JsonSchema, fallback: str) -> Bilingual:
    title = schema.get("title", fallback)
    return Bilingual(title, schema.get("x-nl", {}).get("title", title))


def _description(schema: JsonSchema) -> Bilingual:
    text = schema.get("description", "")
    return Bilingual(text, schema.get("x-nl", {}).get("description", text))


def _type(schema: JsonSchema) -> FieldType:
    declared = schema.get("type")
    if declared == "array":
        return "list"
    if declared in ("string", "integer", "number", "boolean", "object"):
        return declared  # type: ignore[no-any-return]
    if "enum" in schema:
        return _type_of_choices(schema["enum"])
    return "string" if "anyOf" in schema else "any"


def _type_of_choices(values: Sequence[Any]) -> FieldType:
    """Return the type that all choices have; "any" when they have several."""
    found = {"boolean" if isinstance(value, bool) else type(value).__name__ for value in values}
    names: Mapping[str, FieldType] = {"str": "string", "int": "integer", "float": "number", "boolean": "boolean"}
    if found == {"int", "float"}:
        return "number"
    return names.get(found.pop(), "any") if len(found) == 1 else "any"


def _ref(schema: JsonSchema) -> Ref | None:
    target = schema.get("x-ref")
    if target is None:
        return None
    kind, _, items = target.partition(".")
    return Ref(
        kind,
        items or None,
        schema.get("x-ref-owner"),
        bool(schema.get("x-ref-current")),
        bool(schema.get("x-acyclic")),
    )


def _choices(schema: JsonSchema) -> Mapping[str, Bilingual] | None:
    labels = schema.get("x-labels", {})
    # A number among the choices is no word that could have a label: it stands for itself.
    values = [value for value in schema.get("enum") or list(labels) if isinstance(value, str)]
    if not values:
        return None
    return {value: Bilingual(**labels[value]) if value in labels else Bilingual(value, value) for value in values}


def _is_open(schema: JsonSchema) -> bool:
    return not all(isinstance(value, str) for value in schema.get("enum", (None,)))


def _period(schema: JsonSchema) -> tuple[str, str] | None:
    period = schema.get("x-period")
    return (period[0], period[1]) if period else None


def matches(pattern: str, text: str) -> bool:
    """Tell whether the id `text` as a whole matches a kind's `pattern` (whose ``$`` never means before a line end)."""
    return len(text) <= LONGEST_ID and re.search(ecma(pattern), text) is not None


def is_device(id_: str) -> bool:
    """Whether Windows can have no file of this name, whatever its ending: it takes it for a device."""
    return _DEVICE.fullmatch(id_) is not None


@lru_cache
def ecma(pattern: str) -> str:
    """Return an ECMA regular expression for Python's `re`: there ``$`` would match before a last line end too."""
    return re.sub(r"(?<!\\)\$", r"\\Z", pattern)
