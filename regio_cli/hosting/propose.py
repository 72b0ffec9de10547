"""A proposal: what was committed here, on a branch of its own on top of the shared registry, pushed for review.

1. The shared branch is fetched, and the local commits are put on top of it as in a sync: checked as a whole.
2. A local branch holds them before anything is sent; it is pushed, and only a branch of our own is ever replaced there.
3. Only then does the shared branch here go back to what all share. Cut off in between, proposing again goes on.
"""

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from regio_cli.change.discretion import named
from regio_cli.change.follow import follow, require_free
from regio_cli.change.rebase import Plan, Revisions, planned
from regio_cli.change.refusal import NotNow, Refused
from regio_cli.change.sync import Office, alone, fetch
from regio_cli.change.transaction import FOLDER, LOCK, Place, abandon, held, place_of, require_still, settle
from regio_cli.hosting.goal import Goal, Wish, base_for, expected, goal_for
from regio_cli.model.text import N_, Text
from regio_cli.read.registry import Registry, reopened
from regio_cli.store import branches as b
from regio_cli.store import divergence as d
from regio_cli.store import gitwrite as w
from regio_cli.store import remote
from regio_cli.store.git import GitError, commit_of
from regio_cli.store.lock import Held, locked
from regio_cli.store.source import REGISTRY, WorkTree

_LISTED = 10


class Proposed(NamedTuple):
    """A proposal: its branch (short name), what it goes on top of, and the commits `shared` and `tip` that it lies between.

    `updated` tells that the branch was there; `back` that the shared branch here went back; `uncommitted` are edited
    files that are no part of it, `left` those that somebody was editing meanwhile. `sent` is False for a rehearsal.
    """

    branch: str
    base: d.Upstream
    shared: str
    tip: str
    updated: bool
    back: bool
    uncommitted: tuple[str, ...]
    left: tuple[str, ...]
    sent: bool
    revisions: Revisions


class _Work(NamedTuple):
    """What is to be done: the goal, the plan of its commits, and what the branch that is checked out goes to."""

    goal: Goal
    plan: Plan
    here: str
    branch: str
    after: str
    uncommitted: tuple[str, ...]


def propose(office: Office, wish: Wish, rehearsal: bool = False) -> Proposed:
    """Propose what was committed here. With `rehearsal`, only what others did is fetched and nothing else is changed.

    Raises NotNow when the repository is in no state for it or the remote can't be reached, Refused when there is nothing
    to propose, a person is named or the branch is not ours, Clashing or Broken when it does not go on top of the others'.
    """
    place = place_of(office.registry, office.desk.env)
    with alone(place, office.desk):
        here = _branch(office.registry)
        base = base_for(place, here, wish)
        fetch(place, base, office)
        there = _heads(place, base, office)
        revisions = Revisions(office.registry.root, office.desk.env)
        with _locked(place, office) as place, tempfile.TemporaryDirectory() as folder:
            fresh = reopened(office.registry, office.desk.env)
            work = _worked_out(place, fresh, base, wish, there, revisions, Path(folder), office.today)
            now = there.get(f"{b.HEADS}{work.goal.branch}")
            lease = expected(place, work.goal, work.plan.tip, now)
            left = () if rehearsal else _carried_out(place, base, work, lease, office)
    plan, back = work.plan, not work.goal.is_here and work.here != work.after
    shared = commit_of(place.top, base.copy)
    return Proposed(
        work.goal.branch, base, shared, plan.tip, bool(now), back, work.uncommitted, left, not rehearsal, revisions
    )


def _branch(registry: Registry) -> str:
    branch = require_still(registry).branch
    if branch is None:
        raise NotNow(
            Text(N_("HEAD is on no branch, so there is nothing to propose")),
            Text(N_("go to a branch ('git switch main')")),
        )
    return branch


def _heads(place: Place, base: d.Upstream, office: Office) -> dict[str, str]:
    try:
        return remote.heads(place.top, base.remote, office.progress)
    except GitError as error:
        values = {"remote": base.remote, "what": str(error)}
        raise NotNow(Text(N_("nothing could be fetched from {remote}: {what}"), values)) from error


@contextmanager
def _locked(place: Place, office: Office) -> Iterator[Place]:
    """Hold the lock of a change; what an interrupted one left is settled first, and what is prepared cleared after."""
    desk = office.desk
    try:
        with locked(place.at.git_dir / FOLDER / LOCK, desk.me, desk.patience, desk.waiting, desk.pause) as handle:
            place = place._replace(top=place.top._replace(shared=() if os.name == "nt" else (handle,)))
            settle(place, desk)
            try:
                yield place
            except BaseException:
                abandon(place)
                raise
    except Held as error:
        raise held(error.owner) from error


def _worked_out(
    place: Place,
    registry: Registry,
    base: d.Upstream,
    wish: Wish,
    there: Mapping[str, str],
    revisions: Revisions,
    folder: Path,
    today: str,
) -> _Work:
    branch = _branch(registry)
    here = commit_of(place.top, "HEAD")
    goal = goal_for(place, branch, base, wish, there)
    plan = _planned(place, goal, base, revisions, folder, today)
    uncommitted = _uncommitted(place, registry)
    if plan.tip == commit_of(place.top, base.copy):
        raise _nothing(base, uncommitted)
    _require_discreet(revisions, plan, wish.title, goal.branch)
    after = plan.tip if goal.is_here else commit_of(place.top, base.copy)
    _require_unedited(place, here, after)
    return _Work(goal, plan, here, branch, after, uncommitted)


def _planned(place: Place, goal: Goal, base: d.Upstream, revisions: Revisions, folder: Path, today: str) -> Plan:
    """Return where the proposal goes: what is on its branch already, on top of what is shared, and what is new on top."""
    onto = base
    if goal.before and not goal.is_here:
        onto = base._replace(copy=planned(place, base, revisions, folder, today, goal.before).tip)
    return planned(place, onto, revisions, folder, today)


def _uncommitted(place: Place, registry: Registry) -> tuple[str, ...]:
    assert isinstance(registry.source, WorkTree)
    changes = (change.path for change in registry.source.state.changes if change.state != "!")
    return tuple(sorted({*d.edited(place.top), *(f"{place.at.prefix}{REGISTRY}/{path}" for path in changes)}))


def _nothing(base: d.Upstream, uncommitted: tuple[str, ...]) -> Refused:
    text = Text(N_("nothing to propose: no commit here that {upstream} has not"), {"upstream": base.name})
    if not uncommitted:
        return Refused(text, Text(N_("make the change first; 'regio log' shows what is committed")))
    listed = ", ".join(uncommitted[:_LISTED])
    hint = N_("edited but not committed: {files}; commit that first ('git commit', or a change with --include-dirty)")
    return Refused(text, Text(hint, {"files": listed}))


def _require_discreet(revisions: Revisions, plan: Plan, title: str, branch: str) -> None:
    records = {**revisions.at(plan.lines.upstream).snapshot.records, **revisions.at(plan.tip).snapshot.records}
    found = named([title], records, [branch])
    if found:
        listed = ", ".join(sorted(address.id for address in found))
        raise Refused(
            Text(N_("the title or the branch names a person ({ids}), and hosts keep both for good"), {"ids": listed}),
            Text(N_("write the person's id, or the office, in place of the name")),
        )


def _require_unedited(place: Place, here: str, after: str) -> None:
    """Raise NotNow when what must follow the branch has been edited: before anything is sent."""
    changes = d.changed(place.top, here, after)
    edited = sorted({change.path for change in changes} & d.edited(place.top))
    if edited:
        raise NotNow(
            Text(
                N_("edited but not committed, and what is proposed touches it: {files}"), {"files": ", ".join(edited)}
            ),
            Text(N_("commit that edit or undo it, and propose again")),
        )
    require_free(place, changes)


def _carried_out(place: Place, base: d.Upstream, work: _Work, lease: str, office: Office) -> tuple[str, ...]:
    """Keep the branch, push it, and let the branch that is checked out follow; return the files that were left."""
    goal, tip = work.goal, work.plan.tip
    try:
        if not goal.is_here:
            b.keep(place.top, goal.branch, tip, goal.before or w.ABSENT, base.remote, base.name)
        if not remote.push_own(place.top, base.remote, tip, f"{b.HEADS}{goal.branch}", lease, office.progress):
            raise NotNow(
                Text(N_("the branch {branch} was changed by others at this moment"), {"branch": goal.branch}),
                Text(N_("nothing is lost: it is committed here; try again")),
            )
        b.note_pushed(place.top, goal.branch, tip)
    except GitError as error:
        raise NotNow(
            Text(N_("{remote} does not take the proposal: {what}"), {"remote": base.remote, "what": str(error)}),
            Text(N_("nothing is lost: it is committed here; propose again when that is mended")),
        ) from error
    left = _followed(place, work, office)
    if goal.is_here:
        b.keep(place.top, goal.branch, tip, tip, base.remote, base.name)
    return left


def _followed(place: Place, work: _Work, office: Office) -> tuple[str, ...]:
    if work.here == work.after:
        return ()
    place.folder.mkdir(parents=True, exist_ok=True)
    return follow(place, work.branch, work.here, work.after, f"propose {work.goal.branch}", office.desk)
