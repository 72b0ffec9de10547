"""What is about to be committed, judged as it is staged: the index of git, never the work tree."""

from collections.abc import Iterator
from typing import NamedTuple

from regio_cli.check import rule
from regio_cli.hosting.faults import introduced
from regio_cli.model.finding import Finding, Place
from regio_cli.model.text import N_, Text
from regio_cli.read.registry import Registry
from regio_cli.store import githistory as gh
from regio_cli.store import gitwrite as w
from regio_cli.store import schemas
from regio_cli.store.canonical import format_text
from regio_cli.store.git import Git, GitError, commit_of, contents, folder_in
from regio_cli.store.snapshot import address_of
from regio_cli.store.source import REGISTRY, Entry, open_tree
from regio_cli.store.yamlfile import MAX_BYTES

_CHECKED = (REGISTRY, schemas.FOLDER, rule.FOLDER)


class Staged(NamedTuple):
    """What is staged (`tree`) and what it goes on top of (`base`, None before the first commit); `git` is at the root."""

    git: Git
    tree: str
    base: str | None

    def touches(self, folders: tuple[str, ...] = (REGISTRY,)) -> bool:
        """Tell whether the commit changes one of these folders of the registry."""
        return any(
            folder_in(self.git, self.tree, each) != (folder_in(self.git, self.base, each) if self.base else None)
            for each in folders
        )

    @property
    def is_as_head(self) -> bool:
        """Whether nothing is staged: git makes such a commit when it only gives the last one another message."""
        return (
            self.base is not None and self.git.run("rev-parse", f"{self.base}^{{tree}}").decode().strip() == self.tree
        )

    @property
    def replaces_merge(self) -> bool:
        """Whether the last commit is a merge."""
        return _parent(self.git, f"{self.base}^2") is not None

    @property
    def on_parent(self) -> "Staged":
        """The same on top of the commit before the last one."""
        return self._replace(base=_parent(self.git, f"{self.base}^"))


def _parent(git: Git, revision: str) -> str | None:
    try:
        return commit_of(git, revision)
    except GitError:
        return None


def staged(git: Git) -> Staged:
    """Return what the index of `git`, which is at the registry's root, would commit. Raises GitError while paths conflict."""
    try:
        base = commit_of(git, "HEAD")
    except GitError:
        base = None
    return Staged(git, w.tree_of_index(git), base)


def judged(found: Staged, today: str) -> tuple[Registry, tuple[Finding, ...]]:
    """Return the registry as it is staged, and the errors that the commit would bring on the day `today`."""
    after = Registry(found.git.cwd, open_tree(found.git, found.tree))
    if not found.touches(_CHECKED):
        return after, ()
    errors = introduced(after, lambda: _before(found), today)
    return after, tuple(sorted((*errors, *_uncanonical(found, after)), key=lambda finding: finding.sort_key))


def _before(found: Staged) -> Registry | None:
    if found.base and folder_in(found.git, found.base, REGISTRY):
        return Registry(found.git.cwd, open_tree(found.git, found.base))
    return None


def _uncanonical(found: Staged, registry: Registry) -> Iterator[Finding]:
    """Yield a finding for each staged record that is not in canonical form, and was so before or is new."""
    trees = [folder_in(found.git, tree, REGISTRY) if tree else None for tree in (found.base, found.tree)]
    empty = gh.tree_at(found.git, None, REGISTRY)
    touched = [each for each in gh.differing(found.git, trees[0] or empty, trees[1] or empty) if each.after]
    blobs = {blob for each in touched for blob in (*each.before, each.after) if blob}
    texts = {id_: content for id_, _, content in contents(found.git, blobs, MAX_BYTES)} if blobs else {}
    for each in touched:
        sides = [_is_canonical(registry, each.path, texts.get(blob or "")) for blob in (each.before[0], each.after)]
        if sides[1] is False and sides[0] is not False:
            yield _finding(f"{REGISTRY}/{each.path}")


def _is_canonical(registry: Registry, path: str, content: bytes | None) -> bool | None:
    """Tell whether the record at `path` is in canonical form; None for what is no record or can't be read."""
    address = address_of(Entry(path, ""), registry.kinds)
    if content is None or address is None:
        return None
    kind = registry.kinds[address.kind]
    try:
        return format_text(kind, content.decode(), kind.schema_path).encode() == content
    except ValueError:
        return None


def _finding(path: str) -> Finding:
    text = Text(N_("what is staged of this file is not in canonical form"))
    hint = Text(N_("run 'regio fmt {path}' and stage it again ('git add {path}')"), {"path": path})
    return Finding("not-canonical", "error", Place(path), text, hint=hint)
