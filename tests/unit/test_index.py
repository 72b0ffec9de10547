"""What is remembered comes back as it was, and never in another world or from a damaged file."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regio_cli.model.finding import Finding, Place, Problem, Span
from regio_cli.model.text import Text
from regio_cli.store.index import Index
from regio_cli.store.yamlfile import Content

PROBLEM = Problem("schema", Text("{a} is {b}", {"a": "x", "b": 1}), Span(1, 2, 3, 4), ("seats", 1), "v", None)
FINDING = Finding("file-name", "error", Place("registry/a"), Text("no"), related=((Place("registry/b"), Text("two")),))


def many(number: int, kind: str = "body") -> dict[tuple[str, str], Content]:
    return {(f"{at:040x}", kind): Content({"name": f"n{at}", "é": [at, None, {"x": 1.5}]}) for at in range(number)}


def test_what_was_read_comes_back_as_it_was(tmp_path: Path) -> None:
    kept = {**many(600), **many(3, "person"), ("f" * 40, "body"): Content(None, (PROBLEM,))}
    Index(tmp_path, "w").remember(kept)
    assert Index(tmp_path, "w").contents(kept) == kept
    some = [("0" * 40, "body"), ("0" * 40, "partner"), ("e" * 40, "body")]
    assert Index(tmp_path, "w").contents(some) == {some[0]: kept[some[0]]}


def test_what_is_added_later_stands_beside_the_rest(tmp_path: Path) -> None:
    index = Index(tmp_path, "w")
    index.remember(many(10))
    index.remember({("a" * 40, "body"): Content({"name": "new"})})
    assert len(index.contents([*many(10), ("a" * 40, "body")])) == 11


def test_a_verdict_comes_back_as_it_was(tmp_path: Path) -> None:
    index = Index(tmp_path, "w")
    index.remember_verdict("key", (FINDING,), 7)
    assert Index(tmp_path, "w").verdict("key") == ((FINDING,), 7)
    assert Index(tmp_path, "w").verdict("other") is None


def test_another_world_begins_empty_and_the_old_one_no_longer_writes(tmp_path: Path) -> None:
    old = Index(tmp_path, "old")
    old.remember(many(3))
    new = Index(tmp_path, "new")
    assert new.contents(many(3)) == {}
    old.remember(many(3))
    old.remember_verdict("key", (), 3)
    assert (new.contents(many(3)), new.verdict("key")) == ({}, None)


def test_an_index_that_another_keeps_locked_is_not_waited_for_in_vain(tmp_path: Path) -> None:
    index = Index(tmp_path, "w")
    index.remember(many(3))
    other = sqlite3.connect(tmp_path / "index.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    index.remember(many(5))
    other.close()
    assert len(Index(tmp_path, "w").contents(many(5))) == 3


@pytest.mark.parametrize("damage", ["[]", "[[1]]", "{", "null", '[[{"a":1},[]]]'])
def test_damaged_contents_are_forgotten(tmp_path: Path, damage: str) -> None:
    Index(tmp_path, "w").remember(many(2))
    with sqlite3.connect(tmp_path / "index.sqlite") as connection:
        connection.execute("UPDATE pack SET contents = ?", (damage,))
    assert Index(tmp_path, "w").contents(many(2)) == {}


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.sets(st.integers(0, 700)), st.integers(0, 700))
def test_just_what_is_wanted_and_known_is_found(wanted: set[int], known: int) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        index = Index(Path(folder), "w")
        index.remember(many(known))
        found = index.contents((f"{at:040x}", "body") for at in wanted)
        index.close()
    assert found == {key: value for key, value in many(known).items() if int(key[0], 16) in wanted}
