"""Tables in csv files and workbooks as what is wanted: which sheet is of which kind, which column of which field."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from regio_cli.change.refusal import Refused
from regio_cli.exchange.import_.grid import Sheet, Step, unseen
from regio_cli.exchange.import_.mapping import Columns, require_known, with_defaults
from regio_cli.exchange.import_.propose import is_known, proposed
from regio_cli.exchange.import_.rows import Read, read_rows
from regio_cli.exchange.import_.table import Known, Table, table
from regio_cli.exchange.import_.targets import Target, targets
from regio_cli.exchange.import_.values import plain
from regio_cli.model.kinds import Kind, Kinds
from regio_cli.model.text import N_, Text


class Said(NamedTuple):
    """What a file says of a kind, and the columns as they were taken; `guessed` when any was not named to the letter."""

    kind: Kind
    read: Read
    columns: Columns
    guessed: bool


def of_kinds(sheets: Sequence[Sheet], kinds: Kinds, defaults: Mapping[str, str], step: Step = unseen) -> list[Said]:
    """Return what the sheets that are called after a kind say; each takes the defaults that are for a field of its kind.

    Raises Refused when none is, or a default is for a field of none.
    """
    there = [(sheet, kind) for sheet in sheets if (kind := kinds.named(sheet.name))]
    if not there:
        raise Refused(
            Text(N_("no sheet is called after a kind of record")), Text(N_("say what it holds: --kind person"))
        )
    known = {kind.name: targets(kinds, kind) for _, kind in there}
    require_known(defaults, {path for each in known.values() for path in each})
    own = {name: {path: value for path, value in defaults.items() if path in each} for name, each in known.items()}
    return [of_kind([sheet], kind, kinds, None, own[kind.name], step) for sheet, kind in there]


def of_kind(
    sheets: Sequence[Sheet],
    kind: Kind,
    kinds: Kinds,
    columns: Columns | None,
    defaults: Mapping[str, str],
    step: Step = unseen,
) -> Said:
    """Return what the sheets say of `kind`, by the mapping `columns`, or one that is proposed from the headings.

    Raises Refused when there is no table, or a default is for no field.
    """
    known = targets(kinds, kind)
    test = is_known(known, kinds)
    found = _table(sheets, kind, kinds, test, columns)
    given = with_defaults(columns or _proposed(found, kind, kinds, known), defaults, known)
    read = read_rows(found, given, kind, known, kinds, step)
    notes = [*found.notes, *_unused(found, given), *_inheriting(given), *read.notes]
    guessed = columns is None and not all(path and test(name) == 1 for name, path in given.fields.items())
    return Said(kind, Read(read.wanted, read.faults, notes), given, guessed)


def _table(sheets: Sequence[Sheet], kind: Kind, kinds: Kinds, test: Known, columns: Columns | None) -> Table:
    chosen = list(_chosen(sheets, kind, kinds, columns))
    tables = [found for sheet in chosen if (found := table(sheet, test, columns.header if columns else None))]
    if not tables:
        raise Refused(Text(N_("there is no table in it")))
    best = max(tables, key=lambda each: sum(test(column.label) for column in each.columns))
    if len(chosen) == 1:
        return best
    others = ", ".join(sheet.name for sheet in chosen if sheet is not best.sheet)
    note = Text(N_("of the sheets, {sheet} is read; not {others}"), {"sheet": best.sheet.name, "others": others})
    return replace(best, notes=(note, *best.notes))


def _chosen(sheets: Sequence[Sheet], kind: Kind, kinds: Kinds, columns: Columns | None) -> Iterator[Sheet]:
    """Yield the sheets that may be meant: the one that the mapping names, or is called after the kind, else all with rows."""
    if columns and columns.sheet:
        found = [sheet for sheet in sheets if sheet.name == columns.sheet]
        if not found:
            raise Refused(Text(N_("there is no sheet '{value}'"), {"value": columns.sheet}))
        yield from found
        return
    named = [sheet for sheet in sheets if kinds.named(sheet.name) is kind]
    yield from named or [sheet for sheet in sheets if sheet.rows]


def _proposed(found: Table, kind: Kind, kinds: Kinds, known: Mapping[str, Target]) -> Columns:
    fields = proposed(found.columns, known, kinds)
    if not any(fields.values()):
        hint = Text(
            N_("name the columns as 'regio schema {kind}' does, or write a mapping: --map"), {"kind": kind.name}
        )
        raise Refused(Text(N_("no heading is like a field of {kind}"), {"kind": kind.name}), hint)
    inherit = tuple(_with_gaps(found, fields, known))
    return Columns(kind.name, fields, found.sheet.name or None, found.header + 1, inherit)


def _with_gaps(found: Table, fields: Mapping[str, str | None], known: Mapping[str, Target]) -> Iterator[str]:
    """Yield the columns that must say what a record belongs to, and only do so where that changes."""
    for column in found.columns:
        target = known.get(fields[column.label] or "")
        field = target.field if target and not target.via else None
        if field and field.required and field.ref and len(field.path) == 1 and found.rows:
            values = [plain(found.value(row, column)) for row in found.rows]
            if values[0] and not all(values) and not _is_person_list(field.ref.kind):
                yield column.label


def _is_person_list(kind: str) -> bool:
    # An empty cell in the column of people is a place without anybody, never the one above.
    return kind == "person"


def _unused(found: Table, columns: Columns) -> Iterator[Text]:
    for column in found.columns:
        if not columns.fields.get(column.label):
            values = {"name": column.label, "place": found.sheet.place(found.header, column.at)}
            yield Text(N_("{place}: the column '{name}' is not used"), values)
    labels = {column.label for column in found.columns}
    for name, path in columns.fields.items():
        if path and name not in labels:
            yield Text(N_("the mapping has a column '{name}', and the file has not"), {"name": name})


def _inheriting(columns: Columns) -> Iterable[Text]:
    for name in columns.inherit:
        yield Text(N_("empty cells below '{name}' mean what stands above them"), {"name": name})
