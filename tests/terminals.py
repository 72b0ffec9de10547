"""A person at a terminal: waits for a question, and answers it key by key."""

import os
import re
import select
import signal
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.command import become
from tests.processes import bound, exit_code

ENTER, DOWN, UP = "\r", "\x1b[B", "\x1b[A"
_PATIENCE = 60.0


class Seen(NamedTuple):
    """What a command wrote to a terminal, and its exit code."""

    out: str
    code: int


def answered(
    *arguments: str, cwd: Path, answers: Sequence[tuple[str, str]], env: Mapping[str, str] | None = None
) -> Seen:
    """Run regio on a terminal and give `answers`: for each (text to wait for, keys to press). Fails when a text never comes."""
    pty = pytest.importorskip("pty")
    child, terminal = pty.fork()
    if not child:
        bound()
        surroundings = {
            **os.environ,
            "REGIO_LANG": "en",
            "TERM": "xterm",
            "NO_COLOR": "1",
            "COLUMNS": "200",
            **(env or {}),
        }
        become(arguments, cwd, surroundings)
    screen = _Screen(terminal)
    try:
        for text, keys in answers:
            screen.wait_for(text)
            os.write(terminal, keys.encode())
        screen.wait_for(None)
        code = exit_code(child)
    except BaseException:
        os.kill(child, signal.SIGKILL)
        exit_code(child)
        raise
    finally:
        os.close(terminal)
    return Seen(screen.text, code)


class _Screen:
    def __init__(self, terminal: int) -> None:
        self._terminal = terminal
        self._out = b""
        self._from = 0

    @property
    def text(self) -> str:
        return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", self._out.decode(errors="replace")).replace("\r", "")

    def wait_for(self, text: str | None) -> None:
        """Read until `text` comes after what was waited for before; until the end for None."""
        until = time.monotonic() + _PATIENCE
        while text is None or text not in self.text[self._from :]:
            left = until - time.monotonic()
            if left <= 0 or not select.select([self._terminal], [], [], left)[0]:
                raise AssertionError(f"{text!r} never came: {self.text}")
            if not self._read():
                assert text is None, f"{text!r} never came: {self.text}"
                return
        self._from = self.text.index(text, self._from) + len(text)

    def _read(self) -> bool:
        # Reading fails, rather than ends, when the other side of a terminal is closed.
        try:
            got = os.read(self._terminal, 65_536)
        except OSError:
            return False
        # A terminal tells where its cursor is when it is asked.
        for _ in range(got.count(b"\x1b[6n")):
            os.write(self._terminal, b"\x1b[1;1R")
        self._out += got
        return bool(got)
