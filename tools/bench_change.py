"""What changes and the history cost, as bars of `make bench`: one change, many at once, a record's log, a difference."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tools.bench_history import make
from tools.bench_kit import LIMIT, REGIO, Bar, Run, in_turns, over, seconds, timed

COMMITS = 10_000
OPERATIONS = 500
STARTS = [sys.executable, "-c", "import typer, rich.table, ruamel.yaml, git"]
FILE = "registry/bodies/regiobestuur.yaml"


def change_bars(root: Path, folder: Path, rounds: int) -> list[Bar]:
    """The time of one change beside that of a bare start, `git add` and `git commit`, each in a clone of its own."""
    ours, theirs = (clone(root, folder / name) for name in ("ours", "theirs"))
    timed([change(0)], ours)
    numbers = iter(range(1, 10_000))
    work: dict[str, Callable[[], Run]] = {
        "bare": lambda: by_hand(theirs, next(numbers)),
        "regio": lambda: timed([change(next(numbers))], ours),
    }
    took = in_turns(work, rounds)
    term = in_turns({"bare": work["bare"], "regio": lambda: timed([swap(ours, next(numbers))], ours)}, rounds)
    what = f"one change ({seconds(took['regio']) * 1000:.0f} ms) / bare start, git add, git commit ({seconds(took['bare']) * 1000:.0f} ms)"
    many = timed([[*REGIO, "apply", str(operations(ours, folder / "operations.ndjson"))]], ours)
    return [
        Bar(what, over(took["regio"], took["bare"]), 1.5, False),
        Bar(
            f"one that all rules of integrity are asked about ({seconds(term['regio']) * 1000:.0f} ms) / the same",
            over(term["regio"], term["bare"]),
            2,
            False,
        ),
        Bar(f"apply of {OPERATIONS} operations in one commit, in seconds", [many.seconds], 2, False),
    ]


def history_bars(folder: Path) -> list[Bar]:
    """The time of a record's log over a long history, in seconds."""
    root = folder / "long"
    make(root, COMMITS)
    mandate = sorted((root / "registry/mandates").glob("*.yaml"))[0].stem
    asked = [*REGIO, "log", f"mandate/{mandate}"]
    timed([asked], root)
    runs = [timed([asked], root) for _ in range(5)]
    log = Bar(f"log of a record over {COMMITS:,} commits, in seconds", [run.seconds for run in runs], 1, False)
    return [log, *audit_bars(root)]


def audit_bars(root: Path) -> list[Bar]:
    """The time of an audit of all commits in `root`, with nothing remembered and with all of it, in seconds."""
    asked = [*REGIO, "audit"]

    def cold() -> Run:
        (root / ".git/regio/audit.sqlite").unlink(missing_ok=True)
        return timed([asked], root)

    took = in_turns({"cold": cold, "warm": lambda: timed([asked], root)}, 3)
    return [
        Bar(f"audit of {COMMITS:,} commits, {name}, in seconds", [run.seconds for run in took[name]], bound, False)
        for name, bound in (("cold", 60), ("warm", 5))
    ]


def difference_bar(small: Path, large: Path, rounds: int) -> Bar:
    """The time of a difference of one record in a registry of ten times the size, beside that in the small one."""
    for root in (small, large):
        timed([change(77)], root)
    asked = [*REGIO, "diff", "HEAD~1", "HEAD"]
    took = in_turns({"small": lambda: timed([asked], small), "large": lambda: timed([asked], large)}, rounds)
    return Bar("diff of one record, scale 10 / scale 1", over(took["large"], took["small"]), 1.5, False)


def clone(root: Path, to: Path) -> Path:
    subprocess.run(["git", "clone", "-q", str(root), str(to)], check=True, timeout=LIMIT)
    named(to)
    return to


def named(root: Path) -> None:
    """Give git a name to commit with here."""
    for name, value in (("user.name", "Bench"), ("user.email", "bench@regio.example"), ("gc.auto", "0")):
        subprocess.run(["git", "-C", str(root), "config", name, value], check=True, timeout=LIMIT)


def change(number: int) -> list[str]:
    return [*REGIO, "set", "body/regiobestuur", f"quorum={100 + number}"]


def swap(root: Path, number: int) -> list[str]:
    """Give a mandate another last day, far in the future."""
    mandate = sorted((root / "registry/mandates").glob("regiobestuur-*.yaml"))[-1].stem
    return [*REGIO, "set", f"mandate/{mandate}", f"end_date={2100 + number}-12-31"]


def by_hand(root: Path, number: int) -> Run:
    file = root / FILE
    file.write_bytes(file.read_bytes() + b"# %d\n" % number)
    return timed([STARTS, ["git", "add", FILE], ["git", "commit", "-q", "-m", f"Change {number}"]], root)


def operations(root: Path, file: Path) -> Path:
    """Write a file of operations that each change another mandate."""
    records = sorted(path.stem for path in (root / "registry/mandates").glob("*.yaml"))[:OPERATIONS]
    steps = ({"op": "set", "record": f"mandate/{id_}", "fields": {"note": "nagekeken"}} for id_ in records)
    file.write_text("".join(json.dumps(step) + "\n" for step in steps), encoding="utf-8")
    return file
