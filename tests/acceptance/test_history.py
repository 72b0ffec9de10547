"""`regio log`, `diff`, `blame` and `show COMMIT`, with real git: whoever made the change, and however."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.changes import Desk
from tests.conftest import SMALL, Place

BODY = SMALL["bodies/bestuur.yaml"]
MANDATE = SMALL["mandates/bestuur-voorzitter-2022.yaml"]
M1 = "mandates/bestuur-voorzitter-2022.yaml"
PERSON = "name:\n  given: Jan\n  family: Bos\npublicity: public\nfictitious: true\n"


def commit(place: Place, message: str, day: str = "2026-01-01", **files: str | None) -> str:
    """Write `files` (folder__name: content), commit them with git alone, and return the commit."""
    for key, content in files.items():
        path = key.replace("__", "/").replace("_", "-") + ".yaml"
        if content is None:
            (place.root / "registry" / path).unlink()
        else:
            place.write(path, content)
    place.git("add", "-A")
    place.git("commit", "-qm", message, f"--date={day}T12:00:00+01:00")
    return place.git("rev-parse", "HEAD").strip()


def log(place: Place, *arguments: str) -> list[dict[str, Any]]:
    result = place.regio("log", *arguments, "--json")
    assert result.code == 0, result.err
    found: list[dict[str, Any]] = json.loads(result.out)["commits"]
    return found


def newest(entries: list[dict[str, Any]]) -> str:
    return str(entries[0]["commit"])


def texts(entry: dict[str, Any]) -> list[str]:
    return [sentence["text"] for sentence in entry["sentences"]]


def handover(place: Place, message: str = "Wissel") -> str:
    ended = MANDATE.replace("appointed", "ended") + "end_date: 2026-05-31\n"
    new = MANDATE.replace("p-1a2b", "p-9x2f").replace("2022-05-01", "2026-06-01") + "decision: B en W 2026-14\n"
    commit(place, "Nieuw", persons__p_9x2f=PERSON)
    return commit(place, message, mandates__bestuur_voorzitter_2022=ended, mandates__bestuur_voorzitter_2026=new)


PASSED = "Gemeente Zwolle: seat 'voorzitter' in Bestuur from Els van der Bérg to Jan Bos as of 2026-06-01"


def test_a_change_made_by_hand_is_told_in_words(place: Place) -> None:
    id_ = handover(place)
    first = log(place)[0]
    assert (first["commit"], first["author"], first["subject"], first["operation"]) == (id_, "Test", "Wissel", None)
    assert texts(first) == [PASSED]
    out = place.regio("log", "--limit", "1").out
    assert out == f"{id_[:10]}  2026-01-01 12:00  Test\n  Wissel\n  · {PASSED}\n"
    dutch = place.regio("log", "--limit", "1", env={"REGIO_LANG": "nl"}).out
    assert "zetel 'voorzitter' in Bestuur van Els van der Bérg naar Jan Bos per 2026-06-01" in dutch


def test_trailers_say_on_what_grounds(place: Place) -> None:
    message = (
        "Wissel\n\nToelichting.\n\nRegio-Operation: replace\nRegio-Record: mandate/a\nRegio-Record: mandate/b\n"
        "Regio-Kind: correction\nReason: vertrek\nDecision: B en W 2026-14\nSource: https://hattem.example/14\n"
    )
    handover(place, message)
    first = log(place, "--operation", "replace")[0]
    assert [first[key] for key in ("operation", "kind", "reason", "decision", "source")] == [
        "replace", "correction", "vertrek", "B en W 2026-14", "https://hattem.example/14",
    ]  # fmt: skip
    out = place.regio("log", "--limit", "1").out
    assert "  reason: vertrek\n  decision: B en W 2026-14\n  source: https://hattem.example/14\n  a correction" in out
    assert log(place, "--operation", "end") == []


def test_the_log_narrows_to_a_record_body_partner_decision_and_time(place: Place) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_COMMITTER_DATE", "2026-01-01T12:00:00+01:00")
        place.git("commit", "-q", "--amend", "--no-edit")
        id_ = handover(place)
        patch.setenv("GIT_COMMITTER_DATE", "2026-03-01T12:00:00+01:00")
        later = commit(place, "Ander", "2026-03-01", partners__hattem=SMALL["partners/hattem.yaml"] + "note: x\n")
    assert newest(log(place, "--body", "bestuur")) == id_
    assert len(log(place, "--body", "body/bestuur")) == 2
    assert newest(log(place, "--partner", "hattem")) == later
    assert [e["commit"] for e in log(place, "--decision", "b en w 2026")] == [id_]
    assert newest(log(place, "bestuur-voorzitter-2022")) == id_
    assert [e["commit"] for e in log(place, "--since", "2026-02-01", "--until", "2026-04-01")] == [later]
    assert [e["commit"] for e in log(place, "--since", id_)] == [later]
    assert newest(log(place, "--until", id_)) == id_
    assert len(log(place, "--limit", "2")) == 2
    assert place.regio("log", "--since", "2030-01-01").out == "nothing changed\n"
    wrong = place.regio("log", "niemand")
    assert (wrong.code, "no record is called 'niemand'" in wrong.err) == (2, True)
    assert place.regio("log", "--since", "--output=x").code == 2


def test_a_merge_tells_only_what_it_brought_itself(place: Place) -> None:
    place.git("checkout", "-qb", "zij")
    two = commit(place, "Zij", mandates__bestuur_voorzitter_2022=MANDATE + "note: hier\n")
    place.git("checkout", "-q", "main")
    three = commit(place, "Wij", mandates__bestuur_voorzitter_2022=MANDATE + "note: daar\nsource: x\n")
    place.git("merge", "-q", "--no-ff", "--no-commit", "-s", "ours", "zij")
    merged = commit(place, "Samen", mandates__bestuur_voorzitter_2022=MANDATE + "note: samen\nsource: x\n")
    found = {entry["commit"]: texts(entry) for entry in log(place)}
    seat = "Gemeente Zwolle: seat 'voorzitter' in Bestuur: mandate of Els van der Bérg"
    assert found[two] == [f"{seat}: note filled in: hier"]
    assert found[three] == [f"{seat}: source filled in: x", f"{seat}: note filled in: daar"]
    assert found[merged] == [f"{seat}: note from daar to samen"]
    assert "++note: samen" in place.regio("show", merged).out
    fields = {line["field"]: line["commit"] for line in json.loads(place.regio("blame", M1, "--json").out)["fields"]}
    assert (fields["note"], fields["source"]) == (merged, three)


def test_a_clean_merge_adds_nothing_and_hides_nothing(place: Place) -> None:
    place.git("checkout", "-qb", "zij")
    two = commit(place, "Zij", bodies__bestuur=BODY + "quorum: 2\n")
    place.git("checkout", "-q", "main")
    lines = BODY.splitlines(keepends=True)
    three = commit(place, "Wij", bodies__bestuur="".join([lines[0], "short_name: B\n", *lines[1:]]))
    place.git("merge", "-q", "--no-edit", "zij")
    assert {entry["commit"] for entry in log(place, "--limit", "2")} == {two, three}
    assert place.git("rev-parse", "HEAD").strip() not in {entry["commit"] for entry in log(place)}


def test_the_log_of_a_record_follows_a_move_by_hand(place: Place) -> None:
    changed = commit(place, "Eerst", partners__hattem=SMALL["partners/hattem.yaml"] + "short_name: Hattem\n")
    place.git("mv", "registry/partners/hattem.yaml", "registry/partners/hatem.yaml")
    moved = commit(place, "Verplaatst")
    last = commit(place, "Daarna", partners__hatem=SMALL["partners/hattem.yaml"] + "short_name: H\n")
    found = log(place, "hatem")
    assert [entry["commit"] for entry in found][:3] == [last, moved, changed]
    assert texts(found[1]) == ["partner renamed from hattem to hatem"]
    fields = {
        line["field"]: line["commit"] for line in json.loads(place.regio("blame", "hatem", "--json").out)["fields"]
    }
    assert fields["short_name"] == last
    assert fields["name"] not in (last, moved, changed)


def test_the_log_of_a_record_follows_redirects_from_both_ends(place: Place) -> None:
    place.git("mv", "registry/bodies/bestuur.yaml", "registry/bodies/regiobestuur.yaml")
    moved = commit(
        place,
        "Hernoemd",
        redirects__body_bestuur="old: body/bestuur\nnew: body/regiobestuur\n",
        bodies__regiobestuur=BODY.replace("name: Bestuur", "name: Regiobestuur"),
        mandates__bestuur_voorzitter_2022=MANDATE.replace("body: bestuur", "body: regiobestuur"),
    )
    for word in ("regiobestuur", "body/bestuur"):
        found = log(place, word)
        assert newest(found) == moved
        assert len(found) == 2
        assert texts(found[0]) == [
            "body renamed from bestuur to regiobestuur",
            "body Regiobestuur: name from Bestuur to Regiobestuur",
        ]
    fields = {line["field"]: line for line in json.loads(place.regio("blame", "body/bestuur", "--json").out)["fields"]}
    assert fields["name"]["commit"] == moved
    assert fields["seats[voorzitter].role"]["commit"] != moved


def test_the_log_of_a_person_has_that_of_one_merged_into_it(place: Place) -> None:
    commit(place, "Dubbel", persons__p_9x2f=PERSON)
    first = commit(place, "Mail", persons__p_1a2b=SMALL["persons/p-1a2b.yaml"] + "email: els@hattem.example\n")
    merged = commit(place, "Samen", persons__p_1a2b=None, redirects__person_p_1a2b="old: person/p-1a2b\nnew: person/p-9x2f\n",
                    mandates__bestuur_voorzitter_2022=MANDATE.replace("p-1a2b", "p-9x2f"))  # fmt: skip
    for word in ("p-9x2f", "p-1a2b"):
        found = log(place, word)
        assert [entry["commit"] for entry in found][:2] == [merged, first]
        assert texts(found[0]) == ["person Els van der Bérg merged into Jan Bos"]


def test_a_deletion_shows_as_one_and_has_a_log(place: Place) -> None:
    gone = commit(place, "Weg", mandates__bestuur_voorzitter_2022=None, persons__p_1a2b=None)
    assert texts(log(place)[0]) == [
        "Gemeente Zwolle: seat 'voorzitter' in Bestuur: mandate of Els van der Bérg from 2022-05-01 deleted",
        "person Els van der Bérg deleted",
    ]
    for word in ("p-1a2b", "person/p-1a2b", "registry/persons/p-1a2b.yaml"):
        assert newest(log(place, word)) == gone
    assert place.regio("blame", "p-1a2b").code == 2


def test_a_commit_that_breaks_a_file_is_told_and_harms_nothing(place: Place) -> None:
    commit(place, "Stuk", partners__hattem="name: [\n")
    commit(place, "Nog stuk", partners__hattem="name: {\n")
    commit(place, "Heel", partners__hattem=SMALL["partners/hattem.yaml"])
    commit(place, "Stuk erbij", partners__nieuw="- geen\n- record\n")
    commit(place, "Weer weg", partners__nieuw=None)
    path = "registry/partners/hattem.yaml"
    assert [texts(entry) for entry in log(place)][:5] == [
        ["registry/partners/nieuw.yaml deleted; it could not be read"],
        ["registry/partners/nieuw.yaml can't be read since this change"],
        [f"{path} can be read again"],
        [f"{path} still can't be read"],
        [f"{path} can't be read since this change"],
    ]
    fields = {
        line["field"]: line["commit"] for line in json.loads(place.regio("blame", "hattem", "--json").out)["fields"]
    }
    assert fields["name"] == log(place)[-1]["commit"]


def test_layout_other_files_and_other_folders(place: Place) -> None:
    commit(place, "Opmaak", partners__hattem="# toelichting\n" + SMALL["partners/hattem.yaml"])
    (place.root / "LEESMIJ.md").write_text("x")
    outside = commit(place, "Erbuiten")
    (place.root / "registry/LEESMIJ.md").write_text("x")
    commit(place, "Erbij")
    found = log(place)
    assert outside not in [entry["commit"] for entry in found]
    assert texts(found[0]) == ["file registry/LEESMIJ.md added, which is no record"]
    assert texts(found[1]) == ["registry/partners/hattem.yaml: only layout or comments changed"]
    shown = place.regio("show", outside)
    assert (shown.code, "changed nothing in the registry" in shown.out) == (0, True)


def test_a_submodule_in_the_registry_is_passed_by(place: Place) -> None:
    place.git("update-index", "--add", "--cacheinfo", "160000", place.git("rev-parse", "HEAD").strip(), "registry/los")
    place.git("commit", "-qm", "Los")
    handover(place)
    assert texts(log(place)[0]) == [PASSED]
    assert place.regio("diff", "HEAD~2").out.splitlines()[0] == PASSED


def test_show_of_a_commit_has_all_sentences_and_the_diff(place: Place) -> None:
    id_ = handover(place)
    out = place.regio("show", id_[:8]).out
    assert PASSED in out
    assert "+end_date: 2026-05-31" in out
    document = json.loads(place.regio("show", "HEAD", "--json").out)
    assert document["commit"] == id_
    assert "+end_date: 2026-05-31" in document["diff"]
    assert place.regio("show", "--", "-x").code == 2


def test_users_settings_do_not_change_what_git_tells(place: Place) -> None:
    id_ = handover(place)
    before = log(place)
    for name, value in (("log.showRoot", "false"), ("diff.renames", "copies"), ("log.follow", "true"), ("color.ui", "always"),
                        ("diff.noprefix", "true"), ("core.abbrev", "40"), ("log.date", "relative"), ("diff.relative", "true")):  # fmt: skip
        place.git("config", name, value)
    assert log(place) == before
    assert newest(log(place, "bestuur-voorzitter-2022")) == id_
    assert "\x1b" not in place.regio("show", id_).out


def test_diff_tells_what_is_not_committed_and_what_lies_between(place: Place) -> None:
    assert place.regio("diff").out == "nothing differs\n"
    place.write("partners/hattem.yaml", SMALL["partners/hattem.yaml"] + "short_name: Hattem\n")
    place.write("partners/heerde.yaml", "name: Gemeente Heerde\ntype: municipality\npillar: government\n")
    assert place.regio("diff").out == "partner Hattem: short name filled in: Hattem\nnew partner: Gemeente Heerde\n"
    assert place.regio("diff", "--format", "md").out.splitlines()[1] == "- new partner: Gemeente Heerde"
    handover(place)
    (place.root / "registry/partners/heerde.yaml").unlink()
    assert place.regio("diff", "HEAD~2", "HEAD").out.splitlines() == [PASSED, "partner Hattem: short name filled in: Hattem",
                                                                     "new partner: Gemeente Heerde", "new person: Jan Bos"]  # fmt: skip
    assert "Heerde" not in place.regio("diff", "HEAD~2").out
    document = json.loads(place.regio("diff", "HEAD", "HEAD~1", "--json").out)
    assert document["from"] == place.git("rev-parse", "HEAD").strip()
    assert "deleted" in document["sentences"][-1]["text"]


def test_diff_on_a_day_tells_only_what_was_in_force(place: Place) -> None:
    handover(place)
    assert place.regio("diff", "HEAD~1", "--on", "2026-05-31").out.startswith(
        "Gemeente Zwolle: seat 'voorzitter' in Bestuur: mandate of Els"
    )
    assert place.regio("diff", "HEAD~1", "--on", "2026-06-01").out == PASSED + "\n"
    assert place.regio("diff", "HEAD~1", "--on", "2021-01-01").out == "nothing differs\n"


def test_known_then_tells_what_was_learnt_since(place: Place) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_COMMITTER_DATE", "2026-01-01T12:00:00+01:00")
        place.git("commit", "-q", "--amend", "--no-edit")
        patch.setenv("GIT_COMMITTER_DATE", "2026-08-01T12:00:00+01:00")
        handover(place)
    out = place.regio("diff", "--known-then", "2026-07-01").out
    assert out.splitlines() == [PASSED, "new person: Jan Bos"]
    assert place.regio("diff", "--known-then", "2026-08-02").out == "nothing differs\n"
    assert "new body: Bestuur" in place.regio("diff", "--known-then", "2025-12-31").out
    assert place.regio("diff", "HEAD", "--known-then", "2026-08-02").code == 2


def test_blame_tells_since_when_by_whom_and_on_which_decision(place: Place) -> None:
    changed = commit(place, "Anders\n\nDecision: B-7\nReason: fout\n", "2026-02-03",
                     bodies__bestuur=BODY.replace("basis: representation", "basis: expertise"))  # fmt: skip
    place.write("bodies/bestuur.yaml", (place.root / "registry/bodies/bestuur.yaml").read_text() + "quorum: 3\n")
    fields = {line["field"]: line for line in json.loads(place.regio("blame", "bestuur", "--json").out)["fields"]}
    basis = fields["seats[voorzitter].basis"]
    assert (basis["value"], basis["commit"], basis["decision"], basis["reason"]) == (
        "expertise",
        changed,
        "B-7",
        "fout",
    )
    assert fields["seats[voorzitter].on_behalf_of[0]"]["commit"] not in (None, changed)
    assert fields["quorum"]["commit"] is None
    out = place.regio("blame", "bestuur").out
    assert re.search(r"basis\W+expertise +2026-02-03 +Test +\w{10} +fout +B-7\n", out)
    assert "not committed yet" in out


def test_a_value_that_was_there_before_is_from_when_it_came_back(place: Place) -> None:
    partner = SMALL["partners/hattem.yaml"]
    commit(place, "Heen", partners__hattem=partner.replace("Hattem", "Hatem"))
    back = commit(place, "Terug", partners__hattem=partner)
    fields = {
        line["field"]: line["commit"] for line in json.loads(place.regio("blame", "hattem", "--json").out)["fields"]
    }
    assert fields["name"] == back
    assert fields["type"] != back


def test_a_shallow_clone_says_where_its_history_begins(place: Place, tmp_path: Path) -> None:
    handover(place)
    place.git("clone", "-q", "--depth", "2", place.root.as_uri(), str(tmp_path / "ondiep"))
    shallow = Place(tmp_path / "ondiep")
    found = log(shallow)
    assert texts(found[0]) == [PASSED]
    assert texts(found[1]) == ["the history at hand begins here, with 8 files"]
    fields = {line["field"]: line for line in json.loads(shallow.regio("blame", "hattem", "--json").out)["fields"]}
    assert fields["name"]["earlier"] is True
    assert "≤ " in shallow.regio("blame", "hattem").out
    early = shallow.regio("diff", "--known-then", "2020-01-01")
    assert (early.code, "does not go back to 2020-01-01" in early.err) == (2, True)


def test_linked_work_trees_and_subfolders_have_the_same_history(place: Place, tmp_path: Path) -> None:
    id_ = handover(place)
    place.git("worktree", "add", "-q", "--detach", str(tmp_path / "ander"))
    assert log(Place(tmp_path / "ander")) == log(place)
    larger = Place(tmp_path / "groter")
    inner = Place(larger.root / "deel één")
    inner.root.mkdir(parents=True)
    larger.git("init", "-q", "-b", "main")
    shutil.copytree(place.root / "registry", inner.root / "registry")
    larger.git("add", "-A")
    larger.git("commit", "-qm", "Begin")
    larger.git("config", "diff.relative", "true")
    (larger.root / "elders.txt").write_text("x")
    inner.git("add", "-A")
    last = commit(inner, "Ander", partners__hattem=SMALL["partners/hattem.yaml"] + "short_name: Hattem\n")
    found = log(inner, "hattem")
    assert newest(found) == last != id_
    assert texts(found[0]) == ["partner Hattem: short name filled in: Hattem"]
    assert json.loads(inner.regio("blame", "hattem", "--json").out)["fields"][-1]["commit"] == last
    assert inner.regio("diff", "HEAD~1").out == "partner Hattem: short name filled in: Hattem\n"
    assert "elders" not in inner.regio("show", last).out


def test_without_git_or_commits_there_is_no_history(bare: Any, tmp_path: Path) -> None:
    folder = bare()
    result = folder.regio("log")
    assert (result.code, "is not kept in git" in result.err) == (3, True)
    folder.git("init", "-q", "-b", "main")
    assert folder.regio("log").out == "nothing changed\n"
    assert "new partner: Gemeente Hattem" in folder.regio("diff").out
    assert folder.regio("diff", "--known-then", "2026-01-01").code == 0
    assert {line["commit"] for line in json.loads(folder.regio("blame", "hattem", "--json").out)["fields"]} == {None}


def test_formats_are_the_ones_that_completion_gives(place: Place) -> None:
    assert place.regio("log", "--format", "md").out.startswith("- **")
    assert len(place.regio("log", "--format", "ndjson").out.splitlines()) == 1
    for command in (["log"], ["diff"], ["blame", "hattem"]):
        wrong = place.regio(*command, "--format", "csv")
        assert (wrong.code, "no format 'csv'" in wrong.err) == (2, True)


def test_blame_of_a_list_follows_its_items_below_an_inserted_one(desk: Desk) -> None:
    old = "  - office: alderman\n    partner: hattem\n    start_date: 2018-05-01\n    end_date: 2022-03-30\n"
    new = "  - office: alderman\n    partner: hattem\n    start_date: 2022-06-01\n"
    for offices, reason in ((old, "eerste"), (new + old, "tweede")):
        desk.write(
            "persons/p-zz22.yaml", f"name:\n  family: Testhof\n  given: Ans\noffices:\n{offices}publicity: public\n"
        )
        desk.git("add", "-A")
        desk.git("commit", "-qm", reason, "-m", f"Reason: {reason}")
    lines = [line.split() for line in desk.done("blame", "p-zz22").splitlines()]
    found = {line[0]: line[-1] for line in lines if line and line[0].startswith("offices")}
    assert {reason for field, reason in found.items() if field.startswith("offices[0]")} == {"tweede"}
    assert {reason for field, reason in found.items() if field.startswith("offices[1]")} == {"eerste"}
