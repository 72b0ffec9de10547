"""Nobody's name gets into a message of a commit, an id, or the name of a file or branch."""

import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from regio_cli.change.discretion import named, named_by_own_id, words_of_addresses
from regio_cli.model.record import Address
from tests.acceptance.changes import RICH, Desk, desk_in
from tests.processes import LIMIT

PEOPLE = {
    "p-os11": "name:\n  given: Jan\n  prefix: van\n  family: Os\npublicity: public\n",
    "p-dbl2": "name:\n  initials: K.\n  family: Hoekstra-de Lang\npublicity: public\n",
    "p-dij3": "name:\n  given: Fé\n  family: van Dijk\npublicity: public\n",
    "p-yil5": "name:\n  given: Hilde\n  family: Yıldız\npublicity: public\n",
    "p-hon4": "name:\n  given: Guy\n  family: D'Hondt\nemail: guy@dhondt.example\npublicity: public\n",
}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """One registry for all that is refused, with some names that are harder to know."""
    desk = desk_in(tmp_path_factory.mktemp("discreet") / "reg")
    for id_, content in PEOPLE.items():
        desk.write(f"persons/{id_}.yaml", content)
    desk.write("partners/bakkerij.yaml", "name: Stichting Veen en Wit\ntype: foundation\npillar: society\n")
    desk.git("add", "-A")
    desk.git("commit", "-qm", "Mensen")
    return desk


# Ways to write Anna Bergsma, Christiaan Núñez, Dora van Zwolle, Bert de Wit, Emma van der Veen and the people above.
NAMES = [
    "Bergsma", "BERGSMA", "anna bergsma", "A. Bergsma", "A.B. Bergsma", "mevrouw Bergsma.", "Bergsma's zetel", "(Bergsma)", "Bérgsma",
    "Núñez", unicodedata.normalize("NFD", "Núñez"), "Nunez", "NUÑEZ", "Dora van Zwolle", "dora zwolle", "D. van Zwolle", "Zwolle, Dora van",
    "Bert de Wit", "bert de wit", "B. de Wit", "Emma van der Veen", "E. van der Veen", "Veen, Emma van der", "Jan van Os", "J. van Os",
    "Yıldız", "Yildiz", "Hoekstra-de Lang", "K. Hoekstra-De Lang", "Van Dijk", "van Dijk", "D'Hondt", "D’Hondt", "a.bergsma@hattem.example", "GUY@dhondt.example",
    "https://hattem.example/wethouder-bergsma.pdf", "besluit_bergsma.docx", "notulen/bergsma",
]  # fmt: skip
# Words that only look like one of them.
WORDS = [
    "gemeente Zwolle", "Zwolle, Deventer en Hattem", "een wit vel", "Stichting Veen en Wit", "het veen", "B&W van Zwolle", "os en ezel",
    "de wethouder vertrekt", "D.E. Zwart", "het berghok", "https://www.zwolle.example/besluit.pdf", "p-a1b2 vertrekt", "dijkversterking",
]  # fmt: skip


@pytest.fixture(scope="module")
def records(shared: Desk) -> dict[Address, dict[str, object]]:
    found = {}
    for file in sorted((shared.root / "registry").rglob("*.yaml")):
        kind = {"persons": "person", "partners": "partner", "bodies": "body"}.get(file.parent.name)
        if kind:
            found[Address(kind, file.stem)] = shared.data(f"{file.parent.name}/{file.name}")
    return found


@pytest.mark.parametrize("text", NAMES)
def test_a_name_is_known_however_it_is_written(records: dict[Address, dict[str, object]], text: str) -> None:
    for around in ("{}", "vertrek van {} per 1 mei", "«{}»,\n"):
        said = [around.format(text)]
        assert named(said, records, words_of_addresses(said)), said


@pytest.mark.parametrize("text", WORDS)
def test_a_word_is_no_name(records: dict[Address, dict[str, object]], text: str) -> None:
    assert named([text], records, words_of_addresses([text])) == set()


@pytest.mark.parametrize(
    "id_",
    [
        "bergsma",
        "raad-bergsma-2026",
        "bergsma2",
        "anna-bergsma",
        "nunez",
        "dora-zwolle",
        "van-dijk",
        "p-abergsma",
        "hoekstra-de-lang",
    ],
)
def test_a_name_is_known_in_an_id(records: dict[Address, dict[str, object]], id_: str) -> None:
    assert named([], records, [id_])


@pytest.mark.parametrize(
    "id_", ["zwolle", "zwolle-2026", "witgoed", "veenweide", "p-dora9", "os-2026", "van-2026", "p-wit8y"]
)
def test_an_id_that_says_nothing_is_none(records: dict[Address, dict[str, object]], id_: str) -> None:
    assert named([], records, [id_]) == set()


@pytest.mark.parametrize(
    ("id_", "is_told"), [("p-wit8y", True), ("p-8nunez", True), ("p-ree8y", False), ("p-w1tx9", False)]
)
def test_an_id_drawn_by_lot_may_have_the_short_name_of_another_person_in_it_not_ones_own(
    id_: str, is_told: bool
) -> None:
    """Of five hundred people that are imported, one in ten times somebody's id has a name of three letters in it."""
    family = "Núñez" if "nunez" in id_ else "Wit"
    assert bool(named_by_own_id({Address("person", id_): {"name": {"family": family}}})) == is_told


VERBS = [
    ["set", "partner/hattem", "short_name=H"],
    ["rename", "body/tafel", "woontafel"],
    ["remove", "mandate/tafel-lid-2020"],
    ["appoint", "p-b2c3", "--to", "tafel", "--seat", "lid", "--for", "hattem"],
    ["replace", "raad-hattem-2022", "--by", "p-b2c3", "--on", "2025-05-01"],
    ["end", "raad-hattem-2022", "--on", "2025-05-01"],
    ["extend", "raad-hattem-2022", "--until", "2998-05-01"],
    ["leave", "p-a1b2", "--on", "2025-05-01"],
    ["withdraw", "deltion", "--on", "2025-05-01"],
    ["dissolve", "tafel", "--on", "2025-05-01"],
    ["merge", "p-b2c3", "p-a1b2"],
    ["renew", "--election", "municipal-2026", "--partner", "zwolle", "--confirm-all"],
    ["add", "partner", "nieuw", "name=N", "type=foundation", "pillar=society"],
]


def options() -> Iterator[list[str]]:
    """Yield every verb with one of the options that go into the message, each verb and each option at least once."""
    for number, verb in enumerate(VERBS):
        yield [*verb, ("--reason", "--decision", "--source")[number % 3], "brief van Bergsma"]
    yield [*VERBS[0], "--source", "https://hattem.example/bergsma.pdf"]
    yield ["apply", "-", "--reason", "op verzoek van Anna Bergsma"]
    for verb in VERBS[4:6] + VERBS[7:10]:
        yield [*verb, "--because", "Bergsma ziek"]


@pytest.mark.parametrize("words", list(options()), ids=lambda words: f"{words[0]} {words[-2]}")
def test_no_option_of_a_verb_takes_a_name(shared: Desk, words: list[str]) -> None:
    told = shared.refused(2, *words, stdin="- {op: end, mandate: raad-hattem-2022, on: 2025-05-01}")
    assert "p-a1b2" in told
    assert "ergsma" not in told


@pytest.mark.parametrize(
    "words",
    [
        ["add", "body", "bergsma", "name=Tafel", "level=executive", "type=table"],
        ["add", "body", "tafel-bergsma-2", "name=Tafel", "level=executive", "type=table"],
        ["add", "person", "p-bergsma", "name.family=Bergsma", "publicity=public", "--new"],
        ["add", "person", "p-nieuwman", "name.family=Nieuwman", "publicity=public"],
        ["add", "person", "name.family=Nieuwman", "publicity=public", "--reason", "Nieuwman is nieuw"],
        ["rename", "body/tafel", "bergsma"],
        ["rename", "mandate/raad-hattem-2022", "raad-bergsma-2022"],
        ["rename", "person/p-a1b2", "p-bergsma"],
        ["set", "body/raad", "seats+={id: bergsma, role: member, basis: expertise, voting: true}"],
        ["set", "body/raad", "seats.kennis.label=Zetel van Bergsma"],
        ["set", "body/raad", "source=mail van Bergsma"],
        ["set", "partner/deltion", "website=https://deltion.example/Bergsma"],
        ["appoint", "p-b2c3", "--to", "raad", "--seat", "bergsma", "--role", "lid", "--basis", "expertise"],
        [
            "appoint",
            "Karel Nieuwman",
            "--to",
            "tafel",
            "--seat",
            "lid",
            "--for",
            "hattem",
            "--new",
            "--reason",
            "Nieuwman komt erbij",
        ],
    ],
)
def test_no_id_and_no_field_that_is_told_takes_a_name(shared: Desk, words: list[str]) -> None:
    told = shared.refused(2, *words)
    assert "person is named" in told or "would name a person" in told


def test_what_is_personal_is_never_in_message_paths_or_branches(desk: Desk) -> None:
    desk.done(
        "set",
        "p-a1b2",
        "name.family=Bergstra",
        "name.title=dr.",
        "email=anna@hattem.example",
        "note=Bergsma is haar meisjesnaam",
    )
    desk.done("set", "body/raad", "note=secretaris is Bert de Wit")
    desk.done("add", "person", "name.family=Oosterhof", "name.given=Gé", "publicity=public", "email=ge@x.example")
    desk.done(
        "appoint",
        "Klaas Jansonius",
        "--to",
        "tafel",
        "--seat",
        "lid",
        "--for",
        "hattem",
        "--new",
        "--reason",
        "p-a1b2 stopt",
        "--from",
        "2025-01-01",
    )
    desk.done("remove", "mandate/raad-hattem-plv-2022")
    desk.done("merge", "p-b2c3", "p-a1b2")
    desk.done("remove", "mandate/raad-kennis-2023", "--correction")
    desk.done("edit", "p-d4e5", env={"VISUAL": "", "EDITOR": "sed -i s/Zwolle/Zwollenaar/"})
    told = desk.git("log", "--format=%B%n%D", "--name-only").casefold() + desk.git("for-each-ref")
    for word in (
        "bergs",
        "anna",
        "wit",
        "bert",
        "oosterhof",
        "gé",
        "jansonius",
        "klaas",
        "dora",
        "zwollenaar",
        "@",
        "dr.",
    ):
        assert word not in told, word


def test_an_organisation_may_be_called_like_a_person(desk: Desk) -> None:
    desk.done(
        "add",
        "partner",
        "bergsma",
        "name=Bergsma Bouw",
        "type=foundation",
        "pillar=society",
        "--reason",
        "brief van Bergsma Bouw",
    )
    desk.done("set", "partner/bergsma", "short_name=Bergsma")
    assert "partner/bergsma" in desk.git("log", "-1", "--format=%B")


def test_a_message_is_checked_after_the_wait_for_somebody_else(desk: Desk, tmp_path: Path) -> None:
    """While this change waits in its editor, the name that its reason has becomes somebody's."""
    script = tmp_path / "e.sh"
    other = f"cd '{desk.root}' && python -m regio_cli add person p-kramer9x name.family=X publicity=public"
    script.write_text(
        f"#!/bin/sh\nset -e\n{other.replace('p-kramer9x', 'p-kr4m').replace('family=X', 'family=Kramer')} >/dev/null\necho 'short_name: H' >> \"$1\"\n"
    )
    script.chmod(0o755)
    import os
    import sys

    env = {
        "VISUAL": "",
        "EDITOR": str(script),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    result = desk.regio("edit", "hattem", "--reason", "verzoek van Kramer", env=env)
    assert result.code == 2, result
    assert "p-kr4m" in result.err
    assert (
        subprocess.run(
            ["git", "log", "--format=%B"], cwd=desk.root, capture_output=True, text=True, timeout=LIMIT
        ).stdout.count("Kramer")
        == 0
    )
    assert desk.read("partners/hattem.yaml") == RICH["partners/hattem.yaml"]
