"""What people read, to the letter, in both languages: compared with the files in golden/.

`REGIO_GOLDEN=write` writes them anew, for a look at the difference in git.
"""

import os
import re
from pathlib import Path

import pytest

from tests.acceptance.conftest import DAY
from tests.conftest import Place

GOLDEN = Path(__file__).parent / "golden"
WRONG = {
    "partners/kampen.yaml": "name: Gemeente Kampen\ntype: gemeente\npillar: government\nprovince: overijsel\n",
    "partners/ommen.yaml": "name: a: b\n",
    "partners/hattem.yaml": "name: Gemeente Hattem\ntype: municipality\npillar: government\nprovince: overijssel\n"
    "start_date: 2026-05-01\nend_date: 2024-12-31\nidentifiers:\n  kvk: 08218173\n",
}
COMMANDS = {
    "show-body": ["show", "bestuur", *DAY],
    "show-partner": ["show", "hattem", *DAY],
    "show-person": ["show", "p-2222", *DAY],
    "show-mandate": ["show", "mandate/cox", *DAY],
    "show-election": ["show", "election/provincial", *DAY],
    "list-mandates": ["list", "mandates", *DAY],
    "find": ["find", "hatem"],
    "validate": ["validate", *DAY],
    "terminal-show-body": ["show", "bestuur", *DAY],
    "terminal-validate": ["validate", *DAY],
}


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("name", COMMANDS)
def test_what_people_read_is_as_it_was_agreed(region: Place, name: str, language: str) -> None:
    for path, text in WRONG.items() if name.endswith("validate") else ():
        region.write(path, text)
    env = {"REGIO_LANG": language}
    if name.startswith("terminal-"):
        out = region.on_terminal(*COMMANDS[name], env={**env, "NO_COLOR": "1"})
        out = "".join(f"{line.rstrip()}\n" for line in out.splitlines())
    else:
        out = region.regio(*COMMANDS[name], env=env).out
    out = re.sub(r"\d+\.\d\d s\)", "0.00 s)", out)
    file = GOLDEN / f"{name}.{language}.txt"
    if os.environ.get("REGIO_GOLDEN") == "write":
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(out.encode())
    assert out == file.read_bytes().decode().replace("\r\n", "\n")
