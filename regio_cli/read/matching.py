"""What a user's word stands for in a field: choices by label, records by name, in both languages."""

import contextlib
import datetime
import json
import math
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from regio_cli.model.kinds import ANY_KIND, Field, Kind, Kinds, Ref
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Bilingual, Text
from regio_cli.read.fieldpath import Unfit
from regio_cli.read.namebook import NameBook, Tables
from regio_cli.read.names import fold, has_name, names, short
from regio_cli.read.pointing import values_at

_YES, _NO = ("true", "1", "yes", "ja", "waar"), ("false", "0", "no", "nee", "onwaar")
_TODAY = ("today", "vandaag")
_LIKE = 70
# Beside the nearest, only those that are not much further off.
_BEHIND = 12
_NAMED, _RANKED = 5, 50
_ITEM_NAMES = ("name", "label", "title")


class Meaning(NamedTuple):
    """What a value must be to be meant: one of `values`, an item of `owned` (record, item), or spelled as `text`.

    `parts` are the fields that make the name in a group of fields, in order. `fault` says that nothing known is called so:
    to be raised unless a record has just that.
    """

    text: str
    values: frozenset[Any] = frozenset()
    owned: frozenset[tuple[str, str]] = frozenset()
    parts: tuple[str, ...] = ()
    fault: Unfit | None = None

    def accepts(self, value: Any, owner: Any = None) -> bool:
        """Whether `value` is meant; `owner` is the id of the record that an item of a list belongs to."""
        if isinstance(value, dict):
            whole = " ".join(str(value[part]) for part in self.parts if value.get(part))
            return self.text in {fold(str(one)) for one in (whole, *value.values())}
        if isinstance(value, list):
            return any(self.accepts(one, owner) for one in value)
        if value in self.values or (owner, value) in self.owned:
            return True
        # An item called so elsewhere is another item.
        return not self.owned and fold(str(value)) == self.text

    def is_apart_from(self, other: "Meaning") -> bool:
        """Whether no value can be meant by both."""
        both = (self.values & other.values) or (self.owned & other.owned)
        return not both and self.text != other.text


class Vocabulary:
    """What the values in a registry are called: its choices, and its records with the items of their lists."""

    def __init__(self, kinds: Kinds, database: sqlite3.Connection, today: str) -> None:
        self._kinds, self._database, self._today = kinds, database, today
        self._records: dict[str, Mapping[str, frozenset[str]]] = {}

    def meaning(self, kind: Kind, field: Field | None, value: str) -> Meaning:
        """Return what `value` stands for in a field of `kind`, its id without one. Raises Unfit where nothing can be meant."""
        wanted = fold(value.strip())
        if field is None:
            return self._record(kind.name, wanted, value, with_names=False)
        leaf = field.item or field
        if leaf.fields:
            return Meaning(wanted, parts=tuple(inner.name for inner in _naming(kind, leaf)))
        if leaf.choices:
            return _choice(leaf, value, wanted)
        if leaf.type == "boolean":
            return Meaning(wanted, frozenset([_yes_or_no(value, wanted)]))
        if leaf.type in ("integer", "number"):
            return Meaning(wanted, frozenset([_number(value)]))
        if leaf.format == "date":
            return self._day(value, wanted)
        return self._pointed(leaf.ref, value, wanted) if leaf.ref else Meaning(wanted)

    def _day(self, value: str, wanted: str) -> Meaning:
        if wanted in _TODAY:
            return Meaning(self._today)
        fault = Unfit(Text(N_("'{value}' is not a day; write it as 2026-03-18"), {"value": value}), None)
        return Meaning(wanted, fault=None if is_iso_day(wanted) else fault)

    def _pointed(self, ref: Ref, value: str, wanted: str) -> Meaning:
        if ref.kind == ANY_KIND:
            return self._address(value, wanted)
        if ref.kind not in self._kinds.by_name:
            return Meaning(wanted)
        return self._item(ref, value, wanted) if ref.items else self._record(ref.kind, wanted, value)

    def _record(self, kind: str, wanted: str, value: str, with_names: bool = True) -> Meaning:
        known = self._called(kind)
        met = [id_ for id_, spellings in known.items() if wanted == fold(id_) or (with_names and wanted in spellings)]
        if met:
            return Meaning(wanted, frozenset(met))
        label = self._kinds[kind].title._asdict()
        fault = Text(N_("no {kind} is called '{value}'"), {"kind": label, "value": value})
        hint = Text(N_("'regio list {kind} --all' lists them"), {"kind": kind})
        like = {id_: spellings if with_names else () for id_, spellings in known.items()}
        shown = {named.address.id: named.name for named in names(self._kinds, self._database, self._kinds[kind])}
        near = _nearest(wanted, like, shown if with_names else {id_: id_ for id_ in known})
        return Meaning(wanted, fault=Unfit(fault, near or hint))

    def _address(self, value: str, wanted: str) -> Meaning:
        met = []
        for kind in self._kinds:
            for id_, spellings in self._called(kind.name).items():
                if wanted in (f"{kind.name}/{id_}", fold(id_)) or wanted in spellings:
                    met.append(f"{kind.name}/{id_}")
        fault = Unfit(Text(N_("no record is called '{value}'"), {"value": value}),
                      Text(N_("'regio find \"{value}\"' looks for names that are like it"), {"value": value}))  # fmt: skip
        return Meaning(wanted, frozenset(met), fault=None if met else fault)

    def _item(self, ref: Ref, value: str, wanted: str) -> Meaning:
        items = list(self._items(ref))
        met = [(record, id_) for record, id_, spellings in items if wanted in spellings]
        if met and ref.owner:
            return Meaning(wanted, owned=frozenset(met))
        if met:
            return Meaning(wanted, frozenset(id_ for _, id_ in met))
        listed = self._kinds[ref.kind].field(str(ref.items))
        label = listed.title._asdict() if listed else {"en": str(ref.items)}
        fault = Text(N_("nothing in {list} is called '{value}'"), {"list": label, "value": value})
        known = {id_: spellings for _, id_, spellings in items}
        hint = _nearest(wanted, known, {id_: id_ for id_ in known})
        return Meaning(wanted, fault=Unfit(fault, hint))

    def _items(self, ref: Ref) -> Iterator[tuple[str, str, frozenset[str]]]:
        """Yield the items of the list that `ref` points into: record, id, what it is called."""
        kind = self._kinds[ref.kind]
        listed = kind.field(str(ref.items))
        if listed is None:
            return
        column = "_".join(listed.path)
        rows = self._database.execute(f'SELECT id, "{column}" FROM "{kind.name}" WHERE "{column}" IS NOT NULL')
        for record, raw in rows:
            for item in values_at(json.loads(raw), ()):
                if isinstance(item, dict) and isinstance(item.get("id"), str):
                    called = [item["id"], *(item[name] for name in _ITEM_NAMES if item.get(name))]
                    yield record, item["id"], frozenset(fold(str(one)) for one in called)

    def _called(self, kind: str) -> Mapping[str, frozenset[str]]:
        """Return what each record of a kind is called, by its id."""
        if kind not in self._records:
            found: dict[str, set[str]] = {}
            for id_, name in self._names(self._kinds[kind]):
                found.setdefault(id_, set()).add(fold(name))
            self._records[kind] = {id_: frozenset(spellings) for id_, spellings in found.items()}
        return self._records[kind]

    def _names(self, kind: Kind) -> Iterator[tuple[str, str]]:
        """Yield the names of the records of a kind by id, long and short, as a table in either language shows them."""
        for named in names(self._kinds, self._database, kind):
            yield named.address.id, named.name
            yield named.address.id, short(named.name)
        if kind.field("short_name"):
            rows = self._database.execute(f'SELECT id, short_name FROM "{kind.name}" WHERE short_name IS NOT NULL')
            yield from ((id_, str(name)) for id_, name in rows)
        labels = [field for label in kind.label if (field := kind.field(label))]
        if has_name(kind) and not any(field.choices for field in labels):
            return
        for language in ("en", "nl"):
            book = NameBook(self._kinds, Tables(self._database), language)
            for (id_,) in self._database.execute(f'SELECT id FROM "{kind.name}"').fetchall():
                yield id_, book.name(Address(kind.name, id_))


def is_iso_day(text: str) -> bool:
    """Whether `text` is a day written as YYYY-MM-DD."""
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _naming(kind: Kind, group: Field) -> Iterable[Field]:
    """Return the fields of a group in the order in which they make a name."""
    named = [kind.field(label) for label in kind.label]
    return [field for field in named if field and field in group.fields]


def _choice(field: Field, value: str, wanted: str) -> Meaning:
    choices = field.choices or {}
    plain = wanted.replace("_", " ")
    called = {choice: frozenset(_spoken(choice, label)) for choice, label in choices.items()}
    met = [choice for choice, spellings in called.items() if plain in spellings]
    if met or (field.is_open and is_iso_day(wanted)):
        return Meaning(wanted, frozenset(met))
    listed = {language: ", ".join(label.get(language) for label in choices.values()) for language in ("en", "nl")}
    near = _nearest(plain, called, {choice: label._asdict() for choice, label in choices.items()})
    known = Text(N_("there are: {known}"), {"known": listed})
    hint = Text("{near} {known}", {"near": near, "known": known}) if near else known
    fault = Text(N_("'{value}' is not a value of {field}"), {"value": value, "field": field.title._asdict()})
    return Meaning(wanted, fault=Unfit(fault, hint))


def _spoken(choice: str, label: Bilingual) -> Iterator[str]:
    for spelling in (choice, label.en, label.nl):
        yield fold(spelling).replace("_", " ")


def _nearest(wanted: str, known: Mapping[str, Iterable[str]], shown: Mapping[str, Any]) -> Text | None:
    """Return a hint that names the nearest of what is `known` (spellings by key), as `shown`; None when nothing is near."""
    from rapidfuzz import fuzz, process

    spelled = [(key, spelling) for key, spellings in known.items() for spelling in (*spellings, fold(key))]
    texts = [spelling for _, spelling in spelled]
    ranked = process.extract(wanted, texts, scorer=fuzz.ratio, score_cutoff=_LIKE, limit=_RANKED)
    # Only when nothing is spelled like it, what has a part like it: else each short name is.
    ranked = ranked or process.extract(wanted, texts, scorer=fuzz.WRatio, score_cutoff=_LIKE, limit=_RANKED)
    near = dict.fromkeys(spelled[place][0] for _, score, place in ranked if score >= ranked[0][1] - _BEHIND)
    if not near:
        return None
    first = [shown[key] for key in near][:_NAMED]
    if len(first) == 1:
        return Text(N_("did you mean '{name}'?"), {"name": first[0]})
    words = {language: ", ".join(f"'{_in(language, one)}'" for one in first) for language in ("en", "nl")}
    return Text(N_("did you mean {names}?"), {"names": words})


def _in(language: str, shown: Any) -> str:
    return str(shown[language] if isinstance(shown, Mapping) else shown)


def _yes_or_no(value: str, wanted: str) -> bool:
    if wanted in _YES + _NO:
        return wanted in _YES
    raise Unfit(Text(N_("'{value}' is neither true nor false"), {"value": value}),
                Text(N_("write yes or no")))  # fmt: skip


def _number(value: str) -> float | int:
    with contextlib.suppress(ValueError):
        number = int(value) if value.lstrip("-").isdigit() else float(value)
        if math.isfinite(number):
            return number
    raise Unfit(Text(N_("'{value}' is not a number"), {"value": value}), None)
