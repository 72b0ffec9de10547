"""The language that a user sees, through the real command."""

import subprocess
import sys

from tests.conftest import Place
from tests.processes import LIMIT, start

DUTCH = {"REGIO_LANG": "nl"}


def test_help_is_in_dutch(place: Place) -> None:
    done = place.regio("list", "--help", env=DUTCH)
    assert done.code == 0
    for word in ("Gebruik: regio list [OPTIES] KIND", "Argumenten:", "Opties:", "Toon deze hulp en stop.", "verplicht"):
        assert word in done.out
    for word in ("Usage", "Options", "Show", "required"):
        assert word not in done.out


def test_findings_are_in_dutch(place: Place) -> None:
    place.write("partners/kampen.yaml", "name: Kampen\ntype: municipality\npillar: government\nprovince: overijsel\n")
    place.write("partners/raalte.yaml", "name: a: b\n")
    done = place.regio("validate", env=DUTCH)
    assert done.code == 1
    assert "fout[reference-unknown]" in done.out
    assert "tip: bedoelt u 'overijssel'?" in done.out
    assert "geen geldige YAML: hier kan geen 'naam: waarde' staan" in done.out
    assert "2 fouten in" in done.out


def test_findings_remembered_are_in_dutch_as_well(place: Place) -> None:
    place.write("partners/raalte.yaml", "name: a: b\n")
    first = place.regio("validate", env={"REGIO_LANG": "en"})
    assert "not valid YAML: mapping values" in first.out
    assert "geen geldige YAML: hier kan" in place.regio("validate", env=DUTCH).out


def test_wrong_use_is_told_in_dutch(place: Place) -> None:
    done = place.regio("list", "partners", "--kolommen", env=DUTCH)
    assert (done.code, done.err.splitlines()[0]) == (2, "fout: er is geen optie --kolommen")


def test_a_c_locale_gives_english_and_still_all_characters(place: Place) -> None:
    done = place.regio("list", "persons", env={"LANG": "C", "LC_ALL": "C", "REGIO_LANG": "", "PYTHONUTF8": "0"})
    assert done.code == 0
    assert "Bérg" in done.out


def test_a_table_says_choices_in_dutch_and_data_keeps_them(place: Place) -> None:
    assert "gemeente" in place.regio("list", "partners", "--columns", "type", env=DUTCH).out
    assert '"type": "municipality"' in place.regio("list", "partners", "--columns", "type", "--json", env=DUTCH).out


def test_an_interrupt_ends_with_130_and_without_a_trace(place: Place) -> None:
    if sys.platform == "win32":
        return
    # `start` sees to it that SIGINT is not ignored, which a script in the background would have handed down.
    code = "import os, signal, threading, sys; threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start(); sys.argv = ['regio', 'query', 'WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n']; from regio_cli.__main__ import main; main()"
    process = start([sys.executable, "-c", code], cwd=place.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    err = process.communicate(timeout=LIMIT)[1]
    assert (process.returncode, b"Traceback" in err) == (130, False), err
