"""What typed records cost, as a bar of `make bench`: making them all beside a cold check of the same registry."""

import gc
import os
import time
from collections.abc import Sequence
from pathlib import Path

from regio_cli.domain.records import network
from regio_cli.read.registry import open_registry
from tools.bench_kit import Bar, Run, seconds

_MOST = 0.1


def typed_bar(root: Path, colds: Sequence[Run], scale: int, rounds: int) -> Bar:
    """Return the time that the typed records of the registry at `root` take, as a part of the cold check `colds`."""
    records = open_registry(root, None, dict(os.environ)).snapshot.records
    # They are read when they are first asked for, which is not what is measured here.
    network(records)
    cold = seconds(colds)
    parts = []
    # As regio runs: it is over before garbage matters.
    gc.disable()
    for _ in range(rounds):
        start = time.perf_counter()
        network(records)
        parts.append((time.perf_counter() - start) / cold)
    gc.enable()
    return Bar(f"typed records, all / validate, cold ({cold:.2f} s), scale {scale}", parts, _MOST, False)
