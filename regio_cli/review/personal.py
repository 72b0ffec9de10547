"""Personal data that a branch brings in, by the schema's word for what is personal."""

from collections.abc import Iterator
from typing import Any

from regio_cli.history.delta import Delta
from regio_cli.history.sentence import label, short
from regio_cli.model.kinds import Field, Kind
from regio_cli.model.publicity import PERSON
from regio_cli.model.record import Data
from regio_cli.model.text import Text
from regio_cli.review.model import Personal
from regio_cli.review.people import People

_INTERNAL = "internal"


def entering(delta: Delta, people: People) -> tuple[Personal, ...]:
    """Return each personal value of a record that it did not have before."""
    return tuple(
        _personal(people, address, field, value)
        for address in delta.addresses
        if (after := delta.after.get(address)) is not None
        for field, value in _new(delta.kinds[address.kind], delta.before.get(address), after)
    )


def _personal(people: People, address: Any, field: Field, value: Any) -> Personal:
    told = address.kind == PERSON and field.personal != _INTERNAL and people.is_open(address)
    title = Text("{what} ({sort})", {"what": label(field.title), "sort": _sort(people, field.personal or "")})
    return Personal(address, field.dotted, title, field.personal or "", short(value) if told else None)


def _sort(people: People, sort: str) -> Any:
    """Return a sort of personal data in the words that the schema has for how far a name may go."""
    field = people.kinds[PERSON].field("publicity") if PERSON in people.kinds.by_name else None
    return label(field.choices[sort]) if field and field.choices and sort in field.choices else sort


def _new(kind: Kind, before: Data | None, after: Data) -> Iterator[tuple[Field, Any]]:
    for field in kind.walk():
        if field.personal:
            known = list(_values(before, field.path))
            yield from ((field, value) for value in _values(after, field.path) if value not in known)


def _values(data: Any, path: tuple[str, ...]) -> Iterator[Any]:
    """Yield all values at `path`, through the items of lists."""
    if isinstance(data, list):
        for item in data:
            yield from _values(item, path)
    elif not path:
        if data is not None:
            yield data
    elif isinstance(data, dict):
        yield from _values(data.get(path[0]), path[1:])
