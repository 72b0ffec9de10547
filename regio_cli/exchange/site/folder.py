"""A site put into a folder as a whole: there is the old one or the new one, and never something of both."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from regio_cli.exchange.ownfiles import SITE, paths
from regio_cli.store.wholefile import require_no_link


class NotOurs(Exception):
    """The folder holds something that no site of ours is; the message names it."""


def require_ours(folder: Path) -> None:
    """Raise NotOurs when `folder` is there and has anything but an earlier site in it."""
    if not folder.exists() and not folder.is_symlink():
        return
    if folder.is_symlink() or not folder.is_dir():
        raise NotOurs(str(folder))
    known = SITE.listed(folder)
    for path in paths(folder):
        if path not in known:
            raise NotOurs(str(folder / path))


def put(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write `files` (path with forward slashes, content) to `folder` in the place of an earlier site; return how many.

    Raises Linked for a link inside a repository, NotOurs when something else is in it, OSError when it can't be written; the folder is then as it was.
    """
    require_no_link(folder)
    require_ours(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
        made = Path(beside) / "new"
        own = [*_written(made, files)]
        SITE.write(made, own)
        # What was put there while pages were being made is not ours either.
        require_ours(folder)
        _swap(made, folder, Path(beside) / "old")
    return len(own)


def _written(folder: Path, files: Iterable[tuple[str, bytes]]) -> Iterator[str]:
    made: set[Path] = set()
    for path, content in files:
        file = folder / path
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        file.write_bytes(content)
        yield path


def _swap(made: Path, folder: Path, old: Path) -> None:
    if not folder.exists():
        made.rename(folder)
        return
    shutil.copymode(folder, made)
    folder.rename(old)
    try:
        made.rename(folder)
    except OSError:
        old.rename(folder)
        raise
