"""What was committed goes to a branch of its own for review, and the shared branch here goes back, whatever happens."""

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.clones import Shared, commit_by_hand, done, head, is_clean, write_hook
from tests.command import Result
from tests.conftest import Place

TITLE = "Zwolle krijgt een korte naam"
BRANCH = "zwolle-krijgt-een-korte-naam"


def change(place: Place, what: str = "short_name=Zwolle") -> str:
    done(place, "set", "zwolle", what, "--reason", "besluit van het college")
    return head(place)


def at(place: Place | Shared, name: str) -> str:
    return place.git("rev-parse", name).strip()


def test_a_local_change_goes_to_a_branch_and_main_goes_back(common: Shared, anna: Place) -> None:
    before = head(anna)
    made = change(anna)
    told = done(anna, "propose", TITLE).out
    assert at(common, BRANCH) == at(anna, BRANCH) == made
    assert at(common, "main") == head(anna) == before
    assert anna.git("branch", "--show-current").strip() == "main"
    assert is_clean(anna)
    assert "partner Zwolle: korte naam ingevuld: Zwolle" in told
    assert "reden: besluit van het college" in told


def test_the_branch_goes_on_top_of_what_others_did_meanwhile(common: Shared, anna: Place, bert: Place) -> None:
    change(anna)
    done(bert, "set", "bestuur", "quorum=3")
    done(bert, "sync")
    done(anna, "propose", TITLE)
    assert at(common, f"{BRANCH}^") == at(common, "main") == head(anna)
    assert "quorum: 3" in anna.git("show", f"{BRANCH}:registry/bodies/bestuur.yaml")
    assert is_clean(anna)


def test_proposing_again_brings_the_same_branch_up_to_date(common: Shared, anna: Place, bert: Place) -> None:
    change(anna)
    done(anna, "propose", TITLE)
    done(bert, "set", "bestuur", "quorum=3")
    done(bert, "sync")
    assert "brought up to date" in done(anna, "propose", TITLE).out
    assert at(common, f"{BRANCH}^") == at(common, "main")
    change(anna, "website=https://zwolle.example")
    done(anna, "propose", TITLE)
    data = json.loads(done(anna, "propose", TITLE, "--json").out)
    assert (data["branch"], data["updated"], len(data["commits"])) == (BRANCH, True, 2)
    assert common.git("for-each-ref", "--format=%(refname:short)", "refs/heads").split() == ["main", BRANCH]
    assert is_clean(anna)


def test_the_proposal_can_be_worked_on_where_it_is(common: Shared, anna: Place) -> None:
    change(anna)
    done(anna, "propose", TITLE)
    anna.git("switch", "-q", BRANCH)
    made = change(anna, "website=https://zwolle.example")
    done(anna, "propose", "Een andere titel")
    assert at(common, BRANCH) == made == head(anna)
    assert anna.git("branch", "--show-current").strip() == BRANCH


def test_what_others_put_on_the_branch_is_never_replaced(common: Shared, anna: Place, bert: Place) -> None:
    change(anna)
    done(anna, "propose", TITLE)
    bert.git("fetch", "-q")
    bert.git("switch", "-q", BRANCH)
    done(bert, "set", "bestuur", "quorum=3")
    bert.git("push", "-q", "origin", BRANCH)
    theirs = at(common, BRANCH)
    made = change(anna, "website=https://zwolle.example")
    refused = anna.regio("propose", TITLE)
    assert refused.code == 3
    assert "changed by others" in refused.err
    assert at(common, BRANCH) == theirs
    assert head(anna) == made
    anna.git("switch", "-q", BRANCH)
    done(anna, "sync")
    anna.git("switch", "-q", "main")
    done(anna, "propose", TITLE)
    assert theirs in common.git("rev-list", BRANCH).split()
    assert at(common, "main") == head(anna)


def test_a_branch_of_somebody_else_of_that_name_is_left_alone(common: Shared, anna: Place, bert: Place) -> None:
    change(bert)
    done(bert, "propose", TITLE)
    change(anna, "website=https://zwolle.example")
    done(anna, "propose", TITLE)
    assert at(common, BRANCH) == at(bert, BRANCH)
    assert at(common, f"{BRANCH}-2") == at(anna, f"{BRANCH}-2")
    change(anna, "website=https://www.zwolle.example")
    refused = anna.regio("propose", "Iets anders", "--branch", BRANCH)
    assert refused.code == 2
    assert "regio did not make it" in refused.err


def test_after_a_merge_the_same_title_gets_a_new_branch(common: Shared, anna: Place) -> None:
    change(anna)
    done(anna, "propose", TITLE)
    common.git("update-ref", "refs/heads/main", BRANCH)
    change(anna, "website=https://zwolle.example")
    done(anna, "propose", TITLE)
    assert at(common, f"{BRANCH}-2^") == at(common, "main")


def test_when_the_push_fails_nothing_is_lost_and_trying_again_goes_on(common: Shared, anna: Place) -> None:
    made = change(anna)
    common.hook("pre-receive", "echo niet nu >&2; exit 1")
    failed = anna.regio("propose", TITLE)
    assert failed.code == 3
    assert "niet nu" in failed.err
    assert head(anna) == made
    (common.bare / "hooks" / "pre-receive").unlink()
    done(anna, "propose", TITLE)
    assert at(common, BRANCH) == made
    assert at(common, "main") == head(anna)


def test_cut_off_after_the_push_proposing_again_finishes(common: Shared, anna: Place) -> None:
    made = change(anna)
    done(anna, "propose", TITLE)
    anna.git("update-ref", "-d", f"refs/regio/proposed/{BRANCH}")
    anna.git("reset", "-q", "--hard", made)
    done(anna, "propose", TITLE)
    assert at(common, BRANCH) == made
    assert head(anna) == at(common, "main")
    assert is_clean(anna)


def test_edits_that_are_not_committed_are_told_and_left(anna: Place) -> None:
    change(anna)
    anna.write("partners/overijssel.yaml", "name: Overijssel\ntype: province\npillar: government\n")
    told = done(anna, "propose", TITLE).out
    assert "Not committed, so no part of it: registry/partners/overijssel.yaml" in told
    assert (anna.root / "registry/partners/overijssel.yaml").read_text().startswith("name: Overijssel")
    refused = anna.regio("propose", "Nog iets")
    assert refused.code == 2
    assert "commit that first" in refused.err


def test_an_edit_in_a_file_that_is_proposed_stops_it_before_anything_is_sent(common: Shared, anna: Place) -> None:
    made = change(anna)
    with (anna.root / "registry/partners/zwolle.yaml").open("a") as file:
        file.write("# nog bezig\n")
    refused = anna.regio("propose", TITLE)
    assert refused.code == 3
    assert "what is proposed touches it" in refused.err
    assert head(anna) == made
    assert common.git("for-each-ref", "--format=%(refname:short)", "refs/heads").split() == ["main"]


@pytest.mark.parametrize(
    "arguments",
    [("Els van der Bérg naar bestuur",), ("Nieuw lid", "--branch", "lid-berg"), ("Lid", "--branch", "-lid")],
)
def test_no_person_is_named_and_no_branch_is_an_option(common: Shared, anna: Place, arguments: tuple[str, ...]) -> None:
    change(anna)
    refused = anna.regio("propose", *arguments)
    assert refused.code == 2, refused
    assert common.git("for-each-ref", "--format=%(refname:short)", "refs/heads").split() == ["main"]


def test_the_text_names_people_by_their_ids(anna: Place) -> None:
    done(
        anna, "appoint", "p-9x2f", "--to", "tafel", "--for", "zwolle", "--from", "2026-01-01", "--reason", "verkiezing"
    )
    told = json.loads(done(anna, "propose", "Nieuw lid", "--json").out)
    assert "p-9x2f" in told["text"]
    assert "Tuin" not in told["text"]


def test_what_breaks_the_registry_is_not_proposed(common: Shared, anna: Place) -> None:
    anna.write("partners/kampen.yaml", "name: Kampen\ntype: koninkrijk\npillar: government\n")
    commit_by_hand(anna)
    refused = anna.regio("propose", "Kampen")
    assert refused.code == 1
    assert "kampen.yaml" in refused.err
    assert common.git("for-each-ref", "--format=%(refname:short)", "refs/heads").split() == ["main"]


def test_a_rehearsal_changes_nothing(common: Shared, anna: Place) -> None:
    made = change(anna)
    told = done(anna, "propose", TITLE, "--dry-run").out
    assert f"Would be proposed as {BRANCH}" in told
    assert head(anna) == made
    assert common.git("for-each-ref", "--format=%(refname:short)", "refs/heads").split() == ["main"]


def open_at_github(place: Place, path: str) -> Result:
    """Propose with --open in a clone whose remote is at a host by its address, with a credential, and on disk in truth."""
    bare = place.git("remote", "get-url", "origin").strip()
    place.git("remote", "set-url", "origin", "ssh://git:geheim@github.example/regio/register.git")
    ssh = place.root.parent / "ssh"
    write_hook(ssh, f'for last; do :; done; exec "${{last%% *}}" "{bare}"')
    return done(place, "propose", TITLE, "--open", env={"PATH": path, "GIT_SSH_COMMAND": f"'{ssh}'"})


def test_open_gives_title_and_text_to_the_hosts_own_tool(anna: Place, tmp_path: Path) -> None:
    change(anna)
    folder = tmp_path / "tools"
    script = f'printf "%s\\n" "$@" > "{tmp_path}/words"; cat > "{tmp_path}/text"; echo https://github.com/r/r/pull/7'
    write_hook(folder / "gh", script)
    assert "pull/7" in open_at_github(anna, f"{folder}{os.pathsep}{os.environ['PATH']}").out
    words = (tmp_path / "words").read_text().splitlines()
    assert words[:2] == ["pr", "create"]
    assert {"--repo=github.example/regio/register", f"--head={BRANCH}", f"--title={TITLE}"} < set(words)
    assert "korte naam ingevuld" in (tmp_path / "text").read_text()


def test_without_a_tool_the_address_is_told_and_holds_no_credentials(anna: Place, tmp_path: Path) -> None:
    change(anna)
    only_git = tmp_path / "only git"
    only_git.mkdir()
    for name in ("git", "git-upload-pack", "git-receive-pack"):
        (only_git / name).symlink_to(str(shutil.which(name)))
    told = open_at_github(anna, f"{only_git}{os.pathsep}/bin")
    assert f"Open the pull request at https://github.example/regio/register/compare/main...{BRANCH}?" in told.out
    assert "geheim" not in told.out + told.err
