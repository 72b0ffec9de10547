"""Undo gives back a file with its comments: byte for byte where nothing came after, beside what did elsewhere."""

import pytest

from tests.clones import commit_by_hand, done
from tests.conftest import Place

PERSON = (
    "name:\n  family: Tuin # achternaam\n  # roepnaam: zo noemt iedereen haar\n  given: Bo\n\n"
    "# hoe ver\npublicity: public # openbaar\nfictitious: true\n\n# bereikbaar\nemail: bo@zwolle.example # werk\n"
)
FILE = "registry/persons/p-9x2f.yaml"


@pytest.fixture
def written(anna: Place) -> Place:
    anna.write("persons/p-9x2f.yaml", PERSON)
    commit_by_hand(anna)
    return anna


@pytest.mark.parametrize(
    "words",
    [["set", "p-9x2f", "name.given="], ["set", "p-9x2f", "email="], ["set", "p-9x2f", "name.family=Tuinier"],
     ["rename", "p-9x2f", "p-9x3f"], ["remove", "p-9x2f"]],
)  # fmt: skip
def test_undo_of_the_last_change_gives_the_file_back_byte_for_byte(written: Place, words: list[str]) -> None:
    done(written, *words)
    done(written, "undo", "HEAD")
    assert (written.root / FILE).read_text() == PERSON


def test_comments_come_back_beside_later_changes(written: Place) -> None:
    done(written, "set", "p-9x2f", "name.given=")
    commit = written.git("rev-parse", "HEAD").strip()
    done(written, "set", "p-9x2f", "email=bo.tuin@zwolle.example")
    done(written, "undo", commit)
    assert (written.root / FILE).read_text() == PERSON.replace("bo@", "bo.tuin@")


def test_undo_of_a_change_of_comments_alone(written: Place) -> None:
    written.write("persons/p-9x2f.yaml", PERSON.replace("# hoe ver\n", ""))
    commit_by_hand(written)
    done(written, "undo", "HEAD")
    assert (written.root / FILE).read_text() == PERSON
