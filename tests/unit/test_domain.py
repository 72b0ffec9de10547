"""Each notion of the domain, by table: the day before, on and after each bound. docs/decisions has a page for each."""

from dataclasses import replace

import pytest

from regio_cli.domain import holding, lapse, people, voice
from regio_cli.domain.lapse import Lapse
from regio_cli.domain.records import (
    Absence,
    Body,
    Election,
    Mandate,
    Network,
    Office,
    Participation,
    Partner,
    Person,
    Requirement,
    Seat,
    body,
    election,
    mandate,
    network,
    partner,
    person,
    seat_in,
)
from regio_cli.model.record import Address, Period

SEAT = Seat("bestuur", "lid", "member", True, Period(None, None), on_behalf_of=("hattem",))
MANDATE = Mandate("m", "p-1", "bestuur", "lid", "appointed", Period("2026-03-02", "2026-03-08"))
OPEN = replace(MANDATE, period=Period("2026-03-02", None))
STAND_IN = replace(MANDATE, id="s", person="p-2", replaces="m", period=Period("2026-03-04", "2026-03-06"))
ABSENT = replace(MANDATE, absences=(Absence(Period("2026-03-04", "2026-03-06"), "s"),))


ALWAYS = Period(None, None)


def net(*mandates: Mandate, seats: tuple[Seat, ...] = (SEAT,), period: Period = ALWAYS) -> Network:
    return Network({one.id: one for one in mandates}, {"bestuur": Body("bestuur", period, seats)})


# ---------------------------------------------------------------------------------------------------------------------
# Occupies, absent, holds.


@pytest.mark.parametrize(
    ("day", "occupies"),
    [("2026-03-01", False), ("2026-03-02", True), ("2026-03-05", True), ("2026-03-08", True), ("2026-03-09", False)],
)
def test_a_mandate_occupies_a_place_from_its_first_day_through_its_last(day: str, occupies: bool) -> None:
    assert holding.occupies(MANDATE, day) is occupies
    assert holding.holds(MANDATE, None, day) is occupies


@pytest.mark.parametrize("status", ["appointed", "staying_on", "ended"])
def test_a_status_past_nomination_does_not_decide(status: str) -> None:
    assert holding.occupies(replace(MANDATE, status=status), "2026-03-08")


@pytest.mark.parametrize(("day", "is_over"), [("2026-03-07", False), ("2026-03-08", False), ("2026-03-09", True)])
def test_a_mandate_is_over_from_the_day_after_its_last(day: str, is_over: bool) -> None:
    assert holding.is_over(MANDATE, day) is is_over
    assert not holding.is_over(OPEN, day)


def test_a_nominee_and_a_stand_in_occupy_no_place() -> None:
    assert not holding.occupies(replace(MANDATE, status="nominated"), "2026-03-05")
    assert not holding.serves(replace(MANDATE, status="nominated"), "2026-03-05")
    assert not holding.occupies(STAND_IN, "2026-03-05")
    assert holding.serves(STAND_IN, "2026-03-05")


@pytest.mark.parametrize(
    ("day", "absent"),
    [("2026-03-03", False), ("2026-03-04", True), ("2026-03-06", True), ("2026-03-07", False)],
)
def test_an_absent_holder_occupies_and_the_stand_in_holds(day: str, absent: bool) -> None:
    assert holding.is_absent(ABSENT, day) is absent
    assert holding.occupies(ABSENT, day)
    assert holding.holds(ABSENT, None, day) is not absent
    assert holding.holds(STAND_IN, ABSENT, day) is absent
    assert holding.stands_in(STAND_IN, ABSENT, day) is absent


@pytest.mark.parametrize(
    ("stand_in", "absent"),
    [
        (replace(STAND_IN, replaces="other"), ABSENT),
        (replace(STAND_IN, seat="elders"), ABSENT),
        (replace(STAND_IN, body="elders"), ABSENT),
        (replace(STAND_IN, status="nominated"), ABSENT),
        (replace(STAND_IN, absences=(Absence(Period("2026-03-05", "2026-03-05")),)), ABSENT),
        (STAND_IN, replace(ABSENT, status="nominated")),
        (STAND_IN, replace(ABSENT, replaces="x")),
        (STAND_IN, replace(ABSENT, absences=(Absence(Period("2026-03-04", "2026-03-06"), "x"),))),
        (STAND_IN, replace(ABSENT, period=Period("2026-03-02", "2026-03-04"))),
    ],
)
def test_a_stand_in_holds_only_when_each_names_the_other(stand_in: Mandate, absent: Mandate) -> None:
    assert not holding.stands_in(stand_in, absent, "2026-03-05")
    assert not holding.holds(stand_in, absent, "2026-03-05")


def test_a_stand_in_for_an_unknown_mandate_does_not_hold() -> None:
    assert not holding.holds(STAND_IN, None, "2026-03-05")


@pytest.mark.parametrize(
    ("span", "occupies"),
    [
        (Period("2026-03-01", "2026-03-01"), False),
        (Period("2026-03-01", "2026-03-02"), True),
        (Period("2026-03-08", None), True),
        (Period("2026-03-09", None), False),
    ],
)
def test_a_mandate_occupies_in_a_span_that_shares_a_day_with_it(span: Period, occupies: bool) -> None:
    assert holding.occupies_in(MANDATE, span) is occupies
    assert not holding.occupies_in(replace(MANDATE, status="nominated"), span)
    assert not holding.occupies_in(replace(MANDATE, replaces="x"), span)


# ---------------------------------------------------------------------------------------------------------------------
# Vacant, free and unattended.


@pytest.mark.parametrize(
    ("count", "minimum", "occupants", "vacant", "free"),
    [
        (1, None, 0, 1, 0),
        (1, None, 1, 0, 0),
        (1, None, 2, 0, 0),
        (1, 0, 0, 0, 1),
        (1, 0, 1, 0, 0),
        (3, None, 2, 1, 0),
        (3, 2, 1, 1, 1),
        (3, 2, 2, 0, 1),
        (3, 2, 3, 0, 0),
        (2, 5, 1, 1, 0),
    ],
)
def test_open_places_are_vacant_up_to_the_minimum_and_free_above_it(
    count: int, minimum: int | None, occupants: int, vacant: int, free: int
) -> None:
    seat = replace(SEAT, places=count, minimum=minimum)
    mandates = [replace(MANDATE, id=f"m{number}") for number in range(occupants)]
    state = holding.filled(seat, True, mandates, "2026-03-05")
    assert (state.vacant, state.free, len(state.occupants)) == (vacant, free, occupants)


@pytest.mark.parametrize(
    ("day", "unattended", "vacant"),
    [("2026-03-03", 0, 0), ("2026-03-04", 1, 0), ("2026-03-06", 1, 0), ("2026-03-07", 0, 0), ("2026-03-09", 0, 1)],
)
def test_a_seat_whose_holder_is_absent_is_unattended_and_not_vacant(day: str, unattended: int, vacant: int) -> None:
    alone = replace(ABSENT, absences=(Absence(Period("2026-03-04", "2026-03-06")),))
    state = holding.seat_on_day(net(alone), SEAT, day)
    assert (len(state.unattended), state.vacant) == (unattended, vacant)
    assert holding.seat_on_day(net(ABSENT, STAND_IN), SEAT, day).unattended == ()


@pytest.mark.parametrize(
    ("day", "places"), [("2026-03-01", 0), ("2026-03-02", 1), ("2026-03-03", 1), ("2026-03-04", 0)]
)
def test_a_seat_has_places_in_its_own_period_and_that_of_its_body(day: str, places: int) -> None:
    period = Period("2026-03-02", "2026-03-03")
    assert holding.seat_on_day(net(), replace(SEAT, period=period), day).places == places
    assert holding.seat_on_day(net(period=period), SEAT, day).places == places
    assert holding.seat_on_day(Network(), SEAT, day).places == 0


@pytest.mark.parametrize(
    ("day", "needed", "since"),
    [
        ("2026-03-09", 1, "2026-03-09"),
        ("2026-03-20", 1, "2026-03-09"),
        ("2026-03-08", 1, None),
        ("2026-03-20", 2, None),
    ],
)
def test_a_place_is_open_since_the_day_after_the_last_occupant(day: str, needed: int, since: str | None) -> None:
    assert holding.open_since([MANDATE, replace(MANDATE, id="n", status="nominated"), STAND_IN], needed, day) == since


def test_of_two_places_the_first_that_opened_counts() -> None:
    other = replace(MANDATE, id="n", period=Period("2026-03-01", "2026-03-05"))
    assert holding.open_since([MANDATE, other], 2, "2026-03-20") == "2026-03-06"
    assert holding.open_since([MANDATE, other], 1, "2026-03-20") == "2026-03-09"


@pytest.mark.parametrize(
    ("status", "day", "found"),
    [
        ("ended", "2026-03-07", "appointed"),
        ("ended", "2026-03-08", "appointed"),
        ("ended", "2026-03-09", "ended"),
        ("staying_on", "2026-03-04", "appointed"),
        ("staying_on", "2026-03-05", "appointed"),
        ("staying_on", "2026-03-06", "staying_on"),
        ("nominated", "2026-03-01", "nominated"),
    ],
)
def test_before_an_end_nobody_had_ended_and_before_a_lapse_nobody_stayed_on(status: str, day: str, found: str) -> None:
    assert holding.status_on(replace(MANDATE, status=status), "2026-03-05", day) == found


def test_without_an_end_or_a_lapse_the_status_stands() -> None:
    assert holding.status_on(replace(OPEN, status="ended"), None, "2026-03-05") == "ended"
    assert holding.status_on(replace(OPEN, status="staying_on"), None, "2026-03-05") == "staying_on"


# ---------------------------------------------------------------------------------------------------------------------
# Speaks for, votes.


def test_a_holder_speaks_for_the_mandate_s_partners_else_those_of_the_seat() -> None:
    assert voice.speaks_for(MANDATE, SEAT) == ("hattem",)
    assert voice.speaks_for(replace(MANDATE, on_behalf_of=("heerde",)), SEAT) == ("heerde",)
    assert voice.speaks_for(MANDATE, None) == ()


def test_narrowing_a_shared_seat_takes_the_voice_of_the_others() -> None:
    shared = replace(SEAT, on_behalf_of=("hattem", "heerde", "elburg"))
    assert voice.losing_voice(shared, ("heerde",)) == ("hattem", "elburg")
    assert voice.losing_voice(shared, shared.on_behalf_of) == ()
    assert voice.losing_voice(shared, ()) == ()


DEPUTY_SEAT = replace(SEAT, id="plv", role="deputy", voting=False, deputy_of="lid", places=2)


def deputies(number: int) -> list[Mandate]:
    return [replace(MANDATE, id=f"d{position}", seat="plv") for position in range(number)]


@pytest.mark.parametrize(
    ("places", "members", "others", "voters"),
    [
        (1, [MANDATE], 1, ["m"]),
        (1, [], 1, ["d0"]),
        (1, [], 2, ["d0"]),
        (2, [MANDATE], 2, ["m", "d0"]),
        (2, [], 2, ["d0", "d1"]),
        (1, [ABSENT], 1, ["d0"]),
        (1, [ABSENT, STAND_IN], 1, ["s"]),
    ],
)
def test_a_deputy_votes_for_each_member_who_is_not_there(
    places: int, members: list[Mandate], others: int, voters: list[str]
) -> None:
    known = net(*members, *deputies(others), seats=(replace(SEAT, places=places), DEPUTY_SEAT))
    assert [one.id for one in voice.voters(known, known.bodies["bestuur"], "2026-03-05")] == voters


def test_a_seat_without_a_vote_has_no_voters() -> None:
    known = net(MANDATE, *deputies(1), seats=(replace(SEAT, voting=False), DEPUTY_SEAT))
    assert voice.voters(known, known.bodies["bestuur"], "2026-03-05") == []


# ---------------------------------------------------------------------------------------------------------------------
# Offices.

ALDERMAN = Office("alderman", "hattem", Period("2022-06-01", "2027-01-31"))
FOR_OFFICE = replace(OPEN, lapses_with="office")


@pytest.mark.parametrize(
    ("one", "seat", "office", "is_behind"),
    [
        (replace(OPEN, office="alderman"), SEAT, ALDERMAN, True),
        (replace(OPEN, office="mayor"), SEAT, ALDERMAN, False),
        (replace(OPEN, office="alderman"), SEAT, replace(ALDERMAN, partner="heerde"), True),
        (FOR_OFFICE, SEAT, ALDERMAN, True),
        (FOR_OFFICE, SEAT, replace(ALDERMAN, partner="heerde"), False),
        (FOR_OFFICE, SEAT, replace(ALDERMAN, partner=None), False),
        (FOR_OFFICE, replace(SEAT, on_behalf_of=()), replace(ALDERMAN, partner=None), True),
        (replace(OPEN, lapses_with="municipal"), SEAT, ALDERMAN, True),
        (replace(OPEN, lapses_with="nothing"), SEAT, ALDERMAN, False),
        (replace(OPEN, lapses_with="2027-05-01"), SEAT, ALDERMAN, False),
        (OPEN, replace(SEAT, requirements=(Requirement(("alderman",)),)), ALDERMAN, True),
        (FOR_OFFICE, replace(SEAT, requirements=(Requirement(("mayor",)),)), ALDERMAN, False),
        (OPEN, replace(SEAT, requirements=(Requirement(("alderman",), is_preference=True),)), ALDERMAN, False),
    ],
)
def test_a_mandate_rests_on_the_office_it_names_or_its_seat_requires(
    one: Mandate, seat: Seat, office: Office, is_behind: bool
) -> None:
    assert people.offices_behind(one, seat, Person("p-1", (office,))) == ([office] if is_behind else [])


def test_a_named_office_elsewhere_does_not_count_for_who_has_one_at_the_partner() -> None:
    elsewhere = replace(ALDERMAN, partner="heerde")
    here = replace(ALDERMAN, office="mayor")
    assert people.offices_behind(replace(OPEN, office="alderman"), SEAT, Person("p-1", (elsewhere, here))) == []


@pytest.mark.parametrize(
    ("day", "offices"), [("2022-05-31", 0), ("2022-06-01", 1), ("2027-01-31", 1), ("2027-02-01", 0)]
)
def test_an_office_is_held_from_its_first_day_through_its_last(day: str, offices: int) -> None:
    someone = Person("p-1", (ALDERMAN,))
    assert len(people.offices_on(someone, day)) == offices
    assert people.office_at(someone, ["hattem"], day) == (ALDERMAN if offices else None)


def test_of_several_offices_that_at_the_partner_counts_and_of_one_any() -> None:
    other = replace(ALDERMAN, partner="heerde")
    assert people.office_at(Person("p-1", (other, ALDERMAN)), ["hattem"], "2026-03-05") == ALDERMAN
    assert people.office_at(Person("p-1", (other,)), ["hattem"], "2026-03-05") == other
    assert people.office_at(Person("p-1", (other, other)), ["hattem"], "2026-03-05") is None


@pytest.mark.parametrize(
    ("requirement", "status", "day", "is_unmet"),
    [
        (Requirement(("alderman",)), "appointed", "2027-01-31", False),
        (Requirement(("alderman",)), "appointed", "2027-02-01", True),
        (Requirement(("alderman",)), "staying_on", "2027-02-01", False),
        (Requirement(("mayor",)), "staying_on", "2027-02-01", True),
        (Requirement(("mayor", "alderman")), "appointed", "2027-01-31", False),
        (Requirement(provinces=("overijssel",)), "appointed", "2027-01-31", True),
        (Requirement(provinces=("gelderland",)), "appointed", "2027-01-31", False),
        (Requirement(text="in words"), "appointed", "2027-01-31", False),
    ],
)
def test_what_a_seat_asks_and_its_holder_is_not(
    requirement: Requirement, status: str, day: str, is_unmet: bool
) -> None:
    seat = replace(SEAT, requirements=(requirement,))
    partners = {"hattem": Partner("hattem", Period(None, None), "municipality", "gelderland")}
    found = people.unmet(replace(OPEN, status=status), seat, Person("p-1", (ALDERMAN,)), partners, day)
    assert found == ([requirement] if is_unmet else [])


BOTH = Requirement(("mayor",), ("gelderland",))


@pytest.mark.parametrize(
    ("sort", "partner", "is_met"),
    [("mayor", "zwolle", False), ("director", "hattem", False), ("mayor", "hattem", True)],
)
def test_of_a_requirement_with_offices_and_provinces_both_must_be_met(sort: str, partner: str, is_met: bool) -> None:
    seat = replace(SEAT, requirements=(BOTH,), on_behalf_of=(partner,))
    partners = {
        "hattem": Partner("hattem", ALWAYS, "municipality", "gelderland"),
        "zwolle": Partner("zwolle", ALWAYS, "municipality", "overijssel"),
    }
    found = people.unmet(OPEN, seat, Person("p-1", (Office(sort, partner, ALWAYS),)), partners, "2026-03-05")
    assert found == ([] if is_met else [BOTH])


def test_a_province_lies_in_itself() -> None:
    seat = replace(SEAT, on_behalf_of=("drenthe",), requirements=(Requirement(provinces=("drenthe",)),))
    partners = {"drenthe": Partner("drenthe", Period(None, None), "province")}
    assert people.unmet(OPEN, seat, Person("p-1"), partners, "2026-03-05") == []
    assert len(people.unmet(OPEN, seat, Person("p-1"), {}, "2026-03-05")) == 1


@pytest.mark.parametrize(
    ("day", "takes_part"), [("2023-12-31", False), ("2024-01-01", True), ("2028-12-31", True), ("2029-01-01", False)]
)
def test_a_partner_takes_part_in_a_programme_in_the_period_of_its_participation(day: str, takes_part: bool) -> None:
    one = Partner(
        "hattem", Period(None, None), participation=(Participation("deal", Period("2024-01-01", "2028-12-31")),)
    )
    assert people.takes_part(one, "deal", day) is takes_part
    assert not people.takes_part(one, "other", day)


# ---------------------------------------------------------------------------------------------------------------------
# Lapses.

MUNICIPAL_2026 = Election("g26", "municipal", "2026-03-18", "2026-04-01")
MUNICIPAL_2022 = Election("g22", "municipal", "2022-03-16", "2022-03-30")
PROVINCIAL = Election("p27", "provincial", "2027-03-17", "2027-03-31")
ELECTIONS = (MUNICIPAL_2026, MUNICIPAL_2022, PROVINCIAL)
NOBODY = Person("p-1")


def of(one: Mandate, *offices: Office, elections: tuple[Election, ...] = ELECTIONS) -> Lapse | None:
    return lapse.lapse(one, SEAT, Person("p-1", offices), elections)


def starting(day: str, lapses_with: str, end: str | None = None) -> Mandate:
    return replace(MANDATE, period=Period(day, end), lapses_with=lapses_with)


def test_a_mandate_lapses_on_the_day_before_the_new_council_takes_office() -> None:
    assert of(starting("2023-01-01", "municipal")) == Lapse("2026-03-31", "municipal", "2026-03-18", "g26")
    assert of(starting("2023-01-01", "provincial")) == Lapse("2027-03-30", "provincial", "2027-03-17", "p27")


@pytest.mark.parametrize(
    ("start", "last_day"),
    [
        ("2022-03-29", "2022-03-29"),
        ("2022-03-30", "2026-03-31"),
        ("2022-03-31", "2026-03-31"),
        ("2026-03-18", "2026-03-31"),
        ("2026-03-31", "2026-03-31"),
        ("2026-04-01", None),
    ],
)
def test_the_first_new_council_after_the_first_day_counts(start: str, last_day: str | None) -> None:
    found = of(starting(start, "municipal"))
    assert (found.last_day if found else None) == last_day


def test_an_election_of_certain_partners_counts_for_who_speaks_for_one() -> None:
    elsewhere = Election("x", "municipal", "2024-11-20", "2025-01-01", ("zwolle",))
    here = replace(elsewhere, partners=("zwolle", "hattem"))
    one = starting("2023-01-01", "municipal")
    assert of(one, elections=(elsewhere, MUNICIPAL_2026)) == Lapse("2026-03-31", "municipal", "2026-03-18", "g26")
    assert of(one, elections=(here, MUNICIPAL_2026)) == Lapse("2024-12-31", "municipal", "2024-11-20", "x")
    assert of(replace(one, on_behalf_of=("zwolle",)), elections=(elsewhere,)) is not None


def test_an_election_without_a_first_day_of_the_council_ends_nothing() -> None:
    assert of(starting("2023-01-01", "municipal"), elections=(replace(MUNICIPAL_2026, new_council=None),)) is None


@pytest.mark.parametrize(
    ("offices", "last_day"),
    [
        ([ALDERMAN], "2027-01-31"),
        ([replace(ALDERMAN, period=Period("2022-06-01", None))], None),
        ([replace(ALDERMAN, partner="zwolle")], None),
        ([ALDERMAN, replace(ALDERMAN, period=Period("2027-02-01", "2028-01-01"))], "2028-01-01"),
        ([ALDERMAN, replace(ALDERMAN, period=Period("2027-01-15", None))], None),
        ([ALDERMAN, replace(ALDERMAN, period=Period("2027-02-02", None))], "2027-01-31"),
        ([ALDERMAN, replace(ALDERMAN, period=Period("2026-01-01", "2027-01-31"))], "2027-01-31"),
        ([replace(ALDERMAN, period=Period(None, "2022-12-31"))], None),
        ([replace(ALDERMAN, period=Period(None, "2023-01-01"))], "2023-01-01"),
    ],
)
def test_a_mandate_lapses_when_the_office_it_is_held_for_ends(offices: list[Office], last_day: str | None) -> None:
    found = of(starting("2023-01-01", "office"), *offices)
    assert found == (Lapse(last_day, "office", last_day) if last_day else None)


def test_an_office_that_begins_after_the_mandate_s_end_does_not_count() -> None:
    one = starting("2023-01-01", "office", "2023-06-30")
    after = replace(ALDERMAN, period=Period("2023-07-01", "2023-12-31"))
    on_last = replace(ALDERMAN, period=Period("2023-06-30", "2023-12-31"))
    assert lapse.last_day_of_offices(one, [after]) is None
    assert lapse.last_day_of_offices(one, [on_last]) == "2023-12-31"


@pytest.mark.parametrize(
    ("one", "offices", "found"),
    [
        (starting("2023-01-01", "municipal", "2025-12-31"), [], ("2025-12-31", "end_date")),
        (starting("2023-01-01", "municipal", "2026-03-30"), [], ("2026-03-30", "end_date")),
        (starting("2023-01-01", "municipal", "2026-03-31"), [], ("2026-03-31", "end_date")),
        (starting("2023-01-01", "municipal", "2026-04-01"), [], ("2026-03-31", "municipal")),
        (starting("2023-01-01", "2026-05-01"), [], ("2026-05-01", "date")),
        (starting("2023-01-01", "2026-05-01", "2026-05-01"), [], ("2026-05-01", "end_date")),
        (starting("2023-01-01", "2026-05-01", "2026-05-02"), [], ("2026-05-01", "date")),
        (
            starting("2023-01-01", "municipal"),
            [replace(ALDERMAN, period=Period(None, "2026-03-31"))],
            ("2026-03-31", "office"),
        ),
        (
            starting("2023-01-01", "municipal"),
            [replace(ALDERMAN, period=Period(None, "2026-04-01"))],
            ("2026-03-31", "municipal"),
        ),
        (starting("2023-01-01", "nothing"), [ALDERMAN], None),
    ],
)
def test_what_comes_first_ends_a_mandate(one: Mandate, offices: list[Office], found: tuple[str, str] | None) -> None:
    end = of(one, *offices)
    assert ((end.last_day, end.cause) if end else None) == found


def test_the_lapse_of_a_mandate_is_found_among_all_records() -> None:
    known = Network(
        {"m": FOR_OFFICE},
        {"bestuur": Body("bestuur", Period(None, None), (SEAT,))},
        {"p-1": Person("p-1", (ALDERMAN,))},
    )
    assert lapse.lapse_in(known, FOR_OFFICE) == Lapse("2027-01-31", "office", "2027-01-31")
    assert lapse.lapse_in(Network(), starting("2023-01-01", "2027-05-01")) == Lapse("2027-05-01", "date", "2027-05-01")


# ---------------------------------------------------------------------------------------------------------------------
# Days to come.

END = Lapse("2027-03-30", "provincial", "2027-03-17", "p27")
SUCCESSOR = replace(MANDATE, id="n", status="nominated", period=Period("2027-04-01", None))


@pytest.mark.parametrize(
    ("day", "today", "found"),
    [
        ("2026-12-01", "2026-12-01", "certain"),
        ("2027-03-30", "2026-12-01", "certain"),
        ("2027-03-31", "2026-12-01", "lapsed"),
        ("2027-03-31", "2027-03-29", "lapsed"),
        ("2027-03-31", "2027-03-30", "lapsed"),
        ("2027-04-02", "2027-03-31", "certain"),
        ("2027-03-31", "2027-03-31", "certain"),
        ("2026-11-30", "2026-12-01", "certain"),
    ],
)
def test_after_a_lapse_that_is_still_to_come_nobody_is_certain(day: str, today: str, found: str) -> None:
    assert lapse.certainty(OPEN, END, [OPEN], day, today) == found
    assert lapse.certainty(OPEN, None, [OPEN], day, today) == "certain"


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (SUCCESSOR, "succeeded"),
        (replace(SUCCESSOR, period=Period("2027-04-02", None)), "succeeded"),
        (replace(SUCCESSOR, period=Period("2027-04-03", None)), "lapsed"),
        (replace(SUCCESSOR, period=Period("2027-04-01", "2027-04-01")), "lapsed"),
        (replace(SUCCESSOR, period=Period("2026-12-01", None)), "lapsed"),
        (replace(SUCCESSOR, period=Period("2026-12-02", None)), "succeeded"),
        (replace(SUCCESSOR, seat="elders"), "lapsed"),
        (replace(SUCCESSOR, body="elders"), "lapsed"),
        (replace(SUCCESSOR, replaces="m"), "lapsed"),
        (replace(SUCCESSOR, id="m"), "lapsed"),
    ],
)
def test_a_successor_is_known_when_another_mandate_in_the_seat_begins_by_then(other: Mandate, found: str) -> None:
    assert lapse.certainty(OPEN, END, [OPEN, other], "2027-04-02", "2026-12-01") == found


# ---------------------------------------------------------------------------------------------------------------------
# Records.


def test_records_become_typed_with_what_has_another_type_left_out() -> None:
    assert mandate(
        "m", {"person": 5, "absences": [{"start_date": "2026-01-01"}, 5], "on_behalf_of": ["a", 5]}
    ) == Mandate(
        "m", "", "", "", "", Period(None, None), on_behalf_of=("a",), absences=(Absence(Period("2026-01-01", None)),)
    )
    seats = [{"id": "a", "role": "chair", "voting": True, "count": 2, "minimum": 0, "basis": "reserved"}, "x"]
    assert body("b", {"seats": seats, "quorum": True, "start_date": "2026-01-01"}) == Body(
        "b", Period("2026-01-01", None), (Seat("b", "a", "chair", True, Period(None, None), "reserved", 2, 0),)
    )
    assert body("b", {"seats": "x", "quorum": 3}) == Body("b", Period(None, None), (), 3)
    assert person("p", {"offices": [{"office": "mayor", "partner": "a"}]}) == Person(
        "p", (Office("mayor", "a", Period(None, None)),)
    )
    assert partner("a", {"type": "province", "participation": [{"programme": "x"}]}) == Partner(
        "a", Period(None, None), "province", None, (Participation("x", Period(None, None)),)
    )
    assert election("e", {"kind": "municipal", "date": "2026-03-18", "partners": ["a"]}) == Election(
        "e", "municipal", "2026-03-18", None, ("a",)
    )


def test_a_network_has_every_record_that_notions_rest_on_by_id() -> None:
    found = network(
        {
            Address("mandate", "m"): {"person": "p-1", "body": "b", "seat": "a"},
            Address("body", "b"): {"seats": [{"id": "a"}]},
            Address("person", "p-1"): {},
            Address("partner", "x"): {},
            Address("election", "e"): {},
            Address("deviation", "d"): {},
        }
    )
    assert [list(one) for one in (found.mandates, found.bodies, found.persons, found.partners, found.elections)] == [
        ["m"], ["b"], ["p-1"], ["x"], ["e"]
    ]  # fmt: skip
    one = found.mandates["m"]
    seat = found.seat_of(one)
    assert seat and seat.id == "a" and found.mandates_in(seat) == [one] and found.person_of(one).id == "p-1"
    assert found.seat_of(replace(one, body="elders")) is None
    assert found.seat_of(replace(one, seat="elders")) is None
    assert found.person_of(replace(one, person="p-9")) == Person("p-9")


ALL_OF_A_SEAT = {
    "id": "lid",
    "role": "member",
    "voting": True,
    "basis": "reserved",
    "count": 3,
    "minimum": 1,
    "deputy_of": "voorzitter",
    "on_behalf_of": ["hattem", "zwolle"],
    "start_date": "2026-01-01",
    "end_date": "2026-12-31",
    "requirements": [
        {"offices": ["mayor"], "provinces": ["drenthe"], "text": "een burgemeester", "preference": True},
        {"offices": ["alderman"]},
    ],
}
ALL_OF_A_MANDATE = {
    "person": "p-1",
    "body": "bestuur",
    "seat": "lid",
    "status": "appointed",
    "start_date": "2026-01-01",
    "end_date": "2026-12-31",
    "lapses_with": "municipal",
    "on_behalf_of": ["hattem"],
    "office": "alderman",
    "replaces": "n",
    "absences": [{"start_date": "2026-02-01", "end_date": "2026-02-28", "stand_in": "s"}],
}
YEAR = Period("2026-01-01", "2026-12-31")


def test_every_field_of_every_record_is_read() -> None:
    found = network(
        {
            Address("mandate", "m"): ALL_OF_A_MANDATE,
            Address("body", "bestuur"): {"seats": [ALL_OF_A_SEAT], "quorum": 2, "start_date": "2026-01-01"},
            Address("person", "p-1"): {
                "offices": [{"office": "alderman", "partner": "hattem", "start_date": "2026-01-01"}]
            },
            Address("partner", "hattem"): {
                "type": "municipality",
                "province": "gelderland",
                "end_date": "2026-12-31",
                "participation": [{"programme": "deal", "start_date": "2026-01-01", "end_date": "2026-12-31"}],
            },
            Address("election", "g26"): {
                "kind": "municipal",
                "date": "2026-03-18",
                "new_council": "2026-04-01",
                "partners": ["hattem"],
            },
        }
    )
    requirements = (
        Requirement(("mayor",), ("drenthe",), "een burgemeester", is_preference=True),
        Requirement(("alderman",)),
    )
    seat = Seat(
        "bestuur", "lid", "member", True, YEAR, "reserved", 3, 1, "voorzitter", ("hattem", "zwolle"), requirements
    )
    absence = Absence(Period("2026-02-01", "2026-02-28"), "s")
    one = Mandate(
        "m", "p-1", "bestuur", "lid", "appointed", YEAR, "municipal", ("hattem",), "alderman", "n", (absence,)
    )
    assert found.mandates == {"m": one}
    assert found.bodies == {"bestuur": Body("bestuur", Period("2026-01-01", None), (seat,), 2)}
    assert found.persons == {"p-1": Person("p-1", (Office("alderman", "hattem", Period("2026-01-01", None)),))}
    taken = (Participation("deal", YEAR),)
    municipality = Partner("hattem", Period(None, "2026-12-31"), "municipality", "gelderland", taken)
    assert found.partners == {"hattem": municipality}
    assert found.elections == {"g26": Election("g26", "municipal", "2026-03-18", "2026-04-01", ("hattem",))}


def test_one_seat_of_a_body_is_read_as_among_all() -> None:
    data = {"seats": ["x", {"id": "gast"}, ALL_OF_A_SEAT]}
    assert seat_in("bestuur", data, "lid") == body("bestuur", data).seat("lid")
    assert seat_in("bestuur", data, "elders") is None
    assert seat_in("bestuur", {}, "lid") is None


def test_what_is_missing_in_a_record_is_empty() -> None:
    nothing = Period(None, None)
    assert body("b", {"seats": [{}]}).seats == (Seat("b", "", "", False, nothing),)
    assert body("b", {"seats": [{"requirements": [{}]}]}).seats[0].requirements == (Requirement(),)
    assert person("p", {"offices": [{}]}).offices == (Office("", None, nothing),)
    assert partner("a", {"participation": [{}]}).participation == (Participation("", nothing),)
    assert election("e", {}) == Election("e", "", None, None, ())
    assert mandate("m", {}) == Mandate("m", "", "", "", "", nothing)


# ---------------------------------------------------------------------------------------------------------------------
# What has no first day, and the order of things.


def test_a_mandate_without_a_first_day_began_before_every_election_and_office() -> None:
    one = replace(MANDATE, period=Period(None, None), lapses_with="municipal")
    assert of(one) == Lapse("2022-03-29", "municipal", "2022-03-16", "g22")
    ended = replace(ALDERMAN, period=Period(None, "2000-01-01"))
    assert lapse.last_day_of_offices(one, [ended]) == "2000-01-01"


def test_an_office_without_a_first_day_follows_on_every_other() -> None:
    first = replace(ALDERMAN, period=Period("2022-06-01", "2027-01-31"))
    always = replace(ALDERMAN, period=Period(None, None))
    assert lapse.last_day_of_offices(starting("2023-01-01", "office"), [first, always]) is None


def test_an_office_that_does_not_end_leaves_the_end_of_another_to_count() -> None:
    open_one = replace(ALDERMAN, office="mayor", period=Period("2030-01-01", None))
    assert lapse.last_day_of_offices(starting("2023-01-01", "office"), [open_one, ALDERMAN]) == "2027-01-31"


def test_of_two_elections_the_new_council_that_begins_first_counts_then_the_first_vote_then_the_id() -> None:
    one = starting("2023-01-01", "municipal")
    later_council = Election("a", "municipal", "2026-01-01", "2026-05-01")
    assert of(one, elections=(later_council, MUNICIPAL_2026)) == Lapse("2026-03-31", "municipal", "2026-03-18", "g26")
    later_vote = replace(MUNICIPAL_2026, id="a", day="2026-03-20")
    assert of(one, elections=(later_vote, MUNICIPAL_2026)) == Lapse("2026-03-31", "municipal", "2026-03-18", "g26")
    no_day = replace(MUNICIPAL_2026, id="z", day=None)
    assert of(one, elections=(MUNICIPAL_2026, no_day)) == Lapse("2026-03-31", "municipal", "2026-03-31", "z")
    same = replace(MUNICIPAL_2026, id="a")
    assert of(one, elections=(MUNICIPAL_2026, same)) == Lapse("2026-03-31", "municipal", "2026-03-18", "a")


def test_the_end_date_of_a_mandate_is_its_own_event() -> None:
    assert of(starting("2023-01-01", "nothing", "2025-12-31")) == Lapse("2025-12-31", "end_date", "2025-12-31")


def test_the_lapse_among_all_records_looks_at_the_partners_of_the_seat() -> None:
    one = starting("2023-01-01", "municipal")
    of_hattem = replace(MUNICIPAL_2026, partners=("hattem",))
    known = Network({"m": one}, {"bestuur": Body("bestuur", ALWAYS, (SEAT,))}, elections={"g26": of_hattem})
    assert lapse.lapse_in(known, one) == Lapse("2026-03-31", "municipal", "2026-03-18", "g26")


@pytest.mark.parametrize(("text", "is_day"), [("2026-03-01", True), ("municipal", False), ("2", True), ("", False)])
def test_a_value_that_begins_with_a_digit_is_a_day(text: str, is_day: bool) -> None:
    assert lapse.is_day(text) is is_day


def test_on_its_own_day_a_lapse_of_today_is_certain() -> None:
    ends_today = Lapse("2026-12-01", "date", "2026-12-01")
    assert lapse.certainty(OPEN, ends_today, [], "2026-12-01", "2026-12-01") == "certain"
    ended_before = Lapse("2026-11-30", "date", "2026-11-30")
    assert lapse.certainty(OPEN, ended_before, [], "2026-12-01", "2026-12-01") == "certain"


def test_a_mandate_without_a_first_day_succeeds_nobody() -> None:
    always = replace(SUCCESSOR, period=Period(None, None))
    assert lapse.certainty(OPEN, END, [always], "2027-04-02", "2026-12-01") == "lapsed"


def test_a_seat_with_a_lower_minimum_needs_so_many() -> None:
    seat = replace(SEAT, places=3, minimum=2)
    state = holding.filled(seat, True, [OPEN], "2026-03-05")
    assert (state.places, state.needed, state.vacant, state.free) == (3, 2, 1, 1)


def test_who_is_unattended_is_the_absent_occupant() -> None:
    assert holding.filled(SEAT, True, [ABSENT], "2026-03-05").unattended == (ABSENT,)


def test_seats_after_one_without_a_vote_vote_too() -> None:
    first = replace(SEAT, id="gast", voting=False)
    known = net(MANDATE, seats=(first, SEAT))
    assert [one.id for one in voice.voters(known, known.bodies["bestuur"], "2026-03-05")] == ["m"]


def test_without_a_seat_every_office_may_be_the_one_behind_a_mandate() -> None:
    elsewhere = replace(ALDERMAN, partner="zwolle")
    found = people.offices_behind(replace(OPEN, lapses_with="municipal"), None, Person("p-1", (elsewhere,)))
    assert found == [elsewhere]
