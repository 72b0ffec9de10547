"""Each rule of governance: a case that breaks it, and one beside it that doesn't."""

from collections.abc import Iterable
from string import Formatter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regio_cli.check.selftest import selftest
from regio_cli.check.tables import tables
from regio_cli.model.record import Data
from tests.rules import JUNK, TODAY, addressed, all_rules, ask, broken, kinds, region, rows, rule, with_junk

Records = dict[str, Data]
GROUPS = ("TEG", "SPR", "TRI", "GRD", "CEN", "REP", "DUS", "COW", "BOE", "KOE")
RULES = [id_ for id_ in all_rules() if id_.startswith(GROUPS)]

# Four provinces of a municipality each, with a centre; one partner in each other pillar.
REGION: Records = {
    "registry/registry": {"name": "Proef", "region": {"name": "Proef", "centre": "a1"}},
    **{f"partner/{p}": {"name": p.upper(), "type": "province", "pillar": "government"} for p in "abcd"},
    **{
        f"partner/{p}1": {
            "name": f"{p.upper()}1",
            "type": "municipality",
            "pillar": "government",
            "province": p,
            "statistics": [{"as_of": "2026-01-01", "inhabitants": inhabitants}],
        }
        for p, inhabitants in {"a": 55_000, "b": 17_000, "c": 15_000, "d": 13_000}.items()
    },
    "partner/firma": {"name": "Firma", "type": "business_association", "pillar": "business"},
    "partner/school": {"name": "School", "type": "hbo", "pillar": "education"},
    "partner/net": {"name": "Net", "type": "network", "pillar": "hybrid"},
}


def seat(id_: str, *partners: str, **more: Any) -> Data:
    basis = {"role": "member", "basis": "representation", "voting": True, "reports_to": "raad"}
    return {"id": id_, **basis, **({"on_behalf_of": list(partners)} if partners else {}), **more}


def seats(*partners: str, **more: Any) -> list[Data]:
    return [seat(f"s{n}", partner, **more) for n, partner in enumerate(partners)]


def body(held: Iterable[Data], **more: Any) -> Data:
    return {"name": "Tafel", "level": "executive", "type": "table", "seats": list(held), **more}


def mandate(person: str, body_: str, seat_: str, **more: Any) -> Data:
    period = {"start_date": "2024-01-01", "lapses_with": "nothing"}
    return {"person": person, "body": body_, "seat": seat_, "status": "appointed", **period, **more}


def held(of: Records, body_: str = "tafel") -> Records:
    """A person of their own in every seat of the body."""
    return {f"mandate/{body_}-{s['id']}": mandate(f"p-{s['id']}", body_, s["id"]) for s in of[f"body/{body_}"]["seats"]}


def with_body(*partners: str, **more: Any) -> Records:
    return {**REGION, "body/tafel": body(seats(*partners), **more)}


@pytest.fixture(scope="module")
def verdicts() -> dict[str, str]:
    found = selftest(all_rules().values(), addressed(region()), lambda records: tables(kinds(), records, TODAY), {})
    return {result.rule: result.verdict for result in found}


@pytest.mark.parametrize("id_", RULES)
def test_a_rule_fires_on_the_fault_that_it_tells_of_and_only_then(id_: str, verdicts: dict[str, str]) -> None:
    assert verdicts[id_] == "fires"


@pytest.mark.parametrize("on", ["1990-01-01", "2016-02-29", "2023-12-31", "2029-01-01", "2090-12-31"])
def test_no_day_stops_a_rule(on: str) -> None:
    database = tables(kinds(), addressed(region()), on)
    for id_ in RULES:
        for row in database.execute(rule(id_).sql, rule(id_).values({})):
            assert addressed(region()).keys() & addressed({row[0]: {}}).keys(), id_


@pytest.mark.parametrize("id_", RULES)
def test_a_rule_has_a_column_for_every_value_that_it_says(id_: str) -> None:
    tested = rule(id_)
    cursor = tables(kinds(), {}, TODAY).execute(tested.sql, tested.values({}))
    columns = {column[0] for column in cursor.description}
    said = [*tested.message, *(tested.mend or ()), tested.command or ""]
    assert {name for text in said for _, name, _, _ in Formatter().parse(text) if name} <= columns


@pytest.mark.parametrize("id_", RULES)
def test_an_empty_registry_breaks_no_rule(id_: str) -> None:
    assert rows(id_, {}) == []
    assert rows(id_, {"registry/registry": {"name": "Leeg", "region": {"name": "Leeg"}}}) == []


def test_the_registry_of_today_has_few_findings_and_no_errors() -> None:
    found = {(id_, record) for id_ in RULES for record in broken(id_, region())}
    assert {id_ for id_, _ in found} == {"TEG-1", "TEG-3", "GRD-2", "REP-2"}
    assert ("TEG-3", "body/partneroverleg-werkbedrijf") in found
    assert len(found) == 5


def pair(**civil: Any) -> Records:
    records = with_body("a1", "b1", "c1", "d1", "firma")
    records["body/tafel"] = {**records["body/tafel"], "counterpart": "ambtelijk"}
    own = {"level": "civil_service", "meets": {"days_before_counterpart": 14}, "secretariat": "a1"}
    records["body/ambtelijk"] = body(seats("a1", "b1", "c1", "d1", voting=False), **{**own, **civil})
    return records


def test_a_counterpart_at_the_same_level_or_ended_is_none() -> None:
    assert broken("TEG-1", pair()) == []
    assert broken("TEG-1", pair(level="executive", counterpart="tafel")) == ["body/ambtelijk", "body/tafel"]
    assert broken("TEG-1", pair(end_date="2026-11-23")) == ["body/tafel"]


def test_partners_without_an_official_are_counted_and_named() -> None:
    records = pair()
    complete = {**records, **held(records), **held(records, "ambtelijk")}
    assert rows("TEG-2", complete) == []
    del complete["mandate/ambtelijk-s3"]
    (row,) = rows("TEG-2", complete)
    assert (row["record"], row["covered"], row["number"], row["coverage"]) == ("body/ambtelijk", 3, 5, 60)
    assert row["missing"] == "D1, Firma"
    assert rows("TEG-2", complete, coverage=0.6) == []


def test_officials_meet_in_time_and_with_a_secretary() -> None:
    assert rows("TEG-3", pair()) == []
    assert [row["nl"] for row in rows("TEG-3", pair(meets={"days_before_counterpart": 3}))] == [
        "vergadert er 3 dagen voor, niet de 10 die nodig zijn"
    ]
    assert rows("TEG-3", pair(meets={"days_before_counterpart": 3}), days=2) == []
    assert len(rows("TEG-3", pair(meets={}))) == 1
    assert [row["en"] for row in rows("TEG-3", pair(secretariat=None))] == ["has no secretary"]
    assert rows("TEG-3", pair(secretariat=None, seats=[seat("secretaris", role="secretary")])) == []


def test_a_province_without_a_seat_is_found_also_when_the_quota_rule_is_kept() -> None:
    (row,) = rows("SPR-1", with_body("a1", "a1", "c1", "d1", general_portfolio=True))
    assert row["spread"] == "A 2 (2–3), B 0 (0–1), C 1 (0–1), D 1 (0–1)"
    assert row["change"] == "B +1"
    assert rows("SPR-1", with_body("a1", "a1", "b1", "c1", "d1", general_portfolio=True)) == []


def test_too_many_seats_for_one_province_are_found_though_all_have_one() -> None:
    (row,) = rows("SPR-1", with_body("a1", "b1", "b1", "b1", "c1", "d1", general_portfolio=True))
    assert "B 3 (1–2)" in row["spread"]
    assert row["change"] == "A +2, B -2"


@pytest.mark.parametrize(
    "more",
    [{}, {"general_portfolio": True, "basis": "expertise"}, {"general_portfolio": True, "voting": False}],
)
def test_spread_counts_only_votes_on_representation_in_general_portfolios(more: dict[str, Any]) -> None:
    of_seats = {name: more[name] for name in ("basis", "voting") if name in more}
    of_body = {name: more[name] for name in ("general_portfolio",) if name in more}
    assert rows("SPR-1", {**REGION, "body/tafel": body(seats("a1", "a1", "a1", **of_seats), **of_body)}) == []


def test_spread_is_measured_within_the_area_of_a_body() -> None:
    area = [{"partner": "a1"}, {"partner": "b1"}]
    assert rows("SPR-1", with_body("a1", "b1", general_portfolio=True, area=area)) == []
    assert len(rows("SPR-1", with_body("a1", "b1", general_portfolio=True))) == 1


def test_who_speaks_for_a_seat_is_the_holder_and_for_a_vacant_one_the_seat() -> None:
    records = {**REGION, "body/tafel": body([seat("s", "a1", "b1"), seat("vrij")], general_portfolio=True)}
    voices = "SELECT seat, partner, share FROM voice ORDER BY 1, 2"
    assert ask(voices, records) == [("s", "a1", 0.5), ("s", "b1", 0.5)]
    records["mandate/m"] = mandate("p-1", "tafel", "s", on_behalf_of=["b1"])
    records["mandate/n"] = mandate("p-2", "tafel", "vrij", on_behalf_of=["c1"])
    assert ask(voices, records) == [("s", "b1", 1.0), ("vrij", "c1", 1.0)]
    records["mandate/n"] = mandate("p-2", "tafel", "vrij", on_behalf_of=["c1"], status="nominated")
    assert ask(voices, records) == [("s", "b1", 1.0)]


def test_the_vacant_places_of_a_seat_for_more_speak_for_its_partner() -> None:
    records = {**REGION, "body/tafel": body([seat("s", "a1", count=3)]), "mandate/m": mandate("p-1", "tafel", "s")}
    assert ask("SELECT sum(share) FROM voice", records) == [(3,)]
    records |= {f"mandate/{n}": mandate(f"p-{n}", "tafel", "s") for n in range(2)}
    assert ask("SELECT sum(share), count(*) FROM voice", records) == [(3, 3)]


def test_an_absurd_number_of_seats_is_found_without_reckoning_for_ever() -> None:
    many = body([seat("s", "a1", count=10**9), *seats("b1", "c1")], general_portfolio=True, decision_power="agreement")
    assert [row["change"] for row in rows("SPR-1", {**REGION, "body/tafel": many})] == ["…"]
    assert rows("CEN-3", {**REGION, "body/tafel": many}) == []


def test_inhabitants_are_those_of_the_figure_closest_to_the_day() -> None:
    figures = [{"as_of": "2020-01-01", "inhabitants": 1}, {"as_of": "2024-01-01", "inhabitants": 2}]
    records = {**REGION, "partner/a1": {**REGION["partner/a1"], "statistics": figures}}
    asked = "SELECT inhabitants FROM municipality WHERE partner = 'a1'"
    assert [ask(asked, records, on) for on in ("1990-01-01", "2023-12-31", "2024-01-01", "2090-01-01")] == [
        [(1,)],
        [(1,)],
        [(2,)],
        [(2,)],
    ]


def test_a_part_of_the_region_with_too_little_over_all_bodies_is_found() -> None:
    records = with_body(*["a1"] * 7, *["b1"] * 2, "c1", "c1", "d1", general_portfolio=True)
    assert rows("SPR-2", records) == []
    few = with_body(*["a1"] * 4, *["b1"] * 6, "c1", "d1", general_portfolio=True)
    (row,) = rows("SPR-2", few)
    assert row["record"] == "partner/b"
    assert (
        row["nl"]
        == "heeft 6,0 van de 12,0 zetels op vertegenwoordiging in algemene portefeuilles; naar inwoners zou dat 2,0 zijn"
    )


def test_a_municipality_that_nobody_speaks_for_is_found_and_one_that_speaks_elsewhere_is_not() -> None:
    records = with_body("a1", "b1", "c1", general_portfolio=True)
    assert [row["record"] for row in rows("SPR-2", records)] == ["partner/d1"]
    records["body/ander"] = body(seats("d1"), level="civil_service")
    assert [row["record"] for row in rows("SPR-2", records)] == ["partner/d1"]
    records["body/ander"] = body(seats("d1"))
    assert rows("SPR-2", records) == []
    assert rows("SPR-2", with_body("a1")) == []


def test_a_class_of_size_with_too_little_is_found() -> None:
    records = with_body(*["a1"] * 10, general_portfolio=True)
    assert [(row["en"], row["seats"]) for row in rows("SPR-3", records)] == [("below 20000 inhabitants", 0)]
    assert rows("SPR-3", with_body(*["a1"] * 5, *["b1"] * 4, general_portfolio=True)) == []


PILLARS = ["government", "business", "education"]


@pytest.mark.parametrize(
    ("partners", "evenness"),
    [("a1 a1 a1 firma firma firma school school school", None), ("a1 a1 a1 a1 firma firma firma school school school", None),
     ("a1 a1 a1 a1 firma firma school", 0.87), ("a1 a1 a1 a1 a1 firma school", 0.72), ("a1 firma", 0.63)],
)  # fmt: skip
def test_the_tripartite_balance_is_that_of_the_brief(partners: str, evenness: float | None) -> None:
    found = rows("TRI-1", with_body(*partners.split(), pillars=PILLARS))
    assert [row["evenness"] for row in found] == ([evenness] if evenness else [])


def test_a_body_that_names_no_pillars_need_not_balance_them() -> None:
    assert rows("TRI-1", with_body("a1", "a1", "firma")) == []


def test_a_hybrid_partner_counts_for_no_pillar_and_is_named() -> None:
    records = with_body("a1", "firma", "school", "net", pillars=PILLARS)
    assert rows("TRI-1", records) == []
    (row,) = rows("TRI-2", records)
    assert (row["votes"], row["total"], row["partners"]) == (1, 4, "Net")
    assert rows("TRI-2", with_body("a1", "firma", "school", pillars=PILLARS)) == []


def test_a_majority_is_one_of_the_votes_that_count_for_a_pillar() -> None:
    names = ["a1"] * 4 + ["firma"] * 2 + ["school"]
    assert [row["largest"] for row in rows("TRI-1", with_body(*names, "net", pillars=PILLARS))] == [57]


def test_a_pillar_that_shares_its_only_seat_has_no_seat() -> None:
    shared = [*seats("a1", "a1", "firma", "firma"), seat("deel", "school", "net")]
    assert [row["education"] for row in rows("TRI-1", {**REGION, "body/tafel": body(shared, pillars=PILLARS)})] == [0.5]


@pytest.mark.parametrize(
    ("of_seat", "field"),
    [
        ({"reports_to": None}, "seats.s.reports_to"),
        ({"basis": "expertise"}, "seats.s.reason"),
        ({"basis": "reserved", "on_behalf_of": None}, "seats.s.on_behalf_of"),
        ({"on_behalf_of": None}, "seats.s.on_behalf_of"),
        ({"basis": "expertise", "reason": "kent de stof"}, None),
        ({"basis": "reserved"}, None),
        ({"basis": "ex_officio", "reports_to": None}, None),
        ({}, None),
    ],
)
def test_a_seat_says_what_its_ground_asks(of_seat: dict[str, Any], field: str | None) -> None:
    records = {**REGION, "body/tafel": body([seat("s", "a1") | of_seat]), "mandate/m": mandate("p-1", "tafel", "s")}
    assert [row["field"] for row in rows("GRD-1", records)] == ([field] if field else [])


def test_a_seat_whose_holder_says_for_whom_need_not() -> None:
    records = {
        **REGION,
        "body/tafel": body([seat("s")]),
        "mandate/m": mandate("p-1", "tafel", "s", on_behalf_of=["a1"]),
    }
    assert rows("GRD-1", records) == []


def test_a_coalition_knows_its_members_of_this_year() -> None:
    def koepel(confirmed: str | None) -> Records:
        partner = {"name": "Koepel", "type": "coalition", "pillar": "education", "members": [{"partner": "school"}]}
        own = {"members_confirmed": confirmed} if confirmed else {}
        return {**with_body("koepel"), "partner/koepel": {**partner, **own}}

    assert rows("GRD-2", koepel("2025-11-24")) == []
    assert [row["since"] for row in rows("GRD-2", koepel("2025-11-23"))] == ["2026-11-24"]
    assert [row["since"] for row in rows("GRD-2", koepel(None))] == [None]
    assert rows("GRD-2", {**koepel(None), "body/tafel": body(seats("a1"))}) == []


def test_more_than_a_third_or_twice_its_part_is_too_much_for_the_centre() -> None:
    small = {
        **REGION,
        "partner/a1": {**REGION["partner/a1"], "statistics": [{"as_of": "2026-01-01", "inhabitants": 9000}]},
    }
    ok, much, most = (
        {**small, "body/tafel": body(seats(*names.split()))} for names in ("a1 b1 c1", "a1 a1 b1 c1 d1", "a1 a1 b1 c1")
    )
    assert rows("CEN-1", ok) == []
    assert [(row["share"], row["norm_en"]) for row in rows("CEN-1", much)] == [(40.0, "at most 33 % is fair")]
    assert [row["norm_nl"][:17] for row in rows("CEN-1", most)] == ["de helft of meer:"]
    assert rows("CEN-1", {**REGION, "body/tafel": body(seats("a1", "a1", "b1", "c1", "d1"))}) == []


def test_chairs_and_secretariats_of_the_centre_are_counted_over_the_region() -> None:
    chairs = {
        f"body/b{n}": body([seat("v", p, role="chair", voting=False)], secretariat=p)
        for n, p in enumerate(["a1", "a1", "b1"])
    }
    found = [(row["record"], row["en"]) for row in rows("CEN-1", {**REGION, **chairs})]
    assert sorted(found) == [("registry/registry", "chairs of executive bodies"), ("registry/registry", "secretariats")]
    spread = {
        f"body/b{n}": body([seat("v", p, role="chair", voting=False)], secretariat=p)
        for n, p in enumerate(["a1", "b1", "c1"])
    }
    assert rows("CEN-1", {**REGION, **spread}) == []


def test_half_of_two_votes_is_not_held_against_the_centre() -> None:
    assert rows("CEN-1", with_body("a1", "b1")) == []
    assert len(rows("CEN-1", with_body("a1", "b1"), least=2)) == 1


def test_chairs_in_few_hands_are_found() -> None:
    def chaired(*partners: str) -> Records:
        return {**REGION, **{f"body/b{n}": body([seat("v", p, role="chair")]) for n, p in enumerate(partners)}}

    (row,) = rows("CEN-2", chaired("a1", "a1", "a1", "b1", "c1"))
    assert (row["others"], row["hhi"], row["effective"]) == (40, 0.44, 2.3)
    assert rows("CEN-2", chaired("a1", "b1", "c1", "d1", "firma")) == []
    assert rows("CEN-2", chaired("a1", "a1", "a1")) == []
    assert len(rows("CEN-2", chaired("b1", "b1", "b1", "b1", "c1"))) == 1
    assert len(rows("CEN-2", chaired("a1", "a1", "a1", "b1", "c1"), concentration=1.0)) == 1


def test_power_to_decide_is_measured_only_where_a_body_decides() -> None:
    (row,) = rows("CEN-3", with_body("a1", "a1", "b1", "c1", "d1", decision_power="agreement"))
    assert (row["votes"], row["total"], row["power"]) == (2, 5, 50.0)
    assert row["penrose"] == 39.0
    assert rows("CEN-3", with_body("a1", "a1", "b1", "c1", "d1", decision_power="advice")) == []
    assert rows("CEN-3", with_body("a1", "b1", "c1", "d1", decision_power="agreement")) == []


def test_host_chair_and_treasurer_in_one_hand_are_found() -> None:
    def roles(treasurer: str) -> Records:
        return {
            **REGION,
            "body/bureau": body([], level="civil_service", type="bureau", secretariat="a1"),
            "body/bestuur": body(
                [seat("v", "a1", role="chair"), seat("k", treasurer, role="treasurer")], type="regional_board"
            ),
        }

    assert broken("CEN-4", roles("a1")) == ["partner/a1"]
    assert broken("CEN-4", roles("b")) == []
    both = {"mandate/v": mandate("p-1", "bestuur", "v"), "mandate/k": mandate("p-1", "bestuur", "k")}
    assert broken("CEN-4", {**roles("b"), **both}) == ["body/bestuur"]


def test_a_partner_without_any_seat_is_an_orphan_unless_a_coalition_speaks_for_it() -> None:
    everyone = with_body("a", "b", "c", "d", "a1", "b1", "c1", "d1", "firma", "net")
    assert broken("REP-1", everyone) == ["partner/school"]
    koepel = {"name": "Koepel", "type": "coalition", "pillar": "education", "members": [{"partner": "school"}]}
    records = {**everyone, "partner/koepel": koepel, "body/ander": body(seats("koepel"))}
    assert broken("REP-1", records) == []
    left = {**koepel, "members": [{"partner": "school", "end_date": "2025-12-31"}]}
    assert broken("REP-1", {**records, "partner/koepel": left}) == ["partner/school"]


def test_a_person_with_many_seats_is_found_without_counting_secretaries() -> None:
    bodies = {f"body/b{n}": body([seat("s", "a1"), seat("secr", "a1", role="secretary")]) for n in range(5)}
    member = {f"mandate/m{n}": mandate("p-1", f"b{n}", "s") for n in range(5)}
    secretary = {f"mandate/s{n}": mandate("p-2", f"b{n}", "secr") for n in range(5)}
    assert broken("REP-2", {**bodies, **member, **secretary}) == ["person/p-1"]
    assert broken("REP-2", {**bodies, **member, **secretary}, seats=6) == []


def test_members_who_all_go_with_one_election_within_the_year_are_found() -> None:
    records = {
        **with_body("a1", "b1", "c1", "d1"),
        "election/e": {"kind": "municipal", "date": "2030-03-20", "new_council": "2030-04-03"},
    }
    records |= {f"mandate/m{n}": mandate(f"p-{n}", "tafel", f"s{n}", lapses_with="municipal") for n in range(4)}
    assert rows("REP-3", records, "2029-04-01") == []
    (row,) = rows("REP-3", records, "2029-04-02")
    assert (row["lapsing"], row["holders"], row["day"], row["since"]) == (4, 4, "2030-04-02", "2029-04-02")
    records["mandate/m0"] = mandate("p-0", "tafel", "s0")
    records["mandate/m1"] = mandate("p-1", "tafel", "s1")
    assert rows("REP-3", records, "2029-04-03") == []


def test_a_body_that_ends_need_not_spread_its_seats() -> None:
    records = with_body("a1", "b1", "c1", "d1", end_date="2026-12-31")
    records |= {f"mandate/m{n}": mandate(f"p-{n}", "tafel", f"s{n}", end_date="2026-12-31") for n in range(4)}
    assert rows("REP-3", records) == []


def test_one_person_on_two_votes_of_a_body_is_found() -> None:
    records = with_body("a1", "b1")
    twice = {"mandate/m": mandate("p-1", "tafel", "s0"), "mandate/n": mandate("p-1", "tafel", "s1")}
    (row,) = rows("REP-4", {**records, **twice})
    assert (row["record"], row["also"], row["number"]) == ("mandate/n", "mandate/m", 2)
    assert rows("REP-4", {**records, **twice, "mandate/n": mandate("p-2", "tafel", "s1")}) == []
    records["body/tafel"] = body([seat("s0", "a1"), seat("s1", "b1", voting=False)])
    assert rows("REP-4", {**records, **twice}) == []


def test_an_area_outside_the_region_is_found() -> None:
    area = [{"partner": "a1"}, {"partner": "b"}, {"partner": "firma"}]
    assert [row["field"] for row in rows("DUS-1", with_body("a1", area=area))] == ["area.2"]
    assert rows("DUS-1", with_body("a1", area=area[:2])) == []


def test_bodies_that_stay_within_their_province_are_found() -> None:
    narrow = {f"body/b{n}": body(seats("a1", "b1")) for n in range(4)}
    wide = {f"body/w{n}": body(seats("a1", "b1", "c")) for n in range(4)}
    assert [(row["wide"], row["total"]) for row in rows("DUS-2", {**REGION, **narrow, "body/w": wide["body/w0"]})] == [
        (1, 5)
    ]
    assert rows("DUS-2", {**REGION, **narrow, **wide}) == []


def programmes(*taken: str, **of_seat: Any) -> Records:
    registry = {
        **REGION["registry/registry"],
        "agendas": [
            {"id": "oud", "name": "Oud", "end_date": "2023-12-31"},
            {"id": "nu", "name": "Nu", "end_date": "2028-12-31"},
        ],
        "programmes": [
            {"id": "x", "name": "X", "agenda": "nu"},
            {"id": "y", "name": "Y", "agenda": "nu"},
            {"id": "z", "name": "Z", "agenda": "oud"},
        ],
    }
    partner = {**REGION["partner/b1"], **({"participation": [{"programme": p} for p in taken]} if taken else {})}
    return {
        **REGION,
        "registry/registry": registry,
        "partner/b1": partner,
        "body/tafel": body([seat("s", "b1", **of_seat)], programmes=["x", "z"]),
    }


def test_who_sits_at_the_table_of_a_programme_takes_part_in_it() -> None:
    assert [(row["record"], row["programmes"]) for row in rows("COW-1", programmes("y"))] == [("partner/b1", "X")]
    assert rows("COW-1", programmes("x")) == []
    assert rows("COW-1", programmes("y", role="agenda_member")) == []


def test_a_partner_is_not_judged_by_an_agenda_of_which_nothing_is_recorded() -> None:
    assert rows("COW-1", programmes()) == []
    assert rows("COW-1", programmes("z")) == []


def test_a_region_has_one_figurehead_and_one_chair_and_they_differ() -> None:
    board = body([seat("v", "a1", role="chair"), seat("b", "net", role="figurehead", count=2)], type="regional_board")
    chair, face = mandate("p-1", "bestuur", "v"), mandate("p-2", "bestuur", "b")
    records = {**REGION, "body/bestuur": board, "mandate/v": chair, "mandate/b": face}
    assert rows("BOE-1", records) == []
    assert [row["nl"] for row in rows("BOE-1", {**records, "mandate/c": {**face, "person": "p-3"}})] == ["boegbeelden"]
    assert [row["number"] for row in rows("BOE-1", {**records, "mandate/v": {**chair, "end_date": "2026-11-23"}})] == [
        0
    ]
    assert [row["meant"] for row in rows("BOE-1", {**records, "mandate/b": {**face, "person": "p-1"}})] == [0]
    assert rows("BOE-1", with_body("a1")) == []


def test_a_body_works_on_something_of_the_agenda_in_force() -> None:
    records = programmes()
    assert rows("KOE-1", records) == []
    old = {**records, "body/tafel": {**records["body/tafel"], "programmes": ["z"]}}
    assert [row["en"] for row in rows("KOE-1", old)] == ["works only on what has ended: z"]
    none = {**records, "body/tafel": body(seats("a1"))}
    assert [row["nl"] for row in rows("KOE-1", none)] == ["is aan geen opgave gekoppeld"]


def test_without_an_agenda_in_force_the_region_is_told_once() -> None:
    assert broken("KOE-1", programmes(), "2029-01-01") == ["registry/registry"]


def everything() -> Records:
    """A registry in which every rule has something to look at."""
    koepel = {"name": "Koepel", "type": "coalition", "pillar": "education", "members": [{"partner": "school"}]}
    records = {**programmes("y"), **pair(), "partner/koepel": {**koepel, "members_confirmed": "2025-01-01"}}
    own = {
        "general_portfolio": True,
        "pillars": PILLARS,
        "decision_power": "agreement",
        "area": [{"partner": "a1"}, {"partner": "b1"}],
    }
    board = [*seats("a1", "b1", "koepel", "net"), seat("v", "a1", role="chair"), seat("k", "a1", role="treasurer")]
    records["body/bestuur"] = body(board, type="regional_board", programmes=["x"], **own)
    records["body/bureau"] = body(seats("a1"), type="bureau", level="civil_service", secretariat="a1")
    records["election/e"] = {"kind": "municipal", "date": "2027-03-20", "new_council": "2027-04-03"}
    return {**records, **held(records, "bestuur"), **held(records, "tafel")}


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.sampled_from(sorted(everything())), st.integers(0, 40), JUNK), max_size=12))
def test_records_with_problems_stop_no_rule(changes: list[tuple[str, int, Any]]) -> None:
    database = tables(kinds(), addressed(with_junk(everything(), changes)), TODAY)
    for id_ in RULES:
        database.execute(rule(id_).sql, rule(id_).values({})).fetchall()
