"""What a seat asks of its holder, at the edges of an office."""

import pytest

from regio_cli.change.requirements import unmet

ALDERMAN = {"offices": ["mayor", "alderman"]}
GELDERLAND = {"provinces": ["gelderland"]}
OFFICE = {"office": "alderman", "start_date": "2026-06-01", "end_date": "2026-12-31"}


@pytest.mark.parametrize(
    ("day", "is_met"),
    [("2026-05-31", False), ("2026-06-01", True), ("2026-12-31", True), ("2027-01-01", False), (None, True)],
)
def test_an_office_counts_from_its_first_day_to_its_last(day: str | None, is_met: bool) -> None:
    assert unmet([ALDERMAN], [OFFICE], [], day) == ([] if is_met else [ALDERMAN])


@pytest.mark.parametrize(
    ("requirement", "offices", "provinces", "is_met"),
    [
        (ALDERMAN, [], [], False),
        (ALDERMAN, [{"office": "director"}], [], False),
        (ALDERMAN, [{"office": "director"}, {"office": "mayor"}], [], True),
        (GELDERLAND, [], [], False),
        (GELDERLAND, [], ["overijssel"], False),
        (GELDERLAND, [], ["overijssel", "gelderland"], True),
        ({**ALDERMAN, **GELDERLAND}, [{"office": "mayor"}], ["overijssel"], False),
        ({**ALDERMAN, **GELDERLAND}, [], ["gelderland"], False),
        ({**ALDERMAN, **GELDERLAND}, [{"office": "mayor"}], ["gelderland"], True),
        ({"text": "kent de regio"}, [], [], True),
        ({"offices": [], "provinces": []}, [], [], True),
    ],
)
def test_one_of_the_offices_and_one_of_the_provinces_will_do(
    requirement: dict[str, list[str]], offices: list[dict[str, str]], provinces: list[str], is_met: bool
) -> None:
    assert unmet([requirement], offices, provinces, "2026-01-01") == ([] if is_met else [requirement])
