"""Changes of mandates, as the bureau speaks of them: who takes over, stays on, ends, and when."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from regio_cli.history.delta import Delta
from regio_cli.history.fields import clauses
from regio_cli.history.sentence import Scene, Sentence, some, text_of, texts, unique, value
from regio_cli.model.record import Address, Data
from regio_cli.model.text import N_, Text

MANDATE = "mandate"
_DEPUTY = "deputy"
_NEW = {
    "appointed": N_("{place}: {person} appointed as of {start}"),
    "nominated": N_("{place}: {person} nominated as of {start}"),
    "staying_on": N_("{place}: {person} stays on since {start}"),
    "prevented": N_("{place}: {person} prevented since {start}"),
    "ended": N_("{place}: {person} recorded, from {start}"),
}
_STATUS = {
    "appointed": N_("{place}: {person} appointed, was {old}"),
    "nominated": N_("{place}: {person} nominated, was {old}"),
    "staying_on": N_("{place}: {person} stays on"),
    "prevented": N_("{place}: {person} prevented"),
    "ended": N_("{place}: mandate of {person} ended"),
}
_TOLD_OF_END = frozenset({"end_date", "end_reason"})


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


def told(scene: Scene, delta: Delta) -> list[Sentence]:
    """Return sentences for every mandate that differs, by body and seat."""
    return [sentence for _, sentence in sorted(_Mandates(scene, delta).all(), key=lambda found: found[0])]


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
        handed = self.handovers()
        for new, (old, was) in handed.items():
            sentence = self.handover(self.added[new], old, was)
            yield self.placed(self.added[new], sentence)
        for position, mandate in enumerate(self.added):
            if position not in handed:
                yield self.placed(mandate, self.sentence(mandate, self.new(mandate)))
        for mandate in self.removed:
            yield self.placed(
                mandate,
                self.sentence(mandate, self.about(mandate, N_("{place}: mandate of {person} from {start} deleted"))),
            )
        passed = {old.address for old, was in handed.values() if was}
        for before, after in self.changed:
            for text in self.changes(before, after, after.address in passed):
                yield self.placed(after, self.sentence(after, text))

    def placed(self, mandate: Mandate, sentence: Sentence) -> Placed:
        return (*mandate.seat, mandate.text("start_date") or ""), sentence

    # A seat that passes from one to another.

    def handovers(self) -> dict[int, tuple[Mandate, Mandate | None]]:
        """Return which added mandates take over: from which other, and as that was before if it ends in this change."""
        found: dict[int, tuple[Mandate, Mandate | None]] = {}
        ending = [(before, after) for before, after in self.changed if _ends(before, after)]
        for position, mandate in enumerate(self.added):
            best = next((pair for pair in ending if self.takes_over(mandate, pair[1])), None)
            if best:
                found[position] = (best[1], best[0])
                ending.remove(best)
            elif old := self.replaced(mandate):
                found[position] = (old, None)
        return found

    def takes_over(self, new: Mandate, old: Mandate) -> bool:
        start, end = new.text("start_date"), old.text("end_date")
        if new.seat != old.seat or new.text("person") == old.text("person") or start is None or end is None or start <= end:
            return False
        return new.text("replaces") in (None, old.address.id) and self.partners(new) == self.partners(old)

    def replaced(self, new: Mandate) -> Mandate | None:
        id_ = new.text("replaces")
        data = self.scene.data(Address(MANDATE, id_)) if id_ else None
        old = Mandate(Address(MANDATE, id_), data) if id_ and data else None
        return old if old and old.seat == new.seat and old.text("person") != new.text("person") else None

    def handover(self, new: Mandate, old: Mandate, was: Mandate | None) -> Sentence:
        values = {
            "place": self.place(new),
            "old": self.person(old),
            "new": self.person(new),
            "start": self.day(new, "start_date"),
        }
        nominated = new.text("status") == "nominated"
        template = (N_("{place}: {new} nominated to follow {old} as of {start}") if nominated
                    else N_("{place} from {old} to {new} as of {start}"))  # fmt: skip
        text = self.until(new, Text(template, values))
        if was:
            text = self.because(old, text)
        covered = (new.address, old.address) if was else (new.address,)
        return self.sentence(new, text)._replace(records=unique(covered))

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
            values = {"person": self.person(after), "old": self.place(before), "new": self.place(after)}
            yield Text(N_("mandate of {person} moved from {old} to {new}"), values)
        for field in ("status", "start_date", "person"):
            single = self.single(field, before, after) if field not in said and _differs(field, before, after) else None
            if single:
                said.add(field)
                yield single
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
            values = {"old": self.person(before), "new": self.person(after)}
            return self.about(after, N_("{place} from {start} held by {new} instead of {old}"), **values)
        if field == "start_date":
            template = N_("{place}: mandate of {person} starts on {new} instead of {old}")
            return self.about(after, template, new=new, old=old)
        status = self.kind.field(field) if self.kind else None
        template = _STATUS.get(new, "")
        return self.about(after, template, old=value(self.scene, status, old)) if template else None

    # Words.

    def about(self, mandate: Mandate, template: str, **values: Any) -> Text:
        common = {
            "place": self.place(mandate),
            "person": self.person(mandate),
            "start": self.day(mandate, "start_date"),
        }
        return Text(template, {**common, **values})

    def until(self, mandate: Mandate, text: Text) -> Text:
        end = mandate.text("end_date")
        return Text(N_("{what} until {end}"), {"what": text, "end": end}) if end else text

    def because(self, mandate: Mandate, text: Text) -> Text:
        reason = mandate.text("end_reason")
        field = self.kind.field("end_reason") if self.kind else None
        return Text("{what} ({reason})", {"what": text, "reason": value(self.scene, field, reason)}) if reason else text

    def person(self, mandate: Mandate) -> str:
        id_ = mandate.text("person")
        return self.scene.written(Address("person", id_)) if id_ else "?"

    def day(self, mandate: Mandate, field: str) -> str:
        return mandate.text(field) or "?"

    def place(self, mandate: Mandate) -> Text:
        """Return the seat in words, with the partners that it speaks for."""
        body, seat = mandate.seat
        values: dict[str, Any] = {
            "seat": seat or "?",
            "body": self.scene.written(Address("body", body)) if body else "?",
        }
        deputy = self.seat(mandate).get("role") == _DEPUTY
        text = Text(N_("deputy seat '{seat}' in {body}") if deputy else N_("seat '{seat}' in {body}"), values)
        names = [self.scene.written(Address("partner", partner)) for partner in self.partners(mandate)]
        return Text("{partners}: {what}", {"partners": some(names), "what": text}) if names else text

    def seat(self, mandate: Mandate) -> Data:
        body, seat = mandate.seat
        data = self.scene.data(Address("body", body)) if body else None
        seats = data.get("seats") if data else None
        found = (
            (item for item in seats if isinstance(item, dict) and item.get("id") == seat)
            if isinstance(seats, list)
            else ()
        )
        return next(iter(found), {})

    def partners(self, mandate: Mandate) -> tuple[str, ...]:
        own = mandate.data.get("on_behalf_of")
        return texts(own if own is not None else self.seat(mandate).get("on_behalf_of"))

    def sentence(self, mandate: Mandate, text: Text) -> Sentence:
        return Sentence(text, (mandate.address,), mandate.text("body"), self.partners(mandate))


def _ends(before: Mandate, after: Mandate) -> bool:
    """Tell whether a mandate got its end in this change."""
    return (
        before.seat == after.seat
        and before.text("end_date") != after.text("end_date")
        and after.text("end_date") is not None
    )


def _differs(field: str, before: Mandate, after: Mandate) -> bool:
    return before.data.get(field) != after.data.get(field)
