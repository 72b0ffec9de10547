"""The reverse of one change, as a new change: also when later changes touched the same files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from regio_cli.change.draft import Draft
from regio_cli.change.refusal import Refused
from regio_cli.history.merge import Conflict, merge
from regio_cli.history.together import TextMerge, data_of, written
from regio_cli.migrate.versions import is_earlier
from regio_cli.model.finding import field_name
from regio_cli.model.kinds import Kind
from regio_cli.model.record import Address, Data
from regio_cli.model.text import N_, Text
from regio_cli.read.registry import open_registry
from regio_cli.store import git as g
from regio_cli.store import githistory
from regio_cli.store.changes import same
from regio_cli.store.snapshot import Snapshot, address_of
from regio_cli.store.source import REGISTRY, Entry
from regio_cli.store.textmerge import merged_text
from regio_cli.store.yamlfile import MAX_BYTES, read


@dataclass(frozen=True)
class Restore:
    """A record loses what a change did to it, and keeps what came later.

    `made` is the record as the change left it, `was` as it was before, None where there was none; `text` is its file with
    the change taken out, comments and all, None where that can't be made.
    """

    record: Address
    made: Data | None
    was: Data | None
    text: bytes | None

    def apply(self, draft: Draft, today: str) -> Draft:
        now = draft.get(self.record)
        merged = merge(self.made, now, self.was)
        if merged.conflicts:
            raise _changed_since(self.record, merged.conflicts)
        if merged.data is None:
            return draft.drop(self.record) if now is not None else draft
        if self.text is not None and same(data_of(self.text), merged.data):
            return draft.put_text(self.record, merged.data, self.text)
        return draft.put(self.record, merged.data)


def title(git: g.Git, commit: str) -> Text:
    """Return what undoing `commit` is called: what was undone before is redone, however often it goes to and fro."""
    turns = 0
    while before := githistory.trailer(git, commit, "Regio-Undoes"):
        commit, turns = g.commit_of(git, before), turns + 1
    values = {"subject": githistory.subject(git, commit)}
    return Text(N_("Redone: {subject}") if turns % 2 else N_("Undone: {subject}"), values)


def reversal(git: g.Git, snapshot: Snapshot, commit: str) -> list[Restore]:
    """Return the steps that undo what `commit` (an id) did to the records of `snapshot`.

    Raises Refused for a merge, the first commit, and one that touched no record or left one that can't be read.
    """
    found = githistory.one(git, commit)
    inside = f"{githistory.prefix(git)}{REGISTRY}/"
    files = [
        touched._replace(path=touched.path[len(inside) :]) for touched in found.files if touched.path.startswith(inside)
    ]
    if not files:
        raise Refused(Text(N_("commit {commit} did not touch the registry"), {"commit": commit[:10]}))
    if len(found.parents) != 1:
        hint = Text(N_("undo the changes that it brought one by one; 'regio log' lists them"))
        raise Refused(Text(N_("commit {commit} is a merge or the first one"), {"commit": commit[:10]}), hint)
    texts = _texts(git, files)
    with TemporaryDirectory() as folder:
        undoing = _Undoing(snapshot, texts, lambda *three: merged_text(git, Path(folder), *three))
        steps = [undoing.step(touched) for touched in files]
    known = [step for step in steps if step]
    if not known:
        raise Refused(Text(N_("commit {commit} did not touch a record"), {"commit": commit[:10]}))
    return known


def require_undoable(root: Path, env: Mapping[str, str], commit: str, steps: Sequence[Restore]) -> None:
    """Raise Refused when undoing `commit` (an id) would write data of an earlier schema version, or go back to one."""
    after = open_registry(root, commit, env)
    before = open_registry(root, f"{commit}^", env)
    if before.version != after.version:
        values = {"commit": commit[:10], "version": before.version}
        raise Refused(
            Text(
                N_("commit {commit} upgraded the registry, and undoing it would go back to version {version}"), values
            ),
            Text(N_("before it is shared, git can: git revert {commit}"), values),
        )
    if is_earlier(after.version):
        for side in (before.snapshot, after.snapshot):
            _require_same_now(side, commit, steps)


def _require_same_now(side: Snapshot, commit: str, steps: Sequence[Restore]) -> None:
    """Raise Refused when a record that is undone is written otherwise at the current schema version."""
    then, now = side.as_written.records, side.records
    for step in steps:
        if then.get(step.record) != now.get(step.record):
            values = {"commit": commit[:10], "record": str(step.record)}
            raise Refused(
                Text(N_("commit {commit} is from before the upgrade, and {record} is written otherwise since"), values),
                Text(N_("put it right as it must be now: regio edit {record}"), values),
            )


def _texts(git: g.Git, files: Sequence[githistory.Touched]) -> Mapping[str, bytes]:
    ids = {id_ for touched in files for id_ in (touched.before[0], touched.after) if id_}
    return {id_: content or b"" for id_, _, content in g.contents(git, sorted(ids), MAX_BYTES)} if ids else {}


@dataclass(frozen=True)
class _Undoing:
    """What a change is undone with: the records as they are, the content of its blobs by id, and a merge by lines."""

    snapshot: Snapshot
    texts: Mapping[str, bytes]
    merged_text: TextMerge

    def step(self, touched: githistory.Touched) -> Restore | None:
        """Return the step that undoes what the change did to one file, None when it holds no record."""
        kinds = self.snapshot.kinds
        address = address_of(Entry(touched.path, touched.after or ""), kinds)
        if address is None:
            return None
        before, after = touched.before[0], touched.after
        left = self.texts[after] if after else None
        text = self.texts[before] if before else None
        made = _data(address, left) if left is not None else None
        was = _data(address, text) if text is not None else None
        return Restore(address, made, was, self._restored(kinds[address.kind], address, (left, text), (made, was)))

    def _restored(
        self,
        kind: Kind,
        address: Address,
        texts: tuple[bytes | None, bytes | None],
        sides: tuple[Data | None, Data | None],
    ) -> bytes | None:
        """Return the file as it is now with the change taken out; `texts` and `sides` are what it left, and what was before."""
        left, text = texts
        file = self.snapshot.by_address.get(address)
        now = self.snapshot.bytes_of(file) if file else None
        if now == left or now is None:
            return text
        merged = merge(sides[0], data_of(now), sides[1])
        if merged.conflicts:
            return None
        return written(kind, merged.data, (left, now, text), self.merged_text)


def _data(address: Address, text: bytes) -> Data:
    data = read(text).data
    if not isinstance(data, dict):
        raise Refused(
            Text(N_("{record} could not be read before or after that commit"), {"record": str(address)}),
            Text(N_("use git for this one: 'git revert'")),
        )
    return data


def _changed_since(record: Address, conflicts: tuple[Conflict, ...]) -> Refused:
    lines = [
        Text(
            N_("  {field}: that change made it {made}, and it is {now} now"),
            {
                "field": field_name(conflict.pointer) or str(record),
                "made": _told(conflict.base),
                "now": _told(conflict.ours),
            },
        )
        for conflict in conflicts
    ]
    listed = (
        lines[0]
        if len(lines) == 1
        else Text(N_("{first} (and {count} more)"), {"first": lines[0], "count": len(lines) - 1})
    )
    return Refused(
        Text(N_("later changes of {record} stand in the way:\n{listed}"), {"record": str(record), "listed": listed}),
        Text(
            N_("undo those first ('regio log {record}' lists them), or put it right with 'regio set'"),
            {"record": str(record)},
        ),
    )


def _told(value: Any) -> Any:
    return Text(N_("not there")) if value is None else str(value)[:80]
