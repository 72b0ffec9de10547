"""A bar for work that takes a while, where a person looks on; nothing elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

# Seconds after which work is long; the clock is looked at once in so many steps.
_LONG, _STEPS = 0.5, 64


@contextmanager
def progress(label: str, total: int) -> Iterator[Callable[[], None]]:
    """Give what is to be called for each of `total` steps: it shows a bar on a terminal (standard error) once the work is long."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    bar = _Bar(label, total)
    try:
        yield bar.step
    finally:
        bar.stop()


class _Bar:
    """A bar that appears only when it is needed, and leaves no trace."""

    def __init__(self, label: str, total: int) -> None:
        self._label, self._total, self._done = label, total, 0
        self._began = time.monotonic()
        self._shown: Progress | None = None

    def step(self) -> None:
        self._done += 1
        if self._done % _STEPS == 0:
            self._show()

    def stop(self) -> None:
        if self._shown:
            self._shown.stop()

    def _show(self) -> None:
        if self._shown is None and time.monotonic() - self._began > _LONG:
            from rich.console import Console
            from rich.progress import Progress

            self._shown = Progress(console=Console(stderr=True), transient=True)
            self._shown.add_task(self._label, total=self._total)
            self._shown.start()
        if self._shown:
            self._shown.update(self._shown.task_ids[0], completed=self._done)
