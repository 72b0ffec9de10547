"""Commits made here put on top of others', record by record: what each path comes to hold, and what can't be put together.

What counts is what all local commits together did since the two lines parted: a value that both sides changed is a
clash only when it still differs at their end. So a local change that is undone stands in nobody's way. Commits in
between take in what they can; the last one to touch a path leaves it as both sides together have it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from regio_cli.history.merge import Conflict
from regio_cli.history.together import TextMerge, together, written
from regio_cli.model.kinds import Kind
from regio_cli.model.record import Address
from regio_cli.store.divergence import NO_FILE, NOTHING, Changed, Version, at
from regio_cli.store.git import blob_id
from regio_cli.store.gitwrite import EXECUTABLE, FILE, Staged

Line = tuple[str, Sequence[Changed]]
Place = tuple[Kind, Address]


class Clash(NamedTuple):
    """What both sides changed, each otherwise, in the file at `path` (from the top of the work tree).

    `conflict` has upstream's value in `ours` and the one here in `theirs`; without it the two can't be put together as a
    whole. `address` is None for a file that is no record. `commit` is the last one here that touched the file.
    """

    path: str
    address: Address | None
    conflict: Conflict | None
    commit: str


class Replayed(NamedTuple):
    """The local commits anew: what each puts into the tree, deletions first; nothing for one that became empty."""

    commits: tuple[tuple[str, tuple[Staged, ...]], ...]
    fresh: Mapping[str, bytes]
    clashes: tuple[Clash, ...]


@dataclass
class Replay:
    """Replays commits. `blobs` is the content of every blob that may be asked for, by id; new ones are added in `fresh`.

    `record_at` gives the kind and address of the record that a path holds, `merged_text` a merge by lines, where it is clean.
    """

    upstream: Mapping[str, Version]
    blobs: Mapping[str, bytes]
    record_at: Callable[[str], Place | None]
    merged_text: TextMerge
    fresh: dict[str, bytes] = field(default_factory=dict)

    def run(self, lines: Sequence[Line], at_once: bool = False) -> Replayed:
        """Return the commits of `lines`, oldest first, on top of upstream.

        With `at_once`, the first commit to touch a path already leaves it as both sides together have it.
        """
        begin, end = _ends(lines)
        if at_once:
            lines = _at_once(lines)
            _, end = _ends(lines)
        now = dict(self.upstream)
        commits, clashes = [], []
        for commit, changes in lines:
            staged = []
            for change in changes:
                if end[change.path] == commit:
                    sides = begin[change.path], at(self.upstream, change.path), change.after
                else:
                    sides = change.before, at(now, change.path), change.after
                version, found = self._together(change.path, *sides)
                if end[change.path] == commit:
                    clashes += [Clash(change.path, self._address(change.path), each, commit) for each in found]
                if version != at(now, change.path):
                    staged.append(Staged(change.path, version.blob, version.mode))
                now[change.path] = version
            commits.append((commit, tuple(deletions_first(staged))))
        return Replayed(tuple(commits), self.fresh, tuple(clashes))

    def _address(self, path: str) -> Address | None:
        found = self.record_at(path)
        return found[1] if found else None

    def _together(
        self, path: str, base: Version, ours: Version, theirs: Version
    ) -> tuple[Version, Sequence[Conflict | None]]:
        """Return what a path holds with both changes, and what clashes; there it holds what `ours` has."""
        if ours == base:
            return theirs, ()
        if theirs in (base, ours):
            return ours, ()
        place = self.record_at(path)
        if place is None or not all(side.mode in (FILE, EXECUTABLE, NO_FILE) for side in (base, ours, theirs)):
            return ours, (None,)
        return self._record(place[0], base, ours, theirs)

    def _record(
        self, kind: Kind, base: Version, ours: Version, theirs: Version
    ) -> tuple[Version, Sequence[Conflict | None]]:
        texts = self._text(base), self._text(ours), self._text(theirs)
        merged = together(*texts)
        if merged is None:
            return ours, (None,)
        conflicts: Sequence[Conflict | None] = merged.conflicts
        content = written(kind, merged.data, texts, self.merged_text)
        if merged.data is not None and content is None:
            return ours, conflicts or (None,)
        return self._version(content, base, ours, theirs), conflicts

    def _text(self, side: Version) -> bytes | None:
        if side == NOTHING:
            return None
        return self.fresh[side.blob] if side.blob in self.fresh else self.blobs[side.blob]

    def _version(self, content: bytes | None, base: Version, ours: Version, theirs: Version) -> Version:
        if content is None:
            return NOTHING
        blob = blob_id(content, theirs.blob or ours.blob or base.blob)
        if blob not in self.blobs:
            self.fresh[blob] = content
        mode = theirs.mode if ours.mode in (base.mode, NO_FILE) and theirs.mode != NO_FILE else ours.mode
        return Version(mode, blob)


def _ends(lines: Sequence[Line]) -> tuple[dict[str, Version], dict[str, str]]:
    """Return what each path held before the first commit that touches it, and the last commit that does."""
    begin: dict[str, Version] = {}
    end = {}
    for commit, changes in lines:
        for change in changes:
            begin.setdefault(change.path, change.before)
            end[change.path] = commit
    return begin, end


def _at_once(lines: Sequence[Line]) -> list[Line]:
    """Return `lines` with each path changed only in the first commit that touches it, to what it holds after the last."""
    last = {change.path: change.after for _, changes in lines for change in changes}
    seen: set[str] = set()
    found: list[Line] = []
    for commit, changes in lines:
        fresh = [change._replace(after=last[change.path]) for change in changes if change.path not in seen]
        seen.update(change.path for change in fresh)
        found.append((commit, fresh))
    return found


def deletions_first(staged: Iterable[Staged]) -> list[Staged]:
    """Return paths in the order in which they can be put in place: a file goes before a folder of that name comes."""
    return sorted(staged, key=lambda entry: (entry.blob != NOTHING.blob, entry.path))
