"""`regio undo`: the reverse of one change, as a new change, through the real command and real git."""

import pytest

from tests.conftest import Place


@pytest.fixture
def desk(place: Place) -> Place:
    """The little registry, with somebody to take over and a name to commit with."""
    for name, value in (("user.name", "Test"), ("user.email", "test@regio.example")):
        place.git("config", name, value)
    place.write("persons/p-9x2f.yaml", "# van de gemeente\nname:\n  given: Bo\n  family: Tuin\npublicity: public\n")
    place.git("add", "-A")
    place.git("commit", "-qm", "Somebody more")
    return place


def tree(place: Place) -> str:
    return place.git("rev-parse", "HEAD^{tree}")


def changed(place: Place, *arguments: str) -> None:
    done = place.regio(*arguments)
    assert done.code == 0, done


def test_undo_gives_back_what_was_and_undoing_that_redoes_it(desk: Place) -> None:
    before = tree(desk)
    changed(desk, "replace", "bestuur-voorzitter-2022", "--by", "p-9x2f", "--on", "2026-12-01")
    after = tree(desk)
    changed(desk, "undo", "HEAD", "--reason", "verkeerde dag")
    assert tree(desk) == before
    message = desk.git("log", "-1", "--format=%B")
    assert message.startswith("Ongedaan gemaakt: ")
    assert f"Regio-Undoes: {desk.git('rev-parse', 'HEAD~1').strip()}" in message
    changed(desk, "undo", "HEAD")
    assert tree(desk) == after
    assert desk.git("log", "-1", "--format=%s").startswith("Opnieuw gedaan: ")
    changed(desk, "undo", "HEAD")
    assert tree(desk) == before
    assert desk.git("status", "--porcelain") == ""


def test_what_came_later_in_the_same_file_stays(desk: Place) -> None:
    changed(desk, "set", "zwolle", "short_name=Zwolle")
    changed(desk, "set", "zwolle", "website=https://www.zwolle.nl")
    changed(desk, "undo", "HEAD~1")
    text = (desk.root / "registry/partners/zwolle.yaml").read_text()
    assert "short_name" not in text
    assert "website: https://www.zwolle.nl" in text


def test_a_later_change_of_the_same_field_stands_in_the_way(desk: Place) -> None:
    changed(desk, "set", "zwolle", "short_name=Zwolle")
    changed(desk, "set", "zwolle", "short_name=Zwol")
    before = desk.git("rev-parse", "HEAD")
    refused = desk.regio("undo", "HEAD~1")
    assert refused.code == 2
    assert "short_name: that change made it Zwolle, and it is Zwol now" in refused.err
    assert desk.git("rev-parse", "HEAD") == before


def test_a_record_that_was_removed_comes_back_with_its_comments(desk: Place) -> None:
    file = desk.root / "registry/persons/p-9x2f.yaml"
    text = file.read_bytes()
    changed(desk, "remove", "p-9x2f", "--correction")
    assert not file.exists()
    changed(desk, "undo", "HEAD")
    assert file.read_bytes() == text


def test_undo_is_refused_when_it_would_break_something(desk: Place) -> None:
    changed(desk, "add", "partner", "kampen", "name=Gemeente Kampen", "type=municipality", "pillar=government",
            "province=overijssel")  # fmt: skip
    changed(desk, "set", "bestuur", "seats.voorzitter.on_behalf_of+=kampen")
    before = desk.git("rev-parse", "HEAD")
    refused = desk.regio("undo", "HEAD~1")
    assert refused.code == 1
    assert "unknown partner 'kampen'" in refused.err
    assert desk.git("rev-parse", "HEAD") == before
    assert (desk.root / "registry/partners/kampen.yaml").exists()


def test_a_rename_is_undone_with_all_that_followed(desk: Place) -> None:
    before = tree(desk)
    changed(desk, "rename", "p-1a2b", "p-7k3d")
    assert "person: p-7k3d" in (desk.root / "registry/mandates/bestuur-voorzitter-2022.yaml").read_text()
    changed(desk, "undo", "HEAD", "--yes")
    assert tree(desk) == before


def test_merges_first_commits_and_other_commits_are_left_to_git(desk: Place) -> None:
    first = desk.git("rev-list", "--max-parents=0", "HEAD").strip()
    assert "is a merge or the first one" in desk.regio("undo", first).err
    (desk.root / "elsewhere.txt").write_text("x\n")
    desk.git("add", "elsewhere.txt")
    desk.git("commit", "-qm", "Elsewhere")
    assert "did not touch the registry" in desk.regio("undo", "HEAD").err
    assert desk.regio("undo", "no-such-commit").code == 2


def test_a_change_made_by_hand_is_undone_like_any_other(desk: Place) -> None:
    before = tree(desk)
    desk.write("partners/kampen.yaml", "name: Gemeente Kampen\ntype: business_circle\npillar: business\n")
    desk.git("add", "-A")
    desk.git("commit", "-qm", "By hand")
    changed(desk, "undo", "HEAD")
    assert tree(desk) == before
