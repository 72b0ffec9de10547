"""Git's own merge of texts, line by line, outside any repository's history."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from regio_cli.store.git import Git, GitError, require_done

# Git tells the number of conflicts, up to this; a higher code is that of an error.
_MOST_CONFLICTS = 127


class Labels(NamedTuple):
    """What the sides are called in conflict markers, and of how many characters these are."""

    base: str = "base"
    ours: str = "ours"
    theirs: str = "theirs"
    size: int = 7


class TextMerged(NamedTuple):
    """A text with both changes, and how many conflicts it has, between markers."""

    text: bytes
    conflicts: int


def text_merge(
    git: Git, folder: Path, ours: bytes, base: bytes, theirs: bytes, labels: Labels | None = None, union: bool = False
) -> TextMerged:
    """Return both changes of a text in one; `folder` is for files that are only used meanwhile.

    Conflicts are marked as git's settings say; with `union` there are none, and the lines of both sides stand there.
    Raises GitError for what is no text.
    """
    files = [folder / name for name in ("ours", "base", "theirs")]
    for file, content in zip(files, (ours, base, theirs), strict=True):
        file.write_bytes(content)
    options = (*_named(labels or Labels()), *(("--union",) if union else ()))
    process = git.start(["merge-file", "-p", "-q", *options, *map(str, files)])
    out, err = process.communicate()
    if not 0 <= process.returncode <= _MOST_CONFLICTS:
        require_done(process, err)
    return TextMerged(out, process.returncode)


def _named(labels: Labels) -> Sequence[str]:
    named = (part for label in (labels.ours, labels.base, labels.theirs) for part in ("-L", label))
    return (*named, f"--marker-size={labels.size}")


def merged_text(git: Git, folder: Path, ours: bytes, base: bytes, theirs: bytes) -> bytes | None:
    """Return both changes of a text in one; None when they touch the same lines."""
    try:
        found = text_merge(git, folder, ours, base, theirs)
    except GitError:
        return None
    return None if found.conflicts else found.text


def both_texts(git: Git, folder: Path, ours: bytes, base: bytes, theirs: bytes) -> bytes | None:
    """Return both changes of a text in one, with the lines of both sides where they touch the same."""
    try:
        return text_merge(git, folder, ours, base, theirs, union=True).text
    except GitError:
        return None


def shows_base(git: Git) -> bool:
    """Tell whether git is set to show in a conflict also what was there before."""
    try:
        return git.run("config", "merge.conflictStyle").decode().strip() in ("diff3", "zdiff3")
    except GitError:
        return False
