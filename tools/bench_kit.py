"""What measuring is made of: whole processes run in turns, their ratios, and the bars that these must keep."""

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

# As people run it, and as check-jsonschema is run: by the script that pip makes.
REGIO = [str(Path(sys.executable).with_name("regio"))]
# Seconds that one command may take, for a registry a hundred times the size.
LIMIT = 3600
ENV = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class Run(NamedTuple):
    """What whole processes took: seconds, and the largest memory of one, in MiB (0 where that can't be had)."""

    seconds: float
    mib: float


class Bar(NamedTuple):
    """A promise: the ratio in each round, the bound that their median must keep, and whether more or less is better."""

    what: str
    ratios: Sequence[float]
    bound: float
    at_least: bool

    @property
    def ratio(self) -> float:
        return statistics.median(self.ratios)

    @property
    def kept(self) -> bool:
        return self.ratio >= self.bound if self.at_least else self.ratio <= self.bound

    @property
    def line(self) -> str:
        sign, kept = "≥" if self.at_least else "≤", "yes" if self.kept else "**no**"
        span = f"{min(self.ratios):.2f} to {max(self.ratios):.2f}" if len(self.ratios) > 1 else ""
        return f"| {self.what} | {self.ratio:.2f} | {span} | {sign} {self.bound:g} | {kept} |"


Rounds = dict[str, list[Run]]


def timed(commands: Sequence[Sequence[str]], cwd: Path) -> Run:
    """Run the commands one after another; raise when one fails."""
    start, peak = time.perf_counter(), 0.0
    for command in commands:
        process = subprocess.Popen(command, cwd=cwd, env=ENV, stdout=subprocess.DEVNULL)
        watch = threading.Timer(LIMIT, process.kill)
        watch.daemon = True
        watch.start()
        code, used = _wait(process)
        watch.cancel()
        if code:
            raise SystemExit(f"{command[:5]} ended with {code}")
        peak = max(peak, used)
    return Run(time.perf_counter() - start, peak)


def _wait(process: "subprocess.Popen[bytes]") -> tuple[int, float]:
    if not hasattr(os, "wait4"):
        return process.wait(timeout=LIMIT), 0.0
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def in_turns(work: Mapping[str, Callable[[], Run]], rounds: int) -> Rounds:
    """Do each work in turn, `rounds` times over, so that what else the machine does strikes all alike."""
    took: Rounds = {name: [] for name in work}
    for _ in range(rounds):
        for name, run in work.items():
            took[name].append(run())
    return took


def seconds(runs: Sequence[Run]) -> float:
    return statistics.median(run.seconds for run in runs)


def over(one: Sequence[Run], other: Sequence[Run]) -> list[float]:
    """Return the ratio of the seconds of two works, round by round."""
    return [a.seconds / b.seconds for a, b in zip(one, other, strict=True)]
