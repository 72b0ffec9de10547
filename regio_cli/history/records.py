"""Changes of all that is not a mandate: what came, went, ended, and which fields differ."""

from collections.abc import Iterator
from typing import Any

from regio_cli.history.delta import Delta
from regio_cli.history.fields import clauses
from regio_cli.history.mandates import MANDATE
from regio_cli.history.sentence import Scene, Sentence, label, short, text_of, texts, unique
from regio_cli.model.record import Address, Data
from regio_cli.model.text import N_, Text

_ENDS = {
    "body": N_("{what} is dissolved; its last day is {end}"),
    "partner": N_("{what} leaves the network; its last day is {end}"),
}
_SEATS = "seats"


def ended(scene: Scene, delta: Delta) -> list[Sentence]:
    """Return sentences for the bodies that are dissolved and the partners that leave."""
    return [_end(scene, delta, address) for address in delta.addresses if _ends(delta, address)]


def told(scene: Scene, delta: Delta) -> list[Sentence]:
    """Return sentences for every other record that differs, after what `ended` says."""
    found = (_record(scene, delta, address) for address in delta.addresses if address.kind != MANDATE)
    return [sentence for sentences in found for sentence in sentences]


def _ends(delta: Delta, address: Address) -> bool:
    before, after = delta.before.get(address), delta.after.get(address)
    if address.kind not in _ENDS or before is None or after is None:
        return False
    return before.get("end_date") is None and text_of(after.get("end_date")) is not None


def _end(scene: Scene, delta: Delta, address: Address) -> Sentence:
    values = {"what": scene.written(address), "end": delta.after[address]["end_date"]}
    text = Text(_ENDS[address.kind], values)
    heirs = _heirs(delta, address)
    if heirs:
        names = ", ".join(scene.written(heir) for heir in heirs)
        text = Text(N_("{what}; succeeded by {names}"), {"what": text, "names": names})
    return _about(address, text)


def _heirs(delta: Delta, address: Address) -> list[Address]:
    """Return the bodies that take the place of `address` since this change."""
    return [
        other
        for other, data in sorted(delta.after.items())
        if other.kind == address.kind == "body"
        and address.id in texts(data.get("succeeds"))
        and address.id not in texts(delta.before.get(other, {}).get("succeeds"))
    ]


def _record(scene: Scene, delta: Delta, address: Address) -> Iterator[Sentence]:
    before, after = delta.before.get(address), delta.after.get(address)
    kind = delta.kinds[address.kind]
    values: dict[str, Any] = {"kind": label(kind.title), "what": scene.written(address)}
    if before is None and after is not None:
        start = text_of(after.get("start_date"))
        template = N_("new {kind}: {what}, as of {start}") if start else N_("new {kind}: {what}")
        yield _about(address, Text(template, {**values, "start": start or ""}))
    elif before is not None and after is None:
        yield _about(address, Text(N_("{kind} {what} deleted"), values))
    elif before is not None and after is not None:
        said = frozenset({"end_date"}) if _ends(delta, address) else frozenset()
        yield from _seats(scene, address, before, after)
        for clause in clauses(scene, kind, before, after, said | _without_seats(before, after)):
            yield _about(address, Text(N_("{kind} {what}: {clause}"), {**values, "clause": clause}))


def _without_seats(before: Data, after: Data) -> frozenset[str]:
    return frozenset({_SEATS}) if _seats_by_id(before) is not None and _seats_by_id(after) is not None else frozenset()


def _seats_by_id(data: Data) -> dict[str, Data] | None:
    """Return the seats of a body by id; None when they are not seats with an id each."""
    seats = data.get(_SEATS, [])
    if not isinstance(seats, list) or not all(isinstance(s, dict) and isinstance(s.get("id"), str) for s in seats):
        return None
    found = {seat["id"]: seat for seat in seats}
    return found if len(found) == len(seats) else None


def _seats(scene: Scene, address: Address, before: Data, after: Data) -> Iterator[Sentence]:
    """Yield what changed in the seats of a body."""
    old, new = _seats_by_id(before), _seats_by_id(after)
    kind = scene.kinds[address.kind]
    field = kind.field(_SEATS)
    if old is None or new is None or field is None or field.item is None:
        return
    body = scene.written(address)
    for id_, seat in new.items():
        if id_ not in old:
            values = {"seat": short(id_), "body": body}
            yield _about(address, Text(N_("{body}: new seat '{seat}'"), values), texts(seat.get("on_behalf_of")))
    for id_, seat in old.items():
        if id_ not in new:
            values = {"seat": short(id_), "body": body}
            yield _about(address, Text(N_("{body}: seat '{seat}' removed"), values), texts(seat.get("on_behalf_of")))
    for id_ in (id_ for id_ in new if id_ in old and old[id_] != new[id_]):
        yield from _seat(scene, address, old[id_], new[id_])
    if [id_ for id_ in old if id_ in new] != [id_ for id_ in new if id_ in old]:
        yield _about(address, Text(N_("{body}: seats in another order"), {"body": body}))


def _seat(scene: Scene, address: Address, before: Data, after: Data) -> Iterator[Sentence]:
    kind = scene.kinds[address.kind]
    field = kind.field(_SEATS)
    assert field and field.item
    partners = unique((*texts(before.get("on_behalf_of")), *texts(after.get("on_behalf_of"))))
    for clause in clauses(scene, kind, before, after, fields=field.item.fields):
        values = {"body": scene.written(address), "seat": short(after["id"]), "clause": clause}
        yield _about(address, Text(N_("{body}: seat '{seat}': {clause}"), values), partners)


def _about(address: Address, text: Text, partners: tuple[str, ...] = ()) -> Sentence:
    body = address.id if address.kind == "body" else None
    own = (address.id,) if address.kind == "partner" else ()
    return Sentence(text, (address,), body, unique((*own, *partners)))
