"""Two changes of one record's file in one file: the data by `history.merge`, comments and layout by lines.

A merge by lines knows nothing of records, but it knows comments. So each side's file is first made to hold the merged
data (`store.edit` touches nothing else in it); what still differs are comments and layout, and these are merged by lines.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from regio_cli.history.merge import Conflict, Merged, Side, merge
from regio_cli.model.finding import Pointer
from regio_cli.model.kinds import Kind
from regio_cli.model.record import Data
from regio_cli.store.changes import same
from regio_cli.store.comments import comments_in
from regio_cli.store.yamlfile import read

TextMerge = Callable[[bytes, bytes, bytes], bytes | None]
Texts = Sequence[bytes | None]
# No record holds such a character, so that no line of its own is taken for one between.
_SPACE = re.compile(rb"(?m)^#\x01\d+\n|\n#\x01\d+\Z")
_NO_SIDES: Mapping[Pointer, Side] = {}


def data_of(text: bytes) -> Data | None:
    """Return the data in a record's file, None when it can't be read without error."""
    content = read(text)
    faulty = any(problem.severity == "error" for problem in content.problems)
    return content.data if isinstance(content.data, dict) and not faulty else None


def together(
    base: bytes | None, ours: bytes | None, theirs: bytes | None, sides: Mapping[Pointer, Side] = _NO_SIDES
) -> Merged | None:
    """Return what two files say together (see `merge`); None when one of them can't be read.

    A file that both sides began, each otherwise, is a conflict as a whole when it is none in any field.
    """
    before, here, there = (None if text is None else data_of(text) for text in (base, ours, theirs))
    if any(text is not None and data is None for text, data in ((base, before), (ours, here), (theirs, there))):
        return None
    merged = merge(before, here, there, sides)
    if before is None and not merged.conflicts and not same(here, there):
        return merged._replace(conflicts=(Conflict((), before, here, there),))
    return merged


def written(
    kind: Kind, data: Data | None, texts: Texts, merged_text: TextMerge, both: TextMerge | None = None
) -> bytes | None:
    """Return a file of `kind` that holds `data` with what both sides of `texts` (base, ours, theirs) wrote around it.

    `merged_text` merges texts (ours, base, theirs) by lines where it is clean; `both`, when given, keeps the lines of both
    sides where it is not. None when there is no such file; without `both` also when a comment would be lost (see `lost`).
    """
    base, ours, theirs = texts
    if data is None or ours is None or theirs is None:
        return None
    plain = merged_text(ours, base, theirs) if base is not None else None
    if _holds(plain, data):
        return plain
    first: bytes | None = None
    for text in _candidates(kind, data, texts, merged_text, both):
        if text is not None and _holds(text, data):
            if not lost(texts, text):
                return text
            first = first or text
    return first if both else None


def lost(texts: Texts, merged: bytes) -> list[str]:
    """Return the comments that one side of `texts` (base, ours, theirs) added or changed and `merged` has not."""
    base, ours, theirs = (Counter[str]() if text is None else _comments(text) for text in texts)
    return sorted(((ours - base) | (theirs - base)) - _comments(merged))


def _holds(text: bytes | None, data: Data) -> bool:
    return text is not None and same(data_of(text), data)


def _candidates(
    kind: Kind, data: Data, texts: Texts, merged_text: TextMerge, both: TextMerge | None
) -> Iterator[bytes | None]:
    """Yield files that may do, the best first."""
    base, ours, theirs = texts
    one = rewritten(kind, ours, data) if ours is not None else None
    if base is not None and theirs is not None and _comments(base) == _comments(theirs):
        yield one
    before, other = (None if text is None else rewritten(kind, text, data) for text in (base, theirs))
    ways = [merged_text, *([both] if both else [])]
    if one is not None and other is not None:
        for way in ways if before is not None or both else []:
            yield way(one, before or b"", other)
            yield _unspaced(way(*map(_spaced, (one, before or b"", other))))
    yield from (one, other)


def _spaced(text: bytes) -> bytes:
    """Return `text` with a line between any two that hold data, so that changes of neighbours do not touch."""
    lines, count = list[bytes](), 0
    for line in text.split(b"\n"):
        lines.append(line)
        if line.strip() and not line.lstrip().startswith(b"#"):
            lines.append(b"#\x01%d" % count)
            count += 1
    return b"\n".join(lines)


def _unspaced(text: bytes | None) -> bytes | None:
    return None if text is None else _SPACE.sub(b"", text)


def rewritten(kind: Kind, text: bytes, data: Data) -> bytes | None:
    """Return the file `text` with `data` in it, None when it can't be edited."""
    from regio_cli.store.edit import rewrite

    try:
        return rewrite(kind, text, data)
    except ValueError:
        return None


@lru_cache(maxsize=16)
def _comments(text: bytes) -> Counter[str]:
    """Return the comments in a record's file, on lines of their own and behind values."""
    return Counter(comments_in(text))
