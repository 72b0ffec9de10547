"""csv files as they come: any of four separators, in the encoding that their bytes give evidence of."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from regio_cli.change.refusal import Refused
from regio_cli.exchange.import_.encoding import decoded
from regio_cli.exchange.import_.grid import MAX_BYTES, Sheet, Step, require_cells, require_size, unseen
from regio_cli.model.spreadsheet import unguarded
from regio_cli.model.text import N_, Text

_SEPARATORS = (";", ",", "\t", "|")
_SAMPLE = 200
_SEP_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def read_csv(content: bytes, step: Step = unseen) -> tuple[Sheet, list[Text]]:
    """Return the rows of a csv file, and what is worth telling of how it was read. Raises Refused when it is none."""
    require_size(len(content))
    text, notes = decoded(content)
    # A cell may hold a long text or a whole list; the limit on the file is what counts.
    csv.field_size_limit(MAX_BYTES)
    told = _SEP_LINE.match(text)
    body = text[told.end() :] if told else text
    separator = told[1] if told else _separator(body)
    rows: list[list[str]] = []
    lines: list[int] = []
    cells = 0
    for line, row in _rows(body, separator, 2 if told else 1):
        cells += len(row)
        require_cells(cells, len(row))
        rows.append([unguarded(cell) for cell in row])
        lines.append(line)
        step()
    return Sheet("", rows, lines=lines), notes


def _separator(text: str) -> str:
    """Return the separator by which most rows have the same number of cells, more than one."""
    sample = text[:200_000]
    return max(_SEPARATORS, key=lambda each: (_evenness(sample, each), -_SEPARATORS.index(each)))


def _evenness(sample: str, separator: str) -> float:
    """Return how far `separator` makes rows of one width: the share of rows that have it, and a little for the width."""
    widths: list[int] = []
    try:
        for row in csv.reader(io.StringIO(sample), delimiter=separator):
            if any(cell.strip() for cell in row):
                widths.append(len(row))
            if len(widths) == _SAMPLE:
                break
    except csv.Error:
        return 0.0
    wide = [width for width in widths if width > 1]
    if not wide:
        return 0.0
    width, count = Counter(wide).most_common(1)[0]
    return count / len(widths) + min(width, 50) / 1_000


def _rows(text: str, separator: str, first: int) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = first
    try:
        for row in reader:
            yield line, row
            line = first + reader.line_num
    except csv.Error as error:
        what = N_("line {line}: the quotes do not fit ({what})")
        raise Refused(Text(what, {"line": first + reader.line_num - 1, "what": str(error)})) from error
