"""What an import would do, in five heaps: new, changed, the same, missing in the file, in doubt."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from regio_cli.change.fields import Assignment
from regio_cli.change.generic import Add, Set
from regio_cli.change.proposal import Operation
from regio_cli.exchange.import_.grid import Fault
from regio_cli.model.record import Address, Data
from regio_cli.model.text import Text


class Doubt(NamedTuple):
    """Something that may be one of several records, or none of them: what it is called, where, and `candidates`."""

    kind: str
    name: str
    place: Text
    candidates: tuple[tuple[Address, str], ...]


# The id that is meant, empty for somebody or something new; None when nobody decided.
Decide = Callable[[Doubt], str | None]


@dataclass(frozen=True)
class Plan:
    """`new` and `changed` records with their data (`before` it, for those changed), ids of the `same` and the `missing` ones; where each stands."""

    new: Mapping[Address, Data]
    changed: Mapping[Address, Data]
    before: Mapping[Address, Data]
    same: Sequence[Address]
    missing: Sequence[Address]
    doubts: Sequence[Doubt]
    faults: Sequence[Fault]
    notes: Sequence[Text]
    places: Mapping[Address, Text]

    @property
    def operations(self) -> list[Operation]:
        """The steps that make the registry say it: first what is new, then what changes."""
        adding: list[Operation] = [Add(address, _given(data, {})) for address, data in self.new.items()]
        setting = [Set(address, _given(data, self.before[address])) for address, data in self.changed.items()]
        return [*adding, *setting]


def _given(data: Data, before: Data) -> tuple[Assignment, ...]:
    return tuple(Assignment(name, "=", value) for name, value in data.items() if value != before.get(name))
