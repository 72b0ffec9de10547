"""Rows as records: what each row of a table says of one."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from regio_cli.change.refusal import Refused
from regio_cli.exchange.import_.grid import Fault, Step, Value
from regio_cli.exchange.import_.mapping import Columns
from regio_cli.exchange.import_.table import Column, Table
from regio_cli.exchange.import_.targets import Target
from regio_cli.exchange.import_.values import plain
from regio_cli.exchange.import_.wanted import How, Wanted, fill
from regio_cli.model.kinds import Kind, Kinds
from regio_cli.model.text import N_, Text


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
        if found := reading.row(row):
            wanted.append(found)
        step()
    return Read(wanted, reading.faults, reading.notes)


class _Reading:
    """Goes through a table from top to bottom; knows what stood above."""

    def __init__(self, table: Table, columns: Columns, kind: Kind, known: Mapping[str, Target], kinds: Kinds) -> None:
        self._table, self._kind, self._kinds = table, kind, kinds
        self._columns = [(c, known[path]) for c in table.columns if (path := columns.fields.get(c.label))]
        self._inherit = set(columns.inherit)
        self._defaults = [(known[path], value) for path, value in columns.defaults.items()]
        # What is headed by ids and fields, to the letter, came from an export, and nobody's slips are in it.
        is_export = bool(self._columns) and all(column.label == target.path for column, target in self._columns)
        is_export = is_export and any(target.field is None for _, target in self._columns)
        self._how = How(table.sheet.epoch_1904, is_export)
        self._above: dict[int, Value] = {}
        self.faults: list[Fault] = []
        self.notes: list[Text] = []

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
        for target, value in self._defaults:
            self._fill(wanted, target, value, wanted.place, True)
        return wanted

    def _note(self, what: str, place: Text) -> None:
        self.notes.append(Text(what, {"place": place}))

    def _cell(self, wanted: Wanted, row: int, column: Column, target: Target) -> bool:
        """Take over one cell; tell whether something of its own stands in it."""
        value, place = self._table.value(row, column), self._table.sheet.place(row, column.at)
        own = bool(plain(value))
        if not own and (row, column.at) in self._table.sheet.hollow:
            what = N_("a formula whose outcome is not in the file; open and save it in Excel, or paste the values")
            self.faults.append(Fault(place, Text(what)))
        if own:
            self._above[column.at] = value
        elif column.label in self._inherit:
            value = self._above.get(column.at)
        if plain(value):
            self._fill(wanted, target, value, place, False)
        return own

    def _fill(self, wanted: Wanted, target: Target, value: Any, place: Text, only_empty: bool) -> None:
        try:
            fill(wanted, self._kinds, target, value, place, self._how, only_empty)
        except Refused as error:
            self.faults.append(Fault(place, told(error)))


def told(error: Refused) -> Text:
    """Return why something is refused, with the hint, as one text."""
    return with_hint(error.text, error.hint)


def with_hint(text: Text, hint: Text | None) -> Text:
    """Return a text with the hint that belongs to it, if any."""
    return Text("{what} ({hint})", {"what": text, "hint": hint}) if hint else text
