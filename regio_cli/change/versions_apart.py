"""Two lines of commits of different schema versions: not brought together, and the way out."""

from collections.abc import Callable

from regio_cli.change.refusal import NotNow
from regio_cli.change.version import newer
from regio_cli.migrate.versions import CURRENT
from regio_cli.model.text import N_, Text
from regio_cli.store import divergence as d
from regio_cli.store.git import Git

_SHORT = 10


def require_one_version(git: Git, here: str, upstream: str, name: str, version_at: Callable[[str], int]) -> None:
    """Raise NotNow when the commits `here` and `upstream`, on lines that parted, have registries of different schema versions.

    `name` is what upstream is called. A change made at one version can't be put on top of the other.
    """
    ours, theirs = version_at(here), version_at(upstream)
    if theirs > CURRENT:
        raise newer(theirs)
    if ours == theirs:
        return
    values = {"ours": ours, "theirs": theirs, "upstream": name}
    text = Text(
        N_(
            "{upstream} is of schema version {theirs}, and what was committed here of version {ours}; nothing is changed"
        ),
        values,
    )
    raise NotNow(text, _upgrade_here() if ours < theirs else _upgrade_again(git, here, upstream, ours, version_at))


def _upgrade_here() -> Text:
    return Text(N_("upgrade here too, then go on: regio upgrade && regio sync"))


def _upgrade_again(git: Git, here: str, upstream: str, version: int, version_at: Callable[[str], int]) -> Text:
    """Return how an upgrade that nobody else has yet is taken back and made again on top of what others did since."""
    commits = d.commits(git, upstream, here)
    upgraded, parents = next((commit, parents) for commit, parents in commits if version_at(commit) == version)
    values = {"before": parents[0][:_SHORT], "upgraded": upgraded[:_SHORT], "here": here[:_SHORT]}
    if upgraded == here:
        hint = N_(
            "upgrade on top of the others: git reset --keep {before} && regio sync && regio upgrade && regio sync"
        )
        return Text(hint, values)
    return Text(
        N_(
            "upgrade on top of the others: git reset --keep {before} && regio sync && regio upgrade"
            " && git cherry-pick {upgraded}..{here} && regio sync"
        ),
        values,
    )
