"""A branch under review is data: nothing in it is executed, obeyed, followed, or taken for markup or a command."""

import json
import os
import re
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.branches import ON, codes, commit, founded, handover, review, stakes
from tests.acceptance.changes import Desk
from tests.processes import LIMIT

FORMATS = ("text", "md", "json", "github", "gitlab", "sarif")
MARKUP = (
    "# kop", "## ::error::x", "- lijst", "1. lijst", "1) lijst", "+ lijst", "> citaat", "=== kop", "---", "***vet***", "_schuin_", "~~door~~",
    "[link](https://evil.example)", "![beeld](https://evil.example/x.png)", "<https://evil.example>", "https://evil.example/x",
    "www.evil.example", "mail@evil.example", "@bestuurder", "zie #12", "GH-12", "owner/repo#3", "!34", "%5", "~label", "$7", ":tada:",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- regio-review -->", "</details>", "&lt;b&gt;", "`code`", "``` blok",
    "| cel | cel |", "$x^2$", "\\\\*vet\\\\*", "[ ] taak", "[^1]", "[ref]: https://evil.example", "/close", "<details>", "\\*x\\*",
)  # fmt: skip
COMMANDS = (
    "::error file=x::verzonnen", "::set-output name=x::y", "::add-mask::x", "::stop-commands::x", "##[error]verzonnen",
    "##vso[task.setvariable variable=x]y", "x ##[add-matcher]y.json", "section_start:1:x",
)  # fmt: skip
_CALLS = re.compile(r"^\s*::|##\[|##vso\[|\x1b|\r", re.MULTILINE)


@pytest.fixture
def branch(desk: Desk) -> Desk:
    return founded(desk)


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def partner(name: str) -> str:
    return f"name: {quoted(name)}\ntype: mbo\npillar: education\n"


def rendered(text: str) -> tuple[list[Any], str]:
    """Return what GitHub's Markdown makes of `text`: all tokens, and the words that a reader sees."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = parser.parse(text)
    flat = [child for token in tokens for child in (token, *(token.children or ()))]
    words = "".join(
        t.content if t.type in ("text", "code_inline") else "\n" if t.type == "inline" else "" for t in flat
    )
    return flat, words.replace("\u200b", "")


def reviewed(branch: Desk, format_: str, *more: str) -> str:
    result = branch.regio("review", "main", *more, "--on", ON, "--format", format_)
    assert result.code in (0, 1), result
    assert "fault in regio" not in result.err
    return result.out


# Markup.


@pytest.fixture
def marked(branch: Desk) -> str:
    """The review of a branch that has each piece of markup as a name, in a table, and in the message of a commit."""
    for number, text in enumerate(MARKUP):
        branch.write(f"partners/evil{number}.yaml", partner(text))
        branch.git("commit", "-q", "--allow-empty", "-m", f"Onderwerp {text}\n\nReason: {text}\nDecision: {text}\n")
    tafel = branch.read("bodies/tafel.yaml").replace("Tafel Wonen", "'](x) <b> | @x'")
    branch.write("bodies/tafel.yaml", tafel.replace("observer", "member").replace("voting: false", "voting: true"))
    commit(branch)
    return reviewed(branch, "md")


def test_a_name_forges_no_markup(marked: str) -> None:
    tokens, words = rendered(marked)
    forged = (
        "link_open image s_open em_open code_inline fence code_block hr ordered_list_open blockquote_open html_inline"
    )
    assert not {token.type for token in tokens} & set(forged.split())
    blocks = {token.content.strip() for token in tokens if token.type == "html_block"}
    ours = re.compile(r"<!-- regio-review -->|</details>|<details><summary>[^<]*</summary>")
    assert [block for block in blocks if not ours.fullmatch(block)] == []
    headings = sum(token.type == "heading_open" for token in tokens)
    assert headings == len(re.findall(r"^#+ [A-Z]", marked, re.MULTILINE))
    assert marked.startswith("<!-- regio-review -->\n")
    assert marked.count("<!-- regio-review -->") == 1
    assert [text for text in MARKUP if f"new partner: {' '.join(text.split())}" not in words] == []


def test_a_host_makes_no_mention_reference_or_link_of_a_name(marked: str) -> None:
    """What hosts find in plain text, after Markdown is done with it."""
    shown = marked.replace("\\", "")
    for found in (r"@\w", r"#\d", r"\bGH-\d", r"(?<!\w):\w+:", r"https?://", r"\bwww\.", r"[!%~$]\d", r"~\w", r"^/"):
        assert not re.search(found, shown, re.MULTILINE), found


def test_the_names_of_branches_and_files_forge_no_markup(branch: Desk) -> None:
    branch.git("switch", "-q", "-c", "<b>@x`#1")
    branch.write("partners/<img src=x>.yaml", partner("Naam"))
    branch.write("](https:evil).txt", "x")
    commit(branch)
    out = reviewed(branch, "md")
    kinds = {token.type for token in rendered(out)[0]}
    assert not kinds & {"link_open", "image", "html_inline", "code_inline"}
    assert "Review of <b>@x`#1, to go into main" in rendered(out)[1]


# Commands to the runner of a workflow, and to a terminal.


@pytest.mark.parametrize("format_", FORMATS)
def test_a_value_gives_no_command_to_a_runner(branch: Desk, format_: str) -> None:
    for number, text in enumerate(COMMANDS):
        branch.write(f"partners/evil{number}.yaml", f"name: {quoted(text)}\ntype: {quoted(text)}\npillar: education\n")
        branch.git("commit", "-q", "--allow-empty", "-m", f"{text}\n\nReason: {text}\n")
    commit(branch)
    out = reviewed(branch, format_)
    lines = out.splitlines()
    if format_ == "github":
        assert all(re.match(r"::(error|warning|notice) file=registry/partners/evil\d\.yaml,", line) for line in lines)
        lines = [line.removeprefix("::") for line in lines]
    assert [line for line in lines if _CALLS.search(line)] == []
    if format_ in ("json", "gitlab", "sarif"):
        assert all(text in json.dumps(json.loads(out), ensure_ascii=False) for text in COMMANDS)


@pytest.mark.parametrize("format_", FORMATS)
def test_what_steers_a_terminal_or_turns_writing_round_is_shown_as_such(branch: Desk, format_: str) -> None:
    branch.write(
        "partners/evil.yaml", 'name: "a\\e[2J\\u202Eb\\u200Bc\\u2066"\ntype: "x\\e]0;y\\a"\npillar: education\n'
    )
    commit(branch)
    out = reviewed(branch, format_)
    plain = out.replace("\u200b", "") if format_ == "md" else out
    assert not [char for char in plain if not char.isprintable() and char not in "\n\u00a0"]


def test_the_review_points_out_characters_that_are_not_what_they_seem(branch: Desk) -> None:
    branch.write("partners/evil.yaml", partner("Gemeente H\u0430ttem"))
    branch.write("partners/bidi.yaml", 'name: "Gemeente\\u202Ezwolle"\ntype: mbo\npillar: education\n')
    branch.write("partners/accent.yaml", partner("Gemeente Súdwest-Fryslân"))
    branch.write("partners/k\u0430mpen.yaml", partner("Kampen"))
    branch.git("switch", "-q", "-c", "m\u0430in")
    commit(branch, "Wijziging d\u043e\u043er mij")
    found = {(one["where"], one["field"]): one["text"] for one in review(branch)["lookalikes"]}
    assert found["partner/evil", "name"] == "mixes scripts in one word, with 'а' U+0430 CYRILLIC SMALL LETTER A"
    assert (
        found["partner/bidi", "name"] == "holds characters that steer or can't be seen: U+202E RIGHT-TO-LEFT OVERRIDE"
    )
    assert "U+0430" in found["m\u0430in", None]
    assert "U+0430" in found["registry/partners/k\u0430mpen.yaml", None]
    assert any("U+043E" in text for text in found.values())
    assert not [where for where, _ in found if "accent" in where]


# Git.


def test_no_driver_hook_or_setting_that_a_branch_names_is_run(branch: Desk, tmp_path: Path) -> None:
    """Drivers are there in the repository's own settings, as many have them; a branch names them for its files."""
    canary = tmp_path / "canary"
    trap = f"touch '{canary}'; cat"
    handover(branch)
    (branch.root / ".githooks").mkdir()
    (branch.root / ".githooks/post-checkout").write_text(f"#!/bin/sh\n{trap}\n")
    (branch.root / ".gitconfig").write_text(f"[core]\n\tfsmonitor = {trap}\n\thooksPath = .githooks\n")
    add(branch, ".gitattributes", b"* filter=evil diff=evil merge=evil text eol=crlf\n")
    add(
        branch,
        ".gitmodules",
        f'[submodule "x"]\n\tpath = registry/x\n\turl = "ext::sh -c {canary}"\n\tupdate = !touch {canary}\n'.encode(),
    )
    branch.git("commit", "-qm", "Val")
    for kind in (
        "filter.evil.clean",
        "filter.evil.smudge",
        "diff.evil.textconv",
        "diff.evil.command",
        "merge.evil.driver",
    ):
        branch.git("config", kind, trap)
    branch.git("config", "filter.evil.required", "true")
    assert not canary.exists()
    for format_ in FORMATS:
        reviewed(branch, format_)
    assert not canary.exists()
    # The trap works: git itself falls into it.
    (branch.root / ".gitattributes").write_text("* filter=evil diff=evil merge=evil\n")
    subprocess.run(["git", "diff", "main", "wissel"], cwd=branch.root, capture_output=True, timeout=LIMIT)
    assert canary.exists()
    assert {".gitattributes", ".gitmodules"} <= set(stakes(review(branch))["outside"])


def add(branch: Desk, path: str, content: bytes, mode: str = "100644") -> None:
    """Stage a file without it being on disk, as a pull request would bring it."""
    done = subprocess.run(
        ["git", "hash-object", "-w", "--stdin"],
        input=content,
        cwd=branch.root,
        capture_output=True,
        check=True,
        timeout=LIMIT,
    )
    stage(branch, f"{mode} {done.stdout.decode().strip()}\t{path}")


def stage(branch: Desk, line: str) -> None:
    subprocess.run(
        ["git", "update-index", "-z", "--index-info"],
        input=line.encode() + b"\0",
        cwd=branch.root,
        check=True,
        timeout=LIMIT,
    )


def test_links_and_submodules_are_not_followed(branch: Desk, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("name: Geheim\ntype: mbo\npillar: education\n")
    add(branch, "registry/partners/link.yaml", str(secret).encode(), "120000")
    add(branch, "registry/partners/deltion.yaml", str(secret).encode(), "120000")
    stage(branch, f"160000 {branch.git('rev-parse', 'HEAD').strip()}\tregistry/partners/module.yaml")
    branch.git("commit", "-qm", "Val")
    branch.git("reset", "-q", "--hard")
    for format_ in FORMATS:
        assert "Geheim" not in reviewed(branch, format_)
    found = review(branch)
    assert codes(found["introduced"]).count("file-type") == 3


def test_a_registry_that_becomes_a_link_is_a_registry_without_records(branch: Desk, tmp_path: Path) -> None:
    branch.git("rm", "-rq", "--cached", "registry")
    add(branch, "registry", str(tmp_path).encode(), "120000")
    branch.git("commit", "-qm", "Val")
    found = review(branch)
    assert len(stakes(found)["deleted"]) > 10
    assert "registry-missing" in codes(found["introduced"])


@pytest.mark.parametrize("name", ["--output=x", "-x", "--upload-pack=touch x"])
def test_a_branch_called_like_an_option_is_none(branch: Desk, name: str) -> None:
    branch.git("update-ref", f"refs/heads/{name.replace(' ', '_')}", "HEAD")
    assert branch.regio("review", "main", name).code == 2
    assert branch.regio("review", "--", name).code == 2
    assert not (branch.root / "x").exists()
    full = f"refs/heads/{name.replace(' ', '_')}"
    assert branch.regio("review", "main", full, "--on", ON).code == 0


@pytest.mark.parametrize(
    "name", ["HEAD\nmain", "main\0", "main..HEAD", "^HEAD", ":/x", "HEAD:registry", "@{-9}", "main --all"]
)
def test_what_is_no_commit_is_no_branch(branch: Desk, name: str) -> None:
    if "\0" in name:
        return
    result = branch.regio("review", "main", name)
    assert (result.code, "fault" in result.err) == (2, False), result


def test_file_names_with_newlines_and_dashes_are_told_on_one_line(branch: Desk) -> None:
    for path in (
        "registry/partners/a\n::error::b.yaml",
        "registry/--help.yaml",
        "registry/partners/-rf.yaml",
        "rules/x\n# kop.sql",
    ):
        add(branch, path, b"name: X\ntype: mbo\npillar: education\n")
    branch.git("commit", "-qm", "Val")
    branch.git("reset", "-q", "--hard")
    for format_ in FORMATS:
        out = reviewed(branch, format_)
        assert not [line for line in out.splitlines() if line.startswith(("::error::", "# kop"))], out


def test_an_attribute_of_git_s_own_storage_is_no_file(branch: Desk) -> None:
    """Replacement objects and notes are not fetched with a branch, and files that look like git's own are just files."""
    add(branch, "registry/partners/.gitattributes", b"* filter=evil\n")
    branch.git("commit", "-qm", "Val")
    assert codes(review(branch)["introduced"]) == []


# Content that takes time or memory.

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)
)


@pytest.mark.parametrize(
    "content",
    [
        BOMB.encode(),
        b"[" * 100_000,
        b"a: " * 50_000,
        b"? " * 50_000,
        b"name: " + b"x" * 3_000_000 + b"\n",
        b"\xff\xfe" * 1000,
        b"name: !!python/object/apply:os.system ['touch x']\n",
        b"name: \xed\xa0\x80\n",
        b'name: "\\uD800"\ntype: mbo\npillar: education\n',
        b"",
    ],
)  # fmt: skip
def test_content_made_to_harm_is_a_finding_and_soon_told(branch: Desk, content: bytes) -> None:
    add(branch, "registry/partners/bomb.yaml", content)
    branch.git("commit", "-qm", "Val")
    branch.git("reset", "-q", "--hard")
    began = time.monotonic()
    found = review(branch)
    assert "registry/partners/bomb.yaml" in {finding["path"] for finding in found["introduced"]}
    assert not (branch.root / "x").exists()
    assert time.monotonic() - began < 30


def test_schemas_of_the_branch_are_not_read(branch: Desk, tmp_path: Path) -> None:
    secret = tmp_path / "secret.json"
    secret.write_text("{}")
    document = {"$ref": f"file://{secret}", "x-kind": {"names": {}, "folder": "evil", "label": [], "list": []},
                "properties": {"x": {"$ref": "https://evil.example/x.json", "pattern": "(a+)+$"}}}  # fmt: skip
    add(branch, "schemas/evil.schema.json", json.dumps(document).encode())
    add(branch, "schemas/partner.schema.json", b"{")
    add(branch, "registry/evil/x.yaml", b"x: " + b"a" * 100 + b"!\n")
    branch.git("commit", "-qm", "Val")
    assert codes(review(branch)["introduced"]) == ["file-folder"]


def test_rules_of_the_branch_are_not_run(branch: Desk) -> None:
    head = "-- id: EVL-1\n-- severity: error\n-- title: {en: x, nl: x}\n-- message: {en: gelekt, nl: gelekt}\n-- why: {en: x, nl: x}\n-- source: x\n"
    add(branch, "rules/EVL-1.sql", (head + "SELECT 'body/raad' AS record").encode())
    branch.git("commit", "-qm", "Val")
    found = review(branch)
    assert codes(found["introduced"]) == []
    assert "the rules change in this branch; it is judged by the rules of main" in found["notes"]


# Much of it.


def test_a_comment_fits_however_much_a_branch_holds(branch: Desk) -> None:
    for number in range(700):
        branch.write(f"partners/p{number}.yaml", partner(f"*{'_' * 200}* {number}"))
    commit(branch, "Veel " + "*" * 5_000)
    out = reviewed(branch, "md")
    assert len(out) <= 60_000
    assert out.startswith("<!-- regio-review -->\n")
    assert re.search(r"and \d+ more that do not fit here; 'regio review' shows all", out)
    assert out.count("<details>") == out.count("</details>")


def test_a_comment_of_a_middling_branch_folds_the_rest_away(branch: Desk) -> None:
    for number in range(60):
        branch.write(f"partners/p{number}.yaml", partner(f"Partner {number}"))
    commit(branch)
    out = reviewed(branch, "md")
    assert "do not fit" not in out
    assert all(f"Partner {number}" in out for number in range(60))
    assert re.search(r"<details><summary>\d+ more</summary>", out)


def test_no_variable_of_a_surrounding_git_reaches_a_review(branch: Desk, tmp_path: Path) -> None:
    handover(branch)
    env = {
        "GIT_DIR": str(tmp_path),
        "GIT_EXTERNAL_DIFF": "false",
        "GIT_WORK_TREE": str(tmp_path),
        "HOME": os.environ.get("HOME", ""),
    }
    assert branch.regio("review", "main", "--on", ON, env=env).code == 0
