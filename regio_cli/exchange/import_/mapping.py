"""Which column fills which field: kept as YAML beside the file, for the next time and for a person to mend."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

from regio_cli.change.refusal import Refused
from regio_cli.exchange.import_.targets import Target
from regio_cli.model.text import N_, Text, Translator
from regio_cli.read.names import fold

# By field and word, folded, the choice that is meant; None to leave it out.
Values = Mapping[str, Mapping[str, str | None]]
_KEYS = ("values", "kind", "sheet", "named_by_sheet", "header", "columns", "inherit", "defaults")
_HEAD = N_(
    "Which column goes to which field: 'regio schema {kind}' lists the fields. An empty field leaves the column out."
)


@dataclass(frozen=True)
class Columns:
    """A mapping: the field of each column by its heading (None: not used), and how to read the rest.

    `header` is the row of the headings, from 1; `inherit` are the columns whose empty cells mean what stands above;
    `defaults` hold for cells that stay empty; `named_by_sheet` is the field that the name of each sheet gives.
    """

    kind: str
    fields: Mapping[str, str | None]
    sheet: str | None = None
    header: int | None = None
    inherit: tuple[str, ...] = ()
    defaults: Mapping[str, str] = field(default_factory=dict)
    named_by_sheet: str | None = None
    values: "Values" = field(default_factory=dict)


def written(columns: Columns, translate: Translator) -> str:
    """Return a mapping as YAML, with a line that says what to do with it."""
    lines = [f"# {Text(_HEAD, {'kind': columns.kind}).render(translate)}", f"kind: {columns.kind}"]
    lines += [f"sheet: {_quoted(columns.sheet)}"] if columns.sheet else []
    lines += [f"named_by_sheet: {columns.named_by_sheet}"] if columns.named_by_sheet else []
    lines += [f"header: {columns.header}"] if columns.header else []
    lines += ["columns:"] if columns.fields else ["columns: {}"]
    lines += [f"  {_quoted(name)}: {path or 'null'}" for name, path in columns.fields.items()]
    lines += ["inherit:", *(f"  - {_quoted(name)}" for name in columns.inherit)] if columns.inherit else []
    lines += ["defaults:"] if columns.defaults else []
    lines += [f"  {path}: {_quoted(value)}" for path, value in columns.defaults.items()]
    return "\n".join(lines) + "\n"


def _quoted(text: str | None) -> str:
    return json.dumps(text, ensure_ascii=False)


def read(content: bytes, name: str, known: Mapping[str, Target]) -> Columns:
    """Return the mapping that a file `name` holds. Raises Refused, with the line, for what is none or fits no field."""
    from regio_cli.store import yamlfile

    found = yamlfile.read(content)
    if found.problems or not isinstance(found.data, dict):
        problem = found.problems[0] if found.problems else None
        what: Any = problem.text if problem else Text(N_("not a mapping"))
        values = {"file": name, "line": problem.span.line if problem else 1, "what": what}
        raise Refused(Text(N_("{file}, line {line}: {what}"), values), problem.hint if problem else None)
    data = found.data
    for key in data:
        if key not in _KEYS:
            _refuse(name, Text(N_("'{key}' means nothing here; there are: {known}"), _known(key, _KEYS)))
    return _of(data, name, known)


def _of(data: Mapping[str, Any], name: str, known: Mapping[str, Target]) -> Columns:
    fields, defaults = data.get("columns", {} if "values" in data else None), data.get("defaults", {})
    values = data.get("values", {})
    if not isinstance(values, dict) or not all(isinstance(words, dict) for words in values.values()):
        _refuse(name, Text(N_("'values' has for a field its words, each with the choice that is meant")))
    inherit, header = data.get("inherit", []), data.get("header")
    if not isinstance(fields, dict) or not isinstance(defaults, dict) or not isinstance(inherit, list):
        _refuse(
            name, Text(N_("'columns' and 'defaults' are mappings of names to fields, 'inherit' is a list of columns"))
        )
    if header is not None and (not isinstance(header, int) or header < 1):
        _refuse(name, Text(N_("'header' is the number of a row, from 1")))
    for path in [*fields.values(), *defaults, *values, data.get("named_by_sheet")]:
        if path and path not in known:
            _refuse(name, Text(N_("'{key}' is no field; there are: {known}"), _known(str(path), known)))
    return Columns(
        str(data.get("kind", "")),
        {str(column): str(path) if path else None for column, path in fields.items()},
        None if data.get("sheet") is None else str(data["sheet"]),
        header,
        tuple(map(str, inherit)),
        {str(path): str(value) for path, value in defaults.items()},
        str(data["named_by_sheet"]) if data.get("named_by_sheet") else None,
        {str(path): _words(words) for path, words in values.items()},
    )


def _words(words: Mapping[Any, Any]) -> dict[str, str | None]:
    return {fold(str(word)): None if choice is None else str(choice) for word, choice in words.items()}


def with_defaults(columns: Columns, given: Mapping[str, str], known: Mapping[str, Target]) -> Columns:
    """Return the mapping in which the defaults `given` hold too. Raises Refused for one that is no field."""
    require_known(given, known)
    return replace(columns, defaults={**columns.defaults, **given})


def require_known(paths: Iterable[str], known: Collection[str]) -> None:
    """Raise Refused when one of `paths` is no field that is `known`."""
    for path in paths:
        if path not in known:
            raise Refused(Text(N_("'{key}' is no field; there are: {known}"), _known(path, sorted(known))))


def _known(key: str, known: Any) -> dict[str, str]:
    return {"key": key, "known": ", ".join(known)}


def _refuse(name: str, what: Text) -> NoReturn:
    raise Refused(Text(N_("{file}: {what}"), {"file": name, "what": what}))
