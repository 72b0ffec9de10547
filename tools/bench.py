"""Measures regio beside its peers and writes docs/performance.md: `make bench`, or `make bench SCALES=1,10,100`.

Whole processes, side by side in one run, because milliseconds differ by machine and by day and ratios hardly do.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
REGIO = [sys.executable, "-m", "regio_cli"]
BARE = [sys.executable, "-c", "import typer, rich.table"]
ENV = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
ARGUMENT_BYTES = 100_000


class Run(NamedTuple):
    """What whole processes took: seconds, and the largest memory of one, in MiB (0 where that can't be had)."""

    seconds: float
    mib: float


class Bar(NamedTuple):
    """A promise: a ratio, the bound it must keep, and whether more or less is better."""

    what: str
    ratio: float
    bound: float
    at_least: bool

    @property
    def kept(self) -> bool:
        return self.ratio >= self.bound if self.at_least else self.ratio <= self.bound


def timed(commands: Sequence[Sequence[str]], cwd: Path) -> Run:
    """Run the commands one after another; raise when one fails."""
    start, peak = time.perf_counter(), 0.0
    for command in commands:
        process = subprocess.Popen(command, cwd=cwd, env=ENV, stdout=subprocess.DEVNULL)
        code, used = _wait(process)
        if code:
            raise SystemExit(f"{command[:5]} ended with {code}")
        peak = max(peak, used)
    return Run(time.perf_counter() - start, peak)


def _wait(process: "subprocess.Popen[bytes]") -> tuple[int, float]:
    if not hasattr(os, "wait4"):
        return process.wait(), 0.0
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def best(times: int, work: Callable[[], Run]) -> Run:
    return min((work() for _ in range(times)), key=lambda run: run.seconds)


def check_jsonschema(root: Path) -> list[list[str]]:
    """The commands that check every record with check-jsonschema: a schema at a time, as many files as fit."""
    commands = []
    for schema in sorted((root / "schemas").glob("*.schema.json")):
        kind = json.loads(schema.read_text(encoding="utf-8")).get("x-kind", {})
        files = [f"registry/{kind['file']}"] if kind.get("file") else []
        if kind.get("folder"):
            files += sorted(
                f"registry/{kind['folder']}/{f.name}" for f in (root / "registry" / kind["folder"]).glob("*.yaml")
            )
        base = [str(Path(sys.executable).with_name("check-jsonschema")), "--schemafile", f"schemas/{schema.name}"]
        size = max(1, len(files) if sys.platform != "win32" else ARGUMENT_BYTES // 60)
        commands += [[*base, *files[at : at + size]] for at in range(0, len(files), size)]
    return commands


def cold(root: Path) -> Run:
    shutil.rmtree(root / ".git" / "regio", ignore_errors=True)
    return timed([[*REGIO, "validate"]], root)


def warm_ratios(root: Path, rounds: int) -> list[Bar]:
    """The time of warm commands, each as a multiple of a bare start, taken in turns."""
    commands = {
        "validate": ([*REGIO, "validate"], 1.5),
        "show": ([*REGIO, "show", "hattem"], 1.4),
        "list": ([*REGIO, "list", "partners"], 1.4),
        "--help": ([*REGIO, "--help"], 1.4),
    }
    took: dict[str, list[float]] = {name: [] for name in ("bare", *commands)}
    for command, _ in commands.values():
        timed([command], root)
    for _ in range(rounds):
        took["bare"].append(timed([BARE], root).seconds)
        for name, (command, _) in commands.items():
            took[name].append(timed([command], root).seconds)
    bare = statistics.median(took["bare"])
    return [
        Bar(f"{name}, warm ({statistics.median(took[name]) * 1000:.0f} ms) / bare start ({bare * 1000:.0f} ms)",
            statistics.median(took[name]) / bare, bound, False)
        for name, (_, bound) in commands.items()
    ]  # fmt: skip


def measure(scales: Sequence[int], rounds: int, folder: Path) -> tuple[list[str], list[Bar]]:
    rows, bars = [], []
    cold_of: dict[int, tuple[Run, int]] = {}
    for scale in scales:
        root = folder / f"Scale {scale}"
        made = timed([[*REGIO, "demo", str(root), "--scale", str(scale)]], folder)
        records = sum(1 for _ in (root / "registry").rglob("*.yaml"))
        regio = best(3 if scale < 100 else 1, lambda root=root: cold(root))
        cold_of[scale] = (regio, records)
        warm = best(3, lambda root=root: timed([[*REGIO, "validate"]], root))
        rows.append(f"| {scale} | {records} | {made.seconds:.1f} s | {regio.seconds:.2f} s | {regio.mib:.0f} MiB "
                    f"| {warm.seconds:.2f} s | {warm.mib:.0f} MiB |")  # fmt: skip
        print(rows[-1], flush=True)
        if scale == 1:
            bars += warm_ratios(root, rounds)
        if scale <= 10:
            peer = timed([[sys.executable, str(ROOT / "tools/peer_pyyaml.py"), str(root)]], root)
            bars.append(Bar(f"PyYAML (C) with jsonschema ({peer.seconds:.1f} s) / validate, cold, scale {scale}",
                            peer.seconds / regio.seconds, 6, True))  # fmt: skip
            checked = timed(check_jsonschema(root), root)
            bars.append(Bar(f"check-jsonschema ({checked.seconds:.1f} s) / validate, cold, scale {scale}",
                            checked.seconds / regio.seconds, 20 if scale == 1 else 30, True))  # fmt: skip
    if len(scales) > 1:
        (first, few), (last, many) = cold_of[scales[0]], cold_of[scales[-1]]
        bars.append(Bar(f"time a record, cold, scale {scales[-1]} / scale {scales[0]}",
                        (last.seconds / many) / (first.seconds / few), 1, False))  # fmt: skip
        if last.mib:
            bars.append(Bar(f"memory of validate, cold, scale {scales[-1]}, in MiB", last.mib, 2048, False))
    return rows, bars


def report(rows: Sequence[str], bars: Sequence[Bar]) -> str:
    lines = [
        "# How fast regio is",
        "",
        "Written by `make bench` (with `SCALES=1,10,100` for all of it); not by hand. Whole processes, in one run, on one",
        f"machine with {os.cpu_count()} processors and Python {platform.python_version()}; milliseconds differ elsewhere, ratios hardly do.",
        "",
        "| scale | records | demo | validate, cold | memory | validate, warm | memory |",
        "|---|---|---|---|---|---|---|",
        *rows,
        "",
        "Cold is without index. The bars, on `regio demo --scale 1` unless said otherwise:",
        "",
        "| what | ratio | bar | kept |",
        "|---|---|---|---|",
    ]
    for bar in bars:
        sign = "≥" if bar.at_least else "≤"
        lines.append(f"| {bar.what} | {bar.ratio:.2f} | {sign} {bar.bound:g} | {'yes' if bar.kept else '**no**'} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scales", default="1,10")
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    scales = [int(scale) for scale in options.scales.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        rows, bars = measure(scales, options.rounds, Path(folder))
    text = report(rows, bars)
    (ROOT / "docs" / "performance.md").write_text(text, encoding="utf-8")
    print(text)
    return 0 if all(bar.kept for bar in bars) else 1


if __name__ == "__main__":
    sys.exit(main())
