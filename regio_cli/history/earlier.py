"""A change in files of an earlier schema version, as a change of records at the current one.

Only the records of the change are at hand, and those that they name: an absence that can't be dated from these is the
same before and after, so that nothing is said of it.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from regio_cli.history.delta import Delta, Lookup
from regio_cli.migrate.step import SetOn, unknown
from regio_cli.migrate.versions import concerns, is_earlier, migrated
from regio_cli.model.record import Address, Data

_MANDATE = "mandate"


class State(NamedTuple):
    """The registry before or after a change: its schema version, and what gives a record as it is written there."""

    version: int
    data: Lookup


def is_concerned(delta: Delta) -> bool:
    """Whether the delta has a record that an earlier schema version may write in another way."""
    sides = [*delta.before.items(), *delta.after.items()]
    return any(concerns(address, data) for address, data in sides)


def at_current_version(delta: Delta, before: State, after: State, day: str | None = None) -> Delta:
    """Return `delta` with both sides at the current schema version, without the records that are then the same.

    `day` (YYYY-MM-DD) is when the change was made.
    """
    if not (is_earlier(before.version) or is_earlier(after.version)):
        return delta
    named = set(_named(delta))

    def set_on(address: Address) -> str | None:
        old, new = delta.before.get(address, {}), delta.after.get(address, {})
        return day if old.get("status") != new.get("status") else None

    old = _migrated(delta.before, before, named, unknown)
    new = _migrated(delta.after, after, named, set_on)
    same = {address for address in old if address in new and old[address] == new[address]}
    return Delta(
        delta.kinds,
        {address: data for address, data in old.items() if address not in same},
        {address: data for address, data in new.items() if address not in same},
    )


def _migrated(
    records: Mapping[Address, Data], state: State, named: set[Address], set_on: SetOn
) -> Mapping[Address, Data]:
    if not is_earlier(state.version):
        return records
    beside = {address: data for address in named - records.keys() if (data := state.data(address)) is not None}
    found = migrated({**records, **beside}, state.version, set_on).records
    return {address: found[address] for address in records}


def _named(delta: Delta) -> Iterator[Address]:
    """Yield the stand-ins that the absences on either side name."""
    for data in (*delta.before.values(), *delta.after.values()):
        absences = data.get("absences")
        for each in absences if isinstance(absences, list) else ():
            stand_in = each.get("stand_in") if isinstance(each, dict) else None
            if isinstance(stand_in, str):
                yield Address(_MANDATE, stand_in)
