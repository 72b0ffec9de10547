"""Files that are not as git says they are: edits that git does not report, and files that a filter of git changes.

Git is told not to look by marks (skip-worktree, assume-unchanged), by settings (core.checkStat, core.ignoreStat) and
by times of files that are put back. What it then says of a file is not what stands there, and nothing has it but the disk.
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from regio_cli.change.refusal import NotNow
from regio_cli.model.text import N_, Text
from regio_cli.store import gitwrite as w
from regio_cli.store.git import Git, attribute, blob_id, filtered_ids

_LISTED = 10


class OnDisk(NamedTuple):
    """What stands at each path below `top`, None for no ordinary file; `scratch` is a file for use meanwhile."""

    top: Path
    contents: Mapping[str, bytes | None]
    scratch: Path


def require_known(git: Git, disk: OnDisk, known: Mapping[str, w.Indexed], taken: Mapping[str, str | None]) -> None:
    """Raise NotNow when a file on disk is not what the index has of it according to `known`, whatever git reports.

    `taken` has the ids of the files that git does report as changed and that are taken along as they were read, None
    for those that are gone.
    """
    asked, wrong = [], []
    for path, now in disk.contents.items():
        entry = known.get(path)
        if path in taken:
            if not _is_as_read(git, path, now, taken[path]):
                wrong.append(path)
        elif entry is None:
            if os.path.lexists(disk.top / path):
                wrong.append(path)
        elif now is None:
            if not entry.hidden or os.path.lexists(disk.top / path):
                wrong.append(path)
        elif blob_id(now, entry.blob) != entry.blob:
            asked.append(path)
    if asked:
        wrong += w.differing(git, disk.scratch, known, asked)
    if wrong:
        raise _unreported(sorted(wrong), known)


def _is_as_read(git: Git, path: str, now: bytes | None, read: str | None) -> bool:
    """Whether the file at `path`, which holds `now`, has still the id `read`, as it is or as git would store it."""
    if now is None or read is None:
        return now is None and read is None
    return blob_id(now, read) == read or filtered_ids(git, [path]) == [read]


def _unreported(paths: Sequence[str], known: Mapping[str, w.Indexed]) -> NotNow:
    more = [f"… {len(paths)}"] if len(paths) > _LISTED else []
    listed = ", ".join([*paths[:_LISTED], *more])
    text = Text(N_("edited on disk, which git does not report, and this change touches it: {files}"), {"files": listed})
    entry = known.get(paths[0])
    if entry and (entry.hidden or entry.unchecked):
        option = "--no-skip-worktree" if entry.hidden else "--no-assume-unchanged"
        values = {"option": option, "file": paths[0]}
        return NotNow(text, Text(N_("show the edit to git first: git update-index {option} -- {file}"), values))
    return NotNow(text, Text(N_("put a copy of {file} elsewhere, then: git checkout -- {file}"), {"file": paths[0]}))


def require_unfiltered(git: Git, paths: Sequence[str]) -> None:
    """Raise NotNow when git's attributes give one of `paths`, from the top where `git` is, a filter.

    What regio has checked would not be what git stores; and where the filter is not set up in this clone, what was to
    be encrypted would be stored as it is.
    """
    found = attribute(git, "filter", paths) if paths else {}
    if found:
        path = sorted(found)[0]
        values = {"file": path, "filter": found[path]}
        text = N_("{file} goes through the git filter '{filter}' (.gitattributes), and regio does not write such files")
        raise NotNow(
            Text(text, values),
            Text(N_("edit {file} by hand, and commit it with git: git add {file}"), values),
        )
