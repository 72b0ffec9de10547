"""What a source says of one record, whatever the source: built up cell by cell, in the words that stand there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from regio_cli.change.refusal import Refused
from regio_cli.exchange.import_.grid import Value
from regio_cli.exchange.import_.personname import initials_of, person_of, sitting
from regio_cli.exchange.import_.targets import DEPUTY, ID, INITIALS, Target, is_name, names_person
from regio_cli.exchange.import_.values import meant, plain
from regio_cli.model.kinds import Kind, Kinds
from regio_cli.model.text import N_, Text


class How(NamedTuple):
    """How cells of a sheet are to be read: as it counts days, and whether texts are as the registry has them."""

    epoch_1904: bool = False
    is_clean: bool = False


class Key(str):
    """The name of a thing of the source, with the id by which the source itself points at it."""

    def __new__(cls, name: str, kind: str, own: str) -> "Key":
        """Return the name, which knows `own`, the id in the source."""
        made = super().__new__(cls, name)
        made.key = (kind, own)
        return made

    key: tuple[str, str]


@dataclass
class Wanted:
    """A record as a source has it. `data` are its fields: references as words or ids, of a list also one item as a mapping.

    `about` says of the person that a field names what else is known. `places` tells by path where each value stands,
    `place` where all of it. `assumed` are the paths that only a default gives. `deputy` is true when a person sits there for
    somebody else, `vacant` when nobody does. `key` is the id that the source itself has for it.
    """

    kind: Kind
    place: Text
    id: str | None = None
    data: dict[str, Any] = field(default_factory=dict)
    about: dict[str, dict[str, Any]] = field(default_factory=dict)
    places: dict[str, Text] = field(default_factory=dict)
    assumed: set[str] = field(default_factory=set)
    deputy: bool = False
    vacant: bool = False
    key: str | None = None

    def place_of(self, path: str) -> Text:
        """Return where the value at `path`, or a part of it, stands; the place of the whole when it came from nowhere."""
        near = (at for known, at in self.places.items() if known.startswith(f"{path}.") or path.startswith(f"{known}."))
        return self.places.get(path) or next(near, self.place)


def fill(
    wanted: Wanted, kinds: Kinds, target: Target, value: Value, place: Text, how: How, only_empty: bool = False
) -> None:
    """Put what `value` means into `wanted` where `target` leads. Raises Refused when the field can't take it."""
    text = plain(value, how.is_clean)
    if target.field is None:
        wanted.id = _own_id(wanted.kind, kinds, text)
        wanted.places[ID] = place
        return
    holder, name = _holder(wanted, target, target.field.path)
    if only_empty and holder.get(name) is not None:
        return
    if names_person(kinds, target.field) and not target.via:
        found: Any = _person(wanted, target, text)
    elif is_name(target.field) and not text.startswith("{"):
        found = _name(wanted, text)
    elif target.path.rpartition(".")[2] == INITIALS and not how.is_clean:
        found = initials_of(text) or None
    else:
        found = meant(target.field, value, how.epoch_1904, how.is_clean)
    if found is not None:
        old = holder.get(name)
        holder[name] = {**old, **found} if isinstance(old, dict) and isinstance(found, dict) else found
        if only_empty:
            wanted.assumed.add(target.path)
        wanted.places[target.path.removeprefix(DEPUTY)] = place


def _own_id(kind: Kind, kinds: Kinds, text: str) -> str:
    """Return the id in a cell that has it alone or as kind/id. Raises Refused for the id of another kind, or none at all."""
    before, stroke, id_ = text.rpartition("/")
    if stroke and kinds.named(before) is not kind:
        values = {"value": text[:60], "kind": kind.name}
        raise Refused(
            Text(N_("'{value}' is no id of the kind {kind}"), values),
            Text(N_("write the id alone, or {kind}/ before it"), values),
        )
    return id_


def _person(wanted: Wanted, target: Target, text: str) -> str | None:
    found = sitting(text)
    if found is None:
        wanted.vacant = wanted.vacant or bool(target.field and target.field.required)
        return None
    wanted.deputy = wanted.deputy or found.deputy
    return text


def _name(wanted: Wanted, text: str) -> dict[str, str] | None:
    person = person_of(text)
    wanted.vacant = wanted.vacant or person is None
    return person.name if person else None


def _holder(wanted: Wanted, target: Target, way: Sequence[str]) -> tuple[dict[str, Any], str]:
    """Return the mapping that a target's value goes into, and its name there."""
    holder = wanted.about.setdefault(target.via.name, {}) if target.via else wanted.data
    for step in way[:-1]:
        there = holder.setdefault(step, {})
        if not isinstance(there, dict):
            raise Refused(Text(N_("{field} is given as a whole and in parts"), {"field": step}))
        holder = there
    return holder, way[-1]
