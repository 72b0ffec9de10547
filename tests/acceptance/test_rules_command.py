"""`regio rules` and `regio validate --rules`, through the real command."""

import json

from tests.conftest import Place

DEVIATION = "rule: TEG-1\nrecord: body/bestuur\nreason: klein\ndecided_by: bestuur\nuntil: {until}\n"
OWN = """-- id: OWN-1
-- severity: warning
-- title: {{en: Names are long, nl: Namen zijn lang}}
-- message: {{en: "{{name}} is short", nl: "{{name}} is kort"}}
-- why: {{en: because, nl: daarom}}
-- source: test
{query}
"""


def rule_ids(place: Place, *options: str) -> list[str]:
    found = json.loads(place.regio("validate", "--rules", "TEG-1", "--json", *options).out)["findings"]
    return [finding["code"] for finding in found if not finding["accepted"]]


def test_rules_are_listed_and_explained(place: Place) -> None:
    listed = json.loads(place.regio("rules", "--json").out)
    assert {"TEG-1", "SPR-1", "TRI-1", "CEN-1"} <= {row["rule"] for row in listed}
    told = place.regio("rules", "teg-1", env={"REGIO_LANG": "nl"}).out
    assert "Elk bestuurlijk overleg kent een ambtelijke tegenhanger" in told
    assert "SELECT" in told
    assert place.regio("rules", "TEG-99").code == 2


def test_validate_runs_the_rules_that_are_asked_for(place: Place) -> None:
    assert rule_ids(place) == ["TEG-1"]
    assert rule_ids(place, "--skip", "TEG-1") == []
    assert place.regio("validate").out.startswith("All ")
    assert "[TEG-1]" in place.regio("validate", "--rules", "all").out
    assert place.regio("validate", "--rules", "TEG-1", "--strict").code == 1


def test_a_deviation_accepts_until_its_day_and_is_told(place: Place) -> None:
    place.write("deviations/klein.yaml", DEVIATION.format(until="2030-12-31"))
    assert rule_ids(place, "--on", "2030-12-31") == []
    assert "accepted by deviation/klein: [TEG-1] body/bestuur" in place.regio("validate", "--rules", "TEG-1").out
    assert rule_ids(place, "--on", "2031-01-01") == ["TEG-1", "DEV-1"]
    place.write("bodies/bestuur.yaml", "name: Bestuur\nlevel: civil_service\ntype: regional_board\n")
    assert "DEV-2" in rule_ids(place, "--on", "2030-12-31")


def test_a_registry_has_rules_of_its_own_that_only_read(place: Place) -> None:
    folder = place.root / "rules"
    folder.mkdir()
    query = "SELECT 'partner/' || id AS record, name FROM partner WHERE length(name) < 16"
    (folder / "own.sql").write_text(OWN.format(query=query))
    found = json.loads(place.regio("validate", "--rules", "OWN-1", "--json").out)["findings"]
    assert {finding["message"] for finding in found} == {"Gemeente Zwolle is short", "Gemeente Hattem is short"}
    (folder / "own.sql").write_text(OWN.format(query="ATTACH 'elsewhere.sqlite' AS x"))
    refused = json.loads(place.regio("validate", "--rules", "OWN-1", "--json").out)["findings"]
    assert [finding["code"] for finding in refused] == ["rule-not-run"]
    assert not (place.root / "elsewhere.sqlite").exists()
    (folder / "own.sql").write_text("SELECT 1")
    assert "rule-unreadable" in place.regio("validate", "--rules", "all").out


def test_the_selftest_proves_each_rule_on_the_shipped_registry() -> None:
    from pathlib import Path

    from tests.conftest import run

    results = json.loads(run("rules", "--selftest", "--json", cwd=Path(__file__).parents[2]).out)
    assert [row for row in results if row["result"] != "fires"] == []
