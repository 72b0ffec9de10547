"""What reports say of the shipped registry, reckoned again in plain Python from its files."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from regio_cli.model.record import Data
from tests.reports import block, report, rows
from tests.rules import region

DAYS = ("2026-11-24", "2018-06-01", "2021-01-01")
every_day = pytest.mark.parametrize("on", DAYS)
Voice = tuple[str, Data, str, float]


def of_kind(kind: str) -> dict[str, Data]:
    return {name.partition("/")[2]: data for name, data in region().items() if name.startswith(kind + "/")}


def holds(data: Data, on: str) -> bool:
    return data.get("start_date", "0") <= on <= data.get("end_date", "9")


def in_force(kind: str, on: str) -> dict[str, Data]:
    return {id_: data for id_, data in of_kind(kind).items() if holds(data, on)}


def seat_of(mandate: Data) -> Data:
    return next(seat for seat in of_kind("body")[mandate["body"]]["seats"] if seat["id"] == mandate["seat"])


def partners_of(mandate: Data) -> list[str]:
    return list(mandate.get("on_behalf_of") or seat_of(mandate).get("on_behalf_of", []))


def sitting(on: str) -> list[Data]:
    """Who sits, mandate by mandate: neither nominated nor absent."""
    return [m for m in in_force("mandate", on).values() if m["status"] != "nominated" and not absent(m, on)]


def absent(mandate: Data, on: str) -> bool:
    """Whether the holder is absent on a day."""
    days = [(each["start_date"], each.get("end_date", "9999")) for each in mandate.get("absences", ())]
    return any(first <= on <= last for first, last in days)


def voices(on: str) -> Iterator[Voice]:
    """What each partner has to say: body, seat, partner and its part of the place; of a vacant place, the seat's partners."""
    bodies, taken = in_force("body", on), Counter((m["body"], m["seat"]) for m in sitting(on))
    for mandate in sitting(on):
        if mandate["body"] in bodies:
            partners = partners_of(mandate)
            yield from ((mandate["body"], seat_of(mandate), p, 1 / len(partners)) for p in partners)
    for id_, body in bodies.items():
        for seat in body.get("seats", []):
            partners, open_ = seat.get("on_behalf_of", []), seat.get("count", 1) - taken[id_, seat["id"]]
            if holds(seat, on) and open_ > 0:
                yield from ((id_, seat, p, open_ / len(partners)) for p in partners)


def municipalities(on: str) -> dict[str, Data]:
    return {id_: p for id_, p in in_force("partner", on).items() if p["type"] == "municipality"}


def inhabitants(partner: Data) -> int:
    (figure,) = partner["statistics"]
    return int(figure["inhabitants"])


def spread(on: str) -> dict[str, dict[str, float]]:
    """Seats that count for spread: per body, per municipality."""
    general = {id_ for id_, body in in_force("body", on).items() if body.get("general_portfolio")}
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for body, seat, partner, part in voices(on):
        if body in general and seat["voting"] and seat["basis"] == "representation" and partner in municipalities(on):
            found[body][partner] += part
    return found


def name(id_: str) -> str:
    partner = of_kind("partner")[id_]
    found = partner.get("short_name", partner["name"])
    return str(found).removeprefix("Gemeente ").removeprefix("Provincie ").removeprefix("Waterschap ")


def pielou(parts: list[float]) -> float:
    total = sum(parts)
    return -sum(x / total * math.log(x / total) for x in parts if x) / math.log(len(parts))


@every_day
def test_provinces_have_these_seats_and_this_quota(on: str) -> None:
    seats = [(partner, part) for held in spread(on).values() for partner, part in held.items()]
    total, people = sum(part for _, part in seats), sum(map(inhabitants, municipalities(on).values()))
    expected = {}
    for province in {p["province"] for p in municipalities(on).values()}:
        own = {id_: p for id_, p in municipalities(on).items() if p["province"] == province}
        held, quota = (
            sum(part for id_, part in seats if id_ in own),
            total * sum(map(inhabitants, own.values())) / people,
        )
        expected[name(province)] = (
            len(own), sum(map(inhabitants, own.values())), pytest.approx(held, abs=0.006), pytest.approx(quota, abs=0.006),
            pytest.approx(total * len(own) / len(municipalities(on)), abs=0.006), pytest.approx(total / 4, abs=0.006),
        )  # fmt: skip
    found = {row.pop("part"): row for row in rows(report("balance", region(), on), "provinces")}
    columns = ("municipalities", "inhabitants", "seats", "quota", "by_municipality", "equal")
    assert {part: tuple(row[key] for key in columns) for part, row in found.items()} == expected


@every_day
def test_the_spread_within_each_body_is_this(on: str) -> None:
    people: dict[str, int] = Counter()
    for partner in municipalities(on).values():
        people[partner["province"]] += inhabitants(partner)
    expected = {}
    for id_, held in spread(on).items():
        body, total = of_kind("body")[id_], sum(held.values())
        assert "area" not in body
        for province, number in people.items():
            seats = sum(part for p, part in held.items() if of_kind("partner")[p]["province"] == province)
            quota = total * number / sum(people.values())
            fair = seats > 0.99 and (seats < 1.01 or math.floor(quota) - 0.01 <= seats <= math.ceil(quota) + 0.01)
            row = (pytest.approx(seats, abs=0.006), pytest.approx(quota, abs=0.006), "good" if fair else "warn")
            expected[body.get("short_name", body["name"]), name(province)] = row
    found = rows(report("balance", region(), on), "bodies")
    assert {(row["body"], row["part"]): (row["seats"], row["quota"], row["sign"]) for row in found} == expected


@every_day
def test_subregions_and_sizes_add_up(on: str) -> None:
    seats: dict[str, float] = Counter()
    for held in spread(on).values():
        for partner, part in held.items():
            seats[partner] += part
    classes = (range(20_000), range(20_000, 50_001), range(50_001, 10**9))
    expected = [
        [id_ for id_, partner in municipalities(on).items() if inhabitants(partner) in numbers] for numbers in classes
    ]
    found = rows(report("balance", region(), on), "sizes")
    assert [row["municipalities"] for row in found] == [len(own) for own in expected]
    assert [row["seats"] for row in found] == pytest.approx(
        [sum(seats[id_] for id_ in own) for own in expected], abs=0.006
    )
    kop = [
        m["partner"] for m in of_kind("partner")["kop-van-de-veluwe"]["members"] if m["partner"] in municipalities(on)
    ]
    (subregion,) = rows(report("balance", region(), on), "subregions")
    assert (subregion["part"], subregion["municipalities"]) == ("Kop van de Veluwe", len(kop))
    assert subregion["seats"] == pytest.approx(sum(seats[id_] for id_ in kop), abs=0.006)


def pillar_votes(on: str) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for body, seat, partner, part in voices(on):
        if seat["voting"]:
            found[body][of_kind("partner")[partner]["pillar"]] += part
    return found


@every_day
def test_pillars_have_these_votes_and_are_so_even(on: str) -> None:
    expected = {}
    for id_, body in in_force("body", on).items():
        votes = pillar_votes(on)[id_]
        counted = [number for pillar, number in votes.items() if pillar != "hybrid"]
        if body.get("pillars") and counted:
            even = pielou([votes[pillar] for pillar in body["pillars"]])
            sizes = (votes[p] for p in ("government", "business", "education", "society", "hybrid"))
            expected[body.get("short_name", body["name"])] = (
                *(pytest.approx(size, abs=0.006) for size in sizes),
                pytest.approx(max(counted) / sum(counted), abs=1e-3), pytest.approx(even, abs=0.006),
            )  # fmt: skip
    found = {row["body"]: tuple(row.values())[1:8] for row in rows(report("balance", region(), on), "pillar_bodies")}
    assert found == expected
    total = sum(row["votes"] for row in rows(report("today", region(), on), "pillars"))
    assert total == pytest.approx(sum(sum(row[:4]) for row in found.values()), abs=0.05)


def centre(on: str) -> dict[str, tuple[float, float]]:
    every = list(voices(on))
    votes = [(p, part) for _, seat, p, part in every if seat["voting"]]
    executive = {id_ for id_, body in in_force("body", on).items() if body["level"] == "executive"}
    chairs = [(p, part) for body, seat, p, part in every if seat["role"] == "chair" and body in executive]
    kept = [(body["secretariat"], 1) for body in in_force("body", on).values() if body.get("secretariat")]
    parts = {"votes in all bodies": votes, "chairs of executive bodies": chairs, "secretariats": kept}
    return {
        what: (sum(n for p, n in found if p == "zwolle"), sum(n for _, n in found)) for what, found in parts.items()
    }


@every_day
def test_the_centre_municipality_holds_this(on: str) -> None:
    found = {row["what"]: (row["held"], row["total"]) for row in rows(report("balance", region(), on), "centre")}
    assert found == {what: pytest.approx(part, abs=0.006) for what, part in centre(on).items()}


def test_the_trend_of_the_centre_municipality_is_what_it_held_on_those_days() -> None:
    made = report("balance", region())
    days = [f"{year}-{day}" for year in range(2016, 2027) for day in ("01-01", "07-01")]
    keys = {
        "centre_votes": "votes in all bodies",
        "centre_chairs": "chairs of executive bodies",
        "centre_secretariats": "secretariats",
    }
    for key, what in keys.items():
        points = dict(block(made, key).points)
        assert list(points) == [*days, "2026-11-24"]
        for day in ("2016-01-01", "2019-07-01", "2026-11-24"):
            held, total = centre(day)[what]
            assert points[day] == pytest.approx(held / total)


@every_day
def test_partners_sit_in_both_bodies_of_a_pair_so_often(on: str) -> None:
    bodies, seated = in_force("body", on), defaultdict(set)
    for mandate in sitting(on):
        seated[mandate["body"]].update(partners_of(mandate))
    pairs = set()
    for id_, body in bodies.items():
        other = bodies.get(body.get("counterpart", ""), {})
        levels = (body["level"], other.get("level"))
        pairs |= {(id_, body["counterpart"])} if levels == ("executive", "civil_service") else set()
        pairs |= {(body["counterpart"], id_)} if levels == ("civil_service", "executive") else set()
    expected = {
        (short(executive), short(civil)): (len(seated[executive]), len(seated[executive] & seated[civil]))
        for executive, civil in pairs
    }
    paired = {executive for executive, _ in pairs}
    alone = {short(id_) for id_, body in bodies.items() if body["level"] == "executive" and id_ not in paired}
    found = rows(report("counterparts", region(), on), "pairs")
    assert {row["executive"] for row in found if row["civil"] is None} == alone
    both = {(row["executive"], row["civil"]): row for row in found if row["civil"]}
    assert set(both) == set(expected)
    for pair, (partners, covered) in expected.items():
        assert both[pair]["partners"] == partners
        assert both[pair]["coverage"] == (pytest.approx(covered / partners) if partners else None)


def short(body: str) -> str:
    data = of_kind("body")[body]
    return str(data.get("short_name", data["name"]))


def ends(mandate: Data) -> tuple[str, str] | None:
    """The day of what ends a mandate first, and its last day by that."""
    kind, end = mandate["lapses_with"], mandate.get("end_date")
    partners = set(partners_of(mandate))
    elections = sorted(
        (e["new_council"], e["date"]) for e in of_kind("election").values()
        if e["kind"] == kind and e["new_council"] > mandate["start_date"] and partners & set(e.get("partners", partners))
    )  # fmt: skip
    found = [(end, end)] if end else []
    if kind[0].isdigit():
        found.append((kind, kind))
    if kind != "nothing" and (last := office_end(mandate)):
        found.append(last)
    if elections:
        new_council, vote = elections[0]
        found.append((vote, str(date.fromisoformat(new_council) - timedelta(1))))
    return min(found, key=lambda one: one[1], default=None)


def office_end(mandate: Data) -> tuple[str, str] | None:
    offices = [
        o for o in of_kind("person")[mandate["person"]].get("offices", [])
        if o["partner"] in partners_of(mandate) and mandate.get("office", o["office"]) == o["office"]
    ]  # fmt: skip
    days = []
    for office in offices:
        end = office.get("end_date")
        if end and end >= mandate["start_date"] and office.get("start_date", "") <= mandate.get("end_date", "9"):
            next_day = str(date.fromisoformat(end) + timedelta(1))
            follows = any(o.get("start_date", "") <= next_day and o.get("end_date", "9") > end for o in offices)
            days += [] if follows else [end]
    return (min(days), min(days)) if days else None


def ending(on: str, days: int) -> Counter[str]:
    """How many mandates end by what happens within so many days, by their last day."""
    now = [m for m in in_force("mandate", on).values() if m["status"] != "nominated"]
    last = str(date.fromisoformat(on) + timedelta(days))
    return Counter(end[1] for m in now if (end := ends(m)) and end[0] <= last)


@every_day
def test_so_many_mandates_end_within_120_days_and_within_a_year(on: str) -> None:
    told: dict[str, int] = Counter()
    for row in rows(report("lapsing", region(), on), "events"):
        told[row["last_day"]] += row["mandates"]
    assert told == ending(on, 365)
    passage = block(report("today", region(), on), "lapsing_told")
    assert passage.text.values["count"] == sum(ending(on, 120).values())


def vacant(on: str) -> dict[tuple[str, str], int]:
    now = {id_: m for id_, m in in_force("mandate", on).items() if m["status"] != "nominated"}
    taken = Counter((m["body"], m["seat"]) for m in now.values() if m.get("replaces") not in now)
    return {
        (id_, seat["id"]): open_
        for id_, body in in_force("body", on).items()
        for seat in body.get("seats", [])
        if holds(seat, on) and (open_ := seat.get("minimum", seat.get("count", 1)) - taken[id_, seat["id"]]) > 0
    }


@every_day
def test_these_places_are_vacant(on: str) -> None:
    expected = vacant(on)
    found = Counter()
    for row in rows(report("vacancies", region(), on), "places"):
        words = row["command"].split()
        found[words[words.index("--to") + 1], words[words.index("--seat") + 1]] += 1
    assert found == expected


@every_day
def test_these_councils_and_states_are_heard(on: str) -> None:
    boards = {id_ for id_, body in of_kind("body").items() if body["type"] == "sounding_board"}
    heard = {
        p for m in sitting(on) if m["body"] in boards and seat_of(m)["role"] != "secretary" for p in partners_of(m)
    }
    councils = {*municipalities(on), *(p["province"] for p in municipalities(on).values())}
    found = rows(report("councils", region(), on), "each")
    assert {row["partner"]: row["sign"] == "good" for row in found} == {name(id_): id_ in heard for id_ in councils}


@every_day
def test_the_matrix_of_partners_and_bodies_is_this(on: str) -> None:
    expected: dict[str, Any] = {"voting": defaultdict(set), "other": defaultdict(set)}
    for body, seat, partner, _ in voices(on):
        if partner in in_force("partner", on):
            expected["voting" if seat["voting"] else "other"][name(partner), short(body)].add(seat["id"])
    made = report("representation", region(), on)
    for key, cells in expected.items():
        found = block(made, key)
        told = {
            (row.values["what"], column.values["what"]): cell
            for row, line in zip(found.rows, found.cells, strict=True)
            for column, cell in zip(found.columns, line, strict=True)
            if cell
        }
        assert told == {pair: len(seats) for pair, seats in cells.items()}
    seated = {partner for cells in expected.values() for partner, _ in cells}
    nowhere = {name(id_) for id_ in in_force("partner", on)} - seated
    assert {row["partner"] for row in rows(made, "nowhere")} == nowhere


@every_day
def test_people_hold_so_many_seats(on: str) -> None:
    seats = Counter(m["person"] for m in sitting(on) if seat_of(m)["role"] != "secretary")
    found = {row["seats"]: row["people"] for row in rows(report("people", region(), on), "spread")}
    assert found == Counter(seats.values())
    share = sum(number for _, number in seats.most_common(10)) / sum(seats.values())
    told = block(report("people", region(), on), "told").text.values
    assert (told["people"], told["seats"]) == (len(seats), sum(seats.values()))
    assert float(told["share"]["en"].removesuffix(" %")) == pytest.approx(100 * share, abs=0.051)


@every_day
def test_the_bus_factor_is_the_fewest_people_that_can_be_missed(on: str) -> None:
    expected = {}
    for id_, body in in_force("body", on).items():
        if body.get("quorum"):
            votes = Counter(m["person"] for m in sitting(on) if m["body"] == id_ and seat_of(m)["voting"])
            numbers = sorted(votes.values(), reverse=True)
            fewest = (n for n in range(len(numbers) + 1) if sum(numbers[n:]) < body["quorum"])
            expected[short(id_)] = next(fewest)
    found = rows(report("network", region(), on), "bodies")
    assert {row["body"]: row["bus_factor"] for row in found if row["bus_factor"] is not None} == expected
