"""What the commands about the registry's history share: the repository, what users name in it, and formats."""

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from regio_cli.cli.options import day, is_day
from regio_cli.cli.resolve import one
from regio_cli.cli.run import ENVIRONMENT, Console, Wrong
from regio_cli.history.delta import Name
from regio_cli.history.naming import current_names, redirects
from regio_cli.history.past import Past
from regio_cli.history.trail import current, former
from regio_cli.model.days import later
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Text
from regio_cli.read.names import Named
from regio_cli.read.registry import Registry
from regio_cli.read.search import address_in, candidates
from regio_cli.store.git import Git, GitError, commit_of
from regio_cli.store.githistory import Objects
from regio_cli.store.source import PlainFolder, Source
from regio_cli.store.yamlfile import MAX_BYTES

T = TypeVar("T")


class Here:
    """A registry with its past, and how its records are called now."""

    def __init__(self, registry: Registry, past: Past) -> None:
        self.registry, self.past = registry, past

    @cached_property
    def database(self) -> sqlite3.Connection:
        """The records as they are today."""
        return self.registry.database(day(None))

    @cached_property
    def names(self) -> Name:
        """What gives the name that a record has now, None for one that is no more."""
        return current_names(self.registry.kinds, self.database).get

    def existing(self, word: str) -> Address:
        """Return the one record that `word` names, also by an address that it had. Raises Wrong when there is none."""
        addresses = sorted(self.resolved(word))
        found = [address for address in addresses if self.names(address)]
        there = [self.registry.snapshot.by_address.get(address) for address in addresses]
        unread = [file for file in there if file and file.path in self.registry.snapshot.unread]
        if not found and unread:
            raise Wrong(Text(N_("{path} can't be read; 'regio validate' tells why"), {"path": unread[0].path}))
        if len(found) != 1:
            one([Named(address, self.names(address) or address.id) for address in found], word)
        return found[0]

    def resolved(self, word: str) -> frozenset[Address]:
        """Return the addresses, now and before, of the one record that `word` names, be it there or no longer.

        Raises Wrong, with the candidates, when it may be several.
        """
        leads = redirects(self.database)
        found = self._ids_before(word, leads) or self._now(word) or self._gone(word)
        return frozenset().union(*(former(current(address, leads), leads) for address in found))

    def _ids_before(self, word: str, leads: Mapping[Address, Address]) -> list[Address]:
        """Return the addresses with the id `word` that lead elsewhere; an id goes before a part of some name."""
        return [address for address in leads if address.id == word and not self.names(address)]

    def _now(self, word: str) -> list[Address]:
        found = candidates(self.registry.kinds, self.database, word)
        return [one(found, word).address] if found else []

    def _gone(self, word: str) -> list[Address]:
        kinds = self.registry.kinds
        address = address_in(kinds, word)
        return [address] if address else [Address(kind.name, word) for kind in kinds if kind.folder and "/" not in word]

    def ids(self, kind: str, word: str | None) -> frozenset[str] | None:
        """Return the ids, now and before, of the one record of `kind` that `word` names; None without a word."""
        if word is None:
            return None
        word = word if "/" in word else f"{kind}/{word}" if self.names(Address(kind, word)) else word
        return frozenset(address.id for address in self.resolved(word) if address.kind == kind)


@contextlib.contextmanager
def opened(console: Console, root: Path) -> Iterator[Here]:
    """Give the registry at or above `root` with its past. Raises Wrong where it is not under git."""
    registry = console.open(root, None)
    git = git_of(registry.source, registry.root)
    with Objects(git, MAX_BYTES) as objects:
        yield Here(registry, Past(git, registry.kinds, objects))


def git_of(source: Source, root: Path) -> Git:
    """Return the git that `source` is read with. Raises Wrong when it is a plain folder, Trouble without a git to read it."""
    if isinstance(source, PlainFolder) and source.trouble:
        raise source.trouble
    git = getattr(source, "git", None)
    if isinstance(source, PlainFolder) or not isinstance(git, Git):
        raise Wrong(
            Text(N_("{folder} is not kept in git, so it has no history"), {"folder": str(root)}), code=ENVIRONMENT
        )
    return git


def ends_of(here: Here, since: str | None, until: str | None) -> list[str]:
    """Return the commit to go back from and the one to stop at, for git; empty when there is no commit.

    `since` and `until` are days, both inclusive, or revisions, of which the first is exclusive. Raises GitError, NoZone, NoZones.
    """
    last = _last(here, until)
    if last is None:
        return []
    stop = _stop(here, last, since)
    return [last, f"^{stop}"] if stop else [last]


def _last(here: Here, until: str | None) -> str | None:
    git = here.past.git
    if until is not None and not is_day(until):
        return commit_of(git, until)
    head = commit_or_none(git, "HEAD")
    if head is None or until is None:
        return head
    from regio_cli.store.daycommit import known_on

    return known_on(git, head, day(until), here.registry.zone)


def _stop(here: Here, last: str, since: str | None) -> str | None:
    git = here.past.git
    if since is None:
        return None
    if not is_day(since):
        return commit_of(git, since)
    from regio_cli.store.daycommit import known_on

    return known_on(git, last, later(day(since), -1), here.registry.zone)


def commit_or_none(git: Git, word: str) -> str | None:
    """Return the id of the commit that `word` names, None when there is none."""
    try:
        return commit_of(git, word)
    except GitError:
        return None


def chosen(formats: Mapping[str, T], name: str) -> T:
    """Return what writes the format `name`. Raises Wrong, with those there are."""
    if name not in formats:
        raise Wrong(Text(N_("no format '{value}'; there are: {known}"), {"value": name, "known": ", ".join(formats)}))
    return formats[name]
