"""What a column may fill: a field of the kind, a part of one, or something of the person that a field names."""

from collections.abc import Iterator
from typing import NamedTuple

from regio_cli.model.kinds import Field, Kind, Kinds

ID = "id"
DEPUTY = "deputy."
_FAMILY, INITIALS = "family", "initials"


class Target(NamedTuple):
    """A place for the values of a column. `path` is as users write it; `via` the field whose person it is about.

    With `deputy` it is about who deputises for the person of the row.
    """

    path: str
    field: Field | None
    via: Field | None = None
    deputy: bool = False

    @property
    def depth(self) -> int:
        """How far it is from the record itself; nearer ones are meant when words do not tell."""
        return self.path.count(".") + (1 if self.via else 0)


def is_name(field: Field) -> bool:
    """Tell whether a field holds the name of a person in parts, and so takes it whole."""
    return any(part.name == _FAMILY for part in field.fields)


def is_person(kind: Kind | None) -> bool:
    """Tell whether records of `kind` are people."""
    return bool(kind and any(is_name(field) for field in kind.fields))


def names_person(kinds: Kinds, field: Field) -> bool:
    """Tell whether a field points at a person."""
    return bool(field.ref and not field.ref.items and is_person(kinds.by_name.get(field.ref.kind)))


def targets(kinds: Kinds, kind: Kind) -> dict[str, Target]:
    """Return all that a column of `kind` may fill, by path."""
    found = {ID: Target(ID, None)}
    found.update((field.dotted, Target(field.dotted, field)) for field in _reachable(kind))
    for field in kind.fields:
        if names_person(kinds, field) and field.ref:
            other = kinds[field.ref.kind]
            for each in _reachable(other):
                path = f"{field.dotted}.{each.dotted}"
                if not is_name(each) and each.path[0] != "name":
                    found[path] = Target(path, each, field)
    if any(field.ref and field.ref.items and field.ref.owner != "." for field in kind.fields):
        # Lists of members have the deputy beside each: a seat of the same body, and a person of its own.
        about = [each for each in found.values() if each.via or (each.field and names_person(kinds, each.field))]
        found.update(
            (f"{DEPUTY}{each.path}", each._replace(path=f"{DEPUTY}{each.path}", deputy=True)) for each in about
        )
    return found


def _reachable(kind: Kind) -> Iterator[Field]:
    """Yield the fields that one cell can fill: not those of lists within lists."""
    lists = {field.path for field in kind.walk() if field.item and field.item.fields}
    for field in kind.walk():
        within = sum(field.path[:n] in lists for n in range(1, len(field.path)))
        if within < 2:
            yield field
