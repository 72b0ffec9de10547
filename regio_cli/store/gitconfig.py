"""The settings of one clone (``.git/config``), read and written by git itself."""

from collections.abc import Mapping, Sequence

from regio_cli.store.git import Git, GitError


def setting(git: Git, name: str) -> str | None:
    """Return the setting `name` of this clone, None when it has none; what holds for all of a user's clones is not read."""
    try:
        return git.run("config", "--local", "--null", "--get", name).decode("utf-8", "replace").rstrip("\0")
    except GitError:
        return None


def put(git: Git, settings: Mapping[str, str]) -> None:
    """Write `settings` of this clone. Raises GitError when its configuration can't be written."""
    for name, value in settings.items():
        git.run("config", "--local", "--replace-all", name, value)


def drop(git: Git, sections: Sequence[str]) -> None:
    """Remove `sections` of this clone's settings, those that are there."""
    for section in sections:
        if any(name.startswith(section.lower() + ".") for name in _names(git)):
            git.run("config", "--local", "--remove-section", section)


def _names(git: Git) -> list[str]:
    return [
        name.lower()
        for name in git.run("config", "--local", "--null", "--name-only", "--list")
        .decode("utf-8", "replace")
        .split("\0")
    ]
