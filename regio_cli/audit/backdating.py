"""Days that a commit put into records of people although they were past when it was made."""

from collections.abc import Iterator, Mapping
from typing import Any

from regio_cli.audit.facts import Backdated
from regio_cli.history.delta import Delta
from regio_cli.model.kinds import Kind, Kinds
from regio_cli.model.record import Address, Data

PERSON = "person"


def backdated(delta: Delta, day: str) -> Iterator[Backdated]:
    """Yield what `delta` put before `day` (YYYY-MM-DD) in the periods of records about people.

    A record that only got another id keeps its days, and says nothing new.
    """
    gone = [data for address, data in delta.before.items() if address not in delta.after]
    for address in delta.addresses:
        after = delta.after.get(address)
        if after is None or not _is_about_people(delta.kinds, address) or after in gone:
            continue
        old = dict(_days(delta.kinds[address.kind], delta.before.get(address, {})))
        for field, value in _days(delta.kinds[address.kind], after):
            if value < day and old.get(field) != value:
                yield Backdated(str(address), field, value)


def _is_about_people(kinds: Kinds, address: Address) -> bool:
    """Tell whether a record is a person's, or can't be without one."""
    kind = kinds[address.kind]
    return kind.name == PERSON or any(f.required and f.ref and f.ref.kind == PERSON for f in kind.fields)


def _days(kind: Kind, data: Data) -> Iterator[tuple[str, str]]:
    """Yield the days in the periods of a record and of the items in its lists, each by the way to it."""
    if kind.period:
        yield from _of(data, kind.period, "")
    for field in kind.fields:
        items = data.get(field.name) if field.item and field.item.period else None
        for position, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(item, dict) and field.item and field.item.period:
                yield from _of(item, field.item.period, f"{field.name}[{item.get('id', position)}].")


def _of(data: Mapping[str, Any], period: tuple[str, str], way: str) -> Iterator[tuple[str, str]]:
    for name in period:
        if isinstance(value := data.get(name), str):
            yield f"{way}{name}", value
