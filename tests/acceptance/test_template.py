"""The workbook to fill in: complete, explained, and read as it is."""

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from regio_cli.exchange.import_.propose import proposed
from regio_cli.exchange.import_.table import Column
from regio_cli.exchange.import_.targets import targets
from regio_cli.exchange.import_.template import headings
from regio_cli.model.kinds import Kind
from regio_cli.store.schemas import load_schemas
from tests.acceptance.changes import Desk

KINDS = load_schemas([]).kinds

VALUES = {
    "partner": {"name": "School Nieuw", "type": "mbo", "pillar": "onderwijs", "identifiers.kvk": "01179514", "part_of": "deltion",
                "statistics.as_of": "2026-01-01", "statistics.inhabitants": 12, "other_names.name": "Oude School", "start_date": "2026-06-01"},
    "person": {"name.family": "Nieuw", "name.given": "Gerda", "name.prefix": "van", "publicity": "openbaar", "offices.office": "wethouder",
               "offices.partner": "hattem", "offices.start_date": "2026-06-01", "fictitious": "ja"},
    "body": {"name": "Kring", "level": "bestuurlijk", "type": "table", "seats.id": "lid", "seats.role": "lid", "seats.basis": "inhoudelijke positie",
             "seats.voting": "nee", "seats.reason": "kennis", "seats.on_behalf_of": "zwolle; hattem"},
    "mandate": {"person": "p-b2c3 Bert de Wit", "body": "raad", "seat": "kennis", "status": "benoemd", "start_date": "2026-06-01",
                "lapses_with": "niets", "on_behalf_of": "hattem"},
    "election": {"kind": "waterschap", "date": "2027-03-17", "new_council": "2027-03-31"},
    "deviation": {"rule": "TEG-1", "record": "body/raad", "reason": "proef", "decided_by": "Raad", "until": "2098-01-01"},
}  # fmt: skip


def filled(desk: Desk, kind: str, language: str) -> Path:
    path = desk.root / f"{kind}.xlsx"
    desk.done("template", "xlsx", kind, "-o", str(path), env={"REGIO_LANG": language})
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    fields = {}
    for cell in sheet[1]:
        assert cell.comment is not None
        line = [part for part in cell.comment.text.splitlines() if part.startswith(("Field: ", "Veld: "))]
        if line:
            fields[line[0].partition(": ")[2]] = cell.column
    for field, value in VALUES[kind].items():
        sheet.cell(2, fields[field]).value = value  # type: ignore[index]
    book.save(path)
    return path


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", sorted(VALUES))
def test_a_filled_template_imports_without_a_mapping_and_is_valid(desk: Desk, kind: str, language: str) -> None:
    path = filled(desk, kind, language)
    out = desk.done("import", str(path), "--json")
    assert '"records"' in out
    assert not path.with_name(path.name + ".mapping.yaml").exists()
    assert desk.regio("validate").code == 0
    if kind == "body":
        assert desk.data("bodies/kring.yaml")["seats"] == [
            {"id": "lid", "role": "member", "basis": "expertise", "on_behalf_of": ["zwolle", "hattem"], "voting": False, "reason": "kennis"}
        ]  # fmt: skip
    if kind == "mandate":
        assert desk.data("mandates/raad-kennis-2026.yaml")["lapses_with"] == "nothing"


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", list(KINDS), ids=lambda kind: kind.name)
def test_every_heading_of_a_template_is_taken_for_its_own_field(kind: Kind, language: str) -> None:
    columns = list(headings(KINDS, kind, {}, language))
    taken = proposed(
        (Column(at, each.label, each.label) for at, each in enumerate(columns)), targets(KINDS, kind), KINDS
    )
    assert taken == {each.label: each.target.path for each in columns}


def test_choices_and_ids_are_drop_downs_and_zeros_are_kept(desk: Desk) -> None:
    path = desk.root / "t.xlsx"
    desk.done("template", "xlsx", "partner", "-o", str(path), env={"REGIO_LANG": "nl"})
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    assert sheet.title == book.sheetnames[0]
    assert book["lists"].sheet_state == "hidden"
    heads = {cell.value: cell for cell in sheet[1]}
    rules = {str(rule.sqref).split("2:")[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    column = heads["type"].column_letter
    listed = [cell.value for cell in book["lists"][column] if cell.value]
    assert "gemeente" in listed
    assert column in rules
    province = [cell.value for cell in book["lists"][heads["provincie"].column_letter] if cell.value]
    assert province == ["deltion", "hattem", "overijssel", "zwolle"]
    assert sheet.column_dimensions[heads["KvK-nummer"].column_letter].number_format == "@"
    assert sheet.freeze_panes == "A2"
    assert [row for row in sheet.iter_rows(min_row=2, values_only=True) if any(row)] == []


def test_the_same_registry_gives_the_same_template(desk: Desk) -> None:
    for name in ("a", "b"):
        desk.done("template", "xlsx", "person", "-o", str(desk.root / f"{name}.xlsx"))
    assert (desk.root / "a.xlsx").read_bytes() == (desk.root / "b.xlsx").read_bytes()


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_the_template(desk: Desk, tmp_path: Path) -> None:
    desk.done("template", "xlsx", "person", "-o", str(tmp_path / "t.xlsx"), env={"REGIO_LANG": "nl"})
    profile = f"-env:UserInstallation=file://{tmp_path}/lo"
    subprocess.run(["soffice", profile, "--headless", "--convert-to", "csv", "--outdir", str(tmp_path), str(tmp_path / "t.xlsx")],
                   check=True, capture_output=True, timeout=120)  # fmt: skip
    assert "achternaam" in (tmp_path / "t.csv").read_text("utf-8", "replace")


def test_only_a_known_kind_and_format_have_a_template(desk: Desk) -> None:
    assert "xlsx only" in desk.refused(2, "template", "ods", "person")
    assert desk.refused(2, "template", "xlsx", "fiets")


def test_whom_others_may_not_know_is_in_no_drop_down(desk: Desk) -> None:
    desk.write("persons/p-9z9z.yaml", "name:\n  given: Zoe\n  family: Geheim\npublicity: internal\n")

    def offered(*arguments: str) -> set[str]:
        desk.done("template", "xlsx", "mandate", "-o", "m.xlsx", *arguments)
        return {
            str(cell)
            for row in openpyxl.load_workbook(desk.root / "m.xlsx")["lists"].iter_rows(values_only=True)
            for cell in row
        }

    assert "p-9z9z Zoe Geheim" in offered("--audience", "bureau")
    public = offered()
    assert "p-b2c3 Bert de Wit" in public and not any("Geheim" in each or "p-9z9z" in each for each in public)
