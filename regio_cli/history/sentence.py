"""What sentences about a change are made of: who looks on, how records and values are written."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from regio_cli.history.delta import Lookup, Name
from regio_cli.model.kinds import ANY_KIND, Field, Kind, Kinds
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Bilingual, Text

T = TypeVar("T")
_LONGEST = 60
_MOST_NAMED = 3


def nobody(address: Address) -> str | None:
    """Name no person."""
    return None


class Sentence(NamedTuple):
    """One thing that changed, in words.

    `records` are all that it covers; `body` and `partners` are the ids of those it is about.
    """

    text: Text
    records: tuple[Address, ...]
    body: str | None = None
    partners: tuple[str, ...] = ()


class Scene(NamedTuple):
    """What sentences are said from: the kinds, how a record is written, and every record's data.

    `discreet` leaves out all that is personal: for what anybody may read, such as the message of a commit. `openly` then
    gives the names of those persons who may be named all the same.
    """

    kinds: Kinds
    name: Name
    data: Lookup
    discreet: bool
    openly: Name = nobody

    def written(self, address: Address) -> str:
        """Return how `address` is written: by its name, else its id; discreetly, a person by id."""
        kind = self.kinds.by_name.get(address.kind)
        if self.discreet and kind and is_about_a_person(kind):
            return self.openly(address) or address.id
        return self.name(address) or address.id

    def hides(self, kind: Kind, field: Field | None) -> bool:
        """Tell whether the values of `field` are not to be told; of an unknown field (None) they never are."""
        if not self.discreet:
            return False
        return field is None or _is_personal(field) or (is_about_a_person(kind) and _is_free_text(field))


def is_about_a_person(kind: Kind) -> bool:
    """Tell whether records of `kind` are known by personal data."""
    return any(field.personal for label in kind.label if (field := kind.field(label)))


def _is_personal(field: Field) -> bool:
    below = (*field.fields, *([field.item] if field.item else []))
    return bool(field.personal) or any(_is_personal(sub) for sub in below)


def _is_free_text(field: Field) -> bool:
    own = field.item if field.item and not field.item.fields else field
    return own.type in ("string", "any") and not (own.choices or own.ref or own.format)


def joined(parts: Sequence[Any], mark: str = ", ") -> Text:
    """Return `parts`, texts or values, behind each other with `mark` between them."""
    template = mark.join(f"{{p{position}}}" for position in range(len(parts)))
    return Text(template, {f"p{position}": part for position, part in enumerate(parts)})


def some(names: Sequence[Any], most: int = _MOST_NAMED) -> Text:
    """Return the first `most` of `names`, and how many more there are; all of them when it is one more."""
    if len(names) <= most + 1:
        return joined(names)
    values = {"names": joined(names[:most]), "count": len(names) - most}
    return Text(N_("{names} and {count} more"), values)


def label(bilingual: Bilingual) -> dict[str, str]:
    """Return a schema's label as a value of a Text."""
    return {"en": bilingual.en, "nl": bilingual.nl}


def value(scene: Scene, field: Field | None, found: Any) -> Any:
    """Return `found`, a value of `field`, as a value of a Text: in the schema's words, by a record's name, short."""
    if isinstance(found, bool):
        return Text(N_("yes") if found else N_("no"))
    if isinstance(found, list):
        return some([value(scene, (field.item if field else None), item) for item in found])
    if field and isinstance(found, str):
        if field.choices and found in field.choices:
            return label(field.choices[found])
        target = _target(field, found)
        if target and target.kind in scene.kinds.by_name:
            return scene.written(target)
    return short(found)


def _target(field: Field, found: str) -> Address | None:
    if field.ref is None or field.ref.items:
        return None
    return Address.parse(found) if field.ref.kind == ANY_KIND else Address(field.ref.kind, found)


def short(found: Any) -> str:
    """Return a value on one line and not too long."""
    text = " ".join((found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def texts(found: Any) -> tuple[str, ...]:
    """Return the texts in a list as it stands in a file, whatever else it holds."""
    return tuple(item for item in found if isinstance(item, str)) if isinstance(found, list) else ()


def text_of(found: Any) -> str | None:
    """Return a value that should be text, None for anything else."""
    return found if isinstance(found, str) and found else None


def unique(found: Iterable[T]) -> tuple[T, ...]:
    """Return what was found, each once, in order."""
    return tuple(dict.fromkeys(found))
