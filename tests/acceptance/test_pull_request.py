"""A whole pull request, as docs/pull-requests.md tells it: every command there is run, and prints what the page shows."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.clones import shared
from tests.conftest import Place
from tests.processes import LIMIT

PAGE = Path(__file__).parents[2] / "docs/pull-requests.md"
PEOPLE = ("anna", "carla", "bert")
_BLOCK = re.compile(r"^```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PROMPT = re.compile(rf"^({'|'.join(PEOPLE)})\$ ")
_ID, _LEFT_OUT = re.compile(r"\b[0-9a-f]{7,40}\b"), "…\n"
# The day of every commit; that on which the audit is made is its own.
DAY = "2025-11-24T10:00:00+0100"


class Step(NamedTuple):
    """A command on the page: who gives it, what it is, and what the page shows of what it prints."""

    who: str
    command: str
    shown: str


class Told(NamedTuple):
    """What a command printed, and its exit code."""

    code: int
    out: str


def steps() -> list[Step]:
    text = PAGE.read_text(encoding="utf-8").partition("\n## A whole pull request\n")[2].partition("\n## ")[0]
    found: list[Step] = []
    for block in _BLOCK.findall(text):
        for line in block.splitlines(keepends=True):
            prompt = _PROMPT.match(line)
            if prompt:
                found.append(Step(prompt[1], line[prompt.end() :].rstrip("\n"), ""))
            else:
                found[-1] = found[-1]._replace(shown=found[-1].shown + line)
    return found


def run(place: Place, command: str) -> Told:
    env = {**os.environ, "REGIO_LANG": "en", "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=place.root,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=LIMIT,
    )
    return Told(done.returncode, done.stdout.decode())


def masked(text: str) -> str:
    text = _ID.sub("«id»", text)
    return re.sub(r"(made on +)\d{4}-\d\d-\d\d|(audited on )\d{4}-\d\d-\d\d", r"\1\2«day»", text)


def fits(shown: str, out: str) -> bool:
    """Tell whether the page shows what was printed; "…" on a line of its own stands for lines left out."""
    parts = [re.escape(part) for part in masked(shown).split(_LEFT_OUT)]
    return re.fullmatch("(?:.*\n)*?".join(parts), masked(out)) is not None


@pytest.fixture
def clones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mapping[str, Place]:
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(name, DAY)
    common = shared(tmp_path)
    return {name: common.clone(name) for name in PEOPLE}


@pytest.mark.skipif(sys.platform == "win32", reason="the page is for a shell")
def test_the_page_tells_a_whole_pull_request_as_it_goes(clones: Mapping[str, Place], tmp_path: Path) -> None:
    codes: list[tuple[str, int]] = []
    for step in steps():
        told = run(clones[step.who], step.command)
        assert fits(step.shown, told.out), f"{step.who}$ {step.command}\n{told.out}"
        codes += [(step.command.split(" ")[1], told.code)] if step.command.startswith("regio ") else []
        assert told.code == 0 or step.command.startswith("regio "), told
    assert codes == [
        ("appoint", 0), ("propose", 0),
        # The fault.
        ("review", 1),
        ("set", 0), ("propose", 0),
        ("review", 0),
        ("sync", 0), ("show", 0), ("audit", 0),
        # History was rewritten.
        ("audit", 1),
    ]  # fmt: skip
    assert len((tmp_path / "anchors.txt").read_text().splitlines()) == 1
