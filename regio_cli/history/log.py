"""The registry's log: its commits, newest first, each with what it changed in words."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from regio_cli.history.delta import Delta, Name
from regio_cli.history.naming import label
from regio_cli.history.past import Past
from regio_cli.history.sentence import Sentence
from regio_cli.history.words import sentences
from regio_cli.model.record import Address
from regio_cli.store.githistory import Commit

# The first commits must be there at once; reading many together is faster.
_FIRST, _MORE = 16, 256


class Entry(NamedTuple):
    """A commit with its sentences; `decisions` are those that its changed records name."""

    commit: Commit
    sentences: tuple[Sentence, ...]
    decisions: tuple[str, ...]


class Wanted(NamedTuple):
    """Which entries are asked for; None asks for all."""

    records: frozenset[Address] | None = None
    bodies: frozenset[str] | None = None
    partners: frozenset[str] | None = None
    decision: str | None = None
    operation: str | None = None


def entries(past: Past, commits: Iterable[Commit], names: Name, wanted: Wanted) -> Iterator[Entry]:
    """Yield the entries of `commits` that are `wanted`, with the sentences that are about what was asked for.

    `names` gives how a record is written now, None for one that is no more: that is written by its old data.
    """
    asked = iter(commits)
    size = _FIRST
    while some := list(islice(asked, size)):
        size = _MORE
        past.fetch(
            blob
            for commit in some
            for touched in past.files(commit, wanted.records)
            for blob in (*touched.before, touched.after)
        )
        for commit in some:
            entry = _narrowed(_entry(past, commit, names, wanted.records), wanted)
            if entry.sentences and _is_wanted(entry, wanted):
                yield entry


def _entry(past: Past, commit: Commit, names: Name, about: frozenset[Address] | None) -> Entry:
    delta, others = past.moment(commit, about)
    lookup = past.lookup(commit, delta)

    def name(address: Address) -> str | None:
        return names(address) or label(past.kinds, address, lookup(address))

    return Entry(commit, (*sentences(delta, name, lookup), *others), tuple(_decisions(delta)))


def _decisions(delta: Delta) -> Iterator[str]:
    for address in delta.addresses:
        for data in (delta.after.get(address), delta.before.get(address)):
            if data and isinstance(data.get("decision"), str):
                yield data["decision"]


def _narrowed(entry: Entry, wanted: Wanted) -> Entry:
    return entry._replace(sentences=tuple(sentence for sentence in entry.sentences if _is_about(sentence, wanted)))


def _is_about(sentence: Sentence, wanted: Wanted) -> bool:
    return (
        (wanted.records is None or not wanted.records.isdisjoint(sentence.records) or not sentence.records)
        and (wanted.bodies is None or sentence.body in wanted.bodies)
        and (wanted.partners is None or not wanted.partners.isdisjoint(sentence.partners))
    )


def _is_wanted(entry: Entry, wanted: Wanted) -> bool:
    if wanted.operation is not None and entry.commit.operation != wanted.operation:
        return False
    if wanted.decision is None:
        return True
    text = wanted.decision.casefold()
    return any(text in decision.casefold() for decision in (entry.commit.decision, *entry.decisions))
