"""An option that takes one value is given once, for every command; Typer by itself keeps the last without a word."""

from typing import Any

import pytest

from regio_cli.cli.app import COMMANDS, LazyGroup
from tests.acceptance.changes import Desk


def options(command: str) -> list[Any]:
    found = LazyGroup().get_command(None, command)
    return [parameter for parameter in found.params if parameter.param_type_name == "option" and not parameter.is_flag]


@pytest.mark.parametrize("command", COMMANDS)
def test_one_value_given_twice_is_refused_with_both(desk: Desk, command: str) -> None:
    for option in options(command):
        if option.multiple:
            continue
        # By every spelling, long and short mixed.
        for spelling in option.opts:
            first, second = ([f"{which}{n}" for n in range(option.nargs)] for which in ("eerste", "tweede"))
            told = desk.refused(2, command, option.opts[0], *first, spelling, *second)
            name = max(option.opts, key=len)
            assert told.startswith(f"error: option {name} takes one value, but was given two: "), told
            assert "eerste0" in told and "tweede0" in told
            assert told.endswith(f"hint: give {name} once\n")


def test_there_are_options_of_both_kinds() -> None:
    single = [option for command in COMMANDS for option in options(command) if not option.multiple]
    repeatable = [option for command in COMMANDS for option in options(command) if option.multiple]
    assert len(single) > 100
    assert {"--for", "--where"} <= {option.opts[0] for option in repeatable}


def test_the_equals_sign_and_the_same_value_are_no_way_around(desk: Desk) -> None:
    told = desk.refused(2, "set", "hattem", "short_name=H", "--reason=a", "--reason=a")
    assert "'a' and 'a'" in told
    told = desk.refused(2, "dissolve", "tafel", "--on", "2027-01-01", "--on", "2027-01-02", "-y")
    assert "'2027-01-01' and '2027-01-02'" in told


def test_it_is_told_in_dutch(desk: Desk) -> None:
    told = desk.refused(2, "set", "hattem", "--reason", "a", "--reason", "b", env={"REGIO_LANG": "nl"})
    assert (
        told == "fout: optie --reason neemt één waarde, maar kreeg er twee: 'a' en 'b'\ntip: geef --reason één keer\n"
    )


def test_what_repeats_goes_on_repeating(desk: Desk) -> None:
    where = ["--where", "pillar=government", "--where", "type=municipality"]
    out = desk.done("list", "partners", *where, "--columns", "id", "--format", "csv")
    assert out.splitlines()[1:] == ["hattem", "zwolle"]
    desk.done("list", "partners", "--json", "--json")


def test_an_option_after_two_dashes_is_no_option(desk: Desk) -> None:
    assert "takes one value" not in desk.regio("find", "--", "--on", "a", "--on", "b").err


def test_a_line_with_an_option_twice_is_still_completed(desk: Desk) -> None:
    line = "regio list partners --format csv --format nd"
    env = {"_REGIO_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": "6"}
    done = desk.regio(env=env)
    assert (done.out.split(), done.err) == (["ndjson"], "")
