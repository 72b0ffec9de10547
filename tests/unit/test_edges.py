"""The first and last of what counts, in the small modules that everything rests on: before each bound, at it and after it."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regio_cli.exchange.audience import AUDIENCES, may_see
from regio_cli.model import formats, publicity, spreadsheet
from regio_cli.model.days import later
from regio_cli.model.record import Address, Period, period_of

# ------------------------------------------------------------------------------------------------------------------ periods

MARCH = Period("2026-03-01", "2026-03-31")
DAYS = st.sampled_from([f"2026-01-{n:02}" for n in range(1, 8)])
ENDS = st.one_of(st.none(), DAYS)


@pytest.mark.parametrize(
    ("period", "day", "is_covered"),
    [
        (MARCH, "2026-02-28", False),
        (MARCH, "2026-03-01", True),
        (MARCH, "2026-03-02", True),
        (MARCH, "2026-03-30", True),
        (MARCH, "2026-03-31", True),
        (MARCH, "2026-04-01", False),
        (Period(None, "2026-03-31"), "0001-01-01", True),
        (Period(None, "2026-03-31"), "2026-03-31", True),
        (Period(None, "2026-03-31"), "2026-04-01", False),
        (Period("2026-03-01", None), "2026-02-28", False),
        (Period("2026-03-01", None), "2026-03-01", True),
        (Period("2026-03-01", None), "9999-12-31", True),
        (Period(None, None), "2026-03-01", True),
        (Period("2026-03-01", "2026-03-01"), "2026-03-01", True),
        # An end before the start covers no day, not even its own.
        (Period("2026-03-02", "2026-03-01"), "2026-03-01", False),
        (Period("2026-03-02", "2026-03-01"), "2026-03-02", False),
    ],
)
def test_a_period_covers_its_first_and_last_day(period: Period, day: str, is_covered: bool) -> None:
    assert period.covers(day) is is_covered


@pytest.mark.parametrize(
    ("other", "is_overlap"),
    [
        (Period("2026-02-01", "2026-02-28"), False),
        (Period("2026-02-01", "2026-03-01"), True),
        (Period("2026-02-01", "2026-03-02"), True),
        (Period("2026-03-30", "2026-04-30"), True),
        (Period("2026-03-31", "2026-04-30"), True),
        (Period("2026-04-01", "2026-04-30"), False),
        (Period(None, "2026-02-28"), False),
        (Period(None, "2026-03-01"), True),
        (Period("2026-03-31", None), True),
        (Period("2026-04-01", None), False),
        (Period(None, None), True),
        (Period("2026-03-10", "2026-03-10"), True),
        (Period("2026-01-01", "2026-12-31"), True),
    ],
)
def test_periods_overlap_when_they_share_a_day(other: Period, is_overlap: bool) -> None:
    assert MARCH.overlaps(other) is is_overlap
    assert other.overlaps(MARCH) is is_overlap


@given(ENDS, ENDS, ENDS, ENDS)
def test_an_overlap_is_a_day_that_both_cover(a: str | None, b: str | None, c: str | None, d: str | None) -> None:
    one, other = Period(a, b), Period(c, d)
    if (a and b and a > b) or (c and d and c > d):
        return
    days = ["0001-01-01", *(f"2026-01-{n:02}" for n in range(1, 8)), "9999-12-31"]
    assert one.overlaps(other) is any(one.covers(day) and other.covers(day) for day in days)


def test_the_period_of_a_record_is_open_where_it_says_nothing() -> None:
    assert period_of({"start_date": "2026-03-01", "end_date": "2026-03-31"}) == MARCH
    assert period_of({}) == Period(None, None)


@pytest.mark.parametrize("text", ["partner", "partner/", "/hattem", "partner/hattem/x", ""])
def test_only_kind_and_id_are_an_address(text: str) -> None:
    assert Address.parse(text) is None
    assert Address.parse("partner/hattem") == Address("partner", "hattem")


# --------------------------------------------------------------------------------------------------------------------- days


@pytest.mark.parametrize(
    ("day", "days", "expected"),
    [
        ("2026-03-01", 0, "2026-03-01"),
        ("2026-03-01", -1, "2026-02-28"),
        ("2028-03-01", -1, "2028-02-29"),
        ("2026-12-31", 1, "2027-01-01"),
        ("9999-12-30", 1, "9999-12-31"),
        ("9999-12-31", 0, "9999-12-31"),
        ("9999-12-31", 1, "9999-12-31"),
        ("0001-01-02", -1, "0001-01-01"),
        ("0001-01-01", 0, "0001-01-01"),
        ("0001-01-01", -1, "0001-01-01"),
        # More than a calendar has, and more than Python counts.
        ("2026-03-01", 10**7, "9999-12-31"),
        ("2026-03-01", -(10**7), "0001-01-01"),
        ("2026-03-01", 10**12, "9999-12-31"),
        ("2026-03-01", -(10**12), "0001-01-01"),
    ],
)
def test_a_day_later_stays_in_the_calendar(day: str, days: int, expected: str) -> None:
    assert later(day, days) == expected


@pytest.mark.parametrize("day", ["2026-02-29", "2026-13-01", "morgen", ""])
def test_what_is_no_day_has_none_after_it(day: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        later(day, 1)


# ---------------------------------------------------------------------------------------------------------------- publicity

SEEN = {"public": ["public"], "partners": ["public", "functional"], "bureau": ["public", "functional", "internal"]}


def test_each_audience_sees_as_far_as_its_level_and_no_further() -> None:
    assert list(SEEN) == list(AUDIENCES)
    for audience in AUDIENCES:
        assert [sort for sort in publicity.SORTS if may_see(audience, sort)] == SEEN[audience]
        # What is not personal everybody may see; what nobody knows only the bureau.
        assert may_see(audience, None) is True
        assert may_see(audience, "geheim") is (audience == "bureau")
        assert may_see(audience, "") is (audience == "bureau")


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ({"publicity": "public"}, "public"),
        ({"publicity": "functional"}, "functional"),
        ({"publicity": "internal"}, "internal"),
        ({"publicity": "Public"}, "internal"),
        ({"publicity": ["public"]}, "internal"),
        ({"publicity": None}, "internal"),
        ({"name": "x"}, "internal"),
        ({}, "internal"),
        (None, "internal"),
    ],
)
def test_a_person_goes_no_further_than_is_said(person: dict[str, object] | None, expected: str) -> None:
    assert publicity.publicity_of(person) == expected


# -------------------------------------------------------------------------------------------------------------- spreadsheets


@pytest.mark.parametrize("first", list("=+-@\t\r"))
def test_each_beginning_of_a_formula_is_guarded(first: str) -> None:
    assert spreadsheet.guarded(f"{first}1+1") == f"'{first}1+1"
    assert spreadsheet.guarded(first) == f"'{first}"
    assert spreadsheet.guarded(f"'{first}1") == f"''{first}1"
    assert spreadsheet.guarded(f"a{first}1") == f"a{first}1"
    assert spreadsheet.guarded(f" {first}1") == f"' {first}1"


@pytest.mark.parametrize("separator", list(";,|\n"))
@pytest.mark.parametrize("between", ["", " ", '"', '" ', "'"])
def test_a_formula_behind_another_separator_is_guarded(separator: str, between: str) -> None:
    assert spreadsheet.guarded(f"Zie{separator}{between}=1+1") == f"Zie{separator}'{between}=1+1"
    assert spreadsheet.guarded(f"Zie{separator}{between}x=1") == f"Zie{separator}{between}x=1"
    assert spreadsheet.guarded_json([f"Zie{separator}{between}=1"]).count("\\u003d") == 1


@pytest.mark.parametrize(
    "text", ["", "1+1", "'s-Gravenhage", "'", "\nx=1", ";1", "|x", "%x", "'t Harde", "a; b", "1,2"]
)
def test_other_text_is_left_alone(text: str) -> None:
    assert spreadsheet.guarded(text) == text
    assert spreadsheet.unguarded(text) == text


@given(st.text(alphabet="'=+-@\t\ra ;,|\n\"", max_size=8))
def test_there_is_a_way_back_for_every_text_and_no_separator_makes_a_formula_of_it(text: str) -> None:
    assert spreadsheet.unguarded(spreadsheet.guarded(text)) == text
    assert json.loads(spreadsheet.guarded_json([text, {text: text}])) == [text, {text: text}]
    for separator in ",;":
        out = io.StringIO()
        row = ["id", spreadsheet.guarded(text), spreadsheet.guarded_json([text]), "z"]
        csv.writer(out, delimiter=separator, lineterminator="\r\n").writerow(row)
        for other in ";,\t|":
            cells = [
                cell for row in csv.reader(io.StringIO(out.getvalue(), newline=""), delimiter=other) for cell in row
            ]
            assert not [cell for cell in cells if cell.lstrip(' "').startswith(("=", "+", "-", "@"))]


# ------------------------------------------------------------------------------------------------------------------ formats


@pytest.mark.parametrize(
    ("text", "is_valid"),
    [
        ("111222333", True),
        ("111222334", False),
        ("11122233", False),
        ("1112223330", False),
        # The eleven test of python-stdnum fills up what is short; we don't.
        ("12345672", False),
        ("11122233a", False),
        ("000000000", False),
        ("", False),
    ],
)
def test_an_rsin_is_nine_digits_that_pass_the_eleven_test(text: str, is_valid: bool) -> None:
    assert formats.is_rsin(text) is is_valid


@pytest.mark.parametrize(
    ("text", "has_one"),
    [
        ("111222333", True),
        ("bsn 111222333.", True),
        ("a111222333b", True),
        ("1112223330", False),
        ("0111222333", False),
        ("111222334", False),
        ("111222334 en 111222333", True),
        ("11122233", False),
        ("١١١٢٢٢٣٣٣", False),
    ],
)
def test_a_citizen_number_stands_apart_from_other_digits(text: str, has_one: bool) -> None:
    assert formats.has_citizen_number(text) is has_one


@pytest.mark.parametrize(
    ("text", "is_valid"),
    [
        # RSIN: the main number passes the eleven test.
        ("00000001" + "111222333" + "000", True),
        ("00000001" + "111222334" + "000", False),
        ("00000001" + "111222333" + "001", True),
        ("00000001" + "111222333" + "00a", False),
        # KvK: eight digits and a zero, and no suffix.
        ("00000003" + "123456780" + "000", True),
        ("00000003" + "123456781" + "000", False),
        ("00000003" + "123456780" + "001", False),
        ("00000003" + "123456780" + "100", False),
        ("00000003" + "12345678a" + "000", False),
        ("00000003" + "1234567a0" + "000", False),
        # Digits.
        *((f"{prefix:08}" + "123456789" + "001", True) for prefix in (2, 4, 5, 6, 8, 10, 99)),
        *((f"{prefix:08}" + "12345678a" + "000", False) for prefix in (2, 4, 5, 6, 8, 10, 99)),
        *((f"{prefix:08}" + "123456789" + "00a", False) for prefix in (2, 4, 5, 6, 8, 10, 99)),
        # Letters.
        ("00000007" + "A2345678B" + "00a", True),
        ("00000009" + "A2345678B" + "00a", True),
        # No such prefix.
        ("00000000" + "123456789" + "000", False),
        ("00000011" + "123456789" + "000", False),
        ("00000098" + "123456789" + "000", False),
        ("00000100" + "123456789" + "000", False),
        # One digit less or more.
        ("00000002" + "123456789" + "00", False),
        ("00000002" + "123456789" + "0000", False),
        ("", False),
    ],
)
def test_an_oin_has_a_main_number_that_fits_its_prefix(text: str, is_valid: bool) -> None:
    assert formats.is_oin(text) is is_valid


@pytest.mark.parametrize(
    ("format_", "text", "is_valid"),
    [
        ("brin", "05KO", True),
        ("brin", "05KO01", True),
        ("brin", "05K", False),
        ("brin", "05KO0", False),
        ("postcode", "8011 PK", True),
        ("postcode", "8011PK", True),
        ("postcode", "0999 AA", False),
        ("postcode", "1000 AA", True),
        ("postcode", "9999 ZZ", True),
        ("postcode", "1000 SA", False),
        ("postcode", "1000 SD", False),
        ("postcode", "1000 SS", False),
        ("postcode", "1000 SB", True),
        ("postcode", "10000 AA", False),
    ],
)
def test_the_other_formats_hold_at_their_edges(format_: str, text: str, is_valid: bool) -> None:
    assert formats.FORMATS[format_](text) is is_valid
