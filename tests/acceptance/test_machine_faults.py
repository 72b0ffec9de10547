"""Faults of the machine: another git at work, a git that dies, damaged files; what is told is true."""

import os
import shutil
from pathlib import Path

import pytest

from tests.acceptance.changes import Desk

SET = ("set", "partner/hattem", "short_name=Hattem")
GIT = shutil.which("git")


def fake_git(folder: Path, body: str) -> dict[str, str]:
    """Return the environment in which `body` comes before git; it sees git's arguments in $*."""
    folder.mkdir(exist_ok=True)
    (folder / "git").write_text(f'#!/bin/sh\ncase " $* " in {body} esac\nexec "{GIT}" "$@"\n')
    (folder / "git").chmod(0o755)
    return {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}


def cut_off(desk: Desk, folder: Path) -> None:
    """Kill a change right after its branch has moved."""
    moved = f'*" update-ref "*refs/heads/*) "{GIT}" "$@"; kill -9 $PPID; exit 1;;'
    assert desk.regio(*SET, env=fake_git(folder, moved)).code < 0


def test_a_git_commit_while_the_branch_moves_is_refused(desk: Desk) -> None:
    hook = desk.root / ".git/hooks/reference-transaction"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(
        '#!/bin/sh\n[ "$1" = committed ] && grep -q refs/heads/ || exit 0\n'
        "unset GIT_INDEX_FILE; git commit -qm other --allow-empty 2>.git/told || :\n"
    )
    hook.chmod(0o755)
    result = desk.regio(*SET)
    hook.unlink()
    assert result.code == 0, result
    assert "index.lock" in (desk.root / ".git/told").read_text()
    assert "Hattem" in desk.git("show", "HEAD:registry/partners/hattem.yaml")
    assert desk.git("status", "--porcelain") == ""


def test_the_index_lock_that_a_killed_regio_leaves_is_taken_over_by_the_next(desk: Desk, tmp_path: Path) -> None:
    cut_off(desk, tmp_path / "bin")
    assert (desk.root / ".git/index.lock").exists()
    assert "is in after all" in desk.regio("validate").err
    assert not (desk.root / ".git/index.lock").exists()
    assert desk.git("status", "--porcelain") == ""


def test_a_later_commit_that_undid_an_interrupted_change_is_not_overwritten(desk: Desk, tmp_path: Path) -> None:
    cut_off(desk, tmp_path / "bin")
    (desk.root / ".git/index.lock").unlink()
    desk.git("commit", "-qm", "Terug")
    assert "does not have it" in desk.regio("validate").err
    assert desk.git("status", "--porcelain") == ""


@pytest.mark.parametrize("how", ["exit 128", "kill -9 $$"])
def test_a_git_that_fails_in_a_recovery_leaves_it_to_the_next(desk: Desk, tmp_path: Path, how: str) -> None:
    cut_off(desk, tmp_path / "bin")
    told = desk.regio("validate", env=fake_git(tmp_path / "bin", f'*" merge-base "*) {how};;')).err
    assert "can't be finished now" in told
    assert "is in after all" in desk.regio("validate").err
    assert desk.git("status", "--porcelain") == ""


def test_a_journal_that_is_cut_is_told_and_kept(desk: Desk, tmp_path: Path) -> None:
    cut_off(desk, tmp_path / "bin")
    os.truncate(desk.root / ".git/regio/change/journal.json", 60)
    for _ in range(2):
        assert "can't be read" in desk.regio("list", "partners").err
    assert "can't be read" in desk.refused(3, *SET)


def test_a_git_that_is_killed_while_read_is_no_answer(desk: Desk, tmp_path: Path) -> None:
    desk.done(*SET)
    result = desk.regio(
        "log", "--json", env=fake_git(tmp_path / "bin", '*" rev-parse --verify -q HEAD"*) kill -9 $$;;')
    )
    assert result.code == 3
    assert "git broke off" in result.err


def test_reading_goes_on_beside_a_foreign_lock(desk: Desk, tmp_path: Path) -> None:
    cut_off(desk, tmp_path / "bin")
    (desk.root / ".git/index.lock").write_text("")
    result = desk.regio("list", "partners")
    assert result.code == 0
    assert "hattem" in result.out
    assert "can't be finished now" in result.err


def test_a_flipped_byte_in_the_kept_tables_changes_no_answer(desk: Desk) -> None:
    answer = desk.regio("list", "partners").out
    (file,) = (desk.root / ".git/regio").glob("tables.sqlite")
    content = file.read_bytes()
    assert b"Gemeente Hattem" in content
    file.write_bytes(content.replace(b"Gemeente Hattem", b"Gemeente Hattum"))
    assert desk.regio("list", "partners").out == answer


def test_a_file_name_that_is_not_utf8_is_a_finding(desk: Desk) -> None:
    name = os.fsencode(desk.root / "registry/persons") + b"/p-jos\xe9.yaml"
    try:
        Path(os.fsdecode(name)).write_text("name: {family: x}\n")
    except OSError:
        pytest.skip("no such names here")
    assert desk.regio("list", "persons").code == 0
    assert desk.regio("validate").code == 1


def test_output_that_is_closed_and_an_editor_with_a_quote_too_few_are_no_faults(desk: Desk) -> None:
    told = desk.refused(2, "edit", "partner/hattem", env={"EDITOR": "vi 'x", "VISUAL": ""})
    assert "quotation mark" in told


def test_nothing_is_remembered_of_somebody_who_was_removed(desk: Desk) -> None:
    named = ("name.given=Quirijn", "name.family=Xylofonstra", "email=q.xylofonstra@proef.example")
    desk.done("add", "person", "p-zz99", *named, "publicity=internal")
    desk.done("list", "persons")
    desk.done("find", "Xylofonstra")
    desk.regio("validate", "--rules", "all")
    kept = desk.root / ".git" / "regio"
    assert any(b"Xylofonstra" in file.read_bytes() for file in kept.iterdir() if file.is_file())
    desk.done("remove", "person/p-zz99")
    desk.done("list", "persons")
    assert not [file.name for file in kept.rglob("*") if file.is_file() and b"ylofonstra" in file.read_bytes()]
