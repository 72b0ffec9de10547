"""A registry, opened: where it is, what its kinds are, and its snapshot when it is asked for."""

import sqlite3
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from regio_cli import __version__
from regio_cli.check.rule import views
from regio_cli.model.finding import Finding
from regio_cli.model.kinds import SUFFIX, Kinds
from regio_cli.model.record import Address, Data
from regio_cli.store import schemas
from regio_cli.store.database import connect
from regio_cli.store.index import Index
from regio_cli.store.snapshot import Examine, Snapshot, load
from regio_cli.store.source import Source, find_root, open_revision, open_work_tree


class NoRegistry(Exception):
    """There is no registry at or above the folder asked for."""


class Registry:
    """A registry at one moment: the work tree, or a revision."""

    def __init__(self, root: Path, source: Source) -> None:
        self.root = root
        self.source = source
        self._schemas = schemas.load_schemas(source.own_files(schemas.FOLDER, SUFFIX))
        self._world = f"{__version__}:{self._schemas.digest}"
        self._index = Index(source.index_folder, self._world)

    @property
    def kinds(self) -> Kinds:
        """The kinds of this registry."""
        return self._schemas.kinds

    @cached_property
    def snapshot(self) -> Snapshot:
        """All files, parsed and examined."""
        return load(self.source, self.kinds, self._index, self.examine)

    @cached_property
    def examine(self) -> Examine:
        """What reads and examines the bytes of one record."""
        from regio_cli.check.schema import Examiner

        return Examiner(self.kinds).examine

    def database(self, on: str) -> sqlite3.Connection:
        """Return the records as tables, read-only, as they stand on the day `on`."""
        key = f"{self._world}:{self.source.key}" if self.source.key else None
        return connect(self.kinds, lambda: self.snapshot.records, on, self.source.index_folder, key, views())

    def data(self, address: Address) -> Data:
        """Return the data of one record without reading the others; empty when it can't be read."""
        from regio_cli.store import yamlfile

        content = self.source.one(self.kinds[address.kind].path_of(address.id))
        data = yamlfile.read(content).data if content is not None else None
        return data if isinstance(data, dict) else {}

    def findings(self, on: str) -> tuple[tuple[Finding, ...], int]:
        """Return all findings for the day `on`, and the number of records; from memory when nothing changed."""
        key = f"{self.source.key}@{on}" if self.source.key else None
        remembered = self._index.verdict(key) if key else None
        if remembered is not None:
            return remembered
        from regio_cli.check.check import check

        found = (*self._schemas.findings, *check(self.snapshot, on))
        count = len(self.snapshot.by_address)
        if key:
            self._index.remember_verdict(key, found, count)
        return found, count


def open_registry(start: Path, revision: str | None, env: Mapping[str, str]) -> Registry:
    """Return the registry at or above `start`, as it is or as it was in `revision`.

    Raises NoRegistry when there is none, GitError when git has no such revision.
    """
    root = find_root(start)
    if root is None:
        raise NoRegistry(str(start))
    return Registry(root, open_revision(root, revision, env) if revision else open_work_tree(root, env))


def reopened(registry: Registry, env: Mapping[str, str]) -> Registry:
    """Return the registry in the work tree as it is now: `registry` itself when nothing has changed since it was opened."""
    source = open_work_tree(registry.root, env)
    same = source.key is not None and source.key == registry.source.key
    return registry if same else Registry(registry.root, source)
