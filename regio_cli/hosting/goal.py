"""Which branch a proposal goes to, and on top of what: decided from the branches there are, here and elsewhere."""

from collections.abc import Mapping
from typing import NamedTuple

from regio_cli.change.refusal import NotNow, Refused
from regio_cli.change.transaction import Place
from regio_cli.hosting.naming import free_name, slug
from regio_cli.model.text import N_, Text
from regio_cli.store import branches as b
from regio_cli.store import divergence as d
from regio_cli.store.git import has_commit, is_ancestor


class Wish(NamedTuple):
    """What is asked for: a title, and perhaps what the proposal goes on top of and how its branch is called."""

    title: str
    base: str | None = None
    branch: str | None = None


class Goal(NamedTuple):
    """The branch of a proposal (short name). `before` is its commit until now, None when it is new.

    `is_here` tells that it is the branch that is checked out; `is_own` that regio made it, and may replace it elsewhere.
    """

    branch: str
    before: str | None
    is_here: bool
    is_own: bool


def base_for(place: Place, here: str, wish: Wish) -> d.Upstream:
    """Return what a proposal made on the branch `here` (full name) goes on top of. Raises NotNow when it can't be told."""
    git = place.top
    follows = d.upstream_of(git, here)
    remotes = b.remotes(git)
    told = wish.base or b.base_of(git, here.removeprefix(b.HEADS)) or ""
    remote = next((each for each in remotes if told.startswith(f"{each}/")), None)
    name = told.removeprefix(f"{remote}/") if remote else told
    remote = remote or _remote(remotes, follows)
    name = name or b.default_of(git, remote) or (follows.branch.removeprefix(b.HEADS) if follows else "")
    if not name or not b.is_name(git, name):
        text = Text(N_("it is not known what a proposal goes on top of"))
        raise NotNow(text, Text(N_("say it once: --base main")))
    return d.Upstream(remote, f"{b.HEADS}{name}", f"refs/remotes/{remote}/{name}")


def _remote(remotes: list[str], follows: d.Upstream | None) -> str:
    if follows:
        return follows.remote
    if "origin" in remotes or len(remotes) == 1:
        return "origin" if "origin" in remotes else remotes[0]
    raise NotNow(
        Text(N_("this clone knows no repository elsewhere to propose to")),
        Text(N_("say once which: git remote add origin ADDRESS")),
    )


def goal_for(place: Place, here: str, base: d.Upstream, wish: Wish, there: Mapping[str, str]) -> Goal:
    """Return the branch that a proposal made on `here` (full name) goes to; `there` are the branches elsewhere.

    Raises Refused or NotNow when that branch is somebody else's or can't be used.
    """
    local = b.local(place.top)
    short, shared = here.removeprefix(b.HEADS), base.branch.removeprefix(b.HEADS)
    if here != base.branch and d.upstream_of(place.top, here) != base:
        if wish.branch not in (None, short):
            raise Refused(
                Text(N_("on the branch {branch}, the proposal is that branch"), {"branch": short}),
                Text(N_("leave --branch out, or go to {base} first"), {"base": shared}),
            )
        return Goal(short, local[here].commit, True, b.base_of(place.top, short) is not None)
    own = {name for name in _short(local) if b.base_of(place.top, name)}
    name = _asked(place, wish.branch, shared, own, {*_short(local), *_short(there)}) if wish.branch else None
    if name is None:
        merged = {n for n in own if is_ancestor(place.top, local[f"{b.HEADS}{n}"].commit, base.copy)}
        name = free_name(slug(wish.title), {shared, *_short(local), *_short(there)} - (own - merged))
    return _elsewhere(local, name)


def _short(names: Mapping[str, object]) -> set[str]:
    return {name.removeprefix(b.HEADS) for name in names}


def _asked(place: Place, name: str, shared: str, own: set[str], taken: set[str]) -> str:
    if not b.is_name(place.top, name) or name == shared:
        raise Refused(Text(N_("'{value}' can't be the name of a proposal's branch"), {"value": name}))
    if name in taken and name not in own:
        raise Refused(
            Text(N_("there is a branch {branch} already, and regio did not make it"), {"branch": name}),
            Text(N_("choose another name, or go to that branch first ('git switch {branch}')"), {"branch": name}),
        )
    return name


def _elsewhere(local: Mapping[str, b.Local], name: str) -> Goal:
    known = local.get(f"{b.HEADS}{name}")
    if known and known.folder:
        values = {"branch": name, "folder": known.folder}
        raise NotNow(
            Text(N_("the branch {branch} is at work in {folder}"), values),
            Text(N_("propose it from there"), values),
        )
    return Goal(name, known.commit if known else None, False, True)


def expected(place: Place, goal: Goal, tip: str, now: str | None) -> str:
    """Return the commit that may be replaced elsewhere by `tip`: what is there `now`, empty when nothing is.

    Raises NotNow when that is somebody else's work: not what was pushed from here, nor part of what is in this clone.
    """
    git = place.top
    if now is None:
        return ""
    # What others put there need not be in this clone.
    is_here = has_commit(git, now)
    if is_here and is_ancestor(git, now, tip):
        return now
    seen = is_here and goal.before is not None and is_ancestor(git, now, goal.before)
    if goal.is_own and (seen or now == b.pushed(git, goal.branch)):
        return now
    raise NotNow(
        Text(
            N_("the branch {branch} was changed by others, and nothing of theirs is replaced"), {"branch": goal.branch}
        ),
        Text(N_("'git switch {branch}' and 'regio sync' bring it in; then propose again"), {"branch": goal.branch}),
    )
