"""``regio merge-driver``, which git runs to merge a record."""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, NamedTuple

import typer

from regio_cli.cli.i18n import Translate
from regio_cli.cli.run import FINDINGS, FINE, Console
from regio_cli.cli.versions import are_apart
from regio_cli.history.conflict import in_words
from regio_cli.history.sentence import Scene
from regio_cli.history.threeway import ByLines, Outcome, kept_apart, three_way
from regio_cli.model.display import visible
from regio_cli.model.kinds import SUFFIX, Kinds
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Text
from regio_cli.read.namebook import Files, NameBook
from regio_cli.store import wholefile
from regio_cli.store.git import Git, GitError
from regio_cli.store.schemas import FOLDER, load_schemas
from regio_cli.store.snapshot import address_of
from regio_cli.store.source import REGISTRY, Entry, files_in
from regio_cli.store.textmerge import Labels, both_texts, merged_text, shows_base, text_merge

_PLAIN = Labels()
_MOST_TOLD = 20


class _Place(NamedTuple):
    """The record that a path leads to, and the registry that it is in."""

    root: Path
    kinds: Kinds
    address: Address


def merge_driver_(
    base: Annotated[Path, typer.Argument(help="The file as both had it; empty when there was none.", metavar="BASE")],
    ours: Annotated[Path, typer.Argument(help="Our file, which gets the result.", metavar="OURS")],
    theirs: Annotated[Path, typer.Argument(help="Their file.", metavar="THEIRS")],
    path: Annotated[
        str, typer.Option("--path", help="Where the file stands, from the top of the work tree.", metavar="PATH")
    ] = "",
    marker_size: Annotated[
        int, typer.Option("--marker-size", help="Length of conflict markers.", metavar="N", min=1, max=200)
    ] = _PLAIN.size,
    labels: Annotated[
        tuple[str, str, str],
        typer.Option("--labels", help="What BASE, OURS and THEIRS are called in conflict markers.", metavar="B O T"),
    ] = (_PLAIN.base, _PLAIN.ours, _PLAIN.theirs),
) -> int:
    """Merge two changes of a record, field by field and item by item. 'regio drivers install' lets git use it.

    Exit code 0: OURS has both changes; 1: it has conflict markers.

    Example: regio merge-driver base.yaml ours.yaml theirs.yaml --path registry/partners/hattem.yaml
    """
    console = Console()
    place = _place(path)
    contents = [file.read_bytes() for file in (base, ours, theirs)]
    with TemporaryDirectory() as folder:
        outcome = _merged(place, contents, Path(folder), _labels(labels, marker_size))
    wholefile.write_own(ours, outcome.text)
    for line in _told(place, path or str(ours), outcome, console.translate):
        sys.stderr.write(visible(line) + "\n")
    return FINE if outcome.clean else FINDINGS


def _labels(given: tuple[str, str, str], size: int) -> Labels:
    """Return the labels; git before 2.44 does not know them, and leaves its placeholders as they are."""
    pairs = zip(given, (_PLAIN.base, _PLAIN.ours, _PLAIN.theirs), strict=True)
    base, ours, theirs = (
        standard if label in ("", "%S", "%X", "%Y") else _one_line(label) for label, standard in pairs
    )
    return Labels(base, ours, theirs, size)


def _one_line(label: str) -> str:
    return visible(label).replace("\n", " ").strip()


def _place(path: str) -> _Place | None:
    """Return the record at `path` (from the top of the work tree, where git runs us), None when it is no record's path."""
    steps = path.split("/")
    for at in (i for i, step in enumerate(steps) if step == REGISTRY):
        root = Path(*steps[:at])
        kinds = load_schemas(files_in(root / FOLDER, SUFFIX)).kinds
        address = address_of(Entry("/".join(steps[at + 1 :]), ""), kinds)
        if address:
            return _Place(root, kinds, address)
    return None


def _merged(place: _Place | None, contents: list[bytes], folder: Path, labels: Labels) -> Outcome:
    base, ours, theirs = contents
    git = Git(Path.cwd(), os.environ)
    by_lines = ByLines(
        lambda *three: merged_text(git, folder, *three),
        lambda *three: both_texts(git, folder, *three),
        lambda ours, base, theirs: text_merge(git, folder, ours, base, theirs, labels),
    )
    kind = place.kinds[place.address.kind] if place else None
    try:
        if place and are_apart(place.root, place.address, ours, theirs):
            return kept_apart(base or None, ours, theirs, by_lines, labels)
        return three_way(kind, base or None, ours, theirs, by_lines, labels, shows_base(git))
    except GitError:
        # Git merges texts only: of anything else it keeps ours, as it does without a driver.
        return Outcome(ours, ours == theirs, read=False)


def _told(place: _Place | None, path: str, outcome: Outcome, translate: Translate) -> list[str]:
    """Return what a person must know, in words; of people no more than their ids."""
    told = [Text(_LOST, {"path": path, "comment": comment}) for comment in outcome.lost]
    if outcome.apart:
        told.append(Text(_APART, {"file": path}))
    elif not outcome.clean and not outcome.conflicts:
        told.append(Text(_NOT_READ if place and not outcome.read else _BY_LINES, {"file": path}))
    if place and outcome.conflicts:
        names = NameBook(place.kinds, Files(place.root), translate.language)
        scene = Scene(place.kinds, names.name, lambda _: None, discreet=True)
        for conflict in outcome.conflicts[:_MOST_TOLD]:
            said = in_words(scene, place.address, conflict)
            told.append(Text(_BY_LINES, {"file": said.what}))
            told += (Text("    {side}: {value}", {"side": Text(side), "value": value})
                     for side, value in ((N_("ours"), said.ours), (N_("theirs"), said.theirs)))  # fmt: skip
        if len(outcome.conflicts) > _MOST_TOLD:
            told.append(Text("… +{count}", {"count": len(outcome.conflicts) - _MOST_TOLD}))
    return [text.render(translate) for text in told]


_LOST = N_("{path}: what the comment {comment} stood at is gone, and so is the comment")
_NOT_READ = N_("{file}: a side can't be read as a record, so it was merged line by line, and there are conflicts")
_BY_LINES = N_("{file}: changed on both sides")
_APART = N_("{file}: the two sides are of different schema versions; upgrade the older side first: regio upgrade")
