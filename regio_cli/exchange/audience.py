"""Who an export is for, and what of the records that audience may see: by `x-personal` of the schemas and `publicity` of persons.

1. A field goes no further than its `x-personal` says; an object or item without a field that it needs goes along with that field.
2. A person goes no further than the own `publicity` says, and neither does what points at the person.
3. A record that needs a person who is not seen, such as a mandate, is seen as far as it is about the place: what it points at,
   its days and its choices; not the person, the office of the person, or what somebody wrote about it.
4. What points at a person by a whole address is not seen at all, and neither is what no schema describes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal, NamedTuple, get_args

from regio_cli.model.kinds import ANY_KIND, Field, Kind, Kinds
from regio_cli.model.publicity import PERSON, SORTS, is_within, publicity_of
from regio_cli.model.record import Address, Data
from regio_cli.model.text import N_, Text

Audience = Literal["public", "partners", "bureau"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
_REACH: Mapping[Audience, str] = dict(zip(AUDIENCES, SORTS, strict=True))
Records = Mapping[Address, Data]
_HIDDEN = object()


class AboveAudience(ValueError):
    """Something was asked for by name that the audience may not see; why, and what can be done."""

    def __init__(self, what: str, audience: Audience) -> None:
        super().__init__(what)
        self.text = Text(N_("{what} is not for the audience '{audience}'"), {"what": what, "audience": audience})
        self.hint = Text(N_("--audience names who may see more: partners, or the bureau itself"))


def may_see(audience: Audience, sort: str | None) -> bool:
    """Tell whether an audience may see data of a sort: the `x-personal` of a field (None: not personal), or a `publicity`."""
    return sort is None or is_within(sort, _REACH[audience])


def require_field(kind: Kind, dotted: str, audience: Audience) -> None:
    """Raise AboveAudience when the field, as `kind` has it in full, is more than the audience may see."""
    if kind.field(dotted) and seen_kind(kind, audience).field(dotted) is None:
        raise AboveAudience(f"{kind.name}.{dotted}", audience)


def require_record(records: Records, address: Address, audience: Audience) -> None:
    """Raise AboveAudience when a record is a person that the audience may not see."""
    if address.kind == PERSON and not may_see(audience, publicity_of(records.get(address))):
        raise AboveAudience(str(address), audience)


def seen_kinds(kinds: Kinds, audience: Audience) -> Kinds:
    """Return the kinds with the fields that the audience may see."""
    return replace(kinds, by_name={name: seen_kind(kind, audience) for name, kind in kinds.by_name.items()})


def seen_kind(kind: Kind, audience: Audience) -> Kind:
    """Return a kind with the fields that the audience may see; records without a name that it may see are called by their id."""
    seen = replace(kind, fields=_seen_fields(kind.fields, audience))
    label, columns, sort, search = (
        tuple(name for name in names if seen.field(name))
        for names in (kind.label, kind.columns, kind.sort, kind.search)
    )
    return replace(seen, label=label or ("id",), columns=columns, sort=sort, search=search)


def seen_records(kinds: Kinds, records: Records, audience: Audience) -> dict[Address, Data]:
    """Return the records as the audience may see them; `kinds` are those of the registry, in full."""
    if audience == "bureau":
        return dict(records)
    sight = _Sight(frozenset(address.id for address, data in records.items()
                             if address.kind == PERSON and may_see(audience, publicity_of(data))))  # fmt: skip
    seen = seen_kinds(kinds, audience)
    found = ((address, sight.record(address, seen[address.kind], data)) for address, data in records.items())
    return {address: data for address, data in found if data is not None}


def required_of_record(kind: Kind) -> tuple[Field, ...]:
    """Return the fields of a kind that each record has for an audience other than the bureau; `kind` is as that sees it."""
    people = [field for field in kind.fields if field.ref and field.ref.kind == PERSON]
    may_lack = [*people, *(filter(_tells_of_somebody, kind.fields) if any(field.required for field in people) else ())]
    return tuple(field for field in kind.fields if field.required and field not in may_lack)


def _seen_fields(fields: tuple[Field, ...], audience: Audience) -> tuple[Field, ...]:
    return tuple(seen for field in fields if (seen := _seen_field(field, audience)))


def _seen_field(field: Field, audience: Audience) -> Field | None:
    if not may_see(audience, field.personal):
        return None
    inner = _seen_fields(field.fields, audience)
    item = _seen_field(field.item, audience) if field.item else None
    lost = {one.name for one in field.fields if one.required} - {one.name for one in inner}
    return None if lost or (field.item and not item) else replace(field, fields=inner, item=item)


class _Sight(NamedTuple):
    """What an audience sees: the ids of the persons that it may know of."""

    persons: frozenset[str]

    def record(self, address: Address, kind: Kind, data: Data) -> Data | None:
        if address.kind == PERSON and address.id not in self.persons:
            return None
        lost = [field for field in kind.fields if field.required and field.name in data and self._is_hidden(field, data[field.name])]  # fmt: skip
        if any(field.ref and field.ref.kind == ANY_KIND for field in lost):
            return None
        fields = [field for field in kind.fields if not _tells_of_somebody(field)] if lost else kind.fields
        return dict(self._values(fields, data))

    def _values(self, fields: Any, data: Data) -> Iterator[tuple[str, Any]]:
        by_name = {field.name: field for field in fields}
        for name, value in data.items():
            seen = self._value(by_name[name], value) if name in by_name else _HIDDEN
            if seen is not _HIDDEN:
                yield name, seen

    def _value(self, field: Field, value: Any) -> Any:
        """Return what is seen of a value: what is not as its field says may be anything, and is not seen."""
        if self._is_hidden(field, value):
            return _HIDDEN
        if field.item:
            items = value if isinstance(value, list) else ()
            seen = [one for item in items if (one := self._value(field.item, item)) is not _HIDDEN]
            return seen if seen or value == [] else _HIDDEN
        if field.fields:
            return self._object(field, value) if isinstance(value, dict) else _HIDDEN
        return _HIDDEN if isinstance(value, dict | list) and field.type not in ("object", "any") else value

    def _object(self, field: Field, value: Data) -> Any:
        seen = dict(self._values(field.fields, value))
        lost = any(inner.required and inner.name in value and inner.name not in seen for inner in field.fields)
        return _HIDDEN if lost or (value and not seen) else seen

    def _is_hidden(self, field: Field, value: Any) -> bool:
        """Tell whether a value points at a person who is not seen."""
        if field.ref is None or field.ref.items or field.ref.kind not in (PERSON, ANY_KIND):
            return False
        if not isinstance(value, str):
            return True
        kind, _, id_ = value.partition("/") if field.ref.kind == ANY_KIND else (PERSON, "", value)
        return kind == PERSON and id_ not in self.persons


def _tells_of_somebody(field: Field) -> bool:
    """Tell whether a field of a record about somebody tells of that person: an office, or text without a form."""
    is_plain = field.ref or field.choices or field.format == "date"
    return bool(field.lapses_with) or (field.type == "string" and not is_plain)
