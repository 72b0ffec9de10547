"""Exports on disk: a file is there whole or not at all, and what was there before stays until then."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from regio_cli.exchange.export.model import File


def write_file(target: Path, pieces: Iterator[bytes]) -> None:
    """Write `pieces` to the file `target`, in one moment when all are there. Raises OSError; nothing is left behind then."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            for piece in pieces:
                out.write(piece)
        made.chmod(_mode(target))
        made.replace(target)
    finally:
        made.unlink(missing_ok=True)


def write_folder(folder: Path, files: Iterator[File]) -> list[Path]:
    """Write `files` to `folder`, each moved there only when all are made; return their paths. What else is there stays.

    Raises OSError; nothing is changed then, unless it comes while files are moved.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as made:
        names = []
        for file in files:
            write_file(Path(made) / file.name, file.pieces)
            names.append(file.name)
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (Path(made) / name).replace(folder / name)
    return [folder / name for name in names]


def _mode(target: Path) -> int:
    """Return the mode of the file that is there, else the one that a new file gets here."""
    with contextlib.suppress(OSError):
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
