"""Where the entries of a record's file stand: the lines of each, and the comments and blank lines between them.

Offsets count characters in the text; every line of the text has an end.
"""

import re
from typing import NamedTuple

from regio_cli.store.canonical import MODELINE
from regio_cli.store.yamlfile import Node

COMMENT = re.compile(r"#[^\r\n]*")
_HEADER = re.compile(r"[|>][-+]?([1-9])?[-+]?")


class Open(NamedTuple):
    """That a text ends in a block scalar, which would swallow what comes after it at column `indent` or deeper.

    With `keep` it swallows blank lines too.
    """

    indent: int
    keep: bool = False


class Part(NamedTuple):
    """An entry of a block. `above` are the lines before it that are not its own, `own` the comments right above it.

    The entry itself stands from `start` to `end`: its lines, with comments that close its block.
    """

    key: Node | None
    node: Node
    above: list[str]
    own: list[str]
    start: int
    end: int


class Layout:
    """A text of whole lines, to ask where nodes of its tree stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def start(self, node: Node) -> int:
        """Return where `node` begins."""
        return self.starts[node.span.line - 1] + node.span.column - 1

    def end(self, node: Node) -> int:
        """Return where `node`, a scalar or in brackets, ends."""
        return self.starts[node.span.end_line - 1] + node.span.end_column - 1

    def line_start(self, at: int) -> int:
        """Return where the line of `at` begins."""
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Return where the line after that of `at` begins."""
        return self.text.find("\n", at) + 1

    def is_on_line(self, at: int) -> bool:
        """Tell whether something stands before `at` on its line."""
        return bool(self.text[self.line_start(at) : at].strip(" "))

    def parts(self, node: Node, begin: int) -> list[Part]:
        """Return the entries of the block `node`, which with all before it begins at `begin`."""
        column = node.span.column - 1
        found: list[Part] = []
        for key, value in node.entries:
            start = self._next(begin) if found else self.start(node)
            above, own = self._divided(begin, start, column)
            begin = self._entry_end(key, value, column)
            found.append(Part(key, value, above, own, start, begin))
        return found

    def open(self, node: Node, column: int) -> Open | None:
        """Return in what way `node`, an entry of a block at `column`, is open at its end."""
        while node.entries and not node.flow:
            column = node.span.column - 1
            node = node.entries[-1][1]
        if node.style not in ("|", ">"):
            return None
        indent, _, keep = self._block_scalar(node, column)
        return Open(indent, keep)

    def _next(self, at: int) -> int:
        """Return where the first thing stands that is no comment or blank line, from the line at `at` on."""
        while at < len(self.text):
            line = self.text[at : self.line_end(at)]
            stripped = line.lstrip(" ")
            if stripped.strip() and stripped[0] != "#":
                return at + len(line) - len(stripped)
            at += len(line)
        return at

    def _divided(self, begin: int, start: int, column: int) -> tuple[list[str], list[str]]:
        *lines, _ = lines_of(self.text[begin:start], last=True)
        count = len(lines)
        while count and _column(lines[count - 1]) == column and not MODELINE.match(lines[count - 1].lstrip()):
            count -= 1
        return lines[:count], lines[count:]

    def _entry_end(self, key: Node | None, node: Node, column: int) -> int:
        if node.style in ("|", ">"):
            return self._block_scalar(node, column)[1]
        if node.type == "scalar" or node.flow or not node.entries:
            return self._line_end(key, node, column)
        below = node.span.column - 1
        return self._tail_end(self._entry_end(*node.entries[-1], below), below)

    def _line_end(self, key: Node | None, node: Node, column: int) -> int:
        """Return the end of the last line of `node`, or of `key` where no value nor colon follows (``? key``)."""
        end = self.end(node)
        if key and node.span[:2] == node.span[2:] and ":" not in COMMENT.sub("", self.text[self.end(key) : end]):
            return self._block_scalar(key, column)[1] if key.style in ("|", ">") else self.line_end(self.end(key))
        return self.line_end(end)

    def _tail_end(self, at: int, column: int) -> int:
        """Return the end of the comments from `at` on that close a block at `column`: deeper than what comes next."""
        following = self._next(at)
        limit = following - self.line_start(following) if following < len(self.text) else -1
        end = at
        while at < following:
            line = self.text[at : self.line_end(at)]
            at += len(line)
            if line.strip():
                if not line or _column(line) < column or _column(line) <= limit:
                    break
                end = at
        return min(end, len(self.text))

    def _block_scalar(self, node: Node, column: int) -> tuple[int, int, bool]:
        """Return the indentation of a block scalar's lines, the end of its last one and whether it keeps blank lines."""
        header = _HEADER.match(self.text, self.start(node))
        assert header
        first = self.starts[node.span.line]
        end = self.end(node)
        lines = lines_of(self.text[first:end])
        indent = (
            column + int(header[1])
            if header[1]
            else min((_indent(line) for line in lines if line.strip()), default=column + 1)
        )
        if "+" in header[0]:
            return indent, max(end, first), True
        while lines and not lines[-1].rstrip("\r\n")[indent:]:
            lines.pop()
        return indent, first + sum(map(len, lines)), False


def lines_of(text: str, last: bool = False) -> list[str]:
    """Return the lines of `text` with their ends; with `last` also what stands after the last end."""
    lines = text.split("\n")
    rest = lines.pop()
    return [f"{line}\n" for line in lines] + ([rest] if last or rest else [])


def is_blank(line: str) -> bool:
    """Tell whether `line` is blank."""
    return not line.strip()


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _column(line: str) -> int:
    """Return where the comment on `line` stands, -1 when it holds none."""
    return _indent(line) if line.lstrip(" ").startswith("#") else -1
