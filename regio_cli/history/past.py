"""The registry's past: what each commit changed in its records, read from the data and not from the message."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from regio_cli.history import earlier
from regio_cli.history.delta import Delta, Lookup
from regio_cli.history.merge import merge
from regio_cli.history.sentence import Sentence
from regio_cli.migrate.versions import CURRENT, version_of
from regio_cli.migrate.versions import REGISTRY as OWN
from regio_cli.model.kinds import Kinds
from regio_cli.model.record import Address, Data
from regio_cli.model.text import N_, Text
from regio_cli.store import githistory as gh
from regio_cli.store import yamlfile
from regio_cli.store.git import Git, contents
from regio_cli.store.githistory import Commit, Objects, Touched
from regio_cli.store.snapshot import address_of
from regio_cli.store.source import REGISTRY, Entry
from regio_cli.store.yamlfile import MAX_BYTES


class Moment(NamedTuple):
    """What one change did: to records that can be read, in `delta`, and to all else, in `others`."""

    delta: Delta
    others: tuple[Sentence, ...]


class Side(NamedTuple):
    """A record on one side of a change: `there` without `data` when it can't be read."""

    there: bool
    data: Data | None


NOTHING = Side(False, None)


class Past:
    """Reads the registry as it was; every content once."""

    def __init__(self, git: Git, kinds: Kinds, objects: Objects) -> None:
        """Read with `git`, run in the folder that the registry's folder is in."""
        self.git, self.kinds, self._objects = git, kinds, objects
        self.top = f"{gh.prefix(git)}{REGISTRY}/"
        self.cut_off = gh.cut_off(git)
        self._read: dict[str, Data | None] = {}
        self._state: dict[Address | None, Data | None] = {}
        self._last: Commit | None = None
        self._bases: dict[tuple[str, ...], str | None] = {}

    def address(self, path: str) -> Address | None:
        """Return the record that the file at `path`, from the repository's top, holds; None when it is no record's."""
        if not path.startswith(self.top):
            return None
        return address_of(Entry(path.removeprefix(self.top), ""), self.kinds)

    def path(self, address: Address) -> str:
        """Return the path of a record from the repository's top."""
        return self.top + self.kinds[address.kind].path_of(address.id)

    def fetch(self, blobs: Iterable[str | None]) -> None:
        """Read these blobs together, which is faster than one at a time."""
        wanted = {blob for blob in blobs if blob and blob not in self._read}
        if wanted:
            for blob, _, content in contents(self.git, wanted, MAX_BYTES):
                self._read[blob] = _parsed(content)

    def side(self, blob: str | None) -> Side:
        """Return the record that `blob` holds."""
        if blob is None:
            return NOTHING
        self.fetch([blob])
        return Side(True, self._read[blob])

    def file(self, tree: str, path: str) -> Side:
        """Return the record in the file at `path` below `tree`, the registry's folder at some time."""
        found = self._objects.read(f"{tree}:{path}")
        return self.side(found[0] if found else None)

    def in_tree(self, tree: str, address: Address) -> Data | None:
        """Return the data of a record in `tree`, the registry's folder at some time; None when it can't be had."""
        kind = self.kinds.by_name.get(address.kind)
        return self.file(tree, kind.path_of(address.id)).data if kind else None

    def at(self, revision: str, address: Address) -> Data | None:
        """Return the data of a record as it was in `revision`, None when it was not there or can't be read."""
        kind = self.kinds.by_name.get(address.kind)
        found = self._objects.read(f"{revision}:{self.path(address)}") if kind else None
        if found is None:
            return None
        blob, content = found
        if blob not in self._read:
            self._read[blob] = _parsed(content)
        return self._read[blob]

    def lookup(self, commit: Commit, delta: Delta) -> Lookup:
        """Return what gives any record as it is after `commit`, or was before it."""
        self._go_to(commit)

        def data(address: Address) -> Data | None:
            found = delta.after.get(address, delta.before.get(address))
            if found is None:
                found = self._here(commit, address)
            return self.at(commit.parents[0], address) if found is None and commit.parents else found

        return data

    def _here(self, commit: Commit, address: Address) -> Data | None:
        if address not in self._state:
            self._state[address] = self.at(commit.id, address)
        return self._state[address]

    def _go_to(self, commit: Commit) -> None:
        """Keep what is known of other records when going one commit back: only what that one touched was otherwise."""
        if self._last and self._last.parents == (commit.id,):
            for touched in self._last.files:
                self._state.pop(self.address(touched.path), None)
        elif commit != self._last:
            self._state = {}
        self._last = commit

    def files(self, commit: Commit, about: Collection[Address] | None = None) -> list[Touched]:
        """Return the files of the registry that `commit` touched: those that matter for what to say of `about`."""
        found = [touched for touched in commit.files if touched.path.startswith(self.top)]
        if about is None or any(any(touched.before) for touched in found):
            return found
        # Where all is new, as in a first commit, what is said of one record does not depend on the others.
        paths = {self.path(address) for address in about}
        return [touched for touched in found if touched.path in paths]

    def moment(self, commit: Commit, about: Collection[Address] | None = None) -> Moment:
        """Return what `commit` changed; of a merge, what it brought that follows from none of its parents.

        With `about`, all that matters for these records.
        """
        if commit.id in self.cut_off:
            text = Text(N_("the history at hand begins here, with {count} files"), {"count": len(self.files(commit))})
            return Moment(Delta(self.kinds, {}, {}), (Sentence(text, ()),))
        files = [(touched, *self._sides(commit, touched)) for touched in self.files(commit, about)]
        brought = [(touched.path, old, new) for touched, old, new in files if len(touched.before) == 1 or old != new]
        found = compared(self.kinds, brought, self.top)
        if not earlier.is_concerned(found.delta):
            return found
        before = self._state_at(commit.parents[0] if commit.parents else None)
        delta = earlier.at_current_version(found.delta, before, self._state_at(commit.id), commit.date[:10])
        return found._replace(delta=delta)

    def _state_at(self, revision: str | None) -> earlier.State:
        """Return the registry in `revision` with its schema version; without a revision, one without records."""
        if revision is None:
            return earlier.State(CURRENT, lambda _: None)
        return earlier.State(version_of(self.at(revision, OWN)), lambda address: self.at(revision, address))

    def state_in(self, tree: str) -> earlier.State:
        """Return the registry in `tree`, its folder at some time, with its schema version."""
        return earlier.State(version_of(self.in_tree(tree, OWN)), lambda address: self.in_tree(tree, address))

    def _base(self, parents: tuple[str, ...]) -> str | None:
        if parents not in self._bases:
            self._bases[parents] = gh.merge_base(self.git, *parents[:2])
        return self._bases[parents]

    def _sides(self, commit: Commit, touched: Touched) -> tuple[Side, Side]:
        sides = [self.side(blob) for blob in touched.before]
        after = self.side(touched.after)
        address = self.address(touched.path)
        if len(sides) != 2 or address is None or any(side.there and side.data is None for side in [*sides, after]):
            return sides[0], after
        base = self._base(commit.parents)
        merged = merge(self.at(base, address) if base else None, sides[0].data, sides[1].data)
        return Side(merged.data is not None, merged.data), after


def compared(kinds: Kinds, files: Iterable[tuple[str, Side, Side]], top: str = "") -> Moment:
    """Return what differs between the sides of `files`, whose paths begin with `top`, the registry's folder."""
    before: dict[Address, Data] = {}
    after: dict[Address, Data] = {}
    others: list[Sentence] = []
    for path, old, new in files:
        address = address_of(Entry(path.removeprefix(top), ""), kinds)
        text = _besides(address, old, new)
        if text:
            values = {"path": f"{REGISTRY}/{path.removeprefix(top)}"}
            others.append(Sentence(Text(text, values), (address,) if address else ()))
        elif address:
            before.update(_known(address, old))
            after.update(_known(address, new))
    return Moment(Delta(kinds, before, after), tuple(others))


def _known(address: Address, side: Side) -> Mapping[Address, Data]:
    return {} if side.data is None else {address: side.data}


def _besides(address: Address | None, old: Side, new: Side) -> str | None:
    """Return what there is to say of a file when it is not what a record's data was and is."""
    if address is None:
        if not old.there:
            return N_("file {path} added, which is no record")
        return (
            N_("file {path} changed, which is no record")
            if new.there
            else N_("file {path} deleted, which was no record")
        )
    lost, found = new.there and new.data is None, old.there and old.data is None
    if lost:
        return N_("{path} still can't be read") if found else N_("{path} can't be read since this change")
    if found:
        return N_("{path} can be read again") if new.there else N_("{path} deleted; it could not be read")
    return N_("{path}: only layout or comments changed") if old == new and old.there else None


def _parsed(content: bytes | None) -> Data | None:
    data: Any = yamlfile.read(content).data if content is not None else None
    return data if isinstance(data, dict) else None
