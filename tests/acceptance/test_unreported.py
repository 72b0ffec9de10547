"""What stands on disk and git does not report is never written over; what a filter of git changes is not written."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.clones import commit_by_hand, done, head
from tests.conftest import Place

HATTEM = "registry/partners/hattem.yaml"
Hide = Callable[[Place], None]


def mark(option: str) -> Hide:
    return lambda place: place.git("update-index", option, HATTEM) and None


def blind(place: Place) -> None:
    """Let git go by size and whole seconds alone, and let the edit below have both as before."""
    place.git("config", "core.checkStat", "minimal")
    place.git("config", "core.trustctime", "false")


WAYS = {"skipped": mark("--skip-worktree"), "assumed": mark("--assume-unchanged"), "blind": blind}


def edited(place: Place, hide: Hide) -> bytes:
    """Edit Hattem's file so that git does not report it, and return what is in it."""
    file = place.root / HATTEM
    old = file.stat().st_mtime_ns - 5_000_000_000
    os.utime(file, ns=(old, old))
    place.git("update-index", "--refresh")
    hide(place)
    file.write_bytes(file.read_bytes().replace(b"Gemeente", b"gemeente"))
    os.utime(file, ns=(old, old))
    assert place.git("status", "--porcelain") == ""
    return file.read_bytes()


@pytest.mark.parametrize("way", WAYS)
def test_no_change_is_written_over_an_edit_that_git_does_not_report(anna: Place, way: str) -> None:
    done(anna, "set", "zwolle", "short_name=Zwolle")
    kept, before = edited(anna, WAYS[way]), head(anna)
    for words in (["set", "hattem", "short_name=H"], ["rename", "hattem", "hattem-2"], ["set", "hattem", "short_name=H", "--include-dirty"]):  # fmt: skip
        refused = anna.regio(*words)
        assert (refused.code, head(anna)) == (3, before), refused
        assert "which git does not report" in refused.err
        assert (anna.root / HATTEM).read_bytes() == kept
    assert anna.regio("set", "bestuur", "quorum=3").code == 0


@pytest.mark.parametrize("way", WAYS)
def test_a_sync_and_an_undo_are_not_written_over_it_either(anna: Place, bert: Place, way: str) -> None:
    done(anna, "set", "hattem", "short_name=Hattem")
    done(anna, "sync")
    done(bert, "sync")
    done(bert, "set", "hattem", "short_name=Hat")
    done(bert, "sync")
    kept, before = edited(anna, WAYS[way]), head(anna)
    for words in (["undo", "HEAD"], ["sync"]):
        refused = anna.regio(*words)
        assert (refused.code, head(anna)) == (3, before), refused
        assert "which git does not report" in refused.err
        assert (anna.root / HATTEM).read_bytes() == kept


def test_a_file_that_is_gone_and_that_git_takes_for_unchanged_is_not_written_again(anna: Place) -> None:
    anna.git("update-index", "--assume-unchanged", HATTEM)
    (anna.root / HATTEM).unlink()
    refused = anna.regio("set", "hattem", "short_name=H")
    assert refused.code == 3
    assert "--no-assume-unchanged" in refused.err
    assert not (anna.root / HATTEM).exists()


@pytest.mark.parametrize(("option", "tag"), [("--skip-worktree", "S"), ("--assume-unchanged", "h")])
def test_the_mark_of_a_file_without_edits_stays_when_it_is_changed(anna: Place, option: str, tag: str) -> None:
    anna.git("update-index", option, HATTEM)
    done(anna, "set", "hattem", "short_name=H")
    assert anna.git("ls-files", "-v", HATTEM) == f"{tag} {HATTEM}\n"
    assert "short_name: H" in (anna.root / HATTEM).read_text()


def test_the_hint_shows_the_edit(anna: Place) -> None:
    anna.git("update-index", "--skip-worktree", HATTEM)
    (anna.root / HATTEM).write_text("name: Hattem\n")
    hint = anna.regio("set", "hattem", "short_name=H").err.split("git update-index ")[1].split()
    anna.git("update-index", *hint)
    assert anna.git("status", "--porcelain") == f" M {HATTEM}\n"


def test_line_ends_that_git_converts_are_no_edit(anna: Place) -> None:
    anna.git("config", "core.autocrlf", "true")
    file = anna.root / HATTEM
    file.unlink()
    anna.git("checkout", "--", HATTEM)
    assert b"\r\n" in file.read_bytes()
    done(anna, "set", "hattem", "short_name=H")
    assert b"short_name: H\r\n" in file.read_bytes()


def encrypt(place: Place, pattern: str) -> None:
    (place.root / ".gitattributes").write_text(f"{pattern} filter=geheim\n")
    commit_by_hand(place, "Versleuteld")


@pytest.mark.parametrize("is_set_up", [True, False])
def test_what_is_to_be_encrypted_is_not_written(anna: Place, is_set_up: bool) -> None:
    if is_set_up:
        for way in ("clean", "smudge"):
            anna.git("config", f"filter.geheim.{way}", "tr a-zA-Z n-za-mN-ZA-M")
    encrypt(anna, "registry/persons/p-n*.yaml")
    before = head(anna)
    new = ["add", "person", "p-nn11", "name.family=Geheim", "publicity=internal"]
    for words in (new, ["rename", "p-9x2f", "p-nn11"]):
        refused = anna.regio(*words)
        assert (refused.code, head(anna)) == (3, before), refused
        assert "the git filter 'geheim'" in refused.err
        assert not (anna.root / "registry/persons/p-nn11.yaml").exists()
    assert b"Geheim" not in b"".join(file.read_bytes() for file in Path(anna.root / ".git/objects").rglob("*") if file.is_file())  # fmt: skip
    done(anna, "set", "p-9x2f", "name.given=Bob")


def test_a_sync_does_not_put_two_sides_together_that_were_to_be_encrypted(anna: Place, bert: Place) -> None:
    done(bert, "set", "p-9x2f", "name.given=Bob")
    done(bert, "sync")
    done(anna, "set", "p-9x2f", "name.family=Tuinier")
    (anna.root / ".git/info").mkdir(exist_ok=True)
    (anna.root / ".git/info/attributes").write_text("registry/persons/* filter=geheim\n")
    refused = anna.regio("sync")
    assert refused.code == 3
    assert "the git filter 'geheim'" in refused.err
