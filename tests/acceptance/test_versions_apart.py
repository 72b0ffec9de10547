"""Clones of different schema versions: told clearly, nothing lost, and the way out works when it is pasted."""

from pathlib import Path

import pytest

from tests.clones import Shared, done, head, shared
from tests.conftest import Place

STAND_IN = (
    "person: p-9x2f\nbody: bestuur\nseat: voorzitter\nstatus: appointed\nstart_date: 2025-05-01\nlapses_with: office\n"
    "replaces: bestuur-voorzitter-2022\n"
)
HOLDER = "registry/mandates/bestuur-voorzitter-2022.yaml"


@pytest.fixture
def common(tmp_path: Path) -> Shared:
    """A shared registry of version 1."""
    found = shared(tmp_path)
    place = found.clone("first-of-all")
    edit(place, "registry/registry.yaml", "schema_version: 2", "schema_version: 1")
    place.git("push", "-q")
    return found


def edit(place: Place, path: str, old: str, new: str) -> None:
    """Change a file by hand, as an earlier regio did, and commit it."""
    file = place.root / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))
    place.git("add", "-A")
    place.git("commit", "-qm", f"{path}: {new.strip()}")


def hinted(place: Place) -> str:
    """Sync, which is to be refused and to change nothing, and return the command that it hints at."""
    before = head(place), place.git("status", "--porcelain", ":/"), place.git("stash", "list")
    result = place.regio("sync")
    assert result.code == 3, result
    assert "of schema version" in result.err and "nothing is changed" in result.err
    assert (head(place), place.git("status", "--porcelain", ":/"), place.git("stash", "list")) == before
    return result.err.rstrip("\n").rpartition(": ")[2]


def paste(place: Place, line: str) -> None:
    """Run a line of commands as a person would paste it."""
    for command in line.split(" && "):
        words = command.split()
        if words[0] == "regio":
            done(place, *words[1:])
        else:
            place.git(*words[1:])


def text(place: Place, path: str) -> str:
    return (place.root / path).read_text()


def test_versions_go_along_where_nothing_was_done_here(common: Shared) -> None:
    anna, bert = common.clone("anna"), common.clone("bert")
    done(anna, "upgrade")
    done(anna, "sync")
    assert "schema_version: 2" in text(anna, "registry/registry.yaml")
    done(bert, "sync")
    assert head(bert) == head(anna)


def test_lines_of_version_1_are_still_brought_together(common: Shared) -> None:
    anna, bert = common.clone("anna"), common.clone("bert")
    edit(anna, "registry/partners/zwolle.yaml", "Gemeente Zwolle", "Zwolle")
    done(anna, "sync")
    edit(bert, HOLDER, "appointed", "prevented")
    done(bert, "sync")
    assert "name: Zwolle" in text(bert, "registry/partners/zwolle.yaml")
    assert common.git("rev-parse", "main").strip() == head(bert)


def test_who_is_older_upgrades_and_syncs(common: Shared) -> None:
    anna, bert = common.clone("anna"), common.clone("bert")
    done(anna, "upgrade")
    done(anna, "set", "zwolle", "short_name=Zwolle", "--reason", "korter")
    done(anna, "sync")
    (bert.root / "registry/mandates/bestuur-voorzitter-2025.yaml").write_text(STAND_IN)
    edit(bert, HOLDER, "appointed", "prevented")
    edit(bert, "registry/partners/overijssel.yaml", "Provincie Overijssel", "Overijssel")
    line = hinted(bert)
    assert line == "regio upgrade && regio sync"
    paste(bert, line)
    assert "name: Overijssel\n" in text(bert, "registry/partners/overijssel.yaml")
    assert "short_name: Zwolle" in text(bert, "registry/partners/zwolle.yaml")
    assert "status: appointed" in text(bert, HOLDER)
    assert "stand_in: bestuur-voorzitter-2025" in text(bert, HOLDER)
    assert common.git("rev-parse", "main").strip() == head(bert)
    # No commit on the way has data of version 1 in a registry of version 2.
    for commit in bert.git("rev-list", f"{head(anna)}..HEAD").split():
        assert bert.regio("validate", "--rev", commit).code == 0
    assert "prevented" not in bert.git("log", "-p", "--format=", f"{head(anna)}..HEAD", "--", "registry").replace(
        "-status: prevented", ""
    )


@pytest.mark.parametrize("has_more", [False, True])
def test_an_upgrade_that_others_were_ahead_of_is_made_again_on_top(common: Shared, has_more: bool) -> None:
    anna, bert = common.clone("anna"), common.clone("bert")
    edit(anna, HOLDER, "appointed", "prevented")
    done(anna, "sync")
    edit(bert, "registry/partners/overijssel.yaml", "Provincie Overijssel", "Overijssel")
    done(bert, "upgrade")
    if has_more:
        done(bert, "set", "zwolle", "short_name=Zwolle", "--reason", "korter")
    line = hinted(bert)
    assert line.startswith("git reset --keep ")
    assert ("git cherry-pick" in line) == has_more
    paste(bert, line)
    assert common.git("rev-parse", "main").strip() == head(bert)
    assert "absences:" in text(bert, HOLDER)
    assert "name: Overijssel\n" in text(bert, "registry/partners/overijssel.yaml")
    assert ("short_name: Zwolle" in text(bert, "registry/partners/zwolle.yaml")) == has_more
    assert "schema_version: 2" in text(bert, "registry/registry.yaml")
    done(bert, "validate")
    done(anna, "sync")
    assert head(anna) == head(bert)


def test_a_proposal_of_another_version_is_refused_too(common: Shared) -> None:
    anna, bert = common.clone("anna"), common.clone("bert")
    done(anna, "upgrade")
    done(anna, "sync")
    edit(bert, "registry/partners/overijssel.yaml", "Provincie Overijssel", "Overijssel")
    before = head(bert)
    result = bert.regio("propose", "Naam")
    assert (result.code, "of schema version 2" in result.err) == (3, True), result
    assert head(bert) == before


def merged(place: Place, path: str, base: str, ours: str, theirs: str) -> tuple[int, str, str]:
    files = [place.root / name for name in ("base", "ours", "theirs")]
    for file, content in zip(files, (base, ours, theirs), strict=True):
        file.write_text(content)
    result = place.regio("merge-driver", *map(str, files), "--path", path)
    return result.code, files[1].read_text(), result.err


def test_the_merge_driver_leaves_both_versions_in_conflict(place: Place) -> None:
    base = text(place, HOLDER)
    absent = base + "absences:\n  - start_date: 2025-05-01\n"
    prevented = base.replace("appointed", "prevented")
    code, found, told = merged(place, HOLDER, base, absent, prevented)
    assert code == 1
    assert "different schema versions" in told
    assert "absences:" in found and "status: prevented" in found and "<<<<<<<" in found
    # Also where lines or fields alone would go together.
    code, found, _ = merged(place, HOLDER, base, base.replace("2022-05-01", "2022-05-02"), prevented)
    assert code == 1
    assert "2022-05-02" in found and "prevented" in found
    whole = text(place, "registry/registry.yaml")
    old = whole.replace("schema_version: 2", "schema_version: 1")
    code, found, _ = merged(place, "registry/registry.yaml", old, whole, old + "note: x\n")
    assert code == 1
    assert "schema_version: 1" in found and "schema_version: 2" in found


def test_the_merge_driver_puts_sides_of_one_version_together(place: Place) -> None:
    base = text(place, HOLDER)
    code, found, _ = merged(place, HOLDER, base, base + "note: x\n", base.replace("2022-05-01", "2022-05-02"))
    assert code == 0
    assert "note: x" in found and "2022-05-02" in found
    registry = place.root / "registry/registry.yaml"
    registry.write_text(registry.read_text().replace("schema_version: 2", "schema_version: 1"))
    prevented = base.replace("appointed", "prevented")
    code, found, _ = merged(place, HOLDER, base, base + "note: x\n", prevented)
    assert code == 0
    assert "note: x" in found and "prevented" in found
    code, _, told = merged(place, HOLDER, base, base + "absences:\n  - start_date: 2025-05-01\n", prevented)
    assert (code, "different schema versions" in told) == (1, True)
