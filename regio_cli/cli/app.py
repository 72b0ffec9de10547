"""The table of commands, and the one place where an error becomes a message and an exit code."""

import re
import sys
from collections.abc import Sequence
from importlib import import_module
from inspect import cleandoc
from typing import Any

import typer
from typer._click.formatting import HelpFormatter
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from regio_cli.cli.i18n import speak
from regio_cli.cli.run import Console
from regio_cli.cli.usage import refuse_repeats
from regio_cli.model.text import N_

# name: (module of regio_cli.cli with a function of that name and underscore, one line of help)
COMMANDS = {
    "validate": ("validate", N_("Check the whole registry, or some of its files.")),
    "list": ("list", N_("List the records of a kind.")),
    "show": ("show", N_("Show a record in words, with all that points at it.")),
    "find": ("find", N_("Find records by name, also with typos.")),
    "query": ("tables", N_("Ask the registry a question in SQL.")),
    "rules": ("rules", N_("Show the region's own rules, or explain one.")),
    "add": ("records", N_("Add a record.")),
    "set": ("records", N_("Change fields of a record.")),
    "edit": ("edit", N_("Edit a record in your editor.")),
    "rename": ("records", N_("Give a record another id; all that points at it follows.")),
    "remove": ("records", N_("Remove a record that was never right to have.")),
    "appoint": ("mandates", N_("Appoint a person to a seat.")),
    "replace": ("mandates", N_("Let another person take over a seat.")),
    "end": ("mandates", N_("End a mandate.")),
    "extend": ("mandates", N_("Give a mandate another last day.")),
    "leave": ("departures", N_("A person leaves an office, and the seats held because of it.")),
    "withdraw": ("departures", N_("A partner leaves the cooperation.")),
    "dissolve": ("departures", N_("A body comes to an end.")),
    "merge": ("departures", N_("One person was recorded twice.")),
    "renew": ("renew", N_("Renew the seats that lapse with an election.")),
    "apply": ("apply", N_("Do many operations in one commit.")),
    "undo": ("undo", N_("Undo one change, by a new one.")),
    "log": ("log", N_("Tell what changed in the registry, in its own words.")),
    "diff": ("diff", N_("Tell what differs between two states of the registry.")),
    "review": ("review", N_("Tell what a branch would change, and what is wrong with it.")),
    "blame": ("blame", N_("Tell where each field of a record comes from.")),
    "audit": ("audit", N_("Examine every commit: valid, allowed, signed, reviewed, not rewritten.")),
    "sync": ("sync", N_("Bring this clone and the shared registry together.")),
    "propose": ("propose", N_("Propose what you committed, on a branch of its own, for review.")),
    "hooks": ("hooks", N_("Let git ask regio before it commits or pushes.")),
    "hosting": ("hosting", N_("Write the file by which a git host checks the registry.")),
    "codeowners": ("codeowners", N_("Tell a git host who looks at which file.")),
    "report": ("report", N_("Make a report: what needs action, the balance, what ends.")),
    "whatif": ("whatif", N_("Show a report as it would be after a change.")),
    "export": ("export", N_("Export records in a format of others.")),
    "import": ("import_", N_("Take over records from spreadsheets and other registers.")),
    "template": ("template", N_("Write an empty workbook to fill in.")),
    "site": ("site", N_("Make the public website of who sits where, as plain files.")),
    "fmt": ("fmt", N_("Write records in canonical form, comments kept.")),
    "init": ("create", N_("Start a new registry in a new git repository.")),
    "demo": ("create", N_("Write a registry of any size with invented people.")),
    "upgrade": ("upgrade", N_("Rewrite the registry for the schema version of this regio.")),
    "schema": ("schema", N_("Show the kinds, or the fields of one kind.")),
    "drivers": ("drivers", N_("Let git merge records by field, and show what differs in words.")),
    "merge-driver": ("merge_driver", N_("Merge three files of a record into one; git runs this.")),
    "diff-driver": ("diff_driver", N_("Put a record's file into words, a fact a line; git runs this.")),
}


class Help(HelpFormatter):
    """Help in the user's language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        plain = re.sub(r"\{(\w+)\}", r"\1", args)
        super().write_usage(prog, plain, Console().translate(N_("Usage: ")))


class Command(TyperCommand):
    """A command whose help is in the user's language."""

    def get_help_option(self, ctx: Any) -> Any:
        return _translated(super().get_help_option(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.__class__ = Help
        super().format_help(ctx, formatter)

    def make_parser(self, ctx: Any) -> Any:
        parser = super().make_parser(ctx)
        # A line that is being completed is not wrong yet.
        if not ctx.resilient_parsing:
            refuse_repeats(parser)
        return parser


def _translated(parameter: Any) -> Any:
    if getattr(parameter, "help", None):
        parameter.help = Console().translate(parameter.help)
    return parameter


class LazyGroup(TyperGroup):
    """A group that imports a command only when it is run."""

    def get_help_option(self, ctx: Any) -> Any:
        return _translated(super().get_help_option(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.__class__ = Help
        super().format_help(ctx, formatter)

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        translate = Console().translate
        function = getattr(import_module(f"regio_cli.cli.{COMMANDS[cmd_name][0]}"), cmd_name.replace("-", "_") + "_")
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        app.command(
            cmd_name,
            cls=Command,
            help=translate(cleandoc(function.__doc__ or "")),
            short_help=translate(COMMANDS[cmd_name][1]),
            options_metavar=translate(N_("[OPTIONS]")),
        )(function)
        command = get_command(app)
        for parameter in command.params:
            _translated(parameter)
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        translate = Console().translate
        with formatter.section(translate(N_("Commands"))):
            formatter.write_dl([(name, translate(text)) for name, (_, text) in COMMANDS.items()])


def _group() -> Any:
    translate = Console().translate
    app = typer.Typer(cls=LazyGroup, rich_markup_mode=None, no_args_is_help=True, pretty_exceptions_enable=False,
                      context_settings={"help_option_names": ["-h", "--help"]},
                      options_metavar=translate(N_("[OPTIONS]")),
                      subcommand_metavar=translate(N_("COMMAND [ARGS]...")))  # fmt: skip

    @app.callback()
    def regio() -> None:
        pass

    group = get_command(app)
    group.help = translate(N_("Who sits where, for whom, until when: the registry of a region.\n\n"
                              "Example: regio show regiobestuur"))  # fmt: skip
    for parameter in group.params:
        _translated(parameter)
    return group


def run(arguments: Sequence[str]) -> int:
    """Run regio with `arguments` and return its exit code; never raises."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    speak(Console().translate.language)
    try:
        code = _group().main(list(arguments), prog_name="regio", standalone_mode=False)
        sys.stdout.flush()
        return int(code or 0)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as error:
        from regio_cli.cli.failing import fail

        return fail(error)
