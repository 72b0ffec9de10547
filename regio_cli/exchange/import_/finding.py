"""Which record of the registry a row is about: known again by id, identifier, name or likeness, or in doubt."""

from collections.abc import Iterable, Set

from regio_cli.change.refusal import Refused
from regio_cli.exchange.import_.lookup import Lookup, marks
from regio_cli.exchange.import_.plan import Decide, Doubt
from regio_cli.exchange.import_.targets import is_person
from regio_cli.exchange.import_.wanted import Wanted
from regio_cli.model.dutchnames import bare_family, has_prefix, same_family
from regio_cli.model.kinds import Kind
from regio_cli.model.record import Address, Data
from regio_cli.model.text import N_, Text
from regio_cli.read.names import fold


class Uncertain(Exception):
    """It may be several records, and nobody said which."""

    def __init__(self, doubt: Doubt) -> None:
        super().__init__(doubt.name)
        self.doubt = doubt


class Finder:
    """Knows records again; asks `decide` once for each name that is in doubt."""

    def __init__(self, lookup: Lookup, decide: Decide) -> None:
        self._lookup, self._decide = lookup, decide
        self._decided: dict[tuple[str, str], str | None] = {}

    def find(self, wanted: Wanted) -> str | None:
        """Return the id of the record that is wanted, None for a new one. Raises Uncertain, or Refused when it contradicts itself."""
        found = self._find(wanted)
        if found is None or wanted.key is None:
            return found
        claims = {
            id_ for (kind, own), id_ in self._lookup.keys.items() if kind == wanted.kind.name and own != wanted.key
        }
        if found not in claims:
            return found
        # The source has two of this name, and says by its ids that they are two.
        return self.settle(wanted.kind, [found], f"{_shown(wanted.kind, wanted.data)} ({wanted.key})", wanted.place)

    def _find(self, wanted: Wanted) -> str | None:
        kind = wanted.kind
        if kind.file:
            return kind.name if Address(kind.name, kind.name) in self._lookup.records else None
        if wanted.id:
            if Address(kind.name, wanted.id) in self._lookup.records:
                return wanted.id
            self._require_not_former(wanted)
            self._require_new(wanted)
            return None
        if is_person(kind):
            return self.person(kind, wanted.data, wanted.place)
        if len(kind.label) == 1:
            return self._by_name(wanted)
        found = self._of_same_begin(kind, wanted.data)
        return (
            self.settle(kind, found, _shown(kind, wanted.data), wanted.place)
            if len(found) > 1
            else next(iter(found), None)
        )

    def person(self, kind: Kind, data: Data, place: Text, partners: Set[str] = frozenset()) -> str | None:
        """Return the id of the person that `data` describes, None for somebody new. Raises Uncertain.

        `partners` are those on behalf of which the person is named.
        """
        name = data.get("name")
        name = name if isinstance(name, dict) else {}
        if not name.get("family"):
            raise Refused(Text(N_("no name of a person can be read here")))
        same = self._lookup.persons_called(kind.name, name)
        if len(same) == 1 and self._is_exact(kind, same[0], data, partners):
            return same[0]
        likes = self._lookup.persons_like(kind.name, data)
        found = list(dict.fromkeys([*same, *likes]))
        sure = [id_ for id_ in found if self._is_sure(kind, id_, data)]
        if len(sure) != 1 and len(same) > 1:
            # Of several with this very name, the one at the same organisation or with the same address is meant.
            sure = [id_ for id_ in same if self._is_known(kind, id_, data, partners)]
        if len(sure) == 1:
            return sure[0]
        # Another row may name a like person of another organisation, and be answered otherwise.
        whose = ", ".join(self._called(Address("partner", id_)) for id_ in sorted(partners | _partners(data)))
        said = f"{_said(name)} ({whose})" if whose else _said(name)
        return self.settle(kind, found, said, place) if found else None

    def _is_exact(self, kind: Kind, id_: str, data: Data, partners: Set[str]) -> bool:
        """Whether somebody with the very name of the person `id_` is that person: initials alone don't tell, and need more."""
        if self._other_mail(kind, id_, data):
            return False
        given = str(data["name"].get("given") or "").rstrip(".")
        return len(given) > 1 or self._is_known(kind, id_, data, partners)

    def _is_known(self, kind: Kind, id_: str, data: Data, partners: Set[str]) -> bool:
        """Whether the person `id_` has the e-mail address in `data`, or an office or mandate at one of the same partners."""
        known = self._lookup.records[Address(kind.name, id_)]
        if self._other_mail(kind, id_, data):
            return False
        if data.get("email") and known.get("email"):
            return True
        there = _partners(known) | self._lookup.partners_of(id_)
        here = partners | _partners(data)
        return bool(there & here)

    def _other_mail(self, kind: Kind, id_: str, data: Data) -> bool:
        known, given = self._lookup.records[Address(kind.name, id_)].get("email"), data.get("email")
        return bool(known and given and fold(str(known)) != fold(str(given)))

    def _is_sure(self, kind: Kind, id_: str, data: Data) -> bool:
        """Tell whether somebody is without doubt the person `id_`: family and given name alike, and nothing against it."""
        known = self._lookup.records[Address(kind.name, id_)]
        if self._other_mail(kind, id_, data):
            return False
        one, other = _parts(data), _parts(known)
        shared = one.keys() & other.keys()
        if not _family_fits(data, known):
            return False
        if data.get("email") and known.get("email"):
            return True
        return "given" in shared and all(one[part] == other[part] for part in shared)

    def _by_name(self, wanted: Wanted) -> str | None:
        kind, label = wanted.kind, wanted.kind.label[0]
        name = str(wanted.data.get(label, ""))
        marked, named = (
            self._lookup.marked(kind.name, wanted.data),
            self._lookup.named(kind.name, name) if name else set(),
        )
        sure = marked & named or marked
        if len(sure) == 1 and (not named or sure & named):
            return next(iter(sure))
        found = [*sorted(marked), *sorted(named - marked)] or (self._lookup.like(kind.name, name) if name else [])
        if len(found) == 1 and not marked and found[0] in named and not self._contradicts(kind, found[0], wanted.data):
            return found[0]
        return self.settle(kind, found, name or _identifiers(wanted.data), wanted.place) if found else None

    def _contradicts(self, kind: Kind, id_: str, data: Data) -> bool:
        """Tell whether a record has another identifier of the same sort than `data`."""
        known = dict(marks(self._lookup.records[Address(kind.name, id_)]))
        return any(known.get(name, value) != value for name, value in marks(data))

    def _of_same_begin(self, kind: Kind, data: Data) -> list[str]:
        """Return the records that are named by the same fields and, when it is told, began on the same day."""
        found = sorted(self._lookup.keyed(kind, data))
        begin = kind.period[0] if kind.period else None
        if begin is None or begin not in data:
            return found
        return [id_ for id_ in found if self._lookup.records[Address(kind.name, id_)].get(begin) == data[begin]]

    def _require_not_former(self, wanted: Wanted) -> None:
        """Raise Refused when the id was that of a record that was renamed or merged: a file from before may mean either."""
        new = self._lookup.led_away.get(Address(wanted.kind.name, str(wanted.id)))
        if new:
            values = {"value": wanted.id, "record": str(new)}
            raise Refused(Text(N_("'{value}' is the former id of {record}; put that id in the file"), values))

    def _require_new(self, wanted: Wanted) -> None:
        """Raise Uncertain, or Refused, when a record with an id that is not there yet looks like one that is."""
        kind, data = wanted.kind, wanted.data
        if is_person(kind):
            found = self._lookup.persons_like(kind.name, data, old=True)
        elif len(kind.label) == 1:
            found = self._lookup.old_of(kind.name, self._lookup.marked(kind.name, data))
        else:
            found = self._lookup.old_of(kind.name, self._of_same_begin(kind, data))
        if found and (id_ := self.settle(kind, found, f"{wanted.id} {_shown(kind, data)}", wanted.place)):
            raise Refused(
                Text(
                    N_("'{value}' is the id of nothing here, and it is {record}; put that id in the file"),
                    {"value": wanted.id, "record": f"{kind.name}/{id_}"},
                )
            )

    def settle(self, kind: Kind, found: Iterable[str], name: str, place: Text) -> str | None:
        """Return which of `found` is meant, None for none of them. Raises Uncertain when nobody decides."""
        asked = (kind.name, name)
        if asked not in self._decided:
            there = [(address, self._called(address)) for address in (Address(kind.name, id_) for id_ in found)]
            fresh = frozenset(address for address, _ in there if not self._lookup.is_old(address))
            rows = {address: self._lookup.places[address] for address in fresh if address in self._lookup.places}
            doubt = Doubt(kind.name, name, place, tuple(there), fresh, rows)
            answer = self._decide(doubt)
            if answer is None:
                raise Uncertain(doubt)
            self._decided[asked] = answer or None
        return self._decided[asked]

    def _called(self, address: Address) -> str:
        if address not in self._lookup.records:
            return address.id
        return _shown(self._lookup.kinds[address.kind], self._lookup.records[address])


def _family_fits(one: Data, other: Data) -> bool:
    """Whether two people have one family name; a list may leave the prefix out."""
    mine, theirs = one.get("name"), other.get("name")
    if not isinstance(mine, dict) or not isinstance(theirs, dict) or not bare_family(mine):
        return False
    if has_prefix(mine) and has_prefix(theirs):
        return same_family(mine, theirs)
    return bare_family(mine) == bare_family(theirs)


def _partners(data: Data) -> set[str]:
    """Return the ids of the partners at which a person has offices; a row of a sheet tells of one."""
    offices = data.get("offices") or []
    found = [offices] if isinstance(offices, dict) else offices
    return {str(office["partner"]) for office in found if isinstance(office, dict) and office.get("partner")}


def _parts(data: Data) -> dict[str, str]:
    """Return the parts of a name by which people are told apart, but the family name and its prefix."""
    name = data.get("name")
    told = name.items() if isinstance(name, dict) else ()
    return {p: fold(str(v)) for p, v in told if v and p not in ("title", "prefix", "family")}


def _said(name: Data) -> str:
    return " ".join(str(name[part]) for part in ("initials", "given", "prefix", "family") if name.get(part))


def _shown(kind: Kind, data: Data) -> str:
    name = data.get("name")
    if isinstance(name, dict):
        return _said(name)
    return " ".join(str(data[label]) for label in kind.label if label in data)


def _identifiers(data: Data) -> str:
    return ", ".join(value for _, value in marks(data))
