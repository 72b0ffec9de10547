"""Anchors: ids of audited commits, kept in a file outside the repository, by which it shows when history was rewritten.

A line an audit, only ever added to: when it was made, the commit, the id of the registry's folder in it (``-`` without), and the
number of commits up to it.
"""

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from regio_cli.model.finding import Finding, Place
from regio_cli.model.text import N_, Text
from regio_cli.store import gitaudit as ga
from regio_cli.store.git import Git, has_commit, tree_of
from regio_cli.store.source import REGISTRY
from regio_cli.store.wholefile import require_no_link

_LINE = re.compile(r"(\d{4}-\d\d-\d\dT[0-9:+Z-]+) ([0-9a-f]{40}|[0-9a-f]{64}) ([0-9a-f]{40}|[0-9a-f]{64}|-) (\d{1,12})")
MAX_BYTES = 64 << 20


class Anchor(NamedTuple):
    """What an audit found: `date` (ISO 8601) when it was made, `commits` how many there were up to `commit`."""

    date: str
    commit: str
    tree: str
    commits: int

    @property
    def line(self) -> str:
        """The anchor as its line in the file."""
        return f"{self.date} {self.commit} {self.tree} {self.commits}\n"


class Damaged(Exception):
    """The file holds something that is no anchor; `line` counts from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(str(line))
        self.line = line


def anchors(content: bytes) -> list[Anchor]:
    """Return the anchors in a file's content. Raises Damaged for a file that holds anything else."""
    lines = content.decode("utf-8", "replace").split("\n")
    found = []
    for number, line in enumerate(lines[:-1] if not lines[-1] else lines, 1):
        match = _LINE.fullmatch(line.rstrip("\r"))
        if match is None:
            raise Damaged(number)
        found.append(Anchor(match[1], match[2], match[3], int(match[4])))
    return found


def read(file: Path) -> bytes:
    """Return the content of the file of anchors, empty when there is none yet. Raises OSError when it can't be read."""
    try:
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES)
    except FileNotFoundError:
        return b""


def append(file: Path, anchor: Anchor) -> None:
    """Add an anchor to the file, whole or not at all. Raises Linked or OSError when that can't be, Damaged when it is no such file."""
    require_no_link(file)
    before = read(file)
    anchors(before)
    if before and not before.endswith(b"\n"):
        before += b"\n"
    written = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with written.open("xb") as stream:
            stream.write(before + anchor.line.encode())
            stream.flush()
            os.fsync(stream.fileno())
        written.replace(file)
    except BaseException:
        written.unlink(missing_ok=True)
        raise


def rewritten(git: Git, known: Sequence[Anchor], head: str, cut_off: bool) -> Iterator[Finding]:
    """Yield what does not fit between the anchors and the history up to `head`."""
    line = ga.all_before(git, head) if known else frozenset()
    held = [anchor for anchor in known if anchor.commit in line]
    lost = [anchor for anchor in known if anchor.commit not in line]
    if held:
        yield from _unlike(git, held[-1], cut_off)
    if lost and cut_off and not any(has_commit(git, anchor.commit) for anchor in lost):
        text = Text(
            N_("{count} anchored commits lie before where this shallow clone begins, or are gone"), {"count": len(lost)}
        )
        yield _finding("audit-anchor", "warning", text, Text(N_("'git fetch --unshallow' gets all of it")))
    elif lost:
        yield _lost(git, lost, [anchor for anchor in held if known.index(anchor) < known.index(lost[0])])


def _lost(git: Git, lost: Sequence[Anchor], held: Sequence[Anchor]) -> Finding:
    first = lost[0]
    values = {"commit": first.commit[:10], "date": first.date[:10], "count": len(lost)}
    there = has_commit(git, first.commit)
    text = (
        N_(
            "history was rewritten: commit {commit}, audited on {date}, is still there but no longer part of it ({count} such anchors)"
        )
        if there
        else N_("history was rewritten: commit {commit}, audited on {date}, is gone ({count} such anchors)")
    )
    since = held[-1] if held else None
    hint = (
        Text(
            N_("up to the anchor of {date}, commit {commit}, it is as it was"),
            {"date": since.date[:10], "commit": since.commit[:10]},
        )
        if since
        else Text(N_("no earlier anchor is part of it either"))
    )
    return _finding("audit-rewritten", "error", Text(text, values), hint)


def _unlike(git: Git, anchor: Anchor, cut_off: bool) -> Iterator[Finding]:
    """Yield whether the last anchor that is part of the history says something else of it than git does."""
    tree = tree_of(git, anchor.commit, REGISTRY) or "-"
    commits = len(ga.all_before(git, anchor.commit))
    if tree != anchor.tree or (commits != anchor.commits and not cut_off):
        values = {"commit": anchor.commit[:10], "date": anchor.date[:10]}
        text = Text(N_("the anchor of {date} does not fit commit {commit}: the file of anchors was changed"), values)
        yield _finding(
            "audit-anchor", "error", text, Text(N_("get the file of anchors back from where it is kept safe"))
        )


def _finding(code: str, severity: str, text: Text, hint: Text | None) -> Finding:
    return Finding(code, "error" if severity == "error" else "warning", Place(REGISTRY), text, hint=hint)
