"""Which record a user means: by address, path, id, former id or name; asked on a terminal when several would do."""

import sqlite3
from collections.abc import Sequence
from functools import cached_property

from regio_cli.cli.options import day
from regio_cli.cli.run import Console, Wrong
from regio_cli.domain.holding import is_over
from regio_cli.domain.records import mandate
from regio_cli.model.record import Address
from regio_cli.model.redirects import REDIRECT, followed
from regio_cli.model.text import N_, Text
from regio_cli.read.names import Named
from regio_cli.read.registry import Registry
from regio_cli.read.search import address_in, candidates
from regio_cli.store.snapshot import Snapshot

_LISTED = 20


class Words:
    """Turns a user's words into records of one registry; its tables are made only when a word is no address."""

    def __init__(self, console: Console, registry: Registry) -> None:
        self._console, self.registry = console, registry

    @property
    def snapshot(self) -> Snapshot:
        """The registry's files."""
        return self.registry.snapshot

    @cached_property
    def _database(self) -> sqlite3.Connection:
        return self.registry.database(day(None))

    def id(self, kind: str, word: str) -> str:
        """Return the id of the record of `kind` that `word` names."""
        return self.record(word, kind).id

    def record(self, word: str, kind: str | None = None) -> Address:
        """Return the record that `word` names, of `kind` when that is given. Raises Wrong when none or several are."""
        known = self._exact(word, kind)
        if known:
            return known
        found = [
            named
            for named in candidates(self.registry.kinds, self._database, word, kind)
            if kind in (None, named.address.kind) and named.address.kind != REDIRECT
        ]
        if kind == "mandate":
            found = self._mandates(word, found)
        if not found and kind:
            self._require_of_no_other_kind(word, kind)
        return self._only(found, word).address

    def _exact(self, word: str, kind: str | None) -> Address | None:
        """Return the record whose address or id `word` is, or was."""
        if "/" in word:
            named = address_in(self.registry.kinds, word)
            tried = [named] if named and kind in (None, named.kind) else []
        else:
            kinds = [kind] if kind else [each.name for each in self.registry.kinds]
            tried = [Address(each, word.strip()) for each in kinds]
        there = [address for address in map(self._led_on, tried) if address in self.snapshot.by_address]
        return there[0] if len(there) == 1 else None

    def _require_of_no_other_kind(self, word: str, kind: str) -> None:
        """Raise Wrong when `word` names a record, but of another kind than `kind`."""
        other = self._exact(word, None)
        named = [each.address for each in candidates(self.registry.kinds, self._database, word)]
        others = [other] if other else [address for address in named if address.kind not in (kind, REDIRECT)]
        if others:
            listed = ", ".join(map(str, others[:_LISTED]))
            text = Text(
                N_("'{value}' is {records}, and this takes a {kind}"), {"value": word, "records": listed, "kind": kind}
            )
            raise Wrong(text, Text(N_("regio list {kind} shows those there are"), {"kind": kind}))

    def _led_on(self, address: Address) -> Address:
        return address if address in self.snapshot.by_address else followed(self.snapshot.led_away, address)

    def _mandates(self, word: str, found: Sequence[Named]) -> list[Named]:
        """Return the mandates meant: of what the word finds, or of the person it names, those that are open."""
        people = [n.address.id for n in candidates(self.registry.kinds, self._database, word, "person")]
        records = self.snapshot.records
        held = [
            Named(address, address.id)
            for address, data in records.items()
            if address.kind == "mandate" and data.get("person") in people
        ]
        today = day(None)
        open_ = [n for n in (*found, *held) if not is_over(mandate(n.address.id, records[n.address]), today)]
        return open_ or [*found, *held]

    def _only(self, found: Sequence[Named], word: str) -> Named:
        if len(found) < 2 or not self._console.asks:
            return one(found, word)
        from regio_cli.cli.ask import chosen

        picked = chosen(
            Text(N_("Which '{value}'?"), {"value": word}).render(self._console.translate),
            [(str(named.address), named.name) for named in found],
            self._console.translate,
        )
        return next(named for named in found if str(named.address) == picked)


def one(found: Sequence[Named], word: str) -> Named:
    """Return the only record in `found`. Raises Wrong, naming the candidates, when there are none or several."""
    if len(found) == 1:
        return found[0]
    if not found:
        raise Wrong(Text(N_("no record is called '{value}'"), {"value": word}),
                    Text(N_("'regio find {value}' looks for names that are like it"), {"value": word}))  # fmt: skip
    listed = "\n".join(f"  {named.address}  {named.name}" for named in found[:_LISTED])
    more = f"\n  … {len(found)}" if len(found) > _LISTED else ""
    raise Wrong(Text(N_("'{value}' may be any of these:\n{listed}"), {"value": word, "listed": listed + more}))
