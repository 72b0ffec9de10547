"""An audit tells of every commit what an auditor must know, and never says that it looked at what it did not."""

import csv
import io
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.command import Result
from tests.conftest import SMALL, Place
from tests.processes import LIMIT

ALLOWED = (
    "audit:\n  people:\n    - email: test@regio.example\n      end_date: 2023-12-31\n    - email: bea@regio.example\n      name: Bea\n"
    "      start_date: 2024-01-01\n    - email: noreply@host.example\n"
)
MANDATE = "mandates/bestuur-voorzitter-2022.yaml"
AT = "2026-06-01T12:00:00+02:00"


def commit(place: Place, message: str, *options: str, at: str = AT, who: tuple[str, str] = ("Test", "test@regio.example"),
           committed: str | None = None) -> str:  # fmt: skip
    place.git("add", "-A")
    env = {**os.environ, "GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": committed or at, "GIT_AUTHOR_NAME": who[0], "GIT_AUTHOR_EMAIL": who[1],
           "GIT_COMMITTER_NAME": who[0], "GIT_COMMITTER_EMAIL": who[1]}  # fmt: skip
    command = ["git", "commit", "-q", "--allow-empty", "-m", message, *options]
    subprocess.run(command, cwd=place.root, check=True, env=env, timeout=LIMIT)
    return place.git("rev-parse", "HEAD").strip()


def change(place: Place, note: str, message: str = "Nagekeken\n\nReason: gevraagd", *options: str, **more: Any) -> str:
    place.write(MANDATE, SMALL[MANDATE] + f"note: {note}\n")
    return commit(place, message, *options, **more)


def blocks(result: Result) -> dict[str, Any]:
    return {block["key"]: block for section in json.loads(result.out)["sections"] for block in section["blocks"]}


def audited(place: Place, *options: str, code: int = 0) -> dict[str, Any]:
    result = place.regio("audit", "--json", *options)
    assert (result.code, result.err) == (code, "")
    return blocks(result)


def told(found: dict[str, Any]) -> list[tuple[str | None, str]]:
    return [(row["commit"], row["code"]) for row in found["findings"]["rows"]]


def said(found: dict[str, Any]) -> list[str]:
    return [row["message"] for row in found["findings"]["rows"]]


def total(found: dict[str, Any], what: str, table: str = "totals") -> int:
    return next((row["commits"] for row in found[table]["rows"] if row["what"] == what), 0)


def examined(found: dict[str, Any], what: str) -> str | None:
    return next((row["says"] for row in found["examined"]["rows"] if row["what"] == what), None)


def settle(place: Place, settings: str, at: str = "2022-06-01T12:00:00+02:00") -> None:
    place.write("registry.yaml", SMALL["registry.yaml"] + settings)
    commit(place, "Instellingen\n\nReason: audit", at=at)


@pytest.fixture
def old(tmp_path: Path) -> Place:
    """The small registry, begun in 2022."""
    place = Place(tmp_path / "Mijn Register")
    for path, content in SMALL.items():
        place.write(path, content)
    place.git("init", "-q", "-b", "main")
    commit(place, "Begin", at="2022-05-02T12:00:00+02:00")
    return place


def test_a_history_without_faults_is_told_with_how_much_was_looked_at(old: Place) -> None:
    change(old, "eerste")
    (old.root / "LEESMIJ").write_text("lees\n")
    commit(old, "Nothing of the registry")
    commit(old, "Empty")
    found = audited(old)
    assert told(found) == []
    assert found["verdict"]["text"] == "nothing wrong in 4 commits, of which 2 touched the registry"
    assert (
        total(found, "looked at"),
        total(found, "did not touch the registry"),
        total(found, "left a valid registry"),
    ) == (4, 2, 2)
    assert examined(found, "head") == old.git("rev-parse", "HEAD").strip()
    assert "not checked" in (examined(found, "who may change it") or "")
    assert audited(old) == found


def test_the_commit_that_broke_the_registry_is_an_error_and_those_after_it_a_warning(old: Place) -> None:
    old.write("partners/hattem.yaml", "name: [\n")
    broke = commit(old, "Breek\n\nReason: r")
    after = change(old, "erna")
    old.write("partners/hattem.yaml", SMALL["partners/hattem.yaml"])
    commit(old, "Maak\n\nReason: r")
    found = audited(old, code=1)
    assert told(found) == [(after[:10], "audit-still-invalid"), (broke[:10], "audit-invalid")]
    assert "registry/partners/hattem.yaml: not valid YAML" in said(found)[1]
    assert (total(found, "left a valid registry"), total(found, "left a registry with errors")) == (2, 2)


def test_a_reference_broken_from_the_other_side_is_seen(old: Place) -> None:
    (old.root / "registry/persons/p-1a2b.yaml").unlink()
    broke = commit(old, "Weg\n\nReason: r")
    found = audited(old, code=1)
    assert told(found) == [(broke[:10], "audit-invalid")]
    assert MANDATE in said(found)[0]


def test_a_change_without_ground_is_told_and_required_trailers_are_errors(old: Place) -> None:
    bare = change(old, "kaal", "Kaal")
    assert told(audited(old)) == [(bare[:10], "audit-grounds")]
    settle(old, "audit:\n  require:\n    - Decision\n  since: 2026-01-01\n", at=AT)
    silent, rules, *rest = sorted(told(audited(old, code=1)), key=lambda one: one[1] != "audit-trailers")
    assert [code for _, code in (silent, rules, *rest)] == ["audit-trailers", "audit-trailers", "audit-rules"]
    with_decision = change(old, "besluit", "Besluit\n\nDecision: 2026/12")
    assert with_decision[:10] not in [commit for commit, _ in told(audited(old, code=1))]


def test_what_is_asked_since_a_day_is_not_held_against_earlier_commits(old: Place) -> None:
    change(old, "vroeg", "Vroeg", at="2023-01-01T12:00:00+01:00")
    settle(old, "audit:\n  require:\n    - Decision\n  since: 2026-06-02\n", at=AT)
    found = audited(old)
    assert [code for _, code in told(found)] == ["audit-rules"]
    assert total(found, "made before what is asked began") == 3


def test_a_message_that_names_other_records_than_were_changed_is_told(old: Place) -> None:
    lies = change(old, "x", "Stil\n\nRegio-Record: partner/zwolle\nReason: r")
    found = audited(old)
    assert told(found) == [(lies[:10], "audit-records")]
    assert "mandate/bestuur-voorzitter-2022" in said(found)[0]


def test_only_allowed_people_in_their_period_may_author_and_commit(old: Place) -> None:
    settle(old, ALLOWED)
    early = change(old, "a", who=("Bea", "BEA@regio.example"), at="2023-01-01T12:00:00+01:00")
    fine = change(old, "b", who=("Bea", "bea@regio.example"))
    late = change(old, "c")
    other = change(old, "d", who=("Beatrix", "bea@regio.example"))
    found = audited(old, code=1)
    codes = told(found)
    assert [c for c in codes if c[0] == fine[:10]] == []
    for id_ in (early, late, other):
        assert {code for commit, code in codes if commit == id_[:10]} == {"audit-author", "audit-committer"}
    assert "the author, Test <test@regio.example>, was not allowed on 2026-06-01" in said(found)
    assert "the author, Beatrix <bea@regio.example>, is not allowed" in said(found)


def test_settings_that_are_wrong_end_the_audit_rather_than_ask_less(old: Place) -> None:
    settle(old, "audit:\n  peple: []\n")
    result = old.regio("audit")
    assert result.code == 2
    assert "what the audit must ask can't be read from registry.yaml" in result.err


def test_settings_are_those_of_the_commit_and_not_of_the_work_tree(old: Place) -> None:
    settle(old, "audit:\n  require:\n    - review\n")
    old.write("registry.yaml", SMALL["registry.yaml"])
    assert examined(audited(old, code=1), "required of each change") == "review"


def test_how_commits_came_in_is_told_and_a_required_review_asks_for_a_merge_that_says_so(old: Place) -> None:
    settle(old, "audit:\n  require:\n    - review\n  since: 2024-01-01\n")
    old.git("switch", "-qc", "zijtak")
    change(old, "zij")
    old.git("switch", "-q", "main")
    env = {"GIT_COMMITTER_DATE": AT, "GIT_AUTHOR_DATE": AT, **os.environ}
    identity = ["-c", "user.name=Test", "-c", "user.email=test@regio.example"]
    merge = ["git", *identity, "merge", "-q", "--no-ff", "zijtak", "-m"]
    subprocess.run([*merge, "Merge pull request #12 from x/zijtak"], cwd=old.root, check=True, env=env, timeout=LIMIT)
    found = audited(old)
    assert told(found) == [(old.git("rev-parse", "--short=10", "HEAD~1").strip(), "audit-rules")]
    assert total(found, "on a branch that was merged", "arrivals") == 1
    assert total(found, "by a merge or commit that says it was reviewed", "arrivals") == 1
    old.git("reset", "-q", "--hard", "HEAD~1")
    subprocess.run([*merge, "Samen"], cwd=old.root, check=True, env=env, timeout=LIMIT)
    direct = change(old, "recht")
    squashed = change(old, "samen", "Titel (#13)\n\nReason: r")
    found = audited(old, code=1)
    assert [code for _, code in told(found)] == ["audit-direct", "audit-unreviewed", "audit-rules"]
    assert told(found)[0][0] == direct[:10]
    assert squashed[:10] not in [id_ for id_, _ in told(found)]


def test_days_put_far_back_are_told_and_those_of_a_correction_or_a_rename_less(old: Place) -> None:
    old.write(MANDATE, SMALL[MANDATE] + "end_date: 2026-05-20\n")
    commit(old, "Kort terug\n\nReason: r")
    old.write(MANDATE, SMALL[MANDATE] + "end_date: 2026-01-31\n")
    far = commit(old, "Ver terug\n\nReason: r")
    old.write(MANDATE, SMALL[MANDATE] + "end_date: 2025-01-31\n")
    mend = commit(old, "Hersteld\n\nReason: r\nRegio-Kind: correction")
    (old.root / "registry" / MANDATE).rename(old.root / "registry/mandates/anders.yaml")
    commit(old, "Andere naam\n\nReason: r")
    found = audited(old)
    rows = [(row["commit"], row["code"], row["severity"]) for row in found["findings"]["rows"]]
    assert rows == [(mend[:10], "audit-backdated", "none"), (far[:10], "audit-backdated", "warn")]
    assert "mandate/bestuur-voorzitter-2022, end_date 2026-01-31, 121 days before" in said(found)[1]
    settle(old, "audit:\n  backdated_days: 5\n", at=AT)
    assert len(told(audited(old))) == 4


def test_a_day_put_back_on_a_branch_is_told_once_and_one_put_back_by_the_merge_itself_too(old: Place) -> None:
    old.git("switch", "-qc", "zijtak")
    old.write(MANDATE, SMALL[MANDATE] + "end_date: 2026-01-31\n")
    far = commit(old, "Ver terug\n\nReason: r")
    old.git("switch", "-q", "main")
    old.git("merge", "-q", "--no-ff", "zijtak", "-m", "Samen")
    assert told(audited(old)) == [(far[:10], "audit-backdated")]
    old.write(MANDATE, SMALL[MANDATE] + "end_date: 2025-01-31\n")
    merge = commit(old, "Samen", "--amend")
    assert told(audited(old)) == [(merge[:10], "audit-backdated"), (far[:10], "audit-backdated")]


def test_dates_in_the_future_or_before_the_parent_are_told(old: Place) -> None:
    future = change(old, "a", at="2099-01-01T12:00:00+01:00")
    before = change(old, "b")
    assert told(audited(old)) == [(before[:10], "audit-date-order"), (future[:10], "audit-future")]


def key(folder: Path, name: str) -> Path:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True, timeout=LIMIT)
    return folder / name


def signed(place: Place, with_: Path, note: str, **more: Any) -> str:
    for name, value in (("gpg.format", "ssh"), ("user.signingkey", f"{with_}.pub")):
        place.git("config", name, value)
    return change(place, note, "Getekend\n\nReason: r", "-S", **more)


def signers(folder: Path, *lines: tuple[str, Path]) -> Path:
    file = folder / "signers"
    file.write_text("".join(f"{who} {Path(f'{of}.pub').read_text()}" for who, of in lines))
    return file


needs_ssh = pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="makes keys with ssh-keygen")


@needs_ssh
def test_signatures_are_good_unknown_bad_or_not_there_by_git_s_own_verdict(old: Place, tmp_path: Path) -> None:
    ours, theirs = key(tmp_path, "ours"), key(tmp_path, "theirs")
    good = signed(old, ours, "a")
    unknown = signed(old, theirs, "b")
    other = signed(old, ours, "c", who=("Ander", "ander@regio.example"))
    content = old.git("cat-file", "commit", signed(old, ours, "d")).replace("Getekend", "Vervalst")
    made = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin"],
        cwd=old.root,
        input=content.encode(),
        capture_output=True,
        timeout=LIMIT,
    )
    bad = made.stdout.decode().strip()
    old.git("reset", "-q", "--hard", bad)
    file = signers(tmp_path, ("test@regio.example", ours))
    found = audited(old, "--allowed-signers", str(file), code=1)
    assert told(found) == [
        (bad[:10], "audit-signature-bad"),
        (other[:10], "audit-signer"),
        (unknown[:10], "audit-signature-unknown"),
    ]
    assert good[:10] not in [id_ for id_, _ in told(found)]
    assert (total(found, "good", "signatures"), total(found, "not signed", "signatures")) == (2, 1)
    assert audited(old, "--allowed-signers", str(file), code=1) == found
    # Another file of signers, other verdicts: what was remembered of the first does not count.
    file = signers(tmp_path, ("test@regio.example", theirs))
    again = audited(old, "--allowed-signers", str(file), code=1)
    assert (total(again, "good", "signatures"), total(again, "good, of somebody unknown", "signatures")) == (1, 2)
    assert examined(again, "allowed signers (SHA-256)") != examined(found, "allowed signers (SHA-256)")


@needs_ssh
def test_a_branch_does_not_say_who_may_sign_it(old: Place, tmp_path: Path) -> None:
    ours = key(tmp_path, "ours")
    signers(old.root, ("test@regio.example", ours))
    old.git("config", "gpg.ssh.allowedSignersFile", "signers")
    mine = signed(old, ours, "a")
    found = audited(old)
    assert (mine[:10], "audit-signature-unknown") in told(found)
    assert "lies in the work tree" in (examined(found, "allowed signers (SHA-256)") or "")
    assert told(audited(old, "--allowed-signers", str(old.root / "signers"))) == []
    old.git("config", "gpg.ssh.allowedSignersFile", str(signers(tmp_path, ("test@regio.example", ours))))
    assert told(audited(old)) == []


@needs_ssh
def test_a_signature_that_is_required_must_be_there_and_good(old: Place, tmp_path: Path) -> None:
    settle(old, "audit:\n  require:\n    - signature\n  since: 2026-01-01\n")
    unsigned, unknown = change(old, "a"), signed(old, key(tmp_path, "k"), "b")
    found = audited(old, code=1)
    assert told(found)[:2] == [(unknown[:10], "audit-signature-unknown"), (unsigned[:10], "audit-unsigned")]


def test_a_signature_whose_program_is_missing_is_not_taken_for_none(old: Place) -> None:
    old.git("config", "gpg.program", "no-such-program")
    content = old.git("cat-file", "commit", "HEAD").split("\n\n", 1)
    forged = f"{content[0]}\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n{content[1]}"
    made = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin"],
        cwd=old.root,
        input=forged.encode(),
        capture_output=True,
        timeout=LIMIT,
    )
    old.git("reset", "-q", "--hard", made.stdout.decode().strip())
    found = audited(old)
    assert [code for _, code in told(found)] == ["audit-signature-unknown"]
    assert total(found, "can't be checked here", "signatures") == 1


@pytest.mark.skipif(not shutil.which("gpg"), reason="makes a key with gpg")
def test_a_verdict_of_gpg_is_remembered_only_as_long_as_it_knows_the_same_keys(old: Place, tmp_path: Path) -> None:
    keys = tmp_path / "k"
    keys.mkdir(mode=0o700)
    env = {**os.environ, "GNUPGHOME": str(keys)}

    def gpg(*arguments: str) -> None:
        subprocess.run(["gpg", "--batch", "--yes", *arguments], env=env, check=True, capture_output=True, timeout=LIMIT)

    try:
        gpg("--passphrase", "", "--quick-generate-key", "Test <test@regio.example>", "ed25519", "sign", "never")
        old.git("config", "user.signingkey", "test@regio.example")
        old.write(MANDATE, SMALL[MANDATE] + "note: a\n")
        command = [
            "git",
            *["-c", "user.name=Test", "-c", "user.email=test@regio.example", "commit", "-qaS", "-m"],
            "A\n\nReason: r",
        ]
        subprocess.run(command, cwd=old.root, check=True, env=env, timeout=LIMIT)
        for _ in range(2):
            result = old.regio("audit", "--json", env={"GNUPGHOME": str(keys)})
            assert total(blocks(result), "good", "signatures") == 1
        gpg("--delete-secret-and-public-key", *_fingerprint(keys))
        result = old.regio("audit", "--json", env={"GNUPGHOME": str(keys)})
        assert [code for _, code in told(blocks(result))] == ["audit-signature-unknown"]
    finally:
        subprocess.run(["gpgconf", "--kill", "gpg-agent"], env=env, capture_output=True, timeout=LIMIT)


def _fingerprint(keys: Path) -> list[str]:
    listed = subprocess.run(
        ["gpg", "--homedir", str(keys), "--with-colons", "--list-keys"], capture_output=True, timeout=LIMIT
    ).stdout.decode()
    return [line.split(":")[9] for line in listed.splitlines() if line.startswith("fpr:")][:1]


def test_an_anchor_shows_when_history_was_rewritten_and_since_when(old: Place, tmp_path: Path) -> None:
    file = tmp_path / "anchors"
    assert "one added" in (examined(audited(old, "--anchor", str(file)), "anchors") or "")
    first = change(old, "a")
    audited(old, "--anchor", str(file))
    kept = file.read_text()
    assert [line.split()[1] for line in kept.splitlines()] == [old.git("rev-parse", "HEAD~1").strip(), first]
    assert "nothing came since" in (examined(audited(old, "--anchor", str(file)), "anchors") or "")
    assert file.read_text() == kept
    change(old, "anders", "Anders\n\nReason: r", "--amend")
    found = audited(old, "--anchor", str(file), code=1)
    assert told(found) == [(None, "audit-rewritten")]
    assert f"commit {first[:10]}" in said(found)[0] and "still there" in said(found)[0]
    assert old.git("rev-parse", "--short=10", "HEAD~1").strip() in found["findings"]["rows"][0]["hint"]
    assert file.read_text() == kept
    old.git("reflog", "expire", "--expire=now", "--all")
    old.git("gc", "-q", "--prune=now")
    assert "is gone" in said(audited(old, "--anchor", str(file), code=1))[0]


def test_anchors_that_were_changed_are_told(old: Place, tmp_path: Path) -> None:
    file = tmp_path / "anchors"
    audited(old, "--anchor", str(file))
    words = file.read_text().split()
    file.write_text(f"{words[0]} {words[1]} {words[2]} 7\n")
    assert told(audited(old, "--anchor", str(file), code=1)) == [(None, "audit-anchor")]


@pytest.mark.parametrize("inside", ["anchors", ".git/anchors", "registry/../anchors"])
def test_a_file_of_anchors_in_the_repository_is_refused(old: Place, inside: str) -> None:
    result = old.regio("audit", "--anchor", str(old.root / inside))
    assert (result.code, result.out) == (2, "")
    assert "an anchor holds only outside it" in result.err
    assert not (old.root / inside).exists()


def test_a_file_that_is_no_file_of_anchors_is_left_as_it_is(old: Place, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("mine\n")
    result = old.regio("audit", "--anchor", str(file))
    assert result.code == 2
    assert "line 1: not an anchor" in result.err
    assert (file.read_text(), list(tmp_path.glob(".notes*"))) == ("mine\n", [])


def test_a_shallow_clone_is_told_and_remembers_nothing_that_is_not_so(old: Place, tmp_path: Path) -> None:
    old.write("partners/hattem.yaml", "name: [\n")
    commit(old, "Breek\n\nReason: r")
    change(old, "a")
    anchors = tmp_path / "anchors"
    audited(old, "--anchor", str(anchors), code=1)
    change(old, "b")
    clone = Place(tmp_path / "clone")
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", f"file://{old.root}", str(clone.root)], check=True, timeout=LIMIT
    )
    found = audited(clone, "--anchor", str(anchors), code=1)
    assert "not at hand" in (examined(found, "shallow clone") or "")
    assert total(found, "looked at") == 1
    assert (None, "audit-anchor") in told(found) and (None, "audit-rewritten") not in told(found)
    clone.git("fetch", "-q", "--unshallow")
    assert told(audited(clone, code=1)) == told(audited(old, code=1))


def test_replaced_objects_count_for_nothing(old: Place) -> None:
    old.write("partners/hattem.yaml", "name: [\n")
    broke = commit(old, "Breek\n\nReason: r")
    tree = old.git("rev-parse", "HEAD~1^{tree}").strip()
    other = old.git("commit-tree", tree, "-p", "HEAD~1", "-m", "Niets aan de hand").strip()
    old.git("replace", broke, other)
    blob = old.git("rev-parse", f"{tree}:registry/partners/hattem.yaml").strip()
    old.git(
        "replace", old.git("--no-replace-objects", "rev-parse", f"{broke}:registry/partners/hattem.yaml").strip(), blob
    )
    # What regio reads otherwise, replaced, must not be what the audit remembers.
    old.regio("validate", "--rev", "HEAD")
    found = audited(old, code=1)
    assert told(found) == [(broke[:10], "audit-invalid")]
    assert examined(found, "replaced objects") == "2, left out of account"


def test_a_branch_can_t_hide_what_it_put_into_the_registry_from_git(old: Place) -> None:
    (old.root / ".gitmodules").write_text(
        '[submodule "x"]\n\tpath = registry/partners/x.yaml\n\turl = ./x\n\tignore = all\n'
    )
    (old.root / ".gitattributes").write_text("registry/** binary -diff export-ignore\n")
    old.git("add", "-A")
    old.git(
        "update-index",
        "--add",
        "--cacheinfo",
        f"160000,{old.git('rev-parse', 'HEAD').strip()},registry/partners/x.yaml",
    )
    old.git("commit", "-qm", "Verstopt\n\nReason: r")
    found = audited(old, code=1)
    assert [code for _, code in told(found)] == ["audit-invalid"]
    assert "a submodule; records are ordinary files" in said(found)[0]


def test_since_narrows_to_what_came_after(old: Place) -> None:
    old.write("partners/hattem.yaml", "name: [\n")
    broke = commit(old, "Breek\n\nReason: r")
    after = change(old, "a")
    found = audited(old, "--since", broke)
    assert told(found) == [(after[:10], "audit-still-invalid")]
    assert examined(found, "range") == f"after {broke}"
    assert old.regio("audit", "--since", "--all").code == 2


HOSTILE = "=cmd|' /C calc'!A0 \x1b[31m ::error::<script>alert(1)</script>\u202e|`x`"


@pytest.mark.parametrize("format_", ["text", "md", "html", "csv", "json"])
def test_names_and_messages_that_mean_harm_are_only_text(old: Place, format_: str) -> None:
    settle(old, ALLOWED)
    old.write("partners/::error::<img src=x>.yaml", SMALL["partners/hattem.yaml"])
    change(old, "a", f"{HOSTILE}\n::error::x\n\nRegio-Record: {HOSTILE}\nReason: \x1b[2J", who=(HOSTILE, "=1@x.nl"))
    result = old.regio("audit", "--format", format_)
    assert result.code == 1 and result.err == ""
    if format_ in ("html", "md"):
        assert "<img" not in result.out.replace("\\<img", "") and ("&lt;img" in result.out or "\\<img" in result.out)
    if format_ in ("html", "md", "text"):
        assert "\x1b" not in result.out and "\u202e" not in result.out
    assert not any(line.lstrip().startswith("::") for line in result.out.splitlines())
    if format_ == "csv":
        cells = [cell for row in csv.reader(io.StringIO(result.out, newline="")) for cell in row]
        assert not any(cell.startswith(("=", "+", "@", "\t")) for cell in cells)
        assert any(cell.startswith("'=cmd") for cell in cells)


def raw(place: Place, *heads: bytes, message: bytes) -> str:
    """Make a commit on top of the branch, whatever its lines are, and return its id."""
    place.git("add", "-A")
    parent, tree = place.git("rev-parse", "HEAD").strip(), place.git("write-tree").strip()
    content = b"\n".join([f"tree {tree}\nparent {parent}".encode(), *heads]) + b"\n\n" + message
    command = ["git", "hash-object", "--literally", "-t", "commit", "-w", "--stdin"]
    made = (
        subprocess.run(command, cwd=place.root, input=content, capture_output=True, check=True, timeout=LIMIT)
        .stdout.decode()
        .strip()
    )
    place.git("update-ref", "refs/heads/main", made)
    return made


def test_broken_encodings_dates_and_octopus_merges_are_looked_at_like_all_else(old: Place) -> None:
    for name in ("een", "twee"):
        old.git("switch", "-qc", name, "main")
        old.write(f"partners/{name}.yaml", SMALL["partners/hattem.yaml"] if name == "een" else "name: [\n")
        commit(old, f"{name}\n\nReason: r")
    old.git("switch", "-q", "main")
    old.git("merge", "-q", "een", "twee", "-m", "Acht armen")
    octopus = old.git("rev-parse", "--short=10", "HEAD").strip()
    who = b"\xff\xfe <\xe9@x> 1780000000 +0200"
    old.write("partners/drie.yaml", SMALL["partners/hattem.yaml"])
    raw(old, b"author " + who, b"committer " + who, b"encoding nonsense", message=b"\xff\xc3(\x01\n")
    old.write("partners/vier.yaml", SMALL["partners/hattem.yaml"])
    strange = raw(old, b"author A <a@b> 99999999999999999999 +0000", b"committer A <a@b> x", message=b"")
    found = audited(old, code=1)
    assert total(found, "looked at") == total(found, "touched the registry") == 6
    assert (octopus, "audit-invalid") in told(found)
    assert (strange[:10], "audit-date") in told(found)


def test_the_page_for_the_archive_is_whole_in_itself_and_states_what_was_examined(old: Place, tmp_path: Path) -> None:
    change(old, "a", "Kaal")
    file = tmp_path / "audit.html"
    assert old.regio("audit", "--format", "html", "-o", str(file), env={"REGIO_LANG": "nl"}).code == 0
    page = file.read_text()
    for part in (
        old.git("rev-parse", "HEAD").strip(),
        "regio 0.",
        "de hele geschiedenis",
        "audit-grounds",
        "size: A4",
        "niet gecontroleerd",
    ):
        assert part in page
    assert "http" not in page.replace("http-equiv", "") and "<script" not in page
    public = old.regio("audit", "--format", "html", "--audience", "public")
    assert ">Test<" in page and ">Test<" not in public.out


def test_a_registry_below_the_top_of_its_repository_is_audited_alike(tmp_path: Path) -> None:
    top = Place(tmp_path / "top")
    place = Place(top.root / "sub")
    for path, content in SMALL.items():
        place.write(path, content)
    top.git("init", "-q", "-b", "main")
    commit(top, "Begin", at="2022-05-02T12:00:00+02:00")
    place.write("partners/hattem.yaml", "name: [\n")
    broke = commit(top, "Breek\n\nReason: r")
    change(place, "a")
    assert told(audited(place, "--since", "HEAD~1")) == [
        (place.git("rev-parse", "--short=10", "HEAD").strip(), "audit-still-invalid")
    ]
    assert (broke[:10], "audit-invalid") in told(audited(place, code=1))


def test_without_git_or_without_a_commit_it_says_so(old: Place, tmp_path: Path) -> None:
    plain = Place(tmp_path / "plain")
    shutil.copytree(old.root / "registry", plain.root / "registry")
    assert plain.regio("audit").code == 3
    plain.git("init", "-q")
    assert "no commit to audit" in plain.regio("audit").err


def test_what_regio_itself_commits_passes_its_own_audit(old: Place) -> None:
    for name, value in (("user.name", "Test"), ("user.email", "test@regio.example")):
        old.git("config", name, value)
    assert old.regio("set", "partner/zwolle", "website=https://zwolle.example", "--reason", "nieuw").code == 0
    assert told(audited(old)) == []
