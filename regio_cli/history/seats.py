"""The seat that a mandate is of: whose it is, for whom it speaks, and how it is written."""

from typing import Any, NamedTuple

from regio_cli.domain import records
from regio_cli.domain.voice import speaks_for
from regio_cli.history.sentence import Scene, some, text_of
from regio_cli.model.record import Address, Data
from regio_cli.model.text import N_, Text

MANDATE = "mandate"
_DEPUTY = "deputy"


class Mandate(NamedTuple):
    """A mandate with the place it is of."""

    address: Address
    data: Data

    def text(self, field: str) -> str | None:
        """Return the value of `field` when it is text."""
        return text_of(self.data.get(field))

    @property
    def seat(self) -> tuple[str, str]:
        """The body and the seat."""
        return self.text("body") or "", self.text("seat") or ""


def person(scene: Scene, mandate: Mandate) -> str:
    """Return how the holder is written."""
    id_ = mandate.text("person")
    return scene.written(Address("person", id_)) if id_ else "?"


def partners(scene: Scene, mandate: Mandate) -> tuple[str, ...]:
    """Return the ids of the partners that the holder speaks for."""
    body, id_ = mandate.seat
    data = scene.data(Address("body", body)) if body else None
    seat = records.seat_in(body, data, id_) if data else None
    return speaks_for(records.mandate(mandate.address.id, mandate.data), seat)


def place(scene: Scene, mandate: Mandate) -> Text:
    """Return the seat in words, with the partners that it speaks for."""
    body, seat = mandate.seat
    values: dict[str, Any] = {"seat": seat or "?", "body": scene.written(Address("body", body)) if body else "?"}
    deputy = _seat(scene, mandate).get("role") == _DEPUTY
    text = Text(N_("deputy seat '{seat}' in {body}") if deputy else N_("seat '{seat}' in {body}"), values)
    names = [scene.written(Address("partner", partner)) for partner in partners(scene, mandate)]
    return Text("{partners}: {what}", {"partners": some(names), "what": text}) if names else text


def _seat(scene: Scene, mandate: Mandate) -> Data:
    body, id_ = mandate.seat
    data = scene.data(Address("body", body)) if body else None
    seats = data.get("seats") if data else None
    found = (
        [seat for seat in seats if isinstance(seat, dict) and seat.get("id") == id_] if isinstance(seats, list) else []
    )
    return found[0] if found else {}
