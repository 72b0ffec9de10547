"""What one step between schema versions consists of."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from regio_cli.model.kinds import JsonSchema
from regio_cli.model.record import Address, Data
from regio_cli.model.text import Text

Records = Mapping[Address, Data]
Documents = Mapping[str, JsonSchema]
# The day (YYYY-MM-DD) on which a record got a value that the step replaces, None when that is not known.
SetOn = Callable[[Address], str | None]


def unknown(_: Address) -> str | None:
    """Return that it is not known when a value was set."""
    return None


class Told(NamedTuple):
    """A sentence on what a step did to one record, and why."""

    record: Address
    text: Text


class Migrated(NamedTuple):
    """All records at the next version, and what the step decided on the way."""

    records: Records
    told: tuple[Told, ...] = ()


class Step(NamedTuple):
    """A step from one schema version to the next.

    `earlier` returns the built-in schemas of the version before, made from those of the version after. `migrate`
    returns all records at the next version. `concerns` tells whether a record may be another one at the next version.
    """

    earlier: Callable[[Documents], Documents]
    migrate: Callable[[Records, SetOn], Migrated]
    concerns: Callable[[Address, Data], bool]
