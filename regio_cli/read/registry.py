"""A registry, opened: where it is, what its kinds are, and its snapshot when it is asked for."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from regio_cli import __version__
from regio_cli.domain.statements import notions
from regio_cli.migrate.versions import is_earlier
from regio_cli.model.finding import Finding
from regio_cli.model.kinds import SUFFIX, Kind, Kinds
from regio_cli.model.record import Address, Data
from regio_cli.store import index, schemas
from regio_cli.store.git import Head
from regio_cli.store.index import BlobKind, Index
from regio_cli.store.snapshot import Earlier, Examine, Snapshot, load, remembered_as, version_in
from regio_cli.store.source import (
    REGISTRY,
    Opening,
    Source,
    WorkTree,
    files_in,
    find_root,
    open_revision,
)

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from regio_cli.check.rule import Catalogue, Kept, Rule, Settings, Unread
    from regio_cli.check.schema import Examiner
    from regio_cli.store.database import Filling
    from regio_cli.store.yamlfile import Content


_EVERY = "*"
Views = Literal["none", "named", "timeless", "kept"]


class NoRegistry(Exception):
    """There is no registry at or above the folder asked for."""


class RegistryIsLink(Exception):
    """The registry's folder is a symbolic link: git would keep the link, not the records."""


class Judge(NamedTuple):
    """What a registry is judged by when that is not for itself to say: rules, and what is set of them."""

    catalogue: "Catalogue"
    settings: "Settings"


_KEPT: Mapping[Views, "Kept"] = {"none": "none", "named": "none", "timeless": "timeless", "kept": "all"}


class Registry:
    """A registry at one moment: the work tree, or a revision."""

    def __init__(
        self,
        root: Path,
        source: Source,
        found: schemas.Schemas | None = None,
        examiner: "Examiner | None" = None,
        judge: Judge | None = None,
        today: str | None = None,
    ) -> None:
        """Take the folder `root` and its files; the schemas `found` there and their `examiner`, when known already.

        With a `judge`, the registry's own rules and settings don't count. `today` (YYYY-MM-DD) is the day from which later
        ones are the future; without it, no day asked about is.
        """
        self.today = today
        self.root = root
        self.source = source
        self._schemas = found or schemas.load_schemas(source.own_files(schemas.FOLDER, SUFFIX))
        self._examiner = examiner
        self._judge = judge
        self._world = f"{__version__}:{self._schemas.digest}"
        self._index = Index(source.index_folder, self._world)

    @property
    def kinds(self) -> Kinds:
        """The kinds of this registry."""
        return self._schemas.kinds

    @cached_property
    def zone(self) -> "ZoneInfo":
        """Time zone in which the days of this registry's history begin and end. Raises NoZone, NoZones."""
        from regio_cli.model.zones import DEFAULT, zone

        name = self.data(Address("registry", "registry")).get("timezone", DEFAULT)
        return zone(str(name))

    @cached_property
    def snapshot(self) -> Snapshot:
        """All files, parsed and examined."""
        return load(self.source, self.kinds, self._index, self.examine, self._earlier)

    @cached_property
    def version(self) -> int:
        """The schema version that the files are written for."""
        return version_in(self.source)

    @cached_property
    def _earlier(self) -> Earlier | None:
        """The version and kinds that the files are written for, None when these are the current ones."""
        if not is_earlier(self.version):
            return None
        then, now = self._schemas_then.kinds, self.kinds
        # An own kind that only one of the two versions can have is read as the current one has it, or not at all.
        by_name = {kind.name: then.by_name.get(kind.name, kind) for kind in now}
        return Earlier(self.version, Kinds(by_name, {**now.documents, **then.documents}))

    @cached_property
    def _schemas_then(self) -> schemas.Schemas:
        """The schemas of the version that the files are written for."""
        return schemas.load_schemas(self.source.own_files(schemas.FOLDER, SUFFIX), self.version)

    @cached_property
    def schema_findings(self) -> tuple[Finding, ...]:
        """What is wrong with the registry's own schema files."""
        now = self._schemas.findings
        if not is_earlier(self.version):
            return now
        # Copies of the built-in schemas are held against those of the version that the files are written for.
        copies = [finding for finding in self._schemas_then.findings if finding.code == schemas.COPY]
        return (*copies, *(finding for finding in now if finding.code != schemas.COPY))

    @cached_property
    def examine(self) -> Examine:
        """What reads and examines the bytes of one record, by the schemas of the version that it is written for."""
        earlier = self._earlier
        if earlier is None:
            return self._one_examiner.examine
        examiner = _examiner(earlier.kinds)
        return lambda kind, content: examiner.examine(earlier.kinds[kind.name], content)

    def is_valid(self, kind: Kind, data: Data) -> bool:
        """Tell whether the schema of `kind` accepts `data`."""
        return self._one_examiner.is_valid(kind, data)

    @cached_property
    def _one_examiner(self) -> "Examiner":
        return self._examiner or _examiner(self.kinds)

    def database(self, on: str, views: Views = "none") -> sqlite3.Connection:
        """Return the records as tables, read-only, as they stand on the day `on`.

        The views of the notions are always there. With `views` "named" also the views and figures of rules; "kept" computes
        each view once, for many questions; "timeless" those that are the same on every day, for questions about many days.
        """
        from regio_cli.store.database import connect

        key = f"{self._world}:{self.source.key}" if self.source.key else None
        folder = self.source.index_folder
        if views == "none":
            return connect(self.kinds, self._filling, on, folder, key, notions(), None, self.today)
        from regio_cli.check.functions import FUNCTIONS
        from regio_cli.check.tables import shared_views

        sql = shared_views(self.kinds, _KEPT[views])
        return connect(self.kinds, self._filling, on, folder, key, sql, FUNCTIONS, self.today)

    def _filling(self) -> "Filling":
        from regio_cli.store.database import Filling

        return Filling(self.snapshot.records, self.snapshot.unread)

    def data(self, address: Address) -> Data:
        """Return the data of one record, empty when it can't be read; without reading the others at the current version."""
        return self.snapshot.records.get(address, {}) if self._earlier else self.data_as_written(address)

    def data_as_written(self, address: Address) -> Data:
        """Return the data of one record as its file has it, at whatever schema version; empty when it can't be read."""
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
        found = self.findings_in(self.snapshot, on)
        count = len(self.snapshot.by_address)
        if key:
            self._index.remember_verdict(key, found, count)
        return found, count

    @cached_property
    def catalogue(self) -> "Catalogue":
        """The rules in force: those that come with regio, and the registry's own."""
        from regio_cli.check import rule

        return self._judge.catalogue if self._judge else rule.catalogue(self._own_rules)

    @cached_property
    def _own_rules(self) -> Mapping[str, bytes]:
        from regio_cli.check import rule

        return self.source.own_files(rule.FOLDER, rule.SUFFIX)

    @cached_property
    def _rules_digest(self) -> str:
        from regio_cli.check import rule

        return self._judge.catalogue.digest if self._judge else rule.digest_of(self._own_rules)

    def judging(self, source: Source) -> "Registry":
        """Return the registry in `source`, judged by the schemas and rules of this one and by what this one sets of them."""
        from regio_cli.check.rules import settings_of

        judge = Judge(self.catalogue, settings_of(self.snapshot))
        return Registry(self.root, source, self._schemas, self._examiner, judge, self.today)

    @cached_property
    def integrity(self) -> "Sequence[Rule | Unread]":
        """The rules in force that no change may break: those whose findings are errors."""
        from regio_cli.check import rule

        mine = self.catalogue.rules.values() if self._own_rules else ()
        return [
            *rule.unread("error"),
            *(one for one in mine if one.severity == "error" and one.id not in rule.shipped()),
        ]

    def tables_with(self, changes: Mapping[Address, Data | None]) -> sqlite3.Connection | None:
        """Return the tables of the records with `changes` made in them, in memory; None when none are kept to begin from."""
        from regio_cli.store import database

        if not self.source.key or self.source.index_folder is None:
            return None
        return database.changed(self.kinds, changes, self.source.index_folder, f"{self._world}:{self.source.key}")

    def ready(self, tables: sqlite3.Connection, on: str, queries: Iterable[str]) -> sqlite3.Connection:
        """Return a copy of `tables` with what `queries` of rules need besides, as things stand on the day `on`."""
        from regio_cli.check.functions import FUNCTIONS
        from regio_cli.check.tables import shared_views
        from regio_cli.store import database

        views = shared_views(self.kinds, "all", used_by=queries)
        return database.ready(database.copy_of(tables), on, views, FUNCTIONS, self.today)

    def all_findings(self, on: str, database: sqlite3.Connection | None = None) -> tuple[Finding, ...]:
        """Return what checks and all rules find on the day `on`; `database` as for `judged`."""
        return (*self.findings(on)[0], *self.judged(on, database=database))

    def judged(
        self, on: str, ids: Sequence[str] | None = None, database: sqlite3.Connection | None = None
    ) -> tuple[Finding, ...]:
        """Return what the rules called `ids` (all without it) find on the day `on`, accepted findings marked.

        From memory when nothing changed, else from `database`, the tables with views "kept", when that is open already.
        """
        # What is remembered is found without reading a rule.
        chosen = _EVERY if ids is None else ",".join(ids)
        chosen += json.dumps(self._judge.settings, sort_keys=True) if self._judge else ""
        # What is expected on a day to come depends on the day it is asked.
        day = f"{on}<{self.today}" if self.today and self.today < on else on
        key = f"{self.source.key}@{day}+{self._rules_digest}:{chosen}" if self.source.key else None
        remembered = self._index.verdict(key) if key else None
        if remembered is not None:
            return remembered[0]
        from regio_cli.check.judge import judged

        rules = [self.catalogue.rules[id_] for id_ in (self.catalogue.rules if ids is None else ids)]
        # Only what lies in the work tree has tables that are kept.
        if database is None and isinstance(self.source, WorkTree):
            database = self.database(on, "kept")
        settings = self._judge.settings if self._judge else None
        found = (*self.catalogue.findings, *judged(self.snapshot, rules, on, database, settings))
        if key:
            self._index.remember_verdict(key, found, len(self.snapshot.by_address))
        return found

    def findings_in(self, snapshot: Snapshot, on: str) -> tuple[Finding, ...]:
        """Return all findings in `snapshot`, this registry as it is or as it would be, on the day `on`."""
        from regio_cli.check.check import check

        return (*self.schema_findings, *check(snapshot, on))

    def remember(
        self, contents: "Mapping[BlobKind, Content]", key: str, found: tuple[Finding, ...], records: int
    ) -> None:
        """Keep what was read and found, for the next run."""
        self._index.remember(contents)
        self._index.remember_verdict(key, found, records)

    def forget_removed(self, after: Snapshot) -> None:
        """Forget what is remembered of records that `after` has no more, or not as they were."""
        files = after.files.values()
        current = {remembered_as(file.entry.id, file.address.kind, after.earlier) for file in files if file.address}
        self._index.keep_only(current)

    def keep_tables(self, tables: sqlite3.Connection, key: str) -> None:
        """Keep `tables`, made by `tables_with`, for the next run."""
        from regio_cli.store import database

        if self.source.index_folder is not None:
            database.keep(tables, self.source.index_folder, f"{self._world}:{key}")


def keep(
    registry: Registry,
    after: Snapshot,
    paths: Sequence[str],
    found: tuple[Finding, ...],
    on: str,
    tree: str,
    tables: sqlite3.Connection | None = None,
) -> None:
    """Remember what a change that is now committed made of `registry`, so that the next run need not find out again.

    `after` is the snapshot with the files `paths` changed, `found` all findings in it on the day `on`, `tree` the id of
    the registry's folder in the commit, `tables` those of `after` when they are made.
    """
    source = registry.source
    if isinstance(source, WorkTree) and not {change.path for change in source.state.changes} & set(paths):
        files = (after.files.get(path) for path in paths)
        fresh = {
            remembered_as(file.entry.id, file.address.kind, after.earlier): file.content
            for file in files
            if file and file.address and file.content
        }
        registry.remember(fresh, f"{source.key_at(tree)}@{on}", found, len(after.by_address))
        if tables is not None:
            registry.keep_tables(tables, source.key_at(tree))


def open_registry(start: Path, revision: str | None, env: Mapping[str, str], today: str | None = None) -> Registry:
    """Return the registry at or above `start`, as it is or as it was in `revision`; `today` as for a Registry.

    Raises NoRegistry when there is none, RegistryIsLink when it leads elsewhere, GitError when git has no such revision.
    """
    root = find_root(start)
    if root is None:
        raise NoRegistry(str(start))
    if (root / REGISTRY).is_symlink():
        raise RegistryIsLink(str(root / REGISTRY))
    if revision:
        return Registry(root, open_revision(root, revision, env), today=today)
    return _work_tree(root, env, today)


class Reopening:
    """A registry looked at again: git is at work, and `registry` waits for it."""

    def __init__(self, registry: Registry, env: Mapping[str, str]) -> None:
        """Let git look whether the work tree of `registry` has changed since it was opened."""
        self._before, self._opening = registry, Opening(registry.root, env)

    def registry(self) -> Registry:
        """Return the registry in the work tree as it is now: the same one when nothing has changed since it was opened.

        A commit or a branch that leaves the registry as it is counts as a change: the next commit comes on top of it.
        """
        before, source = self._before.source, self._opening.source()
        same = source.key is not None and source.key == before.key and _head(source) == _head(before)
        return self._before if same else Registry(self._before.root, source, today=self._before.today)


def reopened(registry: Registry, env: Mapping[str, str]) -> Registry:
    """Return the registry in the work tree as it is now: `registry` itself when nothing has changed since it was opened."""
    return Reopening(registry, env).registry()


def _head(source: Source) -> Head | None:
    return source.state.head if isinstance(source, WorkTree) else None


def _work_tree(root: Path, env: Mapping[str, str], today: str | None) -> Registry:
    """Return the registry in the work tree; what takes time without git's answers is done while git is at work."""
    opening = Opening(root, env)
    found = schemas.load_schemas(files_in(root / schemas.FOLDER, SUFFIX))
    examiner = None
    if opening.index_folder and not index.exists(opening.index_folder):
        opening.list_all()
        examiner = _examiner(found.kinds)
        examiner.prepare()
    return Registry(root, opening.source(), found, examiner, today=today)


def _examiner(kinds: Kinds) -> "Examiner":
    from regio_cli.check.schema import Examiner

    return Examiner(kinds)
