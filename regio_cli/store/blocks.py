"""Changes in blocks: entries that stay keep their lines, those that changed are written anew in their place.

A block is cut into its entries (`regio_cli.store.layout`) and put together again after the steps from its old data to
the new (`regio_cli.store.changes`).
"""

import re
from typing import Any, NamedTuple

from regio_cli.model.kinds import Field
from regio_cli.store import scalars
from regio_cli.store.canonical import MODELINE, entry_lines, entry_of
from regio_cli.store.changes import Step, fields_steps, item_id, items_steps, same
from regio_cli.store.comments import Entry
from regio_cli.store.flow import Flow, scalar_text
from regio_cli.store.layout import Layout, Open, Part, is_blank, lines_of
from regio_cli.store.yamlfile import Node


class Piece(NamedTuple):
    """The new text of an entry, and whether a block scalar is open at its end."""

    text: str
    open: Open | None = None


class _Slot(NamedTuple):
    """An entry on its way into the new text; without a `piece` it is gone, and only the lines above it stay."""

    above: list[str]
    own: list[str]
    piece: Piece | None


class Blocks:
    """Changes the blocks of a text; with `coarse`, each field of the record that changed is written anew as a whole."""

    def __init__(self, layout: Layout, line_end: str, coarse: bool) -> None:
        self.layout = layout
        self.text = layout.text
        self.line_end = line_end
        self.coarse = coarse
        self.flow = Flow(layout, line_end)

    def lines(self, lines: list[str]) -> str:
        return "".join(line + self.line_end for line in lines)

    def leftover(self, node: Node, begin: int, end: int) -> tuple[str, str]:
        """Return what stays of the block `node`, from `begin` to `end`, without its entries: above them, and below."""
        parts = self.layout.parts(node, begin)
        rest = [line for part in parts[1:] for line in part.above if not is_blank(line)]
        return "".join(parts[0].above), "".join(rest) + self.text[parts[-1].end : end]

    # ----------------------------------------------------------------------------------------------------------------
    # Blocks

    def block(self, node: Node, new: Any, form: Field | None, begin: int, end: int) -> Piece:
        """Return the text of the block `node`, from `begin` to `end`, with the data `new`: neither is empty."""
        parts = self.layout.parts(node, begin)
        if isinstance(new, dict):
            fields = form.fields if form else ()
            steps = fields_steps(node.value, new, fields)
            forms = {field.name: field for field in fields}
            slots = [self._slot(parts, step, forms.get(step.key or ""), node) for step in steps]
            apart = [self._field_apart(parts, steps, i) for i in range(len(steps))]
        else:
            item = form.item if form else None
            steps = items_steps(node.value, new)
            slots = [self._slot(parts, step, item, node) for step in steps]
            apart = [self._item_apart(parts, steps, i) for i in range(len(steps))]
        self._set_apart(slots, steps, apart)
        compact = parts[0].start == begin and self.layout.is_on_line(begin)
        return self._joined(slots, node.span.column - 1, compact, lines_of(self.text[parts[-1].end : end]))

    def _slot(self, parts: list[Part], step: Step, form: Field | None, node: Node) -> _Slot:
        column = node.span.column - 1
        if step.old is None:
            return _Slot([], [], self._written(step.key, step.value, form, column))
        part = parts[step.old]
        if step.moved:
            return _Slot([], part.own, self._entry(part, step.value, form, column))
        if step.gone:
            return _Slot(part.above, [], None)
        return _Slot(part.above, part.own, self._entry(part, step.value, form, column))

    def _set_apart(self, slots: list[_Slot], steps: list[Step], apart: list[bool]) -> None:
        """Put blank lines around new entries where `apart` says so, and those that come first below what stands on top."""
        blank = [self.line_end]
        for i, step in enumerate(steps):
            if step.old is None or step.moved:
                slots[i] = slots[i]._replace(above=blank if apart[i] else [])
        first = next((i for i, step in enumerate(steps) if step.old == 0 and not step.moved), 0)
        if first:
            above = slots[first].above
            slots[first] = slots[first]._replace(above=blank if apart[0] or apart[first] else [])
            slots[0] = slots[0]._replace(above=above)

    def _item_apart(self, parts: list[Part], steps: list[Step], i: int) -> bool:
        others = [is_blank(part.above[0]) for part in parts[1:] if part.above]
        if len(parts) > 1:
            return len(others) == len(parts) - 1 and all(others)
        return item_id(steps[i].value) is not None

    def _field_apart(self, parts: list[Part], steps: list[Step], i: int) -> bool:
        before = next((step.value for step in reversed(steps[:i]) if not step.gone), None)
        return _lists_ids(steps[i].value) or _lists_ids(before)

    def _joined(self, slots: list[_Slot], column: int, compact: bool, trail: list[str]) -> Piece:
        """Put `slots` together; blank lines at what is gone go with it, save where they set apart what is left."""
        text, waiting, gone, pad = "", list[str](), False, " " * column
        last: Open | None = None
        for i, slot in enumerate(slots):
            above = _met(waiting, slot.above) if gone else slot.above
            if slot.piece is None:
                waiting, gone = above, True
                continue
            lines = [*above, *slot.own]
            if text:
                text += "".join(_guarded(last, lines, column)) + pad
            elif not compact:
                text = "".join(_begun(lines) if i else lines) + pad
            elif any(not is_blank(line) for line in lines):
                text = self.line_end + "".join(_begun(lines)) + pad
            text += slot.piece.text
            last, waiting, gone = slot.piece.open, [], False
        while waiting and is_blank(waiting[-1]):
            waiting.pop()
        lines = _guarded(last, waiting + trail, column)
        return Piece(text + "".join(lines), None if any(not is_blank(line) for line in lines) else last)

    # ----------------------------------------------------------------------------------------------------------------
    # Entries

    def _written(self, key: str | None, value: Any, form: Field | None, column: int) -> Piece:
        entry = entry_of(key, value, form)
        return Piece(self.lines(entry_lines(entry, " " * column))[column:], _open(entry, column))

    def _entry(self, part: Part, new: Any, form: Field | None, column: int) -> Piece:
        """Return the text of the entry `part` of a block at `column` with the data `new`."""
        old = part.node
        if same(old.value, new):
            return Piece(self.text[part.start : part.end], self.layout.open(old, column))
        if self.coarse:
            return self._replaced(part, new, form, column)
        if old.entries and new and type(old.value) is type(new):
            if old.flow:
                return self._spliced(part, self.flow.changed(old, new, form))
            begin = self._begin(part)
            below = self.block(old, new, form, begin, part.end)
            head = self.text[part.start : begin]
            return below._replace(
                text=(head.rstrip(" ") if below.text.startswith(self.line_end) else head) + below.text
            )
        on_line = old.type == "scalar" and old.style not in ("|", ">") and old.span[:2] != old.span[2:]
        if on_line and not isinstance(new, dict | list):
            written = scalar_text(old, new, form)
            if written is not None:
                return self._spliced(part, written)
        return self._replaced(part, new, form, column)

    def _begin(self, part: Part) -> int:
        """Return where the block of `part` begins: on the line of its key or dash, or with the line below."""
        start = self.layout.start(part.node)
        if self.layout.is_on_line(start):
            return start
        return self.layout.line_end(self.layout.end(part.key) if part.key else part.start)

    def _spliced(self, part: Part, written: str) -> Piece:
        start, end = self.layout.start(part.node), self.layout.end(part.node)
        return Piece(self.text[part.start : start] + written + self.text[end : part.end])

    def _replaced(self, part: Part, new: Any, form: Field | None, column: int) -> Piece:
        """Write the value of `part` anew behind its key or dash; comments on the line stay there."""
        key = part.key.value if part.key else None
        entry = entry_of(key, new, form)
        first, *rest = entry_lines(entry, " " * column)
        first = first[column + (1 if key is None else len(scalars.key(key)) + 1) :]
        comments = self._comments(part)
        if comments and key is None and entry.entries:
            if not self.layout.is_on_line(part.start):
                text = comments.lstrip() + self.line_end + " " * column + "-" + first + self.line_end + self.lines(rest)
                return Piece(text, _open(entry, column))
            first, rest = "", [f"{' ' * (column + 1)}{first}", *rest]
        text = self._head(part) + first + comments + self.line_end + self.lines(rest)
        return Piece(text + self._left(part, new), _open(entry, column))

    def _head(self, part: Part) -> str:
        if part.key is None:
            return "-"
        end = self.layout.end(part.key)
        colon = re.compile(r"[ \t]*:").match(self.text, end)
        if colon and self.layout.start(part.key) == part.start:
            return self.text[part.start : colon.end()]
        return scalars.key(part.key.value) + ":"

    def _comments(self, part: Part) -> str:
        """Return the comments that belong to the entry `part` itself, not to what stands in it, as they stand on its line."""
        node = part.node
        head = self.layout.end(part.key) if part.key else part.start + 1
        start, end = self.layout.start(node), self.layout.end(node)
        if node.type != "scalar" and not node.flow:
            return _on_line(self.text[head : min(start, self.layout.line_end(head))])
        if node.style in ("|", ">"):
            return _on_line(self.text[head:start]) + _on_line(self.text[start : self.layout.line_end(start)])
        inside = "" if node.entries or node.type == "scalar" else self.text[start:end]
        return _on_line(self.text[head:start]) + _on_line(inside) + _on_line(self.text[end : part.end])

    def _left(self, part: Part, new: Any) -> str:
        """Return comments in a block that is emptied, which belong to none of its entries."""
        node = part.node
        if node.flow or not node.entries or type(node.value) is not type(new):
            return ""
        lead, rest = self.leftover(node, self._begin(part), part.end)
        return "".join(line for line in lines_of(lead + rest) if not is_blank(line))


def _open(entry: Entry, column: int) -> Open | None:
    """Return in what way the new `entry` at `column` is open at its end."""
    while entry.entries:
        entry = entry.entries[-1]
        column += 2
    return Open(column + 1) if isinstance(entry.value, str) and "\n" in entry.value else None


def _on_line(gap: str) -> str:
    """Return the comments in `gap`, which is structure otherwise, for the end of a line."""
    comments = re.findall(r"([ \t]*)(#[^\r\n]*)", gap)
    return "".join((space or "  ") + comment.rstrip() for space, comment in comments)


def _lists_ids(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(item_id(item) is not None for item in value)


def _met(waiting: list[str], above: list[str]) -> list[str]:
    """Return the lines of what is gone and of what comes next, with one blank line where there were two."""
    if waiting and is_blank(waiting[-1]):
        while above and is_blank(above[0]):
            above = above[1:]
    return waiting + above


def _begun(lines: list[str]) -> list[str]:
    """Return `lines` without blank ones where a block or file begins."""
    count = 0
    while count < len(lines) and MODELINE.match(lines[count]):
        count += 1
    rest = count
    while rest < len(lines) and is_blank(lines[rest]):
        rest += 1
    return lines[:count] + lines[rest:]


def _guarded(last: Open | None, lines: list[str], column: int) -> list[str]:
    """Return `lines`, so that a block scalar that is open above them doesn't swallow what comes first.

    A tab on a blank line is YAML only below unquoted text, which may be gone: it goes too.
    """
    lines = [line.lstrip(" \t") if "\t" in line and is_blank(line) else line for line in lines]
    if last is None:
        return lines
    at = 0
    while at < len(lines) and is_blank(lines[at]):
        at += 1
    blank = (
        []
        if last.keep
        else [line.lstrip(" ") if len(line.rstrip("\r\n")) > last.indent else line for line in lines[:at]]
    )
    if at < len(lines) and len(lines[at]) - len(lines[at].lstrip(" ")) >= last.indent:
        return [*blank, " " * column + lines[at].lstrip(" "), *lines[at + 1 :]]
    return [*blank, *lines[at:]]
