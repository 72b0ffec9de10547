"""The entries of a record's file with the comments and blank lines that belong to each.

The tree of nodes (`yamlfile.compose`) says where every scalar stands; what lies between scalars is only structure,
blank lines and comments. These are read again here and handed to the entry they belong to:

- a comment behind something on its line belongs to the entry of that line;
- a comment on a line of its own belongs to the entry below it, unless it is indented deeper than that entry: then it
  closes the list or the fields before it, which it is lined up with;
- comments below all entries close the file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from regio_cli.model.kinds import Field
from regio_cli.store.plainfile import plain_comments, read_plain
from regio_cli.store.scalars import composed
from regio_cli.store.yamlfile import Node, compose

_GAP = re.compile(r"(?m)(?P<comment>#[^\n]*)|^(?:---|\.\.\.)|(?P<token>[-\[\]{}])|(?P<end>\n)")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*(#[^\n]*)?")
_END = -1


@dataclass(slots=True)
class Entry:
    """A field (with `key`) or an item of a list (without), and the lines of comment that go with it.

    `entries` is None for a scalar, and `fields` tells whether they are fields or items. `lead` stands above the entry,
    `tail` below the last of its entries, `ends` at the end of its line; a blank line is an empty string. `number` is a
    number as its author wrote it, `form` what the schema says of the entry.
    """

    key: str | None
    value: Any = None
    entries: "list[Entry] | None" = None
    fields: bool = False
    lead: list[str] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)
    number: str | None = None
    form: Field | None = None


class _Token(NamedTuple):
    """A piece of the file: 'scalar', 'token' (structure), 'end' (comment at a line's end), 'own' (its own line), 'blank'."""

    type: str
    text: str = ""
    column: int = _END


def read_entries(root: Node, text: str) -> Entry:
    """Return `root`, the tree of `text`, as one entry: its `lead` is the top of the file, its `tail` the bottom."""
    return _Reader(text, root).root()


def comments_in(content: bytes) -> list[str]:
    """Return every comment in a record's file, in order of entries; none of a file that can't be read."""
    if b"#" not in content:
        return []
    if read_plain(content) is not None:
        return plain_comments(content)
    root, _ = compose(content)
    return list(_comments(read_entries(root, content.decode()))) if root else []


def _comments(entry: Entry) -> Iterator[str]:
    yield from filter(None, (*entry.lead, *entry.ends))
    for below in entry.entries or ():
        yield from _comments(below)
    yield from filter(None, entry.tail)


def _tokens(text: str, root: Node) -> Iterator[_Token]:
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    position, after = 0, False
    for node in _scalars(root):
        start = starts[node.span.line - 1] + node.span.column - 1
        end = starts[node.span.end_line - 1] + node.span.end_column - 1
        yield from _gap(text, position, start, after)
        yield _Token("scalar", text[start:end], node.span.column - 1)
        if node.style in ("|", ">"):
            header = _BLOCK_HEADER.match(text, start)
            assert header
            if header[1]:
                yield _Token("end", composed(header[1].rstrip()))
            if "+" not in header[0].partition("#")[0]:
                end = start + len(text[start:end].rstrip())
        position, after = end, True
    yield from _gap(text, position, len(text), after)
    yield _Token("token")


def _scalars(node: Node) -> Iterator[Node]:
    """Yield the scalars that stand in the text, keys too, in the order of the text."""
    if node.type == "scalar":
        if node.span[:2] != node.span[2:]:
            yield node
        return
    for key, value in node.entries:
        if key:
            yield from _scalars(key)
        yield from _scalars(value)


def _gap(text: str, start: int, end: int, after: bool) -> Iterator[_Token]:
    """Yield what stands between two scalars; `after` tells that something stands before `start` on its line."""
    empty = not after
    for match in _GAP.finditer(text, start, end):
        column = match.start() - text.rfind("\n", 0, match.start()) - 1
        if match["end"]:
            if empty:
                yield _Token("blank")
            after, empty = False, True
            continue
        empty = False
        if match["comment"]:
            yield _Token("end" if after else "own", composed(match[0].rstrip()), column)
        elif match["token"]:
            after = True
            yield _Token("token", match[0], column)


class _Reader:
    """Walks the tree and the tokens side by side. `pending` holds lines that no entry has taken yet."""

    def __init__(self, text: str, root: Node) -> None:
        self.text = text
        self.node = root
        self.tokens = list(_tokens(text, root))
        self.place = 0
        self.pending: list[_Token] = []
        self.owner = Entry(None)

    def root(self) -> Entry:
        entry = self.owner
        self.advance()
        top = self.take()
        self.value(entry, self.node)
        self.advance()
        entry.lead = top
        entry.tail += entry.ends + self.take()
        entry.ends = []
        return entry

    def advance(self) -> _Token:
        """Go to the next token that is no comment or blank line, and return it."""
        while self.tokens[self.place].type not in ("scalar", "token"):
            token = self.tokens[self.place]
            if token.type == "end":
                self.owner.ends.append(token.text)
            else:
                self.pending.append(token)
            self.place += 1
        return self.tokens[self.place]

    def consume(self, owner: Entry) -> None:
        """Pass over the token that `advance` went to; what follows on its line belongs to `owner`."""
        self.place += 1
        self.owner = owner

    def take(self, count: int | None = None) -> list[str]:
        taken = [token.text for token in self.pending[:count]]
        self.pending = [] if count is None else self.pending[count:]
        return taken

    def take_tail(self, column: int) -> list[str]:
        """Take the comments that close the block that stands at `column`: deeper than what comes next."""
        following = self.advance().column
        deeper = [i for i, token in enumerate(self.pending) if token.text and token.column > following]
        count = 0
        for i in range(deeper[-1] + 1 if deeper else 0):
            if self.pending[i].text:
                if self.pending[i].column < column:
                    break
                count = i + 1
        return self.take(count)

    def value(self, entry: Entry, node: Node) -> None:
        if node.type != "scalar":
            entry.entries, entry.fields = [], node.type == "mapping"
            if node.flow:
                self.flow(entry, node)
            else:
                self.children(entry, node)
                entry.tail = self.take_tail(node.span.column - 1)
            return
        entry.value = node.value
        if node.span[:2] != node.span[2:]:
            token = self.advance()
            if isinstance(node.value, int | float) and not isinstance(node.value, bool):
                entry.number = token.text
            entry.lead += self.take()
            self.consume(entry)

    def flow(self, entry: Entry, node: Node) -> None:
        """Read what stands in brackets. The brackets themselves may be missing: ``[a: 1]`` holds a mapping."""
        bracketed = self.advance().text in ("[", "{") and self.tokens[self.place].type == "token"
        if bracketed:
            entry.lead += self.take()
            self.consume(entry)
        self.children(entry, node)
        if bracketed:
            self.advance()
            (entry.tail if entry.entries else entry.lead).extend(self.take())
            self.consume(entry)

    def children(self, entry: Entry, node: Node) -> None:
        assert entry.entries is not None
        for key, value in node.entries:
            child = Entry(key.value if key else None)
            self.advance()
            child.lead = self.take()
            if key or not node.flow:
                self.consume(child)
            entry.entries.append(child)
            self.value(child, value)
