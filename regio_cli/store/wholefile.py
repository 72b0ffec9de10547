"""A file written as a whole: it is there whole or not at all, and what was there before stays until then."""

import contextlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path


class Linked(Exception):
    """A link stands where a file would be written, and may have come with a branch; the message is where it stands."""


def require_no_link(target: Path) -> None:
    """Raise Linked when `target`, or a folder on the way to it, is a link inside a git repository."""
    way = [target.absolute(), *target.absolute().parents]
    repositories = [folder for folder in way[1:] if (folder / ".git").exists()]
    if not repositories:
        return
    for each in reversed(way[: way.index(repositories[-1])]):
        if each.name == ".git":
            # No branch brings what is in git's own folder.
            return
        if each.is_symlink():
            raise Linked(str(each))


def write_own(target: Path, content: bytes, mode: int | None = None) -> None:
    """Write the file `target`, at a place that regio chose and nobody named. Raises Linked for any link there, OSError."""
    if target.is_symlink():
        raise Linked(str(target))
    write(target, [content], mode)


def write(target: Path, pieces: Iterable[bytes], mode: int | None = None) -> None:
    """Write `pieces` to the file `target`, in one moment when all are there. Raises OSError; nothing is left behind then.

    A link is followed, but raises Linked inside a git repository: a branch may have brought it. What is no file, such as a
    pipe, gets the pieces as they come.
    """
    require_no_link(target)
    if target.exists() and not (target.is_file() or target.is_dir()):
        with target.open("wb") as stream:
            stream.writelines(pieces)
        return
    target = target.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.writelines(pieces)
        made.chmod(_mode(target) if mode is None else mode)
        made.replace(target)
    finally:
        made.unlink(missing_ok=True)


def _mode(target: Path) -> int:
    """Return the mode of the file that is there, else the one that a new file gets here."""
    with contextlib.suppress(OSError):
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
