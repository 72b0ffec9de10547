"""Operations as data: one mapping a step, as `regio apply` reads them from YAML or ndjson."""

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from regio_cli.change.cascade import Leave, Merge, Withdraw
from regio_cli.change.days import require_day
from regio_cli.change.dissolving import Dissolve
from regio_cli.change.draft import Draft
from regio_cli.change.ending import End
from regio_cli.change.fields import Assignment
from regio_cli.change.generic import Add, Remove, Rename, Set
from regio_cli.change.proposal import Operation
from regio_cli.change.refusal import Refused
from regio_cli.change.renewal import Confirm
from regio_cli.change.requirements import Unfit
from regio_cli.change.seats import Appoint, Extend, Replace
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Text

OPERATIONS: Mapping[str, Any] = {
    "add": Add,
    "set": Set,
    "rename": Rename,
    "remove": Remove,
    "appoint": Appoint,
    "replace": Replace,
    "end": End,
    "extend": Extend,
    "confirm": Confirm,
    "leave": Leave,
    "withdraw": Withdraw,
    "dissolve": Dissolve,
    "merge": Merge,
}
_KEY = "op"
_DAYS = frozenset(("on", "start", "until"))
# Fields that hold an id; an address is taken too.
_IDS = frozenset(("person", "by", "into", "body", "mandate", "partner", "succeeded_by", "take_along", "replaces"))


@dataclasses.dataclass(frozen=True)
class _Step:
    """An operation that says which of many it is when it can't be done."""

    number: int
    operation: Operation

    def apply(self, draft: Draft, today: str) -> Draft:
        try:
            return self.operation.apply(draft, today)
        except Unfit as error:
            raise Unfit(_numbered(self.number, error.text)) from error
        except Refused as error:
            raise _wrong(self.number, error.text, error.hint) from error


def inner(operation: Operation) -> Operation:
    """Return the operation itself of one that knows its number."""
    return operation.operation if isinstance(operation, _Step) else operation


def operations(steps: Iterable[Any]) -> list[Operation]:
    """Return the operations that `steps` describe; each names itself by its number, from 1, when it is refused."""
    return [_Step(number, operation(step, number)) for number, step in enumerate(steps, 1)]


def operation(step: Any, number: int) -> Operation:
    """Return the operation that `step` (the `number`th, from 1) describes. Raises Refused for what is none."""
    if not isinstance(step, Mapping) or not isinstance(step.get(_KEY), str):
        raise _wrong(number, Text(N_("a step is a mapping with 'op: …' in it")))
    form = OPERATIONS.get(step[_KEY])
    if form is None:
        values = {"value": step[_KEY], "known": ", ".join(OPERATIONS)}
        raise _wrong(number, Text(N_("there is no operation '{value}'; there are: {known}"), values))
    fields = {field.name: field for field in dataclasses.fields(form)}
    given = {str(name): value for name, value in step.items() if name != _KEY}
    _require_known(number, step[_KEY], fields, given)
    made: Operation = form(**{name: _value(number, fields[name], value) for name, value in given.items()})
    return made


def _require_known(number: int, name: str, fields: Mapping[str, Any], given: Mapping[str, Any]) -> None:
    unknown = [key for key in given if key not in fields]
    if unknown:
        values = {"field": unknown[0], "op": name, "known": ", ".join(fields)}
        raise _wrong(number, Text(N_("'{field}' is no part of '{op}'; it has: {known}"), values))
    missing = [key for key, field in fields.items() if field.default is dataclasses.MISSING and key not in given]
    if missing:
        raise _wrong(number, Text(N_("'{op}' lacks: {fields}"), {"op": name, "fields": ", ".join(missing)}))


def _value(number: int, field: Any, value: Any) -> Any:
    """Return what the field of an operation takes for `value`. Raises Refused when it takes no such thing."""
    name, wanted = field.name, str(field.type)
    if name == "record":
        address = Address.parse(value) if isinstance(value, str) else None
        if address is None:
            raise _wrong(number, Text(N_("'record' must be an address such as partner/hattem")))
        return address
    if name == "fields":
        return _assignments(number, value)
    if "tuple" in wanted:
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
            raise _wrong(number, Text(N_("'{field}' must be a list of ids"), {"field": name}))
        return tuple(each.rpartition("/")[2] if name in _IDS else each for each in values)
    sort = bool if "bool" in wanted else int if "int" in wanted else str
    if value is None and "None" in wanted:
        return None
    if type(value) is not sort:
        raise _wrong(number, Text(N_("'{field}' can't be {value}"), {"field": name, "value": str(value)[:80]}))
    if name in _DAYS and isinstance(value, str):
        _require_day(number, value)
    return value.rpartition("/")[2] if name in _IDS and isinstance(value, str) else value


def _require_day(number: int, value: str) -> None:
    try:
        require_day(value)
    except Refused as error:
        raise _wrong(number, error.text) from error


def _assignments(number: int, value: Any) -> tuple[Assignment, ...]:
    if not isinstance(value, Mapping):
        raise _wrong(number, Text(N_("'fields' must be a mapping of fields and their values")))
    found = []
    for key, given in value.items():
        path, sign = str(key), "="
        if path.endswith(("+", "-")):
            path, sign = path[:-1], path[-1] + "="
            given = given if isinstance(given, list | str) else [given]
        found.append(Assignment(path, sign, given))  # type: ignore[arg-type]
    return tuple(found)


def _wrong(number: int, what: Text, hint: Text | None = None) -> Refused:
    return Refused(_numbered(number, what), hint)


def _numbered(number: int, what: Text) -> Text:
    return Text(N_("step {number}: {what}"), {"number": number, "what": what})


def forced(step: Operation) -> Operation:
    """Return a step that can seat somebody as one that does so whatever the seat asks."""
    if isinstance(step, _Step):
        return dataclasses.replace(step, operation=forced(step.operation))
    return dataclasses.replace(step, force=True)  # type: ignore[type-var]
