"""A person in one cell, as lists have it: "dhr. mr. A.B. (Arie) van der Berg (plv.)"."""

import re
from typing import NamedTuple

from regio_cli.change.likeness import name_from

_SALUTATION = re.compile(
    r"^(?:(?:de heer|dhr|mevrouw|mevr|mw|mej|heer|ms|mrs)\b\.?[ ,]*(?:en )?)+(?:/ ?(?:mw|mevr|dhr)\b\.? *)?",
    re.IGNORECASE,
)
_TITLE = re.compile(r"^(prof|dr|drs|mr|ir|ing|bc|ds|jhr|jkvr)(?:\.+ *| +)(?=\S)", re.IGNORECASE)
_AFTER = re.compile(
    r",? ((?:MSc|MA|BSc|BA|MBA|LLM|PhD|EMPM|MPA|RA|RC|RE|CPC)(?:,? (?:MSc|MA|BSc|BA|MBA|LLM|PhD|RA|RC))*)$"
)
_DEPUTY = re.compile(
    r"[ ,;-]{0,8}\(? ?\b(?:plv|plaatsverv|plaatsvervangend|plaatsvervanger|deputy)\b\.? ?(?:lid)? ?\)?[ ,;]*",
    re.IGNORECASE,
)
_VACANT = re.compile(r"(?:vacature|vacant|n\.?v\.?t\.?|nog niet bekend|onbekend|-+|\?+|x)", re.IGNORECASE)
# A family name of two, such as "Jansen-de Boer".
_DOUBLE = re.compile(r"\S{1,80}-(?:van|de|den|der|ten|ter|te|la|le)(?: (?:de|den|der|la|'t))? \S{1,80}$")
_JOIN = "\u0001"


class Person(NamedTuple):
    """Who a cell names: the parts of the name as a record has them, and whether as somebody's deputy."""

    name: dict[str, str]
    deputy: bool


def person_of(text: str) -> Person | None:
    """Return who `text` names; None when it says that there is nobody ("vacature", "-")."""
    plain = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    deputy = bool(_DEPUTY.search(plain))
    plain = " ".join(_DEPUTY.sub(" ", plain).split())
    if not plain or _VACANT.fullmatch(plain):
        return None
    plain = _SALUTATION.sub("", plain)
    titles, plain = _titles(plain)
    name = _parts(plain)
    title = " ".join(part for part in (titles, name.get("title", "")) if part)
    return Person({**name, "title": title} if title else name, deputy)


def _titles(text: str) -> tuple[str, str]:
    """Return the titles before and after a name, and the name."""
    before: list[str] = []
    while found := _TITLE.match(text):
        before.append(found[1].lower() + ".")
        text = text[found.end() :]
    after = _AFTER.search(text)
    if after:
        text = text[: after.start()]
    return " ".join([*before, *([after[1]] if after else [])]), text


def _parts(text: str) -> dict[str, str]:
    """Return the parts of a name, also when it begins with the family name: "Berg, A.B. van der"."""
    family, comma, rest = text.partition(",")
    if not comma:
        joined = _DOUBLE.sub(lambda found: found[0].replace(" ", _JOIN), _apart(text))
        return {part: value.replace(_JOIN, " ") for part, value in name_from(joined).items()}
    pieces = [_SALUTATION.sub("", piece.strip()) for piece in rest.split(",")]
    # "Berg, van der, A.B.": what stands before the family name is said last.
    titles, rest = _titles(" ".join(sorted(pieces, key=lambda piece: piece[:1].islower() and "." not in piece)))
    behind = name_from(f"{_apart(rest)} {_JOIN}")
    before = name_from(family) if family[:1].islower() else {"family": family.strip()}
    found = {**behind, **before, "title": titles}
    return {part: value for part, value in found.items() if value}


def _apart(text: str) -> str:
    """Return `text` with initials as one word with dots, and a space before a name between brackets."""
    text = text.replace("(", " (").replace("  ", " ").strip()
    words = text.split(" ")
    count = 0
    while count < len(words) - 1 and re.fullmatch(r"(?:[A-Z][a-z]?\.)+|[A-Z]{1,4}|Th\.?|Ch\.?", words[count]):
        count += 1
    initials = "".join(_dotted(word) for word in words[:count])
    return " ".join([*([initials] if initials else []), *words[count:]])


def _dotted(word: str) -> str:
    return word if "." in word else "".join(f"{letter}." for letter in word)
