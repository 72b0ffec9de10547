"""What a workbook says that openpyxl does not when it streams: merged, hidden, struck and wrong cells."""

import re

from regio_cli.exchange.import_.grid import MAX_COLUMNS, Merge, require_cells

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_LAST_ROW = 1_048_576
_TRUE = ("1", "true")


class Struck:
    """Which styles of cells, and which shared texts in whole or in part, are struck through."""

    def __init__(self) -> None:
        self.styles: set[int] = set()
        self.texts: set[int] = set()
        self.half_texts: set[int] = set()
        self._fonts: set[int] = set()
        self._path: list[str] = []
        self._font = self._style = self._text = -1
        self._runs = self._struck_runs = 0
        self._is_struck = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the begin of an element of the styles or the shared texts."""
        above = self._path[-1] if self._path else ""
        self._path.append(name)
        if name == "font" and above == "fonts":
            self._font += 1
        elif name == "strike" and attributes.get("val", "1") not in ("0", "false"):
            if "fonts" in self._path:
                self._fonts.add(self._font)
            self._is_struck = "r" in self._path
        elif name == "xf" and above == "cellXfs":
            self._style += 1
            if int(attributes.get("fontId", "0")) in self._fonts:
                self.styles.add(self._style)
        elif name == "si":
            self._text += 1
            self._runs = self._struck_runs = 0
        elif name == "r":
            self._runs += 1
            self._is_struck = False

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self._path.pop()
        if name == "r":
            self._struck_runs += self._is_struck
        elif name == "si" and self._struck_runs:
            (self.texts if self._struck_runs == self._runs else self.half_texts).add(self._text)


class Survey:
    """What openpyxl does not tell when it streams: merged, struck and hidden cells, errors, formulas without an outcome."""

    def __init__(self, struck: Struck) -> None:
        self.merges: list[Merge] = []
        self.errors: set[tuple[int, int]] = set()
        self.struck: set[tuple[int, int]] = set()
        self.half_struck: set[tuple[int, int]] = set()
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self._looks = struck
        self._row = -1
        self._type = ""
        self._value = ""
        self.hollow: set[tuple[int, int]] = set()
        self.cells = 0
        self._at: tuple[int, int] | None = None
        self._has_formula = self._has_value = self._in_value = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the begin of an element."""
        if name == "row":
            row = attributes.get("r", "")
            self._row = int(row) - 1 if row.isdecimal() else self._row + 1
            if attributes.get("hidden") in _TRUE:
                self.hidden_rows.add(self._row)
        elif name == "col" and attributes.get("hidden") in _TRUE:
            last = min(int(attributes["max"]), MAX_COLUMNS)
            self.hidden_columns.update(range(int(attributes["min"]) - 1, last))
        elif name == "c":
            self.cells += 1
            self._at = _position(attributes.get("r", ""))
            require_cells(self.cells, self._at[1] + 1 if self._at else 0)
            self._has_formula = self._has_value = False
            self._type, self._value = attributes.get("t", ""), ""
            self._mark(attributes.get("s", ""))
        elif name == "f":
            self._has_formula = True
        elif name == "v":
            # Of a formula that gives a text, an empty one is an outcome too: ="" and what a look-up gives that fails.
            self._in_value = True
            self._has_value = self._type == "str"
        elif name == "mergeCell" and (block := _block(attributes.get("ref", ""))):
            self.merges.append(block)

    def text(self, data: str) -> None:
        """Take a piece of text."""
        if self._in_value:
            self._value += data
            self._has_value = True

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self._in_value = self._in_value and name != "v"
        if name == "c" and self._at and self._has_formula and not self._has_value:
            self.hollow.add(self._at)
        if name == "c" and self._at and self._type == "s" and self._value.isdecimal():
            if int(self._value) in self._looks.texts:
                self.struck.add(self._at)
            if int(self._value) in self._looks.half_texts:
                self.half_struck.add(self._at)

    def _mark(self, style: str) -> None:
        if self._at and self._type == "e":
            self.errors.add(self._at)
        if self._at and style.isdecimal() and int(style) in self._looks.styles:
            self.struck.add(self._at)


def _position(ref: str) -> tuple[int, int] | None:
    found = _CELL.fullmatch(ref)
    if not found or not 1 <= int(found[2]) <= _LAST_ROW:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def _block(ref: str) -> Merge | None:
    begin, _, end = ref.partition(":")
    first, last = _position(begin), _position(end or begin)
    return Merge(first[0], first[1], last[0], last[1]) if first and last else None
