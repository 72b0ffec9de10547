"""Whether the message of a commit about to be made says what a change of the registry must say."""

from regio_cli.change.discretion import named
from regio_cli.hosting import wording
from regio_cli.hosting.staged import Staged
from regio_cli.model.text import N_, Text
from regio_cli.read.registry import Registry
from regio_cli.store.git import git_dirs
from regio_cli.store.source import open_tree


def faults(found: Staged, message: str, amends: bool = False) -> list[Text]:
    """Return what is wrong with `message`, as git's hook has it, for what is staged; nothing outside the registry.

    With `amends` the commit takes the place of the last one, as it also does when nothing is staged.

    A merge brings what others gave reasons for, and needs none of its own; nor does a commit made to be put into another.
    """
    if amends or found.is_as_head:
        if found.replaces_merge:
            return []
        found = found.on_parent
    text = found.git.run("stripspace", "--strip-comments", stdin=wording.uncut(message).encode()).decode()
    if not text.strip() or not found.touches() or (git_dirs(found.git)[0] / "MERGE_HEAD").exists():
        return []
    parsed = found.git.run("interpret-trailers", "--parse", "--no-divider", stdin=text.encode()).decode()
    trailers = wording.trailers(parsed)
    wrong = [] if wording.is_exempt(text) else wording.missing(trailers)
    return wrong if wording.is_regios(trailers) else [*wrong, *_persons(found, text)]


def _persons(found: Staged, text: str) -> list[Text]:
    """Return that persons are named, when they are: regio itself has looked already."""
    records = Registry(found.git.cwd, open_tree(found.git, found.tree)).snapshot.records
    ids = ", ".join(sorted(address.id for address in named([text], records)))
    said = Text(
        N_("the message names a person ({ids}), which could not be erased from the history later"), {"ids": ids}
    )
    return [said] if ids else []
