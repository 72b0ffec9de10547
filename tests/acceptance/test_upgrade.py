"""Registries of an earlier schema version: read as they are, refused to all that writes, upgraded in one commit."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.changes import Desk
from tests.conftest import Place
from tests.version_1 import ABSENT, region, small

ABSENCE = [{"start_date": "2025-05-01", "stand_in": "raad-hattem-2025"}]
OLD = "the registry is of schema version 1, and this regio writes version 2"
HOLDER = "mandates/raad-hattem-2022.yaml"


@pytest.fixture
def old(desk: Desk) -> Desk:
    """A desk with a registry at version 1: a holder who is prevented, and a stand-in."""
    return small(desk)


def record(desk: Desk, address: str, *options: str) -> Any:
    return json.loads(desk.done("show", address, "--json", *options))


# Reading.


def test_a_registry_of_version_1_is_read_as_it_means(old: Desk) -> None:
    assert old.done("validate").startswith("All ")
    found = json.loads(old.done("query", "SELECT mandate, start_date, end_date, stand_in FROM absence", "--json"))
    wanted = {
        "mandate": "raad-hattem-2022",
        "start_date": "2025-05-01",
        "end_date": None,
        "stand_in": "raad-hattem-2025",
    }
    assert found["rows"] == [wanted] if isinstance(found, dict) else found == [wanted]
    assert "prevented" not in old.done("show", "mandate/raad-hattem-2022")
    assert "raad-hattem-2022" in old.done("list", "mandates", "--where", "status=appointed", "--json")


def test_findings_of_version_1_are_by_its_own_schemas(old: Desk) -> None:
    old.write(
        "mandates/fout.yaml", old.read(HOLDER).replace("prevented", "ziek") + "absences:\n  - start_date: 2025-01-01\n"
    )
    found = json.loads(old.regio("validate", "--format", "json").out)["findings"]
    wrong = {(each["code"], each["field"]) for each in found if each["path"].endswith("fout.yaml")}
    assert ("schema-choice", "status") in wrong
    assert "absences" in {field for _, field in wrong}
    assert "staying_on, prevented, ended" in old.regio("validate").out
    assert not any(each["path"].endswith("raad-hattem-2022.yaml") for each in found)


def test_what_was_remembered_at_one_version_is_not_taken_for_the_other(old: Desk) -> None:
    """The same file is valid in one version and faulty in the other, from memory too."""
    assert old.regio("validate").code == 0
    text = old.read("registry.yaml")
    for _ in range(2):
        old.write("registry.yaml", text.replace("schema_version: 1", "schema_version: 2"))
        assert "prevented" in old.regio("validate").out
        old.write("registry.yaml", text)
        assert old.regio("validate").code == 0


def test_rev_diff_log_blame_and_audit_read_across_the_upgrade(old: Desk) -> None:
    before = old.git("rev-parse", "HEAD").strip()
    old.done("upgrade")
    assert old.done("validate", "--rev", before).startswith("All ")
    absent = [old.done("query", "SELECT * FROM absence", "--json", *rev) for rev in ((), ("--rev", before))]
    assert absent[0] == absent[1]
    # What means the same is no difference; the version is.
    assert old.done("diff", before, "HEAD").strip() == "registry Proef: schema version from 1 to 2"
    told = old.done("log")
    assert "schema version from 1 to 2" in told
    upgraded = old.git("rev-parse", "--short=10", "HEAD").strip()
    blamed = json.loads(old.done("blame", "mandate/raad-hattem-2022", "--json"))["fields"]
    by_field = {each["field"]: each["commit"] for each in blamed}
    assert by_field["absences[0].start_date"].startswith(upgraded)
    assert by_field["person"].startswith(by_field["body"])
    lines = [line for line in old.regio("audit").out.splitlines() if line.startswith(upgraded)]
    assert not [line for line in lines if "audit-backdated" in line or "audit-broken" in line]
    assert "audit-invalid" not in old.regio("audit").out


def test_a_change_at_version_1_is_told_in_words_of_today(old: Desk) -> None:
    old.write(HOLDER, old.read(HOLDER).replace("prevented", "appointed"))
    old.write("mandates/raad-hattem-2025.yaml", old.read("mandates/raad-hattem-2025.yaml") + "end_date: 2025-08-31\n")
    old.git("commit", "-qam", "Terug")
    told = old.done("log").split("\n\n")[0]
    assert "absence of Anna Bergsma from 2025-05-01 ends on 2025-08-31" in told
    assert "prevented" not in told


def test_blame_of_a_version_1_record_is_of_its_file(old: Desk) -> None:
    fields = json.loads(old.done("blame", "mandate/raad-hattem-2022", "--json"))["fields"]
    assert {each["field"]: each["value"] for each in fields}["status"] == "prevented"
    assert all(each["commit"] for each in fields)


def test_a_review_of_the_upgrade_shows_the_version_and_nothing_else(old: Desk) -> None:
    old.git("switch", "-qc", "upgrade")
    old.done("upgrade")
    told = old.regio("review", "main")
    assert told.err == ""
    assert "schema version from 1 to 2" in told.out
    assert "absent" not in told.out


# Writing.


@pytest.mark.parametrize(
    "command",
    [
        ["add", "partner", "nieuw", "name=Nieuw", "type=mbo", "pillar=education"],
        ["set", "zwolle", "short_name=Zwolle"],
        ["rename", "partner/deltion", "deltion-college"],
        ["remove", "mandate/tafel-lid-2020", "--correction"],
        ["appoint", "p-d4e5", "--to", "tafel"],
        ["replace", "raad-hattem-2022", "--by", "p-b2c3", "--on", "2025-05-01"],
        ["end", "raad-zwolle-2022", "--on", "2025-05-01"],
        ["extend", "raad-zwolle-2022", "--until", "2027-05-01"],
        ["leave", "p-a1b2", "--on", "2025-05-01"],
        ["withdraw", "deltion", "--on", "2025-05-01"],
        ["dissolve", "tafel", "--on", "2025-05-01"],
        ["merge", "p-a1b2", "p-b2c3"],
        ["renew", "--election", "municipal-2026"],
        ["undo", "HEAD"],
        ["edit", "zwolle"],
        ["fmt"],
        ["apply", "-"],
        ["import", "none.csv"],
    ],
)
def test_whatever_writes_is_refused_with_the_way_out(old: Desk, command: list[str]) -> None:
    assert old.refused(3, *command, env={"EDITOR": "false"}).splitlines() == [
        f"error: {OLD}",
        "hint: upgrade it first: regio upgrade",
    ]


def test_a_later_version_is_read_and_not_written(desk: Desk) -> None:
    desk.write("registry.yaml", desk.read("registry.yaml").replace("schema_version: 2", "schema_version: 3"))
    desk.git("commit", "-qam", "Later")
    for command in (["set", "zwolle", "short_name=Zwolle"], ["upgrade"]):
        assert "schema version 3; this regio knows up to version 2" in desk.refused(3, *command)
    assert desk.regio("list", "partners").code == 0


# Upgrading.


def test_an_upgrade_is_one_commit_that_keeps_comments_and_untouched_lines(old: Desk) -> None:
    before = int(old.git("rev-list", "--count", "HEAD"))
    told = old.done("upgrade")
    assert told.splitlines()[:2] == [
        "  schema version 2, in 2 files",
        "  mandate/raad-hattem-2022: absent from 2025-05-01 and it goes on: these are the days of the stand-in raad-hattem-2025",
    ]
    assert int(old.git("rev-list", "--count", "HEAD")) == before + 1
    assert old.numstat() == {"registry.yaml": (1, 1), HOLDER: (4, 1)}
    assert old.read(HOLDER).startswith("# Benoemd door B&W.\n")
    assert "2022-06-01  # eerste vergadering\n" in old.read(HOLDER)
    assert old.data(HOLDER)["status"] == "appointed"
    assert old.data(HOLDER)["absences"] == ABSENCE
    assert old.data("mandates/raad-hattem-2025.yaml")["replaces"] == "raad-hattem-2022"
    message = old.git("log", "-1", "--format=%B")
    assert "Regio-Operation: upgrade\n" in message
    assert "\nReason: " in message
    assert old.git("status", "--porcelain") == ""
    assert old.done("validate").startswith("All ")
    old.done("set", "zwolle", "short_name=Zwolle")


def test_a_dry_run_says_the_same_and_changes_nothing(old: Desk) -> None:
    before = old.state()
    told = old.done("upgrade", "--dry-run")
    assert "these are the days of the stand-in raad-hattem-2025" in told
    assert "-status: prevented\n+status: appointed\n" in told
    data = json.loads(old.done("upgrade", "--dry-run", "--json"))
    assert data["records"] == ["mandate/raad-hattem-2022", "registry/registry"]
    assert data["commit"] is None
    assert old.state() == before


def test_with_nothing_to_do_it_says_so(desk: Desk) -> None:
    assert desk.done("upgrade") == "Nothing to do: the registry is of schema version 2.\n"
    assert desk.done("upgrade", "--dry-run") == "Nothing to do: the registry is of schema version 2.\n"
    assert json.loads(desk.done("upgrade", "--json"))["records"] == []


def test_without_a_stand_in_the_day_comes_from_the_history(old: Desk) -> None:
    (old.root / "registry/mandates/raad-hattem-2025.yaml").unlink()
    holder = old.read(HOLDER)
    old.write(HOLDER, holder.replace("prevented", "appointed"))
    old.git("commit", "-qam", "Niet verhinderd")
    old.write(HOLDER, holder)
    surroundings = {
        **os.environ,
        "GIT_AUTHOR_DATE": "2025-03-04T12:00:00+0100",
        "GIT_COMMITTER_DATE": "2025-03-04T12:00:00+0100",
    }
    subprocess.run(["git", "commit", "-qam", "Verhinderd"], cwd=old.root, env=surroundings, check=True, timeout=60)
    old.write(HOLDER, holder + "note: later bewerkt\n")
    old.git("commit", "-qam", "Later")
    assert "absent from 2025-03-04 and it goes on: the day on which the status 'prevented' was recorded" in old.done(
        "upgrade"
    )
    assert old.data(HOLDER)["absences"] == [{"start_date": "2025-03-04"}]


def test_edits_in_the_way_stop_it(old: Desk) -> None:
    old.write(HOLDER, old.read(HOLDER) + "note: bezig\n")
    assert "edited but not committed" in old.refused(3, "upgrade")
    old.git("checkout", "-q", "--", ".")
    # A stand-in that is not committed can't be named by what is.
    other = old.read("mandates/raad-hattem-2025.yaml").replace("raad-hattem-2022", "raad-zwolle-2022")
    old.write("mandates/los.yaml", other.replace("seat: hattem", "seat: zwolle"))
    assert "rests on edits that are not committed" in old.refused(1, "upgrade")
    (old.root / "registry/mandates/los.yaml").unlink()
    old.done("upgrade")


def test_an_own_kind_whose_name_is_taken_by_now_is_renamed_first(old: Desk) -> None:
    about = {
        "names": {"en": ["absence"], "nl": ["verzuim"]},
        "folder": "own-absences",
        "label": ["name"],
        "list": ["name"],
    }
    document = {"title": "absence", "x-kind": about, "type": "object", "properties": {"name": {"type": "string"}}}
    (old.root / "schemas").mkdir()
    (old.root / "schemas/absence.schema.json").write_text(json.dumps(document))
    old.write("own-absences/eerste.yaml", "name: Eerste\n")
    old.git("add", "-A")
    old.git("commit", "-qm", "Eigen soort")
    why = old.refused(2, "upgrade")
    assert "the kind 'absence' needs the table 'absence'" in why
    assert "the list 'absences' of the kind 'mandate' in schemas/mandate.schema.json has that name" in why
    old.git("mv", "schemas/absence.schema.json", "schemas/own_absence.schema.json")
    old.git("commit", "-qam", "Andere naam")
    old.done("upgrade")
    assert old.done("validate").startswith("All ")


def test_a_plain_folder_is_not_upgraded(old: Desk) -> None:
    shutil.rmtree(old.root / ".git")
    result = old.regio("upgrade")
    assert (result.code, "not in a git repository" in result.err) == (3, True)
    assert old.regio("validate").code == 0


def test_new_registries_are_of_the_current_version(tmp_path: Path) -> None:
    place = Place(tmp_path)
    assert place.regio("init", "nieuw").code == 0
    assert "\nschema_version: 2\n" in (tmp_path / "nieuw/registry/registry.yaml").read_text()


# Undoing.


def test_what_was_done_before_the_upgrade_is_undone_only_where_it_means_the_same(old: Desk) -> None:
    old.write("partners/zwolle.yaml", old.read("partners/zwolle.yaml") + "short_name: Zwolle\n")
    old.git("commit", "-qam", "Kort")
    plain = old.git("rev-parse", "HEAD").strip()
    holder = old.read(HOLDER)
    old.write(HOLDER, holder + "note: anders\n")
    old.git("commit", "-qam", "Noot")
    concerned = old.git("rev-parse", "HEAD").strip()
    old.done("upgrade")
    upgrade = old.git("rev-parse", "HEAD").strip()
    assert "undoing it would go back to version 1" in old.refused(2, "undo", upgrade)
    assert "is from before the upgrade" in old.refused(2, "undo", concerned)
    old.done("undo", plain)
    assert "short_name" not in old.read("partners/zwolle.yaml")
    assert old.done("validate").startswith("All ")


# The region's own registry on its last day at version 1.


def test_the_region_is_read_and_upgraded(tmp_path: Path) -> None:
    place = Place(tmp_path / "regio")
    place.root.mkdir()
    region(place.root)
    place.git("init", "-q", "-b", "main")
    for name, value in (("user.name", "Test"), ("user.email", "test@regio.example"), ("commit.gpgsign", "false")):
        place.git("config", name, value)
    place.git("add", "-A")
    place.git("commit", "-qm", "Versie 1")
    assert place.regio("validate").out.startswith("All 2212 records are fine")
    before = place.regio("report", "vacancies", "--on", "2026-11-24", "--json").out
    done = place.regio("upgrade")
    assert done.code == 0, done
    assert place.git("diff", "--numstat", "HEAD^", "HEAD").splitlines() == [
        f"6\t1\tregistry/{ABSENT}",
        "1\t1\tregistry/registry.yaml",
    ]
    assert place.regio("validate").out.startswith("All 2212 records are fine")
    assert place.regio("report", "vacancies", "--on", "2026-11-24", "--json").out == before
    told = place.regio("diff", "HEAD^", "HEAD").out
    assert told == "registry Register van Regio Zwolle: schema version from 1 to 2\n"
