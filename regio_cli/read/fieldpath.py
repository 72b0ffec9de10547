"""Fields as users name them, and the columns of the tables that hold them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from regio_cli.model.kinds import Field, Kind
from regio_cli.model.text import N_, Bilingual, Text
from regio_cli.read.names import fold
from regio_cli.read.pointing import values_at

_CLOSE = 70
_NAMED = 6


class Unfit(ValueError):
    """A field or value that can't be asked for: why, and what can."""

    def __init__(self, text: Text, hint: Text | None) -> None:
        super().__init__(text.template)
        self.text, self.hint = text, hint


class Column(NamedTuple):
    """A field as users name it: the SQL column it stands in and, inside a list there, the way on to it.

    `field` is None for the id. `lists` are the lists of objects that the way to the field goes through, outermost first;
    a list that is itself the field is one of them.
    """

    name: str
    sql: str
    field: Field | None = None
    within: tuple[str, ...] | None = None
    lists: tuple[Field, ...] = ()

    @property
    def stored(self) -> tuple[str, ...]:
        """The path of what the SQL column holds: of the field, or of the outermost list above it."""
        if self.field is None:
            return ("id",)
        path = self.field.path
        return path[: len(path) - len(self.within)] if self.within else path

    def data(self, raw: Any) -> Any:
        """Return what SQLite gave for the column as the plain data that stands in the record at `stored`."""
        if raw is None or self.field is None:
            return raw
        if self.within is not None or self.field.type == "object":
            return json.loads(raw)
        return bool(raw) if self.field.type == "boolean" else raw

    def value(self, data: Any) -> Any:
        """Return the value to show of what stands at `stored`: inside a list, what its items have."""
        return list(values_at(data, self.within)) if self.within and data is not None else data


ID = Column("id", '"id"')


def columns(kind: Kind, names: Iterable[str]) -> Iterator[Column]:
    """Yield the columns that `names` ask for; a group of fields gives each of them. Raises Unfit for an unknown name."""
    for name in names:
        if name != "id":
            yield from columns_of(kind, field_named(kind, name))


def columns_of(kind: Kind, field: Field) -> Iterator[Column]:
    """Yield the column that holds `field`, or one for each field of a group."""
    if not field.fields or _list_above(kind, field):
        yield _column(kind, field)
        return
    for inner in field.fields:
        yield from columns_of(kind, inner)


def field_named(kind: Kind, name: str) -> Field:
    """Return the field that `name` names by its path, or by labels or keys of the steps to it; the last step will do.

    Raises Unfit when there is no such field, or when several may be meant.
    """
    exact = kind.field(name)
    if exact:
        return exact
    wanted = tuple(_comparable(step) for step in name.split("."))
    found = [field for field in kind.walk() if _is_called(kind, field, wanted)]
    # Else the field that points at a record of this kind: a mandate's partner is on whose behalf it is held.
    found = found or [field for field in kind.walk() if (name,) == _kind_pointed_at(field)]
    nearest = min((len(field.path) for field in found), default=0)
    found = [field for field in found if len(field.path) == nearest]
    if not found:
        raise unknown_field(kind, name)
    if len(found) > 1:
        known = ", ".join(field.dotted for field in found[:_NAMED])
        raise Unfit(Text(N_("'{field}' may be any of several fields"), {"field": name}),
                    Text(N_("name one of: {known}"), {"known": known}))  # fmt: skip
    return found[0]


def unknown_field(kind: Kind, name: str) -> Unfit:
    """Return that `kind` has no field called `name`, with the nearest one in the user's language."""
    from rapidfuzz import fuzz, process

    spelled = {"id": Bilingual("id", "id")}
    for field in kind.walk():
        label = Bilingual(field.dotted, _in_dutch(kind, field))
        for spelling in (field.dotted, field.title.en, field.title.nl, label.nl):
            spelled.setdefault(fold(spelling), label)
    best = process.extractOne(fold(name), list(spelled), scorer=fuzz.WRatio, score_cutoff=_CLOSE)
    hint = Text(N_("'regio schema {kind}' lists the fields"), {"kind": kind.name})
    if best:
        hint = Text(N_("did you mean '{name}'?"), {"name": spelled[best[0]]._asdict()})
    return Unfit(Text(N_("'{field}' is not a field of {kind}"), {"field": name, "kind": kind.title._asdict()}), hint)


def _kind_pointed_at(field: Field) -> tuple[str, ...]:
    ref = (field.item or field).ref
    return (ref.kind,) if ref and not ref.items else ()


def _in_dutch(kind: Kind, field: Field) -> str:
    """Return the label of a field, after those of the steps to it where the label alone is another's too."""
    short = _comparable(field.title.nl)
    same = [one for one in kind.walk() if short in _spellings(one)]
    return field.title.nl if same == [field] else ".".join(step.title.nl for step in _steps(kind, field))


def _is_called(kind: Kind, field: Field, wanted: Sequence[str]) -> bool:
    """Whether each of the last steps to `field` is called as wanted: the last one only, or all."""
    if len(wanted) not in (1, len(field.path)):
        return False
    steps = _steps(kind, field)[-len(wanted) :]
    return all(word in _spellings(step) for word, step in zip(wanted, steps, strict=True))


def _steps(kind: Kind, field: Field) -> list[Field]:
    paths = (field.path[:end] for end in range(1, len(field.path) + 1))
    return [step for path in paths if (step := kind.field(".".join(path)))]


def _spellings(field: Field) -> tuple[str, ...]:
    return (_comparable(field.name), _comparable(field.title.en), _comparable(field.title.nl))


def _comparable(word: str) -> str:
    return fold(word.strip()).replace("_", " ")


def _column(kind: Kind, field: Field) -> Column:
    depth = _list_above(kind, field)
    joined = "_".join(field.path[:depth])
    lists = tuple(step for step in _steps(kind, field) if step.item and step.item.fields)
    return Column(field.dotted, f'"{joined}"', field, field.path[depth:] if depth else None, lists)


def _list_above(kind: Kind, field: Field) -> int | None:
    """Return how many steps lead to the list that a field is or stands in; None when there is none."""
    steps = range(1, len(field.path) + 1)
    return next((n for n in steps if (outer := kind.field(".".join(field.path[:n]))) and outer.item), None)
