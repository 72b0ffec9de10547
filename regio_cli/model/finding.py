"""What is wrong with data: one type, from every check, for every renderer."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from regio_cli.model.text import Text

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
Pointer = tuple[str | int, ...]


class Span(NamedTuple):
    """Where something stands in a file: lines and columns count from 1, in characters; the end is exclusive."""

    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


class Place(NamedTuple):
    """A spot in a file of the registry; `path` is relative to the registry's root, with forward slashes."""

    path: str
    span: Span = Span()


class Problem(NamedTuple):
    """A fault in one file's content, before it is known where that content stands."""

    code: str
    text: Text
    span: Span = Span()
    field: Pointer = ()
    value: str | None = None
    hint: Text | None = None
    severity: Severity = "error"


class Finding(NamedTuple):
    """A fault in the registry, with its place.

    `record` is the address (``partner/hattem``) when the file has one, `field` the way to the value inside it,
    `value` what stands there as it would be written in YAML, `related` the other places that the fault concerns.
    `since` is the day from which it holds when time alone brought it, `accepted` the deviation that allows it.
    """

    code: str
    severity: Severity
    place: Place
    text: Text
    record: str | None = None
    field: Pointer = ()
    value: str | None = None
    hint: Text | None = None
    related: tuple[tuple[Place, Text], ...] = ()
    since: str | None = None
    accepted: str | None = None

    @property
    def sort_key(self) -> tuple[object, ...]:
        """Order of findings in every output: by file, then by place, then by code."""
        return (self.place.path, self.place.span, self.code, self.text.template)


def at(path: str, record: str | None, problem: Problem) -> Finding:
    """Return `problem` as a finding in the file at `path`."""
    return Finding(
        problem.code,
        problem.severity,
        Place(path, problem.span),
        problem.text,
        record,
        problem.field,
        problem.value,
        problem.hint,
    )


def field_name(pointer: Pointer) -> str:
    """Return `pointer` as people write it: ``seats[2].role``."""
    name = ""
    for step in pointer:
        name += f"[{step}]" if isinstance(step, int) else f".{step}" if name else step
    return name


def problem_from_json(row: list[Any]) -> Problem:
    """Return the problem that `json.dumps` of one turned into `row`."""
    code, text, span, field, value, hint, severity = row
    return Problem(code, _text(text), Span(*span), tuple(field), value, _text(hint) if hint else None, severity)


def finding_from_json(row: list[Any]) -> Finding:
    """Return the finding that `json.dumps` of one turned into `row`."""
    code, severity, place, text, record, field, value, hint, related, since, accepted = row
    return Finding(
        code,
        severity,
        _place(place),
        _text(text),
        record,
        tuple(field),
        value,
        _text(hint) if hint else None,
        tuple((_place(where), _text(what)) for where, what in related),
        since,
        accepted,
    )


def _text(row: list[Any]) -> Text:
    template, values = row
    assert isinstance(values, Mapping)
    return Text(template, values)


def _place(row: list[Any]) -> Place:
    path, span = row
    return Place(path, Span(*span))
