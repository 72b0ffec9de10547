"""Entries of the log and sentences about changes, as text, data or Markdown: pure functions, one a format."""

from collections.abc import Iterable, Sequence
from typing import Any

from regio_cli.history.log import Entry
from regio_cli.history.sentence import Sentence
from regio_cli.model.display import md_text, visible
from regio_cli.model.text import N_, Text, Translator

CORRECTION = "correction"
# More than a screen of one commit is for `regio show`.
MOST = 20


def entry_text(entry: Entry, translate: Translator, most: int | None = MOST) -> str:
    """Return an entry as a paragraph; at most `most` of its sentences."""
    commit = entry.commit
    day, time = commit.date[:10], commit.date[11:16]
    lines = [f"{commit.short}  {day} {time}  {commit.author}", f"  {commit.subject}"]
    lines += [f"  · {text}" for text in _shown(entry, translate, most)]
    lines += [f"  {text}" for text in _grounds(entry, translate)]
    return "\n".join(visible(line).replace("\n", " ") for line in lines) + "\n"


def _shown(entry: Entry, translate: Translator, most: int | None) -> list[str]:
    told = [sentence.text.render(translate) for sentence in entry.sentences]
    if most is None or len(told) <= most:
        return told
    values = {"count": len(told) - most, "commit": entry.commit.short}
    more = Text(N_("… and {count} more; 'regio show {commit}' tells all"), values)
    return [*told[:most], more.render(translate)]


def _grounds(entry: Entry, translate: Translator) -> list[str]:
    """Return on what grounds the change was made, and whether it put a mistake right."""
    commit = entry.commit
    named = (
        (N_("reason: {what}"), commit.reason),
        (N_("decision: {what}"), commit.decision),
        (N_("source: {what}"), commit.source),
    )
    found = [Text(template, {"what": what}).render(translate) for template, what in named if what]
    return [*found, translate(N_("a correction of the registry"))] if commit.kind == CORRECTION else found


def entry_data(entry: Entry, translate: Translator) -> dict[str, Any]:
    """Return an entry as scripts read it; see docs/output.md."""
    commit = entry.commit
    return {
        "commit": commit.id,
        "parents": list(commit.parents),
        "date": commit.date,
        "author": commit.author,
        "subject": commit.subject,
        "operation": commit.operation or None,
        "kind": commit.kind or None,
        "reason": commit.reason or None,
        "decision": commit.decision or None,
        "source": commit.source or None,
        "sentences": sentences_data(entry.sentences, translate),
    }


def sentences_data(sentences: Iterable[Sentence], translate: Translator) -> list[dict[str, Any]]:
    """Return sentences as scripts read them."""
    return [
        {
            "text": sentence.text.render(translate),
            "records": [str(address) for address in sentence.records],
            "body": sentence.body,
            "partners": list(sentence.partners),
        }
        for sentence in sentences
    ]


def entry_md(entry: Entry, translate: Translator) -> str:
    """Return an entry as an item of a Markdown list, with all of its sentences below it."""
    commit = entry.commit
    head = f"- **{commit.date[:10]}** `{commit.short}` {md_text(commit.subject)} ({md_text(commit.author)})\n"
    below = [*_shown(entry, translate, None), *_grounds(entry, translate)]
    return head + "".join(f"  - {md_text(text)}\n" for text in below)


def sentences_text(sentences: Sequence[Sentence], translate: Translator) -> str:
    """Return a sentence a line."""
    return "".join(visible(s.text.render(translate)).replace("\n", " ") + "\n" for s in sentences)


def sentences_md(sentences: Sequence[Sentence], translate: Translator) -> str:
    """Return sentences as a Markdown list."""
    return "".join(f"- {md_text(sentence.text.render(translate))}\n" for sentence in sentences)
