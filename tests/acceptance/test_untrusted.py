"""A revision that is read, and a folder that is checked out, come from others: no command runs, follows or obeys what is in it."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.acceptance.branches import commit, founded
from tests.acceptance.changes import Desk
from tests.acceptance.test_review_hostile import add, stage
from tests.conftest import Place
from tests.processes import LIMIT

# Each reads the revision HEAD, or the work tree in which it is checked out.
READING = (
    ("validate", "--rev", "HEAD"), ("validate",), ("diff", "main", "HEAD"), ("diff", "main"), ("log",), ("show", "HEAD"),
    ("blame", "partner/evil"), ("show", "partner/evil", "--rev", "HEAD"), ("list", "partners", "--rev", "HEAD"),
    ("query", "SELECT name FROM partner", "--rev", "HEAD"), ("find", "evil"), ("report", "today", "--rev", "HEAD"),
    ("report", "network", "--rev", "HEAD", "--format", "html"), ("audit",), ("review", "main", "HEAD"), ("codeowners",),
    ("fmt", "--check"),
)  # fmt: skip
posix = pytest.mark.skipif(sys.platform == "win32", reason="written for a shell, or links ask for rights there")


@pytest.fixture
def branch(desk: Desk) -> Desk:
    return founded(desk)


def told(branch: Desk, *command: str) -> str:
    result = branch.regio(*command)
    assert result.code in (0, 1, 2), result
    assert "fault in regio" not in result.err
    return result.out + result.err


# Values.

EVIL = "=1+1\\e[2J\\u202Eb\\n::error::x\\r##[error]y\\n##vso[task.x]z <script>alert(1)</script> [l](https://evil.example) @x"
_COMMANDS = re.compile(r"^\s*::|##(?:vso)?\[|\x1b|\u202e|\r(?!\n)", re.MULTILINE)
_FORMATS = {
    ("validate",): ("text", "json", "github", "gitlab", "sarif", "junit"),
    ("validate", "--rev", "HEAD"): ("text", "json", "github", "gitlab", "sarif", "junit"),
    ("list", "partners", "--rev", "HEAD"): ("table", "json", "ndjson", "yaml", "md", "csv"),
    ("query", 'SELECT name AS "=1+1" FROM partner', "--rev", "HEAD"): ("table", "json", "ndjson", "yaml", "md", "csv"),
    ("log",): ("text", "json", "ndjson", "md"),
    ("diff", "main", "HEAD"): ("text", "json", "md"),
    ("diff", "main"): ("text", "json", "md"),
    ("blame", "partner/evil"): ("text", "json"),
    ("audit",): ("text", "json", "html", "md", "csv"),
    **{("report", name, "--rev", "HEAD"): ("text", "json", "html", "md", "csv")
       for name in ("today", "network", "counterparts", "representation")},
}  # fmt: skip
OUTPUTS = [
    *((*command, "--format", format_) for command, formats in _FORMATS.items() for format_ in formats),
    *(("show", what, *more) for what in ("partner/evil", "body/evil", "mandate/evil", "HEAD", "HEAD~1") for more in ((), ("--json",))),
    ("find", "script"), ("codeowners",), ("fmt", "--check"), ("end", "evil"), ("set", "evil", "website=x"),
]  # fmt: skip


@pytest.fixture(scope="module")
def poisoned(begun: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A branch with a name that means harm in records, a file, an author and the messages of commits."""
    branch = founded(begun.copy(tmp_path_factory.mktemp("poisoned") / begun.root.name))
    text = json.dumps(EVIL).replace("\\\\", "\\")
    branch.write("partners/evil.yaml", f"name: {text}\nshort_name: {text}\ntype: mbo\npillar: education\n")
    seat = "seats:\n  - id: lid\n    role: member\n    basis: representation\n    on_behalf_of:\n      - evil\n    voting: true\n"
    branch.write("bodies/evil.yaml", f"name: {text}\nlevel: executive\ntype: table\n{seat}")
    held = "person: p-g7b8\nbody: evil\nseat: lid\non_behalf_of:\n  - evil\nstatus: appointed\nstart_date: 2023-01-01\n"
    branch.write("mandates/evil.yaml", f"{held}lapses_with: nothing\ndecision: {text}\n")
    if sys.platform != "win32":
        branch.write("partners/a\n::error::b\x1b[2J.yaml", "name: x\n")
    commit(branch, "\x1b[2J::error::x\u202e ##[error]y\n\nReason: ::error::\x1b[31m\u202ex\n")
    branch.write("partners/evil.yaml", f"name: {text}\ntype: mbo\npillar: education\n")
    branch.git("add", "-A")
    branch.git("-c", "user.name=::error::\x1b[2J\u202e<b>", "commit", "-qm", "::error::x\u202e")
    return branch


@pytest.mark.parametrize("command", OUTPUTS, ids=" ".join)
def test_nothing_that_is_told_steers_a_terminal_or_a_runner_or_is_markup(
    poisoned: Desk, command: Sequence[str]
) -> None:
    out = told(poisoned, *command)
    if "csv" in command:
        # Data for programs, as it is; but a cell that begins a formula has an apostrophe before it.
        assert not re.search(r'(?:^|,)"?[=+@-][^,\n]', out, re.MULTILINE)
        return
    ours = "\n".join(line.removeprefix("::") for line in out.splitlines()) if "github" in command else out
    if "html" in command:
        # A page is no log.
        assert "<script" not in out and "<b>" not in out
        ours = ours.replace("##", "")
    assert not _COMMANDS.search(ours), ours
    if "md" in command:
        assert not re.search(r"(?<!\\)<script|(?<!\\)\[l", out)
    if "json" in command or "--json" in command:
        json.loads(out)


# Git.


@posix
@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_no_setting_hook_or_driver_of_a_branch_is_run(branch: Desk, tmp_path: Path, command: Sequence[str]) -> None:
    """All that git could be told to run is in files of the branch, under each name that git knows for such a file."""
    canary = tmp_path / "canary"
    trap = f"touch '{canary}'"
    settings = (
        f'[core]\n\tfsmonitor = {trap}\n\thooksPath = .githooks\n\tpager = {trap}\n[alias]\n\tlog = "!{trap}"\n\tstatus = "!{trap}"\n'
        f'[includeIf "gitdir:**"]\n\tpath = .gitconfig\n[filter "evil"]\n\tclean = {trap}\n\tsmudge = {trap}\n'
        f'[diff]\n\texternal = {trap}\n[diff "evil"]\n\ttextconv = {trap}\n[merge "evil"]\n\tdriver = {trap}\n'
    )
    for name in (".gitconfig", "config", "registry/.gitconfig", "git/config"):
        add(branch, name, settings.encode())
    add(branch, ".githooks/pre-commit", f"#!/bin/sh\n{trap}\n".encode(), "100755")
    add(branch, "registry/.gitattributes", b"* filter=evil diff=evil merge=evil\n")
    add(branch, ".gitattributes", b"* filter=evil diff=evil merge=evil\n")
    add(
        branch,
        ".gitmodules",
        f'[submodule "x"]\n\tpath = x\n\turl = "ext::sh -c {trap}"\n\tupdate = !{trap}\n'.encode(),
    )
    add(branch, "registry/partners/evil.yaml", b"name: Evil\ntype: mbo\npillar: education\n")
    branch.git("commit", "-qm", "Val")
    branch.git("reset", "-q", "--hard")
    told(branch, *command)
    assert not canary.exists()


@posix
def test_a_folder_made_up_like_git_s_own_gives_no_settings(branch: Desk, tmp_path: Path) -> None:
    """A branch can hold a bare repository with a registry in it; who goes there is in the hands of its settings."""
    canary = tmp_path / "canary"
    inner = branch.root / "evil"
    subprocess.run(["git", "init", "-q", "--bare", str(inner)], check=True, timeout=LIMIT)
    shutil.copytree(branch.root / "registry", inner / "registry")
    with (inner / "config").open("a") as file:
        file.write(f"[core]\n\tbare = false\n\tworktree = .\n\tfsmonitor = \"touch '{canary}'; false\"\n")
    subprocess.run(["git", "status"], cwd=inner, capture_output=True, timeout=LIMIT)
    assert canary.exists(), "the trap works: git itself falls into it"
    canary.unlink()
    for command in (("validate",), ("list", "partners"), ("show", "zwolle"), ("log",), ("audit",)):
        branch.regio(*command, cwd=inner)
    assert not canary.exists()


MODULES = b'[submodule "x"]\n\tpath = registry/partners/deltion.yaml\n\turl = https://evil.example\n\tignore = all\n'


def test_no_setting_of_a_branch_hides_a_submodule(branch: Desk) -> None:
    """``ignore = all`` in .gitmodules of the work tree lets git leave submodules out of what it answers."""
    add(branch, ".gitmodules", MODULES)
    branch.git("rm", "-q", "--cached", "registry/partners/deltion.yaml")
    stage(branch, f"160000 {branch.git('rev-parse', 'HEAD').strip()}\tregistry/partners/deltion.yaml")
    branch.git("commit", "-qm", "Val")
    branch.git("reset", "-q", "--hard")
    for command in (("validate", "--rev", "HEAD"), ("validate",), ("review", "main", "HEAD")):
        assert "submodule" in told(branch, *command), command
    for command in (("log", "--limit", "1"), ("diff", "main", "HEAD"), ("show", "HEAD")):
        assert "Deltion" in told(branch, *command), command
    (branch.root / "registry/partners/nieuw.yaml").mkdir()
    stage(branch, f"160000 {branch.git('rev-parse', 'HEAD').strip()}\tregistry/partners/nieuw.yaml")
    branch.git("config", "-f", ".gitmodules", "submodule.y.path", "registry/partners/nieuw.yaml")
    branch.git("config", "-f", ".gitmodules", "submodule.y.ignore", "all")
    assert "registry/partners/nieuw.yaml" in told(branch, "validate")
    branch.git("add", ".gitmodules")
    branch.git("commit", "-qm", "Nog een")
    branch.git("reset", "-q", "--hard")
    for command in (
        ("validate", "--rev", "HEAD"),
        ("validate",),
        ("review", "main", "HEAD"),
        ("review", "HEAD~1", "HEAD"),
    ):
        assert "registry/partners/nieuw.yaml" in told(branch, *command), command


# Links.


@posix
@pytest.mark.parametrize("name", ["registry", "schemas", "rules", "registry/partners", "registry/partners/link.yaml",
                                  "schemas/link.schema.json", "rules/EVL-1.sql"])  # fmt: skip
def test_no_link_is_followed(branch: Desk, tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret"
    (secret / "partners").mkdir(parents=True)
    for file in ("x.yaml", "x.schema.json", "x.sql", "registry.yaml", "partners/x.yaml"):
        (secret / file).write_text('name: GEHEIM\ntype: "GEHEIM"\n')
    target = secret / f"x.{name.partition('.')[2]}" if "." in name else secret
    if (branch.root / name).is_dir():
        branch.git("rm", "-rq", "--cached", name)
        shutil.rmtree(branch.root / name)
    (branch.root / name).parent.mkdir(exist_ok=True)
    (branch.root / name).symlink_to(target)
    branch.git("add", "-A")
    branch.git("commit", "-qm", "Val")
    for command in READING:
        result = branch.regio(*command)
        assert "GEHEIM" not in result.out + result.err
        assert "fault in regio" not in result.err, (command, result)


# Rules.

HEAD = "-- id: {}\n-- severity: error\n-- title: {{en: x, nl: x}}\n-- message: {{en: found, nl: x}}\n-- why: {{en: x, nl: x}}\n-- source: x\n"
RULES = {
    "EVL-1": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) AS record FROM n",
    "EVL-2": "SELECT hex(zeroblob(1000000000)) AS record",
    "EVL-3": "ATTACH 'canary.db' AS x",
    "EVL-4": "SELECT load_extension('./evil') AS record",
    "EVL-5": "SELECT group_concat(a.id || b.id || c.id || d.id) AS record FROM partner a, partner b, partner c, partner d, mandate e, mandate f, mandate g",
}


@posix
@pytest.mark.parametrize("rev", [(), ("--rev", "HEAD")], ids=["work tree", "revision"])
def test_the_rules_of_a_revision_have_no_more_than_a_sandbox(branch: Desk, rev: Sequence[str]) -> None:
    import resource

    (branch.root / "rules").mkdir()
    for id_, query in RULES.items():
        (branch.root / f"rules/{id_}.sql").write_text(HEAD.format(id_) + query)
    commit(branch)
    limit = 1 << 30
    done = subprocess.run(
        [sys.executable, "-m", "regio_cli", "validate", "--rules", ",".join(RULES), *rev],
        cwd=branch.root, env={**os.environ, "REGIO_LANG": "en"}, capture_output=True, timeout=120,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
    )  # fmt: skip
    out = done.stdout.decode()
    assert (done.returncode, done.stderr) == (1, b""), done
    assert out.count("[rule-not-run]") == len(RULES), out
    assert not list(branch.root.rglob("canary*"))


# Python.


@posix
def test_what_regio_installs_takes_no_code_from_the_folder_under_review(place: Place, tmp_path: Path) -> None:
    """`python -m regio_cli` would: the folder it is run in comes first. Hooks and drivers do not."""
    canary = tmp_path / "canary"
    for command in (("hooks", "install"), ("drivers", "install")):
        assert place.regio(*command).code == 0
    for name in ("regio_cli", "typer", "json"):
        (place.root / name).mkdir()
        (place.root / name / "__init__.py").write_text(f"open({str(canary)!r}, 'w')\n")
        (place.root / name / "__main__.py").write_text("")
    place.write(
        "partners/zwolle.yaml",
        "name: Gemeente Zwolle\ntype: municipality\npillar: government\nprovince: overijssel\nshort_name: Z\n",
    )
    place.git("add", "-A")
    place.git("commit", "-qm", "Naam\n\nReason: korter\n")
    place.git("switch", "-qc", "anders", "HEAD~1")
    place.write("partners/zwolle.yaml", "name: Zwolle\ntype: municipality\npillar: government\nprovince: overijssel\n")
    place.git("add", "-A")
    place.git("commit", "-qm", "Naam\n\nReason: anders\n")
    place.git("switch", "-q", "main")
    place.git("log", "-p", "--all")
    place.git("merge", "-q", "--no-edit", "anders")
    assert "short_name: Z" in (place.root / "registry/partners/zwolle.yaml").read_text()
    assert not canary.exists()
    subprocess.run([sys.executable, "-m", "regio_cli"], cwd=place.root, capture_output=True, timeout=LIMIT)
    assert canary.exists(), "the trap works: Python itself falls into it"
