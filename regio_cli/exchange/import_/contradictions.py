"""Finds rows of one source that give one field of one record different values."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from regio_cli.exchange.import_.grid import Fault
from regio_cli.exchange.import_.merging import telling_fields
from regio_cli.exchange.import_.targets import is_name
from regio_cli.exchange.import_.wanted import Wanted
from regio_cli.model.kinds import Field
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Text
from regio_cli.read.names import fold

# A person known by name may be written with and without these; they tell nobody apart.
_LOOSE_PARTS = ("title", "prefix", "family")


class Given:
    """The value that a source gave each field of each record so far, with its place."""

    def __init__(self) -> None:
        self._given: dict[tuple[Address, str], tuple[Any, Text]] = {}

    def contradictions(
        self, address: Address, fields: Iterable[Field], said: Mapping[str, Any], wanted: Wanted, above: str = ""
    ) -> list[Fault]:
        """Remember what a row says of a record, and return a fault for each field that another row gave another value.

        `above` is the path of the field through which the record is named, where the row is about another one.
        """
        known = {field.name: field for field in fields}
        faults: list[Fault] = []
        for name, value in said.items():
            if name not in known:
                continue
            for path, each in _leaves(known[name], name, value, bool(wanted.id)):
                place = wanted.place_of(f"{above}{path.partition('[')[0]}")
                earlier, first = self._given.setdefault((address, path), (each, place))
                if _agree(path, earlier, each):
                    continue
                faults.append(_fault(address, path, (earlier, first), (each, place)))
        return faults


def _leaves(field: Field, path: str, value: Any, by_id: bool) -> Iterator[tuple[str, Any]]:
    """Yield path and value of what is said once for a record; items of a list that are only added are not."""
    if value in (None, "", [], {}):
        return
    if isinstance(value, Mapping) and field.item:
        yield from _item_leaves(field.item, path, value)
        return
    if not isinstance(value, Mapping):
        yield path, value
        return
    loose = _LOOSE_PARTS if is_name(field) and not by_id else ()
    for name, part in value.items():
        if name not in loose:
            yield f"{path}.{name}", part


def _item_leaves(item: Field, path: str, value: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield what is said of one item of a list, under the fields by which the item is known again."""
    telling = telling_fields(item, value)
    begins = [name for name in ("start_date", "as_of") if name in value]
    which = ",".join(f"{name}={value[name]}" for name in dict.fromkeys([*telling, *begins]))
    if telling:
        yield from ((f"{path}[{which}].{name}", part) for name, part in value.items())


def _agree(path: str, one: Any, other: Any) -> bool:
    if one == other:
        return True
    if not isinstance(one, str) or not isinstance(other, str):
        return False
    if path.startswith("name."):
        short, long = sorted((fold(one).rstrip("."), fold(other).rstrip(".")), key=len)
        return long.startswith(short)
    return path.endswith("email") and one.casefold() == other.casefold()


def _fault(address: Address, path: str, first: tuple[Any, Text], second: tuple[Any, Text]) -> Fault:
    values = {
        "record": str(address),
        "field": path.partition("[")[0],
        "value": str(second[0])[:60],
        "other": str(first[0])[:60],
        "place": first[1],
    }
    what = Text(N_("'{value}' for {field} of {record}, and '{other}' at {place}"), values)
    hint = Text(N_("make them one, or give each row the id of its own record in a column 'id'"))
    return Fault(second[1], Text("{what} ({hint})", {"what": what, "hint": hint}))
