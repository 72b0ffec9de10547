"""What exports, the site and an import cost at a scale: time and memory of the whole process."""

import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tools.bench_change import named
from tools.bench_kit import LIMIT, REGIO, Bar, Run, timed

# Those that must stream, and the memory that they may take, in MiB.
BOUNDS = {"export json": 300, "export xlsx": 300}


def measured(root: Path, folder: Path) -> Mapping[str, Run]:
    """Return what each export of the registry in `root` takes, its site, and the import of its json where nothing is yet."""
    out = folder / "out"
    found = {
        f"export {name}": timed([[*REGIO, "export", name, "--audience", "bureau", "-o", str(out / name)]], root)
        for name in formats()
    }
    found["site"] = timed([[*REGIO, "site", str(out / "site")]], root)
    empty = emptied(root, folder / "empty")
    asked = [*REGIO, "import", "json", str(out / "json")]
    found["import json, all new"] = timed([asked], empty)
    found["import json, nothing new"] = timed([asked], empty)
    return found


def formats() -> list[str]:
    """Return the formats that there are; nothing is imported here, because a process begins with the memory of its parent."""
    listed = subprocess.run(
        [*REGIO, "export"], capture_output=True, check=True, encoding="utf-8", timeout=LIMIT
    ).stdout.splitlines()
    return [line.split()[0] for line in listed[2:]]


def emptied(root: Path, to: Path) -> Path:
    """Make a registry with nothing in it but the record of itself."""
    (to / "registry").mkdir(parents=True)
    shutil.copy(root / "registry/registry.yaml", to / "registry")
    subprocess.run(["git", "init", "-q", str(to)], check=True, timeout=LIMIT)
    named(to)
    for arguments in (["add", "-A"], ["commit", "-q", "-m", "Begin"]):
        subprocess.run(["git", *arguments], cwd=to, check=True, timeout=LIMIT)
    return to


def bars(found: Mapping[str, Run]) -> list[Bar]:
    """Return the bars on memory; none where memory can't be had."""
    return [
        Bar(f"memory of {name}, scale 10, in MiB", [found[name].mib], bound, False)
        for name, bound in BOUNDS.items()
        if name in found and found[name].mib
    ]


def table(found: Mapping[str, Run]) -> Sequence[str]:
    """Return the lines of a table in Markdown."""
    return [*_rows(found)] if found else ["Not measured: it is at scale 10."]


def _rows(found: Mapping[str, Run]) -> Iterator[str]:
    yield from ("| what | time | memory |", "|---|---|---|")
    yield from (f"| {name} | {run.seconds:.1f} s | {run.mib:.0f} MiB |" for name, run in found.items())
