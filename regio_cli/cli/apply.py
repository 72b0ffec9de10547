"""``regio apply``: many operations in one change."""

import json
import sys
from typing import Annotated, Any

import typer

from regio_cli.change.operations import inner, operations
from regio_cli.change.proposal import Operation
from regio_cli.cli.run import Console, Wrong
from regio_cli.cli.seating import seated
from regio_cli.cli.terms import Terms, changes
from regio_cli.model.text import N_, Text

_LIMIT = 64 << 20


@changes
def apply_(
    file: Annotated[
        str, typer.Argument(help="A file of operations in YAML or ndjson; - reads standard input.", metavar="FILE|-")
    ],
    *,
    terms: Terms,
) -> int:
    """Do many operations in one commit, all or nothing.

    Each is a mapping with 'op' and what the command of that name takes; docs/changes.md lists them.

    Example: regio apply wissels.yaml --decision "Regiobestuur 2026-06-04" --expect 12
    """
    console = Console()
    registry = console.open_to_change(terms.root)
    steps = read_operations(file)
    detail = Text(N_("{count} operations"), {"count": len(steps)}) if len(steps) > 1 else None
    # A step may write its reason with no mandate that ends: it is kept with the commit all the same.
    reasons = [getattr(inner(step), "because", None) for step in steps]
    return seated(console, registry, "apply", steps, terms.with_reasons(*reasons), detail)


def read_operations(file: str) -> list[Operation]:
    """Return the operations in a file, or on standard input for ``-``. Raises Wrong or Refused for what is none."""
    return _steps(_read(file))


def _read(file: str) -> str:
    content = sys.stdin.buffer.read(_LIMIT + 1) if file == "-" else _bytes_of(file)
    if len(content) > _LIMIT:
        raise Wrong(Text(N_("more than {limit} bytes of operations"), {"limit": _LIMIT}))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Wrong(Text(N_("the operations are not UTF-8: {what}"), {"what": str(error)})) from error


def _bytes_of(file: str) -> bytes:
    with open(file, "rb") as stream:  # noqa: PTH123
        return stream.read(_LIMIT + 1)


def _steps(text: str) -> list[Operation]:
    steps = operations(_parsed(text))
    if not steps:
        raise Wrong(Text(N_("there are no operations in it")))
    return steps


def _parsed(text: str) -> list[Any]:
    """Return the steps: of a JSON mapping a line, or of a list in YAML or JSON."""
    if text.lstrip().startswith("{"):
        return [_json(line, number) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    from regio_cli.store.yamlfile import read_list

    steps, problems = read_list(text)
    if problems:
        first = problems[0]
        raise Wrong(
            Text(N_("line {line}: {what}"), {"line": first.span.line, "what": first.text}),
            first.hint,
        )
    return steps


def _json(line: str, number: int) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise Wrong(Text(N_("line {line}: {what}"), {"line": number, "what": f"JSON: {error}"})) from error
