"""What a report is made of, before it is shown: blocks of figures with where each comes from. No format knows a report's
contents, no report knows a format.
"""

from dataclasses import dataclass, field
from typing import Literal

from regio_cli.model.text import Text

Value = str | int | float | bool | None | Text
Sign = Literal["good", "warn", "bad", "none"]
Align = Literal["text", "number", "share", "day", "sign"]


@dataclass(frozen=True)
class Column:
    """A column of a table: `key` is its name for scripts (English, stable), `label` its heading; `align` what it holds.

    A "share" is a number from 0 to 1, shown as a percentage; a "day" is YYYY-MM-DD; a "sign" one of `Sign`.
    """

    key: str
    label: Text
    align: Align = "text"
    personal: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under headings. `note` says the n, the reference used and its date; `mend` the change of seats that would mend it."""

    key: str
    title: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: Text | None = None
    mend: tuple[Text, ...] = ()
    empty: Text | None = None


@dataclass(frozen=True)
class Bar:
    """A bar: what it is of, its value, the reference to compare it with, and whether that is well."""

    label: Text
    value: float
    reference: float | None = None
    sign: Sign = "none"


@dataclass(frozen=True)
class Bars:
    """A bar chart; `unit` is "count" or "share" (0 to 1)."""

    key: str
    title: Text
    bars: tuple[Bar, ...]
    unit: Literal["count", "share"]
    note: Text | None = None


@dataclass(frozen=True)
class HeatMap:
    """A matrix of counts: `cells[row][column]`, None where there is nothing to count."""

    key: str
    title: Text
    rows: tuple[Text, ...]
    columns: tuple[Text, ...]
    cells: tuple[tuple[int | float | None, ...], ...]
    note: Text | None = None


@dataclass(frozen=True)
class Trend:
    """A line through time: `points` are (day, value)."""

    key: str
    title: Text
    points: tuple[tuple[str, float], ...]
    unit: Literal["count", "share"]
    note: Text | None = None


@dataclass(frozen=True)
class Passage:
    """A sentence or some, with a sign in front."""

    key: str
    text: Text
    sign: Sign = "none"


Block = Table | Bars | HeatMap | Trend | Passage


@dataclass(frozen=True)
class Section:
    """Blocks under a heading."""

    key: str
    title: Text
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Report:
    """A report: of which day (`on`, YYYY-MM-DD) and commit, and with what it is compared when it is.

    `internal` reports name persons one by one and do not leave the bureau. `unread` are the files that should hold records of it
    and can't be read.
    """

    name: str
    title: Text
    on: str
    revision: str | None
    region: str
    sections: tuple[Section, ...]
    compared: "Report | None" = None
    internal: bool = False
    notices: tuple[Text, ...] = field(default=())
    unread: tuple[str, ...] = ()
