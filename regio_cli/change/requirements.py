"""What a seat asks of its holder: offices and provinces, and whether somebody is that."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from regio_cli.change.draft import Draft
from regio_cli.change.refusal import Refused
from regio_cli.model.kinds import Kinds
from regio_cli.model.record import Address, Data, period_of
from regio_cli.model.text import N_, Text

_MOST = 10
# Who is nominated or prevented holds no seat, and need not be anything yet.
_HOLDS_NOT = ("nominated", "prevented")


class Unfit(Refused):
    """Somebody would hold a seat without being what it asks; with `force` the step is done nevertheless."""

    def __init__(self, text: Text) -> None:
        super().__init__(text, Text(N_("to do it nevertheless, add --force ('force: true' in a file of operations)")))


class Unmet(NamedTuple):
    """A requirement of a seat that the holder of a mandate does not meet, in words."""

    text: Text
    is_preference: bool


def unmet(
    requirements: Iterable[Data], offices: Sequence[Data], provinces: Collection[str], day: str | None
) -> list[Data]:
    """Return the requirements that somebody does not meet who has these `offices` and speaks for partners in `provinces`.

    An office counts on `day` (YYYY-MM-DD) when that is one of its days, first and last included; without `day` always.
    """
    held = {office.get("office") for office in offices if day is None or period_of(office).covers(day)}
    return [each for each in requirements if not _is_met(each, held, provinces)]


def _is_met(requirement: Data, offices: Collection[Any], provinces: Collection[str]) -> bool:
    wanted, there = requirement.get("offices"), requirement.get("provinces")
    has_office = not wanted or any(office in offices for office in wanted)
    return has_office and (not there or any(province in provinces for province in there))


def require_met(draft: Draft, mandates: Iterable[Address], today: str) -> None:
    """Raise Unfit when the holder of one of `mandates` does not meet a requirement of the seat that is no mere preference."""
    found = [each.text for each in unmet_in(draft, mandates, today) if not each.is_preference]
    if found:
        raise Unfit(_lines(found))


def unmet_in(draft: Draft, mandates: Iterable[Address], today: str) -> Iterator[Unmet]:
    """Yield what the holders of `mandates` do not meet on the first day of the mandate, or on `today` when that is later.

    Of mandates that were over before `today` nothing is asked.
    """
    for address in mandates:
        mandate = draft.known(address)
        if mandate is None or mandate["status"] in _HOLDS_NOT or mandate.get("end_date", today) < today:
            continue
        yield from _of_mandate(draft, mandate, max(mandate["start_date"], today))


def _of_mandate(draft: Draft, mandate: Data, day: str) -> Iterator[Unmet]:
    body = draft.known(Address("body", mandate["body"])) or {}
    seat: Data = next((seat for seat in body.get("seats", ()) if seat["id"] == mandate["seat"]), {})
    requirements = seat.get("requirements", ())
    if not requirements:
        return
    person = draft.known(Address("person", mandate["person"])) or {}
    provinces = _provinces(draft, mandate.get("on_behalf_of") or seat.get("on_behalf_of", ()))
    # Who stays on may have lost the office.
    when = None if mandate["status"] == "staying_on" else day
    offices = [office for office in person.get("offices", ()) if when is None or period_of(office).covers(when)]
    for requirement in unmet(requirements, offices, provinces, when):
        is_preference = bool(requirement.get("preference"))
        text = N_("{person} does not meet what the seat '{seat}' of {body} asks: {asked}; has: {held}")
        if is_preference:
            text = N_("{person} is not what the seat '{seat}' of {body} prefers: {asked}; has: {held}")
        values = {name: mandate[name] for name in ("person", "seat", "body")}
        values |= {"asked": _asked(draft, requirement), "held": _held(draft, requirement, offices, provinces)}
        yield Unmet(Text(text, values), is_preference)


def _provinces(draft: Draft, partners: Iterable[str]) -> list[str]:
    """Return the provinces that partners lie in; a province lies in itself."""
    found = []
    for partner in partners:
        data = draft.known(Address("partner", partner)) or {}
        province = partner if data.get("type") == "province" else data.get("province")
        if province and province not in found:
            found.append(province)
    return found


def _asked(draft: Draft, requirement: Data) -> Mapping[str, str]:
    """Return in both languages what a requirement asks."""
    if requirement.get("text"):
        return _bilingual(lambda _: [requirement["text"]])
    wanted, there = requirement.get("offices", ()), requirement.get("provinces", ())
    return _bilingual(
        lambda language: [
            *(_office(draft.kinds, office, language) for office in wanted),
            *(_partner(draft, province) for province in there),
        ]
    )


def _held(
    draft: Draft, requirement: Data, offices: Sequence[Data], provinces: Iterable[str]
) -> Mapping[str, str] | Text:
    """Return in both languages what somebody is of the sort that a requirement asks."""
    shown = [*offices] if requirement.get("offices") else []
    there = [_partner(draft, province) for province in provinces] if requirement.get("provinces") else []
    if not shown and not there:
        return Text(N_("no office")) if requirement.get("offices") else Text(N_("no province"))
    return _bilingual(lambda language: [*(_office_at(draft, office, language) for office in shown), *there])


def _office_at(draft: Draft, office: Data, language: str) -> str:
    name = _office(draft.kinds, office["office"], language)
    return f"{name} ({_partner(draft, office['partner'])})" if "partner" in office else name


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
