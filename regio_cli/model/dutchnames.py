"""Names of people as the Dutch write them: prefixes such as "van der" in all their spellings, and the parts of a name."""

import re
from collections.abc import Mapping
from typing import Any

from regio_cli.model.folding import fold

_WORDS = (
    "van", "von", "de", "den", "der", "het", "ten", "ter", "te", "la", "le", "du", "in", "op", "aan", "bij", "onder",
    "over", "uit", "tot", "toe", "voor",
)  # fmt: skip
# Prefixes of other languages, which are only known where they are written small: "Ben" and "El" may be first names.
_FOREIGN = frozenset(
    (
        "el", "al", "ait", "aït", "ben", "bin", "ibn", "abu", "bel", "ould", "oulad", "zu", "zur", "zum", "vom", "und", "da", "do",
        "dos", "das", "di", "del", "della", "dalla", "dello", "degli", "des", "los", "las", "av", "af",
    )
)  # fmt: skip
# Words that are the first of two in a family name, and small words that bind the two.
_BEFORE_FAMILY = frozenset(("Mac", "Mc", "Fitz", "Sint", "Saint"))
_BINDING = frozenset(("a", "à", "y", "e", "i", "of"))
_CALLED = re.compile(r"^(?P<before>[^()]*)\((?P<inside>[^()]+)\)(?P<behind>[^()]*)$")
# v.d., vd, v/d, v. d. (also with h, and of aan, in and op) · van 't, van't, vant, v.'t · 't, 's, d' · v. den, v. Dam · d. Boer
_SHORT = (
    r"v[./]{0,2} ?[dh]|[aio][./]{1,2} ?[dh]|v(?:an)?[./]{0,2} ?'?t|'[ts]|d'|v(?=\.)|d(?=\.)|v(?= (?:den?|der|het) )"
)
_END = r"(?:\.? +|\.(?=[^\W\d])|(?<=')(?=\w))"
_PIECE = rf"(?:(?:{_SHORT}|{'|'.join(_WORDS)}){_END})"
_AT_BEGIN = re.compile(rf"^{_PIECE}+", re.IGNORECASE)
_INSIDE = re.compile(rf"(?:^|(?<=[ ,(-])){_PIECE}+(?=\w)", re.IGNORECASE)
_SHORT_INSIDE = re.compile(rf"(?:^|(?<=[ ,(-]))(?:{_SHORT}){_END}(?=\w)", re.IGNORECASE)
_SHORT_WORD = re.compile(rf"(?:{_SHORT})\.?", re.IGNORECASE)
# "v. d. Berg", "v/d Berg" and "v.d.Berg" have the prefix as one word after this, and no stroke in it.
_APART = re.compile(r"(?<![\w.'])([vVaio])[./]{1,2} ?([dh])(?:\.|\b) *(?=[^\W\d])")
_QUOTES = str.maketrans("’‘`´", "''''")
# What a spelling is the first letters of, where it is one word.
_KEYS = {"vd": "vd", "vh": "vt", "vt": "vt", "vant": "vt", "het": "t", "h": "t"}
# Before the key of a prefix in a comparable name, so that it is no begin of a word.
_MARK = "·"


def without_prefix(text: str) -> str:
    """Return a family name, folded, without the prefix before it, however that is written."""
    return _AT_BEGIN.sub("", text.translate(_QUOTES))


def split_prefix(family: str) -> tuple[str, str]:
    """Return the prefix that a family name begins with, as it is written, and the rest of it."""
    found = _AT_BEGIN.match(family)
    if not found or not _is_prefix(found[0]) or not family[found.end() :].strip():
        return "", family
    return found[0].strip(), family[found.end() :]


def bare_family(name: Mapping[str, Any]) -> str:
    """Return the family name in the parts `name`, folded, without a prefix that was written before it."""
    return without_prefix(fold(_straight(name.get("family"))))


def same_family(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two names, in parts, have one family name with one prefix: "v.d. Berg" is "van den Berg" and "van der Berg".

    The prefix may be in the family name. Prefixes that are both written out must be the same.
    """
    if bare_family(one) != bare_family(other):
        return False
    mine, theirs = _prefix(one), _prefix(other)
    if mine == theirs:
        return True
    return _key(mine) == _key(theirs) and (is_abbreviated(f"{mine}x") or is_abbreviated(f"{theirs}x"))


def has_prefix(name: Mapping[str, Any]) -> bool:
    """Whether a name, in parts, has a prefix, if only in the family name."""
    return bool(_prefix(name))


def _prefix(name: Mapping[str, Any]) -> str:
    """Return the prefix in a name, folded, with a space behind it; empty without one."""
    parts = (_straight(name.get(part)) for part in ("prefix", "family"))
    found = _AT_BEGIN.match(fold(" ".join(part for part in parts if part)))
    return found[0] if found else ""


def _straight(value: object) -> str:
    return str(value or "").translate(_QUOTES)


def is_abbreviated(text: str) -> bool:
    """Whether a name has a prefix in it that is not written out: "v.d. Berg", "van 't Hof"; initials are none."""
    return any(_is_prefix(found[0]) for found in _SHORT_INSIDE.finditer(_straight(text)))


def comparable(text: str) -> str:
    """Return a name, folded, with each prefix as a key that all its spellings share: "van den Berg" is "·vd berg"."""
    return fold(_INSIDE.sub(_keyed, _straight(text)))


def _keyed(found: re.Match[str]) -> str:
    return f"{_MARK}{_key(found[0])} " if _is_prefix(found[0]) else found[0]


def matches(wanted: str, term: str) -> bool:
    """Whether every word of `wanted` begins a word of `term`, and every prefix in it is one of `term`; both `comparable`."""
    there = term.replace(",", " ").split()
    return all(_has(there, word) for word in wanted.replace(",", " ").split())


def _has(there: list[str], word: str) -> bool:
    return word in there if word.startswith(_MARK) else any(each.startswith(word) for each in there)


def _key(prefix: str) -> str:
    return "".join(_KEYS.get(word, word[0]) for word in re.findall(r"[a-z]+", prefix.lower()))


def _is_prefix(text: str) -> bool:
    """Whether what looks like a prefix is one: "V.D." and "V." are initials."""
    return not (text.isupper() and _SHORT_WORD.fullmatch(text.strip()))


def spaced(text: str) -> str:
    """Return a name in which an abbreviated prefix is one word, with points: "v/d Berg" and "v. d. Berg" are "v.d. Berg"."""
    return _APART.sub(r"\1.\2. ", text)


def is_prefix_word(word: str) -> bool:
    """Whether one word of a name is a prefix, or a part of one: "van", "v.d.", "'t"."""
    plain = _straight(word)
    return plain.lower() in _WORDS or (_is_prefix(plain) and _SHORT_WORD.fullmatch(plain) is not None)


def name_from(text: str) -> dict[str, str]:
    """Return the parts of a name as people write it: "J. (Jan) van der Berg" is given, initials, prefix and family.

    What stands behind a name in brackets is the family name, in as many words as it has. No word is lost.
    """
    plain = " ".join(spaced(text).replace(",", " ").split())
    called = _CALLED.search(plain)
    if called and called["behind"].strip():
        return _with_call_name(called["before"].split(), called["inside"], called["behind"].split())
    if called and called["before"].split():
        # "J. Berg (Xander)": the call name stands last.
        return _with_call_name_last(called["before"], called["inside"])
    words = plain.replace("(", " ").replace(")", " ").split()
    first = _first_of_family(words)
    return _kept(words[:first], *_prefix_and_family(words[first:]))


def _with_call_name(before: list[str], inside: str, behind: list[str]) -> dict[str, str]:
    initials = [word for word in before if "." in word]
    full = [word for word in before if "." not in word]
    # Of first names in full, beside the one that somebody is called by, the initials are kept.
    initials += [f"{word[0]}." for word in full if word[0].isalpha()]
    prefix, family = _prefix_and_family(behind)
    parts = {"family": family, "prefix": prefix, "given": " ".join(inside.split()), "initials": "".join(initials)}
    return {name: value for name, value in parts.items() if value}


def _with_call_name_last(before: str, inside: str) -> dict[str, str]:
    found = name_from(before)
    given = found.get("given", "").split()
    initials = found.get("initials", "") + "".join(f"{word[0]}." for word in given if word[0].isalpha())
    parts = {**found, "given": " ".join(inside.split()), "initials": initials}
    return {name: value for name, value in parts.items() if value}


def _first_of_family(words: list[str]) -> int:
    """Return where the prefix or family name begins: at a prefix, at a word that binds two names, else at the last word."""
    last = max(0, len(words) - 1)
    for place, word in enumerate(words):
        if place == last:
            return last
        if is_prefix_word(word):
            return place
        if place > 0 and (word in _FOREIGN or word in _BEFORE_FAMILY):
            return place
        if place > 1 and word in _BINDING:
            return place - 1
    return last


def _prefix_and_family(words: list[str]) -> tuple[str, str]:
    last = 0
    while last < len(words) - 1 and (is_prefix_word(words[last]) or words[last] in _FOREIGN):
        last += 1
    return " ".join(words[:last]), " ".join(words[last:])


def _kept(firsts: list[str], prefix: str, family: str) -> dict[str, str]:
    initials = [word for word in firsts if "." in word]
    given = [word for word in firsts if "." not in word]
    parts = {"family": family, "prefix": prefix, "given": " ".join(given), "initials": " ".join(initials)}
    return {name: value for name, value in parts.items() if value}
