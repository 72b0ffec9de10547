"""The one entry to an audit: a repository, what is asked of it, and all there is to tell."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from regio_cli import __version__
from regio_cli.audit import anchor as anchoring
from regio_cli.audit.anchor import Anchor
from regio_cli.audit.arrival import Arrival, arrivals
from regio_cli.audit.facts import Facts, dumped, loaded
from regio_cli.audit.findings import Case, findings
from regio_cli.audit.settings import Settings
from regio_cli.audit.signatures import NONE, Signature, Signers, signatures
from regio_cli.audit.walk import Change, Node, walk
from regio_cli.audit.world import PATHS, World
from regio_cli.model.days import later
from regio_cli.model.finding import Finding
from regio_cli.model.zones import DEFAULT
from regio_cli.model.zones import zone as zone_called
from regio_cli.store import gitaudit as ga
from regio_cli.store.daycommit import known_on
from regio_cli.store.git import Blob, Git, contents, tree_of
from regio_cli.store.gitaudit import Written
from regio_cli.store.ledger import Ledger
from regio_cli.store.schemas import load_schemas
from regio_cli.store.source import REGISTRY, Entry, oddity
from regio_cli.store.yamlfile import MAX_BYTES

_FORMAT = 2


@dataclass(frozen=True)
class Asked:
    """What to audit: all commits up to `head` (an id) or, with `since` (an id), those after that one.

    `now` is in seconds since 1970; `prefix` the way from the repository's top to the registry's root; `cut_off` the commits
    where a shallow clone begins; `nowhere` a path without a file; days begin and end in `zone`.
    """

    git: Git
    head: str
    since: str | None
    settings: Settings
    signers: Signers
    anchors: tuple[Anchor, ...]
    cut_off: frozenset[str]
    prefix: str
    nowhere: Path
    now: int
    zone: ZoneInfo = field(default_factory=lambda: zone_called(DEFAULT))


@dataclass(frozen=True)
class Entered:
    """A commit that touched the registry, with what is known and what there is to tell of it.

    `is_bound` says whether the settings hold for it: they may begin on a day.
    """

    commit: Written
    facts: Facts
    signature: Signature
    arrival: Arrival
    is_bound: bool
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Audit:
    """What an audit found: `looked_at` counts all commits, `entries` are those that touched the registry, newest first.

    `whole` is what there is to tell of the history as a whole, `tree` the id of the registry's folder at the head, `replaced` how
    many objects have others standing in for them, which were left out of account.
    """

    asked: Asked
    tree: str | None
    looked_at: int
    replaced: int
    entries: tuple[Entered, ...]
    whole: tuple[Finding, ...]

    @property
    def findings(self) -> Iterator[Finding]:
        """All there is to tell."""
        yield from self.whole
        for entry in self.entries:
            yield from entry.findings


def audit(asked: Asked, ledger: Ledger) -> Audit:
    """Examine every commit asked for. Raises GitError when the repository lacks what it should have."""
    git = asked.git
    commits = ga.written(git, asked.head, asked.since)
    facts = _facts(asked, commits, ledger)
    touched = [commit for commit in commits if facts[commit.id].touched]
    signed = signatures(git, [commit.id for commit in touched], asked.signers, ledger, asked.nowhere)
    facts = _each_told_once(touched, facts)
    came = arrivals(commits, asked.head)
    by_id = {commit.id: commit for commit in commits}
    exempt = _exempt(asked)
    entries = []
    for commit in touched:
        parents = tuple(by_id[parent] for parent in commit.parents if parent in by_id)
        is_bound = commit.id not in exempt
        signature, arrival = signed.get(commit.id, NONE), came[commit.id]
        case = Case(
            commit, facts[commit.id], signature, arrival, is_bound, parents, asked.settings, asked.now, asked.zone
        )
        entries.append(Entered(commit, facts[commit.id], signature, arrival, is_bound, findings(case)))
    whole = anchoring.rewritten(git, asked.anchors, asked.head, bool(asked.cut_off))
    return Audit(
        asked, tree_of(git, asked.head, REGISTRY), len(commits), ga.replaced(git), tuple(entries), tuple(whole)
    )


def _exempt(asked: Asked) -> frozenset[str]:
    """Return the commits that were known before the day on which the settings begin."""
    since = asked.settings.since
    last = known_on(asked.git, asked.head, later(since, -1), asked.zone) if since else None
    return ga.all_before(asked.git, last) if last else frozenset()


def _each_told_once(commits: Sequence[Written], facts: Mapping[str, Facts]) -> Mapping[str, Facts]:
    """Return the facts with each day that was put back only in the commit that did it, not in the merges that brought it along."""
    merges = [commit.id for commit in commits if len(commit.parents) > 1]
    done = {one for commit in commits if len(commit.parents) < 2 for one in facts[commit.id].backdated}
    own = {id_: tuple(one for one in facts[id_].backdated if one not in done) for id_ in merges}
    return {**facts, **{id_: facts[id_]._replace(backdated=backdated) for id_, backdated in own.items()}}


def anchor_of(found: Audit, date: str) -> Anchor:
    """Return the anchor that remembers this audit, made at `date` (ISO 8601)."""
    head = found.asked.head
    return Anchor(date, head, found.tree or "-", len(ga.all_before(found.asked.git, head)))


def world_digest() -> str:
    """Return a name for all that facts depend on besides the commits."""
    return f"{_FORMAT}:{__version__}:{load_schemas({}).digest}"


def _facts(asked: Asked, commits: Sequence[Written], ledger: Ledger) -> Mapping[str, Facts]:
    """Return what each commit made of the registry, remembered or found out."""
    kept = {
        id_: facts for id_, text in ledger.known(commit.id for commit in commits).items() if (facts := loaded(text))
    }
    fresh = dict(_found_out(asked, [commit for commit in commits if commit.id not in kept]))
    # Where a shallow clone begins, a commit shows other changes than it does in a whole one.
    ledger.remember({id_: dumped(facts) for id_, facts in fresh.items() if id_ not in asked.cut_off})
    return {**kept, **fresh}


def _found_out(asked: Asked, commits: Sequence[Written]) -> Iterator[tuple[str, Facts]]:
    if not commits:
        return
    parents = {commit.id: commit.parents[0] if commit.parents else None for commit in commits}
    steps = ga.steps(asked.git, parents.items(), PATHS)
    nodes = [
        Node(commit.id, parents[commit.id], commit.author.day, _changes(steps.get(commit.id, ()), asked.prefix))
        for commit in commits
    ]

    def read(entries: list[Entry]) -> Iterator[tuple[Entry, int, bytes | None]]:
        found = contents(asked.git, [entry.id for entry in entries], MAX_BYTES) if entries else iter(())
        for entry, (_, size, content) in zip(entries, found, strict=True):
            yield entry, size, content

    def files_at(commit: str) -> Mapping[str, Entry]:
        blobs = ga.files_at(asked.git, commit, [asked.prefix + path for path in PATHS])
        return {entry.path: entry for entry in _entries(blobs, asked.prefix)}

    yield from walk(nodes, World(read), files_at)


def _changes(steps: Iterable[ga.Step], prefix: str) -> list[Change]:
    return [
        Change(step.path.removeprefix(prefix), _entry(step.before, prefix), _entry(step.after, prefix))
        for step in steps
    ]


def _entries(blobs: Iterable[Blob], prefix: str) -> Iterator[Entry]:
    for blob in blobs:
        if entry := _entry(blob, prefix):
            yield entry


def _entry(blob: Blob | None, prefix: str) -> Entry | None:
    return Entry(blob.path.removeprefix(prefix), blob.id, oddity(blob.mode)) if blob else None
