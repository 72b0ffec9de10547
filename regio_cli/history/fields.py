"""How the fields of one record differ, in the words of its schema."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from regio_cli.history.sentence import Scene, joined, label, short, some, value
from regio_cli.model.kinds import Field, Kind
from regio_cli.model.record import Data
from regio_cli.model.text import N_, Text

_ABSENT = object()


def clauses(
    scene: Scene,
    kind: Kind,
    before: Data,
    after: Data,
    said: frozenset[str] = frozenset(),
    fields: tuple[Field, ...] | None = None,
) -> list[Text]:
    """Return a clause for each field of a record that differs, but for those in `said`.

    With `fields`, the two are no whole records but parts of one that have these fields.
    """
    return list(_Fields(scene, kind).of_object(kind.fields if fields is None else fields, before, after, said))


class _Fields:
    """Goes down into the fields of one record."""

    def __init__(self, scene: Scene, kind: Kind) -> None:
        self.scene, self.kind = scene, kind

    def of_object(
        self, fields: tuple[Field, ...], before: Data, after: Data, said: frozenset[str] = frozenset()
    ) -> Iterator[Text]:
        known = {field.name: field for field in fields}
        others = sorted({*before, *after} - {*known}, key=str)
        for name in [*known, *others]:
            if name not in said and before.get(name, _ABSENT) != after.get(name, _ABSENT):
                yield from self.of_field(known.get(name), name, before.get(name), after.get(name))

    def of_field(self, field: Field | None, name: str, old: Any, new: Any) -> Iterator[Text]:
        if field and field.fields and isinstance(old or {}, dict) and isinstance(new or {}, dict):
            below = self.of_object(field.fields, old or {}, new or {})
        elif field and field.item and isinstance(old or [], list) and isinstance(new or [], list):
            below = self.of_list(field, old or [], new or [])
        else:
            below = iter(())
        said = list(below)
        yield from said or [self.of_value(field, name, old, new)]

    def of_value(self, field: Field | None, name: str, old: Any, new: Any) -> Text:
        title = self.title(field, name)
        values = {"field": title, "old": value(self.scene, field, old), "new": value(self.scene, field, new)}
        listed = bool(field and field.item and field.item.fields)
        hidden = listed or self.scene.hides(self.kind, field) or old is new
        if old is None and new is not None:
            return _kept(N_("{field} filled in"), title) if hidden else Text(N_("{field} filled in: {new}"), values)
        if new is None and old is not None:
            return _kept(N_("{field} removed"), title) if hidden else Text(N_("{field} removed (was {old})"), values)
        return _kept(N_("{field} changed"), title) if hidden else Text(N_("{field} from {old} to {new}"), values)

    def title(self, field: Field | None, name: str) -> Any:
        """Return how a field is called; the key of one that the schema does not have may be anything, a name too."""
        if field:
            return label(field.title)
        return Text(N_("an unknown field")) if self.scene.discreet else short(name)

    def of_list(self, field: Field, old: list[Any], new: list[Any]) -> Iterator[Text]:
        """Yield what was added to a list, taken from it, and changed inside its items."""
        assert field.item
        pairs, gone, come = _paired(field.item, old, new)
        title = label(field.title)
        for before, after in pairs:
            for clause in self.of_object(field.item.fields, before, after):
                yield Text(
                    N_("{field} {item}: {what}"),
                    {"field": title, "item": self.item(field, _common(before, after)), "what": clause},
                )
        for template, items in ((N_("{field}: {items} removed"), gone), (N_("{field}: {items} added"), come)):
            if items:
                yield Text(template, {"field": title, "items": some([self.item(field, item) for item in items])})
        if _order(old, new) != _order(new, old):
            yield Text(N_("{field} in another order"), {"field": title})

    def item(self, field: Field, item: Any) -> Any:
        """Return an item of a list in a few words: its id, or the first of its values that may be told."""
        assert field.item
        if not isinstance(item, dict):
            return "…" if self.scene.hides(self.kind, field.item) else value(self.scene, field.item, item)
        if isinstance(item.get("id"), str):
            return f"'{short(item['id'])}'"
        told = [sub for sub in field.item.fields if sub.name in item and not self.scene.hides(self.kind, sub)]
        plain = [sub for sub in told if not (sub.fields or sub.item)] or told
        return joined([value(self.scene, sub, item[sub.name]) for sub in plain[:2]]) if plain else "…"


def _kept(template: str, title: Any) -> Text:
    return Text(template, {"field": title})


def _same(item: Any) -> str:
    return json.dumps(item, sort_keys=True, ensure_ascii=False, default=str)


def _common(before: Data, after: Data) -> Data:
    return {key: found for key, found in after.items() if before.get(key) == found} or after


def _order(items: list[Any], others: list[Any]) -> list[str]:
    """Return the items that both lists have, in the order of the first."""
    both = {_same(other) for other in others}
    return [key for item in items if (key := _same(item)) in both]


def _paired(item: Field, old: list[Any], new: list[Any]) -> tuple[list[tuple[Data, Data]], list[Any], list[Any]]:
    """Return which items of two lists are one that changed, and which are gone or have come."""
    gone, come = _left(old, new), _left(new, old)
    pairs = []
    for before in list(gone):
        after = next((other for other in come if _alike(item, before, other)), None)
        if after is not None:
            pairs.append((before, after))
            gone.remove(before)
            come.remove(after)
    return pairs, gone, come


def _left(items: list[Any], others: list[Any]) -> list[Any]:
    """Return what `items` has more than `others`, equal items counted."""
    spare = Counter(_same(other) for other in others)
    found = []
    for each in items:
        key = _same(each)
        if spare[key]:
            spare[key] -= 1
        else:
            found.append(each)
    return found


def _alike(item: Field, before: Any, after: Any) -> bool:
    """Tell whether two items are about the same: by id, else by all that points elsewhere or is a choice."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return False
    if "id" in before or "id" in after:
        return before.get("id") == after.get("id")
    keys = [sub.name for sub in item.fields if sub.required and (sub.ref or sub.choices)] or [
        sub.name for sub in item.fields if sub.required
    ]
    return bool(keys) and all(before.get(key) == after.get(key) for key in keys)
