"""Names of people in the messages of a branch's commits: once merged, nobody can take them out of the history."""

from collections.abc import Iterator, Sequence

from regio_cli.change.discretion import named, words_of_addresses
from regio_cli.model.text import N_, Text
from regio_cli.review.people import People, Records
from regio_cli.store.githistory import Commit

_UNTOLD = "…"


def naming(commits: Sequence[Commit], people: People) -> Iterator[Text]:
    """Yield what there is to say of each commit whose message names a person."""
    every = {**people.before, **people.after}
    for commit in commits:
        if named(_texts(commit), every):
            text = N_("the message of commit {commit} names a person; before it is merged, that can still be taken out")
            yield Text(text, {"commit": commit.short})


def discreet(commits: Sequence[Commit], people: People) -> tuple[Commit, ...]:
    """Return the commits without what their messages say, where that names a person who is not public."""
    hidden = people.hidden()
    return tuple(_untold(commit) if _names(commit, hidden) else commit for commit in commits)


def _names(commit: Commit, persons: Records) -> bool:
    return bool(named(_texts(commit), persons))


def _texts(commit: Commit) -> list[str]:
    texts = [commit.subject, commit.body, commit.reason, commit.decision, commit.source]
    return [*texts, *words_of_addresses(texts)]


def _untold(commit: Commit) -> Commit:
    reason, decision, source = (text and _UNTOLD for text in (commit.reason, commit.decision, commit.source))
    return commit._replace(subject=_UNTOLD, body="", reason=reason, decision=decision, source=source)
