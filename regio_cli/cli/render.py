"""Findings and tables as text: pure functions from results to strings, one a format."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from regio_cli.model.finding import SEVERITIES, Finding, Severity, field_name
from regio_cli.model.text import N_, Text, Translator

Rows = Sequence[Sequence[Any]]


def visible(text: str) -> str:
    """Return `text` with control and direction characters written out, so that none reaches a terminal."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" else f"\\u{ord(c):04x}" if c != "\t" else " " for c in text)


def findings_text(findings: Sequence[Finding], lines: Callable[[str, int], str], translate: Translator) -> str:
    """Return findings as ruff and rustc show them; `lines` gives a line of a file."""
    return "\n".join(_finding_text(finding, lines, translate) for finding in findings)


def _finding_text(finding: Finding, lines: Callable[[str, int], str], translate: Translator) -> str:
    place = finding.place
    span = place.span
    head = f"{place.path}:{span.line}:{span.column}: {translate(SEVERITY_WORDS[finding.severity])}[{finding.code}] "
    out = [visible(head + finding.text.render(translate))]
    line = visible(lines(place.path, span.line).rstrip())
    if line:
        width = (
            max(1, span.end_column - span.column) if span.end_line == span.line else max(1, len(line) - span.column + 1)
        )
        number = str(span.line)
        out.append(f"  {number} | {line[:200]}")
        out.append(f"  {' ' * len(number)} | {' ' * (span.column - 1)}{'^' * min(width, 120)}"[:240])
    for where, what in finding.related:
        out.append(visible(f"  {where.path}:{where.span.line}:{where.span.column}: {what.render(translate)}"))
    if finding.hint:
        out.append(visible(f"  {translate(N_('hint'))}: {finding.hint.render(translate)}"))
    return "\n".join(out) + "\n"


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
    return _dumps({"version": 1, **summary, "findings": [finding_data(f, translate) for f in findings]})


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
    text = visible(str(value)).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    for char in more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def _sentence(data: Mapping[str, Any]) -> str:
    return str(data["message"]) + (f" ({data['hint']})" if data["hint"] else "")


def findings_gitlab(findings: Sequence[Finding], translate: Translator, summary: Mapping[str, Any]) -> str:
    """Return findings as a GitLab code quality report."""
    import hashlib

    report = []
    for finding in findings:
        data = finding_data(finding, translate)
        same = json.dumps([data["code"], data["path"], data["field"], data["value"], data["line"]])
        report.append(
            {
                "description": _sentence(data),
                "check_name": data["code"],
                "fingerprint": hashlib.sha256(same.encode()).hexdigest(),
                "severity": {"error": "major", "warning": "minor", "info": "info"}[finding.severity],
                "location": {"path": data["path"], "lines": {"begin": data["line"], "end": data["end_line"]}},
            }
        )
    return _dumps(report)


def findings_sarif(findings: Sequence[Finding], translate: Translator, summary: Mapping[str, Any]) -> str:
    """Return findings as SARIF 2.1.0."""
    results = []
    for finding in findings:
        data = finding_data(finding, translate)
        region = {"startLine": data["line"], "startColumn": data["column"],
                  "endLine": data["end_line"], "endColumn": data["end_column"]}  # fmt: skip
        location = {"physicalLocation": {"artifactLocation": {"uri": _uri(data["path"])}, "region": region}}
        level = {"info": "note"}.get(finding.severity, finding.severity)
        results.append(
            {"ruleId": finding.code, "level": level, "message": {"text": _sentence(data)}, "locations": [location]}
        )
    rules = [{"id": code} for code in sorted({finding.code for finding in findings})]
    driver = {"name": "regio", "version": summary["regio"], "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return _dumps({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]})


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
        message = f" message={quoteattr(visible(data['message']))}" if tag == "failure" else ""
        cases.append(f"  <testcase classname={quoteattr(data['code'])} name={name}>"
                     f"<{tag}{message}>{escape(visible(_sentence(data)))}</{tag}></testcase>\n")  # fmt: skip
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


def summary_text(counts: Mapping[Severity, int], records: int, seconds: float, translate: Translator) -> str:
    """Return the last line of a validation."""
    if not any(counts.values()):
        text = Text(
            N_("All {records} records are fine ({seconds} s)."), {"records": records, "seconds": f"{seconds:.2f}"}
        )
        return text.render(translate)
    found = ", ".join(
        Text(_COUNTED[name][counts[name] != 1], {"count": counts[name]}).render(translate)
        for name in SEVERITIES
        if counts[name]
    )
    values = {"found": found, "records": records, "seconds": f"{seconds:.2f}"}
    return Text(N_("{found} in {records} records ({seconds} s)."), values).render(translate)


_COUNTED: Mapping[Severity, tuple[str, str]] = {
    "error": (N_("{count} error"), N_("{count} errors")),
    "warning": (N_("{count} warning"), N_("{count} warnings")),
    "info": (N_("{count} remark"), N_("{count} remarks")),
}
SEVERITY_WORDS: Mapping[Severity, str] = {"error": N_("error"), "warning": N_("warning"), "info": N_("info")}


def _dumps(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


# --------------------------------------------------------------------------------------------------------------------
# Tables.


def table_text(columns: Sequence[str], rows: Rows, width: int | None) -> str:
    """Return rows under their headings, in columns; a line is cut at `width` characters when that is given."""
    cells = [[visible(cell(value)).replace("\n", " ") for value in row] for row in rows]
    widths = [max([len(name), *(len(row[i]) for row in cells)]) for i, name in enumerate(columns)]
    if width:
        widths = _fitted(widths, width)
    lines = [_line(columns, widths), _line(["─" * w for w in widths], widths)]
    return "\n".join([*lines, *(_line(row, widths) for row in cells)]) + "\n"


def _fitted(widths: list[int], width: int) -> list[int]:
    """Return `widths` with the widest made narrower until all fit in `width`."""
    widths = list(widths)
    room = width - 2 * (len(widths) - 1)
    while sum(widths) > room and max(widths) > 6:
        widths[widths.index(max(widths))] -= 1
    return widths


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    cut = [c if len(c) <= w else c[: w - 1] + "…" for c, w in zip(cells, widths, strict=True)]
    return "  ".join(c.ljust(w) for c, w in zip(cut, widths, strict=True)).rstrip()


def cell(value: Any) -> str:
    """Return a value as it stands in a table."""
    if value is None:
        return ""
    return str(value)


def table_csv(columns: Sequence[str], rows: Rows) -> str:
    """Return rows as CSV (RFC 4180)."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()


def table_json(columns: Sequence[str], rows: Rows) -> str:
    """Return rows as a JSON list of objects."""
    return _dumps([dict(zip(columns, row, strict=True)) for row in rows])


def table_ndjson(columns: Sequence[str], rows: Rows) -> str:
    """Return rows as a JSON object a line."""
    return "".join(json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) + "\n" for row in rows)


def table_yaml(columns: Sequence[str], rows: Rows) -> str:
    """Return rows as a YAML list; every text is quoted, as JSON does, which YAML 1.2 reads alike."""
    out = []
    for row in rows:
        for number, (name, value) in enumerate(zip(columns, row, strict=True)):
            out.append(f"{'- ' if number == 0 else '  '}{name}: {json.dumps(value, ensure_ascii=False)}\n")
    return "".join(out) or "[]\n"


def table_md(columns: Sequence[str], rows: Rows) -> str:
    """Return rows as a Markdown table."""
    lines = [list(columns), ["---"] * len(columns), *([md_text(cell(value)) for value in row] for row in rows)]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def md_text(text: str) -> str:
    """Return `text` so that Markdown shows it as it is, on one line."""
    for char in "\\|`*_<>[]":
        text = text.replace(char, "\\" + char)
    return visible(text).replace("\n", " ")


TABLE_FORMATS: Mapping[str, Callable[[Sequence[str], Rows], str]] = {
    "csv": table_csv,
    "json": table_json,
    "ndjson": table_ndjson,
    "yaml": table_yaml,
    "md": table_md,
}
