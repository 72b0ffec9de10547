"""What a change guarantees: only its own lines and paths, nothing at all when refused, whatever the repository is like."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.acceptance.changes import RICH, Desk
from tests.processes import LIMIT, start

SET = ("set", "partner/hattem", "short_name=Hattem")
REPLACE = ("replace", "raad-hattem-2022", "--by", "p-e5f6", "--on", "2025-05-01")
ALONE = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}


def hook(desk: Desk, name: str, body: str, folder: str = ".git/hooks") -> None:
    file = desk.root / folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{body}\n")
    file.chmod(0o755)


def git_in(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, timeout=LIMIT
    ).stdout.decode()


def others(desk: Desk) -> tuple[str, str, str, str]:
    """Everything of the user's own that git tells of: status, what is staged, what is changed, stashes."""
    return (
        desk.git("status", "--porcelain", "--untracked-files=all"),
        desk.git("diff", "--cached", "--binary"),
        desk.git("diff", "--binary"),
        desk.git("stash", "list"),
    )


# ------------------------------------------------------------------------------------------------ 1. only its own lines


def test_only_the_touched_lines_change_and_comments_stay(desk: Desk) -> None:
    desk.done("set", "partner/zwolle", "statistics.1.inhabitants=1", "name=Stad Zwolle")
    assert desk.numstat() == {"partners/zwolle.yaml": (2, 2)}
    assert desk.read("partners/zwolle.yaml") == RICH["partners/zwolle.yaml"].replace("133141", "1").replace(
        "Gemeente", "Stad"
    )
    desk.done(*REPLACE, "--because", "vertrek")
    assert desk.numstat() == {"mandates/raad-hattem-2022.yaml": (3, 1), "mandates/raad-hattem-2025.yaml": (7, 0)}
    assert desk.git("status", "--porcelain") == ""


def test_a_file_without_an_end_to_its_last_line_stays_so(desk: Desk) -> None:
    desk.write("partners/hattem.yaml", RICH["partners/hattem.yaml"].rstrip("\n"))
    desk.git("commit", "-qam", "Zonder einde")
    desk.done("set", "partner/hattem", "name=Stad Hattem")
    assert desk.numstat() == {"partners/hattem.yaml": (1, 1)}
    assert desk.read("partners/hattem.yaml") == RICH["partners/hattem.yaml"].replace("Gemeente", "Stad").rstrip("\n")


@pytest.mark.parametrize("way", ["autocrlf", "attributes", "stored"])
def test_line_ends_stay_as_they_are_set(desk: Desk, way: str) -> None:
    if way == "autocrlf":
        desk.git("config", "core.autocrlf", "true")
    else:
        (desk.root / ".gitattributes").write_text("*.yaml text eol=crlf\n" if way == "attributes" else "*.yaml -text\n")
    if way == "stored":
        for path, content in RICH.items():
            desk.write(path, content.replace("\n", "\r\n"))
    desk.git("add", "-A")
    desk.git("commit", "-q", "--allow-empty", "-m", "Regeleinden")
    shutil.rmtree(desk.root / "registry")
    desk.git("checkout", "-q", "--", ".")
    assert b"\r\n" in (desk.root / "registry/partners/hattem.yaml").read_bytes()
    desk.done("set", "partner/zwolle", "statistics.1.inhabitants=1", "website=https://zwolle.example")
    desk.done(*REPLACE)
    assert desk.numstat() == {"mandates/raad-hattem-2022.yaml": (2, 1), "mandates/raad-hattem-2025.yaml": (7, 0)}
    for path in ("partners/zwolle.yaml", "mandates/raad-hattem-2022.yaml"):
        content = (desk.root / "registry" / path).read_bytes()
        assert content.count(b"\r\n") == content.count(b"\n")
        assert (
            b"\r"
            in subprocess.run(
                ["git", "show", f"HEAD:registry/{path}"], cwd=desk.root, capture_output=True, timeout=LIMIT
            ).stdout
        ) is (way == "stored")
    assert desk.git("status", "--porcelain") == ""
    assert desk.git("diff", "--stat") == ""


# ----------------------------------------------------------------------------------------- 2. checked whole, old faults


def test_faults_that_were_there_neither_block_nor_hide(desk: Desk) -> None:
    desk.write("partners/stuk.yaml", "name: [\n")
    desk.write("partners/deltion.yaml", RICH["partners/deltion.yaml"] + "kleur: rood\n")
    desk.write("mandates/raad-kennis-2023.yaml", RICH["mandates/raad-kennis-2023.yaml"].replace("p-d4e5", "p-weg1"))
    desk.git("add", "-A")
    desk.git("commit", "-qm", "Fouten")
    desk.done(*SET)
    found = desk.regio("validate").out
    for code in ("reference-unknown", "schema-unknown", "yaml-"):
        assert code in found
    assert "has faults, so it is left alone" in desk.refused(2, "withdraw", "deltion", "--on", "2025-01-01")
    assert "can't be read" in desk.refused(2, "set", "partner/stuk", "name=x")
    told = desk.refused(1, "set", "body/raad", "parent=tafel")
    assert "reference-circle" in told
    assert "kleur" not in told
    desk.refused(1, "set", "partner/deltion", "type=school")
    desk.done("set", "mandate/raad-kennis-2023", "person=p-d4e5")
    assert "reference-unknown" not in desk.regio("validate").out
    desk.done(
        "edit",
        "partner/stuk",
        env={
            "VISUAL": "",
            "EDITOR": f"{sys.executable} -c \"import sys; open(sys.argv[1], 'w').write('name: Heel\\ntype: foundation\\npillar: society\\n')\"",
        },
    )
    assert desk.data("partners/stuk.yaml")["name"] == "Heel"


def test_a_change_that_rests_on_uncommitted_work_is_refused(desk: Desk) -> None:
    desk.write("persons/p-x9x9.yaml", "name:\n  family: Los\npublicity: public\n")
    told = desk.refused(1, "appoint", "p-x9x9", "--to", "tafel", "--seat", "lid")
    assert "rests on edits that are not committed yet" in told
    assert "registry/persons/p-x9x9.yaml" in told
    desk.done(*SET)
    desk.git("rm", "-q", "--cached", "registry/partners/deltion.yaml")
    desk.done("set", "partner/zwolle", "short_name=Z")


# ------------------------------------------------------------------------------------- 4. only its own paths, or nothing


def test_other_work_stays_exactly_as_it_is(desk: Desk) -> None:
    (desk.root / "staged.txt").write_text("staged\n")
    desk.write("partners/zwolle.yaml", RICH["partners/zwolle.yaml"] + "short_name: Zwol\n")
    desk.git("add", "-A")
    desk.write("partners/zwolle.yaml", RICH["partners/zwolle.yaml"] + "short_name: Zwolle\n")
    desk.git("mv", "registry/elections/municipal-2022.yaml", "registry/elections/municipal-2021.yaml")
    desk.git("rm", "-q", "registry/mandates/tafel-lid-2020.yaml")
    (desk.root / "los.txt").write_text("los\n")
    before = others(desk)
    desk.done(*SET)
    desk.done(*REPLACE)
    assert others(desk) == before
    assert set(desk.numstat()) == {"mandates/raad-hattem-2022.yaml", "mandates/raad-hattem-2025.yaml"}


def test_a_touched_file_with_edits_is_refused_or_taken_along(desk: Desk) -> None:
    desk.write("partners/hattem.yaml", "# van mij\n" + RICH["partners/hattem.yaml"])
    assert "registry/partners/hattem.yaml" in desk.refused(3, *SET)
    desk.git("add", "-A")
    (desk.root / "ander.txt").write_text("x")
    desk.git("add", "ander.txt")
    assert "--include-dirty" in desk.refused(3, *SET)
    desk.done(*SET, "--include-dirty")
    assert desk.numstat() == {"partners/hattem.yaml": (2, 0)}
    assert desk.git("status", "--porcelain") == "A  ander.txt\n"


def conflicted(desk: Desk, how: str) -> None:
    """Bring the repository into the middle of a merge, rebase or the like, with a conflict in a file of nobody's concern."""
    (desk.root / "x.txt").write_text("een\n")
    desk.git("add", "x.txt")
    desk.git("commit", "-qm", "een")
    desk.git("checkout", "-qb", "ander", "HEAD~1")
    (desk.root / "x.txt").write_text("twee\n")
    desk.git("add", "x.txt")
    desk.git("commit", "-qm", "twee")
    words = {
        "merge": ["merge", "main"],
        "rebase": ["rebase", "main"],
        "cherry-pick": ["cherry-pick", "main"],
        "revert": ["revert", "--no-commit", "HEAD"],
    }[how]
    subprocess.run(["git", *words], cwd=desk.root, capture_output=True, timeout=LIMIT)


@pytest.mark.parametrize("how", ["merge", "rebase", "cherry-pick", "revert"])
def test_in_the_middle_of_something_a_change_is_refused(desk: Desk, how: str) -> None:
    conflicted(desk, how)
    told = desk.refused(3, *SET, "--detached")
    assert f"in the middle of a {how}" in told
    assert f"git {how} --abort" in told


def test_on_no_branch_a_change_needs_a_word(desk: Desk) -> None:
    desk.git("checkout", "-q", "--detach")
    assert "--detached" in desk.refused(3, *SET)
    main = desk.git("rev-parse", "main")
    desk.done(*SET, "--detached")
    assert desk.git("rev-parse", "main") == main
    assert desk.git("rev-parse", "HEAD~1") == main
    assert desk.git("status", "--porcelain") == ""
    assert subprocess.run(["git", "symbolic-ref", "-q", "HEAD"], cwd=desk.root, timeout=LIMIT).returncode


def test_without_a_first_commit_without_git_or_in_a_bare_repository_a_change_is_refused(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "reg")
    for path, content in RICH.items():
        desk.write(path, content)

    def refused(said: str) -> None:
        result = desk.regio(*SET)
        assert (result.code, result.out) == (3, "")
        assert said in result.err
        assert desk.read("partners/hattem.yaml") == RICH["partners/hattem.yaml"]

    refused("not in a git repository")
    desk.git("init", "-q", "-b", "main")
    refused("has no commit yet")
    desk.git("config", "core.bare", "true")
    refused("git config core.bare false")
    shutil.rmtree(desk.root / "registry")
    assert desk.regio(*SET).code == 3


def test_without_a_name_a_change_is_refused(desk: Desk, tmp_path: Path) -> None:
    desk.git("config", "--remove-section", "user")
    gone = {name: "" for name in os.environ if name.startswith("GIT_") or name == "EMAIL"}
    env = {**gone, **ALONE, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "EMAIL": ""}
    told = desk.refused(3, *SET, env=env)
    assert "git config --global user.name" in told
    named = {
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "Els"), ("EMAIL", "els@x.example"))
    }
    desk.done(*SET, env={**env, **named})
    assert desk.git("log", "-1", "--format=%an %ce").strip() == "Els els@x.example"


# ---------------------------------------------------------------------------------------------------- hooks, signatures


@pytest.mark.parametrize("name", ["pre-commit", "commit-msg", "prepare-commit-msg"])
def test_a_hook_that_says_no_is_heard(desk: Desk, name: str) -> None:
    hook(desk, name, "echo 'op stdout'; echo 'op stderr' >&2; exit 1")
    told = desk.refused(3, *SET)
    assert f"the hook {name} says no" in told
    assert "op stdout" in told
    assert "op stderr" in told


def test_hooks_are_asked_in_turn_and_told_afterwards(desk: Desk) -> None:
    log = desk.root.parent / "log"
    hook(
        desk,
        "pre-commit",
        f'git diff --cached --name-only >> "{log}"; git show :registry/partners/hattem.yaml | grep short >> "{log}"',
    )
    hook(desk, "commit-msg", f'head -1 "$1" >> "{log}"; echo "Change-Id: I1" >> "$1"')
    hook(desk, "post-commit", f'git log -1 --format=%s >> "{log}"; git diff --cached --name-only >> "{log}"; exit 1')
    (desk.root / "staged.txt").write_text("staged\n")
    desk.git("add", "staged.txt")
    desk.done(*SET)
    subject = "partner Hattem: korte naam ingevuld: Hattem"
    assert log.read_text().splitlines() == [
        "registry/partners/hattem.yaml",
        "short_name: Hattem",
        subject,
        subject,
        "staged.txt",
    ]
    assert desk.trailers()[-1] == "Change-Id: I1"
    assert desk.git("status", "--porcelain") == "A  staged.txt\n"


def test_a_hook_that_changes_what_is_committed_is_refused(desk: Desk) -> None:
    hook(
        desk,
        "pre-commit",
        "echo '# van de haak' >> registry/partners/zwolle.yaml; git add registry/partners/zwolle.yaml",
    )
    before = desk.git("rev-parse", "HEAD"), desk.git("ls-files", "-s")
    result = desk.regio(*SET)
    assert result.code == 3
    assert "changed files" in result.err
    assert (desk.git("rev-parse", "HEAD"), desk.git("ls-files", "-s")) == before
    assert desk.read("partners/hattem.yaml") == RICH["partners/hattem.yaml"]


def test_hooks_elsewhere_are_found_also_from_a_folder_below(tmp_path: Path) -> None:
    top = tmp_path / "groot"
    desk = Desk(top / "sub dir é" / "reg")
    for path, content in RICH.items():
        desk.write(path, content)
    git_in(top, "init", "-q", "-b", "main", "--template=")
    for name, value in (("user.name", "T"), ("user.email", "t@x.example"), ("core.hooksPath", ".haken")):
        git_in(top, "config", name, value)
    (top / "buiten.txt").write_text("x\n")
    git_in(top, "add", "-A")
    git_in(top, "commit", "-qm", "Begin")
    (top / "buiten.txt").write_text("y\n")
    hook(Desk(top), "pre-commit", "pwd; exit 1", ".haken")
    for below in (desk.root, desk.root / "registry" / "bodies"):
        result = desk.regio(*SET, cwd=below)
        assert result.code == 3
        assert str(top.resolve()) in result.err
    hook(Desk(top), "pre-commit", "exit 0", ".haken")
    desk.done(*REPLACE, cwd=desk.root / "registry" / "bodies")
    assert git_in(top, "-c", "core.quotePath=false", "show", "--name-only", "--format=").splitlines() == [
        "sub dir é/reg/registry/mandates/raad-hattem-2022.yaml", "sub dir é/reg/registry/mandates/raad-hattem-2025.yaml"
    ]  # fmt: skip
    assert git_in(top, "status", "--porcelain").splitlines() == [" M buiten.txt", "?? .haken/"]


def test_a_signature_that_fails_stops_the_change_and_one_that_works_is_made(desk: Desk, tmp_path: Path) -> None:
    if not shutil.which("ssh-keygen"):
        pytest.skip("needs ssh-keygen")
    for name, value in (("gpg.format", "ssh"), ("commit.gpgsign", "true"), ("user.signingkey", str(tmp_path / "geen"))):
        desk.git("config", name, value)
    assert "can't be signed" in desk.refused(3, *SET)
    key, allowed = tmp_path / "sleutel", tmp_path / "allowed"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True, timeout=LIMIT)
    allowed.write_text(f"test@regio.example {key.with_suffix('.pub').read_text()}")
    desk.git("config", "user.signingkey", str(key))
    desk.git("config", "gpg.ssh.allowedSignersFile", str(allowed))
    desk.done(*SET)
    assert desk.git("log", "-1", "--format=%G?").strip() == "G"


def test_a_signature_of_gpg_is_made(desk: Desk) -> None:
    if not shutil.which("gpg"):
        pytest.skip("needs gpg")
    # A short path: gpg's agent listens on a socket in it.
    home = Path(
        subprocess.run(["mktemp", "-d"], capture_output=True, check=True, text=True, timeout=LIMIT).stdout.strip()
    )
    env = {**os.environ, "GNUPGHOME": str(home)}
    try:
        subprocess.run(
            ["gpg", "--batch", "--quiet", "--passphrase", "", "--quick-gen-key", "Test <test@regio.example>", "ed25519", "sign", "never"],
            env=env, check=True, capture_output=True, timeout=LIMIT
        )  # fmt: skip
        desk.git("config", "commit.gpgsign", "true")
        desk.done(*SET, env={"GNUPGHOME": str(home)})
        told = subprocess.run(
            ["git", "log", "-1", "--format=%G?"], cwd=desk.root, env=env, capture_output=True, text=True, timeout=LIMIT
        )
        assert told.stdout.strip() in ("G", "U")
    finally:
        subprocess.run(["gpgconf", "--kill", "all"], env=env, capture_output=True, timeout=LIMIT)
        shutil.rmtree(home, ignore_errors=True)


# ------------------------------------------------------------------------------------------- work trees of all sorts


def sparse(desk: Desk) -> None:
    # Git leaves files out only when it knows that they are unchanged.
    desk.git("update-index", "-q", "--refresh")
    desk.git("sparse-checkout", "set", "--cone", "registry/partners", "registry/bodies", "registry/elections")
    assert not desk.has("mandates")


def test_in_a_sparse_checkout_what_is_left_out_stays_out(desk: Desk) -> None:
    sparse(desk)
    desk.done("end", "raad-hattem-2022", "--on", "2025-05-01")
    desk.done(*SET)
    assert not desk.has("mandates")
    assert "end_date: 2025-05-01" in desk.git("show", "HEAD:registry/mandates/raad-hattem-2022.yaml")
    assert desk.git("status", "--porcelain") == ""
    assert desk.regio("validate").code == 0
    desk.git("sparse-checkout", "disable")
    assert desk.git("status", "--porcelain") == ""
    assert "end_date: 2025-05-01" in desk.read("mandates/raad-hattem-2022.yaml")


def test_in_a_sparse_checkout_a_new_file_that_is_left_out_stays_out_too(desk: Desk) -> None:
    sparse(desk)
    desk.done(*REPLACE)
    assert not desk.has("mandates")
    assert desk.git("status", "--porcelain") == ""
    desk.git("sparse-checkout", "disable")
    assert desk.git("status", "--porcelain") == ""
    assert desk.data("mandates/raad-hattem-2025.yaml")["person"] == "p-e5f6"


def test_each_work_tree_changes_its_own_branch(desk: Desk, tmp_path: Path) -> None:
    desk.git("worktree", "add", "-q", "-b", "ander", str(tmp_path / "ander boom"))
    other = Desk(tmp_path / "ander boom")
    main = desk.git("rev-parse", "HEAD")
    other.done(*SET)
    assert desk.git("rev-parse", "main") == main
    assert desk.read("partners/hattem.yaml") == RICH["partners/hattem.yaml"]
    assert other.git("status", "--porcelain") == desk.git("status", "--porcelain") == ""
    desk.done(*REPLACE)
    assert desk.git("rev-parse", "main~1") == main


def test_nothing_is_written_through_a_link(desk: Desk) -> None:
    def refused() -> None:
        before = sorted((str(f), f.read_bytes()) for f in desk.root.rglob("*.yaml") if f.is_file())
        head = desk.git("rev-parse", "HEAD")
        for arguments in (SET, ("add", "partner", "nieuw", "name=N", "type=foundation", "pillar=society")):
            result = desk.regio(*arguments)
            assert result.code in (2, 3), result
            assert "Traceback" not in result.err
            assert "fault in regio" not in result.err
        assert sorted((str(f), f.read_bytes()) for f in desk.root.rglob("*.yaml") if f.is_file()) == before
        assert desk.git("rev-parse", "HEAD") == head

    partners = desk.root / "registry" / "partners"
    partners.rename(desk.root / "echt")
    partners.symlink_to("../echt")
    refused()
    desk.git("add", "-A")
    desk.git("commit", "-qm", "Een link")
    refused()
    partners.unlink()
    (desk.root / "echt").rename(partners)
    (desk.root / "registry").rename(desk.root / "echt")
    (desk.root / "registry").symlink_to("echt")
    desk.git("add", "-A")
    desk.git("commit", "-qm", "Nog een link")
    refused()


def test_an_object_store_that_can_not_be_written_leaves_all_as_it_was(desk: Desk) -> None:
    # Also for root, whom no mode stops: a file in the place of each folder that is to come.
    desk.git("repack", "-adq")
    desk.git("prune-packed", "-q")
    for number in range(256):
        (desk.root / ".git" / "objects" / f"{number:02x}").write_text("")
    told = desk.refused(3, *SET)
    assert "git says: error: unable to create" in told or "git says: error: unable to write" in told
    assert not (desk.root / ".git" / "regio" / "change").exists()


def test_variables_of_a_surrounding_git_do_not_lead_astray(desk: Desk, tmp_path: Path) -> None:
    astray = {
        "GIT_DIR": str(tmp_path),
        "GIT_WORK_TREE": str(tmp_path),
        "GIT_INDEX_FILE": str(tmp_path / "index"),
        "GIT_OBJECT_DIRECTORY": str(tmp_path),
    }
    desk.done(*SET, env=astray)
    assert desk.count() == 2
    assert list(tmp_path.glob("index*")) == []


# ------------------------------------------------------------------------------------------------------- 5. several at once


@pytest.fixture
def holder(desk: Desk) -> Iterator[Callable[[], "subprocess.Popen[str]"]]:
    """Start another process that holds the lock of `desk` until it is ended."""
    started: list[subprocess.Popen[str]] = []

    def hold() -> "subprocess.Popen[str]":
        program = (
            "import sys, os, time\nfrom pathlib import Path\nfrom regio_cli.store.lock import Owner, locked\n"
            "with locked(Path(sys.argv[1]), Owner(os.getpid(), 'elders', 0.0), 0, print, time.sleep):\n"
            "    print('held', flush=True)\n    sys.stdin.read()\n"
        )
        file = desk.root / ".git" / "regio" / "lock"
        process = start(
            [sys.executable, "-c", program, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        return process

    yield hold
    for process in started:
        process.kill()
        process.communicate(timeout=LIMIT)


def test_a_lock_that_another_holds_is_waited_for_but_not_for_ever(
    desk: Desk, holder: Callable[[], "subprocess.Popen[str]"], monkeypatch: pytest.MonkeyPatch
) -> None:
    from regio_cli.change import transaction

    process = holder()
    assert "+short_name: Hattem" in desk.done(*SET, "--dry-run")
    if not hasattr(os, "fork"):
        pytest.skip("its patience can be set in a fork only")
    monkeypatch.setattr(transaction.Desk, "patience", 0.0)
    monkeypatch.setattr(transaction.Desk.__init__, "__defaults__", (0.0,))
    told = desk.refused(3, *SET)
    assert f"process {process.pid} on elders" in told


def test_a_change_goes_on_when_the_lock_is_let_go(desk: Desk, holder: Callable[[], "subprocess.Popen[str]"]) -> None:
    process = holder()
    timer = threading.Timer(1.5, process.kill)
    timer.start()
    result = desk.regio(*SET)
    timer.join(LIMIT)
    assert result.code == 0
    assert f"waiting for another regio (process {process.pid})" in result.err
    assert desk.count() == 2


def test_what_was_expected_holds_for_the_change_that_is_made_after_a_wait(
    desk: Desk, holder: Callable[[], "subprocess.Popen[str]"]
) -> None:
    first = holder()
    words = [sys.executable, "-m", "regio_cli", "dissolve", "raad", "--on", "2025-05-01", "--expect", "6"]
    env = {**os.environ, "REGIO_LANG": "en"}
    waiting = start(words, cwd=desk.root, env=env, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    assert waiting.stderr
    assert "waiting for another regio" in waiting.stderr.readline()
    desk.write("mandates/raad-kennis-2024.yaml", RICH["mandates/raad-kennis-2023.yaml"].replace("p-d4e5", "p-b2c3"))
    desk.git("add", "-A")
    desk.git("commit", "-qm", "Iemand anders")
    first.kill()
    told = waiting.communicate(timeout=LIMIT)[1]
    assert waiting.returncode == 2
    assert "7 records would change, not 6" in told
    assert desk.count() == 2
    assert "end_date" not in desk.read("bodies/raad.yaml")


def test_the_lock_of_a_process_that_died_is_no_lock(desk: Desk, holder: Callable[[], "subprocess.Popen[str]"]) -> None:
    process = holder()
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=LIMIT)
    assert (desk.root / ".git" / "regio" / "lock").read_text() != ""
    desk.done(*SET)


def test_an_index_that_git_itself_locks_for_a_moment_is_waited_for(desk: Desk) -> None:
    lock = desk.root / ".git" / "index.lock"
    lock.write_text("")
    timer = threading.Timer(0.6, lock.unlink)
    timer.start()
    result = desk.regio(*SET)
    timer.join(LIMIT)
    assert result.code == 0, result
    assert desk.git("status", "--porcelain") == ""


def test_an_index_that_stays_locked_refuses_the_change(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from regio_cli.change import journal

    if not hasattr(os, "fork"):
        pytest.skip("its patience can be set in a fork only")
    lock = desk.root / ".git" / "index.lock"
    lock.write_text("")
    monkeypatch.setattr(journal, "INDEX_PATIENCE", 0.0)
    result = desk.regio(*SET)
    assert result.code == 3
    assert "index.lock" in result.err
    assert desk.count() == 1
    lock.unlink()
    assert desk.regio("show", "hattem").err == ""
    assert desk.git("status", "--porcelain") == ""


def test_changes_of_several_processes_all_arrive(desk: Desk) -> None:
    from concurrent.futures import ThreadPoolExecutor

    texts = [f"n{number}" for number in range(6)]

    def one(text: str) -> int:
        words = [
            sys.executable,
            "-m",
            "regio_cli",
            "add",
            "partner",
            text,
            f"name={text}",
            "type=foundation",
            "pillar=society",
        ]
        return subprocess.run(
            words, cwd=desk.root, env={**os.environ, "REGIO_LANG": "en"}, capture_output=True, timeout=LIMIT
        ).returncode

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(one, texts)) == [0] * len(texts)
    assert desk.count() == 1 + len(texts)
    assert desk.git("status", "--porcelain") == ""
    assert desk.git("fsck", "--strict", "--no-dangling") == ""


def test_a_lock_that_git_left_on_the_branch_is_told_and_nothing_is_changed(desk: Desk) -> None:
    top = desk.root.parent if (desk.root.parent / ".git").exists() else desk.root
    lock = top / ".git/refs/heads/main.lock"
    lock.touch()
    done = desk.regio("set", "zwolle", "short_name=Zwolle", "--reason", "proef")
    assert done.code == 3 and "main.lock" in done.err and "when no git is at work" in done.err
    lock.unlink()
    assert desk.git("status", "--porcelain") == ""
    desk.done("set", "zwolle", "short_name=Zwolle", "--reason", "proef")
