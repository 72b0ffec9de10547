"""A file with conflict markers only around what is in conflict, so that either choice gives a whole record."""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from regio_cli.history.merge import Conflict, Side
from regio_cli.model.finding import Pointer
from regio_cli.store.textmerge import Labels

# Takes whose value stands in which conflict, and returns the file with it; None when there is no such file.
Write = Callable[[Mapping[Pointer, Side]], bytes | None]
# Each conflict takes a file or two to be made. Where there are more, they are shown as one.
_MOST = 20
_MARK = re.compile(rb"([<|=>])\1{6,}(?: (.*))?")
# What a marker ends, and what begins with it.
_NEXT = {b"<": ("", "ours"), b"|": ("ours", "base"), b"=": ("ours base", "theirs"), b">": ("theirs", "")}


class Choices(NamedTuple):
    """What a file with conflict markers is with either choice, and what the markers call these."""

    ours: bytes
    theirs: bytes
    labels: Labels


def choices(text: bytes) -> Choices | None:
    """Return the two files that a file with conflict markers offers, None when it has no markers, or not in order."""
    sides = {"ours": list[bytes](), "theirs": list[bytes](), "base": list[bytes]()}
    named: dict[bytes, str] = {}
    part = ""
    for line in text.splitlines(keepends=True):
        mark = _MARK.fullmatch(line.rstrip(b"\r\n"))
        if mark:
            before, after = _NEXT[mark[1]]
            if part not in before.split(" "):
                return None
            part = after
            named.setdefault(mark[1], (mark[2] or b"").decode("utf-8", "replace"))
            continue
        for side in [part] if part else ("ours", "theirs"):
            sides[side].append(line)
    if part or not named:
        return None
    labels = Labels(ours=named[b"<"], theirs=named[b">"])
    return Choices(b"".join(sides["ours"]), b"".join(sides["theirs"]), labels)


class Hunk(NamedTuple):
    """Lines from `start` to `end` of a file, and what else could stand there; `base` is None when that is not shown."""

    start: int
    end: int
    theirs: list[bytes]
    base: list[bytes] | None


def marked(write: Write, conflicts: Sequence[Conflict], labels: Labels, with_base: bool) -> bytes | None:
    """Return the file that `write` makes, with `conflicts` between markers; None when they can't be shown so."""
    ours = write({})
    groups = [[conflict.pointer] for conflict in conflicts]
    groups = groups if len(groups) <= _MOST else [[pointer for group in groups for pointer in group]]
    while ours is not None:
        hunks = [_hunk(write, ours, group, with_base) for group in groups]
        found = sorted(zip([hunk for hunk in hunks if hunk], groups, strict=False))
        if len(found) < len(groups):
            return None
        groups = _joined(found)
        if len(groups) == len(found):
            return put(ours, [hunk for hunk, _ in found], labels)
    return None


def _hunk(write: Write, ours: bytes, group: Sequence[Pointer], with_base: bool) -> Hunk | None:
    theirs = write(dict.fromkeys(group, "theirs"))
    base = write(dict.fromkeys(group, "base")) if with_base else None
    if theirs is None or theirs == ours:
        return None
    return between(ours, theirs, base)


def _joined(found: Sequence[tuple[Hunk, list[Pointer]]]) -> list[list[Pointer]]:
    """Return the groups of conflicts, those whose lines overlap in one."""
    groups = [list(found[0][1])]
    end = found[0][0].end
    for (before, _), (hunk, group) in pairwise(found):
        if hunk.start < end or hunk.start == before.start:
            groups[-1] += group
        else:
            groups.append(list(group))
        end = max(end, hunk.end)
    return groups


def between(ours: bytes, theirs: bytes, base: bytes | None = None) -> Hunk:
    """Return the lines in which two files differ (or three), from the first to the last."""
    sides = [side.splitlines(keepends=True) for side in (ours, theirs, *([base] if base is not None else []))]
    start = _shared(sides)
    end = _shared([side[start:][::-1] for side in sides])
    middle = [side[start : len(side) - end] for side in sides]
    return Hunk(start, start + len(middle[0]), middle[1], middle[2] if base is not None else None)


def _shared(sides: Sequence[Sequence[bytes]]) -> int:
    """Return how many lines all have in common from the first on."""
    return next((i for i, lines in enumerate(zip(*sides, strict=False)) if len(set(lines)) > 1), min(map(len, sides)))


def put(ours: bytes, hunks: Sequence[Hunk], labels: Labels) -> bytes:
    """Return the file `ours` with `hunks`, in order, between markers."""
    lines, out, at = ours.splitlines(keepends=True), list[bytes](), 0
    line_end = b"\r\n" if lines and lines[0].endswith(b"\r\n") else b"\n"
    for hunk in hunks:
        out += lines[at : hunk.start]
        out += _choice(lines[hunk.start : hunk.end], hunk, labels, line_end)
        at = hunk.end
    return b"".join([*out, *lines[at:]])


def _choice(ours: list[bytes], hunk: Hunk, labels: Labels, line_end: bytes) -> list[bytes]:
    def mark(char: str, label: str = "") -> bytes:
        return f"{char * labels.size}{' ' if label else ''}{label}".encode("utf-8", "replace") + line_end

    base = [] if hunk.base is None else [mark("|", labels.base), *_ended(hunk.base, line_end)]
    theirs = _ended(hunk.theirs, line_end)
    return [mark("<", labels.ours), *_ended(ours, line_end), *base, mark("="), *theirs, mark(">", labels.theirs)]


def _ended(lines: list[bytes], line_end: bytes) -> list[bytes]:
    """Return `lines` with an end at the last, which a file may lack."""
    return [*lines[:-1], lines[-1] if lines[-1].endswith(b"\n") else lines[-1] + line_end] if lines else []
