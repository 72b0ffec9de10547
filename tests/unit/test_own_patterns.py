"""No pattern of our own takes more than a moment for any text that a record, a message or a name of a file may be."""

import importlib
import inspect
import pkgutil
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import regio_cli
from tests.processes import LIMIT

# What patterns are made of: words, signs and spaces, over and over, behind what some begin with and before what fits none.
STEMS = ("a", "-", " ", "\t", "\n", "#", ":", "0", "9", "_", "a-", "a ", "- ", "a.", "a/", "a@", "0.", "van ", "A1", "\\", "[", "]", "=", "é", ">8 -", "a\n", "#\n", "-\n", "x=", "+=", "(#1", "<!", "\x01")  # fmt: skip
BEGINS = ("", "# yaml-language-server: $schema=", "See merge request ", "x - ")
# A pattern that goes over a text again for each of its characters takes minutes for so many, any other no time.
LENGTH, SECONDS = 60_000, 10
_HELD = "search|sub|split|findall|finditer"


class Used(NamedTuple):
    """A pattern of ours, and whether it is looked for anywhere in a text, and not only at its begin."""

    pattern: re.Pattern[str] | re.Pattern[bytes]
    anywhere: bool


def patterns() -> dict[str, Used]:
    """Return every compiled pattern that a module of ours keeps, by where it stands."""
    found = {}
    for module in pkgutil.walk_packages(regio_cli.__path__, "regio_cli."):
        if not module.name.endswith("__main__"):
            loaded = importlib.import_module(module.name)
            source = inspect.getsource(loaded)
            for name, one in vars(loaded).items():
                if isinstance(one, re.Pattern):
                    anywhere = re.search(rf"\b{name}\.(?:{_HELD})\b", source) is not None
                    found[f"{module.name}.{name}"] = Used(one, anywhere)
    return found


def main() -> None:
    for where, (pattern, anywhere) in patterns().items():
        for begin in BEGINS:
            for stem in STEMS:
                text = begin + stem * (LENGTH // len(stem)) + "\x02"
                subject: Any = text.encode() if isinstance(pattern.pattern, bytes) else text
                for look in (pattern.match, pattern.fullmatch, *([pattern.search] if anywhere else [])):
                    print(where, repr(begin), repr(stem), flush=True)
                    signal.alarm(SECONDS)
                    look(subject)
                    signal.alarm(0)
    print("done")


@pytest.mark.skipif(sys.platform == "win32", reason="no alarm there")
def test_every_pattern_of_ours_ends_soon_on_every_text() -> None:
    """In a process of its own, that an alarm ends; its last line tells which pattern it was, and for what."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.unit.test_own_patterns"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        timeout=LIMIT,
    )
    assert done.stdout.decode().splitlines()[-1:] == ["done"], done.stderr.decode()
    assert len(patterns()) > 40


if __name__ == "__main__":
    main()
