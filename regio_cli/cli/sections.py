"""A section of ``regio show`` as a table for people: names for ids, words for choices, and no column that says nothing."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from regio_cli.model.kinds import Field, Kinds
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Text, Translator
from regio_cli.read.held import FREE, STATUS_WORDS, VACANT, Holder
from regio_cli.read.show import Row, Section
from regio_cli.read.words import MANY, Words

# Headings of columns that are no field of a kind.
_HEADS = {
    "holders": N_("holder"), "deputies": N_("deputy"), "stands_in_for": N_("stands in for"), "ends": N_("last day"),
    "because": N_("because of"), "relation": N_("relation"), "together_with": N_("together with"), "record": N_("record"), "address": N_("address"),
    "field": N_("as"), "item": N_("item"),
}  # fmt: skip
# Said of somebody in a seat, or of a place without anybody.
_MARKS = {VACANT: N_("vacant"), FREE: N_("place free")}
_UNSAID = "appointed"


class SectionTable:
    """The labels and cells of a section; `aside` tells what is the same in all rows and has no column for that reason."""

    def __init__(self, kinds: Kinds, words: Words, section: Section) -> None:
        self._kinds = kinds
        self._words = words
        self._fields = {column: self._field(column) for column in section.columns}
        every = [[self._cell(column, row) for column in section.columns] for row in section.rows]
        same = {i for i, _ in enumerate(section.columns) if len(every) > 1 and len({row[i] for row in every}) == 1}
        kept = [i for i, _ in enumerate(section.columns) if i not in same and any(row[i] for row in every)]
        self.labels = [self._label(section.columns[i]) for i in kept]
        self.cells = [[row[i] for i in kept] for row in every]
        alike = [f"{self._label(section.columns[i])}: {every[0][i]}" for i in sorted(same) if every[0][i]]
        self.aside = f"; {'; '.join(alike)}" if alike else ""

    @cached_property
    def _translate(self) -> Translator:
        return self._words.translate

    def _label(self, column: str) -> str:
        if column in _HEADS:
            return self._translate(_HEADS[column])
        field = self._fields[column]
        return self._words.label(field) if field else column

    def _field(self, column: str) -> Field | None:
        """Return the field that a column shows: of a seat, an office, or of whatever kind has it first."""
        found = (kind.field(f"{of}{column}") for of in ("seats.", "offices.", "") for kind in self._kinds)
        return next((field for field in found if field), None)

    def _cell(self, column: str, row: Row) -> str:
        if column == "because":
            return self._because(row)
        if column == "address":
            return str(row["record"])
        if column == "status" and "shown_status" in row:
            return self._status(row["shown_status"])
        if column == "field":
            return self._pointing(row["field"])
        if column == "relation":
            return self._translate(row["relation"])
        return self._value(self._fields[column], row.get(column))

    def _value(self, field: Field | None, value: Any) -> str:
        if isinstance(value, Address):
            return self._words.names.name(value)
        if isinstance(value, list):
            return self._several(value)
        if isinstance(value, bool):
            return "✓" if value else ""
        if value is None or field is None:
            return "" if value is None else str(value)
        return self._words.value(field, value) if field.choices else str(value)

    def _several(self, values: Sequence[Any]) -> str:
        if not values or isinstance(values[0], Address):
            return self._words.few(values)
        people = [one for one in values if one.person]
        shown = people if len(people) <= MANY + 1 else people[:MANY]
        more = f" +{len(people) - len(shown)}" if len(shown) < len(people) else ""
        text = ", ".join(self._holder(one) for one in shown) + more
        return ", ".join(part for part in (text, *self._open(values)) if part)

    def _open(self, values: Sequence[Holder]) -> list[str]:
        """Return how many places are vacant, and how many free."""
        out = []
        for status, mark in _MARKS.items():
            count = sum(one.status == status for one in values)
            if count:
                out.append(self._translate(mark) if count == 1 else f"{count} × {self._translate(mark)}")
        return out

    def _holder(self, one: Holder) -> str:
        assert one.person
        name = self._words.names.name(one.person)
        return name if one.status == _UNSAID else f"{name} ({self._status(one.status)})"

    def _status(self, status: str) -> str:
        """Return the status of a mandate in words: of the schema, or what its holder is beside that."""
        if status in STATUS_WORDS:
            return self._translate(STATUS_WORDS[status])
        field = self._kinds["mandate"].field("status")
        return self._words.value(field, status) if field else status

    def _because(self, row: Row) -> str:
        """Return with what a mandate ends, and the day of that when it is another than its last day."""
        if row["ends_with"] in ("end_date", "date"):
            return self._translate(N_("end date"))
        field = self._kinds["mandate"].field("lapses_with")
        what = self._words.value(field, row["ends_with"]) if field else row["ends_with"]
        values = {"what": what, "day": row["event"]}
        return what if row["event"] == row["ends"] else Text(N_("{what} of {day}"), values).render(self._translate)

    def _pointing(self, dotted: str) -> str:
        kind, _, path = dotted.partition(".")
        field = self._kinds[kind].field(path.partition(".")[0])
        title = self._kinds[kind].title.get(self._translate.language)
        return f"{title}: {self._words.label(field)}" if field else dotted
