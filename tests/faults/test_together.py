"""Several at once: on one clone no change is lost, and of several clones all arrive. Run with -s to see the figures."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from regio_cli.read.registry import open_registry
from tests.clones import commit_by_hand, head, identify, is_clean, shared
from tests.command import Result
from tests.conftest import Place
from tests.processes import LIMIT

_SEAT = "  - id: s{number}\n    role: member\n    basis: expertise\n    voting: true\n    count: 1\n"


def body(count: int) -> str:
    """Return a body with a seat for each of `count` workers: one record that all of them change."""
    head_ = "name: Samen\nlevel: executive\ntype: portfolio_meeting\nseats:\n"
    return head_ + "".join(_SEAT.format(number=number) for number in range(count))


def change(place: Place, worker: int, number: int) -> Result:
    """Make the change `number` of a worker: a record of its own, or its own field in the record that all change."""
    if number % 2:
        fields = (f"name=Kring {worker} {number}", "type=business_circle", "pillar=business")
        return place.regio("add", "partner", f"kring-{worker}-{number}", *fields)
    return place.regio("set", "body/samen", f"seats.s{worker}.count={number + 2}")


def at_once(count: int, work: Callable[[int], list[float]]) -> list[list[float]]:
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(work, range(count)))


def require_all(place: Place, workers: int, changes: int) -> None:
    """Check that every change is there, each in a commit of its own that is valid, one after another."""
    added = {file.stem for file in (place.root / "registry/partners").glob("kring-*.yaml")}
    assert added == {f"kring-{worker}-{n}" for worker in range(workers) for n in range(1, changes, 2)}
    last = range(0, changes, 2)[-1] + 2
    assert (place.root / "registry/bodies/samen.yaml").read_text().count(f"count: {last}\n") == workers
    commits = place.git("log", "--format=%H %P").splitlines()
    assert all(len(line.split()) == 2 for line in commits[:-1]), "one line of commits"
    assert place.git("rev-list", "--count", "--grep=Regio-Operation", "HEAD").strip() == str(workers * changes)
    assert faulty(place, [line.split()[0] for line in commits]) == []
    assert is_clean(place)


def faulty(place: Place, commits: list[str]) -> list[str]:
    env = {"PATH": "/usr/bin:/bin"}
    return [
        commit
        for commit in commits
        if any(f.severity == "error" for f in open_registry(place.root, commit, env).findings("2026-06-01")[0])
    ]


def told(what: str, seconds: float, times: list[float]) -> None:
    ordered = sorted(times)
    middle, most = ordered[len(ordered) // 2], ordered[-1]
    sys.stdout.write(f"\n{what}: {seconds:.1f} s; one takes {middle:.2f} s in the middle, {most:.2f} s at most\n")


@pytest.mark.parametrize(("workers", "changes"), [(4, 5), pytest.param(8, 50, marks=pytest.mark.slow)])
def test_of_changes_at_once_on_one_clone_none_is_lost(place: Place, workers: int, changes: int) -> None:
    identify(place, "samen")
    place.write("bodies/samen.yaml", body(workers))
    commit_by_hand(place)

    def work(worker: int) -> list[float]:
        times = []
        for number in range(changes):
            start = time.monotonic()
            done = change(place, worker, number)
            assert done.code == 0, done
            times.append(time.monotonic() - start)
        return times

    start = time.monotonic()
    times = at_once(workers, work)
    seconds = time.monotonic() - start
    require_all(place, workers, changes)
    told(f"{workers} processes × {changes} changes on one clone", seconds, [each for some in times for each in some])


@pytest.mark.parametrize(("clones", "changes"), [(3, 3), pytest.param(4, 25, marks=pytest.mark.slow)])
def test_of_changes_at_once_in_several_clones_all_arrive(tmp_path: Path, clones: int, changes: int) -> None:
    common = shared(tmp_path)
    first = common.clone("begin")
    first.write("bodies/samen.yaml", body(clones))
    commit_by_hand(first)
    first.git("push", "-q")
    places = [common.clone(f"clone{number}") for number in range(clones)]
    tries: list[int] = []

    def work(worker: int) -> list[float]:
        times = []
        for number in range(changes):
            done = change(places[worker], worker, number)
            assert done.code == 0, done
            start = time.monotonic()
            synced = places[worker].regio("sync", "--json")
            assert synced.code == 0, synced
            times.append(time.monotonic() - start)
            tries.append(json.loads(synced.out)["tries"])
        return times

    start = time.monotonic()
    times = at_once(clones, work)
    seconds = time.monotonic() - start
    for place in places:
        assert place.regio("sync").code == 0
        assert head(place) == common.git("rev-parse", "main").strip()
        require_all(place, clones, changes)
    subprocess.run(["git", "fsck", "--strict"], cwd=common.bare, check=True, capture_output=True, timeout=LIMIT)
    again = f"{sum(each > 1 for each in tries)} of {len(tries)} syncs began again, at most {max(tries)} tries"
    told(
        f"{clones} clones × {changes} changes through one repository; {again}", seconds, [t for ts in times for t in ts]
    )
