"""After an election: which mandates lapse with it, per partner, and who is confirmed, replaced or still to be told.

It can be done partner by partner, over weeks: what is done shows in the records themselves, and nowhere else.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from regio_cli.change.days import day_after, day_before
from regio_cli.change.draft import Draft
from regio_cli.change.ending import with_end
from regio_cli.change.going_on import followed_on, ids_for, stand_ins_on
from regio_cli.change.refusal import Refused
from regio_cli.change.requirements import require_met
from regio_cli.change.roster import (
    elections,
    lapse_of,
    mandate_of,
    mandates,
    person_of,
    seat_in,
    seat_of,
)
from regio_cli.change.seats import Appoint, require_free
from regio_cli.domain import records
from regio_cli.domain.holding import is_stand_in, serves
from regio_cli.domain.lapse import election_ending
from regio_cli.domain.people import offices_behind
from regio_cli.domain.records import Election, Mandate
from regio_cli.domain.voice import speaks_for
from regio_cli.model.record import Address, Data, Period
from regio_cli.model.text import N_, Text


@dataclass(frozen=True)
class Round:
    """The seats of one partner that an election touches: `open` are still to be renewed, `done` are ended or followed up."""

    partner: str
    open: tuple[Address, ...]
    done: tuple[Address, ...]


@dataclass(frozen=True)
class Confirm:
    """The holder of a mandate goes on for a new term, from the day `on`: the old mandate ends the day before.

    When the holder is absent then, the absence and the mandate of who stands in go on with it.
    """

    mandate: str
    on: str
    decision: str | None = None
    source: str | None = None
    force: bool = False

    def apply(self, draft: Draft, today: str) -> Draft:
        old = mandate_of(draft, self.mandate)
        last = day_before(self.on)
        going = [old]
        if not is_stand_in(old):
            going += stand_ins_on(draft, [old], last)
        before = {mandate.id: draft.sound(Address("mandate", mandate.id)) for mandate in going}
        draft = with_end(draft, Address("mandate", old.id), last, today, None)
        if is_stand_in(old):
            again = Appoint(
                old.person, old.body, self.on, old.seat, replaces=old.replaces, lapses_with=old.lapses_with,
                decision=self.decision, source=self.source, force=self.force,
            )  # fmt: skip
            return again.apply(draft, today)
        return self._again(draft, going, before, today)

    def _again(self, draft: Draft, going: list[Mandate], before: dict[str, Data], today: str) -> Draft:
        old = going[0]
        seat = seat_in(draft, old.body, old.seat)
        if seat is None:
            values = {"body": old.body, "seat": old.seat}
            raise Refused(Text(N_("{body} has no seat '{seat}'"), values))
        require_free(draft, Appoint(old.person, old.body, self.on, old.seat), seat)
        ids = ids_for(draft, going, old.body, self.on)
        for mandate in going:
            new = followed_on(
                before[mandate.id],
                self.on,
                ids,
                status="appointed",
                end_date=None,
                decision=self.decision,
                source=self.source,
            )
            draft = draft.put(Address("mandate", ids[mandate.id]), new)
        if not self.force:
            require_met(draft, [Address("mandate", ids[old.id])], today)
        return draft


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


def rounds(draft: Draft, id_: str, today: str) -> list[Round]:
    """Return, per partner, the mandates that lapse with the election `id_`.

    Open are those in force on `today` of which nothing else ends sooner and that nobody has followed up; done are those
    that ended since the vote, or have a successor.
    """
    election = records.election(id_, election_of(draft, id_))
    known = elections(draft)
    every = mandates(draft)
    found: dict[str, tuple[list[Address], list[Address]]] = {}
    for mandate in every:
        if mandate.lapses_with != election.kind:
            continue
        partners = speaks_for(mandate, seat_of(draft, mandate))
        if election_ending(mandate, partners, known) != election:
            continue
        open_, done = found.setdefault(_home(draft, mandate, partners, election), ([], []))
        address = Address("mandate", mandate.id)
        if _is_done(mandate, election, every, today):
            done.append(address)
        elif serves(mandate, today) and _lapses(draft, mandate, election):
            open_.append(address)
    filled = {partner: both for partner, both in found.items() if both[0] or both[1]}
    return [Round(partner, tuple(open_), tuple(done)) for partner, (open_, done) in sorted(filled.items())]


def _lapses(draft: Draft, mandate: Mandate, election: Election) -> bool:
    end = lapse_of(draft, mandate)
    return end is not None and end.election == election.id


def _is_done(mandate: Mandate, election: Election, every: Sequence[Mandate], today: str) -> bool:
    """Whether a mandate was in force on the day of the vote, and is over by now, ends with the term or is followed on."""
    end = mandate.period.end
    vote = election.day or election.new_council or ""
    if end is None or not mandate.period.covers(vote):
        return False
    is_over = not mandate.period.overlaps(Period(today, None))
    ends_with_term = not mandate.period.overlaps(Period(election.new_council, None))
    return is_over or ends_with_term or any(_follows(other, mandate, end) for other in every)


def _follows(other: Mandate, mandate: Mandate, end: str) -> bool:
    return (other.body, other.seat) == (mandate.body, mandate.seat) and other.period.start == day_after(end)


def _home(draft: Draft, mandate: Mandate, partners: Sequence[str], election: Election) -> str:
    """Return the partner that renews a mandate: of those it speaks for and that vote, where its person has the office for it."""
    voting = [partner for partner in partners if not election.partners or partner in election.partners]
    if len(voting) > 1:
        behind = offices_behind(mandate, seat_of(draft, mandate), person_of(draft, mandate.person))
        at = [office.partner for office in behind if office.partner in voting]
        voting = [at[0] or "-"] if at else voting
    return voting[0] if voting else "-"
