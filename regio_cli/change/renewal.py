"""After an election: which mandates lapse with it, per partner, and who is confirmed, replaced or still to be told.

It can be done partner by partner, over weeks: what is done shows in the records themselves, and nowhere else.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from regio_cli.change.draft import Draft
from regio_cli.change.refusal import Refused
from regio_cli.change.seats import Appoint, day_before, ended
from regio_cli.model.record import Address, Data
from regio_cli.model.text import N_, Text


@dataclass(frozen=True)
class Round:
    """The seats of one partner that an election touches: `open` are still to be renewed, `done` are ended or followed up."""

    partner: str
    open: tuple[Address, ...]
    done: tuple[Address, ...]


@dataclass(frozen=True)
class Confirm:
    """The holder of a mandate goes on for a new term, from the day `on`: the old mandate ends the day before."""

    mandate: str
    on: str
    decision: str | None = None
    source: str | None = None
    force: bool = False

    def apply(self, draft: Draft, today: str) -> Draft:
        address = Address("mandate", self.mandate)
        old = draft.sound(address)
        draft = draft.put(address, ended(address, old, day_before(self.on), today, None))
        again = Appoint(
            old["person"],
            old["body"],
            self.on,
            old["seat"],
            tuple(old.get("on_behalf_of", ())),
            lapses_with=old["lapses_with"],
            decision=self.decision,
            source=self.source,
            force=self.force,
        )
        return again.apply(draft, today)


def election_of(draft: Draft, id_: str) -> Data:
    """Return the record of an election. Raises Refused, with those there are, when there is none."""
    data = draft.known(Address("election", id_))
    if data is None:
        known = ", ".join(address.id for address, _ in draft.of_kind("election"))
        raise Refused(
            Text(N_("there is no election '{value}'"), {"value": id_}),
            Text(N_("there are: {known}"), {"known": known}),
        )
    return data


def rounds(draft: Draft, election: Data) -> list[Round]:
    """Return, per partner, the mandates that lapse with `election`: begun before it, and open or ended since."""
    found: dict[str, tuple[list[Address], list[Address]]] = {}
    for address, data in draft.of_kind("mandate"):
        if not _lapses(data, election):
            continue
        for partner in _partners(draft, data, election):
            open_, done = found.setdefault(partner, ([], []))
            (done if data.get("end_date") else open_).append(address)
    return [Round(partner, tuple(open_), tuple(done)) for partner, (open_, done) in sorted(found.items())]


def _lapses(data: Data, election: Data) -> bool:
    """Tell whether a mandate lapses with the election: of its kind, begun before it, and not ended before it."""
    end = data.get("end_date")
    return (
        data["lapses_with"] == election["kind"]
        and data["start_date"] < election["date"]
        and (end is None or end >= election["date"])
    )


def _partners(draft: Draft, data: Data, election: Data) -> Iterable[str]:
    """Return the partner that the holder comes from: named by the mandate, else by the person's office, else the seat."""
    own = list(data.get("on_behalf_of", ()))
    if len(own) != 1:
        person = draft.known(Address("person", data["person"])) or {}
        own = [o["partner"] for o in person.get("offices", ()) if "partner" in o][:1] or own[:1]
    only = election.get("partners")
    return [partner for partner in own if not only or partner in only] or ([] if only else ["-"])
