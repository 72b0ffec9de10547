"""The registry before and after a branch is merged, both judged by the schemas and rules of where the branch goes to."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from regio_cli.history.merge import merge
from regio_cli.model.record import Data
from regio_cli.read.registry import NoRegistry, Registry
from regio_cli.review.scope import Scope
from regio_cli.store import divergence as d
from regio_cli.store import githistory as gh
from regio_cli.store import yamlfile
from regio_cli.store.git import SUBMODULE, SYMLINK, Git, contents, folder_of
from regio_cli.store.grafted import Grafted
from regio_cli.store.snapshot import address_of
from regio_cli.store.source import REGISTRY, Entry, Revision
from regio_cli.store.yamlfile import MAX_BYTES

_ODDITIES = {SYMLINK: "symlink", SUBMODULE: "submodule"}


class Sides(NamedTuple):
    """The registry `before` and `after`; `clashing` are the files that both lines changed and that do not go together.

    `outside` are the files beside the registry's folder that the branch changes, by path from the registry's root, or from the
    repository's top with a slash before it.
    """

    before: Registry
    after: Registry
    clashing: tuple[str, ...]
    outside: tuple[str, ...]


def sides(root: Path, git: Git, scope: Scope) -> Sides:
    """Return both sides of what is reviewed. Raises NoRegistry when there is none where the branch goes to."""
    tree = folder_of(git, scope.base, REGISTRY)
    if tree is None:
        raise NoRegistry(str(root))
    base = Revision(git, scope.base, tree)
    before = Registry(root, base)
    prefix = gh.prefix(git)
    changed = d.changed(git, scope.fork, scope.head)
    inside, outside = _parted(changed, f"{prefix}{REGISTRY}/", prefix)
    fresh, clashing = _together(before, git, scope, inside) if scope.has_moved else ({}, ())
    entries = {path: _entry(path, change.after) for path, change in inside.items()}
    after = before.judging(Grafted(base, entries, fresh))
    return Sides(before, after, clashing, outside)


def _parted(changed: list[d.Changed], top: str, prefix: str) -> tuple[dict[str, d.Changed], tuple[str, ...]]:
    inside = {change.path.removeprefix(top): change for change in changed if change.path.startswith(top)}
    others = (change.path for change in changed if not change.path.startswith(top))
    return inside, tuple(path.removeprefix(prefix) if path.startswith(prefix) else f"/{path}" for path in others)


def _entry(path: str, version: d.Version) -> Entry | None:
    return None if version == d.NOTHING else Entry(path, version.blob, _ODDITIES.get(version.mode))


class _Both(NamedTuple):
    """A record's file that both lines changed: as it was, as it is where the branch goes to, and in the branch."""

    path: str
    base: str | None
    ours: str | None
    theirs: str | None


def _together(
    before: Registry, git: Git, scope: Scope, inside: Mapping[str, d.Changed]
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return the files that both lines changed, with both changes in them, and those where that can't be."""
    there = {entry.path: entry for entry in before.source.entries()}
    both = list(_both(there, inside))
    blobs = sorted({id_ for one in both for id_ in one[1:] if id_})
    read = {id_: content for id_, _, content in contents(git, blobs, MAX_BYTES)} if blobs else {}
    fresh: dict[str, bytes] = {}
    clashing = []
    for one in both:
        content = _merged(before, one, read)
        if content is None:
            clashing.append(f"{REGISTRY}/{one.path}")
        else:
            fresh[one.path] = content
    return fresh, tuple(clashing)


def _both(there: Mapping[str, Entry], inside: Mapping[str, d.Changed]) -> Iterator[_Both]:
    for path, change in inside.items():
        ours = there[path].id if path in there else None
        base, theirs = (None if v == d.NOTHING else v.blob for v in (change.before, change.after))
        if ours not in (base, theirs):
            yield _Both(path, base, ours, theirs)


def _merged(registry: Registry, one: _Both, read: Mapping[str, bytes | None]) -> bytes | None:
    """Return the branch's file with what the other line changed put into it; None when that can't be."""
    from regio_cli.store.edit import rewrite

    address = address_of(Entry(one.path, ""), registry.kinds)
    texts = [read.get(id_) if id_ else None for id_ in one[1:]]
    if address is None or None in texts:
        return None
    base, ours, theirs = (_data(text) for text in texts if text is not None)
    if base is None or ours is None or theirs is None or not isinstance(texts[2], bytes):
        return None
    merged = merge(base, ours, theirs)
    try:
        kind = registry.kinds[address.kind]
        return rewrite(kind, texts[2], merged.data) if merged.data is not None and not merged.conflicts else None
    except ValueError:
        return None


def _data(text: bytes) -> Data | None:
    content = yamlfile.read(text)
    faulty = any(problem.severity == "error" for problem in content.problems)
    return content.data if isinstance(content.data, dict) and not faulty else None
