"""Days that a commit put into records of people although they were past when it was made."""

from collections.abc import Iterator

from regio_cli.audit.facts import Backdated
from regio_cli.history.delta import Delta
from regio_cli.history.items import paired
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
        for field, value in _days_set(delta.kinds[address.kind], delta.before.get(address, {}), after):
            if value < day:
                yield Backdated(str(address), field, value)


def _is_about_people(kinds: Kinds, address: Address) -> bool:
    """Tell whether a record is a person's, or can't be without one."""
    kind = kinds[address.kind]
    return kind.name == PERSON or any(f.required and f.ref and f.ref.kind == PERSON for f in kind.fields)


def _days_set(kind: Kind, before: Data, after: Data) -> Iterator[tuple[str, str]]:
    """Yield the days that are new or changed in the periods of a record and of the items in its lists, by their path."""
    if kind.period:
        yield from _changed(before, after, kind.period, "")
    for field in kind.fields:
        if field.item and field.item.period:
            for pair in paired(field.item, before.get(field.name), after.get(field.name)):
                path = f"{field.name}[{pair.after.get('id', pair.position)}]."
                yield from _changed(pair.before or {}, pair.after, field.item.period, path)


def _changed(before: Data, after: Data, period: tuple[str, str], path: str) -> Iterator[tuple[str, str]]:
    for name in period:
        value = after.get(name)
        if isinstance(value, str) and value != before.get(name):
            yield f"{path}{name}", value
