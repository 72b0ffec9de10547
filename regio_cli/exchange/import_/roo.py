"""What the register of government organisations says otherwise than the registry: of the partners that it surely knows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from regio_cli.exchange.import_.days import day_of
from regio_cli.exchange.import_.lookup import marks
from regio_cli.exchange.import_.roofile import Organisation
from regio_cli.exchange.import_.rows import Read
from regio_cli.exchange.import_.values import meant
from regio_cli.exchange.import_.wanted import Wanted
from regio_cli.model.formats import FORMATS
from regio_cli.model.kinds import LONGEST_ID, Field, Kind, matches
from regio_cli.model.record import Address, Data
from regio_cli.model.text import N_, Text
from regio_cli.read.names import fold, short

_KIND = "partner"
# From the most to the least telling: a register number is of one organisation, an RSIN may be of several parts of one.
_BY = ("tooi", "roo", "cbs", "kvk", "rsin")
_KEPT = frozenset(("tooi", "cbs", "kvk", "rsin", "oin", "roo"))


class Match(NamedTuple):
    """A partner and the organisation that it surely is."""

    address: Address
    data: Data
    organisation: Organisation


class Refreshed(NamedTuple):
    """What the register says of partners, and the ids of those that it says are dissolved, with the day."""

    read: Read
    dissolved: dict[str, str]


def read_against(organisations: Iterable[Organisation], kind: Kind, records: Mapping[Address, Data]) -> Refreshed:
    """Return what the register says of the partners in `records`, and what is worth telling of the others.

    Partners that it can't be sure of are left alone, and told. So are values that do not fit their field: the register has some.
    """
    read, dissolved = Read([], [], []), {}
    partners = {address: data for address, data in records.items() if address.kind == _KIND}
    for match in _matches(list(organisations), partners, read.notes):
        read.wanted.append(_wanted(kind, match, read.notes))
        end = day_of(match.organisation.end or "")
        here = match.data.get("end_date")
        if end and here is None:
            dissolved[match.address.id] = end
        elif here is not None and here != end:
            read.notes.append(_ended_otherwise(match.address, str(here), end))
    return Refreshed(read, dissolved)


def _matches(organisations: list[Organisation], partners: Mapping[Address, Data], notes: list[Text]) -> list[Match]:
    known: dict[tuple[str, str], list[Organisation]] = defaultdict(list)
    for organisation in organisations:
        for mark in organisation.identifiers.items():
            known[_same(mark)].append(organisation)
    claims: dict[int, list[Match]] = defaultdict(list)
    for address, data in sorted(partners.items()):
        found = _organisation(data, known)
        if len(found) == 1:
            claims[id(found[0])].append(Match(address, data, found[0]))
        elif found or any(name in _BY for name, _ in marks(data)):
            notes.append(_unmatched(address, found))
    return [match for matches in claims.values() for match in _unclaimed(matches, notes)]


def _ended_otherwise(address: Address, here: str, there: str | None) -> Text:
    values = {"record": str(address), "here": here, "there": there or ""}
    if there:
        return Text(N_("{record}: ended on {here} here, on {there} in the register; left as it is"), values)
    return Text(N_("{record}: ended on {here} here, and goes on in the register; left as it is"), values)


def _same(mark: tuple[str, str]) -> tuple[str, str]:
    return mark[0], mark[1].strip().casefold()


def _organisation(data: Data, known: Mapping[tuple[str, str], list[Organisation]]) -> list[Organisation]:
    """Return the organisations that the most telling identifier of a partner that is there at all is of."""
    own = dict(marks(data))
    for name in _BY:
        if name in own and (found := known.get(_same((name, own[name])))):
            return found
    return []


def _unmatched(address: Address, found: list[Organisation]) -> Text:
    values = {"record": str(address), "names": ", ".join(str(each.name) for each in found)}
    if found:
        return Text(N_("{record}: may be several in the register ({names}), left alone"), values)
    return Text(N_("{record}: none of its identifiers is in the register, left alone"), values)


def _unclaimed(matches: list[Match], notes: list[Text]) -> list[Match]:
    if len(matches) == 1:
        return matches
    values = {"name": str(matches[0].organisation.name), "records": ", ".join(str(match.address) for match in matches)}
    notes.append(Text(N_("{name}: is several partners here ({records}), left alone"), values))
    return []


def _wanted(kind: Kind, match: Match, notes: list[Text]) -> Wanted:
    place = Text(N_("register: {name}"), {"name": str(match.organisation.name)})
    said = {**_contacts(match.organisation), **_name(match), "identifiers": _identifiers(match)}
    fitting = _fitting(kind.fields, said, match.address, notes)
    return Wanted(kind, place, match.address.id, {name: value for name, value in fitting.items() if value})


def _contacts(organisation: Organisation) -> dict[str, Any]:
    said = {"email": organisation.email, "phone": organisation.phone, "website": organisation.website}
    return {**{name: value for name, value in said.items() if value}, "address": organisation.address}


def _fitting(fields: Iterable[Field], said: Mapping[str, Any], address: Address, notes: list[Text]) -> dict[str, Any]:
    """Return what the register says, in the form of its fields, without what does not fit them."""
    by_name = {field.name: field for field in fields}
    found: dict[str, Any] = {}
    for name, value in said.items():
        field = by_name.get(name)
        if field is None or isinstance(value, list):
            found[name] = value
        elif isinstance(value, Mapping):
            found[name] = _fitting(field.fields, value, address, notes)
        elif fits(field, form := meant(field, value)):
            found[name] = form
        else:
            values = {"record": str(address), "field": field.dotted, "value": str(value)[:60]}
            notes.append(Text(N_("{record}: '{value}' in the register can't be {field}, left out"), values))
    return found


def fits(field: Field, value: Any) -> bool:
    """Tell whether a text has the form that its field asks for, check digits and all."""
    accepts = FORMATS.get(field.format or "")
    is_long = isinstance(value, str) and len(value) > LONGEST_ID
    has_form = isinstance(value, str) and (not field.pattern or is_long or matches(field.pattern, value))
    return has_form and (accepts is None or accepts(value))


def _identifiers(match: Match) -> dict[str, str]:
    own = dict(marks(match.data))
    said = {name: value for name, value in match.organisation.identifiers.items() if name in _KEPT}
    # The register has codes of other sorts under the same name; only one of the sort that is known is the same code.
    if "cbs" in said and "cbs" not in own:
        del said["cbs"]
    return said


def _name(match: Match) -> dict[str, Any]:
    """Return another name and, among the others, the one so far; nothing when only the word for its form differs."""
    new, old = match.organisation.name, str(match.data.get("name", ""))
    if not new or fold(short(new)) == fold(short(old)):
        return {}
    others = list(match.data.get("other_names") or [])
    return {
        "name": new,
        "other_names": others if any(o.get("name") == old for o in others) else [*others, {"name": old}],
    }
