"""Popolo: persons, organizations, memberships and posts as records; those of our own export under the ids they had.

What Popolo has no word for stands under the key ``regio`` of our export. Things of others have ids of their own, by which the
document points at them; which record of the registry each is, is asked once: by name, e-mail address and identifiers.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from regio_cli.change.refusal import Refused
from regio_cli.exchange.import_.grid import Fault
from regio_cli.exchange.import_.personname import person_of
from regio_cli.exchange.import_.records import loaded
from regio_cli.exchange.import_.rows import Read
from regio_cli.exchange.import_.wanted import Key, Wanted
from regio_cli.model.dutchnames import split_prefix
from regio_cli.model.kinds import Kinds
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Text

_LISTS = ("persons", "organizations", "memberships", "posts", "areas", "events")
_PERSON, _PARTNER, _BODY, _MANDATE, _ELECTION = "person", "partner", "body", "mandate", "election"
_OFFICE = "#office-"
_PARTIAL = re.compile(r"[0-9]{4}(?:-[0-9]{2})?")
Thing = Mapping[str, Any]


def read_popolo(content: bytes, kinds: Kinds) -> Read:
    """Return what a Popolo document says. Raises Refused for what is none."""
    document = loaded(content)
    if not isinstance(document, dict) or not any(isinstance(document.get(name), list) for name in _LISTS):
        raise Refused(Text(N_("this is no Popolo: it has none of {known}"), {"known": ", ".join(_LISTS)}))
    source = _Popolo(document, kinds)
    return Read(
        [*source.organizations(), *source.persons(), *source.mandates(), *source.elections()],
        source.faults,
        source.notes,
    )


class _Popolo:
    """A Popolo document, its things by id."""

    def __init__(self, document: Mapping[str, Any], kinds: Kinds) -> None:
        self._kinds = kinds
        self._lists = {
            name: [each for each in _list(document.get(name)) if isinstance(each, Mapping)] for name in _LISTS
        }
        self._names = {str(o.get("id")): str(o.get("name")) for o in self._lists["organizations"]}
        self._people = {str(p.get("id")): _full_name(p) for p in self._lists["persons"]}
        self._places = {
            id(each): f"{name}[{number}]" for name, things in self._lists.items() for number, each in enumerate(things)
        }
        self.notes: list[Text] = []
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
            is_ours = "regio" in each
            wanted = self._wanted(_PERSON, each, {**({} if is_ours else {"publicity": "functional"}), **data, **more})
            if not is_ours:
                wanted.assumed.add("publicity")
            yield wanted

    def _parts(self, each: Thing) -> dict[str, Any]:
        """Return the name of a person in parts, taken apart only where the source does not give them."""
        name, family = each.get("name"), each.get("family_name")
        if family or not isinstance(name, str):
            prefix, bare = split_prefix(str(family or "")) if "regio" not in each else ("", str(family or ""))
            return _kept(family=bare, prefix=prefix, given=each.get("given_name"), title=each.get("honorific_prefix"))
        try:
            person = person_of(name)
        except Refused:
            # The document says that this is the name of a person, so no word of it is lost.
            self._note(each, N_("{place}: '{value}' can't be taken apart, so all of it is the family name"), name)
            return {"family": " ".join(name.split())}
        return dict(person.name) if person else {}

    def _note(self, each: Thing, what: str, value: object) -> None:
        self.notes.append(Text(what, {"place": self._place(each), "value": str(value)[:60]}))

    def _place(self, each: Thing) -> Text:
        """Return where a thing stands: its id, else its place in the list that it is in."""
        return Text("{record}", {"record": str(each.get("id") or self._places.get(id(each), "?"))})

    def _day(self, each: Thing, name: str) -> str | None:
        """Return a day; a month or year alone is left out and told, as no day may be made of it."""
        value = each.get(name)
        if isinstance(value, str) and _PARTIAL.fullmatch(value):
            self._note(each, N_("{place}: '{value}' is no whole day, and is left out"), value)
            return None
        return value if value is None else str(value)

    def _other_names(self, each: Thing, kind: str) -> list[dict[str, Any]]:
        """Return the other names with the parts that the registry has a field for; the others are told."""
        field = self._kinds[kind].field("other_names")
        known = {part.name for part in field.item.fields} if field and field.item else set()
        found: list[dict[str, Any]] = []
        for other in _list(each.get("other_names")):
            if not isinstance(other, Mapping):
                continue
            left = sorted(name for name in other if name not in known)
            if left:
                self._note(
                    each, N_("{place}: {value} of another name has no place here, and is left out"), ", ".join(left)
                )
            days = {name: self._day(other, name) for name in ("start_date", "end_date")}
            kept = {name: value for name, value in {**other, **days}.items() if name in known}
            found.append(_kept(**kept))
        return [each for each in found if each]

    def _offices(self, person: str) -> list[dict[str, Any]]:
        held = sorted(self._held.get(person, ()), key=lambda m: _number(str(m.get("id"))))
        return [{**_kept(office=m.get("role"), partner=self._word(m.get("organization_id"), self._names, _PARTNER),
                         start_date=self._day(m, "start_date"), end_date=self._day(m, "end_date")), **_source(m), **_rest(m)} for m in held]  # fmt: skip

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
                other_names=self._other_names(each, _BODY if is_body else _PARTNER),
                type=each.get("classification"),
                start_date=self._day(each, "founding_date"),
                end_date=self._day(each, "dissolution_date"),
            )
            more = self._of_body(each) if is_body else self._of_partner(each)
            yield self._wanted(_BODY if is_body else _PARTNER, each, {**data, **more, **_rest(each)})

    def _of_body(self, each: Thing) -> dict[str, Any]:
        posts = self._posts.get(str(each.get("id")), ())
        seats = [{**_kept(id=_part(post.get("id")), role=post.get("role"), start_date=post.get("start_date"),
                          end_date=post.get("end_date")), **_source(post), **_rest(post)} for post in posts]  # fmt: skip
        return _kept(parent=self._word(each.get("parent_id"), self._names, _BODY), seats=seats)

    def _of_partner(self, each: Thing) -> dict[str, Any]:
        links = [link.get("url") for link in _list(each.get("links")) if isinstance(link, Mapping)]
        identifiers = {
            str(i["scheme"]): i.get("identifier")
            for i in _list(each.get("identifiers"))
            if isinstance(i, Mapping) and "scheme" in i
        }
        return _kept(
            part_of=self._word(each.get("parent_id"), self._names, _PARTNER),
            identifiers=self._known_identifiers(each, identifiers),
            email=_contact(each, "email"),
            phone=_contact(each, "voice"),
            website=links[0] if links else None,
        )

    def mandates(self) -> Iterator[Wanted]:
        """Yield the memberships that are of a seat in a body."""
        for each in self._lists["memberships"]:
            if not self._is_office(each):
                body = self._word(each.get("organization_id"), self._names, _BODY)
                seat = _part(each.get("post_id")) or each.get("role")
                person = self._word(each.get("person_id"), self._people, _PERSON)
                days = _kept(start_date=self._day(each, "start_date"), end_date=self._day(each, "end_date"))
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
        key = str(each["id"]) if own is None and each.get("id") else None
        return Wanted(self._kinds[kind], self._place(each), own, {**_source(each), **data}, key=key)

    def _known_identifiers(self, each: Thing, found: dict[str, Any]) -> dict[str, Any]:
        """Return the identifiers that the registry has a field for; those of others are told, where the thing is of others."""
        field = self._kinds[_PARTNER].field("identifiers")
        known = {part.name for part in field.fields} if field else set()
        left = sorted(set(found) - known)
        if _address(each.get("id")) or not left or not known:
            return found
        self._note(
            each, N_("{place}: identifiers of the sort {value} have no place here, and are left out"), ", ".join(left)
        )
        return {name: value for name, value in found.items() if name in known}

    def _word(self, id_: Any, names: Mapping[str, str], kind: str) -> str | None:
        """Return what a reference means: the id of a record, or the name of a thing of others that knows its id."""
        address = _address(id_)
        if address:
            return address.id
        if not id_:
            return None
        return Key(names.get(str(id_)) or str(id_), kind, str(id_))


def _by(key: str, things: Iterable[Thing]) -> dict[str, list[Thing]]:
    found: dict[str, list[Thing]] = {}
    for each in things:
        found.setdefault(str(each.get(key)), []).append(each)
    return found


def _full_name(person: Thing) -> str:
    parts = (person.get("given_name"), person.get("family_name"))
    return str(person.get("name") or " ".join(str(part) for part in parts if part))


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
