"""Days as people and spreadsheets write them: 1-6-2026, 1 juni 2026, 2026-06-01, a serial number of Excel."""

import datetime
import re

_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ]0?0:00(?::00(?:\.0+)?)?)?")
_DUTCH = re.compile(r"([0-9]{1,2}) ?[-/.] ?([0-9]{1,2}) ?[-/.] ?([0-9]{4})(?: 0?0:00(?::00)?)?")
_WORDS = re.compile(r"(?:[a-z]+,? )?([0-9]{1,2})(?:e|ste|de|st|nd|rd|th)? ([a-z]{3,9})\.?,? ([0-9]{4})", re.IGNORECASE)
_MONTHS = (
    ("januari", "january"), ("februari", "february"), ("maart", "march", "mrt"), ("april",), ("mei", "may"), ("juni", "june"),
    ("juli", "july"), ("augustus", "august"), ("september",), ("oktober", "october"), ("november",), ("december",),
)  # fmt: skip
_BEGIN_1900, _BEGIN_1904 = datetime.date(1899, 12, 30), datetime.date(1904, 1, 1)
# A number of four figures is a year that somebody wrote alone, and small ones are no days either: days begin in 1954.
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 109_573
# What a number of less than five figures would be, where a cell shows it as a day.
FIRST_BELIEVED = "1931-05-21"
_SERIAL_TEXT = re.compile(r"[2-9][0-9]{4}(?:[.,]0+)?")


def day_of(text: str, epoch_1904: bool = False) -> str | None:
    """Return the day (YYYY-MM-DD) that `text` writes, None when it writes none or leaves doubt: day before month, year in full.

    With `epoch_1904` the text of a number counts days from 1904.
    """
    text = " ".join(text.split())
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DUTCH.fullmatch(text):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    if found := _WORDS.fullmatch(text):
        month = _month(found[2].lower())
        return _day(int(found[3]), month, int(found[1])) if month else None
    return serial_day(float(text.replace(",", ".")), epoch_1904) if _SERIAL_TEXT.fullmatch(text) else None


def serial_day(number: float, epoch_1904: bool = False) -> str | None:
    """Return the day that Excel counts as `number`, None for one that is no whole day or out of reach."""
    if number != int(number) or not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return None
    begin = _BEGIN_1904 if epoch_1904 else _BEGIN_1900
    return (begin + datetime.timedelta(days=int(number))).isoformat()


def _month(word: str) -> int | None:
    for number, names in enumerate(_MONTHS, 1):
        if any(name == word or (len(word) >= 3 and name.startswith(word)) for name in names):
            return number
    return None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
