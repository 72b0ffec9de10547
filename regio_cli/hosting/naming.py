"""What a proposal is called: its title on one line, and a branch named after it."""

import re
import unicodedata
from collections.abc import Collection

_LONGEST = 60
_LONGEST_TITLE = 200
_DEFAULT = "proposal"


def one_line(title: str) -> str:
    """Return `title` on one line, without characters that show nothing, and no longer than hosts take."""
    plain = "".join(char if char.isprintable() else " " for char in title)
    return " ".join(plain.split())[:_LONGEST_TITLE].rstrip()


def slug(title: str) -> str:
    """Return `title` as the name of a branch: a-z, 0-9 and single hyphens within, at most 60 characters."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    return "-".join(words)[:_LONGEST].strip("-") or _DEFAULT


def free_name(wanted: str, taken: Collection[str]) -> str:
    """Return `wanted`, with a number behind it when a branch in `taken` has it, or stands in its way as a folder would."""
    number, name = 1, wanted
    while _is_taken(name, taken):
        number += 1
        name = f"{wanted}-{number}"
    return name


def _is_taken(name: str, taken: Collection[str]) -> bool:
    return any(name == other or other.startswith(f"{name}/") or name.startswith(f"{other}/") for other in taken)
