"""No module but the domain decides by itself whether a mandate holds: comparing a status or a period is for its functions."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import regio_cli

PACKAGE = Path(regio_cli.__file__).parent
# Where records are made or migrated, statuses and days are written, not judged.
WRITERS = ("domain/", "demo/", "migrate/")
STATUSES = {"nominated", "appointed", "staying_on", "ended"}
BOUNDS = ("start_date", "end_date")
ALLOWED: dict[str, str] = {
    "change/absences.py": "writes, splits and shortens absences",
    "change/ending.py": "writes the end of a mandate, and refuses one that can't be",
    "change/seats.py": "extends a mandate that had ended",
    "history/mandates.py": "says in words how a status changed, not what it means on a day",
    "report/vacancies.py": "lists who has been nominated, by the status shown for the day",
}
# Modules that ask whether a day lies in the period of something else than a mandate: an office, a deviation, any kind.
PERIODS = {
    "audit/findings.py",
    "cli/departures.py",
    "check/deviations.py",
    "exchange/export/graph.py",
    "exchange/export/vcard.py",
    "exchange/selection.py",
    "exchange/site/desk.py",
    "history/diff.py",
    "history/voice.py",
    "read/listing.py",
}
# Rules about what is written in the fields themselves, of all days; who holds a seat on a day they take from the views.
RULES_OF_FIELDS = {
    "DAT-1", "DAT-2", "DAT-3", "DAT-4", "DAT-5", "DAT-6", "DAT-7", "DAT-9", "DAT-10", "DAT-13", "DAT-14", "DAT-15", "DAT-16", "DAT-17",
    "DAT-18", "DAT-19", "DAT-20", "DAT-21", "DAT-34", "DAT-38", "DAT-39", "SNE-4", "THO-3",
}  # fmt: skip
_SQL_STATUS = re.compile(r"\bstatus\b\s*(?:<>|!?=|(?:IS )?(?:NOT )?IN\b|IS\b)", re.IGNORECASE)
_SQL_BOUND = re.compile(r"\b(?:start_date|end_date)\b\s*(?:<|>)|(?<!<)(?:<|>)=?\s*(?:\w+\.)?(?:start_date|end_date)\b")


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if not name.startswith(WRITERS):
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def constants(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return {text for item in node.elts for text in constants(item)}
    return set()


def judgements(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield what in a module compares a status of mandates, or orders the bounds of a period."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Compare):
            continue
        sides = [node.left, *node.comparators]
        if any(constants(side) & STATUSES for side in sides):
            yield node.lineno, ast.unparse(node)
        is_ordered = any(isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE) for op in node.ops)
        sides = [side for side in sides if not isinstance(side, ast.Set)]
        if is_ordered and any(bound in ast.unparse(side) for side in sides for bound in BOUNDS):
            yield node.lineno, ast.unparse(node)


def calls(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("covers", "overlaps")
        ):
            yield node.lineno, ast.unparse(node)


def queries(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if "on_date()" in node.value and _SQL_BOUND.search(node.value):
            yield node.lineno, node.value
        if _SQL_STATUS.search(node.value) and any(f"'{status}'" in node.value for status in STATUSES):
            yield node.lineno, node.value


def test_no_module_judges_a_mandate_by_itself() -> None:
    found = []
    for name, tree in modules():
        if name not in ALLOWED:
            found += [f"{name}:{line}: {text}" for line, text in judgements(tree)]
    assert found == []


def test_no_module_asks_for_the_period_of_a_mandate() -> None:
    found = []
    for name, tree in modules():
        # Verbs hold spans against spans, to write what must end and what goes on; who holds a seat they ask the domain.
        if name not in PERIODS and not name.startswith(("model/", "change/")):
            found += [f"{name}:{line}: {text}" for line, text in calls(tree)]
    assert found == []


def test_no_query_outside_the_views_judges_a_mandate() -> None:
    found = []
    for name, tree in modules():
        # The one generic condition of the views active_… stands in store/database.
        if name not in ("store/database.py", "read/held.py"):
            found += [f"{name}:{line}: {text[:80]}" for line, text in queries(tree)]
    for path in sorted((PACKAGE / "rules").glob("*.sql")):
        text = "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("--"))
        if (
            path.stem not in RULES_OF_FIELDS
            and path.stem != "views"
            and (_SQL_STATUS.search(text) or _SQL_BOUND.search(text))
        ):
            found.append(path.name)
    assert found == []


def test_what_is_allowed_is_still_needed() -> None:
    trees = dict(modules())
    assert [name for name in ALLOWED if not list(judgements(trees[name]))] == []
    assert [name for name in sorted(PERIODS) if not list(calls(trees[name]))] == []
