"""Tables in csv files and workbooks as what is wanted: which sheet is of which kind, which column of which field."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from regio_cli.change.refusal import Refused
from regio_cli.exchange.import_.grid import Fault, Sheet, Step, unseen
from regio_cli.exchange.import_.mapping import Columns, require_known, with_defaults
from regio_cli.exchange.import_.propose import is_known, proposed
from regio_cli.exchange.import_.rows import Read, read_rows
from regio_cli.exchange.import_.table import Column, Known, Table, table
from regio_cli.exchange.import_.targets import Target, targets
from regio_cli.exchange.import_.values import plain
from regio_cli.exchange.import_.wanted import Wanted
from regio_cli.model.kinds import Kind, Kinds
from regio_cli.model.text import N_, Text

# What programs call a sheet that nobody gave a name.
_NO_NAME = re.compile(r"(?:blad|sheet|tabelle|feuil|hoja|werkblad) ?[0-9]*", re.IGNORECASE)


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
    tables, notes = _tables(sheets, kind, kinds, test, columns)
    found = tables[0]
    given = with_defaults(_completed(found, kind, kinds, known, columns, len(tables)), defaults, known)
    if columns is None:
        notes += _taken(found, given, known, test)
    wanted: list[Wanted] = []
    faults = list(_doubled(found, given))
    for each in tables:
        read = read_rows(each, given, kind, known, kinds, step)
        wanted += read.wanted
        faults += read.faults
        notes += [*each.notes, *_unused(each, given), *read.notes]
    notes += _inheriting(given)
    guessed = columns is None and not all(path and test(name) == 1 for name, path in given.fields.items())
    return Said(kind, Read(wanted, faults, notes), given, guessed)


def _tables(
    sheets: Sequence[Sheet], kind: Kind, kinds: Kinds, test: Known, columns: Columns | None
) -> tuple[list[Table], list[Text]]:
    """Return the tables to read, the best one first: all sheets with the same headings, and which sheets are not read."""
    chosen = list(_chosen(sheets, kind, kinds, columns))
    tables = [found for sheet in chosen if (found := _table(sheet, test, columns))]
    if not tables:
        raise Refused(Text(N_("there is no table in it")))
    best = max(tables, key=lambda each: sum(test(column.label) for column in each.columns))
    if len(chosen) == 1:
        return tables, []
    headings = {column.label for column in best.columns}
    like = [each for each in tables if {column.label for column in each.columns} == headings]
    read = [best, *(each for each in like if each is not best)]
    names = {each.sheet.name for each in read}
    others = ", ".join(sheet.name for sheet in chosen if sheet.name not in names)
    values = {"sheet": ", ".join(each.sheet.name for each in read), "others": others}
    if others:
        return read, [Text(N_("of the sheets, {sheet} is read; not {others}"), values)]
    return read, [Text(N_("the sheets {sheet} have the same headings, and are all read"), values)]


def _table(sheet: Sheet, test: Known, columns: Columns | None) -> Table | None:
    """Return the table in a sheet: below the row that a mapping names, if its headings are there, else where they are found."""
    if columns and columns.header:
        found = table(sheet, test, columns.header)
        if found and any(column.label in columns.fields for column in found.columns):
            return found
    return table(sheet, test)


def _completed(
    found: Table, kind: Kind, kinds: Kinds, known: Mapping[str, Target], columns: Columns | None, count: int
) -> Columns:
    """Return a mapping with columns that it does not know proposed from their headings; a new one when there is none."""
    if columns is None:
        return _named_by_sheet(_proposed(found, kind, kinds, known, count), found, kind)
    there = {column.label for column in found.columns}
    taken = {path for name, path in columns.fields.items() if path and name in there}
    fresh = [column for column in found.columns if column.label not in columns.fields]
    left = {path: target for path, target in known.items() if path not in taken}
    more = {name: path for name, path in proposed(fresh, left, kinds).items() if path}
    return replace(columns, fields={**columns.fields, **more})


def _named_by_sheet(columns: Columns, found: Table, kind: Kind) -> Columns:
    """Return the mapping in which the name of the sheet gives what a record can't do without and no column has."""
    if not found.sheet.name or _NO_NAME.fullmatch(found.sheet.name):
        return columns
    taken = set(columns.fields.values())
    for field in kind.fields:
        is_owner = any(other.ref and other.ref.owner == field.name for other in kind.fields)
        if is_owner and field.required and field.name not in taken:
            return replace(columns, named_by_sheet=field.name)
    return columns


def _taken(found: Table, columns: Columns, known: Mapping[str, Target], test: Known) -> Iterator[Text]:
    """Tell for which field each column is taken that is not headed by it to the letter."""
    for column in found.columns:
        path = columns.fields.get(column.label)
        if path and test(column.label) < 1:
            field = known[path].field
            values = {"name": column.label, "field": path, "label": field.title._asdict() if field else path}
            place = {"place": found.sheet.place(found.header, column.at)}
            yield Text(
                N_("{place}: the column '{name}' is taken for {field} ({label}), by its heading"), {**values, **place}
            )
    if columns.named_by_sheet:
        yield Text(N_("the name of the sheet is taken for {field}"), {"field": columns.named_by_sheet})


def _doubled(found: Table, columns: Columns) -> Iterator[Fault]:
    """Yield a fault for each field that two columns are for."""
    first: dict[str, Column] = {}
    for column in found.columns:
        path = columns.fields.get(column.label)
        if path and first.setdefault(path, column) is not column:
            values = {"name": column.label, "other": first[path].label, "field": path}
            what = Text(N_("the columns '{other}' and '{name}' may both be {field}"), values)
            hint = Text(N_("leave one of them empty in the mapping (--map), or take it out of the file"))
            yield Fault(
                found.sheet.place(found.header, column.at), Text("{what} ({hint})", {"what": what, "hint": hint})
            )


def _chosen(sheets: Sequence[Sheet], kind: Kind, kinds: Kinds, columns: Columns | None) -> Iterator[Sheet]:
    """Yield the sheets that may be meant: the one that the mapping names, or is called after the kind, else all with rows."""
    if columns and columns.sheet:
        found = [sheet for sheet in sheets if sheet.name == columns.sheet]
        if not found:
            hint = Text(N_("the mapping names it; mend 'sheet' there, or delete the mapping"))
            raise Refused(Text(N_("there is no sheet '{value}'"), {"value": columns.sheet}), hint)
        yield from found
        return
    named = [sheet for sheet in sheets if kinds.named(sheet.name) is kind]
    yield from named or [sheet for sheet in sheets if sheet.rows]


def _proposed(found: Table, kind: Kind, kinds: Kinds, known: Mapping[str, Target], count: int) -> Columns:
    visible = [column for column in found.columns if column.at not in found.sheet.hidden_columns]
    fields = {column.label: None for column in found.columns} | proposed(visible, known, kinds)
    if not any(fields.values()):
        hint = Text(
            N_("name the columns as 'regio schema {kind}' does, or write a mapping: --map"), {"kind": kind.name}
        )
        raise Refused(Text(N_("no heading is like a field of {kind}"), {"kind": kind.name}), hint)
    inherit = tuple(_with_gaps(found, fields, known))
    sheet = found.sheet.name if count == 1 else None
    return Columns(kind.name, fields, sheet or None, found.header + 1, inherit)


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
