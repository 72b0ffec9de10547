"""Files of one record put together: the data are those of `merge`, and no comment is lost unseen."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regio_cli.history.marks import choices
from regio_cli.history.merge import merge
from regio_cli.history.threeway import ByLines, Outcome, three_way
from regio_cli.history.together import data_of
from regio_cli.store.canonical import dump
from regio_cli.store.comments import comments_in
from regio_cli.store.git import Git
from regio_cli.store.schemas import load_schemas
from regio_cli.store.textmerge import Labels, both_texts, merged_text, text_merge
from tests.unit.test_merge import VALUES, unordered

KIND = load_schemas({}).kinds["body"]
LABELS = Labels(ours="HEAD", theirs="topic")
FIELDS = st.dictionaries(st.sampled_from(["name", "level", "seats", "pillars", "x"]), VALUES, max_size=5)


@pytest.fixture(scope="module")
def by_lines() -> Iterator[ByLines]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        git = Git(folder, os.environ)
        yield ByLines(
            lambda *three: merged_text(git, folder, *three),
            lambda *three: both_texts(git, folder, *three),
            lambda ours, base, theirs: text_merge(git, folder, ours, base, theirs, LABELS),
        )


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A file with comments here and there above its fields, with either line end, and with or without a last one."""
    lines = []
    for line in dump(KIND, draw(FIELDS), "x").splitlines():
        if not line.startswith((" ", "-")):
            lines += [f"# {word}" for word in draw(st.lists(st.sampled_from("klm"), max_size=1))]
        lines.append(line)
    return (draw(st.sampled_from(["\n", "\n", "\r\n"])).join(lines) + draw(st.sampled_from(["\n", ""]))).encode()


def together(by_lines: ByLines, base: bytes | None, ours: bytes, theirs: bytes, with_base: bool = False) -> Outcome:
    return three_way(KIND, base, ours, theirs, by_lines, LABELS, with_base)


@settings(deadline=None, max_examples=80)
@given(files(), files(), files())
def test_the_data_are_those_of_merge_whoever_merges(by_lines: ByLines, base: bytes, ours: bytes, theirs: bytes) -> None:
    wanted = merge(data_of(base), data_of(ours), data_of(theirs))
    one, other = together(by_lines, base, ours, theirs), together(by_lines, base, theirs, ours)
    assert one.conflicts == wanted.conflicts and one.read
    assert one.clean == other.clean == (not wanted.conflicts)
    if one.clean:
        assert data_of(one.text) == wanted.data
        assert unordered(data_of(one.text)) == unordered(data_of(other.text))
    else:
        assert choices(one.text)


@settings(deadline=None, max_examples=80)
@given(files() | st.none(), files(), files(), st.booleans())
def test_either_choice_of_a_conflict_is_a_whole_record(
    by_lines: ByLines, base: bytes | None, ours: bytes, theirs: bytes, with_base: bool
) -> None:
    found = together(by_lines, base, ours, theirs, with_base)
    if found.clean or not found.conflicts:
        return
    chosen = choices(found.text)
    assert chosen and chosen.labels.ours == "HEAD"
    before, here, there = (None if text is None else data_of(text) for text in (base, ours, theirs))
    if all(conflict.pointer for conflict in found.conflicts) and found.by_field:
        sides = {conflict.pointer: "theirs" for conflict in found.conflicts}
        assert data_of(chosen.ours) == merge(before, here, there).data
        assert unordered(data_of(chosen.theirs)) == unordered(merge(before, here, there, sides).data)


def test_two_seats_that_stand_side_by_side_are_both_filled(by_lines: ByLines) -> None:
    base = b"name: a\nseats:\n  - id: a\n    role: member\n"
    ours, theirs = (base + b"  # door %b\n  - id: %b\n    role: member\n" % (who, who) for who in (b"wij", b"zij"))
    found = together(by_lines, base, ours, theirs)
    assert found == Outcome(
        base + b"  # door wij\n  - id: wij\n    role: member\n  # door zij\n  - id: zij\n    role: member\n", True
    )


def test_comments_on_neighbouring_lines_are_both_kept(by_lines: ByLines) -> None:
    base = b"name: a\nlevel: executive\n"
    found = together(by_lines, base, b"name: b  # wij\nlevel: executive\n", b"name: a\nlevel: assembly  # zij\n")
    assert found == Outcome(b"name: b  # wij\nlevel: assembly  # zij\n", True)


def test_a_comment_that_they_changed_or_took_out_is_as_they_have_it(by_lines: ByLines) -> None:
    base = b"# oud\nname: a\n# weg\nlevel: executive\ntype: other\n"
    found = together(
        by_lines, base, base.replace(b": a", b": b"), b"# nieuw\nname: a\nlevel: executive\ntype: external\n"
    )
    assert found == Outcome(b"# nieuw\nname: b\nlevel: executive\ntype: external\n", True)


def test_comments_that_both_wrote_at_one_place_are_both_kept(by_lines: ByLines) -> None:
    base = b"name: a\nlevel: executive\n"
    found = together(by_lines, base, b"# wij\nname: b\nlevel: executive\n", b"# zij\nname: a\nlevel: assembly\n")
    assert found == Outcome(b"# wij\n# zij\nname: b\nlevel: assembly\n", True)


def test_a_comment_for_which_no_place_is_left_is_told(by_lines: ByLines) -> None:
    base = b"name: a\nseats:\n  - id: a\n    role: member\n  - id: b\n    role: member\n"
    theirs = base.replace(b"  - id: b", b"  # zij\n  - id: b")
    found = together(by_lines, base, b"name: a\nseats:\n  - id: a\n    role: member\n", theirs)
    assert found == Outcome(b"name: a\nseats:\n  - id: a\n    role: member\n", True, lost=("# zij",))


def test_markers_stand_around_what_is_in_conflict_and_nothing_else(by_lines: ByLines) -> None:
    base = b"name: a\r\nseats:\r\n  - id: a\r\n    role: member\r\n    voting: true"
    ours, theirs = base.replace(b"member", b"chair"), base.replace(b"member", b"observer").replace(b"true", b"false")
    found = together(by_lines, base, ours, theirs)
    assert found.text == (
        b"name: a\r\nseats:\r\n  - id: a\r\n<<<<<<< HEAD\r\n    role: chair\r\n=======\r\n    role: observer\r\n"
        b">>>>>>> topic\r\n    voting: false"
    )
    with_base = together(by_lines, base, ours, theirs, with_base=True)
    assert b"||||||| base\r\n    role: member\r\n=======" in with_base.text


def test_an_item_removed_by_one_and_changed_by_the_other_is_offered_whole_or_not_at_all(by_lines: ByLines) -> None:
    base = b"name: a\nseats:\n  - id: a\n    role: member\n  # over b\n  - id: b\n    role: member\n"
    found = together(
        by_lines, base, base.replace(b"  # over b\n  - id: b\n    role: member\n", b""), base[:-7] + b"chair\n"
    )
    chosen: Any = choices(found.text)
    assert chosen.ours == b"name: a\nseats:\n  - id: a\n    role: member\n"
    assert chosen.theirs == base[:-7] + b"chair\n"


def test_what_is_no_record_or_can_not_be_read_is_merged_by_lines(by_lines: ByLines) -> None:
    found = together(by_lines, b"a: 1\nb: 2\nc: [\n", b"a: 3\nb: 2\nc: [\n", b"a: 1\nb: 2\nc: [x\n")
    assert found == Outcome(b"a: 3\nb: 2\nc: [x\n", True, read=False)
    broken = together(by_lines, b"a: 1\n", b"a: [\n", b"a: 2\n")
    assert broken.text == b"<<<<<<< HEAD\na: [\n=======\na: 2\n>>>>>>> topic\n" and not broken.clean
    for big in (b"name: a\n" + b"# x\n" * 300_000, b"name: [" + b"a, " * 5_000 + b"a]\n\n\n"):
        assert together(by_lines, big, big + b"b: 1\n", b"c: 1\n" + big) == Outcome(
            b"c: 1\n" + big + b"b: 1\n", True, read=False
        )


def test_a_record_that_both_began_is_a_conflict_as_a_whole_when_in_no_field(by_lines: ByLines) -> None:
    found = together(by_lines, None, b"name: a\nlevel: x\n", b"name: a\ntype: y\n")
    assert found.text == b"name: a\n<<<<<<< HEAD\nlevel: x\n=======\ntype: y\n>>>>>>> topic\n"
    assert [conflict.pointer for conflict in found.conflicts] == [()]
    assert together(by_lines, None, b"name: a\n", b"name: 'a'\n").clean


@settings(deadline=None)
@given(files())
def test_comments_are_the_same_read_fast_or_slowly(text: bytes) -> None:
    plain = text.replace(b"\r\n", b"\n")
    assert comments_in(plain) == comments_in(plain.replace(b"\n", b"\r\n"))
