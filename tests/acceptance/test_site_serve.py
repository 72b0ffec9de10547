"""The preview of the site: on this machine only, and never behind the registry."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.conftest import Place
from tests.processes import LIMIT, start

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is no signal there")
WAIT = 60


@contextmanager
def served(
    place: Place, *arguments: str, before: Sequence[str] = ()
) -> Iterator[tuple["subprocess.Popen[bytes]", int]]:
    """Give the running preview and its port; `before` is the command that starts it, such as nohup."""
    command = [*before, sys.executable, "-m", "regio_cli", "site", "--serve", "--port", "0", *arguments]
    env = {**os.environ, "REGIO_LANG": "en"}
    process = start(command, cwd=place.root, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        assert process.stdout
        address = process.stdout.readline().decode().split()[0]
        assert address.startswith("http://127.0.0.1:")
        yield process, urlsplit(address).port or 0
    finally:
        process.kill()
        process.communicate(timeout=LIMIT)


def asked(port: int, path: str, host: str | None = None, method: str = "GET") -> HTTPResponse:
    connection = HTTPConnection("127.0.0.1", port, timeout=WAIT)
    connection.request(method, path, headers={"Host": host} if host else {})
    return connection.getresponse()


def test_pages_are_served_and_load_themselves_again(place: Place) -> None:
    with served(place) as (_, port):
        page = asked(port, "/nl/body/bestuur.html")
        text = page.read().decode()
        assert page.status == 200 and page.headers["Content-Type"] == "text/html; charset=utf-8"
        assert 'src="../../reload.js"' in text and "connect-src &#39;self&#39;" in text
        assert b"EventSource" in asked(port, "/reload.js").read()
        assert b"nl/index.html" in asked(port, "/").read()
        assert asked(port, "/nl/").read() == asked(port, "/nl/index.html").read()
        assert asked(port, "/nl/body/bestuur.html", method="HEAD").read() == b""
        assert asked(port, "/nl/index.html", host=f"localhost:{port}").status == 200


def told(changes: HTTPResponse) -> dict[str, Any]:
    """Return what is told next."""
    line = changes.readline()
    while not line.startswith(b"data: "):
        assert line in (b":\n", b"\n")
        line = changes.readline()
    return dict(json.loads(line.removeprefix(b"data: ")))


def test_a_change_of_the_registry_is_told_and_shown(place: Place) -> None:
    with served(place) as (_, port):
        changes = asked(port, "/-/changes")
        assert told(changes) == {"version": 1, "faults": []}
        place.write("partners/zwolle.yaml", "name: Gemeente Zwolle aan Zee\ntype: municipality\npillar: government\n")
        assert told(changes)["version"] == 2
        assert "Zwolle aan Zee" in asked(port, "/nl/partner/zwolle.html").read().decode()


def test_what_is_wrong_is_told_until_it_is_mended(place: Place) -> None:
    with served(place) as (_, port):
        changes = asked(port, "/-/changes")
        assert told(changes)["faults"] == []
        good = (place.root / "registry/partners/zwolle.yaml").read_text()
        place.write("partners/zwolle.yaml", ": : nothing\n - like yaml")
        broken = told(changes)
        assert broken["version"] == 2
        assert broken["faults"][0] == "1 error in the records."
        assert broken["faults"][1].startswith("registry/partners/zwolle.yaml:1:1: error[")
        place.write("partners/zwolle.yaml", good)
        assert told(changes) == {"version": 3, "faults": []}


def test_pages_stay_while_there_is_no_registry(place: Place) -> None:
    with served(place) as (process, port):
        changes = asked(port, "/-/changes")
        assert told(changes)["faults"] == []
        (place.root / "registry").rename(place.root / "elsewhere")
        gone = told(changes)
        assert gone["version"] == 1 and "there is no registry" in gone["faults"][0]
        assert asked(port, "/nl/index.html").status == 200
        (place.root / "elsewhere").rename(place.root / "registry")
        assert told(changes) == {"version": 2, "faults": []} and process.poll() is None


def test_a_commit_is_told_too(place: Place) -> None:
    with served(place, "--rev", "main") as (_, port):
        changes = asked(port, "/-/changes")
        assert told(changes)["version"] == 1
        place.git("commit", "-qm", "Nothing", "--allow-empty")
        commit = place.git("rev-parse", "HEAD").strip()
        assert told(changes)["version"] == 2
        assert commit in asked(port, "/nl/index.html").read().decode()


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1.evil.example", "localhost", ""])
def test_a_name_that_points_here_from_elsewhere_gets_nothing(place: Place, host: str) -> None:
    with served(place) as (_, port):
        for path in ("/nl/index.html", "/-/changes"):
            answer = asked(port, path, host=host.format(port=port) or "127.0.0.1")
            assert answer.status == 421 and "Proef" not in answer.read().decode()


@pytest.mark.parametrize(
    "path", ["/../registry/registry.yaml", "/%2e%2e/registry/registry.yaml", "/nl", "/etc/passwd", "//x"]
)
def test_only_pages_of_the_site_are_given(place: Place, path: str) -> None:
    with served(place) as (_, port):
        answer = asked(port, path)
        assert answer.status == 404 and b"schema_version" not in answer.read()
        assert asked(port, "/nl/index.html", method="POST").status == 501


def test_it_writes_nothing(place: Place) -> None:
    before = {file for file in place.root.rglob("*") if ".git" not in file.parts}
    with served(place) as (_, port):
        asked(port, "/nl/index.html").read()
    assert {file for file in place.root.rglob("*") if ".git" not in file.parts} == before


def test_ctrl_c_ends_it_quietly(place: Place) -> None:
    with served(place) as (process, port):
        waiting = asked(port, "/-/changes")
        assert told(waiting)["version"] == 1
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=WAIT)
        assert (process.returncode, out, err) == (0, b"", b"")


def test_in_the_background_of_a_script_ctrl_c_is_not_for_it(place: Place) -> None:
    # A shell that starts a command with & ignores SIGINT for it, and what it starts keeps that: `nohup regio … &` goes on.
    with served(place, before=["sh", "-c", 'trap "" INT; exec "$@"', "sh"]) as (process, port):
        process.send_signal(signal.SIGINT)
        assert asked(port, "/nl/index.html").status == 200
        process.terminate()
        process.communicate(timeout=WAIT)
        assert process.returncode == -signal.SIGTERM


def test_a_port_that_is_taken_is_told(place: Place) -> None:
    with served(place) as (_, port):
        done = place.regio("site", "--serve", "--port", str(port))
        assert done.code == 3 and f"port {port} is taken" in done.err and "--port 0" in done.err
