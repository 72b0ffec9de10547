"""The hooks in a repository: small scripts that call regio. A hook that somebody else put there is kept, and asked first."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from regio_cli.store import wholefile

HOOKS = ("pre-commit", "commit-msg", "pre-push")
KEPT = ".before-regio"
_MARK = "# Written by 'regio hooks install', and taken away by 'regio hooks install --remove'."
State = Literal["there", "outdated", "absent", "blocked"]
_SCRIPT = """\
#!/bin/sh
{mark}
{before}{own}
python={python}
if [ -x "$python" ]; then
  {by_python}
fi
if command -v regio >/dev/null 2>&1; then
  {by_name}
fi
echo "regio is not at $python any more, so nothing was checked; run 'regio hooks install' again, or use --no-verify" >&2
exit 1
"""
_BEFORE = """\
before="${0%/*}/NAME.before-regio"
if [ -x "$before" ]; then
  "$before" "$@" || exit $?
fi"""
# regio asks its own hooks about the tree that it has just checked whole; should another hook have changed it, it differs.
_OWN = """
if [ -n "$REGIO_CHECKED" ] && [ "$(git write-tree)" = "$REGIO_CHECKED" ]; then
  exit 0
fi"""
# What git tells this hook can be read once, and both hooks are to hear it.
_BEFORE_WITH_INPUT = """\
told=$(cat; echo x)
told=${told%x}
before="${0%/*}/NAME.before-regio"
if [ -x "$before" ]; then
  printf '%s' "$told" | "$before" "$@" || exit $?
fi"""


class Hook(NamedTuple):
    """A hook: its name, its file, and whether it is there as it should be."""

    name: str
    file: Path
    state: State

    @property
    def kept(self) -> Path:
        """Where the hook is kept that was there before."""
        return self.file.with_name(self.name + KEPT)


def script(name: str, python: str, prefix: str) -> str:
    """Return the hook `name` for the registry in the folder `prefix` below the top, run by the program `python`."""
    with_input = name == "pre-push"
    call = f'hooks run -C {quoted(prefix or ".")} {name} -- "$@"'
    return _SCRIPT.format(
        mark=_MARK,
        before=(_BEFORE_WITH_INPUT if with_input else _BEFORE).replace("NAME", name),
        own="" if with_input else _OWN,
        python=quoted(Path(python).as_posix()),
        # -P: nothing in the folder that the hook runs in is taken for a part of Python.
        by_python=_last(f'"$python" -P -m regio_cli {call}', with_input),
        by_name=_last(f"regio {call}", with_input),
    )


def _last(command: str, with_input: bool) -> str:
    return f"printf '%s' \"$told\" | {command}\n  exit $?" if with_input else f"exec {command}"


def quoted(text: str) -> str:
    """Return `text` as one word of a shell."""
    return "'" + text.replace("'", "'\\''") + "'"


def states(folder: Path, python: str, prefix: str) -> list[Hook]:
    """Return how each hook stands in the folder of hooks."""
    return [Hook(name, folder / name, _state(folder / name, script(name, python, prefix))) for name in HOOKS]


def _state(file: Path, wanted: str) -> State:
    text = _text(file)
    if text == wanted and (os.name == "nt" or os.access(file, os.X_OK)):
        return "there"
    if is_ours(text):
        return "outdated"
    taken = file.is_symlink() or file.exists()
    kept = file.with_name(file.name + KEPT)
    return "blocked" if taken and (kept.is_symlink() or kept.exists()) else "absent"


def is_ours(text: str | None) -> bool:
    """Tell whether the script `text` is one that regio wrote."""
    return text is not None and _MARK in text.splitlines()[1:2]


def _text(file: Path) -> str | None:
    try:
        return None if file.is_symlink() else file.read_bytes().decode("utf-8", "replace")
    except OSError:
        return None


def install(hooks: Sequence[Hook], python: str, prefix: str) -> None:
    """Write each of `hooks`; one that somebody else put there goes beside it. Raises OSError when that can't be."""
    for hook in hooks:
        wholefile.require_no_link(hook.file.parent)
        hook.file.parent.mkdir(parents=True, exist_ok=True)
        if hook.state == "absent" and (hook.file.is_symlink() or hook.file.exists()):
            hook.file.rename(hook.kept)
        wholefile.write_own(hook.file, script(hook.name, python, prefix).encode(), 0o755)


def remove(hooks: Sequence[Hook]) -> None:
    """Take away those of `hooks` that regio wrote, and put back what was there before."""
    for hook in hooks:
        if is_ours(_text(hook.file)):
            hook.file.unlink()
            if hook.kept.is_symlink() or hook.kept.exists():
                hook.kept.rename(hook.file)
