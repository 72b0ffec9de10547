"""Prints what the shipped rules find in the registry on a day, how long each takes, and their self-test: try_rules.py DAY [FOLDER]."""

import os
import sys
from pathlib import Path
from time import perf_counter

from regio_cli.check.deviations import applied
from regio_cli.check.rule import shipped
from regio_cli.check.rules import run, settings_of
from regio_cli.check.selftest import selftest
from regio_cli.check.tables import tables
from regio_cli.read.registry import open_registry


def main(on: str, folder: str = ".") -> None:
    registry = open_registry(Path(folder).absolute(), None, os.environ)
    rules = shipped()
    snapshot = registry.snapshot
    start = perf_counter()
    database = tables(registry.kinds, snapshot.records, on)
    print(f"tables {1000 * (perf_counter() - start):.0f} ms")
    found = []
    for rule in rules.values():
        start = perf_counter()
        mine = list(run([rule], database, snapshot))
        print(f"{rule.id:8} {len(mine):5} {1000 * (perf_counter() - start):8.1f} ms")
        found.extend(mine)
    shown = applied(found, snapshot, on, rules)
    for finding in shown[: 10**9 if folder == "." else 20]:
        said = finding.text.values.get("what", finding.text.values)
        print(finding.code, finding.severity, finding.record, finding.field, said.get("nl", said) if isinstance(said, dict) else said,
              finding.hint and finding.hint.values.get("what", {}), finding.accepted or "", finding.since or "")  # fmt: skip
    if folder == ".":
        for result in selftest(rules.values(), snapshot.records, lambda records: tables(registry.kinds, records, on), settings_of(snapshot)):  # fmt: skip
            print(*result)


main(*sys.argv[1:])
