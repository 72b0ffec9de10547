"""The whole of a change of office in the shipped registry, from a terminal's point of view.

A municipality's governor leaves, the deputy stays on, the successor is appointed with a decision, a mistake is corrected.
(Undoing and redoing it is in test_undo.py.)
"""

import json
from pathlib import Path

import pytest

from tests.acceptance.changes import Desk
from tests.conftest import run, settle

GONE, DEPUTY = "p-auh28", "p-euecc"
SEAT, PLV = "mandates/regiobestuur-west-overijssel-2026.yaml", "mandates/regiobestuur-plv-west-overijssel-2026.yaml"
NEW = "mandates/regiobestuur-west-overijssel-2026-2.yaml"


@pytest.fixture
def shipped(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "zwolle")
    settle(desk)
    return desk


def regio(desk: Desk, *arguments: str) -> str:
    """Run the command as its own process from the start, as a shell does."""
    result = run(*arguments, cwd=desk.root, env={"REGIO_LANG": "nl"})
    assert (result.code, result.err) == (0, ""), result
    return result.out


def holders(desk: Desk, on: str) -> set[str]:
    sql = "SELECT person FROM active_mandate WHERE body = 'regiobestuur' AND seat IN ('west-overijssel', 'plv-west-overijssel')"
    rows = json.loads(regio(desk, "query", sql, "--on", on, "--json"))
    return {row["person"] for row in rows}


def test_a_governor_leaves_the_deputy_stays_on_a_successor_comes_a_mistake_is_corrected_undone_and_redone(
    shipped: Desk,
) -> None:
    names = [shipped.data(f"persons/{id_}.yaml")["name"]["family"] for id_ in (GONE, DEPUTY)]
    errors = json.loads(run("validate", "--json", cwd=shipped.root).out)["counts"]["error"]
    deputy = shipped.read(PLV)

    told = regio(
        shipped,
        "leave",
        GONE,
        "--office",
        "wethouder Zwartewaterland",
        "--on",
        "2026-09-30",
        "--because",
        "ander ambt",
        "--reason",
        "ontslagbrief",
    )
    assert told.count("eindigt op 2026-09-30") >= 3
    assert names[0] in told
    seats = {path for path in shipped.numstat() if path.startswith("mandates/")}
    assert SEAT in seats
    assert {shipped.data(path)["person"] for path in seats} == {GONE}
    assert shipped.read(PLV) == deputy
    assert holders(shipped, "2026-10-01") == {DEPUTY}

    regio(
        shipped, "appoint", "Gerda Nieuwenhuis", "--new", "--office", "wethouder", "--for", "zwartewaterland", "--to", "regiobestuur",
        "--seat", "west-overijssel", "--from", "2026-10-15", "--decision", "Besluit B&W van 2026-10-08", "--source", "https://besluit.example/1",
    )  # fmt: skip
    assert {"Decision: Besluit B&W van 2026-10-08", "Source: https://besluit.example/1"} < set(shipped.trailers())
    new = shipped.data(NEW)
    assert new["decision"] == "Besluit B&W van 2026-10-08"
    assert new["lapses_with"] == "municipal"
    assert holders(shipped, "2026-10-15") == {DEPUTY, new["person"]}

    regio(shipped, "set", NEW.removesuffix(".yaml"), "start_date=2026-10-16", "--correction", "--reason", "tikfout")
    assert shipped.numstat() == {NEW: (1, 1)}
    assert {"Regio-Kind: correction", "Reason: tikfout"} < set(shipped.trailers())
    assert holders(shipped, "2026-10-15") == {DEPUTY}
    assert holders(shipped, "2026-10-16") == {DEPUTY, new["person"]}

    corrected = shipped.read(NEW)
    regio(shipped, "undo", "HEAD")
    assert shipped.data(NEW)["start_date"] == "2026-10-15"
    regio(shipped, "undo", "HEAD")
    assert shipped.read(NEW) == corrected
    assert shipped.git("log", "-1", "--format=%s").startswith("Opnieuw gedaan: ")

    assert json.loads(run("validate", "--json", cwd=shipped.root).out)["counts"]["error"] == errors == 0
    log = shipped.git("log", "--format=%B", "--name-only")
    assert not [name for name in (*names, "Nieuwenhuis", "Gerda") if name in log]
    assert shipped.count() == 6
    assert shipped.git("status", "--porcelain") == ""
    assert shipped.git("fsck", "--strict", "--no-dangling") == ""
