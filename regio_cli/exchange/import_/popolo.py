"""Popolo: persons, organizations, memberships and posts as records; those of our own export under the ids they had.

What Popolo has no word for stands under the key ``regio`` of our export. Things of others have ids of their own: their people
and organizations are looked for by name, e-mail address and identifiers.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from regio_cli.change.refusal import Refused
from regio_cli.exchange.import_.grid import Fault
from regio_cli.exchange.import_.personname import person_of
from regio_cli.exchange.import_.records import loaded
from regio_cli.exchange.import_.rows import Read, told
from regio_cli.exchange.import_.wanted import Wanted
from regio_cli.model.kinds import Kinds
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Text

_LISTS = ("persons", "organizations", "memberships", "posts", "areas", "events")
_PERSON, _PARTNER, _BODY, _MANDATE, _ELECTION = "person", "partner", "body", "mandate", "election"
_OFFICE = "#office-"
Thing = Mapping[str, Any]


def read_popolo(content: bytes, kinds: Kinds) -> Read:
    """Return what a Popolo document says. Raises Refused for what is none."""
    document = loaded(content)
    if not isinstance(document, dict) or not any(isinstance(document.get(name), list) for name in _LISTS):
        raise Refused(Text(N_("this is no Popolo: it has none of {known}"), {"known": ", ".join(_LISTS)}))
    source = _Popolo(document, kinds)
    return Read(
        [*source.organizations(), *source.persons(), *source.mandates(), *source.elections()], source.faults, []
    )


class _Popolo:
    """A Popolo document, its things by id."""

    def __init__(self, document: Mapping[str, Any], kinds: Kinds) -> None:
        self._kinds = kinds
        self._lists = {
            name: [each for each in _list(document.get(name)) if isinstance(each, Mapping)] for name in _LISTS
        }
        self._names = {str(o.get("id")): str(o.get("name")) for o in self._lists["organizations"]}
        self._people = {str(p.get("id")): str(p.get("name")) for p in self._lists["persons"]}
        self._held = _by("person_id", filter(self._is_office, self._lists["memberships"]))
        self._posts = _by("organization_id", self._lists["posts"])
        self.faults: list[Fault] = []

    def persons(self) -> Iterator[Wanted]:
        """Yield the people, with their memberships of partners as offices."""
        for each in self._lists["persons"]:
            parts = self._parts(each)
            more = _rest(each)
            data = _kept(
                name={**parts, **_mapping(more.pop("name", None))},
                offices=self._offices(str(each.get("id"))),
                email=each.get("email") or _contact(each, "email"),
                phone=_contact(each, "voice"),
            )
            yield self._wanted(
                _PERSON, each, {**({"publicity": "functional"} if "regio" not in each else {}), **data, **more}
            )

    def _parts(self, each: Thing) -> dict[str, Any]:
        """Return the name of a person in parts, taken apart only where the source does not give them."""
        name, family = each.get("name"), each.get("family_name")
        if family or not isinstance(name, str):
            return _kept(family=family, given=each.get("given_name"), title=each.get("honorific_prefix"))
        try:
            person = person_of(name)
        except Refused as error:
            self.faults.append(Fault(_place(each), told(error)))
            return {}
        return dict(person.name) if person else {}

    def _offices(self, person: str) -> list[dict[str, Any]]:
        held = sorted(self._held.get(person, ()), key=lambda m: _number(str(m.get("id"))))
        return [{**_kept(office=m.get("role"), partner=self._word(m.get("organization_id"), self._names), start_date=m.get("start_date"),
                         end_date=m.get("end_date")), **_source(m), **_rest(m)} for m in held]  # fmt: skip

    def _is_office(self, membership: Thing) -> bool:
        """Tell whether a membership is an office that somebody holds at a partner, not a seat in a body."""
        if _OFFICE in str(membership.get("id")):
            return True
        address = _address(membership.get("organization_id"))
        return not membership.get("post_id") and (address is None or address.kind == _PARTNER)

    def organizations(self) -> Iterator[Wanted]:
        """Yield the partners and the bodies, these with their posts as seats."""
        for each in self._lists["organizations"]:
            address = _address(each.get("id"))
            is_body = address is not None and address.kind == _BODY
            data = _kept(
                name=each.get("name"),
                other_names=each.get("other_names"),
                type=each.get("classification"),
                start_date=each.get("founding_date"),
                end_date=each.get("dissolution_date"),
            )
            more = self._of_body(each) if is_body else self._of_partner(each)
            yield self._wanted(_BODY if is_body else _PARTNER, each, {**data, **more, **_rest(each)})

    def _of_body(self, each: Thing) -> dict[str, Any]:
        posts = self._posts.get(str(each.get("id")), ())
        seats = [{**_kept(id=_part(post.get("id")), role=post.get("role"), start_date=post.get("start_date"),
                          end_date=post.get("end_date")), **_source(post), **_rest(post)} for post in posts]  # fmt: skip
        return _kept(parent=self._word(each.get("parent_id"), self._names), seats=seats)

    def _of_partner(self, each: Thing) -> dict[str, Any]:
        links = [link.get("url") for link in _list(each.get("links")) if isinstance(link, Mapping)]
        identifiers = {
            str(i["scheme"]): i.get("identifier")
            for i in _list(each.get("identifiers"))
            if isinstance(i, Mapping) and "scheme" in i
        }
        return _kept(
            part_of=self._word(each.get("parent_id"), self._names),
            identifiers=identifiers,
            email=_contact(each, "email"),
            phone=_contact(each, "voice"),
            website=links[0] if links else None,
        )

    def mandates(self) -> Iterator[Wanted]:
        """Yield the memberships that are of a seat in a body."""
        for each in self._lists["memberships"]:
            if not self._is_office(each):
                body = self._word(each.get("organization_id"), self._names)
                seat = _part(each.get("post_id")) or each.get("role")
                person = self._word(each.get("person_id"), self._people)
                days = _kept(start_date=each.get("start_date"), end_date=each.get("end_date"))
                yield self._wanted(
                    _MANDATE, each, {**_kept(person=person, body=body, seat=seat), **days, **_rest(each)}
                )

    def elections(self) -> Iterator[Wanted]:
        """Yield the events that are elections."""
        for each in self._lists["events"]:
            address = _address(each.get("id"))
            if address and address.kind == _ELECTION:
                yield self._wanted(_ELECTION, each, {**_kept(date=each.get("start_date")), **_rest(each)})

    def _wanted(self, kind: str, each: Thing, data: dict[str, Any]) -> Wanted:
        address = _address(each.get("id"))
        own = address.id if address and address.kind == kind else None
        return Wanted(self._kinds[kind], _place(each), own, {**_source(each), **data})

    def _word(self, id_: Any, names: Mapping[str, str]) -> str | None:
        """Return what a reference of ours means: the id of a record, or the name of a thing of others."""
        address = _address(id_)
        return address.id if address else names.get(str(id_)) if id_ else None


def _by(key: str, things: Iterable[Thing]) -> dict[str, list[Thing]]:
    found: dict[str, list[Thing]] = {}
    for each in things:
        found.setdefault(str(each.get(key)), []).append(each)
    return found


def _place(each: Thing) -> Text:
    return Text("{record}", {"record": str(each.get("id"))})


def _address(id_: Any) -> Address | None:
    address = Address.parse(id_) if isinstance(id_, str) and "#" not in id_ else None
    return address if address and address.kind in (_PERSON, _PARTNER, _BODY, _MANDATE, _ELECTION) else None


def _part(id_: Any) -> str | None:
    return id_.partition("#")[2] or None if isinstance(id_, str) else None


def _number(id_: str) -> int:
    number = id_.rpartition("-")[2]
    return int(number) if number.isdecimal() and len(number) < 10 else 0


def _contact(each: Thing, type_: str) -> Any:
    details = (d for d in _list(each.get("contact_details")) if isinstance(d, Mapping))
    return next((d.get("value") for d in details if d.get("type") == type_), None)


def _source(each: Thing) -> dict[str, Any]:
    urls = [source.get("url") for source in _list(each.get("sources")) if isinstance(source, Mapping)]
    return _kept(source=urls[0] if urls else None)


def _rest(each: Thing) -> dict[str, Any]:
    return dict(_mapping(each.get("regio")))


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _kept(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}
