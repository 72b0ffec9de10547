"""A conflict of two changes of one record, in words: what it is about, and what either side says."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from regio_cli.history.fields import clauses
from regio_cli.history.merge import Conflict
from regio_cli.history.sentence import Scene, joined, label, value
from regio_cli.model.finding import Pointer, field_name
from regio_cli.model.kinds import Field, Kind
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Text


class Said(NamedTuple):
    """A conflict in words: the record and field, and what each side says. `field` is None for a whole record."""

    what: Text
    field: str | None
    ours: Any
    theirs: Any


def in_words(scene: Scene, address: Address, conflict: Conflict) -> Said:
    """Return a conflict in the record at `address` in words; what `scene` hides is not told."""
    kind = scene.kinds[address.kind]
    pointer, base, ours, theirs = conflict
    if not pointer:
        what = Text("{record}", {"record": str(address)})
        return Said(what, None, _whole(scene, kind, base, ours), _whole(scene, kind, base, theirs))
    titles, field, hidden = _way(scene, kind, pointer)
    what = Text("{record} · {field}", {"record": str(address), "field": joined(titles, " › ")})
    sides = (Text(N_("not told here")) if hidden else _value(scene, field, side) for side in (ours, theirs))
    return Said(what, field_name(pointer), *sides)


def _value(scene: Scene, field: Field | None, found: Any) -> Any:
    return Text(N_("nothing")) if found is None else value(scene, field, found)


def _whole(scene: Scene, kind: Kind, base: Any, side: Any) -> Any:
    """Return what one side did to a whole record."""
    if side is None:
        return Text(N_("removed"))
    changes = clauses(scene, kind, base or {}, side)
    return joined(changes, "; ") if changes else Text(N_("changed"))


def _way(scene: Scene, kind: Kind, pointer: Pointer) -> tuple[list[Any], Field | None, bool]:
    """Return what the steps to a value are called, the field of the value, and whether it is not to be told.

    An item of a list is called by its id.
    """
    titles: list[Any] = []
    fields: Sequence[Field] = kind.fields
    found: Field | None = None
    hidden = False
    for step in pointer:
        field = next((each for each in fields if each.name == step), None)
        if field is None and found and found.item:
            titles.append(f"'{step}'")
            fields, found = found.item.fields, found.item
            continue
        titles.append(label(field.title) if field else str(step))
        found = field
        fields = field.fields if field else ()
        hidden = hidden or scene.hides(kind, field)
    return titles, found, hidden
