"""What somebody at a terminal sees, and that nobody else gets any of it."""

import re
import subprocess
import sys

import pytest

from regio_cli.model.display import width_of
from tests.conftest import Place, on_terminal
from tests.processes import LIMIT

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
WRONG = "name: Kampen\ntype: municipality\npillar: government\nprovince: overijsel\n"


@pytest.mark.parametrize("arguments", [["list", "partners"], ["show", "bestuur"], ["validate"], ["schema"]])
def test_a_terminal_gets_colours_unless_it_asks_for_none(place: Place, arguments: list[str]) -> None:
    place.write("partners/kampen.yaml", WRONG)
    assert ESCAPE.search(place.on_terminal(*arguments))
    for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\x1b" not in place.on_terminal(*arguments, env=env)
    assert "\x1b" not in place.regio(*arguments, env={"TERM": "xterm"}).out


def test_the_caret_and_the_severity_are_coloured(place: Place) -> None:
    place.write("partners/kampen.yaml", WRONG)
    out = place.on_terminal("validate")
    assert "\x1b[1;31merror[reference-unknown]\x1b[0m" in out
    assert re.search(r"\x1b\[1;31m *\^{9}\x1b\[0m", out)


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize(
    "arguments", [["show", "zwolle"], ["show", "bestuur"], ["list", "mandates"], ["schema", "body"], ["query", "SELECT * FROM seat"]]
)  # fmt: skip
def test_no_line_is_wider_than_the_terminal_and_nothing_is_lost(
    place: Place, columns: int, arguments: list[str]
) -> None:
    place.write("partners/zwolle.yaml", "name: Gemeente Zwolle met een bijzonder lange naam die nergens past 北京市政府 \n"
                "type: municipality\npillar: government\nprovince: overijssel\n")  # fmt: skip
    out = ESCAPE.sub("", place.on_terminal(*arguments, columns=columns))
    assert max(width_of(line) for line in out.splitlines()) <= columns
    assert "…" not in out


def test_a_row_with_too_many_columns_is_a_block_of_lines(place: Place) -> None:
    out = place.on_terminal("query", "SELECT * FROM seat", env={"NO_COLOR": "1"})
    assert re.search(r"^ +role +chair *$", out, re.MULTILINE)


@pytest.mark.parametrize(
    ("text", "width"), [("abc", 3), ("é", 1), ("e\u0301", 1), ("北京", 4), ("a\u200bb", 2), ("", 0)]
)
def test_the_width_of_wide_and_combining_characters_is_known(text: str, width: int) -> None:
    assert width_of(text) == width


def test_columns_stay_in_line_after_wide_characters_when_piped(place: Place) -> None:
    place.write("partners/a.yaml", "name: 北京\ntype: municipality\npillar: government\n")
    out = place.regio("list", "partners", "--columns", "name,pillar").out.splitlines()
    starts = {width_of(line[: line.index("government")]) for line in out[2:-2]}
    assert len(starts) == 1


def test_a_caret_stands_under_its_value_after_wide_characters_and_in_a_long_line(place: Place) -> None:
    place.write("partners/a.yaml", "{name: 北京, type: nergens, pillar: government}\n")
    line, caret = place.regio("validate").out.splitlines()[1:3]
    assert width_of(line[: line.index("nergens")]) == caret.index("^")
    place.write("partners/a.yaml", "{name: " + "lang " * 100 + ", type: nergens, pillar: government}\n")
    line, caret = place.regio("validate").out.splitlines()[1:3]
    assert line[caret.index("^") :].startswith("nergens")
    assert len(line) < 200


def test_rich_is_not_imported_when_nobody_looks_on(place: Place) -> None:
    code = "import sys; from regio_cli.cli.app import run; run(sys.argv[1:]); sys.exit('rich' in sys.modules)"
    for arguments in (["show", "bestuur"], ["list", "partners"], ["validate"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments], cwd=place.root, capture_output=True, timeout=LIMIT
        )
        assert done.returncode == 0


def test_help_fits_a_terminal(place: Place) -> None:
    out = on_terminal("list", "--help", cwd=place.root, columns=80)
    assert max(map(len, out.splitlines())) <= 80
