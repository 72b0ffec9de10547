"""Several clones and the registry they share: what was done anywhere arrives, or both sides are told."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.clones import Shared, commit_by_hand, done, head, identify, is_clean, shared, write_hook
from tests.command import Result
from tests.conftest import Place
from tests.processes import LIMIT


def sent(place: Place, *arguments: str) -> None:
    """Make a change and bring it to the shared registry."""
    done(place, *arguments)
    done(place, "sync")


def refused(place: Place, code: int) -> Result:
    """Sync, which is to fail with `code` and to change nothing."""
    before = head(place), place.git("status", "--porcelain", ":/")
    result = place.regio("sync")
    assert result.code == code, result
    assert "Traceback" not in result.err
    assert (head(place), place.git("status", "--porcelain", ":/")) == before
    return result


def text(place: Place, path: str) -> str:
    return (place.root / "registry" / path).read_text()


def test_with_nothing_new_on_either_side_nothing_is_done(anna: Place) -> None:
    before = head(anna)
    assert done(anna, "sync").out == "Nothing to do: this clone and origin/main are the same.\n"
    assert head(anna) == before
    assert is_clean(anna)


def test_what_was_done_here_is_sent(common: Shared, anna: Place) -> None:
    done(anna, "set", "zwolle", "short_name=Zwolle")
    told = done(anna, "sync").out
    assert told.startswith("Sent to origin/main (1):\n")
    assert "Zwolle" in told
    assert common.git("rev-parse", "main").strip() == head(anna)


def test_what_others_did_comes_in_with_its_files_and_in_words(anna: Place, bert: Place) -> None:
    sent(bert, "set", "bestuur", "quorum=3")
    told = done(anna, "sync").out
    assert told.startswith("From others (1):\n")
    assert "Bestuur" in told
    assert "quorum: 3" in text(anna, "bodies/bestuur.yaml")
    assert head(anna) == head(bert)
    assert is_clean(anna)


def test_changes_of_different_records_both_arrive_with_author_date_and_message(
    common: Shared, anna: Place, bert: Place
) -> None:
    sent(bert, "set", "bestuur", "quorum=3")
    long_ago = {"GIT_AUTHOR_DATE": "2020-02-02T02:02:02+0200", "GIT_AUTHOR_NAME": "Anna ’t Hart"}
    assert anna.regio("set", "zwolle", "short_name=Zwolle", "--reason", "korter", env=long_ago).code == 0
    wanted = "%an %ae %aI%n%B"
    before = anna.git("log", "-1", f"--format={wanted}")
    told = done(anna, "sync").out
    assert "From others (1)" in told
    assert "Sent to origin/main (1)" in told
    assert anna.git("log", "-1", f"--format={wanted}") == before
    assert anna.git("log", "--format=%P", "-1").split() == [head(bert)]
    assert common.git("rev-parse", "main").strip() == head(anna)
    assert is_clean(anna)


def test_changes_of_different_fields_of_one_record_both_arrive_with_the_comments_of_both(
    anna: Place, bert: Place
) -> None:
    sent(bert, "set", "zwolle", "short_name=Zwolle")
    file = anna.root / "registry/partners/zwolle.yaml"
    file.write_text(file.read_text().replace("type:", "# gemeentewet\ntype:") + "website: https://zwolle.nl\n")
    commit_by_hand(anna)
    done(anna, "sync")
    assert "short_name: Zwolle\n" in file.read_text()
    assert "# gemeentewet\ntype: municipality\n" in file.read_text()
    assert "website: https://zwolle.nl\n" in file.read_text()
    assert is_clean(anna)
    assert done(anna, "validate")


def test_changes_of_lines_next_to_each_other_are_no_conflict(anna: Place, bert: Place) -> None:
    sent(bert, "set", "tafel", "seats.lid-zwolle.voting=false")
    sent(anna, "set", "tafel", "seats.lid-zwolle.count=2")
    assert "voting: false" in text(anna, "bodies/tafel.yaml")
    assert "count: 2" in text(anna, "bodies/tafel.yaml")
    done(bert, "sync")
    assert text(bert, "bodies/tafel.yaml") == text(anna, "bodies/tafel.yaml")


def test_people_appointed_to_different_seats_of_one_body_both_sit_there(anna: Place, bert: Place) -> None:
    sent(bert, "appoint", "p-9x2f", "--to", "tafel", "--seat", "lid-zwolle", "--from", "2026-01-01")
    done(anna, "appoint", "p-7k3d", "--to", "tafel", "--seat", "lid-overijssel", "--from", "2026-01-01")
    done(anna, "appoint", "p-5m5m", "--to", "tafel", "--seat", "gast", "--role", "observer", "--basis", "expertise",
         "--ground", "kennis", "--from", "2026-01-01")  # fmt: skip
    told = done(anna, "sync").out
    assert "Sent to origin/main (2)" in told
    listed = json.loads(done(anna, "list", "mandates", "--json").out)
    assert len([row for row in listed if "tafel" in str(row)]) == 3
    assert is_clean(anna)


def test_a_seat_that_two_replace_is_a_conflict_told_with_both_sides(common: Shared, anna: Place, bert: Place) -> None:
    sent(bert, "replace", "bestuur-voorzitter-2022", "--by", "p-9x2f", "--on", "2026-10-01")
    done(anna, "set", "zwolle", "short_name=Zwolle")
    done(anna, "replace", "bestuur-voorzitter-2022", "--by", "p-7k3d", "--on", "2026-10-01")
    shared_before = common.git("rev-parse", "main")
    told = refused(anna, 1)
    assert "mandate/bestuur-voorzitter-2026 · person" in told.err
    assert f"others: Bo Tuin  (bert, {bert.git('log', '-1', '--format=%as').strip()}, {head(bert)[:10]} " in told.err
    assert f"here: Ad Kool  (anna, {anna.git('log', '-1', '--format=%as').strip()}, {head(anna)[:10]} " in told.err
    assert f"'regio undo {head(anna)[:10]}'" in told.err
    assert common.git("rev-parse", "main") == shared_before
    assert is_clean(anna)
    data = json.loads(anna.regio("sync", "--json").out)["conflicts"]
    assert [(each["record"], each["field"]) for each in data] == [("mandate/bestuur-voorzitter-2026", "person")]
    assert (data[0]["others"]["says"], data[0]["here"]["says"]) == ("Bo Tuin", "Ad Kool")
    assert data[0]["others"]["commit"] == head(bert)
    assert data[0]["here"]["commit"] == head(anna)


def test_a_free_seat_that_two_fill_from_different_years_is_a_conflict_too(anna: Place, bert: Place) -> None:
    sent(bert, "appoint", "p-9x2f", "--to", "tafel", "--seat", "lid-zwolle", "--from", "2025-01-01")
    done(anna, "appoint", "p-7k3d", "--to", "tafel", "--seat", "lid-zwolle", "--from", "2026-01-01")
    told = refused(anna, 1).err
    assert "Tafel: the seat 'lid-zwolle' has one holder too many" in told
    assert f"others: mandate/tafel-lid-zwolle-2025  (bert, {bert.git('log', '-1', '--format=%as').strip()}, " in told
    assert "here: mandate/tafel-lid-zwolle-2026  (anna" in told
    assert is_clean(anna)


def test_a_seat_that_two_fill_one_after_the_other_is_no_conflict(anna: Place, bert: Place) -> None:
    sent(
        bert,
        "appoint",
        "p-9x2f",
        "--to",
        "tafel",
        "--seat",
        "lid-zwolle",
        "--from",
        "2025-01-01",
        "--until",
        "2025-12-31",
    )
    sent(anna, "appoint", "p-7k3d", "--to", "tafel", "--seat", "lid-zwolle", "--from", "2026-01-01")


def test_a_record_removed_by_one_and_changed_by_another_is_a_conflict(anna: Place, bert: Place) -> None:
    sent(bert, "remove", "person/p-5m5m")
    done(anna, "set", "person/p-5m5m", "name.given=Corrie")
    told = refused(anna, 1).err
    assert "person/p-5m5m" in told
    assert "others: removed  (bert" in told
    assert "from Cor to Corrie  (anna" in told
    assert is_clean(anna)


def test_a_record_changed_by_another_and_removed_here_is_a_conflict(anna: Place, bert: Place) -> None:
    sent(bert, "set", "person/p-5m5m", "name.given=Corrie")
    done(anna, "remove", "person/p-5m5m")
    assert "here: removed  (anna" in refused(anna, 1).err


def test_a_record_added_twice_with_different_content_is_a_conflict(anna: Place, bert: Place) -> None:
    new = ("add", "partner", "nieuw", "type=municipality", "pillar=government", "province=overijssel")
    sent(bert, *new, "name=Gemeente Nieuw")
    done(anna, *new, "name=Gemeente Nieuwstad")
    told = refused(anna, 1).err
    assert "partner/nieuw · name" in told
    assert "others: Gemeente Nieuw  (bert" in told
    assert "here: Gemeente Nieuwstad  (anna" in told


def test_a_record_added_twice_with_one_field_more_is_a_conflict(anna: Place, bert: Place) -> None:
    new = ("add", "partner", "nieuw", "type=municipality", "pillar=government", "province=overijssel", "name=Nieuw")
    sent(bert, *new)
    done(anna, *new, "short_name=N")
    assert "partner/nieuw" in refused(anna, 1).err


def test_the_same_change_on_both_sides_is_sent_once(common: Shared, anna: Place, bert: Place) -> None:
    sent(bert, "set", "zwolle", "short_name=Zwolle")
    done(anna, "set", "zwolle", "short_name=Zwolle")
    told = done(anna, "sync").out
    assert "Not sent, because others did the same or it was undone: " in told
    assert "Sent to" not in told
    assert head(anna) == head(bert) == common.git("rev-parse", "main").strip()
    assert is_clean(anna)


def test_a_conflict_ends_when_the_same_value_is_set_here(anna: Place, bert: Place) -> None:
    sent(bert, "set", "bestuur", "quorum=3")
    done(anna, "set", "bestuur", "quorum=4")
    refused(anna, 1)
    done(anna, "set", "bestuur", "quorum=3")
    done(anna, "sync")
    assert "quorum: 3" in text(anna, "bodies/bestuur.yaml")
    assert head(anna) == head(bert)


def test_a_conflict_ends_when_the_change_here_is_undone_and_later_ones_stay(anna: Place, bert: Place) -> None:
    sent(bert, "set", "bestuur", "quorum=3")
    done(anna, "set", "bestuur", "quorum=4", "short_name=B")
    done(anna, "set", "zwolle", "short_name=Zwolle")
    refused(anna, 1)
    done(anna, "undo", "HEAD~1")
    done(anna, "set", "bestuur", "short_name=Best")
    done(anna, "sync")
    assert "quorum: 3" in text(anna, "bodies/bestuur.yaml")
    assert "short_name: Best\n" in text(anna, "bodies/bestuur.yaml")
    assert "short_name: Zwolle" in text(anna, "partners/zwolle.yaml")
    assert done(anna, "validate")
    assert is_clean(anna)


def test_changes_that_are_sound_alone_and_break_the_registry_together_are_refused(anna: Place, bert: Place) -> None:
    sent(bert, "remove", "person/p-5m5m")
    done(anna, "appoint", "p-5m5m", "--to", "tafel", "--seat", "lid-zwolle", "--from", "2026-01-01")
    told = refused(anna, 1).err
    assert "break the registry together" in told
    assert "reference-unknown" in told
    assert "p-5m5m" in told
    assert is_clean(anna)


def test_a_fault_committed_by_hand_is_not_sent(common: Shared, anna: Place, bert: Place) -> None:
    anna.write("partners/fout.yaml", "name: 7\n")
    commit_by_hand(anna)
    before = common.git("rev-parse", "main")
    assert "what was committed here has faults" in refused(anna, 1).err
    sent(bert, "set", "zwolle", "short_name=Zwolle")
    assert "what was committed here has faults" in refused(anna, 1).err
    assert common.git("log", "--format=%H", "-1", "main~1") == before


def test_a_fault_that_others_have_neither_blocks_nor_hides(common: Shared, anna: Place, bert: Place) -> None:
    bert.write("partners/fout.yaml", "name: 7\n")
    commit_by_hand(bert)
    bert.git("push", "-q")
    sent(anna, "set", "zwolle", "short_name=Zwolle")
    assert common.git("rev-parse", "main").strip() == head(anna)
    assert anna.regio("validate").code == 1


def test_when_somebody_is_first_it_is_tried_again(common: Shared, anna: Place, bert: Place) -> None:
    done(bert, "set", "bestuur", "quorum=3")
    done(anna, "set", "zwolle", "short_name=Zwolle")
    # Between the fetch and the push of the one, the other pushes.
    once = f'test -e done || {{ touch done; unset GIT_DIR; git -C "{bert.root}" push -q origin main; }}'
    write_hook(anna.root / ".git/hooks/pre-push", once)
    told = json.loads(done(anna, "sync", "--json").out)
    assert told["tries"] == 2
    assert len(told["received"]["commits"]) == len(told["sent"]["commits"]) == 1
    assert common.git("log", "--format=%an", "main").split() == ["anna", "bert", "Test"]
    assert is_clean(anna) or anna.git("status", "--porcelain") == "?? done\n"


def test_a_remote_that_refuses_is_told_in_its_own_words(common: Shared, anna: Place, bert: Place) -> None:
    sent(bert, "set", "bestuur", "quorum=3")
    common.hook("pre-receive", "echo 'vandaag niet' >&2; exit 1")
    done(anna, "set", "zwolle", "short_name=Zwolle")
    result = anna.regio("sync")
    assert result.code == 3
    assert "vandaag niet" in result.err
    assert "what others did is in" in result.err
    assert anna.git("log", "--format=%an").split() == ["anna", "bert", "Test"]
    assert is_clean(anna)
    (common.bare / "hooks/pre-receive").unlink()
    done(anna, "sync")
    assert common.git("rev-parse", "main").strip() == head(anna)


def test_a_remote_that_is_gone_is_told_and_nothing_changes(common: Shared, anna: Place) -> None:
    shutil.move(common.bare, common.folder / "elsewhere.git")
    assert "nothing could be fetched from origin" in refused(anna, 3).err


def test_files_outside_the_registry_come_in_change_and_go(anna: Place, bert: Place) -> None:
    top = bert.root
    (top / "README.md").write_text("Anders\n")
    (top / "run.sh").chmod(0o755)
    (top / "new").mkdir()
    (top / "new/tool.sh").write_text("#!/bin/sh\n")
    (top / "new/tool.sh").chmod(0o755)
    commit_by_hand(bert)
    bert.git("push", "-q")
    (anna.root / "own.txt").write_text("own\n")
    commit_by_hand(anna, "Own")
    done(anna, "sync")
    assert (anna.root / "README.md").read_text() == "Anders\n"
    assert os.access(anna.root / "run.sh", os.X_OK)
    assert os.access(anna.root / "new/tool.sh", os.X_OK)
    assert is_clean(anna)
    # A file becomes a folder, and a folder a file.
    bert.git("pull", "-q")
    shutil.rmtree(top / "new")
    (top / "new").write_text("now a file\n")
    (top / "own.txt").unlink()
    (top / "own.txt").mkdir()
    (top / "own.txt/below").write_text("below\n")
    (top / "run.sh").chmod(0o644)
    (top / "README.md").unlink()
    commit_by_hand(bert)
    bert.git("push", "-q")
    done(anna, "sync")
    assert (anna.root / "new").read_text() == "now a file\n"
    assert (anna.root / "own.txt/below").read_text() == "below\n"
    assert not os.access(anna.root / "run.sh", os.X_OK)
    assert not (anna.root / "README.md").exists()
    assert is_clean(anna)


def test_a_file_outside_the_registry_that_both_changed_is_left_to_git(anna: Place, bert: Place) -> None:
    for place, content in ((bert, "Zo\n"), (anna, "Anders\n")):
        (place.root / "README.md").write_text(content)
        commit_by_hand(place)
    bert.git("push", "-q")
    told = refused(anna, 1).err
    assert "README.md: changed on both sides" in told
    assert "git rebase origin/main" in told


def test_an_edited_file_that_others_changed_stops_the_sync_and_stays(anna: Place, bert: Place) -> None:
    sent(bert, "set", "zwolle", "short_name=Zwolle")
    anna.write("partners/zwolle.yaml", "name: Gemeente Zwolle\ntype: municipality\npillar: government\n# bezig\n")
    assert "registry/partners/zwolle.yaml" in refused(anna, 3).err
    assert "# bezig" in text(anna, "partners/zwolle.yaml")


def test_edits_of_other_files_staged_or_not_stay_as_they_are(anna: Place, bert: Place) -> None:
    sent(bert, "set", "zwolle", "short_name=Zwolle")
    anna.write("partners/hattem.yaml", text(anna, "partners/hattem.yaml") + "# bezig\n")
    (anna.root / "README.md").write_text("klaargezet\n")
    anna.git("add", "README.md")
    (anna.root / "los.txt").write_text("los\n")
    before = anna.git("status", "--porcelain")
    done(anna, "sync")
    assert anna.git("status", "--porcelain") == before
    assert head(anna) == head(bert)


@pytest.mark.parametrize("ignored", [False, True])
def test_an_unknown_file_in_the_way_stops_the_sync_and_stays(anna: Place, bert: Place, ignored: bool) -> None:
    (bert.root / "notes").mkdir()
    (bert.root / "notes/a.txt").write_text("van bert\n")
    commit_by_hand(bert)
    bert.git("push", "-q")
    if ignored:
        (anna.root / ".git/info/exclude").write_text("notes\n")
    (anna.root / "notes").mkdir()
    (anna.root / "notes/a.txt").write_text("van anna\n")
    assert "notes/a.txt" in refused(anna, 3).err
    assert (anna.root / "notes/a.txt").read_text() == "van anna\n"
    shutil.rmtree(anna.root / "notes")
    (anna.root / "notes").write_text("van anna\n")
    assert "notes/a.txt" in refused(anna, 3).err
    assert (anna.root / "notes").read_text() == "van anna\n"


def test_a_linked_work_tree_syncs_its_own_branch(common: Shared, anna: Place, bert: Place, tmp_path: Path) -> None:
    sent(bert, "set", "zwolle", "short_name=Zwolle")
    anna.git("switch", "-qc", "other")
    linked = Place(tmp_path / "linked")
    anna.git("worktree", "add", "-q", str(linked.root), "main")
    done(linked, "set", "bestuur", "quorum=3")
    done(linked, "sync")
    assert common.git("rev-parse", "main").strip() == head(linked)
    assert is_clean(linked)
    assert "short_name" not in text(anna, "partners/zwolle.yaml")


def test_a_registry_in_a_folder_of_a_larger_repository_syncs(tmp_path: Path) -> None:
    common = shared(tmp_path, "Groot Geheel/Mijn Register")
    anna, bert = common.clone("anna"), common.clone("bert")
    sent(bert, "set", "zwolle", "short_name=Zwolle")
    done(anna, "set", "zwolle", "website=https://zwolle.nl")
    done(anna, "set", "bestuur", "quorum=3")
    done(anna, "sync")
    assert "short_name: Zwolle\n" in text(anna, "partners/zwolle.yaml")
    assert "website: https://zwolle.nl\n" in text(anna, "partners/zwolle.yaml")
    assert common.git("rev-parse", "main").strip() == head(anna)
    assert is_clean(anna)
    sent(bert, "set", "bestuur", "short_name=B")
    done(anna, "set", "bestuur", "short_name=Best")
    assert "here: Best  (anna" in refused(anna, 1).err


def test_line_ends_of_the_work_tree_stay_as_git_is_set(anna: Place, bert: Place) -> None:
    anna.git("config", "core.autocrlf", "true")
    anna.git("rm", "-rq", "--cached", ".")
    anna.git("reset", "-q", "--hard")
    sent(bert, "set", "zwolle", "short_name=Zwolle")
    done(anna, "sync")
    assert b"short_name: Zwolle\r\n" in (anna.root / "registry/partners/zwolle.yaml").read_bytes()
    assert anna.git("status", "--porcelain") == ""


def test_commits_put_on_top_are_signed_where_commits_are(anna: Place, bert: Place, tmp_path: Path) -> None:
    if not shutil.which("ssh-keygen"):
        pytest.skip("no ssh-keygen")
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True, timeout=LIMIT)
    for name, value in (("gpg.format", "ssh"), ("user.signingkey", str(key)), ("commit.gpgsign", "true")):
        anna.git("config", name, value)
    sent(bert, "set", "zwolle", "short_name=Zwolle")
    sent(anna, "set", "bestuur", "quorum=3")
    assert "gpgsig" in anna.git("cat-file", "commit", "HEAD")
    sent(bert, "set", "zwolle", "website=https://zwolle.nl")
    done(anna, "set", "bestuur", "short_name=B")
    anna.git("config", "user.signingkey", str(tmp_path / "none"))
    assert "can't be signed" in refused(anna, 3).err


def test_a_rehearsal_tells_both_ways_and_changes_nothing(common: Shared, anna: Place, bert: Place) -> None:
    sent(bert, "set", "zwolle", "short_name=Zwolle")
    done(anna, "set", "bestuur", "quorum=3")
    before = head(anna), common.git("rev-parse", "main")
    told = done(anna, "sync", "--dry-run").out
    assert "Would come in from others (1):" in told
    assert "Would go to origin/main (1):" in told
    assert (head(anna), common.git("rev-parse", "main")) == before
    assert is_clean(anna)
    assert "short_name" not in text(anna, "partners/zwolle.yaml")


def test_refused_without_a_branch_to_sync_with(anna: Place) -> None:
    anna.git("switch", "-qc", "eigen")
    assert "git push --set-upstream origin eigen" in refused(anna, 3).err
    anna.git("branch", "-q", "-u", "main")
    assert "follows no branch of another repository" in refused(anna, 3).err
    anna.git("switch", "-q", "--detach")
    assert "HEAD is on no branch" in refused(anna, 3).err


def test_refused_in_the_middle_of_a_merge(anna: Place) -> None:
    (anna.root / ".git/MERGE_HEAD").write_text(head(anna) + "\n")
    assert "in the middle of a merge" in refused(anna, 3).err


def test_a_merge_made_here_is_sent_as_it_is_but_not_put_on_top_of_others(
    common: Shared, anna: Place, bert: Place
) -> None:
    sent(bert, "set", "zwolle", "short_name=Zwolle")
    done(anna, "set", "bestuur", "quorum=3")
    anna.git("pull", "-q", "--no-rebase", "--no-edit")
    sent(bert, "set", "zwolle", "website=https://zwolle.nl")
    told = refused(anna, 3).err
    assert f"commit {head(anna)[:10]} here is a merge" in told
    anna.git("merge", "-q", "--no-edit", "origin/main")
    done(anna, "sync")
    assert common.git("rev-parse", "main").strip() == head(anna)


def test_a_rewritten_history_is_told_and_nothing_comes_back(common: Shared, anna: Place, bert: Place) -> None:
    sent(bert, "set", "zwolle", "short_name=Zwolle")
    done(anna, "sync")
    bert.git("reset", "-q", "--hard", "HEAD~1")
    done(bert, "set", "bestuur", "quorum=3")
    bert.git("push", "-qf")
    assert "was rewritten" in refused(anna, 3).err
    assert "was rewritten" in refused(anna, 3).err


def test_lines_without_a_common_commit_are_refused(common: Shared, anna: Place) -> None:
    anna.git("checkout", "-q", "--orphan", "los")
    anna.git("commit", "-qm", "Apart")
    anna.git("branch", "-q", "-u", "origin/main")
    assert "no commit in common" in refused(anna, 3).err


def test_a_command_in_the_disguise_of_an_address_is_not_run(anna: Place, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    anna.git("config", "protocol.ext.allow", "always")
    anna.git("remote", "set-url", "origin", f"ext::sh -c touch% {mark}")
    refused(anna, 3)
    assert not mark.exists()


def test_surroundings_that_point_git_elsewhere_do_not_reach_it(common: Shared, anna: Place, bert: Place) -> None:
    done(anna, "set", "zwolle", "short_name=Zwolle")
    before = head(bert)
    elsewhere = {
        "GIT_DIR": str(bert.root / ".git"),
        "GIT_WORK_TREE": str(bert.root),
        "GIT_INDEX_FILE": "/nowhere",
        "GIT_NAMESPACE": "x",
    }
    assert anna.regio("sync", env=elsewhere).code == 0
    assert common.git("rev-parse", "main").strip() == head(anna)
    assert head(bert) == before


def test_an_empty_commit_made_here_is_kept(anna: Place, bert: Place) -> None:
    sent(bert, "set", "zwolle", "short_name=Zwolle")
    anna.git("commit", "-q", "--allow-empty", "-m", "Mijlpaal")
    assert "Mijlpaal" in done(anna, "sync").out
    assert anna.git("log", "-1", "--format=%s") == "Mijlpaal\n"


def test_a_folder_with_signs_that_shells_read_is_taken_as_it_is(common: Shared) -> None:
    anna = common.clone("~anna ${HOME} é")
    identify(anna, "anna")
    sent(anna, "set", "zwolle", "short_name=Zwolle")
    assert common.git("rev-parse", "main").strip() == head(anna)
