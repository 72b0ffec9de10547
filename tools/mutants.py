"""Mutation testing with mutmut: `python -m tools.mutants [MODULE …]` changes the code a little, and counts what no test notices.

What is changed and which tests look on stands in pyproject.toml, [tool.mutmut]; docs/decisions/0034-mutation-testing.md
tells why. Results stay in `mutants/` until the next run; `mutmut browse` shows them.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tools.bench_kit import LIMIT

FOLDER = Path("mutants")
MUTMUT = str(Path(sys.executable).with_name("mutmut"))
# Exit codes of the tests, as mutmut keeps them: they passed; no test runs the function.
PASSED, UNTRIED = 0, (5, 33)
JOBS = "2"


class Score(NamedTuple):
    """What became of the mutants of one module; `survivors` are their names."""

    module: str
    mutants: int
    survivors: tuple[str, ...]

    @property
    def line(self) -> str:
        killed = self.mutants - len(self.survivors)
        return f"| {self.module} | {self.mutants} | {killed} | {100 * len(self.survivors) / self.mutants:.1f} % |"


def scores(folder: Path) -> Iterator[Score]:
    """Yield the score of each module of which mutants were tried; one that no test runs survives as well."""
    for file in sorted(folder.rglob("*.meta")):
        codes: dict[str, int | None] = json.loads(file.read_text("utf-8"))["exit_code_by_key"]
        tried = {name: code for name, code in codes.items() if code is not None}
        survivors = tuple(name for name, code in tried.items() if code == PASSED or code in UNTRIED)
        if tried:
            yield Score(file.relative_to(folder).as_posix().removesuffix(".meta"), len(tried), survivors)


def difference(name: str) -> str:
    done = subprocess.run([MUTMUT, "show", name], capture_output=True, encoding="utf-8", timeout=LIMIT)
    changed = [line for line in done.stdout.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    return "\n".join(f"    {line}" for line in changed)


def main(modules: Sequence[str]) -> None:
    """Try the mutants of these modules (regio_cli.domain.figures), of all by default, and print what survives."""
    # A result from before the tests were changed says nothing.
    shutil.rmtree(FOLDER, ignore_errors=True)
    wanted = [f"{module}.*" for module in modules]
    env = {**os.environ, "HYPOTHESIS_PROFILE": "few"}
    subprocess.run([MUTMUT, "run", "--max-children", JOBS, *wanted], check=True, env=env, timeout=LIMIT)
    found = list(scores(FOLDER))
    for score in found:
        for name in score.survivors:
            print(f"\n{score.module}: {name}\n{difference(name)}")
    print("\n| module | mutants | killed | survive |\n|---|---|---|---|")
    print("\n".join(score.line for score in found))


if __name__ == "__main__":
    main(sys.argv[1:])
