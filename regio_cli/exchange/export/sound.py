"""Records as their schema has them: what `regio validate` would find wrong is left out, so that formats can rely on the rest."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from regio_cli.exchange.selection import Records, Selection
from regio_cli.model.kinds import Field, Kinds
from regio_cli.model.record import Data

_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "object": dict,
    "list": list,
    "any": object,
}
_UNSOUND = object()


def sound(selection: Selection) -> Selection:
    """Return the selection with only those values in its records that are of the type of their field, and days that there are."""
    around = _records(selection.kinds, selection.around)
    return replace(selection, records={address: around[address] for address in selection.records}, around=around)


def _records(kinds: Kinds, records: Records) -> Records:
    return {address: dict(_values(kinds[address.kind].fields, data)) for address, data in records.items()}


def _values(fields: tuple[Field, ...], data: Data) -> Iterator[tuple[str, Any]]:
    by_name = {field.name: field for field in fields}
    for name, value in data.items():
        found = _value(by_name[name], value) if name in by_name else _UNSOUND
        if found is not _UNSOUND:
            yield name, found


def _value(field: Field, value: Any) -> Any:
    if not _is_of_type(field, value):
        return _UNSOUND
    if field.format == "date" and not _is_day(value):
        return _UNSOUND
    if field.item:
        return [found for item in value if (found := _value(field.item, item)) is not _UNSOUND]
    return dict(_values(field.fields, value)) if field.fields else value


def _is_of_type(field: Field, value: Any) -> bool:
    # To Python yes and no are numbers.
    is_plain = not (isinstance(value, bool) and field.type in ("integer", "number"))
    return is_plain and isinstance(value, _TYPES[field.type])


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
