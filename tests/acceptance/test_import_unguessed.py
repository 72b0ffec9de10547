"""No value is guessed: errors, years, looks of cells, columns and people that may be something else."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from tests.acceptance.changes import Desk

PUBLIC = ("--default", "publicity=public")


def book(path: Path, rows: list[tuple[object, ...]]) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)  # type: ignore[union-attr]
    made.save(path)
    return made


@pytest.mark.parametrize(
    "value",
    ["#N/A", "#N/B", "#VERW!", "#WAARDE!", "#DEEL/0!", "#NAAM?", "#GETAL!", "#LEEG!", "#REF!", "####", "Err:502"],
)
def test_the_error_of_a_formula_is_never_a_value(desk: Desk, value: str) -> None:
    (desk.root / "p.csv").write_text(
        f"naam;type;geleding;korte naam\nKoor;foundation;society;{value}\n", encoding="utf-8"
    )
    error = desk.refused(1, "import", "p.csv", "--kind", "partner")
    assert f"line 2, column 4: the formula there has an error ({value})" in error


def test_a_cell_of_the_type_error_is_a_fault_in_a_workbook(desk: Desk) -> None:
    made = book(desk.root / "p.xlsx", [("naam", "type", "geleding"), ("Koor", "foundation", "society")])
    cell = made.active["A2"]  # type: ignore[index]
    cell.value, cell.data_type = "#N/A", "e"  # type: ignore[union-attr]
    made.save(desk.root / "p.xlsx")
    assert "Sheet!A2: the formula there has an error (#N/A)" in desk.refused(1, "import", "p.xlsx", "--kind", "partner")


@pytest.mark.parametrize("value", [2019, 61, 9999, 19999])
def test_a_year_or_a_small_number_is_no_day(desk: Desk, value: int) -> None:
    made = book(desk.root / "p.xlsx", [("naam", "openbaarheid", "bevestigd op"), ("Gerda Nieuw", "public", value)])
    assert f"Sheet!C2: '{value}' is no day" in desk.refused(1, "import", "p.xlsx", "--kind", "person")
    if value < 10_000:
        made.active["C2"].number_format = "yyyy-mm-dd"  # type: ignore[index,union-attr]
        made.save(desk.root / "p.xlsx")
        assert "is no day" in desk.refused(1, "import", "p.xlsx", "--kind", "person")


def test_hidden_rows_and_what_is_struck_through_are_left_out_and_told(desk: Desk) -> None:
    made = book(
        desk.root / "p.xlsx",
        [("naam", "e-mail", "openbaarheid")]
        + [(f"Gerda {x}", f"{x.lower()}@x.example", "public") for x in ("Een", "Twee", "Drie", "Vier")],
    )
    sheet = made.active
    assert sheet is not None
    sheet.row_dimensions[3].hidden = True
    for letter in "ABC":
        sheet[f"{letter}4"].font = Font(strike=True)
    sheet["B5"].font = Font(strike=True)
    made.save(desk.root / "p.xlsx")
    out = desk.done("import", "p.xlsx", "--kind", "person")
    assert "Sheet!3: the row is hidden, left out" in out
    assert "Sheet!4: struck through, left out" in out
    assert "Sheet!B5: struck through, not read" in out
    assert "new: 2" in out
    sheet.column_dimensions["B"].hidden = True
    made.save(desk.root / "p.xlsx")
    (desk.root / "p.xlsx.mapping.yaml").unlink(missing_ok=True)
    assert "Sheet!B1: the column 'e-mail' is hidden" in desk.done("import", "p.xlsx", "--kind", "person", "--dry-run")


def test_people_of_like_initials_are_asked_about_with_both_rows(desk: Desk) -> None:
    rows = "naam,functie,organisatie,e-mail,openbaarheid\nJ. de Vries,alderman,Hattem,,public\nJ. de Vries,alderman,{},{},public\n"
    (desk.root / "p.csv").write_text(rows.format("Zwolle", ""))
    error = desk.refused(2, "import", "p.csv", "--kind", "person")
    assert "line 3: 'J. de Vries (Gemeente Zwolle)' may be" in error
    assert "(new, from this file: line 2)" in error
    (desk.root / "p.csv.mapping.yaml").unlink(missing_ok=True)
    (desk.root / "p.csv").write_text(rows.format("Hattem", ""))
    assert "new: 1" in desk.done("import", "p.csv", "--kind", "person")


@pytest.mark.parametrize(
    "heading", ["Telefoonnummer", "Telefoon werk", "Telefoon (vast)", "Tel. werk", "Business Phone"]
)
def test_the_mobile_number_is_not_the_one_at_work(desk: Desk, heading: str) -> None:
    (desk.root / "p.csv").write_text(
        f"naam;Mobiel;{heading};Telefoon privé;E-mail privé;openbaarheid\nGerda Nieuw;0622222222;0384989111;0611111111;g@thuis.example;public\n",
        encoding="utf-8",
    )
    out = desk.done("import", "p.csv", "--kind", "person", "--dry-run")
    assert 'phone: "+31384989111"' in out
    assert "thuis.example" not in out


def test_two_columns_that_may_be_one_field_are_told_until_a_mapping_says_which(desk: Desk) -> None:
    (desk.root / "p.csv").write_text(
        "naam;telefoon;telefoonnummer;openbaarheid\nGerda Nieuw;0384989111;0384989112;public\n"
    )
    for _ in range(2):
        error = desk.refused(1, "import", "p.csv", "--kind", "person")
        assert "line 1, column 3: the columns 'telefoon' and 'telefoonnummer' may both be phone" in error
    mapping = desk.root / "p.csv.mapping.yaml"
    mapping.write_text(mapping.read_text().replace('"telefoonnummer": phone', '"telefoonnummer": null'))
    out = desk.done("import", "p.csv", "--kind", "person")
    assert "the columns are read as p.csv.mapping.yaml says" in out


def test_a_mapping_of_a_failed_run_does_not_hide_a_heading_that_was_mended(desk: Desk) -> None:
    (desk.root / "p.csv").write_text("Naam;Soort;Geleding\nKoor;foundation;society\n")
    desk.refused(1, "import", "p.csv", "--kind", "partner")
    (desk.root / "p.csv").write_text("Naam;Type;Geleding\nKoor;foundation;society\n")
    desk.done("import", "p.csv", "--kind", "partner")
    assert desk.data("partners/koor.yaml")["type"] == "foundation"
