"""Findings as text: pure functions from findings to strings, one a format."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from regio_cli.cli.render import dumps
from regio_cli.history.sentence import joined
from regio_cli.model.display import in_a_line, inert, visible, width_of
from regio_cli.model.finding import SEVERITIES, Finding, Place, Severity, Span, field_name
from regio_cli.model.text import N_, Text, Translator

Lines = Callable[[str, int], str]
_WINDOW = 160


def findings_text(findings: Sequence[Finding], lines: Lines, translate: Translator) -> str:
    """Return findings as ruff and rustc show them; `lines` gives a line of a file."""
    return "\n".join("".join(text for _, text in pieces(one, lines, translate)) for one in findings)


def pieces(finding: Finding, lines: Lines, translate: Translator) -> Iterator[tuple[str, str]]:
    """Yield a finding in pieces of text, each with what it is: place, a severity, code, line, caret, hint or text."""
    place = finding.place
    yield "place", f"{in_a_line(_where(place))}: "
    yield finding.severity, f"{translate(SEVERITY_WORDS[finding.severity])}[{finding.code}]"
    by_time = Text(N_(" (by time, since {day})"), {"day": finding.since}).render(translate) if finding.since else ""
    yield "text", f" {in_a_line(finding.text.render(translate))}{by_time}\n"
    line = "" if _is_whole(finding) else lines(place.path, place.span.line).rstrip()
    if line:
        yield from _excerpt(place, line)
    for where, what in finding.related:
        yield "place", f"  {in_a_line(_where(where))}: "
        yield "text", f"{in_a_line(what.render(translate))}\n"
    if finding.hint:
        yield "hint", f"  {translate(N_('hint'))}: "
        yield "text", f"{in_a_line(finding.hint.render(translate))}\n"


def _is_whole(finding: Finding) -> bool:
    """Tell whether a finding concerns a record as a whole, and no line of it in particular."""
    return finding.record is not None and not finding.field and finding.place.span == Span()


def _where(place: Place) -> str:
    return f"{place.path}:{place.span.line}:{place.span.column}"


def _excerpt(place: Place, line: str) -> Iterator[tuple[str, str]]:
    """Yield the line of a finding with a caret below, or the part of a long line round the place."""
    span = place.span
    first = max(0, span.column - 1 - _WINDOW // 2) if span.column > _WINDOW * 3 // 4 else 0
    last = span.end_column - 1 if span.end_line == span.line else len(line)
    shown, dots = line[first : first + _WINDOW], "…" if first else ""
    before = dots + visible(shown[: span.column - 1 - first])
    marked = visible(shown[span.column - 1 - first : max(last, span.column) - first])
    after = visible(shown[max(last, span.column) - first :]) + ("…" if len(line) > first + _WINDOW else "")
    number = str(span.line)
    yield "line", f"  {number} | "
    yield "text", f"{before}{marked}{after}\n"
    yield "line", f"  {' ' * len(number)} | "
    yield "caret", f"{' ' * width_of(before)}{'^' * max(1, width_of(marked))}\n"


def finding_data(finding: Finding, translate: Translator) -> dict[str, Any]:
    """Return a finding as the JSON that docs/output.md describes."""
    span = finding.place.span
    return {
        "code": finding.code,
        "severity": finding.severity,
        "path": finding.place.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "record": finding.record,
        "field": field_name(finding.field) or None,
        "value": finding.value,
        "message": finding.text.render(translate),
        "hint": finding.hint.render(translate) if finding.hint else None,
        "since": finding.since,
        "accepted": finding.accepted,
        "related": [
            {
                "path": where.path,
                "line": where.span.line,
                "column": where.span.column,
                "message": what.render(translate),
            }
            for where, what in finding.related
        ],
    }


def findings_json(findings: Sequence[Finding], translate: Translator, summary: Mapping[str, Any]) -> str:
    """Return findings and the summary as one JSON document."""
    return dumps({"version": 1, **summary, "findings": [finding_data(f, translate) for f in findings]})


def findings_github(findings: Sequence[Finding], translate: Translator, summary: Mapping[str, Any]) -> str:
    """Return findings as workflow commands of GitHub Actions."""
    out = []
    for finding in findings:
        data = finding_data(finding, translate)
        level = {"info": "notice"}.get(finding.severity, finding.severity)
        properties = {"file": data["path"], "line": data["line"], "endLine": data["end_line"], "col": data["column"]}
        named = ",".join(
            f"{name}={_escaped(value, ':,')}" for name, value in {**properties, "title": data["code"]}.items()
        )
        out.append(f"::{level} {named}::{_escaped(_sentence(data))}\n")
    return "".join(out)


def _escaped(value: object, more: str = "") -> str:
    text = inert(str(value)).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    for char in more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def _sentence(data: Mapping[str, Any]) -> str:
    """Return a finding in one line, with the other places that it concerns."""
    related = "".join(f"; {one['path']}:{one['line']}: {one['message']}" for one in data["related"])
    return visible(str(data["message"]) + related + (f" ({data['hint']})" if data["hint"] else ""))


def _fingerprints(found: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return for each finding a name that stays when lines move: of what is wrong where, counted when it is so twice."""
    import hashlib

    seen: dict[str, int] = {}
    out = []
    for data in found:
        same = json.dumps([data["code"], data["path"], data["field"], data["value"]])
        seen[same] = seen.get(same, 0) + 1
        out.append(hashlib.sha256(f"{same}{seen[same]}".encode()).hexdigest())
    return out


def findings_gitlab(findings: Sequence[Finding], translate: Translator, summary: Mapping[str, Any]) -> str:
    """Return findings as a GitLab code quality report."""
    found = [finding_data(finding, translate) for finding in findings]
    return dumps(
        [
            {
                "description": _sentence(data),
                "check_name": data["code"],
                "fingerprint": fingerprint,
                "severity": {"error": "major", "warning": "minor", "info": "info"}[data["severity"]],
                "location": {"path": data["path"], "lines": {"begin": data["line"], "end": data["end_line"]}},
            }
            for data, fingerprint in zip(found, _fingerprints(found), strict=True)
        ]
    )


def findings_sarif(findings: Sequence[Finding], translate: Translator, summary: Mapping[str, Any]) -> str:
    """Return findings as SARIF 2.1.0."""
    found = [finding_data(finding, translate) for finding in findings]
    results = [_result(data, name) for data, name in zip(found, _fingerprints(found), strict=True)]
    rules = [{"id": code} for code in sorted({finding.code for finding in findings})]
    driver = {"name": "regio", "version": summary["regio"], "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return dumps({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]})


def _result(data: Mapping[str, Any], fingerprint: str) -> dict[str, Any]:
    result = {
        "ruleId": data["code"],
        "level": {"info": "note"}.get(data["severity"], data["severity"]),
        "message": {"text": _sentence(data)},
        "locations": [_location(data)],
        "partialFingerprints": {"regio/v1": fingerprint},
    }
    if data["related"]:
        related = enumerate(data["related"], 1)
        result["relatedLocations"] = [
            {"id": n, "message": {"text": one["message"]}, **_location(one)} for n, one in related
        ]
    return result


def _location(data: Mapping[str, Any]) -> dict[str, Any]:
    region = {"startLine": data["line"], "startColumn": data["column"]}
    if "end_line" in data:
        region |= {"endLine": data["end_line"], "endColumn": data["end_column"]}
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(data["path"])}, "region": region}}


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path, errors="surrogateescape")


def findings_junit(findings: Sequence[Finding], translate: Translator, summary: Mapping[str, Any]) -> str:
    """Return findings as JUnit XML: a case a finding, failed when it is an error."""
    from xml.sax.saxutils import escape, quoteattr

    cases = []
    for finding in findings:
        data = finding_data(finding, translate)
        name = quoteattr(visible(f"{data['path']}:{data['line']}:{data['column']}"))
        tag = "failure" if finding.severity == "error" else "system-out"
        told = inert(_sentence(data).replace("\n", " "))
        message = f" message={quoteattr(told)}" if tag == "failure" else ""
        cases.append(f"  <testcase classname={quoteattr(data['code'])} name={name}>"
                     f"<{tag}{message}>{escape(told)}</{tag}></testcase>\n")  # fmt: skip
    cases = cases or ['  <testcase classname="regio" name="validate"/>\n']
    failures = sum(finding.severity == "error" for finding in findings)
    head = f'<testsuite name="regio" tests="{len(cases)}" failures="{failures}">\n'
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + head + "".join(cases) + "</testsuite>\n"


FINDING_FORMATS: Mapping[str, Callable[[Sequence[Finding], Translator, Mapping[str, Any]], str]] = {
    "json": findings_json,
    "github": findings_github,
    "gitlab": findings_gitlab,
    "sarif": findings_sarif,
    "junit": findings_junit,
}


def accepted_text(findings: Sequence[Finding], translate: Translator) -> str:
    """Return what deviations accept, a line each."""
    template = N_("accepted by {deviation}: [{code}] {record}: {what}")
    lines = (
        Text(template, {"deviation": f.accepted, "code": f.code, "record": f.record, "what": f.text}).render(translate)
        for f in findings
    )
    return "".join(f"{visible(line)}\n" for line in lines)


def summary_text(
    counts: Mapping[Severity, int], records: int, paths: Sequence[str], seconds: float, translate: Translator
) -> str:
    """Return the last line of a validation: of all records, or of `paths` when only those were asked for."""
    values: dict[str, Any] = {"records": records, "paths": ", ".join(paths), "seconds": f"{seconds:.2f}"}
    if any(counts.values()):
        values["found"] = counted_severities(counts)
        several = N_("{found} in {records} records ({seconds} s).")
        return Text(N_("{found} in {paths} ({seconds} s).") if paths else several, values).render(translate)
    fine = N_("All {records} records are fine ({seconds} s).")
    return Text(N_("Nothing is wrong in {paths} ({seconds} s).") if paths else fine, values).render(translate)


def counted_findings(findings: Sequence[Finding]) -> Text:
    """Return how many there are of each severity."""
    return counted_severities({name: sum(one.severity == name for one in findings) for name in SEVERITIES})


def counted_severities(counts: Mapping[Severity, int]) -> Text:
    """Return the numbers of findings by severity, those that there are."""
    return joined([_counted(name, counts[name]) for name in SEVERITIES if counts[name]])


def _counted(severity: Severity, count: int) -> Text:
    return Text(_COUNTED[severity][count != 1], {"count": count})


_COUNTED: Mapping[Severity, tuple[str, str]] = {
    "error": (N_("{count} error"), N_("{count} errors")),
    "warning": (N_("{count} warning"), N_("{count} warnings")),
    "info": (N_("{count} remark"), N_("{count} remarks")),
}
SEVERITY_WORDS: Mapping[Severity, str] = {"error": N_("error"), "warning": N_("warning"), "info": N_("info")}
