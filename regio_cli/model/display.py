"""Text as a terminal and Markdown show it: what it takes in columns, where it may be broken, and what must be escaped."""

import re
import unicodedata
from collections.abc import Sequence

# Columns narrower than this are no longer read; where they don't fit, a row is shown as a block of lines.
_NARROW = 6
# A longer word is broken when there is no room.
_WORD = 14
# "$" begins a formula and "&" a character by name, on the hosts that people use.
_MARKDOWN = "\\|`*_<>[]~&$"


def visible(text: str) -> str:
    """Return `text` with control and direction characters written out, so that none reaches a terminal."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in _KEPT else f"\\u{ord(c):04x}" if c != "\t" else " " for c in text)


def in_a_line(text: str) -> str:
    """Return `text` with all that is no plain character written out, line ends too, so that it can't begin a line of its own."""
    return visible(text).replace("\n", "\\u000a")


# Runners of workflows take these for their own commands: two colons that begin a line, and a bracket behind two number signs.
_COMMAND = re.compile(r"^([^\S\n]*):(?=:)|#(?=#(?:vso)?\[)", re.MULTILINE)


def inert(text: str) -> str:
    """Return `text` of several lines so that it steers no terminal, and gives no command to the runner whose log it is in."""
    return _COMMAND.sub(lambda found: f"{found[1] or ''}\\u{ord(found[0][-1]):04x}", visible(text))


# The space that no line is broken at steers nothing, and stands before a percent sign in Dutch.
_KEPT = "\n\u00a0"


def width_of(text: str) -> int:
    """Return how many columns of a terminal `text` takes: two for a wide character, none for one that combines."""
    if text.isascii():
        return len(text)
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def padded(text: str, width: int, right: bool = False) -> str:
    """Return `text` with spaces after it, or before it when it stands to the `right`, so that it takes `width` columns."""
    spaces = " " * (width - width_of(text))
    return spaces + text if right else text + spaces


def md_text(text: str) -> str:
    """Return `text` so that Markdown shows it as it is, on one line."""
    for char in _MARKDOWN:
        text = text.replace(char, "\\" + char)
    return visible(text).replace("\n", " ")


# What hosts of repositories make of plain text by themselves: mentions, numbers of issues and the like, emoji, addresses.
_BY_ITSELF = re.compile(
    r"""[@#](?=\S)|:(?=[\w+/-])|(?:[!%^]|\\[~&$])(?=[\w"'\\])|\bwww(?=\.)|\bgh-(?=\d)""", re.IGNORECASE
)
_UNSEEN = "\u200b"
_BEGIN = re.compile(r"^(\d*(?=[.)])|)([-+#=.)])")


def md_shielded(text: str) -> str:
    """Return `text` on one line so that a host shows it as it is, also at the begin of a line: no markup, no mention, no link."""
    plain = _BEGIN.sub(r"\1\\\2", md_text(" ".join(text.split())))
    return _BY_ITSELF.sub(lambda found: found[0] + _UNSEEN, plain)


def fitted(columns: Sequence[Sequence[str]], room: int) -> list[int]:
    """Return how wide each column is: as its text asks where all fits, else at least its longest word.

    What is left of `room` goes, column by column, to the one that asks for the most times its width. The widths may be more than
    `room` together, when there are too many columns for it.
    """
    asked = [max(map(width_of, column)) for column in columns]
    widths = [min(ask, max(_NARROW, *map(_longest_word, column))) for ask, column in zip(asked, columns, strict=True)]
    if sum(widths) > room:
        widths = [min(width, _WORD) for width in widths]
    for _ in range(min(room, sum(asked)) - sum(widths)):
        neediest = max(range(len(widths)), key=lambda i: asked[i] / widths[i])
        widths[neediest] += 1
    return widths


def _longest_word(text: str) -> int:
    return max(width_of(word.rstrip()) for word in _words(text))


def _words(text: str) -> list[str]:
    """Return the pieces that a line may be broken between: after spaces, and inside ids after a hyphen or the like."""
    return re.split(r"(?<=[^\S\u00a0])(?=[^\s])|(?<=[\w)][-/_.])(?=[^\W\d])", text)


def wrapped(text: str, width: int) -> list[str]:
    """Return `text` broken into lines of at most `width` columns; a word that is longer by itself stays whole."""
    lines = [""]
    for word in _words(text):
        if lines[-1] and width_of(lines[-1] + word.rstrip()) > width:
            lines.append("")
        lines[-1] += word
    return [line.rstrip() for line in lines]


def folded(text: str, width: int) -> list[str]:
    """Return `text` broken into lines of at most `width` columns; a word that is longer by itself is broken too."""
    out: list[str] = []
    for line in wrapped(text, width):
        while width_of(line) > width:
            cut = _cut(line, width)
            out.append(line[:cut])
            line = line[cut:]
        out.append(line)
    return out


def _cut(text: str, width: int) -> int:
    """Return after how many characters `text` takes `width` columns; at least one, though it be wider."""
    taken = 0
    for place, char in enumerate(text):
        taken += _width(char)
        if taken > width and place:
            return place
    return len(text)
