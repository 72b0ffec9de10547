"""Opens a pull request with the host's own command-line tool, where that is at hand."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from regio_cli.hosting.address import WebAddress
from regio_cli.hosting.hosts import Host, Request, shortened, tool_arguments
from regio_cli.store.git import cleaned

_PATIENCE = 300
# Windows runs these by way of a shell, to which a title could give commands.
_BY_SHELL = (".bat", ".cmd")


class Opened(NamedTuple):
    """What came of it: what the tool said, and whether it did it."""

    done: bool
    said: str


def tool_of(host: Host, env: Mapping[str, str]) -> str | None:
    """Return the program that opens pull requests on `host`; None when it is not at hand, or only by way of a shell."""
    found = shutil.which(host.tool[0], path=env.get("PATH"))
    return None if found and Path(found).suffix.lower() in _BY_SHELL else found


def open_request(
    host: Host, address: WebAddress, request: Request, program: str, folder: Path, env: Mapping[str, str]
) -> Opened:
    """Open `request` with `program`, the tool of `host`, in `folder`. Never through a shell; the tool asks nothing."""
    arguments = [program, *tool_arguments(host, address, request)[1:]]
    text = shortened(host, request.text).encode() if host.stdin else b""
    try:
        done = subprocess.run(
            arguments,
            cwd=folder,
            env=cleaned(env),
            input=text,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_PATIENCE,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Opened(False, str(error))
    return Opened(done.returncode == 0, done.stdout.decode("utf-8", "replace").strip())
