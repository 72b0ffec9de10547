"""Whatever stands in a registry's folder: a finding or an error with its place, in bounded time and memory."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Place

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
PARTNER = "name: {}\ntype: municipality\npillar: government\nprovince: overijssel\n"


def codes(place: Place) -> list[str]:
    done = place.regio("validate")
    assert done.err == "" and done.code in (0, 1), done
    assert "Traceback" not in done.out
    return [
        line.split("[")[1].split("]")[0]
        for line in done.out.splitlines()
        if line.startswith("registry/") and "[" in line
    ]


def test_a_hundred_megabytes_are_not_read(place: Place) -> None:
    with (place.root / "registry/partners/groot.yaml").open("wb") as file:
        file.write(b"name: ")
        file.truncate(100_000_000)
    assert codes(place) == ["yaml-too-large"]


@pytest.mark.parametrize(
    "content",
    ["name: " + "[" * 10_000, "name: " + "{a: " * 10_000, "".join(" " * n + "a:\n" for n in range(600)), "- " * 10_000 + "x",
     "name: " + "[" * 10_000 + "]" * 10_000],
)  # fmt: skip
def test_ten_thousand_levels_end_soon(place: Place, content: str) -> None:
    place.write("partners/diep.yaml", content + "\n")
    assert codes(place)[0] in ("yaml-depth", "yaml-syntax")


def test_a_billion_laughs_are_one_anchor_each(place: Place) -> None:
    lines = ["a0: &a0 [lol, lol]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    place.write("partners/lach.yaml", "\n".join(lines) + "\n")
    found = codes(place)
    assert found.count("yaml-anchor") == 10
    assert "yaml-alias" in found


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "yaml-empty"),
        (b"\xff\xfen\x00", "yaml-encoding"),
        (b"name: Caf\xe9\n", "yaml-encoding"),
        (b"\xef\xbb\xbfname: x\n", "yaml-bom"),
        (b"name:\tx\n\ttype: y\n", "yaml-syntax"),
        (b"name: !!python/object/apply:os.system [ls]\n", "yaml-tag"),
        (b"name: x\n---\nname: y\n", "yaml-documents"),
        (b'name: "a\\x1b[31mb"\n', "yaml-control-character"),
        (b"name: a\x07b\n", "yaml-control-character"),
    ],
)
def test_faults_of_a_file_are_told(place: Place, content: bytes, code: str) -> None:
    place.write("partners/fout.yaml", content)
    assert code in codes(place)


def test_unquoted_numbers_dates_that_are_none_and_unknown_fields_are_told_together(place: Place) -> None:
    place.write(
        "partners/fout.yaml", PARTNER.format("X") + "end_date: 2026-02-30\nkleur: rood\nidentifiers:\n  kvk: 08218173\n"
    )
    done = place.regio("validate")
    assert "registry/partners/fout.yaml:5:11: error[schema-date]" in done.out
    assert "registry/partners/fout.yaml:6:1: error[schema-unknown-field]" in done.out
    assert 'put it in quotes: "08218173"' in done.out


@pytest.mark.parametrize(
    "name", ["Hoofd.yaml", "met spatie.yaml", "..yaml", "-streep.yaml", "a..b.yaml", "é.yaml", "con\u202etrol.yaml"]
)
def test_file_names_that_are_no_ids_are_refused(place: Place, name: str) -> None:
    place.write(f"partners/{name}", PARTNER.format("X"))
    assert "file-name" in codes(place)


@posix
def test_links_pipes_and_unreadable_files_are_told_and_never_followed(place: Place, tmp_path: Path) -> None:
    secret = tmp_path / "geheim.yaml"
    secret.write_text("name: GEHEIM\n", encoding="utf-8")
    (place.root / "registry/partners/link.yaml").symlink_to(secret)
    (place.root / "registry/partners/kring.yaml").symlink_to("kring.yaml")
    (place.root / "registry/partners/weg.yaml").symlink_to(tmp_path)
    done = place.regio("validate")
    assert done.out.count("file-type") == 3
    assert "GEHEIM" not in done.out


@posix
def test_a_pipe_does_not_make_it_wait(bare: "object") -> None:
    place: Place = bare()  # type: ignore[operator]
    os.mkfifo(place.root / "registry/partners/pijp.yaml")
    assert codes(place) == ["file-type"]


def test_escapes_in_values_never_reach_a_terminal_raw(place: Place) -> None:
    place.write("partners/fout.yaml", PARTNER.format('"rood\\x1b[31m\\u202e"'))
    for arguments in (
        ["validate"],
        ["list", "partners"],
        ["show", "fout"],
        ["find", "rood"],
        ["list", "partners", "--format", "md"],
    ):
        assert "\x1b" not in place.regio(*arguments).out
    for format_ in ("table", "csv", "ndjson", "yaml"):
        out = place.on_terminal("list", "partners", "--format", format_, env={"NO_COLOR": "1"})
        assert "rood" in out and "\x1b" not in out
    for arguments in (
        ["list", "partners"],
        ["show", "fout"],
        ["validate"],
        ["find", "rood"],
        ["query", "SELECT name FROM partner"],
    ):
        out = place.on_terminal(*arguments)
        assert "rood" in out and "\x1b[31m" not in out and "\u202e" not in out


def test_many_at_once_on_a_new_index_all_say_the_same(place: Place) -> None:
    command = [sys.executable, "-m", "regio_cli", "validate", "--format", "json"]
    running = [
        subprocess.Popen(command, cwd=place.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(6)
    ]
    ended = [process.communicate() for process in running]
    assert len(set(ended)) == 1
    assert {process.returncode for process in running} == {0}


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_where_nothing_can_be_remembered_it_still_answers(place: Place, kind: str) -> None:
    where = place.root / ".git/regio"
    if kind == "file":
        where.write_text("bezet", encoding="utf-8")
    else:
        (where / "index.sqlite").mkdir(parents=True)
        (where / "tables.sqlite").mkdir()
    assert place.regio("validate").code == 0
    assert "hattem" in place.regio("list", "partners").out
