"""Exports on disk: whole or not at all, and in a folder only what is of an export goes."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from regio_cli.exchange.export.model import File
from regio_cli.exchange.export.writing import write_folder
from regio_cli.exchange.ownfiles import EXPORT
from regio_cli.store import wholefile


def files(*names: str) -> Iterator[File]:
    return (File(name, iter([name.encode(), b"!"])) for name in names)


def found(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.name != EXPORT.name)


def failing() -> Iterator[bytes]:
    yield b"half"
    raise OSError("the disk is full")


def test_what_was_there_stays_until_all_is_written(tmp_path: Path) -> None:
    target = tmp_path / "uit.csv"
    target.write_bytes(b"old")
    target.chmod(0o640)

    def looking() -> Iterator[bytes]:
        yield b"n" * 100_000
        assert target.read_bytes() == b"old"
        yield b"ew"

    wholefile.write(target, looking())
    assert target.read_bytes() == b"n" * 100_000 + b"ew" and target.stat().st_mode & 0o777 == 0o640
    with pytest.raises(OSError, match="full"):
        wholefile.write(target, failing())
    assert len(target.read_bytes()) == 100_002 and found(tmp_path) == ["uit.csv"]


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "there" / "real.csv")
    wholefile.write(link, [b"x"])
    assert link.is_symlink() and (tmp_path / "there" / "real.csv").read_bytes() == b"x"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
def test_a_pipe_gets_what_comes(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    wholefile.write(pipe, [b"a", b"b"])
    reader.join(10)
    assert got == [b"ab"] and pipe.is_fifo()


def test_of_an_earlier_export_nothing_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "uit"
    write_folder(folder, files("datapackage.json", "data/body.csv", "data/person.csv"))
    (folder / "README.md").write_text("ours")
    (folder / "data" / "mine.txt").write_text("mine")
    write_folder(folder, files("datapackage.json", "data/body.csv"))
    assert found(folder) == ["README.md", "data", "data/body.csv", "data/mine.txt", "datapackage.json"]
    (folder / "data" / "mine.txt").unlink()
    write_folder(folder, files("body.csv"))
    assert found(folder) == ["README.md", "body.csv"]


def test_what_fails_half_way_changes_nothing(tmp_path: Path) -> None:
    write_folder(tmp_path / "uit", files("a.csv", "b.csv"))
    with pytest.raises(OSError, match="full"):
        write_folder(tmp_path / "uit", iter([File("a.csv", iter([b"new"])), File("c.csv", failing())]))
    assert found(tmp_path) == ["uit", "uit/a.csv", "uit/b.csv"]
    assert (tmp_path / "uit" / "a.csv").read_bytes() == b"a.csv!"


def test_a_marker_that_names_what_is_outside_takes_nothing_away(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    (tmp_path / "uit").mkdir()
    EXPORT.write(tmp_path / "uit", ["../mine.txt", str(tmp_path / "mine.txt")])
    write_folder(tmp_path / "uit", files("a.csv"))
    assert (tmp_path / "mine.txt").read_text() == "mine" and found(tmp_path / "uit") == ["a.csv"]


def test_a_marker_that_is_a_link_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "uit").mkdir()
    (tmp_path / "mine.txt").write_text("mine")
    (tmp_path / "uit" / EXPORT.name).symlink_to(tmp_path / "mine.txt")
    write_folder(tmp_path / "uit", files("a.csv"))
    assert (tmp_path / "mine.txt").read_text() == "mine" and EXPORT.listed(tmp_path / "uit") == {EXPORT.name, "a.csv"}
