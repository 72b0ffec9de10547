"""A bar for work that takes a while, where a person looks on; nothing elsewhere."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

# Seconds after which work is long; the clock is looked at once in so many steps.
_LONG, _STEPS = 0.5, 64


@contextmanager
def progress(label: str, total: int | None) -> Iterator["Bar"]:
    """Give what is to be called for each of `total` steps: it shows a bar on a terminal (standard error) once the work is long.

    With a `total` that nobody knows (None) the bar only tells that something is done.
    """
    bar = Bar(label, total, sys.stderr.isatty())
    try:
        yield bar
    finally:
        bar.hide()


class Bar:
    """A bar that appears only when it is needed and somebody `looks` on, and leaves no trace."""

    def __init__(self, label: str, total: int | None, looks: bool) -> None:
        self._label, self._total, self._looks, self._done = label, total, looks, 0
        self._began = time.monotonic()
        self._shown: Progress | None = None

    def __call__(self) -> None:
        """Take a step."""
        self._done += 1
        if self._looks and self._done % _STEPS == 0:
            self._show()

    def hide(self) -> None:
        """Be gone, until some steps from now: for a question, or for good."""
        if self._shown:
            self._shown.stop()
        self._shown = None

    def _show(self) -> None:
        if self._shown is None and time.monotonic() - self._began > _LONG:
            from rich.console import Console
            from rich.progress import Progress

            self._shown = Progress(console=Console(stderr=True), transient=True)
            self._shown.add_task(self._label, total=self._total)
            self._shown.start()
        if self._shown:
            self._shown.update(self._shown.task_ids[0], completed=self._done)
