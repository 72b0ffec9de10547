"""What a source says, laid over what a record says: fields given win, fields not given stay."""

from collections.abc import Iterable, Mapping
from typing import Any

from regio_cli.model.kinds import Field, Kind
from regio_cli.model.record import Data
from regio_cli.read.names import fold


def merged(kind: Kind, old: Data, new: Data) -> dict[str, Any]:
    """Return `old` with what `new` gives. A list given whole takes the place of the old one; a single item joins it."""
    fields = {field.name: field for field in kind.fields}
    found = dict(old)
    for name, value in new.items():
        field = fields.get(name)
        found[name] = _merged(field, old.get(name), value) if field else value
    found = {name: value for name, value in found.items() if value not in (None, "", [], {})}
    order = {name: place for place, name in enumerate(fields)}
    return dict(sorted(found.items(), key=lambda entry: order.get(entry[0], len(order))))


def with_joined_lists(kind: Kind, old: Data, new: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is `new` with its lists joined to those of `old`: a source of others knows only a part of them."""
    fields = {field.name: field for field in kind.fields}
    found = dict(new)
    for name, value in new.items():
        item = fields[name].item if name in fields else None
        if item and item.fields and isinstance(value, list) and isinstance(old.get(name), list):
            items = old[name]
            for each in value:
                items = _joined(item, items, each) if isinstance(each, Mapping) else [*items, each]
            found[name] = items
    return found


def without_assumed(old: Data, new: Mapping[str, Any], assumed: Iterable[str]) -> dict[str, Any]:
    """Return what is `new` without the fields, by path, that are only `assumed` and that `old` has already."""
    found = dict(new)
    for path in assumed:
        name, _, part = path.partition(".")
        known, said = old.get(name), found.get(name)
        if known is not None and not part:
            found.pop(name, None)
        elif isinstance(known, Mapping) and isinstance(said, Mapping) and part in known:
            found[name] = {key: value for key, value in said.items() if key != part}
    return found


def without_less(old: Data, new: dict[str, Any]) -> dict[str, Any]:
    """Return what is `new` of a person without parts of the name that are there already in more letters."""
    known, given = old.get("name"), new.get("name")
    if not isinstance(known, Mapping) or not isinstance(given, Mapping):
        return new
    better = {part: value for part, value in given.items() if not _is_less(str(value), str(known.get(part, "")))}
    return {**new, "name": better}


def _is_less(given: str, known: str) -> bool:
    return len(given) < len(known) and fold(known).startswith(fold(given).rstrip("."))


def _merged(field: Field, old: Any, new: Any) -> Any:
    if isinstance(new, Mapping) and field.item:
        return _joined(field.item, old if isinstance(old, list) else [], new)
    if isinstance(new, Mapping) and isinstance(old, Mapping):
        return {**old, **new}
    return new


def telling_fields(item: Field, new: Mapping[str, Any]) -> list[str]:
    """Return the fields of an item of a list by which it is known again: its id, else what is required, chosen or pointed at."""
    if "id" in new:
        return ["id"]
    return [field.name for field in item.fields if field.name in new and (field.required or field.choices or field.ref)]


def _joined(item: Field, items: list[Any], new: Mapping[str, Any]) -> list[Any]:
    """Return the list with `new` in it: in place of the item that it is about, else at the end.

    It is about the item that all fields but its days and remarks are the same of: what is required, chosen or pointed at.
    """
    telling = telling_fields(item, new)
    for place, old in enumerate(items):
        if isinstance(old, Mapping) and telling and all(old.get(name, new[name]) == new[name] for name in telling):
            return [*items[:place], {**old, **new}, *items[place + 1 :]]
    return [*items, dict(new)]
