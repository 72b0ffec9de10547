"""Start processes that can't outlive the suite: each is ended after LIMIT seconds, and each can be interrupted."""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import Any

# Seconds. The slowest single command of the suite (building a wheel, converting a workbook) takes a tenth of it.
LIMIT = 180


def start(command: Sequence[str | os.PathLike[str]], **options: Any) -> "subprocess.Popen[Any]":
    """Start a process that gets SIGINT as from a terminal, and that the system kills after LIMIT seconds."""
    if sys.platform != "win32":
        options["preexec_fn"] = bound
    return subprocess.Popen(command, **options)


def bound() -> None:
    """Limit the time of this process, and restore SIGINT where a script in the background has it ignored.

    For the child between fork and exec, or in place of an exec; the alarm outlives an exec, handlers don't.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(LIMIT)


def exit_code(child: int) -> int:
    """Wait for a fork that is bound, and return its exit code."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def terminal_output(terminal: int) -> bytes:
    """Return all that is written to a terminal until its other side is closed. Raises TimeoutExpired after LIMIT seconds."""
    deadline = time.monotonic() + LIMIT
    out = b""
    while True:
        ready, _, _ = select.select([terminal], [], [], max(0, deadline - time.monotonic()))
        if not ready:
            raise subprocess.TimeoutExpired("a terminal", LIMIT, out)
        try:
            got = os.read(terminal, 65_536)
        except OSError:
            # Linux says so when the other side of a terminal is closed; other systems give nothing.
            return out
        if not got:
            return out
        out += got
