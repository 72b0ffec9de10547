"""`regio review` on real branches: what changes, what it does, what is of high stakes, and which findings are the branch's."""

import json
import os
import re
from pathlib import Path

import pytest

from tests.acceptance.branches import (
    BODY,
    CHAIR,
    HATTEM,
    KNOWLEDGE,
    ON,
    codes,
    commit,
    founded,
    handover,
    review,
    sentences,
    stakes,
)
from tests.acceptance.changes import RICH, Desk
from tests.processes import LIMIT

GOLDEN = Path(__file__).parent / "golden"
PARTNER = RICH["partners/deltion.yaml"]


@pytest.fixture
def branch(desk: Desk) -> Desk:
    return founded(desk)


def test_a_handover_is_told_in_words_with_its_decision_and_effect(branch: Desk) -> None:
    handover(branch)
    found = review(branch)
    said = "Gemeente Hattem: seat 'hattem' in Regioraad from Anna Bergsma to Gijs de Wit as of 2026-12-01"
    assert sentences(found) == [f"{said}; decision: B en W Hattem 2026-14"]
    assert found["changes"][0]["about"] == "body/raad"
    assert found["changes"][0]["votes"] == "Votes by province on 2026-12-01: Overijssel keeps 3; no province keeps 1"
    assert [(c["reason"], c["decision"]) for c in found["commits"]] == [("nieuwe wethouder", "B en W Hattem 2026-14")]
    assert stakes(found) == {"votes": ["Regioraad: seat 'hattem'"]}
    assert codes(found["introduced"]) == []


def test_what_a_branch_breaks_only_later_is_told_with_the_day(branch: Desk) -> None:
    branch.write("mandates/raad-hattem-2022.yaml", HATTEM.replace("appointed", "ended") + "end_date: 2026-11-30\n")
    branch.write(
        "mandates/raad-hattem-2026.yaml", HATTEM.replace("p-a1b2", "p-e5f6").replace("2022-06-01", "2026-12-01")
    )
    commit(branch)
    (found,) = [one for one in review(branch)["introduced"] if one["code"] == "REP-4"]
    assert found["message"].endswith("(as of 2026-12-01)")
    assert branch.regio("review", "main", "--on", ON).code == 1


def test_a_handover_made_by_the_tool_is_reviewed_the_same(branch: Desk) -> None:
    branch.done("replace", "raad-hattem-2022", "--by", "p-b2c3", "--on", "2026-12-01", "--reason", "wissel", "-y")
    assert any("as of 2026-12-01" in text for text in sentences(review(branch)))


def test_the_figures_of_reports_are_told_where_they_change(branch: Desk) -> None:
    branch.write("mandates/raad-kennis-2023.yaml", KNOWLEDGE.replace("appointed", "ended") + "end_date: 2026-11-30\n")
    branch.write("bodies/raad.yaml", branch.read("bodies/raad.yaml").replace("quorum: 4", "quorum: 5"))
    commit(branch)
    found = review(branch)
    figures = {effect["key"]: effect["rows"] for effect in found["figures"]}
    assert found["figures_on"] == "2026-12-01"
    assert figures["quorum"][0]["voters"] == {"before": 4, "after": 3}
    assert figures["quorum"][0]["quorum"] == {"before": 4, "after": 5}
    assert figures["pillar_bodies"][0]["education"] == {"before": 1.0, "after": 0.0}
    assert figures["centre"][0]["share"]["before"] < figures["centre"][0]["share"]["after"]


def test_figures_agree_with_the_reports(branch: Desk) -> None:
    branch.write("mandates/raad-kennis-2023.yaml", KNOWLEDGE.replace("appointed", "ended") + "end_date: 2026-11-30\n")
    commit(branch)
    rows = next(e["rows"] for e in review(branch)["figures"] if e["key"] == "pillar_bodies")
    for moment, revision in (("before", "main"), ("after", "wissel")):
        report = json.loads(branch.done("report", "balance", "--rev", revision, "--on", "2026-12-01", "--json"))
        blocks = [block for section in report["sections"] for block in section["blocks"]]
        (table,) = [block for block in blocks if block["key"] == "pillar_bodies"]
        (row,) = [row for row in table["rows"] if row["body"] == rows[0]["body"]["after"]]
        assert {key: pair[moment] for key, pair in rows[0].items()} == row


def test_a_chair_and_a_large_part_of_a_body_are_marked(branch: Desk) -> None:
    branch.write(
        "mandates/tafel-voorzitter-2022.yaml",
        RICH["mandates/tafel-voorzitter-2022.yaml"].replace("2022-06-01", "2022-06-01\nend_date: 2026-12-31"),
    )
    commit(branch)
    found = stakes(review(branch))
    assert found["chair"] == ["Tafel Wonen: seat 'voorzitter'"]
    assert "share" not in found
    assert stakes(review(branch, "--share", "10"))["share"] == ["Tafel Wonen: 1 of 5 places (20 %)"]


def test_a_chair_that_becomes_another_seat_is_marked_too(branch: Desk) -> None:
    branch.write("bodies/raad.yaml", branch.read("bodies/raad.yaml").replace("role: chair", "role: member"))
    commit(branch)
    assert stakes(review(branch))["chair"] == ["Regioraad: seat 'voorzitter'"]


def test_a_vote_given_to_a_seat_is_marked(branch: Desk) -> None:
    changed = RICH["bodies/tafel.yaml"].replace(
        "basis: reserved\n    voting: false", "basis: reserved\n    voting: true"
    )
    branch.write("bodies/tafel.yaml", changed)
    commit(branch)
    assert stakes(review(branch))["votes"] == ["Tafel Wonen: seat 'waarnemer'"]


def test_a_backdated_end_is_marked_from_the_day_it_became_known(branch: Desk) -> None:
    branch.write("mandates/raad-kennis-2023.yaml", KNOWLEDGE.replace("appointed", "ended") + "end_date: 2026-10-25\n")
    commit(branch)
    (said,) = stakes(review(branch))["backdated"]
    assert said.endswith("Dora van Zwolle ended on 2026-10-25, 30 days before this became known")


def test_commits_that_say_they_are_old_do_not_hide_that_an_end_is_backdated(branch: Desk) -> None:
    branch.write("mandates/raad-kennis-2023.yaml", KNOWLEDGE.replace("appointed", "ended") + "end_date: 2024-01-31\n")
    branch.git("add", "-A")
    stamp = "2024-01-01T00:00:00Z"
    old = {**os.environ, "GIT_COMMITTER_DATE": stamp, "GIT_AUTHOR_DATE": stamp}
    import subprocess

    subprocess.run(["git", "commit", "-qm", "Oud"], cwd=branch.root, env=old, check=True, timeout=LIMIT)
    found = json.loads(branch.regio("review", "main", "--json").out)
    assert found["known"] > "2026-10-31"
    assert len(stakes(found)["backdated"]) == 1


def test_a_mandate_changed_instead_of_ended_is_marked(branch: Desk) -> None:
    branch.write(
        "mandates/raad-hattem-2022.yaml", HATTEM.replace("p-a1b2", "p-b2c3").replace("2022-06-01", "2022-07-01")
    )
    commit(branch)
    said = stakes(review(branch))["rewritten"]
    assert said[0].endswith("Bert de Wit instead of Anna Bergsma, in the same mandate")
    assert said[1].endswith("started on 2022-06-01, and the mandate now says 2022-07-01")


def test_a_closed_period_that_is_rewritten_is_marked_but_a_remark_on_it_is_not(branch: Desk) -> None:
    old = RICH["mandates/tafel-lid-2020.yaml"]
    branch.write("mandates/tafel-lid-2020.yaml", old + "note: nagekeken\n")
    commit(branch)
    assert "closed" not in stakes(review(branch))
    branch.write("mandates/tafel-lid-2020.yaml", old.replace("2022-12-31", "2022-11-30"))
    commit(branch)
    assert stakes(review(branch))["closed"][0].endswith("which ended on 2022-12-31: end_date")


def test_what_is_deleted_is_marked_and_what_is_renamed_is_not(branch: Desk) -> None:
    branch.done("rename", "partner/deltion", "roc-deltion", "-y")
    found = review(branch)
    assert "deleted" not in stakes(found)
    assert sentences(found) == ["partner renamed from deltion to roc-deltion"]
    assert codes(found["introduced"]) == codes(found["resolved"]) == []
    (branch.root / "registry/mandates/tafel-lid-2020.yaml").unlink()
    commit(branch)
    assert len(stakes(review(branch))["deleted"]) == 1


def test_a_deviation_that_is_added_or_prolonged_is_marked(branch: Desk) -> None:
    deviation = "rule: TEG-1\nrecord: body/raad\nreason: proef\ndecided_by: Regioraad\nuntil: {}\n"
    branch.write("deviations/a.yaml", deviation.format("2027-01-01"))
    commit(branch)
    said = "body/raad need not keep TEG-1 until 2027-01-01, decided by Regioraad"
    found = review(branch)
    assert stakes(found)["deviation"] == [said]
    assert codes(found["resolved"]) == ["TEG-1"]
    assert codes(found["accepted"]) == ["TEG-1"]
    branch.git("branch", "-f", "main", "wissel")
    branch.write("deviations/a.yaml", deviation.format("2026-12-01"))
    commit(branch)
    assert "deviation" not in stakes(review(branch))


def test_only_what_the_branch_brings_decides_the_exit_code(branch: Desk) -> None:
    branch.git("switch", "-q", "main")
    branch.write("partners/oud.yaml", "name: Oud\ntype: gemeente\npillar: government\n")
    commit(branch, "Al mis", "2026-11-02T12:00:00+01:00")
    branch.git("switch", "-q", "wissel")
    branch.git("merge", "-q", "--ff-only", "main")
    handover(branch)
    found = review(branch)
    assert codes(found["introduced"]) == []
    assert "schema-choice" in codes(found["standing"])
    assert branch.regio("review", "main", "--on", ON).code == 0
    branch.write("partners/nieuw.yaml", "name: Nieuw\ntype: gemeente\npillar: government\n")
    commit(branch)
    assert codes(review(branch)["introduced"])[0] == "schema-choice"
    assert branch.regio("review", "main", "--on", ON).code == 1


def test_warnings_count_only_when_strict_and_what_is_mended_is_told(branch: Desk) -> None:
    branch.write("bodies/raad.yaml", branch.read("bodies/raad.yaml").replace("quorum: 4", "quorum: 9"))
    commit(branch)
    assert "SNE-3" in codes(review(branch)["introduced"])
    assert branch.regio("review", "main", "--on", ON).code == 0
    assert branch.regio("review", "main", "--on", ON, "--strict").code == 1
    branch.git("switch", "-q", "-c", "terug")
    branch.write("bodies/raad.yaml", branch.read("bodies/raad.yaml").replace("quorum: 9", "quorum: 4"))
    commit(branch)
    assert "SNE-3" in codes(json.loads(branch.regio("review", "wissel", "--json", "--on", ON).out)["resolved"])


def test_a_record_that_is_broken_resolves_nothing(branch: Desk) -> None:
    branch.write("mandates/tafel-lid-2020.yaml", "person: p-d4e5\nbody: [\n")
    commit(branch)
    found = review(branch)
    assert codes(found["introduced"]) == ["yaml-syntax"]
    assert found["resolved"] == []
    assert sentences(found) == ["registry/mandates/tafel-lid-2020.yaml can't be read since this change"]


def test_a_record_that_fits_only_the_schemas_of_the_branch_is_a_finding(branch: Desk) -> None:
    schema = branch.root / "schemas" / "meeting.schema.json"
    schema.parent.mkdir(exist_ok=True)
    document = {"x-kind": {"names": {"en": ["meeting"], "nl": ["vergadering"]}, "folder": "meetings", "label": ["name"], "list": ["name"]},
                "type": "object", "properties": {"name": {"type": "string"}}}  # fmt: skip
    schema.write_text(json.dumps(document))
    branch.write("meetings/een.yaml", "name: Een\n")
    commit(branch)
    found = review(branch)
    assert codes(found["introduced"]) == ["file-folder"]
    assert "the schemas change in this branch; its records are judged by the schemas of main" in found["notes"]
    assert stakes(found)["governing"][0].startswith("schemas/meeting.schema.json")


def test_a_branch_does_not_set_the_rules_that_judge_it(branch: Desk) -> None:
    branch.write("registry.yaml", branch.read("registry.yaml") + "rules:\n  TRI-1:\n    majority: 1\n    evenness: 0\n")
    rule = branch.root / "rules" / "XXX-1.sql"
    rule.parent.mkdir()
    rule.write_text("-- id: XXX-1\nSELECT 1 AS record")
    commit(branch)
    found = review(branch)
    assert "[TRI-1]" not in branch.regio("validate", "--rev", "wissel", "--rules", "TRI-1", "--on", ON).out
    assert "TRI-1" in codes(found["standing"])
    assert "TRI-1" not in codes(found["resolved"])
    assert not {"XXX-1", "rule-unreadable"} & set(codes(found["introduced"]))
    assert len(stakes(found)["governing"]) == 2


def test_what_changed_where_the_branch_goes_to_is_not_told_of_the_branch(branch: Desk) -> None:
    handover(branch)
    branch.git("switch", "-q", "main")
    branch.write(
        "partners/kampen.yaml", "name: Gemeente Kampen\ntype: municipality\npillar: government\nprovince: overijssel\n"
    )
    raad = branch.read("mandates/raad-hattem-2022.yaml")
    branch.write("mandates/raad-hattem-2022.yaml", raad + "confirmed_on: 2026-11-10\n")
    commit(branch, "Kampen erbij")
    branch.git("switch", "-q", "wissel")
    found = review(branch)
    assert (found["base_has_moved"], len(sentences(found))) == (True, 1)
    assert found["notes"] == [
        "main has moved on since this branch began; what is told here is what merging it now would change"
    ]
    assert codes(found["introduced"]) == codes(found["resolved"]) == []


def test_what_both_sides_changed_otherwise_is_said(branch: Desk) -> None:
    branch.write("partners/deltion.yaml", PARTNER.replace('"Deltion"', "Deltion College"))
    commit(branch)
    branch.git("switch", "-q", "main")
    branch.write("partners/deltion.yaml", PARTNER.replace('"Deltion"', "ROC Deltion"))
    commit(branch)
    branch.git("switch", "-q", "wissel")
    assert "partners/deltion.yaml" in review(branch)["notes"][1]


def test_personal_data_is_told_by_field_and_shown_only_of_those_who_are_public(branch: Desk) -> None:
    branch.write(
        "persons/p-new1.yaml",
        "name:\n  given: Open\n  family: Baar\npublicity: public\nfictitious: true\nnote: geheim\n",
    )
    branch.write(
        "persons/p-new2.yaml",
        "name:\n  given: Dicht\n  family: Geheimhouder\nemail: d@x.example\npublicity: internal\nfictitious: true\n",
    )
    branch.write(
        "persons/p-f6a7.yaml",
        branch.read("persons/p-f6a7.yaml").replace("internal", "public").replace("Femke", "Fenna"),
    )
    commit(branch)
    told = {(p["record"], p["field"]): p["value"] for p in review(branch)["personal"]}
    assert told == {
        ("person/p-new1", "name.given"): "Open", ("person/p-new1", "name.family"): "Baar", ("person/p-new1", "note"): None,
        ("person/p-new2", "name.given"): None, ("person/p-new2", "name.family"): None, ("person/p-new2", "email"): None,
        ("person/p-f6a7", "name.given"): None,
    }  # fmt: skip


@pytest.mark.parametrize("format_", ["text", "md", "json", "github", "gitlab", "sarif"])
def test_no_format_names_somebody_who_is_not_public(branch: Desk, format_: str) -> None:
    """A comment stays with the host, where nobody can take a name back out."""
    new = HATTEM.replace("p-a1b2", "p-f6a7").replace("2022-06-01  # eerste vergadering", "2026-12-01")
    branch.write("mandates/raad-hattem-2026.yaml", new)
    branch.write(
        "persons/p-f6a7.yaml",
        branch.read("persons/p-f6a7.yaml").replace("f.hidden@hattem.example", "Hidden geen adres"),
    )
    branch.write(
        "persons/p-f6a8.yaml", "name:\n  given: Femke\n  family: Hidden\npublicity: internal\nfictitious: true\n"
    )
    commit(branch)
    result = branch.regio("review", "main", "--on", ON, "--format", format_)
    assert result.code == 1
    assert "Hidden" not in result.out
    if format_ in ("text", "md", "json"):
        assert "p-f6a7" in result.out


@pytest.mark.parametrize("format_", ["text", "md", "json"])
def test_a_message_that_names_a_person_is_pointed_out_before_it_is_merged(branch: Desk, format_: str) -> None:
    handover(branch)
    commit(branch, "Femke Hidden gaat\n\nReason: Femke Hidden wilde weg\n")
    out = branch.regio("review", "main", "--on", ON, "--format", format_).out
    assert "Hidden" not in out
    assert out.count("names a person") == 1


def test_the_main_branch_is_found_and_what_is_not_committed_is_left_out(branch: Desk) -> None:
    handover(branch)
    branch.write("partners/los.yaml", "name: Los\ntype: gemeente\npillar: government\n")
    result = branch.regio("review", "--on", ON)
    assert result.code == 0
    assert result.out.startswith("Review of wissel, to go into main\n")
    assert "los.yaml" not in result.out


def test_the_main_branch_of_the_remote_goes_before_the_local_one(branch: Desk) -> None:
    handover(branch)
    branch.git("update-ref", "refs/remotes/origin/trunk", "wissel")
    branch.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk")
    out = branch.regio("review", "--on", ON).out
    assert out.startswith(
        "Review of wissel, to go into origin/trunk\nboth are the same commit: there is nothing to review\n"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nergens"], "there is no revision 'nergens' here"),
        (["main", ""], "there is no revision '' here"),
        (["--format", "pdf"], "no format 'pdf'"),
    ],
)
def test_what_can_not_be_reviewed_is_said(branch: Desk, arguments: list[str], said: str) -> None:
    assert said in branch.refused(2, "review", *arguments)


def test_branches_without_a_common_commit_are_told_apart(branch: Desk) -> None:
    branch.git("switch", "-q", "--orphan", "los")
    commit(branch)
    branch.git("switch", "-q", "wissel")
    assert "'main' and 'los' have no commit in common" in branch.refused(2, "review", "main", "los")


def test_a_review_changes_nothing(branch: Desk) -> None:
    handover(branch)
    before = branch.state()
    branch.done("review", "main")
    assert branch.state() == before


def everything(branch: Desk) -> None:
    """Do all that a reviewer must see at once."""
    handover(branch)
    branch.write("mandates/raad-voorzitter-2022.yaml", CHAIR.replace("p-c3d4", "p-e5f6"))
    branch.write("mandates/raad-kennis-2023.yaml", KNOWLEDGE.replace("appointed", "ended") + "end_date: 2026-10-25\n")
    branch.write("mandates/tafel-lid-2020.yaml", "person: p-d4e5\nbody: [\n")
    branch.write(
        "partners/kampen.yaml", "name: Gemeente K\u0430mpen\ntype: gemeente\npillar: government\nprovince: overijssel\n"
    )
    branch.write(
        "persons/p-new1.yaml",
        "name:\n  given: Open\n  family: Baar\nemail: o@x.example\npublicity: public\nfictitious: true\n",
    )
    branch.write("registry.yaml", branch.read("registry.yaml") + "rules:\n  SNE-3:\n    x: 1\n")
    (branch.root / "schemas").mkdir()
    (branch.root / "schemas/note.schema.json").write_text("{}")
    (branch.root / ".gitattributes").write_text("*.yaml diff=x\n")
    commit(branch, "Van alles")


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("format_", ["text", "md"])
@pytest.mark.parametrize(("name", "change"), [("handover", handover), ("everything", everything)])
def test_what_people_read_is_as_it_was_agreed(
    branch: Desk, name: str, change: object, format_: str, language: str
) -> None:
    assert callable(change)
    change(branch)
    out = branch.regio("review", "main", "--on", ON, "--format", format_, env={"REGIO_LANG": language}).out
    out = re.sub(r"\b[0-9a-f]{10} ", "0123456789 ", out)
    file = GOLDEN / f"review-{name}.{language}.{'txt' if format_ == 'text' else 'md'}"
    if os.environ.get("REGIO_GOLDEN") == "write":
        file.write_bytes(out.encode())
    assert out == file.read_bytes().decode().replace("\r\n", "\n")


def test_the_body_file_is_what_the_tests_take_it_for() -> None:
    assert "role: chair" in BODY
