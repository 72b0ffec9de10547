"""The wheel, installed elsewhere: regio works outside this repository."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.processes import LIMIT

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel installs. Its dependencies are those of the tests; nothing is fetched."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, timeout=LIMIT)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def regio(site: Path, cwd: Path, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    env = {**os.environ, "PYTHONPATH": str(site), "REGIO_LANG": "nl"}
    return subprocess.run(
        [sys.executable, "-m", "regio_cli", *arguments], cwd=cwd, env=env, capture_output=True, timeout=LIMIT
    )


def test_the_wheel_carries_schemas_translations_and_licence_but_no_people(site: Path) -> None:
    assert (site / "regio_cli/data/schemas/body.schema.json").is_file()
    assert (site / "regio_cli/locale/nl/LC_MESSAGES/regio.mo").is_file()
    assert (site / "regio_cli/report/templates/report.css").is_file()
    assert (site / "regio_cli/hosting/templates/gitlab.yml").is_file()
    assert (site / "regio_cli/exchange/site/templates/search.js").is_file()
    assert list(site.glob("*.dist-info/licenses/LICENSE"))
    assert not (site / "regio_cli/data/registry/persons").exists()


def test_it_starts_a_registry_and_answers_in_dutch_from_there(site: Path, tmp_path: Path) -> None:
    where = subprocess.run(
        [sys.executable, "-c", "import regio_cli; print(regio_cli.__file__)"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(site)}, capture_output=True, check=True, timeout=LIMIT
    )  # fmt: skip
    assert Path(where.stdout.decode().strip()).is_relative_to(site)
    assert regio(site, tmp_path, "init", "Mijn Regio", "--from", "regio-zwolle").returncode == 0
    place = tmp_path / "Mijn Regio"
    done = regio(site, place, "validate")
    assert (done.returncode, done.stdout.decode()[:5]) == (0, "Alle ")
    assert "Gemeente Hattem" in regio(site, place, "find", "hatem").stdout.decode()


def test_it_writes_a_demo_that_is_valid(site: Path, tmp_path: Path) -> None:
    assert regio(site, tmp_path, "demo", "proef", "--scale", "2").returncode == 0
    assert regio(site, tmp_path / "proef", "validate").returncode == 0
