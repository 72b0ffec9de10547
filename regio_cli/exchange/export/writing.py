"""Exports of several files, in a folder."""

import contextlib
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path

from regio_cli.exchange.export.model import File
from regio_cli.exchange.ownfiles import EXPORT, paths
from regio_cli.store import wholefile


def write_folder(folder: Path, files: Iterator[File]) -> None:
    """Write `files` to `folder`, each moved there only when all are made; what is left of an earlier export goes, all else stays.

    Raises Linked for a folder or a file's place that is a link, OSError; nothing is changed then, unless it comes while files are moved.
    """
    wholefile.require_no_link(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as made:
        names = []
        for file in files:
            wholefile.write(Path(made) / file.name, file.pieces)
            names.append(file.name)
        folder.mkdir(exist_ok=True)
        earlier = EXPORT.listed(folder)
        # Whatever happens from here on, all that is ours is listed.
        EXPORT.write(folder, earlier.union(names))
        for name in names:
            inside = (folder / name).parent
            if inside != folder and inside.is_symlink():
                raise wholefile.Linked(str(inside))
            inside.mkdir(parents=True, exist_ok=True)
            (Path(made) / name).replace(folder / name)
    _remove(folder, earlier.difference(names, [EXPORT.name]))
    EXPORT.write(folder, names)


def _remove(folder: Path, left: Collection[str]) -> None:
    """Remove the files of an earlier export that are there, and the folders that were theirs alone."""
    # What a marker names may be anything; what is in the folder is not outside it.
    for path in [path for path in paths(folder) if path in left] if left else ():
        (folder / path).unlink()
        if "/" in path:
            with contextlib.suppress(OSError):
                (folder / path).parent.rmdir()
