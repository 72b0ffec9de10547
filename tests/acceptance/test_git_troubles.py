"""Git can't read the repository, or lacks part of it: why is told, with the remedy, and nothing takes it for a plain folder."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.clones import Shared, done, head, identify
from tests.conftest import Place, run
from tests.processes import LIMIT

SET = ("set", "zwolle", "short_name=Z", "--reason", "x")


@pytest.mark.parametrize("words", [("drivers", "install"), ("review",), ("validate", "--rev", "HEAD")])
def test_what_opens_git_by_itself_says_the_same(place: Place, words: tuple[str, ...]) -> None:
    bad_line(place)
    refused = place.regio(*words)
    assert refused.code == 3, refused
    assert "bad config line" in refused.err
    assert "correct that line" in refused.err


def write(name: str, text: str) -> Callable[[Place], None]:
    return lambda place: (place.root / ".git" / name).write_text(text) and None


def config(*words: str) -> Callable[[Place], None]:
    return lambda place: place.git("config", *words) and None


def future(place: Place) -> None:
    place.git("config", "core.repositoryformatversion", "1")
    place.git("config", "extensions.morgen", "true")


def no_commit(place: Place) -> None:
    commit = head(place)
    (place.root / ".git/objects" / commit[:2] / commit[2:]).unlink()


def no_head(place: Place) -> None:
    (place.root / ".git/HEAD").unlink()


def elsewhere(place: Place) -> None:
    shutil.rmtree(place.root / ".git")
    (place.root / ".git").write_text("gitdir: /nergens\n")


def bad_line(place: Place) -> None:
    with (place.root / ".git/config").open("a") as stream:
        stream.write("[kapot\n")


TROUBLES = {
    "index": (write("index", "garbage"), "index file smaller", "git reset"),
    "line": (bad_line, "bad config line", "correct that line"),
    "bare": (config("core.bare", "true"), "must be run in a work tree", "git config core.bare false"),
    "extension": (future, "unknown repository extension", "git --version"),
    "version": (config("core.repositoryformatversion", "99"), "Expected git repo version", "git --version"),
    "commit": (no_commit, "bad object HEAD", "git fsck"),
    "head": (no_head, "does not take it for a repository", "clone again"),
    "gitfile": (elsewhere, "does not take it for a repository", "clone again"),
}


@pytest.mark.parametrize("name", TROUBLES)
def test_why_git_can_not_read_the_repository_is_told_with_the_remedy(place: Place, name: str) -> None:
    spoil, said, remedy = TROUBLES[name]
    spoil(place)
    for words in (SET, ("validate",), ("log",)):
        refused = place.regio(*words)
        assert refused.code == 3, (words, refused)
        assert said in refused.err, (words, refused)
        assert remedy in refused.err
        assert "git init" not in refused.err
        assert "no history" not in refused.err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_somebody_else_is_told_with_the_setting_that_trusts_it(place: Place) -> None:
    subprocess.run(["chown", "-R", "65534", str(place.root)], check=True, timeout=LIMIT)
    refused = place.regio("validate")
    assert refused.code == 3
    assert "git config --global --add safe.directory" in refused.err


def test_without_git_what_is_read_says_so_and_what_needs_it_is_refused(place: Place, tmp_path: Path) -> None:
    env = {"PATH": str(tmp_path)}
    read = place.regio("validate", env=env)
    assert read.code == 0
    assert "git is not installed or not on PATH" in read.err
    for words in (SET, ("log",)):
        refused = place.regio(*words, env=env)
        assert refused.code == 3
        assert "https://git-scm.com" in refused.err
    shutil.rmtree(place.root / ".git")
    assert place.regio("validate", env=env).err == ""


def test_a_folder_called_git_without_anything_of_gits_is_no_repository(bare: Callable[[], Place]) -> None:
    place = bare()
    (place.root / ".git").mkdir()
    assert place.regio("validate").code == 0
    assert "not in a git repository" in place.regio(*SET).err


def narrow(common: Shared, depth: str = "1") -> Place:
    top = common.folder / "smal"
    subprocess.run(
        ["git", "clone", "-q", "--depth", depth, f"file://{common.bare}", str(top)], check=True, timeout=LIMIT
    )
    identify(Place(top), "smal")
    return Place(top)


def test_a_clone_of_one_branch_syncs_another_branch(common: Shared) -> None:
    place = narrow(common)
    place.git("checkout", "-q", "-b", "werk")
    place.git("tag", "werk", "HEAD")
    done(place, "set", "zwolle", "short_name=Z")
    place.git("push", "-q", "-u", "origin", "refs/heads/werk")
    done(place, "set", "zwolle", "short_name=Zw")
    done(place, "sync")
    assert common.git("rev-parse", "refs/heads/werk").strip() == head(place)


def test_a_shallow_clone_of_what_was_rewritten_is_told_so(common: Shared) -> None:
    place = narrow(common)
    other = common.clone("ander")
    other.git("checkout", "-q", "--orphan", "nieuw")
    other.git("commit", "-qm", "Opnieuw")
    other.git("push", "-qf", "origin", "HEAD:main")
    refused = place.regio("sync")
    assert refused.code == 3
    assert "rewritten" in refused.err or "git fetch --unshallow origin" in refused.err


@pytest.mark.parametrize("words", [["log", "--limit", "2"], ["show", "zwolle", "--rev", "HEAD~2"], ["undo", "HEAD~1"], ["blame", "zwolle"]])  # fmt: skip
def test_a_partial_clone_that_can_not_fetch_says_what_helps(common: Shared, anna: Place, words: list[str]) -> None:
    for name in ("A", "B", "C"):
        done(anna, "set", "zwolle", f"short_name={name}")
    done(anna, "sync")
    common.git("config", "uploadpack.allowFilter", "true")
    top = common.folder / "deel"
    filtered = ["git", "clone", "-q", "--filter=blob:none", f"file://{common.bare}", str(top)]
    subprocess.run(filtered, check=True, timeout=LIMIT)
    common.bare.rename(common.folder / "weg.git")
    assert run("validate", cwd=top).code == 0
    refused = run(*words, cwd=top)
    assert refused.code == 3, refused
    assert "git fetch --refetch --no-filter origin" in refused.err
