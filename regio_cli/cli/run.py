"""What commands share when they run: the console they write to, and the errors that end them."""

import os
import sys
import time
from functools import cached_property
from pathlib import Path

from regio_cli.cli.i18n import Translate, language_of
from regio_cli.model.text import Text
from regio_cli.read.registry import Registry, open_registry
from regio_cli.store.source import WorkTree

FINE, FINDINGS, WRONG_USE, ENVIRONMENT = 0, 1, 2, 3


class Wrong(Exception):
    """What the user asked for can't be; says why, and ends the run with `code`."""

    def __init__(self, text: Text, hint: Text | None = None, code: int = WRONG_USE) -> None:
        super().__init__(text.template)
        self.text, self.hint, self.code = text, hint, code


class Console:
    """Where a command writes; knows the language, and whether a person looks on."""

    def __init__(self) -> None:
        self.started = time.perf_counter()

    @cached_property
    def translate(self) -> Translate:
        """The translator into the user's language."""
        return Translate(language_of(os.environ))

    @property
    def width(self) -> int | None:
        """The width of the terminal in characters, None when the output goes elsewhere."""
        if not sys.stdout.isatty():
            return None
        import shutil

        return shutil.get_terminal_size((80, 24)).columns

    @property
    def asks(self) -> bool:
        """Whether there is somebody to ask: a person at a terminal."""
        return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()

    def say(self, text: str) -> None:
        """Write text to standard output; to a terminal without anything that would steer it."""
        if sys.stdout.isatty():
            from regio_cli.cli.render import visible

            text = visible(text.replace("\r\n", "\n"))
        sys.stdout.write(text)

    def open(self, start: Path, revision: str | None) -> Registry:
        """Return the registry at or above `start`; what an interrupted change left is dealt with first."""
        registry = open_registry(start.absolute(), revision, os.environ)
        if isinstance(registry.source, WorkTree) and (registry.source.state.git_dir / "regio" / "change").is_dir():
            from regio_cli.cli.recovery import recovered

            return recovered(self, registry)
        return registry
