"""The content of a record's file: YAML 1.2, one document of plain data.

`read` gives the data and its problems as fast as it can (see `plainfile`); `compose` gives the tree with the place of
each node, to explain problems and to edit. Both agree on what is wrong (tests/unit/test_yamlfile.py). Refused, each with its place:
anchors, aliases, tags, merge keys, duplicate keys, further documents, directives, byte order marks, control
characters, text that is not in Unicode's composed form, keys that are not text, deep nesting, large files.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from regio_cli.model.finding import Pointer, Problem, Span
from regio_cli.model.text import N_, Text
from regio_cli.store.plainfile import plain_value, read_plain

MAX_BYTES = 1_048_576
MAX_DEPTH = 40
MOST_PROBLEMS = 1000
"""How many problems of one file are told: nobody reads on, and each takes a thousand times what it takes to write it."""
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\r(?!\n)"
)


# A conflict marker of git: seven or more of one character, and what the side is called.
_MARK = re.compile(r"^(?:<{7,}|\|{7,}|={7,}|>{7,})(?: .*)?\r?$", re.MULTILINE)
_LISTED = 6
_UNREADABLE = ("yaml-bom", "yaml-control-character")


class Content(NamedTuple):
    """What a file holds: `data` is None when it could not be read at all."""

    data: Any
    problems: tuple[Problem, ...] = ()


class Node(NamedTuple):
    """A value in a file. `value` is the data; `entries` hold the keys and items of a mapping or list."""

    type: Literal["scalar", "mapping", "sequence"]
    value: Any
    span: Span
    style: str | None = None
    flow: bool = False
    entries: "tuple[tuple[Node | None, Node], ...]" = ()

    def find(self, pointer: Pointer) -> "tuple[Node | None, Node] | None":
        """Return the key (None in a list) and the node that `pointer` leads to; itself without a key for ()."""
        found: tuple[Node | None, Node] = (None, self)
        for step in pointer:
            entry = found[1].entry(step)
            if entry is None:
                return None
            found = entry
        return found

    def entry(self, step: str | int) -> "tuple[Node | None, Node] | None":
        """Return the entry with this key or position."""
        if isinstance(step, int):
            return self.entries[step] if self.type == "sequence" and 0 <= step < len(self.entries) else None
        return next((entry for entry in self.entries if entry[0] and entry[0].value == step), None)


class Places:
    """The nodes of a tree by the way to them, found at once however many entries there are."""

    def __init__(self, root: Node) -> None:
        """Take the tree; the keys of a mapping are gathered when first asked for."""
        self.root = root
        self._keys: dict[int, dict[Any, tuple[Node | None, Node]]] = {}

    def find(self, pointer: Pointer) -> tuple[Node | None, Node] | None:
        """Return the key (None in a list) and the node that `pointer` leads to; itself without a key for ()."""
        found: tuple[Node | None, Node] = (None, self.root)
        for step in pointer:
            entry = found[1].entry(step) if isinstance(step, int) else self._of_key(found[1], step)
            if entry is None:
                return None
            found = entry
        return found

    def _of_key(self, node: Node, key: str) -> tuple[Node | None, Node] | None:
        keys = self._keys.get(id(node))
        if keys is None:
            # The tree holds each node for as long as this does, so that no id is used twice. Of a key that is there twice, the first.
            named = [(entry[0].value, entry) for entry in reversed(node.entries) if entry[0]]
            keys = self._keys[id(node)] = dict(named)
        return keys.get(key)


def read(content: bytes) -> Content:
    """Return the data in `content` and all that is wrong with it as YAML; schemas are not looked at."""
    data = read_plain(content)
    if data is not None:
        return Content(data)
    root, problems = compose(content)
    return Content(root.value if root else None, problems)


def compose(content: bytes) -> tuple[Node | None, tuple[Problem, ...]]:
    """Return the tree of nodes in `content`, None when it can't be read, and the problems found."""
    if len(content) > MAX_BYTES:
        return None, (too_large(len(content)),)
    stood_in = _stood_in(content)
    if stood_in:
        return None, (stood_in,)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, (_not_utf8(content, error),)
    problems = list(_text_problems(text))
    if any(problem.code in _UNREADABLE for problem in problems):
        return None, tuple(problems)
    root = _Composer(text, problems).document()
    marks = list(_MARK.finditer(text)) if any(problem.code == "yaml-syntax" for problem in problems) else []
    if marks:
        problems = [problem for problem in problems if problem.code != "yaml-syntax"]
        problems.append(_conflict(text, marks))
    if root and root.type != "mapping":
        problems.append(
            Problem(
                "yaml-not-a-record",
                Text(N_("a record is a list of fields, 'name: value' on each line")),
                root.span,
                value=str(root.value)[:80],
            )
        )
        root = None
    return root, tuple(problems)


def most_of(problems: list[Problem]) -> list[Problem]:
    """Return the first of very many problems of a file, with one that says that there are more."""
    if len(problems) <= MOST_PROBLEMS:
        return problems
    return [*problems[:MOST_PROBLEMS], _more(problems[MOST_PROBLEMS].span)]


def _more(span: Span) -> Problem:
    text = Text(N_("more than {limit} faults in this file; the first of them are told"), {"limit": MOST_PROBLEMS})
    return Problem("many-faults", text, span)


def _stood_in(content: bytes) -> Problem | None:
    """Return the problem of a file in whose place git has something that a filter made; None for any other file."""
    if content.startswith(b"version https://git-lfs.github.com/spec/"):
        text = Text(N_("this is a pointer of Git LFS, not the file; regio reads what git stores"))
        return Problem("git-filter", text, hint=Text(N_("keep records out of Git LFS: git lfs untrack 'registry/**'")))
    if content.startswith(b"\0GITCRYPT\0"):
        text = Text(N_("git stores this file encrypted (git-crypt); regio reads what git stores"))
        return Problem("git-filter", text, hint=Text(N_("take the filter of this file out of .gitattributes")))
    return None


def _conflict(text: str, marks: "list[re.Match[str]]") -> Problem:
    """Return the problem of a file that git left its marks of a conflict in."""
    lines = [text.count("\n", 0, mark.start()) + 1 for mark in marks]
    listed = ", ".join([*map(str, lines[:_LISTED]), *(["…"] if len(lines) > _LISTED else [])])
    first = marks[0].group().rstrip("\r")
    span = Span(lines[0], 1, lines[0], len(first) + 1)
    values = {"lines": listed}
    return Problem(
        "yaml-conflict",
        Text(N_("git could not put two changes together here, and left its conflict markers (lines {lines})"), values),
        span,
        hint=Text(N_("keep one of the two sides, and delete the lines with markers")),
    )


def read_list(text: str) -> tuple[list[Any], tuple[Problem, ...]]:
    """Return the items of the list that `text` holds, and what is wrong with it as plain YAML; of any size."""
    problems = [problem for problem in _text_problems(text) if problem.code in _UNREADABLE]
    root = None if problems else _Composer(text, problems).document()
    if root and root.type != "sequence":
        what = Text(N_("this must be a list: '- op: …' for each step"))
        problems.append(Problem("yaml-not-a-record", what, root.span))
    return (root.value if root and root.type == "sequence" else []), tuple(problems)


def too_large(size: int) -> Problem:
    """Return the problem of a file of `size` bytes that is over the limit."""
    values = {"size": size, "limit": MAX_BYTES}
    return Problem(
        "yaml-too-large",
        Text(N_("the file has {size} bytes; a record has at most {limit}"), values),
        hint=Text(N_("keep documents and images elsewhere and put their address in 'source'")),
    )


# --------------------------------------------------------------------------------------------------------------------
# The way that knows places: the events of libyaml's parser, through ruamel.yaml.

_WORD = re.compile(r"\S+")


class _Stop(Exception):
    """Ends the reading of a file that is not worth reading on."""


class _Composer:
    """Turns the parser's events into nodes, and notes what we refuse."""

    def __init__(self, text: str, problems: list[Problem]) -> None:
        from _ruamel_yaml import CParser

        self.text = text
        self.problems = problems
        self.parser = CParser(text)
        self.decomposed = any(problem.code == "yaml-unicode-form" for problem in problems)

    def document(self) -> Node | None:
        from ruamel.yaml.error import MarkedYAMLError, YAMLError

        try:
            return self._document()
        except MarkedYAMLError as error:
            self.problems.append(_syntax(error, self.text))
        except YAMLError as error:
            self.problems.append(Problem("yaml-syntax", Text(N_("not valid YAML: {what}"), {"what": str(error)})))
        except _Stop:
            pass
        return None

    def _document(self) -> Node | None:
        event = self._next()
        while type(event).__name__ != "DocumentStartEvent":
            if type(event).__name__ == "StreamEndEvent":
                self._add("yaml-empty", Text(N_("the file is empty")), Span(), hint=Text(N_("delete it, or fill it")))
                return None
            event = self._next()
        if event.version or event.tags:
            self._add("yaml-directive", Text(N_("'%' directives are not used here")), _span(event))
        root = self._node(self._next(), 0)
        self._next()
        event = self._next()
        if type(event).__name__ != "StreamEndEvent":
            text = Text(N_("a second document begins here; a file holds one record"))
            self._add("yaml-documents", text, _span(event), hint=Text(N_("put it in a file of its own")))
        return root

    def _next(self) -> Any:
        return self.parser.get_event()

    def _add(self, code: str, text: Text, span: Span, value: str | None = None, hint: Text | None = None) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(code, text, span, value=value, hint=hint))
        elif len(self.problems) == MOST_PROBLEMS:
            self.problems.append(_more(span))

    def _node(self, event: Any, depth: int) -> Node:
        name = type(event).__name__
        if name == "AliasEvent":
            self._add("yaml-alias", Text(N_("an alias (*{name})"), {"name": event.anchor}), _span(event), hint=_PLAINLY)
            return Node("scalar", None, _span(event))
        self._refuse_decoration(event)
        if name == "ScalarEvent":
            return self._scalar(event)
        if depth >= MAX_DEPTH:
            self._add("yaml-depth", Text(N_("nested more than {limit} deep"), {"limit": MAX_DEPTH}), _span(event))
            raise _Stop
        return self._mapping(event, depth) if name == "MappingStartEvent" else self._sequence(event, depth)

    def _refuse_decoration(self, event: Any) -> None:
        if event.anchor is not None:
            text = Text(N_("an anchor (&{name})"), {"name": event.anchor})
            self._add("yaml-anchor", text, self._word(event), hint=_PLAINLY)
        if event.tag is not None:
            text = Text(N_("a tag ({name})"), {"name": event.tag})
            self._add("yaml-tag", text, self._word(event), hint=_PLAINLY)

    def _word(self, event: Any) -> Span:
        """Return the place of the anchor or tag that a node begins with, without the node."""
        mark = event.start_mark
        found = _WORD.match(self.text, mark.index)
        length = found.end() - mark.index if found else 1
        return Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 1 + length)

    def _scalar(self, event: Any) -> Node:
        style = event.style or None
        quoted = style in ("'", '"', "|", ">") or event.tag == "!"
        value = event.value if quoted else plain_value(event.value)
        span = _span(event)
        if style == '"':
            self._check_escaped(value, span)
        return Node("scalar", value, span, style if style in ("'", '"', "|", ">") else None)

    def _check_escaped(self, value: str, span: Span) -> None:
        """Look for characters that stand in the file as an escape (``\\x1b``) and so passed the check of the text."""
        found = _CONTROL.search(value)
        if found:
            self.problems.append(_control_character(found[0], span))
        if not self.decomposed and not unicodedata.is_normalized("NFC", value):
            self.decomposed = True
            self.problems.append(_unicode_form(span))

    def _sequence(self, event: Any, depth: int) -> Node:
        entries: list[tuple[Node | None, Node]] = []
        start = event
        while True:
            event = self._next()
            if type(event).__name__ == "SequenceEndEvent":
                break
            entries.append((None, self._node(event, depth + 1)))
        value = [node.value for _, node in entries]
        return Node("sequence", value, _span(start, event), flow=bool(start.flow_style), entries=tuple(entries))

    def _mapping(self, event: Any, depth: int) -> Node:
        entries: list[tuple[Node | None, Node]] = []
        first: dict[str, Node] = {}
        start = event
        while True:
            event = self._next()
            if type(event).__name__ == "MappingEndEvent":
                break
            key = self._key(event, depth)
            node = self._node(self._next(), depth + 1)
            if key.value in first:
                self._duplicate(key, first[key.value])
            else:
                first[key.value] = key
                entries.append((key, node))
        value = {key.value: node.value for key, node in entries if key}
        return Node("mapping", value, _span(start, event), flow=bool(start.flow_style), entries=tuple(entries))

    def _key(self, event: Any, depth: int) -> Node:
        key = self._node(event, depth + 1)
        if type(event).__name__ == "AliasEvent":
            return key._replace(value=f"*{event.anchor}")
        if key.type != "scalar":
            self._add("yaml-key", Text(N_("a field's name must be text")), key.span)
            return key._replace(value=f"?{key.span.line}:{key.span.column}")
        if key.value == "<<" and key.style is None:
            self._add("yaml-merge-key", Text(N_("a merge key (<<)")), key.span, hint=_PLAINLY)
        if not isinstance(key.value, str):
            text = Text(N_("a field's name must be text, not {value}"), {"value": str(event.value or "null")})
            self._add("yaml-key", text, key.span, value=str(event.value))
            return key._replace(value=str(event.value))
        return key

    def _duplicate(self, key: Node, first: Node) -> None:
        values = {"name": key.value, "line": first.span.line}
        self._add(
            "yaml-duplicate-key",
            Text(N_("'{name}' stands here twice; the first is on line {line}"), values),
            key.span,
            value=str(key.value),
            hint=Text(N_("keep one of the two")),
        )


_PLAINLY = Text(N_("files hold plain data only: write the value out"))


def _span(start: Any, end: Any = None) -> Span:
    first, last = start.start_mark, (end or start).end_mark
    return Span(first.line + 1, first.column + 1, last.line + 1, last.column + 1)


def _syntax(error: Any, text: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    span = Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2) if mark else Span()
    what = Text(error.problem or error.context or "")
    hint = _SYNTAX_HINTS.get(error.problem or "")
    if mark and text[mark.index : mark.index + 1] == "\t":
        hint = Text(N_("indent with spaces, not with tabs"))
    return Problem("yaml-syntax", Text(N_("not valid YAML: {what}"), {"what": what}), span, hint=hint)


# What libyaml says of the faults that people make, to be translated.
LIBYAML = (
    N_("mapping values are not allowed in this context"),
    N_("did not find expected key"),
    N_("could not find expected ':'"),
    N_("found unexpected end of stream"),
    N_("found character that cannot start any token"),
    N_("did not find expected ',' or ']'"),
    N_("did not find expected ',' or '}'"),
    N_("did not find expected '-' indicator"),
    N_("block sequence entries are not allowed in this context"),
    N_("did not find expected node content"),
    N_("did not find expected <document start>"),
    N_("found unknown escape character"),
    N_("found a tab character that violates indentation"),
    N_("found unknown directive name"),
    N_("found undefined tag handle"),
)
_SYNTAX_HINTS = {
    "mapping values are not allowed in this context": Text(N_("put a text with ': ' in it between double quotes")),
    "did not find expected key": Text(N_("check the indentation and the quotes of this line and the one before")),
    "could not find expected ':'": Text(N_("a field is written as 'name: value'")),
}


def _not_utf8(content: bytes, error: UnicodeDecodeError) -> Problem:
    before = content[: error.start]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    hint = Text(N_("save the file as UTF-8 (in Notepad: Save as, Encoding: UTF-8)"))
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Problem("yaml-encoding", Text(N_("the file is in UTF-16, not in UTF-8")), Span(), hint=hint)
    value = f"0x{content[error.start]:02x}"
    text = Text(N_("not UTF-8: the byte {value} can't stand here"), {"value": value})
    return Problem("yaml-encoding", text, Span(line, column, line, column + 1), value=value, hint=hint)


def _text_problems(text: str) -> Iterator[Problem]:
    """Yield what is wrong with the text before it is parsed: the first of each sort."""
    if text.startswith("\ufeff"):
        hint = Text(N_("save the file as UTF-8 without BOM"))
        yield Problem("yaml-bom", Text(N_("the file begins with a byte order mark")), Span(), hint=hint)
        text = " " + text[1:]
    found = _CONTROL.search(text)
    if found:
        yield _control_character(found[0], _span_of(text, found.start()))
    if "\r\n" in text:
        yield Problem(
            "yaml-line-ends",
            Text(N_("lines end in CR LF, as on Windows; records have LF")),
            _span_of(text, text.index("\r\n")),
            hint=Text(N_("run 'regio fmt'")),
            severity="warning",
        )
    if not unicodedata.is_normalized("NFC", text):
        # Not by making the composed text and comparing: that takes minutes for a megabyte of shuffled accents.
        lengths = range(1, len(text) + 1)
        at = bisect_left(lengths, True, key=lambda length: not unicodedata.is_normalized("NFC", text[:length]))
        yield _unicode_form(_span_of(text, at))


def _unicode_form(span: Span) -> Problem:
    text = Text(N_("a letter and its accent are two characters here (Unicode NFD); they must be one (NFC)"))
    return Problem("yaml-unicode-form", text, span, hint=Text(N_("type the letter again, or run 'regio fmt'")))


def _control_character(char: str, span: Span) -> Problem:
    value = f"U+{ord(char):04X}"
    text = Text(N_("a control character ({value}) that can't be seen"), {"value": value})
    return Problem("yaml-control-character", text, span, value=value, hint=Text(N_("delete it")))


def _span_of(text: str, index: int) -> Span:
    line = text.count("\n", 0, index) + 1
    column = index - text.rfind("\n", 0, index)
    return Span(line, column, line, column + 1)
