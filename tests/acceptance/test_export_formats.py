"""The tabular formats, as somebody else's software reads them."""

import asyncio
import csv
import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from regio_cli.exchange.export.catalogue import EXPORTS
from tests.conftest import Place, settle
from tests.exports import fill

ROOT = Path(__file__).resolve().parents[2]
AUDIENCES = ("public", "partners", "bureau")
FORMULA = 'name: \'=HYPERLINK("https://evil.example")\'\ntype: municipality\npillar: government\nshort_name: "-1+1"\n'
AMOUNTS = "statistics:\n  - as_of: 2025-01-01\n    inhabitants: 12822\n    area_km2: 24.15\n"


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The registry of Regio Zwolle, committed."""
    place = Place(tmp_path_factory.mktemp("region"))
    settle(place)
    return place


@pytest.fixture
def nasty(place: Place) -> Place:
    place.write("partners/evil.yaml", FORMULA + AMOUNTS)
    place.write("partners/hattem.yaml", "name: \"Hattem, \\\"de\\\" stad;\\nregel twee\"\ntype: municipality\npillar: government\n"
                "end_date: 2024-12-31\nphone: \"+31384431616\"\n")  # fmt: skip
    return place


def out(place: Place, *words: str) -> Path:
    """Export to a file or folder of that name and return it."""
    target = place.root / "out" / "-".join(word.strip("-").replace("=", "") for word in words)
    done = place.regio("export", *words, "-o", str(target))
    assert (done.code, done.out, done.err) == (0, "", "")
    return target


def records(place: Place, *words: str) -> dict[str, Any]:
    document = json.loads(out(place, "json", *words).read_bytes())
    return {each["record"]: each["data"] for each in document["records"]}


# --------------------------------------------------------------------------------------------------------------------
# The same bytes.


def digests(path: Path) -> dict[str, str]:
    files = [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file())
    return {str(one.relative_to(path)): hashlib.sha256(one.read_bytes()).hexdigest() for one in files}


@pytest.mark.parametrize("name", EXPORTS)
def test_the_same_commit_and_day_give_the_same_bytes_anywhere(place: Place, tmp_path: Path, name: str) -> None:
    fill(place)
    clone = tmp_path / "ergens anders"
    place.git("clone", "-q", str(place.root), str(clone))
    asked = ["export", name, "--on", "2026-01-01", "--audience", "bureau", "-o"]
    first = place.regio(*asked, str(tmp_path / "a"), env={"TZ": "Pacific/Auckland", "LC_ALL": "C", "REGIO_LANG": "en", "PYTHONHASHSEED": "1"})  # fmt: skip
    second = Place(clone).regio(*asked, str(tmp_path / "b"), env={"TZ": "America/Los_Angeles", "LC_ALL": "nl_NL.UTF-8", "REGIO_LANG": "nl", "PYTHONHASHSEED": "2"})  # fmt: skip
    assert (first.code, second.code) == (0, 0), first.err
    assert digests(tmp_path / "a") == digests(tmp_path / "b") != {}


# All of a list of addresses is pasted: there is no place in it.
@pytest.mark.parametrize("name", [name for name in EXPORTS if name != "mail"])
def test_an_export_says_where_it_comes_from(place: Place, name: str) -> None:
    commit = place.git("rev-parse", "HEAD").strip()
    words = [name, "--on", "2023-01-01", "--audience", "bureau"]
    target = out(place, *words)
    from tests.exports import parts

    everything = b"\n".join(content for _, content in parts(target))
    assert commit.encode() in everything and b"bureau" in everything, name
    assert b"2023-01-01" in everything or b"20230101" in everything


def test_what_is_not_committed_has_no_commit(place: Place) -> None:
    place.write("partners/olst.yaml", "name: Olst\ntype: municipality\npillar: government\n")
    assert json.loads(out(place, "json").read_bytes())["origin"]["commit"] == ""
    assert "partner/olst" not in records(place, "--rev", "HEAD")


def test_source_date_epoch_sets_the_time_in_files(place: Place) -> None:
    target = place.root / "dp"
    place.regio("export", "datapackage", "-o", str(target), env={"SOURCE_DATE_EPOCH": "86400"})
    assert json.loads((target / "datapackage.json").read_text())["created"] == "1970-01-02T00:00:00Z"
    wrong = place.regio("export", "csv", "partners", env={"SOURCE_DATE_EPOCH": "gisteren"})
    assert wrong.code == 2 and "SOURCE_DATE_EPOCH" in wrong.err


# --------------------------------------------------------------------------------------------------------------------
# Files.


def test_a_failed_export_leaves_what_was_there(place: Place) -> None:
    target = place.root / "x.xlsx"
    target.write_bytes(b"before")
    place.write(
        "bodies/bestuur.yaml",
        "name: Bestuur\nlevel: executive\ntype: regional_board\nnote: " + "x" * 40_000 + "\nseats: []\n",
    )
    done = place.regio("export", "xlsx", "bodies", "--audience", "bureau", "-o", str(target))
    assert done.code == 2 and "longer than the" in done.err
    assert target.read_bytes() == b"before" and [file.name for file in place.root.glob(".x*")] == []


def test_nothing_but_the_export_goes_to_a_pipe(place: Place) -> None:
    done = place.regio("export", "ndjson", "partners")
    assert done.err == "" and json.loads(done.out.splitlines()[0])["version"] == 1


def test_a_workbook_is_nothing_for_a_terminal(place: Place) -> None:
    assert "give a file: -o export.xlsx" in place.on_terminal("export", "xlsx", "partners")


# --------------------------------------------------------------------------------------------------------------------
# csv.


def test_csv_is_rfc_4180_and_no_formula(nasty: Place) -> None:
    content = out(nasty, "csv", "partners").read_bytes()
    lines = content.split(b"\r\n")
    assert lines[-1] == b"" and b"\n" in content.replace(b"\r\n", b"")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(content.decode(), newline=""), strict=True)}
    assert rows["hattem"]["name"] == 'Hattem, "de" stad;\nregel twee'
    assert rows["evil"]["name"].startswith("'=") and rows["evil"]["short_name"] == "'-1+1"
    assert rows["hattem"]["phone"] == "'+31384431616"
    assert list(rows) == sorted(rows)


def test_csv_for_a_dutch_excel_has_semicolons_and_a_mark(nasty: Place) -> None:
    nasty.write("schemas/../../schemas/place.schema.json", json.dumps(PLACE_KIND))
    nasty.write("places/hattem.yaml", "km2: 24.15\n")
    content = out(nasty, "csv", "place", "--excel-nl").read_bytes()
    assert content == b"\xef\xbb\xbfid;km2\r\nhattem;24,15\r\n"


PLACE_KIND = {
    "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "place", "type": "object",
    "additionalProperties": False, "required": ["km2"], "properties": {"km2": {"type": "number", "title": "km2"}},
    "x-kind": {"names": {"en": ["place", "places"]}, "label": ["km2"], "list": ["km2"], "folder": "places"},
}  # fmt: skip


# --------------------------------------------------------------------------------------------------------------------
# json and ndjson.


@pytest.mark.parametrize("audience", AUDIENCES)
def test_json_is_as_its_own_schema_says(region: Place, audience: str) -> None:
    from jsonschema import Draft202012Validator

    for name in ("json", "ndjson"):
        schema = json.loads(out(region, name, "--schema", "--audience", audience).read_bytes())
        content = out(region, name, "--audience", audience).read_bytes()
        Draft202012Validator.check_schema(schema)
        for document in [json.loads(content)] if name == "json" else map(json.loads, content.splitlines()):
            assert next(Draft202012Validator(schema).iter_errors(document), None) is None


def test_the_schema_refuses_what_the_kinds_refuse(place: Place) -> None:
    from jsonschema import Draft202012Validator

    schema = Draft202012Validator(json.loads(out(place, "json", "--schema").read_bytes()))
    document = json.loads(out(place, "json").read_bytes())
    assert schema.is_valid(document)
    document["records"][-1]["data"]["start_date"] = "gisteren"
    assert not schema.is_valid(document)


def test_json_has_the_records_as_they_stand(place: Place) -> None:
    data = records(place, "partners", "--audience", "bureau")["partner/hattem"]
    assert data == {"name": "Gemeente Hattem", "type": "municipality", "pillar": "government",
                    "province": "overijssel", "end_date": "2024-12-31"}  # fmt: skip


def test_a_format_without_a_schema_says_so(place: Place) -> None:
    assert place.regio("export", "csv", "--schema").code == 2


# --------------------------------------------------------------------------------------------------------------------
# xlsx.


def test_xlsx_has_typed_cells_that_are_no_formula(nasty: Place) -> None:
    from datetime import datetime

    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(out(nasty, "xlsx", "--audience", "bureau").read_bytes()))
    assert book.sheetnames == [
        "registry",
        "partner",
        "person",
        "body",
        "mandate",
        "deviation",
        "election",
        "redirect",
        "regio",
    ]
    sheet = book["partner"]
    heads = [cell.value for cell in sheet[1]]
    rows = {row[0].value: dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=2)}
    assert rows["hattem"]["end_date"].value == datetime(2024, 12, 31) and rows["hattem"]["end_date"].is_date
    assert rows["evil"]["name"].value.startswith("=HYPERLINK") and rows["evil"]["name"].data_type == "s"
    assert rows["hattem"]["phone"].value == "+31384431616"
    assert json.loads(rows["evil"]["statistics"].value)[0]["inhabitants"] == 12822
    assert book["person"]["I2"].value is True or any(cell.value is True for cell in book["person"][2])
    assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref and sheet.column_dimensions["B"].width > 10
    assert dict(book["regio"].iter_rows(values_only=True))["audience"] == "bureau"


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_reads_the_workbook(nasty: Place, tmp_path: Path) -> None:
    file = out(nasty, "xlsx", "partners")
    file = file.rename(file.with_suffix(".xlsx"))
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "csv", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180, env={**os.environ, "HOME": str(tmp_path)})
    rows = {row["id"]: row for row in csv.DictReader((tmp_path / f"{file.stem}.csv").open(newline=""))}
    assert rows["hattem"]["end_date"] == "2024-12-31" and rows["evil"]["name"].startswith("=HYPERLINK")
    assert len(rows) == 4


# --------------------------------------------------------------------------------------------------------------------
# Tables that refer to each other.


def connections(region: Place) -> Iterator[tuple[str, sqlite3.Connection]]:
    for audience in AUDIENCES:
        yield audience, sqlite3.connect(out(region, "sqlite", "--audience", audience))


def test_sqlite_is_whole_and_its_references_hold(region: Place) -> None:
    for audience, database in connections(region):
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        keys = {(row[3], row[2], row[4]) for row in database.execute("PRAGMA foreign_key_list(mandate)")}
        assert {("body", "body", "id"), ("seat", "seat", "id"), ("person", "person", "id")} <= keys
        found = dict(database.execute("SELECT key, value FROM regio_origin"))
        assert found["audience"] == audience and found["records"] > 1000


def test_datasette_opens_it_and_follows_its_references(region: Place) -> None:
    from datasette.app import Datasette

    file = out(region, "sqlite", "--audience", "bureau")

    async def asked() -> tuple[dict[str, Any], dict[str, Any]]:
        opened = Datasette([str(file)])
        found = [
            await opened.client.get(f"/{file.stem}{path}") for path in (".json", "/mandate.json?_size=1&_labels=on")
        ]
        assert [each.status_code for each in found] == [200, 200]
        return found[0].json(), found[1].json()

    database, mandates = asyncio.run(asked())
    counts = {table["name"]: table["count"] for table in database["tables"]}
    there = sqlite3.connect(file)
    assert counts == {name: there.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in counts}
    assert "active_mandate" in {view["name"] for view in database["views"]} and counts["mandate"] > 1000
    (row,) = mandates["rows"]
    assert (
        row["body"]["label"]
        == there.execute("SELECT name FROM body WHERE id = ?", [row["body"]["value"]]).fetchone()[0]
    )


def test_sqlite_has_what_is_in_force_on_the_day(region: Place) -> None:
    for _, database in connections(region):
        active = {row[0] for row in database.execute("SELECT id FROM active_mandate")}
        in_force = "start_date <= value AND coalesce(end_date, '9') >= value"
        day = {row[0] for row in database.execute(
            f"SELECT id FROM mandate JOIN regio_origin ON key = 'date' WHERE {in_force}")}  # fmt: skip
        assert active == day and 0 < len(active) < database.execute("SELECT count(*) FROM mandate").fetchone()[0]


def test_a_datapackage_is_valid_to_frictionless(region: Place) -> None:
    from frictionless import Package, system, validate

    for audience in AUDIENCES:
        folder = out(region, "datapackage", "--audience", audience)
        with system.use_context(trusted=True):
            report = validate(str(folder / "datapackage.json"))
            assert report.valid, report.flatten(["type", "note"])[:3]
            package = Package(str(folder / "datapackage.json"))
        keys = {tuple(key["fields"]) for key in package.get_resource("mandate").schema.foreign_keys}
        assert {("body",), ("body", "seat"), ("person",)} <= keys


def test_frictionless_finds_a_reference_that_leads_nowhere(place: Place) -> None:
    from frictionless import system, validate

    folder = out(place, "datapackage")
    file = folder / "data" / "mandate.csv"
    file.write_bytes(file.read_bytes().replace(b",bestuur,voorzitter,", b",bestuur,niemand,"))
    with system.use_context(trusted=True):
        assert not validate(str(folder / "datapackage.json")).valid


def test_csvw_is_valid_to_its_own_validator(region: Place) -> None:
    from csvw import CSVW

    for audience in AUDIENCES:
        folder = out(region, "csvw", "--audience", audience)
        found = CSVW(str(folder / "csv-metadata.json"), validate=True)
        assert found.is_valid, found.warnings[:3]


@pytest.mark.parametrize("excel", [[], ["--excel-nl"]])
def test_beside_one_csv_stands_where_it_comes_from(region: Place, tmp_path: Path, excel: list[str]) -> None:
    from csvw import CSVW

    done = region.regio("export", "csv", "elections", *excel, "-o", str(tmp_path / "lijst.csv"))
    assert (done.code, done.err) == (0, "")
    found = CSVW(str(tmp_path / "lijst.csv"), validate=True)
    assert found.is_valid and not found.warnings and [row["kind"] for row in found.tables[0]][:1] == ["municipal"]
    told = (tmp_path / "lijst.csv-metadata.json").read_text(encoding="utf-8")
    assert "audience public · records 9" in told and '"url": "lijst.csv"' in told


def test_csvw_finds_a_day_that_there_is_not(place: Place) -> None:
    from csvw import CSVW

    folder = out(place, "csvw")
    file = folder / "partner.csv"
    file.write_bytes(file.read_bytes().replace(b"2024-12-31", b"2024-13-31"))
    with pytest.raises(ValueError, match="end_date: month must be in"):
        assert CSVW(str(folder / "csv-metadata.json"), validate=True).is_valid


def test_a_part_of_the_registry_has_only_the_references_that_hold(region: Place) -> None:
    database = sqlite3.connect(out(region, "sqlite", "mandates", "regiobestuur"))
    assert {row[2] for row in database.execute("PRAGMA foreign_key_list(mandate)")} == {"mandate"}
    database = sqlite3.connect(out(region, "sqlite", "regiobestuur"))
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert {row[2] for row in database.execute("PRAGMA foreign_key_list(mandate)")} >= {"body", "person"}


# --------------------------------------------------------------------------------------------------------------------
# md.


def test_md_is_tables_of_text_to_a_reader_of_markdown(nasty: Place) -> None:
    text = out(nasty, "md", "partners").read_text()
    assert "| hattem |" in text and "gemeente" in text and "Overijssel" in text
    tokens = MarkdownIt().enable("table").parse(text)
    assert (
        sum(token.type == "tr_open" for token in tokens) == 1 + 4
        and sum(token.type == "th_open" for token in tokens) == 5
    )
    inner = {child.type for token in tokens for child in token.children or ()}
    assert inner == {"text"}, "no link, markup or HTML comes from the data"
