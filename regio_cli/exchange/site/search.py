"""The index that a browser searches: scripts with data, one for each first letter, so that a page from disk can load them too."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from regio_cli.exchange.site.facts import Facts
from regio_cli.exchange.site.paths import page_of
from regio_cli.model.record import Address
from regio_cli.read.names import fold, terms
from regio_cli.report.values import one_line

KINDS = ("partner", "body", "person")
_WORD = re.compile(r"\w+")
OTHER = "other"


def letter_of(word: str) -> str:
    """Return the name of the part of the index that has a folded word."""
    return word[0] if word[0].isascii() and word[0].isalnum() else OTHER


def index(facts: Facts) -> Iterator[tuple[str, bytes]]:
    """Yield the parts of the index as files: path from the top of the site, and content.

    An entry is a name, a place in KINDS, the page, and the folded words that it is known by.
    """
    parts: dict[str, list[tuple[str, int, str, str]]] = defaultdict(list)
    known = _known(facts)
    for kind in KINDS:
        for address in facts.of(kind):
            name, also = one_line(facts.names[address]), one_line(known.get(address, ""))
            words = list(dict.fromkeys(_WORD.findall(fold(f"{name} {also}"))))
            for letter in sorted({letter_of(word) for word in words}):
                parts[letter].append((name, KINDS.index(kind), page_of(address), " ".join(words)))
    for letter, entries in sorted(parts.items()):
        yield f"search/{letter}.js", _script(letter, entries)


def _script(letter: str, entries: list[tuple[str, int, str, str]]) -> bytes:
    data = json.dumps(entries, ensure_ascii=True, separators=(",", ":"))
    return f"regioFound({json.dumps(letter)},{data})\n".encode()


def _known(facts: Facts) -> Mapping[Address, str]:
    """Return what partners and bodies are known by beside their names; of persons nothing more is told."""
    found: dict[Address, list[str]] = defaultdict(list)
    for address, term in terms(facts.kinds, facts.context.database):
        if address in facts.records and address.kind != "person" and term not in found[address]:
            found[address].append(term)
    return {address: " ".join(each) for address, each in found.items()}
