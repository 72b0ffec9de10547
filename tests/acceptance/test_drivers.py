"""Git merges records by field and shows them in words, once `regio drivers install` was said in a clone."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command import Result
from tests.conftest import Place
from tests.processes import LIMIT

BODY = "bodies/bestuur.yaml"
START = """\
# Zetels: verzonnen.
name: Bestuur
level: executive
type: regional_board
quorum: 2
seats:
  - id: voorzitter
    role: chair
    basis: representation
    on_behalf_of:
      - zwolle
    voting: true
  - id: lid
    role: member
    basis: representation
    voting: true
"""
SEAT = "  # {why}\n  - id: lid-{who}\n    role: member\n    basis: representation\n    on_behalf_of:\n      - {who}\n    voting: true\n"


@pytest.fixture
def here(place: Place) -> Place:
    """A clone in which the drivers are installed, and a body with two seats."""
    place.write(BODY, START)
    assert place.regio("drivers", "install").code == 0
    commit(place, "Begin")
    return place


def commit(place: Place, why: str) -> None:
    place.git("add", "-A")
    place.git("commit", "-qm", why)


def text(place: Place, path: str = BODY) -> str:
    return (place.root / "registry" / path).read_bytes().decode()


def git(place: Place, *arguments: str, lang: str = "en") -> Result:
    identity = ["-c", "user.name=Test", "-c", "user.email=test@regio.example", "-c", "core.editor=true"]
    env = {**os.environ, "REGIO_LANG": lang}
    done = subprocess.run(["git", *identity, *arguments], cwd=place.root, env=env, capture_output=True, timeout=LIMIT)
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def apart(place: Place, ours: str, theirs: str, path: str = BODY) -> None:
    """Let a branch `topic` have the file `theirs`, and `main`, where we are, `ours`."""
    place.git("checkout", "-qb", "topic")
    place.write(path, theirs)
    commit(place, "Theirs")
    place.git("checkout", "-q", "main")
    place.write(path, ours)
    commit(place, "Ours")


def merged(place: Place) -> Result:
    return git(place, "merge", "topic")


def rebased(place: Place) -> Result:
    place.git("checkout", "-q", "topic")
    return git(place, "rebase", "main")


def picked(place: Place) -> Result:
    return git(place, "cherry-pick", "topic")


def popped(place: Place) -> Result:
    theirs = place.git("show", f"topic:registry/{BODY}")
    place.git("checkout", "-q", "main~1")
    place.write(BODY, theirs)
    place.git("stash")
    place.git("checkout", "-q", "main")
    return git(place, "stash", "pop")


def reverted(place: Place) -> Result:
    """Revert a commit that did the opposite of what `topic` does, on top of which ours came."""
    theirs, ours = place.git("show", f"topic:registry/{BODY}"), text(place)
    place.git("checkout", "-qB", "main", "topic")
    place.write(BODY, START)
    commit(place, "Opposite")
    place.write(BODY, ours)
    commit(place, "Ours again")
    assert theirs != ours
    return git(place, "revert", "--no-edit", "HEAD~1")


WAYS = [merged, rebased, picked, popped, reverted]


@pytest.mark.parametrize("way", WAYS)
def test_two_people_fill_two_seats_in_one_body(here: Place, way: Callable[[Place], Result]) -> None:
    seats = [SEAT.format(who=who, why=why) for who, why in (("zwolle", "op voordracht"), ("hattem", "tijdelijk"))]
    apart(here, START + seats[0], START + seats[1])
    done = way(here)
    assert done.code == 0, done.err
    found = text(here)
    assert (
        found.startswith(START)
        and seats[0] in found
        and seats[1] in found
        and len(found) == len(START + "".join(seats))
    )
    assert here.regio("validate", "--strict").code == 0


@pytest.mark.parametrize("way", WAYS)
def test_neighbouring_fields_changed_on_both_sides_are_both_kept_with_comments(
    here: Place, way: Callable[[Place], Result]
) -> None:
    ours = START.replace("type: regional_board", "type: portfolio_meeting  # besloten")
    theirs = START.replace("# Zetels: verzonnen.", "# Zetels: nagevraagd.").replace(
        "quorum: 2", "# meerderheid\nquorum: 3"
    )
    apart(here, ours, theirs)
    done = way(here)
    assert done.code == 0, done.err
    assert text(here) == theirs.replace("type: regional_board", "type: portfolio_meeting  # besloten")


CONFLICT = START.replace(
    "    role: member\n",
    "<<<<<<< {ours}\n    role: secretary\n=======\n    role: observer\n>>>>>>> {theirs}\n",
).replace("quorum: 2", "quorum: 4").replace("level: executive", "level: executive  # hun")  # fmt: skip


@pytest.mark.parametrize(("way", "going_on"), [(merged, "merge"), (rebased, "rebase"), (picked, "cherry-pick")])
def test_a_true_conflict_is_told_resolved_and_gone_on_from(
    here: Place, way: Callable[[Place], Result], going_on: str
) -> None:
    ours = START.replace("role: member", "role: secretary").replace("quorum: 2", "quorum: 4")
    theirs = START.replace("role: member", "role: observer").replace("level: executive", "level: executive  # hun")
    apart(here, ours, theirs)
    done = way(here)
    assert done.code == 1
    assert (
        "body/bestuur · seats › 'lid' › role: changed on both sides\n    ours: secretary\n    theirs: observer\n"
        in done.err
    )
    found = text(here)
    labels = {"ours": found.split("<<<<<<< ")[1].split("\n")[0], "theirs": found.split(">>>>>>> ")[1].split("\n")[0]}
    assert found == CONFLICT.format(**labels)
    assert here.git("diff", "--name-only", "--diff-filter=U").strip() == f"registry/{BODY}"
    here.write(
        BODY,
        found.replace(f"<<<<<<< {labels['ours']}\n    role: secretary\n=======\n", "").replace(
            f">>>>>>> {labels['theirs']}\n", ""
        ),
    )
    here.git("add", "-A")
    assert git(here, going_on, "--continue").code == 0
    assert "role: observer" in here.git("show", f"HEAD:registry/{BODY}")
    assert here.regio("validate").code == 0


def test_a_conflict_is_told_in_dutch_and_names_no_person(here: Place) -> None:
    path = "persons/p-1a2b.yaml"
    start = text(here, path)
    apart(here, start.replace("Els", "Elsbeth"), start.replace("Els", "Elisabeth"), path)
    done = git(here, "merge", "topic", lang="nl")
    assert "person/p-1a2b · naam › roepnaam" in done.err and "onze kant: wordt hier niet genoemd" in done.err
    assert "Elsbeth" not in done.err + done.out and "Elisabeth" not in done.err + done.out
    path = "mandates/bestuur-voorzitter-2022.yaml"
    here.git("merge", "--abort")
    here.git("branch", "-D", "topic")
    start = text(here, path)
    apart(here, start.replace("p-1a2b", "p-9z9z"), start.replace("p-1a2b", "p-8y8y"), path)
    done = git(here, "merge", "topic", lang="nl")
    assert "onze kant: p-9z9z\n    hun kant: p-8y8y\n" in done.err


def test_a_record_that_both_began_shows_both(here: Place) -> None:
    new = "name: Gemeente Ommen\ntype: municipality\npillar: government\nprovince: overijssel\n"
    apart(here, new + "website: https://ommen.example\n", new + "short_name: Ommen\n", "partners/ommen.yaml")
    done = merged(here)
    assert done.code == 1 and "partner/ommen: changed on both sides" in done.err
    found = text(here, "partners/ommen.yaml")
    assert (
        "website: https://ommen.example\n" in found
        and "short_name: Ommen\n" in found
        and found.count("name: Gemeente") == 1
    )


def test_windows_line_ends_and_a_last_line_without_end_stay(here: Place) -> None:
    start = START.replace("\n", "\r\n").removesuffix("\r\n")
    here.git("config", "core.autocrlf", "false")
    here.write(BODY, start)
    commit(here, "Windows")
    apart(
        here,
        start.replace("quorum: 2", "quorum: 3"),
        start.replace("voting: true\r\n  - id: lid", "voting: false\r\n  - id: lid"),
    )
    assert merged(here).code == 0
    wanted = start.replace("quorum: 2", "quorum: 3").replace(
        "voting: true\r\n  - id: lid", "voting: false\r\n  - id: lid"
    )
    assert text(here) == wanted


@pytest.mark.parametrize(
    ("name", "start", "ours", "theirs"),
    [
        ("registry/notes/x.yaml", "a\n", "b\n", "c\n"),
        ("registry/bodies/kapot.yaml", "name: [\n", "name: [a\n", "name: [b\n"),
        (
            "registry/bodies/groot.yaml",
            "# x\n" * 300_000,
            "name: a\n" + "# x\n" * 300_000,
            "name: b\n" + "# x\n" * 300_000,
        ),
    ],
)
def test_what_is_no_record_is_merged_as_git_does_it(here: Place, name: str, start: str, ours: str, theirs: str) -> None:
    path = name.removeprefix("registry/")
    here.write(path, start)
    commit(here, "Begin")
    apart(here, ours, theirs, path)
    assert merged(here).code == 1
    with_us = text(here, path)
    here.git("merge", "--abort")
    assert here.regio("drivers", "install", "--remove").code == 0
    assert merged(here).code == 1
    assert text(here, path) == with_us.replace("<<<<<<< ours", "<<<<<<< HEAD").replace(
        ">>>>>>> theirs", ">>>>>>> topic"
    )


def test_bytes_that_are_no_text_are_left_as_ours(here: Place) -> None:
    here.write("bodies/x.yaml", b"\0a\n")
    commit(here, "Begin")
    here.git("checkout", "-qb", "topic")
    here.write("bodies/x.yaml", b"\0b\n")
    commit(here, "Theirs")
    here.git("checkout", "-q", "main")
    here.write("bodies/x.yaml", b"\0c\n")
    commit(here, "Ours")
    assert merged(here).code == 1
    assert text(here, "bodies/x.yaml") == "\0c\n"


def test_where_regio_is_gone_git_goes_its_own_way_and_loses_nothing(here: Place) -> None:
    for name in ("merge.regio.driver", "diff.regio.textconv"):
        value = here.git("config", name).replace(str(Path(sys.executable).with_name("regio")), "/nowhere/regio").strip()
        assert "/nowhere/regio" in value
        here.git("config", name, value)
    ours, theirs = START.replace("quorum: 2", "quorum: 3"), START.replace("quorum: 2", "quorum: 4")
    apart(here, ours, theirs)
    assert "-quorum: 2\n+quorum: 3\n" in here.git("log", "-1", "-p")
    assert merged(here).code == 1
    assert "quorum: 3\n=======\nquorum: 4\n" in text(here)


def test_a_clone_without_the_drivers_does_as_git_does(here: Place, tmp_path: Path) -> None:
    apart(here, START.replace("quorum: 2", "quorum: 3"), START.replace("voting: true", "voting: false", 1))
    other = Place(tmp_path / "other")
    subprocess.run(["git", "clone", "-q", "-b", "main", str(here.root), str(other.root)], check=True, timeout=LIMIT)
    assert "+quorum: 3" in other.git("log", "-1", "-p")
    assert git(other, "merge", "origin/topic").code == 0
    assert other.regio("drivers", "install", "--check").code == 1


def test_git_shows_what_differs_in_words(here: Place) -> None:
    here.write(BODY, START.replace("      - zwolle\n    voting: true", "      - hattem\n    voting: false"))
    commit(here, "Other")
    for shown in (here.git("log", "-1", "-p"), here.git("show"), here.git("diff", "HEAD~1")):
        assert (
            "-seats › voorzitter › on behalf of: Gemeente Zwolle (zwolle)\n-seats › voorzitter › voting: yes\n" in shown
        )
        assert (
            "+seats › voorzitter › on behalf of: Gemeente Hattem (hattem)\n+seats › voorzitter › voting: no\n" in shown
        )
    dutch = git(here, "show", "--", f"registry/{BODY}", lang="nl").out
    assert "+zetels › voorzitter › stemrecht: nee" in dutch
    here.git("rm", "-q", "registry/mandates/bestuur-voorzitter-2022.yaml")
    assert "-person: Els van der Bérg (p-1a2b)\n" in here.git("diff", "HEAD")


def test_a_conflict_is_shown_in_words_too(here: Place) -> None:
    apart(here, START.replace("quorum: 2", "quorum: 3"), START.replace("quorum: 2", "quorum: 4"))
    assert merged(here).code == 1
    assert "++<<<<<<< ours\n +quorum: 3\n++=======\n+ quorum: 4\n++>>>>>>> theirs\n" in git(here, "diff").out.replace(
        "<<<<<<< HEAD", "<<<<<<< ours").replace(">>>>>>> topic", ">>>>>>> theirs")  # fmt: skip


def test_nothing_in_a_file_is_hidden_and_nothing_steers_the_terminal(here: Place) -> None:
    here.write(
        BODY, START + 'note: "x\\n+name: vals"\nsecretariat: [zwolle]\ncounterpart: ../../x\nlabel: "a\\u200bb"\n'
    )
    shown = here.git("diff")
    assert "+note: x\n+  +name: vals\n" in shown and '+secretariat: ["zwolle"]\n' in shown
    assert "+counterpart: ../../x\n" in shown and '+label: "a\\u200bb"\n' in shown
    here.write(BODY, START + "# \u202ewie\n")
    assert "+# \\u202ewie\n" in here.git("diff")
    here.write(BODY, "name: [\n\x1b[31mrood\n")
    assert "+name: [\n+\\u001b[31mrood\n" in here.git("diff")
    here.write(BODY, b"\xff\xfe")
    assert "+\\xff\\xfe" in here.git("diff")


def test_a_name_is_looked_up_in_no_other_place(here: Place, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("name: geheim\n")
    (here.root / "registry/partners/x.yaml").symlink_to(tmp_path / "x.yaml")
    here.write(BODY, START + "secretariat: x\ncounterpart: ../../../x\n")
    assert "geheim" not in here.git("diff", f"registry/{BODY}")


def test_a_module_in_the_folder_under_review_is_not_run(here: Place) -> None:
    for package in ("regio_cli", "typer"):
        (here.root / package).mkdir()
        (here.root / package / "__init__.py").write_text("open('run', 'w')\n")
    here.write(BODY, START.replace("quorum: 2", "quorum: 3"))
    assert "+quorum: 3" in here.git("diff")
    assert not (here.root / "run").exists()


def test_what_regio_asks_of_git_is_not_disturbed_by_drivers(here: Place) -> None:
    here.git("config", "diff.regio.textconv", "exit 1")
    here.git("config", "merge.regio.driver", "exit 200")
    here.git("config", "diff.regio.command", "exit 1")
    bare = here.root.parent / "bare.git"
    here.git("clone", "-q", "--bare", ".", str(bare))
    here.git("remote", "add", "origin", str(bare))
    here.git("config", "user.name", "Test")
    here.git("config", "user.email", "test@regio.example")
    here.git("fetch", "-q", "origin")
    here.git("branch", "-q", "-u", "origin/main")
    other = Place(here.root.parent / "other")
    subprocess.run(["git", "clone", "-q", str(bare), str(other.root)], check=True, timeout=LIMIT)
    other.write(BODY, START.replace("quorum: 2", "quorum: 3"))
    commit(other, "Elsewhere")
    other.git("push", "-q")
    assert here.regio("set", "bestuur", "type=portfolio_meeting", "--reason", "proef").code == 0
    done = here.regio("sync")
    assert done.code == 0, done.err
    assert "quorum: 3" in text(here) and "type: portfolio_meeting" in text(here)
    for command in (["log"], ["diff", "HEAD~1"], ["blame", "bestuur"], ["undo", "HEAD"]):
        assert here.regio(*command).code == 0
    assert "+type: regional_board" in here.regio("show", "HEAD", "--json").out


def test_installing_says_what_it_does_and_does_it_once(place: Place) -> None:
    assert place.regio("drivers", "install", "--check").code == 1
    (place.root / ".gitattributes").write_bytes(b"*.png binary")
    first, again = place.regio("drivers", "install"), place.regio("drivers", "install")
    assert "merge.regio.driver" in first.out and ".gitattributes" in first.out and "already" in again.out
    assert (place.root / ".gitattributes").read_bytes() == b"*.png binary\nregistry/**/*.yaml merge=regio diff=regio\n"
    assert place.regio("drivers", "install", "--check").code == 0
    assert place.regio("drivers", "install", "--remove").code == 0
    assert "regio" not in (place.root / ".git/config").read_text()
    assert "registry/**" in (place.root / ".gitattributes").read_text()
    assert place.regio("drivers", "install", "--check").code == 1
    assert place.regio("drivers", "install", "--remove").code == 0


def test_a_clone_can_keep_it_to_itself_also_in_a_folder_with_an_odd_name(tmp_path: Path, place: Place) -> None:
    top = Place(tmp_path)
    top.git("init", "-q")
    below = Place(tmp_path / 'Het "R[e]gister"')
    place.root.rename(below.root)
    (below.root / ".git").rename(tmp_path / "gone")
    assert below.regio("drivers", "install", "--private").code == 0
    assert not (below.root / ".gitattributes").exists()
    assert below.regio("drivers", "install", "--check").code == 0
    top.git("add", "-A")
    below.write(BODY, START)
    assert "+quorum: 2\n" in top.git(
        "diff"
    ) and " seats › voorzitter › on behalf of: Gemeente Zwolle (zwolle)" in top.git("diff")
    assert "taken out of" in below.regio("drivers", "install", "--remove").out
    assert not (tmp_path / ".git/info/attributes").read_text()


@pytest.mark.skipif(os.name == "nt", reason="needs a symbolic link")
def test_regio_may_stand_in_a_folder_with_spaces_and_capitals(place: Place, tmp_path: Path) -> None:
    venv = tmp_path / "Mijn 'Gereedschap' 100%A"
    venv.symlink_to(Path(sys.prefix))
    python = venv / Path(sys.executable).relative_to(sys.prefix)
    subprocess.run(
        [python, "-m", "regio_cli", "drivers", "install"],
        cwd=place.root,
        check=True,
        capture_output=True,
        timeout=LIMIT,
    )
    assert "Gereedschap" in place.git("config", "merge.regio.driver")
    commit(place, "Begin")
    place.write(BODY, START)
    assert "+quorum: 2\n" in place.git("diff") and "body\n" in place.git("diff")
    commit(place, "Other")
    apart(
        place, START.replace("quorum: 2", "quorum: 3"), START.replace("type: regional_board", "type: portfolio_meeting")
    )
    assert merged(place).code == 0


def test_attributes_that_are_a_link_and_a_folder_without_git_are_refused(
    place: Place, bare: Callable[[], Place], tmp_path: Path
) -> None:
    (place.root / ".gitattributes").symlink_to(tmp_path / "elders")
    assert place.regio("drivers", "install").code == 2
    assert not (tmp_path / "elders").exists()
    assert bare().regio("drivers", "install").code == 3
    assert place.regio("drivers", "uninstall").code == 2
