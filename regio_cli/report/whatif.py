"""A report on the records as a change would make them, beside the same report without it. Nothing is written."""

import dataclasses
import shlex
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from regio_cli.change.fields import parse
from regio_cli.change.operations import OPERATIONS
from regio_cli.change.proposal import Operation, Proposal, compared, propose
from regio_cli.change.refusal import Refused
from regio_cli.check.judge import judged
from regio_cli.check.tables import tables
from regio_cli.model.days import later
from regio_cli.model.finding import SEVERITIES, Finding, Severity
from regio_cli.model.text import N_, Text, counted
from regio_cli.read.registry import Registry
from regio_cli.report.catalogue import REPORTS, Options, build, compare, expected, made
from regio_cli.report.model import Report
from regio_cli.report.opening import of_records

# As the commands call it, where an operation calls it otherwise.
_OPTIONS = {"to": "body", "for": "partners", "from": "start"}
_MANY = "partners"
_OPEN = "open"
_MOST = 8
_WOULD: Mapping[Severity, str] = {
    "error": N_("this would be an error [{code}] {record}: {what}"),
    "warning": N_("this would be a warning [{code}] {record}: {what}"),
}
_DAYS = ("on", "start")


def whatif(
    name: str,
    registry: Registry,
    operations: Sequence[Operation],
    on: str,
    today: str,
    options: Options = Options(),  # noqa: B008
) -> Report:
    """Return the report `name` on the day `on` with `operations` done to `registry`; what is `compared` is it without them.

    `today` is the day on which they are done. Raises KeyError when there is no such report, Refused when an operation can't be done
    or nothing would change.
    """
    proposal = propose(registry, operations, today)
    database = tables(registry.kinds, proposal.after.records, on, today)
    found = _findings(registry, proposal, on, database)
    context = of_records(
        registry.kinds, proposal.after.records, on, lambda _: found, lambda: registry.catalogue.rules, database
    )
    now = build(name, registry, on, options)
    notices = (_told(proposal), *_notices(registry, found, on), *expected(context))
    return compare(replace(made(REPORTS[name], context), notices=notices), now)


def _findings(registry: Registry, proposal: Proposal, on: str, database: sqlite3.Connection) -> tuple[Finding, ...]:
    found = proposal.found if on == proposal.on else registry.findings_in(proposal.after, on)
    return (*found, *judged(proposal.after, list(registry.catalogue.rules.values()), on, database))


def _told(proposal: Proposal) -> Text:
    return counted(
        len(proposal.paths),
        N_("as if {count} record had changed; nothing is written"),
        N_("as if {count} records had changed; nothing is written"),
    )


def _notices(registry: Registry, found: Sequence[Finding], on: str) -> Iterator[Text]:
    """Yield what would be wrong with the records that is well now, and what would be well again."""
    introduced, resolved = compared(registry.all_findings(on), found)
    wrong = [finding for finding in introduced if finding.severity != "info" and not finding.accepted]
    for finding in sorted(wrong, key=lambda one: SEVERITIES.index(one.severity))[:_MOST]:
        yield Text(
            _WOULD[finding.severity], {"code": finding.code, "record": finding.record or "", "what": finding.text}
        )
    if len(wrong) > _MOST:
        yield Text(N_("… and {count} more"), {"count": len(wrong) - _MOST})
    mended = [finding for finding in resolved if finding.severity != "info"]
    if mended:
        codes = ", ".join(sorted({finding.code for finding in mended}))
        yield counted(len(mended), N_("{count} finding would be gone: {codes}"), N_("{count} findings would be gone: {codes}"), codes=codes)  # fmt: skip


def steps(lines: Sequence[str]) -> list[Mapping[str, Any]]:
    """Return as data (`change.operations`) the operations that `lines` word as their commands do: ``end MANDATE --on DATE``.

    Raises Refused for what is no operation, or has a word too many.
    """
    return [_step(line, number) for number, line in enumerate(lines, 1)]


def first_day(wished: Iterable[Mapping[str, Any]], today: str) -> str:
    """Return the first day on which all of the steps hold: the day after the last that they name, `today` at the least."""
    named = [step[name] for step in wished for name in _DAYS if _is_day(step.get(name))]
    return max([today, *(later(one, 1) for one in named)])


def _is_day(value: object) -> bool:
    # What is no day is refused, with more to say of it, when the step is done.
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _step(line: str, number: int) -> Mapping[str, Any]:
    try:
        verb, *words = shlex.split(line)
    except ValueError as error:
        raise _wrong(number, Text(N_("'{value}' can't be read"), {"value": line})) from error
    if verb not in OPERATIONS:
        values = {"value": verb, "known": ", ".join(OPERATIONS)}
        raise _wrong(number, Text(N_("there is no operation '{value}'; there are: {known}"), values))
    fields = {field.name: field for field in dataclasses.fields(OPERATIONS[verb])}
    return {"op": verb, **_read(number, fields, words)}


def _read(number: int, fields: Mapping[str, Any], words: Sequence[str]) -> Mapping[str, Any]:
    """Return what `words` say of `fields`: options by their name, the others in the order of the fields."""
    found: dict[str, Any] = {}
    left = list(words)
    while left:
        word = left.pop(0)
        name = _named(word, fields) if word.startswith("--") else _next(number, word, fields, found)
        if word.startswith("--") and "bool" in str(getattr(fields.get(name), "type", "")):
            found[name] = True
        elif word.startswith("--"):
            _put(found, name, _value(fields.get(name), left.pop(0) if left else ""))
        elif name == "fields":
            found[name] = {**found.get(name, {}), **_assignment(word)}
        else:
            _put(found, name, word)
    return found


def _named(word: str, fields: Mapping[str, Any]) -> str:
    name = word.removeprefix("--").replace("-", "_")
    return name if name in fields else _OPTIONS.get(name, name)


def _next(number: int, word: str, fields: Mapping[str, Any], found: Mapping[str, Any]) -> str:
    name = next((name for name in fields if name == "fields" or name not in found), None)
    if name is None:
        raise _wrong(number, Text(N_("'{value}' is one word too many"), {"value": word}))
    return name


def _put(found: dict[str, Any], name: str, value: Any) -> None:
    """Put a value in its field; one that may be repeated is put behind the others."""
    found[name] = [*found.get(name, []), value] if name == _MANY else value


def _value(field: Any, word: str) -> Any:
    wanted = str(field.type) if field else ""
    if "int" in wanted and word.isdigit():
        return int(word)
    return None if word == _OPEN and "None" in wanted else word


def _assignment(word: str) -> Mapping[str, Any]:
    path, sign, value = parse(word)
    return {path + sign.removesuffix("="): value}


def _wrong(number: int, what: Text) -> Refused:
    return Refused(Text(N_("step {number}: {what}"), {"number": number, "what": what}))
