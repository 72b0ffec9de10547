"""The one entry to a review: two commits in, all there is to say of what lies between out. Nothing is written."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from regio_cli.check.rules import settings_of
from regio_cli.history.delta import Delta
from regio_cli.history.past import NOTHING, Moment, Side, compared
from regio_cli.history.renaming import renames, settle
from regio_cli.history.sentence import Scene
from regio_cli.history.words import sentences
from regio_cli.model.kinds import Kinds
from regio_cli.model.text import N_, Text
from regio_cli.report.wording import listed
from regio_cli.review import effects as fx
from regio_cli.review import messages
from regio_cli.review.case import Case
from regio_cli.review.grouping import grouped
from regio_cli.review.heaps import discreet, found_in, heaps, with_later
from regio_cli.review.lookalikes import in_records, in_texts
from regio_cli.review.model import Heaps, Lookalike, Review
from regio_cli.review.people import People
from regio_cli.review.personal import entering
from regio_cli.review.scope import Scope
from regio_cli.review.sides import Sides, sides
from regio_cli.review.stakes import stakes
from regio_cli.store import githistory as gh
from regio_cli.store.daycommit import day_known
from regio_cli.store.git import Git
from regio_cli.store.githistory import Commit
from regio_cli.store.snapshot import Snapshot
from regio_cli.store.source import REGISTRY


def review(root: Path, git: Git, scope: Scope, on: str, known: str | None, part: int) -> tuple[Review, Sides]:
    """Return what the commits of `scope` would change in the registry in `root`, and both sides of it.

    Findings are those of the day `on`, with what the branch brings by the day when all of it is in force; `known` is the day from which the past is reckoned, that of the last commit on either
    side without it; `part` is the share of a body, in percent, above which a change of it is large. Raises NoRegistry.
    """
    both = sides(root, git, scope)
    before, after = both.before.snapshot, both.after.snapshot
    people = People(before.kinds, before.records, after.records)
    delta, others = _moment(before, after)
    scene = Scene(before.kinds, people.name, people.data, True, people.openly)
    told = [*sentences(delta, people.name, people.data, True, people.openly), *others]
    day = fx.day_of(delta, on)
    figures = fx.figures(before.kinds, before.records, after.records, day, settings_of(before))
    # A branch may give its commits any day; those where it goes to can be trusted.
    known = known or max(day_known(git, commit, both.before.zone) for commit in (scope.base, scope.head))
    files = (*_differing(before, after), *both.outside)
    case = Case(settle(scene, delta).rest, scene, people.before, people.after, known, part, files)
    commits = tuple(gh.touching(git, [scope.head, f"^{scope.base}"], []))
    moves = _moves(before.kinds, delta)
    found = heaps(found_in(both.before, on), found_in(both.after, on), moves)
    if day != on:
        found = with_later(found, heaps(found_in(both.before, day), found_in(both.after, day), moves), day)
    made = Review(
        scope, on, known, day, messages.discreet(commits, people),
        grouped(scene, delta, told, partial(fx.votes, figures)), stakes(case), entering(delta, people),
        (*in_records(delta), *_in_names(scope, commits, files)), fx.effects(figures), discreet(_readable(found, after), people),
        (*_notes(scope, both), *messages.naming(commits, people)),
    )  # fmt: skip
    return made, both


def _differing(before: Snapshot, after: Snapshot) -> tuple[str, ...]:
    """Return the files of the registry that differ."""
    paths = sorted({*before.files, *after.files})
    return tuple(f"{REGISTRY}/{path}" for path in paths if _entry(before, path) != _entry(after, path))


def _entry(snapshot: Snapshot, path: str) -> object:
    file = snapshot.files.get(path)
    return file and file.entry


def _moment(before: Snapshot, after: Snapshot) -> Moment:
    """Return what differs: in records that can be read, and what there is to say of all other files."""
    paths = [path.removeprefix(f"{REGISTRY}/") for path in _differing(before, after)]
    return compared(before.kinds, ((path, _side(before, path), _side(after, path)) for path in paths))


def _side(snapshot: Snapshot, path: str) -> Side:
    file = snapshot.files.get(path)
    if file is None:
        return NOTHING
    return Side(True, snapshot.records.get(file.address) if file.address else None)


def _moves(kinds: Kinds, delta: Delta) -> Mapping[str, str]:
    paths = {
        address: f"{REGISTRY}/{kinds[address.kind].path_of(address.id)}"
        for pair in renames(delta).items()
        for address in pair
    }
    return {paths[old]: paths[new] for old, new in renames(delta).items()}


def _in_names(scope: Scope, commits: tuple[Commit, ...], files: tuple[str, ...]) -> Iterator[Lookalike]:
    """Yield what looks like something else in the names of branches and files, and in messages."""
    yield from in_texts(scope.head_name, [("", scope.head_name)])
    for path in files:
        yield from in_texts(path, [("", path)])
    for commit in commits:
        said = (commit.subject, commit.author, commit.reason, commit.decision, commit.source)
        yield from in_texts(commit.short, [("", text) for text in said])


def _readable(found: Heaps, after: Snapshot) -> Heaps:
    """Return the heaps without what is only resolved because a record can't be read any more."""
    unread = {str(address) for address in after.by_address if address not in after.records}
    return found._replace(resolved=tuple(one for one in found.resolved if one.record not in unread))


def _notes(scope: Scope, both: Sides) -> Iterator[Text]:
    if scope.base == scope.head:
        yield Text(N_("both are the same commit: there is nothing to review"))
    if scope.has_moved:
        values = {"base": scope.base_name}
        yield Text(
            N_("{base} has moved on since this branch began; what is told here is what merging it now would change"),
            values,
        )
    if both.clashing:
        text = N_(
            "both sides changed these files in ways that do not go together; told and judged as the branch has them: {files}"
        )
        yield Text(text, {"files": listed(both.clashing)})
    if any(path.startswith("schemas/") for path in both.outside):
        yield Text(
            N_("the schemas change in this branch; its records are judged by the schemas of {base}"),
            {"base": scope.base_name},
        )
    if any(path.startswith("rules/") for path in both.outside):
        yield Text(
            N_("the rules change in this branch; it is judged by the rules of {base}"), {"base": scope.base_name}
        )
