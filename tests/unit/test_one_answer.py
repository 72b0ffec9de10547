"""Whoever is asked for a seat on a day gives one answer: show, reports, rules, lists, exports, the site and what-if."""

import contextlib
import datetime
import io
import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from regio_cli.change.generic import Set
from regio_cli.change.operations import Assignment
from regio_cli.cli.i18n import Translate
from regio_cli.domain.holding import SeatOnDay, is_absent, is_stand_in, seat_on_day
from regio_cli.domain.lapse import lapse_in
from regio_cli.domain.records import Network, network
from regio_cli.exchange.export.seating import sittings
from regio_cli.exchange.selection import Asked, Terms, select
from regio_cli.exchange.site.facts import facts
from regio_cli.model.record import Address, Data
from regio_cli.read import listing
from regio_cli.read.held import FREE, VACANT
from regio_cli.read.registry import Registry, open_registry
from regio_cli.read.show import sections
from regio_cli.report import lapsing, vacancies
from regio_cli.report.opening import of_registry
from regio_cli.report.whatif import whatif
from tests.conftest import SMALL
from tests.networks import DAYS, registries

TODAY = DAYS[1]
Seats = Mapping[tuple[str, str], SeatOnDay]


def written(root: Path, records: Mapping[Address, Data]) -> Registry:
    """Write records as files in a plain folder, and open that as a registry."""
    folders = {
        "body": "bodies",
        "partner": "partners",
        "person": "persons",
        "mandate": "mandates",
        "election": "elections",
    }
    (root / "registry").mkdir()
    (root / "registry" / "registry.yaml").write_text(SMALL["registry.yaml"])
    yaml = YAML(typ="safe")
    for address, data in records.items():
        folder = root / "registry" / folders[address.kind]
        folder.mkdir(exist_ok=True)
        text = io.StringIO()
        yaml.dump(dict(data), text)
        (folder / f"{address.id}.yaml").write_text(text.getvalue())
    return open_registry(root, None, {**os.environ, "GIT_CEILING_DIRECTORIES": str(root.parent)}, TODAY)


def whole(records: Mapping[Address, Data]) -> dict[Address, Data]:
    """Return records without what the schema refuses: somebody who has ended has a last day."""
    found = dict(records)
    for address, data in records.items():
        if data.get("status") == "ended" and "end_date" not in data:
            found[address] = {**data, "status": "appointed"}
    return found


@hypothesis_settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(registries(), st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_everybody_gives_one_answer_for_every_seat(records: dict[Address, Data], first: str, second: str) -> None:
    compare(records, first, second)


# Of every long run `make test` runs a sample: these 200 pairs of a registry and a day take two minutes.
@pytest.mark.slow
@hypothesis_settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(registries(), st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_everybody_gives_one_answer_on_200_pairs(records: dict[Address, Data], first: str, second: str) -> None:
    compare(records, first, second)


def compare(records: Mapping[Address, Data], first: str, second: str) -> None:
    """Ask everybody for every seat of a registry on two days."""
    with TemporaryDirectory() as folder:
        registry = written(Path(folder), whole(records))
        known = network(registry.snapshot.records)
        for on in (first, second):
            seats = {}
            for body in known.bodies.values():
                for seat in body.seats:
                    seats[body.id, seat.id] = seat_on_day(known, seat, on)
            shown(registry, known, seats, on)
            reported(registry, known, seats, on)
            ruled(registry, seats, on)
            listed(registry, known, on)
            exported(registry, known, seats, on)


def shown(registry: Registry, known: Network, seats: Seats, on: str) -> None:
    """`regio show` of a body: who is in each seat that there is on the day, and how many places are open."""
    with contextlib.closing(registry.database(on)) as database:
        for body in known.bodies.values():
            found = {
                section.key: section.rows for section in sections(registry.kinds, database, Address("body", body.id))
            }
            told = {}
            for row in found.get("seats", ()):
                told[row["seat"]] = row["holders"]
                deputy_seats = [seat.id for seat in body.seats if seat.deputy_of == row["seat"]]
                for one in row["deputies"]:
                    assert one.seat in deputy_seats
            for seat_id, holders in told.items():
                state = seats[body.id, seat_id]
                people = Counter(one.mandate.id for one in holders if one.mandate)
                for mandate in (*state.occupants, *state.holders):
                    assert people[mandate.id] == 1, ("show", mandate.id, on)
                statuses = Counter(one.status for one in holders)
                assert (statuses[VACANT], statuses[FREE]) == (state.vacant, state.free), ("show", seat_id, on)
                assert statuses["unattended"] == len(state.unattended)


def reported(registry: Registry, known: Network, seats: Seats, on: str) -> None:
    """`regio report`: vacant and unattended seats, and the last day of who is in one; the same under a what-if that changes none."""
    context = of_registry(registry, on)
    open_ = Counter((one.seat.body.id, one.seat.id) for one in vacancies.vacancies(context))
    assert open_ == Counter({seat: state.vacant for seat, state in seats.items() if state.vacant}), ("vacancies", on)
    alone = Counter((one.body.id, one.seat) for one in vacancies.unattended(context))
    in_force = {body.id for body in known.bodies.values() if body.period.covers(on)}
    expected = {
        seat: len(state.unattended) for seat, state in seats.items() if state.unattended and seat[0] in in_force
    }
    assert alone == Counter(expected), ("unattended", on)
    for event in lapsing.events(context, 365):
        for one in event.mandates:
            end = lapse_in(known, known.mandates[one.mandate.id])
            assert end and (one.ends, one.event) == (end.last_day, end.event), ("lapsing", one.mandate.id, on)
    context.database.close()
    renamed = Set(Address("partner", "drenthe"), (Assignment("name", "=", "Anders"),))
    would = whatif("vacancies", registry, [renamed], on, TODAY)
    assert would.compared
    rows = [block.rows for section in would.sections for block in section.blocks if hasattr(block, "rows")]
    now = [block.rows for section in would.compared.sections for block in section.blocks if hasattr(block, "rows")]
    assert [len(row) for row in rows] == [len(row) for row in now]


def ruled(registry: Registry, seats: Seats, on: str) -> None:
    """Rules and `regio query`: holders, voices and the minimum of seats."""
    with contextlib.closing(registry.database(on, "named")) as database:
        holders = Counter((body, seat) for body, seat in database.execute("SELECT body, seat FROM holder"))
    assert holders == Counter({seat: len(state.holders) for seat, state in seats.items() if state.holders}), (
        "holder",
        on,
    )
    short = {(finding.record, finding.text.values["what"]["en"]) for finding in registry.judged(on, ["SNE-1"])}
    for (body, seat), state in seats.items():
        if not state.vacant:
            assert not any(record == f"body/{body}" and f"seat {seat} " in text for record, text in short)


def listed(registry: Registry, known: Network, on: str) -> None:
    """`regio list mandates --on`: those in their period."""
    with contextlib.closing(registry.database(on)) as database:
        found = listing.listed(database, registry.kinds["mandate"], [], [], [], on)
    assert {row[0] for row in found.rows} == {one.id for one in known.mandates.values() if one.period.covers(on)}


def exported(registry: Registry, known: Network, seats: Seats, on: str) -> None:
    """Exports and the site: who is in a seat, the last day of each, and how many places are open."""
    moment = datetime.datetime.fromisoformat(f"{TODAY}T12:00:00")
    terms = Terms("bureau", on, moment, lambda _: Translate("en"))
    selection = select(registry, Asked(), terms)
    seated = {one.held.mandate.id: one.held for one in sittings(selection)}
    expected: set[str] = set()
    for state in seats.values():
        expected |= {mandate.id for mandate in (*state.occupants, *state.holders)}
    assert set(seated) == expected, ("exports", on)
    for id_, one in seated.items():
        end = lapse_in(known, known.mandates[id_])
        assert one.ends == (end.last_day if end else None), ("ical", id_)
        assert (one.standing == "stands_in") == is_stand_in(known.mandates[id_])
        assert (one.standing in ("absent", "unattended")) == is_absent(known.mandates[id_], on)
    site = facts(registry, terms)
    for body, own in site.seats.items():
        if body.kind == "body":
            for seat in own:
                places = site.open_places.of(seat)
                state = seats[body.id, seat.id]
                assert (places.vacant, places.free) == (state.vacant, state.free), ("site", seat.id, on)
