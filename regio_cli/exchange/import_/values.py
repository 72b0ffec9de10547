"""What a cell means for a field: the schema says what is wanted, the cell how somebody wrote it."""

import datetime
import json
import re
import unicodedata
from typing import Any

from regio_cli.change.fields import value_of
from regio_cli.change.generic import by_id
from regio_cli.change.refusal import Refused
from regio_cli.exchange.import_.days import FIRST_BELIEVED, day_of, serial_day
from regio_cli.exchange.import_.grid import Value
from regio_cli.model.kinds import LONGEST_ID, Field, matches
from regio_cli.model.text import N_, Text

# Spaces that do not look like others, and marks that are not seen at all.
_UNSEEN = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u200b": None, "\ufeff": None, "\u00ad": None})
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_ONE_PHONE = re.compile(r"[0-9+(][0-9() .\u2013-]*")
_LOCAL_PHONE = re.compile(r"0[1-9][0-9]{8}")
_SHORT_PHONE = re.compile(r"140[0-9]{2,3}")
# #N/A, #N/B, #REF!, #VERW!, #NAAM?, #DIV/0!, #DEEL/0!, #GETAL!, #LEEG! and such; ##### of a column too narrow; Err:502.
_ERROR = re.compile(r"#(?:N/?[ABV]|[A-ZÀ-Ý_]{2,12}(?:/0)?[!?]|OVERLOOP!|GETTING_DATA)|#{3,}|(?:Err|Fout):[0-9]{3}")
# What a field takes that is for any text on one line.
_WORDS = "a b"
_LONGEST_NUMBER, _LONGEST_PHONE = 12, 10


def plain(value: Value, is_clean: bool = False) -> str:
    """Return what a cell holds as clean text: spaces single, none at the ends, empty for nothing. Lines stay lines.

    Text that `is_clean` stays as it is.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time.min:
        return value.date().isoformat()
    if is_clean or not isinstance(value, str):
        return str(value)
    text = unicodedata.normalize("NFC", value.translate(_UNSEEN))
    lines = (" ".join(line.split()) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "\n".join(lines).strip()


def is_error(value: Value) -> bool:
    """Whether a cell holds what a spreadsheet writes where a formula fails, in the language of the program."""
    return isinstance(value, str) and _ERROR.fullmatch(value.strip()) is not None


def meant(field: Field, value: Value, epoch_1904: bool = False, is_clean: bool = False) -> Any:
    """Return the plain data that a cell means for `field`; None for an empty one.

    References are left as the words that stand there. Raises Refused when the field can't take it.
    """
    text = plain(value, is_clean)
    if not text:
        return None
    if field.format == "date":
        return _day(field, value, text, epoch_1904, is_clean)
    if field.item or field.type == "object" or (field.type == "any" and text[0] in "[{"):
        return _structure(field, text)
    if field.choices:
        return value_of(field, text, by_id)
    if field.type in ("integer", "number"):
        return value_of(field, _number(value, text), by_id)
    if field.type == "boolean":
        return value_of(field, {"x": "true", "v": "true", "✓": "true"}.get(text.lower(), text), by_id)
    return text if field.ref else _fitting(field, value, text)


def _day(field: Field, value: Value, text: str, epoch_1904: bool, is_clean: bool) -> str:
    if isinstance(value, datetime.date) and not is_clean and text < FIRST_BELIEVED:
        # A year or another small number in a cell that shows days: 2019 is shown as 11 July 1905.
        found = None
    elif isinstance(value, int | float) and not isinstance(value, bool):
        found = serial_day(value, epoch_1904)
    else:
        found = day_of(text, epoch_1904)
    if found is None:
        what = Text(N_("'{value}' is no day for {field}"), {"value": text[:60], "field": field.title._asdict()})
        raise Refused(what, Text(N_("write it as 2026-06-01 or 1-6-2026: day before month, the year in full")))
    return found


def _number(value: Value, text: str) -> str:
    """Return a number as code writes it: from 1.234,5 or 54,56, where a dot before three digits sets thousands apart."""
    if not isinstance(value, str):
        return text
    bare = text.removeprefix("€").replace(" ", "")
    if _THOUSANDS.fullmatch(bare):
        return bare.replace(".", "").replace(",", ".")
    return bare


def _structure(field: Field, text: str) -> Any:
    """Return a list or mapping: as JSON where it begins like that, else the words of a list between commas, semicolons or lines."""
    if text[0] in "[{":
        try:
            return json.loads(text)
        except ValueError as error:
            what = Text(N_("{field} begins like JSON and is none: {what}"), {"field": field.dotted, "what": str(error)})
            raise Refused(what) from error
    if not field.item or field.item.fields:
        what = Text(N_("{field} has parts of its own; give each a column, or write JSON"), {"field": field.dotted})
        raise Refused(what)
    words = [part.strip() for part in re.split(r"[;\n]|,(?! van\b)", text)]
    found = [meant(field.item, word) for word in words if word]
    return list(dict.fromkeys(found))


def _fitting(field: Field, value: Value, text: str) -> str:
    """Return text in the form that its field asks for, where only its outward form was lost: zeros, spaces, capitals."""
    # A pattern is asked about short texts only; a long one is left to the schema, and never put into another form.
    if not field.pattern or len(text) > LONGEST_ID:
        return text
    if matches(field.pattern, _WORDS):
        # Words have no form to bring back, but lines in one cell may be meant as one.
        return text if matches(field.pattern, text) else " ".join(text.split())
    text = _mail(field.pattern, text)
    if matches(field.pattern, text):
        return text
    tries = [text.replace(" ", ""), text.upper(), text.lower(), text.replace(" ", "").replace(".", "").replace("-", "")]
    if text.isdigit() and not isinstance(value, str):
        # A spreadsheet that took an identifier for a number dropped the zeros before it.
        tries += [text.zfill(length) for length in range(len(text) + 1, _LONGEST_NUMBER + 1)]
        tries += _phones(text.zfill(_LONGEST_PHONE))
    tries += [*_phones(text), *([f"https://{text}"] if text.startswith("www.") else [])]
    return next((each for each in tries if matches(field.pattern, each)), text)


def _mail(pattern: str, text: str) -> str:
    """Return the address alone of 'Name <x@y>' or 'mailto:x@y', where a field takes one only; anything else as it is."""
    if not matches(pattern, "a@b.example") or _is_bare_mail(pattern, text):
        return text
    words = {word.removeprefix("mailto:").strip(".") for word in re.split(r"[\s<>;,()\"']", text) if "@" in word}
    word = words.pop() if len(words) == 1 else text
    return word if matches(pattern, word) else text


def _is_bare_mail(pattern: str, text: str) -> bool:
    """Whether the whole text is an address already: an apostrophe within it is a part of the address."""
    is_alone = not re.search(r"[\s<>:;,()\"]", text) and not (text.startswith("'") or text.endswith("'"))
    return is_alone and matches(pattern, text)


def _phones(text: str) -> list[str]:
    """Return the forms of a telephone number; none for one with anything behind it, which would become a part of it."""
    if not _ONE_PHONE.fullmatch(text):
        return []
    digits = re.sub(r"[^0-9+]", "", text.replace("(0)", ""))
    digits = "+" + digits[2:] if digits.startswith("00") else digits
    found = [digits]
    if _LOCAL_PHONE.fullmatch(digits):
        found.append("+31" + digits[1:])
    if _SHORT_PHONE.fullmatch(digits):
        found.append(f"14 {digits[2:]}")
    return found
