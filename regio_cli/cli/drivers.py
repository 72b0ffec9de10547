"""``regio drivers install``: lets git merge records, and show what differs in words."""

import os
import shlex
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from regio_cli.cli.options import HERE, Root
from regio_cli.cli.run import ENVIRONMENT, FINDINGS, FINE, Console, Wrong
from regio_cli.model.display import visible
from regio_cli.model.text import N_, Text
from regio_cli.read.registry import NoRegistry
from regio_cli.store import attributes, gitconfig, wholefile
from regio_cli.store.git import Git, GitError, git_dirs
from regio_cli.store.githistory import prefix
from regio_cli.store.source import REGISTRY, find_root
from regio_cli.store.trouble import trouble

_NAME = "regio"
_PATTERN = f"{REGISTRY}/**/*.yaml"
_ATTRIBUTES = f"merge={_NAME} diff={_NAME}"
_SECTIONS = (f"merge.{_NAME}", f"diff.{_NAME}")


class _Place(NamedTuple):
    """The folder of a registry, git there, the way to it from the top, and the file and line for the attributes."""

    root: Path
    git: Git
    prefix: str
    file: Path
    line: str


def drivers_(
    action: Annotated[str, typer.Argument(help="Say 'install'.", metavar="install")],
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit code 1 when something is not installed.")
    ] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Let git go its own ways again in this clone.")] = False,
    private: Annotated[
        bool,
        typer.Option(
            "--private", help="Name the files in .git/info/attributes, for this clone only, not in .gitattributes."
        ),
    ] = False,
    root: Root = HERE,
) -> int:
    """Let git merge records field by field, and show in 'git diff', 'git log -p' and 'git show' what differs in words.

    Each clone does this once: git takes no commands from what is fetched. Where it is not done, git does as ever.

    Example: regio drivers install
    """
    if action != "install" or (check and remove):
        raise Wrong(Text(N_("say 'regio drivers install', with --check or --remove if need be")))
    console = Console()
    place = _place(root.absolute(), private)
    wanted = _settings(_program(), place.prefix)
    if check:
        return _check(console, place, wanted)
    return _remove(console, place, _place(root.absolute(), True)) if remove else _install(console, place, wanted)


def _place(start: Path, private: bool) -> _Place:
    root = find_root(start)
    if root is None:
        raise NoRegistry(str(start))
    git = Git(root, os.environ)
    try:
        common, way = git_dirs(git)[1], prefix(git)
    except GitError as error:
        found = trouble(root, error)
        if found:
            raise found from error
        text = Text(N_("{folder} is not in a git repository"), {"folder": str(root)})
        raise Wrong(text, Text(N_("'git init' begins one")), ENVIRONMENT) from error
    file = common / "info" / "attributes" if private else root / ".gitattributes"
    if file.is_symlink():
        raise Wrong(Text(N_("{file} is a symbolic link, which git does not follow"), {"file": str(file)}))
    return _Place(root, git, way, file, attributes.line(way if private else "", _PATTERN, _ATTRIBUTES))


def _program() -> str:
    """Return how a shell runs this regio: by its whole path, because a program with windows has another PATH.

    Git's shell on Windows takes forward slashes. The interpreter looks for no module in the folder that it is run in (-P): there
    stands what somebody else committed.
    """
    python = Path(sys.executable)
    script = python.with_name("regio.exe" if os.name == "nt" else "regio")
    words = [script.as_posix()] if script.is_file() else [python.as_posix(), "-P", "-m", "regio_cli"]
    return " ".join(map(shlex.quote, words))


def _settings(program: str, way: str) -> Mapping[str, str]:
    """Return git's settings. Where regio is gone, or fails, git's own way is taken: no change is lost, no diff dies."""
    merge = f"{program.replace('%', '%%')} merge-driver --path=%P --marker-size=%L --labels %S %X %Y -- %O %A %B"
    own = "git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B"
    root = f" -C {shlex.quote(way)}" if way else ""
    return {
        f"merge.{_NAME}.name": "regio: records by field",
        f"merge.{_NAME}.driver": f"{merge}; s=$?; test $s -le 1 && exit $s; {own}",
        f"diff.{_NAME}.textconv": f'f() {{ {program} diff-driver{root} -- "$1" || cat "$1"; }}; f',
    }


def _faults(place: _Place, wanted: Mapping[str, str]) -> list[str]:
    """Return the settings and attributes that are not as they should be."""
    found = [name for name, value in wanted.items() if gitconfig.setting(place.git, name) != value]
    held = attributes.of_path(place.git, f"{REGISTRY}/x/x.yaml", "merge", "diff")
    return [*found, *([] if set(held.values()) == {_NAME} else [f"{_PATTERN} {_ATTRIBUTES}"])]


def _check(console: Console, place: _Place, wanted: Mapping[str, str]) -> int:
    faults = _faults(place, wanted)
    for fault in faults:
        _say(console, N_("not installed, or another: {what}"), what=fault)
    if not faults:
        _say(console, N_("git uses regio here, to merge and to show what differs"))
    return FINDINGS if faults else FINE


def _install(console: Console, place: _Place, wanted: Mapping[str, str]) -> int:
    if not _faults(place, wanted):
        _say(console, N_("nothing to do: git uses regio here already"))
        return FINE
    new = {name: value for name, value in wanted.items() if gitconfig.setting(place.git, name) != value}
    gitconfig.put(place.git, new)
    for name in new:
        _say(console, N_("set in this clone: {what}"), what=name)
    if _write(place.file, lambda content: attributes.added(content, place.line)):
        _say(console, N_("added to {file}: {what}"), file=str(place.file), what=place.line)
        if place.file.parent == place.root:
            _say(
                console,
                N_("commit {file}, so that every clone has it; each still says 'regio drivers install' once"),
                file=place.file.name,
            )
    return FINE


def _remove(console: Console, place: _Place, private: _Place) -> int:
    gitconfig.drop(place.git, _SECTIONS)
    _say(console, N_("git's own ways hold in this clone again"))
    if _write(private.file, lambda content: attributes.removed(content, private.line)):
        _say(console, N_("taken out of {file}: {what}"), file=str(private.file), what=private.line)
    elif _faults(place, {}) == []:
        _say(
            console, N_("{file} is left as it is: it is everybody's, and does nothing by itself"), file=place.file.name
        )
    return FINE


def _write(file: Path, change: Callable[[bytes], bytes]) -> bool:
    """Change the content of `file`, which need not be there; tell whether there was something to change."""
    old = file.read_bytes() if file.exists() else b""
    new = change(old)
    if new == old:
        return False
    wholefile.write_own(file, new)
    return True


def _say(console: Console, template: str, **values: str) -> None:
    console.say(visible(Text(template, values).render(console.translate)) + "\n")
