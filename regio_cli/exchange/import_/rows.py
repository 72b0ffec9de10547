"""Rows as records: what each row of a table says of one."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from regio_cli.change.refusal import Refused
from regio_cli.exchange.import_.grid import Fault, Step, Value
from regio_cli.exchange.import_.mapping import Columns
from regio_cli.exchange.import_.table import Column, Table
from regio_cli.exchange.import_.targets import Target, names_person
from regio_cli.exchange.import_.values import is_error, plain
from regio_cli.exchange.import_.wanted import How, Wanted, fill
from regio_cli.model.kinds import Kind, Kinds
from regio_cli.model.text import N_, Text
from regio_cli.read.names import fold


class Read(NamedTuple):
    """What a source says, what in it can't be taken over, and what is worth telling."""

    wanted: list[Wanted]
    faults: list[Fault]
    notes: list[Text]


def read_rows(
    table: Table, columns: Columns, kind: Kind, known: Mapping[str, Target], kinds: Kinds, step: Step
) -> Read:
    """Return what the rows of `table` say of records of `kind`, its columns taken as `columns` has it."""
    reading = _Reading(table, columns, kind, known, kinds)
    wanted = []
    for row in table.rows:
        wanted += reading.records(row)
        step()
    return Read(wanted, reading.faults, reading.notes)


class _Reading:
    """Goes through a table from top to bottom; knows what stood above."""

    def __init__(self, table: Table, columns: Columns, kind: Kind, known: Mapping[str, Target], kinds: Kinds) -> None:
        self._table, self._kind, self._kinds = table, kind, kinds
        self._columns = [(c, known[path]) for c in table.columns if (path := columns.fields.get(c.label))]
        self._deputies = [each for each in self._columns if each[1].deputy]
        self._columns = [each for each in self._columns if not each[1].deputy]
        # What the sheet is called says of all its rows what no column does.
        by_name = columns.named_by_sheet if table.sheet.name else None
        self._given = [(known[by_name], table.sheet.name, table.sheet.place(table.header))] if by_name else []
        self._values = columns.values
        self._inherit = set(columns.inherit)
        self._defaults = [(known[path], value) for path, value in columns.defaults.items()]
        # What is headed by ids and fields, to the letter, came from an export, and nobody's slips are in it.
        is_export = bool(self._columns) and all(column.label == target.path for column, target in self._columns)
        is_export = is_export and any(target.field is None for _, target in self._columns)
        self._how = How(table.sheet.epoch_1904, is_export)
        self._above: dict[int, Value] = {}
        self.faults: list[Fault] = []
        self.notes: list[Text] = []

    def records(self, row: int) -> list[Wanted]:
        """Return what a row says: of one record, and of who deputises in it where columns tell of that."""
        found = self.row(row)
        deputy = self._deputy(row) if self._deputies else None
        return [each for each in (found, deputy) if each]

    def _deputy(self, row: int) -> Wanted | None:
        """Return who deputises by this row: the place of the row with another person; None when nobody does."""
        named = [
            column for column, target in self._deputies if not target.via and plain(self._table.value(row, column))
        ]
        if not named:
            return None
        wanted, before = Wanted(self._kind, self._table.sheet.place(row), deputy=True), len(self.faults)
        shared = [each for each in self._columns if not _about_person(each[1], self._kinds)]
        for column, target in (*shared, *self._deputies):
            self._cell(wanted, row, column, target)
        # What is wrong in the shared columns was told for the row itself.
        if len(self.faults) > before or wanted.vacant:
            return None
        self._complete(wanted)
        return wanted

    def _complete(self, wanted: Wanted) -> None:
        for path, value, place in self._given:
            self._fill(wanted, path, value, place, True)
        for target, value in self._defaults:
            self._fill(wanted, target, value, wanted.place, True)

    def row(self, row: int) -> Wanted | None:
        """Return what a row says; None when it says nothing of its own, or that nobody is there."""
        wanted, before = Wanted(self._kind, self._table.sheet.place(row)), len(self.faults)
        said = [self._cell(wanted, row, column, target) for column, target in self._columns]
        if not any(said) and len(self.faults) == before:
            self._note(N_("{place}: nothing in the columns that are used, left out"), wanted.place)
            return None
        if wanted.vacant:
            self._note(N_("{place}: says that nobody is there, left out"), wanted.place)
            return None
        if len(self.faults) > before and not any(label.split(".")[0] in wanted.data for label in self._kind.label):
            # The fault in its name is told; there is nothing to look for.
            return None
        self._complete(wanted)
        return wanted

    def _note(self, what: str, place: Text) -> None:
        self.notes.append(Text(what, {"place": place}))

    def _cell(self, wanted: Wanted, row: int, column: Column, target: Target) -> bool:
        """Take over one cell; tell whether something of its own stands in it."""
        value, place = self._table.value(row, column), self._table.sheet.place(row, column.at)
        if value is not None and self._is_wrong(row, column.at, value, place):
            return True
        if (row, column.at) in self._table.sheet.struck:
            self._note(N_("{place}: struck through, not read"), place)
            return False
        own = bool(plain(value))
        if not own and (row, column.at) in self._table.sheet.hollow:
            what = N_("a formula whose outcome is not in the file; open and save it in Excel, or paste the values")
            self.faults.append(Fault(place, Text(what)))
        if own:
            self._above[column.at] = value
        elif column.label in self._inherit:
            value = self._above.get(column.at)
        words = self._values.get(target.path, {})
        if fold(plain(value)) in words:
            value = words[fold(plain(value))]
        if plain(value):
            self._fill(wanted, target, value, place, False)
        return own

    def _is_wrong(self, row: int, at: int, value: Value, place: Text) -> bool:
        """Whether a cell holds an error or is half struck through, which is told as a fault."""
        sheet = self._table.sheet
        if (row, at) in sheet.errors or (not self._how.is_clean and is_error(value)):
            what = Text(
                N_("the formula there has an error ({value}), so nothing is known of it"), {"value": str(value)}
            )
        elif (row, at) in sheet.half_struck:
            what = Text(N_("a part of it is struck through; take that out, or the mark"))
        else:
            return False
        self.faults.append(Fault(place, what))
        return True

    def _fill(self, wanted: Wanted, target: Target, value: Any, place: Text, only_empty: bool) -> None:
        try:
            fill(wanted, self._kinds, target, value, place, self._how, only_empty)
        except Refused as error:
            self.faults.append(Fault(place, told(error)))


def _about_person(target: Target, kinds: Kinds) -> bool:
    return target.via is not None or bool(target.field and names_person(kinds, target.field))


def told(error: Refused) -> Text:
    """Return why something is refused, with the hint, as one text."""
    return with_hint(error.text, error.hint)


def with_hint(text: Text, hint: Text | None) -> Text:
    """Return a text with the hint that belongs to it, if any."""
    return Text("{what} ({hint})", {"what": text, "hint": hint}) if hint else text
