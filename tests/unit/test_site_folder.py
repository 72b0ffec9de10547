"""A site takes its folder as a whole or not at all, and only a folder that is its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regio_cli.exchange.ownfiles import SITE
from regio_cli.exchange.site.folder import NotOurs, put, require_ours
from regio_cli.exchange.site.paths import cut, numbered, safe


def found(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file() and file.name != SITE.name)
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def failing() -> Iterator[tuple[str, bytes]]:
    yield "a.html", b"half"
    raise OSError("the disk is full")


def test_files_are_put_in_the_place_of_an_earlier_site(tmp_path: Path) -> None:
    site = tmp_path / "deep/er"
    assert put(site, [("a.html", b"1"), ("b/c.html", b"2")]) == 2
    assert put(site, [("a.html", b"3")]) == 1
    assert found(site) == {"a.html": b"3"}
    assert [file.name for file in site.parent.iterdir()] == ["er"]


@pytest.mark.parametrize("is_there", [True, False])
def test_what_fails_half_way_leaves_all_as_it_was(tmp_path: Path, is_there: bool) -> None:
    site = tmp_path / "site"
    if is_there:
        put(site, [("a.html", b"whole")])
    with pytest.raises(OSError, match="full"):
        put(site, failing())
    assert found(tmp_path) == ({"site/a.html": b"whole"} if is_there else {})
    assert [file.name for file in tmp_path.iterdir()] == (["site"] if is_there else [])


def test_what_comes_into_the_folder_meanwhile_is_kept(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, [("a.html", b"1")])

    def slow() -> Iterator[tuple[str, bytes]]:
        yield "a.html", b"2"
        (site / "mine.txt").write_bytes(b"mine")

    with pytest.raises(NotOurs, match="mine"):
        put(site, slow())
    assert found(site) == {"a.html": b"1", "mine.txt": b"mine"}


def test_a_marker_of_somebody_else_makes_nothing_ours(tmp_path: Path) -> None:
    (tmp_path / SITE.name).write_text("mine.txt\n")
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(NotOurs):
        require_ours(tmp_path)


@pytest.mark.parametrize("name", ["folder", "link", "file"])
def test_folders_links_and_files_that_are_not_ours_stay(tmp_path: Path, name: str) -> None:
    site = tmp_path / "site"
    put(site, [("a.html", b"1")])
    if name == "folder":
        (site / "empty").mkdir()
    elif name == "link":
        (site / "link").symlink_to(tmp_path, target_is_directory=True)
    else:
        site = tmp_path / "file"
        site.write_text("")
    with pytest.raises(NotOurs):
        put(site, [("a.html", b"2")])


def test_ids_become_names_that_no_file_system_mixes_up() -> None:
    ids = ["hattem", "Hattem", "a_b", "a b", "con", "con_", "..", "a/b", "é", "p-1a2b", "x" * 99 + "y" * 9, "x" * 99 + "z" * 9]  # fmt: skip
    names = [safe(id_) for id_ in ids]
    assert len({name.casefold() for name in names}) == len(ids)
    assert safe("p-1a2b") == "p-1a2b" and all(name.isascii() and "/" not in name and "." not in name for name in names)


@given(st.text(min_size=1), st.text(min_size=1))
def test_no_two_ids_share_a_name(one: str, other: str) -> None:
    assert (safe(one).casefold() == safe(other).casefold()) == (one == other)
    assert len(safe(one)) < 130 and set(safe(one)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_")


def test_a_long_list_is_cut_into_pages() -> None:
    assert cut([1, 2, 3], 2) == [[1, 2], [3]] and cut([], 2) == [[]]
    assert [numbered("list.html", number) for number in (1, 2)] == ["list.html", "list-2.html"]
