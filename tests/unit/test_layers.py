"""Layers import only from those before them, as ARCHITECTURE.md says."""

import subprocess
import sys
from pathlib import Path

from tests.processes import LIMIT


def test_the_contracts_of_the_layers_are_kept() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter], cwd=Path(__file__).parents[2], capture_output=True, timeout=LIMIT)
    assert done.returncode == 0, done.stdout.decode()


def test_nothing_below_the_command_line_prints_exits_or_knows_typer() -> None:
    package = Path(__file__).parents[2] / "regio_cli"
    below = [
        file for layer in package.iterdir() if layer.is_dir() and layer.name != "cli" for file in layer.rglob("*.py")
    ]
    for file in below:
        text = file.read_text(encoding="utf-8")
        for word in (
            "print(",
            "sys.exit",
            "import typer",
            "import rich",
            "from rich",
            "os.environ",
            "date.today",
            "time.time(",
        ):
            assert word not in text, f"{file.name}: {word}"
