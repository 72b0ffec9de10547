"""Changes in a record's file that touch only the lines that must change.

Blocks are changed by `regio_cli.store.blocks`, what stands in brackets by `regio_cli.store.flow`; here is what concerns
the file as a whole. Comments, order, quotes, blank lines and line ends of all that stays are left as they are.
"""

import re
from collections.abc import Mapping
from typing import Any

from regio_cli.model.finding import Problem
from regio_cli.model.kinds import Field, Kind
from regio_cli.store.blocks import Blocks, Piece
from regio_cli.store.canonical import REPAIRED, entry_lines, entry_of, format_with
from regio_cli.store.changes import plain, same
from regio_cli.store.layout import COMMENT, Layout, is_blank
from regio_cli.store.yamlfile import Node, compose, read


def rewrite(kind: Kind, content: bytes, data: Mapping[str, Any]) -> bytes:
    """Return the file `content` of a record of `kind`, changed so that it holds `data`.

    Every line that holds what did not change keeps its bytes: comments, order, quoting, blank lines, line ends. Text is
    written composed (NFC). Raises ValueError when the file can't be read or `data` is not what a record can hold.
    """
    # The tests know no file that the first way can't change. Should there be one, its data count for more than its form.
    for coarse in (False, True):
        result = _edited(kind, content, data, coarse)
        if _holds(result, content, data):
            return result
    result = format_with(kind, content.decode(), plain(data)).encode()
    if not _holds(result, content, data):
        raise ValueError("a record can't hold these data: text with control characters, or too much of it")
    return result


def _holds(result: bytes, content: bytes, data: Mapping[str, Any]) -> bool:
    """Tell whether `result` holds `data`, and has no problem that `content` has not."""
    if result == content:
        return True
    found = read(result)
    if found.problems and not {problem.code for problem in found.problems} <= set(REPAIRED):
        return False
    return same(plain(found.data), plain(data))


def _edited(kind: Kind, content: bytes, data: Mapping[str, Any], coarse: bool = False) -> bytes:
    root, problems = compose(content)
    faults = [problem for problem in problems if problem.code not in REPAIRED]
    if root is None or faults:
        raise ValueError(_told(faults[0]))
    if not isinstance(data, Mapping):
        raise ValueError("a record is a list of fields")
    new = plain(data, compose=all(problem.code != "yaml-unicode-form" for problem in problems))
    if same(root.value, new):
        return content
    text = content.decode()
    line_end = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    if not text.endswith("\n"):
        return _unended(text, line_end, root, new, _record(kind), coarse).encode()
    return _piece(text, line_end, root, new, _record(kind), coarse).text.encode()


def _told(problem: Problem) -> str:
    what = problem.text.template.format(**problem.text.values)
    return f"{problem.span.line}:{problem.span.column}: {what} [{problem.code}]"


def _record(kind: Kind) -> Field:
    return Field("", (), "object", kind.title, kind.description, fields=kind.fields)


def _unended(text: str, line_end: str, root: Node, new: dict[str, Any], form: Field, coarse: bool) -> str:
    """Edit a text whose last line has no end. In a block scalar that counts: while edited, the text gets one."""
    ended = text + line_end
    last = _last_leaf(root)
    start = Layout(text).start(last) if last.style in ("|", ">") else len(text)
    if last.style in ("|", ">") and not str(last.value).endswith("\n"):
        ended = ended[:start] + re.sub(r"^([|>])[-+]?([1-9]?)[-+]?", r"\1\2-", ended[start:])
    ended_root, _ = compose(ended.encode())
    assert ended_root
    piece = _piece(ended, line_end, ended_root, new, form, coarse)
    if start < len(text) and piece.text.endswith(ended[start:]):
        return piece.text[: start - len(ended)] + text[start:]
    return piece.text if piece.open else piece.text.removesuffix(line_end)


def _last_leaf(node: Node) -> Node:
    while node.entries:
        node = node.entries[-1][1]
    return node


def _piece(text: str, line_end: str, root: Node, new: dict[str, Any], form: Field, coarse: bool) -> Piece:
    """Return the whole `text`, of lines that all have an end, with the data `new` instead of those of `root`."""
    blocks = Blocks(Layout(text), line_end, coarse)
    if root.flow:
        return Piece(_in_brackets(blocks, root, new, form))
    if not new:
        lead, trail = blocks.leftover(root, 0, len(text))
        return Piece(f"{lead}{{}}{line_end}{trail}")
    return blocks.block(root, new, form, 0, len(text))


def _in_brackets(blocks: Blocks, root: Node, new: dict[str, Any], form: Field) -> str:
    text, layout = blocks.text, blocks.layout
    start, end = layout.start(root), layout.end(root)
    if root.entries:
        return text[:start] + blocks.flow.changed(root, new, form) + text[end:]
    before, line_end = text[:start].rstrip(" "), layout.line_end(end)
    if before and not before.endswith("\n"):
        before += blocks.line_end
    entries = entry_of(None, new, form).entries or []
    lines = [line for entry in entries for line in [*entry.lead, *entry_lines(entry, "")]]
    # What comes first is set apart from nothing.
    while lines and is_blank(lines[0]):
        del lines[0]
    return before + blocks.lines([*COMMENT.findall(text[start:line_end]), *lines]) + text[line_end:]
