"""The records of a registry with a change laid over them: what operations read and give back."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from regio_cli.change.refusal import Refused
from regio_cli.history.delta import Delta
from regio_cli.model.kinds import Kind, Kinds
from regio_cli.model.record import Address, Data
from regio_cli.model.redirects import REDIRECT, redirects
from regio_cli.model.text import N_, Text


@dataclass(frozen=True)
class Draft:
    """`records` as they are, and `changed` as they will be: None for one that goes. Never altered in place.

    A record's file is made from its file so far; `moved` names the record whose file one takes over, `texts` holds
    the text that one is made from in place of its file. `unread` are the records whose files can't be read, `unsound`
    those that have faults: verbs that must understand a record leave these alone. `kept` holds what is worked out once of
    `records`, for all drafts on them.
    """

    kinds: Kinds
    records: Mapping[Address, Data]
    unread: frozenset[Address] = frozenset()
    unsound: frozenset[Address] = frozenset()
    changed: Mapping[Address, Data | None] = field(default_factory=dict)
    moved: Mapping[Address, Address] = field(default_factory=dict)
    texts: Mapping[Address, bytes] = field(default_factory=dict)
    kept: dict[str, list[Address]] = field(default_factory=dict, repr=False, compare=False)

    def get(self, address: Address) -> Data | None:
        """Return the data of a record, None when there is none."""
        return self.changed[address] if address in self.changed else self.records.get(address)

    def need(self, address: Address) -> Data:
        """Return the data of a record. Raises Refused when there is none, or its file can't be read."""
        data = self.get(address)
        if data is None and address in self.unread:
            hint = Text(N_("'regio validate' tells what is wrong with its file; mend that first"))
            raise Refused(Text(N_("{record} can't be read"), {"record": str(address)}), hint)
        if data is None:
            raise Refused(Text(N_("there is no record {record}"), {"record": str(address)}))
        return data

    def known(self, address: Address) -> Data | None:
        """Return the data of a record without faults, None when there is none."""
        return None if self._is_unsound(address) else self.get(address)

    def sound(self, address: Address) -> Data:
        """Return the data of a record. Raises Refused when there is none, or it has faults."""
        data = self.need(address)
        if self._is_unsound(address):
            values = {"record": str(address)}
            hint = Text(N_("'regio validate' tells which; mend them with 'regio set' or 'regio edit'"))
            raise Refused(Text(N_("{record} has faults, so it is left alone"), values), hint)
        return data

    def _is_unsound(self, address: Address) -> bool:
        return address in self.unsound

    def judged(self, before: "Draft", is_valid: Callable[[Kind, Data], bool]) -> "Draft":
        """Return the draft that knows which of the records that differ from `before` are sound."""
        known = before.changed
        differing = {a: data for a, data in self.changed.items() if a not in known or data is not known[a]}
        faulty = {a for a, data in differing.items() if data is not None and not is_valid(self.kinds[a.kind], data)}
        return replace(self, unsound=(self.unsound - differing.keys()) | faulty)

    def kind(self, name: str) -> Kind:
        """Return the kind called `name`. Raises Refused when there is none."""
        kind = self.kinds.by_name.get(name)
        if kind is None:
            known = ", ".join(each.name for each in self.kinds)
            raise Refused(
                Text(N_("there is no kind '{value}'"), {"value": name}),
                Text(N_("there are: {known}"), {"known": known}),
            )
        return kind

    def put(self, address: Address, data: Data) -> "Draft":
        """Return the draft in which the record holds `data`."""
        return replace(self, changed={**self.changed, address: data})

    def put_text(self, address: Address, data: Data, text: bytes) -> "Draft":
        """Return the draft in which the record holds `data`, in a file made from `text`."""
        return replace(self.put(address, data), texts={**self.texts, address: text})

    def move(self, old: Address, new: Address) -> "Draft":
        """Return the draft in which the record `old`, with its file, is called `new`."""
        moved = {**self.moved, new: self.moved.get(old, old)}
        return replace(self.put(new, self.need(old)).drop(old), moved=moved)

    def drop(self, address: Address) -> "Draft":
        """Return the draft without the record."""
        return replace(self, changed={**self.changed, address: None})

    def of_kind(self, kind: str) -> Iterator[tuple[Address, Data]]:
        """Yield every record of a kind as it will be, in order of its id; not those with faults."""
        for address in self._addresses(kind):
            data = self.known(address)
            if data is not None:
                yield address, data

    def all(self) -> Iterator[tuple[Address, Data]]:
        """Yield every record as it will be."""
        for address in sorted({*self.records, *self.changed}):
            data = self.get(address)
            if data is not None:
                yield address, data

    @cached_property
    def led_away(self) -> Mapping[Address, Address]:
        """The address that each redirect leads to, by the address that it leads away from; also of those with faults."""
        there = ((address, self.get(address)) for address in self._addresses(REDIRECT))
        return redirects((address, data) for address, data in there if data is not None)

    def is_taken(self, address: Address) -> bool:
        """Whether a new record can't have `address`: a record has it, or had it before it was renamed or merged."""
        return self.get(address) is not None or address in self.unread or address in self.led_away

    def _addresses(self, kind: str) -> list[Address]:
        if not self.kept:
            for address in self.records:
                self.kept.setdefault(address.kind, []).append(address)
        return sorted({*self.kept.get(kind, ()), *(address for address in self.changed if address.kind == kind)})

    @cached_property
    def delta(self) -> Delta:
        """What differs from the records as they are."""
        really = {a: data for a, data in self.changed.items() if data != self.records.get(a)}
        before = {a: self.records[a] for a in really if a in self.records}
        return Delta(self.kinds, before, {a: data for a, data in really.items() if data is not None})


def changed(data: Data, **fields: Any) -> dict[str, Any]:
    """Return `data` with these fields set; a field given as None is left out."""
    merged = {**data, **fields}
    return {name: value for name, value in merged.items() if value is not None}
