"""Git asks regio: about what is staged, why it is committed, and what is pushed; hooks of others go on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.clones import Shared, commit_by_hand, head, shared, write_hook
from tests.command import Result
from tests.conftest import Place
from tests.processes import LIMIT

WHY = "Kampen erbij\n\nReason: besluit van het college"
KAMPEN = "name: Kampen\ntype: municipality\npillar: government\nprovince: overijssel\n"


def git(place: Place, *arguments: str, env: dict[str, str] | None = None) -> Result:
    surroundings = {**os.environ, "REGIO_LANG": "en", **(env or {})}
    done = subprocess.run(["git", *arguments], cwd=place.root, env=surroundings, capture_output=True, timeout=LIMIT)
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def common(tmp_path: Path) -> Shared:
    return shared(tmp_path)


@pytest.fixture
def anna(common: Shared) -> Place:
    """A clone in a path with a space, a capital and a quote, with hooks."""
    place = common.clone("Anna d'Arc")
    assert place.regio("fmt").code == 0
    commit_by_hand(place, WHY)
    assert place.regio("hooks", "install").code == 0
    return place


def canonical(place: Place, path: str, text: str) -> None:
    place.write(path, text)
    assert place.regio("fmt", str(place.root / "registry" / path)).code == 0


def test_a_commit_with_a_reason_goes_through(anna: Place) -> None:
    canonical(anna, "partners/kampen.yaml", KAMPEN)
    git(anna, "add", "-A")
    assert git(anna, "commit", "-m", WHY).code == 0


def test_a_commit_without_a_reason_does_not_unless_it_leaves_the_registry_alone(anna: Place) -> None:
    before = head(anna)
    canonical(anna, "partners/kampen.yaml", KAMPEN)
    git(anna, "add", "-A")
    refused = git(anna, "commit", "-m", "Kampen erbij")
    assert refused.code == 1
    assert "does not say why" in refused.err
    assert head(anna) == before
    git(anna, "reset", "-q")
    (anna.root / "README.md").write_text("Lees dit\n")
    assert git(anna, "commit", "-m", "Leesbaarder", "README.md").code == 0


@pytest.mark.parametrize(
    ("message", "fits"),
    [
        ("Kampen\n\nReason: omdat\n# Reason\n", True),
        ("Kampen\n\n# Reason: omdat\n", False),
        ("Kampen\n# ------------------------ >8 ------------------------\nReason: omdat\n", False),
        ("Reason: omdat", False),
        ("Kampen\n\nReason:\n", False),
        ("Kampen\n\nRegio-Operation: add\nRegio-Record: partner/kampen\nRegio-Kind: change\n", True),
        ("Kampen\n\nRegio-Operation: add\n", False),
        ("Kampen\n\nReason: omdat\nRegio-Kind: gok\n", False),
        ("fixup! Kampen erbij\n", True),
        ('Revert "Kampen"\n\nThis reverts commit 0123456789abcdef0123456789abcdef01234567.\n', True),
        ("Els van der Bérg erbij\n\nReason: omdat\n", False),
    ],
)
def test_what_a_message_must_say(anna: Place, message: str, fits: bool) -> None:
    canonical(anna, "partners/kampen.yaml", KAMPEN)
    git(anna, "add", "-A")
    file = anna.root / ".git" / "COMMIT_EDITMSG"
    file.write_text(message)
    assert (anna.regio("hooks", "run", "commit-msg", "--", str(file)).code == 0) is fits


def test_what_is_staged_counts_and_not_the_work_tree(anna: Place) -> None:
    canonical(anna, "partners/kampen.yaml", KAMPEN)
    good = (anna.root / "registry/partners/kampen.yaml").read_text()
    git(anna, "add", "-A")
    anna.write("partners/kampen.yaml", good.replace("municipality", "koninkrijk"))
    assert git(anna, "commit", "-m", WHY).code == 0
    git(anna, "add", "-A")
    anna.write("partners/kampen.yaml", good)
    refused = git(anna, "commit", "-m", WHY)
    assert refused.code == 1
    assert "kampen.yaml:3:7: error[schema-" in refused.err
    assert "type: koninkrijk" in refused.err


def test_a_partial_commit_is_judged_as_it_would_be(anna: Place) -> None:
    canonical(anna, "partners/kampen.yaml", KAMPEN)
    git(anna, "add", "-A")
    anna.write("partners/zwolle.yaml", "name: x\ntype: koninkrijk\npillar: government\n")
    assert git(anna, "commit", "-m", WHY, "registry/partners/kampen.yaml").code == 0
    assert git(anna, "commit", "-m", WHY, "-a").code == 1


def test_a_staged_file_must_be_canonical_unless_it_was_not_before(anna: Place) -> None:
    anna.write("partners/kampen.yaml", "type: municipality\nname: Kampen\npillar: government\nprovince: overijssel\n")
    git(anna, "add", "-A")
    refused = git(anna, "commit", "-m", WHY)
    assert refused.code == 1
    assert "run 'regio fmt registry/partners/kampen.yaml'" in refused.err
    assert git(anna, "commit", "--no-verify", "-m", WHY).code == 0
    done = anna.regio("set", "kampen", "short_name=Kampen")
    assert done.code == 0, done


def test_an_error_that_was_there_does_not_keep_others_from_working(anna: Place) -> None:
    anna.write("partners/kampen.yaml", "name: Kampen\ntype: koninkrijk\npillar: government\n")
    git(anna, "add", "-A")
    git(anna, "commit", "--no-verify", "-m", WHY)
    canonical(anna, "partners/ommen.yaml", KAMPEN.replace("Kampen", "Ommen"))
    git(anna, "add", "-A")
    assert git(anna, "commit", "-m", WHY).code == 0


def test_regios_own_commits_are_not_checked_twice_unless_another_hook_changes_them(anna: Place) -> None:
    file = anna.root / ".git" / "hooks" / "pre-commit"
    file.write_text(file.read_text().replace("\npython=", "\necho once more >&2; exit 1\npython="))
    done = anna.regio("set", "zwolle", "short_name=Zwolle")
    assert done.code == 0, done
    assert "Regio-Operation: set" in anna.git("log", "-1", "--format=%B")
    write_hook(file.with_name("pre-commit.before-regio"), "git rm -q --cached README.md")
    refused = anna.regio("set", "zwolle", "short_name=Z")
    assert refused.code == 3
    assert "once more" in refused.err


def test_regios_own_commits_pass_hooks_that_check_them(anna: Place) -> None:
    for name in ("pre-commit", "commit-msg"):
        file = anna.root / ".git" / "hooks" / name
        file.write_text(file.read_text().replace("REGIO_CHECKED", "REGIO_NOTHING"))
    assert anna.regio("set", "zwolle", "short_name=Zwolle").code == 0


def test_a_merge_needs_no_reason_of_its_own(anna: Place) -> None:
    git(anna, "switch", "-qc", "zij")
    assert anna.regio("set", "zwolle", "short_name=Zwolle").code == 0
    git(anna, "switch", "-q", "main")
    assert anna.regio("set", "overijssel", "short_name=Overijssel").code == 0
    merged = git(anna, "merge", "-q", "-m", "Zij erbij", "zij")
    assert merged.code == 0, merged


def test_a_push_is_refused_for_errors_that_the_others_do_not_have(anna: Place, common: Shared) -> None:
    anna.write("partners/kampen.yaml", "name: Kampen\ntype: koninkrijk\npillar: government\n")
    git(anna, "add", "-A")
    git(anna, "commit", "--no-verify", "-m", WHY)
    refused = git(anna, "push", "origin", "HEAD:refs/heads/kampen")
    assert refused.code == 1
    assert "Not pushed" in refused.out
    assert "kampen" not in common.git("branch")
    assert git(anna, "push", "--no-verify", "origin", "main").code == 0
    (anna.root / "README.md").write_text("Lees dit\n")
    commit_by_hand(anna, "Leesbaarder")
    assert git(anna, "push", "origin", "main").code == 0
    assert git(anna, "push", "origin", "HEAD:refs/heads/weg").code == 0
    assert git(anna, "push", "origin", ":refs/heads/weg").code == 0


def test_a_hook_of_somebody_else_is_kept_asked_first_and_put_back(anna: Place, tmp_path: Path) -> None:
    hooks = anna.root / ".git" / "hooks"
    assert anna.regio("hooks", "install", "--remove").code == 0
    assert not (hooks / "pre-push").exists()
    write_hook(hooks / "pre-push", f'cat > "{tmp_path}/told"; echo "$1" >> "{tmp_path}/told"')
    write_hook(hooks / "pre-commit", "exit 7")
    before = (hooks / "pre-push").read_bytes()
    for _ in range(2):
        told = anna.regio("hooks", "install")
        assert told.code == 0
        assert "pre-push: there, and asks pre-push.before-regio first" in told.out
    assert git(anna, "push", "-q", "origin", "main").code == 0
    assert (
        (tmp_path / "told").read_text()
        == f"refs/heads/main {head(anna)} refs/heads/main {anna.git('rev-parse', 'origin/main~1').strip()}\norigin\n"
    )
    assert git(anna, "commit", "--allow-empty", "-m", "x").code == 1
    assert anna.regio("hooks", "install", "--remove").code == 0
    assert (hooks / "pre-push").read_bytes() == before
    assert sorted(file.name for file in hooks.iterdir() if "regio" in file.name) == []


def test_two_hooks_of_others_are_not_guessed_about(anna: Place) -> None:
    hooks = anna.root / ".git" / "hooks"
    anna.regio("hooks", "install", "--remove")
    write_hook(hooks / "pre-commit", "exit 0")
    anna.regio("hooks", "install")
    write_hook(hooks / "pre-commit", "exit 0 # een ander")
    refused = anna.regio("hooks", "install")
    assert refused.code == 3
    assert "exit 0 # een ander" in (hooks / "pre-commit").read_text()
    assert "exit 0" in (hooks / "pre-commit.before-regio").read_text()


def test_check_tells_what_is_missing_or_of_another_place(anna: Place) -> None:
    assert anna.regio("hooks", "install", "--check").code == 0
    file = anna.root / ".git" / "hooks" / "pre-commit"
    file.write_text(file.read_text().replace(Path(sys.executable).as_posix(), "/elders/python"))
    assert anna.regio("hooks", "install", "--check").code == 1
    assert anna.regio("hooks", "install").code == 0
    assert anna.regio("hooks", "install", "--check").code == 0
    file.unlink()
    assert "pre-commit: not there" in anna.regio("hooks", "install", "--check").out


def test_hooks_go_where_git_looks_for_them(anna: Place, tmp_path: Path) -> None:
    anna.git("config", "core.hooksPath", str(tmp_path / "Mijn Haken"))
    assert anna.regio("hooks", "install").code == 0
    assert (tmp_path / "Mijn Haken" / "commit-msg").is_file()
    canonical(anna, "partners/kampen.yaml", KAMPEN)
    git(anna, "add", "-A")
    assert git(anna, "commit", "-m", "Zonder reden").code == 1
    elsewhere = Place(tmp_path / "elders")
    elsewhere.root.mkdir()
    git(elsewhere, "init", "-q")
    elsewhere.git("config", "core.hooksPath", str(tmp_path / "Mijn Haken"))
    assert (
        git(elsewhere, "-c", "user.name=A", "-c", "user.email=a@b.example", "commit", "--allow-empty", "-m", "x").code
        == 0
    )


def test_a_registry_below_the_top_is_found(tmp_path: Path) -> None:
    place = shared(tmp_path, "Mijn Register").clone("anna")
    assert place.regio("hooks", "install").code == 0
    place.write("partners/kampen.yaml", "name: Kampen\ntype: koninkrijk\npillar: government\n")
    git(place, "add", "-A")
    assert git(place, "commit", "-m", WHY).code == 1


def test_nothing_in_the_repository_is_taken_for_a_part_of_python(anna: Place, tmp_path: Path) -> None:
    for name in ("regio_cli", "json", "typing"):
        (anna.root / f"{name}.py").write_text(f"open({str(tmp_path / 'run')!r}, 'w')\nraise SystemExit(0)\n")
    anna.write("partners/kampen.yaml", "name: Kampen\ntype: koninkrijk\npillar: government\n")
    git(anna, "add", "-A")
    assert git(anna, "commit", "-m", WHY).code == 1
    assert not (tmp_path / "run").exists()


def test_when_regio_is_gone_the_hook_says_so(anna: Place) -> None:
    file = anna.root / ".git" / "hooks" / "pre-commit"
    file.write_text(file.read_text().replace(Path(sys.executable).as_posix(), "/elders/python"))
    empty = {
        "PATH": os.pathsep.join(p for p in os.environ["PATH"].split(os.pathsep) if not (Path(p) / "regio").exists())
    }
    refused = git(anna, "commit", "--allow-empty", "-m", "x", env=empty)
    assert refused.code == 1
    assert "regio is not at /elders/python any more" in refused.err
