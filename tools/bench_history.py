"""Measures commands over a long history: `python -m tools.bench_history [--commits 10000]`."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tools.bench_kit import LIMIT

REGIO = [sys.executable, "-m", "regio_cli"]
RUNS = 5
STARTED = 1_600_000_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commits", type=int, default=10_000)
    parser.add_argument("--keep", type=Path, help="make the repository here and leave it")
    options = parser.parse_args()
    folder = options.keep or Path(tempfile.mkdtemp()) / "registry"
    try:
        if not folder.exists():
            make(folder, options.commits)
        mandate = sorted((folder / "registry/mandates").glob("*.yaml"))[0].stem
        for arguments in (
            ["log", f"mandate/{mandate}"],
            ["log", "partner/zwolle"],
            ["log", "--limit", "20"],
            ["log", "--format", "ndjson"],
            ["log", "--body", "regiobestuur", "--format", "ndjson"],
            ["blame", f"mandate/{mandate}"],
            ["diff", "HEAD~1", "HEAD"],
            ["diff", "HEAD~1000", "HEAD"],
            ["diff", "--known-then", "2021-01-01"],
        ):
            print(f"{measured(folder, arguments):6.2f} s  regio {' '.join(arguments)}")
    finally:
        if not options.keep:
            shutil.rmtree(folder.parent)


def measured(folder: Path, arguments: list[str]) -> float:
    """Return the seconds of the fastest of some runs, after one to warm up."""
    times = []
    for _ in range(RUNS + 1):
        started = time.perf_counter()
        subprocess.run([*REGIO, *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL, timeout=LIMIT)
        times.append(time.perf_counter() - started)
    return min(times[1:])


def make(folder: Path, commits: int) -> None:
    """Make a demo registry in `folder` with so many commits, each of which changes one mandate."""
    subprocess.run([*REGIO, "demo", str(folder)], check=True, stdout=subprocess.DEVNULL, timeout=LIMIT)
    git = ["git", "-C", str(folder)]
    importer = subprocess.Popen([*git, "fast-import", "--quiet", "--force"], stdin=subprocess.PIPE)
    assert importer.stdin
    files = sorted((folder / "registry/mandates").glob("*.yaml"))[::20]
    texts = {file: without_day(file.read_bytes().decode()) for file in files}
    for number in range(commits):
        file = files[number % len(files)]
        content = (texts[file].rstrip("\n") + f"\nconfirmed_on: {day(number)}\n").encode()
        message = f"Confirm {file.stem}\n\nRegio-Operation: set\nRegio-Record: mandate/{file.stem}\nDecision: besluit {number}\n"
        who = f"Bureau <bureau@regio.example> {STARTED + number * 3600} +0100"
        parent = "from refs/heads/main^0\n" if number == 0 else ""
        head = f"commit refs/heads/main\ncommitter {who}\ndata {len(message)}\n{message}\n{parent}"
        path = f"registry/mandates/{file.name}"
        importer.stdin.write(f"{head}M 100644 inline {path}\ndata {len(content)}\n".encode() + content + b"\n")
    importer.stdin.close()
    if importer.wait(timeout=LIMIT):
        raise SystemExit("git fast-import failed")
    subprocess.run([*git, "reset", "-q", "--hard"], check=True, timeout=LIMIT)


def without_day(text: str) -> str:
    """Return a record without the day on which it was confirmed."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("confirmed_on:"))


def day(number: int) -> str:
    """Return the day of a commit."""
    return time.strftime("%Y-%m-%d", time.gmtime(STARTED + number * 3600))


if __name__ == "__main__":
    os.environ["REGIO_LANG"] = "en"
    main()
