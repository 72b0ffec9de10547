"""Where a branch goes in a sync: on to upstream, with the commits made here on top. Stores objects, moves nothing."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from regio_cli.change.doubled import Doubled, doubled
from regio_cli.change.proposal import compared
from regio_cli.change.refusal import Broken, NotNow, Refused
from regio_cli.change.replay import Clash, Line, Place, Replay, Replayed
from regio_cli.change.transaction import Place as Desktop
from regio_cli.change.transaction import not_committed
from regio_cli.change.unreported import require_unfiltered
from regio_cli.change.versions_apart import require_one_version
from regio_cli.model.finding import Finding
from regio_cli.model.kinds import Kinds
from regio_cli.model.text import N_, Text
from regio_cli.read.registry import Registry, open_registry
from regio_cli.store import divergence as d
from regio_cli.store import gitwrite as w
from regio_cli.store.git import GitError, commit_of
from regio_cli.store.snapshot import address_of
from regio_cli.store.source import REGISTRY, Entry
from regio_cli.store.textmerge import merged_text


class Lines(NamedTuple):
    """Two lines of commits: where they parted, the end of the one here, and of upstream's."""

    fork: str
    here: str
    upstream: str


class Plan(NamedTuple):
    """Where the branch goes: the commit `tip`; `dropped` are the local commits that have nothing left to say."""

    lines: Lines
    tip: str
    dropped: tuple[str, ...] = ()


class Clashing(Refused):
    """What was changed here and what others changed can't both be; nothing is changed."""

    def __init__(self, upstream: str, lines: Lines, clashes: Sequence[Clash], seats: Sequence[Doubled]) -> None:
        super().__init__(
            Text(N_("what was changed here and what others changed do not go together, so nothing is changed"))
        )
        self.upstream, self.lines, self.clashes, self.seats = upstream, lines, tuple(clashes), tuple(seats)


class Revisions:
    """The registry at several commits, each opened once."""

    def __init__(self, root: Path, env: Mapping[str, str]) -> None:
        self.root, self.env = root, env
        self._opened: dict[str, Registry] = {}

    def at(self, commit: str) -> Registry:
        """Return the registry as it is in `commit`."""
        if commit not in self._opened:
            self._opened[commit] = open_registry(self.root, commit, self.env)
        return self._opened[commit]


def planned(
    place: Desktop, upstream: d.Upstream, revisions: Revisions, folder: Path, today: str, here: str = "HEAD"
) -> Plan:
    """Return where the branch at `here` goes; `folder` is for what is only used meanwhile.

    Raises NotNow for lines that can't be brought together, also because they are of different schema versions, Clashing,
    or Broken when the registry there would have faults that upstream's has not.
    """
    lines = _lines(place, upstream, here)
    if lines.fork == lines.here:
        return Plan(lines, lines.upstream)
    if lines.fork != lines.upstream:
        name, version_at = upstream.name, lambda commit: revisions.at(commit).version
        require_one_version(place.top, lines.here, lines.upstream, name, version_at)
    plan = (
        Plan(lines, lines.here) if lines.fork == lines.upstream else _rebased(place, lines, upstream, revisions, folder)
    )
    _require_sound(plan, revisions, today)
    return plan


def _lines(place: Desktop, upstream: d.Upstream, revision: str) -> Lines:
    here, there = commit_of(place.top, revision), commit_of(place.top, upstream.copy)
    fork = d.fork(place.top, here, there)
    if d.is_rewritten(place.top, upstream.copy, here):
        raise NotNow(
            Text(N_("the history of {upstream} was rewritten since it was fetched last"), {"upstream": upstream.name}),
            Text(
                N_("ask who did it; 'git rebase {upstream}' keeps your own commits only"), {"upstream": upstream.name}
            ),
        )
    if fork is None:
        text = Text(N_("this branch and {upstream} have no commit in common"), {"upstream": upstream.name})
        if d.is_cut_off(place.top):
            values = {"remote": upstream.remote}
            raise NotNow(
                text, Text(N_("this clone has only part of the history: git fetch --unshallow {remote}"), values)
            )
        raise NotNow(text, Text(N_("'git remote -v' shows whether it is the right repository")))
    return Lines(fork, here, there)


def _rebased(place: Desktop, lines: Lines, upstream: d.Upstream, revisions: Revisions, folder: Path) -> Plan:
    own = [
        _line(place, commit, parents, upstream) for commit, parents in d.commits(place.top, lines.upstream, lines.here)
    ]
    # Each side upgraded by itself: what local commits left at the earlier version goes in as the upgrade made it.
    is_upgraded = revisions.at(lines.fork).version != revisions.at(lines.upstream).version
    replayed = _replayed(place, lines, own, revisions.at(lines.upstream).kinds, folder, is_upgraded)
    if replayed.clashes:
        raise Clashing(upstream.name, lines, replayed.clashes, ())
    tip, dropped = _committed(place, lines.upstream, dict(own), replayed, folder)
    snapshots = [revisions.at(commit).snapshot for commit in (lines.upstream, lines.here, tip)]
    seats = doubled(*snapshots)
    if seats:
        raise Clashing(upstream.name, lines, (), seats)
    return Plan(lines, tip, dropped)


def _line(place: Desktop, commit: str, parents: Sequence[str], upstream: d.Upstream) -> Line:
    if len(parents) != 1:
        raise NotNow(
            Text(
                N_("commit {commit} here is a merge, which can't be put on top of others' changes"),
                {"commit": commit[:10]},
            ),
            Text(N_("bring both together once with 'git merge {upstream}', then sync"), {"upstream": upstream.name}),
        )
    return commit, d.changed(place.top, parents[0], commit)


def _replayed(
    place: Desktop, lines: Lines, own: Sequence[Line], kinds: Kinds, folder: Path, is_upgraded: bool
) -> Replayed:
    paths = sorted({change.path for _, changes in own for change in changes})
    upstream = d.versions(place.top, lines.upstream, paths)
    registry = f"{place.at.prefix}{REGISTRY}/"

    def record_at(path: str) -> Place | None:
        address = address_of(Entry(path.removeprefix(registry), ""), kinds) if path.startswith(registry) else None
        return (kinds[address.kind], address) if address else None

    texts = d.texts(place.top, _blobs(own, upstream, record_at))
    replay = Replay(upstream, texts, record_at, lambda *three: merged_text(place.top, folder, *three))
    return replay.run(own, at_once=is_upgraded)


def _blobs(
    own: Sequence[Line], upstream: Mapping[str, d.Version], record_at: Callable[[str], Place | None]
) -> set[str]:
    """Return the blobs of records that both sides may have changed."""
    sides = [(each.path, side) for _, changes in own for each in changes for side in (each.before, each.after)]
    found = (side for path, side in [*upstream.items(), *sides] if record_at(path))
    return {side.blob for side in found if side.mode in (w.FILE, w.EXECUTABLE)}


def _committed(
    place: Desktop, base: str, own: Mapping[str, Sequence[d.Changed]], replayed: Replayed, folder: Path
) -> tuple[str, tuple[str, ...]]:
    """Store the replayed commits; return the last one, and the local commits that became empty."""
    staged_anew = [entry for _, entries in replayed.commits for entry in entries if entry.blob in replayed.fresh]
    require_unfiltered(place.top, [entry.path for entry in staged_anew])
    _store(place, replayed.fresh, folder)
    index = w.with_index(place.top, folder / "index")
    index.run("read-tree", base)
    sign, dropped = w.signs(place.top), []
    for commit, staged in replayed.commits:
        if own[commit] and not staged:
            dropped.append(commit)
            continue
        w.stage(index, staged)
        base = _recommitted(place, commit, w.tree_of_index(index), base, folder, sign)
    return base, tuple(dropped)


def _store(place: Desktop, fresh: Mapping[str, bytes], folder: Path) -> None:
    files = [folder / f"{number}.merged" for number in range(len(fresh))]
    for file, content in zip(files, fresh.values(), strict=True):
        file.write_bytes(content)
    w.write_blobs(place.top, files)


def _recommitted(place: Desktop, commit: str, tree: str, parent: str, folder: Path, sign: bool) -> str:
    """Store the commit `commit` anew, by the same author, on the same date and with the same message."""
    if not sign:
        try:
            return w.rewrite_commit(place.top, commit, tree, parent)
        except GitError as error:
            raise not_committed(place, error, sign) from error
    message = folder / "message"
    message.write_text(d.message(place.top, commit), encoding="utf-8", newline="\n")
    author = place.top._replace(extra={**place.top.extra, **w.authored(place.top, commit)})
    try:
        return w.write_commit(author, tree, [parent], message, sign)
    except GitError as error:
        raise not_committed(place, error, sign) from error


def _require_sound(plan: Plan, revisions: Revisions, today: str) -> None:
    """Raise Broken when the registry at the tip has errors that upstream's has not."""
    faults = _errors(revisions, plan.lines.upstream, plan.tip, today)
    if not faults:
        return
    apart = _errors(revisions, plan.lines.here, plan.tip, today)
    if any(fault in apart for fault in faults):
        text = N_("what was changed here and what others changed break the registry together, so nothing is changed")
    else:
        text = N_("what was committed here has faults that the others' registry does not have, so nothing is sent")
    raise Broken(Text(text), faults, revisions.at(plan.tip).snapshot)


def _integrity(registry: Registry) -> list[str]:
    return [rule.id for rule in registry.catalogue.rules.values() if rule.severity == "error"]


def _found(registry: Registry, today: str) -> tuple[Finding, ...]:
    return (*registry.findings(today)[0], *registry.judged(today, _integrity(registry)))


def _errors(revisions: Revisions, before: str, after: str, today: str) -> tuple[Finding, ...]:
    found, _ = compared(_found(revisions.at(before), today), _found(revisions.at(after), today))
    return tuple(finding for finding in found if finding.severity == "error")
