"""Whatever stands in a registry's folder: a finding or an error with its place, in bounded time and memory."""

import contextlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Place
from tests.processes import LIMIT, start

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
PARTNER = "name: {}\ntype: municipality\npillar: government\nprovince: overijssel\n"


def codes(place: Place, *arguments: str) -> list[str]:
    done = place.regio("validate", *arguments)
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
    running = [start(command, cwd=place.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(6)]
    ended = [process.communicate(timeout=LIMIT) for process in running]
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
    assert "hattem" in place.regio("list", "partners", "--all").out


def test_tables_that_an_earlier_regio_kept_otherwise_are_made_anew(place: Place) -> None:
    for name, value in (("user.name", "Test"), ("user.email", "test@regio.example")):
        place.git("config", name, value)
    place.regio("list", "partners")
    with contextlib.closing(sqlite3.connect(place.root / ".git/regio/tables.sqlite")) as kept:
        kept.execute("ALTER TABLE regio_content DROP COLUMN unread")
        kept.commit()
    for words in (
        ["list", "partners"],
        ["set", "zwolle", "short_name=Zwolle", "--reason", "proef"],
        ["report", "balance"],
    ):
        done = place.regio(*words)
        assert (done.code, done.err) == (0, "")


def test_a_record_that_can_not_be_read_is_not_called_unknown(place: Place) -> None:
    place.write("partners/fout.yaml", "name: [\n")
    for word in ("fout", "partner/fout", "registry/partners/fout.yaml"):
        done = place.regio("show", word)
        assert (done.code, done.out) == (2, "")
        assert "registry/partners/fout.yaml can't be read; 'regio validate' tells why" in done.err
    assert "hattem" in place.regio("list", "partners", "--all").out
    assert place.regio("find", "hattem").code == 0


def test_a_missing_registry_file_and_one_that_is_a_folder_are_told(place: Place) -> None:
    (place.root / "registry/registry.yaml").unlink()
    assert codes(place) == ["registry-missing"]
    (place.root / "registry/registry.yaml").mkdir()
    assert "file-type" in codes(place) or "registry-missing" in codes(place)


@pytest.mark.parametrize(
    "value", ["../../etc/passwd", "/etc/passwd", "..\\\\zwolle", "partner/zwolle", "zwolle.yaml", "%2e%2e"]
)
def test_a_reference_never_leads_out_of_the_registry(place: Place, value: str) -> None:
    place.write("partners/fout.yaml", f'name: X\ntype: municipality\npillar: government\nprovince: "{value}"\n')
    found = codes(place)
    assert "schema-pattern" in found and "reference-unknown" in found


@pytest.mark.parametrize(
    "word", ["../../etc/passwd", "/etc/passwd", "partner/../../x", "..", "registry/../../x.yaml", "\x1b[31m"]
)
def test_a_word_on_the_command_line_never_leads_out_of_the_registry(place: Place, word: str) -> None:
    done = place.regio("show", word)
    assert (done.code, done.out) == (2, "")
    assert "\x1b" not in done.err and "Traceback" not in done.err


@posix
def test_a_folder_or_a_registry_that_is_a_link_is_told(place: Place, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elders"
    elsewhere.mkdir()
    (elsewhere / "x.yaml").write_text(PARTNER.format("GEHEIM"), encoding="utf-8")
    (place.root / "registry/persons2").symlink_to(elsewhere)
    assert "file-type" in codes(place)
    assert "GEHEIM" not in place.regio("list", "partners").out
    (place.root / "registry").rename(tmp_path / "echt")
    (place.root / "registry").symlink_to(tmp_path / "echt")
    done = place.regio("validate")
    assert (done.code, done.out) == (3, "")
    assert "is a symbolic link" in done.err


@posix
@pytest.mark.parametrize("case", ["large", "deep", "laughs", "wide", "line", "many keys"])
def test_memory_and_time_are_bounded(place: Place, case: str) -> None:
    import resource

    content = {
        "large": lambda: b"name: " + b"x" * 100_000_000,
        "deep": lambda: b"name: " + b"[" * 10_000 + b"]" * 10_000,
        "laughs": lambda: b"a0: &a0 [lol]\n" + b"".join(b"a%d: &a%d [%s]\n" % (n, n, b", ".join([b"*a%d" % (n - 1)] * 10)) for n in range(1, 30)),
        "wide": lambda: b"name: [" + b"x, " * 300_000 + b"]",
        "line": lambda: b"name: " + b"x" * 900_000,
        "many keys": lambda: b"".join(b"k%d: 1\n" % n for n in range(500)),
    }[case]()  # fmt: skip
    place.write("partners/groot.yaml", content)
    limit = 1 << 30

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    done = subprocess.run(
        [sys.executable, "-m", "regio_cli", "validate"], cwd=place.root, capture_output=True, timeout=60,
        env={**os.environ, "REGIO_LANG": "en"}, preexec_fn=bounded,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"registry/partners/groot.yaml:" in done.stdout
    assert len(done.stdout) < 2_000_000


def test_a_large_file_in_history_is_not_read_either(place: Place) -> None:
    place.write("partners/groot.yaml", b"name: " + b"x" * 20_000_000)
    place.git("add", "-A")
    place.git("commit", "-qm", "Groot")
    assert codes(place, "--rev", "HEAD") == ["yaml-too-large"]


@pytest.mark.parametrize("version", ["3", "999999999999999999999", "1.5", '"1"', "-1", "null"])
def test_another_schema_version_is_told(place: Place, version: str) -> None:
    text = (
        (place.root / "registry/registry.yaml").read_text().replace("schema_version: 2", f"schema_version: {version}")
    )
    place.write("registry.yaml", text)
    assert any(code.startswith("schema-") for code in codes(place))


def test_a_value_with_a_nul_or_a_lone_surrogate_is_told(place: Place) -> None:
    for content in (b"name: a\x00b\n", b'name: "a\\0b"\n', b'name: "\\ud800"\n', b"name: \xed\xa0\x80\n"):
        place.write("partners/fout.yaml", content + b"type: municipality\npillar: government\n")
        assert any(code.startswith("yaml-") for code in codes(place)), content


@pytest.mark.parametrize("arguments", [["--on", ""], ["--on", "gisteren"], ["--rev", ""], ["--rev", "-x"], ["--rev", "HEAD~99"],
                                       ["--rev", "--help"], ["--rev", "main..main"], ["--rev", "HEAD:registry"], ["--rev", "\x1b[31m"]])  # fmt: skip
def test_a_day_or_revision_that_is_none_is_told(place: Place, arguments: list[str]) -> None:
    for command in (["validate"], ["list", "partners"], ["show", "hattem"], ["query", "SELECT 1"]):
        done = place.regio(*command, *arguments)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("error: ") and "fault in regio" not in done.err and "\x1b" not in done.err
