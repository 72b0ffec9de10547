"""A sync is wholly in or wholly out in this clone, wherever it is stopped, and the next one brings it to its end."""

import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.clones import Shared, commit_by_hand, head, is_clean, shared
from tests.conftest import Place
from tests.processes import LIMIT

ROOT = Path(__file__).parents[2]


@pytest.fixture
def common(tmp_path: Path) -> Shared:
    """A shared registry with a clone, `here`, whose changes meet those of others in one record and outside the registry."""
    found = shared(tmp_path / "begin", "register")
    there, here = found.clone("there"), found.clone("here")
    assert there.regio("set", "zwolle", "short_name=Zwolle").code == 0
    assert there.regio("appoint", "p-9x2f", "--to", "tafel", "--seat", "lid-zwolle", "--from", "2026-01-01").code == 0
    top = there.root.parent
    (top / "README.md").unlink()
    (top / "run.sh").chmod(0o755)
    (top / "docs").mkdir()
    (top / "docs/new.txt").write_text("nieuw\n")
    commit_by_hand(there)
    there.git("push", "-q")
    assert here.regio("set", "zwolle", "website=https://zwolle.nl").code == 0
    assert here.regio("set", "bestuur", "quorum=3").code == 0
    return found


def copied(common: Shared, folder: Path) -> tuple[Shared, Place]:
    """Return a copy of all clones, and the one in it that is to sync."""
    shutil.copytree(common.folder, folder, symlinks=True)
    copy = Shared(folder / "shared.git", folder, common.inside)
    place = Place(folder / "here" / common.inside)
    place.git("remote", "set-url", "origin", str(copy.bare))
    return copy, place


def files(place: Place) -> dict[str, bytes]:
    top = place.root.parent
    found = (file for file in top.rglob("*") if file.is_file() and ".git" not in file.relative_to(top).parts)
    return {str(file.relative_to(top)): file.read_bytes() for file in found}


def stopped(place: Place, mode: str, at: int) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "REGIO_LANG": "en", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.faults.stopper", mode, str(at), "sync"]
    return subprocess.run(command, cwd=place.root, env=env, capture_output=True, timeout=LIMIT)


def run_all(common: Shared, folder: Path, mode: str, every: bool) -> None:
    _, place = copied(common, folder / "count")
    before, begin = files(place), head(place)
    done = stopped(place, "count", 0)
    assert done.returncode == 0, done
    after, count = files(place), int(done.stderr.split()[-1])
    some = sorted({1, count, *random.Random(count).sample(range(1, count + 1), 12)})
    moved = []
    for at in range(1, count + 1) if every else some:
        copy, place = copied(common, folder / str(at))
        done = stopped(place, mode, at)
        assert done.returncode == -signal.SIGKILL if mode == "kill" else done.returncode in (0, 3), done
        assert place.regio("validate").code == 0
        where = f"{mode} at {at}: {done.stderr!r}"
        moved.append(head(place) != begin)
        assert is_clean(place), where
        assert files(place) == (after if moved[-1] else before), where
        again = place.regio("sync")
        assert again.code == 0, (where, again)
        assert files(place) == after, where
        assert copy.git("rev-parse", "main").strip() == head(place), where
        assert copy.git("log", "--format=%an", "main").split() == ["here", "here", "Test", "there", "there", "Test"], (
            where
        )
        shutil.rmtree(copy.folder)
    assert moved == sorted(moved)
    assert set(moved) == {False, True}


@pytest.mark.parametrize("mode", ["kill", "full"])
def test_stopped_at_some_step_a_sync_is_wholly_in_or_out(common: Shared, tmp_path: Path, mode: str) -> None:
    run_all(common, tmp_path, mode, every=False)


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["kill", "full"])
def test_stopped_at_each_step_a_sync_is_wholly_in_or_out(common: Shared, tmp_path: Path, mode: str) -> None:
    run_all(common, tmp_path, mode, every=True)
