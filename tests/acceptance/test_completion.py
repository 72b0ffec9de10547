"""What pressing Tab gives, asked as each shell asks it."""

import pytest

from tests.conftest import Place


def completed(place: Place, shell: str, line: str) -> list[str]:
    words = line.split(" ")
    env = {
        "_REGIO_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": words[-1],
    }
    done = place.regio(env=env)
    assert done.err == ""
    return done.out.split()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell", "pwsh"])
def test_every_shell_completes_a_record(place: Place, shell: str) -> None:
    assert "hattem" in " ".join(completed(place, shell, "regio show hat"))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("regio va", ["validate"]),
        ("regio list part", ["partners"]),
        ("regio show partner/h", ["partner/hattem"]),
        ("regio list partners --sort prov", ["province"]),
        ("regio list partners --where prov", ["province="]),
        ("regio list partners --where type=muni", ["type=municipality"]),
        ("regio list bodies --where seats.vot", ["seats.voting="]),
        ("regio list bodies --where seats.voting=y", ["seats.voting=yes"]),
        ("regio list partners --where province=over", ["province=overijssel"]),
        ("regio list mandates --where body=", ["body=bestuur"]),
        ("regio list mandates --where nergens=", []),
        ("regio export csv partners --where type=muni", ["type=municipality"]),
        ("regio list partners --columns name,prov", ["name,province"]),
        ("regio list partners --format nd", ["ndjson"]),
        ("regio validate --format sa", ["sarif"]),
        ("regio show nobody", []),
    ],
)
def test_words_of_the_registry_are_completed(place: Place, line: str, words: list[str]) -> None:
    assert completed(place, "bash", line) == words


def test_without_a_registry_nothing_is_completed_and_nothing_said(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert completed(Place(tmp_path_factory.mktemp("leeg")), "bash", "regio show hat") == []


def test_choices_are_completed_by_their_label_in_the_language_of_the_user(place: Place) -> None:
    line = "regio list personen --where functie=burg"
    env = {"_REGIO_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": "4", "REGIO_LANG": "nl"}
    assert place.regio(env=env).out.split() == ["functie=burgemeester"]


@pytest.mark.parametrize(("records", "offered"), [(199, 199), (200, 200), (201, 200)])
def test_no_more_is_offered_than_anybody_reads(place: Place, records: int, offered: int) -> None:
    for number in range(records):
        place.write(f"partners/veel-{number:03}.yaml", f"name: Veel {number}\ntype: network\npillar: society\n")
    assert len(completed(place, "bash", "regio show veel-")) == offered
