"""A clone and the registry that all share are brought together: fetch, put what is local on top, check, push, again.

1. What others did is fetched; another sync of this clone waits, a change does not.
2. Under the lock of a change, the local commits are replayed on top, the whole is checked, branch and files follow.
3. The branch is pushed, never by force. When somebody was first, all begins again.
"""

import contextlib
import os
import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from regio_cli.change import journal as j
from regio_cli.change.follow import follow
from regio_cli.change.rebase import Lines, Plan, Revisions, planned
from regio_cli.change.refusal import NotNow
from regio_cli.change.transaction import FOLDER, LOCK, Desk, Place, abandon, held, place_of, require_still, settle
from regio_cli.model.text import N_, Text
from regio_cli.read.registry import Registry, reopened
from regio_cli.store import divergence as d
from regio_cli.store import git as g
from regio_cli.store import remote
from regio_cli.store.git import GitError
from regio_cli.store.lock import Held, locked

SYNC_LOCK = "sync"
_TRIES = 20
_PAUSE = 0.05
_LONGEST_PAUSE = 1.0


@dataclass(frozen=True)
class Office:
    """What a sync needs: the registry, the desk of a change, the day (YYYY-MM-DD), and who hears how far git is."""

    registry: Registry
    desk: Desk
    today: str
    progress: remote.Progress


class Synced(NamedTuple):
    """What a sync did: others' changes are those from `lines.fork` to `lines.upstream`, own ones from there to `tip`.

    `dropped` are the commits made here that had nothing left to say, `left` the files that somebody was editing
    meanwhile, `tries` how often it was pushed.
    """

    upstream: d.Upstream
    lines: Lines
    tip: str
    dropped: tuple[str, ...]
    left: tuple[str, ...]
    tries: int
    revisions: Revisions


class _Part(NamedTuple):
    plan: Plan
    left: tuple[str, ...]


def sync(office: Office) -> Synced:
    """Bring this clone and its upstream together.

    Raises NotNow when the repository is in no state for it or the remote can't be reached, Clashing or Broken when the
    two do not go together; the branch is then as it was, or, when only the push failed, on top of what was fetched.
    """
    place = place_of(office.registry, office.desk.env)
    with alone(place, office.desk):
        upstream = _upstream(place, office.registry)
        revisions = Revisions(office.registry.root, office.desk.env)
        parts: list[_Part] = []
        for number in range(_TRIES):
            fetch(place, upstream, office)
            parts.append(_brought_together(place, upstream, revisions, office))
            plan = parts[-1].plan
            if plan.tip == plan.lines.upstream or _push(place, upstream, plan.tip, office):
                return _synced(upstream, parts, revisions)
            office.desk.pause(random.uniform(0, min(_PAUSE * 2**number, _LONGEST_PAUSE)))
    raise NotNow(
        Text(
            N_("others were first {count} times in a row; what is new there is in, nothing is sent"), {"count": _TRIES}
        ),
        Text(N_("try again in a moment")),
    )


def rehearse(office: Office) -> Synced:
    """Return what a sync would do; only what others did is fetched. Raises as `sync` does."""
    place = place_of(office.registry, office.desk.env)
    with alone(place, office.desk):
        upstream = _upstream(place, office.registry)
        revisions = Revisions(office.registry.root, office.desk.env)
        fetch(place, upstream, office)
        with tempfile.TemporaryDirectory() as folder:
            plan = planned(place, upstream, revisions, Path(folder), office.today)
    return _synced(upstream, [_Part(plan, ())], revisions)._replace(tries=0)


def _synced(upstream: d.Upstream, parts: list[_Part], revisions: Revisions) -> Synced:
    first, last = parts[0].plan, parts[-1].plan
    lines = Lines(first.lines.fork, first.lines.here, last.lines.upstream)
    dropped = tuple(commit for part in parts for commit in part.plan.dropped)
    left = tuple(dict.fromkeys(path for part in parts for path in part.left))
    return Synced(upstream, lines, last.tip, dropped, left, len(parts), revisions)


@contextlib.contextmanager
def alone(place: Place, desk: Desk) -> Iterator[None]:
    """Keep other syncs and proposals of this clone, in any of its work trees, waiting."""
    try:
        file = place.at.common_dir / FOLDER / SYNC_LOCK
        with locked(file, desk.me, desk.patience, desk.waiting, desk.pause):
            yield
    except Held as error:
        raise held(error.owner) from error


def _upstream(place: Place, registry: Registry) -> d.Upstream:
    branch = require_still(registry).branch
    if branch is None:
        raise NotNow(
            Text(N_("HEAD is on no branch, so there is nothing to sync with")),
            Text(N_("go to a branch ('git switch main')")),
        )
    found = d.upstream_of(place.top, branch)
    if found is None:
        name = branch.removeprefix("refs/heads/")
        raise NotNow(
            Text(N_("the branch {branch} follows no branch of another repository"), {"branch": name}),
            Text(N_("say once which: git push --set-upstream origin {branch}"), {"branch": name}),
        )
    return found


def fetch(place: Place, upstream: d.Upstream, office: Office) -> None:
    """Bring our copy of `upstream` up to date. Raises NotNow when it can't be had."""
    try:
        remote.fetch(place.top, upstream.remote, upstream.branch, upstream.copy, office.progress)
    except GitError as error:
        values = {"remote": upstream.remote, "what": str(error)}
        raise NotNow(Text(N_("nothing could be fetched from {remote}: {what}"), values)) from error


def _push(place: Place, upstream: d.Upstream, tip: str, office: Office) -> bool:
    try:
        return remote.push(place.top, upstream.remote, tip, upstream.branch, office.progress)
    except GitError as error:
        values = {"remote": upstream.remote, "what": str(error)}
        raise NotNow(
            Text(N_("what others did is in, but {remote} does not take what was done here: {what}"), values),
            Text(N_("nothing is lost: it is committed here; sync again when that is mended")),
        ) from error


def _brought_together(place: Place, upstream: d.Upstream, revisions: Revisions, office: Office) -> _Part:
    """Let the branch and its files go on to upstream with what is local on top, under the lock of a change."""
    desk = office.desk
    with locked(place.at.git_dir / FOLDER / LOCK, desk.me, desk.patience, desk.waiting, desk.pause) as handle:
        place = place._replace(top=place.top._replace(shared=() if os.name == "nt" else (handle,)))
        settle(place, desk)
        fresh = reopened(office.registry, desk.env)
        if _upstream(place, fresh) != upstream:
            raise NotNow(Text(N_("the branch changed during the sync")), Text(N_("nothing is changed; try again")))
        try:
            return _moved(place, require_still(fresh), upstream, revisions, office)
        except BaseException:
            abandon(place)
            raise


def _moved(place: Place, head: g.Head, upstream: d.Upstream, revisions: Revisions, office: Office) -> _Part:
    place.folder.mkdir(parents=True, exist_ok=True)
    plan = planned(place, upstream, revisions, place.folder, office.today)
    if plan.tip == plan.lines.here:
        j.clear(place.folder)
        return _Part(plan, ())
    assert head.branch
    left = follow(place, head.branch, plan.lines.here, plan.tip, f"sync {upstream.name}", office.desk)
    if any(change.after == d.NOTHING for change in d.changed(place.top, plan.lines.here, plan.tip)):
        now = reopened(office.registry, office.desk.env)
        now.forget_removed(now.snapshot)
    return _Part(plan, left)
