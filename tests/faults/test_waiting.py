"""What happens while a change waits for another one is not overlooked."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from regio_cli.store.lock import Owner, locked
from tests.clones import head, identify
from tests.conftest import Place
from tests.processes import LIMIT, start


def meanwhile(place: Place, happens: Callable[[], object]) -> int:
    """Let `happens` happen while a change waits; return the change's exit code."""
    lock = place.root / ".git/regio/lock"
    with locked(lock, Owner(os.getpid(), "test", 0), 1, lambda _: None, time.sleep):
        process = start(
            [sys.executable, "-m", "regio_cli", "set", "zwolle", "short_name=Zwolle"],
            cwd=place.root, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, env={**os.environ, "REGIO_LANG": "en"},
        )  # fmt: skip
        assert process.stderr
        assert b"waiting for another regio" in process.stderr.readline()
        happens()
    process.communicate(timeout=LIMIT)
    return process.returncode


@pytest.fixture
def desk(place: Place) -> Place:
    identify(place, "desk")
    return place


def test_a_change_that_waited_goes_to_the_branch_that_is_there_then(desk: Place) -> None:
    main = head(desk)
    assert meanwhile(desk, lambda: desk.git("switch", "-qc", "other")) == 0
    assert desk.git("rev-parse", "main").strip() == main
    assert desk.git("log", "--format=%H", "-1", "other~1").strip() == main


def test_a_change_that_waited_comes_on_top_of_commits_outside_the_registry(desk: Place) -> None:
    assert meanwhile(desk, lambda: desk.git("commit", "-q", "--allow-empty", "-m", "Elsewhere")) == 0
    assert desk.git("log", "--format=%s", "-1", "HEAD~1") == "Elsewhere\n"


def test_a_merge_that_began_while_a_change_waited_stops_it(desk: Place) -> None:
    merging = Path(".git/MERGE_HEAD")
    before = head(desk)
    assert meanwhile(desk, lambda: (desk.root / merging).write_text(before + "\n")) == 3
    assert head(desk) == before
