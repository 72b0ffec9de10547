"""A record in words: its fields as labelled lines, for people."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from regio_cli.model.kinds import ANY_KIND, Field
from regio_cli.model.record import Address, Data
from regio_cli.model.text import N_, Text, Translator
from regio_cli.read.namebook import NameBook

MANY = 3


class Line(NamedTuple):
    """A line about a record: `depth` is how far it stands in, `label` is empty for an item of a list."""

    depth: int
    label: str
    value: str


class Words:
    """Puts the values of fields into words, in one language, with the names of what they point at."""

    def __init__(self, names: NameBook, translate: Translator) -> None:
        self.names = names
        self.translate = translate

    def lines(self, fields: Sequence[Field], data: Data, without: Sequence[str] = (), depth: int = 0) -> Iterator[Line]:
        """Yield the lines of `data`: one a field, and below it one for each part or item that it has."""
        for field in fields:
            value = data.get(field.name) if isinstance(data, dict) else None
            if value is None or field.name in without:
                continue
            label = self.label(field)
            if field.fields and isinstance(value, dict):
                yield Line(depth, label, "")
                yield from self.lines(field.fields, value, (), depth + 1)
            elif field.item and field.item.fields and isinstance(value, list):
                yield Line(depth, label, "")
                yield from (Line(depth + 1, "", self.item(field.item, item)) for item in value)
            else:
                yield Line(depth, label, self.value(field, value))

    def label(self, field: Field) -> str:
        """Return what a field is called."""
        return field.title.get(self.translate.language)

    def value(self, field: Field, value: Any) -> str:
        """Return the value of a field in words, with the name of what it points at."""
        if isinstance(value, list):
            return ", ".join(self.value(field.item or field, one) for one in value)
        if isinstance(value, bool):
            return self.translate(N_("yes") if value else N_("no"))
        if isinstance(value, dict):
            return "; ".join(f"{name}: {self.value(field, one)}" for name, one in value.items())
        if field.choices and value in field.choices:
            return field.choices[value].get(self.translate.language)
        return self._pointed(field, str(value)) if field.ref else str(value)

    def _pointed(self, field: Field, value: str) -> str:
        ref = field.ref
        assert ref
        if ref.items:
            name = self.names.item(field, value)
        else:
            target = Address.parse(value) if ref.kind == ANY_KIND else Address(ref.kind, value)
            name = self.names.name(target) if target else value
        return name if name == value else f"{name} ({value})"

    def item(self, field: Field, data: Any) -> str:
        """Return an item of a list on one line: what it must have as it is, the rest with its label, then its period."""
        if not isinstance(data, dict):
            return self.value(field, data)
        parts = [self._part(inner, data[inner.name]) for inner in field.fields
                 if inner.name in data and inner.name not in (field.period or ())]  # fmt: skip
        start, end = (data.get(name) for name in field.period) if field.period else (None, None)
        return "; ".join([*parts, *([self.period(start, end)] if start or end else [])])

    def _part(self, field: Field, value: Any) -> str:
        words = self.value(field, value)
        return words if field.required else f"{self.label(field)} {words}"

    def period(self, start: str | None, end: str | None) -> str:
        """Return a period in words; both days are inclusive."""
        if start and end:
            return Text(N_("{start} to {end}"), {"start": start, "end": end}).render(self.translate)
        return Text(N_("from {start}") if start else N_("until {end}"), {"start": start, "end": end}).render(
            self.translate
        )

    def few(self, addresses: Sequence[Address]) -> str:
        """Return the short names of records: all when they are few, else the first and how many more."""
        shown = addresses if len(addresses) <= MANY + 1 else addresses[:MANY]
        more = f" +{len(addresses) - len(shown)}" if len(shown) < len(addresses) else ""
        return ", ".join(self.names.short(address) for address in shown) + more
