"""Where a repository is on the web, from the address that git fetches it from: without credentials."""

import re
from typing import NamedTuple
from urllib.parse import SplitResult, quote, unquote, urlsplit

_SHORT = re.compile(r"(?:[^@/:\s]+@)?(?P<host>[^/:@\s]{2,}):(?!//)(?P<path>[^\s]+)")
_PORTS = {"https": 443, "http": 80}
_SSH = ("ssh", "git+ssh", "ssh+git")


class WebAddress(NamedTuple):
    """A repository on the web: ``https`` (or ``http``), the host with its port, and the path without slashes around it."""

    scheme: str
    host: str
    path: str

    @property
    def url(self) -> str:
        """The page of the repository, quoted as an address must be."""
        return f"{self.scheme}://{self.host}/{quote(self.path)}"


def web_address(remote: str) -> WebAddress | None:
    """Return where the repository at git's address `remote` (https, http, ssh, or user@host:path) is on the web.

    None for what is no address of a host: a folder, a file, another protocol.
    """
    found = _short(remote) if "://" not in remote else _long(remote)
    return _azure(found) if found and found.path else None


def _short(remote: str) -> WebAddress | None:
    match = _SHORT.fullmatch(remote)
    return WebAddress("https", match["host"].lower(), _path(match["path"])) if match else None


def _long(remote: str) -> WebAddress | None:
    try:
        parts = urlsplit(remote)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if not host or parts.scheme not in (*_PORTS, *_SSH):
        return None
    scheme = "https" if parts.scheme in _SSH else parts.scheme
    # The port of ssh says nothing of the web.
    shown = f":{port}" if _shows(parts, port) else ""
    return WebAddress(scheme, f"[{host}]{shown}" if ":" in host else host + shown, _path(unquote(parts.path)))


def _shows(parts: SplitResult, port: int | None) -> bool:
    return parts.scheme in _PORTS and port is not None and port != _PORTS[parts.scheme]


def _path(path: str) -> str:
    return path.strip("/").removesuffix(".git").strip("/")


def _azure(found: WebAddress) -> WebAddress:
    """Return where Azure DevOps has on the web what it gives another address for ssh."""
    parts = found.path.split("/")
    if found.host in ("ssh.dev.azure.com", "vs-ssh.visualstudio.com") and len(parts) == 4 and parts[0] == "v3":
        _, organisation, project, repository = parts
        return found._replace(host="dev.azure.com", path=f"{organisation}/{project}/_git/{repository}")
    return found
