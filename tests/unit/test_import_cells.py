"""What stands in cells: names, days, numbers, and anything at all."""

import contextlib
import datetime
import io
import json

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from regio_cli.change.refusal import Refused
from regio_cli.exchange.import_.csvfile import read_csv
from regio_cli.exchange.import_.days import day_of, serial_day
from regio_cli.exchange.import_.grid import letters
from regio_cli.exchange.import_.personname import person_of
from regio_cli.exchange.import_.popolo import read_popolo
from regio_cli.exchange.import_.records import read_json
from regio_cli.exchange.import_.roofile import read_roo
from regio_cli.exchange.import_.values import meant
from regio_cli.exchange.import_.xlsxfile import read_xlsx
from regio_cli.store.schemas import load_schemas

KINDS = load_schemas([]).kinds


@pytest.mark.parametrize(
    ("cell", "name", "deputy"),
    [
        ("dhr. mr. A.B. (Arie) van der Berg (plv.)", "mr. A.B. Arie van der Berg", True),
        ("Berg, A.B. van der", "A.B. van der Berg", False),
        ("Berg, van der, A.B.", "A.B. van der Berg", False),
        ("van der Berg, A.B.", "A.B. van der Berg", False),
        ("mevr. drs. ing. C. Núñez MSc", "drs. ing. MSc C. Núñez", False),
        ("A B de Wit", "A.B. de Wit", False),
        ("Els van der Bérg", "Els van der Bérg", False),
        ("De heer J.  Jansen", "J. Jansen", False),
        ("Jansen-de Boer, mw. dr. P.", "dr. P. Jansen-de Boer", False),
        ("mw. P. Jansen-van der Boer", "P. Jansen-van der Boer", False),
        ("ir. Th.J. op 't Land", "ir. Th.J. op 't Land", False),
        ("Dora van Zwolle plaatsvervangend lid", "Dora van Zwolle", True),
        ("Dreesmann", "Dreesmann", False),
        ("Irene Drost", "Irene Drost", False),
        ("Mr. X. Ypma, plv.", "mr. X. Ypma", True),
        ("Van den Akker, P.J.M. (Piet)", "P.J.M. Piet van den Akker", False),
        ("Jan aan de Brugh", "Jan aan de Brugh", False),
        ("anna bergsma", "anna bergsma", False),
        ("P.J.M. v.d. Akker", "P.J.M. v.d. Akker", False),
        ("dhr. J. v/d Berg (plv.)", "J. v.d. Berg", True),
        ("J v. d. Berg", "J. v.d. Berg", False),
        ("Jan vd Berg", "Jan vd Berg", False),
        ("V.d. Berg, J. (Jan)", "J. Jan v.d. Berg", False),
        ("Berg, v.d., J.", "J. v.d. Berg", False),
        ("Berg, J. v.d.", "J. v.d. Berg", False),
        ("Bert van't Hof", "Bert van't Hof", False),
        ("Hof, B. van't", "B. van't Hof", False),
        ("V.D. Berg", "V.D. Berg", False),
        ("J.W. (Jan Willem) Beukers", "J.W. Jan Willem Beukers", False),
        ("Ir. T.J.M. (Tom) Geurs van Velden", "ir. T.J.M. Tom Geurs van Velden", False),
        ("drs. P.Q. (Piet) Akkerhuis MPM", "drs. MPM P.Q. Piet Akkerhuis", False),
        ("A. (An) Valenberg MSc.", "MSc A. An Valenberg", False),
        ("Johannes (Jan) Trevel", "J. Jan Trevel", False),
        ("Rachid el Amrouni", "Rachid el Amrouni", False),
        ("Lia Tjon a Tsoi", "Lia Tjon a Tsoi", False),
        ("Marco Hagstra of ten Hage", "Marco Hagstra of ten Hage", False),
        ("Anna Driesen - Slingerbos", "Anna Driesen-Slingerbos", False),
        ("Angus Mac Leod", "Angus Mac Leod", False),
        ("Ben Bril", "Ben Bril", False),
        ("Jan Ma", "Jan Ma", False),
        ("J. BOS", "J. BOS", False),
    ],
)
def test_a_name_in_one_cell_falls_apart_as_people_mean_it(cell: str, name: str, deputy: bool) -> None:
    found = person_of(cell)
    assert found
    parts = ("title", "initials", "given", "prefix", "family")
    assert (" ".join(found.name[part] for part in parts if part in found.name), found.deputy) == (name, deputy)


@pytest.mark.parametrize(
    "cell",
    ["vacature", "-", "n.v.t.", "", "  ", "(plv.)", "Vacant", "?", "VACATURE (per 1 jan)", "n.n.b.", "nog te benoemen"],
)
def test_a_cell_may_say_that_nobody_is_there(cell: str) -> None:
    assert person_of(cell) is None


@pytest.mark.parametrize(
    "cell",
    ["Opmerkingen: doorgeven aan het secretariaat", "secretariaat@hattem.example", "wethouder E. van der Veen", "P.J.M. v.x. Akker",
     "J.P. Balk en M. de Boer", "J. Smit (VVD)", "J. Smit (tot 1-1-2026)", "J. Smit / P. Snoek", "zie https://x.example"],
)  # fmt: skip
def test_a_cell_with_anything_but_one_name_makes_nobody(cell: str) -> None:
    with pytest.raises(Refused, match="is not the name of one person"):
        person_of(cell)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-06-01", "2026-06-01"), ("1-6-2026", "2026-06-01"), ("01/06/2026", "2026-06-01"), ("1.6.2026", "2026-06-01"), ("1 juni 2026", "2026-06-01"),
        ("ma 1 mrt. 2026", "2026-03-01"), ("1 March 2026", "2026-03-01"), ("46174", "2026-06-01"), ("1-6-26", None),
        ("31-2-2026", None), ("13-13-2026", None), ("juni 2026", None), ("2026", None), ("12", None), ("2026-06-01 00:00:00", "2026-06-01"), ("2026-06-01 0:00:00", "2026-06-01"), ("1 juni '28", None),
    ],
)  # fmt: skip
def test_a_day_is_read_as_it_is_written_here_or_not_at_all(text: str, day: str | None) -> None:
    assert day_of(text) == day


@given(st.dates(datetime.date(1954, 10, 3), datetime.date(2199, 12, 31)))
def test_every_day_is_read_back_however_it_is_written(day: datetime.date) -> None:
    assert day_of(f"{day.day}-{day.month}-{day.year}") == day.isoformat()
    assert serial_day((day - datetime.date(1899, 12, 30)).days) == day.isoformat()


@pytest.mark.parametrize(
    "cell",
    ["Rien Wijding - wethouder", "P. Snoek, wethouder", "P. Snoek, VVD", "P. Snoek VVD", "Piet Snoek, PvdA", "Piet Snoek GroenLinks",
     "Jan Bos - VVD", "Piet Snoek (VVD)", "Jan of Piet Bos", "Snoek, P., wethouder"],
)  # fmt: skip
def test_a_job_or_a_party_is_never_a_part_of_a_name(cell: str) -> None:
    with pytest.raises(Refused):
        person_of(cell)


def test_no_number_of_a_year_or_less_is_a_day() -> None:
    assert [serial_day(number) for number in (61, 2019, 9_999, 19_999)] == [None] * 4
    assert (serial_day(20_000), serial_day(109_573), serial_day(109_574)) == ("1954-10-03", "2199-12-30", None)
    assert (day_of("45000"), day_of("45000", epoch_1904=True)) == ("2023-03-15", "2027-03-16")


@pytest.mark.parametrize(
    ("text", "number"), [("24,2", 24.2), ("1.234,5", 1234.5), ("12.345", 12345.0), ("24.2", 24.2), ("€ 12", 12.0)]
)
def test_numbers_have_a_decimal_comma_or_a_point(text: str, number: float) -> None:
    field = KINDS["partner"].field("statistics.area_km2")
    assert field
    assert meant(field, text) == number


@pytest.mark.parametrize(
    ("path", "cell", "meaning"),
    [
        ("email", "Anna Bergsma <a@b.example>", "a@b.example"),
        ("email", "mailto:a@b.example", "a@b.example"),
        ("email", "s.d'hooghe@b.example", "s.d'hooghe@b.example"),
        ("email", "'a@b.example'", "a@b.example"),
        ("email", "a@b.example; c@b.example", "a@b.example; c@b.example"),
        ("source", "Brief van Anna <a@b.example>, 4 juni", "Brief van Anna <a@b.example>, 4 juni"),
        ("name", "Kring 12\nOost", "Kring 12 Oost"),
        ("website", "www.b.example", "https://www.b.example"),
        ("phone", "038 - 498 91 11", "+31384989111"),
        ("phone", "+31 (0)38 498 91 11", "+31384989111"),
        ("phone", "+31 38 498 91 11 tst. 12", "+31 38 498 91 11 tst. 12"),
        ("phone", "+31384989111/12", "+31384989111/12"),
        ("phone", 384989111, "+31384989111"),
    ],
)
def test_only_a_field_for_an_address_takes_it_out_of_a_text(path: str, cell: object, meaning: str) -> None:
    field = KINDS["partner"].field(path)
    assert field
    assert meant(field, cell) == meaning  # type: ignore[arg-type]


def test_a_long_text_keeps_its_form() -> None:
    for path, text in (
        ("source", "Kieswet: stemming na dagen, " * 6 + "slot"),
        ("website", f"https://a.example/{'een-lang-pad-12/' * 10}"),
    ):
        field = KINDS["partner"].field(path)
        assert field
        assert meant(field, text) == text


@given(st.integers(0, 20_000))
def test_columns_are_named_as_spreadsheets_do(column: int) -> None:
    number = 0
    for letter in letters(column):
        number = number * 26 + ord(letter) - 64
    assert number == column + 1


ANYTHING = st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))


@given(ANYTHING)
def test_no_reader_breaks_on_anything(content: bytes) -> None:
    for read in (
        read_csv,
        read_xlsx,
        lambda c: read_roo(io.BytesIO(c)),
        lambda c: read_json(c, KINDS, None),
        lambda c: read_popolo(c, KINDS),
    ):
        with contextlib.suppress(Refused):
            read(content)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text("ab /#", max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "name", "regio", "sources", "url", "person_id", "organization_id", "post_id", "identifiers", "scheme", "contact_details", "type"]), inner, max_size=4),
    max_leaves=6,
)  # fmt: skip


@given(
    st.dictionaries(
        st.sampled_from(["persons", "organizations", "memberships", "posts", "events"]), st.lists(VALUES, max_size=4)
    )
)
def test_popolo_of_any_shape_is_read_or_refused(document: dict[str, object]) -> None:
    with contextlib.suppress(Refused):
        read_popolo(json.dumps(document).encode(), KINDS)


@given(st.text(max_size=60))
def test_any_text_is_a_name_in_parts_or_nobody(text: str) -> None:
    found = None
    with contextlib.suppress(Refused):
        found = person_of(text)
    assert found is None or all(part and part == part.strip() for part in found.name.values())


@given(
    st.sampled_from([field for kind in KINDS for field in kind.walk()]),
    st.text("abcdé09 .,-;[{€", max_size=20)
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.dates(),
)
def test_a_cell_is_taken_over_or_refused_whatever_its_field(field: object, value: object) -> None:
    with contextlib.suppress(Refused):
        meant(field, value)  # type: ignore[arg-type]


@pytest.mark.parametrize(("counts_from_1904", "day"), [(False, "2022-02-01"), (True, "2026-02-02")])
def test_a_workbook_that_counts_days_from_1904_means_other_days(counts_from_1904: bool, day: str) -> None:
    book = openpyxl.Workbook()
    if counts_from_1904:
        book.epoch = CALENDAR_MAC_1904
    book.active.append(["Begindatum"])
    book.active.append([44593])
    book.active["A3"] = datetime.date(2026, 2, 2)
    content = io.BytesIO()
    book.save(content)
    [sheet], _ = read_xlsx(content.getvalue())
    assert sheet.epoch_1904 is counts_from_1904
    start = KINDS["mandate"].field("start_date")
    assert start
    assert meant(start, sheet.rows[1][0], sheet.epoch_1904) == day
    assert meant(start, sheet.rows[2][0], sheet.epoch_1904) == "2026-02-02"
