"""The command ``regio``, and ``python -m regio_cli``."""

import contextlib
import gc
import os
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and exit with its code."""
    # A run is short and keeps what it makes: looking for garbage costs a third of the time of a large registry.
    gc.disable()
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


if __name__ == "__main__":
    main()
