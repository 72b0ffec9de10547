"""Values for fields, as users write them: ``name.family=Berg``, ``tags+=x``, ``tags-=x``, empty to remove.

A step into a list of items with an id is that id (``seats.voorzitter.voting=true``), into another list a position that
counts from 1 (``offices.1.end_date=2026-06-01``).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from regio_cli.change.refusal import Refused
from regio_cli.model.kinds import Field, Kind
from regio_cli.model.record import Data
from regio_cli.model.text import N_, Text

_ASSIGNMENT = re.compile(r"(?P<path>[^=+\-\s][^=+\s]*?)(?P<sign>\+=|-=|=)(?P<value>.*)", re.DOTALL)
# What Python takes for a number besides (1_000, nan, other digits) is a slip of the hand here.
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,18}(\.[0-9]{1,18})?")
_YES = frozenset(("true", "yes", "ja", "waar", "1"))
_NO = frozenset(("false", "no", "nee", "onwaar", "0"))
Resolve = Callable[[str, str], str]


class Assignment(NamedTuple):
    """One field to change: `path` with dots, `sign` what to do, `value` a text as users write it, or plain data."""

    path: str
    sign: Literal["=", "+=", "-="]
    value: Any


def parse(text: str) -> Assignment:
    """Return the assignment that `text` (``field=value``) writes. Raises Refused for what is none."""
    found = _ASSIGNMENT.fullmatch(text)
    if not found:
        raise Refused(
            Text(N_("'{value}' is not a change of a field; write field=value"), {"value": text}),
            Text(N_("also: field+=value and field-=value for a list, field= to remove")),
        )
    return Assignment(found["path"], found["sign"], found["value"])  # type: ignore[arg-type]


def assigned(kind: Kind, data: Data, assignments: Sequence[Assignment], resolve: Resolve) -> dict[str, Any]:
    """Return `data` with all `assignments` done; `resolve(kind, word)` gives the id of the record that a word names.

    Raises Refused for a field that `kind` has not, or a value that the field can't take.
    """
    result: Any = dict(data)
    for assignment in assignments:
        result = _put(kind, kind.fields, result, assignment.path.split("."), assignment, resolve, ())
    return result if isinstance(result, dict) else {}


def _put(
    kind: Kind,
    fields: Sequence[Field],
    data: Any,
    steps: list[str],
    assignment: Assignment,
    resolve: Resolve,
    done: tuple[str, ...],
) -> Any:
    """Return the mapping `data` with the assignment done below it; None when nothing is left of it."""
    name, *rest = steps
    field = next((each for each in fields if each.name == name), None)
    if field is None:
        raise _unknown(kind, fields, ".".join((*done, name)))
    old = data.get(name) if isinstance(data, Mapping) else None
    here = (*done, name)
    if not rest:
        new = _whole(field, old, assignment, resolve)
    elif field.item:
        new = _put_in_list(kind, field, old, rest, assignment, resolve, here)
    elif field.fields:
        new = _put(kind, field.fields, old, rest, assignment, resolve, here)
    else:
        raise _unknown(kind, fields, assignment.path)
    left = {**(data if isinstance(data, Mapping) else {}), name: new}
    return {key: value for key, value in left.items() if value not in (None, {}, [])} or None


def _put_in_list(
    kind: Kind,
    field: Field,
    old: Any,
    steps: list[str],
    assignment: Assignment,
    resolve: Resolve,
    done: tuple[str, ...],
) -> list[Any]:
    items = _items(old)
    position = _position(items, steps[0])
    if position is None or not field.item:
        known = ", ".join(_handle(items, number) for number in range(len(items)))
        raise Refused(
            Text(N_("'{value}' is no item of {field}"), {"value": steps[0], "field": ".".join(done)}),
            Text(N_("there are: {known}"), {"known": known}) if known else None,
        )
    if len(steps) > 1:
        new = _put(kind, field.item.fields, items[position], steps[1:], assignment, resolve, (*done, steps[0]))
    else:
        new = _whole(field.item, items[position], assignment, resolve)
    return [item for item in (*items[:position], new, *items[position + 1 :]) if item not in (None, {})]


def _items(old: Any) -> list[Any]:
    """Return the items of a list as it stands; none of what should be a list and is something else."""
    return list(old) if isinstance(old, list) else []


def _position(items: Sequence[Any], step: str) -> int | None:
    by_id = (n for n, item in enumerate(items) if isinstance(item, Mapping) and item.get("id") == step)
    found = next(by_id, None)
    if found is None and step.isdecimal() and 1 <= int(step) <= len(items):
        return int(step) - 1
    return found


def _handle(items: Sequence[Any], number: int) -> str:
    item = items[number]
    return str(item["id"]) if isinstance(item, Mapping) and "id" in item else str(number + 1)


def _whole(field: Field, old: Any, assignment: Assignment, resolve: Resolve) -> Any:
    """Return the new value of a field: given, or with items added to or taken from its list."""
    if assignment.sign == "=":
        return value_of(field, assignment.value, resolve)
    if not field.item:
        raise Refused(Text(N_("{field} holds one value, not a list; write {field}=value"), {"field": field.dotted}))
    items = _items(old)
    value = value_of(field, assignment.value, resolve)
    given = value if isinstance(value, list) else [] if value is None else [value]
    if assignment.sign == "+=":
        return [*items, *(item for item in given if item not in items)]
    return _without(field, items, given)


def _without(field: Field, items: list[Any], given: Sequence[Any]) -> list[Any] | None:
    for item in given:
        if isinstance(item, str) and field.item and field.item.fields:
            position = _position(items, item)
            found = items[position] if position is not None else None
        else:
            found = item if item in items else None
        if found is None:
            raise Refused(Text(N_("'{value}' is not in {field}"), {"value": str(item), "field": field.dotted}))
        items = [each for each in items if each != found]
    return items or None


def value_of(field: Field, text: Any, resolve: Resolve) -> Any:
    """Return the value that `text` means for a field: its type, a choice by its word or label, a record by its name.

    Anything but text is taken as it is. Raises Refused when the field can't take it.
    """
    if not isinstance(text, str):
        return text
    if text.strip() == "":
        return None
    if field.item:
        return _list(field, text, resolve)
    if field.fields:
        return _structure(field, text)
    if field.choices:
        return _choice(field, text)
    if field.type in ("integer", "number"):
        return _number(field, text)
    if field.type == "boolean":
        return _truth(field, text)
    if field.ref and not field.ref.items and field.ref.kind != "*":
        return resolve(field.ref.kind, text)
    return text.strip() if "\n" not in text else text


def _list(field: Field, text: str, resolve: Resolve) -> list[Any]:
    assert field.item
    if field.item.fields:
        return [_structure(field.item, text)] if text.lstrip().startswith("{") else [text.strip()]
    parts = [part.strip() for part in text.split(",")]
    return [value_of(field.item, part, resolve) for part in parts if part]


def _structure(field: Field, text: str) -> Any:
    """Return what a text in YAML's flow style holds: ``{id: lid, role: member, basis: representation, voting: true}``."""
    from regio_cli.store.yamlfile import compose

    root, problems = compose(f"value: {text}\n".encode())
    value = root.value.get("value") if root and not problems else None
    if not isinstance(value, dict):
        raise Refused(
            Text(N_("{field} has fields of its own"), {"field": field.dotted}),
            Text(
                N_("write {field}.name=value for one of them, or all as '{{name: value, …}}'"), {"field": field.dotted}
            ),
        )
    return value


def _choice(field: Field, text: str) -> str:
    word = text.strip().lower()
    for choice, label in (field.choices or {}).items():
        if word in (choice.lower(), label.nl.lower(), label.en.lower()):
            return choice
    # The schema may take something else besides the choices, such as a day; the check says whether it does.
    return text.strip()


def _number(field: Field, text: str) -> int | float:
    plain = text.strip().replace(",", ".")
    if not _NUMBER.fullmatch(plain) or (field.type == "integer" and not _INTEGER.fullmatch(plain)):
        raise Refused(Text(N_("{field} must be a number, not '{value}'"), {"field": field.dotted, "value": text}))
    return int(plain) if field.type == "integer" else float(plain)


def _truth(field: Field, text: str) -> bool:
    word = text.strip().lower()
    if word in _YES or word in _NO:
        return word in _YES
    raise Refused(Text(N_("{field} must be yes or no, not '{value}'"), {"field": field.dotted, "value": text}))


def _unknown(kind: Kind, fields: Sequence[Field], name: str) -> Refused:
    import difflib

    close = difflib.get_close_matches(name.rpartition(".")[2], [field.name for field in fields], n=1)
    text = Text(N_("'{field}' is not a field of {kind}"), {"field": name, "kind": kind.name})
    if close:
        return Refused(text, Text(N_("did you mean '{name}'?"), {"name": close[0]}))
    return Refused(text, Text(N_("'regio schema {kind}' lists the fields"), {"kind": kind.name}))
