"""Measures regio beside its peers and writes docs/performance.md: `make bench`, or `make bench SCALES=1,10,100`.

Whole processes, side by side in one run, because milliseconds differ by machine and by day and ratios hardly do. All
that is compared runs in turns, in several rounds; a bar is kept when the median of its rounds keeps it.
"""

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tools import bench_exchange, bench_rules
from tools.bench_change import change_bars, difference_bar, history_bars, named
from tools.bench_kit import REGIO, Bar, Rounds, Run, in_turns, over, seconds, timed
from tools.bench_typed import typed_bar

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = Path(sys.executable).parent
BARE = [sys.executable, "-c", "import typer, rich.table"]
ARGUMENT_BYTES = 100_000


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
        base = [str(SCRIPTS / "check-jsonschema"), "--schemafile", f"schemas/{schema.name}"]
        size = max(1, len(files) if sys.platform != "win32" else ARGUMENT_BYTES // 60)
        commands += [[*base, *files[at : at + size]] for at in range(0, len(files), size)]
    return commands


def cold(root: Path, *options: str) -> Run:
    shutil.rmtree(root / ".git" / "regio", ignore_errors=True)
    return timed([[*REGIO, "validate", *options]], root)


WARM = {
    "validate": (["validate"], 1.5),
    "validate --strict": (["validate", "--strict"], 1.5),
    "show": (["show", "hattem"], 1.4),
    "list": (["list", "partners"], 1.4),
    "--help": (["--help"], 1.4),
}


def warm_bars(root: Path, rounds: int) -> list[Bar]:
    """The time of warm commands, each as a multiple of a bare start."""
    work: dict[str, Callable[[], Run]] = {"bare": lambda: timed([BARE], root)}
    for name, (arguments, _) in WARM.items():
        work[name] = lambda arguments=arguments: timed([[*REGIO, *arguments]], root)
        work[name]()
    took = in_turns(work, rounds)
    bare = seconds(took["bare"]) * 1000
    return [
        Bar(f"{name}, warm ({seconds(took[name]) * 1000:.0f} ms) / bare start ({bare:.0f} ms)",
            over(took[name], took["bare"]), bound, False)
        for name, (_, bound) in WARM.items()
    ]  # fmt: skip


def cold_work(root: Path, scale: int) -> dict[str, Callable[[], Run]]:
    """What is run at a scale; beyond scale 10 the peers would take hours."""
    work: dict[str, Callable[[], Run]] = {
        "cold": lambda: cold(root),
        "warm": lambda: timed([[*REGIO, "validate"]], root),
    }
    if scale <= 10:
        work["peer"] = lambda: timed([[sys.executable, str(ROOT / "tools/peer_pyyaml.py"), str(root)]], root)
    if scale == 1:
        work["options"] = lambda: cold(root, "--strict")
    return work


def peer_bars(root: Path, took: Rounds, scale: int, rounds: int) -> list[Bar]:
    """How much longer peers take; check-jsonschema, the slowest by far, in rounds of its own, and fewer."""
    commands = check_jsonschema(root)
    slow = in_turns(
        {"cold": lambda: cold(root), "peer": lambda: timed(commands, root)}, rounds if scale == 1 else (rounds + 1) // 2
    )
    return [
        Bar(f"{peer} ({seconds(run['peer']):.1f} s) / validate, cold, scale {scale}",
            over(run["peer"], run["cold"]), bound, True)
        for peer, run, bound in (
            ("PyYAML (C) with jsonschema", took, 6.0),
            ("check-jsonschema", slow, 20.0 if scale == 1 else 30.0),
        )
    ]  # fmt: skip


def growth_bars(colds: Mapping[int, Sequence[Run]], records: Mapping[int, int]) -> list[Bar]:
    """Whether time a record grows with the number of records, and what memory the largest takes."""
    first, last = min(colds), max(colds)
    a_record = {scale: seconds(colds[scale]) / records[scale] for scale in (first, last)}
    bars = [Bar(f"time a record, cold, scale {last} / scale {first}", [a_record[last] / a_record[first]], 1, False)]
    peak = max(run.mib for run in colds[last])
    return [*bars, Bar(f"memory of validate, cold, scale {last}, in MiB", [peak], 2048, False)] if peak else bars


class Measured(NamedTuple):
    """What was measured: a row a scale, the bars, and the lines of the tables on rules and on exchange."""

    rows: Sequence[str]
    bars: Sequence[Bar]
    rules: Sequence[str]
    exchange: Sequence[str]


def measure(scales: Sequence[int], rounds: int, folder: Path) -> Measured:
    rows: list[str] = []
    bars: list[Bar] = []
    colds: dict[int, Sequence[Run]] = {}
    records: dict[int, int] = {}
    rules: dict[int, bench_rules.Times] = {}
    exchanged: Mapping[str, Run] = {}
    for scale in scales:
        root = folder / f"Scale {scale}"
        made = timed([[*REGIO, "demo", str(root), "--scale", str(scale)]], folder)
        records[scale] = sum(1 for _ in (root / "registry").rglob("*.yaml"))
        took = in_turns(cold_work(root, scale), 3 * rounds if scale == 1 else rounds if scale <= 10 else 1)
        colds[scale] = took["cold"]
        rows.append(row(scale, records[scale], made, took))
        print(rows[-1], flush=True)
        bars += [*warm_bars(root, 3 * rounds), *bench_rules.rule_bars(root, 3 * rounds)] if scale == 1 else []
        exchanged = bench_exchange.measured(root, folder) if scale == 10 else exchanged
        # After that this process has grown, and those that it begins are taken to be at least as large.
        rules[scale] = bench_rules.rule_times(root, rounds if scale <= 10 else 1)
        bars += peer_bars(root, took, scale, rounds) if scale <= 10 else []
        bars.append(typed_bar(root, took["cold"], scale, 3 * rounds))
    bars += change_bars(folder / "Scale 1", folder, 3 * rounds)
    if {1, 10} <= set(scales):
        for scale in (1, 10):
            named(folder / f"Scale {scale}")
        bars.append(difference_bar(folder / "Scale 1", folder / "Scale 10", rounds))
    bars += history_bars(folder)
    bars += growth_bars(colds, records) if len(colds) > 1 else []
    bars += bench_rules.growth_bars(rules, records)
    bars += bench_exchange.bars(exchanged)
    return Measured(rows, bars, bench_rules.table(rules), bench_exchange.table(exchanged))


def row(scale: int, records: int, made: Run, took: Rounds) -> str:
    cells = [str(scale), str(records), f"{made.seconds:.1f} s"]
    for name in ("cold", "options", "warm"):
        cells.append(f"{seconds(took[name]):.2f} s" if name in took else "")
        cells += [f"{max(run.mib for run in took[name]):.0f} MiB"] if name != "options" else []
    return f"| {' | '.join(cells)} |"


def report(found: Measured) -> str:
    lines = [
        "# How fast regio is",
        "",
        "Written by `make bench` (with `SCALES=1,10,100` for all of it); not by hand. Whole processes, in one run, on one",
        f"machine with {os.cpu_count()} processors and Python {platform.python_version()}; milliseconds differ elsewhere, ratios hardly do.",
        "What is compared runs in turns, round after round; times and ratios are medians.",
        "",
        "| scale | records | demo | validate, cold | memory | with an option | validate, warm | memory |",
        "|---|---|---|---|---|---|---|---|",
        *found.rows,
        "",
        "Cold is without index.",
        "The bars, on `regio demo --scale 1` unless said otherwise:",
        "",
        "| what | ratio | of the rounds | bar | kept |",
        "|---|---|---|---|---|",
        *(bar.line for bar in found.bars),
        "",
        "The rules, each by itself, on tables that are made (`regio validate --rules all` asks them all):",
        "",
        *found.rules,
        "",
        "Exchange at scale 10, each once, for the bureau, in whole processes:",
        "",
        *found.exchange,
    ]
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scales", default="1,10")
    parser.add_argument(
        "--rounds", type=int, default=5, help="rounds at scale 10; three times as many at scale 1, one beyond"
    )
    options = parser.parse_args()
    scales = [int(scale) for scale in options.scales.split(",")]
    # git may still be tidying up in the background when all is measured.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        found = measure(scales, options.rounds, Path(folder))
    text = report(found)
    (ROOT / "docs" / "performance.md").write_text(text, encoding="utf-8")
    print(text)
    return 0 if all(bar.kept for bar in found.bars) else 1


if __name__ == "__main__":
    sys.exit(main())
