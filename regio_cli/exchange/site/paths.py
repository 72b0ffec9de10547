"""Where pages stand in a site, and how long lists are cut into pages."""

import hashlib
import re
from collections.abc import Sequence
from typing import TypeVar

from regio_cli.model.record import Address

T = TypeVar("T")
_LONGEST = 100
_UNSAFE = re.compile(r"[^a-z0-9-]")
# Windows opens devices by these names, whatever stands behind them.
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])")


def page_of(address: Address) -> str:
    """Return the path of a record's page, from the folder of its language."""
    return f"{address.kind}/{safe(address.id)}.html"


def safe(id_: str) -> str:
    """Return `id_` as a name that every file system keeps apart from all others; ids as they should be stay as they are."""
    name = _UNSAFE.sub(lambda found: f"_{ord(found[0]):x}_", id_)
    if len(name) > _LONGEST:
        name = f"{name[:_LONGEST]}_{hashlib.sha256(id_.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
    return f"{name}_" if _DEVICES.fullmatch(name) else name


def numbered(path: str, number: int) -> str:
    """Return the path of page `number` (from 1) of the list that begins at `path`."""
    return path if number == 1 else path.replace(".html", f"-{number}.html")


def cut(rows: Sequence[T], length: int) -> list[Sequence[T]]:
    """Return `rows` in pages of at most `length`; one empty page without rows."""
    return [rows[start : start + length] for start in range(0, len(rows), length)] or [rows]
