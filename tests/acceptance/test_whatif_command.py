"""`regio whatif` and `regio report --with`: a report before and after a change that is not made."""

import json
import shutil

import pytest

from tests.acceptance.conftest import DAY
from tests.conftest import Place, settle


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The registry of the region, committed; no test changes it but by what it takes away again."""
    place = Place(tmp_path_factory.mktemp("whatif") / "Regio Zwolle")
    settle(place)
    return place


def test_a_change_is_told_by_what_differs_and_nothing_is_written(region: Place) -> None:
    done = region.regio("whatif", "withdraw zwolse8 --on 2026-11-24", "--report", "balance", "--on", "2026-11-25")
    assert done.code == 0 and done.err == ""
    assert "compared with the registry as it is: before → after" in done.out
    assert "this would be a warning [TRI-1] body/dagelijks-bestuur" in done.out
    assert "✓ → !" in done.out and "Seats by province" not in done.out
    assert region.git("status", "--porcelain", "registry") == ""


def test_records_are_named_in_words_and_the_day_is_the_first_on_which_all_holds(region: Place) -> None:
    words = ["end regiobestuur-boegbeeld-2022 --on 2026-12-10", "set Hattem website=https://www.hattem.example"]
    found = json.loads(region.regio("whatif", *words, "--report", "vacancies", "--json").out)
    assert found["on"] == found["compared"]["on"] == "2026-12-11"


def test_what_would_not_differ_is_said(region: Place) -> None:
    done = region.regio("whatif", "set partner/hattem website=https://www.hattem.example", *DAY)
    assert done.code == 0 and "Nothing in this report would differ." in done.out
    whole = region.regio("whatif", "set partner/hattem website=https://www.hattem.example", "--all", *DAY)
    assert "Seats by province" in whole.out


def test_a_change_that_breaks_a_rule_of_integrity_says_so(region: Place) -> None:
    sql = "SELECT person FROM active_mandate WHERE body = 'regiobestuur' AND seat = 'flevoland'"
    (voter,) = json.loads(region.regio("query", sql, *DAY, "--json").out)
    step = f"replace regiobestuur-drenthe-2026 --by {voter['person']} --on 2026-12-01"
    assert "this would be an error [REP-4] " in region.regio("whatif", step).out


def test_a_report_takes_the_operations_of_a_file(region: Place) -> None:
    file = region.root / "wissels.yaml"
    file.write_text("- op: withdraw\n  partner: zwolse8\n  on: 2026-11-24\n")
    found = json.loads(region.regio("report", "balance", "--with", "wissels.yaml", "--on", "2026-11-25", "--json").out)
    assert found["compared"] is not None and "36 records" in found["notices"][0]
    done = region.regio("report", "balance", "--with", "wissels.yaml", "--compare", "HEAD")
    assert done.code == 2 and "leave out --compare" in done.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["end niemand"], "no record is called 'niemand'"),
        (["ontsla p-1"], "there is no operation 'ontsla'"),
        (["end 'a"], "can't be read"),
        (["set partner/hattem website=https://a.example", "--report", "morgen"], "there is no report 'morgen'"),
    ],
)
def test_what_can_not_be_is_told_in_words(region: Place, words: list[str], said: str) -> None:
    done = region.regio("whatif", *words)
    assert done.code in (1, 2) and done.out == "" and said in done.err and "Traceback" not in done.err


@pytest.mark.parametrize("name", ["today", "balance", "quality"])
def test_no_rule_fails_to_run_in_a_report(region: Place, name: str) -> None:
    assert "can't be run" not in region.regio("report", name, *DAY).out
    assert "can't be run" not in region.regio("whatif", "withdraw zwolse8", "--report", name, "--all").out


def test_reports_hear_the_rules_of_the_registry_itself(region: Place) -> None:
    head = {"id": "EIGEN-1", "severity": "warning", "source": "proef"}
    texts = {name: {"en": f"own {name}", "nl": f"eigen {name}"} for name in ("title", "message", "why")}
    comment = "".join(f"-- {line}\n" for line in [*(f"{k}: {v}" for k, v in head.items()),
                                                  *(f"{k}: {json.dumps(v)}" for k, v in texts.items())])  # fmt: skip
    (region.root / "rules").mkdir()
    (region.root / "rules/EIGEN-1.sql").write_text(comment + "SELECT 'body/' || id AS record FROM body LIMIT 3\n")
    out = region.regio("report", "today", *DAY).out
    shutil.rmtree(region.root / "rules")
    assert "EIGEN-1" in out and "own title" in out
