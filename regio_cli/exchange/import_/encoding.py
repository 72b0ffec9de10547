"""Which encoding the bytes of a text give evidence of; a text that gives evidence of none is refused with the place."""

import re
from typing import NamedTuple, NoReturn

from regio_cli.change.refusal import Refused
from regio_cli.model.text import N_, Text

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# Code pages of Windows, DOS and the old Macintosh in which names are met, the likeliest first.
_CODE_PAGES = (("cp1252", "Windows-1252"), ("cp850", "DOS (code page 850)"), ("mac_roman", "Mac Roman"))
# A letter of more bytes in UTF-8: what no other encoding has by chance in a name.
_UTF8_LETTER = re.compile(rb"[\xc3-\xc5][\x80-\xbf]|\xe2\x80[\x90-\xbf]")
_USUAL = frozenset("éèëêïíìîöóòôüúùûäáàâçñåøæœßÿãõšžÉÈËÊÏÍÖÓÜÚÄÁÀÇÑÅØÆŠŽ")
_SIGNS = frozenset("€’‘“”–—…•°§£©®½¼¾±²³µ·«»´`¨\u00a0")
# What UTF-8 looks like where it was read as Windows-1252: Ã© for é, â€™ for an apostrophe, Â° for a sign.
_TWICE = re.compile("[ÃÄÅ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\u0080-\u00bf™œž¦“”˜]|Â[\u00a0-\u00bf]")
_ENOUGH_BETTER = 1.0


class _Reading(NamedTuple):
    """A text as one code page has it, and how much its letters look like those of names."""

    score: float
    codec: str
    name: str
    text: str


def decoded(content: bytes) -> tuple[str, list[Text]]:
    """Return the text in `content`, and what is worth telling of its encoding.

    Raises Refused, with line and byte, where the bytes give evidence of several encodings, or of none.
    """
    codec = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    try:
        return _once(_without_nul(content.decode(codec)))
    except UnicodeDecodeError as error:
        if codec != "utf-8":
            raise Refused(Text(N_("the file says it is {encoding}, and is not"), {"encoding": codec})) from error
        return _in_code_page(content, error.start)


def _in_code_page(content: bytes, start: int) -> tuple[str, list[Text]]:
    """Return the text that the likeliest code page makes of `content`, whose byte at `start` is no UTF-8."""
    if _UTF8_LETTER.search(content):
        _refuse(content, start, N_("line {line}: the byte {byte} is no UTF-8, which the rest of the file is"))
    found = sorted(_readings(content), key=lambda each: -each.score)
    if not found or found[0].score < 0:
        _refuse(content, start, N_("line {line}: neither UTF-8 nor Windows-1252 (byte {byte})"))
    if len(found) > 1 and found[0].score < found[1].score + _ENOUGH_BETTER and _differ(found[0], found[1]):
        _refuse(content, start, N_("line {line}: the byte {byte} may be of several encodings"))
    best = found[0]
    return _without_nul(best.text), [Text(N_("read as {encoding}, as it is not UTF-8"), {"encoding": best.name})]


def _readings(content: bytes) -> list[_Reading]:
    found: list[_Reading] = []
    for codec, name in _CODE_PAGES:
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        found.append(_Reading(_score(text), codec, name, text))
    return found


def _score(text: str) -> float:
    """Return how much the letters that are not ASCII look like those in Dutch names, per such letter from -2 to 1."""
    points = 0.0
    count = 0
    for place, char in enumerate(text):
        if char.isascii():
            continue
        count += 1
        before = text[place - 1] if place else " "
        after = text[place + 1] if place + 1 < len(text) else " "
        points += _fit(char, before, after)
    return 2 * points / count if count else 0.0


def _fit(char: str, before: str, after: str) -> float:
    if char == "’" and (after in "ts" or (before.isalpha() and after.isalpha())):
        return 1.0
    if char in "æÆ":
        return 0.3
    if char in _USUAL and not before.isalpha() and not after.isalpha() and after != ".":
        return 0.0
    if char in _USUAL and char.islower() and not before.isalpha():
        # Few words begin with such a small letter; an apostrophe of another code page looks like one.
        return 0.3
    if char in _USUAL:
        # A capital behind a small letter is of another code page: RenÚ for René.
        return -1.0 if char.isupper() and before.islower() else 1.0
    if char in _SIGNS:
        within = before.isalpha() and after.isalpha() and char not in "’´`–"
        return -1.0 if within else 0.5
    return -1.0 if before.isalpha() or after.isalpha() else -0.5


def _differ(one: _Reading, other: _Reading) -> bool:
    return one.text != other.text


def _once(text: str) -> tuple[str, list[Text]]:
    """Return a text that was encoded twice as it was before, where all of it was.

    Raises Refused, with the line, where only a part of it was.
    """
    twice = _TWICE.search(text)
    if not twice:
        return text, []
    try:
        plain = text.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError) as error:
        values = {"line": text.count("\n", 0, twice.start()) + 1, "value": twice[0]}
        what = N_(
            "line {line}: '{value}' is what is left of a letter that was encoded twice, which the rest of the file is not"
        )
        raise Refused(Text(what, values), _mend()) from error
    return plain, [Text(N_("read as UTF-8 that was encoded twice"))]


def _refuse(content: bytes, start: int, what: str) -> NoReturn:
    line = content.count(b"\n", 0, start) + 1
    raise Refused(Text(what, {"line": line, "byte": f"{content[start]:02x}"}), _mend())


def _mend() -> Text:
    return Text(N_("mend that line, or save the file from Excel as 'CSV UTF-8'"))


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise Refused(Text(N_("this is no text file; save it as csv or xlsx")))
    return text
