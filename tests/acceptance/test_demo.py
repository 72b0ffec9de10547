"""regio demo: the same arguments give the same registry, at any size, and it is valid."""

import hashlib
from pathlib import Path

from tests.conftest import run


def digest(root: Path) -> str:
    found = hashlib.sha256()
    for file in sorted((root / "registry").rglob("*.yaml")):
        found.update(file.relative_to(root).as_posix().encode() + file.read_bytes())
    return found.hexdigest()


def test_the_same_seed_gives_the_same_and_another_seed_other_people(tmp_path: Path) -> None:
    for name, seed in (("a", "7"), ("b", "7"), ("c", "8")):
        assert run("demo", name, "--seed", seed, cwd=tmp_path).code == 0
    assert digest(tmp_path / "a") == digest(tmp_path / "b") != digest(tmp_path / "c")


def test_a_larger_one_is_valid_canonical_and_committed(tmp_path: Path) -> None:
    assert run("demo", "Groot Register", "--scale", "3", cwd=tmp_path).code == 0
    place = tmp_path / "Groot Register"
    done = run("validate", cwd=place)
    assert (done.code, done.out[:4]) == (0, "All ")
    assert run("fmt", "--check", cwd=place).code == 0
    assert len(list((place / "registry").rglob("*.yaml"))) > 5_500


def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "vol").mkdir()
    (tmp_path / "vol" / "brief.txt").write_text("x", encoding="utf-8")
    done = run("demo", "vol", cwd=tmp_path)
    assert (done.code, list((tmp_path / "vol").iterdir())) == (2, [tmp_path / "vol" / "brief.txt"])


def test_an_empty_start_is_valid(tmp_path: Path) -> None:
    assert run("init", "Nieuw", cwd=tmp_path).code == 0
    assert run("validate", cwd=tmp_path / "Nieuw").code == 0
    assert run("init", "x", "--from", "elders", cwd=tmp_path).code == 2
