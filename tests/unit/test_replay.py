"""Commits put on top of others' by what all of them did together, from data alone."""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from regio_cli.change.replay import Clash, Replay, Replayed
from regio_cli.history.merge import merge
from regio_cli.model.record import Address
from regio_cli.store.canonical import dump
from regio_cli.store.divergence import NOTHING, Changed, Version
from regio_cli.store.git import blob_id
from regio_cli.store.schemas import load_schemas
from regio_cli.store.yamlfile import read

KIND = load_schemas({}).kinds["partner"]
PATH = "registry/partners/x.yaml"
Text = bytes | None


class Files:
    """Contents by blob, as git keeps them."""

    def __init__(self) -> None:
        self.blobs: dict[str, bytes] = {}

    def version(self, text: Text) -> Version:
        if text is None:
            return NOTHING
        blob = blob_id(text, "0" * 40)
        self.blobs[blob] = text
        return Version("100644", blob)


def replay(base: Text, upstream: Text, here: Sequence[Text]) -> tuple[Text, Replayed]:
    """Return what the file comes to hold when `here`, one commit after another, is put on top of `upstream`."""
    files = Files()
    steps = [files.version(text) for text in (base, *here)]
    lines = [(f"c{n}", [Changed(PATH, *pair)]) for n, pair in enumerate(pairwise(steps)) if pair[0] != pair[1]]
    ours = files.version(upstream)
    done = Replay(
        {PATH: ours} if upstream else {}, files.blobs, lambda _: (KIND, Address("partner", "x")), lambda *_: None
    ).run(lines)
    blob = next((staged[0].blob for _, staged in reversed(done.commits) if staged), ours.blob)
    return {**files.blobs, **done.fresh}.get(blob), done


FIELDS = st.dictionaries(
    st.sampled_from(["name", "short_name", "website", "type"]), st.sampled_from(["a", "b", "c"]), min_size=1
)
TEXTS = st.none() | FIELDS.map(lambda data: dump(KIND, data, "x").encode())


@settings(deadline=None)  # The first one imports what edits files.
@given(base=TEXTS, upstream=TEXTS, here=st.lists(TEXTS, min_size=1, max_size=4))
def test_however_many_commits_the_end_is_both_sides_together(base: Text, upstream: Text, here: list[Text]) -> None:
    end, done = replay(base, upstream, here)
    base_, ours, theirs = (None if text is None else read(text).data for text in (base, upstream, here[-1]))
    wanted = merge(base_, ours, theirs)
    if not done.clashes and any(text != base for text in here):
        assert not wanted.conflicts
        assert (None if end is None else read(end).data) == wanted.data
    if wanted.conflicts and here[-1] != base:
        assert done.clashes


def test_what_is_undone_here_is_in_nobodys_way() -> None:
    end, done = replay(b"name: a\n", b"name: b\n", [b"name: c\n", b"name: a\n"])
    assert (end, done.clashes) == (b"name: b\n", ())
    assert [staged for _, staged in done.commits] == [(), ()]


def test_comments_that_both_added_in_one_place_are_left_to_git() -> None:
    _, done = replay(b"name: a\ntype: b\n", b"# zij\nname: a\ntype: b\n", [b"# wij\nname: a\ntype: b\n"])
    assert done.clashes == (Clash(PATH, Address("partner", "x"), None, "c0"),)


def test_a_file_that_can_not_be_read_is_left_to_git() -> None:
    _, done = replay(b"name: a\n", b"name: b\n", [b"name: [\n"])
    assert [clash.conflict for clash in done.clashes] == [None]


def test_a_file_that_only_one_side_changed_is_taken_byte_for_byte() -> None:
    assert replay(b"name: a\n", b"name: a\n", [b"name:   [\r\n"])[0] == b"name:   [\r\n"
    assert replay(b"name: a\n", b"name:   'b'\n", [b"name: c\n", b"name: a\n"])[0] == b"name:   'b'\n"
