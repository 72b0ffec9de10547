"""The message of a commit: a subject in words, the whole change in sentences, and trailers that tools read.

Trailers, as ``git interpret-trailers`` reads them: Regio-Operation, Regio-Record (one a record), Regio-Kind (change or
correction), Regio-Undoes, Reason, Decision, Source. No message names a person: people are called by their ids.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from regio_cli.model.record import Address
from regio_cli.model.text import N_, Text, Translator

_SUBJECT = 72
_MOST_SENTENCES = 100


@dataclass(frozen=True)
class About:
    """What goes with a change: the verb that made it, and why, on which decision and from which source it was made.

    `correction` tells a mistake put right from a change in the world. `detail` is a subject to use in place of the first
    sentence; `undoes` is the id of the commit that the change reverses.
    """

    operation: str
    reason: str | None = None
    decision: str | None = None
    source: str | None = None
    correction: bool = False
    detail: Text | None = None
    undoes: str | None = None


class Message(NamedTuple):
    """A commit's message, and its first line."""

    subject: str
    text: str


def message(about: About, sentences: Sequence[Text], records: Iterable[Address], translate: Translator) -> Message:
    """Return the message of the commit that makes a change; `sentences` say it, without names of people."""
    said = list(dict.fromkeys(_one_line(sentence.render(translate)) for sentence in sentences))
    subject = _subject(_one_line(about.detail.render(translate)) if about.detail else None, said, translate)
    body = [f"- {sentence}" for sentence in said[:_MOST_SENTENCES]]
    if len(said) > _MOST_SENTENCES:
        body.append(Text(N_("… and {count} more"), {"count": len(said) - _MOST_SENTENCES}).render(translate))
    parts = [subject, "\n".join(body) if said != [subject] else "", "\n".join(_trailers(about, records))]
    return Message(subject, "\n\n".join(part for part in parts if part) + "\n")


def _subject(detail: str | None, said: Sequence[str], translate: Translator) -> str:
    whole = detail or (said[0] if said else translate(N_("Registry changed")))
    more = Text(N_(" (and {count} more)"), {"count": len(said) - 1}).render(translate)
    # Tools take a line that begins so for the end of the message, and then see no trailers.
    whole = "–" + whole.lstrip("-") if whole.startswith("---") else whole
    fits = len(said) > 1 and not detail and len(whole) + len(more) <= _SUBJECT
    return whole + more if fits else _shortened(whole, _SUBJECT)


def _shortened(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip(" ,;:") + "…"


def _trailers(about: About, records: Iterable[Address]) -> list[str]:
    found = [f"Regio-Operation: {about.operation}"]
    found += [f"Regio-Record: {address}" for address in sorted(records)]
    found.append(f"Regio-Kind: {'correction' if about.correction else 'change'}")
    found += [f"Regio-Undoes: {about.undoes}"] if about.undoes else []
    told = (("Reason", about.reason), ("Decision", about.decision), ("Source", about.source))
    return [*found, *(f"{name}: {_one_line(value)}" for name, value in told if value and value.strip())]


def _one_line(text: str) -> str:
    return " ".join(text.split())
