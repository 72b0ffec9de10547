"""What the message of a commit must say when it touches the registry: why. Pure functions on the text of a message."""

import re
from collections.abc import Sequence

from regio_cli.model.text import N_, Text

# git leaves out this line and what follows it; the first character is the one that comments begin with.
_SCISSORS = re.compile(r"^\S -{8,} >8 -{8,}$", re.MULTILINE)
_EXEMPT = ("fixup! ", "squash! ", "amend! ")
_REVERT = re.compile(r"^This reverts commit [0-9a-f]{7,64}\b", re.MULTILINE)
_KINDS = ("change", "correction")
_NEEDED = ("Regio-Record", "Regio-Kind")
_EXAMPLE = "Reason: besluit van het college van 3 maart"


def uncut(message: str) -> str:
    """Return the part of `message` before git's scissors line."""
    return _SCISSORS.split(message, maxsplit=1)[0]


def is_exempt(message: str) -> bool:
    """Tell whether a message needs no reason: it will be put into another commit, or says itself that it reverts one."""
    return message.startswith(_EXEMPT) or bool(_REVERT.search(message))


def trailers(parsed: str) -> list[tuple[str, str]]:
    """Return the trailers that ``git interpret-trailers --parse`` printed, as (name, value)."""
    pairs = (line.partition(":") for line in parsed.splitlines())
    return [(name.strip(), value.strip()) for name, colon, value in pairs if colon]


def is_regios(found: Sequence[tuple[str, str]]) -> bool:
    """Tell whether regio wrote the message, which then says in its trailers what was done to which records."""
    return any(name.casefold() == "regio-operation" for name, _ in found)


def missing(found: Sequence[tuple[str, str]]) -> list[Text]:
    """Return what the trailers of a commit that touches the registry lack; empty when they are as they should be.

    Every change has a Reason, save one that regio made: its message says what, and its records on what grounds.
    """
    said: dict[str, str] = {}
    for name, value in found:
        # Git takes "reason" for "Reason", and so do log and audit.
        said.setdefault(name.casefold(), value)
    wrong = []
    if is_regios(found):
        wrong = [
            Text(N_("the message has no trailer {name}"), {"name": name})
            for name in _NEEDED
            if not said.get(name.casefold())
        ]
    elif not said.get("reason"):
        wrong = [
            Text(N_("the message does not say why: it needs a last paragraph with '{example}'"), {"example": _EXAMPLE})
        ]
    if said.get("regio-kind", _KINDS[0]) not in _KINDS:
        wrong.append(Text(N_("Regio-Kind is change or correction, not '{value}'"), {"value": said["regio-kind"]}))
    return wrong
