"""The facts in one language: words of the schemas, names of records, and links to their pages."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from regio_cli.exchange.site.facts import Facts, Row
from regio_cli.exchange.site.paths import page_of
from regio_cli.model.kinds import ANY_KIND, Field
from regio_cli.model.publicity import PERSON
from regio_cli.model.record import Address, period_of
from regio_cli.model.text import N_, Text, Translator
from regio_cli.read.namebook import NameBook, Tables
from regio_cli.read.names import short
from regio_cli.report.values import number, one_line

_DAY = re.compile(r"\b(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})\b")
_MONTHS = (N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August"),
           N_("September"), N_("October"), N_("November"), N_("December"))  # fmt: skip


class Bit(NamedTuple):
    """A piece of text; `path` is the page that it leads to, from the folder of its language, `url` an address elsewhere.

    It `is_own` when it stands in the registry in these words, so in the registry's language; it `is_open` when it says of a
    seat that it is vacant.
    """

    text: str
    path: str | None = None
    url: str | None = None
    is_own: bool = False
    is_open: bool = False


class Line(NamedTuple):
    """A field in words: what it is called, and its values."""

    label: str
    bits: Sequence[Bit]


class Desk:
    """Puts the facts into one language."""

    def __init__(self, facts: Facts, translate: Translator) -> None:
        self.facts, self.translate = facts, translate
        self._items: dict[tuple[str, str], str] = {}

    @cached_property
    def _book(self) -> NameBook:
        return NameBook(self.facts.kinds, Tables(self.facts.context.database), self.translate.language)

    def say(self, template: str, **values: Any) -> str:
        """Return a text in this language."""
        return one_line(Text(template, values).render(self.translate))

    def counted(self, count: int, one: str, many: str, **values: Any) -> str:
        """Return the template for one or for many, with the number in it as ``count``."""
        return self.say(one if count == 1 else many, count=number(count, self.translate.language), **values)

    def day(self, day: str) -> str:
        """Return a day (YYYY-MM-DD) as people write it; what is none stays as it is."""
        found = _DAY.fullmatch(day)
        if not found or not 1 <= int(found["month"]) <= 12:
            return one_line(day)
        month = self.translate(_MONTHS[int(found["month"]) - 1])
        return f"{int(found['day'])} {month} {found['year']}"

    def with_days(self, text: str) -> str:
        """Return a text with its days as people write them."""
        return _DAY.sub(lambda found: self.day(found[0]), text)

    def link(self, address: Address, is_short: bool = False) -> Bit:
        """Return the name of a record, with its page when it has one."""
        name = self.facts.names.get(address, address.id)
        if is_short:
            name = self.facts.records.get(address, {}).get("short_name") or short(name)
        path = page_of(address) if address in self.facts.records else None
        return Bit(one_line(name), path, is_own=address.kind != PERSON)

    def word(self, field: str, value: Any) -> str:
        """Return `value` of a choice in words; `field` is a kind and a path: ``partner.pillar``."""
        kind, _, dotted = field.partition(".")
        found = self.facts.kinds[kind].field(dotted)
        return "" if value is None or found is None else self._text(found, value)

    def label(self, field: str) -> str:
        """Return what a field is called; it is a kind and a path, as of `word`."""
        kind, _, dotted = field.partition(".")
        found = self.facts.kinds[kind].field(dotted)
        return self._title(found) if found else dotted

    def kind(self, name: str) -> str:
        """Return what a record of a kind is called."""
        return self.facts.kinds[name].title.get(self.translate.language)

    def sorted_by(self, address: Address) -> str:
        """Return the text that a record stands in lists by."""
        return self.facts.order[address][0]

    def lines(self, kind: str, row: Row, fields: Iterable[str]) -> list[Line]:
        """Return these fields of a record in words, those that say something."""
        made = (self._line(kind, field, row) for dotted in fields if (field := self.facts.kinds[kind].field(dotted)))
        return [line for line in made if line.bits]

    def _title(self, field: Field) -> str:
        return field.title.get(self.translate.language)

    def _line(self, kind: str, field: Field, row: Row) -> Line:
        value = row.get("_".join(field.path))
        if field.type in ("list", "object") and isinstance(value, str):
            value = json.loads(value)
        # A number is of what it stands in: "meets" "per year".
        ways = [field.path[: n + 1] for n in range(len(field.path))] if field.type == "integer" else [field.path]
        return Line(" ".join(self.label(".".join((kind, *way))) for way in ways), self.bits(field, value))

    def bits(self, field: Field, value: Any) -> list[Bit]:
        """Return the value of a field as pieces of text; of a list of objects what each points at, those of the day."""
        if value is None:
            return []
        if isinstance(value, list):
            return [bit for each in value for bit in self.bits(field.item or field, each)]
        if isinstance(value, Mapping):
            pointing = next((inner for inner in field.fields if inner.ref), None)
            is_now = period_of(value).covers(self.facts.context.on)
            return self.bits(pointing, value.get(pointing.name)) if pointing and is_now else []
        return [self._bit(field, value)]

    def _bit(self, field: Field, value: Any) -> Bit:
        ref = field.ref
        if ref and not ref.items:
            target = Address.parse(str(value)) if ref.kind == ANY_KIND else Address(ref.kind, str(value))
            return self.link(target) if target else Bit(one_line(str(value)))
        text = self._text(field, value)
        is_web = isinstance(value, str) and value.startswith(("https://", "http://"))
        return Bit(text, None, text if is_web else None, is_own=_is_prose(field) and not is_web)

    def _text(self, field: Field, value: Any) -> str:
        if isinstance(value, bool):
            return self.translate(N_("yes") if value else N_("no"))
        if field.type == "boolean":
            return self.translate(N_("yes") if value == 1 else N_("no"))
        if field.choices and value in field.choices:
            return field.choices[value].get(self.translate.language)
        if field.format == "date":
            return self.day(str(value))
        if field.ref and field.ref.items:
            return one_line(self._item(field, str(value)))
        return one_line(str(value))

    def _item(self, field: Field, id_: str) -> str:
        key = (".".join(field.path), id_)
        if key not in self._items:
            self._items[key] = self._book.item(field, id_)
        return self._items[key]


def _is_prose(field: Field) -> bool:
    """Tell whether a field has text in somebody's own words, also when it is of an item that it points at."""
    return field.type == "string" and not (field.choices or field.format or field.quoted)
