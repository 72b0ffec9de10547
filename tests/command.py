"""The real command, run in a fork of the test's own process: what every run would import is there already.

Where the system has no fork, or a setting is read by the interpreter when it starts, a new process is started.
"""

import importlib
import os
import pkgutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NoReturn

import regio_cli
from tests.processes import LIMIT, bound, exit_code

# What Python, the C library or the loader of programs looks at once, when a process starts.
_AT_START = ("PYTHON", "LC_", "LANG", "TZ", "LD_")
_AT_START_NOT = ("LANGUAGE",)


@dataclass(frozen=True)
class Result:
    """The exit code of a command, and what it wrote."""

    code: int
    out: str
    err: str


def command(*arguments: str, cwd: Path, env: Mapping[str, str] | None = None, stdin: str = "") -> Result:
    """Run regio as its own process, its standard streams in files, and return what came of it."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write(stdin.encode())
        given.seek(0)
        surroundings = {**os.environ, "REGIO_LANG": "en", **(env or {})}
        streams = (given.fileno(), out.fileno(), err.fileno())
        if hasattr(os, "fork") and not _needs_start(env or {}):
            code = _forked(arguments, cwd, surroundings, streams)
        else:
            code = _started(arguments, cwd, surroundings, streams)
        out.seek(0)
        err.seek(0)
        return Result(code, out.read().decode(), err.read().decode())


def _needs_start(env: Mapping[str, str]) -> bool:
    return any(name.startswith(_AT_START) and name not in _AT_START_NOT for name in env)


def _started(arguments: Sequence[str], cwd: Path, env: Mapping[str, str], streams: tuple[int, int, int]) -> int:
    words = [sys.executable, "-m", "regio_cli", *arguments]
    given, out, err = streams
    return subprocess.run(words, cwd=cwd, env=dict(env), stdin=given, stdout=out, stderr=err, timeout=LIMIT).returncode


def _forked(arguments: Sequence[str], cwd: Path, env: Mapping[str, str], streams: tuple[int, int, int]) -> int:
    _import_all()
    child = os.fork()
    if child:
        return exit_code(child)
    for number, handle in enumerate(streams):
        os.dup2(handle, number)
    become(arguments, cwd, env)


@lru_cache
def _import_all() -> None:
    """Import every module of regio once, so that no fork has to; that a run imports little is tested in processes of its own."""
    for module in pkgutil.walk_packages(regio_cli.__path__, "regio_cli."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def become(arguments: Sequence[str], cwd: Path, env: Mapping[str, str]) -> NoReturn:
    """Be the command, in a process of its own, with the streams that it has."""
    bound()
    from regio_cli.cli.app import run

    code = 99
    try:
        sys.stdin, sys.stdout, sys.stderr = (open(n, "r" if n == 0 else "w", closefd=False) for n in range(3))  # noqa: SIM115
        os.chdir(cwd)
        os.environ.clear()
        os.environ.update(env)
        tempfile.tempdir = None
        code = run(list(arguments))
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)
