"""The two worked examples of the domain brief (E.3) and the composition rules that really existed (A.5), on the registry."""

from typing import Any

from regio_cli.domain import figures
from regio_cli.model.record import Data
from tests.rules import ask, broken, region, rows

STEERING, GROUP = "stuurgroep-regio-deal-2020", "regiegroep"
# All 22 municipalities were partners by then; the group of 2018 sat unchanged until 2022.
IN_2018, IN_2020, IN_2021 = "2018-10-01", "2020-10-01", "2021-10-01"


def provinces(body: str, on: str, records: dict[str, Data]) -> tuple[dict[str, float], dict[str, float]]:
    """The municipal voting seats of a body by province, on any ground, and the inhabitants."""
    seats = ask(
        f"""SELECT municipality.province, sum(voice.share) FROM voice JOIN municipality ON municipality.partner = voice.partner
        WHERE voice.body = '{body}' AND voice.voting GROUP BY 1""",
        records,
        on,
    )
    return dict(seats), dict(ask("SELECT province, inhabitants FROM region_province", records, on))


def with_basis(basis: str) -> dict[str, Data]:
    """The registry with the municipal seats of the steering group of 2020 held on another ground."""
    body: dict[str, Any] = dict(region()[f"body/{STEERING}"])
    municipal = ("voorzitter", "wethouder-zwolle", "wethouder-hardenberg")
    body["seats"] = [{**seat, "basis": basis} if seat["id"] in municipal else seat for seat in body["seats"]]
    return {**region(), f"body/{STEERING}": body}


def test_the_steering_group_of_2020_keeps_the_spread_because_its_seats_are_held_for_expertise() -> None:
    assert f"body/{STEERING}" not in broken("SPR-1", region(), IN_2020)
    bases = {seat["id"]: seat["basis"] for seat in region()[f"body/{STEERING}"]["seats"]}
    assert bases["wethouder-zwolle"] == bases["wethouder-hardenberg"] == "expertise"
    assert f"body/{STEERING}" not in broken("GRD-1", region(), IN_2020)


def test_the_same_seats_on_representation_break_the_spread() -> None:
    found = {row["record"]: row for row in rows("SPR-1", with_basis("representation"), IN_2020)}
    row = found[f"body/{STEERING}"]
    assert row["spread"] == "Overijssel 3 (1–2), Drenthe 0 (0–1), Flevoland 0 (0–1), Gelderland 0 (0–1)"
    assert row["change"] == "Drenthe +1, Flevoland +1, Gelderland +1"


def test_the_figures_of_the_steering_group_are_those_of_the_brief() -> None:
    seats, people = provinces(STEERING, IN_2020, region())
    assert seats == {"provincie-overijssel": 3}
    quotas = figures.quotas(people, 3)
    assert [round(quotas[f"provincie-{p}"], 2) for p in ("overijssel", "drenthe", "flevoland", "gelderland")] == [
        1.65,
        0.51,
        0.44,
        0.40,
    ]
    assert not figures.keeps_quota(3, quotas["provincie-overijssel"])
    assert (
        round(figures.representation_ratio(3, 3, people["provincie-overijssel"] / sum(people.values())) or 0, 2) == 1.82
    )
    assert round(figures.gallagher(seats, people), 1) == 36.8
    assert figures.pielou(list(seats.values()), 4) == 0
    assert round(figures.pielou(list(people.values())) or 0, 3) == 0.851


def test_government_has_the_majority_of_the_steering_group() -> None:
    (row,) = (row for row in rows("TRI-1", region(), IN_2020) if row["record"] == f"body/{STEERING}")
    assert (row["government"], row["business"], row["education"]) == (4, 2, 1)
    assert (row["largest"], row["evenness"]) == (57, 0.87)


def test_with_the_economic_board_set_apart_as_hybrid_its_balance_is_lost() -> None:
    board = {**region()["partner/economic-board-regio-zwolle"], "pillar": "hybrid"}
    records = {**region(), "partner/economic-board-regio-zwolle": board}
    (row,) = (row for row in rows("TRI-1", records, IN_2020) if row["record"] == f"body/{STEERING}")
    assert (row["government"], row["business"], row["education"], row["evenness"]) == (4, 1, 1, 0.79)
    assert f"body/{STEERING}" in broken("TRI-2", records, IN_2020)


def test_zwolle_has_two_of_the_seven_votes_and_that_is_not_too_much() -> None:
    votes = f"""SELECT sum(CASE WHEN partner = 'zwolle' THEN share ELSE 0 END), sum(share) FROM voice
        WHERE body = '{STEERING}' AND voting"""
    ((zwolle, total),) = ask(votes, region(), IN_2020)
    assert (zwolle, total, round(100 * zwolle / total, 1)) == (2, 7, 28.6)
    assert f"body/{STEERING}" not in broken("CEN-1", region(), IN_2020)


def test_the_group_of_2018_is_within_quota_and_yet_has_no_seat_for_drenthe() -> None:
    (row,) = (row for row in rows("SPR-1", region(), IN_2018) if row["record"] == f"body/{GROUP}")
    assert row["spread"] == "Overijssel 2 (2–3), Drenthe 0 (0–1), Flevoland 1 (0–1), Gelderland 1 (0–1)"
    assert row["change"] == "Drenthe +1"


def test_the_figures_of_the_group_are_those_of_the_brief() -> None:
    seats, people = provinces(GROUP, IN_2021, region())
    assert seats == {"provincie-overijssel": 2, "provincie-flevoland": 1, "provincie-gelderland": 1}
    assert people["provincie-drenthe"] == 138_251
    quotas = figures.quotas(people, 4)
    assert all(figures.keeps_quota(seats.get(province, 0), quota) for province, quota in quotas.items())
    assert round(quotas["provincie-drenthe"], 2) == 0.68
    assert round(figures.gallagher(seats, people), 1) == 16.6
    assert figures.pielou(list(seats.values()), 4) == 0.75


def composition(body: str, on: str) -> list[tuple[str, str, int]]:
    return ask(
        f"SELECT id, role, voting FROM active_seat WHERE body = '{body}' AND role NOT IN ('secretary') ORDER BY position",
        region(),
        on,
    )


def test_the_group_of_2016_is_composed_as_its_report_says() -> None:
    assert composition(GROUP, "2016-06-01") == [
        ("voorzitter", "chair", 1),
        ("burgemeester-regio", "member", 1),
        ("voorzitter-economic-board", "member", 1),
        ("lid-pho-economie", "member", 1),
        ("gedeputeerde", "agenda_member", 0),
        ("gemeentesecretaris", "member", 1),
    ]
    (wish,) = (s["requirements"][1] for s in region()[f"body/{GROUP}"]["seats"] if s["id"] == "burgemeester-regio")
    assert wish["preference"] is True
    assert "provincie-overijssel" not in wish["provinces"]


def test_the_deputy_of_the_provinces_follows_the_agenda_and_counts_for_no_province() -> None:
    seated = ask(
        f"SELECT count(*) FROM spread_seat WHERE body = '{GROUP}' AND seat = 'gedeputeerde'", region(), "2016-06-01"
    )
    assert seated == [(0,)]


def test_the_core_team_of_2016_has_every_mayor_and_four_provinces_on_the_agenda() -> None:
    found = composition("kernteam", "2016-06-01")
    assert [sum(role == wanted for _, role, _ in found) for wanted in ("chair", "agenda_member")] == [1, 4]
    municipal = ask(
        "SELECT count(DISTINCT seat_partner.partner) FROM seat_partner JOIN partner ON partner.id = seat_partner.partner"
        " WHERE body = 'kernteam' AND partner.type = 'municipality'",
        region(),
        "2016-06-01",
    )
    assert municipal == ask("SELECT count(*) FROM municipality", region(), "2016-06-01") == [(20,)]


def test_the_steering_group_of_2020_is_composed_as_its_table_says() -> None:
    votes = [voting for _, _, voting in composition(STEERING, IN_2020)]
    assert votes == [1] * 7


def test_three_seats_for_each_pillar_as_in_twente_are_even_and_the_seat_of_the_centre_keeps_them_so() -> None:
    assert round(figures.pielou([3, 3, 3]) or 0, 9) == 1
    assert round(figures.pielou([4, 3, 3]) or 0, 2) == 0.99
