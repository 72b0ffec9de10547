"""`regio report`: which reports there are, of which moment, in which format and for whom."""

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.acceptance.conftest import DAY
from tests.acceptance.test_completion import completed
from tests.conftest import Place
from tests.processes import LIMIT

FORMATS = ["text", "md", "html", "csv", "json", "xlsx", "svg"]


def test_without_a_name_it_lists_the_reports_in_the_users_language(place: Place) -> None:
    for language, words in (("en", "what needs action"), ("nl", "wat actie vraagt")):
        out = place.regio("report", env={"REGIO_LANG": language}).out.splitlines()
        today = next(line for line in out if line.startswith("today "))
        assert words in today
        assert any(line.startswith("balance ") for line in out)


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_is_written_to_a_file_by_its_name(region: Place, format_: str) -> None:
    file = f"uit.{format_}" if format_ != "text" else "uit.txt"
    done = region.regio("report", "representation", *DAY, "-o", file, env={"LC_ALL": "C", "REGIO_LANG": "nl"})
    assert (done.code, done.out, done.err) == (0, "", "")
    content = (region.root / file).read_bytes()
    starts = {"html": b"<!doctype html>", "xlsx": b"PK", "svg": b"<?xml", "json": b"{", "md": b"# Vertegenwoordiging"}
    assert content.startswith(starts.get(format_, b""))
    if format_ != "xlsx":
        assert content.decode("utf-8")


def test_json_is_of_the_day_that_was_asked_for(region: Place) -> None:
    found = json.loads(region.regio("report", "vacancies", *DAY, "--json").out)
    assert (found["version"], found["report"], found["on"]) == (1, "vacancies", "2026-11-24")
    assert found["compared"] is None


def test_it_is_compared_with_another_day_or_with_a_revision(region: Place) -> None:
    by_day = json.loads(region.regio("report", "balance", *DAY, "--json", "--compare", "2025-01-01").out)
    assert by_day["compared"]["on"] == "2025-01-01" and by_day["on"] == "2026-11-24"
    by_commit = json.loads(region.regio("report", "balance", *DAY, "--json", "--compare", "HEAD").out)
    assert by_commit["compared"]["on"] == "2026-11-24"
    assert by_commit["compared"]["revision"] == region.git("rev-parse", "HEAD").strip()
    assert by_commit["revision"] is None
    assert "→" in region.regio("report", "balance", *DAY, "--compare", "HEAD").out


def test_a_report_of_a_revision_says_which(region: Place) -> None:
    head = region.git("rev-parse", "HEAD").strip()
    out = region.regio("report", "vacancies", *DAY, "--rev", "HEAD").out
    assert head[:10] in out.splitlines()[1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nope"], "there is no report 'nope'"),
        (["balance", "--format", "doc"], "no format 'doc'"),
        (["balance", "--audience", "world"], "no audience 'world'"),
        (["balance", "--compare", "no-such-branch"], "there is no revision 'no-such-branch' here"),
        (["balance", "--on", "2026-02-30"], "is not a day"),
        (["people", "--audience", "public"], "'people' names persons one by one"),
        (["vacancies", "--format", "svg"], "'vacancies' has no charts"),
        (["--json"], "say which report"),
    ],
)
def test_what_can_not_be_is_told_in_words(place: Place, arguments: list[str], words: str) -> None:
    done = place.regio("report", *arguments)
    assert (done.code, done.out) == (2, "")
    assert words in done.err and "Traceback" not in done.err


def test_a_report_for_the_bureau_says_that_it_stays_there(region: Place) -> None:
    out = region.regio("report", "people", *DAY).out
    assert "does not leave the bureau" in out


def test_no_workbook_is_thrown_at_a_terminal(place: Place) -> None:
    out = place.on_terminal("report", "balance", "--format", "xlsx")
    assert "xlsx is nothing for a terminal" in out and "-o report.xlsx" in out and "PK" not in out


def test_a_workbook_may_go_through_a_pipe(place: Place, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "regio_cli", "report", "balance", "--format", "xlsx"]
    done = subprocess.run(command, cwd=place.root, capture_output=True, check=True, timeout=LIMIT)
    (tmp_path / "uit.xlsx").write_bytes(done.stdout)
    assert zipfile.is_zipfile(tmp_path / "uit.xlsx")


def test_a_terminal_gets_colours_and_its_own_width(region: Place) -> None:
    escape = re.compile(r"\x1b\[[0-9;]*m")
    out = region.on_terminal("report", "today", *DAY, columns=60)
    assert escape.search(out)
    assert max(map(len, escape.sub("", out).splitlines())) <= 60
    assert not escape.search(region.on_terminal("report", "today", *DAY, env={"NO_COLOR": "1"}))
    piped = region.regio("report", "today", *DAY).out
    assert not escape.search(piped) and max(map(len, piped.splitlines())) <= 80


def test_the_page_of_today_can_run_every_rule(region: Place) -> None:
    out = region.regio("report", "today", *DAY, env={"REGIO_LANG": "en"}).out
    assert "rules/" not in out and "can't be run" not in out


def test_a_file_that_can_not_be_written_is_told(place: Place) -> None:
    (place.root / "bestand").write_text("no folder")
    done = place.regio("report", "balance", "-o", "bestand/uit.json")
    assert done.code == 3 and "bestand" in done.err and "Traceback" not in done.err


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("regio report bal", ["balance"]),
        ("regio report balance --format xl", ["xlsx"]),
        ("regio report balance --audience p", ["public"]),
    ],
)
def test_names_formats_and_audiences_are_completed(place: Place, line: str, words: list[str]) -> None:
    assert completed(place, "bash", line) == words


def test_text_is_written_without_what_only_other_formats_need(place: Place) -> None:
    heavy = ("vl_convert", "jinja2", "xlsxwriter", "rich")
    code = f"import sys; from regio_cli.cli.app import run; run(sys.argv[1:]); sys.exit(any(m in sys.modules for m in {heavy!r}))"
    command = [sys.executable, "-c", code, "report", "balance"]
    assert subprocess.run(command, cwd=place.root, capture_output=True, timeout=LIMIT).returncode == 0
