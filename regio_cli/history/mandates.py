"""Changes of mandates, as the bureau speaks of them: who takes over, stays on, ends, and when."""

from collections.abc import Iterator
from typing import Any

from regio_cli.history.absences import FIELD, Words
from regio_cli.history.absences import told as told_of_absences
from regio_cli.history.delta import Delta
from regio_cli.history.fields import clauses
from regio_cli.history.handovers import Handover, handovers
from regio_cli.history.seats import MANDATE, Mandate, partners, person, place
from regio_cli.history.sentence import Scene, Sentence, some, unique, value
from regio_cli.history.voice import silenced
from regio_cli.model.record import Address, Data
from regio_cli.model.text import N_, Text

_NEW = {
    "appointed": N_("{place}: {person} appointed as of {start}"),
    "nominated": N_("{place}: {person} nominated as of {start}"),
    "staying_on": N_("{place}: {person} stays on since {start}"),
    "ended": N_("{place}: {person} recorded, from {start}"),
}
_STATUS = {
    "appointed": N_("{place}: {person} appointed, was {old}"),
    "nominated": N_("{place}: {person} nominated, was {old}"),
    "staying_on": N_("{place}: {person} stays on"),
    "ended": N_("{place}: mandate of {person} ended"),
}
_TOLD_OF_END = frozenset({"end_date", "end_reason"})


def told(scene: Scene, delta: Delta) -> list[Sentence]:
    """Return sentences for every mandate that differs, by body and seat."""
    found = [sentence for _, sentence in sorted(_Mandates(scene, delta).all(), key=lambda found: found[0])]
    return [*found, *_silenced(scene, delta)]


def _silenced(scene: Scene, delta: Delta) -> Iterator[Sentence]:
    """Yield the partners of shared seats for whom nobody speaks any more."""
    for address, lost in silenced(delta, scene.data):
        mandate = Mandate(address, delta.after[address])
        names = some([scene.written(Address("partner", partner)) for partner in lost])
        values = {"place": place(scene, mandate), "partners": names}
        text = Text(N_("{place}: nobody speaks for {partners} there any more"), values)
        yield Sentence(text, (address,), mandate.text("body"), lost)


Placed = tuple[tuple[str, str, str], Sentence]


class _Mandates:
    """The mandates that differ."""

    def __init__(self, scene: Scene, delta: Delta) -> None:
        self.scene = scene
        self.kind = delta.kinds.by_name.get(MANDATE)
        own = [address for address in delta.addresses if address.kind == MANDATE]
        self.changed = [
            (Mandate(a, delta.before[a]), Mandate(a, delta.after[a]))
            for a in own
            if a in delta.before and a in delta.after
        ]
        self.added = [Mandate(a, delta.after[a]) for a in own if a not in delta.before]
        self.removed = [Mandate(a, delta.before[a]) for a in own if a not in delta.after]

    def all(self) -> Iterator[Placed]:
        handed = handovers(self.scene, self.added, self.changed)
        for position, handover in handed.items():
            yield self.placed(self.added[position], self.handover(self.added[position], handover))
        for position, mandate in enumerate(self.added):
            if position not in handed:
                yield self.placed(mandate, self.sentence(mandate, self.new(mandate)))
            for text in self.absences(mandate, {}) or ():
                yield self.placed(mandate, self.sentence(mandate, text))
        for mandate in self.removed:
            yield self.placed(
                mandate,
                self.sentence(mandate, self.about(mandate, N_("{place}: mandate of {person} from {start} deleted"))),
            )
        passed = {handover.old.address for handover in handed.values() if handover.tells_end}
        for before, after in self.changed:
            for text in self.changes(before, after, after.address in passed):
                yield self.placed(after, self.sentence(after, text))

    def placed(self, mandate: Mandate, sentence: Sentence) -> Placed:
        return (*mandate.seat, mandate.text("start_date") or ""), sentence

    # A seat that passes from one to another.

    def handover(self, new: Mandate, handed: Handover) -> Sentence:
        old = handed.old
        values = {"old": person(self.scene, old), "new": person(self.scene, new)}
        template = N_("{place} from {old} to {new} as of {start}")
        if new.text("person") == old.text("person"):
            template = N_("{place}: {new} appointed again as of {start}")
        elif new.text("replaces"):
            template = N_("{place}: {new} stands in for {old} as of {start}")
        elif new.text("status") == "nominated":
            template = N_("{place}: {new} nominated to follow {old} as of {start}")
        text = self.until(new, self.about(new, template, **values))
        sentence = self.sentence(new, self.because(old, text) if handed.tells_end else text)
        return sentence._replace(records=unique([new.address, old.address])) if handed.tells_end else sentence

    # One mandate by itself.

    def new(self, mandate: Mandate) -> Text:
        template = _NEW.get(mandate.text("status") or "", N_("{place}: new mandate of {person} from {start}"))
        return self.until(mandate, self.about(mandate, template))

    def changes(self, before: Mandate, after: Mandate, passed: bool) -> Iterator[Text]:
        said: set[str] = set()
        if passed:
            said |= _TOLD_OF_END | ({"status"} if after.text("status") == "ended" else set())
        for fields, text in () if passed else self.ends(before, after):
            said |= fields
            yield text
        if before.seat != after.seat and not {"body", "seat"} & said:
            said |= {"body", "seat"}
            values = {
                "person": person(self.scene, after),
                "old": place(self.scene, before),
                "new": place(self.scene, after),
            }
            yield Text(N_("mandate of {person} moved from {old} to {new}"), values)
        for field in ("status", "start_date", "person"):
            single = self.single(field, before, after) if field not in said and _differs(field, before, after) else None
            if single:
                said.add(field)
                yield single
        absences = self.absences(after, before.data)
        if absences is not None:
            said.add(FIELD)
            yield from absences
        if self.kind:
            for clause in clauses(self.scene, self.kind, before.data, after.data, frozenset(said)):
                yield self.about(after, N_("{place}: mandate of {person}: {what}"), what=clause)

    def ends(self, before: Mandate, after: Mandate) -> Iterator[tuple[set[str], Text]]:
        """Yield what changed in when a mandate ends, with the fields that this tells of."""
        old, new = before.text("end_date"), after.text("end_date")
        closed = after.text("status") == "ended" and before.text("status") != "ended"
        status = {"status"} if closed else set()
        if old == new or before.data.get("end_date") == after.data.get("end_date"):
            if closed:
                yield {"status", "end_reason"}, self.because(after, self.about(after, _STATUS["ended"]))
            return
        days = {"old": old or "", "new": new or ""}
        if new is None and old is not None and after.data.get("end_date") is None:
            yield (
                {"end_date", *status},
                self.about(after, N_("{place}: mandate of {person} no longer ends on {old}"), **days),
            )
        elif new is not None and old is None and before.data.get("end_date") is None:
            template = N_("{place}: mandate of {person} ends on {new}")
            yield {*_TOLD_OF_END, *status}, self.because(after, self.about(after, template, **days))
        elif old is not None and new is not None and new > old and after.text("status") != "ended":
            template = N_("{place}: mandate of {person} extended until {new}, was {old}")
            yield {"end_date"}, self.about(after, template, **days)
        elif old is not None and new is not None:
            template = N_("{place}: mandate of {person} ends on {new} instead of {old}")
            yield {*_TOLD_OF_END, *status}, self.because(after, self.about(after, template, **days))

    def single(self, field: str, before: Mandate, after: Mandate) -> Text | None:
        """Return what is said of a field that changed, when that is all there is to say of it; None for the usual."""
        old, new = before.text(field), after.text(field)
        if old is None or new is None:
            return None
        if field == "person":
            values = {"old": person(self.scene, before), "new": person(self.scene, after)}
            return self.about(after, N_("{place} from {start} held by {new} instead of {old}"), **values)
        if field == "start_date":
            template = N_("{place}: mandate of {person} starts on {new} instead of {old}")
            return self.about(after, template, new=new, old=old)
        status = self.kind.field(field) if self.kind else None
        template = _STATUS.get(new, "")
        return self.about(after, template, old=value(self.scene, status, old)) if template else None

    def absences(self, mandate: Mandate, before: Data) -> list[Text] | None:
        """Return what differs in when the holder is absent, and who stands in; None when that can't be read."""

        def about(template: str, **values: Any) -> Text:
            return self.about(mandate, template, **values)

        def name(id_: str) -> Any:
            data = self.scene.data(Address(MANDATE, id_))
            return person(self.scene, Mandate(Address(MANDATE, id_), data)) if data else id_

        return told_of_absences(Words(about, name), before, mandate.data)

    # Words.

    def about(self, mandate: Mandate, template: str, **values: Any) -> Text:
        common = {
            "place": place(self.scene, mandate),
            "person": person(self.scene, mandate),
            "start": mandate.text("start_date") or "?",
        }
        return Text(template, {**common, **values})

    def until(self, mandate: Mandate, text: Text) -> Text:
        end = mandate.text("end_date")
        return Text(N_("{what} until {end}"), {"what": text, "end": end}) if end else text

    def because(self, mandate: Mandate, text: Text) -> Text:
        reason = mandate.text("end_reason")
        field = self.kind.field("end_reason") if self.kind else None
        return Text("{what} ({reason})", {"what": text, "reason": value(self.scene, field, reason)}) if reason else text

    def sentence(self, mandate: Mandate, text: Text) -> Sentence:
        return Sentence(text, (mandate.address,), mandate.text("body"), partners(self.scene, mandate))


def _differs(field: str, before: Mandate, after: Mandate) -> bool:
    return before.data.get(field) != after.data.get(field)
