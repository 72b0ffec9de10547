"""Who made the two sides of a clash, and in which commits."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from regio_cli.change.rebase import Lines
from regio_cli.change.replay import Clash
from regio_cli.model.finding import Pointer
from regio_cli.store import divergence as d
from regio_cli.store.git import Git
from regio_cli.store.yamlfile import read


class Makers(NamedTuple):
    """The commit that gave a value, on either side; None when it can't be told."""

    upstream: d.Who | None
    here: d.Who | None


def makers(git: Git, lines: Lines, path: str, pointer: Pointer = ()) -> Makers:
    """Return who changed the value at `pointer` in the file at `path` (from the top, where `git` is), on both sides."""
    upstream = _maker(git, d.touching(git, lines.fork, lines.upstream, path), path, pointer)
    return Makers(upstream, _maker(git, d.touching(git, lines.upstream, lines.here, path), path, pointer))


def of(git: Git, lines: Lines, clash: Clash) -> Makers:
    """Return who made the two sides of `clash`."""
    return makers(git, lines, clash.path, clash.conflict.pointer if clash.conflict else ())


def _maker(git: Git, commits: Sequence[str], path: str, pointer: Pointer) -> d.Who | None:
    found = next((commit for commit in commits if _changes(git, commit, path, pointer)), None)
    known = found or next(iter(commits), None)
    return d.who(git, [known])[0] if known else None


def _changes(git: Git, commit: str, path: str, pointer: Pointer) -> bool:
    change = next((each for each in d.changed(git, f"{commit}^", commit) if each.path == path), None)
    if change is None:
        return False
    texts = d.texts(git, [change.before.blob, change.after.blob])
    before, after = (_at(texts.get(side.blob), pointer) for side in (change.before, change.after))
    return bool(before != after)


def _at(text: bytes | None, pointer: Pointer) -> Any:
    found: Any = None if text is None else read(text).data
    for step in pointer:
        if isinstance(found, list):
            found = next((item for item in found if isinstance(item, dict) and item.get("id") == step), None)
        else:
            found = found.get(step) if isinstance(found, dict) else None
    return found
