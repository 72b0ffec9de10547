"""What `git merge` asks of us: one file of three, with both changes, or with the conflicts between markers."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from regio_cli.history.marks import between, marked, put
from regio_cli.history.merge import Conflict, Side
from regio_cli.history.together import TextMerge, Texts, lost, rewritten, together, written
from regio_cli.model.finding import Pointer
from regio_cli.model.kinds import Kind
from regio_cli.model.record import Data
from regio_cli.store.textmerge import Labels, TextMerged

# The time that a merge by field takes grows with the square of what it merges; records have some hundred lines at most.
_MOST_ENTRIES = 5_000


class ByLines(NamedTuple):
    """Git's merge by lines of (ours, base, theirs): `clean` or not at all, with the lines of `both`, with conflicts `marked`."""

    clean: TextMerge
    both: TextMerge
    marked: Callable[[bytes, bytes, bytes], TextMerged]


class Outcome(NamedTuple):
    """The file, whether it is `clean`, the conflicts in the record, and the comments for which there was no place.

    `read` is False when a side could not be read as a record, so that only lines were merged; `by_field` is True when markers
    stand around what is in conflict and nothing else. `apart` is True when the sides are of different schema versions, which
    no merge of fields puts together.
    """

    text: bytes
    clean: bool
    conflicts: tuple[Conflict, ...] = ()
    lost: tuple[str, ...] = ()
    read: bool = True
    by_field: bool = False
    apart: bool = False


def three_way(
    kind: Kind | None, base: bytes | None, ours: bytes, theirs: bytes, git: ByLines, labels: Labels, with_base: bool
) -> Outcome:
    """Return two changes of the file `base` (None: there was none) of a record of `kind` in one.

    With `kind` None it is no record, and is merged by lines; so is one that is very long. `with_base` shows in a conflict also what was there before.
    """
    merged = together(base, ours, theirs) if kind and not any(map(_is_long, (base, ours, theirs))) else None
    if kind is None or merged is None:
        found = git.marked(ours, base or b"", theirs)
        return Outcome(found.text, not found.conflicts, read=False)
    texts = base, ours, theirs

    def write(sides: Mapping[Pointer, Side]) -> bytes | None:
        resolved = together(*texts, sides)
        start = _as_ours(kind, merged.data, texts) if sides else texts
        return written(kind, resolved.data, start, git.clean, git.both) if resolved else None

    if not merged.conflicts:
        text = write({})
        if text is not None:
            return Outcome(text, True, lost=tuple(lost(texts, text)))
    whole = not merged.conflicts or any(not conflict.pointer for conflict in merged.conflicts)
    shown = None if whole else marked(write, merged.conflicts, labels, with_base)
    text = shown or _by_lines(base, ours, theirs, git, labels)
    return Outcome(text, False, merged.conflicts, by_field=shown is not None)


def kept_apart(base: bytes | None, ours: bytes, theirs: bytes, git: ByLines, labels: Labels) -> Outcome:
    """Return the outcome for sides of different schema versions: a conflict that shows both, whatever the lines say."""
    return Outcome(_by_lines(base, ours, theirs, git, labels), False, apart=True)


def _is_long(text: bytes | None) -> bool:
    return text is not None and text.count(b"\n") + text.count(b",") > _MOST_ENTRIES


def _as_ours(kind: Kind, data: Data | None, texts: Texts) -> Texts:
    """Return `texts` with the first two as our choice leaves them, so that what ours has not comes back as theirs wrote it."""
    base, ours = (rewritten(kind, text, data) if text is not None and data is not None else None for text in texts[:2])
    return (base, ours, texts[2]) if ours is not None else texts


def _by_lines(base: bytes | None, ours: bytes, theirs: bytes, git: ByLines, labels: Labels) -> bytes:
    """Return the file with conflicts where git sees them; where it sees none, all that differs is one."""
    found = git.marked(ours, base or b"", theirs)
    return found.text if found.conflicts and base is not None else put(ours, [between(ours, theirs)], labels)
