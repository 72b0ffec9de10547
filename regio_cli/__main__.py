"""The command ``regio``, and ``python -m regio_cli``."""

import contextlib
import gc
import os
import sys
from pathlib import Path
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and exit with its code."""
    # A run is short and keeps what it makes: looking for garbage costs a third of the time of a large registry.
    gc.disable()
    _open_closed_streams()
    try:
        from regio_cli.cli.app import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    # Taking apart what a run holds, object by object, would be a tenth of its time; all it writes is complete by now.
    os._exit(code)


def _open_closed_streams() -> None:
    """Give output that a service has closed somewhere to go."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115


if __name__ == "__main__":
    main()
