"""The rules of integrity asked about a change: what they find in the records as they would be, and did not find before."""

import sqlite3
import sys
from threading import Thread

from regio_cli.change.proposal import Proposal, compared
from regio_cli.change.refusal import Broken
from regio_cli.check.relevance import relevant
from regio_cli.check.rule import Rule, Unread, read_rule
from regio_cli.model.finding import Finding
from regio_cli.model.record import Address, Data
from regio_cli.model.text import N_, Text
from regio_cli.read.registry import Registry
from regio_cli.store.database import made_of

_MOST_DAYS = 12
_TURN = 0.0002


class Judging:
    """A change under judgement, in a thread of its own while git stores it; nothing has moved yet.

    `tables` are the records as they will be, when they could be made from those that are kept.
    """

    def __init__(self, registry: Registry, proposal: Proposal) -> None:
        self._registry, self._proposal = registry, proposal
        self.tables: sqlite3.Connection | None = None
        self._errors: tuple[Finding, ...] = ()
        self._failure: BaseException | None = None
        self._thread = Thread(target=self._judge, daemon=True)
        # Whoever waits for git takes turns often, or each answer of git would wait for this.
        self._turn = sys.getswitchinterval()
        sys.setswitchinterval(_TURN)
        self._thread.start()

    def require_sound(self) -> None:
        """Wait for the verdict. Raises Broken when the change brings an error that was not there before."""
        self._thread.join()
        sys.setswitchinterval(self._turn)
        if self._failure:
            raise self._failure
        require_kept(self._errors, self._proposal)

    def _judge(self) -> None:
        try:
            rules = _asked(self._registry, self._proposal)
            self.tables = _tables(self._registry, self._proposal, rules)
            self._errors = _errors(self._registry, self._proposal, rules, self.tables)
        except BaseException as error:
            self._failure = error


def changes(proposal: Proposal) -> dict[Address, Data | None]:
    """Return the records that a change touches as they will be, None for those that go."""
    return {address: proposal.after.records.get(address) for address in proposal.delta.addresses}


def errors(registry: Registry, proposal: Proposal) -> tuple[Finding, ...]:
    """Return the errors by the rules of integrity that the change brings, on its day and on each day when some of it begins."""
    rules = _asked(registry, proposal)
    return _errors(registry, proposal, rules, _tables(registry, proposal, rules))


def _asked(registry: Registry, proposal: Proposal) -> list[Rule]:
    """Return the rules of integrity that the change can break."""
    found = relevant(registry.integrity, registry.kinds, proposal.before.records, changes(proposal))
    return [read_rule(rule.text) if isinstance(rule, Unread) else rule for rule in found]


def _tables(registry: Registry, proposal: Proposal, rules: list[Rule]) -> sqlite3.Connection | None:
    """Return the tables of the records after the change, None when no rule asks for them and none are at hand."""
    kept = registry.tables_with(changes(proposal))
    return kept or (made_of(registry.kinds, proposal.after.records) if rules else None)


def _errors(
    registry: Registry, proposal: Proposal, rules: list[Rule], tables: sqlite3.Connection | None
) -> tuple[Finding, ...]:
    found: dict[str, Finding] = {}
    if tables is None or not rules:
        return ()
    for on in days(proposal):
        database = registry.ready(tables, on, [rule.sql for rule in rules])
        for finding in _introduced(proposal, rules, on, database):
            found.setdefault(repr((finding.code, finding.record, finding.field, finding.text)), finding)
    return tuple(found.values())


def days(proposal: Proposal) -> list[str]:
    """Return the days on which the change is looked at: its own, and those later on which a record in it begins."""
    begins = (_begin(proposal, address, data) for address, data in changes(proposal).items() if data is not None)
    later = sorted({day for day in begins if isinstance(day, str) and day > proposal.on})
    return [proposal.on, *later[:_MOST_DAYS]]


def _begin(proposal: Proposal, address: Address, data: Data) -> object:
    period = proposal.delta.kinds[address.kind].period
    return data.get(period[0]) if period else None


def _introduced(proposal: Proposal, rules: list[Rule], on: str, database: sqlite3.Connection) -> tuple[Finding, ...]:
    from regio_cli.check.judge import judged

    found = judged(proposal.after, rules, on, database)
    if not any(finding.severity == "error" for finding in found):
        return ()
    # Not from memory: the index belongs to the thread that opened it.
    introduced, _ = compared(judged(proposal.before, rules, on), found, proposal.moves)
    return tuple(finding for finding in introduced if finding.severity == "error")


def require_kept(found: tuple[Finding, ...], proposal: Proposal) -> None:
    """Raise Broken when rules of integrity found something."""
    if found:
        text = Text(N_("this would break a rule of the registry, so nothing is changed"))
        raise Broken(text, found, proposal.after)
