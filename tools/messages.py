"""Lists every text that people read, as the translations must have it: `python -m tools.messages`."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "regio_cli"


def messages() -> list[str]:
    """Return the texts marked with N_, the help of options and commands, in order of place."""
    found: dict[str, None] = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            found.update(dict.fromkeys(_of(node)))
    return list(found)


def _of(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Call):
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        texts = [node.args[0]] if name == "N_" and node.args else []
        if name in ("Option", "Argument"):
            texts = [keyword.value for keyword in node.keywords if keyword.arg == "help"]
        return [text.value for text in texts if isinstance(text, ast.Constant)]
    if (
        isinstance(node, ast.FunctionDef)
        and node.name.endswith("_")
        and node.name != "N_"
        and not node.name.startswith("_")
    ):
        text = ast.get_docstring(node)
        return [text] if text else []
    return []


if __name__ == "__main__":
    for message in messages():
        print(repr(message))
