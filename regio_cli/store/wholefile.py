"""A file written as a whole: it is there whole or not at all, and what was there before stays until then."""

import contextlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path


def write(target: Path, pieces: Iterable[bytes]) -> None:
    """Write `pieces` to the file `target`, in one moment when all are there. Raises OSError; nothing is left behind then.

    A link is followed; what is no file, such as a pipe, gets the pieces as they come.
    """
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
        made.chmod(_mode(target))
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
