"""Changes inside brackets: what stays keeps its text, line breaks and comments between the entries included."""

import re
from typing import Any, NamedTuple

from regio_cli.model.kinds import Field
from regio_cli.store import scalars
from regio_cli.store.changes import Step, fields_steps, items_steps, same
from regio_cli.store.layout import COMMENT, Layout
from regio_cli.store.yamlfile import Node

_NOT_PLAIN = re.compile(r"[,:\[\]{}]")


class _Slice(NamedTuple):
    """An entry between brackets, from `start` to `end`."""

    start: int
    end: int
    key: Node | None
    node: Node

    def column(self, layout: Layout) -> int:
        """Return the column of the entry, from 0."""
        return self.start - layout.line_start(self.start)


def scalar_text(old: Node | None, new: Any, form: Field | None, flow: bool = False) -> str | None:
    """Return `new` as it is written on one line in place of `old`, in its quotes where they were the author's choice.

    None when it takes more lines, which is never so in brackets (`flow`).
    """
    quoted, format_ = (form.quoted, form.format) if form else (False, None)
    lines = scalars.scalar(new, quoted, format_)
    if not isinstance(new, str):
        return lines[0]
    new = scalars.composed(new)
    if len(lines) > 1:
        return scalars.double_quoted(new) if flow else None
    if old and old.style == "'":
        return scalars.single_quoted(new) or lines[0]
    chosen = old and old.style == '"' and not scalars.scalar(old.value, quoted, format_)[0].startswith('"')
    if chosen or (flow and _NOT_PLAIN.search(lines[0]) and not lines[0].startswith('"')):
        return scalars.double_quoted(new)
    return lines[0]


def value_text(value: Any, form: Field | None) -> str:
    """Return `value` as it is written in brackets, on one line."""
    if isinstance(value, dict):
        forms = {field.name: field for field in form.fields} if form else {}
        order = sorted(value, key=lambda key: list(forms).index(key) if key in forms else len(forms))
        return "{" + ", ".join(f"{_key_text(key)}: {value_text(value[key], forms.get(key))}" for key in order) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(value_text(item, form.item if form else None) for item in value) + "]"
    text = scalar_text(None, value, form, flow=True)
    assert text is not None
    return text


def _key_text(key: str) -> str:
    written = scalars.key(key)
    return scalars.double_quoted(scalars.composed(key)) if _NOT_PLAIN.search(written) and written[0] != '"' else written


class Flow:
    """Changes what stands in brackets in a text; `line_end` is that of the file."""

    def __init__(self, layout: Layout, line_end: str) -> None:
        self.layout = layout
        self.text = layout.text
        self.line_end = line_end

    def changed(self, node: Node, new: Any, form: Field | None) -> str:
        """Return the text of `node`, which stands in brackets, when its data are `new`."""
        start, end = self.layout.start(node), self.layout.end(node)
        if same(node.value, new):
            return self.text[start:end]
        if node.type == "scalar":
            fits = not isinstance(new, dict | list)
            written = scalar_text(node, new, form, flow=True) if fits else value_text(new, form)
            assert written is not None
            return written
        if type(node.value) is not type(new) or not node.entries or not new:
            return value_text(new, form)
        return self._entries(node, new, form)

    def _entries(self, node: Node, new: Any, form: Field | None) -> str:
        start, end = self.layout.start(node), self.layout.end(node)
        slices = self._slices(node)
        bracketed = self.text[start] in "[{" and slices[0].start > start
        inner, outer = (start + 1, end - 1) if bracketed else (start, end)
        bounds = [inner, *(at for piece in slices for at in (piece.start, piece.end)), outer]
        gaps = [self.text[bounds[i] : bounds[i + 1]] for i in range(0, len(bounds), 2)]
        if isinstance(new, dict):
            steps = fields_steps(node.value, new, form.fields if form else ())
        else:
            steps = items_steps(node.value, new)
        body = self._joined(slices, gaps, steps, form)
        opening, closing = "{}" if isinstance(new, dict) else "[]"
        alone = len(slices) == len(new) == 1 and not any(step.gone for step in steps)
        if bracketed or alone:
            opening, closing = self.text[start:inner], self.text[outer:end]
        return opening + body + closing

    def _slices(self, node: Node) -> list[_Slice]:
        found = []
        for key, value in node.entries:
            start, end = self.layout.start(key or value), self.layout.end(value)
            if key:
                before = self.text[self.layout.start(node) : start].rstrip()
                if before.endswith("?"):
                    start = self.layout.start(node) + len(before) - 1
                if value.span[:2] == value.span[2:]:
                    end = self._empty_end(key)
            found.append(_Slice(start, end, key, value))
        return found

    def _empty_end(self, key: Node) -> int:
        at = self.layout.end(key)
        colon = re.compile(r"\s*:").match(self.text, at)
        return colon.end() if colon else at

    def _joined(self, slices: list[_Slice], gaps: list[str], steps: list[Step], form: Field | None) -> str:
        """Return the entries after `steps`, with what stood between two of them where they still follow each other."""
        between = _Between(gaps, " " * slices[-1].column(self.layout), self.line_end)
        moved = {step.old for step in steps if step.moved}
        out, last, waiting = "", _START, _comments(gaps[0])
        for step in steps:
            if step.gone:
                assert step.old is not None
                waiting += _comments(gaps[step.old + 1], below=step.old not in moved)
                continue
            here = None if step.moved else step.old
            out += gaps[here] if here is not None and here == last + 1 else between.text(last == _START, waiting)
            out += self._entry(slices[step.old] if step.old is not None else None, step, form)
            last, waiting = (_NEW, []) if here is None else (here, _comments(gaps[here + 1]))
        return out + (gaps[-1] if last == len(slices) - 1 else between.closing(waiting))

    def _entry(self, piece: _Slice | None, step: Step, form: Field | None) -> str:
        below = form.item if form else None
        if step.key is not None:
            below = next((field for field in form.fields if field.name == step.key), None) if form else None
        if piece is None:
            head = f"{_key_text(step.key)}: " if step.key is not None else ""
            return head + value_text(step.value, below)
        if same(piece.node.value, step.value):
            return self.text[piece.start : piece.end]
        start, end = self.layout.start(piece.node), self.layout.end(piece.node)
        if start == end and piece.key:
            head = self.text[piece.start : self.layout.end(piece.key)]
            return f"{head}: {value_text(step.value, below)}"
        head = self.text[piece.start : start]
        space = " " if head.endswith(":") else ""
        return head + space + self.changed(piece.node, step.value, below) + self.text[end : piece.end]


_START, _NEW = -1, -2


class _Between(NamedTuple):
    """Writes what goes between entries that did not follow each other: a comma, comments and a new line if need be."""

    gaps: list[str]
    pad: str
    line_end: str

    def text(self, first: bool, comments: list[str]) -> str:
        comma = "" if first else ","
        if comments:
            return comma + "  " + "".join(f"{comment}{self.line_end}{self.pad}" for comment in comments)
        if first:
            return self.gaps[0]
        inner = self.gaps[1:-1] or self.gaps[:1]
        return comma + (f"{self.line_end}{self.pad}" if any("\n" in gap for gap in inner) else " ")

    def closing(self, comments: list[str]) -> str:
        if comments:
            return "  " + "".join(f"{comment}{self.line_end}{self.pad}" for comment in comments)
        gap = self.gaps[-1]
        return gap if "#" not in gap else self.line_end + gap.rpartition("\n")[2]


def _comments(gap: str, below: bool = False) -> list[str]:
    """Return the comments in `gap`; those `below` its first line only when asked."""
    return [match.rstrip() for match in COMMENT.findall(gap.partition("\n")[2] if below else gap)]
