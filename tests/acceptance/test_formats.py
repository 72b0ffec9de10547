"""`regio validate`: each format holds all there is to say, and which findings a PATH asks for."""

import json
import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Place

DAY = ["--on", "2025-01-01"]
MANDATE = "mandates/bestuur-voorzitter-2022.yaml"
OTHER = "registry/partners/hattem.yaml"


@pytest.fixture
def two_places(place: Place) -> Place:
    """A mandate for a partner that is no longer in force: a finding that concerns two records."""
    place.write(MANDATE, (place.root / "registry" / MANDATE).read_text() + "on_behalf_of:\n  - hattem\n")
    return place


def out(place: Place, format_: str, *arguments: str) -> str:
    return place.regio("validate", "--format", format_, *DAY, *arguments).out


@pytest.mark.parametrize("format_", ["text", "json", "github", "gitlab", "sarif", "junit"])
def test_a_finding_about_two_records_names_both_places_in_every_format(two_places: Place, format_: str) -> None:
    found = out(two_places, format_)
    assert f"registry/{MANDATE}" in found
    assert OTHER in found


def test_sarif_is_made_as_its_standard_says(two_places: Place) -> None:
    two_places.write("partners/met spatie é.yaml", "name: x\n")
    log = json.loads(out(two_places, "sarif"))
    assert (log["version"], set(log)) == ("2.1.0", {"$schema", "version", "runs"})
    [run] = log["runs"]
    assert set(run) == {"tool", "columnKind", "results"} and run["columnKind"] in (
        "utf16CodeUnits",
        "unicodeCodePoints",
    )
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules)
    for result in run["results"]:
        assert set(result) <= {"ruleId", "level", "message", "locations", "relatedLocations", "partialFingerprints"}
        assert result["ruleId"] in rules and result["level"] in ("none", "note", "warning", "error")
        assert result["message"]["text"]
        assert all(map(is_location, (*result["locations"], *result.get("relatedLocations", ()))))
    warning = next(result for result in run["results"] if result["ruleId"] == "reference-not-in-force")
    [related] = warning["relatedLocations"]
    assert related["physicalLocation"]["artifactLocation"]["uri"] == OTHER
    assert related["message"]["text"]


def is_location(location: dict[str, Any]) -> bool:
    physical = location["physicalLocation"]
    region = physical["region"]
    in_order = (region["startLine"], region["startColumn"]) <= (
        region.get("endLine", 1 << 30), region.get("endColumn", 1 << 30),
    )  # fmt: skip
    return bool(re.fullmatch(r"[A-Za-z0-9/._%~-]+", physical["artifactLocation"]["uri"])) and in_order


def test_gitlab_knows_a_finding_again_when_lines_move_and_tells_twins_apart(place: Place) -> None:
    text = "name: X\ntype: network\npillar: hybrid\nother_names:\n  - naam: x\n  - naam: x\n"
    place.write("partners/fout.yaml", text)
    before = json.loads(out(place, "gitlab"))
    place.write("partners/fout.yaml", "# een regel\n# en nog een\n" + text)
    after = json.loads(out(place, "gitlab"))
    assert {one["location"]["lines"]["begin"] for one in before} != {one["location"]["lines"]["begin"] for one in after}
    prints = [one["fingerprint"] for one in before]
    assert prints == [one["fingerprint"] for one in after]
    assert len(set(prints)) == len(prints) > 2


def test_junit_counts_warnings_as_passed_and_a_fine_registry_as_one_case(two_places: Place) -> None:
    suite = ET.fromstring(out(two_places, "junit"))
    assert (suite.get("tests"), suite.get("failures")) == ("1", "0")
    assert OTHER in (suite.findtext("testcase/system-out") or "")
    (two_places.root / "registry" / MANDATE).unlink()
    fine = ET.fromstring(out(two_places, "junit"))
    assert (fine.get("tests"), fine.get("failures")) == ("1", "0")


def test_strict_counts_warnings_as_errors(two_places: Place) -> None:
    assert two_places.regio("validate", *DAY).code == 0
    assert two_places.regio("validate", "--strict", *DAY).code == 1
    assert two_places.regio("validate", "--strict", "--on", "2024-12-31").code == 0


def test_a_path_asks_for_the_findings_there_however_it_is_written(place: Place) -> None:
    place.write("partners/fout.yaml", "name: x\n")
    place.write("bodies/fout.yaml", "name: x\n")
    for path in ("registry/partners", "registry/partners/", "./registry/partners/fout.yaml", "registry/bodies/../partners",
                 str(place.root / "registry/partners")):  # fmt: skip
        done = place.regio("validate", path)
        assert done.code == 1
        assert "partners/fout.yaml:" in done.out and "bodies/fout.yaml:" not in done.out
        assert re.search(rf"^2 errors in {re.escape(str(Path(path)))} \(\d+\.\d\d s\)\.$", done.out, re.MULTILINE)
    done = place.regio("validate", "registry/elections", "registry/partners/zwolle.yaml")
    assert done.code == 2 and "there is no file registry/elections" in done.err
    fine = place.regio("validate", "registry/persons", "registry/partners/zwolle.yaml")
    assert fine.code == 0 and fine.out.startswith(
        "Nothing is wrong in registry/persons, registry/partners/zwolle.yaml ("
    )


def test_a_path_also_asks_for_findings_that_have_their_other_place_there(two_places: Place) -> None:
    assert MANDATE in two_places.regio("validate", OTHER, *DAY).out
    assert MANDATE not in two_places.regio("validate", "registry/partners/zwolle.yaml", *DAY).out


@pytest.mark.parametrize(
    "path", ["..", "/", "/etc/passwd", "../elders", "README.md", "registry/../..", "Z:\\x\\y.yaml"]
)
def test_a_path_elsewhere_or_to_nothing_is_refused(place: Place, path: str) -> None:
    (place.root / "README.md").write_text("x", encoding="utf-8")
    done = place.regio("validate", path)
    assert (done.code, done.out) == (2, "")
    assert "lies outside the registry" in done.err or "there is no file" in done.err


@pytest.mark.skipif(sys.platform == "win32", reason="links ask for rights there")
def test_a_path_through_a_link_to_the_registry_is_inside_it(place: Place, tmp_path: Path) -> None:
    place.write("partners/fout.yaml", "name: x\n")
    (tmp_path / "link").symlink_to(place.root)
    assert "partners/fout.yaml:" in place.regio("validate", str(tmp_path / "link/registry/partners")).out


def test_the_last_line_counts_and_tells_the_time(two_places: Place) -> None:
    two_places.write("partners/fout.yaml", "name: x\n")
    last, hint = two_places.regio("validate", *DAY).out.splitlines()[-2:]
    assert re.fullmatch(r"2 errors, 1 warning in 8 records \(\d+\.\d\d s\)\.", last)
    assert hint.startswith("The rules of the region were not asked")
    asked = two_places.regio("validate", "--rules", "TEG-1", *DAY).out
    assert "were not asked" not in asked
