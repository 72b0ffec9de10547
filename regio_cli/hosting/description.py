"""The text of a pull request: the change in the registry's words, and on what grounds it is made. Names no person."""

from collections.abc import Iterable, Sequence

from regio_cli.history.delta import between
from regio_cli.history.naming import label
from regio_cli.history.words import sentences
from regio_cli.model.display import md_text
from regio_cli.model.record import Address, Data
from regio_cli.model.text import N_, Text, Translator
from regio_cli.read.registry import Registry
from regio_cli.store.githistory import Commit

_GROUNDS = (
    ("reason", N_("reason: {what}")),
    ("decision", N_("decision: {what}")),
    ("source", N_("source: {what}")),
)


def description(old: Registry, new: Registry, commits: Sequence[Commit], translate: Translator) -> str:
    """Return in Markdown what `commits` make of the registry `old`, which is then `new`, and why.

    People are called by their ids: hosts put this text into the message of a merge, which can't be erased.
    """
    told = [md_text(text.render(translate)) for text in _said(old, new)] or [md_text(c.subject) for c in commits]
    grounds = [md_text(text.render(translate)) for text in _grounds(commits)]
    parts = [_list(told), *([f"**{translate(N_('On what grounds'))}**", _list(grounds)] if grounds else [])]
    return "\n\n".join(parts) + "\n"


def _said(old: Registry, new: Registry) -> list[Text]:
    def data(address: Address) -> Data | None:
        return new.snapshot.records.get(address) or old.snapshot.records.get(address)

    def name(address: Address) -> str | None:
        return address.id if address.kind == "person" else label(new.kinds, address, data(address))

    delta = between(new.kinds, old.snapshot.records, new.snapshot.records)
    return [sentence.text for sentence in sentences(delta, name, data, discreet=True)]


def _grounds(commits: Iterable[Commit]) -> list[Text]:
    """Return the reasons, decisions and sources of `commits`, each once, oldest first."""
    listed = list(commits)[::-1]
    found = [
        Text(template, {"what": what})
        for field, template in _GROUNDS
        for what in dict.fromkeys(getattr(commit, field) for commit in listed)
        if what
    ]
    return [*found, Text(N_("a correction of the registry"))] if any(c.kind == "correction" for c in listed) else found


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in dict.fromkeys(lines))
