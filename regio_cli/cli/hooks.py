"""``regio hooks``: git asks regio before it commits or pushes."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from regio_cli.cli.options import HERE, Root, day
from regio_cli.cli.run import ENVIRONMENT, FINDINGS, FINE, Console, Wrong
from regio_cli.hosting import hookfiles
from regio_cli.model.finding import Finding
from regio_cli.model.text import N_, Text
from regio_cli.read.registry import Registry
from regio_cli.store.git import Git
from regio_cli.store.source import find_root

# How many processes there may be between git and the hook: git's own, a shell, a hook that calls ours.
_FAR = 6
_INSTALL, _RUN = "install", "run"
_STATES = {
    "there": N_("{name}: there"),
    "outdated": N_("{name}: of another regio or place; install again"),
    "absent": N_("{name}: not there"),
    "blocked": N_("{name}: another hook is there, and {kept} too"),
}


def hooks_(
    action: Annotated[str, typer.Argument(help="install; or run, as the hooks themselves do.", metavar="install|run")],
    words: Annotated[
        list[str] | None, typer.Argument(help="With run: the hook, and what git tells it.", metavar="[NAME]…")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit code 1 when a hook is not there as it should be.")
    ] = False,
    remove: Annotated[
        bool, typer.Option("--remove", help="Take them away, and put back what was there before.")
    ] = False,
    root: Root = HERE,
) -> int:
    """Let git ask regio: before a commit whether what is staged is valid and canonical, and why; before a push the whole.

    Hooks of others are kept, and asked first.

    Example: regio hooks install
    """
    console = Console()
    if action == _RUN and words and words[0] in _HOOKS:
        found = find_root(root.absolute())
        return _HOOKS[words[0]](console, found, words[1:]) if found else FINE
    if action != _INSTALL or words:
        raise Wrong(Text(N_("'regio hooks install' installs them; --check and --remove go with it")))
    return _install(console, root, check, remove)


def _install(console: Console, root: Path, check: bool, remove: bool) -> int:
    from regio_cli.change.transaction import place_of

    at = place_of(console.open(root, None), os.environ).at
    python = sys.executable
    found = hookfiles.states(at.hooks, python, at.prefix)
    if remove:
        hookfiles.remove(found)
    elif not check:
        blocked = [hook for hook in found if hook.state == "blocked"]
        if blocked:
            raise _blocked(blocked[0])
        hookfiles.install([hook for hook in found if hook.state != "there"], python, at.prefix)
    found = hookfiles.states(at.hooks, python, at.prefix)
    console.say(Text(N_("Hooks in {folder}:"), {"folder": str(at.hooks)}).render(console.translate) + "\n")
    for hook in found:
        console.say(f"  {_shown(hook).render(console.translate)}\n")
    return FINDINGS if check and any(hook.state != "there" for hook in found) else FINE


def _shown(hook: hookfiles.Hook) -> Text:
    if hook.state == "there" and hook.kept.exists():
        return Text(N_("{name}: there, and asks {kept} first"), {"name": hook.name, "kept": hook.kept.name})
    return Text(_STATES[hook.state], {"name": hook.name, "kept": hook.kept.name})


def _blocked(hook: hookfiles.Hook) -> Wrong:
    return Wrong(
        Text(
            N_("{file} is a hook of somebody else, and so is {kept}"), {"file": str(hook.file), "kept": hook.kept.name}
        ),
        Text(N_("let one of them call the other, and take {kept} away"), {"kept": hook.kept.name}),
        ENVIRONMENT,
    )


def _git(root: Path) -> Git:
    """Return git at `root` with the index that git is committing from, which may be one made for this commit."""
    index = os.environ.get("GIT_INDEX_FILE")
    return Git(root, os.environ, {"GIT_INDEX_FILE": str(Path(index).absolute())} if index else {})


def _pre_commit(console: Console, root: Path, _: Sequence[str]) -> int:
    from regio_cli.hosting.staged import judged, staged

    registry, found = judged(staged(_git(root)), day(None))
    return _told(console, registry, found, N_("Not committed: what is staged would bring errors."))


def _commit_msg(console: Console, root: Path, words: Sequence[str]) -> int:
    from regio_cli.hosting.message import faults
    from regio_cli.hosting.staged import staged

    if len(words) != 1:
        raise Wrong(Text(N_("the hook commit-msg is given the file of the message")))
    message = Path(words[0]).read_bytes().decode("utf-8", "replace")
    found = faults(staged(_git(root)), message, _is_amending())
    for text in found:
        console.say(f"{console.translate(N_('error'))}: {text.render(console.translate)}\n")
    if found:
        hint = N_("Not committed: see docs/changes.md of regio; the message is in {file}.")
        console.say(Text(hint, {"file": words[0]}).render(console.translate) + "\n")
    return FINDINGS if found else FINE


def _is_amending() -> bool:
    """Whether the git that asks was told to amend. Git does not say so to a hook; where the system tells, its command does."""
    process = os.getppid()
    for _ in range(_FAR):
        about = Path("/proc") / str(process)
        try:
            words = (about / "cmdline").read_bytes().split(b"\0")
            process = int((about / "stat").read_bytes().rpartition(b") ")[2].split()[1])
        except (OSError, ValueError, IndexError):
            return False
        if b"commit" in words and any(word.startswith(b"--am") for word in words):
            return True
    return False


def _pre_push(console: Console, root: Path, words: Sequence[str]) -> int:
    from regio_cli.hosting.pushed import judged, pushes

    lines = sys.stdin.buffer.read().decode("utf-8", "surrogateescape") if sys.stdin else ""
    git, code = Git(root, os.environ), FINE
    for push in pushes(lines):
        found = judged(git, root, os.environ, words[0] if words else "origin", push, day(None))
        if found:
            code = max(code, _told(console, *found, N_("Not pushed: the registry would have errors there.")))
    return code


def _told(console: Console, registry: Registry, found: Sequence[Finding], text: str) -> int:
    if not found:
        return FINE
    from regio_cli.cli.changing import found_in

    console.say(found_in(console, registry.snapshot, found) + "\n")
    console.say(console.translate(text) + "\n")
    return FINDINGS


_HOOKS: Mapping[str, Callable[[Console, Path, Sequence[str]], int]] = {
    "pre-commit": _pre_commit,
    "commit-msg": _commit_msg,
    "pre-push": _pre_push,
}
