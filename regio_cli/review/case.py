"""What the judgement of high stakes starts from: what a branch changes, and how it is said."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from regio_cli.history.delta import Delta
from regio_cli.history.seats import MANDATE, Mandate, person, place
from regio_cli.history.sentence import Scene, label
from regio_cli.model.record import Address, Data
from regio_cli.model.text import N_, Text
from regio_cli.review.people import Records

BODY = "body"


class Case(NamedTuple):
    """What changes: `delta` without mere renames, of the registries `before` and `after`.

    `known` is the day (YYYY-MM-DD) from which the past is reckoned; `part` the share of a body, in percent, above which
    a change of it is large; `files` the paths of all files that change, from the registry's root.
    """

    delta: Delta
    scene: Scene
    before: Records
    after: Records
    known: str
    part: int
    files: tuple[str, ...]

    def mandates(self) -> Iterator[tuple[Mandate | None, Mandate | None]]:
        """Yield each mandate that differs, before and after."""
        for address in self.delta.addresses:
            if address.kind == MANDATE:
                yield _mandate(address, self.delta.before), _mandate(address, self.delta.after)

    def seats(self, mandate: Mandate) -> list[Data]:
        """Return the seat that a mandate is of, as it is before and after, where it is there."""
        body, id_ = mandate.seat
        found = (seats_of(side.get(Address(BODY, body))).get(id_) for side in (self.before, self.after))
        return [seat for seat in found if seat]

    def bodies(self) -> Iterator[tuple[Address, Mapping[str, Data], Mapping[str, Data]]]:
        """Yield each body that differs, with its seats before and after by id."""
        for address in self.delta.addresses:
            if address.kind == BODY:
                yield (
                    address,
                    seats_of(self.delta.before.get(address)),
                    seats_of(self.delta.after.get(address)),
                )

    def what(self, address: Address) -> Text:
        """Return how a record is called in a sentence of its own; a mandate by its seat and holder."""
        if address.kind == MANDATE:
            mandate = _mandate(address, self.delta.after) or _mandate(address, self.delta.before)
            if mandate:
                return Text(
                    "{place}: {person}", {"place": place(self.scene, mandate), "person": person(self.scene, mandate)}
                )
        title = label(self.scene.kinds[address.kind].title)
        return Text("{kind} {name}", {"kind": title, "name": self.scene.written(address)})


def _mandate(address: Address, records: Records) -> Mandate | None:
    return Mandate(address, records[address]) if address in records else None


def seats_of(data: Data | None) -> dict[str, Data]:
    """Return the seats of a body by id, those that can be read."""
    seats = data.get("seats") if data else None
    found = seats if isinstance(seats, list) else []
    return {seat["id"]: seat for seat in found if isinstance(seat, dict) and isinstance(seat.get("id"), str)}


def said_seats(case: Case, body: str, seats: list[str]) -> Text:
    """Return a body with some of its seats."""
    from regio_cli.history.sentence import short, some

    names = some([f"'{short(seat)}'" for seat in dict.fromkeys(seats)])
    return Text(N_("{body}: seat {seats}"), {"body": case.scene.written(Address(BODY, body)), "seats": names})
