"""Runs regio and stops it at the Nth thing it does to the disk or with git: by SIGKILL, or as if the disk were full.

python -m tests.faults.stopper MODE N ARGUMENTS…   MODE: kill, full, count (count prints how many there are to stderr)
"""

import errno
import os
import signal
import sys
from pathlib import Path
from typing import Any

_EVENTS = frozenset(
    ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate", "shutil.rmtree", "subprocess.Popen")
)
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Stopper:
    def __init__(self, mode: str, at: int) -> None:
        self.mode, self.at, self.count, self.active = mode, at, 0, False

    def step(self, name: str) -> None:
        if not self.active:
            return
        self.count += 1
        if self.mode == "trace":
            sys.stderr.write(f"{self.count} {name}\n")
        if self.count == self.at and self.mode == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        # A full disk stays full.
        if (
            self.mode == "full"
            and self.count >= self.at
            and not name.startswith(("os.remove", "os.rmdir", "shutil", "subprocess"))
        ):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), name)

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in _EVENTS:
            self.step(f"{event} {arguments[:2]}")
        elif event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITES:
            self.step(f"open {arguments[0]}")


def main() -> None:
    mode, at, *arguments = sys.argv[1:]
    stopper = Stopper(mode, int(at))
    from regio_cli.change import journal, sync, transaction
    from regio_cli.cli import app
    from regio_cli.store import git

    fsync, run, begin, begin_sync = os.fsync, git.Git.run, transaction._commit, sync._moved

    def fsync_in_steps(handle: int) -> None:
        stopper.step("before fsync")
        fsync(handle)
        stopper.step("after fsync")

    def durable_in_steps(file: Path, content: bytes) -> None:
        """Write the first half, so that a file that is half written is met too."""
        with file.open("wb") as stream:
            stream.write(content[: len(content) // 2])
            stream.flush()
            stopper.step(f"half of {file.name}")
            stream.write(content[len(content) // 2 :])
            stream.flush()
            os.fsync(stream.fileno())

    def run_in_steps(self: git.Git, *words: str, stdin: bytes | None = None) -> bytes:
        out = run(self, *words, stdin=stdin)
        stopper.step(f"after git {' '.join(words[:6])}")
        return out

    def begin_counting(*given: Any) -> Any:
        # What came before only read.
        stopper.active = True
        return begin(*given)

    def begin_counting_sync(*given: Any) -> Any:
        stopper.active = True
        return begin_sync(*given)

    os.fsync = fsync_in_steps  # type: ignore[assignment]
    git.Git.run = run_in_steps  # type: ignore[method-assign]
    journal.durable = durable_in_steps
    transaction._commit = begin_counting
    sync._moved = begin_counting_sync
    sys.addaudithook(stopper.hear)
    code = app.run(arguments)
    stopper.active = False
    if mode == "count":
        sys.stderr.write(f"\n{stopper.count}\n")
    sys.exit(code)


if __name__ == "__main__":
    main()
