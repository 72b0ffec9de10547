"""What git stores counts, in `fmt`, in reading and in hooks; what git left in a file is told as what it is."""

import subprocess
from pathlib import Path

import pytest

from tests.clones import Shared, commit_by_hand, done, head, identify
from tests.conftest import Place
from tests.processes import LIMIT

HATTEM = "registry/partners/hattem.yaml"
BO = "registry/persons/p-9x2f.yaml"


def windows(common: Shared) -> Place:
    """Return a clone as git for Windows makes it, with other line ends in its work tree."""
    top = common.folder / "windows"
    subprocess.run(
        ["git", "-c", "core.autocrlf=true", "clone", "-q", str(common.bare), str(top)], check=True, timeout=LIMIT
    )
    place = Place(top)
    identify(place, "windows")
    place.git("config", "core.autocrlf", "true")
    return place


def test_fmt_judges_what_git_stores_and_keeps_the_line_ends(common: Shared) -> None:
    place = windows(common)
    assert b"\r\n" in (place.root / HATTEM).read_bytes()
    done(place, "fmt")
    commit_by_hand(place)
    assert done(place, "fmt", "--check").out == "0 files would change.\n"
    (place.root / HATTEM).write_bytes(
        b"type: municipality\r\nname: Hattem\r\npillar: government\r\nprovince: overijssel\r\n"
    )
    assert place.regio("fmt", "--check").code == 1
    done(place, "fmt")
    assert b"\r\nname: Hattem\r\ntype: municipality\r\n" in (place.root / HATTEM).read_bytes()


def test_fmt_leaves_an_edit_that_git_does_not_report(anna: Place) -> None:
    file = anna.root / HATTEM
    file.write_text("type: municipality\nname: Hattem\npillar: government\nprovince: overijssel\n")
    commit_by_hand(anna)
    anna.git("update-index", "--skip-worktree", HATTEM)
    file.write_text("name: kladje\n")
    told = anna.regio("fmt")
    assert (told.code, file.read_text()) == (1, "name: kladje\n")
    assert "which git does not report" in told.out


def test_an_edit_in_another_encoding_is_read_as_git_would_store_it(anna: Place) -> None:
    (anna.root / ".gitattributes").write_text(f"{HATTEM} text working-tree-encoding=UTF-16LE\n")
    file = anna.root / HATTEM
    file.write_bytes(file.read_bytes().decode().encode("utf-16-le"))
    commit_by_hand(anna)
    text = file.read_bytes().decode("utf-16-le")
    file.write_bytes(text.replace("Gemeente Hattem", "Gemeente Hättem").encode("utf-16-le"))
    assert done(anna, "show", "hattem").out.startswith("Gemeente Hättem")
    done(anna, "set", "hattem", "short_name=H", "--include-dirty")
    assert "short_name: H" in file.read_bytes().decode("utf-16-le")
    assert "Hättem" in anna.git("show", f"HEAD:{HATTEM}")


def test_a_file_that_a_filter_changes_is_told_as_such(anna: Place) -> None:
    for way in ("clean", "smudge"):
        anna.git("config", f"filter.geheim.{way}", "tr a-zA-Z:- n-za-mN-ZA-M!%")
    (anna.root / ".gitattributes").write_text(f"{BO} filter=geheim\n")
    anna.git("add", "--renormalize", ".")
    anna.write("persons/p-9x2f.yaml", (anna.root / BO).read_text() + "email: bo@zwolle.example\n")
    commit_by_hand(anna)
    told = anna.regio("validate")
    assert told.code == 1
    assert "git-filter" in told.out
    assert "'geheim'" in told.out


@pytest.mark.parametrize(
    "left", ["<<<<<<< HEAD\n  given: A\n=======\n  given: B\n>>>>>>> werk\n", "|||||||\n", "=======\n"]
)
def test_what_git_left_of_a_conflict_is_told_at_its_first_line(anna: Place, left: str) -> None:
    anna.write("persons/p-9x2f.yaml", f"name:\n  family: Tuin\n{left}publicity: public\n")
    commit_by_hand(anna)
    told = anna.regio("validate")
    assert f"{BO}:3:1: error[yaml-conflict]" in told.out
    blamed = anna.regio("blame", "p-9x2f")
    assert blamed.code == 2
    assert f"{BO} can't be read" in blamed.err


@pytest.mark.parametrize(
    ("words", "record"),
    [(["merge", "zwolle", "hattem"], "partner/zwolle"), (["merge", "bestuur", "p-9x2f"], "body/bestuur"),
     (["leave", "zwolle"], "partner/zwolle"), (["appoint", "zwolle", "--to", "bestuur"], "partner/zwolle")],
)  # fmt: skip
def test_a_word_that_names_a_record_of_another_kind_is_told_as_that(anna: Place, words: list[str], record: str) -> None:
    refused = anna.regio(*words)
    assert refused.code == 2
    assert record in refused.err
    assert "no record is called" not in refused.err


def test_a_mode_that_was_changed_is_told_as_that(anna: Place) -> None:
    (anna.root / HATTEM).chmod(0o755)
    refused = anna.regio("set", "hattem", "short_name=H")
    assert refused.code == 3
    assert "chmod" in refused.err


def committed(place: Place, *words: str) -> bool:
    program = ["git", "-c", "user.name=T", "-c", "user.email=t@x.example", "commit", "-q", *words]
    return subprocess.run(program, cwd=place.root, capture_output=True, timeout=LIMIT).returncode == 0


def test_the_hook_asks_why_of_a_commit_that_takes_the_place_of_another(anna: Place) -> None:
    done(anna, "hooks", "install")
    anna.write("partners/zwolle.yaml", (anna.root / "registry/partners/zwolle.yaml").read_text() + "short_name: Z\n")
    assert not committed(anna, "-am", "zonder reden")
    assert committed(anna, "-am", "x", "-m", "REASON: in hoofdletters")
    before = head(anna)
    assert not committed(anna, "--amend", "-m", "zonder reden")
    (anna.root / "README.md").write_text("anders\n")
    if Path("/proc/self/cmdline").exists():
        assert not committed(anna, "--amend", "-am", "zonder reden")
    assert head(anna) == before
    assert committed(anna, "-am", "buiten het register")
    assert committed(anna, "--amend", "-m", "nog steeds")


def test_a_merge_that_is_given_another_message_needs_no_reason(anna: Place) -> None:
    anna.git("checkout", "-q", "-b", "werk")
    done(anna, "set", "zwolle", "short_name=Z")
    anna.git("checkout", "-q", "main")
    anna.git("merge", "-q", "--no-ff", "-m", "Samen", "werk")
    done(anna, "hooks", "install")
    assert committed(anna, "--amend", "-m", "Samengevoegd")
