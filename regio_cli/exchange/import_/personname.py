"""A person in one cell, as lists have it: "dhr. mr. A.B. (Arie) van der Berg (plv.)"."""

import re
from typing import NamedTuple

from regio_cli.change.refusal import Refused
from regio_cli.model.dutchnames import is_prefix_word, name_from, spaced
from regio_cli.model.text import N_, Text

_SALUTATION = re.compile(
    r"^(?:(?:de heer|dhr|mevrouw|mevr|mw|mej|heer|ms|mrs)\b\.?[ ,]*(?:en )?)+(?:/ ?(?:mw|mevr|dhr)\b\.? *)?",
    re.IGNORECASE,
)
_TITLE = re.compile(r"^(prof|dr|drs|mr|ir|ing|bc|ds|jhr|jkvr)(?:\.+ *| +)(?=\S)", re.IGNORECASE)
_DEGREE = re.compile(
    r"(?:MSc|MA|BSc|BA|MBA|LLM|LLB|PhD|EMPM|MPA|RA|RC|RE|CPC|MEd|BEd|MPhil|MMC|EMBA|MSt|AA|RI|RO|RB)\.?", re.IGNORECASE
)
_LETTERS = re.compile(r"[A-Z]{2,5}\.?")
# What stands behind a name and is no part of it.
_PARTIES = frozenset(
    ("vvd", "cda", "pvda", "gl", "groenlinks", "d66", "sp", "pvv", "cu", "christenunie", "sgp", "bbb", "ja21", "fvd", "50plus", "pvdd",
     "volt", "denk", "nsc", "glpvda")
)  # fmt: skip
_SPACED_HYPHEN = re.compile(r"(?<=\w) [-–] (?=[^\W\d_])")
_DEPUTY = re.compile(
    r"[ ,;-]{0,8}\(? ?\b(?:plv|plaatsverv|plaatsvervangend|plaatsvervanger|deputy)\b\.? ?(?:lid)? ?\)?[ ,;]*",
    re.IGNORECASE,
)
_VACANT = re.compile(
    r"(?:(?:vacature|vacant)\b.*|n\.?v\.?t\.?|n\.?n\.?b\.?|nog (?:niet bekend|onbekend|te benoemen|in te vullen)|onbekend|-+|\?+|x)",
    re.IGNORECASE,
)
# What no name has in it, or only the names of two.
_NO_NAME = re.compile(r"[@:;?!=<>/&0-9]| (?:en|and|or) ")
# A family name of two, such as "Jansen-de Boer".
_DOUBLE = re.compile(r"\S{1,80}-(?:van|de|den|der|ten|ter|te|la|le)(?: (?:de|den|der|la|'t))? \S{1,80}$")
_JOIN = "\u0001"


class Person(NamedTuple):
    """Who a cell names: the parts of the name as a record has them, and whether as somebody's deputy."""

    name: dict[str, str]
    deputy: bool


class Sitting(NamedTuple):
    """What a cell says of who sits somewhere: the words for somebody, an id perhaps, and whether as somebody's deputy."""

    words: str
    deputy: bool


def sitting(text: str) -> Sitting | None:
    """Return what `text` says of who sits somewhere; None when it says that there is nobody ("vacature", "-")."""
    plain = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    words = " ".join(_DEPUTY.sub(" ", plain).split())
    return Sitting(words, bool(_DEPUTY.search(plain))) if words and not _VACANT.fullmatch(words) else None


def person_of(text: str) -> Person | None:
    """Return who `text` names; None when it says that there is nobody.

    Raises Refused for what is no name, the names of two, or a name with something more about the person.
    """
    found = sitting(text)
    if found is None:
        return None
    plain = _joined(spaced(_SALUTATION.sub("", found.words)))
    titles, plain = _titles(plain)
    before = plain.partition(",")[0]
    if "," in plain and re.match(r"(?:[A-Z][a-z]?\.)+ ", before):
        # "P. Snoek, wethouder": initials before the family name, so nothing of the name is behind the comma.
        raise _no_name(plain)
    name = _parts(plain)
    _require_name(plain, name)
    title = " ".join(part for part in (titles, name.get("title", "")) if part)
    return Person({**name, "title": title} if title else name, found.deputy)


def _joined(text: str) -> str:
    """Return a name with "Driesen - Slingerbos" as one word. Raises Refused when no name follows the hyphen."""
    hyphen = _SPACED_HYPHEN.search(text)
    if hyphen:
        behind = text[hyphen.end() :].split()
        if not (behind[0][0].isupper() or is_prefix_word(behind[0])) or behind[0].casefold() in _PARTIES:
            raise _no_name(text)
    return _SPACED_HYPHEN.sub("-", text)


def _no_name(text: str) -> Refused:
    hint = Text(
        N_(
            "a cell holds one name, such as 'mr. A.B. (Anna) van der Berg'; what else there is of it goes in another column"
        )
    )
    return Refused(Text(N_("'{value}' is not the name of one person"), {"value": text[:60]}), hint)


def _is_two_people(text: str) -> bool:
    """Whether a name has 'of' in it that is no part of a family name: "Hagstra of ten Hage" is one."""
    _, found, behind = text.partition(" of ")
    return bool(found) and not is_prefix_word(behind.split()[0])


def _require_name(text: str, name: dict[str, str]) -> None:
    first = f"{name.get('given', '')} {name.get('initials', '')}".split()
    # "wethouder P. Snoek": a first name begins with a capital, unless the whole is written small.
    slips = any(word[0].islower() for word in first) and text != text.lower()
    if (
        _NO_NAME.search(text)
        or slips
        or _is_two_people(text)
        or _has_job(text)
        or "(" in name.get("family", "")
        or (text.rstrip().endswith(")") and "," not in text)
    ):
        raise _no_name(text)


def _has_job(text: str) -> bool:
    """Whether behind a comma stands what is no part of a name: a party, or anything behind a name with its initials."""
    _, comma, behind = text.partition(",")
    words = behind.replace(",", " ").split()
    last = text.split()[-1]
    if last.casefold() in _PARTIES and not last.istitle() and len(text.split()) > 1:
        return True
    if not comma or not words:
        return False
    return words[-1].casefold() in _PARTIES or (
        words[0][0].islower() and not is_prefix_word(words[0]) and "." not in words[0]
    )


def _titles(text: str) -> tuple[str, str]:
    """Return the titles before and after a name, and the name."""
    before: list[str] = []
    while found := _TITLE.match(text):
        before.append(found[1].lower() + ".")
        text = text[found.end() :]
    text, after = _letters_behind(text)
    return " ".join([*before, *after]), text


def _letters_behind(text: str) -> tuple[str, list[str]]:
    """Return a name without the letters behind it, and these: known degrees, and beside initials any two to five capitals."""
    has_initials = re.search(r"(?:^|\s)(?:[A-Z][a-z]?\.)+", text) is not None
    words = text.split()
    after: list[str] = []
    while len(words) > 1:
        word = words[-1].strip(",")
        is_short_name = len(word) <= 2 and word.istitle()
        is_degree = _DEGREE.fullmatch(word) and word[:1].isupper() and not is_short_name
        if word.casefold() in _PARTIES:
            break
        if not is_degree and not (has_initials and _LETTERS.fullmatch(word)):
            break
        if not _has_family(words[:-1]):
            break
        after.insert(0, word.rstrip("."))
        words.pop()
    return (" ".join(words).rstrip(",") if after else text), after


def _has_family(words: list[str]) -> bool:
    """Whether what is left of a name has a family name in it."""
    last = words[-1].strip(",")
    return "." not in last and ")" not in last and not is_prefix_word(last) and len(last) > 1


def _parts(text: str) -> dict[str, str]:
    """Return the parts of a name, also when it begins with the family name: "Berg, A.B. van der"."""
    family, comma, rest = text.partition(",")
    if not comma:
        joined = _DOUBLE.sub(lambda found: found[0].replace(" ", _JOIN), _apart(text))
        return {part: value.replace(_JOIN, " ") for part, value in name_from(joined).items()}
    pieces = [_SALUTATION.sub("", piece.strip()) for piece in rest.split(",")]
    # "Berg, van der, A.B.": what stands before the family name is said last.
    titles, rest = _titles(" ".join(sorted(pieces, key=_is_prefix)))
    behind = name_from(f"{_apart(rest)} {_JOIN}")
    before = name_from(family)
    # At the head of a cell a prefix has a capital that is not its own: "Van den Akker, P.".
    before = {**before, "prefix": before["prefix"].lower()} if "prefix" in before else {"family": family.strip()}
    found = {**behind, **before, "title": titles}
    return {part: value for part, value in found.items() if value}


def _is_prefix(piece: str) -> bool:
    return all(is_prefix_word(word) for word in piece.split()) or (piece[:1].islower() and "." not in piece)


def _apart(text: str) -> str:
    """Return `text` with initials as one word with dots, and a space before a name between brackets."""
    text = text.replace("(", " (").replace("  ", " ").strip()
    words = text.split(" ")
    count = 0
    while count < len(words) - 1 and re.fullmatch(r"(?:[A-Z][a-z]?\.)+|[A-Z]{1,4}|Th\.?|Ch\.?", words[count]):
        count += 1
    initials = "".join(_dotted(word) for word in words[:count])
    return " ".join([*([initials] if initials else []), *words[count:]])


def initials_of(text: str) -> str:
    """Return initials with their dots: "A.B." for "AB" and "A B"; what has small letters or dots already stays as it is."""
    letters = text.replace(" ", "")
    return _dotted(letters) if letters.isalpha() and letters.isupper() else text


def _dotted(word: str) -> str:
    return word if "." in word else "".join(f"{letter}." for letter in word)
