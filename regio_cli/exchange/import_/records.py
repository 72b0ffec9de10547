"""`json` and `ndjson` as regio exports them: records with their ids, kind by kind."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from regio_cli.change.refusal import Refused
from regio_cli.exchange.import_.grid import Fault, require_size
from regio_cli.exchange.import_.rows import Read
from regio_cli.exchange.import_.wanted import Wanted
from regio_cli.model.kinds import Kinds
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Text

_VERSION = 1
_HALF = re.compile("[\ud800-\udfff]")


def read_json(content: bytes, kinds: Kinds, only: str | None) -> Read:
    """Return the records in an export as `json` or `ndjson`, only those of one kind when `only` names it.

    Raises Refused for what is no such export.
    """
    document = loaded(content)
    if (
        not isinstance(document, dict)
        or document.get("version") != _VERSION
        or not isinstance(document.get("records"), list)
    ):
        hint = Text(N_("docs/exports.md describes what 'regio export json' writes"))
        raise Refused(Text(N_("this is no export of regio: it has no 'version': 1 and 'records'")), hint)
    return of_records(enumerate(document["records"], 1), kinds, only)


def read_ndjson(content: bytes, kinds: Kinds, only: str | None) -> Read:
    """Return the records in an export as `ndjson`, whose first line is its head. Raises Refused for what is none."""
    lines = [(number, line) for number, line in enumerate(content.splitlines(), 1) if line.strip()]
    head = loaded(lines[0][1]) if lines else None
    if not isinstance(head, dict) or head.get("version") != _VERSION:
        raise Refused(Text(N_("this is no export of regio: its first line has no 'version': 1")))
    return of_records(((number, loaded(line)) for number, line in lines[1:]), kinds, only)


def loaded(content: bytes) -> Any:
    """Return what JSON holds. Raises Refused for what is none, with the line."""
    require_size(len(content))
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        values = {"line": error.lineno, "column": error.colno, "what": error.msg}
        raise Refused(Text(N_("line {line}, column {column}: {what}"), values)) from error
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        raise Refused(Text(N_("this is no JSON that can be read: {what}"), {"what": str(error)})) from error
    _require_whole(document)
    return document


def _require_whole(document: Any) -> None:
    """Raise Refused for a text with half of a character in it, as programs that cut texts leave it."""
    left = [document]
    while left:
        each = left.pop()
        if isinstance(each, dict):
            left += [*each, *each.values()]
        elif isinstance(each, list):
            left += each
        elif isinstance(each, str) and _HALF.search(each):
            shown = _HALF.sub("\ufffd", each)[:60]
            raise Refused(Text(N_("'{value}' has half of a character in it; mend it in the file"), {"value": shown}))


def of_records(entries: Iterable[tuple[int, Any]], kinds: Kinds, only: str | None) -> Read:
    """Return what numbered entries with 'record' and 'data' say."""
    read = Read([], [], [])
    for number, entry in entries:
        found = list(_of(number, entry, kinds))
        if not found:
            what = Text(N_("no record with 'record': \"kind/id\" of a kind there is, and 'data'"))
            read.faults.append(Fault(Text(N_("record {number}"), {"number": number}), what))
        read.wanted.extend(each for each in found if only in (None, each.kind.name))
    return read


def _of(number: int, entry: Any, kinds: Kinds) -> Iterator[Wanted]:
    if isinstance(entry, Mapping) and isinstance(entry.get("record"), str) and isinstance(entry.get("data"), dict):
        address = Address.parse(entry["record"])
        if address and address.kind in kinds.by_name:
            yield Wanted(kinds[address.kind], Text("{record}", {"record": str(address)}), address.id, entry["data"])
