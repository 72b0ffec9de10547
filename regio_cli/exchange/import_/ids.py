"""Ids for records that have none: opaque for people, else made of what names the record."""

import re
from collections.abc import Callable, Iterator

from regio_cli.change.refusal import Refused
from regio_cli.exchange.import_.targets import is_person
from regio_cli.model.kinds import Kind, is_device, matches
from regio_cli.model.record import Address, Data
from regio_cli.model.text import N_, Text
from regio_cli.read.names import fold
from regio_cli.read.pointing import values_at

_LONGEST = 80


def id_for(kind: Kind, data: Data, is_taken: Callable[[Address], bool], new_person: Callable[[], str]) -> str:
    """Return an id that is not taken. Raises Refused when nothing in `data` can make one.

    A record over a period has the year of its begin in it, as mandates have, and never who it is about.
    """
    if is_person(kind):
        return next(id_ for id_ in iter(new_person, None) if not is_taken(Address(kind.name, id_)))
    base = re.sub(r"[^a-z0-9]+", "-", fold(" ".join(_words(kind, data)))).strip("-")[:_LONGEST].strip("-")
    if is_device(base):
        base = f"{base}-1"
    if not base or not matches(kind.id_pattern, base):
        raise Refused(Text(N_("nothing here makes an id; add a column 'id'")))
    id_, number = base, 1
    while is_taken(Address(kind.name, id_)):
        number += 1
        id_ = f"{base}-{number}"
    return id_


def _words(kind: Kind, data: Data) -> Iterator[str]:
    for label in kind.label:
        field = kind.field(label)
        if not (field and field.ref and field.ref.kind == "person"):
            yield from (str(value) for value in values_at(data, tuple(label.split("."))))
    if kind.period and all(field.ref for label in kind.label if (field := kind.field(label))):
        yield str(data.get(kind.period[0], ""))[:4]
