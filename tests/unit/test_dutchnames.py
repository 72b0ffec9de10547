"""Prefixes of Dutch names in all their spellings, and the parts of a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regio_cli.model.dutchnames import bare_family, comparable, is_abbreviated, matches, name_from, same_family
from regio_cli.read.names import sort_key

VAN_DEN = [
    "v.d.",
    "vd",
    "vd.",
    "v/d",
    "v. d.",
    "v.d",
    "v d",
    "V.d.",
    "v. den",
    "van den",
    "van de",
    "van der",
    "Van den",
]
VAN_HET = ["van 't", "van't", "vant", "Van't", "van ’t", "v.'t", "v't", "van het", "v.h.", "v/h"]


@pytest.mark.parametrize(
    "prefix", [*VAN_DEN, *VAN_HET, "'t", "'s", "ten", "te", "op de", "o.d.", "in 't", "de", "d.", "v.", "a/d"]
)
def test_a_family_name_is_known_without_its_prefix_in_whichever_part_it_stands(prefix: str) -> None:
    assert bare_family({"family": f"{prefix} Berg"}) == "berg"
    assert bare_family({"family": "Berg", "prefix": prefix}) == "berg"
    assert sort_key(f"{prefix} Berg")[0] == "berg"


@pytest.mark.parametrize(
    "family", ["Dam", "Vdovin", "Vantongeren", "Thoen", "Opdam", "Denneman", "Terpstra", "Vanderveen", "Tholen"]
)
def test_a_name_that_only_begins_like_a_prefix_is_whole(family: str) -> None:
    assert bare_family({"family": family}) == family.lower()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("v.d. Berg", "van den Berg", True),
        ("v.d. Berg", "van der Berg", True),
        ("vd Berg", "v/d Berg", True),
        ("van't Hof", "van 't Hof", True),
        ("vant Hof", "van het Hof", True),
        ("van den Berg", "van der Berg", False),
        ("van den Berg", "van de Berg", False),
        ("van 't Hof", "van den Hof", False),
        ("v.d. Berg", "Berg", False),
        ("v.d. Berg", "v.d. Burg", False),
        ("Van Den Berg", "van den Berg", True),
    ],
)
def test_two_prefixes_are_one_when_they_may_be_and_one_is_abbreviated(one: str, other: str, same: bool) -> None:
    assert same_family({"family": one}, {"family": other}) == same
    prefix, _, family = other.rpartition(" ")
    assert same_family({"family": family, "prefix": prefix}, {"family": one}) == same


@pytest.mark.parametrize(
    ("text", "is_short"),
    [
        ("Jan v.d. Berg", True), ("Jan vd Berg", True), ("v/d Berg", True), ("Bert van't Hof", True), ("Bert van 't Hof", True),
        ("Jan van den Berg", False), ("J. V.D. Berg", False), ("V. Berg", False), ("D. Boer", False), ("Jan vd", False),
    ],
)  # fmt: skip
def test_initials_are_no_abbreviated_prefix(text: str, is_short: bool) -> None:
    assert is_abbreviated(text) == is_short


@pytest.mark.parametrize(
    ("wanted", "term", "fits"),
    [
        ("Jan vd Berg", "Jan van den Berg", True),
        ("Berg, Jan v.d.", "Jan van den Berg", False),
        ("v.d. Berg, Jan", "Jan van den Berg", True),
        ("vd Berg", "Jan Maria van der Bergh", True),
        ("Jan vd Berg", "Jan Berg", False),
        ("Jan vd Berg", "Jan van 't Berg", False),
        ("J.V. Berg", "Jan van den Berg", False),
    ],
)
def test_words_fit_a_name_when_each_begins_one_of_its_words_and_the_prefix_may_be_the_same(
    wanted: str, term: str, fits: bool
) -> None:
    assert matches(comparable(wanted), comparable(term)) == fits


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Jan vd Berg", ("Jan", "", "vd", "Berg")),
        ("J. v.d. Berg", ("", "J.", "v.d.", "Berg")),
        ("J. v. d. Berg", ("", "J.", "v.d.", "Berg")),
        ("J. v/d Berg", ("", "J.", "v.d.", "Berg")),
        ("Jan v.d.Berg", ("Jan", "", "v.d.", "Berg")),
        ("Bert van't Hof", ("Bert", "", "van't", "Hof")),
        ("Bert van ’t Hof", ("Bert", "", "van ’t", "Hof")),
        ("V.D. Berg", ("", "V.D.", "", "Berg")),
        ("J. (Jan) van der Berg", ("Jan", "J.", "van der", "Berg")),
        ("Anna Maria Bergsma", ("Anna Maria", "", "", "Bergsma")),
        ("Bergsma", ("", "", "", "Bergsma")),
        ("van den", ("", "", "van", "den")),
    ],
)
def test_a_name_falls_apart_in_its_parts(text: str, parts: tuple[str, str, str, str]) -> None:
    found = name_from(text)
    assert tuple(found.get(part, "") for part in ("given", "initials", "prefix", "family")) == parts


@given(st.text(alphabet="vandenrt ./'’VD-x", max_size=40))
def test_any_text_can_be_compared(text: str) -> None:
    assert same_family({"family": text}, {"family": text})
    assert matches(comparable(text), comparable(text)) or not text.strip()
    name_from(text)
