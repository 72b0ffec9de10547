"""The trail of one record: every commit that touched it, also under the addresses it had before."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from regio_cli.history.past import Past
from regio_cli.model.record import Address
from regio_cli.store import githistory as gh
from regio_cli.store.githistory import Commit
from regio_cli.store.source import REGISTRY


class Trail(NamedTuple):
    """The commits, newest first; the addresses that the record has had; and which file was moved by hand to where.

    `moved` has, for a commit and a path, the path before.
    """

    commits: tuple[Commit, ...]
    addresses: frozenset[Address]
    moved: Mapping[tuple[str, str], str]


def trail(past: Past, ends: Sequence[str], addresses: frozenset[Address]) -> Trail:
    """Return the trail of the record that has had `addresses`, back from `ends` (see `githistory.touching`; none, no commits)."""
    commits: tuple[Commit, ...] = ()
    known: frozenset[Address] = frozenset()
    moved: dict[tuple[str, str], str] = {}
    while ends and addresses - known:
        known = addresses
        paths = [f"{REGISTRY}/{past.kinds[address.kind].path_of(address.id)}" for address in sorted(known)]
        commits = tuple(gh.touching(past.git, ends, paths))
        moved = {where: old for commit in commits for where, old in _moves(past, commit, known)}
        addresses = known | {address for old in moved.values() if (address := past.address(old))}
    return Trail(commits, addresses, moved)


def _moves(past: Past, commit: Commit, addresses: frozenset[Address]) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the files of `addresses` that came in `commit` by the name of another that went."""
    own = {past.path(address) for address in addresses}
    come = [touched.path for touched in commit.files if touched.path in own and not any(touched.before)]
    gone = {touched.path.rpartition("/")[0] for touched in commit.files if touched.after is None}
    come = [path for path in come if path.rpartition("/")[0] in gone]
    if come and commit.id not in past.cut_off:
        renamed = gh.renamed(past.git, commit.id, REGISTRY)
        yield from (((commit.id, path), renamed[path]) for path in come if path in renamed)


def former(address: Address, redirects: Mapping[Address, Address]) -> frozenset[Address]:
    """Return `address` and all that lead to it by way of `redirects`."""
    found = {address}
    while more := {old for old, new in redirects.items() if new in found} - found:
        found |= more
    return frozenset(found)


def current(address: Address, redirects: Mapping[Address, Address]) -> Address:
    """Return where `address` leads to now."""
    seen = {address}
    while (new := redirects.get(address)) and new not in seen:
        seen.add(new)
        address = new
    return address
