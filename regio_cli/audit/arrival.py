"""How a commit came into the branch: directly, or by a merge, and whether it says that somebody reviewed it.

What a message says of a review is a claim: only the host knows who pressed the button.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from regio_cli.store.gitaudit import Written

Arrival = Literal["begin", "direct", "reviewed", "merge", "merged"]
# Reviewed-on is Forgejo's and Gitea's, See-merge-request GitLab's.
_TRAILERS = frozenset(
    ("reviewed-by", "reviewed-on", "see-merge-request", "pull-request", "merge-request", "approved-by")
)
_SUBJECT = re.compile(
    r"^Merge pull request (#|'|!)|^Merged PR [0-9]+\b|^Merged in .+ \(pull request #[0-9]+\)|\((#|!)[0-9]+\)$"
)
_BODY = re.compile(r"^See merge request \S+![0-9]+$", re.MULTILINE)


def is_reviewed(commit: Written) -> bool:
    """Tell whether the message says, as the usual hosts do, that the change was reviewed."""
    return (
        any(name.casefold() in _TRAILERS for name, _ in commit.trailers)
        or _SUBJECT.search(commit.subject) is not None
        or _BODY.search(commit.body) is not None
    )


def arrivals(commits: Sequence[Written], head: str) -> Mapping[str, Arrival]:
    """Return how each of `commits` came into the branch that ends in `head`.

    On the line of first parents: "begin" a first commit, "reviewed" what says so, "merge" a merge and "direct" a commit that do
    not. All others were "merged" by one of these.
    """
    by_id = {commit.id: commit for commit in commits}
    found: dict[str, Arrival] = dict.fromkeys(by_id, "merged")
    here = by_id.get(head)
    while here:
        found[here.id] = _on_line(here)
        here = by_id.get(here.parents[0]) if here.parents else None
    return found


def _on_line(commit: Written) -> Arrival:
    if not commit.parents:
        return "begin"
    if is_reviewed(commit):
        return "reviewed"
    return "merge" if len(commit.parents) > 1 else "direct"
