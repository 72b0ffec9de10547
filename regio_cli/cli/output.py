"""Where a result goes: to the file that ``-o`` names, whole or not at all, or to standard output."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from regio_cli.cli.run import Console, Wrong
from regio_cli.model.text import N_, Text


def or_standard(path: Path | None) -> Path | None:
    """Return the file that is named, None when it is standard output."""
    return None if path == Path("-") else path


Output = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        help="Write to this file; - is standard output.",
        metavar="FILE",
        callback=or_standard,
    ),
]


def to_file(output: Path, pieces: Iterable[bytes]) -> None:
    """Write to a file. Raises Wrong when it is a folder, OSError when it can't be written."""
    from regio_cli.store import wholefile

    if output.is_dir():
        hint = Text(N_("name a file in it"))
        raise Wrong(Text(N_("{file} is a folder"), {"file": str(output)}), hint)
    wholefile.write(output, pieces)


def to_standard(console: Console, pieces: Iterable[bytes], format_: str, name: str) -> None:
    """Write what is no text to standard output. Raises Wrong on a terminal; the file `name` would do instead."""
    if console.is_terminal:
        hint = Text(N_("give a file: -o {name}"), {"name": name})
        raise Wrong(Text(N_("{format} is nothing for a terminal"), {"format": format_}), hint)
    sys.stdout.flush()
    sys.stdout.buffer.writelines(pieces)
