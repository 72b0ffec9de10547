"""All that a site tells, read from the registry once: the records in force on a day, who holds which seat, and whom it may name."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from regio_cli.exchange.origin import Origin
from regio_cli.exchange.selection import Asked, Terms, select
from regio_cli.model.kinds import Kinds
from regio_cli.model.record import Address
from regio_cli.read.held import NOT_PAST, Held, OpenPlaces, Seat, held, open_places, seats
from regio_cli.read.names import names, sort_key
from regio_cli.read.registry import Registry
from regio_cli.report.context import Context
from regio_cli.report.opening import of_records, of_registry
from regio_cli.report.values import one_line

Row = Mapping[str, Any]
_IN_FORCE = "seat.body IN (SELECT id FROM active_body)"


class Facts(NamedTuple):
    """What a site tells. `records` are those with a page, with their fields as tables have them; `names` are theirs, and
    `order` what they stand in lists by: a person's family name.

    All of it is as the audience may see it: somebody who may not be named is a person without an id. `now` and `coming` are
    mandates by body, partner and person, `offices` by person and partner. `figures` alone is of the whole registry, for
    what is counted in it.
    """

    context: Context
    figures: Context
    origin: Origin
    language: str
    notice: str
    records: Mapping[Address, Row]
    names: Mapping[Address, str]
    order: Mapping[Address, tuple[str, str]]
    offices: Mapping[Address, Sequence[Row]]
    parts: Mapping[Address, Sequence[Address]]
    seats: Mapping[Address, Sequence[Seat]]
    now: Mapping[Address, Sequence[Held]]
    coming: Mapping[Address, Sequence[Held]]
    open_places: OpenPlaces

    @property
    def kinds(self) -> Kinds:
        """The kinds of the registry, with the fields that the audience may see."""
        return self.context.kinds

    def of(self, kind: str) -> list[Address]:
        """Return the records of `kind` with a page, in the order of lists."""
        found = [address for address in self.records if address.kind == kind]
        return sorted(found, key=lambda address: (self.order[address], address.id))


def facts(registry: Registry, terms: Terms) -> Facts:
    """Return what a site of `registry` tells, to whom and on the day that `terms` say."""
    selection = select(registry, Asked(), terms)
    context = of_records(selection.kinds, selection.around, terms.on, lambda _: (), database=selection.database)
    mandates = held(context.database, NOT_PAST, {})
    now = _by_record(one for one in mandates if one.phase == "now")
    coming = _by_record(one for one in mandates if one.phase == "coming")
    offices = _offices(context)
    records = _records(context, {*now, *coming, *offices})
    return Facts(context, of_registry(registry, terms.on), selection.origin, selection.language, _notice(context), records,
                 _names(context), _order(context.kinds, records), offices, _parts(context), _seats(context), now, coming, open_places(context.database))  # fmt: skip


def _notice(context: Context) -> str:
    found = context.rows("SELECT notice FROM registry")
    return one_line(str(found[0]["notice"] or "")) if found else ""


def _records(context: Context, told: Collection[Address]) -> dict[Address, Row]:
    """Return the partners and bodies in force, and the persons of whom there is something to tell."""
    found = {
        Address(kind, row["id"]): row
        for kind, table in (("partner", "active_partner"), ("body", "active_body"), ("person", "person"))
        for row in context.rows(f"SELECT * FROM {table} ORDER BY id")
    }
    return {address: row for address, row in found.items() if address.kind != "person" or address in told}


def _by_record(mandates: Iterable[Held]) -> Mapping[Address, Sequence[Held]]:
    found: dict[Address, list[Held]] = defaultdict(list)
    for one in mandates:
        for address in dict.fromkeys((one.body, one.person, *one.on_behalf_of)):
            found[address].append(one)
    return found


def _offices(context: Context) -> Mapping[Address, Sequence[Row]]:
    found: dict[Address, list[Row]] = defaultdict(list)
    for row in context.rows("SELECT * FROM active_office ORDER BY person, position"):
        found[Address("person", row["person"])].append(row)
        if row["partner"]:
            found[Address("partner", row["partner"])].append(row)
    return found


def _parts(context: Context) -> Mapping[Address, Sequence[Address]]:
    """Return the bodies that work under another, by that one."""
    found: dict[Address, list[Address]] = defaultdict(list)
    for row in context.rows("SELECT id, parent FROM active_body WHERE parent IS NOT NULL ORDER BY name, id"):
        found[Address("body", row["parent"])].append(Address("body", row["id"]))
    return found


def _seats(context: Context) -> Mapping[Address, Sequence[Seat]]:
    """Return the seats in force, by body and by the partners that they speak for."""
    found: dict[Address, list[Seat]] = defaultdict(list)
    for seat in seats(context.database, _IN_FORCE, {}):
        for address in dict.fromkeys((seat.body, *seat.on_behalf_of)):
            found[address].append(seat)
    return found


def _names(context: Context) -> Mapping[Address, str]:
    kinds = (context.kinds[name] for name in ("partner", "body", "person"))
    return {named.address: named.name for kind in kinds for named in names(context.kinds, context.database, kind)}


def _order(kinds: Kinds, records: Mapping[Address, Row]) -> Mapping[Address, tuple[str, str]]:
    """Return what records stand in lists by: what their kind is ordered by, as Dutch lists have names."""
    columns = {kind.name: [path.replace(".", "_") for path in kind.sort or kind.label] for kind in kinds}
    return {
        address: sort_key(one_line(" ".join(str(row[column]) for column in columns[address.kind] if row[column])))
        for address, row in records.items()
    }
