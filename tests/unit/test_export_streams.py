"""Big exports come in pieces, and a bar appears only where somebody waits for it."""

import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regio_cli.cli import progress
from regio_cli.cli.i18n import registry_language
from regio_cli.exchange.export.catalogue import EXPORTS
from regio_cli.exchange.export.model import Options
from regio_cli.exchange.origin import moment_of
from regio_cli.exchange.selection import Asked, Selection, Terms, select
from regio_cli.model.record import Address
from regio_cli.model.spreadsheet import guarded, unguarded
from regio_cli.read.registry import open_registry
from tests.conftest import Place
from tests.processes import LIMIT

SIZE = 2000
# Formats that hold a whole file together before it can be written.
STREAMED = ("csv", "json", "ndjson", "md")
LIMIT_MB = 300


def many(place: Place) -> Selection:
    registry = open_registry(place.root, None, {})
    terms = Terms("bureau", "2026-01-01", moment_of("2026-01-01", None), registry_language)
    found = select(registry, Asked(("partner",)), terms)
    data = found.records[Address("partner", "zwolle")]
    return replace(found, records={Address("partner", f"p{number:05}"): data for number in range(SIZE)})


@pytest.mark.parametrize("name", STREAMED)
def test_pieces_come_while_records_are_read(place: Place, name: str) -> None:
    done: list[int] = []
    selection = replace(many(place), step=lambda: done.append(1))
    pieces = next(EXPORTS[name].files(selection, Options())).pieces
    taken = [next(pieces) for _ in range(100)]
    assert 0 < len(done) <= 100 and taken
    assert len(b"".join([*taken, *pieces])) > SIZE and len(done) == SIZE


@pytest.mark.slow
@pytest.mark.parametrize("name", ["xlsx", "json"])
def test_twenty_thousand_records_stay_within_memory(tmp_path: Path, name: str) -> None:
    resource = pytest.importorskip("resource")
    subprocess.run(
        [sys.executable, "-m", "regio_cli", "demo", str(tmp_path / "big"), "--scale", "10"], check=True, timeout=LIMIT
    )
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    command = ["export", name, "-C", str(tmp_path / "big"), "--audience", "bureau", "-o", str(tmp_path / "out")]
    measured = "import resource, sys; from regio_cli.cli.app import run; code = run(sys.argv[1:]);" \
               "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss); sys.exit(code)"  # fmt: skip
    done = subprocess.run([sys.executable, "-c", measured, *command], check=True, capture_output=True, timeout=LIMIT)
    assert before and int(done.stdout) / 1024 < LIMIT_MB


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(monkeypatch: pytest.MonkeyPatch, to: io.StringIO, long: float) -> str:
    """Return what 200 steps write to standard error, when work is long after so many seconds."""
    monkeypatch.setattr(sys, "stderr", to)
    monkeypatch.setattr(progress, "_LONG", long)
    monkeypatch.setenv("TERM", "xterm")
    with progress.progress("export", 200) as step:
        for _ in range(200):
            step()
    return to.getvalue()


def test_long_work_shows_a_bar_where_a_person_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "export" in shown(monkeypatch, Screen(), -1)


def test_short_work_shows_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, Screen(), 3600) == ""


def test_nothing_is_shown_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, io.StringIO(), -1) == ""


@given(st.text(alphabet="'=+-@\t\ra1", max_size=6))
def test_no_text_is_a_formula_and_each_comes_back(text: str) -> None:
    written = guarded(text)
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguarded(written) == text


def test_a_name_with_an_apostrophe_stays_as_it_is() -> None:
    assert guarded("'t Harde") == "'t Harde" and json.dumps(unguarded("'t Harde"))
