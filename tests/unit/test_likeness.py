"""Who may be the same person: just alike enough, and just not."""

import pytest

from regio_cli.change.likeness import NEARLY, family_of, name_from, same_person
from regio_cli.model.record import Address, Data


def person(family: str = "", given: str = "", initials: str = "", prefix: str = "", email: str = "") -> Data:
    parts = {"given": given, "initials": initials, "prefix": prefix, "family": family}
    name = {part: value for part, value in parts.items() if value}
    return {"name": name, **({"email": email} if email else {})}


def score(wanted: Data, other: Data) -> float:
    found = same_person(wanted, [(Address("person", "p-1"), other)])
    return found[0].score if found else 0.0


@pytest.mark.parametrize(
    ("wanted", "other", "expected"),
    [
        # Family names: rapidfuzz's ratio, of 88 and more.
        (person("Bergsma"), person("Bergsma"), 100),
        (person("Bergsma"), person("Bérgsma"), 100),
        (person("Bergsma"), person("BERGSMA"), 100),
        (person("Berg", prefix="van den"), person("van den Berg"), 100),
        # 2·11/25 is 88 exactly; 2·10/23 is 86.96.
        (person("abcdefghijkl"), person("abcdefghijkXY"), 88),
        (person("abcdefghijk"), person("abcdefghijXY"), 0),
        (person("Jansen"), person("Janssen"), pytest.approx(92.3, abs=0.1)),
        (person("abcdefgh"), person("abcdefgX"), 0),
        (person("Jansen"), person("Hansen"), 0),
        (person(""), person(""), 0),
        (person(""), person("Bergsma"), 0),
        # Nearly the same, 80 and more, is enough when the given name is the very same.
        (person("Bakke", "Anna"), person("Bakxe", "Anna"), pytest.approx(80)),
        (person("Bakke", "Anna"), person("Bakxe", "Ana"), 0),
        (person("Bakke"), person("Bakxe"), 0),
        (person("Bakk", "Anna"), person("Bakx", "Anna"), 0),
    ],
)
def test_a_family_name_is_alike_from_a_bound_on(wanted: Data, other: Data, expected: object) -> None:
    assert score(wanted, other) == expected
    assert score(other, wanted) == expected


def test_the_bounds_are_those_of_the_cases_above() -> None:
    assert NEARLY == 80


@pytest.mark.parametrize(
    ("wanted", "other", "is_same"),
    [
        (person("Berg", "Anna"), person("Berg", "Anna"), True),
        (person("Berg", "Anna"), person("Berg", "Änna"), True),
        # Ana and Anna: 2·3/7 is 85.7; Annette and Annete 92.3.
        (person("Berg", "Anna"), person("Berg", "Ana"), False),
        (person("Berg", "Annette"), person("Berg", "Annete"), True),
        (person("Berg", "Anna"), person("Berg", "Bert"), False),
        # 88 exactly, and just less.
        (person("Berg", "abcdefghijkl"), person("Berg", "abcdefghijkXY"), True),
        (person("Berg", "abcdefghijk"), person("Berg", "abcdefghijXY"), False),
        # A given name against an initial, or against nothing.
        (person("Berg", "Anna"), person("Berg", initials="A.B."), True),
        (person("Berg", "Anna"), person("Berg", initials="B."), False),
        (person("Berg", "Anna"), person("Berg"), True),
        (person("Berg"), person("Berg", "Anna"), True),
        (person("Berg", "A."), person("Berg", "Anna"), True),
        (person("Berg", "B."), person("Berg", "Anna"), False),
        (person("Berg", "A"), person("Berg", "Anna"), True),
        (person("Berg", "B"), person("Berg", "Anna"), False),
        (person("Berg", "Al"), person("Berg", "Anna"), False),
        (person("Berg", initials="A."), person("Berg", initials="A.C."), True),
        (person("Berg", initials="A."), person("Berg", initials="C.A."), False),
        # Initials say it, where there are both: somebody is called by another name than the first.
        (person("Berg", "Bo", initials="A."), person("Berg", initials="A."), True),
        (person("Berg", "Bo", initials="A."), person("Berg", initials="B."), False),
    ],
)
def test_given_names_and_initials_let_two_people_be_one(wanted: Data, other: Data, is_same: bool) -> None:
    assert bool(score(wanted, other)) is is_same


def test_the_same_address_is_certain_whatever_the_name() -> None:
    wanted = person("Berg", "Anna", email="A.Berg@x.example")
    assert score(wanted, person("Wit", "Bo", email="a.berg@X.example")) == 100
    assert score(wanted, person("Wit", "Bo", email="b.berg@x.example")) == 0
    assert score(person("Berg"), person("Wit")) == 0
    assert score({"email": ""}, {"email": ""}) == 0
    assert score({}, {"email": "xxxx"}) == 0
    assert score({"email": "xxxx"}, {}) == 0


def test_a_record_without_a_name_is_like_nobody() -> None:
    assert score({}, person("Berg")) == 0
    assert score(person("Berg"), {"name": "Berg"}) == 0
    assert score(person("Berg"), {"name": {"family": None}}) == 0


def test_the_likeliest_come_first_and_then_by_address() -> None:
    persons = [
        (Address("person", "p-0"), person("Janssen")),
        (Address("person", "p-2"), person("Jansen")),
        (Address("person", "p-4"), person("De Wit")),
        (Address("person", "p-1"), person("Jansen")),
    ]
    found = same_person(person("Jansen"), persons)
    assert [like.address.id for like in found] == ["p-1", "p-2", "p-0"]


@pytest.mark.parametrize("written", ["Berg", "van den Berg", "Van den Berg", "den Berg", "BERG"])
def test_prefixes_are_no_part_of_the_family_name(written: str) -> None:
    assert family_of(person(written)) == "berg"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Berg", {"family": "Berg"}),
        ("Anna Berg", {"family": "Berg", "given": "Anna"}),
        ("Anna Maria Berg", {"family": "Berg", "given": "Anna Maria"}),
        ("Anna van der Berg", {"family": "Berg", "prefix": "van der", "given": "Anna"}),
        ("A.B. Berg", {"family": "Berg", "initials": "A.B."}),
        ("A.B. (Anna) van Berg", {"family": "Berg", "prefix": "van", "given": "Anna", "initials": "A.B."}),
        ("A. B. Berg", {"family": "Berg", "initials": "A. B."}),
        ("J. Berg (Xander)", {"family": "Berg", "given": "Xander", "initials": "J."}),
        ("(Anna) Berg", {"family": "Berg", "given": "Anna"}),
        ("Anna B. Berg", {"family": "Berg", "given": "Anna", "initials": "B."}),
        ("Anna Van Berg", {"family": "Berg", "prefix": "Van", "given": "Anna"}),
        ("Anna van den Berg de Wit", {"family": "Berg de Wit", "prefix": "van den", "given": "Anna"}),
        ("Anna Berg-de Wit", {"family": "Wit", "prefix": "", "given": "Anna Berg-de"}),
        ("van der", {"family": "der", "prefix": "van"}),
        ("de", {"family": "de"}),
        ("Berg, Anna", {"family": "Anna", "given": "Berg"}),
        ("Anna 't Hart", {"family": "Hart", "prefix": "'t", "given": "Anna"}),
        ("", {}),
        ("  ", {}),
    ],
)
def test_a_written_name_is_taken_apart(text: str, expected: dict[str, str]) -> None:
    assert name_from(text) == {part: value for part, value in expected.items() if value}
