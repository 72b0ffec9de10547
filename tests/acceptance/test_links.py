"""Links that a branch brings are never written through, wherever a command writes."""

from pathlib import Path

import pytest

from tests.acceptance.changes import Desk

MEMBERS = "Naam;Mail\nJan Jansen;j@proef.example\n"
# Where the link stands, what is where it leads to, and the command that would write there.
WRITERS = {
    "workflow folder": (".github", "folder", ["hosting", "write", "github"]),
    "workflow file": (".gitlab-ci.yml", "file", ["hosting", "write", "gitlab", "--force"]),
    "mapping": ("leden.csv.mapping.yaml", "nothing", ["import", "leden.csv", "--kind", "person", "--new", "--dry-run"]),
    "named mapping": ("m.yaml", "nothing", ["import", "leden.csv", "--kind", "person", "--map", "m.yaml", "--dry-run"]),
    "export": ("uit.csv", "file", ["export", "csv", "partners", "-o", "uit.csv"]),
    "folder of a described table": ("uit", "folder", ["export", "csvw", "partners", "-o", "uit"]),
    "folder of an export": ("uit", "folder", ["export", "csv", "-o", "uit"]),
    "file below a folder": ("uit", "folder", ["export", "csv", "partners", "-o", "uit/deel/a.csv"]),
    "report": ("verslag.md", "file", ["report", "today", "-o", "verslag.md"]),
    "template": ("leeg.xlsx", "file", ["template", "xlsx", "person", "-o", "leeg.xlsx"]),
    "site": ("site", "folder", ["site", "site"]),
    "code owners": ("CODEOWNERS", "file", ["codeowners", "-o", "CODEOWNERS"]),
    "attributes": (".gitattributes", "file", ["drivers", "install"]),
    "copies of schemas": ("schemas", "folder", ["schema", "--write"]),
    "one copy of a schema": ("schemas/body.schema.json", "file", ["schema", "--write"]),
    "a new registry": ("nieuw", "folder", ["init", "nieuw"]),
    "hooks": ("haken", "folder", ["hooks", "install"]),
}


@pytest.mark.parametrize("name", WRITERS)
def test_nothing_is_written_through_a_link_that_a_branch_brought(name: str, desk: Desk, tmp_path: Path) -> None:
    place, there, words = WRITERS[name]
    outside = tmp_path / "buiten"
    outside.mkdir()
    target = outside if there == "folder" else outside / "doel"
    if there == "file":
        target.write_text("van een ander\n")
    (desk.root / "leden.csv").write_text(MEMBERS)
    desk.git("config", "core.hooksPath", "haken")
    desk.write("registry.yaml", desk.read("registry.yaml") + "hosting:\n  bureau:\n    - '@proef/bureau'\n")
    (desk.root / place).parent.mkdir(exist_ok=True)
    (desk.root / place).symlink_to(target)
    result = desk.regio(*words)
    assert result.code in (2, 3), result
    assert place in result.err
    assert "link" in result.err or "not of an earlier site" in result.err
    assert "Traceback" not in result.err
    assert sorted(outside.iterdir()) == ([target] if there == "file" else [])
    if there == "file":
        assert target.read_text() == "van een ander\n"
    assert (desk.root / place).is_symlink()


def test_a_draft_beside_a_record_is_not_written_through(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "doel"
    target.write_text("van een ander\n")
    file = desk.root / "registry" / "partners" / "hattem.yaml"
    file.write_text(file.read_text().replace("name: Gemeente Hattem", "name:   'Gemeente Hattem'"))
    file.with_name(file.name + ".new").symlink_to(target)
    assert "hattem" in desk.regio("fmt").out
    assert target.read_text() == "van een ander\n"
    assert "name: Gemeente Hattem" in file.read_text()


def test_a_link_outside_any_repository_is_followed(desk: Desk, tmp_path: Path) -> None:
    real, link = tmp_path / "echt.csv", tmp_path / "naar.csv"
    link.symlink_to(real)
    desk.done("export", "csv", "partners", "-o", str(link))
    assert link.is_symlink()
    assert "hattem" in real.read_text()
    # Git's own folder is no place that a branch writes to.
    inside = desk.root / ".git" / "naar.csv"
    inside.symlink_to(real)
    desk.done("export", "csv", "bodies", "-o", str(inside))
    assert "raad" in real.read_text()
