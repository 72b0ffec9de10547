"""The registry that we ship: what it says of the real organisations, and that what is invented could be so.

The rules are worked out anew here, in plain Python over the YAML, apart from regio's own checks.
"""

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from regio_cli.demo.generate import generate
from regio_cli.demo.offices import GOVERNING, SERVING
from regio_cli.model.folding import fold
from regio_cli.model.record import Address

ROOT = Path(__file__).parents[2]
TODAY = "2026-11-24"
FOLDERS = {
    "partner": "partners", "body": "bodies", "person": "persons", "mandate": "mandates",
    "election": "elections", "deviation": "deviations",
}  # fmt: skip
CLERKS = {"council_clerk", "states_clerk"}
Record = Mapping[str, Any]


class Tables(NamedTuple):
    partner: dict[str, Record]
    body: dict[str, Record]
    person: dict[str, Record]
    mandate: dict[str, Record]
    election: dict[str, Record]
    deviation: dict[str, Record]


def plain(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [plain(item) for item in data]
    return data.isoformat() if isinstance(data, datetime.date) else data


def shipped() -> Tables:
    def read(folder: str) -> dict[str, Record]:
        files = sorted((ROOT / "registry" / folder).glob("*.yaml"))
        return {file.stem: plain(yaml.load(file.read_bytes(), yaml.CSafeLoader)) for file in files}

    return Tables(*(read(FOLDERS[kind]) for kind in Tables._fields))


def invented(scale: int, seed: int) -> Tables:
    """What the generator makes of the shipped organisations, with those."""
    here = tables()
    base = {
        Address(k, id_): record for k in ("partner", "body", "election") for id_, record in getattr(here, k).items()
    }
    found: dict[str, dict[str, Record]] = {kind: {} for kind in Tables._fields}
    made = list(generate(base, scale, seed))
    assert len({address for address, _ in made}) == len(made)
    for address, record in [*base.items(), *made]:
        found[address.kind][address.id] = record
    return Tables(**found)


@cache
def tables() -> Tables:
    return shipped()


@cache
def case(name: str) -> Tables:
    if name == "shipped":
        return tables()
    scale, seed = name.split("/")
    return invented(int(scale), int(seed))


@pytest.fixture(params=["shipped", "1/2", "2/1", "2/2"])
def data(request: pytest.FixtureRequest) -> Tables:
    return case(request.param)


def days(record: Record) -> tuple[str, str]:
    return record.get("start_date", "0"), record.get("end_date", "9")


def inside(inner: tuple[str, str], outer: tuple[str, str]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def overlap(one: tuple[str, str], two: tuple[str, str]) -> bool:
    return one[0] <= two[1] and two[0] <= one[1]


def on(record: Record, day: str) -> bool:
    return overlap(days(record), (day, day))


def seat_of(data: Tables, mandate: Record) -> Record:
    return next(seat for seat in data.body[mandate["body"]]["seats"] if seat["id"] == mandate["seat"])


def office_of(data: Tables, mandate: Record) -> Record | None:
    return next(iter(data.person[mandate["person"]].get("offices", ())), None)


def by(mandates: Mapping[str, Record], *fields: str) -> Iterator[list[Record]]:
    groups: dict[tuple[Any, ...], list[Record]] = {}
    for mandate in mandates.values():
        groups.setdefault(tuple(mandate[field] for field in fields), []).append(mandate)
    yield from groups.values()


# What the region says of itself.


@pytest.mark.parametrize(("type_", "count"), [("municipality", 22), ("province", 4), ("mbo", 8), ("hbo", 5)])
def test_it_has_the_partners_that_the_region_counts(type_: str, count: int) -> None:
    assert sum(partner["type"] == type_ and on(partner, TODAY) for partner in tables().partner.values()) == count


def test_it_has_two_hundred_governors_and_three_hundred_and_fifty_civil_servants(data: Tables) -> None:
    scale = sum(id_.partition("-")[0] == "dalfsen" for id_ in data.partner)
    for offices, count in ((GOVERNING, 200), (SERVING, 350)):
        there = [
            id_ for id_, person in data.person.items()
            if any(office["office"] in offices and on(office, TODAY) for office in person.get("offices", ()))
        ]  # fmt: skip
        assert len(there) == count * scale


def test_it_has_about_two_thousand_two_hundred_records() -> None:
    assert 2_150 <= sum(map(len, tables())) + 1 <= 2_250


def test_every_organisation_has_a_source_and_no_school_a_guessed_number() -> None:
    for id_, partner in tables().partner.items():
        assert partner.get("source"), id_
        assert not (partner["type"] == "mbo" and "identifiers" in partner), id_


def test_the_numbers_of_municipalities_are_those_of_the_register_of_government_organisations() -> None:
    there = [partner for partner in tables().partner.values() if partner["type"] == "municipality"]
    assert sum(partner["statistics"][0]["inhabitants"] for partner in there) == 819_232
    assert Counter(partner["province"].removeprefix("provincie-") for partner in there) == {
        "overijssel": 10, "gelderland": 5, "drenthe": 4, "flevoland": 3,
    }  # fmt: skip
    assert all(
        partner["identifiers"]["tooi"].endswith(f"/gemeente/{partner['identifiers']['cbs']}")
        and set(partner["identifiers"]) == {"tooi", "cbs", "kvk", "rsin", "oin", "roo", "wikidata"}
        for partner in there
    )


def test_ministries_that_went_with_a_cabinet_ended_with_their_codes() -> None:
    gone = {id_ for id_, p in tables().partner.items() if p["type"] == "ministry" and p.get("end_date") == "2026-02-23"}
    assert gone == {"ministerie-vro", "ministerie-kgg", "ministerie-aenm"}
    for id_ in gone:
        assert tables().partner[id_]["former_identifiers"][0]["end_date"] == "2026-02-23"


# The bodies of which the sources name every member (domain brief A.5 and E.3).


def voting_municipalities(body: str, day: str) -> Counter[str]:
    """Which provinces the municipalities come from that vote in a body, each counted once a holder."""
    here = tables()
    found: Counter[str] = Counter()
    for mandate in here.mandate.values():
        seat = seat_of(here, mandate)
        if mandate["body"] == body and on(mandate, day) and seat.get("voting"):
            for id_ in mandate.get("on_behalf_of", seat.get("on_behalf_of", ())):
                if here.partner[id_]["type"] == "municipality":
                    found[here.partner[id_]["province"].removeprefix("provincie-")] += 1
    return found


def test_the_regiegroep_of_2018_had_two_from_overijssel_and_none_from_drenthe() -> None:
    assert voting_municipalities("regiegroep", "2018-12-01") == {"overijssel": 2, "flevoland": 1, "gelderland": 1}


def test_every_municipal_seat_of_the_steering_group_of_2020_came_from_overijssel() -> None:
    here = tables()
    assert voting_municipalities("stuurgroep-regio-deal-2020", "2020-09-01") == {"overijssel": 3}
    seats = {seat["id"]: seat for seat in here.body["stuurgroep-regio-deal-2020"]["seats"]}
    assert {seats[id_]["basis"] for id_ in ("wethouder-zwolle", "wethouder-hardenberg")} == {"expertise"}
    pillars = Counter(here.partner[s["on_behalf_of"][0]]["pillar"] for s in seats.values() if s["voting"])
    assert pillars == {"government": 4, "business": 2, "education": 1}
    provinces = [
        m for m in here.mandate.values() if (m["body"], m["seat"]) == ("stuurgroep-regio-deal-2020", "provincies")
    ]
    assert {(office_of(here, mandate) or {})["partner"] for mandate in provinces} == {"provincie-overijssel"}


def test_the_kernteam_had_all_mayors_and_the_provinces_for_the_agenda_only() -> None:
    seats = tables().body["kernteam"]["seats"]
    mayors = [seat for seat in seats if seat.get("requirements") == [{"offices": ["mayor"]}]]
    assert {partner for seat in mayors for partner in seat["on_behalf_of"]} == {
        id_ for id_, partner in tables().partner.items() if partner["type"] == "municipality"
    }
    provinces = [seat for seat in seats if seat["on_behalf_of"][0].startswith("provincie-")]
    assert [(seat["role"], seat["voting"]) for seat in provinces] == [("agenda_member", False)] * 4


def test_the_regiegroep_preferred_a_mayor_from_outside_overijssel() -> None:
    seat = next(seat for seat in tables().body["regiegroep"]["seats"] if seat["id"] == "burgemeester-regio")
    wish = next(requirement for requirement in seat["requirements"] if requirement.get("preference"))
    assert "provincie-overijssel" not in wish["provinces"]
    assert len(wish["provinces"]) == 3


def test_every_executive_body_has_its_counterpart_both_ways_or_a_deviation() -> None:
    here = tables()
    excused = {deviation["record"] for deviation in here.deviation.values() if deviation["rule"] == "TEG-1"}
    for id_, body in here.body.items():
        if body["level"] == "executive" and f"body/{id_}" not in excused:
            other = here.body[body["counterpart"]]
            assert (other["level"], other["counterpart"]) == ("civil_service", id_)
            assert overlap(days(body), days(other)), id_
    assert excused == {"body/dagelijks-bestuur"}


def test_a_body_says_where_its_seats_come_from() -> None:
    for file in (ROOT / "registry" / "bodies").glob("*.yaml"):
        assert tables().body[file.stem].get("source") or "niet uit een bron" in file.read_text(encoding="utf-8"), (
            file.name
        )


# People and mandates.


def test_every_person_is_said_to_be_invented(data: Tables) -> None:
    assert all(person["fictitious"] for person in data.person.values())
    assert all(mandate.get("decision", "(fictief)").endswith("(fictief)") for mandate in data.mandate.values())
    assert "verzonnen" in (ROOT / "registry" / "registry.yaml").read_text(encoding="utf-8")


def test_everything_points_at_what_is_there(data: Tables) -> None:
    for id_, mandate in data.mandate.items():
        assert id_.startswith(f"{mandate['body']}-{mandate['seat']}-")
        assert mandate["person"] in data.person
        speaks_for = mandate.get("on_behalf_of", [])
        assert set(speaks_for) <= set(seat_of(data, mandate).get("on_behalf_of", speaks_for)), id_
        assert mandate.get("replaces", id_) in data.mandate
    for person in data.person.values():
        assert all(office["partner"] in data.partner for office in person.get("offices", ()))


def test_a_contact_works_there_today_and_a_relation_manager_at_the_bureau(data: Tables) -> None:
    levels = {"executive": GOVERNING, "civil_service": SERVING, "assembly": CLERKS}
    bureau = {m["person"] for m in data.mandate.values() if m["seat"] == "relatiebeheer" and on(m, TODAY)}
    asked = [partner for partner in data.partner.values() if "contacts" in partner]
    assert {partner["relation_manager"] for partner in asked} == bureau
    for id_, partner in data.partner.items():
        at = {id_, *(member["partner"] for member in partner.get("members", ()))}
        for contact in partner.get("contacts", ()):
            office = data.person[contact["person"]]["offices"][0]
            assert office["partner"] in at and office["office"] in levels[contact["level"]] and on(office, TODAY), id_


def test_most_partners_are_looked_after_and_a_few_are_not_as_happens() -> None:
    here = [p for p in tables().partner.values() if on(p, TODAY) and p["type"] != "network"]
    known = [{contact["level"] for contact in partner["contacts"]} for partner in here]
    assert all("executive" in levels for levels in known)
    assert 2 <= sum("civil_service" not in levels for levels in known) <= 4
    assert 1 <= sum(partner["confirmed_on"] < "2025-11-24" for partner in here) <= 3
    assert all("assembly" in levels for levels, p in zip(known, here, strict=True) if p["type"] == "municipality")
    assert not [p for p in tables().partner.values() if not on(p, TODAY) and "contacts" in p]


def test_what_is_invented_of_a_real_organisation_or_body_stands_below_a_comment_that_says_so() -> None:
    for folder, field in (("partners", "contacts:"), ("bodies", "report_to_assemblies:")):
        marked = 0
        for file in (ROOT / "registry" / folder).glob("*.yaml"):
            lines = file.read_text(encoding="utf-8").splitlines()
            at = [i for i, line in enumerate(lines) if line.startswith(field)]
            assert all(lines[i - 1].startswith("# Fictief: ") for i in at), file.name
            marked += len(at)
        assert marked > 5


def test_no_two_people_have_one_name_but_for_a_pair_in_each_copy(data: Tables) -> None:
    names = Counter(
        fold(" ".join(person["name"].get(part, "") for part in ("given", "prefix", "family")))
        for person in data.person.values()
    )
    twice = [name for name, count in names.items() if count > 1]
    copies = len(data.mandate) // len(tables().mandate)
    assert len(twice) == copies and all(names[name] == 2 for name in twice)


def test_a_copy_keeps_to_itself() -> None:
    data = case("2/1")
    copies = [
        {"2" if id_.endswith("-2") else "1" for id_ in (
            mandate["body"], *mandate.get("on_behalf_of", ()), *(o["partner"] for o in data.person[mandate["person"]].get("offices", ()))
        )}
        for mandate in data.mandate.values()
    ]  # fmt: skip
    assert Counter(map(tuple, copies)).keys() == {("1",), ("2",)}
    assert Counter(map(tuple, copies))[("1",)] == Counter(map(tuple, copies))[("2",)]
    assert {m["replaces"] for m in data.mandate.values() if "replaces" in m} == {
        f"tafel-duurzame-groei-leefkwaliteit{copy}-de-wolden-2026" for copy in ("", "-2")
    }


def test_a_mandate_lies_within_body_seat_partner_and_office(data: Tables) -> None:
    for id_, mandate in data.mandate.items():
        assert inside(days(mandate), days(data.body[mandate["body"]])), id_
        assert inside(days(mandate), days(seat_of(data, mandate))), id_
        for partner in mandate.get("on_behalf_of", ()):
            assert inside(days(mandate), days(data.partner[partner])), id_
        office = office_of(data, mandate)
        if office and mandate["status"] != "staying_on":
            assert inside(days(mandate), days(office)), id_
            assert inside(days(mandate), days(data.partner[office["partner"]])), id_


def test_nobody_holds_one_seat_twice_or_two_votes_in_one_body(data: Tables) -> None:
    for same in by(data.mandate, "person", "body"):
        ordered = sorted(same, key=lambda mandate: mandate["start_date"])
        for one, two in pairwise(ordered):
            assert not overlap(days(one), days(two)), (one, two)


def test_no_seat_has_more_holders_than_places_on_any_day(data: Tables) -> None:
    for same in by(data.mandate, "body", "seat"):
        count = seat_of(data, same[0]).get("count", 1)
        for mandate in same:
            there = [
                m for m in same if on(m, mandate["start_date"]) and m["status"] != "nominated" and "replaces" not in m
            ]
            assert len(there) <= count, (mandate["body"], mandate["seat"])


def test_a_deputy_is_a_colleague_of_the_member_and_somebody_else(data: Tables) -> None:
    compared = 0
    seats = {(same[0]["body"], same[0]["seat"]): same for same in by(data.mandate, "body", "seat")}
    for (body, _), deputies in seats.items():
        member = seat_of(data, deputies[0]).get("deputy_of")
        for deputy in deputies if member else ():
            for holder in seats[body, member]:
                if overlap(days(deputy), days(holder)) and "staying_on" not in (deputy["status"], holder["status"]):
                    compared += 1
                    assert (office_of(data, deputy) or {})["partner"] == (office_of(data, holder) or {})["partner"]
                    assert deputy["person"] != holder["person"]
    assert compared > 50


def test_governors_govern_civil_servants_serve_and_councils_are_in_the_sounding_board_only(data: Tables) -> None:
    for id_, mandate in data.mandate.items():
        body, seat, office = data.body[mandate["body"]], seat_of(data, mandate), office_of(data, mandate)
        if office is None:
            # Somebody from an organisation that is no partner, for what she knows.
            assert (seat["basis"], "on_behalf_of" in seat) == ("expertise", False), id_
        elif body["level"] == "executive" and seat["role"] != "secretary":
            # The coordinating secretary sat in the Regiegroep as a member: the source says so.
            assert office["office"] in GOVERNING or seat["id"] == "gemeentesecretaris", id_
        elif body["level"] == "civil_service" or seat["role"] == "secretary":
            assert office["office"] in SERVING | CLERKS, id_
        assert (office or {}).get("office") not in ("council_member", "states_member") or body[
            "type"
        ] == "sounding_board"


def test_there_is_one_mayor_at_a_time_and_colleagues_have_names_of_their_own(data: Tables) -> None:
    groups: dict[tuple[str, str], list[Record]] = {}
    names: Counter[tuple[str, str]] = Counter()
    for person in data.person.values():
        for office in person.get("offices", ()):
            groups.setdefault((office["office"], office["partner"]), []).append(office)
            names[office["partner"], str(sorted(person["name"].items()))] += 1
    assert max(names.values()) == 1
    for (office_name, _), offices in groups.items():
        if office_name in ("mayor", "municipal_secretary", "council_clerk", "board_chair", "kings_commissioner"):
            for one, two in pairwise(sorted(offices, key=lambda office: office["start_date"])):
                assert not overlap(days(one), days(two)), (one, two)


def test_names_are_spread_well() -> None:
    people = [person["name"] for person in tables().person.values()]
    for part in ("given", "family"):
        assert Counter(name[part] for name in people).most_common(1)[0][1] < len(people) / 40
    assert len({str(sorted(name.items())) for name in people}) > 0.9 * len(people)


def test_councils_and_states_each_have_a_member_in_the_sounding_board_today() -> None:
    here = tables()
    there = {p for m in here.mandate.values() for p in m.get("on_behalf_of", ())
             if m["body"] == "klankbordgroep-raden-staten" and on(m, TODAY)}  # fmt: skip
    assert {here.partner[id_]["type"] for id_ in there} == {"municipality", "province"}
    assert len(there) == 26


# What happens in real life is there to be found.


def test_an_absent_holder_is_replaced_by_another_from_the_day_on(data: Tables) -> None:
    absent = {id_: mandate for id_, mandate in data.mandate.items() if "absences" in mandate}
    assert absent
    for id_, mandate in absent.items():
        (absence,) = mandate["absences"]
        other = data.mandate[absence["stand_in"]]
        assert other["replaces"] == id_
        assert (absence["start_date"], absence["end_date"]) == (other["start_date"], other["end_date"])
        assert (other["body"], other["seat"], other["on_behalf_of"]) == (
            mandate["body"],
            mandate["seat"],
            mandate["on_behalf_of"],
        )
        assert other["start_date"] >= mandate["start_date"]
        assert other["person"] != mandate["person"]
        assert on(other, TODAY)


def test_the_special_cases_of_real_life_are_there(data: Tables) -> None:
    now = {id_: m for id_, m in data.mandate.items() if on(m, TODAY) and m["status"] in ("appointed", "staying_on")}
    assert any(mandate["status"] == "staying_on" for mandate in now.values())
    assert any(len({m["body"] for m in same}) > 1 for same in by(now, "person"))
    assert any("deputy_of" in seat_of(data, mandate) for mandate in now.values())
    nominated = [mandate for mandate in data.mandate.values() if mandate["status"] == "nominated"]
    assert nominated
    assert all(mandate["start_date"] > TODAY for mandate in nominated)
    soon = [
        m for m in now.values() if re.match(r"\d", str(m["lapses_with"])) and TODAY < m["lapses_with"] <= "2027-03-24"
    ]
    assert {"end_date" in mandate for mandate in soon} == {True, False}
    assert {m["lapses_with"] for m in now.values()} >= {"municipal", "provincial", "water_board", "office"}


def test_who_stays_on_has_no_office_any_more(data: Tables) -> None:
    for mandate in data.mandate.values():
        if mandate["status"] == "staying_on":
            assert "end_date" not in mandate
            assert (office_of(data, mandate) or {})["office"] == "alderman"


def test_seats_lapse_with_the_provincial_election_of_2027(data: Tables) -> None:
    assert any(e["date"] == "2027-03-17" and e["kind"] == "provincial" for e in data.election.values())
    lapsing = [m for m in data.mandate.values() if m["lapses_with"] == "provincial" and on(m, TODAY)]
    assert len(lapsing) > 10
    assert all((office_of(data, m) or {})["office"] in ("provincial_executive", "states_member") for m in lapsing)


def test_partners_that_left_had_mandates_until_then(data: Tables) -> None:
    gone = {id_: partner["end_date"] for id_, partner in data.partner.items() if "end_date" in partner}
    last = {p: m["end_date"] for m in data.mandate.values() for p in m.get("on_behalf_of", ()) if p in gone}
    assert last
    assert all(gone[id_] == day for id_, day in last.items())


def test_one_seat_is_vacant_and_may_not_be() -> None:
    here = tables()
    held = {(m["body"], m["seat"]) for m in here.mandate.values() if on(m, TODAY) and m["status"] != "nominated"}
    vacant = [
        f"{id_}/{seat['id']}" for id_, body in here.body.items() if on(body, TODAY) for seat in body.get("seats", ())
        if on(seat, TODAY) and seat.get("minimum") != 0 and (id_, seat["id"]) not in held
    ]  # fmt: skip
    assert vacant == ["regiobestuur/plv-hbo"]


# The generator.


def test_the_shipped_people_are_what_the_generator_makes() -> None:
    made = invented(1, 1)
    for kind in ("person", "mandate", "deviation", "partner", "body"):
        assert getattr(made, kind) == getattr(tables(), kind)


@pytest.mark.parametrize(("scale", "seed"), [(1, 1), (1, 2), (2, 1), (2, 2)])
def test_the_same_arguments_make_the_same_records(scale: int, seed: int) -> None:
    assert invented(scale, seed) == invented(scale, seed)


def test_another_seed_makes_other_people_in_as_many_seats() -> None:
    one, two = invented(1, 1), invented(1, 2)
    assert one.person != two.person
    assert one.mandate.keys() == two.mandate.keys()


def test_every_file_names_its_schema_where_an_editor_finds_it() -> None:
    for file in (ROOT / "registry").rglob("*.yaml"):
        first = file.read_text(encoding="utf-8").partition("\n")[0]
        found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert found and (file.parent / found[1]).resolve().is_file(), file.name
