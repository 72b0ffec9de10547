"""regio demo: the same arguments give the same registry, at any size, and it is valid."""

import hashlib
import json
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import run
from tests.processes import LIMIT

ROOT = Path(__file__).parents[2]


def digest(root: Path) -> str:
    found = hashlib.sha256()
    for file in sorted((root / "registry").rglob("*.yaml")):
        found.update(file.relative_to(root).as_posix().encode() + file.read_bytes())
    return found.hexdigest()


def head(root: Path) -> str:
    return subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=root, check=True, capture_output=True, text=True, timeout=LIMIT
    ).stdout


def without_invented(file: Path) -> str:
    """The text of a shipped file without the comment that says what is invented, and those fields."""
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    if not any(line.startswith("# Fictief") for line in lines):
        return "".join(lines)
    dropped = (
        "# Fictief",
        "contacts:",
        "  - level: ",
        "    person: ",
        "relation_manager:",
        "confirmed_on:",
        "report_to_assemblies:",
    )
    return "".join(line for line in lines if not line.startswith(dropped))


def names_found(root: Path) -> dict[str, int]:
    """How many people the rules about doubles find, and how many rules can't be run."""
    found = json.loads(run("validate", "--rules", "all", "--json", "--on", "2026-11-24", cwd=root).out)["findings"]
    counts = Counter(finding["code"] for finding in found if not finding["accepted"])
    return {code: counts[code] for code in ("rule-not-run", "DAT-25", "DAT-26", "DAT-27")}


def test_the_same_seed_gives_the_same_and_another_seed_other_people(tmp_path: Path) -> None:
    for name, seed in (("a", "7"), ("b", "7"), ("c", "8")):
        assert run("demo", name, "--seed", seed, cwd=tmp_path).code == 0
    assert digest(tmp_path / "a") == digest(tmp_path / "b") != digest(tmp_path / "c")
    assert head(tmp_path / "a") == head(tmp_path / "b") != head(tmp_path / "c")


def test_the_shipped_registry_is_what_demo_writes(tmp_path: Path) -> None:
    assert run("demo", "hier", cwd=tmp_path).code == 0
    assert digest(tmp_path / "hier") == digest(ROOT)


def test_a_larger_one_is_valid_canonical_and_committed(tmp_path: Path) -> None:
    assert run("demo", "Groot Register", "--scale", "3", cwd=tmp_path).code == 0
    place = tmp_path / "Groot Register"
    done = run("validate", cwd=place)
    assert (done.code, done.out[:4]) == (0, "All ")
    assert run("fmt", "--check", cwd=place).code == 0
    assert len(list((place / "registry").rglob("*.yaml"))) > 5_500


@pytest.mark.parametrize("scale", [1, 10, pytest.param(100, marks=pytest.mark.slow)])
def test_every_rule_runs_and_namesakes_are_few_at_any_size(tmp_path: Path, scale: int) -> None:
    assert run("demo", "x", "--scale", str(scale), cwd=tmp_path).code == 0
    assert names_found(tmp_path / "x") == {"rule-not-run": 0, "DAT-25": 0, "DAT-26": scale, "DAT-27": 0}


def test_a_larger_one_has_the_people_of_a_smaller_one(tmp_path: Path) -> None:
    for name, scale in (("small", "1"), ("large", "3")):
        assert run("demo", name, "--scale", scale, cwd=tmp_path).code == 0
    for file in (tmp_path / "small" / "registry").rglob("*.yaml"):
        other = tmp_path / "large" / file.relative_to(tmp_path / "small")
        assert other.read_bytes() == file.read_bytes()


def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "vol").mkdir()
    (tmp_path / "vol" / "brief.txt").write_text("x", encoding="utf-8")
    done = run("demo", "vol", cwd=tmp_path)
    assert (done.code, list((tmp_path / "vol").iterdir())) == (2, [tmp_path / "vol" / "brief.txt"])


def test_an_empty_start_is_valid_and_says_what_to_fill_in(tmp_path: Path) -> None:
    assert run("init", "Nieuw", cwd=tmp_path).code == 0
    assert run("validate", cwd=tmp_path / "Nieuw").code == 0
    assert run("fmt", "--check", cwd=tmp_path / "Nieuw").code == 0
    text = (tmp_path / "Nieuw" / "registry" / "registry.yaml").read_text(encoding="utf-8")
    assert text.count('"Nog in te vullen: ') == 6
    assert "# Vul in wat hieronder met 'Nog in te vullen' begint" in text


def test_a_start_from_regio_zwolle_has_its_organisations_and_what_the_files_say_of_them_but_no_people(
    tmp_path: Path,
) -> None:
    assert run("init", "x", "--from", "regio-zwolle", cwd=tmp_path).code == 0
    assert run("validate", cwd=tmp_path / "x").code == 0
    assert run("fmt", "--check", cwd=tmp_path / "x").code == 0
    made = tmp_path / "x" / "registry"
    for folder in ("partners", "bodies", "elections"):
        for file in (ROOT / "registry" / folder).glob("*.yaml"):
            assert (made / folder / file.name).read_text(encoding="utf-8") == without_invented(file)
    assert not (made / "persons").exists() and not (made / "mandates").exists()
    before, after = (
        (root / "registry.yaml").read_text(encoding="utf-8").splitlines() for root in (ROOT / "registry", made)
    )
    assert [now[:8] for was, now in zip(before, after, strict=True) if was != now] == ["notice: "]
    assert "fictief" not in next(line for line in after if line.startswith("notice: "))


def test_there_is_nothing_else_to_start_from(tmp_path: Path) -> None:
    assert run("init", "x", "--from", "elders", cwd=tmp_path).code == 2
