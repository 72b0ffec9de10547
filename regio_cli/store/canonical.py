"""The canonical form of a record's file, so that two people who write the same write the same bytes.

1. The first line tells editors the schema; comments above the fields that a blank line sets apart stay there.
2. Fields stand in the order of the schema, unknown ones last in the order they had; lists keep their order.
3. Blocks, indented by two spaces, lists too; never brackets, save for what is empty.
4. Scalars as `regio_cli.store.scalars` writes them: identifiers (``x-quote``) between double quotes, dates plain, text
   plain where that is safe, texts of several lines as literal blocks, none folded.
5. Blank lines are the author's, one at a time, and none at the start, at the end or where a block begins.
6. Comments stay with what they belong to (`regio_cli.store.comments`).
7. UTF-8 in composed form (NFC), LF, no spaces at line ends outside literal blocks, one line end at the end.
"""

import re
from collections.abc import Mapping
from typing import Any

from regio_cli.model.kinds import Field, Kind
from regio_cli.store import scalars
from regio_cli.store.comments import Entry, read_entries
from regio_cli.store.yamlfile import compose

MODELINE = re.compile(r"#\s*yaml-language-server:")
REPAIRED = ("yaml-line-ends", "yaml-unicode-form")


def dump(kind: Kind, data: Mapping[str, Any], schema_path: str) -> str:
    """Return the file of a record of `kind` that holds `data`; its first line points at the schema.

    Raises ValueError when `data` is not what a record can hold.
    """
    root = _entry(None, data)
    _arrange(root, kind.fields, None)
    _set_apart(root.entries or [])
    return _file(modeline(schema_path), root)


def format_text(kind: Kind, text: str, schema_path: str | None = None) -> str:
    """Return `text`, the file of a record of `kind`, in canonical form with the same data and comments.

    A file without a line that tells the schema gets one when `schema_path` is given. Raises ValueError when the text
    can't be read or holds what records may not hold; other line ends and uncomposed letters are put right.
    """
    return _formatted(kind, _read(text), schema_path)


def format_with(kind: Kind, text: str, data: Mapping[str, Any]) -> str:
    """Return `text` in canonical form with `data` instead of its own; comments stay with the entries that stay.

    Raises ValueError as `format_text` and `dump` do.
    """
    return _formatted(kind, _with_data(_read(text), None, data), None)


def _read(text: str) -> Entry:
    text = text.replace("\r\n", "\n")
    root, problems = compose(text.encode())
    faults = [problem for problem in problems if problem.code not in REPAIRED]
    if faults or root is None:
        problem = faults[0]
        what = problem.text.template.format(**problem.text.values)
        raise ValueError(f"{problem.span.line}:{problem.span.column}: {what} [{problem.code}]")
    return read_entries(root, text)


def _with_data(old: Entry, key: str | None, value: Any) -> Entry:
    """Return `value` as an entry with the comments of `old`, of its entries too: by key, or by position in a list."""
    entry = _entry(key, value)
    entry.lead, entry.ends, entry.tail = old.lead, old.ends, old.tail
    if entry.entries and old.entries and entry.fields == old.fields:
        by_step = {below.key if entry.fields else i: below for i, below in enumerate(old.entries)}
        steps = list(value) if entry.fields else range(len(value))
        entry.entries = [
            _with_data(by_step.get(step, Entry(None)), below.key, value[step])
            for step, below in zip(steps, entry.entries, strict=True)
        ]
    return entry


def _formatted(kind: Kind, entry: Entry, schema_path: str | None) -> str:
    line = next((line for line in entry.lead if MODELINE.match(line)), None)
    if line:
        entry.lead.remove(line)
    elif schema_path is not None:
        line = modeline(schema_path)
    _leave_on_top(entry)
    _arrange(entry, kind.fields, None)
    return _file(line, entry)


def modeline(schema_path: str) -> str:
    """Return the comment that tells editors which schema a file follows."""
    return f"# yaml-language-server: $schema={schema_path}"


def entry_of(key: str | None, value: Any, form: Field | None) -> Entry:
    """Return `value`, a field or (without `key`) an item of a list that `form` describes, as an entry in order."""
    entry = _entry(key, value)
    entry.form = form
    _arrange(entry, form.fields if form else (), form.item if form else None)
    _set_apart(entry.entries or [])
    return entry


def entry_lines(entry: Entry, pad: str) -> list[str]:
    """Return the lines, without their ends, that `entry` is written in behind `pad`."""
    out: list[str] = []
    _write(out, [entry], pad, 0)
    return out


def _entry(key: str | None, value: Any) -> Entry:
    """Return `value` as an entry without comments. Items that have an id are set apart, and so is a list of them."""
    if isinstance(value, Mapping):
        entries = [_entry(name, below) for name, below in value.items()]
    elif isinstance(value, list | tuple):
        entries = [_entry(None, below) for below in value]
    else:
        return Entry(key, value)
    return Entry(key, entries=entries, fields=isinstance(value, Mapping))


def _set_apart(entries: list[Entry]) -> None:
    """Put a blank line before each item that has an id, before a list of such items and after it."""
    before = False
    for entry in entries:
        apart = _has_id(entry) if entry.key is None else _lists_ids(entry)
        if apart or before:
            entry.lead.append("")
        before = apart
        if entry.entries:
            _set_apart(entry.entries)


def _has_id(entry: Entry) -> bool:
    return entry.fields and any(below.key == "id" for below in entry.entries or ())


def _lists_ids(entry: Entry) -> bool:
    return bool(entry.entries) and not entry.fields and all(_has_id(item) for item in entry.entries or ())


def _leave_on_top(root: Entry) -> None:
    """Give the comments straight above the first field to that field; only those set apart stay on top."""
    if root.entries:
        first = max((i + 1 for i, line in enumerate(root.lead) if line == ""), default=0)
        root.entries[0].lead[:0] = root.lead[first:]
        del root.lead[first:]


def _file(line: str | None, root: Entry) -> str:
    """Return the text of a file that holds `root` in its order, under the line that tells the schema."""
    out = [line] if line else []
    _add_lines(out, root.lead, "", len(out))
    if root.entries:
        _write(out, root.entries, "", len(out))
    else:
        out.append("{}")
    _add_lines(out, root.tail, "", 0)
    while out[-1] == "":
        out.pop()
    return "\n".join(out) + "\n"


def _add_lines(out: list[str], lines: list[str], pad: str, start: int) -> None:
    """Add comments and blank lines to `out`: no two blank lines in a row, none as line number `start`."""
    for line in lines:
        if line:
            out.append(pad + line)
        elif len(out) > start and out[-1]:
            out.append("")


def _arrange(entry: Entry, fields: tuple[Field, ...], item: Field | None) -> None:
    """Put everything below `entry` in the order of `fields`, and its comments where there is room for them."""
    if not entry.entries:
        return
    if entry.fields:
        entry.entries = _in_order(entry.entries, fields)
    for child in entry.entries:
        if not entry.fields:
            child.form = item
        if child.form:
            _arrange(child, child.form.fields, child.form.item)
        else:
            _arrange(child, (), None)
        if child.ends or child.entries:
            _settle(child)


def _in_order(entries: list[Entry], fields: tuple[Field, ...]) -> list[Entry]:
    by_key = {entry.key: entry for entry in entries}
    ordered = []
    for field in fields:
        entry = by_key.pop(field.name, None)
        if entry:
            entry.form = field
            ordered.append(entry)
    if by_key and len({scalars.key(key) for key in by_key}) < len(by_key):
        raise ValueError("two fields have the same name but for the form of a letter with an accent")
    return ordered + list(by_key.values())


def _settle(entry: Entry) -> None:
    """Move above `entry` the comments that lack room: its line takes one, a dash before fields takes none."""
    if entry.key is None and entry.entries:
        first = entry.entries[0]
        while first.lead[:1] == [""]:
            del first.lead[0]
        entry.lead += entry.ends + first.lead
        entry.ends, first.lead = [], []
    else:
        entry.lead += entry.ends[:-1]
        entry.ends = entry.ends[-1:]


def _write(out: list[str], entries: list[Entry], pad: str, start: int) -> None:
    """Add `entries` to `out`, each line after `pad`; a blank line may not be line number `start`."""
    below = pad + "  "
    for entry in entries:
        _add_lines(out, entry.lead, pad, start)
        head = f"{pad}-" if entry.key is None else f"{pad}{scalars.key(entry.key)}:"
        end = f"  {entry.ends[0]}" if entry.ends else ""
        if entry.entries is None:
            lines = _scalar(entry)
            out.append(f"{head} {lines[0]}{end}")
            out.extend(below + line if line else "" for line in lines[1:])
        elif not entry.entries:
            out.append(f"{head} {'{}' if entry.fields else '[]'}{end}")
        else:
            if entry.key is not None:
                out.append(head + end)
            at = len(out)
            _write(out, entry.entries, below, at)
            if entry.key is None:
                out[at] = f"{head} {out[at][len(below) :]}"
        _add_lines(out, entry.tail, below, 0)


def _scalar(entry: Entry) -> list[str]:
    if entry.number is not None:
        return [entry.number]
    if entry.form:
        return scalars.scalar(entry.value, entry.form.quoted, entry.form.format)
    return scalars.scalar(entry.value)
