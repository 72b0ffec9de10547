"""How reports word numbers and lists inside a sentence, in either language."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from regio_cli.history.sentence import joined
from regio_cli.model.text import N_, Text, counted


def decimal(number: float, digits: int = 1) -> Mapping[str, str]:
    """Return a number as a value of a Text, without needless zeros and with the decimal sign of the language."""
    text = f"{number:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return {"en": text, "nl": text.replace(".", ",")}


def percent(share: float | None) -> Mapping[str, str]:
    """Return a fraction of one as a percentage, as a value of a Text."""
    return {language: f"{text} %" for language, text in decimal(100 * (share or 0), 1).items()}


def sentences(parts: Iterable[Text | None]) -> Text | None:
    """Return the parts that there are as one text, None without any."""
    found = [part for part in parts if part is not None]
    return joined(found, " ") if found else None


def change_of_seats(name: str, change: int) -> Text:
    """Return in words that a group is to have so many seats more, or fewer when `change` is below zero."""
    values = {"name": name}
    if change > 0:
        return counted(change, N_("{name}: {count} seat more"), N_("{name}: {count} seats more"), **values)
    return counted(-change, N_("{name}: {count} seat fewer"), N_("{name}: {count} seats fewer"), **values)


def listed(names: Sequence[Any]) -> Text:
    """Return all of `names` behind each other."""
    return joined(names)
