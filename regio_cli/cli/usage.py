"""Typer's own words, in ours and in both languages: headings of help, and what is wrong with a command line."""

import re
from functools import partial
from typing import Any

from regio_cli.cli.run import Wrong
from regio_cli.model.text import N_, Text

# Typer looks these up through gettext itself, or they are its help texts.
TYPER = (
    N_("Arguments"),
    N_("Options"),
    N_("required"),
    N_("default: {default}"),
    N_("Show this message and exit."),
    N_("Install completion for the current shell."),
    N_("Show completion for the current shell, to copy it or customize the installation."),
)
_ERRORS = (
    (r"No such command '(?P<name>.*?)'\.(?: Did you mean (?P<close>.*)\?)?", N_("there is no command '{name}'")),
    (r"No such option: (?P<name>\S+)(?: \(Possible options: (?P<close>.*)\)| Did you mean (?P<closer>.*)\?)?",
     N_("there is no option {name}")),
    (r"Missing argument '(?P<name>.*)'\.", N_("{name} is missing after the command")),
    (r"Invalid value for '(?P<name>.*)': '(?P<value>.*)' is not a valid int.*",
     N_("{name} must be a whole number, not '{value}'")),
    (r"Invalid value for '(?P<name>.*)': (?P<value>\S+) is not in the range (?P<range>.*)\.",
     N_("{name} is {value}, but must be in {range}")),
    (r"Option '(?P<name>.*)' requires an argument\.?", N_("option {name} needs a value")),
    (r"Option '(?P<name>.*)' does not take a value\.?", N_("option {name} takes no value")),
    (r"Got unexpected extra arguments?(?:\(s\))? \((?P<value>.*)\)", N_("too many arguments: {value}")),
)  # fmt: skip


def explain(message: str) -> tuple[Text, Text]:
    """Return what Typer's `message` says about a command line, and a hint."""
    hint = Text(N_("'regio --help' tells more"))
    for pattern, template in _ERRORS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            values = found.groupdict()
            close = values.pop("close", None) or values.pop("closer", None)
            return Text(template, values), Text(N_("did you mean {name}?"), {"name": close}) if close else hint
    return Text("{what}", {"what": message}), hint


def refuse_repeats(parser: Any) -> None:
    """Make Typer's `parser` refuse an option of one value that is given twice; by itself it keeps the last silently.

    Repeatable options and flags stay as they are.
    """
    for option in {**parser._long_opt, **parser._short_opt}.values():
        # A long and a short spelling share one object.
        if option.action == "store" and not isinstance(option.process, partial):
            option.process = partial(_process_once, option.process, option)


def _process_once(process: Any, option: Any, value: Any, state: Any) -> None:
    if option.dest in state.opts:
        name = max(option.obj.opts, key=len)
        values = {"name": name, "first": state.opts[option.dest], "second": value}
        raise Wrong(
            Text(N_("option {name} takes one value, but was given two: '{first}' and '{second}'"), values),
            Text(N_("give {name} once"), {"name": name}),
        )
    process(value, state)
