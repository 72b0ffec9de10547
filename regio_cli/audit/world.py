"""A registry with its own schemas, at one commit after another: when these or the schema version change, all is read anew."""

from collections.abc import Iterable, Iterator, Mapping

from regio_cli.audit.standing import Read, Standing
from regio_cli.check.schema import Examiner
from regio_cli.migrate.versions import CURRENT, migrated
from regio_cli.model.finding import Finding
from regio_cli.model.kinds import SUFFIX, Kinds
from regio_cli.model.record import Address, Data
from regio_cli.store.schemas import FOLDER, Schemas, load_schemas
from regio_cli.store.snapshot import REGISTRY_FILE, address_of, version_of_text
from regio_cli.store.source import REGISTRY, Entry

_RECORDS, _SCHEMAS, _OWN = f"{REGISTRY}/", f"{FOLDER}/", f"{REGISTRY}/{REGISTRY_FILE}"
PATHS = (REGISTRY, FOLDER)
OWN_FILE = _OWN
"""The file that gives the schema version, from the registry's root."""


class World:
    """Files by their path from the registry's root, and what is wrong with them.

    Changes are only noted; what they come to is found out when somebody asks.
    """

    def __init__(self, read: Read) -> None:
        """`read` gives the contents of files."""
        self._read = read
        self._files: dict[str, Entry] = {}
        self._noted: set[str] = set()
        self._day = "1970-01-01"
        self._known: dict[tuple[int, frozenset[tuple[str, str]]], Schemas] = {}
        self._versions: dict[str, int] = {}
        self._schemas = load_schemas({})
        self._standing = self._anew()

    @property
    def kinds(self) -> Kinds:
        """The kinds that the registry has now."""
        return self._standing.kinds

    def begin(self, files: Mapping[str, Entry]) -> None:
        """Let the registry have these files and no others."""
        paths = {*self._files, *files}
        self.change({path: files.get(path) for path in paths if files.get(path) != self._files.get(path)})

    def change(self, entries: Mapping[str, Entry | None]) -> None:
        """Let these files be so; None for those that are not there."""
        for path, entry in entries.items():
            if entry:
                self._files[path] = entry
            else:
                self._files.pop(path, None)
            self._noted.add(path)

    def prefetch(self, entries: Iterable[Entry]) -> None:
        """Read these files together."""
        records = ((entry, _inside(entry.path)) for entry in entries)
        self._standing.prefetch(entry._replace(path=path) for entry, path in records if path)

    def settle(self, day: str | None) -> None:
        """Find out what is wrong, on the day `day`; None for the day asked of last."""
        self._day = day or self._day
        noted, self._noted = self._noted, set()
        if any(path.startswith(_SCHEMAS) or path == _OWN for path in noted) and self._reads_other_schemas():
            self._standing, noted = self._anew(), set(self._files)
        found: dict[str, Entry | None] = {}
        for path in noted:
            if inside := _inside(path):
                entry = self._files.get(path)
                found[inside] = entry._replace(path=inside) if entry else None
        if found or not self._standing.files:
            self._standing.change({path: entry for path, entry in found.items() if not self._has(path, entry)})
        self._standing.settle(self._day)

    def _has(self, path: str, entry: Entry | None) -> bool:
        file = self._standing.files.get(path)
        return (file.entry if file else None) == entry

    def _reads_other_schemas(self) -> bool:
        """Read the schemas there are now; tell whether they differ from those that the records were read by."""
        own = {e for path, e in self._files.items() if _is_schema(path) and e.oddity != "submodule"}
        version = min(self._version(), CURRENT)
        key = version, frozenset((entry.path, entry.id) for entry in own)
        if key not in self._known:
            self._known[key] = load_schemas(dict(self._schema_files(sorted(own))), version)
        before, self._schemas = self._schemas, self._known[key]
        return before.digest != self._schemas.digest

    def _version(self) -> int:
        """Return the schema version that the files are written for; the current one when they don't tell."""
        entry = self._files.get(_OWN)
        if entry is None or entry.oddity:
            return CURRENT
        if entry.id not in self._versions:
            content = next(iter(self._read([entry])))[2]
            self._versions[entry.id] = version_of_text(content or b"")
        return self._versions[entry.id]

    def _schema_files(self, entries: list[Entry]) -> Iterator[tuple[str, bytes]]:
        for entry, _, content in self._read(entries):
            yield entry.path.removeprefix(_SCHEMAS), content or b""

    def _anew(self) -> Standing:
        return Standing(self._schemas.kinds, Examiner(self._schemas.kinds).examine, self._read)

    def findings(self) -> Iterator[Finding]:
        """Yield all that is wrong, as of the last `settle`, in no order."""
        yield from self._schemas.findings
        yield from self._standing.findings()

    def records_in(self, paths: Iterable[str], is_upgraded: bool = False) -> dict[Address, Data]:
        """Return the records in these files that are there and can be read; with `is_upgraded` at the current schema version."""
        found = (self._address(path) for path in paths)
        records: Mapping[Address, Data] = self._standing.records
        if is_upgraded:
            records = migrated(records, self._version()).records
        return {address: records[address] for address in found if address and address in records}

    def touched(self, paths: Iterable[str]) -> tuple[set[Address], int]:
        """Return which records these files hold or held, and how many are no record's."""
        found = [self._address(path) for path in paths]
        return {address for address in found if address}, found.count(None)

    def _address(self, path: str) -> Address | None:
        inside = _inside(path)
        return address_of(Entry(inside, ""), self.kinds) if inside else None


def _inside(path: str) -> str | None:
    return path.removeprefix(_RECORDS) if path.startswith(_RECORDS) else None


def _is_schema(path: str) -> bool:
    return path.startswith(_SCHEMAS) and path.endswith(SUFFIX) and path.count("/") == 1
