"""Words of other programs as ours: choices by their labels or as a mapping says, and defaults for what they do not tell."""

from collections.abc import Iterable, Mapping
from typing import Any

from regio_cli.change.fields import value_of
from regio_cli.change.generic import by_id
from regio_cli.change.refusal import Refused
from regio_cli.exchange.import_.mapping import Values, require_known
from regio_cli.exchange.import_.rows import Read
from regio_cli.exchange.import_.targets import targets
from regio_cli.exchange.import_.values import meant
from regio_cli.exchange.import_.wanted import Wanted
from regio_cli.model.kinds import Field, Kinds
from regio_cli.model.text import N_, Text
from regio_cli.read.names import fold


def adjusted(read: Read, kinds: Kinds, defaults: Mapping[str, str], values: Values) -> Read:
    """Return what a source says, its words turned into choices by `values` or their labels, and `defaults` where it is silent.

    Raises Refused for a default or a word of a field that none of the kinds in the source has.
    """
    there = {wanted.kind.name: wanted.kind for wanted in read.wanted}
    known = {path for kind in there.values() for path in targets(kinds, kind)}
    require_known([*defaults, *values], known)
    for wanted in read.wanted:
        _choose(wanted, wanted.kind.fields, wanted.data, values, read.notes)
        own = targets(kinds, wanted.kind)
        for path, value in defaults.items():
            target = own.get(path)
            if target and target.field and len(target.field.path) == 1 and wanted.data.get(path) in (None, "", [], {}):
                wanted.data[path] = meant(target.field, value)
                wanted.assumed.add(path)
    return read


def _choose(wanted: Wanted, fields: Iterable[Field], data: Any, values: Values, notes: list[Text]) -> None:
    for field in fields:
        value = data.get(field.name) if isinstance(data, Mapping) else None
        if isinstance(value, Mapping):
            _choose(wanted, field.fields, value, values, notes)
        elif isinstance(value, list) and field.item and field.item.fields:
            for item in value:
                _choose(wanted, field.item.fields, item, values, notes)
            data[field.name] = [item for item in value if not isinstance(item, Mapping) or item]
        elif isinstance(value, str):
            _one(wanted, field, data, value, values, notes)


def _one(wanted: Wanted, field: Field, data: dict[str, Any], value: str, values: Values, notes: list[Text]) -> None:
    words = values.get(field.dotted, {})
    if fold(value) in words:
        chosen = words[fold(value)]
        if chosen is None:
            told = {"place": wanted.place, "value": value, "field": field.dotted}
            notes.append(Text(N_("{place}: '{value}' for {field} is left out, as the mapping says"), told))
            # Without what tells it apart an item of a list is nothing.
            data.clear() if field.required and len(field.path) > 1 else data.pop(field.name)
            return
        data[field.name] = value = chosen
    if field.choices and value not in field.choices:
        try:
            data[field.name] = value_of(field, value, by_id)
        except Refused:
            # The schema tells of it, at its place and with all choices.
            data[field.name] = value
