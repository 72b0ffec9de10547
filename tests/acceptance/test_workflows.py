"""The files for git hosts are valid for their hosts, give nothing away, and their scripts do what they say: they are run."""

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.clones import shared, write_hook
from tests.command import Result
from tests.conftest import Place
from tests.processes import LIMIT

TOP = Path(__file__).parents[2]
FILES = {
    "github": ".github/workflows/registry.yml",
    "gitlab": ".gitlab-ci.yml",
    "forgejo": ".forgejo/workflows/registry.yml",
    "azure": "azure-pipelines.yml",
}
SCHEMAS = {
    "github": ["vendor.github-workflows"],
    "gitlab": ["vendor.gitlab-ci", "--data-transform", "gitlab-ci"],
    "forgejo": ["vendor.github-workflows"],
    "azure": ["vendor.azure-pipelines", "--data-transform", "azure-pipelines", "--regex-variant", "nonunicode"],
}
BOTS = {"github": "github-actions[bot]", "forgejo": "forgejo-actions", "gitlab": "x", "azure": "x"}
MARK = "<!-- regio-review -->"
PINNED = re.compile(r"(https://code\.forgejo\.org/)?actions/(checkout|setup-python)@[0-9a-f]{40}")


def steps_of(host: str) -> list[dict[str, Any]]:
    document = yaml.safe_load((TOP / FILES[host]).read_text(encoding="utf-8"))
    if host == "gitlab":
        return [{"name": "all", "run": "\n".join(document["registry"]["script"])}]
    found = document["steps"] if host == "azure" else document["jobs"]["registry"]["steps"]
    return [
        {**step, "name": step.get("name", step.get("displayName")), "run": step.get("run", step.get("bash"))}
        for step in found
    ]


def script(host: str, name: str) -> str:
    return next(step["run"] for step in steps_of(host) if step["name"] == name)


@pytest.mark.parametrize("host", FILES)
def test_the_file_is_valid_for_its_host(host: str) -> None:
    checker = Path(sys.executable).with_name("check-jsonschema")
    done = subprocess.run(
        [checker, "--builtin-schema", *SCHEMAS[host], TOP / FILES[host]], capture_output=True, timeout=LIMIT
    )
    assert done.returncode == 0, done.stdout.decode()


@pytest.mark.parametrize("host", FILES)
def test_our_own_files_are_the_ones_that_are_shipped(host: str, place: Place) -> None:
    assert place.regio("hosting", "write", host).code == 0
    assert (place.root / FILES[host]).read_bytes() == (TOP / FILES[host]).read_bytes()


@pytest.mark.parametrize("host", FILES)
def test_no_value_of_a_pull_request_stands_inside_a_script(host: str) -> None:
    for step in steps_of(host):
        text = step["run"] or ""
        assert "${{" not in text
        assert not re.search(r"\$\([A-Za-z_.]+\)", text)
        assert "python -c" not in text
        assert subprocess.run(["bash", "-n"], input=text.encode(), timeout=LIMIT).returncode == 0


@pytest.mark.parametrize("host", ["github", "forgejo"])
def test_a_workflow_is_given_little_and_runs_only_what_is_pinned(host: str) -> None:
    text = (TOP / FILES[host]).read_text(encoding="utf-8")
    document = yaml.safe_load(text)
    assert "pull_request_target" not in text
    assert set(document[True]) == {"pull_request", "push"}
    if host == "github":
        assert document["permissions"] == {}
        assert document["jobs"]["registry"]["permissions"] == {"contents": "read", "pull-requests": "write"}
    for step in steps_of(host):
        assert "uses" not in step or PINNED.fullmatch(step["uses"])
        tokens = [value for value in step.get("env", {}).values() if "token" in str(value)]
        assert not tokens or step["name"] == "Comment"
    checkout = next(step for step in steps_of(host) if "checkout" in step.get("uses", ""))
    assert checkout["with"]["persist-credentials"] is False


@dataclass(frozen=True)
class Runner:
    """A machine of a host: a clone with a branch under review, `regio`, `gh` and `curl` on PATH, a host that is played."""

    place: Place
    folder: Path
    host: str

    def run(self, name: str, **env: str) -> Result:
        tools, temp = self.folder / "tools", str(self.folder / "temp")
        surroundings = {
            "PATH": f"{tools}:{Path(sys.executable).parent}:/usr/bin:/bin",
            "HOME": temp, "REGIO_ROOT": ".", "REGIO_LANG": "en",
            "GITHUB_EVENT_NAME": "pull_request", "GITHUB_BASE_REF": "main", "GITHUB_REPOSITORY": "regio/register",
            "GITHUB_API_URL": "https://host.example/api/v1", "RUNNER_TEMP": temp, "GITHUB_OUTPUT": f"{temp}/output",
            "GITHUB_STEP_SUMMARY": f"{temp}/summary", "NUMBER": "5", "GH_TOKEN": "geheim", "TOKEN": "geheim",
            "CI_MERGE_REQUEST_IID": "5", "CI_MERGE_REQUEST_DIFF_BASE_SHA": self.place.git("rev-parse", "main").strip(),
            "CI_API_V4_URL": "https://host.example/api/v4", "CI_PROJECT_ID": "3", "REGIO_COMMENT_TOKEN": "geheim",
            "BUILD_REASON": "PullRequest", "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main",
            "SYSTEM_COLLECTIONURI": "https://host.example/org/", "SYSTEM_TEAMPROJECTID": "p", "BUILD_REPOSITORY_ID": "r",
            "SYSTEM_PULLREQUEST_PULLREQUESTID": "5", "AGENT_TEMPDIRECTORY": temp,
            **env,
        }  # fmt: skip
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script(self.host, name)]
        done = subprocess.run(command, cwd=self.place.root, env=surroundings, capture_output=True, timeout=LIMIT)
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    def review(self, text: str, status: int = 0) -> Result:
        """Run the whole of a pull request for a branch of which regio says `text`; return how the last step ended."""
        (self.folder / "review.md").write_text(f"{MARK}\n{text}\n")
        (self.folder / "status").write_text(str(status))
        if self.host == "gitlab":
            return self.run("all")
        for name in ("Validate", "Review", "Comment"):
            result = self.run(name)
            assert result.code == 0, result
        output = self.folder / "temp" / "output"
        told = output.read_text().splitlines()[-1].removeprefix("status=") if output.exists() else ""
        return self.run("Verdict", STATUS=told)

    @property
    def comments(self) -> list[tuple[str, str]]:
        found = json.loads((self.folder / "comments.json").read_text())
        return [(each["by"], each["body"]) for each in found]


@pytest.fixture(params=FILES)
def runner(request: pytest.FixtureRequest, tmp_path: Path) -> Runner:
    if request.param == "github" and not shutil.which("jq"):
        pytest.skip("the played gh needs jq")
    place = shared(tmp_path).clone("runner")
    place.git("switch", "-qc", "voorstel")
    folder = tmp_path / "host"
    for name in ("tools", "temp"):
        (folder / name).mkdir(parents=True)
    bot = BOTS[request.param]
    played = f'"{sys.executable}" "{TOP}/tests/host.py"'
    fix = f'sed -i "s/\\"BOT\\"/\\"{bot}\\"/" "{folder}/comments.json"'
    for tool in ("gh", "curl"):
        write_hook(folder / "tools" / tool, f'{played} {tool} "{folder}" "$@" && {fix}')
    write_hook(
        folder / "tools" / "regio",
        f'if [ "$1" = review ]; then printf "%s\\n" "$@" > "{folder}/asked"; cat "{folder}/review.md"; exit "$(cat "{folder}/status")"; fi\n'
        f'exec "{sys.executable}" -P -m regio_cli "$@"',
    )
    stranger = {"id": 1, "by": "iemand", "by_id": 3, "body": f"{MARK} niet van regio"}
    (folder / "comments.json").write_text(json.dumps([stranger]))
    return Runner(place, folder, request.param)


def test_a_review_becomes_one_comment_that_is_brought_up_to_date(runner: Runner) -> None:
    assert runner.review("Hattem wijst een nieuw lid aan").code == 0
    assert runner.review("Hattem wijst **toch** een ander lid aan").code == 0
    stranger, own = runner.comments
    assert stranger == ("iemand", f"{MARK} niet van regio")
    assert own[1].rstrip() == f"{MARK}\nHattem wijst **toch** een ander lid aan"
    asked = (runner.folder / "asked").read_text().splitlines()
    base = runner.place.git("rev-parse", "main").strip() if runner.host == "gitlab" else "origin/main"
    assert asked == ["review", "-C", ".", base, "HEAD", "--format", "md"]


def test_only_what_the_review_finds_new_turns_it_red(runner: Runner) -> None:
    runner.place.write("partners/kampen.yaml", "name: Kampen\ntype: koninkrijk\npillar: government\n")
    assert runner.review("niets nieuws", 0).code == 0
    red = runner.review("een nieuwe fout", 1)
    assert red.code == 1
    assert "een nieuwe fout" in runner.comments[-1][1]


def test_when_the_review_can_not_be_made_nothing_is_said(runner: Runner) -> None:
    (runner.folder / "review.md").write_text("half")
    (runner.folder / "status").write_text("3")
    assert runner.run("all" if runner.host == "gitlab" else "Review").code == 3
    assert len(runner.comments) == 1


def test_on_the_shared_branch_errors_decide_and_nothing_is_said(runner: Runner) -> None:
    name = "all" if runner.host == "gitlab" else "Validate"
    away = {"GITHUB_EVENT_NAME": "push", "CI_MERGE_REQUEST_IID": "", "BUILD_REASON": "IndividualCI"}
    assert runner.run(name, **away).code == 0
    runner.place.write("partners/kampen.yaml", "name: Kampen\ntype: koninkrijk\npillar: government\n")
    assert runner.run(name, **away).code == 1
    assert len(runner.comments) == 1


def test_nothing_in_the_branch_is_run_and_no_value_is_a_command_to_the_runner(runner: Runner) -> None:
    for name in ("json", "regio_cli", "pathlib", "pip"):
        (runner.place.root / f"{name}.py").write_text(
            f"open({str(runner.folder / 'run')!r}, 'w')\nraise SystemExit(0)\n"
        )
    outside = runner.folder / "outside"
    (runner.place.root / "review.md").symlink_to(outside)
    runner.place.write(
        "partners/kampen.yaml", 'name: Kampen\ntype: "##vso[task.complete result=Failed;]"\npillar: government\n'
    )
    text = "::add-mask::x\n##vso[task.setvariable variable=a]b\n`$(touch run)`"
    assert runner.review(text).code == 0
    assert not (runner.folder / "run").exists()
    assert not (runner.place.root / "run").exists()
    assert not outside.exists()
    printed = "" if runner.host == "gitlab" else runner.run("Validate").out + runner.run("Review").out
    commands = "##" if runner.host == "azure" else r"^(::(?!error|warning|notice)|##)"
    assert not re.search(commands, printed, re.MULTILINE)
    assert text in runner.comments[-1][1]


def test_the_hooks_for_pre_commit_are_as_it_reads_them() -> None:
    pre_commit = Path(sys.executable).with_name("pre-commit")
    file = TOP / ".pre-commit-hooks.yaml"
    assert subprocess.run([pre_commit, "validate-manifest", file], timeout=LIMIT).returncode == 0
    hooks = yaml.safe_load(file.read_text())
    assert [hook["id"] for hook in hooks] == ["regio-validate", "regio-fmt"]
    assert re.search(hooks[1]["files"], "registry/partners/hattem.yaml")
    assert not re.search(hooks[1]["files"], "docs/x.yaml")


def test_a_file_that_is_there_is_not_written_over_unasked(place: Place) -> None:
    file = place.root / FILES["gitlab"]
    file.write_text("eigen: werk\n")
    assert place.regio("hosting", "write", "gitlab").code == 2
    assert place.regio("hosting", "write", "gitlab", "--check").code == 1
    assert file.read_text() == "eigen: werk\n"
    assert place.regio("hosting", "write", "gitlab", "--force").code == 0
    assert place.regio("hosting", "write", "gitlab", "--check").code == 0
    assert place.regio("hosting", "write", "gitlab").out == ".gitlab-ci.yml is as regio writes it\n"
    assert place.regio("hosting", "write", "sourceforge").code == 2


def test_a_registry_below_the_top_is_named_in_the_file(tmp_path: Path) -> None:
    place = shared(tmp_path, "Mijn Register").clone("anna")
    assert place.regio("hosting", "write", "github").code == 0
    top = place.root.parent
    found = yaml.safe_load((top / FILES["github"]).read_text())
    assert found["jobs"]["registry"]["env"]["REGIO_ROOT"] == "Mijn Register"


def test_a_new_registry_can_begin_with_the_file_of_its_host(tmp_path: Path) -> None:
    place = Place(tmp_path)
    assert place.regio("init", "nieuw", "--ci", "github").code == 0
    assert FILES["github"] in Place(tmp_path / "nieuw").git("ls-files")
    assert place.regio("init", "anders", "--ci", "sourceforge").code == 2
    assert not (tmp_path / "anders").exists()
