"""The one place where an error becomes a message and an exit code."""

import os
import sys

from regio_cli.change.refusal import Broken, NotNow, Refused
from regio_cli.cli.run import ENVIRONMENT, FINDINGS, WRONG_USE, Console, Wrong
from regio_cli.cli.usage import explain
from regio_cli.model.display import inert
from regio_cli.model.text import N_, Text, Translator
from regio_cli.model.zones import NoZone, NoZones, nearest
from regio_cli.read.registry import NoRegistry, RegistryIsLink
from regio_cli.store.git import GitDied, GitError, GitMissing, Lacking
from regio_cli.store.trouble import Trouble
from regio_cli.store.wholefile import Linked

Said = tuple[Text, Text | None, int]


def fail(error: Exception) -> int:
    """Write what went wrong and what to do next; return the exit code."""
    translate = Console().translate
    if type(error).__name__ == "NoArgsIsHelpError":
        sys.stdout.write(f"{error}\n")
        return 0
    if type(error).__name__ in ("Exit", "Abort"):
        return getattr(error, "exit_code", 130)
    if isinstance(error, Broken):
        from regio_cli.cli.changing import found_in

        sys.stderr.write(found_in(Console(), error.after, error.findings) + "\n")
    sys.stderr.write("".join(f"{line}\n" for line in explained(error, translate)))
    return _said(error)[2]


def explained(error: Exception, translate: Translator) -> list[str]:
    """Return lines that say what went wrong, and what to do next."""
    text, hint, _ = _said(error)
    lines = [f"{translate(N_('error'))}: {inert(text.render(translate))}"]
    return [*lines, f"{translate(N_('hint'))}: {inert(hint.render(translate))}"] if hint else lines


def _said(error: Exception) -> Said:
    if isinstance(error, Wrong):
        return error.text, error.hint, error.code
    if isinstance(error, Refused):
        code = ENVIRONMENT if isinstance(error, NotNow) else FINDINGS if isinstance(error, Broken) else WRONG_USE
        return error.text, error.hint, code
    if hasattr(error, "format_message"):
        return *explain(error.format_message()), getattr(error, "exit_code", WRONG_USE)
    return _of_surroundings(error)


def _of_surroundings(error: Exception) -> Said:
    if isinstance(error, NoRegistry):
        text = Text(N_("there is no registry in {folder} or above it"), {"folder": str(error)})
        return text, Text(N_("go to a registry's folder, or name it with -C")), ENVIRONMENT
    if isinstance(error, RegistryIsLink):
        text = Text(N_("{folder} is a symbolic link, and a registry is a folder"), {"folder": str(error)})
        return text, Text(N_("go to the registry it leads to")), ENVIRONMENT
    if isinstance(error, NoZone):
        text = Text(N_("registry.yaml: there is no time zone '{value}'"), {"value": str(error)})
        values = {"kind": "registry", "field": "timezone", "value": nearest(str(error))}
        return text, Text(N_("regio set {kind} {field}={value}"), values), ENVIRONMENT
    if isinstance(error, NoZones):
        text = Text(N_("this machine has no time zone database, and days can't be found without one"))
        return text, Text(N_("'pip install tzdata' installs it")), ENVIRONMENT
    if isinstance(error, Linked):
        text = Text(
            N_("{file} is a link, which a branch may have brought: nothing is written through it"), {"file": str(error)}
        )
        values = {"file": os.path.realpath(str(error))}
        return text, Text(N_("remove the link; it leads to {file}"), values), ENVIRONMENT
    if isinstance(error, Lacking):
        return _lacking(error)
    if isinstance(error, Trouble):
        return error.text, error.hint, ENVIRONMENT
    if isinstance(error, GitMissing):
        return Text(N_("git is not installed, and this needs it")), None, ENVIRONMENT
    if isinstance(error, GitDied):
        values = {"status": str(error.status), "what": str(error)}
        text = Text(N_("git broke off, so there is no answer (exit status {status}) {what}"), values)
        return text, Text(N_("try again")), ENVIRONMENT
    if isinstance(error, GitError):
        return Text(N_("git says: {what}"), {"what": str(error) or "unknown revision"}), None, WRONG_USE
    if isinstance(error, UnicodeEncodeError):
        shown = error.object.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        text = Text(N_("'{value}' is not text in UTF-8"), {"value": shown})
        return text, Text(N_("write it with ordinary letters")), WRONG_USE
    if isinstance(error, OSError):
        values = {"what": error.strerror or str(error), "file": error.filename or ""}
        return Text(N_("{what}: {file}") if error.filename else "{what}", values), None, ENVIRONMENT
    what = f"{type(error).__name__}: {error}"
    hint = Text(N_("please report it, with the command you gave"))
    return Text(N_("a fault in regio itself ({what})"), {"what": what}), hint, ENVIRONMENT


def _lacking(error: Lacking) -> Said:
    if error.remote:
        text = Text(N_("this clone has only part of the history, and the rest can't be fetched now"))
        values = {"remote": error.remote}
        hint = Text(N_("once {remote} can be reached: git fetch --refetch --no-filter {remote}"), values)
        return text, hint, ENVIRONMENT
    text = Text(N_("the repository is damaged: {what}"), {"what": str(error)})
    return text, Text(N_("put back a copy of .git, or clone again; what is lacking: git fsck")), ENVIRONMENT
