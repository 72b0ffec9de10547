"""Who may be the same person: by name, with slips, accents, initials, several given names and prefixes."""

import pytest
from rapidfuzz import fuzz

from regio_cli.change.likeness import ENOUGH, NEARLY, SHORTEST, given_alike, same_person
from regio_cli.model.record import Address

KNOWN = Address("person", "p-1111")


def alike(one: dict[str, str], other: dict[str, str]) -> bool:
    return bool(same_person({"name": one}, [(KNOWN, {"name": other})]))


@pytest.mark.parametrize(
    ("one", "other", "are_alike"),
    [
        ("Jan", "Piet", False),
        ("Jan", "Jan", True),
        ("Ana", "Anna", True),
        ("Anna", "Anna Maria", True),
        ("Anna", "Anna-Maria", True),
        ("Maria", "Anna Maria", True),
        ("Anna Maria", "Anna-Maria", True),
        ("Annamaria", "Anna Maria", True),
        ("Anna Joy", "Andrea Joy", False),
        ("Anna Maria", "Anna Johanna", False),
        ("Anna Maria", "Maria Anna", False),
        ("Anna Maria", "Anna M.", True),
        ("Anna Maria", "Anna J.", False),
        ("Andrea", "Andrea Joy", True),
        ("Jan", "Jan Willem Piet", True),
        # One wrong letter: from so many letters, and not the first, but for two spellings of one sound.
        ("Tim", "Tom", False),
        ("Jan", "Jon", False),
        ("Jan", "Jaan", True),
        ("Eva", "Ewa", False),
        ("Hans", "Hens", True),
        ("Bert", "Gert", False),
        ("Cees", "Kees", True),
        ("Vera", "Fera", True),
        ("Bret", "Bert", True),
        ("Hans", "Henk", False),
        ("Jo", "Joop", False),
        # An initial fits a name that begins with it.
        ("A.", "Anna", True),
        ("B.", "Anna", False),
        ("É.", "Emile", True),
        ("Zoë", "Zoe", True),
        ("", "Anna", True),
        # Long names by their likeness.
        ("Christiaan", "Cristiaan", True),
        ("Christiaan", "Sebastiaan", False),
    ],
)
def test_given_names_that_may_be_one(one: str, other: str, are_alike: bool) -> None:
    for first, second in ((one, other), (other, one)):
        assert alike({"family": "Jansen", "given": first}, {"family": "Jansen", "given": second}) == are_alike


@pytest.mark.parametrize("letters", [SHORTEST - 1, SHORTEST, SHORTEST + 1])
def test_one_wrong_letter_is_a_slip_from_the_shortest_length(letters: int) -> None:
    assert given_alike("a" * letters, "a" * (letters - 1) + "o") == (letters >= SHORTEST)


@pytest.mark.parametrize(("wrong", "ratio", "enough"), [(4, 84.0, False), (3, 88.0, True), (2, 92.0, True)])
def test_a_family_name_is_alike_from_its_threshold(wrong: int, ratio: float, enough: bool) -> None:
    one, other = "a" * 25, "a" * (25 - wrong) + "o" * wrong
    assert fuzz.ratio(one, other) == pytest.approx(ratio)
    assert (ratio >= ENOUGH) == enough
    assert alike({"family": one, "given": "Jan"}, {"family": other, "given": "Janna"}) is False
    assert alike({"family": one}, {"family": other}) == enough


@pytest.mark.parametrize(
    ("letters", "wrong", "ratio", "enough"), [(14, 3, 78.571, False), (10, 2, 80.0, True), (11, 2, 81.818, True)]
)
def test_with_the_very_same_given_name_a_lower_threshold_counts(
    letters: int, wrong: int, ratio: float, enough: bool
) -> None:
    one, other = "a" * letters, "a" * (letters - wrong) + "o" * wrong
    assert fuzz.ratio(one, other) == pytest.approx(ratio, abs=0.01)
    assert (ratio >= NEARLY) == enough
    assert alike({"family": one, "given": "Jan"}, {"family": other, "given": "Jan"}) == enough
    assert not alike({"family": one, "given": "Jan"}, {"family": other, "given": "Jaan"})


@pytest.mark.parametrize("prefix", ["v.d.", "vd", "v/d", "v. d.", "van de", "V.d.", "van der"])
def test_a_prefix_counts_for_nothing_however_it_is_written(prefix: str) -> None:
    known = {"family": "Berg", "prefix": "van den", "given": "Jan"}
    assert alike({"family": f"{prefix} Berg", "given": "Jan"}, known)
    assert alike({"family": "Berg", "prefix": prefix, "given": "Jan"}, known)
    assert alike({"family": f"{prefix} Berg", "initials": "J."}, known)
    assert not alike({"family": f"{prefix} Berg", "given": "Piet"}, known)


@pytest.mark.parametrize("family", ["Van't Hof", "vant Hof", "van het Hof", "Hof"])
def test_the_same_with_an_apostrophe(family: str) -> None:
    assert alike({"family": family, "given": "Bert"}, {"family": "Hof", "prefix": "van 't", "given": "Bert"})


@pytest.mark.parametrize(
    ("one", "other"),
    [("Jan Jansen", "Piet Jansen"), ("Jan Bos", "Jan Vos"), ("Els de Boer", "Els de Bruin"), ("Bert Smit", "Gert Smit"),
     ("Tom Smit", "Tim Smit"), ("Marie de Wit", "Mark de Wit")],
)  # fmt: skip
def test_two_people_are_not_taken_for_one(one: str, other: str) -> None:
    def parts(text: str) -> dict[str, str]:
        given, _, family = text.partition(" ")
        return {"given": given, "family": family}

    assert not alike(parts(one), parts(other))


def test_the_same_address_is_certain_and_comes_first() -> None:
    persons = [
        (Address("person", "p-2222"), {"name": {"family": "Jansen"}}),
        (Address("person", "p-3333"), {"name": {"family": "Smit"}, "email": "A@b.example"}),
    ]
    found = same_person({"name": {"family": "Janssen"}, "email": "a@B.example"}, persons)
    assert [like.address.id for like in found] == ["p-3333", "p-2222"]
