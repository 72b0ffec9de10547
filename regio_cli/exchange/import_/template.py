"""An empty workbook for records of a kind: headings that `import` knows, drop-downs of what may stand there, notes that explain."""

import datetime
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from regio_cli.exchange.import_.grid import letters
from regio_cli.exchange.import_.targets import ID, Target, targets
from regio_cli.exchange.import_.xlsxfile import LISTS
from regio_cli.model.kinds import Field, Kind, Kinds
from regio_cli.model.record import Address, Data
from regio_cli.model.text import N_, Text, Translator

_ROWS = 1_000
_LONGEST = 30_000
# The workbook says when it was made; the same template is to be the same file.
_MADE = datetime.datetime(2000, 1, 1)
_EXAMPLES = {
    "date": "2026-06-01", "integer": "12", "number": "24,2", "kvk": "08217553", "rsin": "001300015", "cbs": "gm0244", "roo": "27765",
    "oin": "00000001001300015000", "brin": "01VU", "postcode": "8011 PA", "tooi": "https://identifier.overheid.nl/tooi/id/gemeente/gm0244",
    "wikidata": "Q58797", "email": "naam@organisatie.example", "phone": "+31384989111", "website": "https://organisatie.example",
    "initials": "A.B.", "prefix": "van der",
}  # fmt: skip


class Heading(NamedTuple):
    """A column of the template: its heading, and what is to stand below it."""

    label: str
    target: Target
    options: tuple[str, ...]


def template_xlsx(kinds: Kinds, kind: Kind, records: Mapping[Address, Data], translate: Translator) -> bytes:
    """Return the workbook for records of `kind`; what may be pointed at is taken from `records`."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _MADE, "title": kind.title.get(translate.language)})
    sheet, lists = book.add_worksheet(_sheet_name(kind, translate.language)), book.add_worksheet(LISTS)
    lists.hide()
    columns = list(headings(kinds, kind, records, translate.language))
    for number, column in enumerate(columns):
        _write(book, sheet, lists, number, column, translate)
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def headings(kinds: Kinds, kind: Kind, records: Mapping[Address, Data], language: str) -> Iterator[Heading]:
    """Yield the columns: the id, then each field that a cell can fill, under its label, or its path where labels clash."""
    chosen = [target for target in targets(kinds, kind).values() if _has_column(target)]
    labels = Counter(_label(target, language).casefold() for target in chosen)
    nested = Counter(_nested(kind, target, language).casefold() for target in chosen)
    for target in chosen:
        label, longer = _label(target, language), _nested(kind, target, language)
        is_top = target.field is None or len(target.field.path) == 1
        if labels[label.casefold()] > 1 and not is_top:
            label = longer if nested[longer.casefold()] == 1 else target.path
        yield Heading(label, target, tuple(_options(target, records, language)))


def _has_column(target: Target) -> bool:
    field = target.field
    if target.via or target.deputy:
        return False
    return field is None or not (field.fields or (field.item and (field.item.fields or field.item.item)))


def _label(target: Target, language: str) -> str:
    return target.field.title.get(language) if target.field else ID


def _nested(kind: Kind, target: Target, language: str) -> str:
    over = kind.field(target.path.rpartition(".")[0])
    own = _label(target, language)
    return f"{over.title.get(language)} {own}" if over else own


def _options(target: Target, records: Mapping[Address, Data], language: str) -> Iterator[str]:
    """Yield what may be chosen: labels of choices, yes and no, ids of records; people with their names behind them."""
    field = target.field
    if field is None:
        return
    inner = field.item or field
    if inner.choices:
        yield from (label.get(language) for label in inner.choices.values())
    elif inner.type == "boolean":
        yield from (("ja", "nee") if language == "nl" else ("yes", "no"))
    elif inner.ref and not inner.ref.items:
        yield from (
            _entry(address, data) for address, data in sorted(records.items()) if address.kind == inner.ref.kind
        )


def _entry(address: Address, data: Data) -> str:
    name = data.get("name")
    if not isinstance(name, Mapping):
        return address.id
    return " ".join(
        [address.id, *(str(name[part]) for part in ("given", "initials", "prefix", "family") if name.get(part))]
    )


def _sheet_name(kind: Kind, language: str) -> str:
    names = kind.names.get(language) or (kind.name,)
    return (names[1] if len(names) > 1 else names[0])[:31]


def _write(book: Any, sheet: Any, lists: Any, number: int, column: Heading, translate: Translator) -> None:
    """Write one column: its heading with a note, its format, and the list that it is chosen from."""
    field = column.target.field
    must = bool(field and field.required and len(field.path) == 1) or column.target.path == "name.family"
    head = book.add_format({"bold": True, "bg_color": "#DDEBF7" if must else "#F2F2F2", "bottom": 1, "text_wrap": True})
    sheet.set_column(number, number, max(12, min(40, len(column.label) + 4)), _format(book, field))
    sheet.write_string(0, number, column.label, head)
    note = _note(column, must, translate)
    sheet.write_comment(0, number, note, {"x_scale": 2.5, "y_scale": 1 + note.count("\n") / 4, "author": "regio"})
    if column.options:
        lists.write_column(0, number, column.options)
        letter = letters(number)
        source = f"={LISTS}!${letter}$1:${letter}${len(column.options)}"
        # A name will do as well, and a list takes several: a warning, no wall.
        rule = {"validate": "list", "source": source, "error_type": "warning", "show_error": not (field and field.item)}
        sheet.data_validation(1, number, _ROWS, number, rule)


def _format(book: Any, field: Field | None) -> Any:
    if field and field.format == "date":
        return book.add_format({"num_format": "yyyy-mm-dd"})
    is_text = field is None or (field.type == "string" and not field.choices) or field.quoted
    # As text, so that no zero before a number is lost.
    return book.add_format({"num_format": "@"}) if is_text else None


def _note(column: Heading, must: bool, translate: Translator) -> str:
    field, language = column.target.field, translate.language
    if field is None:
        return translate(N_("The id of the record: leave it empty for a new one."))
    lines = [
        field.description.get(language),
        Text(N_("Field: {field}"), {"field": column.target.path}).render(translate),
    ]
    if must:
        lines.append(translate(N_("Must be filled in for a new record.")))
    if field.item:
        lines.append(translate(N_("Several: with a semicolon between.")))
    if example := _example(field, column.options):
        lines.append(Text(N_("Example: {value}"), {"value": example}).render(translate))
    return "\n".join(line for line in lines if line)[:_LONGEST]


def _example(field: Field, options: Sequence[str]) -> str | None:
    if options:
        return options[0]
    known = (_EXAMPLES.get(key) for key in (field.format or "", field.name, field.type))
    return next((example for example in known if example), None)
