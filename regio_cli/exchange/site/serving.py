"""A site previewed on this machine: kept in memory, made anew when the registry changes, and loaded again by who looks on."""

import os
import threading
from collections.abc import Callable, Hashable, Iterator, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from regio_cli.store.git import GitError

LOOPBACK = "127.0.0.1"
_CHANGES = "/-/changes"
_SECONDS, _ALIVE_SECONDS = 1.0, 15.0
_FOLDERS = ("registry", "schemas", "rules")
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
Pages = Mapping[str, bytes]


class Preview:
    """The pages that are shown now; `version` goes up with each that are made."""

    def __init__(self, state: Callable[[], Hashable], make: Callable[[], Pages]) -> None:
        """Take what tells whether the registry has changed, and what makes the pages of it as it is."""
        self._state, self._make = state, make
        self._changed = threading.Condition()
        self._seen: Hashable = state()
        self.pages, self.version = make(), 1
        self.fault: Exception | None = None

    def look(self) -> None:
        """Make the pages anew when the registry has changed. A file that is just being written is looked at next time."""
        try:
            state = self._state()
            if state == self._seen:
                return
            pages = self._make()
        except (OSError, GitError):
            return
        with self._changed:
            self._seen, self.pages, self.version = state, pages, self.version + 1
            self._changed.notify_all()

    def wait(self, version: int, seconds: float) -> int:
        """Return the version, as soon as it is another than `version` or so many seconds have gone by."""
        with self._changed:
            self._changed.wait_for(lambda: self.version != version, seconds)
            return self.version


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
        """Serve until interrupted. Raises what keeps pages from being made anew."""
        watcher = threading.Thread(target=self._watch, daemon=True)
        watcher.start()
        try:
            self.serve_forever(poll_interval=0.1)
        finally:
            self._ended.set()
            watcher.join()
            self.server_close()
        if self.preview.fault:
            raise self.preview.fault

    def _watch(self) -> None:
        while not self._ended.wait(_SECONDS):
            try:
                self.preview.look()
            except Exception as error:
                # A thread of its own has nobody to tell: the one that serves does.
                self.preview.fault = error
                self.shutdown()
                return


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if not self._is_for_us():
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
        elif path == _CHANGES:
            self._tell_changes()
        else:
            self._give(path.removeprefix("/") or "index.html")

    do_HEAD = do_GET

    def _is_for_us(self) -> bool:
        """Tell whether a browser was sent here by a name of this machine: another site may have its name point here."""
        port = self.server.server_port
        return self.headers.get("Host", "").lower() in (f"{LOOPBACK}:{port}", f"localhost:{port}")

    def _give(self, path: str) -> None:
        content = self.server.preview.pages.get(path)
        if content is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self._begin(_type_of(path), len(content))
        if self.command == "GET":
            self.wfile.write(content)

    def _tell_changes(self) -> None:
        """Send the version at once, and again when it is another, as an event stream."""
        self._begin("text/event-stream", None)
        version = 0
        try:
            while self.command == "GET":
                now = self.server.preview.wait(version, _ALIVE_SECONDS)
                self.wfile.write(f"data: {now}\n\n".encode() if now != version else b":\n\n")
                self.wfile.flush()
                version = now
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
