"""No test and no tool waits for a process for ever."""

import ast
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import processes

TOP = Path(__file__).parents[2]
WAITS = ("run", "call", "check_call", "check_output")
# Calls that have no timeout of their own, and the only modules that may use them: there each is bounded in another way.
BARE = {
    "subprocess.Popen": ("tests/processes.py", "tools/bench_kit.py", "tools/bench_history.py"),
    "os.fork": ("tests/command.py",),
    # What they start is bound, and what they read has a limit of its own.
    "pty.fork": ("tests/acceptance/changes.py", "tests/terminals.py"),
    "os.read": ("tests/processes.py", "tests/terminals.py"),
    "os.waitpid": ("tests/processes.py",),
    "os.wait4": ("tools/bench_kit.py",),
    "os.wait": (),
    "os.system": (),
    "os.popen": (),
    "subprocess.getoutput": (),
    "subprocess.getstatusoutput": (),
}


def unbounded(source: str, path: str) -> list[str]:
    """Return the calls in a module that may wait for a process for ever."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and is_unbounded(node, path):
            found.append(f"{path}:{node.lineno}: {ast.unparse(node.func)}")
        # Under another name a call would not be seen.
        if isinstance(node, ast.ImportFrom) and node.module in ("subprocess", "os", "pty"):
            found.append(f"{path}:{node.lineno}: {ast.unparse(node)}")
    return found


def is_unbounded(call: ast.Call, path: str) -> bool:
    assert isinstance(call.func, ast.Attribute)
    name, whole = call.func.attr, ast.unparse(call.func)
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    if whole in BARE:
        return path not in BARE[whole]
    if whole.startswith("subprocess.") and name in WAITS:
        return is_none(named.get("timeout"))
    if name == "communicate":
        return is_none(call.args[1] if len(call.args) > 1 else named.get("timeout"))
    # A process, thread, event or queue: `wait` and `join` of anything that isn't text take the timeout first.
    if name == "wait" or (name == "join" and not call.args):
        return is_none(call.args[0] if call.args else named.get("timeout"))
    return False


def is_none(value: ast.expr | None) -> bool:
    return value is None or (isinstance(value, ast.Constant) and value.value is None)


def test_every_call_that_waits_for_a_process_has_a_timeout() -> None:
    files = [*(TOP / "tests").rglob("*.py"), *(TOP / "tools").rglob("*.py")]
    assert len(files) > 80
    found = [line for file in files for line in unbounded(file.read_text("utf-8"), file.relative_to(TOP).as_posix())]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "subprocess.run(['git'])",
        "subprocess.run(['git'], timeout=None)",
        "subprocess.check_output(['git'], cwd=x)",
        "subprocess.Popen(['git'])",
        "process.communicate()",
        "process.communicate(b'x')",
        "process.wait()",
        "process.wait(timeout=None)",
        "thread.join()",
        "os.fork()",
        "os.read(1, 2)",
        "from subprocess import run",
    ],
)
def test_a_call_without_one_is_found(source: str) -> None:
    assert len(unbounded(source, "tests/unit/test_x.py")) == 1


@pytest.mark.parametrize(
    "source",
    [
        "subprocess.run(['git'], timeout=LIMIT)",
        "process.communicate(b'x', 5)",
        "process.communicate(timeout=5)",
        "process.wait(2)",
        "', '.join(words)",
        "os.path.join('a', 'b')",
        "start(['git'])",
    ],
)
def test_a_call_with_one_is_not(source: str) -> None:
    assert unbounded(source, "tests/unit/test_x.py") == []


@pytest.mark.skipif(sys.platform == "win32", reason="there is no alarm there")
def test_a_process_that_never_ends_is_ended_for_us(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "LIMIT", 1)
    process = processes.start(["sh", "-c", "while :; do :; done"])
    assert process.wait(timeout=60) == -signal.SIGALRM


@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT is no signal there")
def test_a_process_can_be_interrupted_when_sigint_is_ignored_around_it() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        code = "import signal; print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)"
        process = processes.start([sys.executable, "-c", code], stdout=subprocess.PIPE)
        assert process.communicate(timeout=60)[0].decode().strip() == "True"
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals there")
def test_a_terminal_that_nobody_closes_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    import pty

    monkeypatch.setattr(processes, "LIMIT", 0.2)
    main, other = pty.openpty()
    try:
        with pytest.raises(subprocess.TimeoutExpired):
            processes.terminal_output(main)
    finally:
        os.close(other)
        os.close(main)


def test_a_timeout_backs_every_test(pytestconfig: pytest.Config) -> None:
    assert pytestconfig.pluginmanager.hasplugin("timeout")
    assert float(pytestconfig.getini("timeout")) == 300
