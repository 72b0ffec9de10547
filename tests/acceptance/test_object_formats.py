"""A repository with the object format sha256, and commits of any date, author and encoding, in two clones."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.clones import done, head, identify, is_clean
from tests.conftest import SMALL, Place
from tests.processes import LIMIT

COMMITTER = "committer Jan <j@x.example> 1790000000 +0100"


def git(*words: str) -> None:
    subprocess.run(["git", *words], check=True, timeout=LIMIT, capture_output=True)


def clones(folder: Path, object_format: str) -> tuple[Place, Place]:
    """Return two clones of the small registry in a repository of this object format."""
    bare = folder / "shared.git"
    git("init", "-q", "--bare", "-b", "main", f"--object-format={object_format}", str(bare))
    found = []
    for name in ("anna", "bert"):
        place = Place(folder / name)
        if name == "anna":
            # Git 2.39 clones an empty repository with its own object format.
            git("init", "-q", "-b", "main", f"--object-format={object_format}", str(place.root))
            place.git("remote", "add", "origin", str(bare))
        else:
            git("clone", "-q", str(bare), str(place.root))
        identify(place, name)
        if name == "anna":
            for path, content in SMALL.items():
                place.write(path, content)
            place.git("add", "-A")
            place.git("commit", "-qm", "Begin")
            place.git("push", "-q", "-u", "origin", "HEAD:main")
        found.append(place)
    return found[0], found[1]


def test_two_clones_of_sha256_add_remove_undo_and_sync(tmp_path: Path) -> None:
    anna, bert = clones(tmp_path, "sha256")
    done(anna, "add", "person", "p-dd44", "name.family=Weg", "publicity=public")
    done(anna, "sync")
    done(bert, "set", "zwolle", "short_name=Zwolle")
    done(bert, "sync")
    done(bert, "remove", "p-dd44")
    done(anna, "set", "bestuur", "quorum=3")
    done(bert, "sync")
    done(anna, "sync")
    assert not (anna.root / "registry/persons/p-dd44.yaml").exists()
    assert is_clean(anna)
    assert len(head(anna)) == 64
    done(bert, "sync")
    assert head(bert) == head(anna)
    done(anna, "rename", "hattem", "hattem-2")
    done(anna, "undo", "HEAD")
    done(anna, "propose", "Een voorstel")
    (anna.root / "registry/partners/zwolle.yaml").write_text(SMALL["partners/zwolle.yaml"] + "short_name: Zw\n")
    assert "Zw" in done(anna, "show", "zwolle").out


def behind(anna: Place, bert: Place, author: bytes, message: bytes, headers: bytes = b"") -> str:
    """Let Anna have a commit, written byte for byte, that Bert's is before; return its id."""
    done(bert, "set", "bestuur", "quorum=3")
    done(bert, "sync")
    anna.write("partners/zwolle.yaml", SMALL["partners/zwolle.yaml"] + "short_name: Zwolle\n")
    anna.git("add", "-A")
    tree, parent = anna.git("write-tree").strip(), head(anna)
    text = f"tree {tree}\nparent {parent}\n".encode() + b"author " + author + b"\n" + COMMITTER.encode() + b"\n"
    made = subprocess.run(["git", "hash-object", "-t", "commit", "-w", "--stdin", "--literally"], cwd=anna.root,
                          input=text + headers + b"\n" + message, capture_output=True, check=True, timeout=LIMIT)  # fmt: skip
    anna.git("reset", "-q", "--hard", made.stdout.decode().strip())
    return head(anna)


AUTHORS = {
    "to come": b"Jan <j@x.example> 4102444800 +0100",
    "long ago": b"Jan <j@x.example> 100 +0000",
    "far off": b"Jan <j@x.example> 99999999999999 +0000",
    "without a name": b" <j@x.example> 1700000000 +0100",
    "in latin-1": b"Jos\xe9 <j@x.example> 1700000000 +0100",
}


@pytest.mark.parametrize("author", AUTHORS)
def test_a_commit_that_is_put_on_top_keeps_author_date_and_message(anna: Place, bert: Place, author: str) -> None:
    old = behind(anna, bert, AUTHORS[author], b"Wijziging h\xe9\xe9l\n\nReason: x\n", b"encoding ISO-8859-1\n")
    anna.git("config", "i18n.logOutputEncoding", "ISO-8859-1")
    anna.git("config", "i18n.commitEncoding", "ISO-8859-1")
    assert "Wijziging héél" in done(anna, "log", "--limit", "1").out
    done(anna, "sync")
    assert head(anna) != old
    raw = subprocess.run(["git", "cat-file", "commit", "HEAD"], cwd=anna.root, capture_output=True, timeout=LIMIT)
    assert b"\nauthor " + AUTHORS[author] + b"\n" in raw.stdout
    assert raw.stdout.endswith(b"\n\nWijziging h\xe9\xe9l\n\nReason: x\n")
    done(anna, "undo", "HEAD")
    assert "Ongedaan gemaakt: Wijziging héél" in anna.git("log", "-1", "--format=%s", "--encoding=UTF-8")


@pytest.mark.parametrize("command", [["log", "--limit", "1"], ["blame", "zwolle"], ["audit"]])
@pytest.mark.parametrize(
    ("author", "day"), [("to come", "2100-01-01"), ("long ago", "1970-01-01"), ("far off", "9999-12-31")]
)
def test_a_date_of_any_time_is_shown_as_a_day(
    anna: Place, bert: Place, author: str, day: str, command: list[str]
) -> None:
    behind(anna, bert, AUTHORS[author], b"Wijziging\n\nReason: x\n")
    told = anna.regio(*command)
    assert "%aI" not in told.out + told.err
    assert "can't be read" not in told.out
    if command[0] != "audit":
        assert day in told.out


def test_a_date_in_the_environment_is_not_taken_for_nobody(anna: Place) -> None:
    refused = anna.regio("set", "zwolle", "short_name=Z", env={**os.environ, "GIT_AUTHOR_DATE": "2200-01-01"})
    assert refused.code == 3
    assert "who you are" not in refused.err
