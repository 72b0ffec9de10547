"""A change that breaks a rule of integrity is refused, also when it does so only later; what was wrong before does not block."""

import json
from pathlib import Path

import pytest

from tests.conftest import Place, settle

SEATS = "SELECT seat, id, person FROM active_mandate WHERE body = 'regiobestuur' AND seat IN ('drenthe', 'flevoland') ORDER BY seat"


@pytest.fixture
def region(tmp_path: Path) -> Place:
    place = Place(tmp_path / "Regio Zwolle")
    settle(place)
    return place


def twice(place: Place, *more: str, on: str = "2030-01-01") -> tuple[int, str]:
    """Let one person have a second vote in a body from the day `on`."""
    drenthe, flevoland = json.loads(place.regio("query", SEATS, "--json").out)
    # This person is no alderman any more, which --force passes over; no option passes over a rule of integrity.
    words = ["--by", flevoland["person"], "--on", on, "--reason", "proef", "--force"]
    done = place.regio("replace", drenthe["id"], *words, *more)
    return done.code, done.out + done.err


def test_one_person_does_not_get_two_votes_also_not_later(region: Place) -> None:
    head = region.git("rev-parse", "HEAD")
    code, said = twice(region)
    assert code == 1 and "error[REP-4]" in said and "nothing is changed" in said
    assert region.git("rev-parse", "HEAD") == head and region.git("status", "--porcelain") == ""
    code, said = twice(region, "--dry-run")
    assert code == 1 and "error[REP-4]" in said


def test_what_was_broken_before_does_not_block_another_change(region: Place) -> None:
    drenthe, flevoland = json.loads(region.regio("query", SEATS, "--json").out)
    file = region.root / f"registry/mandates/{drenthe['id']}.yaml"
    file.write_text(file.read_text().replace(drenthe["person"], flevoland["person"]))
    region.git("commit", "-qam", "By hand")
    assert region.regio("validate", "--rules", "REP-4").code == 1
    for number in (8, 9):
        done = region.regio("set", "body/regiobestuur", f"quorum={number}", "--reason", "proef")
        assert done.code == 0 and done.err == ""
    mended = region.regio("set", f"mandate/{drenthe['id']}", f"person={drenthe['person']}", "--reason", "hersteld")
    assert mended.code == 0 and region.regio("validate", "--rules", "REP-4").code == 0


def test_a_rule_of_the_registry_itself_stops_a_change_too(region: Place) -> None:
    texts = "".join(f'-- {name}: {{en: "a website", nl: "een website"}}\n' for name in ("title", "message", "why"))
    (region.root / "rules").mkdir()
    (region.root / "rules/EIGEN-1.sql").write_text(
        f"-- id: EIGEN-1\n-- severity: error\n{texts}-- source: proef\n"
        "SELECT 'partner/' || id AS record FROM partner WHERE id = 'hattem' AND website IS NOT NULL\n"
    )
    done = region.regio("set", "partner/hattem", "website=https://a.example", "--reason", "proef")
    assert done.code == 1 and "error[EIGEN-1]" in done.err + done.out
