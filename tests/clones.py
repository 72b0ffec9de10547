"""Several clones of a small registry, and the bare repository on disk that they share."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.command import Result
from tests.conftest import SMALL, Place
from tests.processes import LIMIT

PEOPLE = {"p-9x2f": ("Bo", "Tuin"), "p-7k3d": ("Ad", "Kool"), "p-5m5m": ("Cor", "Dam")}
TABLE = (
    "name: Tafel\nlevel: executive\ntype: portfolio_meeting\nseats:\n"
    "  - id: lid-zwolle\n    role: member\n    basis: representation\n    on_behalf_of:\n      - zwolle\n    voting: true\n"
    "  - id: lid-overijssel\n    role: member\n    basis: representation\n    on_behalf_of:\n      - overijssel\n    voting: true\n"
)


@dataclass(frozen=True)
class Shared:
    """The repository that all share, and the folder that clones are made in; `inside` is where in it the registry is."""

    bare: Path
    folder: Path
    inside: str = "."

    def clone(self, name: str) -> Place:
        top = self.folder / name
        subprocess.run(["git", "clone", "-q", str(self.bare), str(top)], check=True, timeout=LIMIT)
        place = Place(top / self.inside)
        identify(place, name)
        return place

    def git(self, *arguments: str) -> str:
        return Place(self.bare).git(*arguments)

    def hook(self, name: str, script: str) -> None:
        write_hook(self.bare / "hooks" / name, script)


def done(place: Place, *arguments: str, env: dict[str, str] | None = None) -> Result:
    """Return what a command answers that must go well."""
    result = place.regio(*arguments, env=env)
    assert result.code == 0, result
    return result


def identify(place: Place, name: str) -> None:
    for key, value in (("user.name", name), ("user.email", f"{name}@regio.example"), ("gc.auto", "0")):
        place.git("config", key, value)


def write_hook(file: Path, script: str) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


def shared(folder: Path, inside: str = ".") -> Shared:
    """Return a repository with the small registry, some more people and a table with two seats."""
    first = Place(folder / "first" / inside)
    for path, content in SMALL.items():
        first.write(path, content)
    for id_, (given, family) in PEOPLE.items():
        first.write(
            f"persons/{id_}.yaml", f"name:\n  given: {given}\n  family: {family}\npublicity: public\nfictitious: true\n"
        )
    first.write("bodies/tafel.yaml", TABLE)
    top = folder / "first"
    (top / "README.md").write_text("Lees mij\n")
    (top / "run.sh").write_text("#!/bin/sh\n")
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=top, check=True, timeout=LIMIT)
    identify(first, "first")
    subprocess.run(["git", "add", "-A"], cwd=top, check=True, timeout=LIMIT)
    first.git("commit", "-qm", "Begin")
    bare = folder / "shared.git"
    subprocess.run(["git", "clone", "-q", "--bare", str(top), str(bare)], check=True, timeout=LIMIT)
    return Shared(bare, folder, inside)


def head(place: Place) -> str:
    return place.git("rev-parse", "HEAD").strip()


def commit_by_hand(place: Place, message: str = "By hand") -> None:
    place.git("add", "-A", ":/")
    place.git("commit", "-qm", message)


def is_clean(place: Place) -> bool:
    """Tell whether git finds nothing wrong, no file holds a marker, and the work tree is as HEAD."""
    place.git("fsck", "--strict")
    top = Path(place.git("rev-parse", "--show-toplevel").strip())
    files = [file for file in top.rglob("*.yaml") if ".git" not in file.relative_to(top).parts]
    marked = [file for file in files if any(mark in file.read_text() for mark in ("<<<<<<<", "=======", ">>>>>>>"))]
    left = Path(place.git("rev-parse", "--absolute-git-dir").strip()) / "regio" / "change"
    return not marked and not left.exists() and place.git("status", "--porcelain", ":/") == ""
