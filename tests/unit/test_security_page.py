"""docs/security.md points each threat to its test; every test that it names is there."""

import ast
import re
from pathlib import Path

TOP = Path(__file__).parents[2]
PAGE = (TOP / "docs/security.md").read_text(encoding="utf-8")
_NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
_LINKED = re.compile(r"\]\(([^)#]+)\)")


def names_in(path: str) -> set[str]:
    tree = ast.parse((TOP / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_every_test_that_the_page_names_is_there() -> None:
    named = _NAMED.findall(PAGE)
    assert len(named) > 40
    assert [f"{path}::{name}" for path, name in named if not (TOP / path).is_file() or name not in names_in(path)] == []


def test_nothing_on_the_page_looks_like_a_test_without_being_one() -> None:
    whole = {f"{path}::{name}" for path, name in _NAMED.findall(PAGE)}
    assert [word for word in re.findall(r"`([^`\n]*test[s_][^`\n]*)`", PAGE) if word not in whole] == []


def test_every_threat_has_a_test() -> None:
    threatening = PAGE.partition("\n## A revision")[2]
    rows = [line for line in threatening.splitlines() if line.startswith("| ") and line.count("|") == 4]
    threats = [line for line in rows if not line.startswith(("| threat", "| |", "|---"))]
    assert len(threats) > 25
    assert [line for line in threats if not _NAMED.search(line)] == []


def test_every_page_that_it_leads_to_is_there() -> None:
    assert [name for name in _LINKED.findall(PAGE) if not (TOP / "docs" / name).is_file()] == []
