"""A site previewed on this machine: kept in memory, made anew when the registry changes, and loaded again by who looks on."""

import json
import os
import threading
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from regio_cli.store.git import GitError

LOOPBACK = "127.0.0.1"
_CHANGES = "/-/changes"
_SECONDS, _ALIVE_SECONDS = 1.0, 15.0
_FOLDERS = ("registry", "schemas", "rules")
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
Pages = Mapping[str, bytes]


class Shown(NamedTuple):
    """What is shown: `pages` by path, and what is wrong with the registry that they are of, in lines; none when nothing is.

    The `version` of the pages goes up with each that are made.
    """

    pages: Pages
    faults: Sequence[str]
    version: int = 1


class Preview:
    """Keeps what is shown true to the registry, and on when that can't be read."""

    def __init__(
        self, state: Callable[[], Hashable], make: Callable[[], Shown], explain: Callable[[Exception], Sequence[str]]
    ) -> None:
        """Take what tells whether the registry has changed, what makes the pages of it as it is, and what says why it can't."""
        self._state, self._make, self._explain = state, make, explain
        self._changed = threading.Condition()
        self._seen: Hashable = state()
        self.shown = make()

    def look(self) -> None:
        """Make the pages anew when the registry has changed; when that fails those before stay, and are said to."""
        try:
            state = self._state()
            if state == self._seen:
                return
            made = self._make()._replace(version=self.shown.version + 1)
        except (OSError, GitError) as error:
            # A file that is just being written is there the next time.
            self._show(self.shown._replace(faults=self._explain(error)))
            return
        except Exception as error:
            # Whatever it is, the next change may mend it, and who looks on must know.
            made = self.shown._replace(faults=self._explain(error))
        self._seen = state
        self._show(made)

    def _show(self, shown: Shown) -> None:
        if shown != self.shown:
            with self._changed:
                self.shown = shown
                self._changed.notify_all()

    def wait(self, last: Shown | None, seconds: float) -> Shown:
        """Return what is shown, as soon as it is another than `last` or so many seconds have gone by."""
        with self._changed:
            self._changed.wait_for(lambda: self.shown is not last, seconds)
            return self.shown


def state_of(root: Path) -> Hashable:
    """Return what changes when a file of the registry at `root` does: the path, time and size of each."""
    return tuple(each for folder in _FOLDERS for each in _stats(root / folder))


def _stats(folder: Path) -> Iterator[tuple[str, int, int]]:
    if not folder.is_dir():
        return
    with os.scandir(folder) as found:
        for item in sorted(found, key=lambda one: one.name):
            if item.is_dir(follow_symlinks=False):
                yield from _stats(Path(item.path))
            else:
                stat = item.stat(follow_symlinks=False)
                yield item.path, stat.st_mtime_ns, stat.st_size


class Server(ThreadingHTTPServer):
    """Serves a preview on loopback, and looks every second whether the registry has changed."""

    daemon_threads = True
    # Another program on the same port would get what is meant for this one.
    allow_reuse_address = os.name != "nt"

    def __init__(self, preview: Preview, port: int) -> None:
        """Take the `port` to listen on, any that is free for 0. Raises OSError when it is taken."""
        self.preview = preview
        self._ended = threading.Event()
        super().__init__((LOOPBACK, port), _Handler)

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://{LOOPBACK}:{self.server_port}/"

    def run(self) -> None:
        """Serve until interrupted."""
        watcher = threading.Thread(target=self._watch, daemon=True)
        watcher.start()
        try:
            self.serve_forever(poll_interval=0.1)
        finally:
            self._ended.set()
            watcher.join()
            self.server_close()

    def _watch(self) -> None:
        while not self._ended.wait(_SECONDS):
            self.preview.look()


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if not self._is_for_us():
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
        elif path == _CHANGES:
            self._tell_changes()
        else:
            # A folder is asked for by its front, as web servers have it.
            self._give(f"{path}index.html".removeprefix("/") if path.endswith("/") else path.removeprefix("/"))

    do_HEAD = do_GET

    def _is_for_us(self) -> bool:
        """Tell whether a browser was sent here by a name of this machine: another site may have its name point here."""
        port = self.server.server_port
        return self.headers.get("Host", "").lower() in (f"{LOOPBACK}:{port}", f"localhost:{port}")

    def _give(self, path: str) -> None:
        content = self.server.preview.shown.pages.get(path)
        if content is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self._begin(_type_of(path), len(content))
        if self.command == "GET":
            self.wfile.write(content)

    def _tell_changes(self) -> None:
        """Send the version and the faults at once, and again when they are others, as an event stream."""
        self._begin("text/event-stream", None)
        last: Shown | None = None
        try:
            while self.command == "GET":
                now = self.server.preview.wait(last, _ALIVE_SECONDS)
                self.wfile.write(_event(now) if now is not last else b":\n\n")
                self.wfile.flush()
                last = now
        except ConnectionError:
            return

    def _begin(self, kind: str, length: int | None) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Security-Policy", "frame-ancestors 'none'")
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: who previews a site looks at the browser."""


def _type_of(path: str) -> str:
    return f"{_TYPES.get(Path(path).suffix, 'text/plain')}; charset=utf-8"


def _event(shown: Shown) -> bytes:
    return f"data: {json.dumps({'version': shown.version, 'faults': shown.faults})}\n\n".encode()
