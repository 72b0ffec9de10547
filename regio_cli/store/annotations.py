"""What the annotations of a registry's own schemas name: a slip of the pen is told when the schema is read, and gone around."""

import difflib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from regio_cli.model.kinds import ANY_KIND, SUFFIX, Field, Kind, Kinds, Ref
from regio_cli.model.text import N_, Text


class Slip(NamedTuple):
    """An annotation of a kind that names nothing there is, and what is spelt most alike, empty when nothing is."""

    kind: str
    text: Text
    near: str


def without_slips(kinds: Kinds, built_in: Collection[str]) -> tuple[Kinds, list[Slip]]:
    """Return `kinds` without those annotations that name nothing, and what these were; schemas `built_in` have none."""
    slips: list[Slip] = []
    found: dict[str, Kind] = {}
    for name, kind in kinds.by_name.items():
        found[name] = kind if name + SUFFIX in built_in else _Cleaner(kind, kinds, slips).kind()
    return Kinds(found, kinds.documents), slips


class _Cleaner:
    """Takes the annotations that name nothing out of one kind."""

    def __init__(self, kind: Kind, kinds: Kinds, slips: list[Slip]) -> None:
        self._kind, self._kinds, self._slips = kind, kinds, slips

    def kind(self) -> Kind:
        kind = self._kind
        return replace(
            kind,
            label=self._paths("label", kind.label),
            columns=self._paths("list", kind.columns),
            sort=kind.label if kind.sort == kind.label else self._paths("sort", kind.sort),
            search=self._paths("search", kind.search),
            period=self._period(kind.period, kind.fields),
            fields=self._fields(kind.fields),
        )

    def _tell(self, word: str, value: str, known: Collection[str]) -> None:
        near = next(iter(difflib.get_close_matches(value, list(known), n=1)), "")
        self._slips.append(
            Slip(self._kind.name, Text(N_("{word}: there is no '{value}'"), {"word": word, "value": value}), near)
        )

    def _paths(self, word: str, paths: Sequence[str]) -> tuple[str, ...]:
        known = {"id"} | {field.dotted for field in self._kind.walk()}
        for path in paths:
            if path not in known:
                self._tell(word, path, known)
        return tuple(path for path in paths if path in known)

    def _period(self, period: tuple[str, str] | None, fields: Sequence[Field]) -> tuple[str, str] | None:
        names = {field.name for field in fields}
        missing = [name for name in period or () if name not in names]
        for name in missing:
            self._tell("x-period", name, names)
        return None if missing else period

    def _fields(self, fields: Sequence[Field]) -> tuple[Field, ...]:
        return tuple(self._field(field, [each.name for each in fields]) for field in fields)

    def _field(self, field: Field, beside: Sequence[str]) -> Field:
        item = field.item and self._field(field.item, beside)
        period = self._period(field.period, field.fields)
        return replace(
            field, fields=self._fields(field.fields), item=item, period=period, ref=self._ref(field.ref, beside)
        )

    def _ref(self, ref: Ref | None, beside: Sequence[str]) -> Ref | None:
        if ref is None:
            return None
        pointed: Mapping[str, Kind] = self._kinds.by_name
        if ref.kind != ANY_KIND and ref.kind not in pointed:
            self._tell("x-ref", ref.kind, pointed)
            return None
        lists = {field.dotted for field in pointed[ref.kind].walk() if field.item} if ref.kind in pointed else set()
        if ref.items and ref.items not in lists:
            self._tell("x-ref", f"{ref.kind}.{ref.items}", {f"{ref.kind}.{name}" for name in lists})
            return None
        if ref.owner not in (None, ".", *beside):
            self._tell("x-ref-owner", ref.owner or "", beside)
            return None
        return ref
