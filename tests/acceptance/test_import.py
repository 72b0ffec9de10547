"""Spreadsheets as bureaus have them, taken over by the real command in a real repository."""

import datetime
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.acceptance.changes import Desk

PLAIN = ("--default", "status=appointed", "--default", "lapses_with=office", "--default", "on_behalf_of=zwolle")


def workbook(path: Path, rows: list[tuple[object, ...]], title: str = "Blad1", merged: tuple[str, ...] = ()) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for block in merged:
        sheet.merge_cells(block)
    book.save(path)


def messy(desk: Desk) -> None:
    """A workbook with all that goes wrong in one: a title, headings over two rows, cells that stand for those below, totals."""
    desk.done("end", "raad-hattem-plv-2022", "--on", "2098-05-31", "--reason", "proef")
    workbook(
        desk.root / "leden.xlsx",
        [
            ("Ledenlijst 2026 (concept!)", None, None, None, None, None, None, None),
            (None,) * 8,
            ("Overleg", "Zetel", "Naam", "Periode", None, "Persoon", None, "Doorkiesnr. secr."),
            (None, None, None, "begin", "eind", "E-mailadres", "Telefoonnummer", None),
            ("Tafel Wonen", "lid", "dhr. mr. A.B. (Arie)  van der Berg", 46174, None, "a.berg@zwolle.example", "038 - 498 91 11", 12),
            (None, "waarnemer", "Mw.\u00a0drs. C. Núñez-de Wit", "1-7-2026", "31 december 2027", None, None, None),
            (None, "lid", "vacature", None, None, None, None, None),
            (None,) * 8,
            ("Regioraad", "hattem", "B. Jansen (plv.)", datetime.datetime(2098, 6, 1), None, None, None, None),
            ("Totaal", 4, None, None, None, None, None, None),
        ],
        "Leden",
        ("A1:H1", "A3:A4", "B3:B4", "C3:C4", "H3:H4", "D3:E3", "F3:G3"),
    )  # fmt: skip


def committed(desk: Desk, *arguments: str) -> str:
    before = desk.count()
    out = desk.done("import", *arguments)
    assert desk.count() == before + 1
    assert desk.regio("validate").code == 0
    return out


def test_a_role_is_the_seat_on_behalf_of_whom_the_row_says(desk: Desk) -> None:
    desk.done("end", "raad-hattem-2022", "--on", "2098-05-31", "--reason", "proef")
    rows = "overleg;rol;naam;namens;begindatum\nRegioraad;lid;Arie Nieuw;{};1-6-2098\n"
    (desk.root / "a.csv").write_text(rows.format("Hattem"), encoding="utf-8")
    (desk.root / "b.csv").write_text(rows.format("Deltion"), encoding="utf-8")
    done = desk.regio("import", "b.csv", "--kind", "mandate", *PLAIN[:4])
    assert done.code == 1 and "'lid' may be several of" in done.err
    committed(desk, "a.csv", "--kind", "mandate", *PLAIN[:4])
    assert desk.data("mandates/raad-hattem-2098.yaml")["seat"] == "hattem"


def test_a_messy_workbook_becomes_the_records_that_it_means(desk: Desk) -> None:
    messy(desk)
    out = committed(desk, "leden.xlsx", "--kind", "mandaat", *PLAIN)
    assert "Leden!10: a row of totals, left out" in out
    assert "Leden!7: says that nobody is there, left out" in out
    assert "empty cells below 'Overleg' mean what stands above them" in out
    assert "Leden!H4: the column 'Doorkiesnr. secr.' is not used" in out
    persons = {data["name"]["family"]: data for file in (desk.root / "registry/persons").iterdir()
               if (data := desk.data(f"persons/{file.name}"))}  # fmt: skip
    assert persons["Berg"] == {
        "name": {"title": "mr.", "initials": "A.B.", "given": "Arie", "prefix": "van der", "family": "Berg"},
        "email": "a.berg@zwolle.example", "phone": "+31384989111", "publicity": "functional",
    }  # fmt: skip
    assert persons["Núñez-de Wit"]["name"] == {"title": "drs.", "initials": "C.", "family": "Núñez-de Wit"}
    member = desk.data("mandates/tafel-lid-2026.yaml")
    assert (member["body"], member["seat"], member["start_date"]) == ("tafel", "lid", "2026-06-01")
    observer = desk.data("mandates/tafel-waarnemer-2026.yaml")
    assert (observer["start_date"], observer["end_date"]) == ("2026-07-01", "2027-12-31")
    # "(plv.)" is the seat of the deputy, not that of the member.
    assert desk.data("mandates/raad-hattem-plv-2098.yaml")["seat"] == "hattem-plv"
    assert not desk.has("mandates/raad-hattem-2098.yaml")


def test_the_same_file_twice_changes_nothing(desk: Desk) -> None:
    messy(desk)
    committed(desk, "leden.xlsx", "--kind", "mandate", *PLAIN)
    before = desk.state()
    # What was said of columns and empty cells was kept beside the file.
    again = desk.done("import", "leden.xlsx", "--kind", "mandate")
    assert "new: 0\n  changed: 0\n" in again
    assert "Nothing to change: the registry says all this already." in again
    assert desk.state() == before
    assert json.loads(desk.done("import", "leden.xlsx", "--kind", "mandate", "--json"))["records"] == []


def test_a_rehearsal_tells_the_plan_and_changes_nothing(desk: Desk) -> None:
    messy(desk)
    before = desk.state()
    out = desk.done("import", "leden.xlsx", "--kind", "mandate", "--dry-run", *PLAIN)
    assert "new: 6" in out
    assert "mandate/tafel-lid-2026  Arie van der Berg · lid  (Leden!5)" in out
    assert "in the registry and not in the file, left as they are: 8" in out
    assert "+++ b/registry/mandates/tafel-lid-2026.yaml" in out
    assert desk.state() == before


def test_the_change_carries_its_reason_and_decision_and_no_name(desk: Desk) -> None:
    messy(desk)
    committed(desk, "leden.xlsx", "--kind", "mandate", "--decision", "Regioraad 2026-06-04", *PLAIN)
    assert "Decision: Regioraad 2026-06-04" in desk.trailers()
    assert "Regio-Operation: import" in desk.trailers()
    assert "Berg" not in desk.git("log", "-1", "--format=%B", "--stat")


def test_somebody_who_may_be_recorded_already_is_never_recorded_twice_unasked(desk: Desk) -> None:
    (desk.root / "p.csv").write_text("naam;e-mail\nA. Bergsma;\nAnna Bergsma;anna@thuis.example\nGerda Nieuw;\n")
    error = desk.refused(2, "import", "p.csv", "--kind", "persoon", "--default", "publicity=public")
    assert "line 2: 'A. Bergsma' may be" in error
    assert "person/p-a1b2  A.B. Anna Bergsma" in error
    assert "column 'id'" in error
    out = committed(desk, "p.csv", "--kind", "person", "--same", "--default", "publicity=public")
    assert "email: a.bergsma@hattem.example → anna@thuis.example" in out
    # "A." is no better known than "A.B.".
    assert desk.data("persons/p-a1b2.yaml")["name"]["initials"] == "A.B."
    assert len(list((desk.root / "registry/persons").iterdir())) == 6
    committed(desk, "p.csv", "--kind", "person", "--new", "--default", "publicity=public")
    assert len(list((desk.root / "registry/persons").iterdir())) == 7


def test_a_column_with_ids_settles_who_is_meant(desk: Desk) -> None:
    (desk.root / "p.csv").write_text("id,naam,telefoon\np-a1b2,A. Bergsma,0384989111\np-9z9z,A. Bergsma,\n")
    error = desk.refused(2, "import", "p.csv", "--kind", "person", "--default", "publicity=public")
    assert "p-9z9z" in error
    committed(desk, "p.csv", "--kind", "person", "--new", "--default", "publicity=public")
    assert desk.data("persons/p-a1b2.yaml")["phone"] == "+31384989111"
    assert desk.data("persons/p-9z9z.yaml")["name"] == {"initials": "A.", "family": "Bergsma"}


def test_partners_are_known_by_number_and_by_name_with_or_without_their_form(desk: Desk) -> None:
    (desk.root / "a.csv").write_text("naam,website\nHATTEM,https://hattem.example\n")
    committed(desk, "a.csv", "--kind", "partner")
    hattem = desk.data("partners/hattem.yaml")
    # A name that it is known by is no new name.
    assert (hattem["website"], hattem["name"]) == ("https://hattem.example", "Gemeente Hattem")
    (desk.root / "d.csv").write_text("naam,type,geleding\nWaterschap Hattem,waterschap,overheid\n")
    assert "'Waterschap Hattem' may be" in desk.refused(2, "import", "d.csv", "--kind", "partner")
    desk.done("set", "partner/hattem", "identifiers.rsin=001300015")
    (desk.root / "b.csv").write_text("naam,RSIN,website\nGemeente Hatem,001300015,https://b.example\n")
    committed(desk, "b.csv", "--kind", "partner")
    assert desk.data("partners/hattem.yaml")["website"] == "https://b.example"
    assert desk.data("partners/hattem.yaml")["name"] == "Gemeente Hatem"
    (desk.root / "c.csv").write_text("naam,website\nGemeente Zwole,https://c.example\n")
    assert "partner/zwolle  Gemeente Zwolle" in desk.refused(2, "import", "c.csv", "--kind", "partner")


def test_every_cell_that_does_not_fit_is_told_with_its_place(desk: Desk) -> None:
    workbook(desk.root / "p.xlsx", [("Naam", "Type", "Geleding", "RSIN", "Begindatum"),
             ("School A", "mbo", "onderwijs", "123456789", "1-6-26"), ("School B", "kantine", "onderwijs", None, "31-2-2026")])  # fmt: skip
    error = desk.refused(1, "import", "p.xlsx", "--kind", "partner")
    assert "Blad1!D2: " in error
    assert "Blad1!E2: '1-6-26' is no day for start date" in error
    assert "Blad1!E3: '31-2-2026' is no day" in error
    assert "Blad1!B3: " in error
    (desk.root / "p.csv").write_bytes(b"Naam;Overleg\r\nX;\r\n")
    (desk.root / "m.csv").write_text(
        "overleg,zetel,persoon,begindatum\nRegioraad,koffie,Els Nieuw,2026-06-01\nNergens,lid,Els Nieuw,2026-06-01\n"
    )
    error = desk.refused(1, "import", "m.csv", "--kind", "mandate", *PLAIN)
    assert "line 2, column 2: 'koffie' is none of voorzitter, hattem, hattem-plv, zwolle, kennis" in error
    assert "line 3, column 1: there is no body called 'Nergens'" in error


def test_zeros_that_a_spreadsheet_dropped_and_decimal_commas_are_put_right(desk: Desk) -> None:
    workbook(desk.root / "p.xlsx", [("naam", "type", "geleding", "KvK-nummer", "peildatum", "oppervlakte in km²", "inwoners"),
             ("Gemeente Hattem", "gemeente", "overheid", 8217553, "1-1-2026", "24,25", "12.822")])  # fmt: skip
    committed(desk, "p.xlsx", "--kind", "partner")
    data = desk.data("partners/hattem.yaml")
    assert data["identifiers"] == {"kvk": "08217553"}
    assert data["statistics"] == [{"as_of": "2026-01-01", "inhabitants": 12822, "area_km2": 24.25}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_csv_is_read_in_any_encoding_and_with_any_separator(desk: Desk, encoding: str, separator: str) -> None:
    rows = [
        ["naam", "type", "geleding", "opmerking"],
        ["Café Één", "mbo", "onderwijs", '"a, b; c | d"'],
        ["Ö", "hbo", "onderwijs", ""],
    ]
    text = "\r\n".join(separator.join(row) for row in rows) + "\r\n"
    (desk.root / "p.csv").write_bytes(text.encode(encoding))
    out = desk.done("import", "p.csv", "--kind", "partner", "--dry-run")
    assert "Café Één" in out
    assert "note: a, b; c | d" in out
    assert ("Windows-1252" in out) == (encoding == "cp1252")


def test_bytes_that_no_encoding_has_are_refused_with_their_line(desk: Desk) -> None:
    (desk.root / "p.csv").write_bytes(b"naam;type\nGoed;mbo\nFout \x81\xff;mbo\n")
    assert "line 3" in desk.refused(2, "import", "p.csv", "--kind", "partner")


def test_a_mapping_is_kept_and_obeyed_the_next_time(desk: Desk) -> None:
    (desk.root / "p.csv").write_text("Organisatienaam,Soort org,Geleding,Kenmerk\nSchool Z,mbo,onderwijs,x\n")
    kept = desk.root / "kolommen.yaml"
    desk.refused(1, "import", "p.csv", "--kind", "partner", "--map", "kolommen.yaml")
    text = kept.read_text()
    assert "kind: partner" in text
    assert '"Kenmerk": null' in text
    kept.write_text(
        'kind: partner\ncolumns:\n  "Organisatienaam": name\n  "Soort org": type\n  "Geleding": pillar\n  "Kenmerk": note\n'
    )
    committed(desk, "p.csv", "--kind", "partner", "--map", "kolommen.yaml")
    assert desk.data("partners/school-z.yaml") == {
        "name": "School Z",
        "type": "mbo",
        "pillar": "education",
        "note": "x",
    }
    kept.write_text("kind: partner\ncolumns:\n  Kenmerk: notitie\n")
    assert "'notitie' is no field" in desk.refused(2, "import", "p.csv", "--kind", "partner", "--map", "kolommen.yaml")
    kept.write_text("kind: person\ncolumns: {}\n")
    assert "of the kind person, not partner" in desk.refused(
        2, "import", "p.csv", "--kind", "partner", "--map", "kolommen.yaml"
    )


def test_a_formula_is_its_outcome_and_told_when_that_was_never_saved(desk: Desk) -> None:
    workbook(desk.root / "p.xlsx", [("naam", "type", "geleding"), ('="School"&" F"', "mbo", "onderwijs")])
    assert "Blad1!A2: a formula whose outcome is not in the file" in desk.refused(
        1, "import", "p.xlsx", "--kind", "partner"
    )


def test_a_bomb_is_not_read(desk: Desk) -> None:
    book = desk.root / "goed.xlsx"
    workbook(book, [("naam", "type", "geleding"), ("School", "mbo", "onderwijs")])
    bomb = desk.root / "bom.xlsx"
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, old.read(part))
        new.writestr("xl/media/nul.xml", b"<a>" + b" " * (30 << 20) + b"</a>")
    assert "packed like a bomb" in desk.refused(2, "import", "bom.xlsx", "--kind", "partner")


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml"])
def test_a_workbook_with_a_document_type_is_not_read(desk: Desk, part: str) -> None:
    book, bad = desk.root / "goed.xlsx", desk.root / "fout.xlsx"
    workbook(book, [("naam", "type", "geleding"), ("School", "mbo", "onderwijs")])
    laughs = b'<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(bad, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                at = content.index(b"?>") + 2 if content.startswith(b"<?xml") else 0
                content = content[:at] + laughs + content[at:]
            new.writestr(name, content)
    assert "document type" in desk.refused(2, "import", "fout.xlsx", "--kind", "partner")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "no xlsx workbook"),
        (b"PK\x03\x04 half", "no xlsx workbook"),
        (b"\x00\x01\x02", "no xlsx workbook"),
        (b"<html>", "a web page"),
        (b"naam;type\n", "a text"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00Workbook", "an old workbook"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_in_words(desk: Desk, content: bytes, what: str) -> None:
    (desk.root / "x.xlsx").write_bytes(content)
    assert f"this is {what}" in desk.refused(2, "import", "x.xlsx", "--kind", "partner")


def test_more_cells_than_an_import_takes_are_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from regio_cli.change.refusal import Refused
    from regio_cli.exchange.import_ import grid
    from regio_cli.exchange.import_.csvfile import read_csv
    from regio_cli.exchange.import_.xlsxfile import read_xlsx

    book = io.BytesIO()
    made = openpyxl.Workbook()
    assert made.active is not None
    for _ in range(10):
        made.active.append(["a"] * 10)
    made.save(book)
    monkeypatch.setattr(grid, "MAX_CELLS", 50)
    with pytest.raises(Refused, match="more than 50 cells"):
        read_xlsx(book.getvalue())
    with pytest.raises(Refused, match="more than 50 cells"):
        read_csv(b"a,b\n" * 100)


def test_headings_over_two_rows_that_nobody_merged_are_read_together(desk: Desk) -> None:
    text = (
        "Ledenlijst\n\nOverleg;Zetel;Lid;;;Zittingsperiode;;Status;Vervalt met\n;;Naam;E-mail;Tel.;van;t/m;;\n"
        "Tafel\u00a0Wonen;lid;Núñez, C. (Cor);Cor <cor@zwolle.example>;06-12345678;1 juni 2026;;benoemd;niets\n"
        ';waarnemer;"Van den Akker, P.";mailto:p@zwolle.example;;2026-06-01 0:00:00;31-12-2027;benoemd;niets\n'
    )
    (desk.root / "l.csv").write_bytes(text.encode("cp1252"))
    committed(desk, "l.csv", "--kind", "mandate", "--new", *PLAIN)
    people = {data["email"]: data for file in (desk.root / "registry/persons").iterdir()
              if "email" in (data := desk.data(f"persons/{file.name}"))}  # fmt: skip
    assert people["cor@zwolle.example"]["phone"] == "+31612345678"
    assert people["p@zwolle.example"]["name"] == {"initials": "P.", "prefix": "van den", "family": "Akker"}
    assert desk.data("mandates/tafel-waarnemer-2026.yaml")["end_date"] == "2027-12-31"
    # The mapping that was kept says the same.
    assert "Nothing to change" in desk.done("import", "l.csv", "--kind", "mandate")


def test_what_is_no_person_makes_nobody_and_a_remark_below_is_told(desk: Desk) -> None:
    (desk.root / "p.csv").write_text(
        "naam;functie;partner\nwethouder E. van der Veen;;\nK. Nieuw;;\nOpmerking: graag melden;;\nPiet Nieuw;;\n"
    )
    error = desk.refused(1, "import", "p.csv", "--kind", "person", "--default", "publicity=public")
    assert "line 2, column 1: 'wethouder E. van der Veen' is not the name of one person" in error
    (desk.root / "p.csv").write_text("naam;functie;partner\nP. Nieuw;;\nOpmerking: graag melden;;\nPiet Nieuw;;\n")
    result = desk.regio("import", "p.csv", "--kind", "person", "--default", "publicity=public")
    assert "line 3: a remark by itself, left out" in result.out
    # Two rows of one file may be one person as well.
    assert "line 4: 'Piet Nieuw' may be" in result.err
    assert "P. Nieuw (new, from this file: line 2)" in result.err


def test_initials_with_and_without_dots_are_the_same(desk: Desk) -> None:
    text = "roepnaam;voorletters;achternaam;openbaarheid\nAnna;AB;Bergsma;openbaar\n;K M;Nieuw;openbaar\n"
    (desk.root / "p.csv").write_text(text)
    committed(desk, "p.csv", "--kind", "person")
    names = [desk.data(f"persons/{file.name}")["name"] for file in (desk.root / "registry/persons").iterdir()]
    assert len(names) == 6
    assert {"initials": "K.M.", "family": "Nieuw"} in names
    # Initials alone do not tell that it is the same person.
    assert "Nothing to change" in desk.done("import", "p.csv", "--kind", "person", "--same")


def test_a_default_fills_what_is_empty_and_changes_nothing_that_is_known(desk: Desk) -> None:
    (desk.root / "p.csv").write_text("naam;telefoon\nAnna Bergsma;0384989111\nGerda Nieuw;\n")
    committed(desk, "p.csv", "--kind", "person", "--default", "publicity=internal")
    assert desk.data("persons/p-a1b2.yaml")["publicity"] == "public"
    assert "'publicty' is no field; there are: confirmed_on, email," in desk.refused(
        2, "import", "p.csv", "--kind", "person", "--default", "publicty=internal"
    )


def test_a_fault_stands_at_its_own_cell_and_what_is_missing_everywhere_is_told_once(desk: Desk) -> None:
    workbook(desk.root / "m.xlsx", [("overleg", "zetel", "persoon", "e-mail persoon", "begindatum", "status"),
             ("Tafel Wonen", "lid", "Els Nieuw", "x@a.example; y@a.example", "1-6-2026", "geroepen"),
             ("Tafel Wonen", "waarnemer", "Ans Nieuw", None, "1-6-2026", "benoemd")])  # fmt: skip
    error = desk.refused(1, "import", "m.xlsx", "--kind", "mandate", env={"REGIO_LANG": "nl"})
    assert "Blad1!D2: 'x@a.example; y@a.example' kan niet als e-mail" in error
    assert "Blad1!2, Blad1!3: 'lapses_with' ontbreekt" in error
    assert "--default lapses_with=…" in error
    assert "Blad1!F2: 'geroepen' is niet een van: voorgedragen, benoemd," in error


def test_where_a_record_cannot_be_read_nothing_is_taken_over(desk: Desk) -> None:
    desk.write("persons/p-b2c3.yaml", "name: [\n")
    (desk.root / "p.csv").write_text("naam\nBert de Wit\n")
    error = desk.refused(2, "import", "p.csv", "--kind", "person", "--default", "publicity=public")
    assert "it is not sure what is in the registry already: person/p-b2c3" in error


def test_workbooks_of_another_sort_are_told_what_to_do(desk: Desk) -> None:
    for name in ("l.ods", "l.xls"):
        (desk.root / name).write_bytes(b"PK")
        assert "save it as xlsx" in desk.refused(2, "import", name, "--kind", "person")


def test_a_broken_rule_is_told_as_by_any_other_change_and_nothing_is_written(desk: Desk) -> None:
    (desk.root / "m.csv").write_text(
        "overleg,zetel,persoon,begindatum,vervalt met,status\nRegioraad,hattem,Anna Bergsma,2026-06-01,functie,appointed\n"
    )
    assert desk.refused(1, "import", "m.csv", "--kind", "mandate")


def test_what_is_asked_wrongly_is_told_in_words(desk: Desk) -> None:
    (desk.root / "p.csv").write_text("naam\nX\n")
    assert "say what kind" in desk.refused(2, "import", "p.csv")
    assert "there is no file" in desk.refused(2, "import", "weg.csv", "--kind", "partner")
    assert "give one file" in desk.refused(2, "import", "a", "b", "--kind", "partner")
    (desk.root / "p.doc").write_text("naam\nX\n")
    assert "does not tell what it is" in desk.refused(2, "import", "p.doc", "--kind", "partner")
    (desk.root / "leeg.csv").write_text("")
    assert "there is no table in it" in desk.refused(2, "import", "leeg.csv", "--kind", "partner")
    (desk.root / "q.csv").write_text("zus,zo\n1,2\n")
    assert "no heading is like a field" in desk.refused(2, "import", "q.csv", "--kind", "partner")
    assert "can't both be" in desk.refused(2, "import", "q.csv", "--kind", "partner", "--new", "--same")


def test_a_long_import_shows_bars_on_a_terminal_and_nothing_in_a_pipe(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from regio_cli.cli import progress

    rows = [f"School {number},mbo,onderwijs" for number in range(150)]
    (desk.root / "p.csv").write_text("\n".join(["naam,type,geleding", *rows]) + "\n")
    arguments = ("import", "p.csv", "--kind", "partner", "--dry-run")
    # Any work is long now: the real command, in a fork of this process.
    monkeypatch.setattr(progress, "_LONG", -1)
    assert "━" not in desk.done(*arguments)
    seen = desk.seen(*arguments)
    assert "reading ━" in seen and "import ━" in seen
    assert "new: 150" in seen


def test_on_a_terminal_doubt_is_asked_and_the_plan_agreed_to(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the questions answered by us in place of a person; the rest is the real command."""
    from regio_cli.cli import ask
    from regio_cli.cli.app import run
    from regio_cli.cli.run import Console

    (desk.root / "p.csv").write_text("naam,telefoon\nA. Bergsma,0384989111\nB. Jansen,\n")
    asked: list[str] = []

    def chosen(question: str, options: list[tuple[str, str]], translate: object) -> str:
        asked.append(question)
        return options[0][0]

    monkeypatch.chdir(desk.root)
    monkeypatch.setenv("REGIO_LANG", "en")
    monkeypatch.setattr(Console, "asks", property(lambda _: True))
    monkeypatch.setattr(ask, "chosen", chosen)
    before = desk.count()
    arguments = ["import", "p.csv", "--kind", "person", "--default", "publicity=public"]
    # The first answer to "Make this change?" is no.
    assert run(arguments) == 2
    assert desk.count() == before
    assert asked == ["line 2: is 'A. Bergsma' one of these?", "Make this change?"]
    assert run([*arguments, "--yes"]) == 0
    assert desk.count() == before + 1
    assert desk.data("persons/p-a1b2.yaml")["phone"] == "+31384989111"


def test_of_a_list_what_comes_is_told_and_who_is_missing_by_name(desk: Desk) -> None:
    desk.write(
        "persons/p-9z9z.yaml",
        "name:\n  given: Zoe\n  family: Zwart\npublicity: public\noffices:\n  - office: director\n    partner: deltion\n",
    )
    desk.git("add", "-A")
    desk.git("commit", "-qm", "Zoe")
    (desk.root / "mensen.csv").write_text("id;functie;organisatie\np-9z9z;wethouder;Hattem\n", encoding="utf-8")
    out = desk.done("import", "mensen.csv", "--kind", "person", "--dry-run")
    assert 'offices: + {"office": "alderman", "partner": "hattem"}' in out and "- {" not in out and "→" not in out
    assert "in the registry and not in the file" in out and " Bergsma" in out
