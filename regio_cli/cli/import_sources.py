"""Where an import comes from: the file, how it is to be read, and the mapping that belongs to it."""

import contextlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from regio_cli.change.fields import parse
from regio_cli.change.proposal import Operation
from regio_cli.cli.i18n import Translate
from regio_cli.cli.run import Console, Wrong
from regio_cli.cli.tables import named_kind
from regio_cli.model.kinds import Kind, Kinds
from regio_cli.model.text import N_, Text
from regio_cli.read.registry import Registry
from regio_cli.store import wholefile

if TYPE_CHECKING:
    from regio_cli.exchange.import_.grid import Sheet
    from regio_cli.exchange.import_.mapping import Columns
    from regio_cli.exchange.import_.rows import Read
    from regio_cli.exchange.import_.sheets import Said

FORMATS = ("popolo", "roo", "json", "ndjson", "csv", "xlsx")
_SUFFIXES = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".json": "json",
    ".ndjson": "ndjson",
}
_OTHER_BOOKS = (".ods", ".xls", ".xlsb", ".numbers")
_MAPPING = ".mapping.yaml"


class Found(NamedTuple):
    """What a source says; `whole` are the kinds that it may be all there is of, `more` steps besides what it says of records."""

    read: "Read"
    whole: tuple[str, ...] = ()
    more: tuple[Operation, ...] = ()


@dataclass(frozen=True)
class Source:
    """A file (or folder of csv files) to import, and what was said of it; `step` is told of each row that is read.

    With `is_expected` somebody said how many records change.
    """

    path: Path
    format: str
    kind: str | None
    mapping: Path | None
    defaults: Mapping[str, str]
    translate: Translate
    step: Callable[[], None] = lambda: None
    is_expected: bool = False

    @property
    def name(self) -> str:
        """What it is called."""
        return self.path.name

    def read(self, registry: Registry) -> Found:
        """Return what it says of the kinds of `registry`. Raises Refused, Wrong or OSError when it can't be read."""
        kind = named_kind(registry.kinds, self.kind) if self.kind else None
        if self.format in ("csv", "xlsx"):
            return self._tables(registry.kinds, kind)
        if self.format == "roo":
            if self.mapping or self.defaults or kind:
                raise Wrong(Text(N_("--map, --default and --kind mean nothing for the register; leave them out")))
            return _roo(self.path, registry, self.step, self.is_expected)
        from regio_cli.exchange.import_.popolo import read_popolo
        from regio_cli.exchange.import_.records import read_json, read_ndjson

        only = kind.name if kind else None
        if self.format == "popolo":
            popolo = read_popolo(self._content(), registry.kinds)
            return Found(self._adjusted(popolo, registry.kinds, kind))
        read = (read_ndjson if self.format == "ndjson" else read_json)(self._content(), registry.kinds, only)
        read = self._adjusted(read, registry.kinds, kind)
        return Found(read, tuple(sorted({each.kind.name for each in read.wanted})))

    def _adjusted(self, read: "Read", kinds: Kinds, kind: Kind | None) -> "Read":
        """Return the records of `kind`, or of all, with the defaults and the words of the mapping taken into account."""
        from regio_cli.exchange.import_.foreign import adjusted
        from regio_cli.exchange.import_.mapping import read as read_mapping
        from regio_cli.exchange.import_.targets import targets

        if kind:
            read = read._replace(wanted=[each for each in read.wanted if each.kind is kind])
        if not self.mapping:
            return adjusted(read, kinds, self.defaults, {})
        if not self.mapping.is_file():
            raise Wrong(Text(N_("there is no file {file}"), {"file": str(self.mapping)}))
        known = {path: target for each in kinds for path, target in targets(kinds, each).items()}
        said = read_mapping(self._content(self.mapping), self.mapping.name, known)
        if said.fields:
            raise Wrong(Text(N_("{file} has columns, and this file has none"), {"file": self.mapping.name}))
        read.notes.append(Text(N_("the words are read as {file} says"), {"file": self.mapping.name}))
        return adjusted(read, kinds, {**said.defaults, **self.defaults}, said.values)

    def _content(self, path: Path | None = None) -> bytes:
        from regio_cli.exchange.import_.grid import MAX_BYTES, require_size

        path = path or self.path
        require_size(path.stat().st_size)
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)

    def _tables(self, kinds: Kinds, kind: Kind | None) -> Found:
        from regio_cli.exchange.import_ import sheets

        found, notes = self._sheets()
        if kind is None and any(kinds.named(sheet.name) for sheet in found):
            said = sheets.of_kinds(found, kinds, self.defaults, self.step)
        else:
            kind = kind or self._kind_by_name(kinds)
            found = [replace(sheet, name="") for sheet in found] if self.format == "csv" else found
            said = [self._mapped(found, kind, kinds)]
        return _together(said, notes)

    def _sheets(self) -> "tuple[list[Sheet], list[Text]]":
        """Return the sheets; a csv file is one, called after itself when it is one of a folder."""
        from regio_cli.exchange.import_.csvfile import read_csv
        from regio_cli.exchange.import_.xlsxfile import read_xlsx

        if self.format == "xlsx":
            return read_xlsx(self._content(), self.step)
        if not self.path.is_dir():
            sheet, notes = read_csv(self._content(), self.step)
            return [sheet], notes
        read = [(path, *read_csv(self._content(path), self.step)) for path in sorted(self.path.glob("*.csv"))]
        return [replace(sheet, name=path.stem) for path, sheet, _ in read], [
            note for _, _, notes in read for note in notes
        ]

    def _kind_by_name(self, kinds: Kinds) -> Kind:
        kind = kinds.named(self.path.stem)
        if kind is None:
            raise Wrong(Text(N_("say what kind of records is in it: --kind person")))
        return kind

    def _mapped(self, found: "list[Sheet]", kind: Kind, kinds: Kinds) -> "Said":
        """Return what the sheets say by the mapping that is there, or by one that is proposed, and kept for the next time."""
        from regio_cli.exchange.import_ import sheets

        path = self.mapping or self.path.with_name(self.path.name + _MAPPING)
        if self.mapping is None and path.is_symlink():
            raise wholefile.Linked(str(path))
        if path.is_file():
            said = sheets.of_kind(found, kind, kinds, self._columns(path, kind, kinds), self.defaults, self.step)
            said.read.notes.insert(0, Text(N_("the columns are read as {file} says"), {"file": path.name}))
            return said
        said = sheets.of_kind(found, kind, kinds, None, self.defaults, self.step)
        if said.guessed or self.mapping:
            self._keep(path, said)
        return said

    def _columns(self, path: Path, kind: Kind, kinds: Kinds) -> "Columns":
        from regio_cli.exchange.import_.mapping import read
        from regio_cli.exchange.import_.targets import targets

        columns = read(self._content(path), path.name, targets(kinds, kind))
        if columns.kind and kinds.named(columns.kind) is not kind:
            values = {"file": path.name, "kind": columns.kind, "wanted": kind.name}
            raise Wrong(Text(N_("{file} is of the kind {kind}, not {wanted}; give another with --map"), values))
        return columns

    def _keep(self, path: Path, said: "Said") -> None:
        from regio_cli.exchange.import_.mapping import written

        # Beside a file that only may be read there is no place for it; where one was asked for, that is told.
        with contextlib.nullcontext() if self.mapping else contextlib.suppress(OSError):
            content = written(said.columns, self.translate).encode()
            if self.mapping:
                wholefile.write(path, [content])
            else:
                wholefile.write_own(path, content)
            said.read.notes.append(
                Text(
                    N_("which column is which field is written in {file}; mend it where it is wrong"),
                    {"file": path.name},
                )
            )


def source_of(console: Console, what: list[str], kind: str | None, mapping: Path | None, defaults: list[str]) -> Source:
    """Return the source that a user names: a file, with its format before it where the ending does not tell. Raises Wrong."""
    if len(what) > 2 or (len(what) == 2 and what[0] not in FORMATS):
        known = ", ".join(FORMATS)
        raise Wrong(Text(N_("give one file, or a format ({known}) and a file"), {"known": known}))
    path = Path(what[-1])
    if not path.exists():
        raise Wrong(Text(N_("there is no file {file}"), {"file": what[-1]}))
    format_ = what[0] if len(what) == 2 else "csv" if path.is_dir() else _SUFFIXES.get(path.suffix.lower())
    if format_ is None:
        known = ", ".join(FORMATS)
        if path.suffix.lower() in _OTHER_BOOKS:
            hint = Text(N_("open it in Excel or LibreOffice and save it as xlsx"))
            raise Wrong(Text(N_("{file} is a workbook of another sort"), {"file": path.name}), hint)
        text = N_("'{file}' does not tell what it is; say it before the file: {known}")
        raise Wrong(Text(text, {"file": path.name, "known": known}))
    if path.is_dir() and format_ != "csv":
        raise Wrong(Text(N_("{file} is a folder"), {"file": what[-1]}))
    given = [parse(text) for text in defaults]
    return Source(path, format_, kind, mapping, {each.path: str(each.value) for each in given}, console.translate)


def _together(said: "Iterable[Said]", notes: list[Text]) -> Found:
    from regio_cli.exchange.import_.rows import Read

    said = list(said)
    read = Read(
        [wanted for each in said for wanted in each.read.wanted],
        [fault for each in said for fault in each.read.faults],
        [*notes, *(note for each in said for note in each.read.notes)],
    )
    return Found(read, tuple(each.kind.name for each in said))


def _roo(path: Path, registry: Registry, step: Callable[[], None], is_expected: bool) -> Found:
    from regio_cli.change.dissolved import dissolution
    from regio_cli.change.proposal import started
    from regio_cli.cli.options import day
    from regio_cli.exchange.import_.grid import require_size
    from regio_cli.exchange.import_.roo import read_against
    from regio_cli.exchange.import_.roofile import MAX_BYTES, read_roo

    require_size(path.stat().st_size, MAX_BYTES)
    with path.open("rb") as stream:
        organisations = read_roo(stream, step)
    found = read_against(organisations, registry.kinds["partner"], registry.snapshot.records)
    draft = started(registry.snapshot)
    steps: list[Operation] = []
    for id_, on in found.dissolved.items():
        told = dissolution(draft, id_, on, day(None))
        values = {"id": id_, "day": on, "count": len(told.ends), "later": ", ".join(each.id for each in told.later)}
        if told.goes_unasked or (is_expected and told.fault is None):
            steps.append(told.step)
            what = N_("partner/{id}: dissolved on {day} by the register; all that ends with it ends too")
        elif told.fault:
            values["why"] = told.fault.text
            what = N_("partner/{id}: dissolved on {day} by the register; left as it is, for {why}")
        elif told.later:
            what = N_(
                "partner/{id}: dissolved on {day} by the register; left as it is, for mandates begin after that ({later}): "
                "see 'regio withdraw {id} --on {day} --dry-run'"
            )
        else:
            what = N_(
                "partner/{id}: dissolved on {day} by the register; left as it is, for {count} mandates would end with it: "
                "see 'regio withdraw {id} --on {day} --dry-run', or say with --expect how many records change"
            )
        found.read.notes.append(Text(what, values))
    return Found(found.read, (), tuple(steps))
