"""What a seat asks of its holder: offices and provinces, and whether somebody is that."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from regio_cli.change.draft import Draft
from regio_cli.change.refusal import Refused
from regio_cli.domain import records
from regio_cli.domain.holding import serves
from regio_cli.domain.people import offices_counting, province_of, unmet
from regio_cli.domain.records import Mandate, Office, Partner, Requirement
from regio_cli.domain.voice import speaks_for
from regio_cli.model.kinds import Kinds
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Text

_MOST = 10


class Unfit(Refused):
    """Somebody would hold a seat without being what it asks; with `force` the step is done nevertheless."""

    def __init__(self, text: Text) -> None:
        super().__init__(text, Text(N_("to do it nevertheless, add --force ('force: true' in a file of operations)")))


class Unmet(NamedTuple):
    """A requirement of a seat that the holder of a mandate does not meet, in words."""

    text: Text
    is_preference: bool


def require_met(draft: Draft, mandates: Iterable[Address], today: str) -> None:
    """Raise Unfit when the holder of one of `mandates` does not meet a requirement of the seat that is no mere preference."""
    found = [each.text for each in unmet_in(draft, mandates, today) if not each.is_preference]
    if found:
        raise Unfit(_lines(found))


def unmet_in(draft: Draft, mandates: Iterable[Address], today: str) -> Iterator[Unmet]:
    """Yield what the holders of `mandates` do not meet on the first day of the mandate, or on `today` when that is later.

    Of mandates that were over before `today` nothing is asked, nor of who is nominated.
    """
    for address in mandates:
        data = draft.known(address)
        if data is None:
            continue
        mandate = records.mandate(address.id, data)
        first = max(mandate.period.start or today, today)
        if serves(mandate, first):
            yield from _of_mandate(draft, mandate, first)


def _of_mandate(draft: Draft, mandate: Mandate, day: str) -> Iterator[Unmet]:
    seat = records.seat_in(mandate.body, draft.known(Address("body", mandate.body)) or {}, mandate.seat)
    if seat is None or not seat.requirements:
        return
    person = records.person(mandate.person, draft.known(Address("person", mandate.person)) or {})
    partners = {id_: _typed_partner(draft, id_) for id_ in speaks_for(mandate, seat)}
    offices = offices_counting(mandate, person, day)
    provinces = [province for province in map(province_of, partners.values()) if province]
    for requirement in unmet(mandate, seat, person, partners, day):
        text = N_("{person} does not meet what the seat '{seat}' of {body} asks: {asked}; has: {held}")
        if requirement.is_preference:
            text = N_("{person} is not what the seat '{seat}' of {body} prefers: {asked}; has: {held}")
        values: dict[str, Any] = {"person": mandate.person, "seat": mandate.seat, "body": mandate.body}
        values["asked"] = _asked(draft, requirement)
        values["held"] = _held(draft, requirement, offices, list(dict.fromkeys(provinces)))
        yield Unmet(Text(text, values), requirement.is_preference)


def _typed_partner(draft: Draft, id_: str) -> Partner:
    return records.partner(id_, draft.known(Address("partner", id_)) or {})


def _asked(draft: Draft, requirement: Requirement) -> Mapping[str, str]:
    """Return in both languages what a requirement asks."""
    in_words = requirement.text
    if in_words:
        return _bilingual(lambda _: [in_words])
    return _bilingual(
        lambda language: [
            *(_office(draft.kinds, office, language) for office in requirement.offices),
            *(_partner(draft, province) for province in requirement.provinces),
        ]
    )


def _held(
    draft: Draft, requirement: Requirement, offices: Sequence[Office], provinces: Iterable[str]
) -> Mapping[str, str] | Text:
    """Return in both languages what somebody is of the sort that a requirement asks."""
    shown = [*offices] if requirement.offices else []
    there = [_partner(draft, province) for province in provinces] if requirement.provinces else []
    if not shown and not there:
        return Text(N_("no office")) if requirement.offices else Text(N_("no province"))
    return _bilingual(lambda language: [*(_office_at(draft, office, language) for office in shown), *there])


def _office_at(draft: Draft, office: Office, language: str) -> str:
    name = _office(draft.kinds, office.office, language)
    return f"{name} ({_partner(draft, office.partner)})" if office.partner else name


def _office(kinds: Kinds, office: str, language: str) -> str:
    field = kinds["person"].field("offices.office")
    label = (field.choices or {}).get(office) if field else None
    return label.get(language) if label else office


def _partner(draft: Draft, partner: str) -> str:
    return str((draft.known(Address("partner", partner)) or {}).get("name", partner))


def _bilingual(parts: Callable[[str], Sequence[str]]) -> Mapping[str, str]:
    return {language: ", ".join(parts(language)) for language in ("en", "nl")}


def _lines(texts: Sequence[Text]) -> Text:
    """Return texts as one, a line each; of very many the first."""
    shown = texts[:_MOST]
    if len(texts) > _MOST:
        shown = [*shown, Text(N_("… and {count} more"), {"count": len(texts) - _MOST})]
    joined = shown[-1]
    for text in reversed(shown[:-1]):
        joined = Text("{first}\n{rest}", {"first": text, "rest": joined})
    return joined
