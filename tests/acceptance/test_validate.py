"""`regio validate`, through the real command and real git."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Place, run

ROOT = Path(__file__).resolve().parents[2]


def codes(place: Place, *arguments: str) -> set[tuple[str, str, int]]:
    result = place.regio("validate", "--json", *arguments)
    assert result.err == ""
    return {(f["code"], f["path"].removeprefix("registry/"), f["line"]) for f in json.loads(result.out)["findings"]}


def test_the_shipped_registry_is_fine() -> None:
    result = run("validate", cwd=ROOT)
    assert (result.code, result.err) == (0, "")
    assert "records are fine" in result.out


def test_a_valid_registry_is_fine_cold_and_warm(place: Place) -> None:
    assert [place.regio("validate").code for _ in range(2)] == [0, 0]
    assert (place.root / ".git" / "regio" / "index.sqlite").is_file()


BAD = {
    "empty": (b"", "yaml-empty", 1),
    "bad utf-8": (b"name: caf\xe9\n", "yaml-encoding", 1),
    "utf-16": ("name: x\n".encode("utf-16"), "yaml-encoding", 1),
    "bom": (b"\xef\xbb\xbfname: x\n", "yaml-bom", 1),
    "crlf": (b"name: G\r\ntype: province\r\npillar: government\r\n", "yaml-line-ends", 1),
    "tab": (b"name: G\nidentifiers:\n\tkvk: \"08218173\"\n", "yaml-syntax", 3),
    "duplicate key": (b"name: G\ntype: province\npillar: government\nname: H\n", "yaml-duplicate-key", 4),
    "anchor": (b"name: &a G\ntype: province\npillar: government\n", "yaml-anchor", 1),
    "laughs": (b"a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n", "yaml-alias", 2),
    "tag": (b"name: !!python/object:os.system x\ntype: province\npillar: government\n", "yaml-tag", 1),
    "documents": (b"name: G\ntype: province\npillar: government\n---\nname: H\n", "yaml-documents", 4),
    "deep": (b"a: " + b"[" * 10_000 + b"]" * 10_000 + b"\n", "yaml-depth", 1),
    "large": (b"#" * 2_000_000, "yaml-too-large", 1),
    "control": (b'name: "a\\e[31mred"\ntype: province\npillar: government\n', "yaml-control-character", 1),
    "wrong type": (b"name: G\ntype: province\npillar: government\nstatistics: many\n", "schema-type", 4),
    "no such day": (b"name: G\ntype: province\npillar: government\nend_date: 2025-02-30\n", "schema-date", 4),
    "unquoted": (b"name: G\ntype: province\npillar: government\nidentifiers:\n  kvk: 08218173\n", "schema-unquoted", 5),
    "unknown key": (b"name: G\ntype: province\npillar: government\nnaam: H\n", "schema-unknown-field", 4),
    "missing": (b"name: G\ntype: province\n", "schema-required", 1),
    "choice": (b"name: G\ntype: gemeente\npillar: government\n", "schema-choice", 2),
    "rsin": (b'name: G\ntype: province\npillar: government\nidentifiers:\n  rsin: "001300016"\n', "schema-format", 5),
    "dates turned": (
        b"name: G\ntype: province\npillar: government\nstart_date: 2025-01-01\nend_date: 2024-01-01\n", "period-order", 5,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_content_is_found_with_its_place(place: Place, name: str) -> None:
    content, code, line = BAD[name]
    place.write("partners/fout.yaml", content)
    assert (code, "partners/fout.yaml", line) in codes(place)
    result = place.regio("validate")
    assert result.code == (0 if code == "yaml-line-ends" else 1)
    assert "\x1b" not in result.out
    assert "Traceback" not in result.out + result.err


def test_a_broken_file_does_not_hide_the_others(place: Place) -> None:
    place.write("partners/a.yaml", b"{[")
    place.write("partners/b.yaml", b"\xff")
    place.write("mandates/c.yaml", "person: p-zzzz\n")
    found = {path for _, path, _ in codes(place)}
    assert found == {"partners/a.yaml", "partners/b.yaml", "mandates/c.yaml"}


def test_an_unknown_reference_says_what_was_meant(place: Place) -> None:
    place.write(
        "bodies/bestuur.yaml", (place.root / "registry/bodies/bestuur.yaml").read_text().replace("- zwolle", "- zwole")
    )
    result = place.regio("validate")
    assert result.code == 1
    assert "registry/bodies/bestuur.yaml:9:9: error[reference-unknown] unknown partner 'zwole'" in result.out
    assert "  9 |       - zwole\n    |         ^^^^^\n" in result.out
    assert "did you mean 'zwolle'?" in result.out


def test_a_reference_to_what_is_no_longer_in_force_names_both_places(place: Place) -> None:
    name = "mandates/bestuur-voorzitter-2022.yaml"
    place.write(name, (place.root / "registry" / name).read_text() + "on_behalf_of:\n  - hattem\n")
    assert codes(place, "--on", "2024-12-31") == set()
    finding = json.loads(place.regio("validate", "--json", "--on", "2025-01-01").out)["findings"][0]
    assert (finding["code"], finding["severity"]) == ("reference-not-in-force", "warning")
    assert finding["related"][0]["path"] == "registry/partners/hattem.yaml"
    assert place.regio("validate", "--strict", "--on", "2025-01-01").code == 1


def test_odd_files_are_found(place: Place) -> None:
    place.write("partners/Met Spatie.yaml", "name: x\n")
    place.write("partners/x.yml", "name: x\n")
    place.write("diversen/x.yaml", "name: x\n")
    place.write("partners/onder/x.yaml", "name: x\n")
    (place.root / "registry/partners/link.yaml").symlink_to("/etc/passwd")
    found = {(code, path) for code, path, _ in codes(place)}
    assert {
        ("file-name", "partners/Met Spatie.yaml"),
        ("file-name", "partners/x.yml"),
        ("file-folder", "diversen/x.yaml"),
        ("file-folder", "partners/onder/x.yaml"),
        ("file-type", "partners/link.yaml"),
    } <= found


def test_two_files_that_differ_in_case_name_each_other(place: Place) -> None:
    place.write("partners/Hattem.yaml", "name: x\n")
    if len(list((place.root / "registry/partners").iterdir())) == 3:
        pytest.skip("this file system does not tell case apart")
    assert "file-case" in {code for code, _, _ in codes(place)}


def test_a_folder_where_a_file_should_be(place: Place) -> None:
    (place.root / "registry/partners/hattem.yaml").unlink()
    place.write("partners/hattem.yaml/x.yaml", "name: x\n")
    assert ("file-folder", "partners/hattem.yaml/x.yaml") in {(code, path) for code, path, _ in codes(place)}


def test_a_newer_schema_version_asks_for_a_newer_regio(place: Place) -> None:
    place.write(
        "registry.yaml", (place.root / "registry/registry.yaml").read_text().replace("version: 2", "version: 3")
    )
    assert ("schema-version", "registry.yaml", 1) in codes(place)


def test_without_registry_it_says_so(tmp_path: Path) -> None:
    result = run("validate", cwd=tmp_path)
    assert (result.code, result.out) == (3, "")
    assert "no registry" in result.err


def test_wrong_use_is_2(place: Place) -> None:
    for arguments in (["--frob"], ["--on", "2025-02-30"], ["--format", "pdf"], ["--rev", "nergens"], ["niets.yaml"]):
        result = place.regio("validate", *arguments)
        assert (arguments, result.code, result.out) == (arguments, 2, "")
        assert "Traceback" not in result.err


def test_it_reads_without_git(bare: Callable[[], Place]) -> None:
    place = bare()
    env = {"PATH": str(place.root)}
    assert place.regio("validate", env=env).code == 0
    place.write("partners/x.yaml", "name: x\n")
    assert place.regio("validate", env=env).code == 1


def test_a_revision_is_read_as_it_was(place: Place) -> None:
    place.write("partners/fout.yaml", "name: x\n")
    place.git("add", "-A")
    place.git("commit", "-qm", "Fout")
    assert place.regio("validate", "--rev", "HEAD~1").code == 0
    assert place.regio("validate", "--rev", "HEAD").code == 1


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + b"\x00" * 5000])
def test_a_damaged_index_is_made_anew(place: Place, content: bytes) -> None:
    folder = place.root / ".git" / "regio"
    folder.mkdir(exist_ok=True)
    for name in ("index.sqlite", "tables.sqlite"):
        (folder / name).write_bytes(content)
    assert place.regio("validate").code == 0
    assert "Gemeente Zwolle" in place.regio("list", "partners").out
    assert place.regio("validate").code == 0


def test_the_index_never_lies_after_a_change(place: Place) -> None:
    assert place.regio("validate").code == 0
    file = place.root / "registry/partners/zwolle.yaml"
    stamp = file.stat()
    file.write_text(file.read_text().replace("Gemeente Zwolle", "Gemeente Zwalle"))
    os.utime(file, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert "Zwalle" in place.regio("list", "partners").out


@pytest.mark.parametrize("format_", ["json", "github", "gitlab", "sarif", "junit"])
def test_machine_formats_are_well_formed(place: Place, format_: str) -> None:
    place.write("partners/fout.yaml", 'name: "a::b%<&"\nfoo: 1\n')
    out = place.regio("validate", "--format", format_).out
    if format_ == "junit":
        import xml.etree.ElementTree as ET

        assert int(ET.fromstring(out).get("failures", "0")) == len(ET.fromstring(out))
    elif format_ == "github":
        assert all(line.startswith("::error file=registry/partners/fout.yaml,line=") for line in out.splitlines())
    else:
        assert json.loads(out)
