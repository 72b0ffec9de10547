"""A change is wholly in or wholly out, wherever it is stopped; nobody else's work is touched."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import SMALL, Place
from tests.processes import LIMIT, start

ROOT = Path(__file__).parents[2]
CHANGE = ["replace", "bestuur-voorzitter-2022", "--by", "p-9x2f", "--on", "2026-12-01", "--reason", "vertrek"]
MINE = ("mandates/bestuur-voorzitter-2022.yaml", "mandates/bestuur-voorzitter-2026.yaml")


@pytest.fixture
def desk(tmp_path: Path) -> Place:
    """A registry in a folder of a larger repository, with work of somebody else going on: staged, edited and untracked."""
    place = Place(tmp_path / "Groot Geheel" / "Mijn Register")
    for path, content in SMALL.items():
        place.write(path, content)
    place.write("persons/p-9x2f.yaml", "name:\n  given: Bo\n  family: Tuin\npublicity: public\nfictitious: true\n")
    for path in ("staged.txt", "edited.txt"):
        (place.root.parent / path).write_text("was\n")
    top = place.root.parent
    subprocess.run(["git", "init", "-q", "-b", "main", "."], cwd=top, check=True, timeout=LIMIT)
    for name, value in (("user.name", "Test"), ("user.email", "test@regio.example"), ("gc.auto", "0")):
        place.git("config", name, value)
    subprocess.run(["git", "add", "-A"], cwd=top, check=True, timeout=LIMIT)
    place.git("commit", "-qm", "Begin")
    (top / "staged.txt").write_text("staged by another\n")
    subprocess.run(["git", "add", "staged.txt"], cwd=top, check=True, timeout=LIMIT)
    (top / "edited.txt").write_text("edited by another\n")
    (top / "untracked.txt").write_text("untracked\n")
    place.write("persons/p-1a2b.yaml", SMALL["persons/p-1a2b.yaml"] + "note: edited by another\n")
    return place


def stopped(place: Place, mode: str, at: int) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "REGIO_LANG": "en", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.faults.stopper", mode, str(at), *CHANGE]
    return subprocess.run(command, cwd=place.root, env=env, capture_output=True, timeout=LIMIT)


def state(place: Place) -> dict[str, object]:
    """Everything of the user's that a change may not touch, and what it makes."""
    top = place.root.parent
    files = {
        str(file.relative_to(top)): file.read_bytes()
        for file in sorted(top.rglob("*"))
        if file.is_file() and ".git" not in file.relative_to(top).parts
    }
    return {
        "files": files,
        "index": place.git("ls-files", "-s", "--full-name", ":/"),
        "status": place.git("status", "--porcelain", ":/"),
    }


def copies(place: Place, folder: Path) -> Iterator[Place]:
    """Yield fresh copies of the whole repository."""
    number = 0
    while True:
        number += 1
        target = folder / str(number)
        shutil.copytree(place.root.parent, target, symlinks=True)
        yield Place(target / place.root.name)


def require_whole(place: Place, out: dict[str, object], in_: dict[str, object], where: str) -> bool:
    """Check that the change is wholly in or out after the next regio; return whether it is in."""
    head = place.git("log", "-1", "--format=%s").strip()
    listed = place.regio("validate", "--json")
    assert listed.code == 0, (where, listed)
    made = head != "Begin"
    assert state(place) == (in_ if made else out), where
    top = place.root.parent
    assert not (top / ".git" / "regio" / "change").exists(), where
    fsck = subprocess.run(["git", "fsck", "--strict"], cwd=top, capture_output=True, timeout=LIMIT)
    assert fsck.returncode == 0, (where, fsck.stderr)
    assert b"error" not in fsck.stderr + fsck.stdout, where
    if not made:
        again = place.regio(*CHANGE)
        assert again.code == 0, (where, again)
        assert state(place) == in_, where
    return made


@pytest.fixture
def expected(desk: Place, tmp_path: Path) -> tuple[dict[str, object], dict[str, object]]:
    """How things are before the change, and after it."""
    before = state(desk)
    other = next(copies(desk, tmp_path / "expected"))
    assert other.regio(*CHANGE).code == 0
    return before, state(other)


def points(place: Place, folder: Path) -> int:
    done = stopped(next(copies(place, folder / "count")), "count", 0)
    assert done.returncode == 0, done
    return int(done.stderr.split()[-1])


def sample(count: int, every: bool) -> list[int]:
    """Return all places to stop at, or a fixed sample of them."""
    if every:
        return list(range(1, count + 1))
    return sorted({1, count, *random.Random(count).sample(range(1, count + 1), 12)})


def run_all(
    place: Place, folder: Path, mode: str, out: dict[str, object], in_: dict[str, object], every: bool
) -> list[bool]:
    fresh = copies(place, folder / mode)
    made = []
    for at in sample(points(place, folder), every):
        copy = next(fresh)
        done = stopped(copy, mode, at)
        if mode == "kill":
            assert done.returncode == -signal.SIGKILL
        else:
            assert done.returncode in (0, 3), done
            assert b"Traceback" not in done.stderr
        made.append(require_whole(copy, out, in_, f"{mode} at {at}: {done.stderr!r}"))
        shutil.rmtree(copy.root.parent)
    return made


@pytest.mark.parametrize("mode", ["kill", "full"])
def test_stopped_at_some_step_a_change_is_wholly_in_or_out(
    desk: Place, tmp_path: Path, expected: tuple[dict[str, object], dict[str, object]], mode: str
) -> None:
    made = run_all(desk, tmp_path, mode, *expected, every=False)
    assert not made[0]
    assert made == sorted(made), "what is in stays in"


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["kill", "full"])
def test_stopped_at_each_step_a_change_is_wholly_in_or_out(
    desk: Place, tmp_path: Path, expected: tuple[dict[str, object], dict[str, object]], mode: str
) -> None:
    made = run_all(desk, tmp_path, mode, *expected, every=True)
    assert made == sorted(made)
    assert True in made
    assert False in made


def killed_at_random(place: Place, seconds: float) -> None:
    env = {**os.environ, "REGIO_LANG": "en"}
    process = start(
        [sys.executable, "-m", "regio_cli", *CHANGE], cwd=place.root, env=env, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        # The whole group: regio and the git that it runs.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=LIMIT)


@pytest.mark.parametrize("times", [8, pytest.param(300, marks=pytest.mark.slow)])
def test_killed_at_any_moment_with_its_git_a_change_is_wholly_in_or_out(
    desk: Place, tmp_path: Path, expected: tuple[dict[str, object], dict[str, object]], times: int
) -> None:
    fresh, chance = copies(desk, tmp_path / "random"), random.Random(times)
    for number in range(times):
        copy = next(fresh)
        killed_at_random(copy, 0.08 + 0.35 * chance.random())
        for lock in (copy.root.parent / ".git").rglob("*.lock"):
            # Git's own, left by a git that was killed: git asks its user to remove it, and so does regio.
            lock.unlink()
        require_whole(copy, *expected, f"random {number}")
        shutil.rmtree(copy.root.parent)


def test_a_folder_that_can_not_be_written_leaves_all_as_it_was_or_is_finished_later(desk: Place) -> None:
    before = state(desk)
    blocked = desk.root / "registry" / "mandates"
    if os.geteuid() == 0:
        pytest.skip("root writes anywhere")
    blocked.chmod(0o500)
    try:
        done = desk.regio(*CHANGE)
    finally:
        blocked.chmod(0o700)
    assert done.code == 3
    assert "Traceback" not in done.err
    assert desk.regio("validate").code == 0
    assert state(desk) == before or json.loads(desk.regio("list", "mandates", "--json").out)
