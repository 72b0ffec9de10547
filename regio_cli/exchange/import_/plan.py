"""What an import would do, in five heaps: new, changed, the same, missing in the file, in doubt."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import NamedTuple

from regio_cli.change.draft import Draft
from regio_cli.change.generic import require_new
from regio_cli.change.proposal import Operation
from regio_cli.change.requirements import require_met
from regio_cli.exchange.import_.grid import Fault
from regio_cli.model.record import Address, Data
from regio_cli.model.text import Text


class Doubt(NamedTuple):
    """Something that may be one of several records, or none of them: what it is called, where, and `candidates`.

    Those in `fresh` are in no registry yet: another row of the file told of them, at its place in `rows`.
    """

    kind: str
    name: str
    place: Text
    candidates: tuple[tuple[Address, str], ...]
    fresh: frozenset[Address] = frozenset()
    rows: Mapping[Address, Text] = MappingProxyType({})


# The id that is meant, empty for somebody or something new; None when nobody decided.
Decide = Callable[[Doubt], str | None]


@dataclass(frozen=True)
class TakeOver:
    """Records as they are to be, all at once: thousands of steps one after another would take minutes.

    With `force` also new mandates of people who do not meet the requirements of the seat.
    """

    new: Mapping[Address, Data]
    changed: Mapping[Address, Data]
    force: bool = False

    def apply(self, draft: Draft, today: str) -> Draft:
        for address in self.new:
            require_new(draft, draft.kind(address.kind), address)
        for address in self.changed:
            draft.need(address)
        draft = replace(draft, changed={**draft.changed, **self.new, **self.changed})
        if not self.force:
            require_met(draft, (address for address in self.new if address.kind == "mandate"), today)
        return draft


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
        """The step that makes the registry say it; none when it does."""
        return [TakeOver(self.new, self.changed)] if self.new or self.changed else []
