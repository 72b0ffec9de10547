"""A small registry in a folder, in three lines."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from tests.command import Result, command
from tests.processes import LIMIT, start, terminal_output

# The same examples on every machine, so that what is green here is green elsewhere; HYPOTHESIS_PROFILE=search looks for new ones.
settings.register_profile("suite", derandomize=True)
settings.register_profile("search", derandomize=False)
# For `make mutants`, where each test runs a hundred times, and slower for being watched.
settings.register_profile("few", derandomize=True, max_examples=15, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

# Seconds that a test may take that repeats something for a long time; pyproject.toml has the limit of all others.
_LONG = 3600


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give the long runs the time that they take."""
    for item in items:
        if item.get_closest_marker("slow") and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(_LONG))


SHIPPED = Path(__file__).parents[1] / "registry"
SMALL = {
    "registry.yaml": (
        "schema_version: 2\nname: Proef\nnotice: verzonnen\nregion:\n  name: Proef\n"
        "controller:\n  name: Proef\n  contact: info@proef.example\narchive_keeper:\n  name: Proef\nlanguages:\n  - nl\n"
    ),
    "partners/overijssel.yaml": "name: Provincie Overijssel\ntype: province\npillar: government\n",
    "partners/zwolle.yaml": "name: Gemeente Zwolle\ntype: municipality\npillar: government\nprovince: overijssel\n",
    "partners/hattem.yaml": "name: Gemeente Hattem\ntype: municipality\npillar: government\nprovince: overijssel\nend_date: 2024-12-31\n",
    "bodies/bestuur.yaml": (
        "name: Bestuur\nlevel: executive\ntype: regional_board\nseats:\n  - id: voorzitter\n    role: chair\n"
        "    basis: representation\n    on_behalf_of:\n      - zwolle\n    voting: true\n"
    ),
    "persons/p-1a2b.yaml": "name:\n  given: Els\n  prefix: van der\n  family: Bérg\npublicity: public\nfictitious: true\n",
    "mandates/bestuur-voorzitter-2022.yaml": (
        "person: p-1a2b\nbody: bestuur\nseat: voorzitter\nstatus: appointed\nstart_date: 2022-05-01\nlapses_with: office\n"
    ),
}


@dataclass(frozen=True)
class Place:
    root: Path

    def write(self, path: str, content: str | bytes) -> None:
        file = self.root / "registry" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())

    def regio(self, *arguments: str, env: Mapping[str, str] | None = None) -> Result:
        return run(*arguments, cwd=self.root, env=env)

    def on_terminal(self, *arguments: str, columns: int = 80, env: Mapping[str, str] | None = None) -> str:
        """Return what `regio` writes to a terminal that is so many columns wide."""
        return on_terminal(*arguments, cwd=self.root, columns=columns, env=env)

    def git(self, *arguments: str) -> str:
        identity = ["-c", "user.name=Test", "-c", "user.email=test@regio.example"]
        done = subprocess.run(
            ["git", *identity, *arguments], cwd=self.root, check=True, capture_output=True, timeout=LIMIT
        )
        return done.stdout.decode()


def run(*arguments: str, cwd: Path, env: Mapping[str, str] | None = None) -> Result:
    return command(*arguments, cwd=cwd, env=env)


def on_terminal(*arguments: str, cwd: Path, columns: int, env: Mapping[str, str] | None = None) -> str:
    pty = pytest.importorskip("pty")
    main, other = pty.openpty()
    surroundings = {**os.environ, "REGIO_LANG": "en", "COLUMNS": str(columns), "TERM": "xterm", **(env or {})}
    command = [sys.executable, "-m", "regio_cli", *arguments]
    process = start(command, cwd=cwd, env=surroundings, stdin=other, stdout=other, stderr=other)
    os.close(other)
    out = terminal_output(main)
    os.close(main)
    process.wait(timeout=LIMIT)
    return out.decode().replace("\r\n", "\n")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A valid little registry, committed, in a path with a space and capitals."""
    found = Place(tmp_path / "Mijn Register")
    for path, content in SMALL.items():
        found.write(path, content)
    found.git("init", "-q", "-b", "main")
    found.git("add", "-A")
    found.git("commit", "-qm", "Begin")
    return found


def settle(place: Place) -> None:
    """Put the registry of Regio Zwolle into a place, and commit it as somebody."""
    shutil.copytree(SHIPPED, place.root / "registry")
    place.git("init", "-q", "-b", "main")
    for name, value in (
        ("user.name", "Test"),
        ("user.email", "test@regio.example"),
        ("commit.gpgsign", "false"),
        ("gc.auto", "0"),
    ):
        place.git("config", name, value)
    place.git("add", "-A")
    place.git("commit", "-qm", "Begin")


@pytest.fixture
def bare(tmp_path: Path) -> Callable[[], Place]:
    """The same without git."""

    def make() -> Place:
        found = Place(tmp_path / "bare")
        for path, content in SMALL.items():
            found.write(path, content)
        return found

    return make
