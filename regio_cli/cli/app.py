"""The table of commands, and the one place where an error becomes a message and an exit code."""

import gc
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
from regio_cli.cli.run import ENVIRONMENT, WRONG_USE, Console, Wrong
from regio_cli.model.text import N_, Text

# name: (module of regio_cli.cli with a function of that name and underscore, one line of help)
COMMANDS = {
    "validate": ("validate", N_("Check the whole registry, or some of its files.")),
    "list": ("list", N_("List the records of a kind.")),
    "show": ("show", N_("Show a record in words, with all that points at it.")),
    "find": ("find", N_("Find records by name, also with typos.")),
    "query": ("tables", N_("Ask the registry a question in SQL.")),
    "fmt": ("fmt", N_("Write records in canonical form, comments kept.")),
    "init": ("create", N_("Start a new registry in a new git repository.")),
    "demo": ("create", N_("Write a registry of any size with invented people.")),
    "schema": ("schema", N_("Show the kinds, or the fields of one kind.")),
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
        function = getattr(import_module(f"regio_cli.cli.{COMMANDS[cmd_name][0]}"), cmd_name + "_")
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
    # A run is short and keeps what it makes: looking for garbage costs a third of the time of a large registry.
    gc.disable()
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
        return _fail(error)


def _fail(error: Exception) -> int:
    """Write what went wrong and what to do next; return the exit code."""
    from regio_cli.cli.render import visible
    from regio_cli.read.registry import NoRegistry, RegistryIsLink
    from regio_cli.store.git import GitError, GitMissing

    translate = Console().translate
    if type(error).__name__ == "NoArgsIsHelpError":
        sys.stdout.write(f"{error}\n")
        return 0
    hint: Text | None = None
    code = ENVIRONMENT
    if isinstance(error, Wrong):
        text, hint, code = error.text, error.hint, error.code
    elif isinstance(error, NoRegistry):
        text = Text(N_("there is no registry in {folder} or above it"), {"folder": str(error)})
        hint = Text(N_("go to a registry's folder, or name it with -C"))
    elif isinstance(error, RegistryIsLink):
        text = Text(N_("{folder} is a symbolic link, and a registry is a folder"), {"folder": str(error)})
        hint = Text(N_("go to the registry it leads to"))
    elif isinstance(error, GitMissing):
        text = Text(N_("git is not installed, and this needs it"))
    elif isinstance(error, GitError):
        text, code = Text(N_("git says: {what}"), {"what": str(error) or "unknown revision"}), WRONG_USE
    elif hasattr(error, "format_message"):
        from regio_cli.cli.usage import explain

        code = getattr(error, "exit_code", WRONG_USE)
        text, hint = explain(error.format_message())
    elif isinstance(error, OSError):
        text = Text(N_("{what}: {file}"), {"what": error.strerror or str(error), "file": error.filename or ""})
    elif type(error).__name__ in ("Exit", "Abort"):
        return getattr(error, "exit_code", 130)
    else:
        what = f"{type(error).__name__}: {error}"
        text = Text(N_("a fault in regio itself ({what})"), {"what": what})
        hint = Text(N_("please report it, with the command you gave"))
    sys.stderr.write(f"{translate(N_('error'))}: {visible(text.render(translate))}\n")
    if hint:
        sys.stderr.write(f"{translate(N_('hint'))}: {visible(hint.render(translate))}\n")
    return code
