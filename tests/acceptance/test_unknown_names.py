"""An unknown name: on a terminal a question, in a script a refusal; never a person by itself."""

from collections.abc import Sequence

import pytest

from tests.acceptance.changes import Desk
from tests.terminals import DOWN, ENTER, UP, Seen, answered

FUTURE = "2998-05-01"
LID = ["--to", "tafel", "--seat", "lid", "--from", FUTURE, "--for", "hattem"]
QUESTION = "Nobody is called"


@pytest.fixture
def known(desk: Desk) -> Desk:
    """The registry with Jan van den Berg in it, and Bert van 't Hof, known by an initial."""
    desk.write("persons/p-vd11.yaml", "name:\n  family: Berg\n  prefix: van den\n  given: Jan\npublicity: public\n")
    desk.write("persons/p-vt22.yaml", "name:\n  family: Hof\n  prefix: van 't\n  initials: B.\npublicity: public\n")
    desk.git("add", "-A")
    desk.git("commit", "-qm", "Nog twee")
    return desk


def people(desk: Desk) -> set[str]:
    return {file.stem for file in (desk.root / "registry" / "persons").iterdir()}


def ask(desk: Desk, *arguments: str, answers: Sequence[tuple[str, str]], lang: str = "en") -> Seen:
    return answered(*arguments, cwd=desk.root, answers=answers, env={"REGIO_LANG": lang})


@pytest.mark.parametrize("keys", [ENTER, UP + UP + ENTER])
def test_somebody_unknown_becomes_no_person_unless_the_user_says_so(desk: Desk, keys: str) -> None:
    before = desk.state()
    seen = ask(
        desk, "appoint", "Gerda Nieuw", *LID, answers=[(f"{QUESTION} 'Gerda Nieuw'. Is this a new person?", keys)]
    )
    assert seen.code == 2
    assert "no record is called 'Gerda Nieuw'" in seen.out
    assert desk.state() == before


def test_somebody_new_is_recorded_with_the_office_at_the_partner_from_the_first_day(desk: Desk) -> None:
    before = people(desk)
    answers = [(QUESTION, DOWN + ENTER), ("Which office?", DOWN + DOWN + ENTER), ("At which partner?", ENTER)]
    seen = ask(desk, "appoint", "Gerda van der Nieuw", *LID, answers=answers)
    assert seen.code == 0, seen.out
    [made] = people(desk) - before
    data = desk.data(f"persons/{made}.yaml")
    assert data["name"] == {"given": "Gerda", "prefix": "van der", "family": "Nieuw"}
    assert data["offices"] == [{"office": "alderman", "partner": "hattem", "start_date": FUTURE}]
    assert desk.data("mandates/tafel-lid-2998.yaml")["person"] == made


def test_the_office_is_chosen_by_its_label_in_the_language_of_the_user(desk: Desk) -> None:
    before = people(desk)
    answers = [
        ("Niemand heet 'Gerda Nieuw'", DOWN + ENTER),
        ("Welke functie?", "burgemeester" + ENTER),
        ("Bij welke partner?", ENTER),
    ]
    seen = ask(desk, "replace", "raad-hattem-2022", "--by", "Gerda Nieuw", "--on", FUTURE, answers=answers, lang="nl")
    assert seen.code == 0, seen.out
    [made] = people(desk) - before
    assert desk.data(f"persons/{made}.yaml")["offices"] == [
        {"office": "mayor", "partner": "hattem", "start_date": FUTURE}
    ]


def test_office_and_partner_can_be_left_out_with_enter(desk: Desk) -> None:
    before = people(desk)
    seen = ask(desk, "appoint", "Gerda Nieuw", *LID, answers=[(QUESTION, DOWN + ENTER), ("Which office?", ENTER)])
    assert seen.code == 0, seen.out
    [made] = people(desk) - before
    assert "offices" not in desk.data(f"persons/{made}.yaml")
    without = ["--to", "tafel", "--seat", "waarnemer", "--from", FUTURE]
    answers = [(QUESTION, DOWN + ENTER), ("Which office?", DOWN + ENTER), ("At which partner?", ENTER)]
    seen = ask(desk, "appoint", "Mia Ander", *without, answers=answers)
    assert seen.code == 0, seen.out
    [other] = people(desk) - before - {made}
    assert desk.data(f"persons/{other}.yaml")["offices"] == [{"office": "mayor", "start_date": FUTURE}]


def test_a_partner_that_there_is_not_is_asked_again(desk: Desk) -> None:
    before = people(desk)
    without = ["--to", "tafel", "--seat", "waarnemer", "--from", FUTURE]
    answers = [(QUESTION, DOWN + ENTER), ("Which office?", DOWN + ENTER), ("At which partner?", "qqqq" + ENTER),
               ("no record is called 'qqqq'", ""), ("At which partner?", "zwolle" + ENTER)]  # fmt: skip
    seen = ask(desk, "appoint", "Mia Ander", *without, answers=answers)
    assert seen.code == 0, seen.out
    [made] = people(desk) - before
    assert desk.data(f"persons/{made}.yaml")["offices"][0]["partner"] == "zwolle"


def test_an_office_given_is_not_asked_for(desk: Desk) -> None:
    before = people(desk)
    seen = ask(desk, "appoint", "Gerda Nieuw", *LID, "--office", "alderman", answers=[(QUESTION, DOWN + ENTER)])
    assert seen.code == 0, seen.out
    [made] = people(desk) - before
    assert desk.data(f"persons/{made}.yaml")["offices"] == [
        {"office": "alderman", "partner": "hattem", "start_date": FUTURE}
    ]


LIKES = [
    ("J. v.d. Berg", "p-vd11  Jan van den Berg"),
    ("J. van der Berg", "p-vd11  Jan van den Berg"),
    ("van den Berg, J.", "p-vd11  Jan van den Berg"),
    ("Jan Piet v/d Berg", "p-vd11  Jan van den Berg"),
    ("Jaan v. d. Berg", "p-vd11  Jan van den Berg"),
    ("Bert Van't Hof", "p-vt22  B. van 't Hof"),
    ("Ana Bergsma", "p-a1b2  Anna Bergsma"),
    ("Anna Maria Bergsma", "p-a1b2  Anna Bergsma"),
]


@pytest.mark.parametrize(("name", "shown"), LIKES)
def test_who_is_like_it_is_shown_and_can_be_taken(known: Desk, name: str, shown: str) -> None:
    before = people(known)
    question = f"{QUESTION} '{name}'. Is it one of these, or a new person?"
    seen = ask(
        known,
        "appoint",
        name,
        "--to",
        "tafel",
        "--seat",
        "waarnemer",
        "--from",
        FUTURE,
        answers=[(question, ""), (shown, ENTER)],
    )
    assert seen.code == 0, seen.out
    assert people(known) == before
    assert known.data("mandates/tafel-waarnemer-2998.yaml")["person"] == shown.partition(" ")[0]


@pytest.mark.parametrize(("name", "shown"), LIKES)
def test_in_a_script_it_is_refused_with_who_is_like_it(known: Desk, name: str, shown: str) -> None:
    told = known.refused(2, "appoint", name, "--to", "tafel", "--seat", "waarnemer", "--from", FUTURE)
    assert f"person/{shown}" in told
    assert "--new" in told


@pytest.mark.parametrize("name", ["Jan vd Berg", "Jan v.d. Berg", "Jan v/d Berg", "Jan v. d. Berg"])
def test_who_is_named_wholly_is_known_however_the_prefix_is_written(known: Desk, name: str) -> None:
    known.done("appoint", name, "--to", "tafel", "--seat", "waarnemer", "--from", FUTURE)
    assert known.data("mandates/tafel-waarnemer-2998.yaml")["person"] == "p-vd11"
    assert "person/p-vd11" in known.done("find", name).splitlines()[2]


def test_prefixes_that_are_written_out_are_told_apart(known: Desk) -> None:
    told = known.refused(2, "leave", "Jan van der Berg", "--on", FUTURE)
    assert "no record is called 'Jan van der Berg'" in told


def test_in_a_script_an_unknown_name_needs_new(desk: Desk) -> None:
    before = people(desk)
    told = desk.refused(2, "appoint", "Gerda Nieuw", *LID)
    assert "say --new to record a new person" in told
    desk.done("appoint", "Nieuw, Gerda", *LID, "--new")
    [made] = people(desk) - before
    assert desk.data(f"persons/{made}.yaml")["name"] == {"given": "Gerda", "family": "Nieuw"}


@pytest.mark.parametrize("name", ["J. v.d. Berg", "J. van den Berg", "van den Berg, J."])
def test_an_import_knows_a_name_again_with_its_prefix_abbreviated(known: Desk, name: str) -> None:
    known.done("set", "p-vd11", "name.given=", "name.initials=J.")
    (known.root / "l.csv").write_text(
        f'overleg;zetel;naam;begindatum\nTafel Wonen;waarnemer;"{name}";{FUTURE}\n', encoding="utf-8"
    )
    before = people(known)
    known.done(
        "import",
        "l.csv",
        "--kind",
        "mandate",
        "--same",
        "--default",
        "status=appointed",
        "--default",
        "lapses_with=nothing",
    )
    assert people(known) == before
    assert known.data("mandates/tafel-waarnemer-2998.yaml")["person"] == "p-vd11"


def test_an_import_is_in_doubt_about_an_initial(known: Desk) -> None:
    (known.root / "p.csv").write_text("naam;publicity\nJ. v.d. Berg;public\n", encoding="utf-8")
    told = known.refused(2, "import", "p.csv", "--kind", "person")
    assert "person/p-vd11" in told
